# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where people went, as a heat map: on the floor plan, or by place and site; the deeper, the more came."""

from collections.abc import Sequence
from dataclasses import dataclass

from cxfield.charts.measure import text_width
from cxfield.charts.scene import Point, Scene
from cxfield.charts.sheet import Sheet, wrap

_HEAD, _ROW, _GAP = 22.0, 36.0, 4.0
_HIGH = 0.62
"""A floor is drawn this high for its width: its own shape is that of a picture that may be missing."""
_DOT, _SMALL = 13.0, 12.0
#: The steps on which dark words are readable in print and light ones on the screen.
_STEPS = 4


@dataclass(frozen=True, slots=True)
class Warm:
    """A place: the share of people who came (0-1, None where nobody was followed), and its words."""

    name: str
    share: float | None
    words: str


@dataclass(frozen=True, slots=True)
class FloorArea:
    """An area with its corners, each from 0 to 1 of the plan."""

    warm: Warm
    outline: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class FloorPoint:
    """A touchpoint at its place, from 0 to 1 of the plan."""

    warm: Warm
    at: Point


def floor_map(areas: Sequence[FloorArea], points: Sequence[FloorPoint], *, width: float) -> Scene:
    """The floor of one site; sizes in pixels."""
    sheet, high = Sheet(), width * _HIGH
    sheet.rect(0, 0, width, high, "bg.subtle", stroke="line.strong", radius=6)
    for area in areas:
        corners = tuple((x * width, y * high) for x, y in area.outline)
        sheet.polygon(corners, _fill(area.warm), "line.strong")
        left, right = min(x for x, _ in corners), max(x for x, _ in corners)
        top = min(y for _, y in corners)
        room = max(24.0, right - left - 12)
        lines = wrap(area.warm.name, _SMALL, room, 2, bold=True)
        for place, words in enumerate(lines):
            sheet.text(left + 6, top + 16 + place * 15, words, _SMALL, bold=True)
        sheet.text(left + 6, top + 16 + len(lines) * 15, area.warm.words, _SMALL, room=room)
    for point in points:
        x, y = point.at[0] * width, point.at[1] * high
        sheet.circle(x, y, _DOT, _fill(point.warm), "text.secondary")
        said = (point.warm.name, point.warm.words)
        wide = max(text_width(words, _SMALL, bold=True) for words in said)
        # Beside the dot, on the side where there is room.
        to_left = x + _DOT + 6 + wide > width
        at = max(4.0, x - _DOT - 6 - wide) if to_left else x + _DOT + 6
        sheet.text(at, y - 2, said[0], _SMALL, bold=True)
        sheet.text(at, y + 13, said[1], _SMALL)
    return sheet.scene(width, high)


def place_map(
    sites: Sequence[str], rows: Sequence[tuple[str, Sequence[Warm | None]]], *, width: float
) -> Scene:
    """Places down, sites across; sizes in pixels."""
    sheet = Sheet()
    left = min(max([text_width(name, 14) for name, _ in rows] + [60]) + 14, width * 0.4)
    wide = (width - left) / max(len(sites), 1) - _GAP
    for place, site in enumerate(sites):
        sheet.text(left + place * (wide + _GAP), 13, site, colour="text.tertiary", room=wide)
    for line, (name, cells) in enumerate(rows):
        top = _HEAD + line * (_ROW + _GAP)
        sheet.text(0, top + 23, name, 14, room=left - 10)
        for place, warm in enumerate(cells):
            x = left + place * (wide + _GAP)
            empty = warm is None or not warm.share
            fill = "bg.subtle" if warm is None else _fill(warm)
            sheet.rect(x, top, wide, _ROW, fill, stroke="line.hairline" if empty else None, radius=6)
            sheet.text(x + 10, top + 23, "–" if warm is None else warm.words, 13, room=wide - 16)
    return sheet.scene(width, _HEAD + max(len(rows), 1) * (_ROW + _GAP))


def _fill(warm: Warm) -> str:
    return "bg.surface" if not warm.share else f"seq.{1 + max(1, round(warm.share * (_STEPS - 1)))}"
