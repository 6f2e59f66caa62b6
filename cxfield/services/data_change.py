# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Logged rows are changed field by field, taken out and restored."""

from collections.abc import Mapping
from typing import Any

from cxfield.errors import UserError
from cxfield.i18n import N_
from cxfield.model.base import Record
from cxfield.services.data_filter import ANSWER, ENTRY, MOMENT, STATEMENT
from cxfield.services.data_kinds import CLASSES
from cxfield.storage import UnitOfWork

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
