# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Erasing a person: the values of everything that links to them, or ever did; the skeleton stays (rule 4)."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import replace

from sqlalchemy import Connection, select

from cxfield.model.registry import kinds
from cxfield.storage import log
from cxfield.storage.entry import ERASE, stripped
from cxfield.storage.tables import JOURNAL


def linked_records(owned: Iterable[tuple[str, str]], seeds: Iterable[str]) -> set[str]:
    """These records and all that belongs to them now or belonged to them at any time."""
    owners: dict[str, set[str]] = {}
    for owner, record in owned:
        owners.setdefault(owner, set()).add(record)
    linked = set(seeds)
    open_ = list(linked)
    while open_:
        for record in owners.get(open_.pop(), ()):
            if record not in linked:
                linked.add(record)
                open_.append(record)
    return linked


def strip_linked(connection: Connection, people: Iterable[str]) -> set[str]:
    """Strip every entry linked to these people; returns the records touched."""
    linked = linked_records(_owned(connection), people)
    return strip_records(connection, linked)


def strip_records(connection: Connection, records: Iterable[str]) -> set[str]:
    """Strip every entry of these records; returns those that had words left."""
    touched: set[str] = set()
    for record in records:
        for entry in log.of_record(connection, record):
            if not entry.stripped and entry.op != ERASE:
                log.rewrite(connection, stripped(entry, kinds()[entry.kind]))
                touched.add(record)
    return touched


def known_gone(connection: Connection) -> set[str]:
    """The records of people erased before, and all that was linked to them."""
    query = (
        "SELECT record FROM journal WHERE stripped = 1 UNION SELECT record FROM journal WHERE op = 'erase'"
    )
    return set(connection.exec_driver_sql(query).scalars())


def strip_arrivals(connection: Connection, erased: set[str]) -> set[str]:
    """Strip what just came (the temporary table `came`) for people erased now or before.

    `erased`: the records that came as erased or stripped. What is gone already stays so, and what came and
    belongs to it goes too; only then is the whole journal looked through.
    """
    gone = known_gone(connection)
    if not gone:
        return set()
    seeds = set(erased)
    query = "SELECT j.record, j.kind, j.fields FROM temp.came c CROSS JOIN journal j ON j.record = c.record"
    for row in connection.exec_driver_sql(query):
        kind = kinds().get(row.kind)
        if row.record in gone:
            seeds.add(row.record)
        elif kind is not None and any(ref.belongs for ref in kind.refs):
            fields = json.loads(row.fields)
            if any(fields.get(ref.field) in gone for ref in kind.refs if ref.belongs):
                seeds.add(row.record)
    return strip_records(connection, linked_records(_owned(connection), seeds)) if seeds else set()


def _owned(connection: Connection) -> Iterator[tuple[str, str]]:
    """Who owned what at any time, as (owner, record)."""
    names = {kind.name: [ref.field for ref in kind.refs if ref.belongs] for kind in kinds().values()}
    owned = [name for name, fields in names.items() if fields]
    query = select(JOURNAL.c.record, JOURNAL.c.kind, JOURNAL.c.fields).where(
        JOURNAL.c.kind.in_(owned), JOURNAL.c.fields.contains('_id":"', autoescape=True)
    )
    for row in connection.execute(query):
        fields = json.loads(row.fields)
        for name in names[row.kind]:
            if fields.get(name):
                yield fields[name], row.record


def strip_transient(connection: Connection, records: Iterable[str]) -> None:
    """Take the transient fields (a shopper's clothing mark) out of every entry of these records."""
    for record in records:
        for entry in log.of_record(connection, record):
            gone = {name: "" for name in entry.fields if name in kinds()[entry.kind].transient}
            if any(entry.fields[name] for name in gone):
                log.rewrite(connection, replace(entry, fields={**entry.fields, **gone}))
