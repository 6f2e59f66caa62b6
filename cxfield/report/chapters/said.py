# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What people talked about: the words they used most, and the tags that their words were given."""

from cxfield.analysis.keywords import Counted, Said, keywords, phrases
from cxfield.document.nodes import Heading, Node
from cxfield.i18n import LOCALES, N_, Texts
from cxfield.report import words
from cxfield.report.material import Chapter, Material
from cxfield.report.simple import strong, table

_MOST = 20
_PEOPLE = 2
"""A word of one person alone may tell who it was."""


def build(material: Material, texts: Texts) -> list[Node]:
    """The chapter."""
    ground = material.data.ground
    nodes: list[Node] = [
        Heading(1, texts.t("What people talked about"), numbered=True, key="said"),
        *words.own_words(material.data.chapter_texts, "said"),
    ]
    counted = [(language, _counted(material, language)) for language in _languages(material, texts)]
    counted = [(language, rows) for language, rows in counted if rows]
    if not (counted or ground.tags):
        return [*nodes, words.para(texts.t("No word was used by two people yet."))]
    if counted:
        nodes.append(words.para(texts.t(
            "Words and phrases of the interviews, inflected forms together. Counting tells what was talked "
            "about, not what was meant; words that only one person used are left out."
        )))  # fmt: skip
    for language, rows in counted:
        nodes.append(_table(rows, language if len(counted) > 1 else "", texts))
    return nodes + _tags(material, texts)


def _table(rows: list[Counted], language: str, texts: Texts) -> Node:
    heads = (
        (texts.t("Word or phrase"), 2.4), (texts.t("People"), 0.9, "right"), (texts.t("Times"), 0.9, "right"),
        (texts.t("Forms"), 4.0),
    )  # fmt: skip
    body = (
        (strong(c.words), texts.number(c.people), texts.number(c.n), ", ".join(c.forms[:6])) for c in rows
    )
    caption = texts.t("Words and phrases by how many people used them.")
    return table(heads, body, f"{caption} ({language})" if language else caption, f"words-{language}")


def _tags(material: Material, texts: Texts) -> list[Node]:
    if not material.data.ground.tags:
        return []
    heads = (
        (texts.t("Tag"), 3.0), (texts.t("Times"), 1.0, "right"), (texts.t("Good"), 1.0, "right"),
        (texts.t("Neither"), 1.0, "right"), (texts.t("Bad"), 1.0, "right"),
    )  # fmt: skip
    rows = (
        (
            row.label, texts.number(row.n), texts.number(row.good), texts.number(row.n - row.good - row.bad),
            texts.number(row.bad),
        )
        for row in material.data.ground.tags
    )  # fmt: skip
    caption = texts.t("Tags of what was said, by tone.")
    return [Heading(2, texts.t("Recurring themes")), table(heads, rows, caption, "tags")]


def _languages(material: Material, texts: Texts) -> list[str]:
    """The languages that were spoken and whose words can be counted, the report's own first."""
    spoken = {_language(row, material, texts.locale) for row in material.data.ground.said}
    return sorted(spoken & set(LOCALES), key=lambda language: language != texts.locale)


def _language(row: Said, material: Material, usual: str) -> str:
    return material.data.ground.spoken.get(row.id) or usual


def _counted(material: Material, language: str) -> list[Counted]:
    """The commonest words and phrases of one language that at least two people used."""
    usual = material.data.language
    said = [row for row in material.data.ground.said if _language(row, material, usual) == language]
    if len({row.person for row in said}) < _PEOPLE:
        return []
    every = (*keywords(said, language, least=_PEOPLE), *phrases(said, language))
    several = (counted for counted in every if counted.people >= _PEOPLE)
    return sorted(several, key=lambda c: (-c.people, -c.n, c.words))[:_MOST]


def _nothing(material: Material) -> bool:
    ground = material.data.ground
    return not ground.tags and len({row.person for row in ground.said}) < _PEOPLE


CHAPTER = Chapter("said", N_("What people talked about"), build, empty=_nothing)
