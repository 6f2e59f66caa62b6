# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A closed choice that opens a list: 40 high, the words of the chosen option and a chevron."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.context import Say, Ui
from ui.widgets.base import PaintedButton
from ui.widgets.menu import Menu, MenuItem
from ui.widgets.paint import box, elided, icon, text
from ui.widgets.segment import Option

#: So wide (px) at least where a form decides the width and not the words.
_NARROW = 150


class ChoiceBox(PaintedButton):
    """`ChoiceBox(ui, name, options, value)`; `chosen(str)` by the user, arrow keys step, Space opens."""

    chosen = Signal(str)

    def __init__(
        self,
        ui: Ui,
        name: Say,
        options: Sequence[Option] = (),
        value: str | None = None,
        *,
        placeholder: Say = "",
        icon_name: str | None = None,
        touch: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(ui, "", parent)
        self._name = name
        self._options = tuple(options)
        self._value = value
        self._placeholder = placeholder
        self._icon = icon_name
        self._high = 48 if touch else 40
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.clicked.connect(self.open)
        self.retranslate()

    @property
    def value(self) -> str | None:
        """The chosen value."""
        return self._value

    @property
    def options(self) -> tuple[Option, ...]:
        """What can be chosen."""
        return self._options

    def set_options(self, options: Sequence[Option], value: str | None = None) -> None:
        """Change what can be chosen, and what is."""
        self._options = tuple(options)
        self.set_value(value)
        self.updateGeometry()

    def set_value(self, value: str | None) -> None:
        """Choose without a signal."""
        self._value = value
        self.retranslate()
        self.update()

    def retranslate(self) -> None:
        """The spoken name is the name and what is chosen."""
        name = self.ui.say(self._name)
        self.setAccessibleName(f"{name}: {self.shown()}" if name else self.shown())

    def shown(self) -> str:
        """The words of the chosen option, or the placeholder."""
        words = next((o.words for o in self._options if o.value == self._value), self._placeholder)
        return self.ui.say(words)

    def open(self) -> None:
        """Show the list below."""
        items = [
            MenuItem(o.value, o.words, icon_name="check" if o.value == self._value else None, spoken=o.name)
            for o in self._options
        ]
        menu = Menu(self.ui, items, parent=self)
        menu.chosen.connect(self._choose)
        menu.popup(self.mapToGlobal(QPoint(0, self.height() + 2)), least=self.width(), current=self._value)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and Down step through the options."""
        step = {Qt.Key.Key_Up.value: -1, Qt.Key.Key_Down.value: 1}.get(event.key(), 0)
        if step and not event.modifiers() and self._options:
            values = [o.value for o in self._options]
            at = values.index(self._value) if self._value in values else -step
            self._choose(values[min(len(values) - 1, max(0, at + step))])
            return
        super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        """Wide enough for the longest option."""
        theme = self.theme
        words = [self.ui.say(o.words) for o in self._options] + [self.ui.say(self._placeholder)]
        widest = max(theme.text_width("body", w) for w in words)
        if self.sizePolicy().horizontalPolicy() is QSizePolicy.Policy.Ignored:
            widest = min(widest, theme.px(_NARROW))  # as wide as its form; the open list has the rest
        return QSize(round(widest + self._indent() + theme.px(20) + 32), theme.height(self._high, "body"))

    def draw(self, painter: QPainter) -> None:
        """Fill, outline, words, chevron."""
        theme = self.theme
        color = theme.color
        token = "bg.pressed" if self.isDown() else "bg.hover" if self.hovered() else "bg.surface"
        fill = color(token if self.isEnabled() else "bg.sunken")
        box(painter, self.rect(), theme.radius("control"), fill, color("line.strong"))
        known = any(o.value == self._value for o in self._options)
        ink = color("text.primary" if known and self.isEnabled() else "text.tertiary")
        middle = self.height() / 2
        if self._icon is not None:
            size = theme.px(18)
            icon(painter, theme, self._icon, 12, middle - size / 2, size, color("text.secondary"))
        size = theme.px(20)
        x = self.width() - 10 - size
        left = 12 + self._indent()
        # Only where a form has made it narrower than its words; the list that opens has them whole.
        words = elided(theme, "body", self.shown(), x - 4 - left)
        text(painter, QRectF(left, 0, x - left, self.height()), words, theme.font("body"), ink)
        icon(painter, theme, "chevron-down", x, middle - size / 2, size, color("text.secondary"))

    def _indent(self) -> int:
        return self.theme.px(18) + 8 if self._icon is not None else 0

    def _choose(self, value: str) -> None:
        if value != self._value:
            self.set_value(value)
            self.chosen.emit(value)
