# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A list of painted rows with columns: only what is seen is painted; rows move by drag and Alt + arrows."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from ui.context import Say, Ui
from ui.pages.plan.rowpaint import Column, Row, RowPainter
from ui.widgets.containers import ThinScrollBar
from ui.widgets.paint import brush

Index = QModelIndex | QPersistentModelIndex


class _Model(QAbstractListModel):
    """The rows; a screen reader reads `spoken`."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: tuple[Row, ...] = ()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """How many rows."""
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The words of a row for screen readers."""
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self.rows[index.row()].spoken()
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Headings cannot be chosen."""
        row = self.rows[index.row()]
        if row.heading or row.quiet:
            return Qt.ItemFlag.ItemIsEnabled
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def show(self, rows: Sequence[Row]) -> None:
        """Replace the rows; only what changed is told where the list kept its shape."""
        rows = tuple(rows)
        if [row.id for row in rows] == [row.id for row in self.rows]:
            changed = [i for i, (a, b) in enumerate(zip(self.rows, rows, strict=True)) if a != b]
            self.rows = rows
            for at in changed:
                self.dataChanged.emit(self.index(at), self.index(at))
            return
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()


class _Delegate(QStyledItemDelegate):
    def __init__(self, view: "RowList") -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """As high as its highest cell."""
        row = self._view.rows[index.row()]
        return QSize(self._view.viewport().width(), self._view.painter_of.height(row, self._view.room))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one row."""
        row = self._view.rows[index.row()]
        state = option.state
        selected = bool(state & QStyle.StateFlag.State_Selected)
        self._view.painter_of.draw(
            painter,
            option.rect,
            row,
            self._view.room,
            selected=selected,
            focus=self._view.hasFocus(),
        )


@dataclass(slots=True)
class _Drag:
    id: str
    row: int
    start: QPoint
    at: int = -1

    def found_in(self, rows: Sequence[Row]) -> "_Drag | None":
        """The same row in a list that has changed meanwhile; nothing when it went."""
        place = next((at for at, row in enumerate(rows) if row.id == self.id), -1)
        return _Drag(self.id, place, self.start, self.at) if place >= 0 and rows[place].movable else None


class RowList(QListView):
    """`show_rows(rows)`; `chosen(id)` when the selection moves, `opened(id)` on Enter, `moved(id, a, b)`."""

    chosen = Signal(str)
    opened = Signal(str)
    moved = Signal(str, str, str)
    delete_wanted = Signal(str)

    def __init__(
        self, ui: Ui, columns: Sequence[Column], *, name: Say = "", movable: bool = False, lines: int = 1
    ) -> None:
        super().__init__()
        self.ui = ui
        self._name = name
        self._movable = movable
        self.painter_of = RowPainter(ui, tuple(columns), movable=movable, lines=lines)
        self._rows_model = _Model()
        self._drag: _Drag | None = None
        self._quiet = False
        self.setModel(self._rows_model)
        self.setItemDelegate(_Delegate(self))
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBar(ThinScrollBar(ui, Qt.Orientation.Vertical))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setUniformItemSizes(False)
        self.selectionModel().currentChanged.connect(self._current_changed)
        self.activated.connect(self._activated)
        ui.theme_changed.connect(self.restyle)
        ui.texts_changed.connect(self.retranslate)
        self.restyle()
        self.retranslate()

    @property
    def rows(self) -> tuple[Row, ...]:
        """What is shown."""
        return self._rows_model.rows

    @property
    def current(self) -> str:
        """The id of the chosen row, or nothing."""
        at = self.currentIndex().row()
        return self.rows[at].id if 0 <= at < len(self.rows) else ""

    @property
    def room(self) -> int:
        """The width the cells share: what is left beside the scroll bar, whether it shows or not."""
        return self.width() - self.verticalScrollBar().sizeHint().width()

    def set_columns(self, columns: Sequence[Column]) -> None:
        """Other columns, for a narrow window."""
        self.painter_of.columns = tuple(columns)
        self.painter_of.forget()
        self.scheduleDelayedItemsLayout()

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show these rows; the chosen one stays chosen."""
        kept, scroll = self.current, self.verticalScrollBar().value()
        self._quiet = True
        self._rows_model.show(rows)
        self._quiet = False
        if self._drag is not None:
            self._drag = self._drag.found_in(self.rows)
        if kept:
            self.choose(kept, tell=False)
        self.verticalScrollBar().setValue(scroll)

    def choose(self, row_id: str, *, tell: bool = True) -> bool:
        """Choose a row by id."""
        at = next((i for i, row in enumerate(self.rows) if row.id == row_id and not row.heading), -1)
        if at < 0:
            return False
        self._quiet = not tell
        self.setCurrentIndex(self._rows_model.index(at))
        self._quiet = False
        return True

    def choose_first(self) -> bool:
        """Choose the first row that can be chosen."""
        first = next((row for row in self.rows if not row.heading and not row.quiet), None)
        return first is not None and self.choose(first.id)

    def show_row(self, row_id: str) -> None:
        """Scroll a row (or a heading) to the top."""
        at = next((i for i, row in enumerate(self.rows) if row.id == row_id), -1)
        if at >= 0:
            self.scrollTo(self._rows_model.index(at), QAbstractItemView.ScrollHint.PositionAtTop)

    def step(self, by: int) -> None:
        """Move the selection."""
        at = self.currentIndex().row() + by
        while 0 <= at < len(self.rows) and (self.rows[at].heading or self.rows[at].quiet):
            at += by
        if 0 <= at < len(self.rows):
            self.setCurrentIndex(self._rows_model.index(at))

    def restyle(self) -> None:
        """Take the colours from the theme."""
        theme = self.ui.theme
        palette = theme.palette()
        palette.setColor(palette.ColorRole.Base, theme.color("bg.surface"))
        self.setPalette(palette)
        self.painter_of.forget()
        self.scheduleDelayedItemsLayout()

    def retranslate(self) -> None:
        """Say the name again."""
        self.setAccessibleName(self.ui.say(self._name))
        self.painter_of.forget()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Rows wrap anew in another width; a scroll bar that comes or goes changes nothing."""
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move over headings, Alt with arrows moves the row, Delete asks to remove."""
        step = {Qt.Key.Key_Up.value: -1, Qt.Key.Key_Down.value: 1}.get(event.key(), 0)
        if step and event.modifiers() == Qt.KeyboardModifier.AltModifier:
            self.shift(step)
        elif step and not event.modifiers():
            self.step(step)
        elif event.key() == Qt.Key.Key_Delete and self.current:
            self.delete_wanted.emit(self.current)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.current:
            self.opened.emit(self.current)
        else:
            super().keyPressEvent(event)

    def shift(self, by: int) -> None:
        """Move the chosen row one step within its section."""
        at = self.currentIndex().row()
        if not self._movable or not 0 <= at < len(self.rows):
            return
        mine = self._section(at)
        place = mine.index(at) + by
        if 0 <= place < len(mine):
            self._tell_move(at, mine[place] if by < 0 else mine[place] + 1)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A press may begin a drag."""
        super().mousePressEvent(event)
        index = self.indexAt(event.position().toPoint())
        if self._movable and index.isValid() and self.rows[index.row()].movable:
            self._drag = _Drag(self.rows[index.row()].id, index.row(), event.position().toPoint())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show where the row would go."""
        drag, point = self._drag, event.position().toPoint()
        if drag is None or not event.buttons() & Qt.MouseButton.LeftButton:
            return
        if drag.at < 0 and (point - drag.start).manhattanLength() < 10:
            return
        drag.at = self._gap_at(drag.row, point.y())
        self.viewport().update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Put the row where it was let go."""
        drag, self._drag = self._drag, None
        super().mouseReleaseEvent(event)
        if drag is not None and drag.at >= 0:
            self.viewport().update()
            # Where it is let go counts now: the rows may have changed since the last move.
            self._tell_move(drag.row, self._gap_at(drag.row, event.position().toPoint().y()))

    def paintEvent(self, event: QPaintEvent) -> None:
        """The rows, and the line where a dragged one would go."""
        super().paintEvent(event)
        if self._drag is None or self._drag.at < 0:
            return
        at = self._drag.at
        last = at >= len(self.rows)
        rect = self.visualRect(self._rows_model.index(at - 1 if last else at))
        y = rect.bottom() if last else rect.top()
        painter = brush(self.viewport())
        painter.fillRect(0, y - 1, self.viewport().width(), 3, self.ui.theme.color("accent.base"))
        painter.end()

    def _section(self, at: int) -> list[int]:
        section = self.rows[at].section
        return [i for i, row in enumerate(self.rows) if row.movable and row.section == section]

    def _gap_at(self, moving: int, y: int) -> int:
        mine = self._section(moving)
        for index in mine:
            if y < self.visualRect(self._rows_model.index(index)).center().y():
                return index
        return mine[-1] + 1

    def _tell_move(self, moving: int, gap: int) -> None:
        mine = [i for i in self._section(moving) if i != moving]
        before = [i for i in mine if i < gap]
        after = [i for i in mine if i >= gap]
        if gap in (moving, moving + 1):
            return
        low = self.rows[before[-1]].id if before else ""
        high = self.rows[after[0]].id if after else ""
        self.moved.emit(self.rows[moving].id, low, high)

    def _current_changed(self) -> None:
        if self.current and not self._quiet:
            self.chosen.emit(self.current)

    def _activated(self) -> None:
        if self.current:
            self.opened.emit(self.current)
