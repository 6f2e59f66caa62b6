# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Changing many rows at once: one step, one undo."""

from collections.abc import Sequence
from typing import Any

from cxfield.services.data_change import EDITABLE
from cxfield.services.data_filter import ENTRY, STATEMENT
from cxfield.services.data_kinds import CLASSES, Key
from cxfield.storage import UnitOfWork


def change_many(uow: UnitOfWork, *, keys: Sequence[Key], **values: Any) -> int:
    """Change fields of many rows in one step that undo takes back; kinds without the field stay."""
    changed = 0
    for key in keys:
        mine = {name: value for name, value in values.items() if name in EDITABLE[key.kind]}
        if key.kind == STATEMENT and "code_id" in values:
            mine["code_ids"] = [values["code_id"]] if values["code_id"] else []
        if mine and uow.find(CLASSES[key.kind], key.id) is not None:
            if "ordinariness" in mine and key.kind == ENTRY:
                mine = {"chosen": True, **mine}
            uow.change(CLASSES[key.kind], key.id, **mine)
            changed += 1
    return changed


def remove_many(uow: UnitOfWork, *, keys: Sequence[Key]) -> int:
    """Take many rows out in one step; undo brings them back."""
    there = [key for key in keys if uow.find(CLASSES[key.kind], key.id) is not None]
    for key in there:
        uow.remove(CLASSES[key.kind], key.id)
    return len(there)
