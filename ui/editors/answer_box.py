# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The answer box: words at 17/27, the time of each paragraph in front of it, quotes underlined."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QMimeData, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFont,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextOption,
)
from PySide6.QtWidgets import QFrame, QTextEdit, QWidget

from cxfield.textclean import clean
from ui.context import Say, Ui
from ui.widgets.containers import ThinScrollBar
from ui.widgets.paint import TOP_LEFT, brush, text

_LATEST = 2**31 - 1  # what a paragraph can remember: 24 days of session time
_INDENT = 58
_BMP_END = 0xFFFF
_SHIFT = Qt.KeyboardModifier.ShiftModifier


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The box as it is: text, time of each paragraph, and where each quote is (characters)."""

    text: str
    times: tuple[int, ...]
    marks: Mapping[str, tuple[int, int]]


class AnswerBox(QTextEdit):
    """`edited` at each change by the user; `snapshot()` reads the whole once, not at each key.

    `now` gives the session clock in ms for the paragraph that is begun; `limit` is the longest text.
    """

    edited = Signal()
    left = Signal()
    entered = Signal()
    moved = Signal()
    too_long = Signal()
    time_clicked = Signal(int)
    cleaned = Signal()

    def __init__(self, ui: Ui, *, now: Callable[[], int], limit: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ui = ui
        self._now = now
        self._limit = limit
        self._loading = False
        self._marks: dict[str, QTextCursor] = {}
        self._looks: dict[str, str] = {}
        self._placeholder: Say = ""
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self.setVerticalScrollBar(ThinScrollBar(ui, Qt.Orientation.Vertical))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.document().setDocumentMargin(16)
        self.document().contentsChange.connect(self._changed)
        self.selectionChanged.connect(self.moved)
        self.cursorPositionChanged.connect(self.moved)
        ui.theme_changed.connect(self.restyle)
        ui.texts_changed.connect(self.retranslate)
        self.restyle()

    # --- what it holds

    def load(
        self, words: str, times: Sequence[int] = (), marks: Mapping[str, tuple[int, int]] | None = None
    ) -> None:
        """Show kept words, times and quotes; no signal, and nothing left to undo in the box."""
        self._loading = True
        self.setPlainText(words)
        block = self.document().begin()
        for t_ms in times:
            if not block.isValid():
                break
            block.setUserState(t_ms)
            block = block.next()
        self._form()
        self.document().clearUndoRedoStacks()
        self._loading = False
        self.set_marks(marks or {})

    def set_marks(self, marks: Mapping[str, tuple[int, int]], looks: Mapping[str, str] | None = None) -> None:
        """Show marks: id to start and end in characters; they move along with the words.

        `looks` gives the colour token of those that are no quote, with a dotted line.
        """
        self._looks = dict(looks or {})
        words = self.toPlainText() if marks else ""
        self._marks = {key: self._cursor(words, *span) for key, span in marks.items()}
        self._show_marks()

    def snapshot(self) -> Snapshot:
        """Read the box."""
        words = self.toPlainText()
        times = []
        block = self.document().begin()
        while block.isValid():
            times.append(max(0, block.userState()))
            block = block.next()
        marks = {
            key: (to_characters(words, c.selectionStart()), to_characters(words, c.selectionEnd()))
            for key, c in self._marks.items()
        }
        return Snapshot(words, tuple(times), marks)

    def selected(self) -> tuple[int, int]:
        """The selected stretch in characters."""
        cursor, words = self.textCursor(), self.toPlainText()
        return to_characters(words, cursor.selectionStart()), to_characters(words, cursor.selectionEnd())

    def marks_at_cursor(self, *, over_space: bool = False) -> frozenset[str]:
        """Every mark in which the cursor stands, or behind whose words it does, with a space between."""
        at = self.textCursor().position()
        if over_space and at > 0 and str(self.document().characterAt(at - 1)) == " ":
            at -= 1
        spans = self._marks.items()
        return frozenset(key for key, c in spans if c.selectionStart() <= at <= c.selectionEnd())

    def cursor_place(self) -> int:
        """Where the cursor is."""
        return self.textCursor().position()

    def place_cursor(self, position: int) -> None:
        """Put the cursor where it was."""
        cursor = self.textCursor()
        cursor.setPosition(max(0, min(position, self.document().characterCount() - 1)))
        self.setTextCursor(cursor)
        self.ensureCursorVisible()

    def set_placeholder(self, words: Say) -> None:
        """What the empty box says."""
        self._placeholder = words
        self.retranslate()

    # --- how it looks

    def retranslate(self) -> None:
        """Say the placeholder again."""
        self.viewport().update()
        self.setAccessibleDescription(self.ui.say(self._placeholder))
        self.setAccessibleName(self.ui.texts.t("Answer"))

    def restyle(self) -> None:
        """Take font and colours from the theme."""
        theme = self.ui.theme
        # Kerning costs most of a key in a long paragraph; scripts that need shaping still get it.
        font = QFont(theme.font("answer"))
        font.setStyleStrategy(QFont.StyleStrategy.PreferNoShaping)
        self.document().setDefaultFont(font)
        self.setFont(font)
        palette = theme.palette()
        # The frame around paints the surface, with its round corners.
        palette.setColor(palette.ColorRole.Base, Qt.GlobalColor.transparent)
        self.setPalette(palette)
        self.setCursorWidth(2)
        was, self._loading = self._loading, True
        self._form()
        self._loading = was
        self._show_marks()

    def sizeHint(self) -> QSize:
        """No more than it must have; the page gives it the rest."""
        return QSize(256, self.minimumHeight())

    def _form(self) -> None:
        """Line height 27 and room for the time in front of each paragraph; new ones inherit it."""
        theme = self.ui.theme
        shape = QTextBlockFormat()
        fixed = QTextBlockFormat.LineHeightTypes.FixedHeight
        shape.setLineHeight(float(theme.line("answer")), int(fixed.value))
        shape.setTextIndent(float(theme.px(_INDENT)))
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.mergeBlockFormat(shape)

    def _show_marks(self) -> None:
        selections = []
        for key, cursor in self._marks.items():
            selection = QTextEdit.ExtraSelection()
            selection.cursor = cursor
            selection.format = self._shade(self._looks.get(key, ""))
            selections.append(selection)
        self.setExtraSelections(selections)

    def _shade(self, look: str) -> QTextCharFormat:
        theme = self.ui.theme
        styles = QTextCharFormat.UnderlineStyle
        shade = QTextCharFormat()
        ink = look or "source.interview"
        shade.setBackground(theme.color("warning.subtle" if ink == "warning.base" else f"{ink}.subtle"))
        shade.setUnderlineStyle(styles.DotLine if look else styles.SingleUnderline)
        shade.setUnderlineColor(theme.color(ink))
        return shade

    def _cursor(self, words: str, start: int, end: int) -> QTextCursor:
        cursor = QTextCursor(self.document())
        last = self.document().characterCount() - 1
        cursor.setPosition(min(last, to_units(words, start)))
        cursor.setPosition(min(last, to_units(words, end)), QTextCursor.MoveMode.KeepAnchor)
        cursor.setKeepPositionOnInsert(True)  # what is typed right behind a quote is not in it
        return cursor

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt's text, then the time in front of each visible paragraph."""
        super().paintEvent(event)
        painter = brush(self.viewport())
        self._draw_times(painter, event.rect().top(), event.rect().bottom())
        if self.document().isEmpty():
            self._draw_placeholder(painter)
        painter.end()

    def _draw_placeholder(self, painter: QPainter) -> None:
        """Where the first words will stand, right behind the caret."""
        theme = self.ui.theme
        start = self._baseline(self.document().begin())
        left = start.x() + theme.px(_INDENT) + self.cursorWidth()
        top = start.y() - theme.metrics("answer").ascent()
        area = QRectF(left, top, self.viewport().width() - left - 16, 4 * theme.line("answer"))
        words, font = self.ui.say(self._placeholder), theme.font("answer")
        text(painter, area, words, font, theme.color("text.tertiary"), TOP_LEFT, wrap=True)

    def _baseline(self, block: QTextBlock) -> QPointF:
        """Where the baseline of a paragraph's first line begins, in the coordinates of the view."""
        found = self.document().documentLayout().blockBoundingRect(block)
        line = block.layout().lineAt(0)
        down = line.y() + line.ascent() if line.isValid() else self.ui.theme.metrics("answer").ascent()
        return QPointF(found.left(), found.top() + down - self.verticalScrollBar().value())

    def _draw_times(self, painter: QPainter, top: int, bottom: int) -> None:
        theme = self.ui.theme
        layout = self.document().documentLayout()
        shift = self.verticalScrollBar().value()
        font, ink = theme.font("small", tnum=True), theme.color("text.tertiary")
        block = self._block_at(top)
        while block.isValid():
            area = layout.blockBoundingRect(block)
            if area.top() - shift > bottom:
                return
            t_ms = block.userState()
            if t_ms >= 0 and block.length() > 1:
                painter.setFont(font)
                painter.setPen(ink)
                painter.drawText(self._baseline(block), self.ui.texts.stopwatch(t_ms))
            block = block.next()

    def _block_at(self, y: int) -> QTextBlock:
        shift = self.verticalScrollBar().value()
        layout = self.document().documentLayout()
        found = layout.hitTest(QPointF(16, y + shift), Qt.HitTestAccuracy.FuzzyHit)
        return self.document().findBlock(max(0, found))

    def _time_at(self, place: QPointF) -> int | None:
        """The time that is written at a place of the view."""
        if place.x() > self.document().documentMargin() + self.ui.theme.px(_INDENT) - 4:
            return None
        block = self._block_at(round(place.y()))
        top = self._baseline(block).y() - self.ui.theme.metrics("answer").ascent()
        on_line = top <= place.y() <= top + self.ui.theme.line("answer")
        return block.userState() if on_line and block.userState() >= 0 and block.length() > 1 else None

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click on the time of a paragraph asks to hear it."""
        super().mouseReleaseEvent(event)
        t_ms = self._time_at(event.position())
        if t_ms is not None and not self.textCursor().hasSelection():
            self.time_clicked.emit(t_ms)

    # --- typing

    def _changed(self, position: int, removed: int, added: int) -> None:
        if self._loading:
            return
        block = self.document().findBlock(position)
        before = block.userState()
        first = True
        while block.isValid() and block.position() <= position + added:
            if block.userState() < 0 and block.length() > 1:
                # A paragraph split off keeps the time at which its words were said.
                split = not first and added <= 1 and before >= 0
                block.setUserState(before if split else min(self._now(), _LATEST))
            first = False
            block = block.next()
        if self._marks and removed:
            gone = [key for key, cursor in self._marks.items() if not cursor.hasSelection()]
            if gone:
                self._show_marks()
        self.edited.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """No key beyond the longest answer; everything else as in any text."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and event.modifiers() == _SHIFT:
            self.textCursor().insertBlock()  # a line break would make two lines of one paragraph
            self.ensureCursorVisible()
            return
        full = self.document().characterCount() > self._limit
        if full and event.text() and event.text().isprintable() and not self.textCursor().hasSelection():
            self.too_long.emit()
            return
        super().keyPressEvent(event)

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Paste plain words that a file can hold; too many are refused and nothing changes."""
        if not source.hasText():
            return
        words = source.text()
        if self.document().characterCount() + len(words) > self._limit:
            self.too_long.emit()
            return
        kept = clean(words)
        if len(kept) != len(words.replace("\r\n", "\n")):
            self.cleaned.emit()
        self.textCursor().insertText(kept)
        self.ensureCursorVisible()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The frame around shows the ring."""
        super().focusInEvent(event)
        self.entered.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """What was typed is flushed and sealed."""
        super().focusOutEvent(event)
        self.left.emit()


def to_characters(words: str, units: int) -> int:
    """Return how many characters of the text lie before a position that Qt counts in UTF-16 units."""
    if words.isascii() or len(words) < units:
        return min(units, len(words)) if words.isascii() else _slow_characters(words, units)
    head = words[:units]
    return units if max(head, default="") <= chr(_BMP_END) else _slow_characters(words, units)


def _slow_characters(words: str, units: int) -> int:
    raw = words.encode("utf-16-le", "surrogatepass")[: 2 * units]
    return len(raw.decode("utf-16-le", "ignore"))


def to_units(words: str, characters: int) -> int:
    """Return the position in UTF-16 units of a position in characters."""
    return len(words[:characters].encode("utf-16-le", "surrogatepass")) // 2
