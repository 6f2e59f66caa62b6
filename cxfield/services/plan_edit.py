# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Editing the plan in place: typing, choosing, moving, and removing what may be in use."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import or_, select

from cxfield.errors import UserError
from cxfield.i18n import N_
from cxfield.ids import order_after, order_between
from cxfield.model.base import Record
from cxfield.model.registry import Kind, kinds, referrers
from cxfield.storage import Reader, UnitOfWork
from cxfield.textclean import one_line

SHORT_LIMIT = 160
LONG_LIMIT = 6000

_TOO_LONG = N_("The text has {n} characters, at most {most} fit. Shorten it; what was saved before is kept.")
_TAKEN = N_("{text} belongs to another already. Choose one of its own; what was saved before is kept.")
_EMPTY = N_("This cannot be empty. What was saved before is kept.")

#: Fields that are one line and cannot be empty in every language.
_NAMES = frozenset({("study", "title"), ("code", "name"), ("site", "name"), ("question", "text")})
#: Plain fields of which no two records have the same.
_OWN = frozenset({("team_member", "code"), ("team_member", "prefix"), ("site", "code")})
#: Fields whose text may be long.
_LONG = frozenset(
    {
        "question",
        "purpose",
        "text",
        "hint",
        "use_when",
        "not_when",
        "legal_basis",
        "retention",
        "conversion_goals",
        "vision",
        "principles",
        "target_group",
        "measures",
        "formula",
        "comment",
        "definition",
        "denominator",
        "goal",
    }
)
#: The parts of a record that go with it.
_PARTS: dict[str, tuple[tuple[str, str], ...]] = {
    "site": (("zone", "site_id"),),
    "code_group": (("code", "group_id"),),
    "code": (("modifier", "code_id"), ("code_exclusion", "code_id"), ("code_exclusion", "other_id")),
    "guide": (("guide_version", "guide_id"),),
    "guide_version": (("section", "version_id"),),
    "section": (("question", "section_id"),),
    "question": (("option", "question_id"),),
    "metric": (("target", "metric_id"), ("measurement", "metric_id")),
}
#: Lists of ids inside a value, which no reference column shows.
_LISTED: dict[str, tuple[tuple[str, str], ...]] = {
    "code": (("statement", "code_ids"), ("extract", "code_ids")),
    "team_member": (("session", "roles"),),
}

_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Use:
    """How many living records of a kind refer to a record."""

    kind: str
    count: int


def check_text(field: str, text: str) -> str:
    """Return the text as it is kept; UserError when it is too long or may not be empty."""
    most = LONG_LIMIT if field in _LONG else SHORT_LIMIT
    if len(text) > most:
        raise UserError(_TOO_LONG, n=len(text), most=most)
    return text if field in _LONG else one_line(text)


def type_text(uow: UnitOfWork, *, kind: str, record_id: str, field: str, text: str) -> None:
    """Keep what is being typed into a plain field; what tells colleagues apart is nobody else's."""
    kept = check_text(field, text)
    cls = kinds()[kind].cls
    if kept and (kind, field) in _OWN:
        others = (str(getattr(row, field)) for row in uow.all(cls) if row.id != record_id)
        if any(other.casefold() == kept.casefold() for other in others):
            raise UserError(_TAKEN, text=kept)
    uow.type_in(cls, record_id, **{field: kept})


def type_label(uow: UnitOfWork, *, kind: str, record_id: str, field: str, language: str, text: str) -> Record:
    """Keep what is being typed into one language of a text; the other languages stay."""
    its = kinds()[kind]
    text = check_text(field, text)
    labels = {**getattr(uow.get(its.cls, record_id), field), language: text}
    if not text:
        del labels[language]
    if (kind, field) in _NAMES and not any(one_line(words) for words in labels.values()):
        raise UserError(_EMPTY)
    if (kind, field) == ("code", "name") and text:
        said = one_line(text).casefold()
        names = (getattr(row, field).get(language, "") for row in uow.all(its.cls) if row.id != record_id)
        if any(one_line(name).casefold() == said for name in names):
            raise UserError(_TAKEN, text=one_line(text))
    return uow.type_in(its.cls, record_id, **{field: labels})


def choose(uow: UnitOfWork, *, kind: str, record_id: str, values: Mapping[str, Any]) -> Record:
    """Keep choices: fields that are not typed."""
    return uow.change(kinds()[kind].cls, record_id, **values)


def move(uow: UnitOfWork, *, kind: str, record_id: str, before: str, after: str) -> None:
    """Give a record the place between two others of its list (their ids; empty at an end)."""
    cls = kinds()[kind].cls
    low = _order(uow.find(cls, before)) if before else ""
    high = _order(uow.find(cls, after)) if after else ""
    try:
        key = order_between(low, high)
    except ValueError:
        # Two laptops gave the same key: the one below steps aside first.
        key = order_between(low, "")
        uow.change(cls, after, order_key=order_between(key, ""))
    uow.change(cls, record_id, order_key=key)


def reorder(uow: UnitOfWork, *, kind: str, ids: Sequence[str]) -> None:
    """Give a whole list new keys in this order; only for lists whose keys got mixed up."""
    key = ""
    for record_id in ids:
        key = order_after(key)
        uow.change(kinds()[kind].cls, record_id, order_key=key)


def _order(record: Record | None) -> str:
    return str(getattr(record, "order_key", "")) if record is not None else ""


def uses(reader: Reader, kind: str, record_id: str) -> tuple[Use, ...]:
    """Where a record is in use, its own parts left out; parts' uses are counted with it."""
    parts = _parts(reader, kind, record_id)
    own: dict[str, set[str]] = {}
    for its, part_id in ((kind, record_id), *parts):
        own.setdefault(its, set()).add(part_id)
    counted: dict[str, int] = {}
    for its, ids in own.items():
        for other, count in _used(reader, its, sorted(ids), own):
            counted[other] = counted.get(other, 0) + count
    return tuple(Use(name, count) for name, count in sorted(counted.items()))


def _used(
    reader: Reader, kind: str, ids: Sequence[str], own: Mapping[str, set[str]]
) -> list[tuple[str, int]]:
    by_kind: dict[str, list[str]] = {}
    for other, ref in referrers(kind):
        by_kind.setdefault(other.name, []).append(ref.field)
    found = []
    for name, fields in by_kind.items():
        table = kinds()[name].table
        pointing: set[str] = set()
        for start in range(0, len(ids), _AT_ONCE):
            some = ids[start : start + _AT_ONCE]
            query = select(table.c.id).where(
                table.c.retired.is_(False), or_(*(table.c[field].in_(some) for field in fields))
            )
            pointing |= {row[0] for row in reader.select(query)}
        found.append((name, len(pointing - own.get(name, set()))))
    for name, field in _LISTED.get(kind, ()):
        rows = [json.dumps(getattr(row, field)) for row in reader.all(kinds()[name].cls)]
        found.append((name, sum(any(one in row for one in ids) for row in rows)))
    return [(name, count) for name, count in found if count]


def _parts(reader: Reader, kind: str, record_id: str) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for name, field in _PARTS.get(kind, ()):
        equals: dict[str, Any] = {field: record_id}
        for row in reader.all(kinds()[name].cls, **equals):
            found.append((name, row.id))
            found += _parts(reader, name, row.id)
    return found


def remove(uow: UnitOfWork, *, kind: str, record_id: str) -> None:
    """Remove a record with its parts; what living records refer to stays as retired."""
    held = kind == "code" and bool(uses(uow, kind, record_id))
    for name, part_id in reversed(_parts(uow, kind, record_id)):
        if held and name == "modifier":  # entries say its choices by its id
            continue
        if uow.find(kinds()[name].cls, part_id) is not None:
            uow.remove(kinds()[name].cls, part_id)
    uow.remove(kinds()[kind].cls, record_id)


def last_order(reader: Reader, kind: Kind, **equals: Any) -> str:
    """The order key after the last one of a list."""
    keys = [_order(row) for row in reader.all(kind.cls, retired=True, **equals)]
    return order_after(max(keys, default=""))


def add(
    uow: UnitOfWork, *, kind: str, values: Mapping[str, Any], within: Mapping[str, Any] | None = None
) -> Record:
    """Add a record at the end of its list; `within` are the columns that tell the list."""
    its = kinds()[kind]
    order = {"order_key": last_order(uow, its, **(within or {}))} if "order_key" in its.fields else {}
    return uow.add(its.cls(**{**order, **(within or {}), **values}))
