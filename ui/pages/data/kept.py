# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The words of the Data room, and its conditions as they are kept from one day to the next."""

from dataclasses import fields
from typing import Any

from cxfield.i18n import N_
from cxfield.services.data_filter import ANSWER, ENTRY, MOMENT, STATEMENT, Filter

SCOPE = "data"
WAIT_MS = 120
ALL = "all"
KIND_WORDS = {
    ALL: N_("All"),
    ENTRY: N_("Observations"),
    ANSWER: N_("Answers"),
    STATEMENT: N_("Statements"),
    MOMENT: N_("Feelings"),
}
LABELS = {
    "text": N_("Change the words"),
    "ordinariness": N_("Rate the entry"),
    "polarity": N_("Change the polarity"),
    "code_id": N_("Change the code"),
    "touchpoint_id": N_("Change the touchpoint"),
    "star": N_("Star"),
}
EDIT = N_("Edit")
DELETE = N_("Delete the row")
RESTORE = N_("Restore an earlier value")


def kept(asked: Filter) -> dict[str, Any]:
    """The conditions in plain values, without those that let everything through."""
    values = {f.name: getattr(asked, f.name) for f in fields(Filter)}
    return {name: value for name, value in values.items() if value != getattr(Filter(), name)}


def filter_of(kept: dict[str, Any]) -> Filter:
    """The conditions as kept; what no longer fits is left out."""
    known = {f.name for f in fields(Filter)}
    values = {name: value for name, value in kept.items() if name in known}
    span = values.get("ordinariness")
    if isinstance(span, list) and len(span) == 2:
        values["ordinariness"] = (int(span[0]), int(span[1]))
    if isinstance(values.get("only"), list):
        values["only"] = tuple(str(id_) for id_ in values["only"])
    try:
        return Filter(**values)
    except (TypeError, ValueError):
        return Filter()
