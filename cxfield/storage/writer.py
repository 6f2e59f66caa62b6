# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The one writer thread of a study file: verbs in order, each in a transaction of its own."""

import queue
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from cxfield.errors import UserError
from cxfield.i18n import N_
from cxfield.storage.connect import Key
from cxfield.storage.lock import WriterLock
from cxfield.storage.pen import Pen
from cxfield.storage.rescue import is_there, write_again
from cxfield.storage.trouble import driver_errors, said

# SQLAlchemy and the records are imported on the writer's own thread, with the first verb: the window
# shows a study without waiting for them.
if TYPE_CHECKING:
    from sqlalchemy import Connection

    from cxfield.storage.unit import UnitOfWork

T = TypeVar("T")

_IDLE_S = 1.0
_BEAT_S = 10.0
_TRIES = 25
_WAIT_S = 0.02

CLOSED = N_("{name} is closed already. Open it again.")


@dataclass(frozen=True, slots=True)
class Change:
    """Which records a transaction touched: views that show them ask again."""

    kinds: frozenset[str]
    ids: frozenset[str]


@dataclass(frozen=True, slots=True)
class Committed(Generic[T]):
    """What a verb returned, and what it changed; it is on the disk.

    `rewritten`: the study file had been deleted meanwhile and was written again at its place.
    """

    value: T
    change: Change
    rewritten: bool = False


@dataclass(slots=True)
class _Job:
    verb: Callable[["UnitOfWork"], Any]
    label: str
    scope: str
    undoable: bool
    future: Future[Committed[Any]]


class Writer:
    """Owns the writing connection; everything else hands it verbs."""

    def __init__(self, path: Path, key: Key | None, pen: Pen, lock: WriterLock) -> None:
        self._path, self._key, self._pen, self._lock = path, key, pen, lock
        self._jobs: queue.SimpleQueue[_Job | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="study-writer", daemon=True)
        self._connection: Connection | None = None
        self._idle_work = False
        self._closing = False
        self.erasure_pending = False
        self.generation = 0
        self._thread.start()

    def submit(
        self, verb: Callable[["UnitOfWork"], T], label: str, scope: str, *, undoable: bool = True
    ) -> Future[Committed[T]]:
        """Queue a verb; its future is done when the disk has it."""
        if self._closing:
            raise UserError(CLOSED, name=self._path.name)
        job = _Job(verb, label, scope, undoable, Future())
        self._jobs.put(job)
        return job.future

    def close(self) -> None:
        """Finish what is queued, tidy the file up and end the thread."""
        if not self._closing:
            self._closing = True
            self._jobs.put(None)
        self._thread.join()

    def _run(self) -> None:
        beats = 0.0
        try:
            while True:
                try:
                    job = self._jobs.get(timeout=_IDLE_S)
                except queue.Empty:
                    beats += _IDLE_S
                    if beats >= _BEAT_S:
                        beats = 0.0
                        self._lock.beat()
                    self._tidy()
                    continue
                if job is None:
                    break
                self._perform(job)
        finally:
            self._finish()

    def _perform(self, job: _Job) -> None:
        seq, burst, last = self._pen.seq, self._pen.burst, self._pen.logical.last
        try:
            rewritten = not is_there(self._path, self._connection)
            if rewritten:
                write_again(self._path, self._key, self._connection)
                self._connection = None
                self.generation += 1
            if self._connection is None:
                self._connection = self._connect()
            committed = replace(self._transaction(self._connection, job), rewritten=rewritten)
        except driver_errors() as error:
            self._pen.seq, self._pen.burst, self._pen.logical.last = seq, burst, last
            job.future.set_exception(said(error, self._path))
        except BaseException as error:  # noqa: BLE001  (whatever went wrong belongs to the caller who waits for it)
            self._pen.seq, self._pen.burst, self._pen.logical.last = seq, burst, last
            job.future.set_exception(error)
        else:
            self._idle_work = True
            job.future.set_result(committed)

    def _connect(self) -> "Connection":
        from cxfield.storage.engine import connection_to

        return connection_to(self._path, self._key, begin="BEGIN IMMEDIATE")

    def _transaction(self, connection: "Connection", job: _Job) -> Committed[Any]:
        from cxfield.storage import search, undo
        from cxfield.storage.unit import UnitOfWork

        # A scope's label must say what undo takes back, so a verb without entries is not remembered.
        group = self._pen.ids.new()
        with connection.begin():
            uow = UnitOfWork(connection, self._pen, group)
            value = job.verb(uow)
            if not uow.undoable:
                undo.forget_all(connection)
            elif job.undoable and uow.touched and uow.group == group:  # a burst stands in its first group
                undo.push(connection, uow.group, job.scope, job.label)
            search.catch_up(uow.raw)
        if uow.leave_nothing:
            self._leave_nothing()
        pairs = uow.changed | uow.touched
        return Committed(
            value, Change(frozenset(kind for kind, _ in pairs), frozenset(record for _, record in pairs))
        )

    def _leave_nothing(self) -> None:
        """After an erasure the old pages must leave the log too; a reader in the way is waited for."""
        for _ in range(_TRIES):
            busy = self._raw().execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
            self.erasure_pending = bool(busy)
            if not busy:
                return
            time.sleep(_WAIT_S)

    def _tidy(self) -> None:
        if self._connection is None or not (self._idle_work or self.erasure_pending):
            return
        self._idle_work = False
        with suppress(*driver_errors()):  # tidying may wait; the next write tells of a real fault
            if self.erasure_pending:
                self._leave_nothing()
            else:
                self._raw().execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()

    def _raw(self) -> Any:
        assert self._connection is not None
        return self._connection.connection.dbapi_connection

    def _finish(self) -> None:
        if self._connection is None:
            return
        # Readers may still hold the log; it is then taken in at the next opening.
        with suppress(*driver_errors()):
            raw = self._raw()
            raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            raw.execute("PRAGMA journal_mode = DELETE").fetchone()
        self._connection.close()
