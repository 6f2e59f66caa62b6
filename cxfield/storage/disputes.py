# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the journal leaves for people: disagreements, deletions that an edit beat, records that wait."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from sqlalchemy import Connection

from cxfield.model.registry import Kind, kinds
from cxfield.storage import log
from cxfield.storage.entry import COLUMNS, DELETE, WHOLE, JournalEntry, entry_of
from cxfield.storage.fold import RecordState, fold
from cxfield.storage.rows import rowless

_SEVERAL = "SELECT record FROM journal GROUP BY record HAVING COUNT(DISTINCT writer) > 1"
_BURIED = f"SELECT DISTINCT record FROM journal WHERE op = '{DELETE}'"


@dataclass(frozen=True, slots=True)
class Version:
    """One of several values of a field, with who wrote it and when (UTC ms and local offset)."""

    entry_id: str
    value: Any
    author: str
    at: int
    offset_min: int


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A field that was changed twice without knowing each other; the last version is the one shown."""

    kind: str
    record: str
    field: str
    versions: tuple[Version, ...]


@dataclass(frozen=True, slots=True)
class Revived:
    """A record that somebody deleted while somebody else changed it: the change won."""

    kind: str
    record: str
    deleted: Version
    changed: Version


@dataclass(frozen=True, slots=True)
class Waiting:
    """A living record that lacks something it requires: which kind and record have not arrived."""

    kind: str
    record: str
    lacks_kind: str
    lacks: str


def disagreements(connection: Connection) -> list[Disagreement]:
    """Every field of a living record with several values, in the order in which they arose."""
    found: list[tuple[int, Disagreement]] = []
    # Only records that several openings wrote to can have them.
    for record in connection.exec_driver_sql(_SEVERAL).scalars().all():
        entries, told = _told(connection, record)
        if told is None or not told[1].exists or told[1].deleted or told[1].erased:
            continue
        kind, state = told
        by_id = {entry.id: entry for entry in entries}
        for name, heads in state.disagreements.items():
            versions = tuple(_version(by_id[head], name) for head in heads)
            one = Disagreement(kind.name, record, name, _distinct(versions))
            found.append((by_id[heads[-1]].hlc, one))
    return [one for _, one in sorted(found, key=lambda pair: (pair[0], pair[1].record, pair[1].field))]


def revived(connection: Connection) -> list[Revived]:
    """Records that live although somebody deleted them, and nobody has said since that this is right."""
    found = []
    for record in connection.exec_driver_sql(_BURIED).scalars().all():
        entries, told = _told(connection, record)
        if told is None or not told[1].exists or told[1].deleted or told[1].erased:
            continue
        known = {name for entry in entries for name in entry.parents.get(WHOLE, ()) if entry.op != DELETE}
        tombs = [entry for entry in entries if entry.op == DELETE and entry.id not in known]
        if not tombs:
            continue
        buried = {head for tomb in entries if tomb.op == DELETE for head in tomb.parents.get(WHOLE, ())}
        over = [entry for entry in entries if entry.id in told[1].all_heads and entry.id not in buried]
        found.append(
            Revived(told[0].name, record, _version(tombs[-1], ""), _version((over or entries)[-1], ""))
        )
    return found


def waiting(connection: Connection) -> Iterator[Waiting]:
    """Living records that have no row because something they require has not arrived."""
    known: dict[str, tuple[Kind, RecordState] | None] = {}
    for kind in kinds().values():
        if not kind.required:
            continue
        for record, state in _rowless(connection, kind):
            if state.deleted or state.erased:
                continue
            lack = next(_lacks(connection, kind, state, known), None)
            if lack is not None:
                yield Waiting(kind.name, record, *lack)


def _rowless(connection: Connection, kind: Kind) -> Iterator[tuple[str, RecordState]]:
    """What the journal says of the records of a kind that have no row."""
    query = f"SELECT {', '.join(COLUMNS)} FROM journal WHERE record IN ({rowless(kind)}) ORDER BY record"
    for record, mine in groupby(connection.exec_driver_sql(query), key=lambda row: row.record):
        yield record, fold(kind, map(entry_of, mine))


def waiting_counts(connection: Connection) -> dict[str, int]:
    """How many living records of each kind wait."""
    counts: dict[str, int] = {}
    for one in waiting(connection):
        counts[one.kind] = counts.get(one.kind, 0) + 1
    return counts


def tombstones(entries: list[JournalEntry]) -> list[str]:
    """The ids of a record's tombstones: what revives it names them."""
    return [entry.id for entry in entries if entry.op == DELETE]


def _lacks(
    connection: Connection,
    kind: Kind,
    state: RecordState,
    known: dict[str, tuple[Kind, RecordState] | None],
) -> Iterator[tuple[str, str]]:
    for ref in kind.required:
        target = str(state.values[ref.field] or "")
        if target not in known:
            known[target] = _told(connection, target)[1]
        told = known[target]
        if told is None or not told[1].exists:
            yield ref.kind, target
        elif told[1].erased and not told[0].tombstone:
            return
        else:
            yield from _lacks(connection, *told, known)


def _told(connection: Connection, record: str) -> tuple[list[JournalEntry], tuple[Kind, RecordState] | None]:
    entries = log.of_record(connection, record)
    kind = kinds().get(entries[0].kind) if entries else None
    return entries, (kind, fold(kind, entries)) if kind is not None else None


def _version(entry: JournalEntry, name: str) -> Version:
    return Version(entry.id, entry.fields.get(name), entry.author, entry.at, entry.offset_min)


def _distinct(versions: tuple[Version, ...]) -> tuple[Version, ...]:
    """Equal values written twice are one version; the last of them stands."""
    kept: dict[str, Version] = {}
    for version in versions:
        kept.pop(repr(version.value), None)
        kept[repr(version.value)] = version
    return tuple(kept.values())
