# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is behind a chart of the report: the filter of the data room with exactly its entries."""

from collections.abc import Callable, Iterable

from sqlalchemy import and_, select

from cxfield.i18n import Texts
from cxfield.model.capture import Entry
from cxfield.model.codes import Code
from cxfield.model.enums import CodeMeaning, SessionKind
from cxfield.model.guide import Question
from cxfield.model.people import Participant
from cxfield.model.registry import table_of
from cxfield.model.session import Session
from cxfield.model.talk import Answer, Moment
from cxfield.services.data_filter import ANSWER, ENTRY, MOMENT, STATEMENT, Filter
from cxfield.storage import Reader

_QUESTIONS = ("clicks", "pictures")
_GRADES = {"trend-nps": "nps", "trend-csat": "csat"}


def behind_figure(reader: Reader, key: str, about: str, texts: Texts) -> Filter:
    """The rows a chart was drawn from; `about` names them ("Figure 3"), an unknown key shows every entry."""
    if key.startswith("group-"):
        return Filter(kind=STATEMENT)
    start, _, question = key.partition("-")
    if start in _QUESTIONS:
        return _named(ANSWER, _answers(reader, lambda row: row.id == question), about, texts)
    if key in _GRADES:
        kind = _GRADES[key]
        return _named(ANSWER, _answers(reader, lambda row: row.type == kind), about, texts)
    if key in ("journey-curve", "peak-end"):
        return _named(MOMENT, _moments(reader, lambda moment: moment.valence is not None), about, texts)
    if key == "emotions" or key.startswith("wheel-"):
        return _named(MOMENT, _moments(reader, lambda moment: bool(moment.emotions)), about, texts)
    if key in ("waits", "trend-wait"):
        return _named(ENTRY, _waits(reader), about, texts)
    if key == "touchpoint-heat":
        return _named(ENTRY, _at_touchpoints(reader), about, texts)
    return Filter(kind=ENTRY)


def _named(kind: str, ids: Iterable[str], about: str, texts: Texts) -> Filter:
    return Filter(kind=kind, only=tuple(ids), about=about or texts.t("the chart"))


def _first_codings(reader: Reader, kind: SessionKind) -> set[str]:
    return {s.id for s in reader.all(Session, kind=kind.value) if s.parallel_of is None}


def _customers(reader: Reader) -> set[str]:
    """Interviews with customers; employees are never mixed with them."""
    staff = {p.id for p in reader.all(Participant) if p.role == "employee"}
    sessions = reader.all(Session, kind=SessionKind.INTERVIEW.value)
    return {s.id for s in sessions if s.parallel_of is None and s.participant_id not in staff}


def _moments(reader: Reader, wanted: Callable[[Moment], bool]) -> list[str]:
    staff = {p.id for p in reader.all(Participant) if p.role == "employee"}
    held = {s.id: s.participant_id for s in reader.all(Session) if s.parallel_of is None}
    return [
        moment.id
        for moment in reader.all(Moment)
        if moment.session_id in held
        and (moment.participant_id or held[moment.session_id]) not in staff
        and wanted(moment)
    ]


def _answers(reader: Reader, wanted: Callable[[Question], bool]) -> list[str]:
    asked = {question.id for question in reader.all(Question, retired=True) if wanted(question)}
    own = _customers(reader)
    rows = reader.all(Answer)
    return [a.id for a in rows if a.question_id in asked and a.session_id in own and not a.skipped]


def _waits(reader: Reader) -> list[str]:
    table, code = table_of(Entry).c, table_of(Code).c
    waits = select(code.id).where(code.meaning == CodeMeaning.CHECKOUT_WAIT.value)
    query = select(table.id, table.session_id).where(
        and_(table.retired.is_(False), table.code_id.in_(waits), table.end_t_ms.is_not(None))
    )
    held = _first_codings(reader, SessionKind.OBSERVATION)
    return [row.id for row in reader.select(query) if row.session_id in held]


def _at_touchpoints(reader: Reader) -> list[str]:
    table = table_of(Entry).c
    query = select(table.id, table.session_id)
    query = query.where(table.retired.is_(False), table.touchpoint_id.is_not(None))
    held = _first_codings(reader, SessionKind.OBSERVATION)
    return [row.id for row in reader.select(query) if row.session_id in held]
