# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The next version of a guide: a copy of the latest, to be changed while the published one stays."""

from collections.abc import Mapping
from typing import Any

from cxfield.model.guide import GuideVersion, Option, Question, Section
from cxfield.services.plan_guide_checks import versions_of
from cxfield.services.study_setup import the_study
from cxfield.storage import UnitOfWork


def begin_version(uow: UnitOfWork, *, guide_id: str) -> GuideVersion:
    """Begin the next version of a guide as a copy of the latest; one draft at a time."""
    draft, ready = versions_of(uow, guide_id)
    if draft is not None:
        return draft
    if ready is None:
        return uow.add(GuideVersion(guide_id=guide_id, languages=list(the_study(uow).languages)))
    version = uow.add(
        GuideVersion(
            guide_id=guide_id, number=ready.number + 1, languages=ready.languages, moments=ready.moments
        )
    )
    copies: dict[str, str] = {}
    for section in uow.all(Section, order_by="order_key", version_id=ready.id):
        made = uow.add(
            Section(
                version_id=version.id,
                key=section.key,
                theme=section.theme,
                name=section.name,
                minutes=section.minutes,
                order_key=section.order_key,
            )
        )
        for question in uow.all(Question, order_by="order_key", section_id=section.id):
            _copy_question(uow, question, made.id, copies)
    return version


def _copy_question(uow: UnitOfWork, question: Question, section_id: str, copies: dict[str, str]) -> None:
    """Copy a question; `copies` learns its new id and those of its choices, for later conditions."""
    made = uow.add(
        Question(
            section_id=section_id,
            key=question.key,
            type=question.type,
            text=question.text,
            hint=question.hint,
            probes=question.probes,
            settings=question.settings,
            condition=_renamed(question.condition, copies),
            follows_id=copies.get(question.follows_id or ""),
            order_key=question.order_key,
        )
    )
    for option in uow.all(Option, order_by="order_key", question_id=question.id):
        copy = Option(
            question_id=made.id, name=option.name, image_id=option.image_id, order_key=option.order_key
        )
        copies[option.id] = uow.add(copy).id
    copies[question.id] = made.id


def _renamed(condition: Any, copies: Mapping[str, str]) -> Any:
    """A condition with the choices of the copies in place of the old ones."""
    if isinstance(condition, dict):
        return {name: _renamed(value, copies) for name, value in condition.items()}
    if isinstance(condition, list):
        return [_renamed(value, copies) for value in condition]
    return copies.get(condition, condition) if isinstance(condition, str) else condition
