# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Making the rows what the journal says, for any set of records.

A record has a row when it exists, everything it requires has arrived, and it is not deleted, or deleted but
held by a living record (then its row is *retired*). Erased ones keep a row only if the kind is a tombstone.
"""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, literal_column, select

from cxfield.model.registry import Kind, kinds, referrers
from cxfield.storage import log
from cxfield.storage.entry import CREATE
from cxfield.storage.fold import RecordState, fold
from cxfield.storage.tables import JOURNAL


class Settler:
    """Settles records and whatever hangs on them; use one for one transaction."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self._states: dict[str, tuple[Kind, RecordState] | None] = {}

    def settle(self, records: Iterable[str]) -> set[tuple[str, str]]:
        """Bring the rows of these records in line; returns the (kind, id) pairs whose rows changed."""
        # Rows appear and vanish in any order here; the references are checked when the transaction commits.
        self.connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
        waiting = dict.fromkeys(records)
        changed: set[tuple[str, str]] = set()
        while waiting:
            record = next(iter(waiting))
            del waiting[record]
            found = self._state(record)
            if found is None:
                continue
            kind, state = found
            before = self._row(kind, record)
            after = self._wanted(kind, record, state)
            if before == after:
                continue
            self._put(kind, record, before, after)
            changed.add((kind.name, record))
            waiting.update(dict.fromkeys(self._neighbours(kind, record, before, after)))
        return changed

    def _state(self, record: str) -> tuple[Kind, RecordState] | None:
        if record not in self._states:
            entries = log.of_record(self.connection, record)
            kind = kinds().get(entries[0].kind) if entries else None
            self._states[record] = (kind, fold(kind, entries)) if kind else None
        return self._states[record]

    def _row(self, kind: Kind, record: str) -> dict[str, Any] | None:
        row = self.connection.execute(select(kind.table).where(kind.table.c.id == record)).first()
        return dict(row._mapping) if row is not None else None

    def _wanted(self, kind: Kind, record: str, state: RecordState) -> dict[str, Any] | None:
        if not self._arrived(kind, state):
            return None
        if state.deleted and not self._held(kind, record, {record}):
            return None
        return {"id": record, "retired": state.deleted, **state.values}

    def _arrived(self, kind: Kind, state: RecordState) -> bool:
        if not state.exists or (state.erased and not kind.tombstone):
            return False
        for ref in kind.required:
            found = self._state(state.values[ref.field])
            if found is None or not self._arrived(*found):
                return False
        return True

    def _held(self, kind: Kind, record: str, seen: set[str]) -> bool:
        """Whether a living row refers to the record, straight or through retired ones."""
        for other, ref in referrers(kind.name):
            table = other.table
            query = select(table.c.id, table.c.retired).where(table.c[ref.field] == record)
            for holder in self.connection.execute(query).all():
                if holder.id in seen:
                    continue
                seen.add(holder.id)
                if not holder.retired or self._held(other, holder.id, seen):
                    return True
        return False

    def _put(
        self, kind: Kind, record: str, before: dict[str, Any] | None, after: dict[str, Any] | None
    ) -> None:
        table = kind.table
        if after is None:
            self.connection.execute(table.delete().where(table.c.id == record))
        elif before is None:
            self.connection.execute(table.insert(), [after])
        else:
            self.connection.execute(table.update().where(table.c.id == record), [after])

    def _neighbours(
        self, kind: Kind, record: str, before: dict[str, Any] | None, after: dict[str, Any] | None
    ) -> list[str]:
        """What may have to appear, retire or vanish now: targets, old and new, and those who waited."""
        targets = [row[ref.field] for ref in kind.refs for row in (before, after) if row and row[ref.field]]
        if (before is None) == (after is None):
            return targets
        waiting: list[str] = []
        for other, ref in referrers(kind.name):
            if ref.required and before is not None:
                query = select(other.table.c.id).where(other.table.c[ref.field] == record)
                waiting.extend(self.connection.execute(query).scalars())
            elif ref.required:
                waiting.extend(rowless(self.connection, other))
        return targets + waiting


def rowless(connection: Connection, kind: Kind) -> list[str]:
    """Records of a kind that were made but have no row: deleted, erased, or waiting for something."""
    made = select(JOURNAL.c.record).where(
        JOURNAL.c.op == literal_column(f"'{CREATE}'"), JOURNAL.c.kind == kind.name
    )
    rows = select(kind.table.c.id).where(kind.table.c.id == JOURNAL.c.record)
    return list(connection.execute(made.where(~rows.exists()).distinct()).scalars())
