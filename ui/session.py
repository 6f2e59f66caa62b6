# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The open study as the window sees it: verbs go to the writer, results come back on the window's thread."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any, Protocol, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from cxfield.errors import UserError
from ui.bus import Bus, Deliver

T = TypeVar("T")
Done = Callable[[Any], None]
Failed = Callable[[BaseException], None]

SAVING_SHOWN_AFTER_MS = 500


class StudyFileLike(Protocol):
    """The part of `cxfield.storage.StudyFile` that the window uses."""

    path: Path
    read_only: bool
    owner: str | None

    def write(
        self, verb: Callable[[Any], Any], *, label: str, scope: str = "", undoable: bool = True
    ) -> "Future[Any]":
        """Queue a verb on the writer thread; the future has `value` and `change` once it is on disk."""

    def read(self, query: Callable[[Any], T]) -> T:
        """Ask on a read connection of the asking thread."""

    def undo(self, scope: str = "") -> "Future[Any]":
        """Take the last change of a scope back."""

    def redo(self, scope: str = "") -> "Future[Any]":
        """Bring the last undone change of a scope back."""

    def seal(self) -> "Future[Any]":
        """End the typing burst."""

    def place(self) -> dict[str, Any]:
        """Where the work was on this device."""

    def keep_place(self, **values: Any) -> "Future[Any]":
        """Remember where the work is."""

    def local(self, key: str) -> Any:
        """Something this device kept."""

    def close(self) -> None:
        """Finish all writes and leave one plain file."""


class StudySession(QObject):
    """`call(verb, *args, done=..., failed=...)` writes, `read(query)` asks, `ask` asks in the background.

    What was committed is told on the bus: first to the caller's `done`, then to everybody by `changed`.
    """

    changed = Signal(object)
    """The `Change` of a commit, for the views of this study; nothing any more once it is closed."""
    closed = Signal()

    def __init__(self, file: StudyFileLike, bus: Bus, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.file = file
        self._bus = bus
        self._deliver = Deliver(self)
        self._pending = 0
        self._asked = 0
        self._gone = False
        self._readers = ThreadPoolExecutor(1, "cxfield-reader")
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

    @property
    def asked(self) -> int:
        """Questions whose answers have not arrived yet."""
        return self._asked

    def call(
        self,
        verb: Callable[..., Any],
        *args: Any,
        label: str = "",
        scope: str = "",
        undoable: bool = True,
        done: Done | None = None,
        failed: Failed | None = None,
        **kwargs: Any,
    ) -> "Future[Any]":
        """Have `verb(uow, *args, **kwargs)` written; `done(committed)` follows the commit.

        Without `failed` a failure is shown in the save line of the window until a write succeeds.
        """
        return self._send(
            lambda: self.file.write(
                lambda uow: verb(uow, *args, **kwargs), label=label, scope=scope, undoable=undoable
            ),
            done,
            failed,
        )

    def undo(self, scope: str = "", *, done: Done | None = None, failed: Failed | None = None) -> None:
        """Take the last change of a scope back; `committed.value` is its label."""
        self._send(lambda: self.file.undo(scope), done, failed)

    def redo(self, scope: str = "", *, done: Done | None = None, failed: Failed | None = None) -> None:
        """Bring the last undone change of a scope back."""
        self._send(lambda: self.file.redo(scope), done, failed)

    def seal(self) -> None:
        """End the typing burst: the focus left the field."""
        if not self.read_only:
            self._send(self.file.seal, None, None)

    def keep_place(self, **values: Any) -> None:
        """Remember where the work is on this device; a study opened for looking keeps nothing."""
        if not self.read_only:
            self._send(lambda: self.file.keep_place(**values), None, None)

    @property
    def is_open(self) -> bool:
        """Whether it can still be read; a page may be painted once more after its study was closed."""
        return not self._gone

    def read(self, query: Callable[..., T], *args: Any, **kwargs: Any) -> T:
        """Ask `query(reader, *args, **kwargs)` on this thread; only what takes less than a frame."""
        return self.file.read(lambda reader: query(reader, *args, **kwargs))

    def ask(
        self,
        query: Callable[..., Any],
        *args: Any,
        done: Done,
        failed: Failed | None = None,
        **kwargs: Any,
    ) -> "Future[Any]":
        """Ask `query(reader, *args, **kwargs)` in the background; `done(answer)` on this thread.

        Once the study is closed nothing is asked: a page's timer may still fire before the page goes.
        """
        if self._gone:
            unasked: Future[Any] = Future()
            unasked.cancel()
            return unasked
        future = self._readers.submit(self.read, query, *args, **kwargs)
        self._asked += 1
        future.add_done_callback(
            lambda ready: self._deliver.post(lambda: self._answered(ready, done, failed))
        )
        return future

    def close(self) -> None:
        """Finish all writes and close the file."""
        self._slow.stop()
        self._gone = True
        self._readers.shutdown(wait=True, cancel_futures=True)
        self.file.close()
        self.closed.emit()

    def _send(
        self, send: Callable[[], "Future[Any]"], done: Done | None, failed: Failed | None
    ) -> "Future[Any]":
        try:
            future = send()
        except UserError as error:
            future = Future()
            future.set_exception(error)
        self._pending += 1
        if not self._slow.isActive():
            self._slow.start()
        future.add_done_callback(
            lambda ready: self._deliver.post(lambda: self._finished(ready, done, failed))
        )
        return future

    def _finished(self, future: "Future[Any]", done: Done | None, failed: Failed | None) -> None:
        self._pending -= 1
        if not self._pending:
            self._slow.stop()
        if future.cancelled():
            return
        error = future.exception()
        if error is not None:
            (failed or self._bus.failed.emit)(error)
            return
        committed = future.result()
        if self._gone:
            return  # nobody is there to be told: the window and its bus may be gone too
        self._bus.saved.emit()
        if getattr(committed, "rewritten", False):
            self._bus.rewritten.emit()
        if done is not None:
            done(committed)
        if getattr(committed.change, "ids", ()):
            self.changed.emit(committed.change)
            self._bus.changed.emit(committed.change)

    def _answered(self, future: "Future[Any]", done: Done, failed: Failed | None) -> None:
        self._asked -= 1
        if future.cancelled() or self._gone:
            return
        error = future.exception()
        if error is None:
            done(future.result())
        elif failed is not None:
            failed(error)
        else:
            raise error
