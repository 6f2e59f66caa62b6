# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A figure from wave to wave: the value as a point with its interval, joined by a line."""

from collections.abc import Callable
from dataclasses import dataclass

from cxfield.charts.measure import fit
from cxfield.charts.scene import (
    AXIS_PEN,
    DATA_PEN,
    GRID_PEN,
    INTERVAL_PEN,
    PAGE_WIDTH,
    TARGET_DASH,
    Circle,
    Hit,
    Line,
    Mark,
    Polyline,
    Scene,
    Text,
)

_TOP, _BOTTOM, _LEFT, _HEIGHT = 18.0, 118.0, 46.0, 156.0
_CAP = 3.5
_STEEP = 6.0


@dataclass(frozen=True, slots=True)
class WavePoint:
    """One wave: value and interval in the units of the scale, as said in words, n, and what it opens."""

    wave: str
    value: float | None
    low: float | None
    high: float | None
    said: str
    n: int
    ref: str = ""


def trend_chart(
    points: tuple[WavePoint, ...],
    scale: tuple[float, float],
    ends: tuple[str, str],
    *,
    target: float | None = None,
    width: float = PAGE_WIDTH,
) -> Scene:
    """The waves from left to right; the ends of the scale are given in words."""
    if not points:
        raise ValueError("a trend needs a wave")
    first, last = scale
    if last <= first:
        raise ValueError("the scale of a trend must rise")
    step = (width - _LEFT - 6) / len(points)

    def y(value: float) -> float:
        return _BOTTOM - (min(max(value, first), last) - first) / (last - first) * (_BOTTOM - _TOP)

    marks: list[Mark] = [
        Line(_LEFT, _TOP, width, _TOP, "chart.grid", GRID_PEN),
        Line(_LEFT, _BOTTOM, width, _BOTTOM, "chart.axis", AXIS_PEN),
        Text(_LEFT - 6, _TOP + 3, ends[1], colour="text.tertiary", anchor="end"),
        Text(_LEFT - 6, _BOTTOM + 3, ends[0], colour="text.tertiary", anchor="end"),
    ]
    if target is not None:
        marks.append(Line(_LEFT, y(target), width, y(target), "chart.target", INTERVAL_PEN, TARGET_DASH))
    centres = [_LEFT + step * (place + 0.5) for place in range(len(points))]
    run = tuple((x, y(p.value)) for x, p in zip(centres, points, strict=True) if p.value is not None)
    if len(run) > 1:
        marks.append(Polyline(run, "text.primary", DATA_PEN))
    later = dict(zip((x for x, _ in run), (at for _, at in run[1:]), strict=False))
    for x, point in zip(centres, points, strict=True):
        # Where the line rises from a point, its value stands under the line.
        rises = point.value is not None and later.get(x, y(point.value)) < y(point.value) - _STEEP
        marks += _point(point, x, y, step, under=rises)
    hits = tuple(
        Hit(x - step / 2, 0, step, _HEIGHT, (point.ref,), f"{point.wave}: {point.said}, n = {point.n}")
        for x, point in zip(centres, points, strict=True)
        if point.ref
    )
    return Scene(width, _HEIGHT, tuple(marks), hits)


def _point(
    point: WavePoint, x: float, y: Callable[[float], float], step: float, *, under: bool
) -> list[Mark]:
    marks: list[Mark] = [
        Text(x, _BOTTOM + 16, fit(point.wave, 9, step - 6), 9, anchor="middle"),
        Text(x, _BOTTOM + 28, f"n = {point.n}", 9, "text.secondary", anchor="middle"),
    ]
    if point.value is None:
        return [*marks, Text(x, (_TOP + _BOTTOM) / 2, point.said, 9, "text.tertiary", anchor="middle")]
    if point.low is not None and point.high is not None:
        low, high = y(point.low), y(point.high)
        marks += [
            Line(x, low, x, high, "text.secondary", INTERVAL_PEN),
            Line(x - _CAP, low, x + _CAP, low, "text.secondary", INTERVAL_PEN),
            Line(x - _CAP, high, x + _CAP, high, "text.secondary", INTERVAL_PEN),
        ]
    at = y(point.value)
    marks.append(Circle(x, at, 3.6, fill="bg.surface", stroke="text.primary", pen=DATA_PEN))
    marks.append(Text(x + 8, at + (13 if under else -5), point.said, 9.75, bold=True))
    return marks
