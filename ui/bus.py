# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The bus: committed changes, delivered on the window's own thread; views ask again when one arrives."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Signal


class Bus(QObject):
    """`changed` carries the `Change` of a commit; `saving`, `saved` and `failed` the state of the writer."""

    changed = Signal(object)
    saving = Signal()
    saved = Signal()
    failed = Signal(object)
    rewritten = Signal()
    """The study file had been deleted while it was open and was written again."""
    capturing = Signal(str)
    """A room's capture starts (`observe`, `interview`) or ends (empty)."""


class Deliver(QObject):
    """Calls a function on the thread that made this object, from any thread, in order."""

    _posted = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._posted.connect(self._run, Qt.ConnectionType.QueuedConnection)

    def post(self, work: Callable[[], None]) -> None:
        """Have `work` called on the window's thread; safe from any thread."""
        try:
            self._posted.emit(work)
        except RuntimeError:
            # The window is gone; there is nobody left to tell.
            return

    def _run(self, work: Callable[[], None]) -> None:
        work()
