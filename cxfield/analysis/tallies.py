# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The same figures from counts that a database has made already, for studies of many entries."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from cxfield.analysis.ordinariness import ORDINARY_TO, SCALE, SURPRISING_FROM, Ordinariness
from cxfield.analysis.proportion import wilson
from cxfield.analysis.shoppers import ShopperSummary, waits


def ordinariness_of_counts(counts: Mapping[tuple[int, bool], int], level: float = 0.95) -> Ordinariness:
    """Return the figures of `ordinariness` from counts of (rating, whether it was chosen).

    The result equals that of the ratings one by one. ValueError for a rating outside 1..5 or a negative
    count.
    """
    if any(not SCALE[0] <= value <= SCALE[1] or n < 0 for (value, _), n in counts.items()):
        raise ValueError("a rating lies in 1..5 and a count is not negative")
    distribution = [0] * SCALE[1]
    chosen = ordinary_chosen = 0
    for (value, picked), n in counts.items():
        distribution[value - 1] += n
        if picked:
            chosen += n
            ordinary_chosen += n if value <= ORDINARY_TO else 0
    total = sum(distribution)
    ordinary = sum(distribution[:ORDINARY_TO])
    surprising = sum(distribution[SURPRISING_FROM - 1 :])
    return Ordinariness(
        total,
        wilson(ordinary, total, level),
        total - ordinary - surprising,
        surprising,
        chosen,
        total - chosen,
        ordinary_chosen,
        tuple(distribution),
    )


@dataclass(frozen=True, slots=True)
class Alike:
    """`n` tracked shoppers of whom the same was seen; `bought` is None where it was not seen."""

    n: int
    bought: bool | None
    staff_contact: bool
    confused: bool


def shopper_summary_of_counts(
    groups: Iterable[Alike], minutes: Iterable[float], limit_min: float, level: float = 0.95
) -> ShopperSummary:
    """Return the figures of `shopper_summary` from shoppers counted alike and all their waits in minutes.

    The result equals that of the shoppers one by one. ValueError for a negative count or wait.
    """
    known = tuple(groups)
    total = sum(group.n for group in known)
    seen = sum(group.n for group in known if group.bought is not None)
    return ShopperSummary(
        total,
        wilson(sum(group.n for group in known if group.bought), seen, level),
        wilson(sum(group.n for group in known if group.staff_contact), total, level),
        wilson(sum(group.n for group in known if group.confused), total, level),
        waits(minutes, limit_min, level),
    )
