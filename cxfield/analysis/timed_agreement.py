# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Agreement of two logs of the same session: by time, and event by event."""

import math
from bisect import bisect_left, bisect_right
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, field

from cxfield.analysis.agreement import Kappa, cohen_kappa_of_table
from cxfield.analysis.outcome import NotComputable
from cxfield.analysis.proportion import Proportion, wilson

State = frozenset[Hashable]
_NOTHING: State = frozenset()


@dataclass(frozen=True, slots=True)
class TimedKappa:
    """Kappa over time: every millisecond both were watching is a unit.

    `table` gives the time (ms) for each pair of states; a state is the set of codes that were on.
    """

    value: float | None
    observed: float | None
    expected: float | None
    total_ms: float
    table: dict[tuple[State, State], float] = field(default_factory=dict)
    reason: NotComputable | None = None


def timed_kappa(
    first: Iterable[tuple[Hashable, Hashable, float, float]],
    second: Iterable[tuple[Hashable, Hashable, float, float]],
    observed_ms: float,
) -> TimedKappa:
    """Return time-based kappa of two logs of (subject, code, start, end) in ms.

    Meaning: the share of time the two logs say the same, beyond what their own budgets give by chance.
    Formula: the sweep stops only where a stretch starts or ends in either log; Po = time alike / all time,
    Pe = Σ over states of share₁ · share₂, kappa = (Po - Pe)/(1 - Pe). No grid: the result does not depend on
    a sampling step. Subjects are told apart: each subject's time is a unit of its own, and only subjects that
    somebody logged count; a code nobody used is no state, so neither raises the agreement.
    Source: Cohen 1960; Bakeman & Quera 2011, ch. 5 (time-unit kappa), with the step taken to zero.
    Limits: no events, no time: nothing to compare; both logs in one and the same state all the time: not
    defined. ValueError for an end before its start. Cost: one sort of the ends and one step for each.
    """
    if observed_ms < 0.0:
        raise ValueError("the observed time must be zero or more")
    logs: dict[Hashable, tuple[list[_Edge], list[_Edge]]] = {}
    for place, log in enumerate((first, second)):
        for subject, code, start, end in log:
            if end < start:
                raise ValueError(f"an event ends at {end} before it starts at {start}")
            low, high = max(start, 0.0), min(end, observed_ms)
            if low < high:
                edges = logs.setdefault(subject, ([], []))[place]
                edges.append((low, 1, code))
                edges.append((high, -1, code))
    table: dict[tuple[State, State], float] = {}
    for ours, theirs in logs.values():
        _sweep(ours, theirs, observed_ms, table)
    total = observed_ms * len(logs)
    return _timed(table, total)


_Edge = tuple[float, int, Hashable]


def _sweep(
    ours: list[_Edge], theirs: list[_Edge], observed: float, table: dict[tuple[State, State], float]
) -> None:
    edges = sorted(
        [(at, step, 0, code) for at, step, code in ours] + [(at, step, 1, code) for at, step, code in theirs],
        key=lambda edge: edge[0],
    )
    on: tuple[dict[Hashable, int], dict[Hashable, int]] = ({}, {})
    states: list[State] = [_NOTHING, _NOTHING]
    last = 0.0
    for at, step, log, code in edges:
        if at > last:
            key = (states[0], states[1])
            table[key] = table.get(key, 0.0) + at - last
            last = at
        mine = on[log]
        n = mine.get(code, 0) + step
        if n:
            mine[code] = n
        else:
            del mine[code]
        # The same code may be on twice, or end where it starts again: only what is on counts.
        if (n == 1 and step > 0) or n == 0:
            states[log] = frozenset(mine) if mine else _NOTHING
    if observed > last:
        key = (states[0], states[1])
        table[key] = table.get(key, 0.0) + observed - last


def _timed(table: dict[tuple[State, State], float], total: float) -> TimedKappa:
    if total <= 0.0:
        return TimedKappa(None, None, None, 0.0, {}, NotComputable.NO_PAIRS)
    rows: dict[State, float] = {}
    columns: dict[State, float] = {}
    alike = 0.0
    for (a, b), time in table.items():
        rows[a] = rows.get(a, 0.0) + time
        columns[b] = columns.get(b, 0.0) + time
        if a == b:
            alike += time
    observed = alike / total
    expected = math.fsum(time * columns.get(state, 0.0) for state, time in rows.items()) / (total * total)
    if len(rows) == 1 and rows.keys() == columns.keys():
        return TimedKappa(None, observed, expected, total, table, NotComputable.NO_VARIATION)
    return TimedKappa((observed - expected) / (1.0 - expected), observed, expected, total, table)


@dataclass(frozen=True, slots=True)
class Logged:
    """An event of one log: who, what and when (ms on the session clock)."""

    subject: Hashable
    code: Hashable
    at: float
    id: str = ""


@dataclass(frozen=True, slots=True)
class EventAgreement:
    """Two logs event by event; `pairs` are those matched, `differing` the matched ones with unlike codes.

    `kappa` counts an unmatched event as a pair with no code; `matched_kappa` leaves unmatched events out.
    """

    agreement: Proportion
    kappa: Kappa
    matched_kappa: Kappa
    pairs: tuple[tuple[Logged, Logged], ...]
    differing: tuple[tuple[Logged, Logged], ...]
    only_first: tuple[Logged, ...]
    only_second: tuple[Logged, ...]
    tolerance_ms: float


def event_agreement(first: Sequence[Logged], second: Sequence[Logged], tolerance_ms: float) -> EventAgreement:
    """Return event-based agreement: events within the tolerance are matched in the best way there is.

    Meaning: did both see it, and did both call it the same. Matching: for each subject, events in order of
    time, no two pairs crossing; of all matchings the one with most pairs alike, then most pairs, then the
    least difference in time (dynamic programming over a band as wide as the tolerance).
    Source: Bakeman & Quera 2011, ch. 6 (event alignment); Quera, Bakeman & Gnisci 2007.
    Limits: the tolerance is explicit and belongs beside the figure. Nothing logged: nothing to compare.
    ValueError for a negative tolerance.
    """
    if not tolerance_ms >= 0.0:
        raise ValueError("a tolerance is zero or more")
    pairs: list[tuple[Logged, Logged]] = []
    alone: tuple[list[Logged], list[Logged]] = ([], [])
    for subject in dict.fromkeys(event.subject for event in (*first, *second)):
        mine = sorted((e for e in first if e.subject == subject), key=lambda e: e.at)
        other = sorted((e for e in second if e.subject == subject), key=lambda e: e.at)
        found = _match(mine, other, tolerance_ms)
        pairs += found
        taken = {id(a) for a, _ in found}, {id(b) for _, b in found}
        alone[0].extend(event for event in mine if id(event) not in taken[0])
        alone[1].extend(event for event in other if id(event) not in taken[1])
    differing = tuple((a, b) for a, b in pairs if a.code != b.code)
    total = len(pairs) + len(alone[0]) + len(alone[1])
    return EventAgreement(
        wilson(len(pairs) - len(differing), total),
        _event_kappa(pairs, alone),
        _event_kappa(pairs, ([], [])),
        tuple(pairs),
        differing,
        tuple(alone[0]),
        tuple(alone[1]),
        tolerance_ms,
    )


def _event_kappa(
    pairs: Sequence[tuple[Logged, Logged]], alone: tuple[Sequence[Logged], Sequence[Logged]]
) -> Kappa:
    missing = object()
    coded: list[tuple[Hashable, Hashable]] = [(a.code, b.code) for a, b in pairs]
    coded += [(event.code, missing) for event in alone[0]]
    coded += [(missing, event.code) for event in alone[1]]
    place = {
        code: number for number, code in enumerate(dict.fromkeys(code for pair in coded for code in pair))
    }
    table = [[0] * len(place) for _ in place]
    for a, b in coded:
        table[place[a]][place[b]] += 1
    return cohen_kappa_of_table(table)


# What a matching is worth: pairs alike, pairs, and the time between them (less is better).
_Worth = tuple[int, int, float]
# A way to a worth: the last pair of the way and the way before it.
_Way = tuple[int, int, "_Way"] | None


def _match(
    first: Sequence[Logged], second: Sequence[Logged], tolerance: float
) -> list[tuple[Logged, Logged]]:
    """The best matching without crossings.

    A pair may follow any pair that ends before it on both sides. Row by row, a table over the second log
    keeps the best worth of a way that ends at or before each event (a Fenwick tree of prefix maxima), so the
    cost is the number of pairs within the tolerance times log n, not n².
    """
    times = [event.at for event in second]
    best: list[tuple[_Worth, _Way]] = [((0, 0, 0.0), None)] * (len(second) + 1)
    for row, event in enumerate(first):
        low = bisect_left(times, event.at - tolerance)
        high = bisect_right(times, event.at + tolerance)
        fresh: list[tuple[int, _Worth, _Way]] = []
        for column in range(low, high):
            worth, way = _prefix(best, column)
            other = second[column]
            gained = (
                worth[0] + (event.code == other.code),
                worth[1] + 1,
                worth[2] - abs(event.at - other.at),
            )
            fresh.append((column, gained, (row, column, way)))
        # Only now: two events of the second log cannot both take the same event of the first.
        for column, gained, path in fresh:
            _raise(best, column + 1, gained, path)
    way = _prefix(best, len(second))[1]
    found = []
    while way is not None:
        found.append((first[way[0]], second[way[1]]))
        way = way[2]
    return found[::-1]


def _prefix(tree: list[tuple[_Worth, _Way]], until: int) -> tuple[_Worth, _Way]:
    found = tree[0]
    while until > 0:
        if tree[until][0] > found[0]:
            found = tree[until]
        until -= until & -until
    return found


def _raise(tree: list[tuple[_Worth, _Way]], place: int, worth: _Worth, way: _Way) -> None:
    while place < len(tree):
        if worth > tree[place][0]:
            tree[place] = (worth, way)
        place += place & -place
