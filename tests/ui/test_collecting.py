# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Nothing of the window is ever taken down on another thread."""

import gc
import threading
from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from ui.collecting import Collector


class Ring:
    """Garbage only a collector finds; it notes the thread on which it goes."""

    gone: list[int]

    def __init__(self, gone: list[int]) -> None:
        self.gone = gone
        self.itself = self

    def __del__(self) -> None:
        self.gone.append(threading.get_ident())


@pytest.fixture
def collector(qtbot: QtBot) -> Iterator[Collector]:
    made = Collector()
    yield made
    made.stop()


def test_garbage_goes_on_the_threads_of_the_window_alone(qtbot: QtBot, collector: Collector) -> None:
    gone: list[int] = []
    for _ in range(50):
        Ring(gone)

    kept: list[list[int]] = []

    def busy() -> None:
        kept.extend([] for _ in range(200_000))

    worker = threading.Thread(target=busy)
    worker.start()
    worker.join()
    assert gone == []
    qtbot.waitUntil(lambda: len(gone) == 50, timeout=5000)
    assert set(gone) == {threading.get_ident()}


def test_collecting_is_pythons_again_when_the_window_is_gone(qtbot: QtBot) -> None:
    collector = Collector()
    assert not gc.isenabled()
    collector.stop()
    assert gc.isenabled()
