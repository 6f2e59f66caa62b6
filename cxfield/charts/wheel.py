# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Emotions counted on their wheel: the fuller a sector, the more often it was named."""

import math
from dataclasses import dataclass
from functools import lru_cache

from cxfield.charts.measure import text_width
from cxfield.charts.scene import Anchor, Point, Scene
from cxfield.charts.sheet import Sheet

_INNER, _LARGEST, _SMALLEST = 29.0, 92.0, 56.0
_HEIGHT = 256.0
_LINE = 14.5


@dataclass(frozen=True, slots=True)
class Sector:
    """One family of the wheel: its middle in degrees clockwise from the top, how often it was named."""

    key: str
    label: str
    angle: float
    count: int
    positive: bool
    strong: bool
    ref: str = ""


def emotion_wheel(sectors: tuple[Sector, ...], total: str, unit: str, *, width: float) -> Scene:
    """Blue above and below zero at the right, orange at the left; the commonest in bold; sizes in pixels.

    Labels are measured first: the wheel shrinks where the longest would leave the card.
    """
    sheet = Sheet()
    words = {s.key: f"{s.label} {s.count}" if s.count else s.label for s in sectors}
    common = sorted((s.count for s in sectors if s.count), reverse=True)
    bold = common[min(7, len(common) - 1)] if common else 1
    outer = _radius(sectors, words, bold, width)
    most = max([s.count for s in sectors] + [1])
    x, y, half = width / 2, _HEIGHT / 2, 180 / max(len(sectors), 1)
    places = _places(sectors, outer)
    for s in sectors:
        ends = (s.angle - half + 0.6, s.angle + half - 0.6)
        sheet.polygon(_ring(x, y, (_INNER, round(outer, 1)), ends), "bg.subtle", "line.hairline")
        if s.count:
            reach = _INNER + (outer - _INNER) * s.count / most
            sheet.polygon(_ring(x, y, (_INNER, reach), ends), _colour(s))
        at, up = x + places[s.key][0], y + places[s.key][1]
        strong = s.count >= max(bold, 2)
        side: Anchor = "start" if 0 <= s.angle % 360 < 180 else "end"
        colour = "text.primary" if strong else "text.secondary"
        sheet.text(at, up + 4, words[s.key], 12, colour, bold=strong, anchor=side)
        wide = text_width(words[s.key], 12, bold=strong)
        if s.count:
            middle = _at(x, y, (_INNER + outer) / 2, s.angle)
            sheet.hit(middle[0] - 14, middle[1] - 10, 28, 20, s.ref, words[s.key])
            sheet.hit(at if side == "start" else at - wide, up - 8, wide, 16, s.ref, words[s.key])
    for dx, dy in ((0, 1), (0, -1), (1, 0), (-1, 0)):
        sheet.line(x + dx * _INNER, y + dy * _INNER, x + dx * outer, y + dy * outer, "line.strong")
    sheet.text(x, y - 1, total, 20, bold=True, anchor="middle")
    sheet.text(x, y + 14, unit, 12, "text.secondary", anchor="middle")
    sheet.hit(x - _INNER, y - _INNER, 2 * _INNER, 2 * _INNER, "emotions", f"{total} {unit}")
    return sheet.scene(width, _HEIGHT)


def _places(sectors: tuple[Sector, ...], outer: float) -> dict[str, Point]:
    """Where labels begin, from the middle of the wheel; towards the poles they keep a line's distance."""
    found: dict[str, Point] = {}
    for right in (True, False):
        for low in (True, False):
            mine = [
                s
                for s in sectors
                if (0 <= s.angle % 360 < 180) is right and (90 < s.angle % 360 < 270) is low
            ]
            last = 0.0
            for s in sorted(mine, key=lambda s: abs(math.cos(math.radians(s.angle)))):
                dx, dy = _at(0, 0, outer + 11, s.angle)
                last = max(abs(dy), last + _LINE if last else 0.0)
                found[s.key] = (dx, math.copysign(last, dy))
    return found


def _colour(s: Sector) -> str:
    if s.positive:
        return "valence.positive" if s.strong else "div.8"
    return "valence.negative" if s.strong else "div.2"


def _radius(sectors: tuple[Sector, ...], words: dict[str, str], bold: int, width: float) -> float:
    outer = _LARGEST
    for s in sectors:
        across = abs(math.sin(math.radians(s.angle)))
        wide = text_width(words[s.key], 12, bold=s.count >= bold)
        if across > 0.05:
            outer = min(outer, (width / 2 - wide - 2) / across - 11)
    return max(outer, _SMALLEST)


def _at(x: float, y: float, r: float, degrees: float) -> Point:
    return x + r * math.sin(math.radians(degrees)), y - r * math.cos(math.radians(degrees))


@lru_cache(maxsize=256)
def _ring(x: float, y: float, radii: tuple[float, float], ends: tuple[float, float]) -> tuple[Point, ...]:
    first, last = ends
    turns = [first + (last - first) * step / 8 for step in range(9)]
    outside = [_at(x, y, radii[1], turn) for turn in turns]
    inside = [_at(x, y, radii[0], turn) for turn in reversed(turns)]
    return (*outside, *inside)
