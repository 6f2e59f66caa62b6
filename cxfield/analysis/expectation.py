# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Expectations that fell short, were met or were exceeded."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from cxfield.analysis.comparison import Difference, share_difference
from cxfield.analysis.net import net_share
from cxfield.analysis.outcome import NotComputable
from cxfield.analysis.proportion import Proportion, wilson
from cxfield.model.enums import Expectation


@dataclass(frozen=True, slots=True)
class Disconfirmation:
    """Counts, the share exceeded and fallen short, and their difference in percentage points."""

    fell_short: int
    met: int
    exceeded: int
    n: int
    share_fell_short: Proportion
    share_exceeded: Proportion
    value: float | None
    low: float | None
    high: float | None
    level: float = 0.95
    reason: NotComputable | None = None


@dataclass(frozen=True, slots=True)
class GroupExpectation:
    """A group's expectations; `apart` is its share fallen short less that of all the others together."""

    group: str
    result: Disconfirmation
    apart: Difference


def expectations_by_group(answers: Iterable[tuple[str, str]]) -> tuple[GroupExpectation, ...]:
    """Return the expectations of each group, such as a channel, in the order in which groups come.

    `answers` are pairs of group and "below", "met" or "above". Meaning of the gap: how many points more of a
    group's expectations fell short than of the others', -1..1. Formula: `share_difference` (Newcombe 1998).
    Limits: one group has nothing to be compared with; groups must not share people.
    """
    given: dict[str, list[str]] = {}
    for group, word in answers:
        given.setdefault(group, []).append(word)
    found = []
    for group, words in given.items():
        mine = net_disconfirmation(words)
        rest = net_disconfirmation(w for other, said in given.items() if other != group for w in said)
        apart = share_difference(mine.share_fell_short, rest.share_fell_short)
        found.append(GroupExpectation(group, mine, apart))
    return tuple(found)


def net_disconfirmation(answers: Iterable[str], level: float = 0.95) -> Disconfirmation:
    """Return net disconfirmation of answers "below", "met", "above" (`Expectation`).

    Meaning: how much more often expectations were exceeded than left unmet, -100..100 points.
    Formula: exceeded % - fell short %, those met count in n; interval adjusted Wald as for NPS (`net_share`).
    Source: Oliver 1980 (expectancy disconfirmation); Trustmary CX guide. Limits: 0 may mean "all met" or
    "as many above as below": read the counts. No answers: not computable. ValueError for another word.
    """
    counts = Counter(Expectation(answer) for answer in answers)
    return net_disconfirmation_of_counts(
        counts[Expectation.BELOW], counts[Expectation.MET], counts[Expectation.ABOVE], level
    )


def net_disconfirmation_of_counts(
    fell_short: int, met: int, exceeded: int, level: float = 0.95
) -> Disconfirmation:
    """Return net disconfirmation of answers already counted; ValueError when a count is negative."""
    if min(fell_short, met, exceeded) < 0:
        raise ValueError("there cannot be fewer than 0 answers")
    n = fell_short + met + exceeded
    net = net_share(exceeded, fell_short, n, level)
    return Disconfirmation(
        fell_short,
        met,
        exceeded,
        n,
        wilson(fell_short, n, level),
        wilson(exceeded, n, level),
        net.value,
        net.low,
        net.high,
        level,
        net.reason,
    )
