# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""How the rows of a kind are read and written by the driver itself: at a press, and in thousands of rows,
a layer in between is dear.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from sqlalchemy import JSON, Boolean

from cxfield.model.registry import kinds


@dataclass(frozen=True, slots=True)
class Form:
    """The statements for a row, where each field stands in it, and what stands there untold."""

    select: str
    insert: str
    update: str
    columns: tuple[str, ...]
    blank: tuple[Any, ...]
    place: Mapping[str, int]
    json: frozenset[int]
    truth: frozenset[int]
    id: int

    def of_fields(self, record: str, fields: Mapping[str, Any]) -> tuple[Any, ...]:
        """The row of a living record of which these fields were told; unknown fields are left out."""
        row = list(self.blank)
        for name, value in fields.items():
            at = self.place.get(name)
            if at is not None:
                row[at] = json.dumps(value) if at in self.json else value
        row[self.id] = record
        return tuple(row)

    def asking(self, equals: Sequence[str], order_by: str, *, retired: bool) -> str:
        """The statement for the rows of which these columns equal given values, in the order of a column."""
        unknown = {*equals, order_by}.difference(self.columns)
        if unknown:  # the driver would take the name for a text
            raise KeyError(*unknown)
        asked = [f'"{name}" IS ?' for name in equals] + ([] if retired else ["NOT retired"])
        where = f" WHERE {' AND '.join(asked)}" if asked else ""
        return f'{self.select}{where} ORDER BY "{order_by}", id'

    def of_row(self, row: Sequence[Any]) -> dict[str, Any]:
        """The values of a row as it was read, by column."""
        return {name: self._plain(at, row[at]) for at, name in enumerate(self.columns)}

    def setting(self, record: str, fields: Mapping[str, Any]) -> tuple[str, tuple[Any, ...]]:
        """The statement that gives fields of a row new values, and those."""
        names = ", ".join(f'"{name}" = ?' for name in fields)
        values = [json.dumps(v) if self.place[name] in self.json else v for name, v in fields.items()]
        return self.update.format(names=names), (*values, record)

    def _plain(self, at: int, value: Any) -> Any:
        if value is None:
            return None
        if at in self.json:  # a bare number comes as one: that is how the column takes it
            return json.loads(value) if isinstance(value, str) else value
        return bool(value) if at in self.truth else value


@cache
def form_of(name: str) -> Form:
    """The form of a kind."""
    kind = kinds()[name]
    columns = tuple(kind.table.columns)
    names = tuple(column.name for column in columns)
    place = {column: at for at, column in enumerate(names)}
    held = frozenset(at for at, column in enumerate(columns) if isinstance(column.type, JSON))
    plain = {"retired": False, **{field: kind.defaults.get(field) for field in kind.fields}}
    quoted, table = ", ".join(f'"{column}"' for column in names), f'"{kind.table.name}"'
    return Form(
        select=f"SELECT {quoted} FROM {table}",
        insert=f"INSERT INTO {table} ({quoted}) VALUES ({', '.join('?' for _ in names)})",
        update=f"UPDATE {table} SET {{names}} WHERE id = ?",
        columns=names,
        blank=tuple(
            json.dumps(plain.get(column)) if at in held else plain.get(column)
            for at, column in enumerate(names)
        ),
        place={field: place[field] for field in kind.fields},
        json=held,
        truth=frozenset(at for at, column in enumerate(columns) if isinstance(column.type, Boolean)),
        id=place["id"],
    )


@dataclass(frozen=True, slots=True)
class Telling:
    """How living records go in of which the same fields were told: only their ids and those are given."""

    insert: str
    taken: tuple[tuple[str, bool], ...]
    whole: bool

    def of(self, record: str, fields: Mapping[str, Any]) -> tuple[Any, ...]:
        """What the statement is given for a record."""
        if self.whole:
            return (record, *fields.values())
        return (record, *(json.dumps(fields[name]) if held else fields[name] for name, held in self.taken))


@lru_cache(maxsize=500)
def telling(kind: str, names: tuple[str, ...]) -> Telling:
    """The telling of these fields, in this order; those that the kind does not know are left out."""
    form = form_of(kind)
    taken = tuple((name, form.place[name] in form.json) for name in names if name in form.place)
    given = {"id", *(name for name, _ in taken)}
    rest = {name: _literal(form.blank[at]) for at, name in enumerate(form.columns) if name not in given}
    columns = ", ".join(f'"{name}"' for name in ("id", *(name for name, _ in taken), *rest))
    values = ", ".join([*("?" for _ in given), *rest.values()])
    return Telling(
        f'INSERT INTO "{kinds()[kind].table.name}" ({columns}) VALUES ({values})',
        taken,
        whole=len(taken) == len(names) and not any(held for _, held in taken),
    )


def _literal(value: Any) -> str:
    if value is None:
        return "NULL"
    return "'" + value.replace("'", "''") + "'" if isinstance(value, str) else repr(value + 0)
