# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What agreement of two observers is: the one definition behind room, report and overview (decision 43)."""

from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import NamedTuple

from cxfield.analysis.agreement import Kappa, Level, cohen_kappa_of_table
from cxfield.analysis.bootstrap import AlphaInterval, alpha_interval
from cxfield.analysis.clock_offset import Event, clock_offset
from cxfield.analysis.proportion import Proportion, wilson
from cxfield.analysis.timed_agreement import Logged, event_agreement

#: Two events are one and the same when they are at most so far apart on one clock.
TOLERANCE_MS = 5_000
TOLERANCE_S = TOLERANCE_MS // 1000
#: The field of a settlement which says that two sessions of the same hours are no double coding.
APART = "parallel_of"
_DAY_MS = 24 * 3_600_000
_ENOUGH = 6


class Act(NamedTuple):
    """One coded event of a log: its entry, when on the log's own clock (ms), its code, how ordinary (1-5)."""

    id: str
    t_ms: int
    code: Hashable
    rating: int | None = None


@dataclass(frozen=True, slots=True)
class Matched:
    """Two logs put together; the times of the second are on the clock of the first."""

    pairs: tuple[tuple[Act, Act], ...]
    only_first: tuple[Act, ...]
    only_second: tuple[Act, ...]
    shift_ms: int = 0

    @property
    def differing(self) -> tuple[tuple[Act, Act], ...]:
        """Events both logged and called by different names."""
        return tuple((a, b) for a, b in self.pairs if a.code != b.code)

    @property
    def one_sided(self) -> int:
        """Events that only one of the two logged."""
        return len(self.only_first) + len(self.only_second)

    @property
    def differences(self) -> tuple[tuple[str, str], ...]:
        """What is to be talked over: entries of both sides, empty where one has nothing."""
        alone = [(a.id, "") for a in self.only_first] + [("", b.id) for b in self.only_second]
        return (*((a.id, b.id) for a, b in self.differing), *alone)


@dataclass(frozen=True, slots=True)
class Agreement:
    """The figures of one or more pairs of logs.

    `percent`: of the events both logged, those called the same. `kappa`: the same without chance. `table`:
    how often the first called it this and the second that. `either`: those called the same of everything
    that either logged, so that events only one of them saw count against it. `one_sided`: how many such.
    """

    percent: Proportion
    kappa: Kappa
    either: Proportion
    one_sided: int
    table: dict[tuple[Hashable, Hashable], int]


@dataclass(frozen=True, slots=True)
class Alphas:
    """Krippendorff's alpha of codes (nominal) and of how ordinary (ordinal), with bootstrap intervals."""

    codes: AlphaInterval
    ordinariness: AlphaInterval


def codes_of(seconds: Iterable[Iterable[Act]]) -> frozenset[Hashable]:
    """The codes that were coded twice: those that any second log uses."""
    return frozenset(act.code for log in seconds for act in log)


def shift_of(first: Iterable[Act], second: Iterable[Act], *, set_ms: int | None, apart_ms: int) -> int:
    """How much is added to the times of the second log (ms) to put it on the clock of the first.

    What was set by hand, else what the events say, else `apart_ms`, the difference of the wall clocks at
    their starts, unless that is a day or more: then the clocks say nothing.
    """
    if set_ms is not None:
        return set_ms
    mine, other = ([Event(act.t_ms, str(act.code)) for act in log] for log in (first, second))
    found = clock_offset(mine, other)
    if found is not None:
        return found.ms
    return apart_ms if abs(apart_ms) < _DAY_MS else 0


def same_events(first: Iterable[Act], second: Iterable[Act]) -> bool:
    """Whether two logs tell of the same events, whatever their clocks say.

    Under the best shift at least six events, and two thirds of the shorter log, have one of the same code
    beside them. A proposal for people to look at: logs of an even rhythm may be taken for one.
    """
    mine, other = ([Event(act.t_ms, str(act.code)) for act in log] for log in (first, second))
    found = clock_offset(mine, other)
    return found is not None and found.pairs >= _ENOUGH and 3 * found.pairs >= 2 * found.of


def match(
    first: Sequence[Act],
    second: Sequence[Act],
    shift_ms: int,
    *,
    codes: Set[Hashable] | None = None,
    tolerance_ms: int = TOLERANCE_MS,
) -> Matched:
    """Put two logs together, event by event, in the best way there is (see `event_agreement`).

    Of the first log `codes` are taken, if given: what the second observer was not coding is no disagreement.
    An event of another code counts only beside an event of the second log that is left without a partner:
    there the two saw the same and called it differently. A log with nothing in it is no coding: nothing is
    matched and nothing differs.
    """
    mine = {act.id: act for act in first if codes is None or act.code in codes}
    other = {act.id: act._replace(t_ms=act.t_ms + shift_ms) for act in second}
    if not first or not other:
        return Matched((), (), (), shift_ms)
    pairs, alone, left = _partners(mine, other, tolerance_ms)
    rest = {act.id: act for act in first if act.id not in mine}
    more, _, left = _partners(rest, {act.id: act for act in left}, tolerance_ms)
    both = sorted((*pairs, *more), key=lambda pair: pair[0].t_ms)
    return Matched(tuple(both), tuple(alone), tuple(left), shift_ms)


def _partners(
    first: Mapping[str, Act], second: Mapping[str, Act], tolerance_ms: int
) -> tuple[list[tuple[Act, Act]], list[Act], list[Act]]:
    """Pairs, and what is left on both sides."""
    one, two = ([Logged("", act.code, act.t_ms, act.id) for act in log.values()] for log in (first, second))
    found = event_agreement(one, two, tolerance_ms)
    return (
        [(first[a.id], second[b.id]) for a, b in found.pairs],
        [first[a.id] for a in found.only_first],
        [second[b.id] for b in found.only_second],
    )


def agreement(matched: Iterable[Matched]) -> Agreement:
    """Return the figures over these pairs of logs, as they were before they were talked over.

    Meaning: did two people who saw the same event call it the same. An event that only one of them logged
    has no second code to agree with; it is told beside (`one_sided`, `either`), not mixed in.
    Source: Bakeman & Quera 2011, ch. 6; percent and kappa as in Cohen 1960, intervals by Wilson and by the
    asymptotic error. Limits: no pairs: not computable.
    """
    logs = tuple(matched)
    table: dict[tuple[Hashable, Hashable], int] = {}
    for log in logs:
        for a, b in log.pairs:
            table[a.code, b.code] = table.get((a.code, b.code), 0) + 1
    order = list(dict.fromkeys(code for pair in table for code in pair))
    alike, paired = sum(n for (a, b), n in table.items() if a == b), sum(table.values())
    alone = sum(log.one_sided for log in logs)
    return Agreement(
        wilson(alike, paired),
        cohen_kappa_of_table([[table.get((a, b), 0) for b in order] for a in order]),
        wilson(alike, paired + alone),
        alone,
        table,
    )


def alphas(matched: Iterable[Matched]) -> Alphas:
    """Return Krippendorff's alphas over the events that both logged."""
    both = [pair for log in matched for pair in log.pairs]
    coded = [[pair[side].code for pair in both] for side in (0, 1)]
    rated = [[pair[side].rating for pair in both] for side in (0, 1)]
    return Alphas(alpha_interval(coded, Level.NOMINAL), alpha_interval(rated, Level.ORDINAL))


def outcome_key(first_id: str, second_id: str, keys: Collection[tuple[str, str]]) -> tuple[str, str] | None:
    """Where the outcome of the talk about a difference is kept, if there is one.

    `keys` are (entry, other entry); the other is empty where only one log had the event, and then the entry
    may be of either log.
    """
    asked = [(first_id, second_id), (first_id, "")] if first_id else []
    return next((key for key in (*asked, (second_id, "")) if key[0] and key in keys), None)


def same_hours(one: tuple[int, int], other: tuple[int, int]) -> bool:
    """Whether more than half of the shorter of two stretches (start, end in ms) is shared."""
    shared = min(one[1], other[1]) - max(one[0], other[0])
    shortest = min(one[1] - one[0], other[1] - other[0])
    return 0 < shortest < _DAY_MS and shared * 2 > shortest
