# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What was logged and is not on the disk yet: written in order, tried again when refused."""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from cxfield.errors import UserError
from ui.session import StudySession

RETRY_MS = 2000


@dataclass(frozen=True, slots=True)
class Letter:
    """One write about one entry: the verb, what undo calls it, and whom to tell.

    `keep` holds on to the write whatever is said against it: a new entry must never get lost.
    """

    entry_id: str
    verb: Callable[[Any], Any]
    label: str
    done: Callable[[Any], None]
    refused: Callable[[BaseException], None]
    keep: bool = False


class Outbox(QObject):
    """Writes about one entry follow each other; an entry that is stuck holds up only itself."""

    stuck = Signal(str, object)
    sent = Signal()

    def __init__(self, study: StudySession, scope: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._study = study
        self._scope = scope
        self._held: dict[str, deque[Letter]] = {}
        self._flying: set[str] = set()
        self._letters = 0
        self._retry = QTimer(self)
        self._retry.setSingleShot(True)
        self._retry.setInterval(RETRY_MS)
        self._retry.timeout.connect(self.again)

    @property
    def unsent(self) -> int:
        """How many entries wait for the disk."""
        return len(self._held)

    @property
    def open(self) -> int:
        """How many letters are neither on the disk nor refused, on their way or stuck."""
        return self._letters

    def send(self, letter: Letter) -> None:
        """Write it, or queue it behind what is stuck for the same entry."""
        self._letters += 1
        waiting = self._held.get(letter.entry_id)
        if waiting is not None:
            waiting.append(letter)
            return
        self._write(letter)

    def again(self) -> None:
        """Try everything that is stuck once more, oldest first."""
        for entry_id, waiting in list(self._held.items()):
            if entry_id not in self._flying and waiting:
                self._flying.add(entry_id)
                self._write(waiting[0])

    def _write(self, letter: Letter) -> None:
        try:
            self._study.call(
                letter.verb,
                label=letter.label,
                scope=self._scope,
                done=lambda committed: self._written(letter, committed),
                failed=lambda error: self._refused(letter, error),
            )
        except UserError as error:  # the file is being closed
            self._refused(letter, error)

    def _written(self, letter: Letter, committed: Any) -> None:
        self._letters -= 1
        letter.done(committed)
        self._flying.discard(letter.entry_id)
        waiting = self._held.get(letter.entry_id)
        if waiting is not None:
            if waiting and waiting[0] is letter:
                waiting.popleft()
            if waiting:
                self._flying.add(letter.entry_id)
                self._write(waiting[0])
            else:
                del self._held[letter.entry_id]
        if not self._held:
            self._retry.stop()
        self.sent.emit()

    def _refused(self, letter: Letter, error: BaseException) -> None:
        self._flying.discard(letter.entry_id)
        behind = letter.entry_id in self._held
        if not letter.keep and not behind and not self._of_the_disk(error):
            self._letters -= 1
            letter.refused(error)
            self.sent.emit()
            return
        waiting = self._held.setdefault(letter.entry_id, deque())
        if not any(other is letter for other in waiting):
            waiting.append(letter)
        self._retry.start()
        self.stuck.emit(letter.entry_id, error)

    def _of_the_disk(self, error: BaseException) -> bool:
        """Whether the file could not be written, as opposed to a rule that forbids it."""
        return not isinstance(error, UserError) or error.values.get("name") == self._study.path.name
