# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Studies to begin from: each gives a study that can go to the field once its places and days are named."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from cxfield import paths
from cxfield.errors import UserError
from cxfield.i18n import N_
from cxfield.model.guide import Guide, GuideVersion, Section
from cxfield.model.registry import kind_of
from cxfield.model.study import Study, Touchpoint
from cxfield.services.guides import make_starter_guide
from cxfield.services.plan_codes import use_tag_set
from cxfield.services.plan_edit import last_order
from cxfield.services.plan_guides import add_guide, add_questions, publish
from cxfield.services.plan_metrics import add_ready
from cxfield.services.plan_places import fill_journey
from cxfield.services.plan_waves import HALF_YEAR
from cxfield.services.starter import make_store_codebook, touchpoint_names
from cxfield.services.study_setup import StudyPlan, add_touchpoint, create_study
from cxfield.storage import UnitOfWork

_UNKNOWN = N_("There is no template {name}. Choose one from the list.")


def _read(name: str, key: str) -> list[dict[str, Any]]:
    text = paths.resource("templates", f"{name}.json").read_text(encoding="utf-8")
    found: list[dict[str, Any]] = json.loads(text)[key]
    return found


def study_templates() -> list[dict[str, Any]]:
    """What each template of a study brings."""
    return _read("studies", "studies")


def touchpoint_templates() -> list[dict[str, Any]]:
    """Physical and digital touchpoints with the measures that belong to them."""
    return _read("touchpoints", "touchpoints")


def begin_study(uow: UnitOfWork, *, template: str, title: Mapping[str, str]) -> Study:
    """Give an empty file a study made from a template; its texts are in both languages and can be edited."""
    facts = next((row for row in study_templates() if row["key"] == template), None)
    if facts is None:
        raise UserError(_UNKNOWN, name=template[:40])
    study = create_study(
        uow,
        plan=StudyPlan(title=title, purpose=facts["purpose"], levels=facts["levels"], languages=("fi", "en")),
    )
    uow.change(Study, study.id, experience_kinds=facts["kinds"], cadence=[HALF_YEAR])
    fill_journey(uow)
    if facts.get("store"):
        for name in touchpoint_names():
            add_touchpoint(uow, name=name)
    add_touchpoints(uow, keys=facts.get("touchpoints", ()))
    if facts.get("codes"):
        make_store_codebook(uow)
    for key in facts.get("tags", ()):
        use_tag_set(uow, key=key, use=True)
    for key in facts["guides"]:
        add_published(uow, key)
    for key in facts["metrics"]:
        add_ready(uow, kind=key)
    return study


def add_touchpoints(uow: UnitOfWork, *, keys: Sequence[str]) -> list[Touchpoint]:
    """Add ready touchpoints with their measures."""
    ready = {row["key"]: row for row in touchpoint_templates()}
    made = []
    for key in keys:
        row = ready[key]
        made.append(
            uow.add(
                Touchpoint(
                    name={"fi": row["fi"], "en": row["en"]},
                    digital=row["digital"],
                    measures=row["measures"],
                    order_key=last_order(uow, kind_of(Touchpoint)),
                )
            )
        )
    return made


def add_published(uow: UnitOfWork, key: str) -> GuideVersion:
    """Make a guide of a template and publish it at once."""
    if key == "five_themes":
        return make_starter_guide(uow)
    return publish(uow, version_id=add_guide(uow, template=key).id)


def guide_of_list(
    uow: UnitOfWork, *, name: Mapping[str, str], questions: Sequence[Mapping[str, Any]]
) -> GuideVersion:
    """Make a guide of a question list in one step; it is a draft until it is published."""
    version = add_guide(uow)
    if name:
        uow.change(Guide, version.guide_id, name=dict(name))
    section = uow.all(Section, version_id=version.id)[0]
    add_questions(uow, section_id=section.id, questions=questions)
    return version
