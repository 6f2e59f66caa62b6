# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Making the fieldwork kit, and taking a newer one in."""

from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QFileDialog, QLineEdit

from cxfield.i18n import N_
from cxfield.services import kit
from cxfield.services.plan_state import Checklist
from ui.pages.plan.desk import Desk
from ui.pages.plan.tab import line
from ui.widgets.buttons import Kind
from ui.widgets.containers import Glyph
from ui.widgets.dialog import Dialog, Way
from ui.widgets.field import TextField
from ui.widgets.label import Label

UPDATE = N_("Update the plan from a kit")
_SHOWN = 5


def ask_kit(desk: Desk, found: Checklist) -> None:
    """Say what is missing, ask for a passphrase if one is wanted, make the file."""
    ui = desk.ui
    n = len(found.gaps)
    dialog = Dialog(
        ui,
        lambda x: x.t("Make the fieldwork kit?"),
        lambda x: x.t(
            "The kit is one file with the whole plan and no collected data. Colleagues open it to start "
            "their own copy of this study; what everybody collects can be pooled later."
        ),
        (
            Way("make", lambda x: x.t("Make the kit"), Kind.PRIMARY),
            Way("update", lambda x: x.t("Update from a newer kit")),
            Way("back", lambda x: x.t("Back"), Kind.OUTLINE, "Esc"),
        ),
        escape="back",
        parent=desk.ui_window(),
    )
    if n:
        words = Label(
            ui,
            lambda x: x.tn(
                "{n} thing is missing and travels along:", "{n} things are missing and travel along:", n
            ),
            "body",
            weight=600,
            wrap=True,
        )
        dialog.body.addWidget(words)
    for gap in found.gaps[:_SHOWN]:
        row = line(Glyph(ui, gap.icon, 18, "warning.base"), gap=10)
        row.addWidget(Label(ui, gap.title, "body", wrap=True), 1)
        dialog.body.addLayout(row)
    secret = TextField(
        ui,
        lambda x: x.t("Passphrase (if the kit should be encrypted)"),
        help_words=lambda x: x.t("Tell it to colleagues by another way than the file."),
    )
    secret.input.setEchoMode(QLineEdit.EchoMode.Password)
    secret.input.returnPressed.connect(dialog.button("make").click)
    dialog.body.addWidget(secret)
    dialog.setMinimumWidth(ui.theme.px(520))
    answer = dialog.ask()
    if answer == "make":
        _make(desk, secret.value or None)
    elif answer == "update":
        update_from_kit(desk, secret.value or None)


def _make(desk: Desk, passphrase: str | None) -> None:
    ui = desk.ui
    start = str(desk.session.path.with_suffix(".cxpack"))
    name, _ = QFileDialog.getSaveFileName(
        desk.ui_window(), ui.texts.t("Save the kit"), start, ui.texts.t("CXField kits") + " (*.cxpack)"
    )
    if not name:
        return
    path = Path(name) if name.endswith(".cxpack") else Path(name + ".cxpack")
    file: Any = desk.session.file

    def done(facts: kit.KitFacts) -> None:
        said = ui.texts.tn(
            "{name} is ready: {n} record of the plan, no collected data.",
            "{name} is ready: {n} records of the plan, no collected data.",
            facts.records,
            name=path.name,
        )
        desk.said.emit(said)

    ui.jobs.run(
        lambda _handle: kit.make_kit(file, path, passphrase=passphrase), done=done, failed=desk.refuse
    )


def update_from_kit(desk: Desk, passphrase: str | None = None) -> None:
    """Take a newer kit of the same study in; data stay."""
    ui = desk.ui
    start = str(desk.session.path.parent)
    name, _ = QFileDialog.getOpenFileName(
        desk.ui_window(), ui.texts.t("Choose a kit"), start, ui.texts.t("CXField kits") + " (*.cxpack)"
    )
    if name:
        take_in(desk, Path(name), passphrase)


def take_in(desk: Desk, path: Path, passphrase: str | None = None) -> None:
    """Read a kit in the background, then update the plan from it."""
    ui = desk.ui

    def loaded(package: Any) -> None:
        desk.session.call(
            kit.update_plan,
            label=UPDATE,
            undoable=False,
            package=package,
            name=path.name,
            done=lambda committed: desk.said.emit(
                ui.texts.tn(
                    "The plan is up to date: {n} new change.",
                    "The plan is up to date: {n} new changes.",
                    committed.value.new,
                )
            ),
            failed=desk.refuse,
        )

    ui.jobs.run(lambda _handle: kit.load_kit(path, passphrase=passphrase), done=loaded, failed=desk.refuse)
