# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the overview is made of: counted by the database once, filtered in memory from then on."""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from sqlalchemy import Integer, and_, case, func, select, type_coerce

from cxfield.clock import running_ms
from cxfield.i18n import Texts, pick
from cxfield.methods.questions.wheels import NONE
from cxfield.model.base import Record
from cxfield.model.capture import Entry, Shopper
from cxfield.model.codes import Code
from cxfield.model.debrief import Evidence, Finding
from cxfield.model.enums import CodeMeaning, Phase, SessionKind
from cxfield.model.guide import GuideVersion
from cxfield.model.people import Erasure, Participant
from cxfield.model.registry import table_of
from cxfield.model.session import Session
from cxfield.model.study import Channel, Site, Stage, Study, TeamMember, Touchpoint, Wave
from cxfield.model.talk import Moment
from cxfield.report.dataset import (
    AnswerRow,
    FindingRow,
    MetricRow,
    MomentRow,
    QuestionRow,
    SessionRow,
    SiteRow,
)
from cxfield.services import dataset_debrief, dataset_talk
from cxfield.storage import Reader

MEANT = tuple(str(meaning) for meaning in CodeMeaning)
_PHASES = tuple(str(phase) for phase in Phase)
_MINUTE = 60_000
#: How an entry is packed into a letter; the first one is printable.
_FIRST, _PHASE_STEP, _SETTLING_STEP = 48, 32, 16


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


@dataclass(frozen=True, slots=True)
class Tally:
    """So many entries of one session that are alike."""

    session_id: str
    phase: str
    settling: bool
    ordinariness: int
    chosen: bool
    n: int


class Waited(NamedTuple):
    """A wait of a tracked shopper at the checkout in minutes, with the entry it was timed in."""

    id: str
    session_id: str
    minutes: float
    phase: str
    settling: int


class Seen(NamedTuple):
    """What was seen of a shopper: `signs` has a letter for each entry that means something (`sign_of`)."""

    session_id: str
    left: int
    signs: str


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
    segments: Mapping[str, str]
    tallies: tuple[Tally, ...]
    shoppers: Mapping[Seen, int]
    waits: tuple[Waited, ...]
    questions: tuple[QuestionRow, ...]
    answers: tuple[AnswerRow, ...]
    felt: tuple[Felt, ...]
    labels: Mapping[str, str]
    metrics: tuple[MetricRow, ...]
    findings: tuple[FindingRow, ...]
    evidence: Mapping[str, tuple[tuple[str, str], ...]]
    names: Mapping[str, str] = field(default_factory=dict)

    def choices(self, condition: str) -> tuple[tuple[str, str], ...]:
        """(value, words) of a condition; nothing where there is nothing to choose between."""
        links = self.links.values()
        if condition == "site":
            return tuple((site.id, site.short) for site in self.sites)
        if condition == "wave":
            return tuple((wave.id, wave.name) for wave in self.waves)
        if condition == "segment":
            return tuple((name, name) for name in sorted({s for s in self.segments.values() if s}))
        if condition == "team":
            return tuple((name, name) for name in sorted({team for link in links for team in link.teams}))
        if condition == "channel":
            used = sorted({link.channel for link in links if link.channel})
            return tuple((key, self.names.get(key, key)) for key in used)
        return ()


def load_facts(reader: Reader, texts: Texts) -> Facts:
    """Ask the file a few bulk questions; entries come back counted, not one by one."""
    locale = texts.locale
    study = next(iter(reader.all(Study)), None) or Study()
    names = _names(reader, locale)
    gone = {row.participant_id for row in reader.all(Erasure)}
    people = [person for person in reader.all(Participant) if person.id not in gone]
    codes = {person.id: person.code for person in people}
    team = {member.id: member for member in reader.all(TeamMember, retired=True)}
    records = [s for s in reader.all(Session, order_by="number") if s.parallel_of is None]
    sessions = tuple(_session(s, codes, team, locale) for s in records)
    by_id = {session.id: session for session in sessions}
    observed = frozenset(s.id for s in sessions if s.kind == SessionKind.OBSERVATION)
    felt, labels = _felt(reader, locale, by_id, codes, names)
    return Facts(
        locale=locale,
        title=pick(study.title, locale),
        wait_limit_min=study.wait_limit_min,
        sites=tuple(
            SiteRow(s.id, s.code, pick(s.name, locale)) for s in reader.all(Site, order_by="order_key")
        ),
        waves=tuple(
            WaveRow(w.id, pick(w.name, locale), w.starts_on, w.ends_on)
            for w in reader.all(Wave, order_by="order_key")
        ),
        stages=tuple((s.id, pick(s.name, locale)) for s in reader.all(Stage, order_by="order_key")),
        touchpoints=tuple((t.id, pick(t.name, locale)) for t in reader.all(Touchpoint, order_by="order_key")),
        sessions=sessions,
        links={s.id: _link(s, codes, team) for s in records},
        segments={person.code: person.segment for person in people},
        tallies=_tallies(reader, observed),
        shoppers=_shoppers(reader, observed),
        waits=_waits(reader, observed),
        questions=dataset_talk.questions_of(reader, locale),
        answers=dataset_talk.answers_of(reader, by_id, codes),
        felt=felt,
        labels=labels,
        metrics=dataset_debrief.metrics_of(reader, texts),
        findings=_findings(reader),
        evidence=_evidence(reader),
        names=names,
    )


def _names(reader: Reader, locale: str) -> dict[str, str]:
    found: dict[str, str] = {}
    kinds: tuple[type[Record], ...] = (Wave, Channel, Touchpoint, Site)
    for cls in kinds:
        table = table_of(cls).c
        rows = reader.select(select(table.id, table.name))
        found.update({row.id: pick(row.name, locale) for row in rows})
    return {key: name.partition(",")[0] if name else key for key, name in found.items()}


def _session(s: Session, codes: Mapping[str, str], team: Mapping[str, TeamMember], locale: str) -> SessionRow:
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
        roles=tuple((team[m].code, role) for m, role in s.roles.items() if m in team),
        reactivity=s.reactivity,
        name=pick(s.name, locale),
    )


def _link(s: Session, codes: Mapping[str, str], team: Mapping[str, TeamMember]) -> Link:
    teams = frozenset(team[m].team for m in s.roles if m in team and team[m].team)
    return Link(s.wave_id or "", s.channel_id or "", teams, codes.get(s.participant_id or "", ""))


def _tallies(reader: Reader, observed: frozenset[str]) -> tuple[Tally, ...]:
    """How many entries are alike.

    Each entry becomes one letter, joined by session in the order of the index: grouping by several columns
    would sort every entry first, which takes three times as long.
    """
    table = table_of(Entry).c
    packed = (
        _phase_number(table.phase) * _PHASE_STEP
        + type_coerce(table.settling, Integer) * _SETTLING_STEP
        + table.ordinariness * 2
        + type_coerce(table.chosen, Integer)
    )
    letters = func.group_concat(func.char(packed + _FIRST), "")
    query = select(table.session_id, letters).where(table.retired.is_(False)).group_by(table.session_id)
    rows: Sequence[Any] = reader.select(query)
    found = []
    for session_id, joined in rows:
        if session_id in observed:
            found += [_tally(session_id, ord(letter) - _FIRST, n) for letter, n in Counter(joined).items()]
    return tuple(found)


def _tally(session_id: str, packed: int, n: int) -> Tally:
    phase, rest = divmod(packed, _PHASE_STEP)
    settling, rating = divmod(rest, _SETTLING_STEP)
    return Tally(session_id, _PHASES[phase], bool(settling), rating // 2, bool(rating % 2), n)


def _phase_number(column: Any) -> Any:
    return case({phase: number for number, phase in enumerate(_PHASES)}, value=column, else_=1)


def sign_of(meaning: str, phase: str, settling: bool) -> str:
    """The letter of an entry with such a code, logged in such a phase."""
    return chr(_FIRST + MEANT.index(meaning) * _PHASE_STEP + _PHASES.index(phase) * 2 + settling)


def meant_by(seen: Seen) -> tuple[bool | None, bool, bool]:
    """Whether the shopper bought (None: not seen), met staff and was confused, as the report reads it."""
    meant = {MEANT[(ord(sign) - _FIRST) // _PHASE_STEP] for sign in seen.signs}
    bought: bool | None = None
    if CodeMeaning.PURCHASE in meant:
        bought = True
    elif CodeMeaning.NO_PURCHASE in meant or seen.left:
        bought = False
    return bought, CodeMeaning.STAFF_CONTACT in meant, CodeMeaning.CONFUSION in meant


def _shoppers(reader: Reader, observed: frozenset[str]) -> dict[Seen, int]:
    """How many shoppers were seen to do the same in a session."""
    table, signs = table_of(Shopper).c, _signs(reader, observed)
    query = select(table.id, table.session_id, table.out_t.is_not(None)).where(table.retired.is_(False))
    rows: Sequence[Any] = reader.select(query)
    counted = Counter((session, left, signs.get(id_, "")) for id_, session, left in rows)
    return {Seen(*key): n for key, n in counted.items() if key[0] in observed}


def _signs(reader: Reader, observed: frozenset[str]) -> dict[str, str]:
    """The letters of each shopper, of first codings only: a second coder logs the same shopper too.

    Read in the order of the shoppers' index. The columns in the conditions are joined with nothing, so that
    the database does not choose their indexes instead and sort what it finds.
    """
    entry, code = table_of(Entry).c, table_of(Code).c
    known = reader.select(select(code.id, code.meaning))
    meant = {row.id: MEANT.index(row.meaning) for row in known if row.meaning in MEANT}
    if not meant:
        return {}
    packed = (
        case(meant, value=entry.code_id) * _PHASE_STEP
        + _phase_number(entry.phase) * 2
        + type_coerce(entry.settling, Integer)
    )
    sessions = func.json_each(json.dumps(sorted(observed))).table_valued("value")
    query = (
        select(entry.shopper_id, func.group_concat(func.char(packed + _FIRST), ""))
        .where(
            and_(
                entry.retired.is_(False),
                entry.shopper_id.is_not(None),
                entry.code_id.concat("").in_(sorted(meant)),
                entry.session_id.concat("").in_(select(sessions.c.value)),
            )
        )
        .group_by(entry.shopper_id)
    )
    rows: Sequence[Any] = reader.select(query)
    return dict(map(tuple, rows))


def _waits(reader: Reader, observed: frozenset[str]) -> tuple[Waited, ...]:
    """Every wait of a tracked shopper in the first codings."""
    table, code, shopper = table_of(Entry).c, table_of(Code).c, table_of(Shopper).c
    asked = (table.id, table.session_id, table.t_ms, table.end_t_ms, table.phase, table.settling)
    wait = select(code.id).where(code.meaning == CodeMeaning.CHECKOUT_WAIT.value)
    query = (
        select(*asked)
        .join(table_of(Shopper), shopper.id == table.shopper_id)
        .where(
            and_(
                table.retired.is_(False),
                shopper.retired.is_(False),
                table.end_t_ms > 0,
                table.code_id.in_(wait),
            )
        )
    )
    rows: Sequence[Any] = reader.select(query)
    return tuple(
        Waited(r[0], r[1], max(0, r[3] - r[2]) / _MINUTE, r[4], r[5]) for r in rows if r[1] in observed
    )


def _felt(
    reader: Reader,
    locale: str,
    sessions: Mapping[str, SessionRow],
    codes: Mapping[str, str],
    names: Mapping[str, str],
) -> tuple[tuple[Felt, ...], dict[str, str]]:
    labels: dict[str, str] = {}
    for version in reader.all(GuideVersion, order_by="number"):
        labels.update({str(m.get("key", "")): pick(m.get("name"), locale) for m in version.moments})
    table = table_of(Moment)
    rows = [
        row
        for row in reader.select(select(table).where(table.c.retired.is_(False)).order_by(table.c.id))
        if row.session_id in sessions
    ]
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
        for f in reader.all(Finding, order_by="order_key")
    )


def _evidence(reader: Reader) -> dict[str, tuple[tuple[str, str], ...]]:
    found: dict[str, list[tuple[str, str]]] = {}
    for link in reader.all(Evidence):
        if not link.against:
            found.setdefault(link.finding_id, []).append((link.source_kind, link.source_id))
    return {key: tuple(links) for key, links in found.items()}
