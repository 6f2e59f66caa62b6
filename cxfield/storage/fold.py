# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the journal says of one record: pure, and the same in whatever order entries came.

Rules 1 and 2 of the journal: a field's heads are the entries that no other names as its parent; a record is
deleted when every head is named by a tombstone, so an edit that the tombstone did not know beats it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cxfield.model.registry import Kind
from cxfield.storage.entry import CREATE, DELETE, WHOLE, JournalEntry, dump, upcast

#: The pseudo-field whose head is the entry that made the record.
EXISTENCE = ""


@dataclass(frozen=True, slots=True)
class RecordState:
    """A record as its entries tell it."""

    exists: bool
    deleted: bool
    erased: bool
    values: Mapping[str, Any]
    heads: Mapping[str, tuple[str, ...]]
    disagreements: Mapping[str, tuple[str, ...]]

    @property
    def all_heads(self) -> list[str]:
        """Every head of the record, for a tombstone to name."""
        return sorted({head for heads in self.heads.values() for head in heads})


def fold(kind: Kind, entries: Iterable[JournalEntry]) -> RecordState:
    """Read a record from all its entries, whatever their order."""
    ordered = sorted(map(upcast, entries), key=lambda entry: entry.order)
    candidates: dict[str, list[JournalEntry]] = {}
    replaced: dict[str, set[str]] = {}
    buried: set[str] = set()
    tombstones = 0
    for entry in ordered:
        if entry.op == DELETE:
            tombstones += 1
            buried.update(entry.parents.get(WHOLE, ()))
            continue
        if entry.op == CREATE:
            candidates.setdefault(EXISTENCE, []).append(entry)
        for name in entry.fields:
            if name in kind.fields:
                candidates.setdefault(name, []).append(entry)
        for name, parents in entry.parents.items():
            replaced.setdefault(name, set()).update(parents)
    heads = {
        name: [entry for entry in found if entry.id not in replaced.get(name, ())]
        for name, found in candidates.items()
    }
    head_ids = {name: tuple(entry.id for entry in found) for name, found in heads.items()}
    values = {name: _shown(kind, name, heads.get(name, ())) for name in kind.fields}
    return RecordState(
        exists=EXISTENCE in candidates,
        deleted=tombstones > 0 and all(head in buried for found in head_ids.values() for head in found),
        erased=any(entry.stripped for entry in ordered),
        values=values,
        heads=head_ids,
        disagreements={
            name: tuple(entry.id for entry in found)
            for name, found in heads.items()
            if name != EXISTENCE and len({dump(entry.fields[name]) for entry in found}) > 1
        },
    )


def _shown(kind: Kind, name: str, heads: Sequence[JournalEntry]) -> Any:
    if not heads:
        return kind.defaults.get(name)
    top = heads[-1]
    if top.stripped and name not in kind.skeleton:
        return kind.defaults.get(name)
    return top.fields[name]
