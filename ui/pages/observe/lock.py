# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The locked screen: nothing can be read, the session goes on; a PIN or a long press leads back."""

import hashlib
import hmac
import secrets
from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from ui.context import Ui
from ui.widgets.buttons import Button, Kind
from ui.widgets.label import Label

#: So long the button is held where there is no PIN.
HOLD_MS = 1_500
#: PINs of these lengths; after so many wrong ones the pad waits a little.
SHORTEST, LONGEST = 4, 8
_TRIES, _WAIT_MS = 5, 30_000
_ROUNDS = 60_000


def seal(pin: str, salt: str = "") -> str:
    """What is kept of a PIN: it cannot be read back."""
    salt = salt or secrets.token_hex(8)
    made = hashlib.pbkdf2_hmac("sha256", pin.encode(), bytes.fromhex(salt), _ROUNDS)
    return f"{salt}:{made.hex()}"


def fits(pin: str, kept: str) -> bool:
    """Whether a PIN is the one that was sealed."""
    salt, _, _ = kept.partition(":")
    try:
        return hmac.compare_digest(seal(pin, salt), kept)
    except ValueError:
        return False


class LockScreen(QWidget):
    """Covers the whole window; `unlocked` when the way back was found."""

    unlocked = Signal()

    def __init__(self, ui: Ui, window: QWidget, kept: Callable[[], str]) -> None:
        super().__init__(window)
        self.ui = ui
        self._kept = kept
        self._typed = ""
        self._wrong = 0
        self._title = ""
        self._follows = False
        self.setAutoFillBackground(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)
        self.title = Label(ui, lambda x: x.t("Locked"), "h1", icon_name="lock", icon_size=28)
        self.about = Label(ui, lambda x: x.t("The session goes on."), "body", "text.secondary")
        self.dots = Label(ui, "", "h1")
        self.trouble = Label(ui, " ", "body", "danger.base", weight=600)
        self.hold = Button(
            ui, lambda x: x.t("Hold to open"), kind=Kind.PRIMARY, icon_name="lock", touch=True, base_height=72
        )
        self._held = QTimer(self)
        self._held.setSingleShot(True)
        self._held.setInterval(HOLD_MS)
        self._held.timeout.connect(self._open)
        self.hold.pressed.connect(self._held.start)
        self.hold.released.connect(self._held.stop)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_WAIT_MS)
        self._pause.timeout.connect(self._again)
        self.pad = QWidget()
        self.keys = self._make_pad()
        self._lay_out()
        self.hide()

    def lock(self) -> None:
        """Cover everything."""
        self._typed = ""
        with_pin = bool(self._kept())
        self.pad.setVisible(with_pin)
        self.dots.setVisible(with_pin)
        self.hold.setVisible(not with_pin)
        self._say("")
        self._fit()
        window = self.window()
        self._title = window.windowTitle()
        window.setWindowTitle("CXField")
        frame = window.windowHandle()
        if not self._follows:
            self._follows = True
            # The widgets hear of the new size a moment after the window itself.
            frame.widthChanged.connect(self._fit_soon)
            frame.heightChanged.connect(self._fit_soon)
        self.show()
        self.raise_()
        (self if with_pin else self.hold).setFocus(Qt.FocusReason.OtherFocusReason)

    def press(self, sign: str) -> None:
        """A digit, `back` or `ok`."""
        if self._pause.isActive():
            return
        if sign == "back":
            self._typed = self._typed[:-1]
        elif sign == "ok":
            self._try()
            return
        elif len(self._typed) < LONGEST:
            self._typed += sign
        self._say("")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Digits, Backspace and Enter; nothing else reaches what lies below."""
        if not self.pad.isHidden():
            if event.text().isdigit():
                self.press(event.text())
            elif event.key() == Qt.Key.Key_Backspace:
                self.press("back")
            elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.press("ok")
        event.accept()

    def event(self, event: QEvent) -> bool:
        """Keys are for the way back alone, not for the shortcuts of the window."""
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """The focus stays here."""
        own = [w for w in (self.hold, *self.keys.values()) if w.isVisible()]
        if own:
            now = self.focusWidget()
            place = own.index(now) if now in own else -1
            own[(place + (1 if forward else -1)) % len(own)].setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def paintEvent(self, event: QPaintEvent) -> None:
        """Nothing but paper."""
        painter = QPainter(self)
        painter.fillRect(event.rect(), self.ui.theme.color("bg.app"))
        painter.end()

    def _try(self) -> None:
        typed, self._typed = self._typed, ""
        if fits(typed, self._kept()):
            self._wrong = 0
            self._open()
            return
        self._wrong += 1
        if self._wrong >= _TRIES:
            self._wrong = 0
            self._pause.start()
            self._say(self.ui.texts.t("Wrong PIN, five times. Wait half a minute."))
        else:
            self._say(self.ui.texts.t("Wrong PIN. Try again."))

    def _again(self) -> None:
        self._say("")

    def hideEvent(self, event: QHideEvent) -> None:
        """The window has its name again."""
        super().hideEvent(event)
        if self._title:
            self.window().setWindowTitle(self._title)
            self._title = ""

    def _open(self) -> None:
        self.hide()
        self.unlocked.emit()

    def _say(self, trouble: str) -> None:
        self.trouble.set_words(trouble or " ")
        self.dots.set_words("\N{BLACK CIRCLE} " * len(self._typed) or " ")

    def _fit_soon(self, _length: int = 0) -> None:
        QTimer.singleShot(0, self, self._fit)

    def _fit(self) -> None:
        window = self.parentWidget()
        if window is not None:
            self.setGeometry(window.rect())

    def _make_pad(self) -> dict[str, Button]:
        ui = self.ui
        grid = QGridLayout(self.pad)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(10)
        made: dict[str, Button] = {}
        signs = (*"123456789", "back", "0", "ok")
        for n, sign in enumerate(signs):
            if sign == "back":
                button = Button(ui, lambda x: x.t("Erase"), touch=True, base_height=64)
            elif sign == "ok":
                button = Button(ui, lambda x: x.t("Open"), kind=Kind.PRIMARY, touch=True, base_height=64)
            else:
                button = Button(ui, sign, touch=True, base_height=64)
            button.setMinimumWidth(ui.theme.px(96))
            button.clicked.connect(lambda _on=False, s=sign: self.press(s))
            grid.addWidget(button, n // 3, n % 3)
            made[sign] = button
        return made

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setSpacing(12)
        column.addStretch(1)
        for widget in (self.title, self.about, self.dots, self.trouble, self.pad, self.hold):
            row = QHBoxLayout()
            row.addStretch(1)
            row.addWidget(widget)
            row.addStretch(1)
            column.addLayout(row)
        column.addStretch(1)
