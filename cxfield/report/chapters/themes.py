# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The five themes of the interviews: answers by question, and quotes only with consent."""

from collections.abc import Sequence

from cxfield.document.nodes import Heading, Node
from cxfield.i18n import N_, Texts
from cxfield.methods.questions.themes import CLOSING, THEMES
from cxfield.model.enums import SessionKind
from cxfield.report import words
from cxfield.report.answers import Told, question_nodes, told
from cxfield.report.dataset import Warn
from cxfield.report.material import Chapter, Material
from cxfield.report.quotes import may_quote, quotes_of, refused
from cxfield.report.simple import table

EXPECTED_IN = "expectations"


def build(material: Material, texts: Texts) -> list[Node]:
    """The chapter."""
    nodes: list[Node] = [Heading(1, texts.t("The five themes"), numbered=True, key="themes")]
    nodes += words.own_words(material.data.chapter_texts, "themes")
    interviews = material.data.of_kind(SessionKind.INTERVIEW)
    if not interviews:
        return [*nodes, words.para(texts.t("No interview has been held."))]
    nodes.append(words.para(texts.t(
        "Answers from {interviews}. Shares are out of those who answered; words are printed only from "
        "those who allow quotes.",
        interviews=texts.tn("{n} interview", "{n} interviews", len(interviews)),
    )))  # fmt: skip
    for theme in THEMES:
        nodes += _theme(theme.key, theme.name, material, texts)
    return nodes + _others(material, texts)


def _others(material: Material, texts: Texts) -> list[Node]:
    """Questions of other parts of the guides, such as a warm-up, a survey or the background."""
    if "survey" in material.numbers:
        # They have a chapter of their own.
        return []
    known = {theme.key for theme in (*THEMES, CLOSING)}
    keys = dict.fromkeys(question.theme for question in material.data.questions)
    others = [row for key in keys if key not in known for row in told(material, key)]
    nodes = _part("other", texts.t("Other questions"), others, material, texts)
    return nodes + _part(CLOSING.key, texts.t(CLOSING.name), told(material, CLOSING.key), material, texts)


def _part(key: str, name: str, asked: Sequence[Told], material: Material, texts: Texts) -> list[Node]:
    nodes: list[Node] = [Heading(2, name, key=f"theme-{key}")] if asked else []
    for question in asked:
        nodes += question_nodes(question, material, texts)
    return nodes


def _theme(key: str, name: str, material: Material, texts: Texts) -> list[Node]:
    nodes: list[Node] = [Heading(2, texts.t(name), key=f"theme-{key}")]
    nodes += quotes_of(material, key, texts)
    if key == EXPECTED_IN:
        nodes += _expected(material, texts)
    questions = told(material, key)
    if not questions:
        return [*nodes, words.para(texts.t("Nobody was asked about this theme."))]
    for question in questions:
        nodes += question_nodes(question, material, texts)
    return nodes


def _expected(material: Material, texts: Texts) -> list[Node]:
    """What people expected before the visit, and how it turned out; words only of those who allow quotes."""
    free = may_quote(material.data)
    rows = [row for row in material.data.ground.expected if row.code in free]
    if not rows:
        return []
    outcomes = {"below": texts.t("fell short"), "met": texts.t("met"), "above": texts.t("exceeded")}
    heads = (
        (texts.t("Participant"), 1.0), (texts.t("Expected before the visit"), 3.4),
        (texts.t("Turned out"), 1.2), (texts.t("Remarks"), 2.4),
    )  # fmt: skip
    body = (
        (row.code, words.quoted(row.text, texts), outcomes.get(row.outcome, "–"), row.comment) for row in rows
    )
    return [table(heads, body, texts.t("Expectations in advance."), "expected")]


def checks(material: Material, texts: Texts) -> list[Warn]:
    """A quote without consent stops the export until its mark is taken away or consent is given."""
    missing = refused(material.data)
    if not missing:
        return []
    codes = tuple(dict.fromkeys(quote.participant or "–" for quote in missing))
    reason = texts.t(
        "{codes}: consent to quote is missing. The quote never appears in the report; remove its mark or ask "
        "for consent.",
        codes=", ".join(codes),
    )
    title = texts.tn("Quote without consent", "{n} quotes without consent", len(missing))
    ids = tuple(quote.id for quote in missing)
    return [Warn("quotes", title, reason, blocks=True, chapter="themes", codes=ids)]


CHAPTER = Chapter("themes", N_("The five themes"), build, checks)
