# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Loads what a report needs: a few bulk questions to the file, plain values back."""

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from cxfield.clock import running_ms
from cxfield.i18n import Texts, pick
from cxfield.methods.questions.wheels import geneva, plutchik
from cxfield.model.base import Record
from cxfield.model.capture import Shopper
from cxfield.model.codes import Code
from cxfield.model.debrief import ChapterText
from cxfield.model.enums import SessionKind
from cxfield.model.people import Erasure, Participant
from cxfield.model.registry import table_of
from cxfield.model.session import Session
from cxfield.model.study import Site, Study, TeamMember, Touchpoint, Zone
from cxfield.report.dataset import EmotionName, EntryRow, ReportData, SessionRow, ShopperRow, SiteRow
from cxfield.report.figures import PHASES
from cxfield.services import (
    dataset_debrief,
    dataset_ground,
    dataset_instruments,
    dataset_more,
    dataset_places,
    dataset_talk,
)
from cxfield.services.group_facts import groups_of
from cxfield.storage import Reader


@dataclass(frozen=True, slots=True)
class Names:
    """The words behind ids, in one language."""

    locale: str
    code: Mapping[str, str]
    meaning: Mapping[str, str]
    touchpoint: Mapping[str, str]
    zone: Mapping[str, str]
    observer: Mapping[str, str]
    shopper: Mapping[str, str]
    participant: Mapping[str, str]
    site: Mapping[str, str]


def load(reader: Reader, texts: Texts, created: dt.date) -> ReportData:
    """Everything a report says, in its language; second codings and planned work are told apart."""
    locale = texts.locale
    names = names_of(reader, locale)
    study = next(iter(reader.all(Study)), None) or Study()
    sessions = _sessions(reader, names)
    first = tuple(s for s in sessions if not s.parallel)
    observed = frozenset(s.id for s in first if s.kind == SessionKind.OBSERVATION)
    parallel = tuple(s for s in sessions if s.parallel)
    entries = _entries(reader, names, observed | {s.id for s in parallel})
    talk = dataset_talk.load(reader, texts, {s.id: s for s in first})
    debrief = dataset_debrief.load(reader, texts)
    team = reader.all(TeamMember, order_by="order_key")
    return ReportData(
        language=locale,
        title=pick(study.title, locale),
        created=created,
        client=pick(study.client, locale),
        question=pick(study.question, locale),
        purpose=pick(study.purpose, locale),
        legal_basis=pick(study.legal_basis, locale),
        retention=pick(study.retention, locale),
        wait_limit_min=study.wait_limit_min,
        sample=study.sample,
        sites=tuple(
            SiteRow(s.id, s.code, pick(s.name, locale)) for s in reader.all(Site, order_by="order_key")
        ),
        observers=tuple((m.code, pick(m.role, locale)) for m in team),
        sessions=first,
        parallel_sessions=parallel,
        entries=tuple(e for e in entries if e.session_id in observed),
        shoppers=_shoppers(reader, observed),
        instruments=dataset_instruments.load(reader, observed, locale),
        ground=dataset_ground.load(reader, texts, observed),
        places=dataset_places.load(reader, observed, locale),
        people=talk.people,
        withdrawn=len({e.participant_id for e in reader.all(Erasure)}),
        questions=talk.questions,
        answers=talk.answers,
        quotes=talk.quotes,
        moments=talk.moments,
        emotion_names=_emotions(locale),
        seats=talk.seats,
        statements=talk.statements,
        groups=groups_of(reader, texts),
        pictures=talk.pictures,
        metrics=debrief.metrics,
        findings=debrief.findings,
        actions=debrief.actions,
        preconceptions=debrief.preconceptions,
        reflections=debrief.reflections,
        meetings=debrief.meetings,
        coded_again=tuple(e for e in entries if e.session_id not in observed),
        **dataset_more.load(reader, locale),
        chapter_texts=chapter_texts(reader, locale),
    )


def chapter_texts(reader: Reader, locale: str) -> dict[str, str]:
    """The author's own words by chapter."""
    return {row.chapter: pick(row.text, locale) for row in reader.all(ChapterText)}


def names_of(reader: Reader, locale: str) -> Names:
    """The words of everything that entries point to; retired ones keep their names."""

    def words(cls: type[Record]) -> dict[str, str]:
        table = table_of(cls).c
        return {row.id: pick(row.name, locale) for row in reader.select(select(table.id, table.name))}

    code, member, shopper, person = (
        table_of(Code).c,
        table_of(TeamMember).c,
        table_of(Shopper).c,
        table_of(Participant).c,
    )
    return Names(
        locale,
        words(Code),
        {row.id: row.meaning for row in reader.select(select(code.id, code.meaning))},
        words(Touchpoint),
        words(Zone),
        {row.id: row.code for row in reader.select(select(member.id, member.code))},
        {row.id: row.letter for row in reader.select(select(shopper.id, shopper.letter))},
        {row.id: row.code for row in reader.select(select(person.id, person.code))},
        words(Site),
    )


def _sessions(reader: Reader, names: Names) -> list[SessionRow]:
    return [_session(session, names) for session in reader.all(Session, order_by="number")]


def _session(session: Session, names: Names) -> SessionRow:
    length = session.length_ms
    return SessionRow(
        id=session.id,
        kind=session.kind,
        state=session.state,
        number=session.number,
        site=session.site_id or "",
        phase=session.phase,
        started_at=session.started_at,
        offset_min=session.offset_min,
        planned_on=session.planned_on,
        planned_min=session.planned_min,
        length_ms=length,
        running_ms=None if length is None else running_ms(length, session.pauses),
        participant=names.participant.get(session.participant_id or "", ""),
        language=session.language,
        roles=tuple((names.observer.get(member, "–"), role) for member, role in session.roles.items()),
        mode=session.mode,
        reactivity=session.reactivity,
        attention=session.attention,
        parallel=session.parallel_of is not None,
        name=pick(session.name, names.locale),
        wave=session.wave_id or "",
        parallel_of=session.parallel_of or "",
        shift_ms=session.shift_ms,
        training=session.training,
        closing=session.notes,
        settling_min=session.settling_min,
    )


def _entries(reader: Reader, names: Names, sessions: frozenset[str]) -> tuple[EntryRow, ...]:
    # Through the driver alone: of ten thousands of rows, most have no marks to decode and no dates to make.
    found = reader.stream(
        f"SELECT {', '.join(_ENTRY_COLUMNS)} FROM entry WHERE NOT retired ORDER BY at, t_ms, id"
    )
    # The driver makes the words of each row anew: those that repeat are kept once.
    known = {word: word for word in (*sessions, *PHASES)}
    return tuple([_entry(row, names, known) for row in found if row[1] in sessions])


#: What a report reads of an entry, in the order in which `_entry` takes it apart.
_ENTRY_COLUMNS = (
    "id", "session_id", "t_ms", "at", "offset_min", "end_t_ms", "observer_id", "code_id", "shopper_id",
    "touchpoint_id", "zone_id", "phase", "text", "how", "interpretation", "so_what", "expected_instead",
    "ordinariness", "chosen", "polarity", "emotion", "star", "settling", "aware", "marks",
)  # fmt: skip


def _entry(row: Any, names: Names, known: Mapping[str, str]) -> EntryRow:
    (
        id_, session_id, t_ms, at, offset_min, end_t_ms, observer, code, shopper, touchpoint, zone, phase,
        text, how, interpretation, so_what, expected, ordinariness, chosen, polarity, emotion, star,
        settling, aware, marked,
    ) = row  # fmt: skip
    # By position: the fields of EntryRow in their order; names would double the time of ten thousand rows.
    return EntryRow(
        id_, known[session_id], t_ms, at, offset_min, end_t_ms,
        names.observer.get(observer, ""),
        names.code.get(code, ""),
        names.meaning.get(code, ""),
        shopper or "",
        names.shopper.get(shopper, "") if shopper else "",
        names.touchpoint.get(touchpoint, ""),
        names.zone.get(zone, "") if zone else "",
        known.get(phase, phase),
        text, how, interpretation, so_what, expected, ordinariness, chosen == 1, polarity, emotion,
        tuple(json.loads(marked)) if marked not in (None, "[]", "null") else (),
        star == 1, settling == 1, aware == 1,
    )  # fmt: skip


def _shoppers(reader: Reader, sessions: frozenset[str]) -> tuple[ShopperRow, ...]:
    table = table_of(Shopper).c
    query = select(table.id, table.session_id, table.letter, table.in_t, table.out_t)
    query = query.where(table.retired.is_(False)).order_by(table.session_id, table.letter, table.id)
    rows = [row for row in reader.select(query) if row.session_id in sessions]
    return tuple(ShopperRow(row.id, row.session_id, row.letter, row.in_t, row.out_t) for row in rows)


def _emotions(locale: str) -> dict[str, EmotionName]:
    found: dict[str, EmotionName] = {}
    for wheel in (plutchik(), geneva()):  # where both have a word, the usual wheel's is used
        for emotion in wheel.emotions:
            side = 0 if emotion.positive is None else 1 if emotion.positive else -1
            found[emotion.key] = EmotionName(pick(emotion.name, locale), side)
        found |= {key: EmotionName(pick(name, locale)) for key, name in wheel.centre.items()}
    return found
