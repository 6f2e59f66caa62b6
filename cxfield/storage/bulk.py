# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writing very many new rows: what would be kept up to date at each of them is put aside and made anew after.

Laying an index out again takes a fifth of keeping it true row by row. All of it happens within the
transaction: whatever ends that halfway leaves every index and trigger as it was.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection

from cxfield.model.registry import kinds
from cxfield.storage.search import SEARCHED

#: From so many on it pays, and only when there are not far more here already.
MANY = 5_000
_TIMES_HERE = 4
#: By this one it is seen what is here already.
_ASKED = "ix_journal_record"
_MADE = (
    "SELECT type, name, tbl_name, sql FROM sqlite_master WHERE type IN ('index', 'trigger') AND sql NOT NULL"
)
_NEW_WORDS = "INSERT OR IGNORE INTO unsaid SELECT id FROM {kind} WHERE rowid > ?"


@contextmanager
def many_rows(connection: Connection, coming: int) -> Iterator[None]:
    """Within this, rows of the journal and new records are only added; `coming`: about how many."""
    if not _pays(connection, coming):
        yield
        return
    tables = {"journal", *(kind.table.name for kind in kinds().values())}
    made = [row for row in connection.exec_driver_sql(_MADE) if row.tbl_name in tables and row.name != _ASKED]
    last = {
        kind: connection.exec_driver_sql(f"SELECT max(rowid) FROM {kind}").scalar() or 0 for kind in SEARCHED
    }
    for row in made:
        connection.exec_driver_sql(f"DROP {row.type} {row.name}")
    yield
    for row in made:
        connection.exec_driver_sql(row.sql)
    for kind, before in last.items():
        connection.exec_driver_sql(_NEW_WORDS.format(kind=kind), (before,))


def _pays(connection: Connection, coming: int) -> bool:
    if coming < MANY:
        return False
    here = int(connection.exec_driver_sql("SELECT count(*) FROM journal").scalar_one())
    return coming * _TIMES_HERE >= here
