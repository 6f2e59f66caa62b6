# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Peak and end of one person's story."""

import math
from collections.abc import Iterable
from dataclasses import dataclass

from cxfield.analysis.outcome import NotComputable, finite

VALENCE_LOW, VALENCE_HIGH = -5.0, 5.0


@dataclass(frozen=True, slots=True)
class PeakEnd:
    """Peak, end and their mean beside best, worst and mean; all None when no moment was told."""

    n: int
    value: float | None
    peak: float | None
    peak_index: int | None
    best: float | None
    worst: float | None
    end: float | None
    mean: float | None
    reason: NotComputable | None = None

    @property
    def gap(self) -> float | None:
        """Peak-end minus mean: how much better (or worse) the memory is than the sum of the moments."""
        if self.value is None or self.mean is None:
            return None
        return self.value - self.mean


def peak_end(valences: Iterable[float]) -> PeakEnd:
    """Return peak-end of one person's moments in the order they happened, valence -5..5.

    Meaning: people remember an episode by its strongest moment and its end rather than by its mean.
    Formula: peak = the moment with the largest |valence|, of equals the later one; (peak + end) / 2.
    Source: Fredrickson & Kahneman 1993; Kahneman et al. 1993; Trustmary CX guide.
    Limits: the end is the last moment that has a valence, so moments left untold must be left out, not
    given as 0. No moments: not computable. ValueError for a valence outside -5..5.
    """
    values = finite(valences)
    if not all(VALENCE_LOW <= value <= VALENCE_HIGH for value in values):
        raise ValueError("a valence lies in -5..5")
    if not values:
        return PeakEnd(0, None, None, None, None, None, None, None, NotComputable.NO_DATA)
    index = max(range(len(values)), key=lambda i: (abs(values[i]), i))
    peak, end = values[index], values[-1]
    mean = math.fsum(values) / len(values)
    return PeakEnd(len(values), (peak + end) / 2.0, peak, index, max(values), min(values), end, mean)
