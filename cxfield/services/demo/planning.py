# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Day 0 of the sample study: the plan, the codebook, what is expected."""

from typing import Any

from cxfield.i18n import LOCALES
from cxfield.model.codes import Code
from cxfield.model.enums import CodeKind, Phase, SessionKind
from cxfield.model.guide import Question, Section
from cxfield.services.demo.scenery import Known, Scene, facts
from cxfield.services.group import make_group_guide
from cxfield.services.guides import make_starter_guide
from cxfield.services.plan_metrics import formula_of
from cxfield.services.plan_sheet import fill_ready, publish_sheet, type_part
from cxfield.services.starter import make_store_codebook, touchpoint_names
from cxfield.services.study_setup import (
    MetricPlan,
    SessionPlan,
    StudyPlan,
    add_channels,
    add_metric,
    add_preconception,
    add_quota,
    add_site,
    add_stages,
    add_team_member,
    add_touchpoint,
    add_wave,
    add_zone,
    create_study,
    lock_preconceptions,
    plan_session,
)
from cxfield.storage import UnitOfWork

#: Where the peak and the end of a visit lie: the service desk and the checkout.
KEY_ENCOUNTERS = (5, 7)


def plan_everything(scene: Scene) -> None:
    """Write the plan on day 0 and lock what the team expects."""
    study = facts("study")
    with scene.at("H1", study["waves"][0]["starts_on"], "09:00") as hand:
        hand.do(lambda uow: _study(uow, scene, study))
        hand.clock.advance(900_000)
        hand.do(lambda uow: _places(uow, scene.known, study))
        hand.clock.advance(900_000)
        hand.do(lambda uow: _tools(uow, scene, study))
        hand.clock.advance(900_000)
        hand.do(lambda uow: _sessions(uow, scene))
        hand.clock.advance(3_600_000)
        hand.do(lambda uow: _expectations(uow, scene))


def _study(uow: UnitOfWork, scene: Scene, study: dict[str, Any]) -> None:
    create_study(
        uow,
        plan=StudyPlan(
            title=study["title"],
            client=study["client"],
            question=study["question"],
            purpose=study["purpose"],
            levels=study["levels"],
            legal_basis=study["legal_basis"],
            retention=study["retention"],
            settling_min=scene.method["sessions"]["settling_in_min"],
            wait_limit_min=scene.method["study"]["targets"]["odotusaika_kassa_max_min"],
            sample=True,
        ),
    )
    waves = [add_wave(uow, **wave) for wave in study["waves"]]
    scene.known.wave = waves[0].id
    for row in study["team"]:
        scene.known.members[row["code"]] = add_team_member(
            uow, code=row["code"], role=row["role"], team=row.get("team", "")
        ).id


def _places(uow: UnitOfWork, known: Known, study: dict[str, Any]) -> None:
    for code, row in study["sites"].items():
        known.sites[code] = add_site(uow, code=code, name=row["name"], kind=row["kind"]).id
        for number, name in enumerate(study["zones"], start=1):
            known.zones[code, number] = add_zone(uow, site_id=known.sites[code], name=name).id
    for number, name in enumerate(touchpoint_names(), start=1):
        made = add_touchpoint(uow, name=name, key_encounter=number in KEY_ENCOUNTERS)
        known.touchpoints.append(made.id)
    add_stages(uow)
    add_channels(uow)


def _tools(uow: UnitOfWork, scene: Scene, study: dict[str, Any]) -> None:
    known = scene.known
    codes: dict[str, Code] = make_store_codebook(uow)
    known.codes = {key: code.id for key, code in codes.items()}
    known.states = {key for key, code in codes.items() if code.kind == CodeKind.STATE.value}
    version = make_starter_guide(uow)
    known.guide_version = version.id
    for section in uow.all(Section, version_id=version.id):
        for question in uow.all(Question, section_id=section.id):
            known.questions[question.key] = question.id
    known.group_guide = make_group_guide(uow).id
    targets = scene.method["study"]["targets"]
    for row in study["metrics"]:
        plan = MetricPlan(**{"formula": formula_of(row["type"]), **row}, target=targets[row["key"]])
        known.metrics[row["type"]] = add_metric(uow, plan=plan).id
    _quotas(uow, scene, study["quotas"])
    _sheet(uow, study["sheet"])


def _sheet(uow: UnitOfWork, versions: list[dict[str, dict[str, str]]]) -> None:
    """The information sheet: one version published, then a better one, which people are given."""
    for parts in versions:
        for key, words in parts.items():
            for language in LOCALES:
                type_part(uow, key=key, language=language, text=words[language])
        uow.seal()
        fill_ready(uow, languages=LOCALES)
        publish_sheet(uow, languages=LOCALES)


def _quotas(uow: UnitOfWork, scene: Scene, quotas: dict[str, Any]) -> None:
    known = scene.known
    for code, target in quotas["sites"].items():
        add_quota(uow, target=target, wave_id=known.wave, site_id=known.sites[code])
    for row in quotas["segments"]:
        narrowed = ("segment", scene.say(row["name"]))
        add_quota(uow, target=row["target"], wave_id=known.wave, narrowed=narrowed, name=row["name"])


def _sessions(uow: UnitOfWork, scene: Scene) -> None:
    known = scene.known
    for row in facts("sessions")["sessions"]:
        known.planned[row["number"]] = plan_session(
            uow,
            plan=SessionPlan(
                kind=SessionKind.OBSERVATION,
                site_id=known.sites[row["site"]],
                phase=Phase(row["phase"]),
                on=row["date"],
                minutes=row["minutes"],
                roles={known.members[code]: role for code, role in row["roles"].items()},
                wave_id=known.wave,
                number=row["number"],
                language=scene.language,
            ),
        ).id
    for kind, name in ((SessionKind.GROUP, "group"), (SessionKind.DEBRIEF, "debrief")):
        row = facts(name)
        roles = {known.members[code]: role for code, role in row["roles"].items()}
        known.sessions[name] = plan_session(
            uow,
            plan=SessionPlan(
                kind=kind,
                site_id=known.sites.get(row.get("site", "")),
                on=row["date"],
                minutes=row["minutes"],
                roles=roles,
                wave_id=known.wave,
                language=scene.language,
            ),
        ).id


def _expectations(uow: UnitOfWork, scene: Scene) -> None:
    by = (scene.known.members[code] for code in ("H1", "H2", "H1"))
    for text, member in zip(facts("debrief")["preconceptions"], by, strict=True):
        made = add_preconception(uow, text=scene.say(text), by_id=member)
        scene.known.preconceptions.append(made.id)
    lock_preconceptions(uow)
