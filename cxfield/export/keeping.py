# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What stays together on a page, in Word as in PDF, so that both break their pages at the same places."""

from math import ceil

from cxfield.charts.measure import text_width
from cxfield.document.nodes import (
    Bullets,
    Figure,
    Heading,
    LongTable,
    Node,
    Paragraph,
    Quote,
    Table,
    plain,
)
from cxfield.export.typography import CELL_BOTTOM, CELL_TOP, page, styles
from cxfield.export.widths import column_widths, gaps

_MOST = 2
"""Opening paragraphs after a heading that go with what they announce."""
_LETTERS = 700
START_ROWS = 3
"""So many rows of a longer table stand on the page where it begins."""
_ROWS = 12
_SHARE = 0.45
"""A table of a few rows stays on one page unless it takes more of it."""


def announces(nodes: tuple[Node, ...], index: int) -> bool:
    """Whether a short paragraph opens a chapter and something of the chapter follows it."""
    node = nodes[index]
    if not isinstance(node, Paragraph) or len(plain(node.spans)) > _LETTERS or index + 1 >= len(nodes):
        return False
    following = nodes[index + 1]
    if isinstance(following, Heading):
        follows = following.level > 1
    else:
        follows = isinstance(following, Table | LongTable | Figure | Bullets | Quote)
    at = index - 1
    while at >= 0 and index - at <= _MOST and isinstance(nodes[at], Paragraph):
        at -= 1
    return follows and at >= 0 and isinstance(nodes[at], Heading)


def stays_whole(table: Table) -> bool:
    """Whether a table is short enough to stay on one page."""
    if len(table.rows) > _ROWS:
        return False
    look = styles()["table"]
    inner = [width - gap for width, gap in zip(column_widths(table), gaps(table), strict=True)]
    lines = sum(
        max(
            (
                ceil(text_width(plain(cell.spans), look.size) / width)
                for cell, width in zip(row, inner, strict=True)
            ),
            default=1,
        )
        for row in table.rows
    )
    height = lines * look.leading + (len(table.rows) + 1) * (CELL_TOP + CELL_BOTTOM)
    return height <= page().body * _SHARE


def has_tail(nodes: tuple[Node, ...], index: int) -> bool:
    """Whether a table without a caption is followed by small print, which goes with its last row."""
    node = nodes[index]
    if not isinstance(node, Table) or node.caption or index + 1 >= len(nodes):
        return False
    below = nodes[index + 1]
    return isinstance(below, Paragraph) and below.style == "caption" and len(plain(below.spans)) <= _LETTERS
