# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The difference of two shares of one sample, such as promoters minus detractors."""

import math
from dataclasses import dataclass

from cxfield.analysis.outcome import NotComputable, clip
from cxfield.analysis.quantiles import z_for

HUNDRED = 100.0
_ADDED = 3.0
_ADDED_EACH = 0.75


@dataclass(frozen=True, slots=True)
class NetShare:
    """100 · (plus - minus) / n with its interval, in percentage points -100..100; None when n = 0."""

    plus: int
    minus: int
    n: int
    value: float | None
    low: float | None
    high: float | None
    level: float = 0.95
    reason: NotComputable | None = None


def net_share(plus: int, minus: int, n: int, level: float = 0.95) -> NetShare:
    """Return the net share with the adjusted Wald interval.

    Meaning: the percentage on one side minus the percentage on the other; those in between count in n.
    Formula: n' = n + 3, p = (plus + ¾)/n', d = (minus + ¾)/n', centre 100(p - d),
    half width 100 z √((p + d - (p - d)²)/n'), clipped to ±100.
    Source: Rocks 2016, The American Statistician 70, 365-372; measuringu.com/nps-confidence-intervals.
    Limits: n = 0 is not computable. The interval is drawn around the adjusted centre, so it is not symmetric
    about the value; where rounding inwards would leave the value out (one answer), it reaches to the value.
    ValueError when the counts are negative or do not fit in n.
    """
    if min(plus, minus, n) < 0 or plus + minus > n:
        raise ValueError(f"{plus} and {minus} do not fit in {n}")
    z = z_for(level)
    if n == 0:
        return NetShare(0, 0, 0, None, None, None, level, NotComputable.NO_DATA)
    value = HUNDRED * (plus - minus) / n
    size = n + _ADDED
    p, d = (plus + _ADDED_EACH) / size, (minus + _ADDED_EACH) / size
    half = z * math.sqrt((p + d - (p - d) ** 2) / size)
    low = clip(HUNDRED * (p - d - half), -HUNDRED, value)
    high = clip(HUNDRED * (p - d + half), value, HUNDRED)
    return NetShare(plus, minus, n, value, low, high, level)
