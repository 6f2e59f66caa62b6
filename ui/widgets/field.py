# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Text fields: label above, 40 high, a help or error sentence below; the ring replaces the outline."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QSizePolicy, QVBoxLayout, QWidget

from ui.context import Say, Ui
from ui.widgets.containers import Card
from ui.widgets.label import Label
from ui.widgets.paint import box, brush, icon


class LineInput(QLineEdit):
    """One line of text painted from the tokens; `escaped` on Esc. `name` is what is spoken of it."""

    escaped = Signal()

    def __init__(
        self,
        ui: Ui,
        *,
        placeholder: Say = "",
        icon_name: str | None = None,
        role: str = "body",
        name: Say = "",
    ) -> None:
        super().__init__()
        self.ui = ui
        self._placeholder = placeholder
        self._name = name
        self._icon = icon_name
        self._role = role
        self._error = False
        self.setFrame(False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        ui.theme_changed.connect(self.restyle)
        ui.texts_changed.connect(self.retranslate)
        self.restyle()
        self.retranslate()

    def set_error(self, error: bool) -> None:
        """Show the red outline and the warning icon."""
        self._error = error
        self.restyle()

    def retranslate(self) -> None:
        """Say the placeholder and the name again."""
        self.setPlaceholderText(self.ui.say(self._placeholder))
        if self._name:
            self.setAccessibleName(self.ui.say(self._name))

    def restyle(self) -> None:
        """Take font and colours from the theme."""
        theme = self.ui.theme
        self.setFont(theme.font(self._role))
        palette = theme.palette()
        palette.setColor(palette.ColorRole.Base, Qt.GlobalColor.transparent)
        self.setPalette(palette)
        left = 12 + (theme.px(18) + 8 if self._icon else 0)
        right = 12 + (theme.px(18) + 8 if self._error else 0)
        self.setTextMargins(left, 0, right, 0)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """40 high at 100 %."""
        return QSize(self.ui.theme.px(180), self.ui.theme.height(40, self._role))

    def minimumSizeHint(self) -> QSize:
        """Room for a dozen letters."""
        return QSize(self.ui.theme.px(96), self.sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leaves the field."""
        if event.key() == Qt.Key.Key_Escape:
            self.escaped.emit()
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Fill, outline or ring, icons; then Qt's own text and cursor."""
        theme = self.ui.theme
        painter = brush(self)
        focus = self.hasFocus()
        fill = theme.color("bg.surface" if self.isEnabled() else "bg.sunken")
        token = "focus.ring" if focus else "danger.base" if self._error else "line.strong"
        box(
            painter,
            self.rect(),
            theme.radius("control"),
            fill,
            theme.color(token),
            2 if focus or self._error else 1,
        )
        size = theme.px(18)
        top = (self.height() - size) / 2
        if self._icon is not None:
            icon(painter, theme, self._icon, 12, top, size, theme.color("text.tertiary"))
        if self._error:
            icon(painter, theme, "warning", self.width() - 12 - size, top, size, theme.color("danger.base"))
        painter.end()
        super().paintEvent(event)


class TextArea(QPlainTextEdit):
    """Several lines of text painted from the tokens; `left` when the focus goes; `TextFrame` outlines it."""

    left = Signal()
    #: Whether it has the focus now.
    focused = Signal(bool)

    def __init__(self, ui: Ui, *, placeholder: Say = "", role: str = "body", rows: int = 3) -> None:
        super().__init__()
        self.ui = ui
        self._placeholder = placeholder
        self._role = role
        self._rows = rows
        self.setFrameShape(QPlainTextEdit.Shape.NoFrame)
        self.setTabChangesFocus(True)
        self.setViewportMargins(9, 7, 9, 7)
        self.viewport().setAutoFillBackground(False)
        ui.theme_changed.connect(self.restyle)
        ui.texts_changed.connect(self.retranslate)
        self.restyle()
        self.retranslate()

    def retranslate(self) -> None:
        """Say the placeholder again."""
        self.setPlaceholderText(self.ui.say(self._placeholder))

    def restyle(self) -> None:
        """Take font and colours from the theme."""
        theme = self.ui.theme
        self.setFont(theme.font(self._role))
        palette = theme.palette()
        palette.setColor(palette.ColorRole.Base, theme.color("bg.surface"))
        self.setPalette(palette)
        self.setMinimumHeight(theme.line(self._role) * self._rows + 22)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring."""
        super().focusInEvent(event)
        self.focused.emit(True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Seal the burst of typing."""
        super().focusOutEvent(event)
        self.left.emit()
        self.focused.emit(False)


class TextFrame(Card):
    """The outline of a text area; the ring takes its place while the area has the focus."""

    def __init__(self, ui: Ui, area: TextArea, parent: QWidget | None = None) -> None:
        super().__init__(ui, line="line.strong", radius="control", parent=parent)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.addWidget(area)
        area.focused.connect(self._ring)

    def _ring(self, on: bool) -> None:
        self.set_look(fill="bg.surface", line="focus.ring" if on else "line.strong", width=2 if on else 1)


class TextField(QWidget):
    """Label, line and sentence: `TextField(ui, label, help_words=...)`; `set_error(words)` shows why not."""

    edited = Signal(str)

    def __init__(
        self,
        ui: Ui,
        label: Say,
        *,
        help_words: Say = "",
        placeholder: Say = "",
        icon_name: str | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.ui = ui
        self._label_words = label
        self._help = help_words
        self.label = Label(ui, label, "small", "text.secondary", weight=500)
        self.input = LineInput(ui, placeholder=placeholder, icon_name=icon_name)
        self.note = Label(ui, help_words, "small", "text.secondary", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.label)
        column.addWidget(self.input)
        column.addWidget(self.note)
        column.addStretch(1)
        self.note.setVisible(bool(help_words))
        self.label.setBuddy(self.input)
        self.input.textEdited.connect(self.edited)
        ui.texts_changed.connect(self.retranslate)
        self.retranslate()

    @property
    def value(self) -> str:
        """The text in the field."""
        return self.input.text()

    def set_value(self, value: str) -> None:
        """Put text in the field without a signal."""
        self.input.setText(value)

    def set_error(self, words: Say | None) -> None:
        """Show an error sentence in the place of the help, or the help again."""
        self.input.set_error(words is not None)
        self.note.set_color("text.secondary" if words is None else "danger.base")
        self.note.set_words(self._help if words is None else words)
        self.note.setVisible(bool(words or self._help))
        self.input.setAccessibleDescription(self.note.words)

    def retranslate(self) -> None:
        """The field is named by its label."""
        self.input.setAccessibleName(self.ui.say(self._label_words))
        self.input.setAccessibleDescription(self.note.words)
