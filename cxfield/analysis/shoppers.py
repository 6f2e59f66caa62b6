# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tracked shoppers: conversion, staff contact, confusion and waiting."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from cxfield.analysis.means import Mean, mean_t, median
from cxfield.analysis.outcome import NotComputable, Value, finite, known, unknown
from cxfield.analysis.proportion import Proportion, wilson, wilson_of


@dataclass(frozen=True, slots=True)
class Shopper:
    """What was seen of one shopper; None where it was not seen (left before, lost from sight)."""

    site: str
    bought: bool | None = None
    staff_contact: bool | None = None
    confused: bool | None = None
    waits_min: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Waits:
    """Waiting times in minutes: mean with interval, median, longest, and the share over the limit."""

    n: int
    mean: Mean
    median: Value
    longest: Value
    over: Proportion
    limit_min: float


@dataclass(frozen=True, slots=True)
class ShopperSummary:
    """One group of tracked shoppers; each share is out of those of whom it is known."""

    tracked: int
    conversion: Proportion
    interception: Proportion
    confusion: Proportion
    waits: Waits


def shopper_summary(shoppers: Iterable[Shopper], limit_min: float, level: float = 0.95) -> ShopperSummary:
    """Return the figures of tracked shoppers.

    Meaning: conversion = bought, interception = met staff at least once, confusion = seen confused, each out
    of the shoppers of whom it is known, with Wilson's interval. Source: Underhill, Why We Buy; tracking
    sheet of the method tables. Limits: a convenience sample of a few hours. ValueError as in `waits`.
    """
    group = tuple(shoppers)
    return ShopperSummary(
        len(group),
        wilson_of((s.bought for s in group if s.bought is not None), level),
        wilson_of((s.staff_contact for s in group if s.staff_contact is not None), level),
        wilson_of((s.confused for s in group if s.confused is not None), level),
        waits((wait for s in group for wait in s.waits_min), limit_min, level),
    )


def by_site(
    shoppers: Iterable[Shopper], limit_min: float, order: Sequence[str] = (), level: float = 0.95
) -> tuple[tuple[str, ShopperSummary], ...]:
    """Return (site, figures): the sites of `order` first, also empty ones, then others as they come."""
    groups: dict[str, list[Shopper]] = {site: [] for site in order}
    for shopper in shoppers:
        groups.setdefault(shopper.site, []).append(shopper)
    return tuple((site, shopper_summary(group, limit_min, level)) for site, group in groups.items())


def waits(minutes: Iterable[float], limit_min: float, level: float = 0.95) -> Waits:
    """Return the summary of waiting times in minutes.

    `over` is the share of waits strictly longer than the limit (a wait of exactly 4 min keeps a limit of 4).
    The mean's interval starts at 0 at the lowest. Limits: several waits of one shopper are not independent.
    No waits: not computable. ValueError for a negative or infinite wait or limit.
    """
    times = finite(minutes)
    (limit,) = finite((limit_min,))
    if any(time < 0.0 for time in (*times, limit)):
        raise ValueError("a waiting time cannot be negative")
    n = len(times)
    longest = known(max(times), n) if times else unknown(NotComputable.NO_DATA)
    over = wilson(sum(time > limit for time in times), n, level)
    return Waits(n, mean_t(times, level, (0.0, math.inf)), median(times), longest, over, limit)
