# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Sessions that two observers logged: found by themselves, put on one clock, compared event by event."""

from collections import Counter
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import combinations
from statistics import median
from typing import Any

from cxfield.analysis.agreement import Kappa, Level, cohen_kappa_of_table
from cxfield.analysis.bootstrap import AlphaInterval, alpha_interval
from cxfield.analysis.clock_offset import Event, clock_offset
from cxfield.analysis.proportion import Proportion, wilson
from cxfield.analysis.timed_agreement import Logged, event_agreement
from cxfield.errors import UserError
from cxfield.i18n import N_, pick
from cxfield.model.capture import Entry, Shopper
from cxfield.model.codes import Code
from cxfield.model.debrief import Settlement
from cxfield.model.enums import SessionKind
from cxfield.model.session import Session
from cxfield.model.study import Site, TeamMember, Touchpoint
from cxfield.storage import Reader, UnitOfWork

TOLERANCE_MS = 5_000
FIRST, SECOND, BOTH, OTHER, KEEP, DROP = "first", "second", "both", "other", "keep", "drop"
OUTCOMES = (FIRST, SECOND, BOTH, OTHER, KEEP, DROP)
_FIELD = "code_id"
_DAY_MS = 24 * 3_600_000

_OUTCOME = N_("Choose what was agreed on: one of the codes, both, another one, to keep or to leave out.")
_SAME = N_("A session cannot be the second coding of itself. Choose two sessions.")


@dataclass(frozen=True, slots=True)
class Coder:
    """One of the two logs: the session and who made it."""

    session_id: str
    code: str
    started_at: int | None


@dataclass(frozen=True, slots=True)
class Pair:
    """Two logs of the same hours. `linked`: the second is marked as a second coding and counted once.

    `training`: the first is a reference log. `shift_ms`: how much later the second clock started.
    """

    first: Coder
    second: Coder
    number: int
    site: str
    started_at: int | None
    offset_min: int
    linked: bool
    training: bool
    shift_ms: int


@dataclass(frozen=True, slots=True)
class Side:
    """One event of a log: its entry, time on the first clock (ms), code and place."""

    entry_id: str
    t_ms: int
    code_id: str
    place: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was agreed on, and why."""

    outcome: str
    code_id: str
    reason: str


@dataclass(frozen=True, slots=True)
class EventRow:
    """A pair of events, or one that the other log lacks; `settled` once it has been talked about."""

    first: Side | None
    second: Side | None
    settled: Outcome | None

    @property
    def same(self) -> bool:
        """Whether both logged it and called it the same."""
        return bool(self.first and self.second and self.first.code_id == self.second.code_id)

    @property
    def t_ms(self) -> int:
        """When, on the first clock."""
        side = self.first or self.second
        return side.t_ms if side else 0

    @property
    def key(self) -> tuple[str, str]:
        """The entries of both sides; empty for the missing one."""
        return (self.first.entry_id if self.first else "", self.second.entry_id if self.second else "")


@dataclass(frozen=True, slots=True)
class Comparison:
    """One pair of logs: every event in order of time."""

    pair: Pair
    rows: tuple[EventRow, ...]

    @property
    def open(self) -> int:
        """Differences nobody has talked about yet."""
        return sum(not row.same and row.settled is None for row in self.rows)


@dataclass(frozen=True, slots=True)
class Agreement:
    """The figures over all pairs, of the logs as they were before the talk."""

    percent: Proportion
    kappa: Kappa
    codes: AlphaInterval
    ordinariness: AlphaInterval
    table: Mapping[tuple[str, str], int]
    names: Mapping[str, str]
    tolerance_ms: int


def found_pairs(reader: Reader) -> list[Pair]:
    """Every two observations of one site whose times overlap, and those marked as second codings."""
    sites = {site.id: site for site in reader.all(Site, retired=True)}
    members = {member.id: member.code for member in reader.all(TeamMember, retired=True)}
    sessions = [s for s in reader.all(Session, kind=SessionKind.OBSERVATION.value) if s.started_at]
    by_id = {session.id: session for session in sessions}
    pairs: dict[tuple[str, str], bool] = {
        (s.parallel_of, s.id): True for s in sessions if s.parallel_of and s.parallel_of in by_id
    }
    linked = {other for _, other in pairs}
    for one, other in combinations(sorted(sessions, key=lambda s: (s.started_at or 0, s.id)), 2):
        fresh = one.id not in linked and other.id not in linked and _overlap(one, other)
        if fresh and _coder(reader, one, members).code != _coder(reader, other, members).code:
            pairs[one.id, other.id] = False
    found = [
        _pair(reader, by_id[a], by_id[b], sites, members, linked=known) for (a, b), known in pairs.items()
    ]
    return sorted(found, key=lambda pair: (pair.started_at or 0, pair.number))


def compare_all(reader: Reader, pairs: Sequence[Pair], tolerance_ms: int = TOLERANCE_MS) -> list[Comparison]:
    """Compare every pair on the codes that were coded twice: those that any second coding uses."""
    coded = {side.code_id for pair in pairs for side in _events(reader, pair.second.session_id).values()}
    return [compare(reader, pair, tolerance_ms, coded) for pair in pairs]


def compare(
    reader: Reader, pair: Pair, tolerance_ms: int = TOLERANCE_MS, codes: Set[str] | None = None
) -> Comparison:
    """Match the events of two logs on one clock; of the first only these codes, if they are given."""
    first, second = (_events(reader, coder.session_id) for coder in (pair.first, pair.second))
    first = {key: side for key, side in first.items() if codes is None or side.code_id in codes}
    shifted = {key: side.t_ms + pair.shift_ms for key, side in second.items()}
    matched = event_agreement(
        [Logged("", side.code_id, side.t_ms, key) for key, side in first.items()],
        [Logged("", side.code_id, shifted[key], key) for key, side in second.items()],
        tolerance_ms,
    )
    settled = {(s.record_id, s.other_id): s for s in reader.all(Settlement, field=_FIELD)}
    settled |= {(s.record_id, ""): s for s in settled.values() if not s.other_id}
    rows = [_row(first[a.id], _moved(second[b.id], pair.shift_ms), settled) for a, b in matched.pairs]
    rows += [_row(first[a.id], None, settled) for a in matched.only_first]
    rows += [_row(None, _moved(second[b.id], pair.shift_ms), settled) for b in matched.only_second]
    return Comparison(pair, tuple(sorted(rows, key=lambda row: (row.t_ms, row.key))))


def agreement(reader: Reader, compared: Sequence[Comparison], locale: str) -> Agreement:
    """Percent, kappa and alphas of all pairs; settling a difference never changes them."""
    both = [(r.first, r.second) for c in compared for r in c.rows if r.first and r.second]
    coded = [(a.code_id, b.code_id) for a, b in both]
    order = list(dict.fromkeys(code for pair in coded for code in pair))
    table = [[0] * len(order) for _ in order]
    for a, b in coded:
        table[order.index(a)][order.index(b)] += 1
    ratings = {row.id: row.ordinariness for row in reader.all(Entry)}
    rated = [(ratings.get(a.entry_id), ratings.get(b.entry_id)) for a, b in both]
    return Agreement(
        percent=wilson(sum(a == b for a, b in coded), len(coded)),
        kappa=cohen_kappa_of_table(table),
        codes=alpha_interval(_raters(coded), Level.NOMINAL),
        ordinariness=alpha_interval(_raters(rated), Level.ORDINAL),
        table={(a, b): table[i][j] for i, a in enumerate(order) for j, b in enumerate(order) if table[i][j]},
        names={code.id: pick(code.name, locale) for code in reader.all(Code, retired=True)},
        tolerance_ms=TOLERANCE_MS,
    )


def settle_events(
    uow: UnitOfWork,
    *,
    first_id: str,
    second_id: str,
    outcome: str,
    code_id: str = "",
    reason: str = "",
    by_id: str | None = None,
) -> Settlement:
    """Keep what the talk about two events came to; talking again replaces it."""
    if outcome not in OUTCOMES or (outcome == OTHER and not code_id):
        raise UserError(_OUTCOME)
    values: dict[str, Any] = {
        "outcome": outcome if outcome != OTHER else f"{OTHER}:{code_id}",
        "reason": reason.strip(),
        "by_id": by_id,
        "at": uow.stamp().utc_ms,
    }
    main = first_id or second_id
    other = second_id if first_id else ""
    for old in uow.all(Settlement, record_id=main, field=_FIELD):
        if old.other_id in (other, ""):
            return uow.change(Settlement, old.id, other_id=other, **values)
    return uow.add(Settlement(record_kind="entry", record_id=main, other_id=other, field=_FIELD, **values))


def count_once(uow: UnitOfWork, *, first_id: str, second_id: str, training: bool = False) -> Session:
    """Mark the second session as a second coding, so that its entries are left out of counts."""
    if first_id == second_id:
        raise UserError(_SAME)
    if uow.get(Session, first_id).parallel_of == second_id:  # the other way round until now
        uow.change(Session, first_id, parallel_of=None, training=False, shift_ms=None)
    return uow.change(Session, second_id, parallel_of=first_id, training=training)


def _overlap(one: Session, other: Session) -> bool:
    """Same site, and more than half of the shorter one at the same time."""
    if one.site_id != other.site_id or not one.site_id:
        return False
    starts, ends = [], []
    for session in (one, other):
        starts.append(session.started_at or 0)
        ends.append(session.ended_at or starts[-1] + (session.length_ms or 0))
    shared = min(ends) - max(starts)
    shortest = min(end - start for start, end in zip(starts, ends, strict=True))
    return 0 < shortest < _DAY_MS and shared * 2 > shortest


def _pair(
    reader: Reader,
    one: Session,
    other: Session,
    sites: Mapping[str, Site],
    members: Mapping[str, str],
    *,
    linked: bool,
) -> Pair:
    site = sites.get(one.site_id or "")
    return Pair(
        _coder(reader, one, members),
        _coder(reader, other, members),
        one.number,
        pick(site.name, "fi").partition(",")[0] if site else "",
        one.started_at,
        one.offset_min,
        linked,
        other.training,
        _shift(reader, one, other),
    )


def _coder(reader: Reader, session: Session, members: Mapping[str, str]) -> Coder:
    """Who logged: the observer of most entries, else those who have a role."""
    by = Counter(entry.observer_id for entry in reader.all(Entry, session_id=session.id) if entry.observer_id)
    top = by.most_common(1)
    codes = [members[key] for key in session.roles if key in members]
    code = members.get(top[0][0] or "", "") if top else ""
    return Coder(session.id, code or ", ".join(codes) or "–", session.started_at)


def _shift(reader: Reader, one: Session, other: Session) -> int:
    """What was set by hand, else what the events say, else the difference of the wall clocks."""
    if other.shift_ms is not None:
        return other.shift_ms
    first, second = (
        [Event(side.t_ms, side.code_id) for side in _events(reader, session.id).values()]
        for session in (one, other)
    )
    found = clock_offset(first, second)
    if found is not None:
        return found.ms
    wall = (other.started_at or 0) - (one.started_at or 0)
    return wall if abs(wall) < _DAY_MS else 0


def _events(reader: Reader, session_id: str) -> dict[str, Side]:
    letters = {shopper.id: shopper.letter for shopper in reader.all(Shopper, session_id=session_id)}
    places = {point.id: pick(point.name, "fi") for point in reader.all(Touchpoint, retired=True)}
    found = {}
    for entry in reader.all(Entry, session_id=session_id, order_by="t_ms"):
        if entry.code_id:
            words = (letters.get(entry.shopper_id or "", ""), places.get(entry.touchpoint_id or "", ""))
            place = " · ".join(word for word in words if word)
            found[entry.id] = Side(entry.id, entry.t_ms, entry.code_id, place)
    return found


def _moved(side: Side, by: int) -> Side:
    return Side(side.entry_id, side.t_ms + by, side.code_id, side.place)


def _row(first: Side | None, second: Side | None, settled: Mapping[tuple[str, str], Settlement]) -> EventRow:
    main = first or second
    assert main is not None
    other = second.entry_id if first and second else ""
    found = settled.get((main.entry_id, other)) or settled.get((main.entry_id, ""))
    if found is None and second is not None:
        found = settled.get((second.entry_id, ""))
    outcome, _, code = found.outcome.partition(":") if found else ("", "", "")
    return EventRow(first, second, Outcome(outcome, code, found.reason) if found else None)


def _raters(pairs: Sequence[tuple[object, object]]) -> list[list[object]]:
    return [[a for a, _ in pairs], [b for _, b in pairs]]


def typical_shift(compared: Sequence[EventRow]) -> int | None:
    """The median time by which the second log is behind, on one clock."""
    gaps = [row.second.t_ms - row.first.t_ms for row in compared if row.first and row.second]
    return round(median(gaps)) if gaps else None
