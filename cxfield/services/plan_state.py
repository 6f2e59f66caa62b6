# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The plan as the checks before the field read it, and the form of what they find."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from cxfield.i18n import Texts, pick
from cxfield.model.codes import Code
from cxfield.model.debrief import Preconception
from cxfield.model.metrics import Metric, Target
from cxfield.model.session import Session
from cxfield.model.study import Quota, Site, Stage, Study, TeamMember, Touchpoint, Wave, Zone
from cxfield.services.copies import copy_prefix
from cxfield.services.person_codes import own_prefix
from cxfield.services.plan_guide_checks import GuideCheck, guide_checks
from cxfield.services.plan_sheet import sheet_state
from cxfield.storage import Reader


@dataclass(frozen=True, slots=True)
class Gap:
    """One thing that is missing: what, where, and what fixes it; `target` is the record to open."""

    key: str
    tab: str
    icon: str
    title: str
    detail: str
    action: str
    target: str = ""


@dataclass(frozen=True, slots=True)
class Ready:
    """One thing that is in order."""

    tab: str
    title: str


@dataclass(frozen=True, slots=True)
class Checklist:
    """All that is looked at before the field."""

    gaps: tuple[Gap, ...]
    ready: tuple[Ready, ...]

    @property
    def total(self) -> int:
        """How many things are looked at."""
        return len(self.gaps) + len(self.ready)

    def missing(self, tab: str) -> int:
        """How many things are missing on a tab."""
        return sum(gap.tab == tab for gap in self.gaps)


Found = list[Gap | Ready]
Check = Callable[["Plan", Texts], Found]


@dataclass(frozen=True, slots=True)
class Plan:
    """What the checks look at, read once."""

    study: Study | None
    languages: tuple[str, ...]
    sites: tuple[Site, ...]
    zones: tuple[Zone, ...]
    stages: tuple[Stage, ...]
    touchpoints: tuple[Touchpoint, ...]
    waves: tuple[Wave, ...]
    quotas: tuple[Quota, ...]
    team: tuple[TeamMember, ...]
    sessions: tuple[Session, ...]
    codes: tuple[Code, ...]
    guides: tuple[GuideCheck, ...]
    preconceptions: tuple[Preconception, ...]
    metrics: tuple[Metric, ...]
    targets: tuple[Target, ...]
    sheet: Mapping[str, tuple[str, ...]]
    #: The prefix of a copy that does not say whose of the team it is.
    nobodys: str = ""

    def site(self, site_id: str | None, locale: str) -> str:
        """The short name of a site: what stands before the comma."""
        found = next((site for site in self.sites if site.id == site_id), None)
        return short_site(found.name, locale) if found else ""


def short_site(name: Mapping[str, str], locale: str) -> str:
    """Return Tampere of "Tampere, city centre"."""
    return pick(name, locale).partition(",")[0].strip()


def read_plan(reader: Reader, author: str | None = None) -> Plan:
    """Read everything the checks look at; with `author`, who writes here is looked at too.

    Through the driver alone: this is asked again after every change, and records are slow to make.
    """
    study = next(iter(reader.rows("study")), None)
    languages = tuple(study.languages) if study and study.languages else ("fi", "en")
    sessions = [s for s in reader.rows("session", order_by="planned_on") if s.parallel_of is None]
    return Plan(
        study=study,
        languages=languages,
        sites=tuple(site for site in reader.rows("site", order_by="order_key") if not site.competitor),
        zones=tuple(reader.rows("zone", order_by="order_key")),
        stages=tuple(reader.rows("stage", order_by="order_key")),
        touchpoints=tuple(reader.rows("touchpoint", order_by="order_key")),
        waves=tuple(reader.rows("wave", order_by="starts_on")),
        quotas=tuple(reader.rows("quota", order_by="order_key")),
        team=tuple(reader.rows("team_member", order_by="order_key")),
        sessions=tuple(sessions),
        codes=tuple(reader.rows("code", order_by="order_key")),
        guides=guide_checks(reader, languages),
        preconceptions=tuple(reader.rows("preconception", order_by="order_key")),
        metrics=tuple(reader.rows("metric", order_by="order_key")),
        targets=tuple(reader.rows("target")),
        sheet=sheet_state(reader, languages),
        nobodys=_nobodys(reader, author),
    )


def _nobodys(reader: Reader, author: str | None) -> str:
    own = copy_prefix(reader) if author is not None else ""
    return own if own and own_prefix(reader, author or "") == own else ""
