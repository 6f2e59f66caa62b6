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


def column_widths(table: Table | LongTable) -> tuple[float, ...]:
    """Widths in points with the gaps, together the text column; long tables are judged by their start."""
    total = page().column
    shares = sum(column.width for column in table.columns)
    wanted = [column.width / shares * total for column in table.columns]
    needs = [min(need, total * _LARGEST_SHARE) for need in _needs(table)]
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


def _needs(table: Table | LongTable) -> list[float]:
    head, size = styles()["table_head"].size, styles()["table"].size
    last = len(table.columns) - 1
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
    return [need + (CELL_GAP if place < last else 0) + 0.5 for place, need in enumerate(needs)]


def _header(column: Column, size: float) -> float:
    return _widest_word(column.header, size, bold=True)


def _widest_run(spans: Spans, size: float) -> float:
    return max((_widest_word(span.text, size, bold=span.bold) for span in spans), default=0.0)


def _widest_word(text: str, size: float, *, bold: bool = False) -> float:
    # Figures with their unit ("75 %", no-break space) stay together, so only true spaces divide.
    words = (word for word in text.replace("\n", " ").split(" ") if len(word) <= _LONGEST_WORD)
    longest = sorted(words, key=len)[-2:]
    return max((text_width(word, size, bold=bold) for word in longest), default=0.0)
