# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later

"""Numbers, with words or alone, and lengths of time."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from cxfield.analysis.means import mean_t, median
from cxfield.errors import UserError
from cxfield.i18n import N_
from cxfield.methods.questions.base import CANNOT_SAY, Asked, Block, Given, Summary, counts, words_of
from cxfield.textclean import one_line

LEAST, MOST = -1_000_000_000.0, 1_000_000_000.0
LONGEST_WORDS = 500
#: Durations are seconds, up to a year.
LONGEST_S = 366 * 86_400


def _plain(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


def limits_of(asked: Asked) -> tuple[float, float]:
    """Return the least and the greatest number a question takes."""
    low: Any = asked.settings.get("min")
    high: Any = asked.settings.get("max")
    return (float(low) if _plain(low) else LEAST), (float(high) if _plain(high) else MOST)


def decimals_of(asked: Asked) -> int:
    """Return how many decimals a question takes (0 to 3)."""
    digits = asked.settings.get("decimals", 0)
    return digits if digits in (0, 1, 2, 3) and not isinstance(digits, bool) else 0


@dataclass(frozen=True, slots=True)
class NumberType:
    """A number; `worded`: with a line of words, kept as {"number", "words"}. `seconds`: a length of time."""

    key: str
    name: str
    worded: bool = False
    seconds: bool = False
    block: Block = Block.NUMBERS

    def number(self, value: Any) -> Any:
        """Return the number of a kept value."""
        return value.get("number") if isinstance(value, dict) else value

    def validate(self, value: Any, asked: Asked) -> UserError | None:
        """Refuse what is no number, outside the limits, or has too many decimals or words."""
        if value is None or value == CANNOT_SAY:
            return None
        if isinstance(value, dict):
            words = value.get("words", "")
            if not self.worded or not set(value) <= {"number", "words"} or not isinstance(words, str):
                return UserError(N_("The answer is a number. Write it with digits."))
            if len(words) > LONGEST_WORDS:
                return UserError(
                    N_("The words beside a number have at most {most} characters. Shorten them."),
                    most=LONGEST_WORDS,
                )
            value = value.get("number")
            if value is None:
                return None
        if not _plain(value):
            return UserError(N_("The answer is a number. Write it with digits."))
        return self._length(value) if self.seconds else self._limits(value, asked)

    def _length(self, value: float) -> UserError | None:
        if value != int(value) or not 0 <= value <= LONGEST_S:
            return UserError(N_("A length of time is from zero to a year. Correct the hours and minutes."))
        return None

    def _limits(self, value: float, asked: Asked) -> UserError | None:
        low, high = limits_of(asked)
        if not low <= value <= high:
            return UserError(
                N_("{value} is not between {low} and {high}. Correct the number."),
                value=_short(value),
                low=_short(low),
                high=_short(high),
            )
        digits = decimals_of(asked)
        if abs(value - round(value, digits)) > 1e-9:
            return UserError(N_("The number takes {n} decimals. Round it."), n=digits)
        return None

    def encode(self, raw: Any, asked: Asked) -> Any:
        """Return the number as kept; UserError if it cannot be."""
        problem = self.validate(raw, asked)
        if problem is not None:
            raise problem
        if not self.worded or raw is None or raw == CANNOT_SAY:
            return _kept(raw)
        words = one_line(raw.get("words", "")) if isinstance(raw, dict) else ""
        number = _kept(self.number(raw))
        return None if number is None and not words else {"number": number, "words": words}

    def decode(self, value: Any, asked: Asked) -> Any:
        """Return the value, or None when it no longer fits."""
        return value if self.validate(value, asked) is None else None

    def is_answered(self, given: Given, asked: Asked) -> bool:
        """Whether there is a number, or that one cannot say."""
        return self.number(self.decode(given.value, asked)) is not None

    def summarise(self, answers: Sequence[Given], asked: Asked) -> Summary:
        """Compute the mean with its interval and the median, and gather the words."""
        total, unsure, skipped = counts(answers)
        kept = [(given.person, self.decode(given.value, asked)) for given in answers]
        numbers = [n for _, value in kept if _plain(n := self.number(value))]
        beside = [(who, value["words"]) for who, value in kept if isinstance(value, dict) and value["words"]]
        bounds = None if self.seconds else _told_limits(asked)
        return Summary(
            total,
            len(numbers),
            unsure,
            skipped,
            figure=mean_t(numbers, bounds=bounds),
            middle=median(numbers),
            words=(*beside, *words_of(answers)),
        )


def _told_limits(asked: Asked) -> tuple[float, float] | None:
    low, high = limits_of(asked)
    return (low, high) if low > LEAST and high < MOST else None


def _kept(value: Any) -> Any:
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _short(value: float) -> str:
    return f"{value:g}" if abs(value) < 1e6 else f"{value:.0f}"


NUMBER = NumberType("number", N_("Number"))
NUMBER_TEXT = NumberType("number_text", N_("Number with text"), worded=True)
DURATION = NumberType("duration", N_("Duration"), seconds=True)
