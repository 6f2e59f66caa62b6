# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The gentle hint above the line: what must not stand there, or what could stand for a judging word."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from cxfield.methods.neutral import neutral_words
from ui.context import Ui
from ui.pages.observe.personal import warning_for
from ui.widgets.base import Painted
from ui.widgets.paint import box, elided, icon, text

_LONGEST = 4000


class NeutralHint(Painted):
    """One line of words; it takes no press and no focus."""

    def __init__(self, ui: Ui, parent: QWidget) -> None:
        super().__init__(ui, parent)
        self._words = ""
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    @property
    def words(self) -> str:
        """The hint as shown."""
        return self._words

    def look(self, typed: str, seen: str) -> None:
        """Look at what is typed, and at what of it tells what was seen: an interpretation may guess."""
        short = typed if len(typed) <= _LONGEST else ""
        words = warning_for(self.ui, short)
        told = seen if short else ""
        if not words and (found := neutral_words(told, self.ui.texts.locale)) is not None:
            words = self._say(*found)
        if words != self._words:
            self._words = words
            self.setAccessibleName(words)
            self.setVisible(bool(words))
            self.update()

    def stand_on(self, x: int, y: int, room: int) -> None:
        """Put the lower edge at y."""
        size = self.sizeHint()
        self.setGeometry(x, y - size.height() - 4, min(size.width(), room), size.height())
        self.raise_()

    def sizeHint(self) -> QSize:
        """One line with its sign."""
        theme = self.theme
        wide = theme.text_width("small", self._words) + theme.px(16) + 34
        return QSize(round(wide), theme.height(34, "small"))

    def draw(self, painter: QPainter) -> None:
        """A quiet amber line."""
        theme = self.theme
        ink = theme.color("warning.base")
        box(painter, self.rect(), theme.radius("control"), theme.color("warning.subtle"), ink)
        size = theme.px(16)
        icon(painter, theme, "info", 10, (self.height() - size) / 2, size, ink)
        area = QRectF(16 + size, 0, self.width() - size - 26, self.height())
        words = elided(theme, "small", self._words, area.width())
        text(painter, area, words, theme.font("small"), theme.color("text.primary"))

    def _say(self, word: str, instead: str) -> str:
        texts = self.ui.texts
        first = texts.t("Describe first, interpret later.")
        if not instead:
            return first
        return f"{first} " + texts.t("Not “{word}” but for example: {instead}", word=word, instead=instead)
