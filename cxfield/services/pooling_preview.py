# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a pooling will bring: who, when, how much, what differs. Reads only."""

import json
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection

from cxfield.model.registry import kinds, referrers
from cxfield.storage import log, union
from cxfield.storage.entry import CREATE, ERASE, JournalRow, entry_of
from cxfield.storage.fold import fold
from cxfield.storage.package import Source

_SHOWN = 200


@dataclass(frozen=True, slots=True)
class Part:
    """One file: how many of its entries are new here, by whom, from when to when (UTC ms)."""

    name: str
    kind: str
    made_by: str
    made_at: int
    new: int
    known: int
    authors: tuple[str, ...]
    first_at: int
    last_at: int
    offset_min: int


@dataclass(frozen=True, slots=True)
class Clash:
    """A field that both sides changed without knowing each other: who wrote what here and there."""

    kind: str
    record: str
    field: str
    values: tuple[tuple[str, Any], ...]


@dataclass(frozen=True, slots=True)
class Preview:
    """What will come: the files, new records by kind, and what happens to the records that are here."""

    parts: tuple[Part, ...]
    new: int
    known: int
    made: dict[str, int]
    changed: int
    deleted: int
    revived: int
    clashes: tuple[Clash, ...]
    clash_count: int
    erased: int
    waiting: dict[str, int]
    lacking: dict[str, int]


@dataclass(slots=True)
class _Seen:
    """What was gathered while going through the files, and who hears how far that is.

    Of most entries only a bit is kept: a preview of many laptops takes no memory to speak of.
    """

    total: int
    step: Callable[[int, int], None] | None
    looked: int = 0
    new: int = 0
    bits: dict[str, bytearray] = field(default_factory=dict)
    made: Counter[str] = field(default_factory=Counter)
    required: set[str] = field(default_factory=set)
    unsure: list[tuple[str, list[tuple[str, str]]]] = field(default_factory=list)
    touched: dict[str, list[JournalRow]] = field(default_factory=dict)
    erased: set[str] = field(default_factory=set)

    def first(self, row: JournalRow) -> bool:
        """Whether this entry was in no file before."""
        bits = self.bits.setdefault(row[0], bytearray())
        at, bit = row[1] >> 3, 1 << (row[1] & 7)
        if at >= len(bits):
            bits.extend(bytes(at + 1024 - len(bits)))
        if bits[at] & bit:
            return False
        bits[at] |= bit
        self.new += 1
        return True


def preview(
    connection: Connection, sources: Sequence[Source], step: Callable[[int, int], None] | None = None
) -> Preview:
    """Go through the files once; only records that are here already are looked at closely."""
    seen = _Seen(total=sum(source.count for source in sources), step=step)
    parts = tuple(_part(connection, source, seen) for source in sources)
    changed, deleted, revived, clashes = _closely(connection, seen)
    waiting, lacking = _waits(connection, seen)
    return Preview(
        parts=parts,
        new=seen.new,
        known=sum(part.known for part in parts),
        made=dict(seen.made),
        changed=changed,
        deleted=deleted,
        revived=revived,
        clashes=tuple(clashes[:_SHOWN]),
        clash_count=len(clashes),
        erased=len(seen.erased),
        waiting=waiting,
        lacking=lacking,
    )


def _part(connection: Connection, source: Source, seen: _Seen) -> Part:
    new, known, authors, times = 0, 0, Counter[str](), [0, 0, 0]
    for batch in union.batches(source.rows()):
        seen.looked += len(batch)
        if seen.step is not None:
            seen.step(seen.looked, seen.total)
        here = union.present(connection, batch)
        fresh = [row for row in batch if (row[0], row[1]) not in here]
        known += len(batch) - len(fresh)
        new += len(fresh)
        _note(connection, [row for row in fresh if seen.first(row)], seen)
        for row in fresh:
            authors[row[5]] += 1
            times[0] = min(times[0] or row[3], row[3])
            if row[3] >= times[1]:
                times[1:] = [row[3], row[4]]
    return Part(
        source.name,
        str(source.about.get("kind", "")),
        str(source.about.get("author", "")),
        int(source.about.get("made_at", 0)),
        new,
        known,
        tuple(author for author, _ in authors.most_common() if author),
        times[0],
        times[1],
        times[2],
    )


def _note(connection: Connection, rows: list[JournalRow], seen: _Seen) -> None:
    old = union.known_records(connection, [row[10] for row in rows])
    made: list[tuple[str, list[tuple[str, str]]]] = []
    for row in rows:
        op, kind, record = row[8], row[9], row[10]
        if op == ERASE:
            seen.erased.add(record)
        if record in old:
            seen.touched.setdefault(record, []).append(row)
        elif op == CREATE and kind in kinds():
            fields = json.loads(row[11])
            made.append(
                (kind, [(ref.kind, str(fields.get(ref.field, ""))) for ref in kinds()[kind].required])
            )
            seen.made[kind] += 1
            if any(ref.required for _, ref in referrers(kind)):
                seen.required.add(record)
    seen.unsure += _lacking(connection, made, seen)


def _lacking(
    connection: Connection, made: list[tuple[str, list[tuple[str, str]]]], seen: _Seen
) -> list[tuple[str, list[tuple[str, str]]]]:
    """Those of the new records that lack something, with what they lack."""
    asked = {target for _, needs in made for _, target in needs} - seen.required
    lacks = asked - union.known_records(connection, sorted(asked))
    found = ((kind, [need for need in needs if need[1] in lacks]) for kind, needs in made)
    return [(kind, needs) for kind, needs in found if needs]


def _closely(connection: Connection, seen: _Seen) -> tuple[int, int, int, list[Clash]]:
    changed = deleted = revived = 0
    clashes: list[Clash] = []
    for record, rows in seen.touched.items():
        here = log.of_record(connection, record)
        kind = kinds().get(here[0].kind)
        if kind is None:
            continue
        came = [entry_of(row) for row in rows]
        before, after = fold(kind, here), fold(kind, [*here, *came])
        deleted += after.deleted and not before.deleted
        revived += before.deleted and not after.deleted
        changed += dict(before.values) != dict(after.values)
        by_id = {entry.id: entry for entry in (*here, *came)}
        for name, heads in after.disagreements.items():
            if heads != before.disagreements.get(name):
                values = tuple((by_id[head].author, by_id[head].fields.get(name)) for head in heads)
                clashes.append(Clash(kind.name, record, name, values))
    return changed, deleted, revived, clashes


def _waits(connection: Connection, seen: _Seen) -> tuple[dict[str, int], dict[str, int]]:
    """New records that will wait, by kind, and how many things of each kind they wait for."""
    left = _lacking(connection, seen.unsure, seen)
    lacking = {target: kind for _, needs in left for kind, target in needs}
    return dict(Counter(kind for kind, _ in left)), dict(Counter(lacking.values()))
