# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Mean with t interval, median and percentiles."""

import math
from collections.abc import Iterable
from dataclasses import dataclass

from cxfield.analysis.outcome import NotComputable, Value, clip, finite, known, unknown
from cxfield.analysis.quantiles import t_for

_ENOUGH_FOR_SPREAD = 2


@dataclass(frozen=True, slots=True)
class Mean:
    """A mean in the unit of its values, with standard deviation and interval.

    `value` is None when n = 0 (`reason`). `low` and `high` are None also when there is one value only or no
    variation (`interval_reason`): an interval of width zero would look like certainty.
    """

    value: float | None
    n: int
    sd: float | None
    low: float | None
    high: float | None
    level: float = 0.95
    reason: NotComputable | None = None
    interval_reason: NotComputable | None = None


def mean_t(values: Iterable[float], level: float = 0.95, bounds: tuple[float, float] | None = None) -> Mean:
    """Return the arithmetic mean with Student's t interval.

    Formula: m ± t(level, n - 1) s / √n, s with n - 1. Source: Student 1908; Abramowitz & Stegun 26.7.
    `bounds` are the ends of the answer scale: the interval is clipped to them.
    Limits: treats answers as numbers with equal steps; for few or skewed answers the interval is rough.
    No values: not computable. One value or no variation: a mean without interval.
    ValueError for values that are not finite.
    """
    numbers = finite(values)
    n = len(numbers)
    if n == 0:
        none = NotComputable.NO_DATA
        return Mean(None, 0, None, None, None, level, none, none)
    mean = clip(math.fsum(numbers) / n, min(numbers), max(numbers))
    if n < _ENOUGH_FOR_SPREAD:
        return Mean(mean, n, None, None, None, level, None, NotComputable.ONE_VALUE)
    # As a distance it neither overflows nor vanishes, and takes a hundredth of what exact fractions take.
    sd = math.dist(numbers, (mean,) * n) / math.sqrt(n - 1)
    if sd <= 0.0:
        return Mean(mean, n, 0.0, None, None, level, None, NotComputable.NO_SPREAD)
    half = t_for(level, n - 1) * sd / math.sqrt(n)
    low, high = mean - half, mean + half
    if bounds is not None:
        low, high = clip(low, bounds[0], mean), clip(high, mean, bounds[1])
    return Mean(mean, n, sd, low, high, level)


def median(values: Iterable[float]) -> Value:
    """Return the middle value, or the mean of the two middle ones; no values: not computable."""
    return percentile(values, 0.5)


def percentile(values: Iterable[float], share: float) -> Value:
    """Return the value below which `share` (0..1) of the values lie.

    Definition: linear between the order statistics, position 1 + (n - 1)·share, so that 0 is the least and
    1 the greatest value (Hyndman & Fan 1996, type 7; the default of R and of spreadsheets' PERCENTILE.INC).
    Limits: no values: not computable. ValueError when share is not in 0..1 or a value is not finite.
    """
    if not 0.0 <= share <= 1.0:
        raise ValueError(f"a percentile takes a share in 0..1, not {share!r}")
    ordered = sorted(finite(values))
    n = len(ordered)
    if n == 0:
        return unknown(NotComputable.NO_DATA)
    position = (n - 1) * share
    below = math.floor(position)
    above = min(below + 1, n - 1)
    part = position - below
    return known(ordered[below] * (1.0 - part) + ordered[above] * part, n)
