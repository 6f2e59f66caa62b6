# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Joined cells of which one may be chosen: the base of segments, ratings, polarities and scales."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from ui.context import Say, Ui
from ui.widgets.base import PaintedButton
from ui.widgets.focus import show_ring
from ui.widgets.paint import fill_path, joined_path

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

_STEPS = {
    Qt.Key.Key_Left.value: -1,
    Qt.Key.Key_Up.value: -1,
    Qt.Key.Key_Right.value: 1,
    Qt.Key.Key_Down.value: 1,
}


class Cell(PaintedButton):
    """One cell of a row; a radio button to a screen reader."""

    def __init__(self, ui: Ui, value: object, words: Say, *, first: bool, last: bool, name: Say = "") -> None:
        super().__init__(ui, words)
        self.value = value
        self._name = name
        self._first, self._last = first, last
        self.focus_radius = ui.theme.radius("tile")
        self.setCheckable(True)
        self.setAutoExclusive(True)

    def retranslate(self) -> None:
        """The spoken name may be longer than the words on the cell."""
        super().retranslate()
        if self._name:
            self.setAccessibleName(self.ui.say(self._name))

    def set_name(self, name: Say) -> None:
        """Change the spoken name."""
        self._name = name
        self.retranslate()

    def nextCheckState(self) -> None:
        """The row decides what is chosen."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrow keys move the choice within the row."""
        row = self.parentWidget()
        step = _STEPS.get(event.key(), 0)
        if isinstance(row, ChoiceRow) and not event.modifiers() and step:
            row.step(self, step)
            return
        if isinstance(row, ChoiceRow) and row.typed(event):
            return
        super().keyPressEvent(event)

    def outline(self) -> QPainterPath:
        """The shape of the cell; only the outer corners of the row are round."""
        left = 0.5 if self._first else 0.0
        area = QRectF(self.rect()).adjusted(left, 0.5, -0.5, -0.5)
        return joined_path(area, self.theme.radius("tile"), first=self._first, last=self._last)

    def surface(self) -> QColor:
        """Fill of a cell that is not chosen."""
        color = self.theme.color
        if not self.isEnabled():
            return color("bg.sunken")
        return color("bg.pressed" if self.isDown() else "bg.hover" if self.hovered() else "bg.surface")

    def paint_cell(
        self, painter: QPainter, fill: QColor, *, inner: str | None = None, lines: str = "line.strong"
    ) -> None:
        """Fill and outline; `inner` draws a 2 px outline of that colour inside."""
        path = self.outline()
        fill_path(painter, path, fill)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(self.theme.color(lines), 1))
        painter.drawPath(path)
        if inner is not None:
            area = QRectF(self.rect()).adjusted(1, 1, -1, -1)
            painter.setPen(QPen(self.theme.color(inner), 2))
            radius = self.theme.radius("tile") - 1
            painter.drawPath(joined_path(area, radius, first=self._first, last=self._last))


class ChoiceRow(QWidget):
    """A row of cells; `chosen(value)` when the user chooses, `set_value` is silent."""

    chosen = Signal(object)
    click_focus = True
    """Whether a click takes the focus; in capture it stays where the letters go."""

    def __init__(self, ui: Ui, *, name: Say = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ui = ui
        self._name = name
        self._cells: tuple[Cell, ...] = ()
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        ui.texts_changed.connect(self.retranslate)

    def use_cells(self, cells: Sequence[Cell], *, stretch: bool) -> None:
        """Lay out the cells once; stretched cells share the width."""
        self._cells = tuple(cells)
        for cell in cells:
            self._row.addWidget(cell, 1 if stretch else 0)
            cell.clicked.connect(self._clicked)
            cell.retranslate()
        self._settle()
        self.retranslate()

    @property
    def cells(self) -> tuple[Cell, ...]:
        """The cells in order."""
        return self._cells

    @property
    def value(self) -> object:
        """The chosen value, or None."""
        return next((cell.value for cell in self._cells if cell.isChecked()), None)

    def set_value(self, value: object) -> None:
        """Choose without a signal; None chooses nothing."""
        for cell in self._cells:
            wanted = value is not None and cell.value == value
            if cell.isChecked() != wanted:
                cell.setAutoExclusive(False)
                cell.setChecked(wanted)
                cell.setAutoExclusive(True)
                cell.updateGeometry()
        self._settle()
        self.update()

    def choose(self, value: object) -> None:
        """Choose as if the user had pressed the cell."""
        if value != self.value:
            self.set_value(value)
            self.chosen.emit(value)

    def cell(self, value: object) -> Cell:
        """The cell of a value."""
        return next(cell for cell in self._cells if cell.value == value)

    def step(self, origin: Cell, step: int) -> None:
        """Move the choice to a neighbour, as in any group of radio buttons."""
        index = self._cells.index(origin) + step
        if 0 <= index < len(self._cells):
            target = self._cells[index]
            self.choose(target.value)
            target.setFocus(Qt.FocusReason.TabFocusReason)

    def typed(self, event: QKeyEvent) -> bool:
        """Choose by a key typed on the row; the base has none."""
        return False

    def focus_value(self, value: object) -> None:
        """Put the focus on the cell of a value."""
        cell = self.cell(value)
        cell.setFocus(Qt.FocusReason.TabFocusReason)
        show_ring(cell, self.ui, cell.focus_rect(), cell.focus_radius)

    def retranslate(self) -> None:
        """Say the name of the row again."""
        if self._name:
            self.setAccessibleName(self.ui.say(self._name))

    def _clicked(self) -> None:
        sender = self.sender()
        if isinstance(sender, Cell):
            self.pressed(sender)

    def pressed(self, cell: Cell) -> None:
        """A cell was pressed."""
        self.choose(cell.value)

    def _settle(self) -> None:
        """One tab stop for the whole row: the chosen cell, or the first."""
        nothing = all(not cell.isChecked() for cell in self._cells)
        for index, cell in enumerate(self._cells):
            stop = cell.isChecked() or (nothing and index == 0)
            if self.click_focus:
                cell.setFocusPolicy(Qt.FocusPolicy.StrongFocus if stop else Qt.FocusPolicy.ClickFocus)
            else:
                cell.setFocusPolicy(Qt.FocusPolicy.TabFocus if stop else Qt.FocusPolicy.NoFocus)
