# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Differences between groups, with intervals and the least numbers they need."""

import math
from collections.abc import Iterable
from dataclasses import dataclass

from cxfield.analysis.means import mean_t
from cxfield.analysis.nps import Nps
from cxfield.analysis.outcome import NotComputable, clip
from cxfield.analysis.proportion import Proportion, wilson
from cxfield.analysis.quantiles import t_for, z_for

COUNTS_FIRST = 30
LEAST_FOR_NPS = 10


@dataclass(frozen=True, slots=True)
class Difference:
    """First minus second, with its interval; `counts_first` says that a group is small (n < 30).

    `clear` is True where the interval leaves 0 out: a difference that chance alone would seldom make.
    """

    value: float | None
    low: float | None
    high: float | None
    n: tuple[int, int]
    level: float = 0.95
    reason: NotComputable | None = None
    interval_reason: NotComputable | None = None

    @property
    def counts_first(self) -> bool:
        """Whether the counts go before the percentages."""
        return min(self.n) < COUNTS_FIRST

    @property
    def clear(self) -> bool | None:
        """Whether the interval leaves 0 out; None without an interval."""
        return None if self.low is None or self.high is None else self.low > 0.0 or self.high < 0.0


def _none(n: tuple[int, int], level: float, reason: NotComputable) -> Difference:
    return Difference(None, None, None, n, level, reason, reason)


def share_difference(first: Proportion, second: Proportion, level: float = 0.95) -> Difference:
    """Return the difference of two independent shares, -1..1.

    Formula: Newcombe's hybrid score interval, d - √((p₁ - l₁)² + (u₂ - p₂)²) … d + √((u₁ - p₁)² + (p₂ - l₂)²)
    with Wilson's l and u. Source: Newcombe 1998, Statistics in Medicine 17, 873-890, method 10.
    Limits: an empty group is not computable. The groups must not share people.
    """
    n = (first.n, second.n)
    if not first.n or not second.n:
        return _none(n, level, NotComputable.NO_DATA)
    a, b = wilson(first.count, first.n, level), wilson(second.count, second.n, level)
    p, q = a.share or 0.0, b.share or 0.0
    l1, u1, l2, u2 = a.low or 0.0, a.high or 0.0, b.low or 0.0, b.high or 0.0
    d = p - q
    low = d - math.sqrt((p - l1) ** 2 + (u2 - q) ** 2)
    high = d + math.sqrt((u1 - p) ** 2 + (q - l2) ** 2)
    return Difference(d, clip(low, -1.0, d), clip(high, d, 1.0), n, level)


def mean_difference(first: Iterable[float], second: Iterable[float], level: float = 0.95) -> Difference:
    """Return the difference of two independent means with Welch's interval (unequal variances).

    Formula: d ± t(level, ν) √(s₁²/n₁ + s₂²/n₂), ν by Welch and Satterthwaite. Source: Welch 1947.
    Limits: an empty group is not computable; a group of one, or no spread at all, gives no interval.
    """
    a, b = mean_t(first, level), mean_t(second, level)
    n = (a.n, b.n)
    if a.value is None or b.value is None:
        return _none(n, level, NotComputable.NO_DATA)
    d = a.value - b.value
    if a.sd is None or b.sd is None:
        return Difference(d, None, None, n, level, None, NotComputable.ONE_VALUE)
    va, vb = a.sd**2 / a.n, b.sd**2 / b.n
    if va + vb <= 0.0:
        return Difference(d, None, None, n, level, None, NotComputable.NO_SPREAD)
    df = (va + vb) ** 2 / (va**2 / (a.n - 1) + vb**2 / (b.n - 1))
    half = t_for(level, df) * math.sqrt(va + vb)
    return Difference(d, d - half, d + half, n, level)


def nps_difference(first: Nps, second: Nps, level: float = 0.95) -> Difference:
    """Return the difference of two independent NPS in points, -200..200.

    Formula: d of the scores; half width z √(v₁ + v₂) around the difference of the adjusted-Wald centres
    (3/4 added to promoters and detractors, 3 to n), moved out to hold d. Source: Rocks 2016.
    Limits: no subgroup NPS below 10 answers: a smaller group is not computable; show its counts.
    """
    n = (first.n, second.n)
    if min(n) < LEAST_FOR_NPS:
        return _none(n, level, NotComputable.TOO_FEW if min(n) else NotComputable.NO_DATA)
    d = (first.value or 0.0) - (second.value or 0.0)
    (c1, v1), (c2, v2) = _adjusted(first), _adjusted(second)
    half = 100.0 * z_for(level) * math.sqrt(v1 + v2)
    centre = 100.0 * (c1 - c2)
    return Difference(d, clip(centre - half, -200.0, d), clip(centre + half, d, 200.0), n, level)


def _adjusted(nps: Nps) -> tuple[float, float]:
    n = nps.n + 3.0
    p, d = (nps.promoters + 0.75) / n, (nps.detractors + 0.75) / n
    return p - d, (p + d - (p - d) ** 2) / n


def subgroup_nps(nps: Nps) -> NotComputable | None:
    """Return why the NPS of a subgroup is not shown, or None: below 10 answers only counts are."""
    if nps.n == 0:
        return NotComputable.NO_DATA
    return NotComputable.TOO_FEW if nps.n < LEAST_FOR_NPS else None
