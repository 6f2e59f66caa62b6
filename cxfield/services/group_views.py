# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the Group room and the report ask of one group: everything, as plain values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from cxfield.ids import link_id
from cxfield.model.enums import ConsentItem, SessionState
from cxfield.model.group import (
    GroupClock,
    GroupMark,
    GroupSeries,
    GroupSheet,
    GuidePart,
    Idea,
    IdeaRanking,
    Parked,
    Stimulus,
    StimulusRating,
)
from cxfield.model.guide import Question, Section
from cxfield.model.people import Consent, Erasure, Participant
from cxfield.model.registry import table_of
from cxfield.model.session import Session
from cxfield.model.study import TeamMember
from cxfield.model.talk import Extract, Seat, Statement, Turn
from cxfield.services.group_room import default_topics
from cxfield.storage import Reader

Labels = Mapping[str, str]
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class SeatView:
    """A seat, who sits there and what they allow; `code` is the moderator's own code at theirs."""

    id: str
    code: str
    key: str = ""
    moderator: bool = False
    angle: float = 0.0
    participant_id: str = ""
    in_t: int | None = None
    out_t: int | None = None
    away: tuple[Span, ...] = ()
    quotes: bool | None = None
    audio: bool | None = None
    agreed: bool | None = None

    def spans(self, now_ms: int) -> tuple[Span, ...]:
        """When the seat was taken, up to now."""
        start, end = self.in_t or 0, now_ms if self.out_t is None else min(self.out_t, now_ms)
        found = []
        for since, until in sorted(self.away):
            if start < since:
                found.append((start, since))
            start = max(start, until)
        return (*found, (start, end)) if start <= end else tuple(found)

    def here(self, now_ms: int) -> bool:
        """Whether somebody sits there now."""
        return (self.in_t or 0) <= now_ms and (self.out_t is None or now_ms < self.out_t)


@dataclass(frozen=True, slots=True)
class TurnView:
    """A turn; None as its end: it goes on."""

    id: str
    seat_id: str
    t_ms: int
    end_t_ms: int | None
    clock_id: str = ""


@dataclass(frozen=True, slots=True)
class StatementView:
    """A statement with all that was marked at it."""

    id: str
    seat_id: str
    t_ms: int
    text: str
    verbatim: bool = False
    polarity: int = 0
    topics: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()
    agree: frozenset[str] = frozenset()
    disagree: frozenset[str] = frozenset()
    reply_to: str = ""
    about_staff: bool = False
    star: bool = False
    quote: bool = False
    clock_id: str = ""


@dataclass(frozen=True, slots=True)
class PartView:
    """A section of the guide with its questions, each as (text, probes)."""

    id: str
    name: Labels
    minutes: float
    questions: tuple[tuple[Labels, tuple[Labels, ...]], ...] = ()


@dataclass(frozen=True, slots=True)
class CardView:
    """A stimulus card."""

    id: str
    name: Labels
    text: Labels
    image_id: str
    low: int
    high: int


@dataclass(frozen=True, slots=True)
class IdeaView:
    """An idea and who raised a hand for it."""

    id: str
    seat_id: str
    text: str
    votes: frozenset[str]


@dataclass(frozen=True, slots=True)
class GroupHead:
    """The session itself: `segments` are those of its clock."""

    id: str
    number: int
    state: SessionState
    name: Labels = field(default_factory=dict)
    planned_on: str = ""
    planned_min: int = 90
    started_at: int | None = None
    offset_min: int = 0
    length_ms: int | None = None
    segments: tuple[Mapping[str, Any], ...] = ()
    pauses: tuple[tuple[int, int | None], ...] = ()
    roles: tuple[tuple[str, str], ...] = ()
    notes: str = ""


@dataclass(frozen=True, slots=True)
class GroupState:
    """Everything of one group."""

    head: GroupHead
    sheet: GroupSheet
    series: Labels = field(default_factory=dict)
    seats: tuple[SeatView, ...] = ()
    turns: tuple[TurnView, ...] = ()
    statements: tuple[StatementView, ...] = ()
    parts: tuple[PartView, ...] = ()
    visits: tuple[tuple[int, str], ...] = ()
    marks: tuple[tuple[str, str, int, str], ...] = ()
    parked: tuple[Parked, ...] = ()
    cards: tuple[CardView, ...] = ()
    ratings: tuple[StimulusRating, ...] = ()
    ideas: tuple[IdeaView, ...] = ()
    orders: tuple[tuple[str, tuple[str, ...], str], ...] = ()
    clocks: tuple[GroupClock, ...] = ()

    @property
    def people(self) -> tuple[SeatView, ...]:
        """The participants' seats in the order of their codes."""
        seated = [seat for seat in self.seats if not seat.moderator]
        return tuple(sorted(seated, key=lambda seat: (len(seat.code), seat.code, seat.id)))

    @property
    def topics(self) -> tuple[tuple[str, Labels], ...]:
        """Keys and names of the topics."""
        return tuple((str(t["key"]), dict(t.get("name") or {})) for t in self.sheet.topics)

    def seat(self, seat_id: str) -> SeatView | None:
        """A seat by id."""
        return next((seat for seat in self.seats if seat.id == seat_id), None)

    def end(self) -> int:
        """The session clock at the end, or at the last thing that is known."""
        if self.head.length_ms is not None:
            return self.head.length_ms
        last = [t.end_t_ms or t.t_ms for t in self.turns] + [s.t_ms for s in self.statements]
        return max([*last, *(t for t, _ in self.visits)], default=0)


def group_state(reader: Reader, session_id: str) -> GroupState:
    """Read everything of a group; about 20 ms for 1,200 turns and 300 statements."""
    session = reader.get(Session, session_id)
    sheet = reader.find(GroupSheet, link_id("group_sheet", session_id))
    sheet = sheet or GroupSheet(session_id=session_id, topics=default_topics())
    series = reader.find(GroupSeries, sheet.series_id)
    return GroupState(
        head=_head(reader, session),
        sheet=sheet,
        series=dict(series.name) if series else {},
        seats=seats_of(reader, session),
        turns=turns_of(reader, session_id, sheet.turns_from),
        statements=statements_of(reader, session_id),
        parts=parts_of(reader, session.guide_version_id),
        visits=tuple(
            (p.t_ms, p.section_id or "")
            for p in reader.all(GuidePart, order_by="t_ms", session_id=session_id)
        ),
        marks=tuple(
            (m.id, m.kind, m.t_ms, m.text)
            for m in reader.all(GroupMark, order_by="t_ms", session_id=session_id)
        ),
        parked=tuple(reader.all(Parked, order_by="t_ms", session_id=session_id)),
        cards=cards_of(reader),
        ratings=tuple(reader.all(StimulusRating, session_id=session_id)),
        ideas=tuple(
            IdeaView(i.id, i.seat_id or "", i.text, frozenset(i.votes))
            for i in reader.all(Idea, order_by="order_key", session_id=session_id)
        ),
        orders=tuple(
            (r.seat_id or "", tuple(r.ideas), r.how) for r in reader.all(IdeaRanking, session_id=session_id)
        ),
        clocks=tuple(reader.all(GroupClock, order_by="started_at", session_id=session_id)),
    )


def _head(reader: Reader, session: Session) -> GroupHead:
    codes = {member.id: member.code for member in reader.all(TeamMember)}
    return GroupHead(
        id=session.id,
        number=session.number,
        state=SessionState(session.state),
        name=dict(session.name),
        planned_on=session.planned_on,
        planned_min=session.planned_min or 90,
        started_at=session.started_at,
        offset_min=session.offset_min,
        length_ms=session.length_ms,
        segments=tuple(session.clock),
        pauses=tuple((int(start or 0), end) for start, end in session.pauses),
        roles=tuple((codes[m], role) for m, role in session.roles.items() if m in codes),
        notes=session.notes,
    )


def seats_of(reader: Reader, session: Session) -> tuple[SeatView, ...]:
    """The seats round the table, the moderators with their own codes."""
    people = {person.id: person.code for person in reader.all(Participant)}
    erased = {row.participant_id for row in reader.all(Erasure)}
    given: dict[tuple[str, str], bool | None] = {}
    for row in reader.all(Consent, order_by="at"):
        given[row.participant_id, row.item] = row.given
    codes = {member.id: member.code for member in reader.all(TeamMember, order_by="order_key")}
    leads = [codes[m] for m, role in session.roles.items() if role == "moderator" and m in codes]
    found = []
    for seat in reader.all(Seat, order_by="angle", session_id=session.id):
        person = seat.participant_id or ""
        if seat.moderator:
            code = leads.pop(0) if leads else ""
        elif person in erased:
            continue
        else:
            code = people.get(person, "")
        found.append(
            SeatView(
                seat.id, code, seat.key, seat.moderator, seat.angle, person, seat.in_t, seat.out_t,
                tuple((int(a), int(b)) for a, b in seat.away),
                given.get((person, ConsentItem.QUOTES.value)), given.get((person, ConsentItem.AUDIO.value)),
                given.get((person, ConsentItem.PARTICIPATION.value)),
            )
        )  # fmt: skip
    return tuple(found)


def turns_of(reader: Reader, session_id: str, turns_from: str = "") -> tuple[TurnView, ...]:
    """The turns that count: those of one laptop, the chosen one or the one that logged the most."""
    from sqlalchemy import select

    table = table_of(Turn).c
    query = select(table.id, table.seat_id, table.t_ms, table.end_t_ms, table.clock_id).where(
        table.session_id == session_id, table.retired.is_(False)
    )
    rows = [
        TurnView(r.id, r.seat_id, r.t_ms, r.end_t_ms, r.clock_id or "")
        for r in reader.select(query.order_by(table.t_ms))
    ]
    counts: dict[str, int] = {}
    for row in rows:
        counts[row.clock_id] = counts.get(row.clock_id, 0) + 1
    if len(counts) <= 1:
        return tuple(rows)
    chosen = turns_from if turns_from in counts else max(sorted(counts), key=lambda clock: counts[clock])
    return tuple(row for row in rows if row.clock_id == chosen)


def statements_of(reader: Reader, session_id: str) -> tuple[StatementView, ...]:
    """The statements in the order of the session clock."""
    from sqlalchemy import select

    table, marks = table_of(Statement), table_of(Extract).c
    quoted = {
        row.statement_id
        for row in reader.select(
            select(marks.statement_id).where(
                marks.statement_id.is_not(None), marks.quote.is_(True), marks.retired.is_(False)
            )
        )
    }
    query = select(table).where(table.c.session_id == session_id, table.c.retired.is_(False))
    return tuple(
        statement_view(row, quote=row.id in quoted)
        for row in reader.select(query.order_by(table.c.t_ms, table.c.id))
    )


def statement_view(row: Any, *, quote: bool = False) -> StatementView:
    """A statement as a plain value, from its record or its row."""
    return StatementView(
        row.id, row.seat_id or "", row.t_ms, row.text, row.verbatim, row.polarity, tuple(row.topics or ()),
        tuple(row.marks or ()), frozenset(row.agree or ()), frozenset(row.disagree or ()),
        row.reply_to_id or "", row.about_staff, row.star, quote, row.clock_id or "",
    )  # fmt: skip


def parts_of(reader: Reader, version_id: str | None) -> tuple[PartView, ...]:
    """The sections of the group's guide with their questions and probes."""
    if not version_id:
        return ()
    found = []
    for section in reader.all(Section, order_by="order_key", version_id=version_id):
        asked = reader.all(Question, order_by="order_key", section_id=section.id)
        questions = tuple((dict(q.text), tuple(dict(p) for p in q.probes)) for q in asked)
        found.append(PartView(section.id, dict(section.name), section.minutes, questions))
    return tuple(found)


def cards_of(reader: Reader) -> tuple[CardView, ...]:
    """The stimulus cards of the study."""
    return tuple(
        CardView(c.id, dict(c.name), dict(c.text), c.image_id or "", c.low, c.high)
        for c in reader.all(Stimulus, order_by="order_key")
    )
