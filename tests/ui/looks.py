# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A window on the sample study in every language, theme, size and scale, and what is wrong in it."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from cxfield import paths
from cxfield.storage import StudyFile, UnitOfWork
from tests.ui.fitting import problems
from ui.context import Ui
from ui.opening import FileOpener
from ui.preferences import Preferences
from ui.shell.window import MainWindow

WIDE, NARROW = QSize(1440, 900), QSize(1024, 768)
#: Language, theme, window, text. Themes have the same measures, so they take turns; a language takes longest.
LOOKS = (
    ("fi", "light", WIDE, 1.0),
    ("fi", "dark", NARROW, 1.0),
    ("fi", "dark", WIDE, 2.0),
    ("en", "light", WIDE, 2.0),
    ("en", "dark", WIDE, 1.0),
    ("en", "light", NARROW, 1.0),
)
_LOOKED_AGAIN, _BETWEEN_MS = 4, 50
_CORNER = QRect(0, 0, 1, 1)
#: Questions of every type, in the looks where room is shortest.
TIGHT = (LOOKS[1], LOOKS[2], LOOKS[5])


@dataclass
class Desk:
    """A window on a study, and the ways to change how it looks."""

    qtbot: QtBot
    ui: Ui
    window: MainWindow

    def open(self, path: Path) -> None:
        """Open a study and wait for its room."""
        self.window.open_study(path)
        self.qtbot.waitUntil(lambda: self.window.study.page is not None, timeout=20_000)
        self.settle()

    def settle(self) -> None:
        """Nothing is being read, written, laid out or painted any more."""
        study = self.ui.study
        self.qtbot.waitUntil(lambda: self.ui.jobs.running == 0, timeout=20_000)
        self.qtbot.waitUntil(lambda: study is None or study.pending + study.asked == 0, timeout=20_000)
        for _ in range(3):
            QApplication.sendPostedEvents()
            QApplication.processEvents()

    def go(self, room: str) -> None:
        """Enter a room."""
        self.window.study.go(room)
        self.settle()

    def keys(self, key: Qt.Key) -> None:
        """Press a key where the focus is."""
        focus = self.window.focusWidget() or self.window  # type: ignore[truthy-bool]
        QTest.keyClick(focus, key)
        self.settle()

    def page(self) -> QWidget:
        """The page in front, without the frame of the window."""
        page = self.window.study.page
        assert page is not None
        return page

    def check(self, name: str, *pages: Callable[[], QWidget]) -> None:
        """Nothing is wrong with the page in any look; each fault is told with the looks that have it.

        The window stays in the last one.
        """
        found: dict[str, list[str]] = {}
        for look in LOOKS:
            self.look(*look)
            for page in pages or (self.page,):
                for fault in self.faults(page):
                    found.setdefault(fault, []).append(said(look))
        judge(name, [f"{fault} ({', '.join(looks)})" for fault, looks in found.items()])

    def faults(self, page: Callable[[], QWidget]) -> list[str]:
        """What is wrong with a page once it stands still: a card may still be on its way to its place."""
        found: list[str] = []
        for _ in range(_LOOKED_AGAIN):
            shown = page()
            # Lays everything out; what is painted does not matter.
            shown.grab(_CORNER)
            found = problems(shown)
            if not found:
                break
            QTest.qWait(_BETWEEN_MS)
            self.settle()
        return found

    def look(self, locale: str, theme: str, size: QSize, scale: float) -> None:
        """Change language, theme, size of the window and of the text."""
        if self.ui.texts.locale != locale:
            self.window.use_language(locale)
        self.ui.themes.use(name=theme, scale=scale)
        self.window.resize(size)
        self.settle()


@pytest.fixture
def desk(ui: Ui, qtbot: QtBot) -> Iterator[Desk]:
    """A window with nothing open."""
    ui.settings = Preferences(paths.settings_file())
    ui.settings.change(language="en", theme="light")
    window = MainWindow(ui, FileOpener)
    window.resize(WIDE)
    qtbot.addWidget(window)
    window.begin(None)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    made = Desk(qtbot, ui, window)
    made.settle()
    yield made
    window.close()
    made.settle()
    ui.settings.close()


@pytest.fixture
def study(made_demo: Callable[[str], Path], tmp_path: Path) -> Path:
    """A copy of the sample study, nothing going on."""
    return Path(shutil.copy(made_demo("fi"), tmp_path / "a.cxf"))


def said(look: tuple[str, str, QSize, float]) -> str:
    """A look in few words."""
    locale, _, size, scale = look
    return f"{locale} {size.width()} {scale:.0%}"


def judge(name: str, faults: list[str]) -> None:
    """There are no faults; otherwise all of them are told."""
    assert not faults, "\n".join([name, *faults])


def write(path: Path, verb: Callable[[UnitOfWork], Any]) -> Any:
    """Do something to a study before it is opened."""
    file = StudyFile.open(path, author="H1")
    try:
        return file.write(verb, label="Prepare").result(10).value
    finally:
        file.close()
