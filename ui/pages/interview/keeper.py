# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Keeps what is typed: to the writer within the throttle, again when the disk refuses, never lost."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from cxfield.services.interview import Words
from ui.editors.answer_box import Snapshot

#: Words go to the writer at most this often, so that they are on disk within 250 ms.
THROTTLE_MS = 150
RETRY_MS = 2000


class Keeper(QObject):
    """`typed` marks the words as new; `send(question_id, words)` writes them and says `kept` or `refused`."""

    trouble = Signal(object)
    """Why the words are not on disk, or None when they are."""

    def __init__(self, send: Callable[[str, Words], None], parent: QObject) -> None:
        super().__init__(parent)
        self._send = send
        self._read: Callable[[], Snapshot] | None = None
        self._question = ""
        self._dirty = False
        self._writing = False
        self._unsaved: dict[str, Words] = {}
        self._throttle = _timer(self, THROTTLE_MS, self.flush)
        self._retry = _timer(self, RETRY_MS, self.again)

    @property
    def settled(self) -> bool:
        """Whether every word typed is on the disk."""
        return not (self._dirty or self._writing or self._unsaved)

    @property
    def stuck(self) -> bool:
        """Whether the disk has refused words that are still here."""
        return bool(self._unsaved) and self._retry.isActive()

    def use(self, read: Callable[[], Snapshot]) -> None:
        """Where the words being typed are read from."""
        self._read = read

    def waiting(self, question_id: str) -> Words | None:
        """Words of a question that the disk has not taken yet."""
        return self._unsaved.get(question_id)

    def typed(self, question_id: str) -> None:
        """Something was typed."""
        self._question = question_id
        self._dirty = True
        if not self._throttle.isActive():
            self._throttle.start()

    def flush(self, *, force: bool = False) -> None:
        """Send the words; while one send is on its way, the latest words wait for it unless forced."""
        self._throttle.stop()
        if not self._dirty or self._read is None or (self._writing and not force):
            return
        self._dirty = False
        found = self._read()
        self._go(self._question, Words(found.text, found.times, found.marks))

    def kept(self, question_id: str, words: Words) -> None:
        """The disk has them."""
        self._writing = False
        if self._unsaved.get(question_id) is words:
            del self._unsaved[question_id]
        if not self._unsaved:
            self._retry.stop()
            self.trouble.emit(None)
        if self._dirty and not self._throttle.isActive():
            self.flush()

    def refused(self, error: BaseException) -> None:
        """The disk has not taken them: they stay here and are sent again."""
        self._writing = False
        self._retry.start()
        self.trouble.emit(error)

    def again(self) -> None:
        """Send everything that was refused once more."""
        for question_id, words in list(self._unsaved.items()):
            self._go(question_id, words)

    def stop(self) -> None:
        """The study is closed."""
        self._throttle.stop()
        self._retry.stop()

    def _go(self, question_id: str, words: Words) -> None:
        self._writing = True
        self._unsaved[question_id] = words
        self._send(question_id, words)


def _timer(parent: QObject, ms: int, slot: Callable[[], None]) -> QTimer:
    timer = QTimer(parent)
    timer.setSingleShot(True)
    timer.setInterval(ms)
    timer.timeout.connect(slot)
    return timer
