# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Rule 3: what, when, where and how."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from cxfield.analysis.proportion import Proportion, wilson
from cxfield.i18n import N_, NC_
from cxfield.methods.rules.base import Rule

ACCURACY = Rule(
    key="accuracy_objectivity",
    name=N_("Accuracy and objectivity"),
    meaning=N_("Note what people do, when, where and how. Forget what you expected to see."),
    capture=N_(
        "Four fields for each entry, its interpretation apart from it, and preconceptions written down "
        "before and checked after."
    ),
    prompt=N_("What, when, where and how?"),
)


class Field(StrEnum):
    """The four things an observation tells; interpretation is not one of them."""

    WHAT = "what"
    WHEN = "when"
    WHERE = "where"
    HOW = "how"


#: The words of the four fields, as (context, msgid) pairs.
FIELD_NAMES: dict[Field, tuple[str, str]] = {
    Field.WHAT: NC_("observation", "What"),
    Field.WHEN: NC_("observation", "When"),
    Field.WHERE: NC_("observation", "Where"),
    Field.HOW: NC_("observation", "How"),
}


@dataclass(frozen=True, slots=True)
class Described:
    """One entry as the rule sees it: what = its code or words, where = its touchpoint or zone."""

    what: str = ""
    when_ms: int | None = None
    where: str = ""
    how: str = ""


@dataclass(frozen=True, slots=True)
class Completeness:
    """How many entries tell all four, and each of the four."""

    n: int
    complete: Proportion
    fields: tuple[tuple[Field, Proportion], ...]


def missing_fields(entry: Described) -> tuple[Field, ...]:
    """Return which of what, when, where and how the entry does not tell; blank text tells nothing."""
    missing = []
    if not entry.what.strip():
        missing.append(Field.WHAT)
    if entry.when_ms is None:
        missing.append(Field.WHEN)
    if not entry.where.strip():
        missing.append(Field.WHERE)
    if not entry.how.strip():
        missing.append(Field.HOW)
    return tuple(missing)


def completeness(entries: Sequence[Described], level: float = 0.95) -> Completeness:
    """Return the share of entries that tell all four, and of each field, with Wilson's intervals."""
    gaps = Counter(missing_fields(entry) for entry in entries)
    n = gaps.total()
    told = {field: sum(count for gap, count in gaps.items() if field not in gap) for field in Field}
    fields = tuple((field, wilson(count, n, level)) for field, count in told.items())
    return Completeness(n, wilson(gaps[()], n, level), fields)
