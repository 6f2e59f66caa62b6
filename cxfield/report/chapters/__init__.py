# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The chapters of the debrief report, by hand and in order."""

from cxfield.report.chapters import (
    actions,
    coverage,
    findings,
    formulas,
    group,
    issues,
    journey,
    limitations,
    log,
    method,
    metrics,
    ordinary,
    preconceptions,
    reflections,
    summary,
    themes,
)
from cxfield.report.material import Chapter

CHAPTERS: tuple[Chapter, ...] = (
    summary.CHAPTER,
    method.CHAPTER,
    coverage.CHAPTER,
    journey.CHAPTER,
    findings.CHAPTER,
    issues.CHAPTER,
    themes.CHAPTER,
    metrics.CHAPTER,
    ordinary.CHAPTER,
    group.CHAPTER,
    preconceptions.CHAPTER,
    actions.CHAPTER,
    reflections.CHAPTER,
    limitations.CHAPTER,
    log.CHAPTER,
    formulas.CHAPTER,
)
