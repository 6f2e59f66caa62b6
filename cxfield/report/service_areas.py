# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Satisfaction by service area: each question on satisfaction asks about one."""

from collections.abc import Iterable
from dataclasses import dataclass

from cxfield.analysis.satisfaction import Csat, csat
from cxfield.document.nodes import Heading, Node
from cxfield.i18n import Texts, pick
from cxfield.report import words
from cxfield.report.answer_words import asked_words
from cxfield.report.dataset import AnswerRow, QuestionRow, ReportData
from cxfield.report.figures import questions_of_type, score
from cxfield.report.simple import strong, table

_TWO = 2


@dataclass(frozen=True, slots=True)
class AreaSatisfaction:
    """An area as its question names it, the answers that count and what they come to."""

    area: str
    question: QuestionRow
    answers: tuple[AnswerRow, ...]
    result: Csat


def area_of(question: QuestionRow, locale: str) -> str:
    """The service area that a question asks about, in words; "" where none was named."""
    area = question.settings.get("area")
    return pick(area, locale) if isinstance(area, dict) else str(area or "")


def by_area(data: ReportData, answers: Iterable[AnswerRow]) -> tuple[AreaSatisfaction, ...]:
    """The questions on satisfaction that were answered, in the order of the guide."""
    given = [a for a in answers if not a.skipped and score(a.value) is not None]
    found = []
    for question in questions_of_type(data, "csat"):
        mine = tuple(a for a in given if a.question_id == question.id)
        if mine:
            area = area_of(question, data.language) or asked_words(question)
            found.append(AreaSatisfaction(area, question, mine, csat(score(a.value) or 0 for a in mine)))
    return tuple(found)


def area_nodes(data: ReportData, texts: Texts) -> list[Node]:
    """A sentence with the lowest area and a table; nothing where only one question was asked."""
    held = {session.id for session in data.customer_interviews}
    rows = by_area(data, (a for a in data.answers if a.session_id in held))
    if len(rows) < _TWO:
        return []
    lowest = min(rows, key=lambda row: row.result.mean.value or 0.0)
    said = texts.t(
        "Least satisfied with {area}: mean {mean} on the scale 1–5 (n = {n}).",
        area=lowest.area,
        mean=texts.number(lowest.result.mean.value or 0.0, 1),
        n=texts.number(lowest.result.n),
    )  # fmt: skip
    heads = (
        (texts.t("Service area"), 3.0), (texts.t("Satisfied (4–5)"), 1.4), (texts.t("95% interval"), 1.3),
        (texts.t("Mean"), 0.8, "right"), ("n", 0.6, "right"),
    )  # fmt: skip
    body = (
        (
            strong(row.area),
            words.share(row.result.top2, texts),
            words.share_interval(row.result.top2, texts),
            texts.number(row.result.mean.value or 0.0, 1),
            texts.number(row.result.n),
        )
        for row in rows
    )
    caption = texts.t("Satisfaction by service area; each is a question of its own.")
    made = table(heads, body, caption, "service-areas")
    return [Heading(2, texts.t("Satisfaction by service area")), words.para(said), made]
