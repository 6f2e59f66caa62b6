# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Setting a study up: what is asked, where, by whom, with which codes, metrics and expectations."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from cxfield.errors import UserError
from cxfield.i18n import N_
from cxfield.ids import order_after
from cxfield.model.base import Record
from cxfield.model.debrief import Preconception
from cxfield.model.enums import Phase, SessionKind, Verdict
from cxfield.model.metrics import Metric, Target
from cxfield.model.session import Session
from cxfield.model.study import Channel, Quota, Site, Stage, Study, TeamMember, Touchpoint, Wave, Zone
from cxfield.services.guides import make_starter_guide
from cxfield.services.person_codes import free_prefix
from cxfield.services.starter import channel_rows, make_store_codebook, stage_rows, touchpoint_names
from cxfield.storage import UnitOfWork
from cxfield.textclean import one_line

Labels = Mapping[str, str]
R = TypeVar("R", bound=Record)

_NAMELESS = N_("A study needs a title. Write one first.")


@dataclass(frozen=True, slots=True)
class StudyPlan:
    """What a study is about; texts by language."""

    title: Labels
    client: Labels = field(default_factory=dict)
    question: Labels = field(default_factory=dict)
    purpose: Labels = field(default_factory=dict)
    levels: Sequence[str] = ()
    languages: Sequence[str] = ("fi", "en")
    legal_basis: Labels = field(default_factory=dict)
    retention: Labels = field(default_factory=dict)
    settling_min: int = 10
    wait_limit_min: float = 4.0
    sample: bool = False


@dataclass(frozen=True, slots=True)
class SessionPlan:
    """A session that is to take place; `roles` maps a team member's id to a role."""

    kind: SessionKind
    site_id: str | None = None
    phase: Phase = Phase.DURING
    on: str = ""
    minutes: int = 0
    roles: Mapping[str, str] = field(default_factory=dict)
    wave_id: str | None = None
    channel_id: str | None = None
    stage_id: str | None = None
    parallel_of: str | None = None
    number: int = 0
    language: str = "fi"
    name: Labels = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class MetricPlan:
    """A measure to follow and, if known, what it should reach."""

    type: str
    key: str
    name: Labels
    scale: Sequence[float] = ()
    higher_is_better: bool = True
    perspective: str = "satisfaction"
    level: str = "journey"
    goal: str = ""
    formula: Labels = field(default_factory=dict)
    target: float | None = None


def create_study(uow: UnitOfWork, *, plan: StudyPlan) -> Study:
    """Give the file its study; a file holds one."""
    if uow.all(Study):
        raise UserError(N_("The file has a study already. Make a new file for another study."))
    title = {language: one_line(text) for language, text in plan.title.items() if one_line(text)}
    if not title:
        raise UserError(_NAMELESS)
    return uow.add(
        Study(
            title=title,
            client=dict(plan.client),
            question=dict(plan.question),
            purpose=dict(plan.purpose),
            levels=list(plan.levels),
            languages=list(plan.languages),
            legal_basis=dict(plan.legal_basis),
            retention=dict(plan.retention),
            settling_min=plan.settling_min,
            wait_limit_min=plan.wait_limit_min,
            sample=plan.sample,
        )
    )


def start_store_study(uow: UnitOfWork, *, plan: StudyPlan) -> Study:
    """Give the file a study that fieldwork in a store can start with: journey, codes, guide."""
    study = create_study(uow, plan=plan)
    add_stages(uow)
    add_channels(uow)
    for name in touchpoint_names():
        add_touchpoint(uow, name=name)
    make_store_codebook(uow)
    make_starter_guide(uow)
    return study


def the_study(uow: UnitOfWork) -> Study:
    """The study of the file; a sentence when there is none yet."""
    studies = uow.all(Study)
    if not studies:
        raise UserError(N_("The file has no study yet. Name the study in Plan first."))
    return studies[0]


def change_study(uow: UnitOfWork, **fields: Any) -> Study:
    """Change what a study is about."""
    if "title" in fields and not any(one_line(text) for text in fields["title"].values()):
        raise UserError(_NAMELESS)
    return uow.change(Study, the_study(uow).id, **fields)


def add_site(
    uow: UnitOfWork, *, code: str, name: Labels, kind: Labels | None = None, competitor: bool = False
) -> Site:
    """Add a store or another place of service."""
    order = next_order(uow, Site)
    return uow.add(
        Site(code=code, name=dict(name), kind=dict(kind or {}), competitor=competitor, order_key=order)
    )


def add_zone(uow: UnitOfWork, *, site_id: str, name: Labels, no_observation: bool = False) -> Zone:
    """Add an area to a site's floor plan."""
    order = next_order(uow, Zone, site_id=site_id)
    return uow.add(Zone(site_id=site_id, name=dict(name), no_observation=no_observation, order_key=order))


def add_touchpoint(
    uow: UnitOfWork,
    *,
    name: Labels,
    site_id: str | None = None,
    digital: bool = False,
    key_encounter: bool = False,
) -> Touchpoint:
    """Add a place where customer and company meet; without a site it is the same at all of them."""
    return uow.add(
        Touchpoint(
            name=dict(name),
            site_id=site_id,
            digital=digital,
            key_encounter=key_encounter,
            order_key=next_order(uow, Touchpoint),
        )
    )


def add_stages(uow: UnitOfWork) -> tuple[Stage, ...]:
    """Add the five stages of the journey, in order."""
    made = []
    for key, name, question in stage_rows():
        order = next_order(uow, Stage)
        made.append(uow.add(Stage(key=key, name=name, question=question, order_key=order)))
    return tuple(made)


def add_channels(uow: UnitOfWork) -> tuple[Channel, ...]:
    """Add the channels the method names."""
    made = []
    for key, name in channel_rows():
        made.append(uow.add(Channel(key=key, name=name, order_key=next_order(uow, Channel))))
    return tuple(made)


def add_wave(uow: UnitOfWork, *, name: Labels, starts_on: str, ends_on: str) -> Wave:
    """Add a round of fieldwork, its days as ISO dates."""
    order = next_order(uow, Wave)
    return uow.add(Wave(name=dict(name), starts_on=starts_on, ends_on=ends_on, order_key=order))


def add_team_member(uow: UnitOfWork, *, code: str, role: Labels, team: str = "") -> TeamMember:
    """Add a colleague, by code, with a letter of one's own for the codes of participants."""
    order = next_order(uow, TeamMember)
    prefix = free_prefix(uow)
    return uow.add(TeamMember(code=code, role=dict(role), team=team, prefix=prefix, order_key=order))


def plan_session(uow: UnitOfWork, *, plan: SessionPlan) -> Session:
    """Put a session on the calendar; it is started later."""
    study = the_study(uow)
    number = plan.number or _next_number(uow, plan.kind)
    return uow.add(
        Session(
            study_id=study.id,
            kind=plan.kind.value,
            number=number,
            site_id=plan.site_id,
            phase=plan.phase.value,
            planned_on=plan.on,
            planned_min=plan.minutes,
            roles=dict(plan.roles),
            wave_id=plan.wave_id,
            channel_id=plan.channel_id,
            stage_id=plan.stage_id,
            parallel_of=plan.parallel_of,
            settling_min=study.settling_min if plan.kind is SessionKind.OBSERVATION else 0,
            language=plan.language,
            name=dict(plan.name),
        )
    )


def add_metric(uow: UnitOfWork, *, plan: MetricPlan, wave_id: str | None = None) -> Metric:
    """Follow a measure, with its target when there is one."""
    metric = uow.add(
        Metric(
            type=plan.type,
            key=plan.key,
            name=dict(plan.name),
            scale=list(plan.scale),
            higher_is_better=plan.higher_is_better,
            perspective=plan.perspective,
            level=plan.level,
            goal=plan.goal,
            formula=dict(plan.formula),
            order_key=next_order(uow, Metric),
        )
    )
    if plan.target is not None:
        uow.add(Target(metric_id=metric.id, wave_id=wave_id, value=plan.target))
    return metric


def add_quota(
    uow: UnitOfWork,
    *,
    target: int,
    counted: str = "interview",
    wave_id: str | None = None,
    site_id: str | None = None,
    narrowed: tuple[str, str] = ("", ""),
    name: Labels | None = None,
) -> Quota:
    """Say how many of a kind are wanted; `narrowed` is a field of the participant and its value."""
    field, value = narrowed
    return uow.add(
        Quota(
            counted=counted,
            wave_id=wave_id,
            site_id=site_id,
            field=field,
            value=value,
            name=dict(name or {}),
            target=target,
            order_key=next_order(uow, Quota),
        )
    )


def add_preconception(uow: UnitOfWork, *, text: str, by_id: str | None = None) -> Preconception:
    """Write down what the team expects before it goes out."""
    order = next_order(uow, Preconception)
    return uow.add(Preconception(text=text, by_id=by_id, order_key=order))


def lock_preconceptions(uow: UnitOfWork) -> int:
    """Lock what was expected, so that it is not rewritten after fieldwork; returns how many."""
    now = uow.stamp().utc_ms
    open_ones = [row for row in uow.all(Preconception) if row.locked_at is None]
    for row in open_ones:
        uow.change(Preconception, row.id, locked_at=now)
    return len(open_ones)


def settle_preconception(
    uow: UnitOfWork, *, preconception_id: str, verdict: Verdict, comment: str = ""
) -> Preconception:
    """Say what fieldwork made of an expectation that was locked before it."""
    row = uow.get(Preconception, preconception_id)
    if row.locked_at is None:
        raise UserError(N_("The preconception is not locked yet. Lock it before saying what came of it."))
    return uow.change(Preconception, row.id, verdict=verdict.value, comment=comment)


def next_order(uow: UnitOfWork, cls: type[R], **equals: Any) -> str:
    """An order key after the last one of a list."""
    keys = [str(getattr(row, "order_key", "")) for row in uow.all(cls, retired=True, **equals)]
    return order_after(max(keys, default=""))


def _next_number(uow: UnitOfWork, kind: SessionKind) -> int:
    return max((row.number for row in uow.all(Session, kind=kind.value)), default=0) + 1
