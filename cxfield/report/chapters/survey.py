# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Survey questions: what was asked outside the five themes of the interviews."""

from cxfield.document.nodes import Heading, Node
from cxfield.i18n import N_, Texts
from cxfield.methods.questions.themes import THEMES
from cxfield.report import words
from cxfield.report.answers import Told, question_nodes, told
from cxfield.report.material import Chapter, Material


def build(material: Material, texts: Texts) -> list[Node]:
    """The chapter."""
    nodes: list[Node] = [Heading(1, texts.t("Survey questions"), numbered=True, key="survey")]
    nodes += words.own_words(material.data.chapter_texts, "survey")
    asked = _asked(material)
    if not asked:
        return [*nodes, words.para(texts.t("Nothing was asked outside the five themes."))]
    section = None
    for item in asked:
        if item.question.section != section:
            section = item.question.section
            nodes.append(Heading(2, section or texts.t("Questions")))
        nodes += question_nodes(item, material, texts)
    return nodes


def _asked(material: Material) -> list[Told]:
    themes = {theme.key for theme in THEMES}
    others = dict.fromkeys(q.theme for q in material.data.questions if q.theme not in themes)
    return [item for theme in others for item in told(material, theme)]


CHAPTER = Chapter("survey", N_("Survey questions"), build, empty=lambda m: not _asked(m))
