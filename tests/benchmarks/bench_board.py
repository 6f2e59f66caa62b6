# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The board with 2,000 cards: what one frame costs while it is scrolled, zoomed and dragged over.

A frame is one painting of the visible board, 1440 x 800; at 60 frames a second it may take 16.7 ms. Half of
the cards are in clusters, half are loose. Times are those of the thread, so that other programs do not count.
"""

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable

if not (
    os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY") or sys.platform in {"win32", "darwin"}
):
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("CXFIELD_HOME", tempfile.mkdtemp(prefix="cxfield-bench-"))

from PySide6.QtCore import QPointF
from PySide6.QtWidgets import QApplication

from cxfield.services.debrief_board import BoardView, Card, Cluster
from cxfield.settings import Settings
from ui.making import make_ui
from ui.pages.debrief.board_canvas import BoardCanvas

CARDS, CLUSTERS, FRAMES = 2_000, 40, 240


def card(number: int) -> Card:
    """A card of ordinary length."""
    words = f"Kysyy noutoa kassalta ja ohjataan takaisin ovelle, kerta {number}. " * (1 + number % 3)
    origin = ("observe", "interview", "group", "metric", "own")[number % 5]
    return Card(
        str(number), "", "", origin, words, "Espoo, kassa", "H1", number % 4, (), "", False, "", "entry", ""
    )


def board() -> BoardView:
    """2,000 cards, half of them grouped."""
    cards = [card(number) for number in range(CARDS)]
    half, each = CARDS // 2, CARDS // 2 // CLUSTERS
    clusters = tuple(
        Cluster(f"g{n}", f"Ryhmä {n}", "", tuple(cards[n * each : (n + 1) * each])) for n in range(CLUSTERS)
    )
    return BoardView(clusters, tuple(cards[half:]))


def frames(app: QApplication, canvas: BoardCanvas, move: Callable[[int], None]) -> list[float]:
    """The time of each frame in ms, the move and the painting."""
    spent = []
    for number in range(FRAMES):
        started = time.thread_time()
        move(number)
        canvas.viewport().repaint()
        app.processEvents()
        spent.append((time.thread_time() - started) * 1000)
    return spent


def main() -> None:
    """Measure and print."""
    app = QApplication([*sys.argv[:1], "-style", "fusion"])
    ui = make_ui(Settings(language="fi", theme="light"))
    canvas = BoardCanvas(ui)
    canvas.resize(1440, 800)
    canvas.show()
    started = time.perf_counter()
    canvas.show_board(board())
    canvas.viewport().repaint()
    print(f"{CARDS} cards laid out and shown: {(time.perf_counter() - started) * 1000:.0f} ms")
    bar = canvas.verticalScrollBar()
    span = max(1, bar.maximum())

    def scroll(n: int) -> None:
        bar.setValue(n * 40 % span)

    def zoom(n: int) -> None:
        canvas.set_zoom(0.4 + (n % 60) / 60, QPointF(700, 400))

    def settle(n: int) -> None:
        if n == 0:
            canvas._settle()

    def drag(n: int) -> None:
        canvas._dragging, canvas._hand = True, QPointF(50 + n * 4, 60 + n)
        canvas.viewport().update()

    for name, move in (
        ("scrolling", scroll),
        ("dragging", drag),
        ("zooming", zoom),
        ("after zooming", settle),
    ):
        spent = sorted(frames(app, canvas, move))
        late = sum(one > 1000 / 60 for one in spent)
        print(
            f"{name}: median {statistics.median(spent):.1f} ms, 95 % {spent[int(len(spent) * 0.95)]:.1f} ms, "
            f"{late} of {FRAMES} frames over 16.7 ms (goal 0)"
        )
    canvas.close()
    ui.close()


if __name__ == "__main__":
    main()
