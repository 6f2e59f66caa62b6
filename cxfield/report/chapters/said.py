# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What people talked about: the words they used most, and the tags that their words were given."""

from cxfield.analysis.keywords import Counted, keywords, phrases
from cxfield.document.nodes import Heading, Node
from cxfield.i18n import N_, Texts
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
    single, several = _counted(material, texts)
    if not (single or several or ground.tags):
        return [*nodes, words.para(texts.t("No word was used by two people yet."))]
    if single or several:
        nodes.append(words.para(texts.t(
            "Words and phrases of the interviews, inflected forms together. Counting tells what was talked "
            "about, not what was meant; words that only one person used are left out."
        )))  # fmt: skip
    heads = (
        (texts.t("Word or phrase"), 2.4), (texts.t("People"), 0.9, "right"), (texts.t("Times"), 0.9, "right"),
        (texts.t("Forms"), 4.0),
    )  # fmt: skip
    if single or several:
        rows = [
            (strong(c.words), texts.number(c.people), texts.number(c.n), ", ".join(c.forms[:6]))
            for c in sorted((*single, *several), key=lambda c: (-c.people, -c.n, c.words))[:_MOST]
        ]
        nodes.append(table(heads, rows, texts.t("Words and phrases by how many people used them."), "words"))
    return nodes + _tags(material, texts)


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


def _counted(material: Material, texts: Texts) -> tuple[tuple[Counted, ...], tuple[Counted, ...]]:
    said = material.data.ground.said
    if len({row.person for row in said}) < _PEOPLE:
        return (), ()
    found = (keywords(said, texts.locale, least=_PEOPLE), phrases(said, texts.locale))
    single, several = (tuple(c for c in counted if c.people >= _PEOPLE) for counted in found)
    return single, several


def _nothing(material: Material) -> bool:
    ground = material.data.ground
    return not ground.tags and len({row.person for row in ground.said}) < _PEOPLE


CHAPTER = Chapter("said", N_("What people talked about"), build, empty=_nothing)
