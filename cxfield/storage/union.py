# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Adding journal rows that others wrote, in batches, without looking into most of them.

A row is a tuple in the order of `COLUMNS`. Records that nobody knew and of which one entry came are handed
on as they come: most of a field day is such. The ids of all others are kept in a temporary table (`came`),
to be settled when everything has come.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Any

from sqlalchemy import Connection

from cxfield.errors import UserError
from cxfield.i18n import N_
from cxfield.model.registry import Kind, kinds
from cxfield.storage.entry import (
    CREATE,
    ERASE,
    FORMAT,
    JournalEntry,
    JournalRow,
    dump,
    entry_of,
    stripped,
)
from cxfield.storage.log import INSERT, NAMES, REWRITE

BATCH = 2000

_WRITER, _SEQ, _HLC, _FORMAT, _OP, _KIND, _RECORD, _FIELDS, _STRIPPED = 0, 1, 2, 7, 8, 9, 10, 11, 13
_CAME = "INSERT OR IGNORE INTO came (place, record) VALUES (?, ?)"
_WRITERS = (
    "WITH RECURSIVE w(x) AS (SELECT min(writer) FROM journal UNION ALL "
    "SELECT (SELECT min(writer) FROM journal WHERE writer > x) FROM w WHERE x IS NOT NULL) "
    "SELECT x FROM w WHERE x IS NOT NULL"
)

TWO_FACES = N_(
    "The entry {entry} is here with other contents. Nothing was taken in; ask its sender for a new package."
)
#: Takes plain new records; returns those that are not plain after all.
Arrived = Callable[[list[JournalRow]], list[JournalRow]]
NEWER = N_("These entries were written by a newer CXField. Nothing was taken in; update CXField first.")


@dataclass(slots=True)
class Taken:
    """What came: counts, the runs of each writer's numbers, people to erase, and the highest clock."""

    new: int = 0
    known: int = 0
    runs: dict[str, list[list[int]]] = field(default_factory=dict)
    erased: set[str] = field(default_factory=set)
    last_hlc: int = 0


def batches(rows: Iterable[JournalRow]) -> Iterator[list[JournalRow]]:
    """So many rows at a time: a package is never in memory as a whole."""
    turning = iter(rows)
    while batch := list(islice(turning, BATCH)):
        yield batch


def places() -> dict[str, int]:
    """The place of every kind in the registry: what is required has a lower one."""
    return {name: place for place, name in enumerate(kinds())}


def begin(connection: Connection) -> None:
    """An empty list of what came, by place of its kind."""
    connection.exec_driver_sql("DROP TABLE IF EXISTS temp.came")
    connection.exec_driver_sql(
        "CREATE TEMP TABLE came (place INTEGER, record TEXT, PRIMARY KEY (place, record)) WITHOUT ROWID"
    )


def note(connection: Connection, named: Iterable[tuple[str, str]]) -> None:
    """Put records on the list, by kind and id."""
    place = places()
    found = [(place.get(kind, len(place)), record) for kind, record in named]
    if found:
        connection.exec_driver_sql(_CAME, found)


def end(connection: Connection) -> None:
    """Drop the list."""
    connection.exec_driver_sql("DROP TABLE IF EXISTS temp.came")


def take_in(connection: Connection, rows: Iterable[JournalRow], taken: Taken, arrived: Arrived) -> None:
    """Add the rows that are not here yet; the same id must have the same contents."""
    known = set(connection.exec_driver_sql(_WRITERS).scalars())
    for batch in batches(rows):
        if max(row[_FORMAT] for row in batch) > FORMAT:
            raise UserError(NEWER)
        here = _here(connection, [row for row in batch if row[_WRITER] in known])
        new: dict[tuple[str, int], JournalRow] = {}
        for row in batch:
            key = (row[_WRITER], row[_SEQ])
            old = here.get(key) or new.get(key)
            if old is None:
                new[key] = row
                continue
            taken.known += 1
            if tuple(old) != tuple(row):
                changed = reconciled(old, row)
                if changed is None:
                    continue
                if key in new:
                    new[key] = changed
                else:
                    here[key] = changed
                    _rewrite(connection, changed, taken)
        _append(connection, list(new.values()), taken, arrived)
        known.update(row[_WRITER] for row in new.values())


def reconciled(old: JournalRow, came: JournalRow) -> JournalRow | None:
    """Two forms of one entry: what must replace the old one, if anything.

    A stripped form replaces the full one. A typing burst that was copied while it was being typed is an older
    form of itself: the higher clock wins. A transient field (a clothing mark) that was taken out stays out.
    """
    one, other = entry_of(old), entry_of(came)
    same = replace(other, hlc=one.hlc, fields=one.fields, stripped=one.stripped)
    if same != one or one.fields.keys() != other.fields.keys():
        raise UserError(TWO_FACES, entry=one.id)
    top = other if other.hlc > one.hlc else one
    gone = one.stripped or other.stripped
    kind = kinds().get(one.kind)
    if gone:
        top = stripped(top, kind) if kind and not top.stripped else top
    elif kind is not None:
        if one.hlc == other.hlc and _plain(one, kind) != _plain(other, kind):
            raise UserError(TWO_FACES, entry=one.id)
        blank = {n: "" for n in kind.transient & top.fields.keys() if "" in (one.fields[n], other.fields[n])}
        top = replace(top, fields={**top.fields, **blank})
    row = list(old)
    row[_HLC], row[_FIELDS], row[_STRIPPED] = top.hlc, dump(top.fields), int(top.stripped)
    return None if row == list(old) else row


def _plain(entry: JournalEntry, kind: Kind) -> dict[str, Any]:
    return {name: value for name, value in entry.fields.items() if name not in kind.transient}


def _here(connection: Connection, rows: list[JournalRow]) -> dict[tuple[str, int], JournalRow]:
    if not rows:
        return {}
    keys = [value for row in rows for value in (row[_WRITER], row[_SEQ])]
    marks = ", ".join("(?, ?)" for _ in rows)
    found = connection.exec_driver_sql(
        f"SELECT {NAMES} FROM journal WHERE (writer, seq) IN (VALUES {marks})", tuple(keys)
    )
    return {(row[_WRITER], row[_SEQ]): tuple(row) for row in found}


def present(connection: Connection, rows: list[JournalRow]) -> set[tuple[str, int]]:
    """Which of these rows are here already, in whatever form."""
    return set(_here(connection, rows))


def known_records(connection: Connection, records: list[str]) -> set[str]:
    """Which of these records the journal knows."""
    found: set[str] = set()
    for at in range(0, len(records), BATCH):
        some = tuple(records[at : at + BATCH])
        marks = ", ".join("?" for _ in some)
        query = f"SELECT DISTINCT record FROM journal WHERE record IN ({marks})"
        found |= set(connection.exec_driver_sql(query, some).scalars())
    return found


def _append(connection: Connection, rows: list[JournalRow], taken: Taken, arrived: Arrived) -> None:
    if not rows:
        return
    told = Counter(row[_RECORD] for row in rows)
    old = known_records(connection, list(told))
    connection.exec_driver_sql(INSERT, [tuple(row) for row in rows])
    plain, other = list[JournalRow](), list[JournalRow]()
    for row in rows:
        record = row[_RECORD]
        alone = row[_OP] == CREATE and told[record] == 1 and not row[_STRIPPED] and record not in old
        (plain if alone else other).append(row)
        _run(taken.runs.setdefault(row[_WRITER], []), row[_SEQ])
        if row[_OP] == ERASE or row[_STRIPPED]:
            taken.erased.add(record)
    note(connection, ((row[_KIND], row[_RECORD]) for row in (*other, *arrived(plain))))
    taken.new += len(rows)
    taken.last_hlc = max(taken.last_hlc, *(row[_HLC] for row in rows))


def _run(runs: list[list[int]], seq: int) -> None:
    if runs and runs[-1][1] + 1 == seq:
        runs[-1][1] = seq
    else:
        runs.append([seq, seq])


def _rewrite(connection: Connection, row: JournalRow, taken: Taken) -> None:
    values = (row[_HLC], row[_FIELDS], row[_STRIPPED], row[_WRITER], row[_SEQ])
    connection.exec_driver_sql(REWRITE, values)
    note(connection, [(row[_KIND], row[_RECORD])])
    if row[_STRIPPED]:
        taken.erased.add(row[_RECORD])
