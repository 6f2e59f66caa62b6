# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Figures by wave, and how each differs from the one before."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from cxfield.analysis.comparison import Difference, mean_difference, nps_difference, share_difference
from cxfield.analysis.means import mean_t
from cxfield.analysis.nps import nps
from cxfield.analysis.outcome import NotComputable
from cxfield.analysis.proportion import wilson

T = TypeVar("T")
Values = Sequence[float]


@dataclass(frozen=True, slots=True)
class TrendPoint:
    """One wave: value with interval and n; `change` is against the latest earlier wave that has data."""

    wave: str
    value: float | None
    low: float | None
    high: float | None
    n: int
    change: Difference | None = None
    against: str = ""
    reason: NotComputable | None = None


def share_trend(waves: Sequence[tuple[str, int, int]], level: float = 0.95) -> tuple[TrendPoint, ...]:
    """Return the trend of a share from (wave, count, n), in the order given; see `share_difference`."""
    known = [(wave, wilson(count, n, level)) for wave, count, n in waves]
    points = [TrendPoint(w, p.share, p.low, p.high, p.n, reason=p.reason) for w, p in known]
    return _linked(points, [p for _, p in known], lambda new, old: share_difference(new, old, level))


def mean_trend(waves: Sequence[tuple[str, Values]], level: float = 0.95) -> tuple[TrendPoint, ...]:
    """Return the trend of a mean from (wave, values), in the order given; see `mean_difference`."""
    means = [(wave, mean_t(values, level)) for wave, values in waves]
    points = [TrendPoint(w, m.value, m.low, m.high, m.n, reason=m.reason) for w, m in means]
    return _linked(points, [v for _, v in waves], lambda new, old: mean_difference(new, old, level))


def nps_trend(waves: Sequence[tuple[str, Sequence[int]]], level: float = 0.95) -> tuple[TrendPoint, ...]:
    """Return the trend of NPS from (wave, answers), in the order given; see `nps_difference`.

    The change is not computable where one of the two waves has fewer than 10 answers.
    """
    scores = [(wave, nps(answers, level)) for wave, answers in waves]
    points = [TrendPoint(w, s.value, s.low, s.high, s.n, reason=s.reason) for w, s in scores]
    return _linked(points, [s for _, s in scores], lambda new, old: nps_difference(new, old, level))


def _linked(
    points: Sequence[TrendPoint], data: Sequence[T], difference: Callable[[T, T], Difference]
) -> tuple[TrendPoint, ...]:
    """A wave without data is no zero: the next one is compared with the latest that has some."""
    found: list[TrendPoint] = []
    before: int | None = None
    for place, point in enumerate(points):
        if point.value is None:
            found.append(point)
            continue
        change, against = None, ""
        if before is not None:
            change, against = difference(data[place], data[before]), points[before].wave
        found.append(
            TrendPoint(point.wave, point.value, point.low, point.high, point.n, change, against, point.reason)
        )
        before = place
    return tuple(found)
