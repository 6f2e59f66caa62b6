# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Open questions: what the study has not answered, so that nobody thinks it has."""

from cxfield.document.nodes import BulletItem, Bullets, Heading, Node, spans
from cxfield.i18n import N_, Texts
from cxfield.model.enums import Verdict
from cxfield.report import words
from cxfield.report.chapters.issues import named
from cxfield.report.material import Chapter, Material
from cxfield.report.second_coding import unsettled


def build(material: Material, texts: Texts) -> list[Node]:
    """The chapter."""
    data = material.data
    nodes: list[Node] = [
        Heading(1, texts.t("Open questions"), numbered=True, key="open"),
        *words.own_words(data.chapter_texts, "open"),
    ]
    items = [
        BulletItem(words.labelled(named(finding), line.strip()))
        for finding in data.findings
        for line in finding.open_questions.splitlines()
        if line.strip()
    ]
    items += [
        BulletItem(words.labelled(texts.t("Not settled"), row.text))
        for row in data.preconceptions
        if row.verdict == Verdict.OPEN
    ]
    for finding in data.findings:
        if finding.dissent:
            who = texts.listing(finding.dissent)
            items.append(
                BulletItem(words.labelled(named(finding), texts.t("{who} sees it otherwise.", who=who)))
            )
    holes = material.figures.coverage.holes
    if holes:
        said = texts.tn(
            "{n} phase of a store was not observed.", "{n} phases of stores were not observed.", len(holes)
        )
        items.append(BulletItem(spans(said)))
    left = unsettled(material.figures.twice, data)
    if left:
        said = texts.tn(
            "{n} difference between two logs is not settled.",
            "{n} differences between two logs are not settled.", left)  # fmt: skip
        items.append(BulletItem(spans(said)))
    if not items:
        return [*nodes, words.para(texts.t("No question was left open."))]
    return [*nodes, Bullets(tuple(items))]


CHAPTER = Chapter("open", N_("Open questions"), build)
