# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a store study starts with: the journey, channels, touchpoints and codebook of the program."""

import json
from collections.abc import Mapping
from typing import Any

from cxfield import paths
from cxfield.ids import link_id, order_after
from cxfield.model.codes import Code, CodeExclusion, CodeGroup, Modifier
from cxfield.model.enums import CodeKind
from cxfield.storage import UnitOfWork


def _facts(*parts: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(paths.resource(*parts).read_text(encoding="utf-8"))
    return found


def _both(row: Mapping[str, Any]) -> dict[str, str]:
    return {language: row[language] for language in ("fi", "en") if language in row}


def stage_rows() -> tuple[tuple[str, dict[str, str], dict[str, str]], ...]:
    """The stages of the journey: key, name, question."""
    english = _facts("starter", "store.json")["stage_questions_en"]
    return tuple(
        (row["key"], _both(row), {"fi": row["question_fi"], "en": english[row["key"]]})
        for row in _facts("method", "journey.json")["stages"]
    )


def channel_rows() -> tuple[tuple[str, dict[str, str]], ...]:
    """The channels: key, name."""
    return tuple(
        (row["en"].lower().replace(" ", "_").replace("-", "_"), _both(row))
        for row in _facts("method", "journey.json")["channels"]
    )


def touchpoint_names() -> tuple[dict[str, str], ...]:
    """The touchpoints of a store, from the entrance to the exit."""
    return tuple(_both(row) for row in _facts("starter", "store.json")["touchpoints"])


def make_store_codebook(uow: UnitOfWork) -> dict[str, Code]:
    """Make the twenty codes of a store in their five families; returns them by their key on the keyboard."""
    made: dict[str, Code] = {}
    apart: list[tuple[str, str]] = []
    order = ""
    for family in _facts("starter", "store.json")["families"]:
        order = order_after(order)
        group = uow.add(
            CodeGroup(key=family["key"], name=_both(family), family=family["key"], order_key=order)
        )
        code_order = ""
        for row in family["codes"]:
            code_order = order_after(code_order)
            made[row["key"]] = _add_code(uow, group.id, row, code_order)
            apart += [(row["key"], other) for other in row.get("not_with", ())]
    for one, other in apart:
        _keep_apart(uow, made[one].id, made[other].id)
    return made


def _add_code(uow: UnitOfWork, group_id: str, row: Mapping[str, Any], order: str) -> Code:
    code = uow.add(
        Code(
            group_id=group_id,
            name=_both(row),
            short=row.get("short", _both(row)),
            kind=row.get("kind", CodeKind.POINT.value),
            meaning=row.get("meaning", ""),
            key=row["key"],
            shape=row["shape"],
            use_when=row["use"],
            not_when=row["not"],
            order_key=order,
        )
    )
    modifier = row.get("modifier")
    if modifier:
        choices = [{"fi": choice, "en": choice} for choice in modifier["choices"]]
        uow.add(Modifier(code_id=code.id, name=_both(modifier), choices=choices, order_key=order_after("")))
    return code


def _keep_apart(uow: UnitOfWork, one: str, other: str) -> None:
    first, second = sorted((one, other))
    key = link_id("code_exclusion", first, second)
    if uow.find(CodeExclusion, key) is None:
        uow.add(CodeExclusion(id=key, code_id=first, other_id=second))
