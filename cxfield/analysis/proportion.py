# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A share of a count, with Wilson's interval."""

import math
from collections.abc import Iterable
from dataclasses import dataclass

from cxfield.analysis.outcome import NotComputable, clip
from cxfield.analysis.quantiles import z_for


@dataclass(frozen=True, slots=True)
class Proportion:
    """`count` of `n`, as a share 0..1 with its interval; all three are None when n = 0."""

    count: int
    n: int
    share: float | None
    low: float | None
    high: float | None
    level: float = 0.95
    reason: NotComputable | None = None

    @property
    def value(self) -> float | None:
        """The share, under the name every result has."""
        return self.share


def wilson(count: int, n: int, level: float = 0.95) -> Proportion:
    """Return the share count/n with Wilson's score interval, without continuity correction.

    Meaning: the shares that would not be surprising as the true one behind this sample.
    Formula: (p + z²/2n ± z √(p(1-p)/n + z²/4n²)) / (1 + z²/n), p = count/n, z from the normal distribution.
    Source: Wilson 1927; Newcombe 1998, Statistics in Medicine 17, 857-872, method 3.
    Limits: n = 0 is not computable. The interval assumes independent observations; several events of one
    person make it too narrow. ValueError when count is not in 0..n or the level not in 0..1.
    """
    if n < 0 or not 0 <= count <= n:
        raise ValueError(f"a count must lie in 0..n, not {count} of {n}")
    z = z_for(level)
    if n == 0:
        return Proportion(0, 0, None, None, None, level, NotComputable.NO_DATA)
    share = count / n
    bottom = 1.0 + z * z / n
    centre = (share + z * z / (2 * n)) / bottom
    half = z * math.sqrt(share * (1.0 - share) / n + z * z / (4.0 * n * n)) / bottom
    # The ends are exact in algebra; rounding must not print an interval that leaves out its own share.
    low = 0.0 if count == 0 else clip(centre - half, 0.0, share)
    high = 1.0 if count == n else clip(centre + half, share, 1.0)
    return Proportion(count, n, share, low, high, level)


def wilson_of(flags: Iterable[bool], level: float = 0.95) -> Proportion:
    """Return the share of true values with Wilson's interval (see `wilson`)."""
    known = tuple(flags)
    return wilson(sum(1 for flag in known if flag), len(known), level)
