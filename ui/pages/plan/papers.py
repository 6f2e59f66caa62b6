# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Papers for the field: made as PDF or Word beside the study, then opened for printing."""

import datetime as dt
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog

from cxfield.i18n import N_, Texts
from cxfield.services.plan_papers import make_papers
from ui.pages.plan.desk import Desk
from ui.pages.plan.tab import Checks, said
from ui.widgets.buttons import Kind
from ui.widgets.dialog import Dialog, Way
from ui.widgets.label import Label
from ui.widgets.segment import Option, Segment

NAMES: dict[str, str] = {
    "sheet": N_("Information sheet"),
    "notice": N_("Notice for the door"),
    "consents": N_("Consent summary"),
    "codes": N_("Code card"),
    "guide": N_("Guides"),
    "track": N_("Track sheet"),
    "metrics": N_("Metrics and targets"),
}


def print_paper(desk: Desk, key: str) -> None:
    """Make one paper and open it."""
    _make(desk, [key], desk.ui.texts.locale, "pdf")


def print_papers(desk: Desk) -> None:
    """Ask which papers, in which language and form."""
    ui = desk.ui
    dialog = Dialog(
        ui,
        lambda x: x.t("Print the field papers"),
        lambda x: x.t("Each paper becomes a file of its own, ready to print."),
        (
            Way("make", lambda x: x.t("Make the papers"), Kind.PRIMARY),
            Way("back", lambda x: x.t("Back"), Kind.OUTLINE, "Esc"),
        ),
        escape="back",
        parent=desk.ui_window(),
    )
    chosen: list[str] = [key for key in NAMES if key not in ("consents", "metrics")]
    checks = Checks(
        ui,
        lambda x: x.t("Papers"),
        [(key, said(words)) for key, words in NAMES.items()],
        lambda values: chosen.__setitem__(slice(None), values),
        across=False,
    )
    checks.show_values(chosen)
    language = Segment(
        ui,
        (Option("fi", "Suomi"), Option("en", "English")),
        name=lambda x: x.t("Language"),
        value=ui.texts.locale,
    )
    form = Segment(
        ui, (Option("pdf", "PDF"), Option("docx", "Word")), name=lambda x: x.t("Form"), value="pdf"
    )
    dialog.body.addWidget(checks)
    for name, part in ((N_("Language"), language), (N_("Form"), form)):
        dialog.body.addWidget(Label(ui, said(name), "small", "text.secondary", weight=500))
        dialog.body.addWidget(part)
    if dialog.ask() == "make" and chosen:
        _make(desk, chosen, str(language.value), str(form.value))


def _make(desk: Desk, keys: list[str], language: str, form: str) -> None:
    ui = desk.ui
    start = str(desk.session.path.parent)
    folder = QFileDialog.getExistingDirectory(desk.ui_window(), ui.texts.t("Folder for the papers"), start)
    if not folder:
        return
    study = desk.session
    today = dt.datetime.now().astimezone().date()
    papers = [(key, Texts(language).t(NAMES[key])) for key in keys]

    def work(_handle: object) -> list[Path]:
        return study.read(
            lambda reader: make_papers(reader, Texts(language), today, papers, Path(folder), form=form)
        )

    def done(made: list[Path]) -> None:
        if len(made) == 1:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(made[0])))
        elif made:
            QDesktopServices.openUrl(QUrl.fromLocalFile(folder))
        words = ui.texts.tn(
            "{n} paper made in {folder}.", "{n} papers made in {folder}.", len(made), folder=folder
        )
        desk.said.emit(words)

    ui.jobs.run(work, done=done, failed=desk.refuse)
