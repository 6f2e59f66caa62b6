# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The few questions the shell asks: a name, a passphrase; and what went wrong, in a sentence."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget

from ui.context import Say, Ui
from ui.widgets.buttons import Kind
from ui.widgets.dialog import Dialog, Way
from ui.widgets.field import TextField

_CANCEL = "cancel"


def new_name(ui: Ui, parent: QWidget) -> str:
    """Ask what a new study is called; empty when the user thought better of it."""
    dialog = Dialog(
        ui,
        lambda x: x.t("What is the study called?"),
        lambda x: x.t("The file goes into your CXField folder."),
        (
            Way(_CANCEL, lambda x: x.t("Cancel"), key="Esc"),
            Way("make", lambda x: x.t("Make the study"), Kind.PRIMARY, key="⏎"),
        ),
        escape=_CANCEL,
        parent=parent,
    )
    field = TextField(ui, lambda x: x.t("Name of the study"))
    dialog.body.addWidget(field)
    make = dialog.button("make")
    make.setEnabled(False)
    field.edited.connect(lambda words: make.setEnabled(bool(words.strip())))
    field.input.returnPressed.connect(make.click)
    field.input.setFocus(Qt.FocusReason.TabFocusReason)
    return field.value.strip() if dialog.ask() == "make" else ""


def passphrase(ui: Ui, name: str, parent: QWidget, *, wrong: bool) -> str:
    """Ask for the passphrase of a study; says what to check when the last one was wrong."""

    def facts() -> Say:
        if wrong:
            return lambda x: x.t(
                "{name}: the passphrase is wrong, or this is no study. Check letters, spaces and Caps Lock. "
                "Nothing was changed.",
                name=name,
            )
        return lambda x: x.t("{name} can only be read with its passphrase.", name=name)

    dialog = Dialog(
        ui,
        lambda x: x.t("What is the passphrase?"),
        facts(),
        (
            Way(_CANCEL, lambda x: x.t("Cancel"), key="Esc"),
            Way("open", lambda x: x.t("Open"), Kind.PRIMARY, key="⏎"),
        ),
        escape=_CANCEL,
        parent=parent,
    )
    field = TextField(ui, lambda x: x.t("Passphrase"))
    field.input.setEchoMode(QLineEdit.EchoMode.Password)
    dialog.body.addWidget(field)
    field.input.returnPressed.connect(dialog.button("open").click)
    field.input.setFocus(Qt.FocusReason.TabFocusReason)
    return field.value if dialog.ask() == "open" else ""


def tell(ui: Ui, title: Say, facts: Say, parent: QWidget) -> None:
    """Say what went wrong, in a window of its own that stays until it is read."""
    ways = (Way("ok", lambda x: x.t("Close"), Kind.PRIMARY, key="⏎"),)
    Dialog(ui, title, facts, ways, escape="ok", parent=parent).ask()


def settings(ui: Ui, parent: QWidget) -> None:
    """The settings over the start page, where no study is open."""
    from ui.pages.settings import SettingsPage

    ways = (Way("ok", lambda x: x.t("Close"), Kind.PRIMARY, key="Esc"),)
    dialog = Dialog(ui, lambda x: x.tc("room", "Settings"), "", ways, escape="ok", parent=parent)
    page = SettingsPage(ui)
    px = ui.theme.px
    page.setMinimumSize(min(parent.width() - 80, px(620)), min(parent.height() - px(200), px(460)))
    dialog.body.addWidget(page)
    dialog.ask()
