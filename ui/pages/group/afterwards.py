# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What can wait until a press is on the disk: names for screen readers, tips."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from ui.pages.group.book import Book

_SOON_MS = 50


class Afterwards(QTimer):
    """Does its work soon after it was asked to, however often, once nothing is on its way to the disk."""

    def __init__(self, log: Book, work: Callable[[], None], parent: QObject) -> None:
        super().__init__(parent)
        self._log, self._work = log, work
        self.setSingleShot(True)
        self.setInterval(_SOON_MS)
        self.timeout.connect(self._look)

    def soon(self) -> None:
        """Have it done."""
        if not self.isActive():
            self.start()

    def _look(self) -> None:
        if self._log.unsent:
            self.start()
        else:
            self._work()
