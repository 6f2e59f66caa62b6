# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A row of a side list: colour stripe or icon, words, count."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QSizePolicy

from ui.context import Say, Ui
from ui.widgets.base import PaintedButton
from ui.widgets.paint import RIGHT, icon, text


class NavButton(PaintedButton):
    """48 high; the one in front is filled. `family` gives the icon and stripe of a code family."""

    def __init__(self, ui: Ui, words: Say, icon_name: str = "", *, family: str = "") -> None:
        super().__init__(ui, words)
        self._icon, self._family, self._count = icon_name, family, ""
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.retranslate()

    def set_count(self, count: str) -> None:
        """The number at the right."""
        self._count = count
        self.setAccessibleDescription(count)
        self.update()

    def set_family(self, family: str) -> None:
        """Change stripe and icon."""
        self._family = family
        self.update()

    def nextCheckState(self) -> None:
        """The list decides which one is in front."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrow keys move between the rows."""
        step = {Qt.Key.Key_Up.value: False, Qt.Key.Key_Down.value: True}.get(event.key())
        if step is not None and not event.modifiers():
            if step:
                self.focusNextChild()
            else:
                self.focusPreviousChild()
            return
        super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        """Icon, words, count."""
        theme = self.theme
        wide = 16 + theme.px(20) + 12 + theme.text_width("control", self.words, 600) + 20 + theme.px(28)
        return QSize(round(wide), theme.height(46, "control"))

    def draw(self, painter: QPainter) -> None:
        """Fill, stripe, icon, words, count."""
        theme = self.theme
        on = self.isChecked()
        token = (
            "bg.selected" if on else "bg.pressed" if self.isDown() else "bg.hover" if self.hovered() else ""
        )
        if token:
            painter.fillRect(self.rect(), theme.color(token))
        name, ink = self._icon, theme.color("text.secondary")
        if self._family:
            color, name = theme.family(self._family)
            ink = theme.color(color)
            painter.fillRect(QRectF(0, 8, 5, self.height() - 16), ink)
        size = theme.px(20)
        icon(painter, theme, name, 16, (self.height() - size) / 2, size, ink)
        area = QRectF(16 + size + 12, 0, self.width() - size - 44, self.height())
        text(
            painter, area, self.words, theme.font("control", 600 if on else 400), theme.color("text.primary")
        )
        right = QRectF(0, 0, self.width() - 14, self.height())
        text(painter, right, self._count, theme.font("body", tnum=True), theme.color("text.secondary"), RIGHT)
