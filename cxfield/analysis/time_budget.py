# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Time budgets: how often each code was logged, for how long, and how far apart."""

import math
from bisect import bisect_right
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter

from cxfield.analysis.outcome import NotComputable, Value, known, unknown

Key = tuple[Hashable, Hashable]


@dataclass(frozen=True, slots=True)
class Span:
    """One logged event on the session clock (ms); `end` is None for a point event."""

    subject: Hashable
    code: Hashable
    start: float
    end: float | None = None


@dataclass(frozen=True, slots=True)
class Budget:
    """One subject's use of one code in an observed time.

    `total`, `mean`, `sd` and the intervals are in ms; `share` is of the observed time, 0..1, with overlapping
    stretches of the same code counted once. `rate` is per hour of observed time. Points have no durations.
    """

    n: int
    durations: int
    total: float
    mean: Value
    sd: Value
    share: Value
    rate: Value
    interval_mean: Value
    interval_sd: Value


def time_budget(
    spans: Iterable[Span | tuple[Hashable, Hashable, float, float | None]],
    observed_ms: float,
    subjects: Sequence[Hashable] = (),
    codes: Sequence[Hashable] = (),
) -> dict[Key, Budget]:
    """Return the budget of each (subject, code), in the order of subjects and codes, then as they come.

    Meaning: the durations of a code's stretches and the pauses from the end of one stretch to the start of
    the next (from event to event for points). sd with n - 1. Formula of the share: length of the union of the
    stretches / observed time, so that a stretch logged twice is not more than all of the time.
    Source: Altmann 1974; Friard & Gamba 2016 (BORIS time budget).
    Limits: no duration, one value or no observed time: that figure is not computable, the others are. Pauses
    that are negative (stretches that overlap) count as 0. ValueError for an end before its start or a
    negative observed time. Linear in the events but for one sort.
    """
    if not observed_ms >= 0.0 or not math.isfinite(observed_ms):
        raise ValueError("the observed time must be zero or more")
    groups: dict[Key, list[tuple[float, float | None]]] = {
        (subject, code): [] for subject in subjects for code in codes
    }
    for span in spans:
        if isinstance(span, Span):
            subject, code, start, end = span.subject, span.code, span.start, span.end
        else:
            subject, code, start, end = span
        key = (subject, code)
        mine = groups.get(key)
        if mine is None:
            groups[key] = mine = []
        mine.append((start, end))
    return {key: _budget(mine, observed_ms) for key, mine in groups.items()}


_start = itemgetter(0)


def _budget(mine: list[tuple[float, float | None]], observed: float) -> Budget:
    mine.sort(key=_start)
    n = count = 0
    total = squares = covered = 0.0
    pauses = pause_sum = pause_squares = 0.0
    reached = -math.inf
    shift = 0.0
    for start, end in mine:
        stop = start if end is None else end
        if stop < start:
            raise ValueError(f"an event ends at {stop} before it starts at {start}")
        if n:
            gap = start - reached if start > reached else 0.0
            pauses += 1
            pause_sum += gap
            pause_squares += gap * gap
        n += 1
        if end is not None:
            length = stop - start
            if not count:
                # Sums of squares around the first value keep their digits.
                shift = length
            count += 1
            total += length
            squares += (length - shift) * (length - shift)
            if stop > reached:
                covered += stop - max(start, reached)
        reached = max(stop, reached)
    return Budget(
        n,
        count,
        total,
        _mean(total, count),
        _sd(total - shift * count, squares, count),
        _share(covered, observed) if count else unknown(NotComputable.NO_DATA),
        known(n * 3_600_000.0 / observed, n) if observed else unknown(NotComputable.ZERO_BASE),
        _mean(pause_sum, int(pauses)),
        _sd(pause_sum, pause_squares, int(pauses)),
    )


def pooled(parts: Iterable[tuple[Budget, float]]) -> Budget:
    """Return the budget of several observed times together, from (budget, observed ms) of each.

    Meaning: durations and pauses are those of every part; no pause reaches from one part into another. The
    share and the rate are of the sum of the observed times. Source and limits as in `time_budget`.
    """
    n = durations = pauses = 0
    total = squares = covered = gaps = gap_squares = observed = 0.0
    for part, time in parts:
        observed += time
        n += part.n
        durations += part.durations
        total += part.total
        squares += _squares(part.mean, part.sd, part.durations)
        covered += (part.share.value or 0.0) * time
        between = max(0, part.n - 1)
        pauses += between
        gaps += (part.interval_mean.value or 0.0) * between
        gap_squares += _squares(part.interval_mean, part.interval_sd, between)
    return Budget(
        n,
        durations,
        total,
        _mean(total, durations),
        _sd(total, squares, durations),
        _share(covered, observed) if durations else unknown(NotComputable.NO_DATA),
        known(n * 3_600_000.0 / observed, n) if observed else unknown(NotComputable.ZERO_BASE),
        _mean(gaps, pauses),
        _sd(gaps, gap_squares, pauses),
    )


def _squares(mean: Value, sd: Value, n: int) -> float:
    """The sum of squares that a mean and a standard deviation were made of."""
    return ((sd.value or 0.0) ** 2) * max(0, n - 1) + n * (mean.value or 0.0) ** 2


def _share(covered: float, observed: float) -> Value:
    return known(covered / observed, 1) if observed else unknown(NotComputable.ZERO_BASE)


def _mean(total: float, n: int) -> Value:
    return known(total / n, n) if n else unknown(NotComputable.NO_DATA)


def _sd(total: float, squares: float, n: int) -> Value:
    if n < 2:
        return unknown(NotComputable.ONE_VALUE if n else NotComputable.NO_DATA, n)
    return known(math.sqrt(max(0.0, (squares - total * total / n) / (n - 1))), n)


@dataclass(frozen=True, slots=True)
class SyntheticTime:
    """The share of each code in one window of time, pooled over sessions or subjects."""

    code: Hashable
    windows: int
    shares: tuple[float, ...]
    mean: Value
    sd: Value


def binned_shares(
    spans: Iterable[tuple[Hashable, float, float]], observed_ms: float, bin_ms: float
) -> dict[Hashable, tuple[float, ...]]:
    """Return for each code its share of each bin of the observed time, 0..1; the last bin may be shorter.

    `spans` are (code, start, end). Overlapping stretches of a code count once. Cost: one sort, then one step
    for each event and each bin it touches. ValueError for a bin that is not positive or an end before its
    start.
    """
    if bin_ms <= 0.0 or observed_ms < 0.0:
        raise ValueError("a bin must be longer than zero and the observed time not negative")
    bins = math.ceil(observed_ms / bin_ms)
    widths = [min(bin_ms, observed_ms - at * bin_ms) for at in range(bins)]
    by_code: dict[Hashable, list[tuple[float, float]]] = {}
    for code, start, end in spans:
        if end < start:
            raise ValueError(f"an event ends at {end} before it starts at {start}")
        by_code.setdefault(code, []).append((start, end))
    return {
        code: tuple(
            covered / width if width else 0.0
            for covered, width in zip(_fill(mine, bins, bin_ms, observed_ms), widths, strict=True)
        )
        for code, mine in by_code.items()
    }


def _fill(mine: list[tuple[float, float]], bins: int, bin_ms: float, observed: float) -> list[float]:
    covered = [0.0] * bins
    for start, end in merged(mine):
        at, stop = max(start, 0.0), min(end, observed)
        place = int(at // bin_ms)
        while at < stop and place < bins:
            edge = min((place + 1) * bin_ms, stop)
            covered[place] += edge - at
            at, place = edge, place + 1
    return covered


def synthetic_budget(
    spans: Iterable[tuple[Hashable, float, float]], observed_ms: float, bin_ms: float
) -> tuple[SyntheticTime, ...]:
    """Return for each code the mean and sd of its share over windows of equal length.

    Meaning: how evenly a code takes up time. Source: BORIS synthetic time budget. A last window shorter than
    half a window is left out. No full window: not computable.
    """
    shares = binned_shares(spans, observed_ms, bin_ms)
    whole = round(observed_ms / bin_ms) if bin_ms else 0
    found = []
    for code, every in shares.items():
        used = every[:whole] if whole else ()
        total = math.fsum(used)
        squares = math.fsum(share * share for share in used)
        found.append(
            SyntheticTime(code, len(used), used, _mean(total, len(used)), _sd(total, squares, len(used)))
        )
    return tuple(found)


def merged(spans: Iterable[tuple[float, float]]) -> list[tuple[float, float]]:
    """Return the union of stretches as stretches apart from each other, in order."""
    found: list[tuple[float, float]] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            if end > found[-1][1]:
                found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return found


def latencies(
    markers: Iterable[float], events: Iterable[float], limit_ms: float = math.inf
) -> tuple[Value, tuple[float | None, ...]]:
    """Return the mean latency in ms from each marker to the first event after it, and each of them.

    None stands for a marker without an event before the next marker or within the limit; it is no zero and
    does not count in the mean. Source: Martin & Bateson, Measuring Behaviour.
    """
    starts, at = sorted(markers), sorted(events)
    found: list[float | None] = []
    for number, start in enumerate(starts):
        until = starts[number + 1] if number + 1 < len(starts) else math.inf
        place = bisect_right(at, start)
        gap = at[place] - start if place < len(at) and at[place] <= until else math.inf
        found.append(gap if gap <= limit_ms and math.isfinite(gap) else None)
    numbers = [gap for gap in found if gap is not None]
    return _mean(math.fsum(numbers), len(numbers)), tuple(found)


def co_occurrence(
    spans: Iterable[tuple[Hashable, float, float]],
) -> Mapping[tuple[Hashable, Hashable], float]:
    """Return for each pair of codes the time (ms) both were on; a pair is named in order of appearance.

    A code's own total stands under (code, code). Cost: one sweep over starts and ends; each stretch between
    two of them costs the pairs that are on.
    """
    by_code: dict[Hashable, list[tuple[float, float]]] = {}
    for code, start, end in spans:
        by_code.setdefault(code, []).append((start, end))
    order = {code: place for place, code in enumerate(by_code)}
    edges = sorted(
        (at, step, place)
        for code, place in order.items()
        for start, end in merged(by_code[code])
        if end > start
        for at, step, place in ((start, 1, place), (end, -1, place))
    )
    names = list(by_code)
    found: dict[tuple[Hashable, Hashable], float] = {}
    on: list[int] = []
    last = 0.0
    for at, step, place in edges:
        if on and at > last:
            for number, first in enumerate(on):
                for second in on[number:]:
                    pair = (names[first], names[second])
                    found[pair] = found.get(pair, 0.0) + at - last
        last = at
        if step > 0:
            on.append(place)
            on.sort()
        else:
            on.remove(place)
    return found
