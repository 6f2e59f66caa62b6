# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""One answer in words, as the participant would say it, for reports that list answers one by one."""

import json
from typing import Any

from cxfield.errors import UserError
from cxfield.i18n import Texts, pick
from cxfield.methods.questions import Asked, Choice, QuestionType, question_type
from cxfield.methods.questions.said import said
from cxfield.methods.wording import without_score
from cxfield.report.dataset import AnswerRow, QuestionRow, ReportData


def asked_words(question: QuestionRow) -> str:
    """A question without the places that were filled in while it was asked."""
    return without_score(question.text) or question.key


def answer_words(answer: AnswerRow, question: QuestionRow | None, data: ReportData, texts: Texts) -> str:
    """What was answered beside the free words; "" where there is nothing but them."""
    value = answer.value
    if value is None or question is None:
        return "" if value is None else _as_kept(value)
    try:
        kind = question_type(question.type)
    except UserError:
        # A type of a newer version: nothing is left out, though it is not in words.
        return _as_kept(value)
    choices = tuple(Choice(key, {"": label}) for key, label in question.options)
    asked = Asked(question.key, question.settings, choices)
    names = dict(question.options)
    told = said(value, kind, asked, lambda key: names.get(key, key), texts)
    if told is not None:
        return told
    parts = value if isinstance(value, list) else [value]
    return ", ".join(_part(part, kind, asked, data, texts) for part in parts)


def _part(part: Any, kind: QuestionType, asked: Asked, data: ReportData, texts: Texts) -> str:
    if isinstance(part, dict) and "key" in part:
        known = data.emotion_names.get(str(part["key"]))
        word = known.label if known is not None else str(part["key"])
        return f"{word} {part['intensity']}" if part.get("intensity") else word
    if isinstance(part, dict) and "choice" in part:
        word, count = _part(part["choice"], kind, asked, data, texts), part.get("count")
        return word if count is None else f"{word} ({texts.number(count)})"
    if isinstance(part, int | float) and not isinstance(part, bool):
        return texts.number(part, 0 if float(part).is_integer() else 1)
    if not isinstance(part, str):
        return _as_kept(part)
    offered = getattr(kind, "choices", None)
    choices: tuple[Choice, ...] = offered(asked) if offered is not None else asked.choices
    found = next((choice for choice in choices if choice.key == part), None)
    if found is None:
        return part
    return texts.t(found.msgid) if found.msgid else pick(found.name, texts.locale) or part


def _as_kept(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
