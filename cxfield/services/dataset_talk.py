# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What people said, for a report: answers, quotes with consent, moments, the group's talk."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select

from cxfield.errors import UserError
from cxfield.i18n import Texts, pick
from cxfield.methods.questions.wheels import NONE
from cxfield.model.enums import ConsentItem, SessionKind
from cxfield.model.guide import GuideVersion
from cxfield.model.people import Consent, Erasure, Participant
from cxfield.model.registry import table_of
from cxfield.model.study import Site, Touchpoint
from cxfield.model.talk import Answer, Extract, Moment, Seat, Statement, Turn
from cxfield.report.dataset import (
    AnswerRow,
    MomentRow,
    PersonRow,
    QuestionRow,
    QuoteRow,
    SeatRow,
    SessionRow,
    StatementRow,
)
from cxfield.services.attachments import picture_bytes
from cxfield.services.dataset_refs import reference
from cxfield.services.dataset_versions import places_of, pooled
from cxfield.storage import Reader

Consents = Mapping[str, Mapping[str, bool | None]]
Sessions = Mapping[str, SessionRow]


@dataclass(frozen=True, slots=True)
class Talk:
    """All that was said."""

    people: tuple[PersonRow, ...]
    questions: tuple[QuestionRow, ...]
    answers: tuple[AnswerRow, ...]
    quotes: tuple[QuoteRow, ...]
    moments: tuple[MomentRow, ...]
    seats: tuple[SeatRow, ...]
    statements: tuple[StatementRow, ...]
    pictures: Mapping[str, bytes]


def load(reader: Reader, texts: Texts, sessions: Sessions) -> Talk:
    """Read it, with codes in place of people and consent beside every quote."""
    locale = texts.locale
    consents = consents_of(reader)
    people = {person.id: person for person in reader.all(Participant, order_by="order_key")}
    for erasure in reader.all(Erasure):
        people.pop(erasure.participant_id, None)
    codes = {person_id: person.code for person_id, person in people.items()}
    seats = reader.all(Seat, order_by="key")
    questions, answers = pooled(
        questions_of(reader, locale), answers_of(reader, sessions, codes), places_of(reader)
    )
    return Talk(
        tuple(_person(person, consents) for person in people.values()),
        questions,
        answers,
        _Quotes(reader, texts, sessions, consents, codes, seats, questions, answers).rows(),
        _moments(reader, locale, sessions, codes),
        _seats(reader, sessions, codes, seats),
        _statements(reader, sessions, consents, codes, seats),
        pictures_of(reader, questions, answers),
    )


def consents_of(reader: Reader) -> dict[str, dict[str, bool | None]]:
    """The latest answer of each participant to each consent item."""
    found: dict[str, dict[str, bool | None]] = {}
    for consent in reader.all(Consent, order_by="at"):
        found.setdefault(consent.participant_id, {})[consent.item] = consent.given
    return found


def _person(person: Participant, consents: Consents) -> PersonRow:
    return PersonRow(
        person.code,
        person.kind,
        person.gender,
        person.age_band,
        person.occupation,
        person.relationship,
        person.role,
        person.organisation,
        consents.get(person.id, {}),
        person.segment,
        person.digital_capability,
        person.most_valued,
    )


def questions_of(reader: Reader, locale: str) -> tuple[QuestionRow, ...]:
    """Every question as asked, in the order of its section."""
    options: dict[str, list[tuple[str, str]]] = {}
    pictures: dict[str, dict[str, str]] = {}
    for option in reader.rows("option", order_by="order_key"):
        options.setdefault(option.question_id, []).append((option.id, pick(option.name, locale)))
        if option.image_id:
            pictures.setdefault(option.question_id, {})[option.id] = option.image_id
    sections = {section.id: section for section in reader.rows("section", order_by="order_key")}
    place = {section_id: number for number, section_id in enumerate(sections)}
    asked = [q for q in reader.rows("question", order_by="order_key") if q.section_id in sections]
    return tuple(
        QuestionRow(
            q.id,
            q.key,
            q.type,
            sections[q.section_id].theme,
            pick(sections[q.section_id].name, locale),
            pick(q.text, locale),
            q.settings,
            tuple(options.get(q.id, ())),
            q.follows_id or "",
            pictures.get(q.id, {}),
        )
        for q in sorted(asked, key=lambda q: place[q.section_id])
    )


def pictures_of(
    reader: Reader, questions: Sequence[QuestionRow], answers: Sequence[AnswerRow]
) -> dict[str, bytes]:
    """The stored pictures that answered questions show; one that is not in the file is left out."""
    answered = {answer.question_id for answer in answers}
    wanted: set[str] = set()
    for question in questions:
        if question.id in answered:
            wanted |= {*question.pictures.values(), str(question.settings.get("picture_id") or "")}
    found: dict[str, bytes] = {}
    for picture in sorted(wanted - {""}):
        with suppress(UserError):
            found[picture] = picture_bytes(reader, picture)
    return found


def answers_of(reader: Reader, sessions: Sessions, codes: Mapping[str, str]) -> tuple[AnswerRow, ...]:
    """Every answer of these sessions, with codes in place of people."""
    ordered = sorted(
        (row for row in reader.rows("answer") if row.session_id in sessions),
        key=lambda row: (sessions[row.session_id].participant, sessions[row.session_id].number, row.t_ms),
    )
    return tuple(
        AnswerRow(
            row.id,
            row.session_id,
            row.question_id,
            codes.get(row.participant_id or "", "") or sessions[row.session_id].participant,
            row.value,
            row.text,
            row.skipped,
            row.skip_reason,
            row.star,
            row.t_ms or 0,
        )
        for row in ordered
    )


def _rows(reader: Reader, cls: Any) -> list[Any]:
    table = table_of(cls)
    return list(reader.select(select(table).where(table.c.retired.is_(False)).order_by(table.c.id)))


@dataclass(frozen=True, slots=True)
class _Quotes:
    """Finds whose words a quote is, by whichever way the mark was made."""

    reader: Reader
    texts: Texts
    sessions: Sessions
    consents: Consents
    codes: Mapping[str, str]
    seats: list[Seat]
    questions: tuple[QuestionRow, ...]
    answers: tuple[AnswerRow, ...]

    def rows(self) -> tuple[QuoteRow, ...]:
        """Every quote in the order of the people's codes."""
        marked = [row for row in _rows(self.reader, Extract) if row.quote]
        found = [self._row(row) for row in marked]
        return tuple(
            sorted((q for q in found if q is not None), key=lambda q: (q.group, q.participant, q.id))
        )

    def _row(self, row: Any) -> QuoteRow | None:
        answer = next((a for a in self.answers if a.id == row.answer_id), None)
        statement = self.reader.find(Statement, row.statement_id)
        session = self.sessions.get(
            answer.session_id if answer else statement.session_id if statement else ""
        )
        person = row.participant_id or self._speaker(statement)
        code = self.codes.get(person or "", "") or (session.participant if session else "")
        person = person or next((key for key, value in self.codes.items() if value == code), "")
        site = self.reader.find(Site, session.site) if session and session.site else None
        touchpoint = self.reader.find(Touchpoint, row.touchpoint_id)
        question = next((q for q in self.questions if answer and q.id == answer.question_id), None)
        return QuoteRow(
            row.id,
            row.text,
            code,
            self.consents.get(person, {}).get(ConsentItem.QUOTES),
            row.theme or (question.theme if question else ""),
            pick(touchpoint.name, self.texts.locale) if touchpoint else "",
            pick(site.name, self.texts.locale).partition(",")[0] if site else "",
            group=session is not None and session.kind == SessionKind.GROUP,
            ref=self._reference(row, session),
            language=session.language if session else "",
        )

    def _reference(self, row: Any, session: SessionRow | None) -> str:
        """The short id of the words behind a quote, their session and time."""
        answer = self.reader.find(Answer, row.answer_id)
        statement = self.reader.find(Statement, row.statement_id)
        source = answer or statement
        return reference(
            source.id if source else row.id, session, source.t_ms if source else None, self.texts
        )

    def _speaker(self, statement: Statement | None) -> str | None:
        if statement is None:
            return None
        return next((seat.participant_id for seat in self.seats if seat.id == statement.seat_id), None)


def _moments(
    reader: Reader, locale: str, sessions: Sessions, codes: Mapping[str, str]
) -> tuple[MomentRow, ...]:
    labels: dict[str, str] = {}
    for version in reader.all(GuideVersion, order_by="number"):
        labels.update({str(m.get("key", "")): pick(m.get("name"), locale) for m in version.moments})
    touchpoints = {t.id: pick(t.name, locale) for t in reader.all(Touchpoint, retired=True)}
    place = {key: number for number, key in enumerate(labels)}
    found = [row for row in _rows(reader, Moment) if row.session_id in sessions]
    found.sort(key=lambda row: (place.get(row.key, len(place)), row.order_key, row.id))
    return tuple(
        MomentRow(
            codes.get(row.participant_id or "", "") or sessions[row.session_id].participant or row.session_id,
            row.key or row.touchpoint_id or row.id,
            labels.get(row.key) or touchpoints.get(row.touchpoint_id, "") or row.key,
            row.valence,
            tuple(
                (e["key"], e.get("intensity")) for e in row.emotions or () if e.get("key") not in ("", NONE)
            ),
        )
        for row in found
    )


def _seats(
    reader: Reader, sessions: Sessions, codes: Mapping[str, str], seats: list[Seat]
) -> tuple[SeatRow, ...]:
    table = table_of(Turn).c
    spoke = func.sum(func.coalesce(table.end_t_ms, table.t_ms) - table.t_ms)
    query = (
        select(table.seat_id, func.count().label("turns"), spoke.label("ms"))
        .where(table.retired.is_(False))
        .group_by(table.seat_id)
    )
    talked = {row.seat_id: (row.turns, row.ms or 0) for row in reader.select(query)}
    return tuple(
        SeatRow(
            seat.id,
            seat.session_id,
            codes.get(seat.participant_id or "", ""),
            seat.moderator,
            talked.get(seat.id, (0, 0))[1] / 1000,
            talked.get(seat.id, (0, 0))[0],
        )
        for seat in sorted(seats, key=lambda seat: codes.get(seat.participant_id or "", "~"))
        if seat.session_id in sessions
    )


def _statements(
    reader: Reader,
    sessions: Sessions,
    consents: Consents,
    codes: Mapping[str, str],
    seats: list[Seat],
) -> tuple[StatementRow, ...]:
    person = {seat.id: seat.participant_id or "" for seat in seats}
    rows = [row for row in _rows(reader, Statement) if row.session_id in sessions]
    return tuple(
        StatementRow(
            row.id,
            row.session_id,
            row.t_ms,
            codes.get(person.get(row.seat_id or "", ""), ""),
            row.text,
            row.polarity,
            row.verbatim,
            len(row.agree or ()),
            len(row.disagree or ()),
            consents.get(person.get(row.seat_id or "", ""), {}).get(ConsentItem.QUOTES),
        )
        for row in sorted(rows, key=lambda row: row.t_ms)
    )
