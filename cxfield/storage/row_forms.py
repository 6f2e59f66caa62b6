# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""How the rows of a kind are written by the driver itself: many rows make a layer in between dear."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import JSON

from cxfield.model.registry import kinds


@dataclass(frozen=True, slots=True)
class Form:
    """The statement that inserts a row, where each field stands in it, and what stands there untold."""

    insert: str
    blank: tuple[Any, ...]
    place: Mapping[str, int]
    json: frozenset[int]
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


@cache
def form_of(name: str) -> Form:
    """The form of a kind."""
    kind = kinds()[name]
    names = tuple(column.name for column in kind.table.columns)
    place = {column: at for at, column in enumerate(names)}
    held = frozenset(at for at, column in enumerate(kind.table.columns) if isinstance(column.type, JSON))
    plain = {"retired": False, **{field: kind.defaults.get(field) for field in kind.fields}}
    blank = tuple(
        json.dumps(plain.get(column)) if at in held else plain.get(column) for at, column in enumerate(names)
    )
    quoted = ", ".join(f'"{column}"' for column in names)
    marks = ", ".join("?" for _ in names)
    insert = f'INSERT INTO "{kind.table.name}" ({quoted}) VALUES ({marks})'
    fields = {field: place[field] for field in kind.fields}
    return Form(insert, blank, fields, held, place["id"])
