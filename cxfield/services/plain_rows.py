# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Rows as the database gives them: for long lists, where making a record of each would be felt."""

import json
from collections.abc import Iterable, Sequence
from types import SimpleNamespace
from typing import Any

from sqlalchemy import JSON, String, select, type_coerce

from cxfield.model.base import Record
from cxfield.model.registry import table_of
from cxfield.storage import Reader

_PAGE = 500


def rows_within(reader: Reader, cls: type[Record], column: str, ids: Sequence[str]) -> list[Any]:
    """Living rows whose column is one of these ids, each page in the order of `order_key`."""
    table = table_of(cls)
    folded = [isinstance(one.type, JSON) for one in table.c]
    names = [one.name for one in table.c]
    columns = [type_coerce(one, String) if fold else one for one, fold in zip(table.c, folded, strict=True)]
    found: list[Any] = []
    for start in range(0, len(ids), _PAGE):
        query = (
            select(*columns)
            .where(table.c.retired.is_(False), table.c[column].in_(ids[start : start + _PAGE]))
            .order_by(table.c.order_key, table.c.id)
        )
        rows = reader.select(query)
        if rows:
            parts = zip(zip(*rows, strict=True), folded, strict=True)
            unfolded = [_unfold(values) if fold else values for values, fold in parts]
            found += [
                SimpleNamespace(**dict(zip(names, row, strict=True))) for row in zip(*unfolded, strict=True)
            ]
    return found


def _unfold(texts: Iterable[str | None]) -> list[Any]:
    """A column of JSON texts, read in one go: thousands of small ones take their time one by one."""
    read: list[Any] = json.loads("[" + ",".join("null" if text is None else text for text in texts) + "]")
    return read
