# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The list of entries: each row painted once and kept; a tap or Enter opens one, Del takes it out."""

from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPixmap
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from cxfield.model.enums import Mark
from cxfield.services.observation_shapes import PAGE
from cxfield.services.observation_shapes import EntryRow as Logged
from ui.context import Ui
from ui.models.entries import ROW_ROLE, EntryModel, Kept, Line
from ui.pages.observe.log import Log
from ui.pages.observe.words import minutes
from ui.widgets.containers import ThinScrollBar
from ui.widgets.paint import icon
from ui.widgets.rows import EntryRow, draw_entry_row, entry_row_height

_SETTLING = 12
_KEPT_PICTURES = 96
_OWN_KEYS = (
    Qt.Key.Key_Up,
    Qt.Key.Key_Down,
    Qt.Key.Key_Home,
    Qt.Key.Key_End,
)


@dataclass(frozen=True, slots=True)
class Picture:
    """A painted row and what it was painted from."""

    row: Logged
    unsent: bool
    look: tuple[object, ...]
    pixmap: QPixmap


class RowDelegate(QStyledItemDelegate):
    """Paints each row once into a picture; when a new one comes in the others are only moved."""

    def __init__(self, ui: Ui, view: "EntryView") -> None:
        super().__init__(view)
        self.ui = ui
        self._view = view
        self._pictures: dict[str, Picture] = {}

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """64 high at 100 %."""
        return QSize(100, entry_row_height(self.ui.theme))

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Put the picture of the row on its ground, and the ring on the one with the focus."""
        view, theme = self._view, self.ui.theme
        log = view.log
        line = view.lines.at(index.row()) if view.lines is not None else None
        if line is None or log is None:
            return
        rect = option.rect
        if line.row.id == view.aimed:
            painter.fillRect(rect, theme.color("bg.selected"))
        painter.drawPixmap(rect.topLeft(), self._picture(log, line, rect.size()))
        if view.hasFocus() and view.currentIndex() == index:
            painter.setPen(theme.color("focus.ring"))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(rect.adjusted(1, 1, -2, -2))

    def forget(self) -> None:
        """The codebook, the language or the theme changed: paint every row again."""
        self._pictures.clear()

    def _picture(self, log: Log, line: Line, size: QSize) -> QPixmap:
        row, unsent = line.row, line.kept is Kept.UNSENT
        look = (size.width(), self._view.devicePixelRatioF())
        known = self._pictures.get(row.id)
        if known is not None and known.row is row and known.unsent == unsent and known.look == look:
            return known.pixmap
        if len(self._pictures) >= _KEPT_PICTURES:
            self._pictures.pop(next(iter(self._pictures)))
        pixmap = self._paint(log, line, size)
        self._pictures[row.id] = Picture(row, unsent, look, pixmap)
        return pixmap

    def _paint(self, log: Log, line: Line, size: QSize) -> QPixmap:
        ratio = self._view.devicePixelRatioF()
        pixmap = QPixmap(size * ratio)
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme = self.ui.theme
        area = QRectF(0, 0, size.width(), size.height())
        draw_entry_row(painter, theme, area, self._words(log, line), fill=False)
        small = theme.px(14)
        if line.kept is Kept.UNSENT:
            ink = theme.color("danger.base")
            painter.fillRect(QRectF(0, 1, 4, size.height() - 1), ink)
            icon(painter, theme, "warning", 14, size.height() - small - 6, small, ink)
        elif line.row.settling:
            # In the margin before the time; it has the same width at every text size.
            top = (size.height() - _SETTLING) / 2
            icon(painter, theme, "settling", 1, top, _SETTLING, theme.color("warning.base"))
        painter.end()
        return pixmap

    def _words(self, log: Log, line: Line) -> EntryRow:
        row, texts = line.row, self.ui.texts
        parts = [log.touchpoint_name(row.touchpoint_id)]
        code = log.codes.get(row.code_id or "")
        if row.end_t_ms is not None and row.end_t_ms > row.t_ms:
            parts.append(minutes((row.end_t_ms - row.t_ms) // 1000))
        elif code is not None and code.state and row.end_t_ms is None:
            parts.append(texts.t("going on"))
        if code is not None and row.text:
            parts.append(row.text.replace("\n", " ")[:120])
        if line.kept is Kept.UNSENT:
            parts = [texts.t("not saved yet")]
        mark = next((name for name in row.marks if name in (Mark.PAIN.value, Mark.DELIGHT.value)), "")
        both = Mark.PAIN.value in row.marks and Mark.DELIGHT.value in row.marks
        names = {
            Mark.PAIN.value: texts.t("pain point"),
            Mark.DELIGHT.value: texts.t("delighted"),
        }
        return EntryRow(
            time=texts.stopwatch(row.t_ms),
            title=log.name_of(row) or texts.t("(no text)"),
            who=row.letter,
            where=" · ".join(part for part in parts if part),
            rating=row.ordinariness,
            polarity=row.polarity,
            mark=mark,
            mark_words=", ".join(names.values()) if both else names.get(mark, ""),
        )


class EntryView(QListView):
    """The list itself; letters pass through to the tiles."""

    opened = Signal(str)
    removal_wanted = Signal(str)

    def __init__(self, ui: Ui, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ui = ui
        self.log: Log | None = None
        #: What is listed: every entry, or what was found.
        self.lines: EntryModel | None = None
        self.aimed = ""
        self._late = False
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setVerticalScrollBar(ThinScrollBar(ui, Qt.Orientation.Vertical))
        self.rows = RowDelegate(ui, self)
        self.setItemDelegate(self.rows)
        self.clicked.connect(self._open)
        ui.theme_changed.connect(self._again)
        ui.texts_changed.connect(self._again)
        self._again()

    def show_log(self, log: Log) -> None:
        """Show the entries of a session."""
        self.rows.forget()
        aim = log.aim
        self.aimed = aim.id if aim is not None else ""
        if self.log is not log:
            self.log = log
            self.show_lines(log.rows)
        self.viewport().update()

    def show_lines(self, lines: EntryModel) -> None:
        """List these."""
        if lines is not self.lines:
            self.rows.forget()
            self.lines = lines
            self.setModel(lines)

    def rowsInserted(self, parent: QModelIndex | QPersistentModelIndex, start: int, end: int) -> None:
        """A new entry on top moves what is painted down; the list is laid out when there is time for it."""
        high = entry_row_height(self.ui.theme)
        rows = self.lines.rowCount() if self.lines is not None else 0
        filled = rows > self.viewport().height() // high + 2
        if start == end == 0 and filled and self.verticalScrollBar().value() == 0:
            self.viewport().scroll(0, high)
            self._late = True
            return
        super().rowsInserted(parent, start, end)

    def catch_up(self) -> None:
        """Nobody is pressing keys: lay the list out, forget old rows that nobody looks at."""
        if self.log is not None and self.verticalScrollBar().value() == 0:
            self.log.rows.trim(PAGE)
        if self._late:
            self._late = False
            self.scheduleDelayedItemsLayout()

    def show_aim(self) -> None:
        """Tint the entry that ratings change; only the old and the new one are painted again."""
        if self.log is None:
            return
        aim = self.log.aim
        new = aim.id if aim is not None else ""
        if new != self.aimed:
            for entry_id in (self.aimed, new):
                self._paint_again(self.lines.place_of(entry_id) if self.lines is not None else -1)
        self.aimed = new

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens, Del takes out, arrows move; the rest is for the capture view."""
        current = self.currentIndex()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and current.isValid():
            self._open(current)
        elif event.key() == Qt.Key.Key_Delete and current.isValid():
            line: Line | None = current.data(ROW_ROLE)
            if line is not None:
                self.removal_wanted.emit(line.row.id)
        elif event.key() in _OWN_KEYS:
            super().keyPressEvent(event)
        else:
            event.ignore()

    def _paint_again(self, place: int) -> None:
        # Not by `update(index)`: that lays the whole list out at once to find the rectangle.
        if place >= 0:
            high = entry_row_height(self.ui.theme)
            top = place * high - self.verticalScrollBar().value()
            self.viewport().update(0, top, self.viewport().width(), high)

    def _open(self, index: QModelIndex) -> None:
        line: Line | None = index.data(ROW_ROLE)
        if line is not None:
            self.opened.emit(line.row.id)

    def _again(self) -> None:
        palette = self.ui.theme.palette()
        palette.setColor(palette.ColorRole.Base, self.ui.theme.color("bg.surface"))
        self.setPalette(palette)
        self.setAccessibleName(self.ui.texts.t("Entries"))
        self.rows.forget()
        self.scheduleDelayedItemsLayout()
        self.viewport().update()
