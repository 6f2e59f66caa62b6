# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A floating menu: rows 40 high with icon, word and key; arrow keys, Enter, Esc."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from ui.context import Say, Ui
from ui.widgets.base import PaintedButton
from ui.widgets.paint import box, brush, floating, icon, keycap, keycap_size, text

_SHADE = 14


@dataclass(frozen=True, slots=True)
class MenuItem:
    """A row: the value it stands for, words, icon, key hint; `danger` paints it red."""

    value: str
    words: Say
    icon_name: str | None = None
    key: str = ""
    danger: bool = False
    spoken: Say = ""


class Menu(QWidget):
    """`Menu(ui, items).popup(point)`; `chosen(value)`; it closes and goes by itself."""

    chosen = Signal(str)

    def __init__(self, ui: Ui, items: Sequence[MenuItem], parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        self.ui = ui
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        icons = any(item.icon_name for item in items)
        self.rows = tuple(_Row(ui, item, indent=icons) for item in items)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for row in self.rows:
            column.addWidget(row)
            row.clicked.connect(self._clicked)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setWidget(inner)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        palette = ui.theme.palette()
        palette.setColor(palette.ColorRole.Window, ui.theme.color("bg.surface"))
        self._scroll.setPalette(palette)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(_SHADE + 6, 8 + 6, _SHADE + 6, 18 + 6)
        outer.addWidget(self._scroll)

    def popup(self, point: QPoint, *, least: int = 0, current: str | None = None) -> None:
        """Show the menu with its card at a point of the screen, turned up where there is no room below."""
        wide = max([row.sizeHint().width() for row in self.rows] + [least - 12])
        high = sum(row.sizeHint().height() for row in self.rows)
        screen = QGuiApplication.screenAt(point) or QGuiApplication.primaryScreen()
        room = screen.availableGeometry()
        high = min(high, room.height() - 64)
        bar = self._scroll.verticalScrollBar().sizeHint().width()
        wide += bar if high < sum(row.sizeHint().height() for row in self.rows) else 0
        size = QSize(wide + 2 * (_SHADE + 6), high + 8 + 18 + 12)
        corner = point - QPoint(_SHADE, 8)
        if corner.y() + size.height() > room.bottom():
            corner.setY(max(room.top(), room.bottom() - size.height()))
        corner.setX(max(room.left(), min(corner.x(), room.right() - size.width())))
        self.setGeometry(QRect(corner, size))
        self.show()
        start = next((row for row in self.rows if row.item.value == current), None)
        first = start or (self.rows[0] if self.rows else None)
        if first is not None:
            first.setFocus(Qt.FocusReason.PopupFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrow keys move, Esc closes."""
        step = {Qt.Key.Key_Up.value: -1, Qt.Key.Key_Down.value: 1}.get(event.key(), 0)
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        elif step and self.rows:
            at = next((i for i, row in enumerate(self.rows) if row.hasFocus()), -step)
            target = self.rows[(at + step) % len(self.rows)]
            target.setFocus(Qt.FocusReason.PopupFocusReason)
            self._scroll.ensureWidgetVisible(target, 0, 0)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """A floating card."""
        painter = brush(self)
        floating(painter, self.ui.theme, QRectF(self.rect()).adjusted(_SHADE, 8, -_SHADE, -18))
        painter.end()

    def _clicked(self) -> None:
        sender = self.sender()
        if isinstance(sender, _Row):
            value = sender.item.value
            self.close()
            self.chosen.emit(value)


class _Row(PaintedButton):
    """One row of a menu; the focus is its highlight."""

    def __init__(self, ui: Ui, item: MenuItem, *, indent: bool) -> None:
        super().__init__(ui, item.words)
        self.item = item
        self._indent = indent
        self.retranslate()
        if item.spoken:
            self.setAccessibleName(ui.say(item.spoken))

    def sizeHint(self) -> QSize:
        """40 high."""
        theme = self.theme
        width = theme.text_width("body", self.words) + 20
        if self._indent:
            width += theme.px(20) + 10
        if self.item.key:
            width += keycap_size(theme, self.item.key)[0] + 24
        return QSize(round(width + 1), theme.height(40, "body"))

    def draw(self, painter: QPainter) -> None:
        """Highlight, icon, words, key."""
        theme = self.theme
        if self.hasFocus() or self.hovered():
            box(painter, self.rect(), theme.radius("control"), theme.color("bg.hover"))
        ink = theme.color("danger.base" if self.item.danger else "text.primary")
        left = 10.0
        if self._indent:
            size = theme.px(20)
            if self.item.icon_name is not None:
                icon(painter, theme, self.item.icon_name, left, (self.height() - size) / 2, size, ink)
            left += size + 10
        area = QRectF(left, 0, self.width(), self.height())
        text(painter, area, self.words, theme.font("body"), ink)
        if self.item.key:
            wide, high = keycap_size(theme, self.item.key)
            keycap(painter, theme, self.width() - 10 - wide, (self.height() - high) / 2, self.item.key)
