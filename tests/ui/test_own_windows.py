# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Nothing flashes up: a piece of a page that is shown before it has its place is a window for a moment."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from ui.context import Ui
from ui.opening import FileOpener
from ui.pages.observe import ObservePage
from ui.preferences import Preferences
from ui.shell.rooms import ROOMS
from ui.shell.window import MainWindow

pytestmark = pytest.mark.qt_log_ignore("does not support propagateSizeHints")


class Flashes(QObject):
    """Notes every widget that is shown as a window of its own."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Note the widget; let the event go on."""
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.seen.append(type(watched).__name__)
        return False


def test_no_piece_of_a_room_is_shown_as_a_window_of_its_own(
    qtbot: QtBot, ui: Ui, tmp_path: Path, made_demo: Callable[[str], Path]
) -> None:
    path = tmp_path / "demo.cxf"
    shutil.copyfile(made_demo("en"), path)
    ui.settings = Preferences(tmp_path / "settings.json")
    window = MainWindow(ui, FileOpener)
    qtbot.addWidget(window)
    window.resize(1440, 900)
    window.show()
    app = QApplication.instance()
    assert app is not None
    flashes = Flashes()
    app.installEventFilter(flashes)
    try:
        window.open_study(path)
        qtbot.waitUntil(lambda: window.study.page is not None)
        study = ui.study
        assert study is not None
        for room in ROOMS:
            window.study.go(room.id)
            qtbot.waitUntil(lambda: ui.jobs.running == 0 and study.pending == 0)
            page = window.study.page
            if isinstance(page, ObservePage):
                assert page.capture.window() is window
    finally:
        app.removeEventFilter(flashes)
        window.close_study()
    assert flashes.seen == []
