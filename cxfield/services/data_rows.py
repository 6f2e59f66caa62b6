# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The rows themselves, a page at a time, and one record in full."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from sqlalchemy import ColumnElement, literal_column, select

from cxfield.errors import UserError
from cxfield.i18n import N_, Texts, pick
from cxfield.methods.questions import CANNOT_SAY, Asked, Choice, question_type
from cxfield.methods.questions.said import said
from cxfield.methods.questions.wheels import emotion_words, geneva, plutchik
from cxfield.methods.wording import without_score
from cxfield.model.guide import GuideVersion, Option, Question
from cxfield.model.registry import table_of
from cxfield.model.session import Session
from cxfield.model.talk import Seat
from cxfield.report.dataset import local_time
from cxfield.services import data_filter
from cxfield.services.data_kinds import CLASSES, Key, pages, refs_by_kind
from cxfield.services.dataset import Names, names_of
from cxfield.storage import Reader


@dataclass(frozen=True, slots=True)
class DataRow:
    """One row of the list; None where the kind has no such thing."""

    key: Key
    session_id: str
    t_ms: int | None
    who: str
    what: str
    text: str
    ordinariness: int | None = None
    chosen: bool = False
    polarity: int | None = None
    valence: int | None = None
    observer: str = ""
    star: bool | None = None
    settling: bool = False
    verbatim: bool = False
    marks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Detail:
    """One record in full: its row, where and when, every field that may be changed, pictures and sound."""

    row: DataRow
    session_kind: str
    site: str
    place: str
    when: str
    fields: Mapping[str, Any]
    pictures: tuple[tuple[str, str], ...] = ()
    heard: bool = False


#: What a row says; the other columns of an entry are read when it is looked at in full.
_READ = {
    data_filter.ENTRY: (
        "id", "session_id", "t_ms", "end_t_ms", "shopper_id", "code_id", "text", "ordinariness", "chosen",
        "polarity", "observer_id", "star", "settling", "marks",
    )
}  # fmt: skip


#: The length of an id.
_ID = 32


class Words:
    """Says rows in one language; the words behind ids are read once, the rows each time."""

    def __init__(self, reader: Reader, texts: Texts) -> None:
        self.texts = texts
        self.names: Names = names_of(reader, texts.locale)
        questions = table_of(Question).c
        self._questions = {
            row.id: row
            for row in reader.select(
                select(questions.id, questions.key, questions.text, questions.type, questions.settings)
            )
        }
        options, seats, sessions = table_of(Option).c, table_of(Seat).c, table_of(Session).c
        self._options = {
            row.id: pick(row.name, texts.locale) for row in reader.select(select(options.id, options.name))
        }
        self._seats = {
            row.id: self.names.participant.get(row.participant_id or "", "")
            for row in reader.select(select(seats.id, seats.participant_id))
        }
        self._sessions = {
            row.id: row for row in reader.select(select(sessions.id, sessions.participant_id, sessions.roles))
        }
        self._moments: dict[str, str] = {}
        for version in reader.all(GuideVersion):
            self._moments |= {str(m.get("key")): pick(m.get("name"), texts.locale) for m in version.moments}

    @cached_property
    def _emotions(self) -> dict[str, str]:
        keys = [*plutchik().centre, *(e.key for wheel in (plutchik(), geneva()) for e in wheel.emotions)]
        return {key: pick(emotion_words(key), self.texts.locale) for key in keys}

    def rows(self, reader: Reader, keys: Sequence[Key]) -> list[DataRow]:
        """The rows of these keys, in their order; what has gone meanwhile is left out."""
        found: dict[Key, DataRow] = {}
        for kind, ids in pages(keys).items():
            table = table_of(CLASSES[kind])
            for start in range(0, len(ids), 500):
                query = select(table).where(table.c.id.in_(ids[start : start + 500]))
                for row in reader.select(query):
                    key = Key(kind, row.id)
                    found[key] = self._row(key, row)
        return [found[key] for key in keys if key in found]

    def page(self, reader: Reader, refs: Sequence[int]) -> dict[int, DataRow]:
        """The rows of these refs; what has gone meanwhile is left out."""
        found: dict[int, DataRow] = {}
        for kind, (shift, places) in refs_by_kind(refs).items():
            table = table_of(CLASSES[kind])
            place: ColumnElement[int] = literal_column(f'"{kind}".rowid').label("place")
            read = [table.c[name] for name in _READ.get(kind, table.c.keys())]
            for row in reader.select(select(place, *read).where(place.in_(places))):
                found[row.place * len(data_filter.KINDS) + shift] = self._row(Key(kind, row.id), row)
        return found

    def _row(self, key: Key, row: Any) -> DataRow:
        match key.kind:
            case data_filter.ENTRY:
                return self._entry(key, row)
            case data_filter.ANSWER:
                return self._answer(key, row)
            case data_filter.STATEMENT:
                return self._statement(key, row)
            case _:
                return self._moment(key, row)

    def _entry(self, key: Key, row: Any) -> DataRow:
        text = row.text
        if row.end_t_ms is not None and row.end_t_ms > row.t_ms:
            seconds = (row.end_t_ms - row.t_ms) // 1000
            lasted = self.texts.t("lasted {time}", time=f"{seconds // 60}:{seconds % 60:02}")
            text = f"{text} · {lasted}" if text else lasted
        return DataRow(
            key,
            row.session_id,
            row.t_ms,
            self.names.shopper.get(row.shopper_id or "", ""),
            self.names.code.get(row.code_id or "", "") or self.texts.t("Note"),
            text,
            row.ordinariness,
            row.chosen,
            row.polarity,
            None,
            self.names.observer.get(row.observer_id or "", ""),
            row.star,
            row.settling,
            marks=tuple(row.marks or ()),
        )

    def _answer(self, key: Key, row: Any) -> DataRow:
        question = self._questions.get(row.question_id)
        said = [self._value(question, row.value), row.text.replace("\n", " ")]
        text = " · ".join(part for part in said if part)
        if row.skipped and not text:
            text = self.texts.t("(skipped)")
        return DataRow(
            key,
            row.session_id,
            row.t_ms,
            self.names.participant.get(row.participant_id or "", "") or self._who(row.session_id),
            without_score(pick(question.text, self.texts.locale)) if question is not None else "–",
            text,
            observer=self._asked_by(row.session_id),
            star=row.star,
            verbatim=question is not None and question.type == "open_quote",
        )

    def _statement(self, key: Key, row: Any) -> DataRow:
        codes = ", ".join(self.names.code.get(code, "") for code in row.code_ids or ())
        return DataRow(
            key,
            row.session_id,
            row.t_ms,
            self._seats.get(row.seat_id or "", ""),
            codes or self.texts.t("Statement"),
            row.text,
            polarity=row.polarity,
            observer=self._asked_by(row.session_id),
            verbatim=row.verbatim,
        )

    def _moment(self, key: Key, row: Any) -> DataRow:
        label = (
            self._moments.get(row.key) or self.names.touchpoint.get(row.touchpoint_id or "", "") or row.key
        )
        said = [
            f"{self._emotions.get(e.get('key', ''), e.get('key', ''))} {e.get('intensity') or ''}".strip()
            for e in row.emotions or ()
        ]
        return DataRow(
            key,
            row.session_id,
            None,
            self.names.participant.get(row.participant_id or "", "") or self._who(row.session_id),
            self.texts.t("Feeling: {moment}", moment=label.lower()),
            ", ".join(said),
            valence=row.valence,
            observer=self._asked_by(row.session_id),
        )

    def _who(self, session_id: str) -> str:
        session = self._sessions.get(session_id)
        return self.names.participant.get(session.participant_id or "", "") if session is not None else ""

    def _asked_by(self, session_id: str) -> str:
        session = self._sessions.get(session_id)
        codes = (self.names.observer.get(key, "") for key in (session.roles if session is not None else {}))
        return next((code for code in codes if code), "")

    def _value(self, question: Any, value: Any) -> str:
        if value is None or question is None:
            return ""
        if value == CANNOT_SAY:
            return self.texts.t("Don't know")
        told = self._told(question, value)
        if told is not None:
            return told
        if isinstance(value, list):
            return ", ".join(self._item(question, item) for item in value)
        return self._item(question, value)

    def _told(self, question: Any, value: Any) -> str | None:
        try:
            kind = question_type(question.type)
        except UserError:
            return None
        asked = Asked(question.key, question.settings)
        return said(value, kind, asked, lambda key: self._options.get(key, key), self.texts)

    def _item(self, question: Any, value: Any) -> str:
        if isinstance(value, dict) and "key" in value:
            word = self._emotions.get(value["key"], str(value["key"]))
            return f"{word} {value['intensity']}" if value.get("intensity") else word
        if isinstance(value, dict):
            count = value.get("count")
            word = self._item(question, value.get("choice"))
            return f"{word}, {count}" if count is not None else word
        if isinstance(value, bool) or not isinstance(value, str):
            return str(value)
        if value in self._options:
            return self._options[value]
        try:
            kind = question_type(question.type)
        except UserError:
            return value
        offered = getattr(kind, "choices", None)
        fixed: tuple[Choice, ...] = offered(Asked()) if offered is not None else ()
        msgid = next((choice.msgid for choice in fixed if choice.key == value), "")
        return self.texts.t(msgid) if msgid else value


def detail(reader: Reader, key: Key, texts: Texts, words: Words | None = None) -> Detail:
    """One record in full; UserError when it is gone. `words` saves reading the names again."""
    words = words or Words(reader, texts)
    record = reader.get(CLASSES[key.kind], key.id)
    fields = {name: getattr(record, name) for name in type(record).model_fields}
    rows = words.rows(reader, [key])
    session = reader.get(Session, fields["session_id"])
    if not rows:
        raise UserError(N_("This row was removed meanwhile. Choose another."))
    names = words.names
    site = names.site.get(session.site_id or "", "").partition(",")[0]
    place = names.touchpoint.get(fields.get("touchpoint_id") or "", "")
    place = place or names.zone.get(fields.get("zone_id") or "", "")
    return Detail(
        rows[0],
        session.kind,
        site,
        place,
        _when(fields, texts),
        fields,
        _pictures(reader, key, fields.get("value")),
        rows[0].t_ms is not None and _heard(reader, session.id, rows[0].t_ms),
    )


def _pictures(reader: Reader, key: Key, value: Any) -> tuple[tuple[str, str], ...]:
    """The pictures (id, caption) taken with an entry, or those that an answer consists of."""
    named = json.dumps([part for part in _strings(value) if len(part) >= _ID])
    rows = reader.sql(
        "SELECT id, caption FROM attachment WHERE NOT retired AND media_type LIKE 'image/%' "
        "AND (entry_id = ? OR id IN (SELECT value FROM json_each(?))) ORDER BY t_ms, id",
        key.id,
        named,
    )
    return tuple((str(id_), str(caption)) for id_, caption in rows)


def _strings(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [found for part in parts for found in _strings(part)]


def _heard(reader: Reader, session_id: str, t_ms: int) -> bool:
    """Whether something was recorded at that moment of the session."""
    from cxfield.services.interview_audio import recording_at, recordings

    return recording_at(recordings(reader, session_id), t_ms) is not None


def _when(fields: Mapping[str, Any], texts: Texts) -> str:
    """Session clock and wall clock: "0:25:40 · Wed 8 Oct at 13:39:40"."""
    parts = []
    if fields.get("t_ms") is not None:
        parts.append(texts.stopwatch(fields["t_ms"]))
    if fields.get("at"):
        moment = local_time(fields["at"], fields.get("offset_min") or 0)
        clock = texts.t("at {time}", time=texts.time(moment, seconds=True))
        parts.append(f"{texts.day(moment.date())} {clock}")
    return " · ".join(parts)
