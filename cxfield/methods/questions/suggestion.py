# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
# ruff: noqa: ARG002 - every type answers the same calls
"""An open question that gathers the customer's own suggestions, one item each."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from cxfield.errors import UserError
from cxfield.i18n import N_
from cxfield.methods.questions.base import Asked, Block, Given, Summary, counts
from cxfield.textclean import one_line

LONGEST_ITEM = 500
MOST_ITEMS = 50


@dataclass(frozen=True, slots=True)
class SuggestionType:
    """Words and a list of suggestions; kept as a list of lines."""

    key: str = "open_suggestion"
    name: str = N_("Open question with suggestions")
    block: Block = Block.WORDS

    def validate(self, value: Any, asked: Asked) -> UserError | None:
        """Refuse what is not a list of short lines."""
        if value is None:
            return None
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            return UserError(N_("Suggestions are a list of lines. Write one suggestion on each line."))
        if len(value) > MOST_ITEMS:
            return UserError(
                N_("There is room for {most} suggestions. Write the rest in the answer."), most=MOST_ITEMS
            )
        if any(len(item) > LONGEST_ITEM for item in value):
            return UserError(
                N_("A suggestion has at most {most} characters. Write the rest in the answer."),
                most=LONGEST_ITEM,
            )
        return None

    def encode(self, raw: Any, asked: Asked) -> Any:
        """Return the lines without blanks, or None when there are none; UserError if they cannot be kept."""
        problem = self.validate(raw, asked)
        if problem is not None:
            raise problem
        return [line for item in raw or () if (line := one_line(item))] or None

    def decode(self, value: Any, asked: Asked) -> Any:
        """Return the lines."""
        return [str(item) for item in value] if isinstance(value, list) else []

    def is_answered(self, given: Given, asked: Asked) -> bool:
        """Whether there is a suggestion or an answer in words."""
        return bool(given.value) or bool(given.text.strip())

    def summarise(self, answers: Sequence[Given], asked: Asked) -> Summary:
        """Gather suggestions, then the other words."""
        total, unsure, skipped = counts(answers)
        words = [(g.person, item) for g in answers for item in self.decode(g.value, asked)]
        words += [(g.person, g.text.strip()) for g in answers if g.text.strip()]
        n = sum(self.is_answered(g, asked) for g in answers)
        return Summary(total, n, unsure, skipped, words=tuple(words))


OPEN_SUGGESTION = SuggestionType()
