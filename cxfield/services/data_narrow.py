# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Words and kinds looked for in rows that stand in order already: nothing is sorted again.

While somebody types, the list they began with is at hand. The database says which rows have the words, from
its indexes alone, and the list is gone through once.
"""

import json
from array import array
from collections import Counter
from collections.abc import Iterator, Set
from dataclasses import dataclass, replace
from itertools import chain

from cxfield.services.data import Found, Group, Known
from cxfield.services.data_filter import KINDS, Filter
from cxfield.services.data_kinds import NAMED
from cxfield.services.data_order import Order
from cxfield.services.data_tests import named_so
from cxfield.storage import Reader
from cxfield.storage.search import SEARCHED, query_of

#: So many rows are gone through at a time: another thread may come between.
_PIECE = 20_000


@dataclass(frozen=True, slots=True)
class Listed:
    """Rows in order, and what was asked for them: no words, no kind."""

    asked: Filter
    order: Order
    found: Found

    def holds(self, asked: Filter, order: Order) -> bool:
        """Whether what is asked differs from this in words and kind alone."""
        return order == self.order and bare(asked) == self.asked


def bare(asked: Filter) -> Filter:
    """The conditions without words and kind."""
    return replace(asked, text="", kind="")


def narrow(reader: Reader, listed: Found, asked: Filter, known: Known) -> Found:
    """The rows of a list that have the words, of the kind that was asked for."""
    if not asked.text.strip():
        return Found(tuple(_of_kind(listed.groups, asked.kind)), listed.by_kind, listed.total)
    wanted = _having(reader, asked.text, known)
    groups = tuple(
        replace(group, refs=held) for group in listed.groups if (held := _within(group.refs, wanted))
    )
    # `len(KINDS).__rmod__` is the place of the kind of a ref, without a step of Python for each.
    refs = chain.from_iterable(group.refs for group in groups)
    numbers = Counter(map(len(KINDS).__rmod__, refs))
    by_kind = {kind: numbers[at] for at, kind in enumerate(KINDS)}
    return Found(tuple(_of_kind(groups, asked.kind)), by_kind, listed.total)


def _within(refs: "array[int]", wanted: Set[int]) -> "array[int]":
    found: array[int] = array("q")
    for start in range(0, len(refs), _PIECE):
        found.extend(filter(wanted.__contains__, refs[start : start + _PIECE]))
    return found


def _of_kind(groups: tuple[Group, ...], kind: str) -> Iterator[Group]:
    for group in groups:
        refs = group.refs
        if kind:
            at = KINDS.index(kind)
            refs = array("q", (ref for ref in refs if ref % len(KINDS) == at))
        if refs:
            yield replace(group, refs=refs)


def _having(reader: Reader, asked: str, known: Known) -> set[int]:
    """The refs of all rows whose words begin so, or whose code, question or touchpoint is named so."""
    parts, bound, heard = [], [], ""
    words = query_of(asked)
    if words:
        bound.append(words)
        heard = (
            "WITH heard AS MATERIALIZED (SELECT record, kind FROM words "
            "JOIN said ON said.doc = words.rowid WHERE words MATCH ?) "
        )
        parts += [
            f"SELECT {_ref(kind)} AS ref FROM heard JOIN {kind} ON {kind}.id = record WHERE kind = '{kind}'"
            for kind in SEARCHED
        ]
    for kind, ids in named_so(known.names, asked).items():
        if ids:
            bound.append(json.dumps(ids))
            parts.append(
                f"SELECT {_ref(kind)} AS ref FROM {kind} "
                f"WHERE {NAMED[kind]} IN (SELECT value FROM json_each(?))"
            )
    if not parts:
        return set()
    query = f"{heard}SELECT group_concat(ref) FROM ({' UNION ALL '.join(parts)})"
    joined = reader.sql(query, *bound)[0][0]
    return set(map(int, joined.split(","))) if joined else set()


def _ref(kind: str) -> str:
    return f"{kind}.rowid * {len(KINDS)} + {KINDS.index(kind)}"
