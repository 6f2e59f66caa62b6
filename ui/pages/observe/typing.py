# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The text part of the quick-entry line: one line in which finished tokens become pills."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, QMimeData, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFont,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QSyntaxHighlighter,
    QTextCharFormat,
    QTextLine,
    QTextOption,
    QWheelEvent,
)
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QWidget

from cxfield.methods.rules import interpreting_words, judging_words
from cxfield.services.quickline import Token, TokenKind
from ui.context import Ui
from ui.shortcuts import matches
from ui.widgets.paint import box

#: Longer lines are pasted texts; looking for pills in them would slow the typing down.
_PILLS_UP_TO = 4000
_PAD = 6
_SHADES = {
    TokenKind.CODE: ("source.observation", "source.observation.subtle"),
    TokenKind.TOUCHPOINT: ("source.metric", "source.metric.subtle"),
    TokenKind.SHOPPER: ("accent.base", "accent.subtle"),
    TokenKind.ORDINARINESS: ("warning.base", "warning.subtle"),
    TokenKind.POLARITY: ("valence.neutral", "valence.neutral.subtle"),
    TokenKind.INTERPRETATION: ("source.interview", "source.interview.subtle"),
}
_SIGNS = {-1: "valence.negative", 0: "valence.neutral", 1: "valence.positive"}


def shades(token: Token) -> tuple[str, str]:
    """Ink and fill of a pill, by token name."""
    if token.kind is TokenKind.POLARITY and isinstance(token.value, int):
        name = _SIGNS[token.value]
        return name, f"{name}.subtle"
    return _SHADES[token.kind]


class _Pills(QSyntaxHighlighter):
    """Colours the words of tokens and widens the spaces beside them, so that pills do not touch."""

    def __init__(self, line: "TypingLine") -> None:
        super().__init__(line.document())
        self._line = line

    def highlightBlock(self, text: str) -> None:
        """Give every token its ink."""
        theme = self._line.ui.theme
        wide = QTextCharFormat()
        wide.setFontWordSpacing(2.0 * _PAD)
        for token in self._line.tokens_of(text):
            ink = QTextCharFormat()
            ink.setForeground(theme.color(shades(token)[0]))
            ink.setFontWeight(QFont.Weight.DemiBold)
            self.setFormat(token.start, token.end - token.start, ink)
            for at in (token.start - 1, token.end):
                if 0 <= at < len(text) and text[at] == " ":
                    self.setFormat(at, 1, wide)
        self._underline(text)

    def _underline(self, text: str) -> None:
        """Words that judge or guess get a dotted line: describe first. Tokens and the interpretation may."""
        if len(text) > _PILLS_UP_TO:
            return
        locale, tokens = self._line.ui.texts.locale, self._line.tokens_of(text)
        upto = min((t.start for t in tokens if t.kind is TokenKind.INTERPRETATION), default=len(text))
        for start, end in (*judging_words(text, locale), *interpreting_words(text, locale)):
            if start >= upto or any(token.start <= start < token.end for token in tokens):
                continue
            mark = QTextCharFormat(self.format(start))
            mark.setUnderlineStyle(QTextCharFormat.UnderlineStyle.DotLine)
            mark.setUnderlineColor(self._line.ui.theme.color("warning.base"))
            self.setFormat(start, end - start, mark)


class TypingLine(QPlainTextEdit):
    """One line of typing; Enter, Esc and the keys of the completion list go to the quick line."""

    entered = Signal()
    escaped = Signal()
    list_key = Signal(int)
    focused = Signal()

    def __init__(self, ui: Ui, tokens_of: Callable[[str], tuple[Token, ...]], parent: QWidget) -> None:
        super().__init__(parent)
        self.ui = ui
        self._tokens_of = tokens_of
        self.list_open = False
        #: The key that is being handled, for its time.
        self.last: QKeyEvent | None = None
        self.setFrameShape(QPlainTextEdit.Shape.NoFrame)
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.setWordWrapMode(QTextOption.WrapMode.NoWrap)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabChangesFocus(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.viewport().setAutoFillBackground(False)
        self.document().setDocumentMargin(_PAD)
        self.setCursorWidth(2)
        self._pills = _Pills(self)
        ui.theme_changed.connect(self.restyle)
        self.restyle()

    def tokens_of(self, text: str) -> tuple[Token, ...]:
        """The tokens of a text, unless it is too long to look."""
        return self._tokens_of(text) if len(text) <= _PILLS_UP_TO else ()

    def restyle(self) -> None:
        """Take font and colours from the theme."""
        theme = self.ui.theme
        font = QFont(theme.font("h2", 400))
        self.setFont(font)
        palette = theme.palette()
        palette.setColor(palette.ColorRole.Base, QColor(Qt.GlobalColor.transparent))
        self.setPalette(palette)
        self.setFixedHeight(theme.line("h2") + 2 * _PAD + 2)
        self._pills.rehighlight()

    def event(self, event: QEvent) -> bool:
        """With nothing of its own to take back, undo is the session's."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and self._spent(event)
        ):
            event.ignore()
            return False
        return super().event(event)

    def _spent(self, event: QKeyEvent) -> bool:
        stack = self.document()
        if matches(event, "undo"):
            return stack.isEmpty() or not stack.isUndoAvailable()
        return matches(event, "redo") and not stack.isRedoAvailable()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter logs; Esc leaves; arrows and Tab belong to the completion list while it is open."""
        key = event.key()
        self.last = event
        if self._spent(event):
            event.ignore()
            return
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not event.isAutoRepeat():
                self.entered.emit()
            return
        if key == Qt.Key.Key_Escape:
            self.escaped.emit()
            return
        listed = (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Tab)
        if self.list_open and key in listed and not event.modifiers():
            self.list_key.emit(key)
            return
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            event.ignore()
            return
        super().keyPressEvent(event)
        self.last = None

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The line around shows the ring."""
        super().focusInEvent(event)
        self.focused.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The line around takes the ring away."""
        super().focusOutEvent(event)
        self.focused.emit()

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab takes a suggestion while the list is open."""
        if self.list_open and forward:
            self.list_key.emit(Qt.Key.Key_Tab)
            return True
        return super().focusNextPrevChild(forward)

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Pasted lines become one line."""
        self.insertPlainText(" ".join(source.text().splitlines()))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """One line does not scroll up and down."""
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Pills first, then Qt's own text and cursor."""
        text = self.toPlainText()
        tokens = self.tokens_of(text)
        if tokens:
            painter = QPainter(self.viewport())
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            layout = self.document().firstBlock().layout()
            line = layout.lineAt(0)
            left = self.contentOffset().x() + layout.position().x()
            theme = self.ui.theme
            for token in tokens:
                start, end = _x(line, token.start), _x(line, token.end)
                area = QRectF(left + start - _PAD, 1, end - start + 2 * _PAD, self.viewport().height() - 2)
                box(painter, area, 5, theme.color(shades(token)[1]))
            painter.end()
        super().paintEvent(event)


def _x(line: QTextLine, place: int) -> float:
    # In Python the call returns the x and the place it was for.
    found: Any = line.cursorToX(place)
    return float(found[0] if isinstance(found, tuple) else found)
