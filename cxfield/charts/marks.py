# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Marks that several charts share: valence dots, box plots, ticks."""

import math
import statistics
from collections.abc import Callable

from cxfield.charts.scene import DATA_PEN, INTERVAL_PEN, Circle, Line, Mark, Rect

BOX_FROM = 30
"""Every answer is a mark up to this count; above it a box of quartiles is drawn."""

_DOT = 3.0
_SPREAD = 9.0


def dot(value: float, x: float, y: float) -> Mark:
    """A filled circle above zero, a square below, an open circle at zero."""
    if value > 0:
        return Circle(x, y, _DOT, fill="div.8")
    if value < 0:
        return Rect(x - 2.7, y - 2.7, 5.4, 5.4, fill="div.2")
    return Circle(x, y, 2.6, fill="bg.surface", stroke="valence.neutral", pen=1.1)


def dot_step(count: int, room: float) -> float:
    """Distance between equal answers, so that all of them stay in the room."""
    return _SPREAD if count < 2 else min(_SPREAD, room / (count - 1))


def quartiles(values: tuple[float, ...]) -> tuple[float, float, float]:
    """First quartile, median and third quartile, linear between the answers (type 7)."""
    first, median, third = statistics.quantiles(values, n=4, method="inclusive")
    return first, median, third


def box_vertical(values: tuple[float, ...], x: float, scale: Callable[[float], float]) -> list[Mark]:
    """Box of quartiles with its median, whiskers to the ends, standing at x."""
    first, median, third = quartiles(values)
    low, high = scale(min(values)), scale(max(values))
    top, bottom = scale(third), scale(first)
    return [
        Line(x, low, x, high, "text.secondary", INTERVAL_PEN),
        Rect(x - 9, top, 18, max(bottom - top, 0.5), fill="chart.band", stroke="text.secondary"),
        Line(x - 9, scale(median), x + 9, scale(median), "text.primary", DATA_PEN),
    ]


def box_horizontal(values: tuple[float, ...], y: float, scale: Callable[[float], float]) -> list[Mark]:
    """Box of quartiles with its median, whiskers to the ends, lying at y."""
    first, median, third = quartiles(values)
    left, right = scale(first), scale(third)
    return [
        Line(scale(min(values)), y, scale(max(values)), y, "text.secondary", INTERVAL_PEN),
        Rect(left, y - 6, max(right - left, 0.5), 12, fill="chart.band", stroke="text.secondary"),
        Line(scale(median), y - 6, scale(median), y + 6, "text.primary", DATA_PEN),
    ]


def nice_step(span: float, most: int = 5) -> float:
    """A round distance (1, 2, 5 × 10ⁿ) that puts at most so many steps in the span."""
    if span <= 0:
        return 1.0
    raw = span / most
    power = 10.0 ** math.floor(math.log10(raw))
    return next((power * round_ for round_ in (1, 2, 5) if power * round_ >= raw * (1 - 1e-9)), power * 10)
