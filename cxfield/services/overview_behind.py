# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is behind a mark: the filter of the data room that lets through exactly what the mark is made of."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement, and_, select

from cxfield.i18n import Texts, pick
from cxfield.methods.questions.wheels import emotion_words
from cxfield.model.capture import Entry
from cxfield.model.codes import Code
from cxfield.model.enums import CodeMeaning, SessionKind
from cxfield.model.registry import table_of
from cxfield.model.talk import Extract
from cxfield.report import words
from cxfield.report.dataset import AnswerRow
from cxfield.report.figures import ces_key, questions_of_type, score, yes_no
from cxfield.services.data_filter import ANSWER, ENTRY, MOMENT, STATEMENT, Filter
from cxfield.services.overview_faces import face_name
from cxfield.services.overview_patterns import coded, observed_times
from cxfield.services.overview_scope import Scoped
from cxfield.storage import Reader

_NUMBERS = {"nps": "nps", "nps_pooled": "nps", "csat": "csat"}
_MEANINGS = {
    "conversion": CodeMeaning.PURCHASE,
    "interception": CodeMeaning.STAFF_CONTACT,
    "confusion": CodeMeaning.CONFUSION,
}


def behind(reader: Reader, found: Scoped, ref: str, texts: Texts) -> Filter:
    """The filter of a reference that the overview has given; an unknown one shows everything in scope."""
    kind, _, rest = ref.partition(":")
    match kind:
        case "session":
            return Filter(session=rest)
        case "cell":
            site, _, phase = rest.partition(":")
            return _entries(reader, found, texts, site=site, phase=phase)
        case "phase":
            return _entries(reader, found, texts, phase=rest)
        case "wait":
            return _waits(found, rest, texts)
        case "metric":
            return _metric(reader, found, rest, texts)
        case "moment-id" | "answer-id":
            return _only(MOMENT if kind == "moment-id" else ANSWER, [rest], texts.t("one answer"))
        case "emotion" | "emotions":
            return _emotion(found, rest, texts)
        case "issue":
            return _issue(reader, found, rest, texts)
        case "code":
            return _with_code(reader, found, rest)
        case "touchpoint":
            place, _, phase = rest.partition(":")
            return _at_touchpoint(reader, found, texts, place, phase)
        case _:
            return Filter(site=found.scope.site, phase=found.scope.phase, settling=found.scope.settling)


def _only(kind: str, ids: Iterable[str], about: str) -> Filter:
    return Filter(kind=kind, only=tuple(ids), about=about)


def _entries(reader: Reader, found: Scoped, texts: Texts, *, site: str = "", phase: str = "") -> Filter:
    """Entries of one store and phase: as conditions where these say it all, else by name."""
    scope = found.scope
    sessions = {
        s.id
        for s in found.sessions
        if s.kind == SessionKind.OBSERVATION and s.done and site in ("", s.site) and phase in ("", s.phase)
    }
    phases = {t.phase for t in found.facts.tallies if t.session_id in sessions}
    plain = not (scope.wave or scope.team or scope.channel or scope.segment)
    if plain and (not phase or phases <= {phase}):
        return Filter(
            kind=ENTRY,
            site=site or scope.site,
            phase=phase or scope.phase,
            settling=scope.settling,
        )
    table = table_of(Entry).c
    tests = _in_scope(found, sessions)
    ids = [row.id for row in reader.select(select(table.id).where(and_(*tests)))]
    names = found.facts.names
    parts = (
        names.get(site, ""),
        words.phase(phase, texts).lower() if phase else "",
    )
    about = ", ".join(part for part in parts if part) or texts.t("the chosen part of the study")
    return _only(ENTRY, ids, about)


def _at_touchpoint(reader: Reader, found: Scoped, texts: Texts, place: str, phase: str) -> Filter:
    """Entries of one touchpoint logged in one phase, whatever the phase of their session."""
    table = table_of(Entry).c
    sessions = {s.id for s in found.sessions if s.kind == SessionKind.OBSERVATION}
    tests = [*_in_scope(found, sessions), table.touchpoint_id == place, table.phase == phase]
    ids = [row.id for row in reader.select(select(table.id).where(and_(*tests)))]
    about = f"{found.facts.names.get(place, place)}, {words.phase(phase, texts).lower()}"
    return _only(ENTRY, ids, about)


def _with_code(reader: Reader, found: Scoped, code_id: str) -> Filter:
    """The entries of a code that its time and rate are computed from."""
    events = coded(reader, found, observed_times(found))
    code = reader.find(Code, code_id)
    name = pick(code.name, found.facts.locale) if code is not None else code_id
    return _only(ENTRY, (event.id for event in events if event.code == code_id), name)


def entries_of(
    reader: Reader, found: Scoped, sessions: Iterable[str], where: Iterable[tuple[str, object]] = ()
) -> list[str]:
    """The entries in scope of some sessions whose columns have these values."""
    table = table_of(Entry).c
    tests = [*_in_scope(found, set(sessions)), *(_has(table[name], value) for name, value in where)]
    return [row.id for row in reader.select(select(table.id).where(and_(*tests)))]


def _has(column: ColumnElement[Any], value: object) -> ColumnElement[bool]:
    """The column has the value, one of several, or anything at all ("*")."""
    if value == "*":
        return column.is_not(None)
    return column.in_(value) if isinstance(value, tuple) else column == value


def answers_with(ids: Iterable[str], about: str) -> Filter:
    """The answers in which a word was used."""
    return _only(ANSWER, ids, about)


def _waits(found: Scoped, rest: str, texts: Texts) -> Filter:
    site, _, one = rest.partition("|")
    ids = [wait.id for wait in found.waits.get(site, ()) if one in ("", wait.id)]
    return _only(ENTRY, ids, texts.t("waiting time, {site}", site=found.facts.names.get(site, site)))


def _metric(reader: Reader, found: Scoped, key: str, texts: Texts) -> Filter:
    name = face_name(found, key, texts)
    if key == "ordinary":
        return _entries(reader, found, texts)
    if key == "wait":
        return _only(ENTRY, found.wait_ids, name)
    if key in _MEANINGS:
        return _only(ENTRY, _meant(reader, found, _MEANINGS[key]), name)
    return _only(ANSWER, (a.id for a in metric_answers(found, key)), name)


def _meant(reader: Reader, found: Scoped, meaning: str) -> list[str]:
    """Entries of tracked shoppers in scope whose code has a meaning."""
    table, code = table_of(Entry).c, table_of(Code).c
    tests = [
        *_in_scope(found, {s.id for s in found.sessions if s.kind == SessionKind.OBSERVATION}),
        table.shopper_id.is_not(None),
        table.code_id.in_(select(code.id).where(code.meaning == meaning)),
    ]
    return [row.id for row in reader.select(select(table.id).where(and_(*tests)))]


def _in_scope(found: Scoped, sessions: set[str]) -> list[ColumnElement[bool]]:
    table = table_of(Entry).c
    tests: list[ColumnElement[bool]] = [table.retired.is_(False), table.session_id.in_(sorted(sessions))]
    if found.scope.phase:
        tests.append(table.phase == found.scope.phase)
    if found.scope.settling is not None:
        tests.append(table.settling.is_(found.scope.settling))
    return tests


def metric_answers(found: Scoped, key: str) -> tuple[AnswerRow, ...]:
    """The answers that a metric of interviews is computed from; the pooled score has those of groups too."""
    kinds = {SessionKind.INTERVIEW, SessionKind.GROUP} if key == "nps_pooled" else {SessionKind.INTERVIEW}
    talks = {s.id for s in found.sessions if s.kind in kinds and s.done}
    data = found.material.data
    staff = data.employees
    if key in _NUMBERS:
        asked = {q.id for q in questions_of_type(data, _NUMBERS[key])}
    elif key == "recommended":
        asked = {q.id for q in data.questions if q.theme == "loyalty" and q.type.startswith("yes_no")}
    else:
        asked = {q.id for q in data.questions if ces_key(q) == key}
    return tuple(
        a
        for a in found.answers
        if a.question_id in asked
        and a.session_id in talks
        and a.participant not in staff
        and not (a.skipped and key != "recommended")
        and (score(a.value) is not None or yes_no(a.value) is not None)
    )


def _emotion(found: Scoped, key: str, texts: Texts) -> Filter:
    mine = [f for f in found.felt if any(key in ("", picked) for picked, _ in f.row.emotions)]
    name = texts.t("emotions named")
    if key:
        name = pick(emotion_words(key), texts.locale)
    return _only(MOMENT, (f.id for f in mine), name)


def _issue(reader: Reader, found: Scoped, finding_id: str, texts: Texts) -> Filter:
    ids: list[str] = []
    extract = table_of(Extract).c
    for kind, source in found.facts.evidence.get(finding_id, ()):
        if kind in (ENTRY, ANSWER, MOMENT, STATEMENT):
            ids.append(source)
        elif kind == "extract":
            query = select(extract.answer_id, extract.statement_id).where(extract.id == source)
            ids += [part for row in reader.select(query) for part in row if part]
    finding = next((f for f in found.facts.findings if f.id == finding_id), None)
    return _only("", ids, finding.statement if finding else texts.t("a finding"))
