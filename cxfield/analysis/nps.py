# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Net Promoter Score."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from cxfield.analysis.net import net_share
from cxfield.analysis.outcome import NotComputable, whole

LOWEST, HIGHEST = 0, 10
FIRST_PASSIVE, FIRST_PROMOTER = 7, 9


class NpsGroup(StrEnum):
    """The three groups of answers."""

    PROMOTER = "promoter"
    PASSIVE = "passive"
    DETRACTOR = "detractor"


@dataclass(frozen=True, slots=True)
class Nps:
    """The groups, the score -100..100 and its interval; the last three are None when n = 0."""

    promoters: int
    passives: int
    detractors: int
    n: int
    value: float | None
    low: float | None
    high: float | None
    level: float = 0.95
    reason: NotComputable | None = None
    distribution: tuple[int, ...] = ()


def group(score: int) -> NpsGroup:
    """Return the group of one answer: 0-6 detractor, 7-8 passive, 9-10 promoter; ValueError outside 0..10."""
    (answer,) = whole((score,), LOWEST, HIGHEST)
    if answer >= FIRST_PROMOTER:
        return NpsGroup.PROMOTER
    return NpsGroup.PASSIVE if answer >= FIRST_PASSIVE else NpsGroup.DETRACTOR


def nps(scores: Iterable[int], level: float = 0.95) -> Nps:
    """Return the Net Promoter Score of answers 0..10.

    Meaning: percentage of promoters minus percentage of detractors. The passives count in n: the difference
    of the mere numbers, or one without the passives, is not NPS.
    Formula: 100 (P - D) / n, interval adjusted Wald (see `net_share`).
    Source: Reichheld 2003; Rocks 2016. Limits: n = 0 is not computable; with few answers the interval is
    wide, so counts go first. ValueError for an answer that is not a whole number in 0..10.
    """
    answers = whole(scores, LOWEST, HIGHEST)
    seen = Counter(answers)
    groups = Counter(group(answer) for answer in answers)
    result = nps_of_counts(
        groups[NpsGroup.PROMOTER], groups[NpsGroup.PASSIVE], groups[NpsGroup.DETRACTOR], level
    )
    return replace(result, distribution=tuple(seen[score] for score in range(LOWEST, HIGHEST + 1)))


def nps_of_counts(promoters: int, passives: int, detractors: int, level: float = 0.95) -> Nps:
    """Return the score of groups already counted (see `nps`); ValueError when a count is negative."""
    if min(promoters, passives, detractors) < 0:
        raise ValueError("a group cannot have fewer than 0 answers")
    n = promoters + passives + detractors
    net = net_share(promoters, detractors, n, level)
    return Nps(promoters, passives, detractors, n, net.value, net.low, net.high, level, net.reason)
