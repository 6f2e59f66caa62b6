# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Making the rows of many records follow the journal at once, as entries come or after they went.

A new record of which one entry came, whose requirements are here, gets its row as it comes. What else came is
read again when all is here: living and dead records many at a time, kind by kind, what is required first.
Whatever is not plain then is left to the `Settler`.
"""

import json
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby, islice
from typing import Any

from sqlalchemy import Connection, bindparam, select

from cxfield.model.registry import Kind, kinds, referrers
from cxfield.storage.entry import COLUMNS, JournalRow, entry_of
from cxfield.storage.erase import known_gone
from cxfield.storage.fold import fold
from cxfield.storage.row_forms import form_of, telling
from cxfield.storage.rows import Settler, who_waited

_CHUNK = 1000
#: So many new records are told to the views one by one; of more than that only the kinds are.
_NAMED = 5000
_KIND, _RECORD, _FIELDS, _STRIPPED = 9, 10, 11, 13
_ENTRIES = (
    f"SELECT {', '.join('j.' + name for name in COLUMNS)} FROM temp.came c "
    "CROSS JOIN journal j ON j.record = c.record WHERE c.place = ? ORDER BY c.record"
)
_GONE = (
    "SELECT c.record FROM temp.came c WHERE c.place = ? "
    "AND NOT EXISTS (SELECT 1 FROM journal j WHERE j.record = c.record)"
)
Row = dict[str, Any]
#: A new record: its id, the fields that were told, and the entry.
_New = tuple[str, dict[str, Any], JournalRow]


@dataclass(slots=True)
class _Chunk:
    """What some records shall be: living rows, no rows, or a matter for the careful way."""

    living: dict[str, Row] = field(default_factory=dict)
    dead: list[str] = field(default_factory=list)


class Settling:
    """The rows of one pooling, or of one that is taken back."""

    def __init__(self, connection: Connection) -> None:
        # Rows appear and vanish in any order; the references are checked when the transaction commits.
        connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
        self.connection = connection
        self.changed: set[tuple[str, str]] = set()
        self._gone = known_gone(connection)
        self._appeared: dict[str, set[str]] = {}
        self._rest: dict[str, None] = {}
        self._targets: dict[str, set[str]] = {}

    def arrived(self, rows: list[JournalRow]) -> list[JournalRow]:
        """Write the rows of new records of which one entry came; returns those that are not so plain."""
        by_kind: dict[str, list[JournalRow]] = {}
        for row in rows:
            by_kind.setdefault(row[_KIND], []).append(row)
        left: list[JournalRow] = []
        for kind in kinds().values():
            if kind.name in by_kind:
                left += self._new(kind, by_kind.pop(kind.name))
        return left

    def finish(self, also: Iterable[str] = ()) -> set[tuple[str, str]]:
        """Bring the rows of all else that came (the temporary table `came`) in line; returns what changed."""
        placed = list(enumerate(kinds().values()))
        for place, kind in reversed(placed):  # what requires others goes before them
            gone = list(self.connection.exec_driver_sql(_GONE, (place,)).scalars())
            for at in range(0, len(gone), _CHUNK):
                self._vanish(kind, gone[at : at + _CHUNK])
        for place, kind in placed:
            for chunk in self._chunks(kind, place):
                self._bury(kind, chunk.dead)
                self._live(kind, chunk.living)
        self._rest.update(dict.fromkeys(also))
        for name, ids in self._targets.items():
            # A living record stays as it is, whoever refers to it.
            living = self._existing(kinds()[name], ids, "AND retired = 0")
            self._rest.update(dict.fromkeys(sorted(ids - living)))
        self._rest.update(dict.fromkeys(who_waited(self.connection, self._appeared)))
        return self.changed | Settler(self.connection).settle(self._rest)

    def _new(self, kind: Kind, rows: list[JournalRow]) -> list[JournalRow]:
        # Read at once: one by one it would take twice as long.
        every = json.loads(f"[{','.join(row[_FIELDS] for row in rows)}]")
        told: list[_New] = [(row[_RECORD], fields, row) for row, fields in zip(rows, every, strict=True)]
        left: list[JournalRow] = []
        for ref in kind.required:
            here = self._existing(kinds()[ref.kind], {fields.get(ref.field) for _, fields, _ in told})
            told = _split(told, left, lambda fields, name=ref.field, ok=here: fields.get(name) in ok)
        if self._gone:
            owners = [ref.field for ref in kind.refs if ref.belongs]
            told = _split(told, left, lambda fields: not any(fields.get(n) in self._gone for n in owners))
        alike: dict[tuple[str, ...], list[_New]] = {}
        for one in told:
            alike.setdefault(tuple(one[1]), []).append(one)
        for names, those in alike.items():
            how = telling(kind.name, names)
            made = [how.of(record, fields) for record, fields, _ in those]
            self.connection.exec_driver_sql(how.insert, made)
            self._refer(kind, [fields for _, fields, _ in those], names)
        self._appear(kind, [record for record, _, _ in told])
        return left

    def _appear(self, kind: Kind, records: list[str]) -> None:
        if not records:
            return
        named = records if len(self.changed) < _NAMED else records[:1]
        self.changed.update((kind.name, record) for record in named)
        if any(ref.required for _, ref in referrers(kind.name)):
            self._appeared.setdefault(kind.name, set()).update(records)

    def _refer(self, kind: Kind, now: Sequence[Mapping[str, Any]], told: Container[str]) -> None:
        """What is referred to in these fields and has no row may have to come back as retired."""
        for ref in kind.refs:
            if ref.field not in told:
                continue
            asked = {row.get(ref.field) for row in now}
            missing = asked - self._existing(kinds()[ref.kind], asked)
            self._targets.setdefault(ref.kind, set()).update(target for target in missing if target)

    def _chunks(self, kind: Kind, place: int) -> Iterator[_Chunk]:
        found = self.connection.exec_driver_sql(_ENTRIES, (place,))
        groups = ((key, list(mine)) for key, mine in groupby(found, key=lambda row: row[_RECORD]))
        while told := list(islice(groups, _CHUNK)):
            chunk = _Chunk()
            for record, rows in told:
                state = fold(kind, map(entry_of, rows))
                if not state.exists or state.erased:
                    self._rest[record] = None
                elif state.deleted:
                    chunk.dead.append(record)
                else:
                    chunk.living[record] = {"id": record, "retired": False, **state.values}
            yield chunk

    def _live(self, kind: Kind, wanted: dict[str, Row]) -> None:
        for ref in kind.required:
            here = self._existing(kinds()[ref.kind], {row[ref.field] for row in wanted.values()})
            for record in [key for key, row in wanted.items() if row[ref.field] not in here]:
                del wanted[record]
                self._rest[record] = None
        before = self._before(kind, wanted)
        new = [row for record, row in wanted.items() if record not in before]
        other = [row for record, row in wanted.items() if record in before and before[record] != row]
        table = kind.table
        if new:
            form = form_of(kind.name)
            self.connection.exec_driver_sql(form.insert, [form.of_fields(row["id"], row) for row in new])
            self._appear(kind, [row["id"] for row in new])
        if other:
            change = table.update().where(table.c.id == bindparam("which"))
            self.connection.execute(change, [{**row, "which": row["id"]} for row in other])
            self.changed.update((kind.name, row["id"]) for row in other)
        self._refer(kind, [*new, *other], kind.fields)
        self._let_go(kind, [before[row["id"]] for row in other])

    def _bury(self, kind: Kind, records: list[str]) -> None:
        """Deleted records: those that somebody refers to are for the careful way."""
        held: set[str] = set()
        for other, ref in referrers(kind.name) if records else ():
            column = other.table.c[ref.field]
            held |= set(self.connection.execute(select(column).where(column.in_(records))).scalars())
        self._rest.update(dict.fromkeys(record for record in records if record in held))
        self._vanish(kind, [record for record in records if record not in held])

    def _vanish(self, kind: Kind, records: list[str]) -> None:
        table = kind.table
        columns = [table.c.id, *(table.c[ref.field] for ref in kind.refs)]
        query = select(*columns).where(table.c.id.in_(records))
        before = {row.id: dict(row._mapping) for row in self.connection.execute(query)}
        if not before:
            return
        self.connection.execute(table.delete().where(table.c.id.in_(list(before))))
        self.changed.update((kind.name, record) for record in before)
        self._let_go(kind, list(before.values()))
        for other, ref in referrers(kind.name):
            if ref.required:
                query = select(other.table.c.id).where(other.table.c[ref.field].in_(list(before)))
                self._rest.update(dict.fromkeys(self.connection.execute(query).scalars()))

    def _let_go(self, kind: Kind, before: Sequence[Row]) -> None:
        """What is not referred to any more may have to go."""
        for ref in kind.refs:
            self._targets.setdefault(ref.kind, set()).update(
                row[ref.field] for row in before if row[ref.field]
            )

    def _before(self, kind: Kind, records: Iterable[str]) -> dict[str, Row]:
        wanted = list(records)
        if not wanted:
            return {}
        query = select(kind.table).where(kind.table.c.id.in_(wanted))
        return {row.id: dict(row._mapping) for row in self.connection.execute(query)}

    def _existing(self, kind: Kind, ids: set[Any], only: str = "") -> set[str]:
        asked = json.dumps([one for one in ids if one])
        query = f'SELECT id FROM "{kind.table.name}" WHERE id IN (SELECT value FROM json_each(?)) {only}'
        return set(self.connection.exec_driver_sql(query, (asked,)).scalars()) if asked != "[]" else set()


def _split(told: list[_New], left: list[JournalRow], fits: Any) -> list[_New]:
    """Those that fit; the entries of the others join what is left."""
    left += [row for _, fields, row in told if not fits(fields)]
    return [one for one in told if fits(one[1])]
