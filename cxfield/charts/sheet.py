# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A sheet to lay a screen chart out on in screen pixels; the scene it gives is in points like every other."""

import math

from cxfield.charts.measure import fit, text_width
from cxfield.charts.scene import (
    Anchor,
    Circle,
    Dash,
    Hit,
    Line,
    Mark,
    Point,
    Polygon,
    Polyline,
    Rect,
    Scene,
    Text,
)

PT = 0.75
"""Points in a screen pixel."""


class Sheet:
    """Collects marks and hit areas given in pixels."""

    def __init__(self) -> None:
        self.marks: list[Mark] = []
        self.hits: list[Hit] = []

    def rect(
        self,
        x: float,
        y: float,
        w: float,
        h: float,
        fill: str | None = None,
        *,
        stroke: str | None = None,
        pen: float = 1,
        radius: float = 0,
        dash: Dash = (),
    ) -> None:
        """A rectangle."""
        scaled = tuple(part * PT for part in dash)
        self.marks.append(Rect(x * PT, y * PT, w * PT, h * PT, fill, stroke, pen * PT, radius * PT, scaled))

    def line(self, x1: float, y1: float, x2: float, y2: float, stroke: str, pen: float = 1) -> None:  # noqa: PLR0917 - coordinates
        """A straight line."""
        self.marks.append(Line(x1 * PT, y1 * PT, x2 * PT, y2 * PT, stroke, pen * PT))

    def path(self, points: tuple[Point, ...], stroke: str, pen: float = 1) -> None:
        """An open line."""
        self.marks.append(Polyline(_points(points), stroke, pen * PT))

    def polygon(
        self, points: tuple[Point, ...], fill: str | None, stroke: str | None = None, pen: float = 1
    ) -> None:
        """A closed shape."""
        self.marks.append(Polygon(_points(points), fill, stroke, pen * PT))

    def circle(  # noqa: PLR0917 - coordinates
        self, x: float, y: float, r: float, fill: str | None, stroke: str | None = None, pen: float = 1
    ) -> None:
        """A circle."""
        self.marks.append(Circle(x * PT, y * PT, r * PT, fill, stroke, pen * PT))

    def text(
        self,
        x: float,
        y: float,
        words: str,
        size: float = 12,
        colour: str = "text.primary",
        *,
        bold: bool = False,
        anchor: Anchor = "start",
        room: float | None = None,
    ) -> float:
        """One line of text with its baseline at y, cut to `room`; returns its width."""
        said = words if room is None else fit(words, size, room, bold=bold)
        self.marks.append(Text(x * PT, y * PT, said, size * PT, colour, bold, anchor=anchor))
        return text_width(said, size, bold=bold)

    def hit(self, x: float, y: float, w: float, h: float, ref: str, label: str) -> None:  # noqa: PLR0917 - coordinates
        """An area that opens what is behind it."""
        if ref:
            self.hits.append(Hit(x * PT, y * PT, w * PT, h * PT, (ref,), label))

    def check(self, x: float, y: float, colour: str = "text.primary") -> None:
        """A check mark 13 wide, its top left corner at (x, y)."""
        self.path(((x + 1, y + 7), (x + 5, y + 11), (x + 13, y + 3)), colour, 1.7)

    def warning(self, x: float, y: float, colour: str = "warning.base") -> None:
        """A warning triangle 14 wide, its top left corner at (x, y)."""
        self.polygon(((x + 7, y + 1), (x + 13.5, y + 12.5), (x + 0.5, y + 12.5)), None, colour, 1.5)
        self.line(x + 7, y + 5, x + 7, y + 8.6, colour, 1.4)
        self.circle(x + 7, y + 10.6, 0.8, colour)

    def eye(self, x: float, y: float, colour: str = "text.primary") -> None:
        """An eye 16 wide around (x, y): people noticed the observer."""
        arc = tuple((8 * math.cos(a * math.pi / 12), 4.8 * math.sin(a * math.pi / 12)) for a in range(12))
        outline = tuple((x + dx, y - dy) for dx, dy in arc) + tuple((x - dx, y + dy) for dx, dy in arc)
        self.polygon(outline, None, colour, 1.3)
        self.circle(x, y, 2.2, colour)

    def scene(self, width: float, height: float) -> Scene:
        """The scene."""
        return Scene(width * PT, height * PT, tuple(self.marks), tuple(self.hits))


def wrap(words: str, size: float, room: float, lines: int = 2, *, bold: bool = False) -> tuple[str, ...]:
    """The words on at most so many lines; the last one is cut where even that is too little."""
    found: list[str] = []
    rest = words.split()
    while rest and len(found) < lines - 1:
        taken = 1
        while taken < len(rest) and text_width(" ".join(rest[: taken + 1]), size, bold=bold) <= room:
            taken += 1
        found.append(fit(" ".join(rest[:taken]), size, room, bold=bold))
        rest = rest[taken:]
    if rest:
        found.append(fit(" ".join(rest), size, room, bold=bold))
    return tuple(found)


def _points(points: tuple[Point, ...]) -> tuple[Point, ...]:
    return tuple((x * PT, y * PT) for x, y in points)
