# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The table of logged rows: 36 px rows by session, painted from the tokens, moved through by keys."""

from PySide6.QtCore import (
    QItemSelection,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QKeySequence, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QTableView,
    QWidget,
)

from cxfield.services.data import Key
from ui.context import Ui
from ui.models.data_rows import SORTS, Column, DataModel, Head
from ui.pages.data.rowpaint import RowPainter
from ui.widgets.containers import ThinScrollBar
from ui.widgets.paint import elided, hline, text

#: Width of each column at 100 % text; the words take the rest.
_WIDTHS = {
    Column.STAR: 40,
    Column.TIME: 68,
    Column.WHO: 54,
    Column.WHAT: 178,
    Column.ORDINARY: 66,
    Column.POLARITY: 58,
    Column.FEELING: 62,
    Column.OBSERVER: 60,
}
#: What goes first where the window is narrow.
_SPARE = (Column.OBSERVER, Column.FEELING)
_LEAST_TEXT = 150


class DataTable(QTableView):
    """`picked(key)` when a row is chosen, `opened` on Enter, `starred(key)`, `deleted(key)`.

    Shift and Ctrl choose several rows: `many(count)`, `chosen()`; `copied` on Ctrl+C.
    """

    picked = Signal(object)
    opened = Signal()
    starred = Signal(object)
    deleted = Signal(object)
    many = Signal(int)
    copied = Signal()
    sorted = Signal(str)

    def __init__(self, ui: Ui, model: DataModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ui = ui
        self.rows = model
        self.left_out: frozenset[Column] = frozenset()
        self.setModel(model)
        self._painter = RowPainter(ui, self)
        self.setHorizontalHeader(_Header(ui, self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBar(ThinScrollBar(ui, Qt.Orientation.Vertical))
        self.setTabKeyNavigation(False)
        self.horizontalHeader().sectionClicked.connect(lambda at: self.sorted.emit(SORTS[Column(at)]))
        self.setMouseTracking(True)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setMinimumSectionSize(1)
        ui.theme_changed.connect(self.restyle)
        ui.texts_changed.connect(self.retranslate)
        self.restyle()
        self.retranslate()

    def restyle(self) -> None:
        """Take sizes and colours from the theme."""
        theme = self.ui.theme
        palette = theme.palette()
        palette.setColor(palette.ColorRole.Base, theme.color("bg.surface"))
        self.setPalette(palette)
        self.verticalHeader().setDefaultSectionSize(theme.height(36, "body"))
        self._columns()
        self.viewport().update()

    def retranslate(self) -> None:
        """Say the names again."""
        self.setAccessibleName(self.ui.texts.t("Logged rows"))
        self.horizontalHeader().viewport().update()
        self.viewport().update()

    def leave_out(self, columns: frozenset[Column]) -> None:
        """Show all columns but these; time and words stay."""
        self.left_out = columns - {Column.TIME, Column.TEXT}
        self._columns()

    def key(self) -> Key | None:
        """The chosen row, if one is."""
        line = self.rows.line(self.currentIndex().row())
        return line if isinstance(line, Key) else None

    def chosen(self) -> list[Key]:
        """Every chosen row, in the order of the list; the heads of sessions stand for nothing."""
        return [key for top, bottom in self._spans() for key in self.rows.keys_between(top, bottom)]

    def chosen_count(self) -> int:
        """How many rows are chosen; nothing is read."""
        return sum(self.rows.rows_between(top, bottom) for top, bottom in self._spans())

    def _spans(self) -> list[tuple[int, int]]:
        spans = self.selectionModel().selection().toList()
        return sorted({(span.top(), span.bottom()) for span in spans})

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        """Tell how many rows are chosen."""
        super().selectionChanged(selected, deselected)
        self.viewport().update()
        self.many.emit(self.chosen_count())

    def choose(self, key: Key | None) -> bool:
        """Choose a row; its session is opened. False when it is not there."""
        place = self.rows.place_of(key) if key is not None else -1
        if place < 0:
            return False
        self.setCurrentIndex(self.rows.index(place, Column.TEXT))
        return True

    def choose_first(self) -> None:
        """Choose the first row there is."""
        for place in range(min(self.rows.rowCount(), 50)):
            if not self.rows.is_head(place):
                self.setCurrentIndex(self.rows.index(place, Column.TEXT))
                return

    def currentChanged(self, current: QModelIndex | QPersistentModelIndex, previous: object) -> None:
        """Tell which row is chosen."""
        super().currentChanged(current, previous)  # type: ignore[arg-type]
        self.viewport().update()
        self.picked.emit(self.key())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and Right close and open a session, Enter opens the row, Del deletes it."""
        place = self.currentIndex().row()
        head = self.rows.head_of(place)
        key = event.key()
        if key in (Qt.Key.Key_Left, Qt.Key.Key_Right) and head is not None and not event.modifiers():
            self._turn(head, key == Qt.Key.Key_Right)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if isinstance(self.rows.line(place), Head) and head is not None:
                self._turn(head, not head.open)
            elif self.key() is not None:
                self.opened.emit()
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copied.emit()
        elif key == Qt.Key.Key_Delete and self.key() is not None:
            self.deleted.emit(self.key())
        elif key == Qt.Key.Key_Space and self.key() is not None and not event.isAutoRepeat():
            self.starred.emit(self.key())
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click on a head opens or closes it, on a star turns it."""
        index = self.indexAt(event.position().toPoint())
        line = self.rows.line(index.row()) if index.isValid() else None
        super().mousePressEvent(event)
        if event.button() is not Qt.MouseButton.LeftButton:
            return
        if isinstance(line, Head):
            self._turn(line, not line.open)
        elif isinstance(line, Key) and index.column() == Column.STAR:
            self.starred.emit(line)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """A double click opens the row."""
        super().mouseDoubleClickEvent(event)
        if self.key() is not None:
            self.opened.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The words take what is left."""
        super().resizeEvent(event)
        self._columns()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The lines in sight."""
        count = self.rows.rowCount()
        if count:
            first, last = (self.rowAt(y) for y in (event.rect().top(), event.rect().bottom()))
            with QPainter(self.viewport()) as painter:
                self._painter.paint(painter, max(first, 0), last if last >= 0 else count - 1)

    def _turn(self, head: Head, wanted: bool) -> None:
        session = head.group.session_id
        self.rows.set_open(session, wanted)
        self.setCurrentIndex(self.rows.index(self.rows.place_of_head(session), 0))

    def _columns(self) -> None:
        theme = self.ui.theme
        widths = {column: theme.px(width) for column, width in _WIDTHS.items()}
        room = self.viewport().width()
        hidden = set(self.left_out)
        for column in _SPARE:
            if room - sum(w for c, w in widths.items() if c not in hidden) >= theme.px(_LEAST_TEXT):
                break
            hidden.add(column)
        for column in Column:
            self.setColumnHidden(column, column in hidden)
        for column, width in widths.items():
            self.setColumnWidth(column, width)
        used = sum(width for column, width in widths.items() if column not in hidden)
        self.setColumnWidth(Column.TEXT, max(theme.px(80), room - used))


class _Header(QHeaderView):
    """The names of the columns, 32 high."""

    def __init__(self, ui: Ui, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.ui = ui
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setSectionsClickable(True)
        self.setMinimumSectionSize(1)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def sizeHint(self) -> QSize:
        """Follows the text size."""
        return QSize(100, self.ui.theme.height(32, "caption"))

    def paintSection(self, painter: QPainter, rect: QRect, logical: int) -> None:
        """A quiet word."""
        theme = self.ui.theme
        painter.fillRect(rect, theme.color("bg.surface"))
        words = str(self.model().headerData(logical, Qt.Orientation.Horizontal) or "")
        area = QRectF(rect).adjusted(8, 0, -2, 0)
        words = elided(theme, "caption", words, area.width(), 500)
        text(painter, area, words, theme.font("caption", 500), theme.color("text.tertiary"))
        hline(painter, theme, rect.left(), rect.right() + 1, rect.bottom())
