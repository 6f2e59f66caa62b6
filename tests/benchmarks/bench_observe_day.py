# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Eight hours of observing at one entry every two seconds, as fast as it goes: memory and size of the file.

Prints the memory of the process after each hour's worth, its change after the first one (goal: 10 MB at
most) and the size of the closed file (goal: under 50 MB). The window logs as it does by keys: point codes,
states, ratings, notes and counters, with undo now and then.

`python tests/benchmarks/bench_observe_day.py [hours]`
"""

import gc
import os
import random
import sys
import tempfile
import time
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication

from cxfield.clock import ManualClock
from cxfield.services.quickline import Line
from cxfield.settings import Settings
from cxfield.storage import StudyFile
from tests.ui.observe_room import NOON, make
from ui.making import make_ui
from ui.pages.observe import ObservePage
from ui.pages.observe.log import Log
from ui.session import StudySession

EVERY_MS = 2_000
PER_HOUR = 3_600_000 // EVERY_MS


def _memory_mb() -> float:
    for line in Path("/proc/self/status").read_text("ascii").splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1]) / 1024
    return 0.0


def _settle(app: QApplication, study: StudySession) -> None:
    while study.pending:
        app.processEvents()
        time.sleep(0.001)
    app.processEvents()


def _hour(app: QApplication, log: Log, page: ObservePage, clock: ManualClock, rng: random.Random) -> None:
    points = [code for code in log.board.codes if not code.state]
    states = [code for code in log.board.codes if code.state]
    around = page.capture.around
    for n in range(PER_HOUR):
        clock.advance(EVERY_MS)
        kind = rng.random()
        if kind < 0.7:
            log.press(rng.choice(points))
        elif kind < 0.85:
            log.press(rng.choice(states))
        else:
            line = Line(text=f"Havainto {n}: kääntyy takaisin ja lukee opastetta")
            log.note(line, clock.stamp())
        if kind < 0.3:
            log.rate(rng.randint(1, 5))
        if kind < 0.02:
            log.undo()
        if kind > 0.95 and around is not None and around.gauges is not None:
            around.gauges.press("door_in")
        page.capture.tick()
        if n % 10 == 0:
            _settle(app, log.study)
            # In the field there is a moment between two presses, in which the list lets go of old rows.
            log.idle.emit()


def main() -> None:
    """Run it."""
    hours = int(sys.argv[1]) if len(sys.argv) > 1 else 8
    rng = random.Random(7)
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    with tempfile.TemporaryDirectory() as folder:
        path = make(Path(folder) / "a.cxf")
        clock = ManualClock(NOON)
        ui = make_ui(Settings(language="fi", theme="light"))
        study = StudySession(StudyFile.open(path, clock=clock), ui.bus)
        ui.study = study
        page = ObservePage(ui, clock=clock)
        page.resize(1356, 844)
        page.show()
        page.entered()
        page.start.start()
        while page.log is None or page.capture.around is None:
            app.processEvents()
        log = page.log
        memory: list[float] = []
        began = time.perf_counter()
        for hour in range(1, hours + 1):
            _hour(app, log, page, clock, rng)
            _settle(app, study)
            gc.collect()
            memory.append(_memory_mb())
            print(
                f"hour {hour}: {memory[-1]:.0f} MB, {log.total} entries, {time.perf_counter() - began:.0f} s",
                flush=True,
            )
        total = log.total
        page.hide()
        study.close()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        size = path.stat().st_size / 1_000_000
        change = max(memory) - memory[0]
        print(
            f"after the first hour: {change:+.1f} MB (goal 10), {total} entries, file {size:.1f} MB (goal 50)"
        )


if __name__ == "__main__":
    main()
