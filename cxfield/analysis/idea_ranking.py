# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Ideas that people have put in order: mean rank, first places, Borda points, Kendall's W."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cxfield.analysis.outcome import NotComputable, Value, clip, known, unknown
from cxfield.analysis.proportion import Proportion, wilson

_PEOPLE = 2


@dataclass(frozen=True, slots=True)
class Ranked:
    """One idea: mean rank (1 is best), the share of people who put it first, Borda points, votes."""

    idea: str
    mean_rank: Value
    first: Proportion
    borda: float
    votes: int


@dataclass(frozen=True, slots=True)
class IdeaRanks:
    """The ideas, the best first, and how much the people were of one mind (0 to 1)."""

    people: int
    ideas: tuple[Ranked, ...]
    concordance: Value


def rank_ideas(
    ideas: Sequence[str], orders: Sequence[Sequence[str]], votes: Mapping[str, int] | None = None
) -> IdeaRanks:
    """Return how ideas rank by the orders that people gave, the best idea first.

    Meaning: mean_rank 1 = first for everybody; borda = Σ (n - rank), so n - 1 for a first place and 0 for a
    last one; concordance is Kendall's W, 0 = no common order, 1 = all the same order.
    Formula: W = (12 Σ R_i² - 3 m² n (n + 1)²) / (m² n (n² - 1) - m Σ T_j), R_i the sum of an idea's ranks,
    T_j = Σ (t³ - t) over the ties of a person. Source: Kendall & Babington Smith 1939; Borda 1784.
    Who ranked only some ideas leaves the others tied at the mean of the ranks that remain.
    Limits: W needs two people and two ideas. Without orders, ideas go by votes alone.
    ValueError for an order that names an idea twice or one that is not there.
    """
    n, m = len(ideas), len(orders)
    counted = dict(votes or {})
    known_ideas = set(ideas)
    for order in orders:
        if len(set(order)) != len(order) or not set(order) <= known_ideas:
            raise ValueError("an order names each idea once at most, and only ideas that are there")
    ranks = [_ranks(ideas, order) for order in orders]
    sums = {idea: math.fsum(rank[idea] for rank in ranks) for idea in ideas}
    rows = [
        Ranked(
            idea,
            known(sums[idea] / m, m) if m else unknown(NotComputable.NO_DATA),
            wilson(sum(bool(order) and order[0] == idea for order in orders), m),
            n * m - sums[idea],
            counted.get(idea, 0),
        )
        for idea in ideas
    ]
    rows.sort(key=lambda row: (-row.borda, -row.votes, ideas.index(row.idea)))
    return IdeaRanks(m, tuple(rows), _concordance(n, m, tuple(sums.values()), orders))


def _ranks(ideas: Sequence[str], order: Sequence[str]) -> dict[str, float]:
    rest = (len(order) + 1 + len(ideas)) / 2
    given = {idea: float(place) for place, idea in enumerate(order, 1)}
    return {idea: given.get(idea, rest) for idea in ideas}


def _concordance(n: int, m: int, sums: Sequence[float], orders: Sequence[Sequence[str]]) -> Value:
    if m < _PEOPLE or n < _PEOPLE:
        return unknown(NotComputable.TOO_FEW if m or n else NotComputable.NO_DATA, m)
    ties = math.fsum(float((n - len(order)) ** 3 - (n - len(order))) for order in orders)
    below = float(m * m * n * (n * n - 1)) - m * ties
    if below <= 0.0:
        return unknown(NotComputable.NO_VARIATION, m)
    above = 12.0 * math.fsum(total * total for total in sums) - 3.0 * m * m * n * (n + 1) ** 2
    return known(clip(above / below, 0.0, 1.0), m)
