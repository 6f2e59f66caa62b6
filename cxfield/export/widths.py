# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Widths of table columns: the wanted shares, moved so that no ordinary word is cut."""

from itertools import islice

from cxfield.charts.measure import text_width
from cxfield.document.nodes import Column, LongTable, Spans, Table
from cxfield.export.typography import CELL_GAP, page, styles

_SAMPLE = 100
_LARGEST_SHARE = 0.3
"""A word wider than this share of the table is cut."""
_LONGEST_WORD = 60


def column_widths(table: Table | LongTable, stretch: float = 1.0) -> tuple[float, ...]:
    """Widths in points with the gaps, together the text column; long tables are judged by their start.

    `stretch` tells how much wider than the report font the text is set.
    """
    total = page().column
    shares = sum(column.width for column in table.columns)
    wanted = [column.width / shares * total for column in table.columns]
    needs = [min(need * stretch, total * _LARGEST_SHARE) for need in _needs(table)]
    lack = sum(max(need - want, 0.0) for need, want in zip(needs, wanted, strict=True))
    spare = sum(max(want - need, 0.0) for need, want in zip(needs, wanted, strict=True))
    if lack == 0:
        return tuple(wanted)
    if lack > spare:
        return tuple(need * total / sum(needs) for need in needs)
    return tuple(
        need if need >= want else want - (want - need) * lack / spare
        for need, want in zip(needs, wanted, strict=True)
    )


def gaps(table: Table | LongTable) -> tuple[float, ...]:
    """Space at the right of each column; figures that end a column need more before the next word."""
    wide = tuple(2 * CELL_GAP if column.align == "right" else CELL_GAP for column in table.columns)
    return (*wide[:-1], 0.0)


def _needs(table: Table | LongTable) -> list[float]:
    head, size = styles()["table_head"].size, styles()["table"].size
    needs = [_header(column, head) for column in table.columns]
    if isinstance(table, LongTable):
        for texts in islice(table.rows(), _SAMPLE):
            for place, text in enumerate(texts):
                needs[place] = max(needs[place], _widest_word(text, size))
    else:
        for row in table.rows[:_SAMPLE]:
            for place, cell in enumerate(row):
                drawn = cell.graphic.width + 4 if cell.graphic else 0.0
                needs[place] = max(needs[place], drawn + _widest_run(cell.spans, size))
    return [need + gap + 0.5 for need, gap in zip(needs, gaps(table), strict=True)]


def _header(column: Column, size: float) -> float:
    return _widest_word(column.header, size, bold=True)


def _widest_run(spans: Spans, size: float) -> float:
    return max((_widest_word(span.text, size, bold=span.bold) for span in spans), default=0.0)


def _widest_word(text: str, size: float, *, bold: bool = False) -> float:
    # Figures with their unit ("75 %", no-break space) stay together, so only true spaces divide.
    words = (word for word in text.replace("\n", " ").split(" ") if len(word) <= _LONGEST_WORD)
    longest = sorted(words, key=len)[-2:]
    return max((text_width(word, size, bold=bold) for word in longest), default=0.0)
