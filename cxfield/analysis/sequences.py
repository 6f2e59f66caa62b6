# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What follows what: transitions, lag-sequential analysis with its permutation test."""

import math
import random
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass

from cxfield.analysis.outcome import NotComputable

FLAGGED = 1.96
_ENOUGH = 5.0
_ROUNDS = 200
_CLOSE = 1e-10


@dataclass(frozen=True, slots=True)
class Transition:
    """From one code to another: how often, how often by chance, z, Yule's Q, and p by permutation.

    `z`, `q` are None where they are not defined; `p` only where a permutation test was made. `excluded` marks
    a transition that cannot happen (a structural zero).
    """

    given: Hashable
    target: Hashable
    count: int
    expected: float
    probability: float | None
    z: float | None
    q: float | None
    p: float | None = None
    excluded: bool = False

    @property
    def flagged(self) -> bool:
        """Whether it is more or less common than chance would have it."""
        return self.p < 0.05 if self.p is not None else self.z is not None and abs(self.z) > FLAGGED


@dataclass(frozen=True, slots=True)
class LagAnalysis:
    """All transitions at a lag, row by row; `small` says that some expected count is below 5.

    `likelihood_ratio` is G² = 2 Σ f ln(f/e) of the whole table.
    """

    codes: tuple[Hashable, ...]
    n: int
    lag: int
    cells: tuple[Transition, ...]
    small: bool
    likelihood_ratio: float | None = None
    reason: NotComputable | None = None

    def cell(self, given: Hashable, target: Hashable) -> Transition:
        """One transition; KeyError when there is no such code."""
        for cell in self.cells:
            if (cell.given, cell.target) == (given, target):
                return cell
        raise KeyError((given, target))


def transition_counts(
    sequences: Iterable[Sequence[Hashable]], codes: Sequence[Hashable], lag: int = 1, *, repeats: bool = True
) -> list[list[int]]:
    """Return how often each code was followed by each at the lag, within a sequence, never across.

    With `repeats` False a code cannot follow itself: runs of the same code are one event.
    ValueError for a lag below 1 or a code that is not listed.
    """
    if lag < 1:
        raise ValueError("a lag is 1 or more")
    place = {code: number for number, code in enumerate(codes)}
    table = [[0] * len(codes) for _ in codes]
    for sequence in sequences:
        events = list(sequence)
        if not repeats:
            events = [code for number, code in enumerate(events) if not number or code != events[number - 1]]
        unknown = next((code for code in events if code not in place), None)
        if unknown is not None:
            raise ValueError(f"{unknown!r} is not among the codes")
        for given, target in zip(events, events[lag:], strict=False):
            table[place[given]][place[target]] += 1
    return table


def lag_sequential(
    sequences: Sequence[Sequence[Hashable]],
    codes: Sequence[Hashable],
    lag: int = 1,
    *,
    repeats: bool = True,
    permutations: int = 0,
    rng: random.Random | None = None,
) -> LagAnalysis:
    """Return transitions with their adjusted residuals.

    Formula: e = r·c/N, z = (f - e)/√(e (1 - r/N)(1 - c/N)), Yule's Q = (ad - bc)/(ad + bc) of the 2 × 2 table
    of the transition against all others. Where a code cannot follow itself (`repeats` False) the diagonal is
    a structural zero and e comes from iterative proportional fitting. Source: Allison & Liker 1982; Bakeman &
    Quera 2011. Limits: z follows the normal distribution only where expected counts are 5 or more (`small`
    warns); then `permutations` > 0 shuffles each sequence (injected `rng`, default seeded) and gives p, the
    share of shuffles with a count at least as far from e, the real one included. No transitions: not
    computable. Structural zeros are not shuffled: p needs `repeats`.
    """
    table = transition_counts(sequences, codes, lag, repeats=repeats)
    found = lag_of_table(table, codes, lag, structural=not repeats)
    if permutations <= 0 or not found.n or not repeats:
        return found
    extreme = _permuted(sequences, codes, found, permutations, rng or random.Random(0))  # noqa: S311
    cells = tuple(
        Transition(
            c.given,
            c.target,
            c.count,
            c.expected,
            c.probability,
            c.z,
            c.q,
            (extreme[n] + 1) / (permutations + 1),
        )
        for n, c in enumerate(found.cells)
    )
    return LagAnalysis(found.codes, found.n, lag, cells, found.small, found.likelihood_ratio)


def lag_of_table(
    table: Sequence[Sequence[int]], codes: Sequence[Hashable], lag: int = 1, *, structural: bool = False
) -> LagAnalysis:
    """Return the analysis of a table already counted (see `lag_sequential`); ValueError unless square."""
    size = len(codes)
    if len(table) != size or any(len(row) != size or min(row, default=0) < 0 for row in table):
        raise ValueError("transitions need a square table of counts")
    n = sum(map(sum, table))
    if not n:
        return LagAnalysis(tuple(codes), 0, lag, (), small=False, reason=NotComputable.NO_DATA)
    rows = [sum(row) for row in table]
    columns = [sum(row[j] for row in table) for j in range(size)]
    expected = _fitted(rows, columns) if structural else [[r * c / n for c in columns] for r in rows]
    sums = _Sums(tuple(rows), tuple(columns), n, structural)
    cells = [
        _cell(table[i][j], (codes[i], codes[j]), (i, j), sums, expected[i][j])
        for i in range(size)
        for j in range(size)
    ]
    ratio = 2.0 * math.fsum(
        c.count * math.log(c.count / c.expected) for c in cells if c.count and c.expected > 0.0
    )
    small = any(c.expected < _ENOUGH for c in cells if not c.excluded and c.expected > 0.0)
    return LagAnalysis(tuple(codes), n, lag, tuple(cells), small, ratio)


@dataclass(frozen=True, slots=True)
class _Sums:
    rows: tuple[int, ...]
    columns: tuple[int, ...]
    n: int
    structural: bool


def _cell(
    count: int, names: tuple[Hashable, Hashable], place: tuple[int, int], sums: _Sums, expected: float
) -> Transition:
    i, j = place
    row, column, n = sums.rows[i], sums.columns[j], sums.n
    chance = count / row if row else None
    if sums.structural and i == j:
        return Transition(*names, count, 0.0, None, None, None, excluded=True)
    spread = expected * (1.0 - row / n) * (1.0 - column / n)
    z = (count - expected) / math.sqrt(spread) if spread > 0.0 else None
    b, c = row - count, column - count
    d = n - count - b - c
    bottom = count * d + b * c
    q = (count * d - b * c) / bottom if bottom else None
    return Transition(*names, count, expected, chance, z, q)


def _fitted(rows: Sequence[int], columns: Sequence[int]) -> list[list[float]]:
    """Expected counts with an empty diagonal, by iterative proportional fitting."""
    size = range(len(rows))
    found = [[0.0 if i == j else 1.0 for j in size] for i in size]
    for _ in range(_ROUNDS):
        worst = 0.0
        for i in size:
            total = math.fsum(found[i])
            if total:
                found[i] = [value * rows[i] / total for value in found[i]]
        for j in size:
            total = math.fsum(found[i][j] for i in size)
            if total:
                worst = max(worst, abs(total - columns[j]))
                for i in size:
                    found[i][j] *= columns[j] / total
        if worst < _CLOSE:
            break
    return found


def _permuted(
    sequences: Sequence[Sequence[Hashable]],
    codes: Sequence[Hashable],
    found: LagAnalysis,
    permutations: int,
    rng: random.Random,
) -> list[int]:
    """How many shuffles are at least as far from the expected count as the real order, for each cell."""
    place = {code: number for number, code in enumerate(codes)}
    size = len(codes)
    numbers = [[place[code] for code in sequence] for sequence in sequences]
    flat = [cell.expected for cell in found.cells]
    real = [abs(cell.count - cell.expected) - 1e-9 for cell in found.cells]
    extreme = [0] * len(flat)
    for _ in range(permutations):
        counts = [0] * len(flat)
        for sequence in numbers:
            rng.shuffle(sequence)
            for given, target in zip(sequence, sequence[found.lag :], strict=False):
                counts[given * size + target] += 1
        for number, count in enumerate(counts):
            if abs(count - flat[number]) >= real[number]:
                extreme[number] += 1
    return extreme
