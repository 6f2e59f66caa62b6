# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the overview is made of: counted by the database once, filtered in memory from then on."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from cxfield.clock import running_ms
from cxfield.i18n import Texts, pick
from cxfield.methods.questions.wheels import NONE
from cxfield.model.enums import SessionKind
from cxfield.report.dataset import (
    AnswerRow,
    FindingRow,
    MetricRow,
    MomentRow,
    PersonRow,
    QuestionRow,
    SessionRow,
    SiteRow,
)
from cxfield.services import dataset_debrief, dataset_talk
from cxfield.services.overview_counts import Seen, Spell, Tally, Waited, shoppers, tallies, waits
from cxfield.services.overview_versions import Version, versions_of
from cxfield.storage import Reader


@dataclass(frozen=True, slots=True)
class WaveRow:
    """A wave and its days as ISO dates."""

    id: str
    name: str
    starts_on: str
    ends_on: str


@dataclass(frozen=True, slots=True)
class Link:
    """What a session belongs to beyond its own row."""

    wave: str = ""
    channel: str = ""
    teams: frozenset[str] = frozenset()
    person: str = ""
    stage: str = ""
    departments: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Person:
    """A participant as the report knows one, with what the overview groups people by."""

    row: PersonRow
    segment: str = ""
    valued: bool = False
    digital: int | None = None


@dataclass(frozen=True, slots=True)
class Felt:
    """A moment somebody told about, with its row in the file."""

    id: str
    session_id: str
    touchpoint: str
    row: MomentRow


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything the overview shows, before any filter."""

    locale: str
    title: str
    wait_limit_min: float
    sites: tuple[SiteRow, ...]
    waves: tuple[WaveRow, ...]
    stages: tuple[tuple[str, str], ...]
    touchpoints: tuple[tuple[str, str], ...]
    sessions: tuple[SessionRow, ...]
    links: Mapping[str, Link]
    people: Mapping[str, Person]
    tallies: tuple[Tally, ...]
    shoppers: Mapping[Seen, int]
    waits: Mapping[Spell, tuple[Waited, ...]]
    questions: tuple[QuestionRow, ...]
    answers: tuple[AnswerRow, ...]
    felt: tuple[Felt, ...]
    labels: Mapping[str, str]
    metrics: tuple[MetricRow, ...]
    findings: tuple[FindingRow, ...]
    evidence: Mapping[str, tuple[tuple[str, str], ...]]
    names: Mapping[str, str] = field(default_factory=dict)
    rivals: frozenset[str] = frozenset()
    versions: Mapping[str, Version] = field(default_factory=dict)

    def choices(self, condition: str) -> tuple[tuple[str, str], ...]:
        """(value, words) of a condition; nothing where there is nothing to choose between."""
        links = self.links.values()
        if condition == "site":
            return tuple((site.id, site.short) for site in self.sites)
        if condition == "wave":
            return tuple((wave.id, wave.name) for wave in self.waves)
        if condition == "segment":
            return tuple(
                (name, name) for name in sorted({p.segment for p in self.people.values() if p.segment})
            )
        if condition == "team":
            return tuple((name, name) for name in sorted({team for link in links for team in link.teams}))
        if condition == "channel":
            used = sorted({link.channel for link in links if link.channel})
            return tuple((key, self.names.get(key, key)) for key in used)
        return ()


def load_facts(reader: Reader, texts: Texts) -> Facts:
    """Ask the file a few bulk questions; entries come back counted, not one by one."""
    locale = texts.locale
    study = next(iter(reader.rows("study")), None)
    names = _names(reader, locale)
    people = _people(reader)
    codes = {key: person.row.code for key, person in people.items()}
    team = {row[0]: row[1:] for row in reader.sql("SELECT id, code, team, department FROM team_member")}
    records = [s for s in reader.rows("session", order_by="number") if s.parallel_of is None]
    sessions = tuple(_session(s, codes, team, locale) for s in records)
    by_id = {session.id: session for session in sessions}
    observed = frozenset(s.id for s in sessions if s.kind == SessionKind.OBSERVATION)
    felt, labels = _felt(reader, locale, by_id, codes, names)

    def named(kind: str) -> tuple[tuple[str, str], ...]:
        return tuple((row.id, pick(row.name, locale)) for row in reader.rows(kind, order_by="order_key"))

    return Facts(
        locale=locale,
        title=pick(study.title, locale) if study is not None else "",
        wait_limit_min=study.wait_limit_min if study is not None else 4.0,
        sites=tuple(
            SiteRow(s.id, s.code, pick(s.name, locale)) for s in reader.rows("site", order_by="order_key")
        ),
        waves=tuple(
            WaveRow(w.id, pick(w.name, locale), w.starts_on, w.ends_on)
            for w in reader.rows("wave", order_by="order_key")
        ),
        stages=named("stage"),
        touchpoints=named("touchpoint"),
        sessions=sessions,
        links={s.id: _link(s, codes, team) for s in records},
        people={person.row.code: person for person in people.values()},
        tallies=tallies(reader, observed),
        shoppers=shoppers(reader, observed),
        waits=waits(reader, observed),
        questions=dataset_talk.questions_of(reader, locale),
        answers=dataset_talk.answers_of(reader, by_id, codes),
        felt=felt,
        labels=labels,
        metrics=dataset_debrief.metrics_of(reader, texts),
        findings=_findings(reader),
        evidence=_evidence(reader),
        names=names,
        rivals=frozenset(s.id for s in reader.rows("site") if s.competitor),
        versions=versions_of(reader),
    )


def _people(reader: Reader) -> dict[str, Person]:
    """Every participant by id, without those who were erased."""
    gone = {row.participant_id for row in reader.rows("erasure")}
    return {
        p.id: Person(
            PersonRow(
                p.code, p.kind, p.gender, p.age_band, p.occupation, p.relationship, p.role, p.organisation
            ),
            p.segment,
            bool(p.most_valued),
            p.digital_capability,
        )
        for p in reader.rows("participant", order_by="order_key")
        if p.id not in gone
    }


def _names(reader: Reader, locale: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for kind in ("wave", "channel", "touchpoint", "site"):
        rows = reader.sql(f"SELECT id, name FROM {kind}")
        found.update({key: pick(json.loads(name), locale) for key, name in rows})
    return {key: name.partition(",")[0] if name else key for key, name in found.items()}


def _session(s: Any, codes: Mapping[str, str], team: Mapping[str, Any], locale: str) -> SessionRow:
    return SessionRow(
        id=s.id,
        kind=s.kind,
        state=s.state,
        number=s.number,
        site=s.site_id or "",
        phase=s.phase,
        started_at=s.started_at,
        offset_min=s.offset_min,
        planned_on=s.planned_on,
        planned_min=s.planned_min,
        length_ms=s.length_ms,
        running_ms=None if s.length_ms is None else running_ms(s.length_ms, s.pauses),
        participant=codes.get(s.participant_id or "", ""),
        roles=tuple((team[m][0], role) for m, role in s.roles.items() if m in team),
        reactivity=s.reactivity,
        name=pick(s.name, locale),
        language=s.language,
    )


def _link(s: Any, codes: Mapping[str, str], team: Mapping[str, Any]) -> Link:
    mine = [team[m] for m in s.roles if m in team]
    return Link(
        s.wave_id or "",
        s.channel_id or "",
        frozenset(name for _, name, _ in mine if name),
        codes.get(s.participant_id or "", ""),
        s.stage_id or "",
        frozenset(name for _, _, name in mine if name),
    )


def _felt(
    reader: Reader,
    locale: str,
    sessions: Mapping[str, SessionRow],
    codes: Mapping[str, str],
    names: Mapping[str, str],
) -> tuple[tuple[Felt, ...], dict[str, str]]:
    labels: dict[str, str] = {}
    for version in reader.rows("guide_version", order_by="number"):
        labels.update({str(m.get("key", "")): pick(m.get("name"), locale) for m in version.moments})
    rows = [row for row in reader.rows("moment") if row.session_id in sessions]
    place = {key: number for number, key in enumerate(labels)}
    rows.sort(key=lambda row: (place.get(row.key, len(place)), row.order_key, row.id))
    felt = tuple(
        Felt(r.id, r.session_id, r.touchpoint_id or "", _moment(r, sessions, codes, labels, names))
        for r in rows
    )
    return felt, labels


def _moment(
    row: Any,
    sessions: Mapping[str, SessionRow],
    codes: Mapping[str, str],
    labels: Mapping[str, str],
    names: Mapping[str, str],
) -> MomentRow:
    person = codes.get(row.participant_id or "", "") or sessions[row.session_id].participant or row.session_id
    picked = ((e["key"], e.get("intensity")) for e in row.emotions or ())
    return MomentRow(
        person,
        row.key or row.touchpoint_id or row.id,
        labels.get(row.key) or names.get(row.touchpoint_id, "") or row.key,
        row.valence,
        tuple((key, intensity) for key, intensity in picked if key not in ("", NONE)),
    )


def _findings(reader: Reader) -> tuple[FindingRow, ...]:
    return tuple(
        FindingRow(
            f.id,
            f.code,
            f.statement,
            affected=f.affected,
            observed=f.observed,
            severity=f.severity,
            issue=f.issue,
            macro=f.macro,
        )
        for f in reader.rows("finding", order_by="order_key")
    )


def _evidence(reader: Reader) -> dict[str, tuple[tuple[str, str], ...]]:
    found: dict[str, list[tuple[str, str]]] = {}
    for link in reader.rows("evidence"):
        if not link.against:
            found.setdefault(link.finding_id, []).append((link.source_kind, link.source_id))
    return {key: tuple(links) for key, links in found.items()}
