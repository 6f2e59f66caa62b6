# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Krippendorff's bootstrap interval of alpha."""

import math
import random
from collections.abc import Hashable, Sequence
from dataclasses import dataclass

from cxfield.analysis.agreement import Alpha, Level, difference_of, krippendorff_alpha, pair_counts
from cxfield.analysis.outcome import NotComputable, checked_level

ROUNDS = 2_000
_MANY = 4_000
_LOWEST = -1.0


@dataclass(frozen=True, slots=True)
class AlphaInterval:
    """Alpha with its bootstrap interval; None where it cannot be computed.

    `below` gives for each asked reliability the share of bootstrap alphas under it: the risk of relying on it
    is that share.
    """

    alpha: Alpha
    low: float | None
    high: float | None
    level: float
    rounds: int
    below: tuple[tuple[float, float], ...] = ()
    reason: NotComputable | None = None


def alpha_interval(
    rows: Sequence[Sequence[Hashable | None]],
    level: Level,
    *,
    confidence: float = 0.95,
    rounds: int = ROUNDS,
    asked: Sequence[float] = (0.667, 0.8),
    rng: random.Random | None = None,
) -> AlphaInterval:
    """Return Krippendorff's alpha with its bootstrap interval (percentiles of `rounds` bootstrap alphas).

    Formula: each pair of codes within a unit of m codes draws a squared difference d² from the observed
    coincidences and takes 2 d²/(n De (m - 1)) from 1; De stays that of the data. An alpha below -1 is -1. Of
    the alphas that come out as 1, as many as would lack variation, rounds · Σ (n_c/n)^pairs, count as 0.
    Source: Krippendorff 2016, Bootstrapping distributions for alpha; Hayes & Krippendorff 2007.
    Limits: alpha not computable: no interval. With more than 4,000 pairs of one kind their sum is drawn from
    the normal distribution it then follows. The same `rng` gives the same interval; the default is seeded.
    """
    tail = (1.0 - checked_level(confidence)) / 2.0
    alpha = krippendorff_alpha(rows, level)
    if alpha.value is None or not alpha.expected:
        return AlphaInterval(alpha, None, None, confidence, 0, (), alpha.reason)
    if not alpha.observed:
        none = NotComputable.NO_SPREAD
        return AlphaInterval(alpha, None, None, confidence, 0, (), none)
    source = rng or random.Random(0)  # noqa: S311 - a simulation, nothing is kept secret with it
    errors, weights = _errors(alpha)
    kinds = pair_counts(rows)
    found = sorted(_one(errors, weights, kinds, source) for _ in range(rounds))
    pairs = sum(kinds.values())
    sums = [math.fsum(row) for row in alpha.coincidences]
    flat = round(rounds * math.fsum((part / alpha.n) ** pairs for part in sums))
    perfect = sum(value >= 1.0 for value in found)
    if flat and perfect:
        gone = min(flat, perfect)
        found = sorted([*found[: len(found) - gone], *([0.0] * gone)])
    low = found[max(0, math.ceil(tail * rounds) - 1)]
    high = found[min(rounds - 1, math.floor((1.0 - tail) * rounds))]
    below = tuple((least, sum(value < least for value in found) / rounds) for least in asked)
    return AlphaInterval(alpha, min(low, alpha.value), max(high, alpha.value), confidence, rounds, below)


def _errors(alpha: Alpha) -> tuple[list[float], list[float]]:
    """What a drawn pair takes from 1 (before m - 1), and the cumulative weights it is drawn with."""
    difference = difference_of(alpha)
    size = range(len(alpha.values))
    scale = 2.0 / (alpha.n * (alpha.expected or 1.0))
    errors, weights, total = [0.0], [0.0], 0.0
    for c in size:
        for k in size:
            part = alpha.coincidences[c][k]
            if c == k:
                weights[0] += part
            elif part:
                errors.append(scale * difference(c, k))
                weights.append(part)
    for number, weight in enumerate(weights):
        total += weight
        weights[number] = total
    return errors, weights


def _one(errors: list[float], weights: list[float], kinds: dict[int, int], rng: random.Random) -> float:
    taken = 0.0
    for codes, pairs in kinds.items():
        if pairs > _MANY:
            mean, spread = _moments(errors, weights)
            drawn = rng.gauss(pairs * mean, math.sqrt(pairs) * spread)
        else:
            drawn = sum(rng.choices(errors, cum_weights=weights, k=pairs))
        taken += max(0.0, drawn) / (codes - 1)
    return max(_LOWEST, 1.0 - taken)


def _moments(errors: list[float], weights: list[float]) -> tuple[float, float]:
    total, last = weights[-1], 0.0
    mean = square = 0.0
    for error, weight in zip(errors, weights, strict=True):
        share = (weight - last) / total
        last = weight
        mean += share * error
        square += share * error * error
    return mean, math.sqrt(max(0.0, square - mean * mean))
