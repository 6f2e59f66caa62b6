# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Keys on the screen for whoever answers by touch alone: letters of the language, signs, digits."""

from PySide6.QtCore import QCoreApplication, QEvent, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from cxfield.i18n import N_
from ui.context import Ui
from ui.widgets.base import PaintedButton
from ui.widgets.paint import CENTER, box, text

_GAP = 6
_HIGH, _LEAST = 60, 48
SHIFT, BACK, SIGNS, LETTERS, SPACE, LINE = "shift", "back", "signs", "letters", "space", "line"
_LETTERS = {
    "fi": ("qwertyuiopå", "asdfghjklöä", "zxcvbnm"),
    "sv": ("qwertyuiopå", "asdfghjklöä", "zxcvbnm"),
    "et": ("qwertyuiopü", "asdfghjklöä", "zxcvbnmõ"),
    "de": ("qwertzuiopü", "asdfghjklöä", "yxcvbnmß"),
    "en": ("qwertyuiop", "asdfghjkl'", "zxcvbnm"),
}
_SIGNS = ("1234567890", "-/:;()€%&+", "!?\"'@*=")
_NAMES = {
    SHIFT: N_("Capital letter"),
    BACK: N_("Erase"),
    SIGNS: N_("Digits and signs"),
    LETTERS: N_("Letters"),
    SPACE: N_("Space"),
    LINE: N_("New line"),
}
_CAPS = {SHIFT: "⇧", BACK: "⌫", SIGNS: "123", LETTERS: "abc", SPACE: "", LINE: "⏎"}
_WIDE = {SPACE: 5, SHIFT: 2, BACK: 2, SIGNS: 2, LETTERS: 2, LINE: 2}


class TouchKeys(QWidget):
    """Types into whatever has the focus; the keys never take it."""

    def __init__(self, ui: Ui, language: str) -> None:
        super().__init__()
        self.ui = ui
        self._language = language if language in _LETTERS else "en"
        self._signs = self._shift = False
        self.keys: dict[str, TouchKey] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 8, 0, 0)
        self._column.setSpacing(_GAP)
        self._rows: list[QWidget] = []
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._build()

    def serve(self, target: QWidget | None) -> None:
        """Show what a field needs: digits first for a number or a day; nothing where no words belong."""
        words = isinstance(target, QLineEdit | QPlainTextEdit) and target.isEnabled()
        self.setVisible(words)
        if words and target is not None:
            hints = target.inputMethodHints()
            wanted = Qt.InputMethodHint.ImhFormattedNumbersOnly | Qt.InputMethodHint.ImhDate
            self._use(signs=bool(hints & wanted), shift=False)

    def _use(self, *, signs: bool, shift: bool) -> None:
        if signs == self._signs:
            self._shift = shift
            self._name()
            return
        self._signs, self._shift = signs, shift
        self._build()

    def _build(self) -> None:
        for row in self._rows:
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        first, second, third = _SIGNS if self._signs else _LETTERS[self._language]
        turn = LETTERS if self._signs else SIGNS
        left = [] if self._signs else [SHIFT]
        rows = ([*first], [*second], [*left, *third, BACK], [turn, ",", SPACE, ".", LINE])
        self.keys, self._rows = {}, []
        for names in rows:
            holder = QWidget()
            line = QHBoxLayout(holder)
            line.setContentsMargins(0, 0, 0, 0)
            line.setSpacing(_GAP)
            for name in names:
                key = TouchKey(self.ui, name)
                key.clicked.connect(lambda _on=False, of=name: self.press(of))
                line.addWidget(key, _WIDE.get(name, 1))
                self.keys[name] = key
            self._column.addWidget(holder)
            self._rows.append(holder)
        self._name()

    def _name(self) -> None:
        for key in self.keys.values():
            key.show_case(upper=self._shift)

    def press(self, name: str) -> None:
        """Type a sign, or change what is shown."""
        if name == SHIFT:
            self._use(signs=self._signs, shift=not self._shift)
        elif name in (SIGNS, LETTERS):
            self._use(signs=name == SIGNS, shift=False)
        elif name == BACK:
            _send(Qt.Key.Key_Backspace, "")
        elif name == LINE:
            _send(Qt.Key.Key_Return, "\r")
        else:
            sign = " " if name == SPACE else name.upper() if self._shift else name
            _send(Qt.Key.Key_unknown, sign)
            if self._shift:
                self._use(signs=self._signs, shift=False)


class TouchKey(PaintedButton):
    """One key, 60 high."""

    def __init__(self, ui: Ui, name: str) -> None:
        super().__init__(ui, _CAPS.get(name, name))
        self._sign = name
        self.focus_radius = 8
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAutoRepeat(name == BACK)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_case(self, *, upper: bool) -> None:
        """Show the letter as it will be typed."""
        special = self._sign in _CAPS
        self.set_words(_CAPS[self._sign] if special else self._sign.upper() if upper else self._sign)
        self.setAccessibleName(self.ui.texts.t(_NAMES[self._sign]) if special else self.words)

    def sizeHint(self) -> QSize:
        """What a finger needs."""
        return QSize(_LEAST, _HIGH)

    def minimumSizeHint(self) -> QSize:
        """What a finger needs."""
        return QSize(_LEAST, _HIGH)

    def draw(self, painter: QPainter) -> None:
        """A key cap."""
        color = self.theme.color
        fill = color("bg.pressed" if self.isDown() else "bg.sunken" if self._sign in _CAPS else "bg.surface")
        box(painter, self.rect(), 8, fill, color("line.strong"))
        text(painter, self.rect(), self.words, self.theme.font("control", 500), color("text.primary"), CENTER)


def _send(key: Qt.Key, sign: str) -> None:
    target = QApplication.focusWidget()
    if target is not None:
        none = Qt.KeyboardModifier.NoModifier
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QCoreApplication.sendEvent(target, QKeyEvent(kind, key, none, sign))
