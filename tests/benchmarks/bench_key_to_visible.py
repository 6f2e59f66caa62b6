# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Key press to row committed and visible, with 100,000 entries in the study.

A real window is shown, keys are posted as events, and each press is timed until its entry is on the disk
*and* its row and tile have been painted. Run it under a display for the figures; without one Qt's offscreen
platform is used, which paints as much but has no server to show it to.
"""

import argparse
import gc
import os
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

if not (
    os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY") or sys.platform in {"win32", "darwin"}
):
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("CXFIELD_HOME", tempfile.mkdtemp(prefix="cxfield-bench-"))

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication
from sqlalchemy import insert

from cxfield.clock import SystemClock, start_segment
from cxfield.ids import Ids
from cxfield.model.capture import Entry
from cxfield.model.enums import SessionState
from cxfield.model.registry import kind_of
from cxfield.model.session import Session
from cxfield.model.study import Site, Touchpoint
from cxfield.services.observation import start_session
from cxfield.services.observation_shapes import Board, Start
from cxfield.services.observation_views import board
from cxfield.services.study_setup import StudyPlan, start_store_study
from cxfield.settings import Settings
from cxfield.storage import StudyFile, UnitOfWork
from ui.making import make_ui
from ui.pages.observe.page import ObservePage
from ui.session import StudySession
from ui.warmup import warm_up

STUDY_ENTRIES = 100_000
SESSION_ENTRIES = 3_000
SESSIONS = 32
#: Sleep until something happens, as the program's own loop does; spinning would hold the writer up.
WAIT = QEventLoop.ProcessEventsFlag.WaitForMoreEvents


class Painted(QObject):
    """Notes when the widgets that show an entry were last painted."""

    def __init__(self) -> None:
        super().__init__()
        self.at = 0.0
        self.waiting: set[QObject] = set()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Paint events are noted; the time is taken after the whole batch, in the loop."""
        if event.type() == QEvent.Type.Paint:
            self.waiting.discard(watched)
        return False


def fill(uow: UnitOfWork, found: Board, session_id: str, site: str, clock: SystemClock) -> None:
    """Write the bulk of the entries straight into the rows: what is timed comes later, through the verbs."""
    ids = Ids(clock)
    codes = [code.id for code in found.codes if not code.state]
    points = [point.id for point in found.touchpoints]
    session = uow.get(Session, session_id)
    other = [
        uow.add(Session(study_id=session.study_id, site_id=site, state=SessionState.DONE.value, number=n + 2))
        for n in range(SESSIONS)
    ]
    kind = kind_of(Entry)
    plain = {**kind.defaults, "retired": False}
    rows = []
    for n in range(STUDY_ENTRIES):
        mine = n < SESSION_ENTRIES
        rows.append(
            {
                **plain,
                "id": ids.new(),
                "session_id": session_id if mine else other[n % SESSIONS].id,
                "t_ms": n * 1000 if mine else n,
                "at": n,
                "code_id": codes[n % len(codes)],
                "touchpoint_id": points[n % len(points)],
                "ordinariness": 1 + n % 5,
                "text": "a note of some length that was written earlier" if n % 3 == 0 else "",
            }
        )
    uow.connection.execute(insert(kind.table), rows)


def make(folder: Path) -> StudyFile:
    """A study in which a session has been going on for a while."""
    clock = SystemClock()
    file = StudyFile.create(folder / "bench.cxf", clock=clock)

    def begin(uow: UnitOfWork) -> tuple[str, str]:
        start_store_study(uow, plan=StudyPlan(title={"en": "Bench"}))
        site = uow.add(Site(code="ESP", name={"en": "Espoo"}))
        if not uow.all(Touchpoint):
            uow.add(Touchpoint(name={"en": "Checkout"}))
        session = start_session(uow, start=Start(site_id=site.id), stamp=clock.stamp())
        past = {**start_segment(clock.stamp(), SESSION_ENTRIES * 1000)}
        uow.change(Session, session.id, clock=[past])
        return site.id, session.id

    site, session = file.write(begin, label="x").result().value
    found = file.read(lambda reader: board(reader, site))
    file.write(lambda uow: fill(uow, found, session, site, clock), label="x").result()
    return file


def press(target: QObject, letter: str) -> None:
    """Post a key press and its release, as the window system does."""
    key = ord(letter.upper()) if letter.isascii() else 0
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, letter)
        QCoreApplication.postEvent(target, event)


def measure(app: QApplication, page: ObservePage, count: int) -> list[float]:
    """Time each press from the posted event to committed and painted."""
    log = page.log
    assert log is not None
    letters = [code.key.lower() for code in log.board.codes if not code.state and code.key]
    tiles = {code.key.lower(): page.capture.grid.tiles[code.id] for code in log.board.codes}
    watch = Painted()
    view = page.capture.panel.view.viewport()
    for widget in (view, *tiles.values()):
        widget.installEventFilter(watch)
    times: list[float] = []
    for n in range(count):
        letter = letters[n % len(letters)]
        before = log.total
        watch.waiting = {view, tiles[letter]}
        start = time.perf_counter()
        press(page.capture.grid, letter)
        while log.total == before or log.study.pending or watch.waiting:
            app.processEvents(WAIT)
        times.append((time.perf_counter() - start) * 1000)
        # A person pauses; timers and the idle re-asking get their turn, as they would.
        rest = time.perf_counter() + 0.03
        while time.perf_counter() < rest:
            app.processEvents()
            time.sleep(0.002)
    return times


def burst(app: QApplication, page: ObservePage, count: int) -> tuple[float, bool]:
    """Press many keys at once; returns the ms until all are on the disk and whether all came, in order."""
    log = page.log
    assert log is not None
    codes = [code for code in log.board.codes if not code.state and code.key]
    pressed = [codes[(7 * n) % len(codes)] for n in range(count)]
    start = time.perf_counter()
    for code in pressed:
        press(page.capture.grid, code.key.lower())
    while True:
        app.processEvents(WAIT)
        shown = [row.code_id for row in log.rows.newest(count)]
        if not log.study.pending and shown == [code.id for code in reversed(pressed)]:
            return (time.perf_counter() - start) * 1000, True
        if time.perf_counter() - start > 20:
            return (time.perf_counter() - start) * 1000, False


def report(name: str, times: list[float]) -> None:
    """One line of figures."""
    ordered = sorted(times)
    p95, p99 = (ordered[min(len(ordered) - 1, int(len(ordered) * share))] for share in (0.95, 0.99))
    print(
        f"{name}: n={len(ordered)} median={statistics.median(ordered):.1f} ms "
        f"p95={p95:.1f} ms p99={p99:.1f} ms max={ordered[-1]:.1f} ms"
    )


def main(arguments: list[str] | None = None) -> int:
    """Build the study, open the room, press keys, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--presses", type=int, default=1000)
    parser.add_argument("--size", default="1440x900")
    chosen = parser.parse_args(arguments)
    wide, high = (int(side) for side in chosen.size.split("x"))
    app = QApplication([])
    gc.disable()  # as the program does until its rooms are loaded
    warm_up(lambda: False)
    with tempfile.TemporaryDirectory(prefix="cxfield-bench-") as folder:
        file = make(Path(folder))
        ui = make_ui(Settings(language="en", theme="light"))
        ui.study = StudySession(file, ui.bus)
        page: Any = ObservePage(ui)
        page.resize(wide - 84, high)
        page.show()
        start = time.perf_counter()
        page.entered()
        opened = (time.perf_counter() - start) * 1000
        while app.platformName() != "offscreen" and not page.windowHandle().isExposed():
            app.processEvents()
        page.activateWindow()
        measure(app, page, 30)
        print(
            f"key to committed and visible, {STUDY_ENTRIES:,} entries in the study, {SESSION_ENTRIES:,} "
            f"in the session, {chosen.size}, platform {app.platformName()}; room opened in {opened:.0f} ms; "
            f"load of the machine {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores"
        )
        report("single presses", measure(app, page, chosen.presses))
        spent, whole = burst(app, page, 20)
        print(f"burst of 20 keys: {spent:.0f} ms until all are on the disk, in order and complete: {whole}")
        ui.study.close()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
