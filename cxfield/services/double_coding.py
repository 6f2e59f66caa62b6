# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Sessions that two observers logged: found by themselves, put on one clock, compared event by event."""

from collections import Counter
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from cxfield.analysis import coded_twice as rule
from cxfield.analysis.agreement import Kappa
from cxfield.analysis.bootstrap import AlphaInterval
from cxfield.analysis.coded_twice import Act, Matched
from cxfield.analysis.proportion import Proportion
from cxfield.errors import UserError
from cxfield.i18n import N_, pick
from cxfield.model.capture import Entry, Shopper
from cxfield.model.codes import Code
from cxfield.model.debrief import Settlement
from cxfield.model.enums import SessionKind
from cxfield.model.session import Session
from cxfield.model.study import Site, TeamMember, Touchpoint
from cxfield.storage import Reader, UnitOfWork

FIRST, SECOND, BOTH, OTHER, KEEP, DROP = "first", "second", "both", "other", "keep", "drop"
OUTCOMES = (FIRST, SECOND, BOTH, OTHER, KEEP, DROP)
_FIELD = "code_id"
#: A laptop's clock may be off by a time zone or two: so far apart may two logs of the same hours seem to be.
_WRONG_BY_MS = 3 * 3_600_000

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

    @property
    def clock_ms(self) -> int:
        """How far ahead the wall clock of the second laptop stood, once the events lie on each other."""
        if self.first.started_at is None or self.second.started_at is None:
            return 0
        return self.second.started_at - self.first.started_at - self.shift_ms


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
    """One pair of logs: every event in order of time, and how the two were put together."""

    pair: Pair
    rows: tuple[EventRow, ...]
    matched: Matched

    @property
    def open(self) -> int:
        """Differences nobody has talked about yet."""
        return sum(not row.same and row.settled is None for row in self.rows)

    @property
    def counts(self) -> bool:
        """Whether it tells of the study: marked as coded twice, and not a lesson."""
        return self.pair.linked and not self.pair.training


@dataclass(frozen=True, slots=True)
class Agreement:
    """The figures of some pairs of logs (see `coded_twice.agreement`), and the names of the codes."""

    percent: Proportion
    kappa: Kappa
    either: Proportion
    one_sided: int
    codes: AlphaInterval
    ordinariness: AlphaInterval
    table: Mapping[tuple[str, str], int]
    names: Mapping[str, str]
    logs: int


def found_pairs(reader: Reader, locale: str = "fi") -> list[Pair]:
    """Every two observations of one site at the same hours, and those marked as second codings."""
    logs = _Logs(reader, locale)
    sessions = [s for s in reader.all(Session, kind=SessionKind.OBSERVATION.value) if s.started_at]
    by_id = {session.id: session for session in sessions}
    pairs: dict[tuple[str, str], bool] = {
        (s.parallel_of, s.id): True for s in sessions if s.parallel_of and s.parallel_of in by_id
    }
    linked = {other for _, other in pairs}
    apart = {frozenset((s.record_id, s.other_id)) for s in reader.all(Settlement, field=rule.APART)}
    for one, other in combinations(sorted(sessions, key=lambda s: (s.started_at or 0, s.id)), 2):
        if one.id in linked or other.id in linked or not _near(one, other):
            continue
        if frozenset((one.id, other.id)) not in apart and logs.are_one(one, other):
            pairs[one.id, other.id] = False
    found = [_pair(logs, by_id[a], by_id[b], linked=known) for (a, b), known in pairs.items()]
    return sorted(found, key=lambda pair: (pair.started_at or 0, pair.number))


def compare_all(reader: Reader, pairs: Sequence[Pair], locale: str = "fi") -> list[Comparison]:
    """Compare every pair on the codes that were coded twice: those that any second log of its sort uses."""
    logs = _Logs(reader, locale)
    codes = {
        linked: rule.codes_of(logs.acts(pair.second.session_id) for pair in pairs if pair.linked is linked)
        for linked in (True, False)
    }
    return [_compare(logs, pair, codes[pair.linked]) for pair in pairs]


def agreement(reader: Reader, compared: Sequence[Comparison], locale: str) -> Agreement:
    """Percent, kappa and alphas of these pairs; settling a difference never changes them."""
    matched = [one.matched for one in compared]
    found, alphas = rule.agreement(matched), rule.alphas(matched)
    return Agreement(
        found.percent,
        found.kappa,
        found.either,
        found.one_sided,
        alphas.codes,
        alphas.ordinariness,
        {(str(a), str(b)): n for (a, b), n in found.table.items()},
        {code.id: pick(code.name, locale) for code in reader.all(Code, retired=True)},
        len(compared),
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


def keep_apart(uow: UnitOfWork, *, first_id: str, second_id: str) -> Settlement:
    """Say that two sessions of the same hours are two: each observer had customers of their own."""
    if first_id == second_id:
        raise UserError(_SAME)
    one, other = sorted((first_id, second_id))
    at = uow.stamp().utc_ms
    return uow.add(
        Settlement(
            record_kind="session", record_id=one, other_id=other, field=rule.APART, outcome="apart", at=at
        )
    )


def _near(one: Session, other: Session) -> bool:
    """Same site, and at a time that could be the same if a clock was wrong by some hours."""
    apart = abs((one.started_at or 0) - (other.started_at or 0))
    near = apart <= _WRONG_BY_MS or rule.same_hours(_hours(one), _hours(other))
    return bool(one.site_id) and one.site_id == other.site_id and near


def _hours(session: Session) -> tuple[int, int]:
    start = session.started_at or 0
    return start, session.ended_at or start + (session.length_ms or 0)


def _pair(logs: "_Logs", one: Session, other: Session, *, linked: bool) -> Pair:
    shift = rule.shift_of(
        logs.acts(one.id),
        logs.acts(other.id),
        set_ms=other.shift_ms,
        apart_ms=(other.started_at or 0) - (one.started_at or 0),
    )
    return Pair(
        logs.coder(one),
        logs.coder(other),
        one.number,
        logs.site(one).partition(",")[0],
        one.started_at,
        one.offset_min,
        linked,
        other.training,
        shift,
    )


class _Logs:
    """The events of sessions, each read once."""

    def __init__(self, reader: Reader, locale: str) -> None:
        self._reader = reader
        self._acts: dict[str, list[Act]] = {}
        self._places: dict[str, str] = {}
        self._coders: dict[str, Coder] = {}
        self._sites = {row.id: pick(row.name, locale) for row in reader.all(Site, retired=True)}
        self._points = {row.id: pick(row.name, locale) for row in reader.all(Touchpoint, retired=True)}
        self._members = {member.id: member.code for member in reader.all(TeamMember, retired=True)}
        settled = reader.all(Settlement, field=_FIELD)
        self.settled = {(row.record_id, row.other_id): row for row in settled}

    def site(self, session: Session) -> str:
        """Where a session was."""
        return self._sites.get(session.site_id or "", "")

    def coder(self, session: Session) -> Coder:
        """Who logged: the observer of most entries, else those who have a role."""
        if session.id in self._coders:
            return self._coders[session.id]
        entries = self._reader.all(Entry, session_id=session.id)
        top = Counter(entry.observer_id for entry in entries if entry.observer_id).most_common(1)
        code = self._members.get(top[0][0] or "", "") if top else ""
        roles = [self._members[key] for key in session.roles if key in self._members]
        made = Coder(session.id, code or ", ".join(roles) or "–", session.started_at)
        self._coders[session.id] = made
        return made

    def acts(self, session_id: str) -> list[Act]:
        """The coded events of one log."""
        if session_id not in self._acts:
            letters = {row.id: row.letter for row in self._reader.all(Shopper, session_id=session_id)}
            entries = self._reader.all(Entry, session_id=session_id, order_by="t_ms")
            coded = [entry for entry in entries if entry.code_id]
            for entry in coded:
                words = letters.get(entry.shopper_id or "", ""), self._points.get(entry.touchpoint_id or "")
                self._places[entry.id] = " · ".join(word for word in words if word)
            self._acts[session_id] = [Act(e.id, e.t_ms, e.code_id, e.ordinariness) for e in coded]
        return self._acts[session_id]

    def are_one(self, one: Session, other: Session) -> bool:
        """Two people, and the same hours by their clocks or, if one clock is wrong, by what they logged."""
        if self.coder(one).code == self.coder(other).code:
            return False
        same = rule.same_hours(_hours(one), _hours(other))
        return same or rule.same_events(self.acts(one.id), self.acts(other.id))

    def side(self, act: Act) -> Side:
        """An event as the room shows it."""
        return Side(act.id, act.t_ms, str(act.code), self._places.get(act.id, ""))


def _compare(logs: _Logs, pair: Pair, codes: Set[Any]) -> Comparison:
    first, second = (logs.acts(coder.session_id) for coder in (pair.first, pair.second))
    matched = rule.match(first, second, pair.shift_ms, codes=codes)
    rows = [_row(logs, a, b) for a, b in matched.pairs]
    rows += [_row(logs, a, None) for a in matched.only_first]
    rows += [_row(logs, None, b) for b in matched.only_second]
    return Comparison(pair, tuple(sorted(rows, key=lambda row: (row.t_ms, row.key))), matched)


def _row(logs: _Logs, first: Act | None, second: Act | None) -> EventRow:
    key = rule.outcome_key(first.id if first else "", second.id if second else "", logs.settled)
    found = logs.settled[key] if key else None
    outcome, _, code = found.outcome.partition(":") if found else ("", "", "")
    return EventRow(
        logs.side(first) if first else None,
        logs.side(second) if second else None,
        Outcome(outcome, code, found.reason) if found else None,
    )
