# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Everything that was logged, in one list: found by conditions, put in order and groups by the database.

A row is known by a number (`ref`): where the database keeps it and which kind it is. A million of them are
a few megabytes; the words of a row are read when somebody looks at it (`data_rows`).
"""

from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import CTE, ColumnElement, Select, func, literal_column, select, union_all

from cxfield.i18n import Texts, pick
from cxfield.model.codes import Code
from cxfield.model.enums import SessionKind
from cxfield.model.registry import table_of
from cxfield.model.session import Session
from cxfield.model.study import Site, TeamMember, Touchpoint
from cxfield.report.dataset import SessionRow
from cxfield.report.words import phase as phase_words
from cxfield.report.words import session_name
from cxfield.services.data_filter import KINDS, MOMENT, Filter
from cxfield.services.data_kinds import CLASSES, Key, pages, refs_by_kind
from cxfield.services.data_order import Order
from cxfield.services.data_tests import Names, heard, named_so, names_to_find, said, tests
from cxfield.storage import Reader

_S = table_of(Session).c
#: So many refs are taken out of a text at a time: another thread may come between.
_PIECE = 20_000


@dataclass(frozen=True, slots=True)
class Group:
    """Rows under one head, in order: `session_id` is what the head stands for."""

    session_id: str
    kind: str
    title: str
    refs: "array[int]"

    def __len__(self) -> int:
        """How many rows."""
        return len(self.refs)


@dataclass(frozen=True, slots=True)
class Found:
    """What a filter found: rows by group, how many of each kind there would be, and all there is."""

    groups: tuple[Group, ...]
    by_kind: Mapping[str, int]
    total: int

    @property
    def shown(self) -> int:
        """How many rows the filter let through."""
        return sum(map(len, self.groups))


@dataclass(frozen=True, slots=True)
class Known:
    """How many rows there are in all, the sessions in order with kind and heading, and what has a name."""

    parallel: bool
    total: int
    sessions: tuple[tuple[str, str, str], ...]
    names: Names


@dataclass(frozen=True, slots=True)
class Choices:
    """What can be asked for: (id, name) pairs, and the name of every id."""

    sites: tuple[tuple[str, str], ...]
    sessions: tuple[tuple[str, str], ...]
    codes: tuple[tuple[str, str], ...]
    touchpoints: tuple[tuple[str, str], ...]
    observers: tuple[tuple[str, str], ...]
    names: Mapping[str, str]


def find(
    reader: Reader, asked: Filter, texts: Texts, known: Known | None = None, order: Order | None = None
) -> Found:
    """Find the rows; second codings are left out unless asked for. `known` saves asking for it again."""
    order = order or Order()
    if known is None or known.parallel is not asked.parallel:
        known = know(reader, texts, parallel=asked.parallel)
    named = named_so(known.names, asked.text)
    counts = dict.fromkeys(KINDS, 0)
    parts: list[Select[Any]] = []
    words = heard(asked.text)
    for kind in KINDS:
        queries = _queries(kind, asked, order, named.get(kind, ()), words)
        if asked.kind in ("", kind):
            parts += queries
        else:
            counts[kind] = _count(reader, queries)
    grouped = _grouped(reader, parts, counts, descending=order.descending)
    return Found(_groups(reader, grouped, known, order, texts), counts, known.total)


def keys(reader: Reader, refs: Sequence[int]) -> list[Key]:
    """The kind and id of rows, in their order; what has gone meanwhile is left out."""
    found: dict[int, Key] = {}
    for kind, (shift, places) in refs_by_kind(refs).items():
        for start in range(0, len(places), _PIECE):
            marks = ",".join(map(str, places[start : start + _PIECE]))
            rows = reader.sql(f'SELECT rowid, id FROM "{kind}" WHERE rowid IN ({marks})')
            found.update({place * len(KINDS) + shift: Key(kind, id_) for place, id_ in rows})
    return [found[ref] for ref in refs if ref in found]


def ref_of(reader: Reader, key: Key) -> int:
    """The number of a row, or -1 when it has gone."""
    rows = reader.sql(f'SELECT rowid FROM "{key.kind}" WHERE id = ?', key.id)
    return rows[0][0] * len(KINDS) + KINDS.index(key.kind) if rows else -1


def every_key(reader: Reader, found: Found) -> list[Key]:
    """The kind and id of every row that was found."""
    return [key for group in found.groups for key in keys(reader, group.refs)]


def know(reader: Reader, texts: Texts, *, parallel: bool = False) -> Known:
    """What every question of a filter needs and only a change of the data changes."""
    anything = replace(Filter(), parallel=parallel)
    total = sum(_count(reader, _queries(kind, anything, Order())) for kind in KINDS)
    titles = session_titles(reader, texts)
    sessions = tuple((s.id, s.kind, titles.get(s.id, "")) for s in _sessions(reader))
    return Known(parallel, total, sessions, names_to_find(reader, texts.locale))


def choices(reader: Reader, texts: Texts) -> Choices:
    """What the menu of conditions offers."""
    locale = texts.locale

    def pairs(cls: type[Any], *, words: bool = True) -> tuple[tuple[str, str], ...]:
        rows = reader.all(cls, order_by="order_key")
        return tuple((row.id, pick(row.name, locale) if words else row.code) for row in rows)

    titles = session_titles(reader, texts)
    sessions = tuple((s.id, titles[s.id]) for s in _sessions(reader))
    sites = tuple((key, name.partition(",")[0]) for key, name in pairs(Site))
    parts = (sites, sessions, pairs(Code), pairs(Touchpoint), pairs(TeamMember, words=False))
    return Choices(*parts, {key: name for part in parts for key, name in part})


def _sessions(reader: Reader) -> Sequence[Any]:
    """Sessions in the order in which they took place."""
    query = select(_S.id, _S.kind).where(_S.retired.is_(False))
    return reader.select(query.order_by(_S.started_at.is_(None), _S.started_at, _S.number, _S.id))


def session_titles(reader: Reader, texts: Texts) -> dict[str, str]:
    """A heading for each session: "Session 7 · Espoo, during · Wed 8 Oct at 13:14"."""
    people = {row.id: row.code for row in reader.rows("participant")}
    sites = {row.id: pick(row.name, texts.locale) for row in reader.rows("site")}
    titles = {}
    for session in reader.rows("session"):
        row = SessionRow(
            session.id,
            session.kind,
            number=session.number,
            participant=people.get(session.participant_id or "", ""),
            started_at=session.started_at,
            offset_min=session.offset_min,
            planned_on=session.planned_on,
            name=pick(session.name, texts.locale),
        )
        parts = [session_name(row, texts)]
        site = sites.get(session.site_id or "", "").partition(",")[0]
        if session.kind == SessionKind.OBSERVATION:
            phase = phase_words(session.phase, texts).lower()
            parts.append(", ".join(part for part in (site, phase) if part))
        elif session.kind == SessionKind.INTERVIEW:
            parts.append(", ".join(part for part in (texts.t("interview"), site) if part))
        if row.begins is not None:
            clock = texts.t("at {time}", time=texts.time(row.begins))
            parts.append(f"{texts.day(row.begins.date())} {clock}")
        if session.parallel_of is not None:
            parts.append(texts.t("second coding"))
        titles[session.id] = " · ".join(part for part in parts if part)
    return titles


def _count(reader: Reader, queries: Sequence[Select[Any]]) -> int:
    asked = (select(func.count().label("n")).select_from(query.subquery()) for query in queries)
    return sum(int(reader.select(query)[0].n) for query in asked)


def _queries(
    kind: str, asked: Filter, order: Order, named: Sequence[str] = (), words: CTE | None = None
) -> list[Select[Any]]:
    """Ref, group, time and what to sort by of one kind; none where a condition has no meaning for it."""
    table = table_of(CLASSES[kind]).c
    found = tests(kind, asked, order, table)
    if found is None:
        return []
    moment = func.coalesce(_S.length_ms, 0) if kind == MOMENT else table.t_ms
    place: ColumnElement[int] = literal_column(f'"{kind}".rowid') * len(KINDS) + KINDS.index(kind)
    query = select(
        place.label("ref"),
        order.under(kind, table, _S).label("g"),
        moment.label("t"),
        order.by(kind, table).label("s"),
    ).where(table.retired.is_(False), *found)
    if kind == MOMENT or order.of_session:
        query = query.join(table_of(Session), _S.id == table.session_id)
    if not asked.text.strip():
        return [query]
    return list(said(query, kind, named, words))


def _grouped(
    reader: Reader, parts: list[Select[Any]], counts: dict[str, int], *, descending: bool
) -> dict[str, "array[int]"]:
    """The refs of each group, in order: sorted and packed by the database, while the window goes on."""
    if not parts:
        return {}
    rows = union_all(*parts).subquery()
    way = "DESC" if descending else "ASC"
    packed: ColumnElement[str] = literal_column(f"group_concat(ref, ',' ORDER BY s IS NULL, s {way}, t, ref)")
    each: list[ColumnElement[int]] = [
        literal_column(f"sum(ref % {len(KINDS)} = {at})") for at in range(len(KINDS))
    ]
    found = {}
    asked: Sequence[Any] = reader.select(select(rows.c.g, packed, *each).group_by(rows.c.g))
    for group, joined, *numbers in asked:
        for kind, n in zip(KINDS, numbers, strict=True):
            counts[kind] += n
        found[group] = _unpacked(joined)
    return found


def _unpacked(joined: str) -> "array[int]":
    """The numbers of a text such as "4,8,12", a piece at a time."""
    refs: array[int] = array("q")
    start, length = 0, len(joined)
    while start < length:
        end = joined.find(",", min(length, start + _PIECE))
        end = length if end < 0 else end
        refs.extend(map(int, joined[start:end].split(",")))
        start = end + 1
    return refs


def _groups(
    reader: Reader, grouped: Mapping[str, "array[int]"], known: Known, order: Order, texts: Texts
) -> tuple[Group, ...]:
    if order.group == "session":
        return tuple(
            Group(session, kind, title, grouped[session])
            for session, kind, title in known.sessions
            if session in grouped
        )
    named = order.titles(reader, texts)
    heads = [(named.get(key, key), key) for key in grouped]
    heads.sort(key=lambda head: (head[1] == "", head[1] if order.group == "day" else head[0].casefold()))
    return tuple(Group(key, "", title, grouped[key]) for title, key in heads)


__all__ = [
    "CLASSES",
    "Choices",
    "Found",
    "Group",
    "Key",
    "Known",
    "choices",
    "every_key",
    "find",
    "keys",
    "know",
    "pages",
    "ref_of",
]
