# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Agreement between observers: percent, Cohen's kappa, Fleiss' kappa, Krippendorff's alpha."""

import math
from collections import Counter
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import product
from statistics import NormalDist
from typing import TypeVar

from cxfield.analysis.outcome import NotComputable, clip, finite
from cxfield.analysis.proportion import Proportion, wilson
from cxfield.analysis.quantiles import z_for

T = TypeVar("T", bound=Hashable)
RELY, TENTATIVE = 0.8, 0.667
_PAIR = 2


class Weights(StrEnum):
    """How a disagreement counts in kappa: all alike, by steps, or by squared steps on the scale."""

    NONE = "none"
    LINEAR = "linear"
    QUADRATIC = "quadratic"


class Level(StrEnum):
    """The measurement level that alpha's difference function follows."""

    NOMINAL = "nominal"
    ORDINAL = "ordinal"
    INTERVAL = "interval"
    RATIO = "ratio"


@dataclass(frozen=True, slots=True)
class Kappa:
    """Cohen's kappa with what it was computed from; None where it is not defined.

    `observed` and `expected` are (weighted) agreement; `ase` gives the interval, `ase0` tests kappa = 0.
    """

    value: float | None
    n: int
    skipped: int
    observed: float | None
    expected: float | None
    ase: float | None = None
    ase0: float | None = None
    low: float | None = None
    high: float | None = None
    level: float = 0.95
    reason: NotComputable | None = None
    interval_reason: NotComputable | None = None

    @property
    def z(self) -> float | None:
        """Kappa divided by its standard error under no agreement beyond chance."""
        return self.value / self.ase0 if self.value is not None and self.ase0 else None

    @property
    def p_two_sided(self) -> float | None:
        """Probability of so large a |z| when there is no agreement beyond chance."""
        return None if self.z is None else 2.0 * (1.0 - NormalDist().cdf(abs(self.z)))


@dataclass(frozen=True, slots=True)
class FleissKappa:
    """Fleiss' kappa, mean observed and expected agreement, and the agreement within each item."""

    value: float | None
    n: int
    observed: float | None
    expected: float | None
    items: tuple[float | None, ...]
    reason: NotComputable | None = None


@dataclass(frozen=True, slots=True)
class Alpha:
    """Krippendorff's alpha; `n` counts pairable values, `values` order the rows of `coincidences`."""

    value: float | None
    n: int
    units: int
    level: Level
    observed: float | None
    expected: float | None
    values: tuple[Hashable, ...]
    coincidences: tuple[tuple[float, ...], ...]
    reason: NotComputable | None = None


def percent_agreement(first: Sequence[T | None], second: Sequence[T | None]) -> Proportion:
    """Return the share of pairs coded alike, with Wilson's interval.

    Pairs in which either code is missing (None) do not count. Limits: chance agreement is not taken out, so a
    common code makes it high. ValueError when the two lists differ in length.
    """
    pairs = _pairs(first, second)
    share = wilson(sum(a == b for a, b in pairs), len(pairs))
    return share if pairs else replace(share, reason=NotComputable.NO_PAIRS)


def cohen_kappa(
    first: Sequence[T | None],
    second: Sequence[T | None],
    scale: Sequence[T] | None = None,
    weights: Weights = Weights.NONE,
    level: float = 0.95,
) -> Kappa:
    """Return Cohen's kappa of two observers' codes of the same units (see `cohen_kappa_of_table`).

    Pairs with a missing code (None) are left out and counted in `skipped`. Weighted kappa needs the declared
    `scale`, lowest first: the weights follow the scale, not the values that happened to occur.
    ValueError for lists of different length, a code outside the scale or twice on it, weights with no scale.
    """
    pairs = _pairs(first, second)
    if scale is None:
        if weights is not Weights.NONE:
            raise ValueError("weighted kappa needs the declared scale")
        scale = tuple(dict.fromkeys(code for pair in pairs for code in pair))
    place = {code: i for i, code in enumerate(scale)}
    if len(place) != len(scale):
        raise ValueError("the declared scale names a code twice")
    table = [[0] * len(scale) for _ in scale]
    for a, b in pairs:
        if a not in place or b not in place:
            raise ValueError(f"{a!r} or {b!r} is not on the declared scale")
        table[place[a]][place[b]] += 1
    return _kappa(table, weights, level, len(first) - len(pairs))


def cohen_kappa_of_table(
    table: Sequence[Sequence[int]], weights: Weights = Weights.NONE, level: float = 0.95
) -> Kappa:
    """Return Cohen's kappa of a square table of counts, rows = first observer, columns = second.

    Meaning: agreement beyond what the two observers' own habits would give by chance; 1 = full, 0 = chance.
    Formula: (Po - Pe)/(1 - Pe) with agreement weights 1 - (|i - j|/(k - 1))^q, q = 1 linear, 2 quadratic,
    or 1 on the diagonal only; standard errors of Fleiss, Cohen & Everitt.
    Source: Cohen 1960, 1968; Fleiss, Cohen & Everitt 1969.
    Limits: when both always use one and the same code, Pe = 1 and kappa is not defined (agreement is still
    100 %). The interval is asymptotic: rough under some 30 pairs. ValueError for a table that is not square
    or has negative counts.
    """
    size = len(table)
    if any(len(row) != size for row in table) or any(cell < 0 for row in table for cell in row):
        raise ValueError("kappa needs a square table of counts")
    return _kappa(table, weights, level, 0)


def _pairs(first: Sequence[T | None], second: Sequence[T | None]) -> list[tuple[T, T]]:
    if len(first) != len(second):
        raise ValueError("both observers need one code (or None) for each unit")
    return [(a, b) for a, b in zip(first, second, strict=True) if a is not None and b is not None]


def _kappa(table: Sequence[Sequence[int]], weights: Weights, level: float, skipped: int) -> Kappa:
    z = z_for(level)
    n = sum(map(sum, table))
    if n == 0:
        return Kappa(None, 0, skipped, None, None, level=level, reason=NotComputable.NO_PAIRS)
    size = range(len(table))
    rows = [sum(row) / n for row in table]
    columns = [sum(row[j] for row in table) / n for j in size]
    w = [[_weight(i, j, len(table), weights) for j in size] for i in size]
    po = math.fsum(w[i][j] * table[i][j] / n for i in size for j in size)
    pe = math.fsum(w[i][j] * rows[i] * columns[j] for i in size for j in size)
    # Asked of the counts: rounding would turn 1 - Pe into a tiny number instead of zero.
    if not any(rows[i] and columns[j] and w[i][j] < 1.0 for i in size for j in size):
        return Kappa(None, n, skipped, po, pe, level=level, reason=NotComputable.NO_VARIATION)
    value = (po - pe) / (1.0 - pe)
    ase, ase0 = _kappa_errors(table, w, (rows, columns), (po, pe))
    if all(table[i][j] == 0 or w[i][j] >= 1.0 for i in size for j in size):
        no_spread = NotComputable.NO_SPREAD
        return Kappa(1.0, n, skipped, po, pe, 0.0, ase0, level=level, interval_reason=no_spread)
    low, high = clip(value - z * ase, -1.0, value), clip(value + z * ase, value, 1.0)
    return Kappa(value, n, skipped, po, pe, ase, ase0, low, high, level)


def _weight(i: int, j: int, size: int, weights: Weights) -> float:
    if i == j:
        return 1.0
    match weights:
        case Weights.NONE:
            return 0.0
        case Weights.LINEAR:
            return 1.0 - abs(i - j) / (size - 1)
        case Weights.QUADRATIC:
            return 1.0 - ((i - j) / (size - 1)) ** 2


def _kappa_errors(
    table: Sequence[Sequence[int]],
    w: Sequence[Sequence[float]],
    margins: tuple[Sequence[float], Sequence[float]],
    agreement: tuple[float, float],
) -> tuple[float, float]:
    """Return the standard error of kappa, and the one under kappa = 0 (Fleiss, Cohen & Everitt 1969)."""
    rows, columns = margins
    po, pe = agreement
    size = range(len(table))
    n = sum(map(sum, table))
    row_w = [math.fsum(w[i][j] * columns[j] for j in size) for i in size]
    column_w = [math.fsum(w[i][j] * rows[i] for i in size) for j in size]
    seen = math.fsum(
        table[i][j] / n * (w[i][j] * (1.0 - pe) - (row_w[i] + column_w[j]) * (1.0 - po)) ** 2
        for i in size
        for j in size
    )
    chance = math.fsum(
        rows[i] * columns[j] * (w[i][j] - row_w[i] - column_w[j]) ** 2 for i in size for j in size
    )
    variance = (seen - (po * pe - 2.0 * pe + po) ** 2) / (n * (1.0 - pe) ** 4)
    variance0 = (chance - pe * pe) / (n * (1.0 - pe) ** 2)
    return math.sqrt(max(variance, 0.0)), math.sqrt(max(variance0, 0.0))


def fleiss_kappa(counts: Sequence[Sequence[int]]) -> FleissKappa:
    """Return Fleiss' kappa of items x categories counts (how many observers gave the item that category).

    Formula: P_i = (Σ n_ij² - n_i)/(n_i (n_i - 1)), p_j = mean of n_ij/n_i, Pe = Σ p_j²,
    kappa = (mean P_i - Pe)/(1 - Pe). With equally many observers everywhere this is Fleiss 1971; with unequal
    numbers its extension for missing codes (Gwet 2014): items with one code add to p_j only.
    Limits: one category in use: not defined. No item with two codes: nothing to compare.
    ValueError for rows of different length or negative counts.
    """
    if len({len(row) for row in counts}) > 1 or any(cell < 0 for row in counts for cell in row):
        raise ValueError("every item needs one count for each category")
    rated = [row for row in counts if sum(row) > 0]
    items = tuple(_item_agreement(row) for row in counts)
    compared = [item for item in items if item is not None]
    if not compared:
        return FleissKappa(None, 0, None, None, items, NotComputable.NO_PAIRS)
    shares = [math.fsum(row[j] / sum(row) for row in rated) / len(rated) for j in range(len(counts[0]))]
    observed = math.fsum(compared) / len(compared)
    expected = math.fsum(share * share for share in shares)
    if sum(share > 0.0 for share in shares) == 1:
        none = NotComputable.NO_VARIATION
        return FleissKappa(None, len(compared), observed, expected, items, none)
    value = (observed - expected) / (1.0 - expected)
    return FleissKappa(value, len(compared), observed, expected, items)


def _item_agreement(row: Sequence[int]) -> float | None:
    n = sum(row)
    return sum(cell * (cell - 1) for cell in row) / (n * (n - 1)) if n >= _PAIR else None


def krippendorff_alpha(rows: Sequence[Sequence[Hashable | None]], level: Level) -> Alpha:
    """Return Krippendorff's alpha; rows are observers, columns units, None a missing code.

    Meaning: 1 - observed / expected disagreement; 1 = full agreement, 0 = as by chance. By convention
    0.8 and above can be relied on, 0.667-0.8 allows tentative conclusions (Krippendorff 2004).
    Formula: o_ck = Σ over units of ordered pairs (c, k)/(m_u - 1); Do = Σ o_ck d²/n,
    De = Σ n_c n_k d²/(n(n - 1)); d² nominal 0/1, ordinal (Σ n_g from c to k - (n_c + n_k)/2)²,
    interval (c - k)², ratio ((c - k)/(c + k))².
    Source: Krippendorff 2011, Computing Krippendorff's alpha-reliability.
    Limits: units with fewer than two codes drop out; no pairs, or no variation (De = 0), is not computable.
    ValueError for rows of different length, values that are not numbers (except nominal), negative ratios.
    """
    if len({len(row) for row in rows}) > 1:
        raise ValueError("every observer needs one code (or None) for each unit")
    units = _patterns(rows)
    margins: Counter[Hashable] = Counter()
    for unit, times in units:
        for code, count in unit.items():
            margins[code] += count * times
    values = _ordered(margins, level)
    if not units:
        return Alpha(None, 0, 0, level, None, None, (), (), NotComputable.NO_PAIRS)
    matrix = _coincidences(units, values)
    n, size = margins.total(), range(len(values))
    compared = sum(times for _, times in units)
    difference = _difference(values, [margins[value] for value in values], level)
    observed = math.fsum(matrix[c][k] * difference(c, k) for c in size for k in size) / n
    expected = math.fsum(
        margins[values[c]] * margins[values[k]] * difference(c, k) for c in size for k in size
    ) / (n * (n - 1))
    if len(values) == 1:
        none = NotComputable.NO_VARIATION
        return Alpha(None, n, compared, level, observed, expected, values, matrix, none)
    value = 1.0 - observed / expected
    return Alpha(value, n, compared, level, observed, expected, values, matrix)


def _patterns(rows: Sequence[Sequence[Hashable | None]]) -> list[tuple[Counter[Hashable], int]]:
    """The units with two codes or more, alike ones counted together: many units have few patterns."""
    seen = Counter(zip(*rows, strict=True))
    found = []
    for column, times in seen.items():
        unit = Counter(code for code in column if code is not None)
        if unit.total() >= _PAIR:
            found.append((unit, times))
    return found


def _ordered(margins: Counter[Hashable], level: Level) -> tuple[Hashable, ...]:
    if level is Level.NOMINAL:
        return tuple(margins)
    numbers = []
    for value in margins:
        if not isinstance(value, int | float):
            raise ValueError(f"{value!r} is not a number, so only nominal alpha is defined")  # noqa: TRY004
        numbers.append(value)
    if level is Level.RATIO and min(finite(numbers), default=0.0) < 0.0:
        raise ValueError("ratio alpha needs values from zero up")
    return tuple(sorted(numbers))


def _coincidences(
    units: Sequence[tuple[Counter[Hashable], int]], values: Sequence[Hashable]
) -> tuple[tuple[float, ...], ...]:
    place = {value: i for i, value in enumerate(values)}
    matrix = [[0.0] * len(values) for _ in values]
    for unit, times in units:
        others = unit.total() - 1
        for c, k in product(unit, repeat=2):
            matrix[place[c]][place[k]] += times * (unit[c] * (unit[k] - (c == k)) / others)
    return tuple(map(tuple, matrix))


def _difference(
    values: Sequence[Hashable], counts: Sequence[int], level: Level
) -> Callable[[int, int], float]:
    """Return the squared difference of the values at two places."""
    numbers = [value if isinstance(value, int | float) else 0.0 for value in values]

    def ordinal(c: int, k: int) -> float:
        low, high = min(c, k), max(c, k)
        return (sum(counts[low : high + 1]) - (counts[low] + counts[high]) / 2.0) ** 2 if low < high else 0.0

    def ratio(c: int, k: int) -> float:
        return ((numbers[c] - numbers[k]) / (numbers[c] + numbers[k])) ** 2 if c != k else 0.0

    match level:
        case Level.NOMINAL:
            return lambda c, k: float(c != k)
        case Level.ORDINAL:
            return ordinal
        case Level.INTERVAL:
            return lambda c, k: float(numbers[c] - numbers[k]) ** 2
        case Level.RATIO:
            return ratio


def pair_counts(rows: Sequence[Sequence[Hashable | None]]) -> dict[int, int]:
    """Return how many pairs of codes lie in units with so many codes: {codes in the unit: pairs}."""
    found: dict[int, int] = {}
    for unit, times in _patterns(rows):
        codes = unit.total()
        found[codes] = found.get(codes, 0) + times * codes * (codes - 1) // 2
    return found


def difference_of(alpha: Alpha) -> Callable[[int, int], float]:
    """Return the squared difference that this alpha used, of the values at two places of `alpha.values`."""
    counts = [round(math.fsum(row)) for row in alpha.coincidences]
    return _difference(alpha.values, counts, alpha.level)
