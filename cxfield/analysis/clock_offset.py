# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Two observers logged the same hours, each on a clock of their own: how far apart are the clocks?"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

#: Two people press a key for the same event within this time of each other.
TOLERANCE_MS = 2_000
#: Shared markers are agreed beforehand ("now!"), so one is enough; of other events at least three must fit.
ENOUGH_MARKERS, ENOUGH_EVENTS = 1, 3


@dataclass(frozen=True, slots=True)
class Event:
    """One logged event: session time in ms, its code, and whether it is a shared marker."""

    t_ms: int
    code: str
    marker: bool = False


@dataclass(frozen=True, slots=True)
class Offset:
    """How much later the second clock started: first time = second time + `ms`.

    `pairs` events fit, of `of` that could; `spread_ms` is the median distance of the pairs after the shift,
    `by_markers` says that shared markers gave it.
    """

    ms: int
    pairs: int
    of: int
    spread_ms: int
    by_markers: bool


def clock_offset(
    first: Iterable[Event], second: Iterable[Event], tolerance_ms: int = TOLERANCE_MS
) -> Offset | None:
    """Return how far apart two clocks are, or None when too little fits.

    Every pair of events with the same code votes for its difference in time; the narrow range of differences
    (twice the tolerance) with most votes wins, each event then gets at most one partner, and the offset is
    the median difference of the pairs. Shared markers decide alone where both sides have them. Of two ranges
    with as many votes the tighter one wins, then the one nearer to 0. Limits: events that repeat in an even
    rhythm fit at more than one offset, so people see the result and may adjust it.
    """
    one, two = tuple(first), tuple(second)
    markers = (tuple(e for e in one if e.marker), tuple(e for e in two if e.marker))
    if all(markers):
        # A marker is a marker whatever code it was given.
        here, there = (tuple(Event(e.t_ms, "") for e in side) for side in markers)
        found = _best(here, there, tolerance_ms)
        if found is not None and found[1] >= ENOUGH_MARKERS:
            return _offset(found, min(map(len, markers)), by_markers=True)
    found = _best(one, two, tolerance_ms)
    if found is None or found[1] < ENOUGH_EVENTS:
        return None
    return _offset(found, min(len(one), len(two)), by_markers=False)


def pairs_at(
    first: Sequence[Event], second: Sequence[Event], offset_ms: int, tolerance_ms: int = TOLERANCE_MS
) -> tuple[tuple[Event, Event], ...]:
    """Return the events that fit when the second clock is moved by `offset_ms`; each has one partner at most.

    The nearest pairs are taken first, so that a burst of the same code pairs up in order.
    """
    by_code: dict[str, list[Event]] = defaultdict(list)
    for event in sorted(second, key=lambda e: e.t_ms):
        by_code[event.code].append(event)
    near: list[tuple[int, int, Event, Event]] = []
    for event in sorted(first, key=lambda e: e.t_ms):
        others = by_code.get(event.code, [])
        times = [other.t_ms for other in others]
        low = bisect_left(times, event.t_ms - offset_ms - tolerance_ms)
        high = bisect_right(times, event.t_ms - offset_ms + tolerance_ms)
        near += [
            (abs(event.t_ms - other.t_ms - offset_ms), event.t_ms, event, other) for other in others[low:high]
        ]
    used: set[int] = set()
    found: list[tuple[Event, Event]] = []
    for _, _, event, other in sorted(near, key=lambda pair: pair[:2]):
        if id(event) not in used and id(other) not in used:
            used |= {id(event), id(other)}
            found.append((event, other))
    return tuple(sorted(found, key=lambda pair: pair[0].t_ms))


def _best(
    first: tuple[Event, ...], second: tuple[Event, ...], tolerance_ms: int
) -> tuple[int, int, int] | None:
    """The winning offset with its number of pairs and its spread, if anything has a partner at all."""
    times: dict[str, list[int]] = defaultdict(list)
    for event in second:
        times[event.code].append(event.t_ms)
    votes = sorted(event.t_ms - other for event in first for other in times.get(event.code, ()))
    if not votes:
        return None
    best: tuple[int, int, int, int] | None = None
    high = 0
    for low, vote in enumerate(votes):
        while high < len(votes) and votes[high] - vote <= 2 * tolerance_ms:
            high += 1
        width, centre = votes[high - 1] - vote, votes[(low + high - 1) // 2]
        rank = (high - low, -width, -abs(centre), centre)
        if best is None or rank > best:
            best = rank
    assert best is not None
    return _settled(first, second, best[3], tolerance_ms)


def _settled(
    first: tuple[Event, ...], second: tuple[Event, ...], offset_ms: int, tolerance_ms: int
) -> tuple[int, int, int]:
    pairs = pairs_at(first, second, offset_ms, tolerance_ms)
    differences = sorted(one.t_ms - two.t_ms for one, two in pairs)
    middle = differences[len(differences) // 2] if differences else offset_ms
    apart = sorted(abs(difference - middle) for difference in differences)
    return middle, len(pairs), apart[len(apart) // 2] if apart else 0


def _offset(found: tuple[int, int, int], of: int, *, by_markers: bool) -> Offset:
    return Offset(found[0], found[1], of, found[2], by_markers)
