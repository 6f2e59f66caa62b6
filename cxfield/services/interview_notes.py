# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The interviewer's own notes on the session clock, and with whom an experience was shared."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cxfield.clock import session_t
from cxfield.errors import UserError
from cxfield.i18n import N_
from cxfield.model.guide import Question
from cxfield.model.listening import SideNote
from cxfield.model.session import Session
from cxfield.model.talk import Answer
from cxfield.services.interview import answer_for
from cxfield.storage import Reader, UnitOfWork
from cxfield.textclean import clean

LONGEST_NOTE = 4000
#: With whom an experience was shared.
WITH_WHOM: tuple[tuple[str, str], ...] = (
    ("friends", N_("friends")),
    ("family", N_("family")),
    ("colleagues", N_("colleagues")),
    ("online", N_("online")),
    ("others", N_("somebody else")),
)


@dataclass(frozen=True, slots=True)
class NoteView:
    """One note: its time, the question in front and its words."""

    id: str
    t_ms: int
    question: Mapping[str, str]
    text: str


def add_note(uow: UnitOfWork, *, session_id: str, question_id: str | None, text: str) -> SideNote:
    """Keep a note with the time at which it was made; it is never part of an answer."""
    words = clean(text).strip()
    if not words:
        raise UserError(N_("The note is empty. Write something first."))
    if len(words) > LONGEST_NOTE:
        raise UserError(N_("The note is longer than {most} characters. Shorten it."), most=LONGEST_NOTE)
    session = uow.get(Session, session_id)
    stamp = uow.stamp()
    now = session_t(session.clock, stamp)
    t_ms = now if session.length_ms is None else min(now, session.length_ms)
    row = SideNote(session_id=session_id, question_id=question_id, t_ms=t_ms, at=stamp.utc_ms, text=words)
    return uow.add(row)


def change_note(uow: UnitOfWork, *, note_id: str, text: str) -> SideNote | None:
    """Change the words of a note; without words it goes."""
    words = clean(text).strip()[:LONGEST_NOTE]
    if words:
        return uow.change(SideNote, note_id, text=words)
    uow.remove(SideNote, note_id)
    return None


def notes(reader: Reader, session_id: str) -> tuple[NoteView, ...]:
    """The notes of an interview, the latest last."""
    rows = sorted(reader.all(SideNote, session_id=session_id), key=lambda row: (row.t_ms, row.id))
    asked = {row.question_id: reader.find(Question, row.question_id) for row in rows}
    return tuple(
        NoteView(
            row.id,
            row.t_ms,
            (question.settings.get("short") or question.text) if (question := asked[row.question_id]) else {},
            row.text,
        )
        for row in rows
    )


def set_with_whom(uow: UnitOfWork, *, session_id: str, question_id: str, whom: Sequence[str]) -> Answer:
    """Keep with whom the experience was shared."""
    known = [key for key, _name in WITH_WHOM]
    if any(key not in known for key in whom):
        raise UserError(N_("Choose with whom it was shared from those shown."))
    answer = answer_for(uow, session_id, question_id)
    return uow.change(Answer, answer.id, with_whom=[key for key in known if key in whom])
