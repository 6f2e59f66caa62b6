# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Erasing a person: the values of everything that links to them, or ever did; the skeleton stays (rule 4)."""

from collections.abc import Iterable
from dataclasses import replace

from sqlalchemy import Connection

from cxfield.model.registry import kinds
from cxfield.storage import log
from cxfield.storage.entry import ERASE, JournalEntry, stripped


def linked_records(entries: Iterable[JournalEntry], participant_id: str) -> set[str]:
    """The participant's record and all that belongs to it now or belonged to it at any time."""
    owners: dict[str, set[str]] = {}
    for entry in entries:
        kind = kinds().get(entry.kind)
        for ref in kind.refs if kind else ():
            owner = entry.fields.get(ref.field) if ref.belongs else None
            if owner:
                owners.setdefault(owner, set()).add(entry.record)
    linked, open_ = {participant_id}, [participant_id]
    while open_:
        for record in owners.get(open_.pop(), ()):
            if record not in linked:
                linked.add(record)
                open_.append(record)
    return linked


def erased_people(entries: Iterable[JournalEntry]) -> set[str]:
    """The participants whom the journal says to erase."""
    return {entry.record for entry in entries if entry.op == ERASE}


def strip_linked(connection: Connection, people: Iterable[str]) -> set[str]:
    """Strip every entry linked to these people; returns the records touched."""
    entries = list(log.everything(connection))
    linked: set[str] = set()
    for person in people:
        linked |= linked_records(entries, person)
    touched: set[str] = set()
    for entry in entries:
        if entry.record in linked and not entry.stripped and entry.op != ERASE:
            log.rewrite(connection, stripped(entry, kinds()[entry.kind]))
            touched.add(entry.record)
    return touched


def strip_transient(connection: Connection, records: Iterable[str]) -> None:
    """Take the transient fields (a shopper's clothing mark) out of every entry of these records."""
    for record in records:
        for entry in log.of_record(connection, record):
            gone = {name: "" for name in entry.fields if name in kinds()[entry.kind].transient}
            if any(entry.fields[name] for name in gone):
                log.rewrite(connection, replace(entry, fields={**entry.fields, **gone}))
