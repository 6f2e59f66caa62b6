# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writing guides: sections, questions, options, probes, follow-ups, and publishing them as versions."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from cxfield import paths
from cxfield.analysis.satisfaction import CES_VERSIONS
from cxfield.errors import UserError
from cxfield.i18n import N_
from cxfield.ids import order_after, order_between
from cxfield.methods.questions import QUESTION_TYPES, question_type, takes_options
from cxfield.methods.questions.ranking import MOST_RANKED
from cxfield.model.guide import Guide, GuideVersion, Option, Question, Section
from cxfield.model.registry import kind_of
from cxfield.services.guides import make_starter_guide
from cxfield.services.plan_edit import check_text, last_order, move
from cxfield.services.plan_edit import remove as remove_record
from cxfield.services.plan_guide_checks import QuestionRow, read_version
from cxfield.services.plan_reach import scale_of
from cxfield.services.plan_study import whole_number
from cxfield.services.study_setup import the_study
from cxfield.storage import UnitOfWork

_LOCKED = N_("The version is published and does not change. Begin the next version to edit it.")
_NOT_REACHED = N_("Questions {numbers} are never reached. Mend their routes before publishing.")
_NO_QUESTIONS = N_("The guide has no questions yet. Add one before publishing.")
_NO_WORDS = N_("Question {number} has no text. Write it before publishing.")
_NO_CHOICES = N_("Question {number} needs at least two choices. Write them before publishing.")
_NO_PICTURE = N_("Question {number} lacks a picture. Choose one before publishing.")
_TOO_MANY = N_("A ranking has at most {most} choices. Remove one before adding another.")
_NO_NUMBER = N_("Only a question with a number can open follow-ups by its answer.")
CHOICE_TYPES = tuple(kind.key for kind in QUESTION_TYPES if takes_options(kind))

#: Settings that stay when a question becomes of another type.
_OF_ANY_TYPE = ("short", "optional", "picture_id")

#: The customary ranges of a follow-up, by the type of the question it follows.
_RANGES: dict[str, tuple[tuple[int, int], ...]] = {
    "nps": ((0, 6), (7, 8), (9, 10)),
    "csat": ((1, 2), (3, 3), (4, 5)),
}


def draft_of(uow: UnitOfWork, version_id: str) -> GuideVersion:
    """The version, when it may still be written; UserError when it is published."""
    version = uow.get(GuideVersion, version_id)
    if version.published_at is not None:
        raise UserError(_LOCKED)
    return version


def _of_section(uow: UnitOfWork, section_id: str) -> Section:
    section = uow.get(Section, section_id)
    draft_of(uow, section.version_id)
    return section


def draft_question(uow: UnitOfWork, question_id: str) -> Question:
    """The question, when its version may still be written; UserError when it is published."""
    question = uow.get(Question, question_id)
    _of_section(uow, question.section_id)
    return question


def guide_templates() -> list[dict[str, Any]]:
    """The guides that ship with the program besides the five themes and the focus group."""
    text = paths.resource("templates", "guides.json").read_text(encoding="utf-8")
    found: list[dict[str, Any]] = json.loads(text)["guides"]
    return found


def question_bank() -> list[dict[str, Any]]:
    """The bank: groups of questions in both languages."""
    text = paths.resource("templates", "question_bank.json").read_text(encoding="utf-8")
    found: list[dict[str, Any]] = json.loads(text)["groups"]
    return found


def add_guide(uow: UnitOfWork, *, template: str = "") -> GuideVersion:
    """Make a guide: from a template as a draft, or empty with one section."""
    if template == "five_themes":
        return make_starter_guide(uow)
    facts = next((row for row in guide_templates() if row["key"] == template), None)
    order = last_order(uow, kind_of(Guide))
    guide = uow.add(
        Guide(
            key=template,
            name=facts["name"] if facts else {"fi": "Uusi runko", "en": "New guide"},
            kind=facts["kind"] if facts else "interview",
            order_key=order,
        )
    )
    languages = list(the_study(uow).languages)
    version = uow.add(GuideVersion(guide_id=guide.id, number=1, languages=languages))
    empty: list[dict[str, Any]] = [{"key": "", "theme": "expectations", "name": {}, "minutes": 10}]
    sections: list[dict[str, Any]] = facts["sections"] if facts else empty
    for row in sections:
        section = uow.add(
            Section(
                version_id=version.id,
                key=row["key"],
                theme=row["theme"],
                name=row["name"],
                minutes=row["minutes"],
                order_key=last_order(uow, kind_of(Section), version_id=version.id),
            )
        )
        add_questions(uow, section_id=section.id, questions=row.get("questions", ()))
    return version


def add_section(uow: UnitOfWork, *, version_id: str) -> Section:
    """Add a section at the end."""
    draft_of(uow, version_id)
    order = last_order(uow, kind_of(Section), version_id=version_id)
    return uow.add(Section(version_id=version_id, theme="other", minutes=5, order_key=order))


def move_section(uow: UnitOfWork, *, section_id: str, before: str, after: str) -> None:
    """Put a section of a draft between two others."""
    _of_section(uow, section_id)
    move(uow, kind="section", record_id=section_id, before=before, after=after)


def set_minutes(uow: UnitOfWork, *, section_id: str, text: str) -> Section:
    """Plan the minutes of a section."""
    _of_section(uow, section_id)
    return uow.type_in(Section, section_id, minutes=float(whole_number(text, 0, 240)))


def add_question(uow: UnitOfWork, *, section_id: str, after_id: str = "", kind: str = "open") -> Question:
    """Add a question after another, or at the end of the section."""
    section = _of_section(uow, section_id)
    mine = uow.all(Question, order_by="order_key", section_id=section_id)
    at = next((index for index, row in enumerate(mine) if row.id == after_id), len(mine) - 1)
    low = mine[at].order_key if mine else ""
    high = mine[at + 1].order_key if at + 1 < len(mine) else ""
    order = order_between(low, high) if high else order_after(low)
    return uow.add(
        Question(
            section_id=section_id, key=_free_key(uow, section.version_id, kind), type=kind, order_key=order
        )
    )


def _free_key(uow: UnitOfWork, version_id: str, kind: str) -> str:
    used = {
        question.key
        for section in uow.all(Section, version_id=version_id)
        for question in uow.all(Question, section_id=section.id)
    }
    number = 1
    while f"{kind}_{number}" in used:
        number += 1
    return f"{kind}_{number}"


def add_questions(
    uow: UnitOfWork, *, section_id: str, questions: Sequence[Mapping[str, Any]]
) -> list[Question]:
    """Add ready questions (from the bank, a template or a list) at the end of a section."""
    section = _of_section(uow, section_id)
    made = []
    for row in questions:
        kind = question_type(row["type"]).key
        question = uow.add(
            Question(
                section_id=section_id,
                key=_free_key(uow, section.version_id, kind),
                type=kind,
                text=dict(row["text"]),
                hint=dict(row.get("hint", {})),
                probes=[dict(probe) for probe in row.get("probes", ())],
                settings=dict(row.get("settings", {})),
                order_key=last_order(uow, kind_of(Question), section_id=section_id),
            )
        )
        for name in row.get("options", ()):
            order = last_order(uow, kind_of(Option), question_id=question.id)
            uow.add(Option(question_id=question.id, name=dict(name), order_key=order))
        made.append(question)
    return made


def type_question(uow: UnitOfWork, *, question_id: str, field: str, language: str, text: str) -> Question:
    """Write the text or hint of a question in one language."""
    question = draft_question(uow, question_id)
    labels = {**getattr(question, field), language: check_text("text", text)}
    if not text:
        del labels[language]
    return uow.type_in(Question, question_id, **{field: labels})


def set_type(uow: UnitOfWork, *, question_id: str, kind: str) -> Question:
    """Make a question of another type; its texts stay, what does not fit the type goes."""
    question = draft_question(uow, question_id)
    settings = {name: value for name, value in question.settings.items() if name in _OF_ANY_TYPE}
    if kind == "ces":
        settings["version"] = CES_VERSIONS[-1].key
    if kind in ("likert", "ces"):
        settings["cannot_say"] = True
    if kind == "click_map":
        settings["cannot_say"] = True
    if kind in CHOICE_TYPES and not uow.all(Option, question_id=question_id):
        for _ in range(2):
            add_option(uow, question_id=question_id)
    return uow.change(Question, question_id, type=question_type(kind).key, settings=settings)


def set_setting(uow: UnitOfWork, *, question_id: str, name: str, value: Any) -> Question:
    """Change one setting of a question's type."""
    question = draft_question(uow, question_id)
    settings = {**question.settings, name: value}
    if name in ("points", "version"):
        settings.pop("ends", None)
    return uow.change(Question, question_id, settings=settings)


def type_end(uow: UnitOfWork, *, question_id: str, end: int, language: str, text: str) -> Question:
    """Word the low (0) or high (1) end of a scale."""
    question = draft_question(uow, question_id)
    ends = [dict(row) for row in question.settings.get("ends", ({}, {}))]
    ends[end] = {**ends[end], language: check_text("name", text)}
    if not text:
        del ends[end][language]
    settings = {**question.settings, "ends": ends}
    if not any(ends):
        del settings["ends"]
    return uow.type_in(Question, question_id, settings=settings)


def add_option(uow: UnitOfWork, *, question_id: str) -> Option:
    """Add an empty choice."""
    question = draft_question(uow, question_id)
    if question.type == "ranking" and len(uow.all(Option, question_id=question_id)) >= MOST_RANKED:
        raise UserError(_TOO_MANY, most=MOST_RANKED)
    order = last_order(uow, kind_of(Option), question_id=question_id)
    return uow.add(Option(question_id=question_id, order_key=order))


def type_option(uow: UnitOfWork, *, option_id: str, language: str, text: str) -> Option:
    """Word a choice in one language."""
    option = uow.get(Option, option_id)
    draft_question(uow, option.question_id)
    name = {**option.name, language: check_text("name", text)}
    if not text:
        del name[language]
    return uow.type_in(Option, option_id, name=name)


def set_probes(uow: UnitOfWork, *, question_id: str, language: str, lines: Sequence[str]) -> Question:
    """Write the probes in one language, one for each line; the other languages stay in their places."""
    question = draft_question(uow, question_id)
    wanted = [line.strip() for line in lines]
    while wanted and not wanted[-1]:
        wanted.pop()
    rows: list[dict[str, str]] = [dict(row) for row in question.probes]
    rows += [{} for _ in range(len(wanted) - len(rows))]
    for at, row in enumerate(rows):
        row.pop(language, None)
        if at < len(wanted) and wanted[at]:
            row[language] = check_text("name", wanted[at])
    return uow.type_in(Question, question_id, probes=[row for row in rows if row])


def follow(uow: UnitOfWork, *, question_id: str, follows_id: str) -> Question:
    """Make a question a follow-up of an earlier one, with the customary ranges; empty sets it free."""
    question = draft_question(uow, question_id)
    if not follows_id:
        return uow.change(Question, question_id, follows_id=None, condition=None)
    followed = uow.get(Question, follows_id)
    bounds = scale_of(followed.type, followed.settings)
    if bounds is None:
        raise UserError(_NO_NUMBER)
    middle = (bounds[0] + bounds[1]) // 2
    ranges = _RANGES.get(followed.type, ((bounds[0], middle), (middle + 1, bounds[1])))
    routes = [{"from": low, "to": high, "text": dict(question.text)} for low, high in ranges]
    return uow.change(
        Question, question_id, follows_id=follows_id, condition={"of": followed.key, "routes": routes}
    )


def set_route(
    uow: UnitOfWork,
    *,
    question_id: str,
    at: int,
    low: int | None = None,
    high: int | None = None,
    language: str = "",
    text: str = "",
) -> Question:
    """Change a route: its range, or its wording in one language."""
    question = draft_question(uow, question_id)
    condition = dict(question.condition or {})
    routes = [dict(row) for row in condition.get("routes", ())]
    row = routes[at]
    if low is not None:
        row["from"] = low
    if high is not None:
        row["to"] = high
    if language:
        row["text"] = {**row.get("text", {}), language: check_text("text", text)}
        if not text:
            del row["text"][language]
    condition["routes"] = routes
    return uow.type_in(Question, question_id, condition=condition)


def add_route(uow: UnitOfWork, *, question_id: str) -> Question:
    """Add a wording for another range."""
    question = draft_question(uow, question_id)
    condition = dict(question.condition or {})
    routes = [*condition.get("routes", ()), {"from": 0, "to": 10, "text": dict(question.text)}]
    return uow.change(Question, question_id, condition={**condition, "routes": routes})


def remove_route(uow: UnitOfWork, *, question_id: str, at: int) -> Question:
    """Take a range away; a follow-up without any is free again."""
    question = draft_question(uow, question_id)
    condition = dict(question.condition or {})
    routes = [row for index, row in enumerate(condition.get("routes", ())) if index != at]
    if not routes:
        return uow.change(Question, question_id, follows_id=None, condition=None)
    return uow.change(Question, question_id, condition={**condition, "routes": routes})


def move_question(uow: UnitOfWork, *, question_id: str, section_id: str) -> Question:
    """Move a question to the end of another section."""
    draft_question(uow, question_id)
    _of_section(uow, section_id)
    order = last_order(uow, kind_of(Question), section_id=section_id)
    return uow.change(Question, question_id, section_id=section_id, order_key=order)


def remove_part(uow: UnitOfWork, *, kind: str, record_id: str) -> None:
    """Remove a section or question of a draft."""
    if kind == "section":
        _of_section(uow, record_id)
    elif kind == "question":
        draft_question(uow, record_id)
    remove_record(uow, kind=kind, record_id=record_id)


def _may_publish(row: QuestionRow) -> None:
    """Say what a question still lacks before it can be asked."""
    if row.type in CHOICE_TYPES and sum(any(name.values()) for _, name in row.options) < 2:  # noqa: PLR2004
        raise UserError(_NO_CHOICES, number=row.number)
    pictured = row.type != "image_choice" or all(key in row.pictures for key, _ in row.options)
    if not pictured or (row.type == "click_map" and not row.settings.get("picture_id")):
        raise UserError(_NO_PICTURE, number=row.number)


def publish(uow: UnitOfWork, *, version_id: str) -> GuideVersion:
    """Publish a draft: from now on it does not change. Unreachable or empty questions block."""
    version = draft_of(uow, version_id)
    languages = tuple(the_study(uow).languages)
    rows = [row for section in read_version(uow, version_id, languages) for row in section.questions]
    guide = uow.get(Guide, version.guide_id)
    if not rows and guide.kind != "group":
        raise UserError(_NO_QUESTIONS)
    for row in rows:
        if not any(row.text.values()) and not any(any(route.text.values()) for route in row.routes):
            raise UserError(_NO_WORDS, number=row.number)
        _may_publish(row)
    blocking = [row.number for row in rows if row.problem]
    if blocking:
        raise UserError(_NOT_REACHED, numbers=", ".join(map(str, blocking)))
    return uow.change(GuideVersion, version_id, published_at=uow.stamp().utc_ms, languages=list(languages))
