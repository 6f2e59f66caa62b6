# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Undo and redo of the open study: thin, for the stack lives in the file and survives a restart."""

from typing import Any

from PySide6.QtCore import QObject, Signal

from ui.session import StudySession


class Undo(QObject):
    """`undo()` and `redo()` act on the scope of the page in front; the label says what it was."""

    undone = Signal(str)
    redone = Signal(str)
    nothing = Signal(object)
    """There was nothing to take back, or it could not be: the `UserError` that says so."""

    def __init__(self, session: StudySession, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.scope = ""

    def undo(self) -> None:
        """Take back the last group of this device in the present scope."""
        self._session.undo(self.scope, done=self._undone, failed=self.nothing.emit)

    def redo(self) -> None:
        """Bring back what was undone last in the present scope."""
        self._session.redo(self.scope, done=self._redone, failed=self.nothing.emit)

    def _undone(self, committed: Any) -> None:
        self.undone.emit(committed.value)

    def _redone(self, committed: Any) -> None:
        self.redone.emit(committed.value)
