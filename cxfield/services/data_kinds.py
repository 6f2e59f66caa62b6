# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The kinds of logged rows, and where a row is."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from cxfield.model.base import Record
from cxfield.model.capture import Entry
from cxfield.model.talk import Answer, Moment, Statement
from cxfield.services.data_filter import ANSWER, ENTRY, KINDS, MOMENT, STATEMENT

CLASSES: Mapping[str, type[Record]] = {
    ENTRY: Entry,
    ANSWER: Answer,
    STATEMENT: Statement,
    MOMENT: Moment,
}
#: What gives a row of each kind its name, and whom it is about.
NAMED: Mapping[str, str] = {
    ENTRY: "code_id",
    ANSWER: "question_id",
    STATEMENT: "seat_id",
    MOMENT: "touchpoint_id",
}
WHOM: Mapping[str, str] = {
    ENTRY: "shopper_id",
    ANSWER: "participant_id",
    STATEMENT: "seat_id",
    MOMENT: "participant_id",
}


class Key(NamedTuple):
    """Where a row is: its kind and id."""

    kind: str
    id: str


def pages(keys: Iterable[Key]) -> dict[str, list[str]]:
    """Ids by kind, for reading a page at once."""
    found: dict[str, list[str]] = {}
    for key in keys:
        found.setdefault(key.kind, []).append(key.id)
    return found


def refs_by_kind(refs: Sequence[int]) -> dict[str, tuple[int, list[int]]]:
    """The places of rows in the tables of their kinds, with what each kind adds to make a ref of one."""
    found: dict[str, tuple[int, list[int]]] = {}
    for ref in refs:
        place, at = divmod(ref, len(KINDS))
        found.setdefault(KINDS[at], (at, []))[1].append(place)
    return found
