# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the Observe room shows: questions to the file, answered with frozen values."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Row, Select, and_, case, func, or_, select

from cxfield.clock import phase_at
from cxfield.model.base import Labels
from cxfield.model.capture import Entry, Shopper
from cxfield.model.codes import Code, CodeGroup
from cxfield.model.enums import CodeKind, SessionKind, SessionState
from cxfield.model.registry import table_of
from cxfield.model.session import Session
from cxfield.model.study import Channel, Site, TeamMember, Touchpoint
from cxfield.services.quickline import Term, Vocabulary, vocabulary
from cxfield.storage import Reader

#: Few rows at a time: the list lays out every loaded row when one comes in.
PAGE = 24
#: Ratings 1 and 2 count as ordinary.
ORDINARY_MAX = 2

_E = table_of(Entry).c
_H = table_of(Shopper).c
_S = table_of(Session).c


@dataclass(frozen=True, slots=True)
class Named:
    """Something to choose by name."""

    id: str
    name: Labels
    code: str = ""


@dataclass(frozen=True, slots=True)
class SessionView:
    """The session on the screen."""

    id: str
    number: int
    total: int
    site: Named | None
    channel: Named | None
    phase: str
    state: str
    clock: tuple[Mapping[str, Any], ...]
    pauses: tuple[tuple[int | None, ...], ...]
    settling_min: int
    started_at: int
    offset_min: int
    roles: tuple[tuple[str, str, str], ...]
    planned_min: int
    reactivity: bool


@dataclass(frozen=True, slots=True)
class CodeView:
    """A code as its tile shows it."""

    id: str
    name: Labels
    short: Labels
    key: str
    state: bool
    family: str
    use_when: Labels
    not_when: Labels


@dataclass(frozen=True, slots=True)
class GroupView:
    """A column of tiles."""

    id: str
    name: Labels
    family: str
    codes: tuple[CodeView, ...]


@dataclass(frozen=True, slots=True)
class Board:
    """What can be logged with a key or a tap: groups of codes and the site's touchpoints."""

    groups: tuple[GroupView, ...] = ()
    touchpoints: tuple[Named, ...] = ()
    retired: tuple[CodeView, ...] = ()

    @property
    def codes(self) -> tuple[CodeView, ...]:
        """Every code in the order of the grid."""
        return tuple(code for group in self.groups for code in group.codes)

    def vocabulary(self, locale: str) -> Vocabulary:
        """The words the quick line understands, those of the present language first."""
        codes = (Term(c.id, _names(locale, c.short, c.name), c.key) for c in self.codes)
        return vocabulary(codes, (Term(t.id, _names(locale, t.name)) for t in self.touchpoints))


@dataclass(frozen=True, slots=True)
class EntryRow:
    """One line of the entry list."""

    id: str
    t_ms: int
    end_t_ms: int | None
    code_id: str | None
    touchpoint_id: str | None
    text: str
    interpretation: str
    ordinariness: int
    chosen: bool
    polarity: int
    marks: tuple[str, ...]
    settling: bool
    phase: str
    letter: str
    closed_by_stop: bool


@dataclass(frozen=True, slots=True)
class Counts:
    """Counters of a session."""

    total: int = 0
    ordinary: int = 0
    settling: int = 0
    by_code: Mapping[str, int] = field(default_factory=dict)
    by_touchpoint: Mapping[str, int] = field(default_factory=dict)


def _names(locale: str, *labels: Labels) -> tuple[str, ...]:
    own = [names[locale] for names in labels if names.get(locale)]
    others = [name for names in labels for key, name in names.items() if key != locale and name]
    return tuple(dict.fromkeys(own + others))


def open_session(reader: Reader) -> str | None:
    """The session that is running, paused or interrupted; the latest, should there be several."""
    held = (SessionState.RUNNING.value, SessionState.PAUSED.value, SessionState.INTERRUPTED.value)
    found = reader.select(
        _own(select(_S.id).where(_S.state.in_(held)).order_by(_S.started_at.desc())).limit(1)
    )
    return str(found[0][0]) if found else None


def session_view(reader: Reader, session_id: str) -> SessionView:
    """The session for its bar."""
    session = reader.get(Session, session_id)
    sites = {site.id: site_named(site) for site in reader.all(Site, retired=True)}
    channel = reader.find(Channel, session.channel_id)
    codes = {member.id: member.code for member in reader.all(TeamMember, retired=True)}
    return SessionView(
        id=session.id,
        number=session.number,
        total=max(reader.select(_own(select(func.count())))[0][0], session.number),
        site=sites.get(session.site_id or ""),
        channel=Named(channel.id, channel.name) if channel else None,
        phase=phase_at(session.phase, session.phases),
        state=session.state,
        clock=tuple(session.clock),
        pauses=tuple(tuple(span) for span in session.pauses),
        settling_min=session.settling_min,
        started_at=session.started_at or 0,
        offset_min=session.offset_min,
        roles=tuple((member, codes.get(member, member), role) for member, role in session.roles.items()),
        planned_min=session.planned_min,
        reactivity=session.reactivity,
    )


def board(reader: Reader, site_id: str | None) -> Board:
    """The codebook as tiles and the touchpoints of a site."""
    codes = sorted(reader.all(Code, retired=True), key=lambda code: code.order_key)
    groups = [
        (group, [code for code in codes if code.group_id == group.id and not code.retired])
        for group in reader.all(CodeGroup, order_by="order_key")
    ]
    families = {group.id: group.family for group, _ in groups}
    return Board(
        groups=tuple(
            GroupView(group.id, group.name, group.family, tuple(_code(code, group.family) for code in own))
            for group, own in groups
            if own
        ),
        touchpoints=tuple(
            Named(point.id, point.name)
            for point in reader.all(Touchpoint, order_by="order_key")
            if point.site_id in (None, site_id)
        ),
        retired=tuple(_code(code, families.get(code.group_id, "action")) for code in codes if code.retired),
    )


def counts(reader: Reader, session_id: str) -> Counts:
    """Count a session's entries in one pass over them."""
    ordinary = func.sum(case((_E.ordinariness <= ORDINARY_MAX, 1), else_=0))
    settling = func.sum(case((_E.settling, 1), else_=0))
    rows: Sequence[Any] = reader.select(
        select(_E.code_id, _E.touchpoint_id, func.count(), ordinary, settling)
        .where(_E.session_id == session_id, _E.retired.is_(False))
        .group_by(_E.code_id, _E.touchpoint_id)
    )
    by_code: dict[str, int] = {}
    by_touchpoint: dict[str, int] = {}
    for code, point, n, _, _ in rows:
        if code:
            by_code[code] = by_code.get(code, 0) + n
        if point:
            by_touchpoint[point] = by_touchpoint.get(point, 0) + n
    return Counts(
        total=sum(row[2] for row in rows),
        ordinary=sum(row[3] for row in rows),
        settling=sum(row[4] for row in rows),
        by_code=by_code,
        by_touchpoint=by_touchpoint,
    )


def entries_page(
    reader: Reader, session_id: str, *, before: tuple[int, str] | None = None, limit: int = PAGE
) -> tuple[EntryRow, ...]:
    """The newest entries of a session, or those before a (t_ms, id), newest first."""
    statement = _rows().where(_E.session_id == session_id, _E.retired.is_(False))
    if before is not None:
        t_ms, last = before
        statement = statement.where(or_(_E.t_ms < t_ms, and_(_E.t_ms == t_ms, _E.id < last)))
    found = reader.select(statement.order_by(_E.t_ms.desc(), _E.id.desc()).limit(limit))
    return tuple(map(_row, found))


def entry_rows(reader: Reader, session_id: str, ids: Iterable[str]) -> tuple[EntryRow, ...]:
    """These entries as they are now, those of other sessions and removed ones left out."""
    wanted = list(ids)
    found: Sequence[Row[Any]] = reader.select(
        _rows().where(_E.id.in_(wanted), _E.session_id == session_id, _E.retired.is_(False))
    )
    return tuple(map(_row, found))


def running_states(reader: Reader, session_id: str) -> tuple[EntryRow, ...]:
    """The states that are going on, oldest first."""
    code = table_of(Code).c
    states = select(code.id).where(code.kind == CodeKind.STATE.value)
    found = reader.select(
        _rows()
        .where(_E.session_id == session_id, _E.retired.is_(False))
        .where(_E.end_t_ms.is_(None), _E.code_id.in_(states))
        .order_by(_E.t_ms)
    )
    return tuple(map(_row, found))


@dataclass(frozen=True, slots=True)
class Totals:
    """The counters and the running states of a session at one moment."""

    counts: Counts
    running: tuple[EntryRow, ...]


def totals(reader: Reader, session_id: str) -> Totals:
    """Counters and running states together."""
    return Totals(counts(reader, session_id), running_states(reader, session_id))


def last_seen(reader: Reader, session_id: str) -> int:
    """The latest session time at which anything was logged."""
    rows = reader.select(select(func.max(_E.t_ms), func.max(_E.end_t_ms)).where(_E.session_id == session_id))
    return max((value for row in rows for value in row if value is not None), default=0)


def _rows() -> Select[Any]:
    return select(
        _E.id,
        _E.t_ms,
        _E.end_t_ms,
        _E.code_id,
        _E.touchpoint_id,
        _E.text,
        _E.interpretation,
        _E.ordinariness,
        _E.chosen,
        _E.polarity,
        _E.marks,
        _E.settling,
        _E.phase,
        func.coalesce(_H.letter, ""),
        _E.closed_by_stop,
    ).outerjoin_from(table_of(Entry), table_of(Shopper), _H.id == _E.shopper_id)


def _row(row: Row[Any]) -> EntryRow:
    values = list(row)
    values[10] = tuple(values[10] or ())
    return EntryRow(*values)


def row_of(entry: Entry, letter: str = "") -> EntryRow:
    """A row from the record a verb has just returned, so that nothing is read again for it."""
    return EntryRow(
        id=entry.id,
        t_ms=entry.t_ms,
        end_t_ms=entry.end_t_ms,
        code_id=entry.code_id,
        touchpoint_id=entry.touchpoint_id,
        text=entry.text,
        interpretation=entry.interpretation,
        ordinariness=entry.ordinariness,
        chosen=entry.chosen,
        polarity=entry.polarity,
        marks=tuple(entry.marks),
        settling=entry.settling,
        phase=entry.phase,
        letter=letter,
        closed_by_stop=entry.closed_by_stop,
    )


def _own(statement: Select[Any]) -> Select[Any]:
    """Observation sessions without the second codings of others."""
    first = or_(_S.parallel_of.is_(None), _S.parallel_of == "")
    return statement.where(_S.kind == SessionKind.OBSERVATION.value, _S.retired.is_(False), first)


def observations(reader: Reader) -> list[Session]:
    """The observation sessions that are not second codings."""
    sessions = reader.all(Session, kind=SessionKind.OBSERVATION.value)
    return [session for session in sessions if not session.parallel_of]


def site_named(site: Site) -> Named:
    """A site as something to choose."""
    return Named(site.id, site.name, site.code)


def _code(code: Code, family: str) -> CodeView:
    return CodeView(
        id=code.id,
        name=code.name,
        short=code.short,
        key=code.key,
        state=code.kind == CodeKind.STATE.value,
        family=family,
        use_when=code.use_when,
        not_when=code.not_when,
    )
