# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The second line: how it happened, what it means, a clothing mark; it opens in place."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from ui.context import Say, Ui
from ui.pages.observe.personal import warning_for
from ui.widgets.base import Painted
from ui.widgets.buttons import Button
from ui.widgets.label import Label
from ui.widgets.paint import box

#: What is typed is on its way to the disk this soon, also while the typing goes on.
_SAVE_MS = 100


class _Input(QLineEdit):
    """Enter and Esc end the writing."""

    ended = Signal(bool)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keep them from what lies behind."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape):
            if not event.isAutoRepeat():
                self.ended.emit(event.key() != Qt.Key.Key_Escape)
            return
        super().keyPressEvent(event)


class SideLine(Painted):
    """`ask(title, text, save)`; `save(text)` follows the typing, `finished` when Enter or Esc ends it.

    `at_end` is called with the text instead, once, when it is only worth something as a whole (a time).
    """

    finished = Signal()

    def __init__(self, ui: Ui, parent: QWidget | None = None) -> None:
        super().__init__(ui, parent)
        self._save: Callable[[str], object] | None = None
        self._at_end: Callable[[str], object] | None = None
        self._hint: Say = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.title = Label(ui, "", "small", "text.secondary", weight=600)
        self.hint = Label(ui, "", "caption", "text.tertiary", elide=True)
        self.input = _Input()
        self.input.setFrame(False)
        self.done = Button(ui, lambda x: x.t("Done"), key="⏎", touch=True, base_height=48)
        self.done.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addStretch(1)
        column.addWidget(self.title)
        column.addWidget(self.input)
        column.addWidget(self.hint)
        column.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 6, 6, 6)
        row.addLayout(column, 1)
        row.addWidget(self.done)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_SAVE_MS)
        self._timer.timeout.connect(self.flush)
        self.input.textEdited.connect(self._typed)
        self.input.ended.connect(self._ended)
        self.done.clicked.connect(lambda: self._ended(True))
        self.restyle()
        self.hide()

    @property
    def open(self) -> bool:
        """Whether something is being written here."""
        return not self.isHidden()

    def ask(
        self,
        title: Say,
        words: str,
        save: Callable[[str], object] | None = None,
        *,
        at_end: Callable[[str], object] | None = None,
        hint: Say = "",
    ) -> None:
        """Open with a text."""
        self.close_line()
        self._save, self._at_end = save, at_end
        self.title.set_words(title)
        self._hint = hint
        self.input.setAccessibleName(self.ui.say(title))
        self.input.setText(words)
        self._say_hint()
        self.show()
        self.raise_()
        self.input.setFocus(Qt.FocusReason.OtherFocusReason)

    def close_line(self) -> None:
        """Close; what was typed is kept."""
        if not self.open:
            return
        self.flush()
        self._save = self._at_end = None
        self.hide()

    def let_go(self) -> None:
        """The study is closed: nothing can be kept any more."""
        self._timer.stop()
        self._save = self._at_end = None
        self.hide()

    def flush(self) -> None:
        """Save now."""
        self._timer.stop()
        if self._save is not None:
            self._save(self.input.text())

    def restyle(self) -> None:
        """Fonts and colours of the theme."""
        theme = self.theme
        self.input.setFont(theme.font("h2", 400))
        palette = theme.palette()
        palette.setColor(palette.ColorRole.Base, theme.color("bg.surface"))
        self.input.setPalette(palette)

    def sizeHint(self) -> QSize:
        """Title, text and hint."""
        theme = self.theme
        return QSize(
            400, max(theme.px(64), theme.line("small") + theme.line("h2") + theme.line("caption") + 18)
        )

    def draw(self, painter: QPainter) -> None:
        """A field with the ring."""
        theme = self.theme
        fill, ring = theme.color("bg.surface"), theme.color("focus.ring")
        box(painter, self.rect(), theme.radius("tile"), fill, ring, 2)

    def _say_hint(self) -> None:
        """What must not stand here, else how to write."""
        warning = warning_for(self.ui, self.input.text())
        self.hint.set_words(warning or self._hint)
        self.hint.setVisible(bool(warning or self.ui.say(self._hint)))

    def _typed(self, _words: str) -> None:
        self._say_hint()
        if self._save is not None and not self._timer.isActive():
            self._timer.start()

    def _ended(self, taken: bool) -> None:
        at_end, words = self._at_end, self.input.text()
        self.close_line()
        if taken and at_end is not None:
            at_end(words)
        self.finished.emit()
