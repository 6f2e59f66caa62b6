# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Employees: what the client's own people said, never mixed with the customers."""

from cxfield.document.nodes import BulletItem, Bullets, Heading, Node, spans
from cxfield.i18n import N_, Texts
from cxfield.model.enums import SessionKind
from cxfield.report import words
from cxfield.report.answer_words import asked_words
from cxfield.report.dataset import SessionRow
from cxfield.report.material import Chapter, Material
from cxfield.report.quotes import allowed, may_quote, quote_node


def build(material: Material, texts: Texts) -> list[Node]:
    """The chapter."""
    data = material.data
    nodes: list[Node] = [
        Heading(1, texts.t("Employees"), numbered=True, key="employees"),
        *words.own_words(data.chapter_texts, "employees"),
    ]
    codes, held = data.employees, _held(material)
    if not held:
        return [*nodes, words.para(texts.t("No employee was interviewed."))]
    nodes.append(words.para(texts.tn(
        "{n} employee was interviewed.", "{n} employees were interviewed.", len({s.participant for s in held})
    )))  # fmt: skip
    nodes += [quote_node(quote, texts) for quote in allowed(data) if quote.participant in codes]
    asked = {question.id: asked_words(question) for question in data.questions}
    free = may_quote(data) & codes
    said = [a for a in data.answers if a.participant in free and a.text.strip()]
    by_question: dict[str, list[str]] = {}
    for answer in said:
        line = f"{answer.participant}: {words.quoted(answer.text, texts)}"
        by_question.setdefault(asked.get(answer.question_id, ""), []).append(line)
    for question, lines in by_question.items():
        nodes.append(Heading(3, question or texts.t("Question")))
        nodes.append(Bullets(tuple(BulletItem(spans(line)) for line in lines)))
    return nodes


def _held(material: Material) -> list[SessionRow]:
    data = material.data
    return [s for s in data.of_kind(SessionKind.INTERVIEW) if s.participant in data.employees]


CHAPTER = Chapter("employees", N_("Employees"), build, empty=lambda m: not _held(m))
