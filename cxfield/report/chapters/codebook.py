# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Appendix: the codebook, with when to use each code and when not."""

from cxfield.document.nodes import Column, Heading, Node, Table, bold, cell
from cxfield.i18n import N_, Texts
from cxfield.report import words
from cxfield.report.material import Chapter, Material

_KINDS = {"point": N_("moment"), "state": N_("duration"), "duration": N_("duration")}


def build(material: Material, texts: Texts) -> list[Node]:
    """The chapter."""
    data = material.data
    nodes: list[Node] = [Heading(1, texts.t("Appendix: codebook"), key="codebook")]
    nodes += words.own_words(data.chapter_texts, "codebook")
    if not data.codes:
        return [*nodes, words.para(texts.t("No codes have been made."))]
    columns = (
        Column(texts.t("Group"), 1.4),
        Column(texts.t("Code"), 2.0),
        Column(texts.t("Kind"), 0.9),
        Column(texts.t("Use when"), 2.6),
        Column(texts.t("Not when"), 2.2),
        Column(texts.t("Used"), 0.7, "right"),
    )
    used: dict[str, int] = {}
    for entry in data.entries:
        used[entry.code] = used.get(entry.code, 0) + 1
    rows = tuple(
        (
            cell(code.group),
            cell(bold(code.name)),
            cell(words.named(_KINDS, code.kind, texts)),
            cell(code.use_when or "–"),
            cell(code.not_when or "–"),
            cell(texts.number(used.get(code.name, 0))),
        )
        for code in data.codes
    )
    return [*nodes, Table(columns, rows, texts.t("The codes of the study and how often each was used."))]


CHAPTER = Chapter(
    "codebook",
    N_("Appendix: codebook"),
    build,
    numbered=False,
    appendix=True,
    new_page=True,
    empty=lambda m: not m.data.codes,
)
