# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A journal entry: plain, and how it is written down."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from cxfield.model.registry import Kind

#: The form in which entries are written today. Older ones are read through `UPCASTS`, never rewritten.
FORMAT = 1

CREATE, SET, DELETE, ERASE = "create", "set", "delete", "erase"

#: A row of the journal, in the order of these columns.
JournalRow = Sequence[Any]
COLUMNS = (
    "writer", "seq", "hlc", "at", "offset_min", "author", "grp", "format", "op", "kind", "record",
    "fields", "parents", "stripped",
)  # fmt: skip

#: In a tombstone's parents: the heads of the whole record.
WHOLE = "*"


@dataclass(frozen=True, slots=True)
class JournalEntry:
    """One write to one record.

    `fields`: the new values. `parents`: for each field the ids of the entries whose values it replaces; in a
    tombstone, under `WHOLE`, every head it knew. `stripped`: an erasure took the values about a person.
    """

    writer: str
    seq: int
    hlc: int
    at: int
    offset_min: int
    author: str
    group: str
    op: str
    kind: str
    record: str
    fields: Mapping[str, Any]
    parents: Mapping[str, Sequence[str]]
    format: int = FORMAT
    stripped: bool = False

    @property
    def id(self) -> str:
        """The key by which other entries name this one."""
        return f"{self.writer}.{self.seq}"

    @property
    def order(self) -> tuple[int, str, int]:
        """Where the entry stands among all: clock first, then writer, so that everyone agrees."""
        return (self.hlc, self.writer, self.seq)


def dump(value: object) -> str:
    """JSON in one fixed form, so that equal values are equal bytes."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def row_of(entry: JournalEntry) -> JournalRow:
    """The entry as a row of the journal table."""
    return (
        entry.writer, entry.seq, entry.hlc, entry.at, entry.offset_min, entry.author, entry.group,
        entry.format, entry.op, entry.kind, entry.record, dump(entry.fields), dump(entry.parents),
        int(entry.stripped),
    )  # fmt: skip


def entry_of(row: JournalRow) -> JournalEntry:
    """A row as the entry it holds, as it was written."""
    writer, seq, hlc, at, offset, author, group, form, op, kind, record, fields, parents, gone = row
    return JournalEntry(
        writer, seq, hlc, at, offset, author, group, op, kind, record,
        json.loads(fields), json.loads(parents), form, bool(gone),
    )  # fmt: skip


#: One pure step per old format: the first reads format 1 as format 2, and so on.
UPCASTS: tuple[Callable[[JournalEntry], JournalEntry], ...] = ()


def upcast(entry: JournalEntry) -> JournalEntry:
    """The entry as today's format would have written it."""
    for step in UPCASTS[entry.format - 1 :]:
        entry = step(entry)
    return entry


def stripped(entry: JournalEntry, kind: Kind) -> JournalEntry:
    """The entry without what it says of a person: its skeleton stays, so heads and order do not change."""
    kept = {name: value if name in kind.skeleton else None for name, value in entry.fields.items()}
    return replace(entry, fields=kept, stripped=True)
