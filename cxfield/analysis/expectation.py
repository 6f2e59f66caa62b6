# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Expectations that fell short, were met or were exceeded."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from cxfield.analysis.net import net_share
from cxfield.analysis.outcome import NotComputable
from cxfield.analysis.proportion import Proportion, wilson
from cxfield.model.enums import Expectation


@dataclass(frozen=True, slots=True)
class Disconfirmation:
    """Counts, the share exceeded and fallen short, and their difference in percentage points."""

    fell_short: int
    met: int
    exceeded: int
    n: int
    share_fell_short: Proportion
    share_exceeded: Proportion
    value: float | None
    low: float | None
    high: float | None
    level: float = 0.95
    reason: NotComputable | None = None


def net_disconfirmation(answers: Iterable[str], level: float = 0.95) -> Disconfirmation:
    """Return net disconfirmation of answers "below", "met", "above" (`Expectation`).

    Meaning: how much more often expectations were exceeded than left unmet, -100..100 points.
    Formula: exceeded % - fell short %, those met count in n; interval adjusted Wald as for NPS (`net_share`).
    Source: Oliver 1980 (expectancy disconfirmation); Trustmary CX guide. Limits: 0 may mean "all met" or
    "as many above as below": read the counts. No answers: not computable. ValueError for another word.
    """
    counts = Counter(Expectation(answer) for answer in answers)
    return net_disconfirmation_of_counts(
        counts[Expectation.BELOW], counts[Expectation.MET], counts[Expectation.ABOVE], level
    )


def net_disconfirmation_of_counts(
    fell_short: int, met: int, exceeded: int, level: float = 0.95
) -> Disconfirmation:
    """Return net disconfirmation of answers already counted; ValueError when a count is negative."""
    if min(fell_short, met, exceeded) < 0:
        raise ValueError("there cannot be fewer than 0 answers")
    n = fell_short + met + exceeded
    net = net_share(exceeded, fell_short, n, level)
    return Disconfirmation(
        fell_short,
        met,
        exceeded,
        n,
        wilson(fell_short, n, level),
        wilson(exceeded, n, level),
        net.value,
        net.low,
        net.high,
        level,
        net.reason,
    )
