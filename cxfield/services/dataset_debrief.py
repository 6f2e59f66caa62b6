# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the team makes of it, for a report: findings with evidence in words, actions, reflections, metrics."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from cxfield.i18n import Texts, pick
from cxfield.model.capture import Entry
from cxfield.model.debrief import Action, Evidence, Finding, Note, Preconception, Reflection
from cxfield.model.enums import SessionKind
from cxfield.model.metrics import Metric
from cxfield.model.people import Participant
from cxfield.model.session import Session
from cxfield.model.study import Site, TeamMember
from cxfield.model.talk import Answer, Extract, Moment, Seat, Statement
from cxfield.report.dataset import (
    ActionRow,
    FindingRow,
    MeetingRow,
    MetricRow,
    PreconceptionRow,
    ReflectionRow,
)
from cxfield.report.rows import MeetingPart, MeetingPerson
from cxfield.services.dataset_refs import References
from cxfield.services.debrief_meeting import view_of
from cxfield.storage import Reader


@dataclass(frozen=True, slots=True)
class Debrief:
    """What was agreed on and thought afterwards."""

    metrics: tuple[MetricRow, ...]
    findings: tuple[FindingRow, ...]
    actions: tuple[ActionRow, ...]
    preconceptions: tuple[PreconceptionRow, ...]
    reflections: tuple[ReflectionRow, ...]
    meetings: tuple[MeetingRow, ...]


def load(reader: Reader, texts: Texts) -> Debrief:
    """Read it."""
    team = {member.id: member.code for member in reader.all(TeamMember, retired=True)}
    metrics = {metric.id: pick(metric.name, texts.locale) for metric in reader.all(Metric, retired=True)}
    return Debrief(
        metrics_of(reader, texts),
        _findings(reader, texts, team),
        tuple(
            ActionRow(
                a.id,
                a.code,
                a.text,
                a.owner,
                a.kind,
                a.state,
                a.due_on,
                a.finding_id or "",
                a.done_on,
                metrics.get(a.metric_id or "", ""),
                a.target,
                a.principle,
                a.before,
                a.after,
                a.effect,
                a.cost,
                a.gain,
            )
            for a in reader.all(Action, order_by="order_key")
        ),
        tuple(
            PreconceptionRow(p.text, team.get(p.by_id or "", ""), p.verdict, p.comment)
            for p in reader.all(Preconception, order_by="order_key")
        ),
        tuple(
            ReflectionRow(r.on, team.get(r.by_id or "", ""), r.text)
            for r in reader.all(Reflection, order_by="on")
        ),
        tuple(meeting for meeting in _meetings(reader, texts) if meeting.parts or meeting.people),
    )


def _meetings(reader: Reader, texts: Texts) -> Iterator[MeetingRow]:
    """The meetings with their minutes; nobody's own view before everybody present has given theirs."""
    held = [s for s in reader.all(Session, kind=SessionKind.DEBRIEF.value) if s.started_at]
    for session in sorted(held, key=lambda s: (s.started_at or 0, s.number)):
        view = view_of(reader, session, texts.locale)
        yield MeetingRow(
            session.number,
            session.started_at,
            session.offset_min,
            tuple(
                MeetingPart(texts.t(part.name), part.planned_ms, part.spent_ms, part.done, part.notes)
                for part in view.parts
            ),
            tuple(
                MeetingPerson(p.code, p.function, p.present, p.given, p.view if view.shown else "")
                for p in view.people
            ),
            tuple((text, taken_up) for _, text, taken_up in view.parked),
        )


def metrics_of(reader: Reader, texts: Texts) -> tuple[MetricRow, ...]:
    """Every measure with its target and what was entered by hand."""
    targets: dict[str, float] = {}
    # The target of the whole study is the one without a wave or a site.
    for target in sorted(reader.rows("target"), key=lambda t: (t.wave_id is None, t.site_id is None)):
        if not target.benchmark:
            targets[target.metric_id] = target.value
    entered: dict[str, list[float]] = {}
    for figure in reader.rows("measurement"):
        if figure.value is not None:
            entered.setdefault(figure.metric_id, []).append(figure.value)
    return tuple(
        MetricRow(
            m.id,
            m.type,
            m.key,
            pick(m.name, texts.locale),
            tuple(m.scale),
            m.higher_is_better,
            targets.get(m.id),
            tuple(entered.get(m.id, ())),
        )
        for m in reader.rows("metric", order_by="order_key")
    )


def _findings(reader: Reader, texts: Texts, team: Mapping[str, str]) -> tuple[FindingRow, ...]:
    found, refs = _Evidence(reader, texts), References(reader, texts)
    linked: dict[str, list[Evidence]] = {}
    for evidence in reader.all(Evidence):
        linked.setdefault(evidence.finding_id, []).append(evidence)
    rows = []
    for f in reader.all(Finding, order_by="order_key"):
        links = linked.get(f.id, [])
        for_it, gone = found.words([link for link in links if not link.against])
        against, gone_too = found.words([link for link in links if link.against])
        rows.append(
            FindingRow(
                f.id,
                f.code,
                f.statement,
                f.detail,
                f.observation,
                f.interpretation,
                f.so_what,
                f.theme,
                f.affected,
                f.observed,
                f.severity,
                f.macro,
                f.issue,
                f.confidence,
                for_it,
                against,
                gone + gone_too,
                refs=refs.of(link for link in links if not link.against),
                deviant=refs.of(link for link in links if link.deviant or link.against),
                dissent=tuple(team.get(member, "–") for member in f.dissent),
                open_questions=f.open_questions,
                agreed=f.agreed,
                cause=f.cause,
                remedy=f.remedy_note or f.remedy,
                contact=f.contact,
                productise=f.productise,
            )
        )
    return tuple(rows)


_NAMED = ("note", "metric")


class _Evidence:
    """Says evidence in words: how many events at which store, and the codes of people."""

    def __init__(self, reader: Reader, texts: Texts) -> None:
        self._reader = reader
        self._texts = texts
        self._codes = {p.id: p.code for p in reader.all(Participant)}
        self._sites: Mapping[str, str] = {
            s.id: pick(s.name, texts.locale).partition(",")[0] for s in reader.all(Site, retired=True)
        }

    def words(self, links: list[Evidence]) -> tuple[tuple[str, ...], int]:
        """The links in words, and how many point to something that is gone."""
        events: dict[str, int] = {}
        people: list[str] = []
        named: list[str] = []
        gone = 0
        for link in links:
            if link.source_kind in _NAMED:
                words = self._words(link)
                named += [words] if words else []
                gone += not words
                continue
            if link.source_kind == "entry":
                place = self._place(link.source_id)
                if place is None:
                    gone += 1
                else:
                    events[place] = events.get(place, 0) + 1
                continue
            code = self._person(link)
            if code is None:
                gone += 1
            elif code and code not in people:
                people.append(code)
        said = [
            self._texts.tn("{n} event", "{n} events", n) + (f" ({place})" if place else "")
            for place, n in events.items()
        ]
        return (*said, *sorted(people), *named), gone

    def _words(self, link: Evidence) -> str:
        """What is evidence by its own words: a note of the team, a measure."""
        if link.source_kind == "note":
            note = self._reader.find(Note, link.source_id)
            said = "" if note is None or note.retired else note.text.strip()
            return self._texts.t("a note of the team: {words}", words=said) if said else ""
        metric = self._reader.find(Metric, link.source_id)
        return "" if metric is None or metric.retired else pick(metric.name, self._texts.locale)

    def _place(self, entry_id: str) -> str | None:
        entry = self._reader.find(Entry, entry_id)
        if entry is None or entry.retired:
            return None
        session = self._reader.find(Session, entry.session_id)
        return self._sites.get(session.site_id or "", "") if session is not None else ""

    def _person(self, link: Evidence) -> str | None:
        reader, person = self._reader, None
        match link.source_kind:
            case "extract":
                extract = reader.find(Extract, link.source_id)
                if extract is None:
                    return None
                person = extract.participant_id or self._of_session(reader.find(Answer, extract.answer_id))
                person = person or self._of_seat(reader.find(Statement, extract.statement_id))
            case "answer":
                answer = reader.find(Answer, link.source_id)
                if answer is None:
                    return None
                person = self._of_session(answer)
            case "moment":
                moment = reader.find(Moment, link.source_id)
                if moment is None:
                    return None
                person = moment.participant_id or self._of_session(moment)
            case "statement":
                statement = reader.find(Statement, link.source_id)
                if statement is None:
                    return None
                person = self._of_seat(statement)
            case "participant":
                person = link.source_id
            case _:
                return ""
        return self._codes.get(person or "")

    def _of_session(self, record: Answer | Moment | None) -> str | None:
        session = self._reader.find(Session, record.session_id) if record is not None else None
        return session.participant_id if session is not None else None

    def _of_seat(self, statement: Statement | None) -> str | None:
        seat = self._reader.find(Seat, statement.seat_id) if statement is not None else None
        return seat.participant_id if seat is not None else None
