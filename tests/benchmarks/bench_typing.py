# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Typing into an answer of 50,000 characters: from the key to the painted frame, and to the disk."""

import statistics
import sys
import tempfile
import time
from pathlib import Path

from PySide6.QtCore import QEvent, QEventLoop, QObject, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from cxfield.model.enums import ConsentItem
from cxfield.model.guide import Question
from cxfield.model.study import Study
from cxfield.services import interview as verbs
from cxfield.services.guides import make_starter_guide
from cxfield.settings import Settings
from cxfield.storage import StudyFile, UnitOfWork
from ui.making import make_ui
from ui.pages.interview import InterviewPage
from ui.session import StudySession
from ui.warmup import TURN_S

KEYS = 400
#: Between two keys, ms: a fast typist.
GAP_MS = 40
#: Sleep until something happens: turning round and round would hold the writer up.
WAIT = QEventLoop.ProcessEventsFlag.WaitForMoreEvents
LENGTH = 50_000
SENTENCE = "Jono ei liikkunut, eikä kukaan kertonut, kauanko vielä menee, joten katsoin kelloa. "


class Painted(QObject):
    """Notes when the widget was painted."""

    at = 0.0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Paint events come after the widget drew: the filter lets it draw first."""
        if event.type() == QEvent.Type.UpdateRequest:
            watched.removeEventFilter(self)
            watched.event(event)
            watched.installEventFilter(self)
            self.at = time.perf_counter()
            return True
        return False


def _begin(uow: UnitOfWork) -> tuple[str, str]:
    uow.add(Study(title={"fi": "Mittaus"}, languages=["fi", "en"]))
    version = make_starter_guide(uow).id
    start = verbs.InterviewStart(guide_version_id=version, consents=dict.fromkeys(ConsentItem, True))
    session = verbs.start_interview(uow, start=start)
    question = next(row.id for row in uow.all(Question) if row.key == "highlights")
    return session.id, question


def _measure(
    app: QApplication, page: InterviewPage, words: str
) -> tuple[list[float], list[float], list[float]]:
    view = page.view
    assert view is not None
    box = view.pane.answer.box
    box.load(words, (0,))
    box.place_cursor(len(words) - len(words) // 3)
    box.setFocus()
    app.processEvents()
    painted = Painted()
    page.window().installEventFilter(painted)
    frames, disks, works = [], [], []
    pause = QTimer()
    pause.setSingleShot(True)
    pause.setInterval(GAP_MS)
    for number in range(KEYS):
        start, worked = time.perf_counter(), time.thread_time()
        QTest.keyClick(box, Qt.Key(ord("A") + number % 20))
        painted.at = 0.0
        while not painted.at and time.perf_counter() - start < 1:
            app.processEvents(WAIT)
        frames.append((time.perf_counter() - start) * 1000)
        works.append((time.thread_time() - worked) * 1000)
        last = number % 40 == 39
        pause.start()
        while pause.isActive() or (last and not view.talk.settled):
            app.processEvents(WAIT)
        if last:
            disks.append((time.perf_counter() - start) * 1000)
    page.window().removeEventFilter(painted)
    return frames, disks, works


def main() -> None:
    """Print the figures. On a loaded machine the work of the window tells more than the time."""
    sys.setswitchinterval(TURN_S)  # as in a window
    app = QApplication(sys.argv[:1])
    ui = make_ui(Settings(language="fi", theme="light"))
    with tempfile.TemporaryDirectory() as folder:
        file = StudyFile.create(Path(folder) / "a.cxf")
        session, question = file.write(_begin, label="").result().value
        ui.study = StudySession(file, ui.bus)
        page = InterviewPage(ui)
        page.resize(1356, 900)
        page.show()
        page.open(session, question)
        QTest.qWaitForWindowExposed(page)
        shapes = {
            "paragraphs of 250 characters": (SENTENCE * 3).strip() + "\n",
            "paragraphs of 5,000 characters": SENTENCE * 60 + "\n",
        }
        for name, part in shapes.items():
            words = (part * (LENGTH // len(part) + 1))[:LENGTH]
            frames, disks, works = _measure(app, page, words)
            frames.sort()
            works.sort()
            print(
                f"{LENGTH} characters, {name}: key to frame median {statistics.median(frames):.1f} ms, "
                f"p99 {frames[int(len(frames) * 0.99)]:.1f} ms, max {frames[-1]:.1f} ms; "
                f"of it work of the window p99 {works[int(len(works) * 0.99)]:.1f} ms; "
                f"last key to disk at most {max(disks):.0f} ms"
            )
        page.close_view()
        ui.study.close()
        page.hide()


if __name__ == "__main__":
    main()
