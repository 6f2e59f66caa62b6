# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Long work on worker threads: progress, cancel, and the result on the window's thread."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QObject, Signal

from ui.bus import Deliver

T = TypeVar("T")


class Cancelled(Exception):  # noqa: N818 - not an error: the user asked for it
    """The user stopped the job; everything is as it was."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a job is: `done` of `total` steps, and an estimate of the ms left (None at first)."""

    done: int
    total: int
    left_ms: int | None


class Handle:
    """What the working function gets: report steps with it and stop when the user asks."""

    __slots__ = ("_last", "_report", "_started", "_stop")

    def __init__(self, report: Callable[[Progress], None]) -> None:
        self._report = report
        self._stop = threading.Event()
        self._started = time.monotonic()
        self._last = 0.0

    @property
    def cancelled(self) -> bool:
        """Whether the user asked to stop."""
        return self._stop.is_set()

    def cancel(self) -> None:
        """Ask the job to stop at its next step."""
        self._stop.set()

    def step(self, done: int, total: int) -> None:
        """Report progress; raises `Cancelled` when the user asked to stop."""
        if self._stop.is_set():
            raise Cancelled
        now = time.monotonic()
        # Twenty reports a second are enough for a bar, and leave the window alone.
        if done < total and now - self._last < 0.05:
            return
        self._last = now
        spent = now - self._started
        left = round(spent / done * (total - done) * 1000) if done and spent > 0.3 else None
        self._report(Progress(done, total, left))


class Job(QObject, Generic[T]):
    """One piece of work under way; signals arrive on the window's thread."""

    progressed = Signal(object)
    done = Signal(object)
    failed = Signal(object)
    cancelled = Signal()
    ended = Signal()

    def __init__(self, deliver: Deliver, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._deliver = deliver
        self.handle = Handle(lambda progress: deliver.post(lambda: self._emit_progress(progress)))
        self.running = True
        self._thread: threading.Thread | None = None

    def cancel(self) -> None:
        """Ask the work to stop; `cancelled` tells when it did."""
        self.handle.cancel()

    def start(self, work: Callable[[Handle], T]) -> None:
        """Begin on a thread of its own."""
        self._thread = threading.Thread(target=self._work, args=(work,), name="cxfield-job", daemon=True)
        self._thread.start()

    def join(self) -> None:
        """Wait until the thread has ended; its callbacks may still be on their way."""
        if self._thread is not None:
            self._thread.join()

    def _work(self, work: Callable[[Handle], T]) -> None:
        try:
            result = work(self.handle)
        except Cancelled:
            self._deliver.post(self._finish_cancelled)
        except BaseException as error:  # noqa: BLE001 - handed to the window, which shows or raises it
            failure = error
            self._deliver.post(lambda: self._finish(self.failed, failure))
        else:
            self._deliver.post(lambda: self._finish(self.done, result))

    def _emit_progress(self, progress: Progress) -> None:
        if self.running:
            self.progressed.emit(progress)

    def _finish(self, signal: object, value: object) -> None:
        self.running = False
        signal.emit(value)  # type: ignore[attr-defined]
        self.ended.emit()

    def _finish_cancelled(self) -> None:
        self.running = False
        self.cancelled.emit()
        self.ended.emit()


class Jobs(QObject):
    """Starts jobs: `jobs.run(work, done=..., failed=..., progressed=...)`."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._deliver = Deliver(self)
        self._running: set[Job[Any]] = set()

    @property
    def running(self) -> int:
        """How many jobs are under way."""
        return len(self._running)

    def run(
        self,
        work: Callable[[Handle], T],
        *,
        done: Callable[[T], None] | None = None,
        failed: Callable[[BaseException], None] | None = None,
        progressed: Callable[[Progress], None] | None = None,
        cancelled: Callable[[], None] | None = None,
    ) -> Job[T]:
        """Run `work(handle)` on a worker thread; the callbacks run on the window's thread.

        A failure nobody listens to is raised in the window's thread, so that it is never lost.
        """
        job: Job[T] = Job(self._deliver, self)
        if done is not None:
            job.done.connect(done)
        job.failed.connect(failed if failed is not None else _raise)
        if progressed is not None:
            job.progressed.connect(progressed)
        if cancelled is not None:
            job.cancelled.connect(cancelled)
        self._running.add(job)
        job.ended.connect(lambda: self._forget(job))
        job.start(work)
        return job

    def close(self) -> None:
        """Ask all work to stop and wait for it: Python must not end under a running thread."""
        for job in tuple(self._running):
            job.cancel()
            job.join()

    def _forget(self, job: Job[T]) -> None:
        self._running.discard(job)
        job.deleteLater()


def _raise(error: BaseException) -> None:
    raise error
