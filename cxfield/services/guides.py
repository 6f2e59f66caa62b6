# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Guides: the starter guide of five themes, made from the facts that ship with the program."""

import json
from collections.abc import Mapping
from typing import Any

from cxfield import paths
from cxfield.errors import UserError
from cxfield.i18n import N_
from cxfield.ids import order_after
from cxfield.methods.questions import question_type
from cxfield.model.guide import Guide, GuideVersion, Option, Question, Section
from cxfield.storage import UnitOfWork

STARTER = "five_themes"


def starter_facts(key: str = STARTER) -> dict[str, Any]:
    """Return the facts of a guide that ships with the program."""
    found: dict[str, Any] = json.loads(paths.resource("guides", f"{key}.json").read_text(encoding="utf-8"))
    return found


def make_starter_guide(uow: UnitOfWork, key: str = STARTER) -> GuideVersion:
    """Make the starter guide with a published version 1 and return the version."""
    facts = starter_facts(key)
    last = [guide.order_key for guide in uow.all(Guide)]
    guide = uow.add(Guide(key=facts["key"], name=facts["name"], order_key=order_after(max(last, default=""))))
    version = uow.add(
        GuideVersion(
            guide_id=guide.id,
            number=1,
            published_at=uow.stamp().utc_ms,
            languages=facts["languages"],
            moments=facts["moments"],
        )
    )
    order = ""
    for row in facts["sections"]:
        order = order_after(order)
        _add_section(uow, version.id, row, facts["probes"], order)
    return version


def _add_section(
    uow: UnitOfWork, version_id: str, row: Mapping[str, Any], probes: list[dict[str, str]], order: str
) -> None:
    section = uow.add(
        Section(
            version_id=version_id,
            key=row["key"],
            theme=row["theme"],
            name=row["name"],
            minutes=row["minutes"],
            order_key=order,
        )
    )
    made: dict[str, Question] = {}
    for asked in row["questions"]:
        made[asked["key"]] = _add_question(uow, section.id, asked, made, probes)


def _add_question(
    uow: UnitOfWork,
    section_id: str,
    asked: Mapping[str, Any],
    made: Mapping[str, Question],
    probes: list[dict[str, str]],
) -> Question:
    follows = asked.get("follows")
    if follows is not None and follows not in made:
        raise UserError(
            N_("The question {key} follows one that comes later. Move it after it."), key=asked["key"]
        )
    settings = dict(asked.get("settings", {}))
    settings |= {name: asked[name] for name in ("short", "ends") if name in asked}
    question = uow.add(
        Question(
            section_id=section_id,
            key=asked["key"],
            type=question_type(asked["type"]).key,
            text=asked["text"],
            hint=asked.get("hint", {}),
            probes=asked.get("probes", probes),
            settings=settings,
            condition={"of": follows, "routes": asked["routes"]} if follows else None,
            follows_id=made[follows].id if follows else None,
            order_key=order_after(max((known.order_key for known in made.values()), default="")),
        )
    )
    option_order = ""
    for choice in asked.get("options", ()):
        option_order = order_after(option_order)
        uow.add(Option(question_id=question.id, name=choice, order_key=option_order))
    return question
