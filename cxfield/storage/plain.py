# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Rows through the driver alone: what a first view needs, without waiting for SQLAlchemy and the records."""

import json
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any


class PlainReader:
    """Questions to an open connection; a row is a value with the columns as attributes."""

    def __init__(self, raw: Any) -> None:
        self.raw = raw
        self._kinds: dict[str, tuple[tuple[str, str], ...]] = {}

    def sql(self, statement: str, *values: Any) -> list[tuple[Any, ...]]:
        """The rows of a statement, as the driver gives them."""
        found: list[tuple[Any, ...]] = self.raw.execute(statement, values).fetchall()
        return found

    def stream(self, statement: str, *values: Any) -> Iterator[tuple[Any, ...]]:
        """The rows of a statement one by one, for those of which there are many."""
        yield from self.raw.execute(statement, values)

    def rows(self, kind: str, /, *, order_by: str = "id", **equals: Any) -> list[Any]:
        """Every living record of a kind whose columns equal these values, in the order of a column."""
        columns = self._columns(kind)
        names = ", ".join(f'"{name}"' for name, _ in columns)
        where = "".join(f' AND "{name}" IS ?' for name in equals)
        statement = f'SELECT {names} FROM "{kind}" WHERE NOT retired{where} ORDER BY "{order_by}", id'
        return [_row(columns, values) for values in self.sql(statement, *equals.values())]

    def _columns(self, kind: str) -> tuple[tuple[str, str], ...]:
        if kind not in self._kinds:
            found = self.sql("SELECT name, type FROM pragma_table_info(?)", kind)
            self._kinds[kind] = tuple((str(name), str(form)) for name, form in found)
        return self._kinds[kind]


def _row(columns: tuple[tuple[str, str], ...], values: tuple[Any, ...]) -> SimpleNamespace:
    pairs = zip(columns, values, strict=True)
    return SimpleNamespace(**{name: _value(form, value) for (name, form), value in pairs})


def _value(form: str, value: Any) -> Any:
    if value is None:
        return None
    if form == "JSON":  # a bare number comes as one: that is how the column takes it
        return json.loads(value) if isinstance(value, str) else value
    return bool(value) if form == "BOOLEAN" else value
