# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Sampled looks: when they are due, what the log itself says of them, and their shares."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from cxfield.analysis.outcome import NotComputable, Value, known, unknown
from cxfield.analysis.proportion import Proportion, wilson

HOUR_MS = 3_600_000
Pauses = Sequence[tuple[int, int | None]]


@dataclass(frozen=True, slots=True)
class Span:
    """How long something lasted, in session ms; a moment has end == start, None goes on."""

    target: str
    start: int
    end: int | None


@dataclass(frozen=True, slots=True)
class Look:
    """One answered look: when it was due, and how many were found of each target (0 may be left out)."""

    due_t: int
    found: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class TargetShare:
    """One target over all answered looks: in how many it was seen, and how many at a time on average."""

    target: str
    seen: Proportion
    mean: Value


@dataclass(frozen=True, slots=True)
class SampleSummary:
    """All looks of one plan: how many of those due were answered, and the targets in their order."""

    answered: Proportion
    targets: tuple[TargetShare, ...]


def due_times(every_ms: int, from_t: int, until_t: int, pauses: Pauses = ()) -> tuple[int, ...]:
    """Return when looks are due: each time `every_ms` have gone by since `from_t`, up to `until_t`.

    Nothing is due in a pause (a look due at the very moment a pause ends is due). Session times in ms.
    ValueError when `every_ms` is not positive.
    """
    if every_ms <= 0:
        raise ValueError("looks cannot be closer than one millisecond")
    spans = [(start, until_t + 1 if end is None else end) for start, end in pauses]
    times = range(from_t + every_ms, until_t + 1, every_ms)
    return tuple(t for t in times if not any(start <= t < end for start, end in spans))


def latest_due(every_ms: int, from_t: int, now: int) -> int | None:
    """Return the last moment at which a look was due, or None before the first one."""
    steps = (now - from_t) // every_ms if every_ms > 0 else 0
    return from_t + steps * every_ms if steps > 0 else None


def partial_interval(spans: Iterable[Span], due_t: int, every_ms: int) -> frozenset[str]:
    """Return what happened at some time of the interval that ended at `due_t` (its start included).

    Meaning: partial-interval sampling overstates how long things last.
    Source: Altmann 1974; Powell et al. 1975.
    """
    start = due_t - every_ms
    return frozenset(
        span.target
        for span in spans
        if span.start < due_t and (span.end is None or span.end > start or start <= span.start)
    )


def whole_interval(spans: Iterable[Span], due_t: int, every_ms: int) -> frozenset[str]:
    """Return what went on through the whole interval that ended at `due_t`; neighbours that touch are one.

    Meaning: whole-interval sampling understates how long things last. Source: Powell et al. 1975.
    """
    start = due_t - every_ms
    reached: dict[str, int] = {}
    for span in sorted(spans, key=lambda one: one.start):
        at = reached.get(span.target, start)
        if span.start <= at:
            reached[span.target] = max(at, due_t if span.end is None else span.end)
    return frozenset(target for target, end in reached.items() if end >= due_t and end > start)


def at_moment(spans: Iterable[Span], due_t: int) -> frozenset[str]:
    """Return what was going on at one moment: an instantaneous scan of the log itself."""
    return frozenset(s.target for s in spans if s.start <= due_t and (s.end is None or due_t < s.end))


def summary(
    looks: Iterable[Look], due: int, targets: Sequence[str] = (), level: float = 0.95
) -> SampleSummary:
    """Return the share of answered looks in which each target was seen, with Wilson's interval.

    `due` is how many looks there should have been; `mean` is the mean number found per answered look.
    Limits: neighbouring looks are alike, so the interval is too narrow when looks follow each other closely.
    ValueError when more were answered than were due.
    """
    known_looks = {look.due_t: look for look in looks}
    n = len(known_looks)
    seen = dict.fromkeys(targets, 0)
    total = dict.fromkeys(targets, 0)
    for look in known_looks.values():
        for target, count in look.found.items():
            seen[target] = seen.get(target, 0) + (count > 0)
            total[target] = total.get(target, 0) + count
    shares = tuple(
        TargetShare(
            target,
            wilson(seen[target], n, level),
            known(total[target] / n, n) if n else unknown(NotComputable.NO_DATA),
        )
        for target in seen
    )
    return SampleSummary(wilson(n, due, level), shares)


def per_hour(amount: float, running_ms: int) -> Value:
    """Return how many an hour: amount / running time. The running time is the session without its pauses."""
    if running_ms <= 0:
        return unknown(NotComputable.ZERO_BASE)
    return known(amount * HOUR_MS / running_ms, round(amount))
