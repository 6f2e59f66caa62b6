# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Garbage is collected on the window's thread alone.

Python collects on whichever thread happens to make the next object. The writer and the readers make many,
and a widget taken down on one of their threads ends the program. So Python's own collecting is off while a
window lives, and the window's thread does the same work every now and then, between the writes: a press
that is on its way to the disk comes first.
"""

import gc
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

if TYPE_CHECKING:
    from ui.context import Ui

_EVERY_MS = 400


def at_work(ui: "Ui") -> bool:
    """Whether a job or a write is under way, in which a pause would be felt."""
    return ui.jobs.running > 0 or (ui.study is not None and ui.study.pending > 0)


class Collector(QObject):
    """Looks every now and then whether a generation is due, by Python's own thresholds."""

    def __init__(self, busy: Callable[[], bool] = lambda: False, parent: QObject | None = None) -> None:
        super().__init__(parent)
        # While something long is under way (modules being loaded, a report being made) nothing is collected:
        # its objects live on, and looking at all of them would be felt.
        self._busy = busy
        gc.disable()
        self._timer = QTimer(self)
        self._timer.setInterval(_EVERY_MS)
        self._timer.timeout.connect(self.collect_due)
        self._timer.start()

    def collect_due(self) -> None:
        """Collect the oldest generation that is due, and with it the younger ones."""
        if self._busy():
            return
        counts = zip(gc.get_count(), gc.get_threshold(), strict=True)
        due = [age for age, (count, limit) in enumerate(counts) if count > limit]
        if due:
            gc.collect(due[-1])

    def stop(self) -> None:
        """Hand collecting back to Python: the window is gone."""
        self._timer.stop()
        gc.enable()
