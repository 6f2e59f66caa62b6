# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
# ruff: noqa: ARG002 - every type answers the same calls
"""Photographs as an answer: their stored pictures."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from cxfield.errors import UserError
from cxfield.i18n import N_
from cxfield.methods.questions.base import Asked, Block, Given, Summary, counts, words_of

MOST_PHOTOS = 6
_LONGEST_ID = 64


@dataclass(frozen=True, slots=True)
class PhotoType:
    """Kept as a list of the ids of stored pictures."""

    key: str = "photo"
    name: str = N_("Photo")
    block: Block = Block.PHOTOS

    def validate(self, value: Any, asked: Asked) -> UserError | None:
        """Refuse what is no list of pictures, the same one twice, and too many."""
        if value is None:
            return None
        named = isinstance(value, list) and all(
            isinstance(item, str) and 0 < len(item) <= _LONGEST_ID for item in value
        )
        if not named:
            return UserError(N_("The answer is a photograph. Choose a picture."))
        if len(set(value)) != len(value):
            return UserError(N_("The same photograph is there twice. Remove one of them."))
        if len(value) > MOST_PHOTOS:
            return UserError(
                N_("There is room for {most} photographs. Remove one before adding another."),
                most=MOST_PHOTOS,
            )
        return None

    def encode(self, raw: Any, asked: Asked) -> Any:
        """Return the ids, or None when there are none; UserError if they cannot be kept."""
        problem = self.validate(raw, asked)
        if problem is not None:
            raise problem
        return list(raw) if raw else None

    def decode(self, value: Any, asked: Asked) -> Any:
        """Return the ids."""
        return list(value) if value and self.validate(value, asked) is None else []

    def is_answered(self, given: Given, asked: Asked) -> bool:
        """Whether there is a photograph."""
        return bool(self.decode(given.value, asked))

    def summarise(self, answers: Sequence[Given], asked: Asked) -> Summary:
        """Gather the photographs by person."""
        total, unsure, skipped = counts(answers)
        photos = tuple((g.person, photo) for g in answers for photo in self.decode(g.value, asked))
        n = sum(self.is_answered(given, asked) for given in answers)
        return Summary(total, n, unsure, skipped, words=words_of(answers), photos=photos)


PHOTO = PhotoType()
