# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where tracked shoppers went: dwell time and penetration of each place."""

from collections.abc import Iterable
from dataclasses import dataclass

from cxfield.analysis.means import Mean, mean_t
from cxfield.analysis.proportion import Proportion, wilson


@dataclass(frozen=True, slots=True)
class Stay:
    """A stay of one shopper at one place, in ms of the session's clock."""

    shopper: str
    place: str
    in_t: int
    out_t: int


@dataclass(frozen=True, slots=True)
class Place:
    """One place: how many of the tracked shoppers came, how long each stayed in all, in minutes."""

    place: str
    visits: int
    penetration: Proportion
    dwell_min: Mean
    total_min: float


def dwell(stays: Iterable[Stay]) -> dict[str, int]:
    """Return the time in ms each shopper was in any place: the sum of the section times, overlaps once.

    Source: Underhill, Why We Buy; the tracking sheet of the method tables. ValueError when a stay ends before
    it begins.
    """
    mine: dict[str, list[tuple[int, int]]] = {}
    for stay in stays:
        mine.setdefault(stay.shopper, []).append(_span(stay))
    return {shopper: _covered(spans) for shopper, spans in mine.items()}


def places(
    stays: Iterable[Stay], shoppers: int, order: Iterable[str] = (), level: float = 0.95
) -> tuple[Place, ...]:
    """Return each place's figures: the places of `order` first, also those nobody came to.

    Penetration = shoppers who came there / shoppers tracked, with Wilson's interval; dwell = the mean over
    those who came of their time there in all, in minutes. `shoppers`: how many were tracked. ValueError when
    fewer were tracked than came, or a stay ends before it begins.
    """
    found: dict[str, dict[str, list[tuple[int, int]]]] = {name: {} for name in order}
    for stay in stays:
        found.setdefault(stay.place, {}).setdefault(stay.shopper, []).append(_span(stay))
    rows = []
    for place, by_shopper in found.items():
        times = [_covered(spans) / 60_000 for spans in by_shopper.values()]
        rows.append(
            Place(
                place,
                sum(len(spans) for spans in by_shopper.values()),
                wilson(len(by_shopper), shoppers, level),
                mean_t(times, level, (0.0, float("inf"))),
                sum(times),
            )
        )
    return tuple(rows)


def _span(stay: Stay) -> tuple[int, int]:
    if stay.out_t < stay.in_t:
        raise ValueError("a stay ends before it begins")
    return stay.in_t, stay.out_t


def _covered(spans: Iterable[tuple[int, int]]) -> int:
    """The length of the union."""
    total, until = 0, None
    for start, end in sorted(spans):
        begin = start if until is None else max(start, until)
        total += max(0, end - begin)
        until = end if until is None else max(until, end)
    return total
