# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
# ruff: noqa: ARG002 - every type answers the same calls
"""One or several of given choices, if wanted with a number: the shape of choices and of yes and no."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from cxfield.analysis.means import mean_t
from cxfield.errors import UserError
from cxfield.i18n import N_
from cxfield.methods.questions.base import (
    CANNOT_SAY,
    Asked,
    Block,
    Choice,
    Figure,
    Given,
    Summary,
    counts,
    rows_of,
    words_of,
)

MOST_COUNTED = 9999


@dataclass(frozen=True, slots=True)
class ChoiceType:
    """A choice. `fixed` are the method's own choices, otherwise the question's are used.

    `several`: any number of them, kept as a list. `counted`: for this choice a count may follow, kept as
    {"choice", "count"}.
    """

    key: str
    name: str
    fixed: tuple[Choice, ...] = ()
    several: bool = False
    counted: str = ""
    block: Block = Block.SHARES

    def choices(self, asked: Asked) -> tuple[Choice, ...]:
        """Return what can be chosen."""
        return self.fixed or asked.choices

    def validate(self, value: Any, asked: Asked) -> UserError | None:
        """Refuse what is not among the choices, and counts that are no counts."""
        if value is None or value == CANNOT_SAY:
            return None
        if self.counted and isinstance(value, dict):
            count = value.get("count")
            if count is not None and (
                not isinstance(count, int) or isinstance(count, bool) or not 0 <= count <= MOST_COUNTED
            ):
                return UserError(
                    N_("A count is a whole number from 0 to {most}. Correct the number."), most=MOST_COUNTED
                )
            value = value.get("choice")
        if isinstance(value, list) and not self.several and len(value) > 1:
            return UserError(N_("Only one of the choices can be chosen. Choose one of those shown."))
        picked = value if self.several and isinstance(value, list) else [value]
        known = {choice.key for choice in self.choices(asked)}
        wrong = next((item for item in picked if not isinstance(item, str) or item not in known), None)
        if wrong is not None or not picked:
            return UserError(
                N_("{value} is not one of the choices. Choose one of those shown."), value=str(wrong)[:40]
            )
        return None

    def encode(self, raw: Any, asked: Asked) -> Any:
        """Return the value as kept; yes and no may be given as true and false. UserError if it cannot be."""
        if isinstance(raw, bool) and {choice.key for choice in self.fixed} >= {"yes", "no"}:
            raw = "yes" if raw else "no"
        if self.several and raw == []:
            return None
        problem = self.validate(raw, asked)
        if problem is not None:
            raise problem
        if self.several and isinstance(raw, list):
            return [choice.key for choice in self.choices(asked) if choice.key in raw]
        if self.counted and raw not in (None, CANNOT_SAY):
            picked = raw if isinstance(raw, dict) else {"choice": raw}
            count = picked.get("count") if picked["choice"] == self.counted else None
            return {"choice": picked["choice"], "count": count}
        return raw

    def decode(self, value: Any, asked: Asked) -> Any:
        """Return the value, or None when it is no longer among the choices."""
        return value if self.validate(value, asked) is None else None

    def is_answered(self, given: Given, asked: Asked) -> bool:
        """Whether something, or that one cannot say, was chosen."""
        return self.decode(given.value, asked) is not None

    def picked(self, value: Any) -> tuple[str, ...]:
        """Return the chosen keys of a kept value."""
        if value is None or value == CANNOT_SAY:
            return ()
        if isinstance(value, dict):
            return (str(value["choice"]),)
        return tuple(value) if isinstance(value, list) else (str(value),)

    def summarise(self, answers: Sequence[Given], asked: Asked) -> Summary:
        """Count people by choice, with Wilson's interval, and the mean of the counts."""
        total, unsure, skipped = counts(answers)
        values = [self.decode(given.value, asked) for given in answers]
        people = [picked for value in values if (picked := self.picked(value))]
        keys = [choice.key for choice in self.choices(asked)]
        rows = rows_of(keys, [key for picked in people for key in picked], len(people))
        numbers = [v["count"] for v in values if isinstance(v, dict) and v.get("count") is not None]
        return Summary(
            total,
            len(people),
            unsure,
            skipped,
            rows=rows,
            figure=self.figure(values),
            words=words_of(answers),
            count=mean_t(numbers) if self.counted else None,
        )

    def figure(self, values: Sequence[Any]) -> Figure | None:
        """Return the figure of the type; plain choices have shares only."""
        return None


SINGLE_CHOICE = ChoiceType("single_choice", N_("Single choice"))
MULTIPLE_CHOICE = ChoiceType("multiple_choice", N_("Multiple choice"), several=True)
DROPDOWN = ChoiceType("dropdown", N_("Dropdown"))
IMAGE_CHOICE = ChoiceType("image_choice", N_("Image choice"), block=Block.PICTURES)
