# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""How long a question is in front; the disk hears of it every few seconds."""

import time
from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import QObject, QTimer

#: So much of a question's time is lost at most when the machine dies.
KEEP_MS = 4000


class Stopwatch(QObject):
    """Counts on from what is kept, while the interview runs; `keep` is called now and then."""

    def __init__(self, running: Callable[[], bool], keep: Callable[[], None], parent: QObject) -> None:
        super().__init__(parent)
        self._running = running
        self._kept_ms = 0
        self._since = time.monotonic()
        self._timer = QTimer(self)
        self._timer.setInterval(KEEP_MS)
        self._timer.timeout.connect(lambda: keep() if running() else None)

    def enter(self, kept_ms: int) -> None:
        """Another question comes to the front, with the time it has already."""
        self._kept_ms = kept_ms
        self.go_on()
        self._timer.start()

    def go_on(self) -> None:
        """The interview runs again."""
        self._since = time.monotonic()

    def hold(self) -> None:
        """The interview is about to pause."""
        self._kept_ms = self.total()

    def total(self) -> int:
        """How long the question has been in front in all, in ms."""
        running = (time.monotonic() - self._since) * 1000 if self._running() else 0
        return self._kept_ms + round(running)

    def stop(self) -> None:
        """Nothing is kept any more."""
        self._timer.stop()


def kept_time(place: Mapping[str, Any], session_id: str, question_id: str) -> int:
    """The time of a question that this device kept when the interview was broken off, in ms."""
    kept = place.get("interview")
    if not isinstance(kept, dict) or (kept.get("session"), kept.get("question")) != (session_id, question_id):
        return 0
    spent = kept.get("spent_ms")
    return spent if isinstance(spent, int) else 0
