# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A process that observes until it is killed: says what was acknowledged and what was typed, and when."""

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
from ui.pages.observe import ObservePage
from ui.session import StudySession


def say(*words: object) -> None:
    """A line that the parent has at once."""
    print(*words, flush=True)


def main(path: Path, seed: int) -> None:
    """Log and type at random, for ever."""
    app = QApplication([])
    ui = make_ui(Settings(language="en", theme="light"))
    ui.study = StudySession(StudyFile.open(path), ui.bus)
    page = ObservePage(ui)
    page.resize(1356, 900)
    page.show()
    page.entered()
    while page.log is None:
        if page.start.go.isEnabled():
            QTest.keyClick(page.start.go, Qt.Key.Key_Return)
        app.processEvents()
    log, line = page.log, page.capture.line
    say("OPEN", log.id, line.text.replace("\n", " ") or "-")
    chance = random.Random(seed)
    letters = [code.key.lower() for code in log.board.codes if code.key.isascii() and code.key]
    known: set[str] = set()
    while True:
        if chance.random() < 0.5:
            QTest.keyClicks(page.capture.grid, chance.choice(letters))
        elif line.text and chance.random() < 0.2:
            QTest.keyClick(line.input, Qt.Key.Key_Return)
        else:
            QTest.keyClicks(line.input, chance.choice("abc de"))
            say("TYPED", f"{time.time():.3f}", line.text or "-")
        until = time.monotonic() + chance.random() * 0.05
        while time.monotonic() < until:
            app.processEvents()
        if not ui.study.pending:
            fresh = {row.id for row in log.rows.newest(40)} - known
            known |= fresh
            for entry_id in fresh:
                say("ACK", entry_id)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
