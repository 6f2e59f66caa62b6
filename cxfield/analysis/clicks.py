# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Clicks on a picture: how many fell into each named area, and where they are dense."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cxfield.analysis.outcome import NotComputable
from cxfield.analysis.proportion import Proportion, wilson

Point = tuple[float, float]
#: Left, top, width and height, each 0..1 of the picture.
Area = tuple[float, float, float, float]

#: A click warms its surroundings up to about this share of the picture's width.
SPREAD = 0.06


@dataclass(frozen=True, slots=True)
class Clicks:
    """Where people clicked: points in 0..1 of the picture, and the share inside each area and outside all."""

    points: tuple[Point, ...]
    areas: tuple[tuple[str, Proportion], ...]
    outside: Proportion

    @property
    def n(self) -> int:
        """How many clicked."""
        return len(self.points)

    @property
    def reason(self) -> NotComputable | None:
        """Why there is no figure."""
        return None if self.points else NotComputable.NO_DATA


def inside(point: Point, area: Area) -> bool:
    """Whether a click fell into an area; its edges belong to it."""
    return area[0] <= point[0] <= area[0] + area[2] and area[1] <= point[1] <= area[1] + area[3]


def click_summary(points: Sequence[Point], areas: Mapping[str, Area]) -> Clicks:
    """Return the share of clicks in each area with Wilson's interval; areas may overlap.

    Limits: no clicks: shares are not computable. ValueError for a click outside the picture.
    """
    for x, y in points:
        if not (0.0 <= x <= 1.0 and 0.0 <= y <= 1.0):
            raise ValueError("a click lies in 0..1 of the picture")
    n = len(points)
    shares = tuple((key, wilson(sum(inside(p, area) for p in points), n)) for key, area in areas.items())
    beside = sum(not any(inside(point, area) for area in areas.values()) for point in points)
    return Clicks(tuple(points), shares, wilson(beside, n))


def density(points: Sequence[Point], columns: int, rows: int, aspect: float = 1.0) -> list[list[float]]:
    """Return the warmth of a grid over the picture, 0..1 of its warmest cell, row by row.

    A Gaussian of standard deviation `SPREAD` (of the width) around each click; `aspect` is height / width.
    Limits: no clicks: all zero. The picture shows where clicks lie, not how sure that is.
    """
    cells = [[0.0] * columns for _ in range(rows)]
    for row in range(rows):
        for column in range(columns):
            x, y = (column + 0.5) / columns, (row + 0.5) / rows
            cells[row][column] = math.fsum(
                math.exp(-(((x - px) ** 2 + ((y - py) * aspect) ** 2) / (2 * SPREAD**2))) for px, py in points
            )
    top = max((cell for line in cells for cell in line), default=0.0)
    return [[cell / top if top > 0.0 else 0.0 for cell in line] for line in cells]
