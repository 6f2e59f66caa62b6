# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
# ruff: noqa: ARG002 - every type answers the same calls
"""One click on a picture; areas with names say afterwards what was clicked."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cxfield.analysis.clicks import Area, click_summary, inside
from cxfield.errors import UserError
from cxfield.i18n import N_
from cxfield.methods.questions.base import CANNOT_SAY, Asked, Block, Given, Summary, counts, words_of

_PLACES = 4
MOST_AREAS = 40


@dataclass(frozen=True, slots=True)
class NamedArea:
    """An area of the picture with its words; left, top, width and height are 0..1 of the picture."""

    key: str
    name: Mapping[str, str]
    area: Area


def areas_of(asked: Asked) -> tuple[NamedArea, ...]:
    """Return the areas of a question; what cannot be read is left out."""
    rows = asked.settings.get("areas")
    found = []
    for row in rows if isinstance(rows, list) else ():
        at = row.get("at") if isinstance(row, Mapping) else None
        if isinstance(at, list) and len(at) == 4 and all(_share(side) for side in at):
            name = row.get("name")
            area = (float(at[0]), float(at[1]), float(at[2]), float(at[3]))
            found.append(NamedArea(str(row.get("key")), name if isinstance(name, Mapping) else {}, area))
    return tuple(found)


def area_at(asked: Asked, value: Any) -> NamedArea | None:
    """Return the smallest area that a kept click fell into."""
    if not isinstance(value, dict):
        return None
    hit = [area for area in areas_of(asked) if inside((value["x"], value["y"]), area.area)]
    return min(hit, key=lambda area: area.area[2] * area.area[3], default=None)


def _share(value: Any) -> bool:
    number = isinstance(value, int | float) and not isinstance(value, bool)
    return number and math.isfinite(value) and 0.0 <= value <= 1.0


@dataclass(frozen=True, slots=True)
class ClickMapType:
    """Kept as {"x", "y"}, each 0..1 of the picture from its upper left corner."""

    key: str = "click_map"
    name: str = N_("Click map")
    block: Block = Block.CLICKS

    def validate(self, value: Any, asked: Asked) -> UserError | None:
        """Refuse what is no single place inside the picture."""
        if value is None or value == CANNOT_SAY:
            return None
        if not isinstance(value, dict) or set(value) != {"x", "y"}:
            return UserError(N_("The answer is one place in the picture. Click it once."))
        if not _share(value["x"]) or not _share(value["y"]):
            return UserError(N_("The click is outside the picture. Click a place inside it."))
        return None

    def encode(self, raw: Any, asked: Asked) -> Any:
        """Return the place, to a ten-thousandth of the picture; UserError if it cannot be kept."""
        problem = self.validate(raw, asked)
        if problem is not None:
            raise problem
        if not isinstance(raw, dict):
            return raw
        return {axis: round(float(raw[axis]), _PLACES) for axis in ("x", "y")}

    def decode(self, value: Any, asked: Asked) -> Any:
        """Return the place, or None."""
        return value if self.validate(value, asked) is None else None

    def is_answered(self, given: Given, asked: Asked) -> bool:
        """Whether a place was clicked, or nothing could be said."""
        return self.decode(given.value, asked) is not None

    def summarise(self, answers: Sequence[Given], asked: Asked) -> Summary:
        """Count the clicks in each area."""
        total, unsure, skipped = counts(answers)
        kept = [self.decode(given.value, asked) for given in answers]
        points = [(row["x"], row["y"]) for row in kept if isinstance(row, dict)]
        areas = {area.key: area.area for area in areas_of(asked)}
        clicks = click_summary(points, areas)
        return Summary(total, len(points), unsure, skipped, words=words_of(answers), clicks=clicks)


CLICK_MAP = ClickMapType()
