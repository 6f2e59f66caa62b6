# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The smaller reports around the debrief report, by hand and in order."""

from cxfield.report.others import (
    actions,
    consents,
    day,
    observers,
    participants,
    person,
    transcript,
    waves,
    week,
)
from cxfield.report.others.base import OtherReport

OTHERS: tuple[OtherReport, ...] = (
    day.REPORT,
    week.REPORT,
    waves.REPORT,
    participants.REPORT,
    person.REPORT,
    consents.REPORT,
    transcript.REPORT,
    actions.REPORT,
    observers.REPORT,
)
