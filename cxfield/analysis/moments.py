# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The emotional curve: mean valence of each moment of the journey."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from cxfield.analysis.means import Mean, mean_t
from cxfield.analysis.outcome import finite
from cxfield.analysis.peak_end import VALENCE_HIGH, VALENCE_LOW


@dataclass(frozen=True, slots=True)
class MomentRating:
    """One person's valence (-5..5) of one moment."""

    moment: str
    person: str
    valence: float


@dataclass(frozen=True, slots=True)
class MomentMean:
    """One moment: the mean over people, and each person's value in the order of the data."""

    moment: str
    mean: Mean
    people: tuple[tuple[str, float], ...]

    @property
    def value(self) -> float | None:
        """The mean, under the name every result has."""
        return self.mean.value

    @property
    def n(self) -> int:
        """How many people told about this moment."""
        return len(self.people)


def moment_means(
    ratings: Iterable[MomentRating], order: Sequence[str] = (), level: float = 0.95
) -> tuple[MomentMean, ...]:
    """Return the mean valence of each moment with n and t interval (clipped to -5..5).

    Meaning: where the experience rises and falls. n = people: when one person rated a moment several times,
    their own mean counts once. `order` gives the moments to show first, also those nobody told about (not
    computable, n = 0); others follow in the order of the data. Source: Trustmary CX guide (journey, peaks).
    ValueError for a valence outside -5..5.
    """
    found: dict[str, dict[str, list[float]]] = {moment: {} for moment in order}
    for rating in ratings:
        (valence,) = finite((rating.valence,))
        if not VALENCE_LOW <= valence <= VALENCE_HIGH:
            raise ValueError("a valence lies in -5..5")
        found.setdefault(rating.moment, {}).setdefault(rating.person, []).append(valence)
    return tuple(_moment(moment, people, level) for moment, people in found.items())


def _moment(moment: str, people: dict[str, list[float]], level: float) -> MomentMean:
    own = tuple((person, math.fsum(values) / len(values)) for person, values in people.items())
    return MomentMean(moment, mean_t((v for _, v in own), level, (VALENCE_LOW, VALENCE_HIGH)), own)
