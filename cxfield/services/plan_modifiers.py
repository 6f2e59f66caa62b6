# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Modifiers of codes: further choices on an entry, such as the queue or who began a contact."""

from collections.abc import Sequence

from sqlalchemy import String, select, type_coerce

from cxfield.errors import UserError
from cxfield.i18n import N_, pick
from cxfield.model.capture import Entry
from cxfield.model.codes import Code, Modifier
from cxfield.model.registry import kind_of, table_of
from cxfield.services.plan_edit import check_text, last_order
from cxfield.storage import Reader, UnitOfWork

MOST_CHOICES = 9
_USED = N_("Entries keep a choice by its place, so {choice} stays in the list. Reword it instead.")
_TOO_MANY = N_("There is room for {most} choices: one digit each. Make another modifier of the rest.")


def chosen(reader: Reader, modifier_id: str) -> dict[int, int]:
    """In how many entries each choice (by its place) is chosen."""
    table = table_of(Entry).c
    query = select(table.modifiers).where(
        table.retired.is_(False), type_coerce(table.modifiers, String).like(f"%{modifier_id}%")
    )
    found: dict[int, int] = {}
    for row in reader.select(query):
        for one in row[0]:
            key, _, at = str(one).rpartition(":")
            if key == modifier_id:
                found[int(at)] = found.get(int(at), 0) + 1
    return found


def add_modifier(uow: UnitOfWork, *, code_id: str) -> Modifier:
    """Add a modifier at the end of a code's list."""
    code = uow.get(Code, code_id)
    return uow.add(Modifier(code_id=code.id, order_key=last_order(uow, kind_of(Modifier), code_id=code_id)))


def name_modifier(uow: UnitOfWork, *, modifier_id: str, language: str, text: str) -> Modifier:
    """Name a modifier in one language."""
    found = uow.get(Modifier, modifier_id)
    name = {**found.name, language: check_text("name", text)}
    return uow.type_in(Modifier, modifier_id, name={lang: words for lang, words in name.items() if words})


def type_choices(uow: UnitOfWork, *, modifier_id: str, language: str, lines: Sequence[str]) -> Modifier:
    """Write the choices in one language, one on each line; the other languages keep their places.

    A choice that entries have keeps its place: it may be reworded, not taken away or cleared in one language.
    """
    found = uow.get(Modifier, modifier_id)
    wanted = [check_text("name", line) for line in lines]
    while wanted and not wanted[-1]:
        wanted.pop()
    _same_words(uow, found, language, wanted)
    rows: list[dict[str, str]] = [dict(row) for row in found.choices]
    rows += [{} for _ in range(len(wanted) - len(rows))]
    for at, row in enumerate(rows):
        row.pop(language, None)
        if at < len(wanted) and wanted[at]:
            row[language] = wanted[at]
    while rows and not rows[-1]:
        rows.pop()
    if len(rows) > MOST_CHOICES:
        raise UserError(_TOO_MANY, most=MOST_CHOICES)
    if all(rows):
        kept = rows
    else:
        _still_there(uow, found, rows)
        kept = [row for row in rows if row]
    if len(kept) < len(found.choices):
        _still_there(uow, found, kept)
    return uow.type_in(Modifier, modifier_id, choices=kept)


def _same_words(reader: Reader, found: Modifier, language: str, wanted: Sequence[str]) -> None:
    """Refuse lines that would move or clear the words of a choice that entries have, in any language."""
    had = [row.get(language, "") for row in found.choices]
    now = [*wanted, *[""] * (len(had) - len(wanted))]
    reworded = len(list(filter(None, now))) == len(list(filter(None, had)))
    if reworded and sorted(now) != sorted(had):
        return
    changed = [at for at, words in enumerate(had) if words and now[at] != words]
    if changed:
        used = chosen(reader, found.id)
        for at in changed:
            if at in used:
                raise UserError(_USED, choice=had[at])


def _still_there(reader: Reader, found: Modifier, rows: Sequence[dict[str, str]]) -> None:
    """Refuse to take away a choice that entries have, or one before it."""
    last = max(chosen(reader, found.id), default=-1)
    for at in range(last + 1):
        if at >= len(rows) or not rows[at]:
            words = pick(found.choices[at], "") if at < len(found.choices) else ""
            raise UserError(_USED, choice=words or str(at + 1))


def remove_modifier(uow: UnitOfWork, *, modifier_id: str) -> None:
    """Take a modifier away; one that entries have is offered no more, and they keep their words."""
    if chosen(uow, modifier_id):
        uow.change(Modifier, modifier_id, offered=False)
    else:
        uow.remove(Modifier, modifier_id)
