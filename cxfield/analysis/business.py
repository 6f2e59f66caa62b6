# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Figures of the whole business that a study may record: churn, retention, resolution, targets."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from cxfield.analysis.means import Mean, mean_t, median
from cxfield.analysis.outcome import NotComputable, Value, finite, known, unknown
from cxfield.analysis.proportion import Proportion, wilson


class ChurnBase(StrEnum):
    """What the lost customers are divided by; it is printed with the figure."""

    AT_START = "at_start"
    STILL_ACTIVE = "still_active"


@dataclass(frozen=True, slots=True)
class ResolutionTime:
    """Average resolution time with its median, in the unit of the values."""

    mean: Mean
    median: Value


@dataclass(frozen=True, slots=True)
class Deviation:
    """A value against its target: the difference, and the difference relative to the target."""

    value: float | None
    relative: Value
    reason: NotComputable | None = None


def churn(start: int, lost: int, base: ChurnBase = ChurnBase.AT_START) -> Value:
    """Return the share of customers lost in a period.

    Formula: lost/start (standard), or lost/(start - lost), customers still active (Trustmary CX guide): the
    two differ, so the definition is stored and printed. Limits: a base of 0 is not computable.
    ValueError unless 0 <= lost <= start.
    """
    if not 0 <= lost <= start:
        raise ValueError(f"{lost} lost of {start} is not possible")
    bottom = start if base is ChurnBase.AT_START else start - lost
    return known(lost / bottom, start) if bottom else unknown(NotComputable.ZERO_BASE, start)


def retention(start: int, end: int, new: int) -> Value:
    """Return the share of customers kept: (end - new)/start. Base 0: not computable.

    Source: Trustmary CX guide. ValueError when the counts are negative or more were kept than there were.
    """
    kept = end - new
    if min(start, end, new) < 0 or not 0 <= kept <= start:
        raise ValueError(f"{kept} kept of {start} is not possible")
    return known(kept / start, start) if start else unknown(NotComputable.ZERO_BASE)


def first_contact_resolution(resolved: int, issues: int, level: float = 0.95) -> Proportion:
    """Return the share of issues solved at the first contact, with Wilson's interval (see `wilson`)."""
    return wilson(resolved, issues, level)


def referral_rate(referred: int, orders: int, level: float = 0.95) -> Proportion:
    """Return the share of orders that came by recommendation, with Wilson's interval (see `wilson`)."""
    return wilson(referred, orders, level)


def resolution_time(times: Iterable[float], level: float = 0.95) -> ResolutionTime:
    """Return mean and median time to resolution. A response is not a resolution: give resolution times.

    ValueError for a negative or infinite time.
    """
    values = finite(times)
    if any(value < 0.0 for value in values):
        raise ValueError("a resolution time cannot be negative")
    return ResolutionTime(mean_t(values, level, (0.0, float("inf"))), median(values))


def deviation(value: float | None, target: float) -> Deviation:
    """Return value - target and (value - target)/|target|.

    A value that was not computable, or a target of 0 for the relative figure, is not computable.
    Source: Capgemini article (targets and deviations).
    """
    if value is None:
        return Deviation(None, unknown(NotComputable.NO_DATA), NotComputable.NO_DATA)
    difference = value - target
    relative = known(difference / abs(target), 1) if target else unknown(NotComputable.ZERO_BASE, 1)
    return Deviation(difference, relative)
