# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The codebook: codes in groups, their keys, what excludes what, modifiers and ready tag sets."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from cxfield import paths
from cxfield.errors import UserError
from cxfield.i18n import N_
from cxfield.ids import link_id
from cxfield.model.codes import Code, CodeExclusion, CodeGroup, Modifier
from cxfield.model.enums import CodeKind
from cxfield.model.registry import kind_of
from cxfield.model.study import TagSet
from cxfield.services.plan_edit import last_order
from cxfield.services.starter import make_store_codebook
from cxfield.storage import Reader, UnitOfWork

Labels = Mapping[str, str]

#: Letters a code may have; signs and digits belong to commands.
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZÅÄÖ"
#: The longest name that fits a tile at its real size.
NAME_FITS = 18
SHAPES: tuple[str, ...] = (
    "circle", "square", "triangle-up", "diamond", "cross", "triangle-down", "star", "ring",
)  # fmt: skip
FAMILIES: tuple[str, ...] = ("action", "staff", "wait", "reaction", "outcome")
PURPOSES: tuple[tuple[str, str], ...] = (
    ("event", N_("event")),
    ("topic", N_("topic")),
    ("emotion", N_("emotion")),
    ("cause", N_("cause")),
    ("outcome", N_("outcome")),
)

_TAKEN = N_("The key {key} is already on the code {code}. Free: {free}.")
_RESERVED = N_("The key {key} is a command in Observe ({what}). Free: {free}.")
_NO_LETTER = N_("A code's key is one letter. Free: {free}.")
_LIMIT = N_("{text} is not a number of minutes from 0.5 to 240. Write it as 4 or 4,5.")


@dataclass(frozen=True, slots=True)
class CodeRow:
    """A code as the codebook lists it."""

    code: Code
    group_id: str
    family: str
    apart: tuple[tuple[str, Labels], ...]
    modifiers: tuple[Modifier, ...]
    guided: bool


@dataclass(frozen=True, slots=True)
class GroupRow:
    """A group with its codes."""

    id: str
    name: Labels
    family: str
    codes: tuple[CodeRow, ...]


@dataclass(frozen=True, slots=True)
class TagSetRow:
    """A ready tag set: whether the study uses it."""

    key: str
    name: Labels
    tags: tuple[Mapping[str, Any], ...]
    used: bool


@dataclass(frozen=True, slots=True)
class Codebook:
    """Everything on the tab."""

    groups: tuple[GroupRow, ...]
    tag_sets: tuple[TagSetRow, ...]
    keys: Mapping[str, str] = field(default_factory=dict)
    twice: tuple[str, ...] = ()

    @property
    def codes(self) -> tuple[CodeRow, ...]:
        """Every code in order."""
        return tuple(row for group in self.groups for row in group.codes)

    def find(self, code_id: str) -> CodeRow | None:
        """The row of a code."""
        return next((row for row in self.codes if row.code.id == code_id), None)


def codebook(reader: Reader, languages: Sequence[str]) -> Codebook:
    """Read the whole codebook."""
    codes = reader.all(Code, order_by="order_key")
    names = {code.id: code.name for code in codes}
    apart: dict[str, list[str]] = {}
    for row in reader.all(CodeExclusion):
        if row.code_id in names and row.other_id in names:
            apart.setdefault(row.code_id, []).append(row.other_id)
            apart.setdefault(row.other_id, []).append(row.code_id)
    modifiers: dict[str, list[Modifier]] = {}
    for modifier in reader.all(Modifier, order_by="order_key"):
        if modifier.offered:
            modifiers.setdefault(modifier.code_id, []).append(modifier)
    groups = []
    for group in reader.all(CodeGroup, order_by="order_key"):
        rows = tuple(
            CodeRow(
                code=code,
                group_id=group.id,
                family=group.family,
                apart=tuple((other, names[other]) for other in apart.get(code.id, ())),
                modifiers=tuple(modifiers.get(code.id, ())),
                guided=all(code.use_when.get(language) for language in languages),
            )
            for code in codes
            if code.group_id == group.id
        )
        groups.append(GroupRow(group.id, group.name, group.family, rows))
    keys = [code.key.upper() for code in codes if code.key]
    twice = tuple(sorted({key for key in keys if keys.count(key) > 1}))
    return Codebook(tuple(groups), tag_sets(reader), {c.key.upper(): c.id for c in codes if c.key}, twice)


def free_keys(reader: Reader, reserved: Mapping[str, str]) -> tuple[str, ...]:
    """Letters that no code and no command of Observe has, on the Finnish and the English layout."""
    taken = {code.key.upper() for code in reader.all(Code)}
    return tuple(letter for letter in LETTERS if letter not in taken and letter not in reserved)


def check_key(reader: Reader, code_id: str, key: str, reserved: Mapping[str, str]) -> UserError | None:
    """Why a key cannot be had, with the free ones; None when it can. `reserved`: letter to the command."""
    wanted = key.strip().upper()
    if not wanted:
        return None
    free = " ".join(free_keys(reader, reserved)) or "–"
    if len(wanted) != 1 or wanted not in LETTERS:
        return UserError(_NO_LETTER, free=free)
    if wanted in reserved:
        return UserError(_RESERVED, key=wanted, what=reserved[wanted], free=free)
    for code in reader.all(Code):
        if code.id != code_id and code.key.upper() == wanted:
            name = next((text for text in code.name.values() if text), "–")
            return UserError(_TAKEN, key=wanted, code=name, free=free)
    return None


def set_key(uow: UnitOfWork, *, code_id: str, key: str, reserved: Mapping[str, str]) -> Code:
    """Give a code its key; one that clashes is refused and the earlier one stays."""
    problem = check_key(uow, code_id, key, reserved)
    if problem is not None:
        raise problem
    return uow.type_in(Code, code_id, key=key.strip().upper())


def add_code(uow: UnitOfWork, *, group_id: str, reserved: Mapping[str, str]) -> Code:
    """Add a code to a group, with the next free key and a shape its group does not use yet."""
    mine = uow.all(Code, group_id=group_id)
    used = {code.shape for code in mine}
    shape = next((shape for shape in SHAPES if shape not in used), SHAPES[0])
    free = free_keys(uow, reserved)
    order = last_order(uow, kind_of(Code), group_id=group_id)
    return uow.add(Code(group_id=group_id, key=free[0] if free else "", shape=shape, order_key=order))


def add_group(uow: UnitOfWork) -> CodeGroup:
    """Add a group in a family of colour that is least used."""
    groups = uow.all(CodeGroup)
    used = [group.family for group in groups]
    family = min(FAMILIES, key=used.count)
    order = last_order(uow, kind_of(CodeGroup))
    return uow.add(CodeGroup(name={}, family=family, order_key=order))


def move_code(uow: UnitOfWork, *, code_id: str, group_id: str) -> Code:
    """Move a code to the end of another group."""
    order = last_order(uow, kind_of(Code), group_id=group_id)
    return uow.change(Code, code_id, group_id=group_id, order_key=order)


def exclude(uow: UnitOfWork, *, code_id: str, other_id: str, apart: bool) -> None:
    """Say whether two codes cannot run at once; the same from either side."""
    first, second = sorted((code_id, other_id))
    key = link_id("code_exclusion", first, second)
    found = uow.find(CodeExclusion, key)
    if not apart and found is not None and not found.retired:
        uow.remove(CodeExclusion, key)
    elif apart and found is None:
        uow.add(CodeExclusion(id=key, code_id=first, other_id=second))


def set_kind(uow: UnitOfWork, *, code_id: str, kind: str) -> Code:
    """A moment or a duration; a moment has no limit."""
    limit = uow.get(Code, code_id).limit_min if kind == CodeKind.STATE.value else None
    return uow.change(Code, code_id, kind=kind, limit_min=limit)


def set_limit(uow: UnitOfWork, *, code_id: str, text: str) -> Code:
    """From how many minutes on a duration is long; nothing when empty."""
    said = text.strip().lower().removesuffix("min").strip().replace(",", ".")
    if not said:
        return uow.type_in(Code, code_id, limit_min=None)
    try:
        minutes = float(said)
    except ValueError:
        raise UserError(_LIMIT, text=text.strip()[:20]) from None
    if not 0.5 <= minutes <= 240:  # noqa: PLR2004 - a working morning
        raise UserError(_LIMIT, text=text.strip()[:20])
    return uow.type_in(Code, code_id, limit_min=minutes)


def name_code(uow: UnitOfWork, *, code_id: str, language: str, text: str) -> Code:
    """Name a code; its short label follows as long as it was the same as the name."""
    from cxfield.services.plan_edit import check_text

    code = uow.get(Code, code_id)
    text = check_text("name", text)
    name, short = dict(code.name), dict(code.short)
    follows = short.get(language, "") == name.get(language, "")
    for labels, wanted in ((name, True), (short, follows)):
        if wanted and text:
            labels[language] = text
        elif wanted:
            labels.pop(language, None)
    if not any(name.values()) and any(code.name.values()):
        raise UserError(N_("This cannot be empty. What was saved before is kept."))
    return uow.type_in(Code, code_id, name=name, short=short)


def ready_sets() -> list[dict[str, Any]]:
    """The tag sets that ship with the program."""
    text = paths.resource("templates", "tag_sets.json").read_text(encoding="utf-8")
    found: list[dict[str, Any]] = json.loads(text)["sets"]
    return found


def tag_sets(reader: Reader) -> tuple[TagSetRow, ...]:
    """Ready sets and whether the study uses them, then the study's own."""
    mine = {row.key: row for row in reader.all(TagSet, order_by="order_key")}
    rows = [
        TagSetRow(row["key"], row["name"], tuple(row["tags"]), row["key"] in mine) for row in ready_sets()
    ]
    known = {row.key for row in rows}
    rows += [TagSetRow(r.key, r.name, tuple(r.tags), used=True) for r in mine.values() if r.key not in known]
    return tuple(rows)


def use_tag_set(uow: UnitOfWork, *, key: str, use: bool) -> None:
    """Take a ready set into use, or out of it."""
    mine = [row for row in uow.all(TagSet) if row.key == key]
    if use and not mine:
        row = next(row for row in ready_sets() if row["key"] == key)
        order = last_order(uow, kind_of(TagSet))
        uow.add(TagSet(key=key, name=row["name"], tags=row["tags"], order_key=order))
    if not use:
        for found in mine:
            uow.remove(TagSet, found.id)


def fill_codebook(uow: UnitOfWork) -> None:
    """Add the twenty codes of a store to an empty codebook."""
    if not uow.all(Code):
        for group in uow.all(CodeGroup):
            uow.remove(CodeGroup, group.id)
        make_store_codebook(uow)
        use_tag_set(uow, key="cause", use=True)
