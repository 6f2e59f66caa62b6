# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Say where the code tiles stand in a window of the screen's size, given a study to open."""

import sys
from pathlib import Path

from PySide6.QtCore import QPoint, QTimer

from cxfield.clock import SystemClock
from cxfield.model.study import Site
from cxfield.services.observation import start_session
from cxfield.services.observation_shapes import Start
from cxfield.storage import StudyFile
from ui.main import run
from ui.pages.observe.capture import CaptureView
from ui.shell.window import MainWindow

PATH = Path(sys.argv[1])


def begin() -> None:
    """A session runs when the window opens, so that the tiles are there."""
    file = StudyFile.open(PATH)
    stamp = SystemClock().stamp()
    file.write(
        lambda uow: start_session(
            uow, start=Start(site_id=uow.all(Site, order_by="order_key")[0].id), stamp=stamp
        ),
        label="x",
    ).result(30)
    file.close()


def probe(window: MainWindow) -> None:
    """Look every half second until the tiles are in their places."""
    timer = QTimer(window)
    timer.setInterval(500)
    seen: list[object] = []

    def look() -> None:
        views = window.findChildren(CaptureView)
        if not views or not views[0].isVisible() or views[0].log is None:
            return
        places = [
            (tile.code.key, tile.mapToGlobal(QPoint(tile.width() // 2, tile.height() // 2)))
            for tile in views[0].grid.tiles.values()
        ]
        now = [(key, point.x(), point.y()) for key, point in places]
        seen.append(now)
        if len(seen) > 3 and seen[-1] == seen[-2] == seen[-3]:
            for key, x, y in now:
                print("TILE", key, x, y, flush=True)
            window.close()

    timer.timeout.connect(look)
    timer.start()


if __name__ == "__main__":
    begin()
    raise SystemExit(run(["cxfield"], PATH, probe=probe))
