# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Typing in a paper track sheet that was kept as a fallback: a session of its own, line by line."""

import datetime as dt
from typing import Any

from cxfield.errors import UserError
from cxfield.i18n import N_
from cxfield.model.capture import Entry, Shopper
from cxfield.model.codes import Code
from cxfield.model.enums import CodeKind, SessionKind, SessionState
from cxfield.model.session import Session
from cxfield.model.study import Study
from cxfield.services.observation_review import PAPER
from cxfield.services.observation_shapes import Start
from cxfield.services.paper_line import PaperLine
from cxfield.services.plan_words import as_date, parse_date
from cxfield.services.tracking import LETTERS
from cxfield.storage import UnitOfWork
from cxfield.textclean import clean

_MINUTE = 60_000
_DAY_MS = 24 * 60 * _MINUTE


def start_paper(uow: UnitOfWork, *, start: Start, day: str, began: int, minutes: int) -> Session:
    """Make the session of a paper sheet: its day as written, its beginning (ms of the day), its length."""
    studies = uow.all(Study)
    if not studies:
        raise UserError(N_("The file has no study yet. Name the study in Plan first."))
    date = as_date(parse_date(day))
    if date is None:
        raise UserError(N_("The sheet has no day. Write it as 24.10.2026."))
    offset = uow.stamp().offset_min
    zone = dt.timezone(dt.timedelta(minutes=offset))
    midnight = dt.datetime(date.year, date.month, date.day, tzinfo=zone)
    at = int(midnight.timestamp() * 1000) + began
    numbers = [s.number for s in uow.all(Session, kind=SessionKind.OBSERVATION.value)]
    return uow.add(
        Session(
            study_id=studies[0].id,
            kind=SessionKind.OBSERVATION.value,
            state=SessionState.DONE.value,
            number=max(numbers, default=0) + 1,
            mode=PAPER,
            site_id=start.site_id,
            channel_id=start.channel_id,
            phase=start.phase.value,
            roles=dict(start.roles),
            settling_min=0,
            started_at=at,
            ended_at=at + minutes * _MINUTE,
            offset_min=offset,
            length_ms=minutes * _MINUTE,
            clock=[{"boot": PAPER, "utc": at, "mono": 0, "t": 0}],
        )
    )


def add_paper_line(uow: UnitOfWork, *, session_id: str, line: PaperLine) -> tuple[Entry, ...]:
    """Log a line of the sheet; a shopper of a line gets the next free letter if the letter is taken."""
    session = uow.get(Session, session_id)
    if session.mode != PAPER:
        raise UserError(N_("Session {n} is not one of a paper sheet."), n=session.number)
    if line.problem:
        raise UserError(line.problem, word=line.word)
    if line.start is None:
        raise ValueError("a line without a time")
    start = _t(session, line.start)
    end = _t(session, line.end) if line.end is not None else None
    length = session.length_ms or 0
    if start > length or (end or 0) > length:
        raise UserError(N_("The line is outside of the session's time. Check the time."))
    shopper = _shopper(uow, session, line.letter, start, end) if line.letter else None
    states = {code.id for code in uow.all(Code) if code.kind == CodeKind.STATE.value}
    made: list[Entry] = []
    for mark in line.marks:
        t_ms = start if mark.at is None else _t(session, mark.at)
        if mark.code_id in states:
            last = t_ms + mark.n * _MINUTE
            made.append(_add(uow, session, shopper, t_ms, code_id=mark.code_id, end_t_ms=last))
        else:
            made += [_add(uow, session, shopper, t_ms, code_id=mark.code_id) for _ in range(mark.n)]
    text = clean(line.text).strip()
    if text and made and not shopper and len(made) == 1:
        return (uow.change(Entry, made[0].id, text=text),)
    if text or not made:
        made.append(_add(uow, session, shopper, start, text=text))
    return tuple(made)


def _add(uow: UnitOfWork, session: Session, shopper: Shopper | None, t_ms: int, **fields: Any) -> Entry:
    return uow.add(
        Entry(
            session_id=session.id,
            t_ms=t_ms,
            at=(session.started_at or 0) + t_ms,
            offset_min=session.offset_min,
            observer_id=next(iter(session.roles), None),
            shopper_id=shopper.id if shopper is not None else None,
            phase=session.phase,
            **fields,
        )
    )


def _shopper(uow: UnitOfWork, session: Session, letter: str, start: int, end: int | None) -> Shopper:
    taken = {s.letter for s in uow.all(Shopper, session_id=session.id, retired=True)}
    free = letter if letter not in taken else next((one for one in LETTERS if one not in taken), None)
    if free is None:
        raise UserError(
            N_("All letters from A to Z are in use. Start a new session to follow more shoppers.")
        )
    return uow.add(Shopper(session_id=session.id, letter=free, in_t=start, out_t=end))


def _t(session: Session, of_day: int) -> int:
    """Session time of a time of the day; a session may go over midnight."""
    local = (session.started_at or 0) + session.offset_min * _MINUTE
    return (of_day - local % _DAY_MS) % _DAY_MS
