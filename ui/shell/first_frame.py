# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tells once when a window is on the screen for the first time."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QWindow


class FirstFrame(QObject):
    """Calls `then` after the first frame of a window was painted."""

    def __init__(self, window: QWindow, then: Callable[[], None], parent: QObject) -> None:
        super().__init__(parent)
        self._window: QWindow | None = window
        self._then = then
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The window paints while it handles its exposure; a timer of nought comes after that."""
        window = self._window
        if window is not None and event.type() == QEvent.Type.Expose and window.isExposed():
            self._window = None
            window.removeEventFilter(self)
            QTimer.singleShot(0, self, self._over)
        return False

    def _over(self) -> None:
        self._then()
        self.deleteLater()
