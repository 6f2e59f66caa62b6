# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
# ruff: noqa: ARG002 - every type answers the same calls
"""An open question with the emotion wheel."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from cxfield.analysis.emotions import EmotionPick, emotion_counts
from cxfield.errors import UserError
from cxfield.i18n import N_
from cxfield.methods.questions.base import Asked, Block, Given, Summary, counts, words_of
from cxfield.methods.questions.wheels import NONE, kept_picks, picks_problem, wheel_named


@dataclass(frozen=True, slots=True)
class WheelType:
    """Words and up to three emotions; kept as a list of {key, intensity 1-5}."""

    key: str = "open_wheel"
    name: str = N_("Open question with emotion wheel")
    block: Block = Block.EMOTIONS

    def validate(self, value: Any, asked: Asked) -> UserError | None:
        """Refuse words of another wheel, strengths off the rings and more than three emotions."""
        return picks_problem(value, wheel_named(asked.settings.get("wheel")))

    def encode(self, raw: Any, asked: Asked) -> Any:
        """Return the picks, or None when there are none; UserError if they cannot be kept."""
        problem = self.validate(raw, asked)
        if problem is not None:
            raise problem
        return kept_picks(raw) or None

    def decode(self, value: Any, asked: Asked) -> Any:
        """Return the picks."""
        return kept_picks(value) if value and self.validate(value, asked) is None else []

    def is_answered(self, given: Given, asked: Asked) -> bool:
        """Whether an emotion was picked or something written."""
        return bool(given.value) or bool(given.text.strip())

    def summarise(self, answers: Sequence[Given], asked: Asked) -> Summary:
        """Count people and picks by emotion, and gather the words."""
        total, unsure, skipped = counts(answers)
        n = sum(self.is_answered(given, asked) for given in answers)
        picks = [
            EmotionPick(pick["key"], given.person or str(index), pick["intensity"])
            for index, given in enumerate(answers)
            for pick in self.decode(given.value, asked)
            if pick["key"] != NONE
        ]
        emotions = emotion_counts(picks, asked=max(n, len({pick.person for pick in picks})))
        return Summary(total, n, unsure, skipped, emotions=emotions, words=words_of(answers))


OPEN_WHEEL = WheelType()
