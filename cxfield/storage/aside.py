# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Entries of poolings that were taken back: kept on this device as long as redo may bring them again.

They are no part of the study meanwhile. An erasure, and whatever else ends redo, drops them for good.
"""

from collections.abc import Iterable, Iterator

from sqlalchemy import Connection

from cxfield.storage.entry import COLUMNS, JournalRow

_NAMES = ", ".join(COLUMNS)
_ORPHANS = (
    "DELETE FROM piece WHERE attachment_id NOT IN (SELECT record FROM journal WHERE kind = 'attachment') "
    "AND attachment_id NOT IN (SELECT record FROM set_aside WHERE kind = 'attachment')"
)


def keep(connection: Connection, group: str, entries: str, values: tuple[object, ...]) -> None:
    """Set entries of the journal aside: `entries` is what follows its SELECT."""
    query = f"INSERT INTO set_aside (pooling, {_NAMES}) SELECT ?, {_NAMES} {entries}"
    connection.exec_driver_sql(query, (group, *values))


def rows(connection: Connection, group: str) -> Iterator[JournalRow]:
    """What was set aside of a pooling, writer by writer."""
    query = f"SELECT {_NAMES} FROM set_aside WHERE pooling = ? ORDER BY writer, seq"
    yield from connection.exec_driver_sql(query, (group,))


def count(connection: Connection, group: str) -> int:
    """How many were set aside of a pooling."""
    query = "SELECT count(*) FROM set_aside WHERE pooling = ?"
    return int(connection.exec_driver_sql(query, (group,)).scalar_one())


def drop(connection: Connection, group: str) -> None:
    """Forget what was set aside of a pooling: it is in the journal again."""
    connection.exec_driver_sql("DELETE FROM set_aside WHERE pooling = ?", (group,))


def tidy(connection: Connection) -> None:
    """Drop what redo cannot bring again, with the bytes of its pictures and recordings."""
    if connection.exec_driver_sql("SELECT 1 FROM set_aside LIMIT 1").first() is None:
        return
    connection.exec_driver_sql(
        "DELETE FROM set_aside WHERE pooling NOT IN (SELECT grp FROM undo_stack WHERE undone = 1)"
    )
    connection.exec_driver_sql(_ORPHANS)


def forget(connection: Connection, records: Iterable[str]) -> None:
    """Let nothing be redone that holds words of these records."""
    asked = "SELECT DISTINCT pooling FROM set_aside WHERE record = ?"
    _end(
        connection, {g for record in records for g in connection.exec_driver_sql(asked, (record,)).scalars()}
    )


def forget_all(connection: Connection, but: str = "") -> None:
    """Let no pooling be redone, but one: somebody was erased, and words may be anywhere."""
    query = "SELECT DISTINCT pooling FROM set_aside WHERE pooling <> ?"
    _end(connection, set(connection.exec_driver_sql(query, (but,)).scalars()))


def _end(connection: Connection, groups: set[str]) -> None:
    for group in groups:
        connection.exec_driver_sql("DELETE FROM undo_stack WHERE grp = ?", (group,))
    if groups:
        tidy(connection)
