# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a question type asks to be set: pictures, areas, columns, limits, facts, and what opens it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from cxfield.errors import UserError
from cxfield.i18n import N_
from cxfield.importing.pictures import Picture
from cxfield.methods.questions.click_map import MOST_AREAS
from cxfield.methods.questions.date import day_of
from cxfield.methods.questions.demographic import FACTS
from cxfield.methods.questions.matrix import FEWEST_COLUMNS, MOST_COLUMNS
from cxfield.methods.questions.number import MOST
from cxfield.model.guide import Option, Question
from cxfield.services.attachments import add_picture
from cxfield.services.plan_edit import check_text, reorder
from cxfield.services.plan_guides import draft_question
from cxfield.services.plan_reach import Opening, Part, choices_of, condition_of, numbers_of, opening_of
from cxfield.storage import UnitOfWork

_TOO_MANY_AREAS = N_("There is room for {most} areas. Remove one before adding another.")
_TOO_MANY_COLUMNS = N_("A matrix has {least} to {most} columns.")
_NO_NUMBER = N_("{text} is not a number. Write it with digits.")
_NO_DAY = N_("{text} is not a day. Write it as 22.11.2026.")
_TURNED = N_("The least is greater than the greatest. Correct one of them.")
_AREA = N_("An area lies inside the picture. Draw it again.")
_NO_FACT = N_("At least one fact is asked. Tick one.")
_EARLIER = N_("A question opens by the answers to questions before it. Choose another one.")
_SMALLEST = 0.01
#: Numbers with a wider range have no customary half.
_WIDE = 100


def set_settings(uow: UnitOfWork, *, question_id: str, values: Mapping[str, Any]) -> Question:
    """Change settings of a question; an empty one goes."""
    question = draft_question(uow, question_id)
    merged = {**question.settings, **values}
    kept = {name: value for name, value in merged.items() if value not in (None, "", [], {})}
    return uow.change(Question, question_id, settings=kept)


def set_facts(uow: UnitOfWork, *, question_id: str, facts: Sequence[str]) -> Question:
    """Choose which background facts are asked."""
    known = [fact.key for fact in FACTS if fact.key in facts]
    if not known:
        raise UserError(_NO_FACT)
    return set_settings(uow, question_id=question_id, values={"facts": known})


def set_limit(uow: UnitOfWork, *, question_id: str, name: str, text: str) -> Question:
    """Set the least or greatest number of a question ("min", "max"); empty sets none."""
    question = draft_question(uow, question_id)
    said = "".join(text.split()).replace(",", ".").replace("\N{MINUS SIGN}", "-")
    try:
        value = float(said) if said else None
    except ValueError:
        raise UserError(_NO_NUMBER, text=text[:40]) from None
    if value is not None and not abs(value) <= MOST:
        raise UserError(_NO_NUMBER, text=text[:40])
    if value is not None and value.is_integer():
        value = int(value)
    limits: dict[str, Any] = {key: question.settings.get(key) for key in ("min", "max")} | {name: value}
    if None not in limits.values() and limits["min"] > limits["max"]:
        raise UserError(_TURNED)
    return set_settings(uow, question_id=question_id, values={name: value})


def set_day_limit(uow: UnitOfWork, *, question_id: str, name: str, text: str) -> Question:
    """Set the first or last day of a question ("first", "last"); empty sets none."""
    said = text.strip()
    finnish = re.fullmatch(r"(\d{1,2})\.(\d{1,2})\.(\d{4})", said)
    if finnish:
        said = f"{finnish[3]}-{int(finnish[2]):02}-{int(finnish[1]):02}"
    if said and day_of(said) is None:
        raise UserError(_NO_DAY, text=text[:40])
    return set_settings(uow, question_id=question_id, values={name: said or None})


def type_unit(uow: UnitOfWork, *, question_id: str, language: str, text: str) -> Question:
    """Write the unit of a number in one language."""
    return _type_words(uow, question_id, "unit", language, text)


def type_service_area(uow: UnitOfWork, *, question_id: str, language: str, text: str) -> Question:
    """Write the service area that a question asks about in one language."""
    return _type_words(uow, question_id, "area", language, text)


def _type_words(uow: UnitOfWork, question_id: str, name: str, language: str, text: str) -> Question:
    question = draft_question(uow, question_id)
    known = question.settings.get(name)
    labels = {**(known if isinstance(known, dict) else {}), language: check_text("name", text)}
    kept = {key: words for key, words in labels.items() if words}
    settings = {**question.settings, name: kept}
    if not kept:
        del settings[name]
    return uow.type_in(Question, question_id, settings=settings)


def set_question_picture(uow: UnitOfWork, *, question_id: str, picture: Picture | None) -> Question:
    """Give a question its picture; another picture keeps the areas, they are shares of it."""
    draft_question(uow, question_id)
    stored = add_picture(uow, picture=picture).id if picture is not None else None
    return set_settings(uow, question_id=question_id, values={"picture_id": stored})


def set_option_picture(uow: UnitOfWork, *, option_id: str, picture: Picture | None) -> Option:
    """Give a choice its picture."""
    option = uow.get(Option, option_id)
    draft_question(uow, option.question_id)
    stored = add_picture(uow, picture=picture).id if picture is not None else None
    return uow.change(Option, option_id, image_id=stored)


def move_option(uow: UnitOfWork, *, option_id: str, step: int) -> Option:
    """Move a choice up or down by so many places."""
    option = uow.get(Option, option_id)
    draft_question(uow, option.question_id)
    mine = uow.all(Option, order_by="order_key", question_id=option.question_id)
    ids = [row.id for row in mine]
    to = max(0, min(len(ids) - 1, ids.index(option_id) + step))
    ids.remove(option_id)
    ids.insert(to, option_id)
    if ids != [row.id for row in mine]:
        reorder(uow, kind="option", ids=ids)
    return uow.get(Option, option_id)


def add_column(uow: UnitOfWork, *, question_id: str) -> Question:
    """Name the columns of a matrix, or add one more."""
    question = draft_question(uow, question_id)
    columns = list(question.settings.get("columns") or [])
    missing = FEWEST_COLUMNS if not columns else 1
    if len(columns) + missing > MOST_COLUMNS:
        raise UserError(_TOO_MANY_COLUMNS, least=FEWEST_COLUMNS, most=MOST_COLUMNS)
    settings = {**question.settings, "columns": [*columns, *({} for _ in range(missing))]}
    return uow.change(Question, question_id, settings=settings)


def remove_column(uow: UnitOfWork, *, question_id: str, at: int) -> Question:
    """Take a column away; with fewer than two the columns are numbers again."""
    question = draft_question(uow, question_id)
    columns = [row for index, row in enumerate(question.settings.get("columns") or []) if index != at]
    settings = {name: value for name, value in question.settings.items() if name != "columns"}
    if len(columns) >= FEWEST_COLUMNS:
        settings["columns"] = columns
    return uow.change(Question, question_id, settings=settings)


def type_column(uow: UnitOfWork, *, question_id: str, at: int, language: str, text: str) -> Question:
    """Word a column in one language."""
    question = draft_question(uow, question_id)
    columns = [dict(row) for row in question.settings.get("columns") or []]
    columns[at] = {**columns[at], language: check_text("name", text)}
    if not text:
        del columns[at][language]
    return uow.type_in(Question, question_id, settings={**question.settings, "columns": columns})


def add_area(uow: UnitOfWork, *, question_id: str, at: Sequence[float]) -> Question:
    """Add an area to a click map."""
    question = draft_question(uow, question_id)
    areas = _areas(question)
    if len(areas) >= MOST_AREAS:
        raise UserError(_TOO_MANY_AREAS, most=MOST_AREAS)
    used = {row["key"] for row in areas}
    key = next(f"area_{n}" for n in range(1, MOST_AREAS + 2) if f"area_{n}" not in used)
    return _keep_areas(uow, question, [*areas, {"key": key, "name": {}, "at": _inside(at)}])


def change_area(uow: UnitOfWork, *, question_id: str, key: str, at: Sequence[float]) -> Question:
    """Move or resize an area."""
    question = draft_question(uow, question_id)
    rows = [{**row, "at": _inside(at)} if row["key"] == key else row for row in _areas(question)]
    return _keep_areas(uow, question, rows)


def type_area(uow: UnitOfWork, *, question_id: str, key: str, language: str, text: str) -> Question:
    """Name an area in one language."""
    question = draft_question(uow, question_id)
    rows = _areas(question)
    for row in rows:
        if row["key"] == key:
            row["name"] = {**row["name"], language: check_text("name", text)}
            if not text:
                del row["name"][language]
    return uow.type_in(Question, question_id, settings={**question.settings, "areas": rows})


def remove_area(uow: UnitOfWork, *, question_id: str, key: str) -> Question:
    """Take an area away; the clicks stay."""
    question = draft_question(uow, question_id)
    return _keep_areas(uow, question, [row for row in _areas(question) if row["key"] != key])


def _areas(question: Question) -> list[dict[str, Any]]:
    return [dict(row) for row in question.settings.get("areas") or []]


def _keep_areas(uow: UnitOfWork, question: Question, rows: list[dict[str, Any]]) -> Question:
    return uow.change(Question, question.id, settings={**question.settings, "areas": rows})


def _inside(at: Sequence[float]) -> list[float]:
    left, top, wide, high = (round(float(side), 4) for side in at)
    if not (0 <= left <= 1 and 0 <= top <= 1 and _SMALLEST <= wide <= 1 and _SMALLEST <= high <= 1):
        raise UserError(_AREA)
    return [left, top, min(wide, round(1 - left, 4)), min(high, round(1 - top, 4))]


def open_by(uow: UnitOfWork, *, question_id: str, of_id: str) -> Question:
    """Let a question open by the answer to an earlier one as well: its customary half, or any answer."""
    question = draft_question(uow, question_id)
    other = uow.get(Question, of_id)
    if of_id == question_id:
        raise UserError(_EARLIER)
    options = [row.id for row in uow.all(Option, order_by="order_key", question_id=of_id)]
    opening = opening_of(question.condition)
    part = first_part(other, options)
    return _keep_opening(uow, question_id, replace(opening, parts=(*opening.parts, part), plain=True))


def first_part(other: Question, options: Sequence[str]) -> Part:
    """What a new condition on a question begins with."""
    choices = choices_of(other.type, options)
    if choices:
        return Part(other.key, values=choices[:1])
    bounds = numbers_of(other.type, other.settings)
    if bounds is None:
        return Part(other.key, answered=True)
    low, high = bounds
    top = (low + high) // 2 if high - low <= _WIDE else high
    return Part(other.key, int(low) if float(low).is_integer() else low, top)


def change_part(uow: UnitOfWork, *, question_id: str, at: int, **values: Any) -> Question:
    """Change one condition: `low` and `high`, `values`, or `answered`."""
    question = draft_question(uow, question_id)
    opening = opening_of(question.condition)
    parts = list(opening.parts)
    parts[at] = replace(parts[at], **values)
    return _keep_opening(uow, question_id, replace(opening, parts=tuple(parts)))


def remove_part_of(uow: UnitOfWork, *, question_id: str, at: int) -> Question:
    """Take one condition away; without any the question is asked of everybody."""
    question = draft_question(uow, question_id)
    opening = opening_of(question.condition)
    parts = tuple(part for index, part in enumerate(opening.parts) if index != at)
    return _keep_opening(uow, question_id, replace(opening, parts=parts))


def join_parts(uow: UnitOfWork, *, question_id: str, join: str) -> Question:
    """Ask for all conditions, or for any of them."""
    question = draft_question(uow, question_id)
    return _keep_opening(uow, question_id, replace(opening_of(question.condition), join=join))


def set_free(uow: UnitOfWork, *, question_id: str) -> Question:
    """Ask a question of everybody."""
    draft_question(uow, question_id)
    return uow.change(Question, question_id, follows_id=None, condition=None)


def _keep_opening(uow: UnitOfWork, question_id: str, opening: Opening) -> Question:
    condition = condition_of(opening)
    return uow.change(Question, question_id, condition=condition, follows_id=None)
