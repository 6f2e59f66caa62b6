# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Results that may be undefined: a value or a reason why there is none, never a zero in its place."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from cxfield.i18n import N_


class NotComputable(StrEnum):
    """Why a figure cannot be computed; `text` is the sentence for people (an msgid)."""

    NO_DATA = "no_data"
    ONE_VALUE = "one_value"
    NO_VARIATION = "no_variation"
    NO_SPREAD = "no_spread"
    NO_PAIRS = "no_pairs"
    NOBODY_SPOKE = "nobody_spoke"
    ONE_SEAT = "one_seat"
    ZERO_BASE = "zero_base"
    NOT_IN_VERSION = "not_in_version"
    TOO_FEW = "too_few"
    NO_MODERATOR = "no_moderator"

    @property
    def text(self) -> str:
        """The English sentence that the catalogue translates."""
        return _SENTENCES[self]


_SENTENCES: Mapping[NotComputable, str] = {
    NotComputable.NO_DATA: N_("There are no observations."),
    NotComputable.ONE_VALUE: N_("An interval needs at least two values."),
    NotComputable.NO_VARIATION: N_("All values are the same, so the figure is not defined."),
    NotComputable.NO_SPREAD: N_("There is no variation to estimate an interval from."),
    NotComputable.NO_PAIRS: N_("Nothing has been coded by two observers."),
    NotComputable.NOBODY_SPOKE: N_("Nobody has spoken yet."),
    NotComputable.ONE_SEAT: N_("Balance needs at least two participants."),
    NotComputable.ZERO_BASE: N_("The figure to compare with is zero."),
    NotComputable.TOO_FEW: N_("There are too few answers in a group for this figure."),
    NotComputable.NO_MODERATOR: N_("The moderator's turns were not logged."),
    NotComputable.NOT_IN_VERSION: N_("This version of the question has no such figure."),
}


@dataclass(frozen=True, slots=True)
class Value:
    """One figure with the number of values behind it, or the reason why there is none."""

    value: float | None
    n: int
    reason: NotComputable | None = None

    def __post_init__(self) -> None:
        """Refuse a result that is neither a number nor a reason, or both."""
        if (self.value is None) == (self.reason is None):
            raise ValueError("a result has either a value or a reason")


def known(value: float, n: int) -> Value:
    """Return a computed figure."""
    return Value(value, n)


def unknown(reason: NotComputable, n: int = 0) -> Value:
    """Return a figure that cannot be computed."""
    return Value(None, n, reason)


def finite(values: Iterable[float]) -> tuple[float, ...]:
    """Return the values as floats; ValueError if one is infinite or not a number."""
    numbers = tuple(map(float, values))
    if not all(map(math.isfinite, numbers)):
        raise ValueError("values must be finite numbers")
    return numbers


def whole(values: Iterable[int], low: int, high: int) -> tuple[int, ...]:
    """Return the answers as a tuple; ValueError if one is not a whole number in low..high."""
    answers = tuple(values)
    for answer in answers:
        if answer != int(answer) or not low <= answer <= high:
            raise ValueError(f"{answer!r} is not a whole number in {low}..{high}")
    return tuple(int(answer) for answer in answers)


def checked_level(level: float) -> float:
    """Return the confidence level; ValueError unless 0 < level < 1."""
    if not 0.0 < level < 1.0:
        raise ValueError(f"the confidence level must lie between 0 and 1, not {level!r}")
    return level


def clip(value: float, low: float, high: float) -> float:
    """Return the value moved into low..high."""
    return min(max(value, low), high)
