# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whether a file is what its journal says: a second, independent way of making the rows, all in memory."""

from collections import defaultdict
from typing import Any

from sqlalchemy import Connection, select

from cxfield.model.registry import Kind, kinds
from cxfield.storage import bytestore, log, search
from cxfield.storage.entry import JournalEntry, dump
from cxfield.storage.fold import RecordState, fold

Rows = dict[tuple[str, str], dict[str, Any]]


def problems(connection: Connection) -> list[str]:
    """Everything that is wrong, one English line each (for the command line); empty when clean."""
    # The word index looks at its own state anew only when it is asked: the check alone would read old pages.
    connection.exec_driver_sql("SELECT rowid FROM words LIMIT 1").all()
    found = [
        f"integrity: {row[0]}"
        for row in connection.exec_driver_sql("PRAGMA integrity_check").all()
        if row[0] != "ok"
    ]
    found += [
        f"reference: {row[0]} row {row[1]} points to a missing {row[2]}"
        for row in connection.exec_driver_sql("PRAGMA foreign_key_check").all()
    ]
    expected, actual = replay(log.everything(connection)), rows_of(connection)
    for key in sorted(expected.keys() | actual.keys()):
        found += _compare(key, expected.get(key), actual.get(key))
    lost = search.missing(connection)
    found += [f"search: {lost} rows are not as the index has them"] if lost else []
    return found + bytestore.problems(connection)


def rows_of(connection: Connection) -> Rows:
    """Every row there is."""
    return {
        (kind.name, row.id): dict(row._mapping)
        for kind in kinds().values()
        for row in connection.execute(select(kind.table))
    }


def replay(entries: Any) -> Rows:
    """The rows the journal asks for."""
    by_record: dict[str, list[JournalEntry]] = defaultdict(list)
    for entry in entries:
        by_record[entry.record].append(entry)
    states: dict[str, tuple[Kind, RecordState]] = {}
    for record, mine in by_record.items():
        kind = kinds().get(mine[0].kind)
        if kind is not None:
            states[record] = (kind, fold(kind, mine))
    arrived = _arrived(states)
    present = {record for record in arrived if not states[record][1].deleted}
    spread = list(present)
    while spread:
        kind, state = states[spread.pop()]
        held = ({state.values[ref.field] for ref in kind.refs} & arrived) - present
        present |= held
        spread += held
    return {
        (states[record][0].name, record): {
            "id": record,
            "retired": states[record][1].deleted,
            **states[record][1].values,
        }
        for record in present
    }


def _arrived(states: dict[str, tuple[Kind, RecordState]]) -> set[str]:
    arrived: set[str] = set()
    # The registry lists what is required before what requires it, so one round is enough.
    for kind in kinds().values():
        for record, (its, state) in states.items():
            hidden = state.erased and not its.tombstone
            if (
                its is kind
                and state.exists
                and not hidden
                and all(state.values[ref.field] in arrived for ref in kind.required)
            ):
                arrived.add(record)
    return arrived


def _compare(
    key: tuple[str, str], expected: dict[str, Any] | None, actual: dict[str, Any] | None
) -> list[str]:
    name = f"{key[0]} {key[1]}"
    if actual is None:
        return [f"journal: {name} is missing from the rows"]
    if expected is None:
        return [f"journal: {name} is a row that the journal does not know"]
    return [
        f"journal: {name} has another {field} than the journal"
        for field in expected
        if dump(expected[field]) != dump(actual.get(field))
    ]
