# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A floating menu: rows 40 high with icon, word and key; arrow keys, Enter, Esc."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.context import Say, Ui
from ui.widgets.base import PaintedButton
from ui.widgets.containers import Scroll
from ui.widgets.paint import box, brush, floating, icon, keycap, keycap_size, text

_SHADE = 14
_PAD = 6


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
    """`Menu(ui, items, parent=...).popup(point)`; `chosen(value)`; it closes and goes by itself.

    It lies over the whole window of its parent, so that its shadow is painted like everything else and a
    press anywhere outside closes it.
    """

    chosen = Signal(str)

    def __init__(self, ui: Ui, items: Sequence[MenuItem], parent: QWidget) -> None:
        super().__init__(parent.window())
        self.ui = ui
        self._back = parent
        self._card = QRect()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        icons = any(item.icon_name for item in items)
        self.rows = tuple(_Row(ui, item, indent=icons) for item in items)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for row in self.rows:
            column.addWidget(row)
            row.clicked.connect(self._clicked)
        self._scroll = Scroll(ui, inner, fill="bg.surface", parent=self)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.hide()

    def popup(self, point: QPoint, *, least: int = 0, current: str | None = None) -> None:
        """Show the card with its corner at a point of the screen, moved to where there is room for it."""
        window = self.parentWidget()
        assert window is not None
        self.setGeometry(window.rect())
        natural = sum(row.sizeHint().height() for row in self.rows) + 2 * _PAD
        high = min(natural, window.height() - 2 * _SHADE)
        wide = max([row.sizeHint().width() + 2 * _PAD for row in self.rows] + [least])
        wide += self._scroll.verticalScrollBar().sizeHint().width() if high < natural else 0
        wide = min(wide, window.width() - 2 * _SHADE)
        corner = window.mapFromGlobal(point)
        x = max(_SHADE, min(corner.x(), window.width() - _SHADE - wide))
        y = max(_SHADE, min(corner.y(), window.height() - _SHADE - high))
        self._card = QRect(x, y, wide, high)
        self._scroll.setGeometry(self._card.adjusted(_PAD, _PAD, -_PAD, -_PAD))
        self.show()
        self.raise_()
        start = next((row for row in self.rows if row.item.value == current), None)
        first = start or (self.rows[0] if self.rows else None)
        if first is not None:
            first.setFocus(Qt.FocusReason.PopupFocusReason)
            self._scroll.ensureWidgetVisible(first, 0, _PAD)

    def dismiss(self) -> None:
        """Close without a choice; the focus goes back to where it came from."""
        self.hide()
        if self._back.isVisible():
            self._back.setFocus(Qt.FocusReason.PopupFocusReason)
        self.deleteLater()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A press outside closes."""
        if not self._card.contains(event.position().toPoint()):
            self.dismiss()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrow keys move, Esc closes."""
        step = {Qt.Key.Key_Up.value: -1, Qt.Key.Key_Down.value: 1}.get(event.key(), 0)
        if event.key() == Qt.Key.Key_Escape:
            self.dismiss()
        elif step and self.rows:
            at = next((i for i, row in enumerate(self.rows) if row.hasFocus()), -step)
            target = self.rows[(at + step) % len(self.rows)]
            target.setFocus(Qt.FocusReason.PopupFocusReason)
            self._scroll.ensureWidgetVisible(target, 0, 0)
        elif (named := self._named(event.text())) is not None:
            named.click()
        else:
            super().keyPressEvent(event)

    def _named(self, sign: str) -> "_Row | None":
        """The row whose key is this sign."""
        wanted = sign.casefold().replace("-", "\N{MINUS SIGN}")
        return next((row for row in self.rows if wanted and row.item.key.casefold() == wanted), None)

    def paintEvent(self, event: QPaintEvent) -> None:
        """A floating card."""
        painter = brush(self)
        floating(painter, self.ui.theme, QRectF(self._card))
        painter.end()

    def _clicked(self) -> None:
        sender = self.sender()
        if isinstance(sender, _Row):
            value = sender.item.value
            self.dismiss()
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
