# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The history of a record, read from the journal."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from cxfield.model.registry import kinds
from cxfield.storage import log
from cxfield.storage.entry import JournalEntry


@dataclass(frozen=True, slots=True)
class HistoryItem:
    """One change: who, when (UTC ms and local offset), and each field's old and new value."""

    entry_id: str
    at: int
    offset_min: int
    author: str
    op: str
    group: str
    fields: Mapping[str, tuple[Any, Any]]


def of_record(connection: Connection, kind: str, record_id: str) -> list[HistoryItem]:
    """The changes of a record, newest first; an erased value reads as nothing."""
    entries = log.of_record(connection, record_id)
    by_id = {entry.id: entry for entry in entries}
    defaults = kinds()[kind].defaults
    return [
        HistoryItem(
            entry_id=entry.id,
            at=entry.at,
            offset_min=entry.offset_min,
            author=entry.author,
            op=entry.op,
            group=entry.group,
            fields={
                name: (_replaced(entry, name, by_id, defaults.get(name)), value)
                for name, value in entry.fields.items()
            },
        )
        for entry in reversed(entries)
    ]


def _replaced(entry: JournalEntry, name: str, by_id: Mapping[str, JournalEntry], default: Any) -> Any:
    parents = sorted(
        (by_id[parent] for parent in entry.parents.get(name, ()) if parent in by_id),
        key=lambda parent: parent.order,
    )
    return parents[-1].fields.get(name, default) if parents else default
