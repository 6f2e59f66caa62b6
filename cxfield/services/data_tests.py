# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The conditions of a filter as the database understands them."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import CTE, ColumnElement, Select, and_, func, literal_column, or_, select

from cxfield.i18n import pick
from cxfield.model.codes import Code
from cxfield.model.guide import Question
from cxfield.model.registry import table_of
from cxfield.model.session import Session
from cxfield.model.study import Touchpoint
from cxfield.model.talk import Extract
from cxfield.services.data_filter import ANSWER, ENTRY, MOMENT, STATEMENT, Filter
from cxfield.services.data_kinds import CLASSES, NAMED
from cxfield.services.data_order import Order
from cxfield.storage import Reader
from cxfield.storage.search import matching

_S = table_of(Session).c


def heard(asked: str) -> CTE | None:
    """The records whose words begin so, found once for every kind; None when no word was asked."""
    found = matching(asked)
    return None if found is None else found.cte("heard").prefix_with("MATERIALIZED")


def said(query: Select[Any], kind: str, named: Sequence[str], words: CTE | None) -> Iterator[Select[Any]]:
    """Rows whose code, question or touchpoint is named so, and rows whose words begin so: the two apart.

    Each is found by an index of its own that holds all a list needs; asked for as one ("or"), each row
    would be read.
    """
    table = table_of(CLASSES[kind]).c
    name = table[NAMED[kind]]
    if named:
        yield query.where(name.in_(named))
    # A moment has no words of its own.
    if words is not None and kind != MOMENT:
        found = query.join(words, table.id == words.c.record).where(words.c.kind == kind)
        yield found.where(func.coalesce(name, "").not_in(named)) if named else found


Names = Mapping[str, tuple[tuple[str, str], ...]]


def names_to_find(reader: Reader, locale: str) -> Names:
    """The codes, questions and touchpoints (id, name in small letters) by the kind of row they name."""
    code, question, point = table_of(Code).c, table_of(Question).c, table_of(Touchpoint).c
    names = {
        ENTRY: select(code.id, code.name),
        ANSWER: select(question.id, question.text.label("name")),
        MOMENT: select(point.id, point.name),
    }
    return {
        kind: tuple((row.id, pick(row.name, locale).casefold()) for row in reader.select(query))
        for kind, query in names.items()
    }


def named_so(names: Names, asked: str) -> dict[str, list[str]]:
    """Those whose name has the words."""
    needle = asked.strip().casefold()
    if not needle:
        return {}
    return {kind: [key for key, name in mine if needle in name] for kind, mine in names.items()}


def tests(kind: str, asked: Filter, order: Order, table: Any) -> list[ColumnElement[bool]] | None:
    """The conditions on one kind; None where one has no meaning for it."""
    tests: list[Any] = _session_tests(kind, asked, order)
    if asked.between is not None:
        if kind == MOMENT:
            return None
        low, high = asked.between
        until = func.coalesce(table.end_t_ms, table.t_ms) if kind == ENTRY else table.t_ms
        tests += [table.t_ms <= high, until >= low]
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


def _session_tests(kind: str, asked: Filter, order: Order) -> list[ColumnElement[bool]]:
    """The conditions on the session of a row."""
    tests: list[Any] = [] if asked.parallel else [_S.parallel_of.is_(None)]
    if asked.site:
        tests.append(_S.site_id == asked.site)
    if asked.session:
        tests.append(_S.id == asked.session)
    if asked.day:
        began = func.date((_S.started_at + _S.offset_min * 60_000) / 1000, "unixepoch")
        tests.append(began == asked.day)
    if asked.observer and kind != ENTRY:
        tests.append(func.json_extract(_S.roles, f'$."{asked.observer}"').is_not(None))
    # Sessions are few: which of them is seen once, not for each row. The plus keeps the words the way in, and
    # has an order read rows as they lie where nearly all are meant and no index holds what it needs.
    few = asked.site or asked.session or asked.day
    apart = asked.text.strip() or (order.of_rows and not few)
    of: ColumnElement[str] = literal_column(f'{"+" if apart else ""}"{kind}".session_id')
    return [of.in_(select(_S.id).where(*tests))]


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
    if asked.polarity is not None:
        tests.append(table.polarity == asked.polarity)
    if asked.code:
        tests.append(table.code_ids.contains(asked.code))
    if asked.touchpoint:
        tests.append(table.touchpoint_id == asked.touchpoint)
    if asked.star:
        tests.append(table.star.is_(True))
    return tests
