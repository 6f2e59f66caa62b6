# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A quiet table of figures whose rows open what they are made of."""

from dataclasses import dataclass

from cxfield.charts.measure import text_width
from cxfield.charts.scene import Scene
from cxfield.charts.sheet import Sheet

_HEAD, _ROW, _SIZE, _PAD = 24.0, 30.0, 13.0, 14.0


@dataclass(frozen=True, slots=True)
class GridRow:
    """Words of a row, one for each column; `strong` sets it off, `label` says it for screen readers."""

    cells: tuple[str, ...]
    ref: str = ""
    label: str = ""
    strong: bool = False


def grid(columns: tuple[str, ...], rows: tuple[GridRow, ...], *, width: float, left: int = 1) -> Scene:
    """The first `left` columns to the left, figures to the right; sizes in pixels."""
    sheet = Sheet()
    tables = (columns, *(row.cells for row in rows))
    figures = [
        max(text_width(cells[place], _SIZE, bold=True) for cells in tables) + _PAD
        for place in range(left, len(columns))
    ]
    words = max(60.0, (width - sum(figures)) / max(1, left))
    ends: list[float] = []
    x = words * left
    for figure in figures:
        x += figure
        ends.append(min(x, width))
    for line, cells in enumerate(tables):
        top = 0.0 if not line else _HEAD + (line - 1) * _ROW
        base = top + (16 if not line else 20)
        strong = bool(line) and rows[line - 1].strong
        ink = "text.primary" if line else "text.tertiary"
        size = _SIZE if line else 12.0
        if line:
            sheet.line(0, top, width, top, "line.hairline")
        for place, said in enumerate(cells):
            if place < left:
                sheet.text(place * words, base, said, size, ink, bold=strong, room=words - 10)
            else:
                sheet.text(ends[place - left], base, said, size, ink, bold=strong, anchor="end")
        if line and rows[line - 1].ref:
            sheet.hit(0, top, width, _ROW, rows[line - 1].ref, rows[line - 1].label)
    return sheet.scene(width, _HEAD + len(rows) * _ROW + 2)
