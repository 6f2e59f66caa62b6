# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Appendix: the questions as they were asked, with the version of the guide."""

from cxfield.document.nodes import BulletItem, Bullets, Heading, Node, spans
from cxfield.i18n import N_, Texts
from cxfield.report import words
from cxfield.report.answer_words import asked_words
from cxfield.report.material import Chapter, Material


def build(material: Material, texts: Texts) -> list[Node]:
    """The chapter."""
    data = material.data
    nodes: list[Node] = [Heading(1, texts.t("Appendix: guide"), key="guide")]
    nodes += words.own_words(data.chapter_texts, "guide")
    if not data.questions:
        return [*nodes, words.para(texts.t("No guide has been made."))]
    for name, number, languages in data.guides:
        said = texts.t(
            "{name}, version {n}, languages {languages}.", name=name, n=number, languages=languages
        )
        nodes.append(words.small(said))
    sections: dict[str, list[BulletItem]] = {}
    for question in data.questions:
        options = " / ".join(label for _, label in question.options)
        item = BulletItem(spans(asked_words(question)), options)
        sections.setdefault(question.section, []).append(item)
    for name, items in sections.items():
        nodes += [Heading(2, name or texts.t("Questions")), Bullets(tuple(items))]
    return nodes


CHAPTER = Chapter(
    "guide",
    N_("Appendix: guide"),
    build,
    numbered=False,
    appendix=True,
    new_page=True,
    empty=lambda m: not m.data.questions,
)
