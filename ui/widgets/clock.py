# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The big clock of a session bar: dot or pause sign, and the session time."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.context import Ui
from ui.widgets.base import Painted
from ui.widgets.paint import box, icon, text


class BigClock(Painted):
    """The session clock, readable from 60 cm; a red dot says it runs."""

    def __init__(self, ui: Ui, parent: QWidget | None = None) -> None:
        super().__init__(ui, parent)
        self._words = "0:00:00"
        self._running = True
        self._role = "clock"
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    @property
    def words(self) -> str:
        """The time as shown."""
        return self._words

    def set_compact(self, compact: bool) -> None:
        """Smaller figures on a tablet."""
        self._role = "metric" if compact else "clock"
        self.updateGeometry()
        self.update()

    def show_time(self, words: str, *, running: bool) -> None:
        """Change the digits; nothing else is painted."""
        if (words, running) != (self._words, self._running):
            longer = len(words) != len(self._words)
            self._words, self._running = words, running
            self.setAccessibleName(words)
            if longer:
                self.updateGeometry()
            self.update()

    def sizeHint(self) -> QSize:
        """Dot, gap, digits."""
        digits = "0" * (len(self._words) - 2) + "::"
        width = self.theme.metrics(self._role).horizontalAdvance(digits) + self.theme.px(26)
        return QSize(round(width), self.theme.line(self._role))

    def draw(self, painter: QPainter) -> None:
        """Dot or pause sign, digits."""
        theme = self.theme
        side = theme.px(12)
        middle = self.height() / 2
        if self._running:
            box(painter, QRectF(0, middle - side / 2, side, side), side / 2, theme.color("live.base"))
        else:
            size = theme.px(16)
            icon(painter, theme, "pause", 0, middle - size / 2, size, theme.color("warning.base"))
        area = QRectF(theme.px(24), 0, self.width(), self.height())
        text(painter, area, self._words, theme.font(self._role), theme.color("text.primary"))
