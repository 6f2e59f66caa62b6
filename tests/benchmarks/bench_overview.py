# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The overview of a study with 100,000 entries: to full, after a filter, and the longest pause of the window.

"Full" is from asking the file until every figure is painted, all of them anew; "after a filter" from the
choice until what it changed is painted.
The longest pause is the longest time the window's own loop did not turn. Four sizes show the growth.
"""

import gc
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

if not (
    os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY") or sys.platform in {"win32", "darwin"}
):
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("CXFIELD_HOME", tempfile.mkdtemp(prefix="cxfield-bench-"))

from PySide6.QtWidgets import QApplication, QWidget
from sqlalchemy import insert, select

from cxfield.ids import Ids
from cxfield.model.capture import Entry, Shopper
from cxfield.model.registry import kind_of, table_of
from cxfield.services.demo import build_demo
from cxfield.services.overview_filter import Scope
from cxfield.settings import Settings
from cxfield.storage import StudyFile, UnitOfWork
from ui.collecting import Collector
from ui.making import make_ui
from ui.pages.overview import OverviewPage
from ui.session import StudySession

SIZES = (12_500, 25_000, 50_000, 100_000)
TRIES = 5


def multiply(uow: UnitOfWork, entries: int) -> None:
    """Repeat the sample study's shoppers and entries until there are so many."""
    kind, table = kind_of(Entry), table_of(Entry)
    rows = [
        dict(r._mapping)
        for r in uow.connection.execute(select(table).where(table.c.retired.is_(False))).all()
    ]
    people = [dict(r._mapping) for r in uow.connection.execute(select(table_of(Shopper))).all()]
    ids = Ids(uow.clock)
    wanted = entries - len(rows)
    made: list[dict[str, object]] = []
    guests: list[dict[str, object]] = []
    while len(made) < wanted:
        new = {person["id"]: ids.new() for person in people}
        guests += [{**person, "id": new[person["id"]]} for person in people]
        made += [{**row, "id": ids.new(), "shopper_id": new.get(row["shopper_id"])} for row in rows]
    uow.connection.execute(insert(kind_of(Shopper).table), guests)
    uow.connection.execute(insert(kind.table), made[:wanted])


class Window:
    """A page with a loop that notes the longest time it did not turn."""

    def __init__(self, app: QApplication, page: OverviewPage) -> None:
        self.app, self.page = app, page
        self.longest = 0.0

    def until(self, ready: Callable[[], bool]) -> float:
        """Turn the loop until it is ready; ms."""
        start = last = time.perf_counter()
        while not ready():
            self.app.processEvents()
            now = time.perf_counter()
            self.longest = max(self.longest, now - last)
            last = now
            time.sleep(0.0005)
        return (time.perf_counter() - start) * 1000

    def shown(self, begin: Callable[[], None], *, anew: bool = False) -> float:
        """From the choice to painted, what stayed the same too when `anew`; ms."""
        before = self.page.shown
        start = time.perf_counter()
        begin()
        self.until(lambda: self.page.shown is not before)
        turn = time.perf_counter()
        for widget in self.page.findChildren(QWidget) if anew else ():
            widget.update()
        self.page.repaint()
        self.app.processEvents()
        self.longest = max(self.longest, time.perf_counter() - turn)
        return (time.perf_counter() - start) * 1000


def measure(app: QApplication, template: Path, folder: Path, size: int) -> None:
    """One size: first time, again, and every store and phase as a filter."""
    path = folder / f"{size}.cxf"
    path.write_bytes(template.read_bytes())
    file = StudyFile.open(path)
    file.write(lambda uow: multiply(uow, size), label="x").result()
    ui = make_ui(Settings(language="en", theme="light"))
    ui.study = StudySession(file, ui.bus)
    page = OverviewPage(ui)
    page.resize(1356, 844)
    page.show()
    window = Window(app, page)
    first = window.shown(page.entered)
    window.longest = 0.0
    started = time.process_time()
    full = [window.shown(page.load, anew=True) for _ in range(TRIES)]
    spent = (time.process_time() - started) * 1000 / TRIES
    pause_full, window.longest = window.longest, 0.0
    assert page.shown is not None
    sites = [Scope(site=s.id) for s in page.shown.facts.sites]
    scopes = [*sites, Scope(settling=False), Scope(phase="before"), Scope(), *sites, Scope()]
    started = time.process_time()
    after = [window.shown(lambda scope=scope: page.use_scope(scope)) for scope in scopes]  # type: ignore[misc]
    used = (time.process_time() - started) * 1000 / len(scopes)
    print(
        f"{size:>7} entries: first {first:.0f} ms; full median {statistics.median(full):.0f} "
        f"max {max(full):.0f} ms (longest pause {pause_full * 1000:.0f} ms, processor {spent:.0f} ms); "
        f"after a filter median {statistics.median(after):.0f} "
        f"max {max(after):.0f} ms (longest pause {window.longest * 1000:.0f} ms, processor {used:.0f} ms)"
    )
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
        template = folder / "demo.cxf"
        build_demo(template, "en")
        for size in SIZES if len(sys.argv) < 2 else map(int, sys.argv[1:]):
            measure(app, template, folder, size)
    collector.stop()
    return 0


if __name__ == "__main__":
    sys.exit(main())
