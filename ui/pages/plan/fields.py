# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Fields that save as one types: at most 200 ms after the last key, sealed when the focus leaves."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, QObject, QSignalBlocker, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QSizePolicy, QVBoxLayout, QWidget
from shiboken6 import isValid

from cxfield.services import plan_edit
from cxfield.services.plan_personal import warning_of
from cxfield.textclean import one_line
from ui.context import Say, Ui
from ui.pages.plan.desk import EDIT, Desk, sentence
from ui.widgets.field import LineInput, TextArea
from ui.widgets.label import Label
from ui.widgets.paint import box, brush

THROTTLE_MS = 150
Write = Callable[[str, Callable[[Any], None], Callable[[BaseException], None]], None]


class Typing(QObject):
    """Sends what is typed: after a pause of 200 ms, or at once when asked."""

    stored = Signal()
    refused = Signal(str)

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._write: Write | None = None
        self._text: str | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(THROTTLE_MS)
        self._timer.timeout.connect(self.flush)

    @property
    def busy(self) -> bool:
        """Whether something typed is not sent yet."""
        return self._text is not None

    def point(self, write: Write | None) -> None:
        """Send to another place from now on; what was typed for the old one goes there first."""
        self.flush()
        self._write = write

    def typed(self, text: str) -> None:
        """Something was typed."""
        self._text = text
        if not self._timer.isActive():
            self._timer.start()

    def flush(self) -> None:
        """Send now."""
        self._timer.stop()
        text, self._text = self._text, None
        if text is not None and self._write is not None:
            self._write(text, lambda _value: self._keep(), self._refuse)

    def _keep(self) -> None:
        # The field may be gone by the time the disk has its last text.
        if isValid(self):
            self.stored.emit()

    def _refuse(self, error: BaseException) -> None:
        if not isValid(self):
            self._desk.refuse(error)
            return
        self.refused.emit(sentence(error, self._desk.ui.texts))


class Frame(QWidget):
    """Outline or ring around a text area."""

    def __init__(self, ui: Ui, area: QPlainTextEdit) -> None:
        super().__init__()
        self.ui = ui
        self._area = area
        self._error = False
        column = QVBoxLayout(self)
        column.setContentsMargins(2, 2, 2, 2)
        column.addWidget(area)
        area.installEventFilter(self)
        ui.theme_changed.connect(self.update)

    def set_error(self, error: bool) -> None:
        """Show the red outline."""
        self._error = error
        self.update()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Repaint when the focus comes or goes."""
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut, QEvent.Type.EnabledChange):
            self.update()
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        """Fill and outline."""
        theme = self.ui.theme
        painter = brush(self)
        focus = self._area.hasFocus()
        token = "focus.ring" if focus else "danger.base" if self._error else "line.strong"
        fill = theme.color("bg.surface" if self._area.isEnabled() else "bg.sunken")
        wide = 2 if focus or self._error else 1
        box(painter, self.rect(), theme.radius("control"), fill, theme.color(token), wide)
        painter.end()


class Area(TextArea):
    """Several lines; Tab leaves, the height is given in rows."""

    def __init__(self, ui: Ui, *, rows: int = 2, placeholder: Say = "") -> None:
        super().__init__(ui, placeholder=placeholder, rows=rows)
        self._shown_rows = rows
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def sizeHint(self) -> QSize:
        """As many rows as asked."""
        theme = self.ui.theme
        return QSize(theme.px(200), theme.line("body") * self._shown_rows + 22)

    def minimumSizeHint(self) -> QSize:
        """Narrow columns are fine."""
        return QSize(self.ui.theme.px(96), self.sizeHint().height())


class _Line(LineInput):
    """A line that says when the focus goes."""

    left = Signal()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The typing ends."""
        super().focusOutEvent(event)
        self.left.emit()


class Bound(QWidget):
    """Label, field and sentence, bound to a text of a record; `rows` above one makes it an area.

    The sentence below is, in this order: why it was not kept, a warning about personal data, the help.
    """

    edited = Signal(str)
    stored = Signal()

    def __init__(
        self,
        desk: Desk,
        label: Say,
        *,
        rows: int = 1,
        help_words: Say = "",
        placeholder: Say = "",
        counter: int = 0,
        icon_name: str | None = None,
        color: str = "text.secondary",
    ) -> None:
        super().__init__()
        self.desk, self.ui = desk, desk.ui
        self._name, self._help, self._counter = label, help_words, counter
        self._warn: Callable[[str], str] | None = None
        self.label = Label(self.ui, label, "small", color, weight=500, wrap=True, icon_name=icon_name)
        self.count = Label(self.ui, "", "small", "text.secondary")
        self.line = _Line(self.ui, placeholder=placeholder) if rows == 1 else None
        self.area = Area(self.ui, rows=rows, placeholder=placeholder) if rows > 1 else None
        self.frame = Frame(self.ui, self.area) if self.area is not None else None
        self.note = Label(self.ui, help_words, "small", "text.secondary", wrap=True)
        self.typing = Typing(desk, self)
        self.typing.stored.connect(self._stored)
        self.typing.refused.connect(self.set_error)
        self._error = ""
        self._lay_out()
        self._connect()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.setEnabled(not desk.read_only)

    @property
    def input(self) -> QWidget:
        """The widget one types in."""
        found = self.line or self.area
        assert found is not None
        return found

    @property
    def value(self) -> str:
        """What stands in the field."""
        if self.line is not None:
            return self.line.text()
        assert self.area is not None
        return self.area.toPlainText()

    def bind(self, write: Write | None, text: str) -> None:
        """Show a text and save what is typed with `write`."""
        self.typing.point(write)
        self.set_error("")
        self._put(text)
        self._note()

    def to_label(self, kind: str, record_id: str, field: str, language: str, text: str) -> None:
        """Bind to one language of a text of a record."""

        def write(said: str, done: Any, failed: Any) -> None:
            self.desk.write(
                plan_edit.type_label,
                label=EDIT,
                done=done,
                failed=failed,
                kind=kind,
                record_id=record_id,
                field=field,
                language=language,
                text=said,
            )

        self.bind(write, text)

    def to_text(self, kind: str, record_id: str, field: str, text: str) -> None:
        """Bind to a plain text of a record."""

        def write(said: str, done: Any, failed: Any) -> None:
            self.desk.write(
                plan_edit.type_text,
                label=EDIT,
                done=done,
                failed=failed,
                kind=kind,
                record_id=record_id,
                field=field,
                text=said,
            )

        self.bind(write, text)

    def show_text(self, text: str) -> None:
        """Show what the study holds now, unless somebody is typing it."""
        same = one_line(text) == one_line(self.value)
        if self.typing.busy or self._error or (same and self.input.hasFocus()):
            return
        if text != self.value:
            self._put(text)
            self._note()

    def set_error(self, words: str) -> None:
        """Say why what was typed is not kept; nothing takes it back."""
        self._error = words
        if self.line is not None:
            self.line.set_error(bool(words))
        if self.frame is not None:
            self.frame.set_error(bool(words))
        self._note()

    def set_check(self, warn: Callable[[str], str] | None) -> None:
        """A further warning about what is typed."""
        self._warn = warn
        self._note()

    def focus(self) -> None:
        """Put the cursor here, after what is written."""
        self.input.setFocus(Qt.FocusReason.OtherFocusReason)
        if self.line is not None:
            self.line.setCursorPosition(len(self.line.text()))

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.label, 1)
        head.addWidget(self.count)
        column.addLayout(head)
        # Not before it has a parent: it would be a window of its own for a moment.
        self.count.setVisible(bool(self._counter))
        column.addWidget(self.frame or self.input)
        column.addWidget(self.note)
        self.note.setVisible(bool(self._help))
        self.label.setVisible(bool(self.ui.say(self._name)))

    def _connect(self) -> None:
        if self.line is not None:
            self.line.textEdited.connect(self._edited)
            self.line.left.connect(self._left)
        if self.area is not None:
            self.area.textChanged.connect(lambda: self._edited(self.value))
            self.area.left.connect(self._left)
        self.ui.texts_changed.connect(self._note)
        self._note()

    def _put(self, text: str) -> None:
        if self.line is not None:
            self.line.setText(text)
            if not self.line.hasFocus():
                self.line.setCursorPosition(0)
        elif self.area is not None:
            with QSignalBlocker(self.area):
                self.area.setPlainText(text)

    def _edited(self, text: str) -> None:
        self.typing.typed(text)
        self._note()
        self.edited.emit(text)

    def _left(self) -> None:
        self.typing.flush()
        if not self.desk.read_only:
            self.desk.session.seal()

    def _stored(self) -> None:
        if self._error:
            self.set_error("")
        self.stored.emit()

    def _note(self) -> None:
        texts = self.ui.texts
        warning = "" if self._error else warning_of(self.value, texts)
        if not warning and not self._error and self._warn is not None:
            warning = self._warn(self.value)
        words = self._error or warning or self.ui.say(self._help)
        color = "danger.base" if self._error else "warning.base" if warning else "text.secondary"
        self.note.set_color(color)
        self.note.set_words(words)
        self.note.setVisible(bool(words))
        if self.ui.say(self._name):
            self.input.setAccessibleName(self.ui.say(self._name))
        self.input.setAccessibleDescription(words)
        if self._counter:
            n = len(self.value)
            self.count.set_words(f"{n}/{self._counter}")
            self.count.set_color("warning.base" if n > self._counter else "text.secondary")
