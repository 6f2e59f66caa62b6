# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Undo and redo of the open study: thin, for the stack lives in the file and survives a restart."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal

from ui.session import StudySession


class Undo(QObject):
    """`undo()` and `redo()` take back and bring back one group; `undone(value)` tells what it was."""

    undone = Signal(object)
    redone = Signal(object)

    def __init__(
        self,
        session: StudySession,
        undo_verb: Callable[..., Any],
        redo_verb: Callable[..., Any],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._undo_verb = undo_verb
        self._redo_verb = redo_verb

    def undo(self) -> None:
        """Take back the last group of this device."""
        self._session.call(self._undo_verb, done=self.undone.emit)

    def redo(self) -> None:
        """Bring back what was undone last."""
        self._session.call(self._redo_verb, done=self.redone.emit)
