# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later

"""A matrix: several statements answered on one scale, each row for itself."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cxfield.analysis.means import median
from cxfield.analysis.proportion import wilson
from cxfield.errors import UserError
from cxfield.i18n import N_
from cxfield.methods.questions.base import (
    CANNOT_SAY,
    Asked,
    Block,
    Given,
    Part,
    Summary,
    counts,
    rows_of,
    words_of,
)
from cxfield.methods.questions.scale import LIKERT, top_two

MOST_COLUMNS = 7
FEWEST_COLUMNS = 2


def columns_of(asked: Asked) -> tuple[Mapping[str, str], ...]:
    """Return the words of named columns; none where the columns are the numbers of a scale."""
    named = asked.settings.get("columns")
    if not isinstance(named, list) or not FEWEST_COLUMNS <= len(named) <= MOST_COLUMNS:
        return ()
    return tuple(row if isinstance(row, Mapping) else {} for row in named)


@dataclass(frozen=True, slots=True)
class MatrixType:
    """The question's choices are its rows; kept as {row: number or "cannot_say"}."""

    key: str = "matrix"
    name: str = N_("Matrix")
    block: Block = Block.MATRIX

    def bounds(self, asked: Asked) -> tuple[int, int]:
        """Return the lowest and highest column."""
        named = columns_of(asked)
        return (1, len(named)) if named else LIKERT.bounds(asked)

    def validate(self, value: Any, asked: Asked) -> UserError | None:
        """Refuse rows that are not there and numbers that are not among the columns."""
        if value is None:
            return None
        if not isinstance(value, dict):
            return UserError(N_("A matrix is answered row by row. Choose a column in a row."))
        rows = {choice.key for choice in asked.choices}
        low, high = self.bounds(asked)
        for row, number in value.items():
            if row not in rows:
                return UserError(N_("A row of the answer is not in this matrix. Choose a column in a row."))
            whole = isinstance(number, int) and not isinstance(number, bool)
            if number != CANNOT_SAY and not (whole and low <= number <= high):
                return UserError(
                    N_("{value} is not on the scale from {low} to {high}. Choose a number on the scale."),
                    value=str(number)[:40],
                    low=low,
                    high=high,
                )
        return None

    def encode(self, raw: Any, asked: Asked) -> Any:
        """Return the answered rows in the order of the question; UserError if they cannot be kept."""
        problem = self.validate(raw, asked)
        if problem is not None:
            raise problem
        kept = {choice.key: raw[choice.key] for choice in asked.choices if choice.key in (raw or {})}
        return kept or None

    def decode(self, value: Any, asked: Asked) -> Any:
        """Return the rows that are still in the question and on its scale."""
        kept = value if isinstance(value, dict) else {}
        return {row: number for row, number in kept.items() if self.validate({row: number}, asked) is None}

    def is_answered(self, given: Given, asked: Asked) -> bool:
        """Whether every row has an answer."""
        kept = self.decode(given.value, asked)
        return bool(kept) and len(kept) == len(asked.choices)

    def summarise(self, answers: Sequence[Given], asked: Asked) -> Summary:
        """Count each row for itself: distribution, median, top two."""
        total, _unsure, skipped = counts(answers)
        kept = [self.decode(given.value, asked) for given in answers]
        answered = [rows for rows in kept if rows]
        parts = tuple(
            Part(choice.key, choice.name, "", self._row(choice.key, answered, total, skipped, asked))
            for choice in asked.choices
        )
        return Summary(total, len(answered), 0, skipped, words=words_of(answers), parts=parts)

    def _row(
        self, row: str, answered: Sequence[Mapping[str, Any]], total: int, skipped: int, asked: Asked
    ) -> Summary:
        low, high = self.bounds(asked)
        given = [rows[row] for rows in answered if row in rows]
        numbers = [number for number in given if number != CANNOT_SAY]
        keys = [str(number) for number in range(low, high + 1)]
        rows = rows_of(keys, [str(number) for number in numbers], len(numbers))
        named = bool(columns_of(asked))
        top = wilson(0, 0) if named else top_two(numbers, high)
        return Summary(
            total,
            len(numbers),
            len(given) - len(numbers),
            skipped,
            rows=rows,
            figure=None if named else median(numbers),
            top2=None if named else top,
        )


MATRIX = MatrixType()
