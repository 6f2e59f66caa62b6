# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Rows as the database gives them: for long lists, where making a record of each would be felt."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select

from cxfield.model.base import Record
from cxfield.model.registry import table_of
from cxfield.storage import Reader

_PAGE = 500


def rows_within(reader: Reader, cls: type[Record], column: str, ids: Sequence[str]) -> list[Any]:
    """Living rows whose column is one of these ids, each page in the order of `order_key`."""
    table = table_of(cls)
    found: list[Any] = []
    for start in range(0, len(ids), _PAGE):
        query = (
            select(table)
            .where(table.c.retired.is_(False), table.c[column].in_(ids[start : start + _PAGE]))
            .order_by(table.c.order_key, table.c.id)
        )
        found += reader.select(query)
    return found
