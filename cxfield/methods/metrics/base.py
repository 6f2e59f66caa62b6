# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a metric is: its scale, its direction, how answers become a figure, and where the formula is from."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum

from cxfield.analysis.nps import Nps
from cxfield.analysis.outcome import NotComputable
from cxfield.analysis.satisfaction import Better, Ces, Csat


class Unit(StrEnum):
    """How the figure is written: points -100..100, a share 0..1, or a mean on the answer scale."""

    POINTS = "points"
    SHARE = "share"
    MEAN = "mean"


@dataclass(frozen=True, slots=True)
class MetricResult:
    """The figure of one metric in one common shape, with the full result in `detail`.

    `count` of `n` goes before the share (None where the figure is no share). `value` is None with a `reason`
    when there is nothing to compute; `low` and `high` may be None alone, with `interval_reason`.
    """

    n: int
    count: int | None
    value: float | None
    low: float | None
    high: float | None
    detail: Nps | Csat | Ces
    reason: NotComputable | None = None
    interval_reason: NotComputable | None = None


@dataclass(frozen=True, slots=True)
class Metric:
    """One metric of the method; `name`, `short`, `question` and `formula` are msgids.

    `answers` is the scale that people answer on, `scale` the one the figure moves on.
    """

    key: str
    name: str
    short: str
    question: str
    answers: tuple[int, int]
    scale: tuple[float, float]
    unit: Unit
    better: Better
    formula: str
    source: str
    compute: Callable[[Iterable[int], float], MetricResult]

    def summarise(self, values: Iterable[int], level: float = 0.95) -> MetricResult:
        """Return the figure of the answers; ValueError for an answer off the scale."""
        return self.compute(values, level)
