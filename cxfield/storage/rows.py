# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Making the rows what the journal says, for any set of records.

A record has a row when it exists, everything it requires has arrived, and it is not deleted, or deleted but
held by a living record (then its row is *retired*). Erased ones keep a row only if the kind is a tombstone.
"""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Connection, select

from cxfield.model.registry import Kind, kinds, referrers
from cxfield.storage import log
from cxfield.storage.entry import CREATE
from cxfield.storage.fold import RecordState, fold

Row = dict[str, Any]


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
        appeared: dict[str, set[str]] = {}
        while waiting or appeared:
            if not waiting:
                waiting, appeared = dict.fromkeys(who_waited(self.connection, appeared)), {}
                continue
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
            if before is None:
                appeared.setdefault(kind.name, set()).add(record)
            waiting.update(dict.fromkeys(self._neighbours(kind, record, before, after)))
        return changed

    def _state(self, record: str) -> tuple[Kind, RecordState] | None:
        if record not in self._states:
            entries = log.of_record(self.connection, record)
            kind = kinds().get(entries[0].kind) if entries else None
            self._states[record] = (kind, fold(kind, entries)) if kind else None
        return self._states[record]

    def _row(self, kind: Kind, record: str) -> Row | None:
        row = self.connection.execute(select(kind.table).where(kind.table.c.id == record)).first()
        return dict(row._mapping) if row is not None else None

    def _wanted(self, kind: Kind, record: str, state: RecordState) -> Row | None:
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

    def _put(self, kind: Kind, record: str, before: Row | None, after: Row | None) -> None:
        table = kind.table
        if after is None:
            self.connection.execute(table.delete().where(table.c.id == record))
        elif before is None:
            self.connection.execute(table.insert(), [after])
        else:
            self.connection.execute(table.update().where(table.c.id == record), [after])

    def _neighbours(self, kind: Kind, record: str, before: Row | None, after: Row | None) -> list[str]:
        """What may have to appear, retire or vanish now: targets, old and new, and who requires it."""
        found = [row[ref.field] for ref in kind.refs for row in (before, after) if row and row[ref.field]]
        if after is None:
            for other, ref in referrers(kind.name):
                if ref.required:
                    query = select(other.table.c.id).where(other.table.c[ref.field] == record)
                    found.extend(self.connection.execute(query).scalars())
        return found


def rowless(kind: Kind) -> str:
    """The query for records of a kind that were made but have no row: deleted, erased, or waiting."""
    return (
        f"SELECT m.record FROM journal m WHERE m.op = '{CREATE}' AND m.kind = '{kind.name}' "
        f'AND NOT EXISTS (SELECT 1 FROM "{kind.table.name}" t WHERE t.id = m.record)'
    )


def who_waited(connection: Connection, appeared: Mapping[str, Iterable[str]]) -> list[str]:
    """Records without a row that ever required one of these, by kind: they may appear as well now."""
    found: dict[str, None] = {}
    for name, ids in appeared.items():
        asked = json.dumps(sorted(ids))
        for other, ref in referrers(name):
            if ref.required:
                query = (
                    f"SELECT DISTINCT j.record FROM journal j WHERE j.record IN ({rowless(other)}) "
                    f"AND j.fields ->> '{ref.field}' IN (SELECT value FROM json_each(?))"
                )
                found.update(dict.fromkeys(connection.exec_driver_sql(query, (asked,)).scalars()))
    return list(found)
