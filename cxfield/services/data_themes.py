# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Themes: combinations of filters kept under a name, each with how much it holds now."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

from cxfield.errors import UserError
from cxfield.i18n import N_, Texts, pick
from cxfield.model.themes import Theme
from cxfield.services.data import Known, find, know
from cxfield.services.data_filter import Filter
from cxfield.services.data_kinds import WHOM, refs_by_kind
from cxfield.storage import Reader, UnitOfWork


@dataclass(frozen=True, slots=True)
class ThemeView:
    """A theme and what it holds: sessions, people (customers followed and participants) and rows."""

    id: str
    name: str
    asked: Filter
    sessions: int
    people: int
    rows: int


def plain(asked: Filter) -> dict[str, Any]:
    """The conditions in plain values, without those that let everything through."""
    values = {f.name: getattr(asked, f.name) for f in fields(Filter)}
    return {name: value for name, value in values.items() if value != getattr(Filter(), name)}


def filter_of(kept: Mapping[str, Any]) -> Filter:
    """The conditions as kept; what no longer fits is left out."""
    known = {f.name for f in fields(Filter)}
    values = {name: value for name, value in kept.items() if name in known}
    span = values.get("ordinariness")
    if isinstance(span, list):
        values["ordinariness"] = tuple(int(end) for end in span)
    if isinstance(values.get("between"), list):
        values["between"] = tuple(int(end) for end in values["between"])
    if isinstance(values.get("only"), list):
        values["only"] = tuple(str(id_) for id_ in values["only"])
    try:
        return Filter(**values)
    except (TypeError, ValueError):
        return Filter()


def keep_theme(uow: UnitOfWork, *, name: str, locale: str, asked: Filter) -> Theme:
    """Keep a combination of filters; one of the same name gets the new conditions."""
    words = name.strip()
    if not words:
        raise UserError(N_("A theme needs a name. Write one."))
    if asked == Filter():
        raise UserError(N_("A theme needs a condition. Add one to the filter first."))
    for theme in uow.all(Theme):
        if pick(theme.name, locale).casefold() == words.casefold():
            return uow.change(Theme, theme.id, conditions=plain(asked))
    return uow.add(Theme(name={locale: words}, conditions=plain(asked)))


def remove_theme(uow: UnitOfWork, *, theme_id: str) -> None:
    """Forget a theme; its rows stay."""
    uow.remove(Theme, theme_id)


def themes(reader: Reader, texts: Texts) -> tuple[ThemeView, ...]:
    """Every theme with what it holds now, by name."""
    known: dict[bool, Known] = {}
    found = []
    for theme in reader.all(Theme):
        asked = filter_of(theme.conditions)
        if asked.parallel not in known:
            known[asked.parallel] = know(reader, texts, parallel=asked.parallel)
        held = find(reader, asked, texts, known[asked.parallel])
        people: set[str] = set().union(*(_people(reader, group.refs) for group in held.groups))
        name = pick(theme.name, texts.locale)
        found.append(ThemeView(theme.id, name, asked, len(held.groups), len(people), held.shown))
    return tuple(sorted(found, key=lambda theme: theme.name.casefold()))


def _people(reader: Reader, refs: Sequence[int]) -> set[str]:
    """Whom these rows speak of: the customer followed, the participant, the seat at the table."""
    found: set[str] = set()
    for kind, (_, places) in refs_by_kind(refs).items():
        rows = reader.sql(
            f"SELECT DISTINCT coalesce(nullif({kind}.{WHOM[kind]}, ''), session.participant_id) "
            f"FROM {kind} JOIN session ON session.id = {kind}.session_id "
            f"WHERE {kind}.rowid IN (SELECT value FROM json_each(?))",
            json.dumps(places),
        )
        found |= {str(whom) for (whom,) in rows if whom}
    return found
