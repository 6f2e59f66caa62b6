# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The meeting itself: agenda with its clock, who is there, everyone's own views before the talk."""

import json
from dataclasses import dataclass
from functools import cache
from typing import Any

from cxfield import paths
from cxfield.clock import Stamp, start_segment
from cxfield.errors import UserError
from cxfield.i18n import N_, pick
from cxfield.ids import link_id
from cxfield.model.enums import SessionKind, SessionState
from cxfield.model.group import Parked
from cxfield.model.meeting import AgendaPart, Attendee, OwnView
from cxfield.model.session import Session
from cxfield.model.study import Study, TeamMember
from cxfield.services.debrief import start_debrief
from cxfield.services.study_setup import next_order
from cxfield.storage import Reader, UnitOfWork
from cxfield.textclean import clean

#: The seven parts in their order, with their names.
PARTS: tuple[tuple[str, str], ...] = (
    ("stood_out", N_("What stood out")),
    ("goals", N_("Goals and obstacles")),
    ("stories", N_("Stories and own words")),
    ("preconceptions", N_("Preconceptions")),
    ("interpretation", N_("Where we see it differently")),
    ("method", N_("The method")),
    ("findings", N_("Findings and actions")),
)
_NAMES = dict(PARTS)
_NO_STUDY = N_("There is no study yet. Name the study first.")
_NAMELESS = N_("Give the person a code, such as H1 or PM.")
_EMPTY_VIEW = N_("Write something first, even one sentence.")
_EMPTY_PARKED = N_("Write what is put aside first.")


@dataclass(frozen=True, slots=True)
class PartView:
    """One part: name, questions, planned and spent time (ms, the running stretch included)."""

    id: str
    key: str
    name: str
    prompts: tuple[str, ...]
    planned_ms: int
    spent_ms: int
    running_since: int | None
    done: bool
    notes: str

    def spent_at(self, now_ms: int) -> int:
        """The time it has taken until a moment (UTC ms)."""
        return self.spent_ms + (max(0, now_ms - self.running_since) if self.running_since else 0)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody at the meeting, and whether their own view has been given."""

    id: str
    code: str
    function: str
    present: bool
    given: bool
    view: str


@dataclass(frozen=True, slots=True)
class MeetingView:
    """The meeting as it stands; `shown` once everybody present has given their own view."""

    session_id: str
    state: str
    started_at: int | None
    offset_min: int
    parts: tuple[PartView, ...]
    people: tuple[Person, ...]
    parked: tuple[tuple[str, str, bool], ...]

    @property
    def over(self) -> bool:
        """Whether it has been ended."""
        return self.state == SessionState.DONE.value

    @property
    def planned_ms(self) -> int:
        """What the parts are planned to take."""
        return sum(part.planned_ms for part in self.parts)

    @property
    def shown(self) -> bool:
        """Whether the own views may be seen: not before everybody present has given theirs."""
        there = [person for person in self.people if person.present]
        return bool(there) and all(person.given for person in there)

    def spent_at(self, now_ms: int) -> int:
        """The time all parts have taken."""
        return sum(part.spent_at(now_ms) for part in self.parts)


@cache
def _prompts() -> tuple[dict[str, Any], ...]:
    path = paths.resource("method", "debrief_prompts.json")
    return tuple(json.loads(path.read_text("utf-8"))["sections"])


def meeting_session(reader: Reader) -> Session | None:
    """The meeting that has been opened and is not over, otherwise the latest of the study."""
    found = reader.all(Session, kind=SessionKind.DEBRIEF.value)
    laid = {part.session_id for part in reader.all(AgendaPart)}

    def order(session: Session) -> tuple[bool, int, str, int]:
        opened = session.id in laid and session.state != SessionState.DONE.value
        return opened, session.started_at or 0, session.planned_on, session.number

    return max(found, key=order, default=None)


def meeting_view(reader: Reader, locale: str) -> MeetingView | None:
    """The latest meeting; nothing when none is planned."""
    session = meeting_session(reader)
    return None if session is None else view_of(reader, session, locale)


def view_of(reader: Reader, session: Session, locale: str) -> MeetingView:
    """One meeting as it stands or stood."""
    prompts = {key: row for (key, _), row in zip(PARTS, _prompts(), strict=True)}
    parts = tuple(
        PartView(
            part.id,
            part.key,
            _NAMES.get(part.key, part.key),
            tuple(prompts.get(part.key, {}).get(locale, ())),
            round(part.minutes * 60_000),
            part.spent_ms,
            part.running_since,
            part.done,
            part.notes,
        )
        for part in reader.all(AgendaPart, session_id=session.id, order_by="order_key")
    )
    views = {view.attendee_id: view for view in reader.all(OwnView, session_id=session.id)}
    roles = {one.id: pick(one.role, locale) for one in reader.all(TeamMember)}
    people = tuple(
        Person(
            one.id,
            one.code,
            one.function or roles.get(one.member_id or "", ""),
            one.present,
            one.id in views and views[one.id].given_at is not None,
            views[one.id].text if one.id in views else "",
        )
        for one in reader.all(Attendee, session_id=session.id, order_by="order_key")
    )
    parked = tuple((row.id, row.text, row.taken_up) for row in reader.all(Parked, session_id=session.id))
    return MeetingView(
        session.id, session.state, session.started_at, session.offset_min, parts, people, parked
    )


def open_meeting(uow: UnitOfWork) -> Session:
    """The meeting to hold: the latest one not over, or a new one, with agenda and observers."""
    session = meeting_session(uow)
    if session is None or (session.state == SessionState.DONE.value):
        study = next(iter(uow.all(Study)), None)
        if study is None:
            raise UserError(_NO_STUDY)
        number = 1 + max((s.number for s in uow.all(Session, kind=SessionKind.DEBRIEF.value)), default=0)
        session = uow.add(Session(study_id=study.id, kind=SessionKind.DEBRIEF.value, number=number))
    lay_agenda(uow, session_id=session.id)
    return session


def lay_agenda(uow: UnitOfWork, *, session_id: str) -> None:
    """Give a meeting its seven parts and the observers of the study, unless it has them."""
    if not uow.all(AgendaPart, session_id=session_id):
        for number, ((key, _), row) in enumerate(zip(PARTS, _prompts(), strict=True)):
            uow.add(
                AgendaPart(
                    id=link_id("agenda", session_id, key),
                    session_id=session_id,
                    key=key,
                    minutes=float(row["minutes"]),
                    order_key=f"a{number + 1}",
                )
            )
    if not uow.all(Attendee, session_id=session_id):
        for number, member in enumerate(uow.all(TeamMember, order_by="order_key")):
            uow.add(
                Attendee(
                    id=link_id("attendee", session_id, member.id),
                    session_id=session_id,
                    member_id=member.id,
                    code=member.code,
                    function=member.department or member.duty,
                    order_key=f"a{number + 1}",
                )
            )


def start_part(uow: UnitOfWork, *, part_id: str, stamp: Stamp) -> AgendaPart:
    """Turn to a part: its clock runs, the others stand; the meeting starts with its first part."""
    part = uow.get(AgendaPart, part_id)
    session = uow.get(Session, part.session_id)
    if session.state == SessionState.PLANNED.value:
        start_debrief(uow, session_id=session.id, stamp=stamp)
    elif session.state == SessionState.DONE.value:
        uow.change(Session, session.id, state=SessionState.RUNNING.value, ended_at=None,
                   clock=[*session.clock, start_segment(stamp, session.length_ms or 0)])  # fmt: skip
    for other in uow.all(AgendaPart, session_id=part.session_id):
        if other.id != part_id:
            _rest(uow, other, stamp)
    if part.running_since is not None:
        return part
    return uow.change(AgendaPart, part_id, running_since=stamp.utc_ms, done=False)


def rest_part(uow: UnitOfWork, *, part_id: str, stamp: Stamp, finished: bool = False) -> AgendaPart:
    """Let the clock of a part stand; `finished` says that it has been talked through."""
    part = _rest(uow, uow.get(AgendaPart, part_id), stamp)
    return uow.change(AgendaPart, part_id, done=True) if finished and not part.done else part


def change_part(uow: UnitOfWork, *, part_id: str, **values: Any) -> AgendaPart:
    """Plan more or fewer minutes, write down what was said."""
    if "notes" in values:
        return uow.type_in(AgendaPart, part_id, notes=clean(values["notes"]))
    return uow.change(AgendaPart, part_id, **values)


def end_meeting(uow: UnitOfWork, *, session_id: str, stamp: Stamp) -> Session:
    """Close the meeting: all clocks stand; its length is what its parts took."""
    for part in uow.all(AgendaPart, session_id=session_id):
        _rest(uow, part, stamp)
    spent = sum(part.spent_ms for part in uow.all(AgendaPart, session_id=session_id))
    return uow.change(
        Session, session_id, state=SessionState.DONE.value, ended_at=stamp.utc_ms, length_ms=spent
    )


def add_attendee(uow: UnitOfWork, *, session_id: str, code: str, function: str = "") -> Attendee:
    """Somebody more is at the meeting."""
    words = clean(code).strip()
    if not words:
        raise UserError(_NAMELESS)
    order = next_order(uow, Attendee, session_id=session_id)
    return uow.add(
        Attendee(session_id=session_id, code=words, function=clean(function).strip(), order_key=order)
    )


def change_attendee(uow: UnitOfWork, *, attendee_id: str, **values: Any) -> Attendee:
    """Their function, or whether they are here."""
    if "function" in values:
        values["function"] = clean(values["function"]).strip()
    return uow.change(Attendee, attendee_id, **values)


def give_view(uow: UnitOfWork, *, attendee_id: str, text: str, stamp: Stamp) -> OwnView:
    """Give one's own view; it stays hidden until everybody present has given theirs."""
    words = clean(text).strip()
    if not words:
        raise UserError(_EMPTY_VIEW)
    person = uow.get(Attendee, attendee_id)
    key = link_id("own-view", attendee_id)
    if uow.find(OwnView, key) is not None:
        return uow.change(OwnView, key, text=words, given_at=stamp.utc_ms)
    return uow.add(
        OwnView(
            id=key,
            session_id=person.session_id,
            attendee_id=attendee_id,
            text=words,
            given_at=stamp.utc_ms,
        )
    )


def park(uow: UnitOfWork, *, session_id: str, text: str) -> Parked:
    """Put something aside for later."""
    words = clean(text).strip()
    if not words:
        raise UserError(_EMPTY_PARKED)
    return uow.add(Parked(session_id=session_id, text=words))


def take_up(uow: UnitOfWork, *, parked_id: str, on: bool = True) -> Parked:
    """What was put aside has been dealt with."""
    return uow.change(Parked, parked_id, taken_up=on)


def _rest(uow: UnitOfWork, part: AgendaPart, stamp: Stamp) -> AgendaPart:
    if part.running_since is None:
        return part
    spent = part.spent_ms + max(0, stamp.utc_ms - part.running_since)
    return uow.change(AgendaPart, part.id, spent_ms=spent, running_since=None)
