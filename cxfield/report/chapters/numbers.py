# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Appendix: the numbers behind every figure; filled in when the other chapters are built."""

from collections.abc import Sequence

from cxfield.document.nodes import Column, Figure, FigureData, Heading, Node, Table, cell
from cxfield.i18n import N_, Texts
from cxfield.report.material import Chapter, Material

_NARROW, _WIDE = 8, 48
"""Bounds of a column's share of the width, in letters."""


def build(_material: Material, texts: Texts) -> list[Node]:
    """The heading; the tables come from the figures of the report."""
    return [Heading(1, texts.t("Appendix: numbers of the figures"), key="numbers")]


def tables(nodes: Sequence[Node], texts: Texts) -> list[Node]:
    """A table for each figure, in their order."""
    found: list[Node] = []
    figures = [node for node in nodes if isinstance(node, Figure)]
    for number, figure in enumerate(figures, start=1):
        about = figure.caption.partition(". ")[0].partition(": ")[0].rstrip(".")
        found.append(Heading(3, f"{texts.t('Figure {n}.', n=number)} {about}"))
        columns = tuple(Column(*head) for head in zip(figure.data.header, _shares(figure.data), strict=True))
        found.append(Table(columns, tuple(tuple(cell(words) for words in row) for row in figure.data.rows)))
    return found


def _shares(data: FigureData) -> list[float]:
    """The width of each column by what stands in it, within bounds."""
    longest = [max(map(len, column)) for column in zip(data.header, *data.rows, strict=True)]
    return [float(min(max(length, _NARROW), _WIDE)) for length in longest]


CHAPTER = Chapter(
    "numbers", N_("Appendix: numbers of the figures"), build, numbered=False, appendix=True, new_page=True
)
