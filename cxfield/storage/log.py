# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reading and appending the journal on one connection."""

from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, bindparam, func, select

from cxfield.model.registry import kinds
from cxfield.storage.entry import JournalEntry, from_row, to_row
from cxfield.storage.fold import RecordState, fold
from cxfield.storage.tables import JOURNAL

# Asked at every press, so they are put together once.
_INSERT = JOURNAL.insert()
_OF_RECORD = select(JOURNAL).where(JOURNAL.c.record == bindparam("of"))


def append(connection: Connection, entries: Sequence[JournalEntry]) -> None:
    """Add entries."""
    if entries:
        connection.execute(_INSERT, [to_row(entry) for entry in entries])


def rewrite(connection: Connection, entry: JournalEntry) -> None:
    """Replace an entry: only its own writer while it types, and an erasure, may do so."""
    connection.execute(
        JOURNAL.update().where(JOURNAL.c.writer == entry.writer, JOURNAL.c.seq == entry.seq), [to_row(entry)]
    )


def of_record(connection: Connection, record: str) -> list[JournalEntry]:
    """Every entry of a record, in their order."""
    rows = connection.execute(_OF_RECORD, {"of": record})
    return sorted(map(from_row, rows), key=lambda entry: entry.order)


def of_group(connection: Connection, group: str) -> list[JournalEntry]:
    """Every entry of a group, in their order."""
    query = select(JOURNAL).where(JOURNAL.c.grp == group)
    return sorted(map(from_row, connection.execute(query)), key=lambda entry: entry.order)


def everything(connection: Connection) -> Iterable[JournalEntry]:
    """The whole journal, in its order."""
    query = select(JOURNAL).order_by(JOURNAL.c.hlc, JOURNAL.c.writer, JOURNAL.c.seq)
    return map(from_row, connection.execute(query))


def state_of(connection: Connection, record: str) -> tuple[str, RecordState] | None:
    """The kind and state of a record, or nothing when the journal does not know it."""
    entries = of_record(connection, record)
    if not entries:
        return None
    kind = kinds()[entries[0].kind]
    return kind.name, fold(kind, entries)


def last_seq(connection: Connection, writer: str) -> int:
    """The highest number a writer has used."""
    query = select(func.max(JOURNAL.c.seq)).where(JOURNAL.c.writer == writer)
    return int(connection.execute(query).scalar() or 0)
