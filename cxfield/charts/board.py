# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The coverage board of the screen: phases down, stores across, what is missing named with its next step."""

from dataclasses import dataclass

from cxfield.charts.measure import text_width
from cxfield.charts.scene import Scene
from cxfield.charts.sheet import Sheet

_HEAD, _CELL, _GAP = 20.0, 52.0, 6.0
_STEPS = ("seq.2", "seq.3", "seq.4")


@dataclass(frozen=True, slots=True)
class BoardCell:
    """One phase at one store; `missing` and `action` are words, empty where nothing is missing."""

    done: str
    entries: int
    minutes: str
    state: str
    missing: str = ""
    action: str = ""
    reactive: bool = False
    ref: str = ""
    label: str = ""


@dataclass(frozen=True, slots=True)
class BoardRow:
    """A phase, its cells and its total in words."""

    label: str
    cells: tuple[BoardCell, ...]
    total: str
    ref: str = ""


@dataclass(frozen=True, slots=True)
class Board:
    """The whole board with the words of its edges."""

    columns: tuple[str, ...]
    rows: tuple[BoardRow, ...]
    total: str
    reactive: str
    scale: str


def coverage_board(board: Board, *, width: float) -> Scene:
    """The darker a cell, the more entries; a dashed one is missing; sizes in pixels."""
    sheet = Sheet()
    left = max([text_width(row.label, 15, bold=True) for row in board.rows] + [40]) + 14
    right = (
        max([text_width(row.total, 16, bold=True) for row in board.rows] + [text_width(board.total, 12)]) + 14
    )
    wide = (width - left - right) / max(len(board.columns), 1) - _GAP
    for place, name in enumerate(board.columns):
        sheet.text(left + place * (wide + _GAP) + 1, 12, name, colour="text.tertiary", room=wide)
    sheet.text(width, 12, board.total, colour="text.tertiary", anchor="end")
    most = max([cell.entries for row in board.rows for cell in row.cells] + [1])
    for line, row in enumerate(board.rows):
        top = _HEAD + line * (_CELL + _GAP)
        sheet.text(0, top + 31, row.label, 15, bold=True)
        for place, cell in enumerate(row.cells):
            _cell(sheet, cell, left + place * (wide + _GAP), top, wide=wide, most=most)
        sheet.text(width, top + 31, row.total, 16, bold=True, anchor="end")
        sheet.hit(width - right + 8, top, right - 8, _CELL, row.ref, f"{row.label}: {row.total}")
    foot = _HEAD + len(board.rows) * (_CELL + _GAP) + 12
    if any(cell.reactive for row in board.rows for cell in row.cells):
        sheet.eye(8, foot - 4, "text.secondary")
        sheet.text(22, foot, board.reactive, colour="text.secondary")
    sheet.text(width, foot, board.scale, colour="text.secondary", anchor="end", room=width - 140)
    return sheet.scene(width, foot + 6)


def _cell(sheet: Sheet, cell: BoardCell, x: float, y: float, *, wide: float, most: int) -> None:
    if cell.missing:
        sheet.rect(
            x + 1,
            y + 1,
            wide - 2,
            _CELL - 2,
            "bg.surface",
            stroke="warning.base",
            pen=2,
            radius=6,
            dash=(5, 4),
        )
        sheet.warning(x + 10, y + 8)
        sheet.text(x + 30, y + 20, cell.missing, 14, "warning.base", bold=True, room=wide - 36)
        sheet.text(x + 10, y + 40, cell.action, 12, "accent.base", bold=True, room=wide - 20)
    elif cell.state == "empty":
        sheet.rect(x, y, wide, _CELL, "bg.subtle", radius=6)
        sheet.text(x + 10, y + 31, "–", 14, "text.tertiary")
    else:
        step = min(int(cell.entries / most * len(_STEPS)), len(_STEPS) - 1)
        sheet.rect(x, y, wide, _CELL, _STEPS[step], radius=6)
        sheet.check(x + 10, y + 7)
        sheet.text(x + 28, y + 21, cell.done, 14, bold=True)
        sheet.text(x + wide - 10, y + 22, str(cell.entries), 17, bold=True, anchor="end")
        sheet.text(x + 10, y + 42, cell.minutes, 12, room=wide - 40)
        if cell.reactive:
            sheet.eye(x + wide - 18, y + 38)
    sheet.hit(x, y, wide, _CELL, cell.ref, cell.label)
