# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the Observe room shows: questions to the file, answered with frozen values."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Row, Select, and_, case, func, or_, select

from cxfield.clock import phase_at
from cxfield.model.capture import Entry, Shopper
from cxfield.model.codes import Code, CodeExclusion, CodeGroup
from cxfield.model.enums import CodeKind, SessionKind
from cxfield.model.registry import table_of
from cxfield.model.sampling import Sample, Tally, Timing
from cxfield.model.session import Session
from cxfield.model.study import Channel, Site, TeamMember, Touchpoint, Zone
from cxfield.services.observation_shapes import (
    ORDINARY_MAX,
    PAGE,
    Board,
    CodeView,
    Counts,
    EntryRow,
    GroupView,
    Moment,
    Named,
    SessionView,
    Totals,
)
from cxfield.storage import Reader

_E = table_of(Entry).c
_H = table_of(Shopper).c
_S = table_of(Session).c


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
    apart: dict[str, set[str]] = {}
    for pair in reader.all(CodeExclusion):
        apart.setdefault(pair.code_id, set()).add(pair.other_id)
        apart.setdefault(pair.other_id, set()).add(pair.code_id)
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
        apart={code: frozenset(others) for code, others in apart.items()},
        closed=tuple(
            Named(zone.id, zone.name)
            for zone in reader.all(Zone, order_by="order_key", no_observation=True)
            if zone.site_id == site_id
        ),
    )


def counts(reader: Reader, session_id: str) -> Counts:
    """Count a session's entries in one pass over them."""
    ordinary = func.sum(case((_E.ordinariness <= ORDINARY_MAX, 1), else_=0))
    settling = func.sum(case((_E.settling, 1), else_=0))
    rows: Sequence[Any] = reader.select(
        select(_E.code_id, _E.touchpoint_id, func.count(), ordinary, settling, _E.phase)
        .where(_E.session_id == session_id, _E.retired.is_(False))
        .group_by(_E.code_id, _E.touchpoint_id, _E.phase)
    )
    by_code: dict[str, int] = {}
    by_touchpoint: dict[str, int] = {}
    by_phase: dict[str, int] = {}
    for code, point, n, _, _, phase in rows:
        by_phase[phase] = by_phase.get(phase, 0) + n
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
        by_phase=by_phase,
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


def moments(reader: Reader, session_id: str, step_ms: int = 0) -> tuple[Moment, ...]:
    """Every entry of a session as a mark on the timeline, in time order.

    With a step, entries of one group of codes that begin within it are one mark, the first of them, and
    states apart from moments: on a long day many stand on the same pixel in the same colour.
    """
    mine = _E.session_id == session_id, _E.retired.is_(False)
    if step_ms <= 1:
        every = select(_E.id, _E.t_ms, _E.end_t_ms, _E.code_id, _E.ordinariness).where(*mine)
        found: Sequence[Any] = reader.select(every.order_by(_E.t_ms))
        return tuple(Moment(*row) for row in found)
    code, first = table_of(Code).c, func.min(_E.t_ms)
    open_end = func.max(_E.end_t_ms.is_(None)) == 1  # of several it outlasts the others
    end = case((open_end, None), else_=func.max(_E.end_t_ms))
    few = select(func.min(_E.id), first, end, func.min(_E.code_id), func.max(_E.ordinariness)).where(*mine)
    few = few.outerjoin_from(table_of(Entry), table_of(Code), code.id == _E.code_id)
    few = few.group_by(_E.t_ms.op("/")(step_ms), code.group_id, code.kind).order_by(first)
    names: dict[str | None, str | None] = {}  # one string for each code, not for each mark
    rows: Sequence[Any] = reader.select(few)
    return tuple(Moment(key, t, end, names.setdefault(of, of), level) for key, t, end, of, level in rows)


def found_rows(
    reader: Reader,
    session_id: str,
    words: str,
    codes: Iterable[str],
    *,
    starred: bool = False,
    limit: int = 300,
) -> tuple[EntryRow, ...]:
    """The entries whose texts hold the words or whose code is one of `codes`, newest first."""
    statement = _rows().where(_E.session_id == session_id, _E.retired.is_(False))
    if starred:
        statement = statement.where(_E.star.is_(True))
    if words:
        texts = (_E.text, _E.how, _E.interpretation, _E.so_what, _E.expected_instead)
        held = [func.lower(text).contains(words.lower(), autoescape=True) for text in texts]
        statement = statement.where(or_(*held, _E.code_id.in_(list(codes)), _H.letter == words.upper()))
    found = reader.select(statement.order_by(_E.t_ms.desc(), _E.id.desc()).limit(limit))
    return tuple(map(_row, found))


def shopper_rows(reader: Reader, session_id: str, shopper_id: str) -> tuple[EntryRow, ...]:
    """Every entry of one shopper, newest first."""
    statement = _rows().where(_E.shopper_id == shopper_id, _E.session_id == session_id, _E.retired.is_(False))
    return tuple(map(_row, reader.select(statement.order_by(_E.t_ms.desc(), _E.id.desc()))))


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


def totals(reader: Reader, session_id: str) -> Totals:
    """Counters and running states together."""
    return Totals(counts(reader, session_id), running_states(reader, session_id))


_TIMES = ("t_ms", "end_t_ms", "start_t", "response_t", "end_t")


def last_seen(reader: Reader, session_id: str) -> int:
    """The latest session time at which anything was logged."""
    seen: list[Any] = []
    for record in (Entry, Tally, Timing, Sample):
        table = table_of(record).c
        times = [func.max(table[name]) for name in _TIMES if name in table]
        for row in reader.select(select(*times).where(table.session_id == session_id)):
            seen += row
    return max((t for t in seen if t is not None), default=0)


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
        _E.shopper_id,
        _E.how,
        _E.so_what,
        _E.expected_instead,
        _E.emotion,
        _E.star,
        _E.aware,
        _E.modifiers,
        _E.aspects,
        _E.causes,
        _E.tags,
        _E.sign,
        _E.reaction_id,
    ).outerjoin_from(table_of(Entry), table_of(Shopper), _H.id == _E.shopper_id)


def _row(row: Row[Any]) -> EntryRow:
    values: list[Any] = [tuple(value) if isinstance(value, list) else value for value in row]
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
        shopper_id=entry.shopper_id,
        how=entry.how,
        so_what=entry.so_what,
        expected=entry.expected_instead,
        emotion=entry.emotion,
        star=entry.star,
        aware=entry.aware,
        modifiers=tuple(entry.modifiers),
        aspects=tuple(entry.aspects),
        causes=tuple(entry.causes),
        tags=tuple(entry.tags),
        sign=entry.sign,
        reaction_id=entry.reaction_id,
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
        meaning=code.meaning,
        limit_min=code.limit_min,
        shape=code.shape,
    )
