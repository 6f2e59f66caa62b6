# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A kept answer in words, for lists and tables."""

from collections.abc import Callable
from typing import Any

from cxfield.i18n import Texts, pick
from cxfield.methods.questions.base import CANNOT_SAY, Asked, QuestionType
from cxfield.methods.questions.choice import ChoiceType
from cxfield.methods.questions.click_map import ClickMapType, area_at
from cxfield.methods.questions.date import DateType, day_of
from cxfield.methods.questions.demographic import FACTS, DemographicType
from cxfield.methods.questions.matrix import MatrixType, columns_of
from cxfield.methods.questions.number import NumberType, decimals_of
from cxfield.methods.questions.photo import PhotoType
from cxfield.methods.questions.ranking import RankingType

Names = Callable[[str], str]


def said(value: Any, kind: QuestionType, asked: Asked, name: Names, texts: Texts) -> str | None:
    """Return the words of a value; None where the type has nothing of its own to say about it.

    `name` gives the words of a choice or row by its key.
    """
    if value == CANNOT_SAY and not isinstance(kind, DemographicType):
        return texts.t("Can't say")
    if isinstance(kind, MatrixType) and isinstance(value, dict):
        return "; ".join(f"{name(row)}: {_grade(number, asked, texts)}" for row, number in value.items())
    if isinstance(kind, RankingType) and isinstance(value, dict):
        return ", ".join(f"{place}. {name(key)}" for place, key in enumerate(value.get("order", ()), 1))
    if isinstance(kind, DemographicType) and isinstance(value, dict):
        return ", ".join(fact_words(fact, choice, texts) for fact, choice in value.items())
    if isinstance(kind, ClickMapType) and isinstance(value, dict):
        return click_words(value, asked, texts)
    if isinstance(kind, DateType):
        day = day_of(value)
        return texts.date(day) if day else None
    if isinstance(kind, NumberType):
        return _number(value, kind, asked, texts)
    if isinstance(kind, PhotoType) and isinstance(value, list):
        return texts.tn("{n} photograph", "{n} photographs", len(value))
    if isinstance(kind, ChoiceType) and not kind.fixed and isinstance(value, str):
        return name(value)
    return None


def fact_words(fact: str, choice: str, texts: Texts) -> str:
    """A background fact's answer in words."""
    choices = next((row.choices for row in FACTS if row.key == fact), ())
    msgid = next((row.msgid for row in choices if row.key == choice), "")
    return texts.t(msgid) if msgid else choice


def click_words(value: dict[str, float], asked: Asked, texts: Texts) -> str:
    """The area that was clicked, or where the click was."""
    area = area_at(asked, value)
    if area is not None and pick(area.name, texts.locale):
        return pick(area.name, texts.locale)
    return texts.t(
        "{x} from the left, {y} from the top", x=texts.percent(value["x"]), y=texts.percent(value["y"])
    )


def length_words(seconds: float, texts: Texts) -> str:
    """A length of time: "1 h 20 min", "4 min 30 s"."""
    whole = round(seconds)
    hours, rest = divmod(whole, 3600)
    minutes, left = divmod(rest, 60)
    parts = [(hours, texts.t("h")), (minutes, texts.t("min")), (left, texts.t("s"))]
    shown = [f"{n} {unit}" for n, unit in parts if n]
    return " ".join(shown[:2]) or f"0 {texts.t('s')}"


def number_words(
    number: float, kind: NumberType, asked: Asked, texts: Texts, digits: int | None = None
) -> str:
    """A number with its unit, or a length of time."""
    if kind.seconds:
        return length_words(number, texts)
    places = decimals_of(asked) if digits is None else digits
    words = texts.number(number, 0 if float(number).is_integer() else places)
    unit = asked.settings.get("unit")
    return f"{words} {pick(unit, texts.locale)}".strip() if isinstance(unit, dict) else words


def _number(value: Any, kind: NumberType, asked: Asked, texts: Texts) -> str | None:
    number = kind.number(value)
    words = value.get("words", "") if isinstance(value, dict) else ""
    if number is None:
        return words or None
    told = number_words(number, kind, asked, texts)
    return f"{told}, {words}" if words else told


def _grade(number: Any, asked: Asked, texts: Texts) -> str:
    if number == CANNOT_SAY:
        return texts.t("Can't say")
    columns = columns_of(asked)
    if columns and isinstance(number, int) and 1 <= number <= len(columns):
        return pick(columns[number - 1], texts.locale) or str(number)
    return str(number)
