# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The completion list above the quick-entry line."""

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter
from PySide6.QtWidgets import QWidget

from cxfield.services.quickline import Completion, Suggestion, TokenKind
from ui.context import Ui
from ui.pages.observe.log import Log
from ui.pages.observe.words import rating_words, tone_words
from ui.widgets.base import Painted
from ui.widgets.paint import box, floating, text

_ROW = 48


class Suggestions(Painted):
    """What an unfinished token may become: rows of 48 px above the line."""

    picked = Signal(int)

    def __init__(self, ui: Ui, parent: QWidget) -> None:
        super().__init__(ui, parent)
        self.completion: Completion | None = None
        self.current = -1
        self._names: list[str] = []
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()

    def show_completion(self, found: Completion | None, names: list[str]) -> None:
        """Show these, or nothing."""
        self.completion, self._names, self.current = found, names, -1
        self.setVisible(found is not None)
        self.update()

    def step(self, step: int) -> None:
        """Move the mark."""
        if self.completion is not None:
            count = len(self.completion.suggestions)
            self.current = (self.current + step) % count if self.current >= 0 or step > 0 else count - 1
            self.setAccessibleName(self._names[self.current])
            self.update()

    def stand_on(self, x: int, y: int) -> None:
        """Put the lower edge at y."""
        if self.completion is None:
            return
        theme = self.theme
        wide = max(
            theme.text_width("control", s.insert, 600) + theme.text_width("body", name)
            for s, name in zip(self.completion.suggestions, self._names, strict=True)
        )
        high = theme.px(_ROW) * len(self._names)
        self.setGeometry(x - 14, y - high - 40, round(max(theme.px(280), wide + 60)) + 28, high + 34)
        self.raise_()

    def draw(self, painter: QPainter) -> None:
        """A floating card of rows."""
        if self.completion is None:
            return
        theme = self.theme
        card = QRectF(self.rect()).adjusted(14, 8, -14, -18)
        floating(painter, theme, card)
        row = theme.px(_ROW)
        for place, (found, name) in enumerate(zip(self.completion.suggestions, self._names, strict=True)):
            area = QRectF(card.left(), card.top() + 4 + place * row, card.width(), row)
            if place == self.current:
                box(painter, area.adjusted(4, 0, -4, 0), 8, theme.color("bg.selected"))
            insert = theme.text_width("control", found.insert, 600)
            left = area.adjusted(16, 0, 0, 0)
            text(painter, left, found.insert, theme.font("control", 600), theme.color("accent.base"))
            right = left.adjusted(insert + 12, 0, 0, 0)
            text(painter, right, name, theme.font("body"), theme.color("text.secondary"))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A tap takes the row."""
        place = int((event.position().y() - 12) // self.theme.px(_ROW))
        if self.completion is not None and 0 <= place < len(self.completion.suggestions):
            self.picked.emit(place)


def spoken(log: Log | None, found: Suggestion) -> str:
    """What a suggestion stands for, in words."""
    if log is None:
        return ""
    kind, value, texts = found.kind, found.value, log.ui.texts
    if kind is TokenKind.CODE:
        code = log.codes.get(str(value))
        return log.code_name(code) if code is not None else ""
    if kind is TokenKind.TOUCHPOINT:
        return log.touchpoint_name(str(value))
    if kind is TokenKind.SHOPPER:
        return log.followed.described(str(value))
    return (
        rating_words(int(value), texts) if kind is TokenKind.ORDINARINESS else tone_words(int(value), texts)
    )
