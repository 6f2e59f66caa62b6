# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Everything that was logged, in one list: found by conditions, read page by page, edited field by field."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, and_, func, or_, select

from cxfield.errors import UserError
from cxfield.i18n import N_, Texts, pick
from cxfield.model.base import Record
from cxfield.model.capture import Entry
from cxfield.model.codes import Code
from cxfield.model.enums import SessionKind
from cxfield.model.guide import Question
from cxfield.model.registry import table_of
from cxfield.model.session import Session
from cxfield.model.study import Site, TeamMember, Touchpoint
from cxfield.model.talk import Answer, Extract, Moment, Statement
from cxfield.report.dataset import SessionRow
from cxfield.report.words import phase as phase_words
from cxfield.report.words import session_name
from cxfield.services.data_filter import ANSWER, ENTRY, KINDS, MOMENT, STATEMENT, Filter
from cxfield.storage import Reader, UnitOfWork
from cxfield.storage.search import matching

CLASSES: Mapping[str, type[Record]] = {
    ENTRY: Entry,
    ANSWER: Answer,
    STATEMENT: Statement,
    MOMENT: Moment,
}

#: What a person may change of each kind, by field.
EDITABLE: Mapping[str, frozenset[str]] = {
    ENTRY: frozenset(
        (
            "text", "how", "interpretation", "so_what", "expected_instead", "code_id", "touchpoint_id",
            "zone_id", "shopper_id", "ordinariness", "chosen", "polarity", "emotion", "marks", "star",
            "phase", "aware", "settling",
        )
    ),
    ANSWER: frozenset(("text", "star", "follow_up", "deviant")),
    STATEMENT: frozenset(("text", "polarity", "verbatim", "about_staff")),
    MOMENT: frozenset(("valence", "touchpoint_id")),
}  # fmt: skip
TYPED = frozenset(("text", "how", "interpretation", "so_what", "expected_instead", "emotion"))

#: What gives a row of each kind its name.
_NAMED = {ENTRY: "code_id", ANSWER: "question_id", STATEMENT: "seat_id", MOMENT: "touchpoint_id"}
_S = table_of(Session).c


class Key(NamedTuple):
    """Where a row is: its kind and id."""

    kind: str
    id: str


@dataclass(frozen=True, slots=True)
class Group:
    """The rows of one session, in order of time."""

    session_id: str
    kind: str
    title: str
    keys: tuple[Key, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """What a filter found: rows by session, how many of each kind there would be, and all there is."""

    groups: tuple[Group, ...]
    by_kind: Mapping[str, int]
    total: int

    @property
    def shown(self) -> int:
        """How many rows the filter let through."""
        return sum(len(group.keys) for group in self.groups)


@dataclass(frozen=True, slots=True)
class Known:
    """How many rows there are in all, and the headings of sessions."""

    parallel: bool
    total: int
    titles: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Choices:
    """What can be asked for: (id, name) pairs, and the name of every id."""

    sites: tuple[tuple[str, str], ...]
    sessions: tuple[tuple[str, str], ...]
    codes: tuple[tuple[str, str], ...]
    touchpoints: tuple[tuple[str, str], ...]
    observers: tuple[tuple[str, str], ...]
    names: Mapping[str, str]


def find(reader: Reader, asked: Filter, texts: Texts, known: Known | None = None) -> Found:
    """Find the rows; second codings are left out unless asked for. `known` saves asking for it again."""
    sessions = _sessions(reader)
    named = _named_so(reader, asked.text, texts.locale)
    found: dict[str, list[Any]] = {kind: _keys(reader, kind, asked, named) for kind in KINDS}
    if known is None or known.parallel is not asked.parallel:
        known = know(reader, texts, parallel=asked.parallel)
    wanted = [kind for kind in KINDS if asked.kind in ("", kind)]
    grouped: dict[str, list[tuple[int, str, str]]] = {}
    for kind in wanted:
        for id_, session_id, moment in found[kind]:
            grouped.setdefault(session_id, []).append((moment, kind, id_))
    groups = tuple(
        Group(
            session.id,
            session.kind,
            known.titles.get(session.id, ""),
            tuple(Key(*row[1:]) for row in sorted(grouped[session.id])),
        )
        for session in sessions
        if session.id in grouped
    )
    return Found(groups, {kind: len(rows) for kind, rows in found.items()}, known.total)


def know(reader: Reader, texts: Texts, *, parallel: bool = False) -> Known:
    """What every question of a filter needs and only a change of the data changes."""
    anything = replace(Filter(), parallel=parallel)
    total = sum(_count(reader, kind, anything) for kind in KINDS)
    return Known(parallel, total, _titles(reader, texts))


def choices(reader: Reader, texts: Texts) -> Choices:
    """What the menu of conditions offers."""
    locale = texts.locale

    def pairs(cls: type[Any], *, words: bool = True) -> tuple[tuple[str, str], ...]:
        rows = reader.all(cls, order_by="order_key")
        return tuple((row.id, pick(row.name, locale) if words else row.code) for row in rows)

    titles = _titles(reader, texts)
    sessions = tuple((s.id, titles[s.id]) for s in _sessions(reader))
    sites = tuple((key, name.partition(",")[0]) for key, name in pairs(Site))
    parts = (sites, sessions, pairs(Code), pairs(Touchpoint), pairs(TeamMember, words=False))
    return Choices(*parts, {key: name for part in parts for key, name in part})


def change(uow: UnitOfWork, *, kind: str, record_id: str, **values: Any) -> Record:
    """Change fields of a row; text that is typed is one change until it is left."""
    wrong = set(values) - EDITABLE[kind]
    if wrong:
        raise UserError(
            N_("{field} cannot be changed here. Nothing was changed."), field=", ".join(sorted(wrong))
        )
    cls = CLASSES[kind]
    if set(values) <= TYPED:
        return uow.type_in(cls, record_id, **values)
    if "ordinariness" in values and kind == ENTRY:
        values = {"chosen": True, **values}
    return uow.change(cls, record_id, **values)


def remove(uow: UnitOfWork, *, kind: str, record_id: str) -> None:
    """Take a row out; undo brings it back."""
    uow.remove(CLASSES[kind], record_id)


def restore(uow: UnitOfWork, *, kind: str, record_id: str, values: Mapping[str, Any]) -> Record:
    """Give fields the values they once had: a new change, nothing of the history is lost."""
    return uow.change(CLASSES[kind], record_id, **dict(values))


def _sessions(reader: Reader) -> Sequence[Any]:
    """Sessions in the order in which they took place."""
    query = select(_S.id, _S.kind).where(_S.retired.is_(False))
    return reader.select(query.order_by(_S.started_at.is_(None), _S.started_at, _S.number, _S.id))


def _titles(reader: Reader, texts: Texts) -> dict[str, str]:
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


def _keys(reader: Reader, kind: str, asked: Filter, named: Sequence[str]) -> list[Any]:
    query = _query(kind, asked)
    if query is None:
        return []
    if asked.text.strip():
        query = query.where(_said(kind, asked.text, named))
    rows: Sequence[Any] = reader.select(query)
    return list(rows)


def _said(kind: str, asked: str, named: Sequence[str]) -> ColumnElement[bool]:
    """Words of the row begin so, or the name of its code, question or touchpoint has what was asked."""
    table = table_of(CLASSES[kind]).c
    by_name = table[_NAMED[kind]].in_(named)
    found = matching(asked)
    return by_name if found is None else or_(table.id.in_(found), by_name)


def _named_so(reader: Reader, asked: str, locale: str) -> list[str]:
    """The codes, questions and touchpoints whose name has the words."""
    needle = asked.strip().casefold()
    if not needle:
        return []
    found: list[str] = []
    code, question, point = table_of(Code).c, table_of(Question).c, table_of(Touchpoint).c
    for names in (
        select(code.id, code.name),
        select(question.id, question.text.label("name")),
        select(point.id, point.name),
    ):
        found += [row.id for row in reader.select(names) if needle in pick(row.name, locale).casefold()]
    return found


def _count(reader: Reader, kind: str, asked: Filter) -> int:
    query = _query(kind, asked)
    if query is None:
        return 0
    return int(reader.select(select(func.count().label("n")).select_from(query.subquery()))[0].n)


def _query(kind: str, asked: Filter) -> Select[Any] | None:
    """The keys of one kind, or None where a condition has no meaning for it."""
    table = table_of(CLASSES[kind]).c
    tests = _tests(kind, asked, table)
    if tests is None:
        return None
    moment_time = func.coalesce(_S.length_ms, 0)
    columns = [
        table.id,
        table.session_id,
        (moment_time if kind == MOMENT else table.t_ms).label("moment"),
    ]
    query = select(*columns).join(table_of(Session), _S.id == table.session_id)
    return query.where(and_(table.retired.is_(False), *tests))


def _tests(kind: str, asked: Filter, table: Any) -> list[ColumnElement[bool]] | None:
    tests: list[Any] = [] if asked.parallel else [_S.parallel_of.is_(None)]
    if asked.site:
        tests.append(_S.site_id == asked.site)
    if asked.session:
        tests.append(_S.id == asked.session)
    if asked.about:
        # One bound value however many there are: the number of parameters of a statement is limited.
        named = func.json_each(json.dumps(asked.only)).table_valued("value")
        tests.append(table.id.in_(select(named.c.value)))
    if kind == ANSWER:
        # A question that was only shown is no row; one that was skipped is.
        tests.append(or_(table.text != "", table.skipped.is_(True), func.json_type(table.value) != "null"))
    if asked.uncoded:
        if kind == MOMENT:
            return None
        tests.append(_uncoded(kind, table))
    own = _entry_tests(asked, table) if kind == ENTRY else _talk_tests(kind, asked, table)
    return None if own is None else [*tests, *own]


def _uncoded(kind: str, table: Any) -> ColumnElement[bool]:
    """Something was written or said, and nobody has given it a code or a tag yet."""
    picked = table_of(Extract).c
    tagged = or_(func.json_array_length(picked.code_ids) > 0, func.json_array_length(picked.tag_ids) > 0)
    if kind == ENTRY:
        return and_(table.code_id.is_(None), table.text != "")
    if kind == ANSWER:
        coded = select(picked.answer_id).where(picked.answer_id.is_not(None), tagged, ~picked.retired)
        return and_(table.text != "", table.id.not_in(coded))
    coded = select(picked.statement_id).where(picked.statement_id.is_not(None), tagged, ~picked.retired)
    return and_(func.json_array_length(table.code_ids) == 0, table.id.not_in(coded))


def _entry_tests(asked: Filter, table: Any) -> list[Any]:
    tests = [
        table[column] == value
        for column, value in (
            ("phase", asked.phase),
            ("code_id", asked.code),
            ("touchpoint_id", asked.touchpoint),
            ("observer_id", asked.observer),
        )
        if value
    ]
    if asked.ordinariness is not None:
        tests.append(table.ordinariness.between(*asked.ordinariness))
    if asked.polarity is not None:
        tests.append(table.polarity == asked.polarity)
    if asked.settling is not None:
        tests.append(table.settling.is_(asked.settling))
    if asked.star:
        tests.append(table.star.is_(True))
    return tests


def _talk_tests(kind: str, asked: Filter, table: Any) -> list[Any] | None:
    """Conditions of talk; what talk does not have (a phase, a rating) leaves it out."""
    if asked.phase or asked.ordinariness is not None or asked.settling:
        return None
    if (asked.polarity is not None or asked.code) and kind != STATEMENT:
        return None
    if (asked.touchpoint and kind != MOMENT) or (asked.star and kind != ANSWER):
        return None
    tests: list[Any] = []
    if asked.observer:
        tests.append(func.json_extract(_S.roles, f'$."{asked.observer}"').is_not(None))
    if asked.polarity is not None:
        tests.append(table.polarity == asked.polarity)
    if asked.code:
        tests.append(table.code_ids.contains(asked.code))
    if asked.touchpoint:
        tests.append(table.touchpoint_id == asked.touchpoint)
    if asked.star:
        tests.append(table.star.is_(True))
    return tests


def pages(keys: Iterable[Key]) -> dict[str, list[str]]:
    """Ids by kind, for reading a page at once."""
    found: dict[str, list[str]] = {}
    for key in keys:
        found.setdefault(key.kind, []).append(key.id)
    return found
