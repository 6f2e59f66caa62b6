# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a running session costs while nobody presses anything, and a burst of 20 keys a second for a minute.

The processor time of this process is compared with the wall clock: six shoppers, two of them waiting, and the
clock going. Then keys come at 20 a second; all must be on the disk and in order.
"""

import argparse
import os
import resource
import sys
import tempfile
import time
from pathlib import Path

if not (
    os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY") or sys.platform in {"win32", "darwin"}
):
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("CXFIELD_HOME", tempfile.mkdtemp(prefix="cxfield-bench-"))

from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from cxfield.model.capture import Entry
from cxfield.settings import Settings
from cxfield.storage import StudyFile
from tests.benchmarks.bench_key_to_visible import press
from tests.ui.observe_room import make
from ui.making import make_ui
from ui.pages.observe.page import ObservePage
from ui.session import StudySession


def spend(seconds: float) -> None:
    """Let the window live, asleep between its events as in the program."""
    loop = QEventLoop()
    QTimer.singleShot(max(0, round(seconds * 1000)), loop.quit)
    loop.exec()


def main(arguments: list[str] | None = None) -> int:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=int, default=20)
    parser.add_argument("--burst", type=int, default=60, help="seconds of 20 keys a second")
    chosen = parser.parse_args(arguments)
    app = QApplication([])
    with tempfile.TemporaryDirectory(prefix="cxfield-bench-") as folder:
        ui = make_ui(Settings(language="fi", theme="light"))
        file = StudyFile.open(make(Path(folder) / "clock.cxf"))
        ui.study = StudySession(file, ui.bus)
        page = ObservePage(ui)
        page.resize(1356, 900)
        page.show()
        page.entered()
        page.activateWindow()
        QTest.keyClick(page.start.go, Qt.Key.Key_Return)
        while page.log is None:
            app.processEvents()
        log, grid = page.log, page.capture.grid
        spend(2)
        for _ in range(6):
            QTest.keyClick(grid, Qt.Key.Key_F9)
            spend(0.1)
        QTest.keyClicks(grid, "j")
        spend(3)
        before, start = time.process_time(), time.monotonic()
        spend(chosen.seconds)
        share = (time.process_time() - before) / (time.monotonic() - start)
        print(f"running clock, six shoppers, {app.platformName()}: {share:.2%} of a core")
        codes = [code for code in log.board.codes if not code.state and code.key.isascii() and code.key]
        known, pressed = log.total, []
        begin = time.monotonic()
        for n in range(chosen.burst * 20):
            while time.monotonic() < begin + n / 20:
                spend(begin + n / 20 - time.monotonic())
            code = codes[(7 * n) % len(codes)]
            pressed.append(code.id)
            press(grid, code.key.lower())
        while log.study.pending or log.total < known + len(pressed):
            spend(0.02)
        rows = file.read(lambda r: r.all(Entry, session_id=log.id))
        kept = [row.code_id for row in sorted(rows, key=lambda row: (row.t_ms, row.id))][known:]
        late = time.monotonic() - begin - chosen.burst
        print(
            f"{len(pressed)} keys at 20 a second: {len(kept)} kept, in order: {kept == pressed}, "
            f"the last one on the disk {max(0.0, late) * 1000:.0f} ms after its time, "
            f"memory at most {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB"
        )
        ui.study.close()
        return 0 if kept == pressed else 1


if __name__ == "__main__":
    raise SystemExit(main())
