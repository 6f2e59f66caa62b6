# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Check rows and steppers."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from ui.context import Say, Ui
from ui.widgets.base import Painted, PaintedButton
from ui.widgets.buttons import IconButton, Kind
from ui.widgets.paint import CENTER, box, icon, text
from ui.widgets.paragraph import paragraph


def check_box(painter: QPainter, ui: Ui, x: float, y: float, *, on: bool, enabled: bool = True) -> float:
    """Paint a tick box 20 px square; returns its side. For delegates as well."""
    theme = ui.theme
    side = theme.px(20)
    if on:
        fill = line = theme.color("accent.base" if enabled else "text.disabled")
    else:
        fill, line = theme.color("bg.surface" if enabled else "bg.sunken"), theme.color("line.strong")
    box(painter, QRectF(x, y, side, side), theme.radius("tag"), fill, line, 1.5)
    if on:
        size = theme.px(16)
        gap = (side - size) / 2
        icon(painter, theme, "check", x + gap, y + gap, size, theme.color("accent.on"))
    return side


class CheckRow(PaintedButton):
    """A tick box with words, which may take several lines; at least 36 high (48 with `touch`)."""

    def __init__(
        self, ui: Ui, words: Say, *, checked: bool = False, touch: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(ui, words, parent)
        self._high = 48 if touch else 36
        self._heights: dict[tuple[float, str, int], int] = {}
        self.setCheckable(True)
        self.setChecked(checked)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.retranslate()

    def sizeHint(self) -> QSize:
        """One line if there is room."""
        theme = self.theme
        width = theme.px(20) + 8 + theme.text_width("body", self.words) + 9
        return QSize(round(width), theme.height(self._high, "body"))

    def minimumSizeHint(self) -> QSize:
        """The longest word."""
        theme = self.theme
        longest = max((theme.text_width("body", word) for word in self.words.split()), default=0.0)
        return QSize(round(theme.px(20) + 8 + longest + 9), self.theme.height(self._high, "body"))

    def hasHeightForWidth(self) -> bool:
        """The words wrap."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Height of all lines."""
        # A layout asks for the same few widths again and again; breaking lines is slow.
        asked = (self.theme.scale, self.words, width)
        if asked not in self._heights:
            room = width - self.theme.px(20) - 16
            lines = paragraph(self.theme, "body", self.words, room).height
            self._heights[asked] = max(self.theme.height(self._high, "body"), lines + 16)
        return self._heights[asked]

    def draw(self, painter: QPainter) -> None:
        """Box and words."""
        theme = self.theme
        if self.hovered() or self.isDown():
            shade = theme.color("bg.pressed" if self.isDown() else "bg.hover")
            box(painter, self.rect(), theme.radius("control"), shade)
        side = theme.px(20)
        found = paragraph(theme, "body", self.words, self.width() - side - 16)
        top = (self.height() - found.height) / 2
        middle = top + (theme.line("body") - side) / 2
        check_box(painter, self.ui, 4, middle, on=self.isChecked(), enabled=self.isEnabled())
        ink = theme.color("text.primary" if self.isEnabled() else "text.tertiary")
        found.draw(painter, side + 12, top, ink)


class Stepper(QWidget):
    """A small number with minus and plus, 48 high; arrow keys and the signs change it."""

    changed = Signal(int)

    def __init__(
        self,
        ui: Ui,
        *,
        low: int = 0,
        high: int = 10,
        value: int = 0,
        name: Say = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.ui = ui
        self._low, self._top, self._value, self._name = low, high, value, name
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self._less = IconButton(ui, "minus", lambda x: x.t("Less"), kind=Kind.OUTLINE, touch=True)
        self._more = IconButton(ui, "plus", lambda x: x.t("More"), kind=Kind.OUTLINE, touch=True)
        self._figure = _Figure(ui, self)
        row.addWidget(self._less)
        row.addWidget(self._figure)
        row.addWidget(self._more)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._less.clicked.connect(lambda: self._step(-1))
        self._more.clicked.connect(lambda: self._step(1))
        ui.texts_changed.connect(self._show)
        self._show()

    @property
    def value(self) -> int:
        """The number."""
        return self._value

    def set_value(self, value: int) -> None:
        """Set the number without a signal."""
        self._value = min(self._top, max(self._low, value))
        self._show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrow keys and the signs change the number."""
        up = event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Right) or event.text() == "+"
        down = event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Left) or event.text() in ("-", "\N{MINUS SIGN}")
        if up or down:
            self._step(1 if up else -1)
            return
        super().keyPressEvent(event)

    def _step(self, step: int) -> None:
        old = self._value
        self.set_value(old + step)
        if self._value != old:
            self.changed.emit(self._value)

    def _show(self) -> None:
        self._less.setEnabled(self._value > self._low)
        self._more.setEnabled(self._value < self._top)
        name = self.ui.say(self._name)
        self.setAccessibleName(f"{name} {self._value}".strip())
        self._figure.update()


class _Figure(Painted):
    """The number between the signs."""

    def __init__(self, ui: Ui, stepper: Stepper) -> None:
        super().__init__(ui)
        self._stepper = stepper
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Room for three digits."""
        return QSize(self.theme.px(36), self.theme.height(48, "control"))

    def draw(self, painter: QPainter) -> None:
        """The number."""
        words = self.ui.texts.number(self._stepper.value)
        text(painter, self.rect(), words, self.theme.font("count"), self.theme.color("text.primary"), CENTER)
