# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A process that logs a focus group until it is killed: says what it was told is on the disk."""

import os
import random
import sys
import time
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from cxfield.settings import Settings
from cxfield.storage import StudyFile
from ui.making import make_ui
from ui.pages.group import GroupPage
from ui.session import StudySession


def say(*words: object) -> None:
    """A line that the parent has at once."""
    print(*words, flush=True)


def main(path: Path, seed: int) -> None:
    """Press seats and write statements at random, for ever."""
    app = QApplication([])
    ui = make_ui(Settings(language="en", theme="light"))
    ui.study = StudySession(StudyFile.open(path), ui.bus)
    page = GroupPage(ui)
    page.resize(1356, 900)
    page.show()
    page.entered()
    while page.log is None:
        button = page.home.compose.start
        if button.isVisible() and button.isEnabled():
            QTest.keyClick(button, Qt.Key.Key_Return)
        until = time.monotonic() + 0.2
        while time.monotonic() < until and page.log is None:
            app.processEvents()
    log, view = page.log, page.view
    assert view is not None
    line = view.statements.line
    say("OPEN", log.id, line.input.text() or "-")
    chance = random.Random(seed)
    pressed = len(log.done) + len(log.open)
    kept = ""
    kept_later = line.flush

    def flush() -> None:
        """Note what was handed over; it is acknowledged with the writes before it."""
        nonlocal kept
        kept_later()
        kept = line.input.text()

    line._keep.timeout.disconnect()
    line._keep.timeout.connect(flush)
    while True:
        choice = chance.random()
        if choice < 0.5:
            QTest.keyClicks(view.table.map, chance.choice("123"))
        elif line.input.text() and choice < 0.6:
            QTest.keyClick(line.input, Qt.Key.Key_Return)
        else:
            QTest.keyClicks(line.input, chance.choice("abc de"))
        until = time.monotonic() + chance.random() * 0.05
        while time.monotonic() < until:
            app.processEvents()
        if not log.unsent and not ui.study.pending:
            now = len(log.done) + len(log.open)
            if now != pressed:
                pressed = now
            say("ACK", pressed, len(log.statements), kept)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
