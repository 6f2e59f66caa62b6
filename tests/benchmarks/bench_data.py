# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The table of the Data room with up to a million entries: to full, filtered, sorted, and scrolled.

"Scrolled" pages through the table from top to bottom and jumps about in it: a frame is what the window does
between two steps, with the words of new rows read and painted. The longest pause is the longest time the
window's own loop did not turn while rows were found. Promised: 60 frames a second (16.7 ms), 100 ms.
"""

import gc
import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

if not (
    os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY") or sys.platform in {"win32", "darwin"}
):
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("CXFIELD_HOME", tempfile.mkdtemp(prefix="cxfield-bench-"))

from PySide6.QtWidgets import QApplication

from cxfield.services.data_filter import Filter
from cxfield.services.data_order import Order
from cxfield.services.demo import build_demo
from cxfield.settings import Settings
from cxfield.storage import StudyFile, UnitOfWork
from ui.collecting import Collector
from ui.making import make_ui
from ui.pages.data import DataPage
from ui.session import StudySession

SIZES = (10_000, 100_000, 300_000, 1_000_000)
FRAMES = 300


def grow(uow: UnitOfWork, wanted: int) -> None:
    """Double the entries until there are so many; the words are not indexed, nothing is looked for here."""
    raw: Any = uow.connection.connection.driver_connection
    names = [row[1] for row in raw.execute("PRAGMA table_info(entry)")]
    kept = ", ".join(names)
    fresh = ", ".join("hex(randomblob(16))" if name == "id" else name for name in names)
    for trigger in ("entry_said", "entry_said_again", "entry_unsaid"):
        raw.execute(f"DROP TRIGGER {trigger}")
    count = raw.execute("SELECT count(*) FROM entry").fetchone()[0]
    while count < wanted:
        raw.execute(f"INSERT INTO entry ({kept}) SELECT {fresh} FROM entry LIMIT ?", (wanted - count,))
        count = raw.execute("SELECT count(*) FROM entry").fetchone()[0]


class Room:
    """The page with a loop that notes the longest time it did not turn."""

    def __init__(self, app: QApplication, page: DataPage) -> None:
        self.app, self.page, self.longest = app, page, 0.0

    def until(self, begin: Callable[[], None]) -> tuple[float, float]:
        """From asking to shown: wall and longest pause in ms."""
        before, self.longest = self.page._answer, 0.0
        start = last = time.perf_counter()
        begin()
        while self.page._answer is before:
            self.app.processEvents()
            now = time.perf_counter()
            self.longest = max(self.longest, now - last)
            last = now
            time.sleep(0.0005)
        self.app.processEvents()
        self.longest = max(self.longest, time.perf_counter() - last)
        return (time.perf_counter() - start) * 1000, self.longest * 1000

    def frames(self, places: list[int]) -> list[float]:
        """Processor ms of each step of the scroll bar, painted."""
        bar, found = self.page.table.verticalScrollBar(), []
        for place in places:
            start = time.thread_time()
            bar.setValue(place)
            self.app.processEvents()
            found.append((time.thread_time() - start) * 1000)
        return found


def measure(app: QApplication, template: Path, path: Path, size: int) -> None:
    """One size."""
    path.write_bytes(template.read_bytes())
    file = StudyFile.open(path)
    file.write(lambda uow: grow(uow, size), label="x").result()
    ui = make_ui(Settings(language="en", theme="light"))
    ui.study = StudySession(file, ui.bus)
    page = DataPage(ui)
    page.resize(1356, 844)
    page.show()
    room = Room(app, page)
    full = room.until(page.entered)
    surprising = room.until(lambda: page.use_filter(Filter(ordinariness=(4, 5))))
    room.until(lambda: page.use_filter(Filter()))
    ordered = room.until(lambda: page.arrange(Order("session", "ordinariness", True)))
    one = room.until(lambda: page.arrange(Order("none")))
    last = page.table.verticalScrollBar().maximum()
    draw = random.Random(1)
    smooth = room.frames([step * 54 for step in range(FRAMES)])
    jumping = room.frames([draw.randrange(last) for _ in range(FRAMES)])
    spans = (("full", full), ("filtered", surprising), ("sorted", ordered), ("in one list", one))
    said = (f"{name} {wall:.0f} ms (longest pause {pause:.0f} ms)" for name, (wall, pause) in spans)
    print(f"{size:>9} entries: {'; '.join(said)}")
    for name, frames in (("scrolled", smooth), ("jumping", jumping)):
        late = sum(frame > 1000 / 60 for frame in frames)
        middle, most = statistics.median(frames), sorted(frames)[int(0.95 * FRAMES)]
        print(f"{'':>9} {name}: frame median {middle:.1f} ms, p95 {most:.1f} ms, {late} over 16.7 ms")
    page.left()
    page.close()
    page.deleteLater()
    ui.study.close()
    app.processEvents()


def main() -> int:
    """Four sizes."""
    app = QApplication([])
    # As in the program: the window collects garbage, and what the start made is not looked at again.
    collector = Collector()
    gc.freeze()
    with tempfile.TemporaryDirectory(prefix="cxfield-bench-") as name:
        folder = Path(name)
        build_demo(folder / "demo.cxf", "en")
        for size in SIZES if len(sys.argv) < 2 else map(int, sys.argv[1:]):
            measure(app, folder / "demo.cxf", folder / f"{size}.cxf", size)
    collector.stop()
    return 0


if __name__ == "__main__":
    sys.exit(main())
