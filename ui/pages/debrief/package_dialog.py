# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Giving one's own work to colleagues: a package to mail or carry."""

from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QFileDialog, QLineEdit

from cxfield.services import pooling
from ui.pages.debrief.desk import DebriefDesk
from ui.widgets.buttons import Kind
from ui.widgets.checks import CheckRow
from ui.widgets.dialog import Dialog, Way
from ui.widgets.field import TextField

_LEAST_PASSPHRASE = 8


def give_package(desk: DebriefDesk, author: str) -> None:
    """Ask for a passphrase and a name, then write everything collected as a package."""
    ui = desk.ui
    dialog = Dialog(
        ui,
        lambda x: x.t("Make a package of what was collected?"),
        lambda x: x.t(
            "One file to mail or carry. The key that links codes to names stays here unless you tick it."
        ),
        (
            Way("make", lambda x: x.t("Make the package"), Kind.PRIMARY),
            Way("back", lambda x: x.t("Back"), Kind.OUTLINE, "Esc"),
        ),
        escape="back",
        parent=desk.ui_window(),
    )
    secret = TextField(
        ui,
        lambda x: x.t("Passphrase"),
        help_words=lambda x: " ".join((
            x.tn("At least {n} character.", "At least {n} characters.", _LEAST_PASSPHRASE),
            x.t("Tell it to colleagues by another way than the file."),
        )),
    )  # fmt: skip
    secret.input.setEchoMode(QLineEdit.EchoMode.Password)
    plain = CheckRow(ui, lambda x: x.t("Without a passphrase: anybody with the file can read it"))
    key = CheckRow(ui, lambda x: x.t("With the code key (who a code is)"))
    for widget in (secret, plain, key):
        dialog.body.addWidget(widget)

    def allowed() -> None:
        dialog.button("make").setEnabled(plain.isChecked() or len(secret.value) >= _LEAST_PASSPHRASE)
        secret.setEnabled(not plain.isChecked())

    secret.edited.connect(lambda _text: allowed())
    plain.clicked.connect(allowed)
    secret.input.returnPressed.connect(dialog.button("make").click)
    secret.set_error(None)
    allowed()
    dialog.setMinimumWidth(ui.theme.px(520))
    secret.input.setFocus()
    if dialog.ask() != "make":
        return
    _write(desk, None if plain.isChecked() else secret.value, author, with_key=key.isChecked())


def _write(desk: DebriefDesk, passphrase: str | None, author: str, *, with_key: bool) -> None:
    ui = desk.ui
    stem = f"{desk.session.path.stem} {author}".strip()
    start = str(desk.session.path.with_name(f"{stem}.cxpack"))
    name, _ = QFileDialog.getSaveFileName(
        desk.ui_window(),
        ui.texts.t("Save the package"),
        start,
        ui.texts.t("CXField packages") + " (*.cxpack)",
    )
    if not name:
        return
    path = Path(name) if name.endswith(".cxpack") else Path(name + ".cxpack")
    file: Any = desk.session.file

    def done(count: int) -> None:
        words = ui.texts.tn(
            "{name} is ready: {n} entry.", "{name} is ready: {n} entries.", count, name=path.name
        )
        desk.said.emit(words)

    ui.jobs.run(
        lambda _h: pooling.export_package(
            file, path, passphrase=passphrase, author=author, with_key=with_key
        ),
        done=done,
        failed=desk.refuse,
    )
