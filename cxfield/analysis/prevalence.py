# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""How common and how severe a problem is, and what to do first."""

from dataclasses import dataclass
from enum import StrEnum

from cxfield.analysis.outcome import NotComputable, whole
from cxfield.analysis.proportion import Proportion, wilson

SEVERITY = (0, 4)
PREVALENCE_CUT = 0.25
SEVERITY_CUT = 3


class Quadrant(StrEnum):
    """What the place in the matrix suggests."""

    FIX_NOW = "fix_now"
    PREVENT = "prevent"
    FIX_WHEN_POSSIBLE = "fix_when_possible"
    WATCH = "watch"


@dataclass(frozen=True, slots=True)
class Prevalence:
    """Share affected with interval, severity 0-4, priority = share x severity, and the quadrant."""

    affected: int
    of: int
    severity: int
    share: Proportion
    priority: float | None
    quadrant: Quadrant | None
    reason: NotComputable | None = None

    @property
    def value(self) -> float | None:
        """The share affected, under the name every result has."""
        return self.share.share


def prevalence(
    affected: int,
    of: int,
    severity: int,
    *,
    prevalence_cut: float = PREVALENCE_CUT,
    severity_cut: int = SEVERITY_CUT,
    level: float = 0.95,
) -> Prevalence:
    """Return prevalence, priority and quadrant of one problem.

    Meaning: of those observed, how many did it hit, and how badly (0 not a problem - 4 blocker).
    Formula: share = affected/of with Wilson's interval; priority = share x severity, 0-4.
    Quadrant: common from `prevalence_cut` up, severe from `severity_cut` up: fix now (common, severe),
    prevent (rare, severe), fix when possible (common, mild), watch (rare, mild).
    Source: Nielsen severity ratings; measuringu.com/rating-severity; Trustmary CX guide.
    Limits: priority orders a list, it is not a measurement; nobody observed: not computable.
    ValueError for severity outside 0..4 or more affected than observed.
    """
    (grade,) = whole((severity,), *SEVERITY)
    share = wilson(affected, of, level)
    if share.share is None:
        return Prevalence(affected, of, grade, share, None, None, share.reason)
    quadrant = _quadrant(common=share.share >= prevalence_cut, severe=grade >= severity_cut)
    return Prevalence(affected, of, grade, share, share.share * grade, quadrant)


def _quadrant(*, common: bool, severe: bool) -> Quadrant:
    if severe:
        return Quadrant.FIX_NOW if common else Quadrant.PREVENT
    return Quadrant.FIX_WHEN_POSSIBLE if common else Quadrant.WATCH
