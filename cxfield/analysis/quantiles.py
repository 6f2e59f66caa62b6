# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Quantiles of the normal and the t distribution, with nothing but the standard library."""

import math
from functools import lru_cache
from statistics import NormalDist

from cxfield.analysis.outcome import checked_level

_TINY = 1e-300
_PRECISION = 1e-16
_MOST_STEPS = 500


def z_for(level: float = 0.95) -> float:
    """Return z so that a standard normal lies within ±z with the given probability (0.95: 1.959964).

    ValueError unless 0 < level < 1.
    """
    return NormalDist().inv_cdf(0.5 + checked_level(level) / 2.0)


@lru_cache(maxsize=4096)
def t_for(level: float, df: float) -> float:
    """Return t so that Student's t with `df` degrees of freedom lies within ±t with probability `level`.

    Formula: P(|T| > t) = I_x(df/2, 1/2) with x = df / (df + t²) (Abramowitz & Stegun 26.7.1), solved for t
    by bisection. ValueError unless 0 < level < 1 and df > 0.
    """
    outside = 1.0 - checked_level(level)
    if not df > 0.0 or not math.isfinite(df):
        raise ValueError(f"degrees of freedom must be positive, not {df!r}")
    low, high = 0.0, 1.0
    while _both_tails(high, df) > outside:
        low, high = high, high * 2.0
    while True:
        middle = (low + high) / 2.0
        if middle in (low, high):
            return middle
        if _both_tails(middle, df) > outside:
            low = middle
        else:
            high = middle


def _both_tails(t: float, df: float) -> float:
    square = t * t
    return _incomplete_beta(df / (df + square), square / (df + square), df / 2.0, 0.5)


def _incomplete_beta(x: float, rest: float, a: float, b: float) -> float:
    """Return the regularised incomplete beta I_x(a, b); `rest` is 1 - x, given apart to keep its digits."""
    if x <= 0.0:
        return 0.0
    if rest <= 0.0:
        return 1.0
    log_front = math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b) + a * math.log(x) + b * math.log(rest)
    front = math.exp(log_front)
    if x < (a + 1.0) / (a + b + 2.0):
        return front * _beta_fraction(x, a, b) / a
    return 1.0 - front * _beta_fraction(rest, b, a) / b


def _beta_fraction(x: float, a: float, b: float) -> float:
    """Return the continued fraction of the incomplete beta (A&S 26.5.8) by Lentz's method."""
    c = 1.0
    d = 1.0 / _away_from_zero(1.0 - (a + b) * x / (a + 1.0))
    result = d
    for m in range(1, _MOST_STEPS):
        even = m * (b - m) * x / ((a + 2 * m - 1.0) * (a + 2 * m))
        d = 1.0 / _away_from_zero(1.0 + even * d)
        c = _away_from_zero(1.0 + even / c)
        result *= d * c
        odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1.0))
        d = 1.0 / _away_from_zero(1.0 + odd * d)
        c = _away_from_zero(1.0 + odd / c)
        result *= d * c
        if abs(d * c - 1.0) <= _PRECISION:
            break
    return result


def _away_from_zero(x: float) -> float:
    return x if abs(x) > _TINY else _TINY
