# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A quiet table of figures whose rows open what they are made of."""

from collections.abc import Sequence
from dataclasses import dataclass

from cxfield.charts.measure import text_width
from cxfield.charts.scene import Scene
from cxfield.charts.sheet import Sheet, wrap

_HEAD, _ROW, _SIZE, _SMALL, _PAD, _LINE = 24.0, 30.0, 13.0, 12.0, 14.0, 17.0
#: A column this wide is words; the least a column of words needs; the most lines of a cell.
_WORDS, _LEAST, _LINES = 150.0, 84.0, 3


@dataclass(frozen=True, slots=True)
class GridRow:
    """Words of a row, one for each column; `strong` sets it off, `label` says it for screen readers."""

    cells: tuple[str, ...]
    ref: str = ""
    label: str = ""
    strong: bool = False


def grid(columns: tuple[str, ...], rows: tuple[GridRow, ...], *, width: float, left: int = 1) -> Scene:
    """The first `left` columns and columns of words to the left, figures to the right; sizes in pixels.

    What does not fit is broken into lines; where even that is too little, each row stands as a block.
    """
    tables = (columns, *(row.cells for row in rows))
    natural = [
        max(text_width(cells[at], _SIZE, bold=True) for cells in tables) + _PAD for at in range(len(columns))
    ]
    widths = _widths(natural, width, left)
    if widths is None:
        return _blocks(columns, rows, width, left)
    sheet = Sheet()
    starts = [sum(widths[:at]) for at in range(len(widths))]
    cells_wide = [
        max((text_width(row.cells[at], _SIZE) for row in rows), default=0.0) for at in range(len(columns))
    ]
    to_left = [at < left or cells_wide[at] > _WORDS for at in range(len(widths))]
    top = 0.0
    for number, cells in enumerate(tables):
        row = rows[number - 1] if number else None
        size, ink = (_SIZE, "text.primary") if row else (_SMALL, "text.tertiary")
        strong = row is not None and row.strong
        broken = [
            wrap(said, size, room - _PAD + 4, _LINES, bold=strong)
            for said, room in zip(cells, widths, strict=True)
        ]
        lines = max(1, *(len(part) for part in broken))
        if row is not None:
            sheet.line(0, top, width, top, "line.hairline")
        for at, part in enumerate(broken):
            for place, said in enumerate(part):
                base = top + (20 if row else 16) + place * _LINE
                if to_left[at]:
                    sheet.text(starts[at] + (0 if at < left else _PAD), base, said, size, ink, bold=strong)
                else:
                    sheet.text(starts[at] + widths[at], base, said, size, ink, bold=strong, anchor="end")
        high = (_ROW if row else _HEAD) + (lines - 1) * _LINE
        if row is not None and row.ref:
            sheet.hit(0, top, width, high, row.ref, row.label)
        top += high
    return sheet.scene(width, top + 2)


def _widths(natural: Sequence[float], width: float, left: int) -> list[float] | None:
    """A width for each column; None where the words of the narrowest table do not fit."""
    spare = width - sum(natural)
    if spare >= 0:
        return [wide + (spare / left if at < left else 0.0) for at, wide in enumerate(natural)]
    small = [wide if wide <= _LEAST else 0.0 for wide in natural]
    room = width - sum(small)
    wanted = [0.0 if fixed else min(wide, 420.0) for fixed, wide in zip(small, natural, strict=True)]
    if room < _LEAST * sum(1 for wide in wanted if wide):
        return None
    # The least for each, the rest by how much each would like.
    many = sum(1 for wide in wanted if wide)
    rest, over = room - _LEAST * many, sum(max(0.0, wide - _LEAST) for wide in wanted) or 1.0
    return [
        fixed or _LEAST + rest * max(0.0, wide - _LEAST) / over
        for fixed, wide in zip(small, wanted, strict=True)
    ]


def _blocks(columns: tuple[str, ...], rows: tuple[GridRow, ...], width: float, left: int) -> Scene:
    """Each row as its name and a line for each figure: for narrow windows and large text."""
    sheet = Sheet()
    top = 0.0
    for row in rows:
        start = top
        sheet.line(0, top, width, top, "line.hairline")
        for said in wrap(
            " · ".join(part for part in row.cells[:left] if part), _SIZE, width, _LINES, bold=True
        ):
            sheet.text(0, top + 20, said, _SIZE, bold=True)
            top += _LINE
        for name, said in zip(columns[left:], row.cells[left:], strict=True):
            if said.strip("– "):
                for part in wrap(f"{name}: {said}" if name else said, _SMALL, width, _LINES + 2):
                    sheet.text(0, top + 20, part, _SMALL, "text.secondary")
                    top += _LINE
        top += _ROW - _LINE
        if row.ref:
            sheet.hit(0, start, width, top - start, row.ref, row.label)
    return sheet.scene(width, top + 2)
