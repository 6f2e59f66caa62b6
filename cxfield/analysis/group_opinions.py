# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a group thinks: who agreed with what and with whom, topics by person, ratings before and after."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from cxfield.analysis.means import Mean, mean_t
from cxfield.analysis.outcome import NotComputable, Value, known, unknown


@dataclass(frozen=True, slots=True)
class Said:
    """A statement: who said it, who agreed and disagreed, its topics and its tone (-1, 0, 1)."""

    id: str
    seat: str
    agree: frozenset[str] = frozenset()
    disagree: frozenset[str] = frozenset()
    topics: tuple[str, ...] = ()
    polarity: int = 0


@dataclass(frozen=True, slots=True)
class Stand:
    """How a statement was received: sides by seat (1 agrees, -1 disagrees, 0 showed nothing, None: the
    speaker), counts, and the share that agreed of those who took a side.
    """

    id: str
    sides: tuple[int | None, ...]
    agree: int
    disagree: int
    share: Value


@dataclass(frozen=True, slots=True)
class Pair:
    """How often two people were on the same side of the `n` statements on which both took one."""

    one: str
    other: str
    same: int
    n: int


@dataclass(frozen=True, slots=True)
class Agreement:
    """The agreement map: seats in order, statements the most discussed first, and every pair of people."""

    seats: tuple[str, ...]
    stands: tuple[Stand, ...]
    pairs: tuple[Pair, ...]


def agreement_map(seats: Sequence[str], said: Iterable[Said]) -> Agreement:
    """Return who agreed with what.

    Meaning: silence is not agreement, so the share is of those who took a side; a speaker is on the side of
    their own words when pairs are counted. Limits: counts of what was seen; no test is made of them.
    """
    statements = [item for item in said if item.agree or item.disagree]
    stands = tuple(
        Stand(
            item.id,
            tuple(_side(item, seat) if seat != item.seat else None for seat in seats),
            len(item.agree),
            len(item.disagree),
            known(len(item.agree) / len(item.agree | item.disagree), len(item.agree | item.disagree)),
        )
        for item in sorted(statements, key=lambda item: -len(item.agree | item.disagree))
    )
    pairs = []
    for one, other in combinations(seats, 2):
        both = [(a, b) for a, b in ((_stand(s, one), _stand(s, other)) for s in statements) if a and b]
        if both:
            pairs.append(Pair(one, other, sum(a == b for a, b in both), len(both)))
    return Agreement(tuple(seats), stands, tuple(pairs))


def _side(item: Said, seat: str) -> int:
    return 1 if seat in item.agree else -1 if seat in item.disagree else 0


def _stand(item: Said, seat: str) -> int:
    return 1 if seat == item.seat else _side(item, seat)


@dataclass(frozen=True, slots=True)
class TopicCell:
    """Statements of one person on one topic, and how many of them were positive and negative."""

    n: int
    positive: int
    negative: int


@dataclass(frozen=True, slots=True)
class Topics:
    """Topics by person: `cells[topic][seat]`; `untold` are statements that have no topic."""

    seats: tuple[str, ...]
    topics: tuple[str, ...]
    cells: tuple[tuple[TopicCell, ...], ...]
    untold: int

    def total(self, topic: str) -> TopicCell:
        """All statements on a topic."""
        row = self.cells[self.topics.index(topic)]
        return TopicCell(sum(c.n for c in row), sum(c.positive for c in row), sum(c.negative for c in row))


def topic_by_person(seats: Sequence[str], topics: Sequence[str], said: Iterable[Said]) -> Topics:
    """Return how often each person spoke of each topic and in which tone; a statement may have several."""
    statements = tuple(said)
    cells = []
    for topic in topics:
        row = []
        for seat in seats:
            own = [item.polarity for item in statements if item.seat == seat and topic in item.topics]
            row.append(TopicCell(len(own), sum(p > 0 for p in own), sum(p < 0 for p in own)))
        cells.append(tuple(row))
    untold = sum(1 for item in statements if not set(item.topics) & set(topics))
    return Topics(tuple(seats), tuple(topics), tuple(cells), untold)


def net_tone(cell: TopicCell) -> Value:
    """Return (positive - negative) / n from -1 to 1; not computable without statements."""
    if not cell.n:
        return unknown(NotComputable.NO_DATA)
    return known((cell.positive - cell.negative) / cell.n, cell.n)


@dataclass(frozen=True, slots=True)
class Shift:
    """Ratings before and after the discussion: `change` is the mean of the paired differences."""

    before: Mean
    after: Mean
    change: Mean
    up: int
    down: int
    same: int
    unpaired: int


def shift(
    before: Mapping[str, float], after: Mapping[str, float], *, low: float = 1, high: float = 5
) -> Shift:
    """Return how ratings moved in the discussion, in steps of the rating scale.

    Meaning: change > 0 is a move upwards. Formula: mean of after - before over the people who rated both
    times, with Student's t interval for paired differences. Source: Student 1908; Campbell & Stanley 1963
    (one-group pretest-posttest: without a control group the discussion need not be the cause).
    Limits: means are of the pairs only; fewer than two pairs, or all of them moved alike: no interval.
    ValueError for a rating outside low..high.
    """
    values = [*before.values(), *after.values()]
    if any(not low <= value <= high for value in values):
        raise ValueError(f"a rating lies outside {low}..{high}")
    both = [seat for seat in before if seat in after]
    moves = [after[seat] - before[seat] for seat in both]
    span = high - low
    return Shift(
        mean_t((before[seat] for seat in both), bounds=(low, high)),
        mean_t((after[seat] for seat in both), bounds=(low, high)),
        mean_t(moves, bounds=(-span, span)),
        sum(move > 0 for move in moves),
        sum(move < 0 for move in moves),
        sum(move == 0 for move in moves),
        len(set(before) ^ set(after)),
    )
