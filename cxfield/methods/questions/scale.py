# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whole numbers on a scale: the shape of Likert, NPS, CSAT and CES."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from cxfield.analysis.means import median
from cxfield.analysis.proportion import Proportion, wilson
from cxfield.errors import UserError
from cxfield.i18n import N_
from cxfield.methods.questions.base import (
    CANNOT_SAY,
    Asked,
    Block,
    Figure,
    Given,
    Summary,
    counts,
    rows_of,
    words_of,
)

LIKERT_POINTS = (5, 7)


def _whole(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


@dataclass(frozen=True, slots=True)
class ScaleType:
    """A scale; `bounds` gives its ends for a question, `figure` the result of the answers.

    `low_end` and `high_end` are the words at the ends (msgids) where a question has none of its own.
    """

    key: str
    name: str
    bounds: Callable[[Asked], tuple[int, int]]
    figure: Callable[[Sequence[int], Asked], Figure]
    low_end: str
    high_end: str
    block: Block = Block.FIGURE

    def validate(self, value: Any, asked: Asked) -> UserError | None:
        """Refuse what is not a whole number on the scale."""
        low, high = self.bounds(asked)
        if value is None or value == CANNOT_SAY:
            return None
        if not _whole(value) or not low <= value <= high:
            return UserError(
                N_("{value} is not on the scale from {low} to {high}. Choose a number on the scale."),
                value=str(value)[:40],
                low=low,
                high=high,
            )
        return None

    def encode(self, raw: Any, asked: Asked) -> Any:
        """Return the number; UserError if it is not on the scale."""
        problem = self.validate(raw, asked)
        if problem is not None:
            raise problem
        return raw

    def decode(self, value: Any, asked: Asked) -> Any:
        """Return the number, or None when it is not on the scale any more."""
        return value if self.validate(value, asked) is None else None

    def is_answered(self, given: Given, asked: Asked) -> bool:
        """Whether a number, or that one cannot say, was given."""
        return self.decode(given.value, asked) is not None

    def summarise(self, answers: Sequence[Given], asked: Asked) -> Summary:
        """Count the numbers and compute the figure of the type."""
        low, high = self.bounds(asked)
        total, unsure, skipped = counts(answers)
        numbers = [given.value for given in answers if _whole(self.decode(given.value, asked))]
        keys = [str(number) for number in range(low, high + 1)]
        rows = rows_of(keys, [str(number) for number in numbers], len(numbers))
        figure = self.figure(numbers, asked)
        return Summary(
            total,
            len(numbers),
            unsure,
            skipped,
            rows=rows,
            figure=figure,
            words=words_of(answers),
            top2=top_two(numbers, high) if self.block is Block.DISTRIBUTION else None,
        )


def top_two(numbers: Sequence[int], high: int) -> Proportion:
    """Return the share of the two highest grades."""
    return wilson(sum(number > high - 2 for number in numbers), len(numbers))


def _likert_bounds(asked: Asked) -> tuple[int, int]:
    points = asked.settings.get("points", LIKERT_POINTS[0])
    return 1, points if points in LIKERT_POINTS else LIKERT_POINTS[0]


LIKERT = ScaleType(
    "likert",
    N_("Likert scale"),
    _likert_bounds,
    lambda numbers, _asked: median(numbers),
    N_("completely disagree"),
    N_("completely agree"),
    Block.DISTRIBUTION,
)
