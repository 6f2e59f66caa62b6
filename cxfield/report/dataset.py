# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a report is made of: plain values with every label already in the report's language."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, timezone
from typing import Any, NamedTuple

from cxfield.model.enums import SessionKind, SessionState
from cxfield.report.ground import Ground
from cxfield.report.group_facts import GroupFacts
from cxfield.report.instrument_facts import InstrumentFacts
from cxfield.report.place_facts import PlaceFacts
from cxfield.report.rows import (
    ActionRow,
    CodeRow,
    ConsentRow,
    FindingRow,
    LoopRow,
    MeetingRow,
    MetricRow,
    PreconceptionRow,
    ReflectionRow,
    SettlementRow,
    TouchpointRow,
)


def local_time(at: int, offset_min: int) -> datetime:
    """The wall clock (ms UTC) where it happened."""
    zone = timezone(timedelta(minutes=offset_min))
    return datetime.fromtimestamp(at / 1000, zone)


@dataclass(frozen=True, slots=True)
class SiteRow:
    """A store: its code, name and the name's first part ("Tampere")."""

    id: str
    code: str
    name: str

    @property
    def short(self) -> str:
        """The name up to the first comma, for axes and table columns."""
        return self.name.partition(",")[0].strip() or self.code


@dataclass(frozen=True, slots=True)
class SessionRow:
    """One stretch of fieldwork; `running_ms` is its length without pauses."""

    id: str
    kind: str
    state: str = SessionState.DONE
    number: int = 0
    site: str = ""
    phase: str = "during"
    started_at: int | None = None
    offset_min: int = 0
    planned_on: str = ""
    planned_min: int = 0
    length_ms: int | None = None
    running_ms: int | None = None
    participant: str = ""
    language: str = "fi"
    roles: tuple[tuple[str, str], ...] = ()
    mode: str = ""
    reactivity: bool = False
    attention: int | None = None
    parallel: bool = False
    name: str = ""
    wave: str = ""
    parallel_of: str = ""
    shift_ms: int | None = None
    training: bool = False
    closing: str = ""
    settling_min: int = 0

    @property
    def done(self) -> bool:
        """Whether fieldwork took place: an interrupted session has data too."""
        return self.state in (SessionState.DONE, SessionState.INTERRUPTED)

    @property
    def day(self) -> date | None:
        """The local day it began, or the planned one."""
        if self.started_at is not None:
            return local_time(self.started_at, self.offset_min).date()
        try:
            return date.fromisoformat(self.planned_on)
        except ValueError:
            return None

    @property
    def begins(self) -> datetime | None:
        """When it began, local time."""
        return None if self.started_at is None else local_time(self.started_at, self.offset_min)


class EntryRow(NamedTuple):
    """One logged event or note of a first coding or a parallel one; a tuple, as there are many."""

    id: str
    session_id: str
    t_ms: int
    at: int = 0
    offset_min: int = 0
    end_t_ms: int | None = None
    observer: str = ""
    code: str = ""
    meaning: str = ""
    shopper_id: str = ""
    shopper: str = ""
    touchpoint: str = ""
    zone: str = ""
    phase: str = "during"
    text: str = ""
    how: str = ""
    interpretation: str = ""
    so_what: str = ""
    expected_instead: str = ""
    ordinariness: int = 1
    chosen: bool = False
    polarity: int = 0
    emotion: str = ""
    marks: tuple[str, ...] = ()
    star: bool = False
    settling: bool = False
    aware: bool = False


@dataclass(frozen=True, slots=True)
class ShopperRow:
    """A tracked shopper, told by its session and letter only."""

    id: str
    session_id: str
    letter: str
    in_t: int | None = None
    out_t: int | None = None


@dataclass(frozen=True, slots=True)
class QuestionRow:
    """A question as asked; `options` are (id, label) pairs, `pictures` stored ones by option id.

    `versions` are those of its guide whose answers are counted together; empty where there is but one.
    """

    id: str
    key: str
    type: str
    theme: str
    section: str
    text: str
    settings: Mapping[str, Any] = field(default_factory=dict)
    options: tuple[tuple[str, str], ...] = ()
    follows_id: str = ""
    pictures: Mapping[str, str] = field(default_factory=dict)
    versions: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """One answer by one participant; `value` is what the question's type encodes."""

    id: str
    session_id: str
    question_id: str
    participant: str
    value: Any = None
    text: str = ""
    skipped: bool = False
    skip_reason: str = ""
    star: bool = False
    t_ms: int = 0


@dataclass(frozen=True, slots=True)
class QuoteRow:
    """Words picked out to be quoted; `consent` says whether their speaker allows quotes (None: not asked)."""

    id: str
    text: str
    participant: str
    consent: bool | None
    theme: str = ""
    touchpoint: str = ""
    site: str = ""
    group: bool = False
    ref: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class MomentRow:
    """How one moment felt to one participant: valence −5…+5 and (emotion key, intensity) pairs."""

    participant: str
    key: str
    label: str
    valence: int | None
    emotions: tuple[tuple[str, int | None], ...] = ()


@dataclass(frozen=True, slots=True)
class EmotionName:
    """An emotion in words, and whether it is positive (1), neither (0) or negative (−1)."""

    label: str
    sign: int = 0


@dataclass(frozen=True, slots=True)
class SeatRow:
    """A seat at the group's table with what it said in all."""

    id: str
    session_id: str
    code: str
    moderator: bool
    seconds: float
    turns: int


@dataclass(frozen=True, slots=True)
class StatementRow:
    """Something said in a group."""

    id: str
    session_id: str
    t_ms: int
    code: str
    text: str
    polarity: int = 0
    verbatim: bool = False
    agree: int = 0
    disagree: int = 0
    quote_consent: bool | None = None


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A participant by code, with consent by item (None: not asked)."""

    code: str
    kind: str = "person"
    gender: str = ""
    age_band: str = ""
    occupation: str = ""
    relationship: str = ""
    role: str = "customer"
    organisation: str = ""
    consents: Mapping[str, bool | None] = field(default_factory=dict)
    segment: str = ""
    digital_capability: int | None = None
    most_valued: bool = False


@dataclass(frozen=True, slots=True)
class ReportData:
    """Everything a report says, first codings and second codings apart."""

    language: str
    title: str
    created: date
    client: str = ""
    question: str = ""
    purpose: str = ""
    legal_basis: str = ""
    retention: str = ""
    wait_limit_min: float = 4.0
    sample: bool = False
    sites: tuple[SiteRow, ...] = ()
    observers: tuple[tuple[str, str], ...] = ()
    sessions: tuple[SessionRow, ...] = ()
    parallel_sessions: tuple[SessionRow, ...] = ()
    entries: tuple[EntryRow, ...] = ()
    coded_again: tuple[EntryRow, ...] = ()
    shoppers: tuple[ShopperRow, ...] = ()
    people: tuple[PersonRow, ...] = ()
    withdrawn: int = 0
    questions: tuple[QuestionRow, ...] = ()
    answers: tuple[AnswerRow, ...] = ()
    quotes: tuple[QuoteRow, ...] = ()
    moments: tuple[MomentRow, ...] = ()
    emotion_names: Mapping[str, EmotionName] = field(default_factory=dict)
    pictures: Mapping[str, bytes] = field(default_factory=dict)
    seats: tuple[SeatRow, ...] = ()
    statements: tuple[StatementRow, ...] = ()
    groups: tuple[GroupFacts, ...] = ()
    metrics: tuple[MetricRow, ...] = ()
    findings: tuple[FindingRow, ...] = ()
    actions: tuple[ActionRow, ...] = ()
    preconceptions: tuple[PreconceptionRow, ...] = ()
    reflections: tuple[ReflectionRow, ...] = ()
    meetings: tuple[MeetingRow, ...] = ()
    touchpoints: tuple[TouchpointRow, ...] = ()
    codes: tuple[CodeRow, ...] = ()
    settlements: tuple[SettlementRow, ...] = ()
    loops: tuple[LoopRow, ...] = ()
    consents: tuple[ConsentRow, ...] = ()
    instruments: InstrumentFacts = field(default_factory=InstrumentFacts)
    ground: Ground = field(default_factory=Ground)
    places: PlaceFacts = field(default_factory=PlaceFacts)
    erasures: tuple[tuple[int, int, str], ...] = ()
    guides: tuple[tuple[str, int, str], ...] = ()
    waves: tuple[tuple[str, str], ...] = ()
    untranslated: tuple[str, ...] = ()
    known_names: tuple[str, ...] = ()
    """Names of the code key: looked for in texts, never printed."""
    chapter_texts: Mapping[str, str] = field(default_factory=dict)

    def of_kind(self, kind: SessionKind) -> tuple[SessionRow, ...]:
        """The sessions of one kind in which fieldwork took place."""
        return tuple(s for s in self.sessions if s.kind == kind and s.done)

    @property
    def employees(self) -> frozenset[str]:
        """The codes of the client's own people, who are never mixed with customers."""
        return frozenset(person.code for person in self.people if person.role == "employee")

    @property
    def customer_interviews(self) -> tuple[SessionRow, ...]:
        """The interviews with customers."""
        staff = self.employees
        return tuple(s for s in self.of_kind(SessionKind.INTERVIEW) if s.participant not in staff)

    @property
    def session_by_id(self) -> dict[str, SessionRow]:
        """First-coding sessions by id."""
        return {session.id: session for session in self.sessions}

    @property
    def days(self) -> tuple[date, ...]:
        """Every local day with fieldwork, in order."""
        field = [s for s in self.sessions if s.done and s.kind != SessionKind.DEBRIEF]
        found = {s.day for s in field if s.started_at is not None}
        return tuple(sorted(day for day in found if day is not None))

    def site_name(self, site_id: str) -> str:
        """The short name of a site, or ""."""
        site = next((site for site in self.sites if site.id == site_id), None)
        return site.short if site is not None else ""


@dataclass(frozen=True, slots=True)
class Warn:
    """One thing to look at before a report leaves the house; `blocks` stops the export."""

    key: str
    title: str
    reason: str
    blocks: bool = False
    chapter: str = ""
    codes: tuple[str, ...] = ()


__all__ = [
    "ActionRow",
    "AnswerRow",
    "CodeRow",
    "ConsentRow",
    "EmotionName",
    "EntryRow",
    "FindingRow",
    "LoopRow",
    "MeetingRow",
    "MetricRow",
    "MomentRow",
    "PersonRow",
    "PreconceptionRow",
    "QuestionRow",
    "QuoteRow",
    "ReflectionRow",
    "ReportData",
    "SeatRow",
    "SessionRow",
    "SettlementRow",
    "ShopperRow",
    "SiteRow",
    "StatementRow",
    "TouchpointRow",
    "Warn",
    "local_time",
]
