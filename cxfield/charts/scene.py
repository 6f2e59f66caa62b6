# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A laid-out chart: marks in points with y growing downwards, colours by token name, and hit areas.

A painter needs only this module and a palette. Sizes are print sizes; a screen painter scales
by 4/3 so that 9 pt text becomes 12 px.
"""

from dataclasses import dataclass, field
from typing import Literal

from cxfield.textclean import clean

Anchor = Literal["start", "middle", "end"]
Dash = tuple[float, ...]
Point = tuple[float, float]

PAGE_WIDTH = 481.89
"""Width of the text column: 170 mm in points."""

AXIS_PEN = 0.75
GRID_PEN = 0.5
DATA_PEN = 1.9
INTERVAL_PEN = 1.1
TARGET_DASH: Dash = (1.9, 1.5)


@dataclass(frozen=True, slots=True)
class Rect:
    """A rectangle; radius rounds its corners."""

    x: float
    y: float
    w: float
    h: float
    fill: str | None = None
    stroke: str | None = None
    pen: float = AXIS_PEN
    radius: float = 0.0
    dash: Dash = ()


@dataclass(frozen=True, slots=True)
class Line:
    """A straight line."""

    x1: float
    y1: float
    x2: float
    y2: float
    stroke: str = "chart.axis"
    pen: float = AXIS_PEN
    dash: Dash = ()


@dataclass(frozen=True, slots=True)
class Polyline:
    """An open line through points, with round joins."""

    points: tuple[Point, ...]
    stroke: str = "text.primary"
    pen: float = DATA_PEN
    dash: Dash = ()


@dataclass(frozen=True, slots=True)
class Circle:
    """A circle."""

    cx: float
    cy: float
    r: float
    fill: str | None = None
    stroke: str | None = None
    pen: float = AXIS_PEN


@dataclass(frozen=True, slots=True)
class Polygon:
    """A closed shape."""

    points: tuple[Point, ...]
    fill: str | None = None
    stroke: str | None = None
    pen: float = AXIS_PEN


@dataclass(frozen=True, slots=True)
class Text:
    """One line of text; y is the baseline."""

    x: float
    y: float
    text: str
    size: float = 9.0
    colour: str = "text.primary"
    bold: bool = False
    italic: bool = False
    anchor: Anchor = "start"

    def __post_init__(self) -> None:
        """Keep it one clean line, whatever people have typed into a label."""
        words = clean(self.text).replace("\n", " ").replace("\t", " ")
        object.__setattr__(self, "text", words)


@dataclass(frozen=True, slots=True)
class Picture:
    """A stored picture (JPEG or PNG bytes) stretched over a rectangle."""

    x: float
    y: float
    w: float
    h: float
    data: bytes = field(repr=False)


Mark = Rect | Line | Polyline | Circle | Polygon | Text | Picture


@dataclass(frozen=True, slots=True)
class Hit:
    """An area that opens the entries behind it; label is its accessible name."""

    x: float
    y: float
    w: float
    h: float
    refs: tuple[str, ...]
    label: str = ""

    def contains(self, x: float, y: float) -> bool:
        """Whether the point is inside."""
        return self.x <= x <= self.x + self.w and self.y <= y <= self.y + self.h


@dataclass(frozen=True, slots=True)
class Scene:
    """A chart ready to be painted: later marks cover earlier ones, later hits win."""

    width: float
    height: float
    marks: tuple[Mark, ...]
    hits: tuple[Hit, ...] = ()

    def hit_at(self, x: float, y: float) -> Hit | None:
        """The topmost area at a point in points, if any."""
        return next((hit for hit in reversed(self.hits) if hit.contains(x, y)), None)

    def texts(self) -> tuple[str, ...]:
        """Every text of the chart in painting order."""
        return tuple(mark.text for mark in self.marks if isinstance(mark, Text))
