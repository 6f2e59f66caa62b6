# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The code key: the names behind the codes of participants, which never go along in a kit or a package."""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog

from cxfield.services.plan_people import code_key, code_key_file, delete_code_key
from ui.pages.plan.desk import REMOVE, Desk
from ui.widgets.buttons import Kind
from ui.widgets.dialog import Dialog, Way
from ui.widgets.label import Label


def ask_code_key(desk: Desk) -> None:
    """Show whose names stand behind the codes; save them to a file of their own, or delete them."""
    rows = desk.read(code_key)
    ui = desk.ui
    ways = [Way("back", lambda x: x.t("Back"), Kind.PRIMARY, "Esc")]
    if rows:
        ways += [
            Way("save", lambda x: x.t("Save to a file of its own")),
            Way("delete", lambda x: x.t("Delete the code key"), Kind.DANGER),
        ]
    dialog = Dialog(
        ui,
        lambda x: x.t("Code key"),
        lambda x: x.tn(
            "{n} code has a name. The key never goes along in a kit or a package.",
            "{n} codes have a name. The key never goes along in a kit or a package.",
            len(rows),
        ),
        ways,
        escape="back",
        parent=desk.ui_window(),
    )
    for code, name, contact in rows[:12]:
        dialog.body.addWidget(Label(ui, f"{code}  {name}  {contact}".strip(), "body", wrap=True))
    answer = dialog.ask()
    if answer == "save":
        _save(desk)
    elif answer == "delete":
        desk.write(
            delete_code_key,
            label=REMOVE,
            done=lambda n: desk.note(lambda x: x.tn("{n} name deleted", "{n} names deleted", n)),
        )


def _save(desk: Desk) -> None:
    folder = str(desk.session.path.parent / desk.ui.texts.t("code-key.csv"))
    name, _ = QFileDialog.getSaveFileName(
        desk.ui_window(), desk.ui.texts.t("Save the code key"), folder, "CSV (*.csv)"
    )
    if name:
        text = desk.read(code_key_file, desk.ui.texts)
        try:
            Path(name).write_bytes(text.encode("utf-8-sig"))
        except OSError:
            desk.said.emit(
                desk.ui.texts.t("{name} cannot be written. Choose another folder.", name=Path(name).name)
            )
