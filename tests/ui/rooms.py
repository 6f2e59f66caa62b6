# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A room on an open study, for tests of the data and report rooms."""

import shutil
from pathlib import Path
from typing import TypeVar

from pytestqt.qtbot import QtBot

from cxfield.storage import StudyFile
from ui.context import Ui
from ui.pages.base import Page
from ui.session import StudySession
from ui.undo import Undo

P = TypeVar("P", bound=Page)


def open_study(ui: Ui, template: Path, folder: Path) -> StudySession:
    """A copy of the template, open in the context."""
    file = StudyFile.open(Path(shutil.copy(template, folder / "a.cxf")), author="H1")
    ui.study = StudySession(file, ui.bus)
    ui.undo = Undo(ui.study)
    return ui.study


def enter(qtbot: QtBot, ui: Ui, page: P, scope: str) -> P:
    """Show the room and enter it, as the shell does."""
    assert ui.undo is not None
    ui.undo.scope = scope
    qtbot.addWidget(page)
    page.resize(1356, 844)
    page.set_compact(False)
    page.show()
    page.activateWindow()
    page.entered()
    return page
