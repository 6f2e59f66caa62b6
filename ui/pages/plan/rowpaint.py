# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Painting the rows of a list: cells in columns, with key caps, stripes, icons and tags."""

from dataclasses import dataclass
from math import ceil

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QPainter

from ui.context import Ui
from ui.widgets.paint import box, elided, hline, icon, keycap, keycap_size, tag, tag_size, text
from ui.widgets.paragraph import Paragraph, paragraph

_PAD = 12
_HANDLE = 24
_KEPT = 20_000
_WRAP = int(Qt.TextFlag.TextWordWrap)


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its width at 100 %, or 0 and a share of what is left."""

    width: int = 0
    share: int = 0


@dataclass(frozen=True, slots=True)
class Mark:
    """A small pill in a cell."""

    words: str
    ink: str = "warning.base"
    fill: str = "warning.subtle"
    icon: str | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in a cell; `key` makes it a key cap, `stripe` is the colour of a family."""

    words: str = ""
    sub: str = ""
    icon: str = ""
    ink: str = "text.primary"
    weight: int = 400
    role: str = "body"
    key: bool = False
    stripe: str = ""
    marks: tuple[Mark, ...] = ()
    sub_icon: str = ""
    sub_ink: str = "text.secondary"
    spoken: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A row; a `heading` spans all columns and cannot be chosen, a `quiet` one is only read."""

    id: str
    cells: tuple[Cell, ...]
    heading: bool = False
    quiet: bool = False
    movable: bool = False
    section: str = ""

    def spoken(self) -> str:
        """The row in words."""
        said = []
        for cell in self.cells:
            said += [cell.spoken or cell.words, cell.sub, *(mark.words for mark in cell.marks)]
        return ", ".join(word for word in said if word)


class RowPainter:
    """Measures and paints; broken paragraphs are kept until the list changes."""

    def __init__(self, ui: Ui, columns: tuple[Column, ...], *, movable: bool, lines: int) -> None:
        self.ui = ui
        self.columns = columns
        self._movable = movable
        self._lines = lines
        self._broken: dict[tuple[str, str, int, int], Paragraph] = {}
        self._heights: dict[tuple[Row, int], int] = {}

    def forget(self) -> None:
        """Break paragraphs anew."""
        self._broken.clear()
        self._heights.clear()

    def height(self, row: Row, width: int) -> int:
        """Height of a row; measured once for a width."""
        found = self._heights.get((row, width))
        if found is None:
            if len(self._heights) > _KEPT:
                self.forget()
            found = self._heights[row, width] = self._measured(row, width)
        return found

    def _measured(self, row: Row, width: int) -> int:
        theme = self.ui.theme
        if row.heading:
            return theme.height(32, "small")
        highest = 0
        for cell, (_, wide) in zip(row.cells, self.places(row, width), strict=False):
            highest = max(highest, self._cell_height(cell, wide))
        return max(theme.height(40, "body"), highest + 14)

    def places(self, row: Row, width: int) -> list[tuple[float, float]]:
        """Left edge and width of each column."""
        theme = self.ui.theme
        left = float(_PAD + (theme.px(_HANDLE) if self._movable else 0))
        fixed = sum(theme.px(column.width) for column in self.columns)
        shares = sum(column.share for column in self.columns) or 1
        free = max(40.0, width - left - _PAD - fixed)
        found = []
        for column in self.columns:
            wide = theme.px(column.width) if column.width else free * column.share / shares
            found.append((left, wide - 8))
            left += wide
        return found

    def draw(
        self, painter: QPainter, rect: QRect, row: Row, room: int, *, selected: bool, focus: bool
    ) -> None:
        """Paint a row; its cells share `room`."""
        theme = self.ui.theme
        area = QRectF(rect)
        if row.heading:
            self._draw_heading(painter, area, row)
            return
        fill = "bg.selected" if selected else "bg.subtle" if row.quiet else "bg.surface"
        painter.fillRect(area, theme.color(fill))
        hline(painter, theme, area.left(), area.right() + 1, area.bottom() - 1)
        if selected:
            token = "focus.ring" if focus else "accent.base"
            box(painter, area, 0, None, theme.color(token), 2)
        if self._movable and row.movable:
            size = theme.px(18)
            top = area.center().y() - size / 2
            icon(painter, theme, "drag", area.left() + 8, top, size, theme.color("text.tertiary"))
        for cell, (left, wide) in zip(row.cells, self.places(row, room), strict=False):
            self._draw_cell(painter, QRectF(area.left() + left, area.top(), wide, area.height()), cell)

    def _draw_heading(self, painter: QPainter, area: QRectF, row: Row) -> None:
        theme = self.ui.theme
        painter.fillRect(area, theme.color("bg.subtle"))
        hline(painter, theme, area.left(), area.right() + 1, area.bottom() - 1)
        cell = row.cells[0]
        left = area.left() + _PAD + 4
        ink = theme.color(cell.ink)
        if cell.icon:
            size = theme.px(18)
            icon(painter, theme, cell.icon, left, area.center().y() - size / 2, size, ink)
            left += size + 8
        text(
            painter,
            QRectF(left, area.top(), area.width(), area.height()),
            cell.words,
            theme.font("body", 600),
            ink,
        )
        if len(row.cells) > 1:
            side = row.cells[1]
            wide = theme.text_width("small", side.words)
            at = QRectF(area.right() - _PAD - wide, area.top(), wide + 2, area.height())
            text(painter, at, side.words, theme.font("small"), theme.color("text.secondary"))

    def _words(self, cell: Cell, width: float) -> Paragraph:
        return self._para(cell.role, cell.words, width, cell.weight)

    def _para(self, role: str, words: str, width: float, weight: int) -> Paragraph:
        key = (role, words, round(width), weight)
        found = self._broken.get(key)
        if found is None:
            found = paragraph(self.ui.theme, role, words, max(8.0, width), weight=weight)
            self._broken[key] = found
        return found

    def _indent(self, cell: Cell) -> float:
        theme = self.ui.theme
        indent = 13.0 if cell.stripe else 0.0
        return indent + (theme.px(18) + 6 if cell.icon else 0)

    def _cell_height(self, cell: Cell, width: float) -> int:
        room = width - self._indent(cell)
        high = self._high(cell.role, cell.words, room, cell.weight) if cell.words else 0
        if cell.sub:
            high += self._high("small", cell.sub, room - self._sub_indent(cell), 400)
        if cell.marks:
            each = tag_size(self.ui.theme, "x")[1] + 3
            high = max(high, each * len(cell.marks)) if not cell.words else high + each
        return high

    def _high(self, role: str, words: str, width: float, weight: int) -> int:
        """Height of a text, by the lines it takes; it is broken for painting only when it is seen."""
        theme = self.ui.theme
        metrics = theme.metrics(role, weight)
        around = metrics.boundingRect(QRectF(0, 0, width, 1e6), _WRAP, words)
        if around.width() > width:  # a word that must be broken within
            return self._para(role, words, width, weight).height
        return theme.line(role) * max(1, round(around.height() / ceil(metrics.height())))

    def _sub_indent(self, cell: Cell) -> float:
        return self.ui.theme.px(14) + 5 if cell.sub_icon else 0

    def _draw_cell(self, painter: QPainter, area: QRectF, cell: Cell) -> None:
        theme = self.ui.theme
        if cell.key:
            if cell.words:
                _, high = keycap_size(theme, cell.words, large=True)
                keycap(painter, theme, area.left(), area.center().y() - high / 2, cell.words, large=True)
            return
        left = area.left()
        if cell.stripe:
            ink = theme.color(theme.family(cell.stripe)[0])
            high = theme.px(22)
            box(painter, QRectF(left, area.center().y() - high / 2, 5, high), 2, ink)
            left += 13
        high = self._cell_height(cell, area.width())
        top = area.top() + (area.height() - high) / 2
        if cell.icon:
            size = theme.px(18)
            at = top + (theme.line(cell.role) - size) / 2 if cell.words else area.center().y() - size / 2
            icon(painter, theme, cell.icon, left, at, size, theme.color(cell.ink))
            left += size + 6
        room = area.right() - left
        if cell.words:
            found = self._words(cell, area.width() - self._indent(cell))
            found.draw(painter, left, top, theme.color(cell.ink))
            top += found.height
        if cell.sub:
            at = left
            if cell.sub_icon:
                size = theme.px(14)
                icon(painter, theme, cell.sub_icon, at, top + 2, size, theme.color(cell.sub_ink))
                at += size + 5
            found = self._para("small", cell.sub, room - (at - left), 400)
            found.draw(painter, at, top, theme.color(cell.sub_ink))
            top += found.height
        self._draw_marks(painter, cell, left, top, room)

    def _draw_marks(self, painter: QPainter, cell: Cell, left: float, top: float, room: float) -> None:
        theme = self.ui.theme
        for mark in cell.marks:
            words = elided(theme, "caption", mark.words, room - 24, 600)
            high = tag_size(theme, words)[1]
            if mark.fill:
                tag(painter, theme, left, top + 1, words, ink=mark.ink, fill=mark.fill, icon_name=mark.icon)
            else:
                size, at = theme.px(14), left + 4.0
                ink = theme.color(mark.ink)
                if mark.icon:
                    icon(painter, theme, mark.icon, at, top + 1 + (high - size) / 2, size, ink)
                    at += size + 4
                text(painter, QRectF(at, top + 1, room, high), words, theme.font("caption", 600), ink)
            top += high + 3
