# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A group discussion: seats, speaking turns, statements, and who agrees with them."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from cxfield import paths
from cxfield.clock import Stamp, resumed, session_t, start_segment
from cxfield.errors import UserError
from cxfield.i18n import N_
from cxfield.ids import link_id, order_after
from cxfield.methods.questions import question_type
from cxfield.model.enums import ConsentItem, SessionKind, SessionState
from cxfield.model.group import GroupClock
from cxfield.model.guide import Guide, GuideVersion, Question, Section
from cxfield.model.session import Session
from cxfield.model.talk import Answer, Extract, Seat, Statement, Turn
from cxfield.services.interview_views import allowed, asked
from cxfield.storage import UnitOfWork
from cxfield.textclean import clean

GROUP_GUIDE = {"fi": "Fokusryhmän keskustelurunko", "en": "Focus group guide"}
FULL_CIRCLE = 360.0
#: The keys of the seats in their order, and of the moderators.
SEAT_KEYS = (*"123456789", "Q", "W", "E")
MODERATOR_KEYS = ("M", "N")
#: A stronger word than silence: +1 agrees, -1 disagrees, 0 takes the mark off.
AGREES, SILENT, DISAGREES = 1, 0, -1

_DONE = (SessionState.DONE.value, SessionState.PLANNED.value)


def make_group_guide(uow: UnitOfWork) -> GuideVersion:
    """Make the discussion guide of 90 minutes that ships with the program, published."""
    facts = json.loads(paths.resource("method", "focus_group_guide.json").read_text(encoding="utf-8"))
    last = max((guide.order_key for guide in uow.all(Guide)), default="")
    guide = uow.add(
        Guide(key="focus_group", name=dict(GROUP_GUIDE), kind="group", order_key=order_after(last))
    )
    version = uow.add(
        GuideVersion(guide_id=guide.id, number=1, published_at=uow.stamp().utc_ms, languages=["fi", "en"])
    )
    order = ""
    for key, fi, en, minutes in facts["sections"]:
        order = order_after(order)
        uow.add(
            Section(
                version_id=version.id, key=key, name={"fi": fi, "en": en}, minutes=minutes, order_key=order
            )
        )
    return version


def start_group(uow: UnitOfWork, *, session_id: str, stamp: Stamp, clock_id: str = "") -> Session:
    """Start a planned group discussion; this laptop's clock is the group's."""
    session = uow.get(Session, session_id)
    if session.kind != SessionKind.GROUP.value or session.state != SessionState.PLANNED.value:
        raise UserError(N_("Group {n} cannot be started. Plan a new one."), n=session.number)
    if clock_id:
        open_clock(uow, session_id=session_id, stamp=stamp, clock_id=clock_id, role="moderator")
    return uow.change(
        Session,
        session_id,
        state=SessionState.RUNNING.value,
        started_at=stamp.utc_ms,
        offset_min=stamp.offset_min,
        clock=[start_segment(stamp)],
    )


def open_clock(
    uow: UnitOfWork, *, session_id: str, stamp: Stamp, clock_id: str = "", role: str = "notes", t_ms: int = 0
) -> GroupClock:
    """Let this laptop log the group on a clock that stands at `t_ms` now."""
    return uow.add(
        GroupClock(
            id=clock_id,
            session_id=session_id,
            role=role,
            author=uow.author,
            clock=[start_segment(stamp, t_ms)],
            started_at=stamp.utc_ms,
            joined_t=t_ms,
        )
    )


def join_group(
    uow: UnitOfWork, *, session_id: str, stamp: Stamp, shown_ms: int, clock_id: str = ""
) -> GroupClock:
    """Take notes on a second laptop: `shown_ms` is what the first laptop's clock shows now.

    The session itself is left alone, so the two files can be pooled without a disagreement.
    """
    session = uow.get(Session, session_id)
    if session.kind != SessionKind.GROUP.value:
        raise UserError(N_("Group {n} cannot be started. Plan a new one."), n=session.number)
    return open_clock(uow, session_id=session_id, stamp=stamp, clock_id=clock_id, t_ms=max(0, shown_ms))


def stop_group(uow: UnitOfWork, *, session_id: str, stamp: Stamp, notes: str = "") -> Session:
    """End a group discussion; a turn that is still going on ends with it."""
    session = _running(uow, session_id)
    now = session_t(session.clock, stamp)
    end_turns(uow, session_id=session_id, t_ms=now)
    return uow.change(
        Session,
        session_id,
        state=SessionState.DONE.value,
        ended_at=stamp.utc_ms,
        length_ms=now,
        pauses=[[start, now if end is None else end] for start, end in session.pauses],
        notes=clean(notes) or session.notes,
    )


def leave_group(uow: UnitOfWork, *, session_id: str, clock_id: str, t_ms: int) -> GroupClock:
    """A second laptop is done; the session is ended by the first."""
    end_turns(uow, session_id=session_id, t_ms=t_ms)
    return uow.change(GroupClock, clock_id, ended_t=t_ms)


def pause_group(uow: UnitOfWork, *, session_id: str, t_ms: int) -> Session:
    """Pause: whoever speaks is cut off there, and the guide's clock stands still."""
    session = _running(uow, session_id)
    end_turns(uow, session_id=session_id, t_ms=t_ms)
    return uow.change(
        Session, session_id, state=SessionState.PAUSED.value, pauses=[*session.pauses, [t_ms, None]]
    )


def resume_group(uow: UnitOfWork, *, session_id: str, stamp: Stamp, last_t: int = 0) -> Session:
    """Go on after a pause, or after the program or the machine was restarted."""
    session = _running(uow, session_id)
    segments = resumed(session.clock, stamp, last_t)
    now = session_t(segments, stamp)
    pauses = [[start, now if end is None else end] for start, end in session.pauses]
    return uow.change(Session, session_id, state=SessionState.RUNNING.value, clock=segments, pauses=pauses)


def resume_clock(uow: UnitOfWork, *, clock_id: str, stamp: Stamp, last_t: int = 0) -> GroupClock:
    """A second laptop was restarted."""
    clock = uow.get(GroupClock, clock_id)
    return uow.change(GroupClock, clock_id, clock=resumed(clock.clock, stamp, last_t))


def seat_people(
    uow: UnitOfWork, *, session_id: str, people: Sequence[str], moderators: int = 1
) -> tuple[Seat, ...]:
    """Set the table: the moderators first, then the participants round it; a key for each.

    Who has not agreed to take part gets no seat. The same people get the same seats on every laptop.
    """
    for participant_id in people:
        if allowed(uow, participant_id)[ConsentItem.PARTICIPATION] is not True:
            raise UserError(N_("Somebody at the table has not agreed to take part. Ask first."))
    step = FULL_CIRCLE / max(1, moderators + len(people))
    seats = [
        uow.add(
            Seat(
                id=link_id("seat", session_id, f"moderator {place}"),
                session_id=session_id,
                moderator=True,
                key=MODERATOR_KEYS[place] if place < len(MODERATOR_KEYS) else "",
                angle=round(step * place, 1),
            )
        )
        for place in range(moderators)
    ]
    for place, participant_id in enumerate(people):
        seats.append(
            uow.add(
                Seat(
                    id=link_id("seat", session_id, participant_id),
                    session_id=session_id,
                    participant_id=participant_id,
                    key=SEAT_KEYS[place] if place < len(SEAT_KEYS) else "",
                    angle=round(step * (moderators + place), 1),
                    in_t=0,
                )
            )
        )
    return tuple(seats)


def start_turn(
    uow: UnitOfWork,
    *,
    session_id: str,
    seat_id: str,
    t_ms: int,
    turn_id: str = "",
    clock_id: str | None = None,
    ends: Sequence[str] | None = None,
) -> Turn:
    """Somebody begins to speak. `ends` are the turns that end with it: all that run, unless told."""
    _check_running(uow, session_id)
    if ends is None:
        end_turns(uow, session_id=session_id, t_ms=t_ms)
    else:
        for running in ends:
            turn = uow.values(Turn, running)
            if turn is not None:
                uow.change(Turn, running, end_t_ms=max(t_ms, turn["t_ms"]))
    return uow.make(Turn, turn_id, session_id=session_id, seat_id=seat_id, clock_id=clock_id, t_ms=t_ms)


def end_turn(uow: UnitOfWork, *, turn_id: str, t_ms: int) -> Turn:
    """Somebody stops speaking."""
    turn = uow.values(Turn, turn_id)
    return uow.change(Turn, turn_id, end_t_ms=max(t_ms, turn["t_ms"]) if turn is not None else t_ms)


def end_turns(uow: UnitOfWork, *, session_id: str, t_ms: int) -> None:
    """Nobody speaks any more."""
    for turn in uow.all(Turn, session_id=session_id, end_t_ms=None):
        uow.change(Turn, turn.id, end_t_ms=max(t_ms, turn.t_ms))


def log_turn(
    uow: UnitOfWork, *, session_id: str, seat_id: str, t_ms: int, end_t_ms: int, clock_id: str | None = None
) -> Turn:
    """Keep a whole turn at once, as from a recording."""
    _running(uow, session_id)
    if end_t_ms < t_ms:
        raise UserError(N_("A turn cannot end before it begins. Correct its times."))
    return uow.add(
        Turn(session_id=session_id, seat_id=seat_id, clock_id=clock_id, t_ms=t_ms, end_t_ms=end_t_ms)
    )


def log_statement(
    uow: UnitOfWork,
    *,
    session_id: str,
    seat_id: str | None,
    text: str,
    stamp: Stamp,
    t_ms: int | None = None,
    statement_id: str = "",
    **more: Any,
) -> Statement:
    """Write down what was said, word for word or in gist; `more` are further fields of the statement."""
    _check_running(uow, session_id)
    words = clean(text).strip()
    if not words:
        raise UserError(N_("The statement is empty. Write what was said."))
    return uow.make(
        Statement,
        statement_id,
        session_id=session_id,
        seat_id=seat_id,
        t_ms=session_t(uow.get(Session, session_id).clock, stamp) if t_ms is None else t_ms,
        at=stamp.utc_ms,
        text=words,
        **more,
    )


def change_statement(uow: UnitOfWork, *, statement_id: str, **fields: Any) -> Statement:
    """Change what is known of a statement; a changed speaker is nobody's agreement with themselves."""
    if "text" in fields:
        fields["text"] = clean(fields["text"]).strip()
        if not fields["text"]:
            raise UserError(N_("The statement is empty. Write what was said."))
    made = uow.change(Statement, statement_id, **fields)
    if "seat_id" in fields and made.seat_id in (*made.agree, *made.disagree):
        return mark_agreement(uow, statement_id=statement_id, seat_id=made.seat_id or "", side=0, own=True)
    return made


def remove_statement(uow: UnitOfWork, *, statement_id: str) -> None:
    """Take a statement out, with the quote that was picked from it."""
    for extract in uow.all(Extract, statement_id=statement_id):
        uow.remove(Extract, extract.id)
    uow.remove(Statement, statement_id)


def mark_agreement(
    uow: UnitOfWork, *, statement_id: str, seat_id: str, side: int, own: bool = False
) -> Statement:
    """Mark that a seat agrees (+1) or disagrees (-1) with a statement, or take the mark off (0)."""
    statement = uow.get(Statement, statement_id)
    if seat_id == statement.seat_id and not own:
        raise UserError(N_("A speaker does not vote on their own statement. Mark the others."))
    agree = [seat for seat in statement.agree if seat != seat_id]
    disagree = [seat for seat in statement.disagree if seat != seat_id]
    if side > 0:
        agree.append(seat_id)
    elif side < 0:
        disagree.append(seat_id)
    return uow.change(Statement, statement_id, agree=agree, disagree=disagree)


def mark_all(uow: UnitOfWork, *, statement_id: str, sides: Mapping[str, int]) -> Statement:
    """Mark several seats in one gesture; the speaker and seats that are not named keep what they have."""
    statement = uow.get(Statement, statement_id)
    named = {seat: side for seat, side in sides.items() if seat != statement.seat_id}
    agree = [seat for seat in statement.agree if seat not in named]
    disagree = [seat for seat in statement.disagree if seat not in named]
    agree += [seat for seat, side in named.items() if side > 0]
    disagree += [seat for seat, side in named.items() if side < 0]
    return uow.change(Statement, statement_id, agree=agree, disagree=disagree)


def unquote_statement(uow: UnitOfWork, *, statement_id: str) -> None:
    """Take the quote mark off a statement."""
    for extract in uow.all(Extract, statement_id=statement_id):
        if extract.quote:
            uow.remove(Extract, extract.id)


def quote_statement(uow: UnitOfWork, *, statement_id: str, touchpoint_id: str | None = None) -> Extract:
    """Pick a statement as a quote; refused when its speaker does not allow quotes."""
    statement = uow.get(Statement, statement_id)
    seat = uow.find(Seat, statement.seat_id)
    if seat is None or allowed(uow, seat.participant_id)[ConsentItem.QUOTES] is not True:
        raise UserError(
            N_("The speaker has not allowed quotes. Ask for consent first; the statement stays as it is.")
        )
    return uow.add(
        Extract(
            statement_id=statement.id,
            participant_id=seat.participant_id,
            touchpoint_id=touchpoint_id,
            start=0,
            end=len(statement.text),
            text=statement.text,
            quote=True,
        )
    )


def answer_at_table(
    uow: UnitOfWork, *, session_id: str, question_id: str, participant_id: str, value: Any
) -> Answer:
    """Keep one participant's answer to a question that the whole group answers on paper or by hand."""
    session = uow.get(Session, session_id)
    question = uow.get(Question, question_id)
    encoded = question_type(question.type).encode(value, asked(uow, question))
    key = link_id("answer", session_id, question_id, participant_id)
    if uow.find(Answer, key) is not None:
        return uow.change(Answer, key, value=encoded)
    stamp = uow.stamp()
    return uow.add(
        Answer(
            id=key,
            session_id=session_id,
            question_id=question_id,
            participant_id=participant_id,
            value=encoded,
            t_ms=session_t(session.clock, stamp),
            at=stamp.utc_ms,
            offset_min=stamp.offset_min,
        )
    )


def _check_running(uow: UnitOfWork, session_id: str) -> None:
    """The same as `_running` at every press, without making the record when all is well."""
    session = uow.values(Session, session_id)
    state = session["state"] if session is not None else ""
    joined = state == SessionState.PLANNED.value and uow.rows("group_clock", session_id=session_id)
    if session is None or (state in _DONE and not joined):
        _running(uow, session_id)


def _running(uow: UnitOfWork, session_id: str) -> Session:
    session = uow.get(Session, session_id)
    joined = session.state == SessionState.PLANNED.value and uow.all(GroupClock, session_id=session_id)
    if session.state in _DONE and not joined:
        raise UserError(N_("Group {n} is not running. Start it first."), n=session.number)
    return session
