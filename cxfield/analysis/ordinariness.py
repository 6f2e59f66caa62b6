# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Ordinary and surprising entries (the first observation rule)."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from cxfield.analysis.outcome import NotComputable, whole
from cxfield.analysis.proportion import Proportion, wilson

SCALE = (1, 5)
ORDINARY_TO = 2
SURPRISING_FROM = 4


@dataclass(frozen=True, slots=True)
class Rating:
    """The ordinariness of one entry, 1 (fully ordinary) - 5 (fully surprising).

    `chosen` tells whether the observer gave it or it is the default.
    """

    value: int
    chosen: bool
    phase: str | None = None
    site: str | None = None


@dataclass(frozen=True, slots=True)
class Ordinariness:
    """Ordinary (1-2), middle (3) and surprising (4-5) entries, and how many ratings were chosen."""

    n: int
    ordinary: Proportion
    middle: int
    surprising: int
    chosen: int
    default: int
    ordinary_chosen: int
    distribution: tuple[int, ...]

    @property
    def value(self) -> float | None:
        """The share of ordinary entries."""
        return self.ordinary.share

    @property
    def reason(self) -> NotComputable | None:
        """Why there is no share."""
        return self.ordinary.reason


def ordinariness(ratings: Iterable[Rating], level: float = 0.95) -> Ordinariness:
    """Return the share of ordinary entries with Wilson's interval and the counts beside it.

    Meaning: "131 of 182 ordinary, 40 of them chosen": a default says only that nobody called the entry
    surprising, so both numbers are always given. Source: Trustmary CX guide, rule of ordinariness.
    Limits: entries of one session or shopper are not independent, so the interval is the least one.
    No entries: not computable. ValueError for a rating outside 1..5.
    """
    entries = tuple(ratings)
    seen = Counter(whole((entry.value for entry in entries), *SCALE))
    distribution = tuple(seen[value] for value in range(SCALE[0], SCALE[1] + 1))
    n = len(entries)
    ordinary = sum(distribution[:ORDINARY_TO])
    surprising = sum(distribution[SURPRISING_FROM - 1 :])
    chosen = sum(entry.chosen for entry in entries)
    return Ordinariness(
        n,
        wilson(ordinary, n, level),
        n - ordinary - surprising,
        surprising,
        chosen,
        n - chosen,
        sum(entry.chosen and entry.value <= ORDINARY_TO for entry in entries),
        distribution,
    )


def by_phase(
    ratings: Iterable[Rating], order: Sequence[str] = (), level: float = 0.95
) -> tuple[tuple[str | None, Ordinariness], ...]:
    """Return (phase, figures): the phases of `order` first, also empty ones; None = no phase noted."""
    return _by(((rating.phase, rating) for rating in ratings), order, level)


def by_site(
    ratings: Iterable[Rating], order: Sequence[str] = (), level: float = 0.95
) -> tuple[tuple[str | None, Ordinariness], ...]:
    """Return (site, figures): the sites of `order` first, also empty ones; None = no site noted."""
    return _by(((rating.site, rating) for rating in ratings), order, level)


def _by(
    keyed: Iterable[tuple[str | None, Rating]], order: Sequence[str], level: float
) -> tuple[tuple[str | None, Ordinariness], ...]:
    groups: dict[str | None, list[Rating]] = {key: [] for key in order}
    for key, rating in keyed:
        groups.setdefault(key, []).append(rating)
    return tuple((key, ordinariness(group, level)) for key, group in groups.items())
