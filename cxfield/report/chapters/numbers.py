# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Appendix: the numbers behind every figure; filled in when the other chapters are built."""

from collections.abc import Sequence

from cxfield.document.nodes import Column, Figure, Heading, Node, Table, cell
from cxfield.i18n import N_, Texts
from cxfield.report.material import Chapter, Material


def build(_material: Material, texts: Texts) -> list[Node]:
    """The heading; the tables come from the figures of the report."""
    return [Heading(1, texts.t("Appendix: numbers of the figures"), key="numbers")]


def tables(nodes: Sequence[Node], texts: Texts) -> list[Node]:
    """A table for each figure, in their order."""
    found: list[Node] = []
    figures = [node for node in nodes if isinstance(node, Figure)]
    for number, figure in enumerate(figures, start=1):
        found.append(Heading(3, texts.t("Figure {n}.", n=number).rstrip(".")))
        columns = tuple(
            Column(header, 1.6 if place == 0 else 1.0) for place, header in enumerate(figure.data.header)
        )
        found.append(Table(columns, tuple(tuple(cell(words) for words in row) for row in figure.data.rows)))
    return found


CHAPTER = Chapter(
    "numbers", N_("Appendix: numbers of the figures"), build, numbered=False, appendix=True, new_page=True
)
