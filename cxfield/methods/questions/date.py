# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later

"""A day."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from cxfield.errors import UserError
from cxfield.i18n import N_
from cxfield.methods.questions.base import CANNOT_SAY, Asked, Block, Given, Summary, counts, rows_of, words_of

EARLIEST, LATEST = dt.date(1900, 1, 1), dt.date(2199, 12, 31)


def day_of(value: Any) -> dt.date | None:
    """Return the day that ISO letters (2026-11-22) say, or None."""
    if not isinstance(value, str) or len(value) != 10:
        return None
    try:
        return dt.date.fromisoformat(value)
    except ValueError:
        return None


def days_of(asked: Asked) -> tuple[dt.date, dt.date]:
    """Return the first and the last day a question takes."""
    return day_of(asked.settings.get("first")) or EARLIEST, day_of(asked.settings.get("last")) or LATEST


@dataclass(frozen=True, slots=True)
class DateType:
    """Kept as ISO letters, "2026-11-22"."""

    key: str = "date"
    name: str = N_("Date")
    block: Block = Block.DAYS

    def validate(self, value: Any, asked: Asked) -> UserError | None:
        """Refuse what is no day, or outside the first and last one."""
        if value is None or value == CANNOT_SAY:
            return None
        day = day_of(value)
        if day is None:
            return UserError(N_("This is no day of the calendar. Write day, month and year."))
        first, last = days_of(asked)
        if not first <= day <= last:
            return UserError(
                N_("The day is not between {first} and {last}. Correct it."),
                first=first.isoformat(),
                last=last.isoformat(),
            )
        return None

    def encode(self, raw: Any, asked: Asked) -> Any:
        """Return the day as kept; UserError if it cannot be."""
        if isinstance(raw, dt.date):
            raw = raw.isoformat()[:10]
        problem = self.validate(raw, asked)
        if problem is not None:
            raise problem
        return raw

    def decode(self, value: Any, asked: Asked) -> Any:
        """Return the day, or None when it no longer fits."""
        return value if self.validate(value, asked) is None else None

    def is_answered(self, given: Given, asked: Asked) -> bool:
        """Whether there is a day, or that one cannot say."""
        return self.decode(given.value, asked) is not None

    def summarise(self, answers: Sequence[Given], asked: Asked) -> Summary:
        """Count the days that were given."""
        total, unsure, skipped = counts(answers)
        days = [g.value for g in answers if day_of(self.decode(g.value, asked)) is not None]
        rows = rows_of(sorted(set(days)), days, len(days))
        return Summary(total, len(days), unsure, skipped, rows=rows, words=words_of(answers))


DATE = DateType()
