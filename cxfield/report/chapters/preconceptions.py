# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Preconceptions: what the team expected before fieldwork and what came of it."""

from collections import Counter

from cxfield.document.nodes import Column, Heading, Node, Table, bold, cell
from cxfield.i18n import N_, Texts
from cxfield.model.enums import Verdict
from cxfield.report import words
from cxfield.report.dataset import Warn
from cxfield.report.material import Chapter, Material


def build(material: Material, texts: Texts) -> list[Node]:
    """The chapter."""
    nodes: list[Node] = [Heading(1, texts.t("Preconceptions"), numbered=True, key="preconceptions")]
    nodes += words.own_words(material.data.chapter_texts, "preconceptions")
    rows = material.data.preconceptions
    if not rows:
        return [*nodes, words.para(texts.t("No preconceptions were written down before fieldwork."))]
    seen = Counter(row.verdict for row in rows)
    said = texts.listing(
        f"{words.verdict(v, texts)} {words.of(seen[v], len(rows), texts)}"
        for v in map(str, Verdict)
        if seen[v]
    )
    opening = texts.t(
        "The team wrote its expectations down before fieldwork and checked them after it: {said}.", said=said
    )
    columns = (
        Column(texts.t("Preconception"), 3.4),
        Column(texts.t("Who"), 0.7),
        Column(texts.t("What came of it"), 1.7),
        Column(texts.t("Remarks"), 2.6),
    )
    table = tuple(
        (
            cell(row.text),
            cell(row.by or "–"),
            cell(bold(words.verdict(row.verdict, texts))),
            cell(row.comment),
        )
        for row in rows
    )
    return [
        *nodes,
        words.para(opening),
        Table(columns, table, texts.t("Preconceptions and what came of them.")),
    ]


def checks(material: Material, texts: Texts) -> list[Warn]:
    """An expectation nobody came back to."""
    unsettled = [row for row in material.data.preconceptions if row.verdict == Verdict.OPEN]
    if not unsettled:
        return []
    title = texts.tn("{n} preconception not checked", "{n} preconceptions not checked", len(unsettled))
    return [Warn("preconceptions", title, unsettled[0].text, chapter="preconceptions")]


CHAPTER = Chapter("preconceptions", N_("Preconceptions"), build, checks)
