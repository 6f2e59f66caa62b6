# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Closing the loop: a low score becomes a task where contact is allowed, and only there."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from cxfield.analysis.satisfaction import Better
from cxfield.errors import UserError
from cxfield.i18n import N_
from cxfield.methods.questions import Asked
from cxfield.methods.questions.ces import version_of
from cxfield.model.enums import ConsentItem, SessionState
from cxfield.model.guide import Question
from cxfield.model.listening import FollowUpTask
from cxfield.model.people import Consent, Participant
from cxfield.model.session import Session
from cxfield.model.talk import Answer
from cxfield.storage import Reader, UnitOfWork
from cxfield.textclean import clean, one_line

#: Scores that can tell an unhappy participant.
LOW_SCORES = ("nps", "csat", "ces")
#: Detractors, and the two lowest grades of satisfaction. Of effort it is the worst third of its scale.
NPS_LOW, CSAT_LOW = 6, 2
OPEN, CLOSED = "open", "closed"
#: Within how many days one gets back to an unhappy customer.
DUE_DAYS = 2
DAY_MS = 86_400_000


@dataclass(frozen=True, slots=True)
class TaskView:
    """One task; `days` is how long it has been open, or how long it was."""

    id: str
    session_id: str
    code: str
    question: Mapping[str, str]
    score: int | None
    text: str
    owner: str
    due_on: str
    state: str
    days: int
    outcome: str
    late: bool


@dataclass(frozen=True, slots=True)
class Tasks:
    """All tasks, the open ones first, and how many low scores have no permission to contact."""

    rows: tuple[TaskView, ...]
    without_permission: int

    @property
    def open(self) -> int:
        """How many are open."""
        return sum(row.state == OPEN for row in self.rows)


def is_low(question: Question, value: Any) -> bool:
    """Whether a score is so low that one gets back to the participant."""
    if type(value) is not int:
        return False
    if question.type == "ces":
        version = version_of(Asked(question.key, question.settings))
        third = (version.high - version.low) // 3
        worst_high = version.better is Better.LOW
        return value >= version.high - third if worst_high else value <= version.low + third
    return value <= {"nps": NPS_LOW, "csat": CSAT_LOW}.get(question.type, -1)


def may_contact(reader: Reader, participant_id: str | None) -> bool:
    """Whether the participant has last said yes to being contacted."""
    given = [
        (row.at, row.id, row.given)
        for row in (reader.all(Consent, participant_id=participant_id) if participant_id else ())
        if row.item == ConsentItem.CONTACT.value
    ]
    return bool(given) and max(given)[2] is True


def score_given(uow: UnitOfWork, session_id: str, question: Question, value: Any) -> None:
    """Open a task for a low score, or take it back when the score was corrected and nobody has touched it."""
    session = uow.get(Session, session_id)
    found = uow.all(FollowUpTask, session_id=session_id, question_id=question.id)
    if not is_low(question, value):
        for task in found:
            if task.state == OPEN and not (task.text or task.owner or task.outcome):
                uow.remove(FollowUpTask, task.id)
        return
    if found:
        uow.change(FollowUpTask, found[0].id, score=value)
    elif may_contact(uow, session.participant_id):
        _open_task(uow, session, question, value)


def _open_task(uow: UnitOfWork, session: Session, question: Question, value: int) -> FollowUpTask:
    stamp = uow.stamp()
    local = dt.datetime.fromtimestamp((stamp.utc_ms + stamp.offset_min * 60_000) / 1000, dt.UTC)
    return uow.add(
        FollowUpTask(
            session_id=session.id,
            participant_id=session.participant_id,
            question_id=question.id,
            score=value,
            due_on=(local.date() + dt.timedelta(days=DUE_DAYS)).isoformat(),
            opened_at=stamp.utc_ms,
        )
    )


def contact_changed(uow: UnitOfWork, participant_id: str, *, given: bool) -> None:
    """Permission came: tasks for the low scores there are. It was taken back: the open tasks go."""
    if not given:
        for task in uow.all(FollowUpTask, participant_id=participant_id):
            if task.state == OPEN:
                uow.remove(FollowUpTask, task.id)
        return
    for session in uow.all(Session, participant_id=participant_id):
        for answer in uow.all(Answer, session_id=session.id):
            question = uow.find(Question, answer.question_id)
            if question is not None and not answer.skipped and is_low(question, answer.value):
                score_given(uow, session.id, question, answer.value)


def edit_task(uow: UnitOfWork, *, task_id: str, **fields: Any) -> FollowUpTask:
    """Change what is to be done, who does it and by which day."""
    kept = {
        name: clean(value) if name == "text" else one_line(str(value))
        for name, value in fields.items()
        if name in ("text", "owner", "due_on", "outcome")
    }
    if kept.get("due_on"):
        _checked_day(kept["due_on"])
    return uow.change(FollowUpTask, task_id, **kept)


def _checked_day(day: str) -> None:
    try:
        dt.date.fromisoformat(day)
    except ValueError:
        raise UserError(N_("{value} is not a day. Write it as 2026-10-24."), value=day[:40]) from None


def close_task(uow: UnitOfWork, *, task_id: str, outcome: str = "") -> FollowUpTask:
    """Say that the participant was got back to, and what came of it."""
    stamp = uow.stamp()
    words = one_line(outcome)
    beside = {"outcome": words} if words else {}
    return uow.change(FollowUpTask, task_id, state=CLOSED, closed_at=stamp.utc_ms, **beside)


def reopen_task(uow: UnitOfWork, *, task_id: str) -> FollowUpTask:
    """The loop is not closed after all."""
    return uow.change(FollowUpTask, task_id, state=OPEN, closed_at=None)


def tasks(reader: Reader, now_ms: int) -> Tasks:
    """Return every task with how many days it is (or was) open."""
    rows = sorted(
        reader.all(FollowUpTask), key=lambda row: (row.state != OPEN, row.due_on or "9", row.opened_at)
    )
    people = {person.id: person for person in reader.all(Participant)}
    questions = {row.id: row for row in reader.all(Question)}
    views = tuple(_view(row, people, questions, now_ms) for row in rows)
    done = {(row.session_id, row.question_id) for row in rows}
    sessions = {row.id: row for row in reader.all(Session) if row.state != SessionState.PLANNED.value}
    refused = sum(
        answer.session_id in sessions
        and (answer.session_id, answer.question_id) not in done
        and not answer.skipped
        and (question := questions.get(answer.question_id)) is not None
        and is_low(question, answer.value)
        for answer in reader.all(Answer)
    )
    return Tasks(views, refused)


def _view(
    row: FollowUpTask, people: Mapping[str, Participant], questions: Mapping[str, Question], now_ms: int
) -> TaskView:
    person = people.get(row.participant_id or "")
    question = questions.get(row.question_id or "")
    until = row.closed_at if row.closed_at is not None else now_ms
    today = dt.datetime.fromtimestamp(until / 1000, dt.UTC).date().isoformat()
    return TaskView(
        row.id,
        row.session_id,
        person.code if person else "",
        (question.settings.get("short") or question.text) if question else {},
        row.score,
        row.text,
        row.owner,
        row.due_on,
        row.state,
        max(0, (until - row.opened_at) // DAY_MS),
        row.outcome,
        late=bool(row.due_on) and today > row.due_on,
    )
