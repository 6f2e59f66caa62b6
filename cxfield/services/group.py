# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A group discussion: seats, speaking turns, statements, and who agrees with them."""

import json
from collections.abc import Sequence
from typing import Any

from cxfield import paths
from cxfield.clock import Stamp, session_t, start_segment
from cxfield.errors import UserError
from cxfield.i18n import N_
from cxfield.ids import link_id, order_after
from cxfield.methods.questions import question_type
from cxfield.model.enums import ConsentItem, SessionKind, SessionState
from cxfield.model.guide import Guide, GuideVersion, Question, Section
from cxfield.model.session import Session
from cxfield.model.talk import Answer, Extract, Seat, Statement, Turn
from cxfield.services.interview_views import allowed, asked
from cxfield.storage import UnitOfWork
from cxfield.textclean import clean

GROUP_GUIDE = {"fi": "Fokusryhmän keskustelurunko", "en": "Focus group guide"}
FULL_CIRCLE = 360.0
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


def start_group(uow: UnitOfWork, *, session_id: str, stamp: Stamp) -> Session:
    """Start a planned group discussion."""
    session = uow.get(Session, session_id)
    if session.kind != SessionKind.GROUP.value or session.state != SessionState.PLANNED.value:
        raise UserError(N_("Group {n} cannot be started. Plan a new one."), n=session.number)
    return uow.change(
        Session,
        session_id,
        state=SessionState.RUNNING.value,
        started_at=stamp.utc_ms,
        offset_min=stamp.offset_min,
        clock=[start_segment(stamp)],
    )


def stop_group(uow: UnitOfWork, *, session_id: str, stamp: Stamp, notes: str = "") -> Session:
    """End a group discussion; a turn that is still going on ends with it."""
    session = _running(uow, session_id)
    now = session_t(session.clock, stamp)
    for turn in uow.all(Turn, session_id=session_id, end_t_ms=None):
        uow.change(Turn, turn.id, end_t_ms=max(now, turn.t_ms))
    return uow.change(
        Session,
        session_id,
        state=SessionState.DONE.value,
        ended_at=stamp.utc_ms,
        length_ms=now,
        notes=clean(notes),
    )


def seat_people(
    uow: UnitOfWork, *, session_id: str, people: Sequence[str], moderators: int = 1
) -> tuple[Seat, ...]:
    """Set the table: the moderators first, then the participants round it; keys 1 and on.

    Who has not agreed to take part gets no seat.
    """
    for participant_id in people:
        if allowed(uow, participant_id)[ConsentItem.PARTICIPATION] is not True:
            raise UserError(N_("Somebody at the table has not agreed to take part. Ask first."))
    step = FULL_CIRCLE / max(1, moderators + len(people))
    seats = [
        uow.add(Seat(session_id=session_id, moderator=True, angle=step * place))
        for place in range(moderators)
    ]
    for place, participant_id in enumerate(people):
        seats.append(
            uow.add(
                Seat(
                    session_id=session_id,
                    participant_id=participant_id,
                    key=str(place + 1),
                    angle=round(step * (moderators + place), 1),
                    in_t=0,
                )
            )
        )
    return tuple(seats)


def start_turn(uow: UnitOfWork, *, session_id: str, seat_id: str, t_ms: int) -> Turn:
    """Somebody begins to speak; whoever spoke until now is done."""
    _running(uow, session_id)
    for turn in uow.all(Turn, session_id=session_id, end_t_ms=None):
        uow.change(Turn, turn.id, end_t_ms=max(t_ms, turn.t_ms))
    return uow.add(Turn(session_id=session_id, seat_id=seat_id, t_ms=t_ms))


def end_turn(uow: UnitOfWork, *, turn_id: str, t_ms: int) -> Turn:
    """Somebody stops speaking."""
    turn = uow.get(Turn, turn_id)
    return uow.change(Turn, turn_id, end_t_ms=max(t_ms, turn.t_ms))


def log_turn(uow: UnitOfWork, *, session_id: str, seat_id: str, t_ms: int, end_t_ms: int) -> Turn:
    """Keep a whole turn at once, as from a recording."""
    _running(uow, session_id)
    if end_t_ms < t_ms:
        raise UserError(N_("A turn cannot end before it begins. Correct its times."))
    return uow.add(Turn(session_id=session_id, seat_id=seat_id, t_ms=t_ms, end_t_ms=end_t_ms))


def log_statement(
    uow: UnitOfWork,
    *,
    session_id: str,
    seat_id: str | None,
    text: str,
    stamp: Stamp,
    verbatim: bool = False,
    polarity: int = 0,
    about_staff: bool = False,
    reply_to_id: str | None = None,
) -> Statement:
    """Write down what was said, word for word or in gist."""
    session = _running(uow, session_id)
    words = clean(text).strip()
    if not words:
        raise UserError(N_("The statement is empty. Write what was said."))
    return uow.add(
        Statement(
            session_id=session_id,
            seat_id=seat_id,
            t_ms=session_t(session.clock, stamp),
            at=stamp.utc_ms,
            text=words,
            verbatim=verbatim,
            polarity=polarity,
            about_staff=about_staff,
            reply_to_id=reply_to_id,
        )
    )


def mark_agreement(uow: UnitOfWork, *, statement_id: str, seat_id: str, side: int) -> Statement:
    """Mark that a seat agrees (+1) or disagrees (-1) with a statement, or take the mark off (0)."""
    statement = uow.get(Statement, statement_id)
    if seat_id == statement.seat_id:
        raise UserError(N_("A speaker does not vote on their own statement. Mark the others."))
    agree = [seat for seat in statement.agree if seat != seat_id]
    disagree = [seat for seat in statement.disagree if seat != seat_id]
    if side > 0:
        agree.append(seat_id)
    elif side < 0:
        disagree.append(seat_id)
    return uow.change(Statement, statement_id, agree=agree, disagree=disagree)


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


def _running(uow: UnitOfWork, session_id: str) -> Session:
    session = uow.get(Session, session_id)
    if session.state in _DONE:
        raise UserError(N_("Group {n} is not running. Start it first."), n=session.number)
    return session
