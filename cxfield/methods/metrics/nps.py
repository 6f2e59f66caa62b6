# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Net Promoter Score as a metric."""

from collections.abc import Iterable

from cxfield.analysis.nps import HIGHEST, LOWEST, nps
from cxfield.analysis.satisfaction import Better
from cxfield.i18n import N_
from cxfield.methods.metrics.base import Metric, MetricResult, Unit


def _compute(values: Iterable[int], level: float) -> MetricResult:
    result = nps(values, level)
    return MetricResult(
        result.n, None, result.value, result.low, result.high, result, result.reason, result.reason
    )


NPS = Metric(
    key="nps",
    name=N_("Net Promoter Score (NPS)"),
    short="NPS",
    question=N_("How likely are you to recommend us to a friend or colleague, on a scale of 0–10?"),
    answers=(LOWEST, HIGHEST),
    scale=(-100.0, 100.0),
    unit=Unit.POINTS,
    better=Better.HIGH,
    formula=N_(
        "Percentage of promoters (9–10) minus percentage of detractors (0–6); the passives (7–8) count in "
        "the denominator. Interval: adjusted Wald (3 answers added, ¾ to promoters and ¾ to detractors)."
    ),
    source="Reichheld 2003; Rocks 2016, The American Statistician 70, 365–372",
    compute=_compute,
)
