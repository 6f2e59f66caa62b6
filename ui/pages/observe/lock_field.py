# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The PIN of the locked screen: set, changed or taken away on this device."""

from PySide6.QtGui import QRegularExpressionValidator
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from cxfield.i18n import N_
from ui.context import Ui
from ui.pages.observe.words import words
from ui.widgets.buttons import Button
from ui.widgets.field import LineInput
from ui.widgets.label import Label


class LockField(QWidget):
    """What is kept cannot be read back."""

    def __init__(self, ui: Ui, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ui = ui
        name = words(N_("PIN of the locked screen, 4 to 8 digits"))
        self.pin = LineInput(ui, placeholder=words(N_("No PIN: a long press opens the screen")))
        self.pin.setAccessibleName(ui.say(name))
        self.pin.setEchoMode(QLineEdit.EchoMode.Password)
        self.pin.setMaxLength(8)
        self.pin.setValidator(QRegularExpressionValidator(r"\d*", self.pin))
        self.keep = Button(ui, words(N_("Set")), touch=True)
        self.keep.clicked.connect(self._keep)
        self.state = Label(ui, "", "small", "text.secondary", wrap=True)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.pin, 1)
        row.addWidget(self.keep)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(Label(ui, name, "small", "text.secondary", weight=500))
        column.addLayout(row)
        column.addWidget(self.state)
        self._say()

    def _keep(self) -> None:
        from ui.pages.observe.lock import LONGEST, SHORTEST, seal

        pin, settings = self.pin.text(), self.ui.settings
        if settings is None:
            return
        if pin and not SHORTEST <= len(pin) <= LONGEST:
            self.state.set_words(words(N_("A PIN has 4 to 8 digits. Nothing was changed.")))
            return
        settings.change(lock=seal(pin) if pin else "")
        self.pin.clear()
        self._say()

    def _say(self) -> None:
        settings = self.ui.settings
        kept = bool(settings.now.lock) if settings is not None else False
        self.state.set_words(
            words(
                N_("A PIN is set. Set an empty one to take it away.")
                if kept
                else N_("The screen is locked from the instruments of the session, or by Ctrl+Shift+K.")
            )
        )
