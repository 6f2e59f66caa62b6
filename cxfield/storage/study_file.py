# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""One study, one file: opening, reading, writing, closing."""

import json
import os
import threading
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self, TypeVar

from cxfield.clock import Clock, SystemClock
from cxfield.errors import UserError
from cxfield.i18n import N_
from cxfield.ids import Ids
from cxfield.storage.connect import Key, connect, key_of, new_key
from cxfield.storage.header import look_at
from cxfield.storage.hlc import LogicalClock
from cxfield.storage.lock import Owner, WriterLock
from cxfield.storage.migrate import CURRENT, bring_up_to_date, format_of, make_schema
from cxfield.storage.pen import Pen
from cxfield.storage.reader import Reader
from cxfield.storage.trouble import driver_errors, said
from cxfield.storage.writer import CLOSED, Committed, Writer

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from cxfield.storage.history import HistoryItem
    from cxfield.storage.unit import UnitOfWork

T = TypeVar("T")

_EXISTS = N_("{name} exists already. Choose another name; nothing was changed.")
_READ_ONLY = N_(
    "{name} is open for reading only. Close it elsewhere, or move it to a folder where you may write."
)
_PLACE = "place"


@dataclass(slots=True)
class _Reading:
    """A thread's connection for questions; the lock is held while one is answered."""

    generation: int
    raw: Any
    closed: bool = False
    lock: threading.RLock = field(default_factory=threading.RLock)
    _above: "Connection | None" = None

    def answer(self, query: Callable[[Reader], T]) -> T:
        """Have a question answered from one state of the file."""
        if self.raw.in_transaction:  # asked while another question is being answered
            return query(Reader(self.raw, self.above))
        self.raw.execute("BEGIN")
        try:
            return query(Reader(self.raw, self.above))
        finally:
            if self._above is not None and self._above.in_transaction():
                self._above.rollback()
            if self.raw.in_transaction:
                self.raw.execute("ROLLBACK")

    def above(self) -> "Connection":
        """SQLAlchemy's view of the connection, made when it is first asked for."""
        if self._above is None:
            from cxfield.storage.engine import above

            self._above = above(self.raw)
            if not self.raw.in_transaction:  # its first look ends with a rollback
                self.raw.execute("BEGIN")
        return self._above

    def close(self) -> None:
        """Let go of the file."""
        self.closed = True
        if self._above is not None:
            self._above.close()
        self.raw.close()


class StudyFile:
    """An open study. Verbs go to its writer thread, questions are answered on the asking thread."""

    def __init__(self, path: Path, key: Key | None, *, immutable: bool = False) -> None:
        self.path = path
        self.read_only = True
        self.owner: str | None = None
        self.backup: Path | None = None
        self.left_open = False
        self._key = key
        self._writer: Writer | None = None
        self._lock: WriterLock | None = None
        self._immutable = immutable
        self._local = threading.local()
        self._readers: list[_Reading] = []
        self._closed = False

    @classmethod
    def create(
        cls,
        path: Path,
        *,
        clock: Clock | None = None,
        ids: Ids | None = None,
        author: str = "",
        passphrase: str | None = None,
    ) -> Self:
        """Make a new, empty study file and open it for writing."""
        if path.exists():
            raise UserError(_EXISTS, name=path.name)
        key = new_key(passphrase) if passphrase else None
        try:
            make_schema(path, key)
        except driver_errors() as error:
            with suppress(OSError):
                path.unlink(missing_ok=True)
            raise said(error, path) from error
        return cls._opened(path, key, clock, ids, author)

    @classmethod
    def open(
        cls,
        path: Path,
        *,
        clock: Clock | None = None,
        ids: Ids | None = None,
        author: str = "",
        passphrase: str | None = None,
        read_only: bool = False,
    ) -> Self:
        """Open a study; one that is being written elsewhere, or cannot be written, opens for reading."""
        look_at(path, encrypted=passphrase is not None)
        key = key_of(path, passphrase) if passphrase else None
        try:
            return cls._opened(path, key, clock, ids, author, read_only=read_only)
        except driver_errors() as error:
            raise said(error, path) from error

    @classmethod
    def _opened(
        cls,
        path: Path,
        key: Key | None,
        clock: Clock | None,
        ids: Ids | None,
        author: str,
        *,
        read_only: bool = False,
    ) -> Self:
        lock = WriterLock(path, author)
        holder = None if read_only else _take(lock)
        writable = not read_only and holder is None
        try:
            study = cls(path, key, immutable=not _can_write(path))
            study.backup = _prepare(path, key, may_migrate=writable)
            study.owner = holder.said if isinstance(holder, Owner) else None
            if writable:
                study._start_writer(lock, clock or SystemClock(), ids, author)
        except BaseException:
            if writable:
                lock.release()
            raise
        return study

    def _start_writer(self, lock: WriterLock, clock: Clock, ids: Ids | None, author: str) -> None:
        # Before anybody reads: a long reader would keep the first write from turning the log on.
        connect(self.path, self._key).close()
        maker = ids or Ids(clock)
        pen = Pen(
            writer=maker.new().replace("-", ""),
            author=author,
            clock=clock,
            ids=maker,
            logical=LogicalClock(self.read(_last_hlc)),
        )
        self._lock, self.left_open = lock, lock.left_open
        self._writer = Writer(self.path, self._key, pen, lock)
        self.read_only = False

    def write(
        self, verb: Callable[["UnitOfWork"], T], *, label: str, scope: str = "", undoable: bool = True
    ) -> Future[Committed[T]]:
        """Run a verb on the writer thread, in one transaction; the future is done when the disk has it."""
        if self._writer is None:
            raise UserError(_READ_ONLY, name=self.path.name)
        return self._writer.submit(verb, label, scope, undoable=undoable)

    def read(self, query: Callable[[Reader], T]) -> T:
        """Answer a question on this thread, from one consistent state of the file."""
        reading = self._reader()
        try:
            with reading.lock:
                if self._closed:
                    raise UserError(CLOSED, name=self.path.name)
                return reading.answer(query)
        except driver_errors() as error:
            raise said(error, self.path) from error

    def undo(self, scope: str = "") -> Future[Committed[str]]:
        """Take the last change of a scope back; the value says which."""

        def verb(uow: "UnitOfWork") -> str:
            from cxfield.storage import undo

            return undo.undo(uow, uow.connection, scope)

        return self.write(verb, label="", scope=scope, undoable=False)

    def redo(self, scope: str = "") -> Future[Committed[str]]:
        """Bring the last undone change of a scope back; the value says which."""

        def verb(uow: "UnitOfWork") -> str:
            from cxfield.storage import undo

            return undo.redo(uow, uow.connection, scope)

        return self.write(verb, label="", scope=scope, undoable=False)

    def undo_labels(self, scope: str = "") -> tuple[str | None, str | None]:
        """What undo and redo would take next, as msgids."""
        from cxfield.storage import undo

        return self.read(lambda reader: undo.available(reader.connection, scope))

    def seal(self) -> Future[Committed[None]]:
        """End the typing burst (the focus left the field)."""
        return self.write(lambda uow: uow.seal(), label="", undoable=False)

    def place(self) -> dict[str, Any]:
        """Where the work was on this device."""
        return dict(self.local(_PLACE) or {})

    def keep_place(self, **values: Any) -> Future[Committed[None]]:
        """Remember where the work is; the other values of the place stay."""

        def keep(uow: "UnitOfWork") -> None:
            uow.keep_local(_PLACE, {**(_local_value(uow, _PLACE) or {}), **values})

        return self.write(keep, label="", undoable=False)

    def local(self, key: str) -> Any:
        """Something this device kept."""
        return self.read(lambda reader: _local_value(reader, key))

    def keep_local(self, key: str, value: Any) -> Future[Committed[None]]:
        """Keep something on this device only."""
        return self.write(lambda uow: uow.keep_local(key, value), label="", undoable=False)

    def history(self, kind: str, record_id: str) -> list["HistoryItem"]:
        """Who changed a record, when and how, newest first."""
        from cxfield.storage import history

        return self.read(lambda reader: history.of_record(reader.connection, kind, record_id))

    def check(self) -> list[str]:
        """What is wrong with the file; nothing, when the rows are what the journal says."""
        from cxfield.storage import check

        return self.read(lambda reader: check.problems(reader.connection))

    @property
    def erasure_pending(self) -> bool:
        """Whether erased bytes are still in the log of the file because somebody reads it."""
        return self._writer is not None and self._writer.erasure_pending

    def close(self) -> None:
        """Finish writing, leave one plain file, give the lock back."""
        self._closed = True
        for reading in self._readers:
            with reading.lock:  # a question on another thread is answered first
                reading.close()
        self._readers.clear()
        if self._writer is not None:
            self._writer.close()
        if self._lock is not None:
            self._lock.release()

    def _reader(self) -> "_Reading":
        if self._closed:
            raise UserError(CLOSED, name=self.path.name)
        generation = self._writer.generation if self._writer is not None else 0
        kept: _Reading | None = getattr(self._local, "kept", None)
        if kept is None or kept.generation != generation or kept.closed:
            kept = _Reading(generation, self._connect())
            self._readers.append(kept)
            self._local.kept = kept
        return kept

    def _connect(self) -> Any:
        try:
            return connect(self.path, self._key, read_only=True, immutable=self._immutable)
        except driver_errors() as error:
            raise said(error, self.path) from error


def _take(lock: WriterLock) -> Owner | bool | None:
    """Take the lock; nothing when it is ours, its owner when it is not, True when the folder forbids."""
    try:
        return lock.take()
    except OSError:
        return True


def _can_write(path: Path) -> bool:
    return os.access(path.parent, os.W_OK) and os.access(path, os.W_OK)


def _prepare(path: Path, key: Key | None, *, may_migrate: bool) -> Path | None:
    """Look at the format; an older file is brought up to date, after a backup."""
    with closing(connect(path, key, read_only=True, immutable=not _can_write(path))) as raw:
        found = format_of(raw, path.name)
    if found < CURRENT and may_migrate:
        return bring_up_to_date(path, key)
    return None


def _local_value(reader: Reader, key: str) -> Any:
    found = reader.sql("SELECT value FROM local_state WHERE key = ?", key)
    with suppress(ValueError):
        return json.loads(found[0][0]) if found else None
    return None


def _last_hlc(reader: Reader) -> int:
    """The highest clock in the journal."""
    return int(reader.sql("SELECT max(hlc) FROM journal")[0][0] or 0)
