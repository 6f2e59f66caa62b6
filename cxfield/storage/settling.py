# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Making the rows of many records follow the journal at once, after entries came or went.

The plain cases (a living record whose requirements are here; a record nobody knows any more) are written many
at a time, kind by kind, what is required first. Whatever is not plain is left to the `Settler`.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby, islice
from typing import Any

from sqlalchemy import JSON, Connection, bindparam, select

from cxfield.model.registry import Kind, kinds, referrers
from cxfield.storage.entry import CREATE, DELETE
from cxfield.storage.fold import fold
from cxfield.storage.rows import Settler, rowless
from cxfield.storage.union import COLUMNS, JournalRow, entry_of

_CHUNK = 1000
_OP, _RECORD, _FIELDS, _PARENTS, _STRIPPED = 8, 10, 11, 12, 13
_ENTRIES = (
    f"SELECT {', '.join('j.' + name for name in COLUMNS)}, c.fresh FROM temp.came c "
    "CROSS JOIN journal j ON j.record = c.record WHERE c.place = ? ORDER BY c.record"
)
_GONE = (
    "SELECT c.record FROM temp.came c WHERE c.place = ? "
    "AND NOT EXISTS (SELECT 1 FROM journal j WHERE j.record = c.record)"
)
#: One group of a chunk: the record, whether nothing was known of it before, and its entries.
Told = tuple[str, bool, list[tuple[Any, ...]]]


def settle_came(connection: Connection, also: Iterable[str] = ()) -> set[tuple[str, str]]:
    """Bring the rows of all that came (the temporary table `came`) in line; returns what changed."""
    connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
    work = _Work(connection)
    for place, kind in enumerate(kinds().values()):
        work.kind(place, kind)
    work.rest.update(dict.fromkeys(also))
    for kind in kinds().values():
        if any(ref.kind in work.appeared for ref in kind.required):
            work.rest.update(dict.fromkeys(rowless(connection, kind)))
    return work.changed | Settler(connection).settle(work.rest)


class _Work:
    """What is written at once, and what is left for the careful way."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.changed: set[tuple[str, str]] = set()
        self.appeared: set[str] = set()
        self.rest: dict[str, None] = {}

    def kind(self, place: int, kind: Kind) -> None:
        """Everything that came of one kind."""
        gone = list(self.connection.exec_driver_sql(_GONE, (place,)).scalars())
        for at in range(0, len(gone), _CHUNK):
            self._vanish(kind, gone[at : at + _CHUNK])
        for chunk in self._chunks(place):
            self._chunk(kind, chunk)

    def _chunks(self, place: int) -> Iterator[list[Told]]:
        found = self.connection.exec_driver_sql(_ENTRIES, (place,))
        groups = (
            (record, bool(rows[0][-1]), [tuple(row)[:-1] for row in rows])
            for record, rows in ((key, list(mine)) for key, mine in groupby(found, key=lambda r: r[_RECORD]))
        )
        while chunk := list(islice(groups, _CHUNK)):
            yield chunk

    def _chunk(self, kind: Kind, chunk: list[Told]) -> None:
        wanted: dict[str, dict[str, Any]] = {}
        fresh: set[str] = set()
        for record, is_fresh, rows in chunk:
            values = _values(kind, record, rows)
            if values is None:
                self.rest[record] = None
                continue
            wanted[record] = values
            if is_fresh:
                fresh.add(record)
        self._leave_incomplete(kind, wanted)
        before = self._before(kind, [record for record in wanted if record not in fresh])
        new = [row for record, row in wanted.items() if record not in before]
        other = [row for record, row in wanted.items() if record in before and before[record] != row]
        self._write(kind, new, other)
        self._targets(kind, [*new, *other], [before[row["id"]] for row in other])

    def _leave_incomplete(self, kind: Kind, wanted: dict[str, dict[str, Any]]) -> None:
        """Records that lack something they require are for the careful way."""
        for ref in kind.required:
            here = self._existing(kinds()[ref.kind], {row[ref.field] for row in wanted.values()})
            for record in [key for key, row in wanted.items() if row[ref.field] not in here]:
                del wanted[record]
                self.rest[record] = None

    def _write(self, kind: Kind, new: list[dict[str, Any]], other: list[dict[str, Any]]) -> None:
        table = kind.table
        if new:
            form = _form(kind)
            self.connection.exec_driver_sql(form.insert, [form.values(row) for row in new])
            self.appeared.add(kind.name)
        if other:
            change = table.update().where(table.c.id == bindparam("which"))
            self.connection.execute(change, [{**row, "which": row["id"]} for row in other])
        self.changed.update((kind.name, row["id"]) for row in (*new, *other))

    def _targets(self, kind: Kind, now: list[dict[str, Any]], before: list[dict[str, Any]]) -> None:
        """What is referred to may have to come back as retired; what is not any more may have to go."""
        for ref in kind.refs:
            self.rest.update(dict.fromkeys(row[ref.field] for row in before if row[ref.field]))
            asked = {row[ref.field] for row in now if row[ref.field]}
            missing = asked - self._existing(kinds()[ref.kind], asked)
            self.rest.update(dict.fromkeys(sorted(missing)))

    def _vanish(self, kind: Kind, records: list[str]) -> None:
        before = self._before(kind, records)
        if not before:
            return
        table = kind.table
        self.connection.execute(table.delete().where(table.c.id.in_(list(before))))
        self.changed.update((kind.name, record) for record in before)
        self._targets(kind, [], list(before.values()))
        for other, ref in referrers(kind.name):
            if ref.required:
                query = select(other.table.c.id).where(other.table.c[ref.field].in_(list(before)))
                self.rest.update(dict.fromkeys(self.connection.execute(query).scalars()))

    def _before(self, kind: Kind, records: list[str]) -> dict[str, dict[str, Any]]:
        if not records:
            return {}
        query = select(kind.table).where(kind.table.c.id.in_(records))
        return {row.id: dict(row._mapping) for row in self.connection.execute(query)}

    def _existing(self, kind: Kind, ids: set[str]) -> set[str]:
        if not ids:
            return set()
        marks = ", ".join("?" for _ in ids)
        query = f'SELECT id FROM "{kind.table.name}" WHERE id IN ({marks})'
        return set(self.connection.exec_driver_sql(query, tuple(ids)).scalars())


@dataclass(frozen=True, slots=True)
class _Form:
    """How the rows of a kind are written by the driver itself: many rows make a layer in between dear."""

    insert: str
    names: tuple[str, ...]
    json: tuple[int, ...]

    def values(self, row: dict[str, Any]) -> tuple[Any, ...]:
        """The row as the driver takes it."""
        found = [row[name] for name in self.names]
        for place in self.json:
            found[place] = _EMPTY.get(repr(found[place])) or json.dumps(found[place])
        return tuple(found)


#: What most values are, ready made.
_EMPTY = {"[]": "[]", "{}": "{}", "None": "null"}


def _form(kind: Kind) -> _Form:
    return _form_of(kind.name)


@cache
def _form_of(name: str) -> _Form:
    table = kinds()[name].table
    names = tuple(column.name for column in table.columns)
    marks = ", ".join("?" for _ in names)
    quoted = ", ".join(f'"{name}"' for name in names)
    kept = tuple(at for at, column in enumerate(table.columns) if isinstance(column.type, JSON))
    return _Form(f'INSERT INTO "{table.name}" ({quoted}) VALUES ({marks})', names, kept)


def _values(kind: Kind, record: str, rows: Sequence[JournalRow]) -> dict[str, Any] | None:
    """The row a plainly living record has; nothing when it is not plain."""
    if any(row[_STRIPPED] or row[_OP] == DELETE for row in rows):
        return None
    if len(rows) == 1 and rows[0][_OP] == CREATE:
        told = json.loads(rows[0][_FIELDS])
        plain = _plain_row(kind.name)
        return {**plain, **{name: value for name, value in told.items() if name in plain}, "id": record}
    state = fold(kind, map(entry_of, rows))
    if not state.exists or state.deleted or state.erased:
        return None
    return {"id": record, "retired": False, **state.values}


@cache
def _plain_row(name: str) -> dict[str, Any]:
    kind = kinds()[name]
    return {"id": "", "retired": False, **{field: kind.defaults.get(field) for field in kind.fields}}
