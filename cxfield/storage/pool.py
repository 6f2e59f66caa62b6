# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Taking in entries that others wrote: a union, so any order and any number of times give the same rows."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection, select

from cxfield.errors import UserError
from cxfield.i18n import N_
from cxfield.storage import bytestore, check, erase, log
from cxfield.storage.bytestore import Piece
from cxfield.storage.entry import FORMAT, JournalEntry, from_row, to_row
from cxfield.storage.tables import JOURNAL
from cxfield.storage.unit import UnitOfWork

_TWO_FACES = N_(
    "The entry {entry} is here with other contents. Nothing was taken in; ask its sender for a new package."
)
_NEWER = N_("These entries were written by a newer CXField. Nothing was taken in; update CXField first.")


@dataclass(frozen=True, slots=True)
class Absorbed:
    """What came: entries new here, entries known already, and living records that wait, by kind."""

    new: int
    known: int
    waiting: dict[str, int]


def absorb(uow: UnitOfWork, entries: Iterable[JournalEntry], pieces: Iterable[Piece] = ()) -> Absorbed:
    """Take entries and the bytes of attachments in; an erased person stays erased whatever arrives."""
    connection = uow.connection
    new: list[JournalEntry] = []
    known = 0
    for entry in entries:
        if entry.format > FORMAT:
            raise UserError(_NEWER)
        here = _find(connection, entry)
        if here is None:
            new.append(entry)
        else:
            known += 1
            _reconcile(connection, here, entry)
        uow.logical.seen(entry.hlc)
    log.append(connection, new)
    bytestore.take_in(connection, pieces)
    people = erase.erased_people(log.everything(connection))
    stripped = erase.strip_linked(connection, people) if people else set()
    uow.settle([entry.record for entry in new] + sorted(stripped))
    bytestore.sweep(connection)
    uow.leave_nothing = bool(stripped)
    return Absorbed(len(new), known, check.waiting(log.everything(connection)))


def _find(connection: Connection, entry: JournalEntry) -> JournalEntry | None:
    query = select(JOURNAL).where(JOURNAL.c.writer == entry.writer, JOURNAL.c.seq == entry.seq)
    row = connection.execute(query).first()
    return from_row(row) if row is not None else None


def _reconcile(connection: Connection, here: JournalEntry, came: JournalEntry) -> None:
    """The same id must be the same bytes; only a stripped entry may stand in for its full one."""
    if to_row(here) == to_row(came) or here.stripped:
        return
    if not came.stripped:
        raise UserError(_TWO_FACES, entry=came.id)
    log.rewrite(connection, came)
