# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The open study as the window sees it: verbs go to the writer, results come back on the window's thread."""

from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from typing import Any, Protocol, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from ui.bus import Bus, Deliver

T = TypeVar("T")
SAVING_SHOWN_AFTER_MS = 500


class CommittedLike(Protocol):
    """What a write gives once it is on disk: the verb's own result and what changed."""

    @property
    def value(self) -> Any:
        """What the verb returned."""

    @property
    def change(self) -> Any:
        """Kinds and ids that changed."""


class StudyFileLike(Protocol):
    """The part of `cxfield.storage.StudyFile` that the window uses."""

    @property
    def path(self) -> Path:
        """Where the file is."""

    @property
    def read_only(self) -> bool:
        """Whether this window may only look."""

    @property
    def owner(self) -> Any:
        """Who writes the file when this window may not, or None."""

    def write(self, verb: Callable[[Any], Any], *, label: str = "", scope: str = "") -> Future[Any]:
        """Queue a verb on the writer thread."""

    def read(self, query: Callable[[Any], T]) -> T:
        """Ask on a read connection."""

    def close(self) -> None:
        """Finish all writes and leave one plain file."""


class StudySession(QObject):
    """`call(verb, *args, done=..., failed=...)` writes; `read(query)` asks; changes go to the bus."""

    closed = Signal()

    def __init__(self, file: StudyFileLike, bus: Bus, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.file = file
        self._bus = bus
        self._deliver = Deliver(self)
        self._pending = 0
        self._slow = QTimer(self)
        self._slow.setSingleShot(True)
        self._slow.setInterval(SAVING_SHOWN_AFTER_MS)
        self._slow.timeout.connect(bus.saving)

    @property
    def path(self) -> Path:
        """Where the file is."""
        return self.file.path

    @property
    def read_only(self) -> bool:
        """Whether this window may only look."""
        return self.file.read_only

    @property
    def pending(self) -> int:
        """Writes that are not on disk yet."""
        return self._pending

    def call(
        self,
        verb: Callable[..., Any],
        *args: Any,
        label: str = "",
        scope: str = "",
        done: Callable[[Any], None] | None = None,
        failed: Callable[[BaseException], None] | None = None,
        **kwargs: Any,
    ) -> "Future[Any]":
        """Have `verb(unit, *args, **kwargs)` written; `done(committed)` follows the commit.

        Without `failed` a failure is shown in the save line of the window until a write succeeds.
        """
        self._pending += 1
        if not self._slow.isActive():
            self._slow.start()
        future = self.file.write(lambda unit: verb(unit, *args, **kwargs), label=label, scope=scope)
        future.add_done_callback(
            lambda ready: self._deliver.post(lambda: self._finished(ready, done, failed))
        )
        return future

    def read(self, query: Callable[..., T], *args: Any, **kwargs: Any) -> T:
        """Ask `query(connection, *args, **kwargs)` on this thread; keep such queries under a frame."""
        return self.file.read(lambda connection: query(connection, *args, **kwargs))

    def close(self) -> None:
        """Finish all writes and close the file."""
        self._slow.stop()
        self.file.close()
        self.closed.emit()

    def _finished(
        self,
        future: "Future[Any]",
        done: Callable[[Any], None] | None,
        failed: Callable[[BaseException], None] | None,
    ) -> None:
        self._pending -= 1
        if not self._pending:
            self._slow.stop()
        error = future.exception()
        if error is not None:
            if failed is not None:
                failed(error)
            else:
                self._bus.failed.emit(error)
            return
        committed = future.result()
        self._bus.saved.emit()
        if done is not None:
            done(committed)
        change = getattr(committed, "change", None)
        if change is not None:
            self._bus.changed.emit(change)
