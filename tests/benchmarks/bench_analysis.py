# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The analysis at four sizes each: seconds of wall clock and of processor, and how they grow.

`growth` is the exponent between the smallest and the largest size (1 = linear, 2 = square).
"""

import math
import random
import sys
import time
from collections.abc import Callable

from cxfield.analysis.agreement import Level, krippendorff_alpha
from cxfield.analysis.bootstrap import alpha_interval
from cxfield.analysis.sequences import lag_sequential
from cxfield.analysis.time_budget import binned_shares, co_occurrence, synthetic_budget, time_budget
from cxfield.analysis.timed_agreement import Logged, event_agreement, timed_kappa

CODES = tuple(f"code {n}" for n in range(12))
Row = tuple[str, str, float, float]


def log(n: int, seed: int) -> tuple[list[Row], float]:
    """Events of four subjects, most of them stretches, on a clock as long as they need."""
    rng = random.Random(seed)
    rows: list[Row] = []
    at = [0.0] * 4
    for number in range(n):
        subject = number % 4
        length = rng.expovariate(1 / 4000)
        rows.append((f"S{subject}", rng.choice(CODES), at[subject], at[subject] + length))
        at[subject] += length + rng.expovariate(1 / 2000)
    return rows, max(at)


def second(rows: list[Row], seed: int) -> list[Row]:
    """What another observer would have logged: a little off, sometimes another code, sometimes nothing."""
    rng = random.Random(seed)
    found = []
    for subject, code, start, end in rows:
        if rng.random() < 0.95:
            off = rng.gauss(0, 300)
            named = code if rng.random() < 0.9 else rng.choice(CODES)
            found.append((subject, named, max(0.0, start + off), max(0.0, end + off)))
    return found


def events(rows: list[Row]) -> list[Logged]:
    """The starts as events."""
    return [Logged(subject, code, start) for subject, code, start, _ in rows]


def budget(n: int) -> Callable[[], object]:
    """Time budget."""
    rows, observed = log(n, 1)
    return lambda: time_budget(rows, observed)


def synthetic(n: int) -> Callable[[], object]:
    """Synthetic time budget in windows of a minute."""
    rows, observed = log(n, 1)
    spans = [row[1:] for row in rows]
    return lambda: synthetic_budget(spans, observed, 60_000)


def binned(n: int) -> Callable[[], object]:
    """Shares in bins of ten seconds."""
    rows, observed = log(n, 1)
    spans = [row[1:] for row in rows]
    return lambda: binned_shares(spans, observed, 10_000)


def together(n: int) -> Callable[[], object]:
    """Co-occurrence."""
    rows, _ = log(n, 1)
    spans = [row[1:] for row in rows]
    return lambda: co_occurrence(spans)


def kappa(n: int) -> Callable[[], object]:
    """Time-based kappa."""
    rows, observed = log(n, 1)
    other = second(rows, 2)
    return lambda: timed_kappa(rows, other, observed)


def matched(n: int) -> Callable[[], object]:
    """Event-based agreement, tolerance one second."""
    rows, _ = log(n, 1)
    first, other = events(rows), events(second(rows, 2))
    return lambda: event_agreement(first, other, 1000)


def coded(n: int) -> list[list[int | None]]:
    """Five coders, units with five values, a tenth missing."""
    rng = random.Random(3)
    true = [rng.randrange(1, 6) for _ in range(n)]
    return [
        [
            None if rng.random() < 0.1 else value if rng.random() < 0.8 else rng.randrange(1, 6)
            for value in true
        ]
        for _ in range(5)
    ]


def alpha(n: int) -> Callable[[], object]:
    """Krippendorff's alpha, ordinal, five coders."""
    rows = coded(n)
    return lambda: krippendorff_alpha(rows, Level.ORDINAL)


def interval(n: int) -> Callable[[], object]:
    """Alpha with its bootstrap interval, 2,000 rounds."""
    rows = coded(n)
    return lambda: alpha_interval(rows, Level.ORDINAL)


def follows(n: int) -> Callable[[], object]:
    """Lag-sequential analysis."""
    rng = random.Random(4)
    sequence = [rng.choice(CODES) for _ in range(n)]
    return lambda: lag_sequential([sequence], CODES)


# What is measured, at which sizes, and the promise: (size, seconds).
TASKS: tuple[
    tuple[str, Callable[[int], Callable[[], object]], tuple[int, ...], tuple[tuple[int, float], ...]], ...
] = (
    ("time budget", budget, (10_000, 100_000, 300_000, 1_000_000), ((100_000, 0.25), (1_000_000, 2.5))),
    ("synthetic time budget", synthetic, (1_000, 10_000, 30_000, 100_000), ()),
    ("binned over time", binned, (1_000, 10_000, 30_000, 100_000), ()),
    ("co-occurrence", together, (1_000, 10_000, 30_000, 100_000), ()),
    ("time-based kappa", kappa, (1_000, 3_000, 10_000, 100_000), ((10_000, 0.2),)),
    ("event-based agreement", matched, (1_000, 3_000, 10_000, 30_000), ()),
    ("alpha, 5 coders", alpha, (1_000, 10_000, 30_000, 100_000), ((100_000, 1.0),)),
    ("alpha with interval", interval, (100, 1_000, 10_000, 100_000), ()),
    ("lag-sequential", follows, (1_000, 10_000, 100_000, 1_000_000), ()),
)


def best(work: Callable[[], object], tries: int = 3) -> tuple[float, float]:
    """The best of some tries: wall clock and processor seconds."""
    found = []
    for _ in range(tries):
        wall, own = time.perf_counter(), time.process_time()
        work()
        found.append((time.perf_counter() - wall, time.process_time() - own))
    return min(found)


def main() -> int:
    """Every task at its sizes."""
    for name, make, sizes, promises in TASKS:
        times = []
        for size in sizes:
            wall, own = best(make(size))
            times.append(own)
            promised = dict(promises).get(size)
            kept = (
                ""
                if promised is None
                else f"  promised {promised} s: {'kept' if wall <= promised else 'NOT KEPT'}"
            )
            print(f"{name:<24}{size:>10}  {wall:8.3f} s  processor {own:8.3f} s{kept}")
        growth = math.log(times[-1] / times[0]) / math.log(sizes[-1] / sizes[0])
        print(f"{name:<24}    growth {growth:.2f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
