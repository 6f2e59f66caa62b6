# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
# ruff: noqa: ARG002 - every type answers the same calls
"""Open questions: words only."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from cxfield.errors import UserError
from cxfield.i18n import N_
from cxfield.methods.questions.base import Asked, Block, Given, Summary, counts, not_text_only, words_of


@dataclass(frozen=True, slots=True)
class TextType:
    """An open question; `verbatim` asks the interviewer to write the words as they were said."""

    key: str
    name: str
    verbatim: bool = False
    block: Block = Block.WORDS

    def validate(self, value: Any, asked: Asked) -> UserError | None:
        """Refuse any value: the words are the answer."""
        return not_text_only(value)

    def encode(self, raw: Any, asked: Asked) -> Any:
        """Return nothing; UserError for a value."""
        problem = self.validate(raw, asked)
        if problem is not None:
            raise problem
        return None

    def decode(self, value: Any, asked: Asked) -> Any:
        """Return nothing."""
        return None

    def is_answered(self, given: Given, asked: Asked) -> bool:
        """Whether something was written."""
        return bool(given.text.strip())

    def summarise(self, answers: Sequence[Given], asked: Asked) -> Summary:
        """Gather the words."""
        total, unsure, skipped = counts(answers)
        words = words_of(answers)
        return Summary(total, len(words), unsure, skipped, words=words)


OPEN = TextType("open", N_("Open question"))
OPEN_QUOTE = TextType("open_quote", N_("Open question, word for word"), verbatim=True)
