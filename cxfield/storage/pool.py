# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Taking in entries that others wrote: a union, so any order and any number of times give the same rows."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain

from sqlalchemy import Connection, select

from cxfield.storage import aside, bytestore, erase, union
from cxfield.storage.bulk import many_rows
from cxfield.storage.bytestore import Piece
from cxfield.storage.disputes import waiting_counts
from cxfield.storage.entry import ERASE, JournalEntry, JournalRow, row_of
from cxfield.storage.settling import Settling
from cxfield.storage.tables import POOLING
from cxfield.storage.union import Taken
from cxfield.storage.unit import UnitOfWork

_KEPT = f"op <> '{ERASE}' AND kind <> 'erasure'"  # who was erased stays erased
_RUN = f"FROM journal WHERE writer = ? AND seq BETWEEN ? AND ? AND {_KEPT}"


@dataclass(frozen=True, slots=True)
class Absorbed:
    """What came: entries new here, entries known already, and living records that wait, by kind."""

    new: int
    known: int
    waiting: dict[str, int]


@dataclass(frozen=True, slots=True)
class Incoming:
    """One file's contribution: its name, journal rows (about how many) and the bytes of attachments."""

    name: str
    rows: Iterable[JournalRow]
    pieces: Iterable[Piece] = ()
    count: int = 0


@dataclass(frozen=True, slots=True)
class Pooling:
    """A pooling that was done on this device: when, from which files, how many entries."""

    group: str
    at: int
    offset_min: int
    files: tuple[str, ...]
    entries: int
    taken_back: bool


def absorb(uow: UnitOfWork, entries: Iterable[JournalEntry], pieces: Iterable[Piece] = ()) -> Absorbed:
    """Take entries and the bytes of attachments in; an erased person stays erased whatever arrives."""
    return _absorb(uow, [Incoming("", map(row_of, entries), pieces)])[0]


def pool(uow: UnitOfWork, sources: Sequence[Incoming]) -> Absorbed:
    """Take files in, all or none; undo takes the whole pooling back."""
    answer, taken = _absorb(uow, sources)
    if taken.new:
        now = uow.stamp()
        row = {
            "grp": uow.group,
            "at": now.utc_ms,
            "offset_min": now.offset_min,
            "files": json.dumps([source.name for source in sources], ensure_ascii=False),
            "runs": json.dumps(taken.runs),
        }
        uow.connection.execute(POOLING.insert(), [row])
        uow.touched |= uow.changed or {("journal", "")}  # it stands on the undo stack, whatever it changed
    return answer


def poolings(connection: Connection) -> list[Pooling]:
    """What was pooled on this device, newest first."""
    rows = connection.execute(select(POOLING).order_by(POOLING.c.at.desc(), POOLING.c.grp.desc()))
    return [
        Pooling(
            row.grp,
            row.at,
            row.offset_min,
            tuple(json.loads(row.files)),
            sum(end - start + 1 for runs in json.loads(row.runs).values() for start, end in runs),
            bool(row.taken_back),
        )
        for row in rows
    ]


def is_pooling(connection: Connection, group: str) -> bool:
    """Whether a group on the undo stack is a pooling."""
    query = select(POOLING.c.grp).where(POOLING.c.grp == group)
    return connection.execute(query).first() is not None


def take_back(uow: UnitOfWork, group: str) -> None:
    """Take what a pooling brought out again, and set it aside for redo. Who was erased stays erased.

    Later changes made here to what came stay in the journal: they wait until it comes again.
    """
    connection = uow.connection
    uow.seal()
    runs = json.loads(connection.execute(select(POOLING.c.runs).where(POOLING.c.grp == group)).scalar_one())
    spans = [(writer, start, end) for writer, its in runs.items() for start, end in its]
    union.begin(connection)
    for span in spans:
        found = connection.exec_driver_sql(f"SELECT DISTINCT kind, record {_RUN}", span)
        union.note(connection, ((row.kind, row.record) for row in found))
        aside.keep(connection, group, _RUN, span)
        connection.exec_driver_sql(f"DELETE {_RUN}", span)
    uow.changed |= Settling(connection).finish()
    union.end(connection)
    bytestore.sweep(connection)
    connection.execute(POOLING.update().where(POOLING.c.grp == group), [{"taken_back": 1}])


def put_back(uow: UnitOfWork, group: str) -> None:
    """Bring again what was taken back of a pooling; what came meanwhile by another way is known."""
    incoming = Incoming("", aside.rows(uow.connection, group), count=aside.count(uow.connection, group))
    _, taken = _absorb(uow, [incoming], again=group)
    aside.drop(uow.connection, group)
    values = {"taken_back": 0, "runs": json.dumps(taken.runs)}
    uow.connection.execute(POOLING.update().where(POOLING.c.grp == group), [values])


def _absorb(uow: UnitOfWork, sources: Sequence[Incoming], again: str = "") -> tuple[Absorbed, Taken]:
    connection = uow.connection
    uow.seal()
    taken = Taken()
    union.begin(connection)
    settling = Settling(connection)
    with many_rows(connection, sum(source.count for source in sources)):
        for source in sources:
            union.take_in(connection, source.rows, taken, settling.arrived)
    bytestore.take_in(connection, chain.from_iterable(source.pieces for source in sources))
    stripped = erase.strip_arrivals(connection, taken.erased)
    uow.changed |= settling.finish(sorted(stripped))
    union.end(connection)
    bytestore.sweep(connection)
    if stripped or taken.erased:
        aside.forget_all(connection, but=again)
    if stripped:
        uow.leave_nothing = True
    uow.logical.seen(taken.last_hlc)
    return Absorbed(taken.new, taken.known, waiting_counts(connection)), taken
