# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reading and appending the journal on one connection."""

from collections.abc import Iterable, Sequence

from sqlalchemy import Connection

from cxfield.storage.engine import driver_of
from cxfield.storage.entry import COLUMNS, JournalEntry, dump, entry_of, row_of

NAMES = ", ".join(COLUMNS)
INSERT = f"INSERT INTO journal ({NAMES}) VALUES ({', '.join('?' for _ in COLUMNS)})"
REWRITE = "UPDATE journal SET hlc = ?, fields = ?, stripped = ? WHERE writer = ? AND seq = ?"
_FROM = f"SELECT {NAMES} FROM journal"


def append(connection: Connection, entries: Sequence[JournalEntry]) -> None:
    """Add entries."""
    raw = driver_of(connection)
    for entry in entries:
        raw.execute(INSERT, row_of(entry))


def rewrite(connection: Connection, entry: JournalEntry) -> None:
    """Replace an entry: only its own writer while it types, and an erasure, may do so."""
    values = (entry.hlc, dump(entry.fields), int(entry.stripped), entry.writer, entry.seq)
    driver_of(connection).execute(REWRITE, values)


def of_record(connection: Connection, record: str) -> list[JournalEntry]:
    """Every entry of a record, in their order."""
    rows = driver_of(connection).execute(f"{_FROM} WHERE record = ?", (record,))
    return sorted(map(entry_of, rows), key=lambda entry: entry.order)


def of_group(connection: Connection, group: str) -> list[JournalEntry]:
    """Every entry of a group, in their order."""
    rows = driver_of(connection).execute(f"{_FROM} WHERE grp = ?", (group,))
    return sorted(map(entry_of, rows), key=lambda entry: entry.order)


def everything(connection: Connection) -> Iterable[JournalEntry]:
    """The whole journal, in its order."""
    return map(entry_of, driver_of(connection).execute(f"{_FROM} ORDER BY hlc, writer, seq"))
