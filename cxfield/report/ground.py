# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What stands around the log: what entries carry beside their codes, the plan, the company's own figures."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from cxfield.analysis.keywords import Said


@dataclass(frozen=True, slots=True)
class Tally:
    """Something that was ticked or tagged: how often, good and bad among them, in how many sessions."""

    label: str
    n: int
    good: int = 0
    bad: int = 0
    sessions: int = 0
    of: str = ""
    """The set, site or side it belongs to, in words."""


@dataclass(frozen=True, slots=True)
class AimFact:
    """A target or a benchmark of a metric; without wave and site it is that of the whole study."""

    value: float
    wave: str = ""
    site: str = ""
    benchmark: bool = False
    source: str = ""


@dataclass(frozen=True, slots=True)
class EnteredFact:
    """A figure of the company's own, entered by hand, with the counts it was computed from in words."""

    value: float | None
    wave: str = ""
    site: str = ""
    counts: str = ""
    definition: str = ""
    denominator: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class MetricFact:
    """A metric of the plan: what it is about, what it serves, its targets and figures, the team's verdict."""

    id: str
    type: str
    name: str
    perspective: str = "satisfaction"
    level: str = "journey"
    about: str = ""
    goal: str = ""
    formula: str = ""
    share: bool = False
    higher_is_better: bool = True
    aims: tuple[AimFact, ...] = ()
    entered: tuple[EnteredFact, ...] = ()
    verdict: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class WaveFact:
    """A round of fieldwork with its days as ISO dates."""

    name: str
    starts_on: str = ""
    ends_on: str = ""
    sessions: int = 0


@dataclass(frozen=True, slots=True)
class QuotaFact:
    """How many of a kind were wanted and agreed."""

    group: str
    name: str
    have: int
    target: int


@dataclass(frozen=True, slots=True)
class GuideFact:
    """A guide: its questions, how many of them are open ones, and how long it takes to answer."""

    name: str
    questions: int
    open: int
    minutes: float


@dataclass(frozen=True, slots=True)
class ExpectedFact:
    """Something a participant expected before the visit, and how it turned out ("", below, met, above)."""

    code: str
    text: str
    outcome: str = ""
    comment: str = ""


@dataclass(frozen=True, slots=True)
class Ground:
    """Everything that the chapters say beside the log and the answers."""

    aspects: tuple[Tally, ...] = ()
    causes: tuple[Tally, ...] = ()
    signs: tuple[Tally, ...] = ()
    reactions: tuple[Tally, ...] = ()
    side_tags: tuple[Tally, ...] = ()
    tags: tuple[Tally, ...] = ()
    said: tuple[Said, ...] = ()
    spoken: Mapping[str, str] = field(default_factory=dict)
    """The language of what was said, by its id; that of the report where it is not told."""
    metrics: tuple[MetricFact, ...] = ()
    waves: tuple[WaveFact, ...] = ()
    quotas: tuple[QuotaFact, ...] = ()
    guides: tuple[GuideFact, ...] = ()
    expected: tuple[ExpectedFact, ...] = ()
    section_minutes: tuple[tuple[str, float, int], ...] = ()
    """Part of the guide, minutes in all, and in how many interviews."""
    debrief_minutes: float = 0.0
    functions: tuple[str, ...] = ()
    """What the people at the debrief stand for."""
    channel_of: Mapping[str, str] = field(default_factory=dict)
    """The channel of a session, by its id."""
    team_of: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    """Team and department of an observer, by code."""
    levels: tuple[str, ...] = ()
    experiences: tuple[str, ...] = ()
    target_group: str = ""
    vision: str = ""
    principles: str = ""
