# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Handing the screen over: the PIN is asked first, then the respondent's screen opens."""

from collections.abc import Callable

from PySide6.QtGui import QRegularExpressionValidator
from PySide6.QtWidgets import QLineEdit, QWidget

from cxfield.i18n import Texts
from ui.context import Ui
from ui.pages.interview.respondent import Handing, RespondentScreen
from ui.session import StudySession
from ui.widgets.buttons import Kind
from ui.widgets.dialog import Dialog, Way
from ui.widgets.field import TextField

GIVE, BACK = "give", "back"
LEAST_PIN = 4


def ask_pin(ui: Ui, parent: QWidget, given: Callable[[str], None]) -> Dialog:
    """Ask for the PIN with which the interviewer takes the screen back; `given(pin)` when there is one."""
    sheet = Dialog(
        ui,
        lambda x: x.t("Hand the screen over?"),
        lambda x: x.t(
            "Nothing else can be reached until the PIN is given. "
            "Hold the logo or Esc for two seconds, or press F11, to take the screen back."
        ),
        (
            Way(BACK, lambda x: x.t("Back"), key="Esc"),
            Way(GIVE, lambda x: x.t("Hand over"), Kind.PRIMARY, "⏎"),
        ),
        escape=BACK,
        parent=parent.window(),
    )
    pin = TextField(
        ui,
        lambda x: x.t("PIN, 4 to 8 digits"),
        help_words=lambda x: x.t("Kept only while the screen is away."),
    )
    pin.input.setEchoMode(QLineEdit.EchoMode.Password)
    pin.input.setValidator(QRegularExpressionValidator("[0-9]{0,8}", pin.input))
    sheet.body.addWidget(pin)
    button = sheet.button(GIVE)
    button.setEnabled(False)
    pin.edited.connect(lambda words: button.setEnabled(len(words) >= LEAST_PIN))
    pin.input.returnPressed.connect(button.click)
    sheet.chosen.connect(lambda way: given(pin.value) if way == GIVE else None)
    sheet.finished.connect(sheet.deleteLater)
    sheet.open()
    pin.input.setFocus()
    return sheet


def hand_over(ui: Ui, study: StudySession, handing: Handing, back: Callable[[], None]) -> RespondentScreen:
    """Open the respondent's screen; `back()` when the interviewer has it again."""
    screen = RespondentScreen(ui, study, handing)
    screen.left.connect(back)
    screen.left.connect(screen.deleteLater)
    screen.show_large()
    return screen


def words_of_button(x: Texts) -> str:
    """The name of the button that hands the screen over."""
    return x.t("Respondent's own screen")
