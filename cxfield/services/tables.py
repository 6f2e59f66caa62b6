# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What leaves a study as tables and records, for other programs; and what a study file is, in short."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import func, select

from cxfield.errors import UserError
from cxfield.export.job import Progress, nothing_reported
from cxfield.export.study_json import write_json
from cxfield.export.table_csv import Value, write_csv
from cxfield.i18n import N_, Texts, pick
from cxfield.methods.questions import Asked, Choice, question_type
from cxfield.methods.questions.said import said
from cxfield.model.enums import SessionKind
from cxfield.model.people import Erasure, Participant, PersonKey
from cxfield.model.registry import kind_of, kinds, table_of
from cxfield.model.session import Session
from cxfield.model.study import Study
from cxfield.report.dataset import EntryRow, QuestionRow, ReportData, local_time
from cxfield.services import tables_more
from cxfield.services.dataset import load
from cxfield.storage import Reader, StudyFile
from cxfield.storage.migrate import CURRENT
from cxfield.storage.tables import JOURNAL

FORMATS = ("csv", "json")
TABLES = ("entries", "answers", "moments", "shoppers", "seats", "issues")

ENTRY_COLUMNS = (
    "session",
    "phase",
    "site",
    "day",
    "clock",
    "t_s",
    "duration_s",
    "observer",
    "code",
    "meaning",
    "shopper",
    "touchpoint",
    "zone",
    "text",
    "how",
    "interpretation",
    "so_what",
    "expected_instead",
    "ordinariness",
    "chosen",
    "polarity",
    "emotion",
    "marks",
    "star",
    "settling",
    "aware",
    "id",
)
ANSWER_COLUMNS = (
    "session",
    "kind",
    "site",
    "day",
    "participant",
    "theme",
    "question",
    "type",
    "question_text",
    "value",
    "value_text",
    "count",
    "text",
    "skipped",
    "skip_reason",
    "star",
    "id",
)
#: Who a code is stays in the file.
_STAYS = kind_of(PersonKey).name


@dataclass(frozen=True, slots=True)
class Table:
    """Rows with the names of their columns."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]


@dataclass(frozen=True, slots=True)
class StudyInfo:
    """A study file in short."""

    title: str
    client: str
    sample: bool
    sessions_done: int
    sessions: int
    interviews: int
    groups: int
    entries: int
    answers: int
    participants: int
    changes: int
    changed_at: int | None
    changed_offset: int
    changed_by: str
    format: int
    size: int
    owner: str | None


def export_study(
    study: StudyFile,
    *,
    path: Path,
    kind: str,
    table: str,
    texts: Texts,
    progress: Progress = nothing_reported,
) -> Path:
    """Write one table as CSV, or every record as JSON; who a code is stays in the study."""
    if kind not in FORMATS:
        raise UserError(N_("A table is written as csv or json, not as {kind}."), kind=kind)
    if kind == "json":
        records = study.read(records_of)
        write_json(records, path, version=CURRENT, progress=progress)
        return path
    if table not in TABLES:
        raise UserError(
            N_("There is no table {table}. Choose {tables}."), table=table, tables=", ".join(TABLES)
        )
    data = study.read(lambda reader: load(reader, texts, date.min))
    made = table_of_data(table, data)
    write_csv(made.columns, made.rows, path, progress=progress)
    return path


def table_of_data(table: str, data: ReportData) -> Table:
    """One table by its name."""
    match table:
        case "entries":
            return entries_table(data)
        case "answers":
            return answers_table(data)
        case "moments":
            return Table(tables_more.MOMENTS, tables_more.moments(data))
        case "shoppers":
            return Table(tables_more.SHOPPERS, tables_more.shoppers(data))
        case "seats":
            return Table(tables_more.SEATS, tables_more.seats(data))
        case _:
            return Table(tables_more.ISSUES, tables_more.issues(data))


def entries_table(data: ReportData) -> Table:
    """Every entry of the first codings, in the order of time; labels in the language of the data."""
    sessions = data.session_by_id
    return Table(ENTRY_COLUMNS, tuple(_entry(entry, data, sessions) for entry in data.entries))


def _entry(entry: EntryRow, data: ReportData, sessions: Any) -> tuple[Value, ...]:
    session = sessions[entry.session_id]
    at = local_time(entry.at, entry.offset_min)
    length = None if entry.end_t_ms is None else (entry.end_t_ms - entry.t_ms) / 1000
    return (
        session.number,
        entry.phase,
        data.site_name(session.site),
        at.date().isoformat(),
        at.time().isoformat(timespec="seconds"),
        entry.t_ms / 1000,
        length,
        entry.observer,
        entry.code,
        entry.meaning,
        entry.shopper,
        entry.touchpoint,
        entry.zone,
        entry.text,
        entry.how,
        entry.interpretation,
        entry.so_what,
        entry.expected_instead,
        entry.ordinariness,
        entry.chosen,
        entry.polarity,
        entry.emotion,
        " ".join(entry.marks),
        entry.star,
        entry.settling,
        entry.aware,
        entry.id,
    )


def answers_table(data: ReportData) -> Table:
    """Every answer with its question; a value of several parts is JSON."""
    return Table(ANSWER_COLUMNS, tuple(_answers(data, Texts(data.language))))


def _answers(data: ReportData, texts: Texts) -> Iterator[tuple[Value, ...]]:
    sessions = data.session_by_id
    questions = {question.id: question for question in data.questions}
    for answer in data.answers:
        session, question = sessions[answer.session_id], questions.get(answer.question_id)
        value, count = _plain(answer.value)
        yield (
            session.number,
            session.kind,
            data.site_name(session.site),
            session.day.isoformat() if session.day else "",
            answer.participant,
            question.theme if question else "",
            question.key if question else "",
            question.type if question else "",
            question.text if question else "",
            value,
            _words(answer.value, question, texts),
            count,
            answer.text,
            answer.skipped,
            answer.skip_reason,
            answer.star,
            answer.id,
        )


def _words(value: Any, question: QuestionRow | None, texts: Texts) -> str:
    """A value in words, for readers who do not know how types keep their answers."""
    if value is None or question is None:
        return ""
    try:
        kind = question_type(question.type)
    except UserError:
        return ""
    names = dict(question.options)
    choices = tuple(Choice(key, {"": name}) for key, name in question.options)
    asked = Asked(question.key, question.settings, choices)
    if isinstance(value, list) and question.type != "photo":
        return ", ".join(names.get(str(item), "") for item in value if str(item) in names)
    return said(value, kind, asked, lambda key: names.get(key, key), texts) or ""


def _plain(value: Any) -> tuple[Value, int | None]:
    if isinstance(value, dict) and set(value) <= {"choice", "count"}:
        return value.get("choice"), value.get("count")
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False), None
    return value, None


def records_of(reader: Reader) -> dict[str, list[dict[str, Any]]]:
    """Every living record by kind, in the order of keys; clothing marks and the code key stay behind."""
    found: dict[str, list[dict[str, Any]]] = {}
    for name, kind in kinds().items():
        if name == _STAYS:
            continue
        query = select(kind.table).where(kind.table.c.retired.is_(False)).order_by(kind.table.c.id)
        hidden = kind.transient | {"retired"}
        found[name] = [
            {field: value for field, value in row._mapping.items() if field not in hidden}
            for row in reader.select(query)
        ]
    return found


def study_info(study: StudyFile, texts: Texts) -> StudyInfo:
    """Say what a file holds."""
    return study.read(lambda reader: _info(reader, study, texts))


def _info(reader: Reader, study: StudyFile, texts: Texts) -> StudyInfo:
    about = next(iter(reader.all(Study)), None) or Study()
    sessions = [session for session in reader.all(Session) if session.parallel_of is None]
    observed = [s for s in sessions if s.kind == SessionKind.OBSERVATION]
    first = {session.id for session in sessions}
    last = reader.select(
        select(JOURNAL.c.at, JOURNAL.c.offset_min, JOURNAL.c.author).order_by(JOURNAL.c.hlc.desc()).limit(1)
    )
    newest = last[0] if last else None
    return StudyInfo(
        title=pick(about.title, texts.locale),
        client=pick(about.client, texts.locale),
        sample=about.sample,
        sessions_done=sum(s.ended_at is not None for s in observed),
        sessions=len(observed),
        interviews=_begun(sessions, SessionKind.INTERVIEW),
        groups=_begun(sessions, SessionKind.GROUP),
        entries=_counted(reader, "entry", first),
        answers=_counted(reader, "answer", first),
        participants=_living_people(reader),
        changes=int(reader.select(select(func.count()).select_from(JOURNAL))[0][0]),
        changed_at=newest.at if newest else None,
        changed_offset=newest.offset_min if newest else 0,
        changed_by=newest.author if newest else "",
        format=int(reader.connection.exec_driver_sql("PRAGMA user_version").scalar_one()),
        size=study.path.stat().st_size,
        owner=study.owner,
    )


def changed_on(info: StudyInfo) -> datetime | None:
    """The local time of the last change."""
    return None if info.changed_at is None else local_time(info.changed_at, info.changed_offset)


def _begun(sessions: list[Session], kind: SessionKind) -> int:
    return sum(s.kind == kind and s.started_at is not None for s in sessions)


def _counted(reader: Reader, name: str, sessions: set[str]) -> int:
    table = kinds()[name].table.c
    query = select(table.session_id, func.count().label("n")).where(table.retired.is_(False))
    return sum(row.n for row in reader.select(query.group_by(table.session_id)) if row.session_id in sessions)


def _living_people(reader: Reader) -> int:
    people, gone = table_of(Participant).c, table_of(Erasure).c
    erased = select(gone.participant_id)
    query = select(func.count()).select_from(table_of(Participant))
    query = query.where(people.retired.is_(False), people.id.not_in(erased))
    return int(reader.select(query)[0][0])
