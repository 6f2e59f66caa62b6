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
from PySide6.QtGui import QColor, QKeyEvent, QKeySequence, QMouseEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from cxfield.services.data import Key
from cxfield.services.data_rows import DataRow
from ui.context import Ui
from ui.models.data_rows import ROW_ROLE, SORTS, Column, DataModel, Head
from ui.widgets.containers import ThinScrollBar
from ui.widgets.paint import box, elided, hline, icon, polarity_mark, steps, steps_size, text

SOURCES = {
    "observation": ("observe", "source.observation"),
    "interview": ("interview", "source.interview"),
    "group": ("group", "source.group"),
    "debrief": ("debrief", "source.metric"),
}
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
        self.setItemDelegate(RowPainter(ui, self))
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


class RowPainter(QStyledItemDelegate):
    """Paints one cell; the chosen row has a fill and a 2 px outline."""

    def __init__(self, ui: Ui, table: DataTable) -> None:
        super().__init__(table)
        self.ui = ui
        self._table = table

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """A head or a cell."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(option.rect)
        line = index.data(ROW_ROLE)
        current = index.row() == self._table.currentIndex().row()
        chosen = current or self._table.selectionModel().isSelected(index)
        theme = self.ui.theme
        fill = "bg.selected" if chosen else "bg.subtle" if isinstance(line, Head) else "bg.surface"
        painter.fillRect(rect, theme.color(fill))
        hline(painter, theme, rect.left(), rect.right() + 1, rect.top())
        if isinstance(line, Head):
            # A head goes over all columns: each cell paints its own piece of it.
            whole = QRectF(self._table.viewport().rect())
            painter.setClipRect(option.rect)
            self._head(painter, QRectF(whole.left(), rect.top(), whole.width(), rect.height()), line)
        elif isinstance(line, DataRow):
            self._cell(painter, rect, line, Column(index.column()))
        if current:
            self._outline(painter, rect, index)
        painter.restore()

    def _outline(self, painter: QPainter, rect: QRectF, index: QModelIndex | QPersistentModelIndex) -> None:
        color = self.ui.theme.color("accent.base" if self._table.hasFocus() else "accent.line")
        painter.fillRect(QRectF(rect.left(), rect.top(), rect.width(), 2), color)
        painter.fillRect(QRectF(rect.left(), rect.bottom() - 2, rect.width(), 2), color)
        last = max(c for c in Column if not self._table.isColumnHidden(c))
        if index.column() == 0:
            painter.fillRect(QRectF(rect.left(), rect.top(), 2, rect.height()), color)
        if index.column() == last:
            painter.fillRect(QRectF(rect.right() - 2, rect.top(), 2, rect.height()), color)

    def _head(self, painter: QPainter, rect: QRectF, head: Head) -> None:
        theme = self.ui.theme
        mark, tone = SOURCES.get(head.group.kind, SOURCES["debrief"])
        middle, size = rect.center().y(), theme.px(18)
        arrow = "chevron-down" if head.open else "chevron-right"
        icon(painter, theme, arrow, rect.left() + 10, middle - size / 2, size, theme.color("text.secondary"))
        x = rect.left() + 10 + size + 6
        icon(painter, theme, mark, x, middle - size / 2, size, theme.color(tone))
        x += size + 6
        count = self.ui.texts.tn("{n} row", "{n} rows", len(head.group))
        room = rect.right() - x - theme.text_width("body", count) - 16
        title = elided(theme, "body", head.group.title, room, 600)
        text(
            painter,
            QRectF(x, rect.top(), room, rect.height()),
            title,
            theme.font("body", 600),
            theme.color(tone),
        )
        x += theme.text_width("body", title, 600) + 8
        area = QRectF(x, rect.top(), rect.right() - x, rect.height())
        text(painter, area, count, theme.font("body"), theme.color("text.secondary"))

    def _cell(self, painter: QPainter, rect: QRectF, row: DataRow, column: Column) -> None:
        theme = self.ui.theme
        middle = rect.center().y()
        match column:
            case Column.STAR:
                if row.star is not None:
                    size = theme.px(18)
                    name, tone = ("star-filled", "warning.base") if row.star else ("star", "text.secondary")
                    icon(painter, theme, name, rect.left() + 12, middle - size / 2, size, theme.color(tone))
            case Column.ORDINARY if row.ordinariness is not None:
                wide, high = steps_size(theme, 0.85)
                steps(painter, theme, rect.left() + 8, middle - high / 2, row.ordinariness, 0.85)
                self._words(painter, rect, str(row.ordinariness), left=8 + wide + 3, weight=600)
            case Column.POLARITY if row.polarity is not None:
                side = theme.px(20)
                area = QRectF(rect.left() + 8, middle - side / 2, side, side)
                polarity_mark(painter, theme, area, row.polarity)
            case Column.FEELING if row.valence is not None:
                self._feeling(painter, rect, row.valence)
            case _:
                self._plain(painter, rect, row, column)

    def _plain(self, painter: QPainter, rect: QRectF, row: DataRow, column: Column) -> None:
        theme = self.ui.theme
        texts = self.ui.texts
        match column:
            case Column.TIME:
                words = "" if row.t_ms is None else texts.stopwatch(row.t_ms)
                self._words(painter, rect, words, tone="text.secondary", tnum=True)
            case Column.WHO:
                self._words(painter, rect, row.who or "–", weight=600)
            case Column.WHAT:
                self._words(painter, rect, row.what, weight=500)
            case Column.TEXT:
                self._words(painter, rect, row.text, italic=row.verbatim)
            case Column.OBSERVER:
                self._words(painter, rect, row.observer or "–", tone="text.secondary")
            case _:
                text(
                    painter, rect.adjusted(8, 0, 0, 0), "–", theme.font("body"), theme.color("text.tertiary")
                )

    def _words(
        self,
        painter: QPainter,
        rect: QRectF,
        words: str,
        *,
        left: float = 8,
        weight: int | None = None,
        tone: str = "text.primary",
        tnum: bool | None = None,
        italic: bool = False,
    ) -> None:
        theme = self.ui.theme
        area = rect.adjusted(left, 0, -4, 0)
        font = theme.font("body", weight, tnum=tnum)
        if italic:
            font = type(font)(font)
            font.setItalic(True)
        ink: QColor = theme.color(tone)
        text(painter, area, elided(theme, "body", words, area.width(), weight), font, ink)

    def _feeling(self, painter: QPainter, rect: QRectF, valence: int) -> None:
        theme = self.ui.theme
        name = "positive" if valence > 0 else "negative" if valence < 0 else "neutral"
        words = self.ui.texts.signed(valence)
        width = theme.text_width("small", words, 600) + 14
        high = theme.px(22)
        area = QRectF(rect.left() + 8, rect.center().y() - high / 2, width, high)
        box(painter, area, theme.radius("tag"), theme.color(f"valence.{name}.subtle"))
        ink = theme.color(f"valence.{name}")
        text(painter, area, words, theme.font("small", 600), ink, Qt.AlignmentFlag.AlignCenter)


__all__ = ["SOURCES", "DataTable", "RowPainter"]
