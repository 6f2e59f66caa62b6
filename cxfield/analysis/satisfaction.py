# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Customer satisfaction (CSAT) and the four versions of the customer effort score (CES)."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from cxfield.analysis.means import Mean, mean_t, median
from cxfield.analysis.net import NetShare, net_share
from cxfield.analysis.outcome import NotComputable, Value, whole
from cxfield.analysis.proportion import Proportion, wilson

CSAT_SCALE = (1, 5)
CSAT_TOP = (4, 5)


class Better(StrEnum):
    """Which end of a scale is good."""

    HIGH = "high"
    LOW = "low"


@dataclass(frozen=True, slots=True)
class Csat:
    """Satisfied answers (4-5) of all, with mean, median and the count of each answer 1..5."""

    n: int
    top2: Proportion
    mean: Mean
    median: Value
    distribution: tuple[int, ...]

    @property
    def value(self) -> float | None:
        """The top-2 share, the figure that targets compare with."""
        return self.top2.share

    @property
    def reason(self) -> NotComputable | None:
        """Why there is no figure."""
        return self.top2.reason


@dataclass(frozen=True, slots=True)
class CesVersion:
    """One wording of the effort question with its own scale and direction.

    `favourable` are the answers whose share is the score; empty when the source scores by mean only.
    `by_mean` says whether the mean means anything (not for yes/no).
    """

    key: str
    year: int | None
    low: int
    high: int
    better: Better
    favourable: tuple[int, ...]
    by_mean: bool


CES1 = CesVersion("ces1", 2010, 1, 5, Better.LOW, (), by_mean=True)
CES_YESNO = CesVersion("ces_yesno", None, 0, 1, Better.HIGH, (1,), by_mean=False)
CES2 = CesVersion("ces2", 2013, 1, 7, Better.HIGH, (5, 6, 7), by_mean=True)
CES_EASE = CesVersion("ces_ease", None, 1, 5, Better.HIGH, (4, 5), by_mean=True)
CES_VERSIONS: tuple[CesVersion, ...] = (CES1, CES_YESNO, CES2, CES_EASE)


@dataclass(frozen=True, slots=True)
class Ces:
    """Effort answers of one version: share of favourable answers and mean, as far as the version has them."""

    version: CesVersion
    n: int
    share: Proportion | None
    mean: Mean | None
    median: Value
    distribution: tuple[int, ...]

    @property
    def value(self) -> float | None:
        """The version's first score: the share where it has one, else the mean."""
        if self.share is not None:
            return self.share.share
        return None if self.mean is None else self.mean.value

    @property
    def reason(self) -> NotComputable | None:
        """Why there is no figure."""
        return NotComputable.NO_DATA if self.n == 0 else None


def csat(scores: Iterable[int], level: float = 0.95) -> Csat:
    """Return customer satisfaction of answers 1..5.

    Meaning: share of satisfied answers (4-5, top-2 box), Wilson's interval; also mean with t interval
    (clipped to the scale) and median. Source: Trustmary CX guide; box scores as in common survey practice.
    Limits: no answers: not computable. ValueError for an answer that is not a whole number in 1..5.
    """
    answers = whole(scores, *CSAT_SCALE)
    top = wilson(sum(answer in CSAT_TOP for answer in answers), len(answers), level)
    mean = mean_t(answers, level, CSAT_SCALE)
    return Csat(len(answers), top, mean, median(answers), _distribution(answers, *CSAT_SCALE))


def ces(scores: Iterable[int], version: CesVersion, level: float = 0.95) -> Ces:
    """Return the customer effort score of the answers to ONE version of the question.

    Meaning: ces1 (1-5, effort made, low is better): mean; ces_yesno (1 = yes, 0 = no, "made it easy"): share
    of yes; ces2 (1-7, agreement, high is better): share of 5-7 and mean; ces_ease (1-5, ease, high is
    better): share of 4-5 and mean. Shares have Wilson's interval, means the t interval clipped to the scale.
    Source: Dixon, Freeman & Toman 2010; CEB 2013; Trustmary CX guide; Aava & Bang B2B article.
    Limits: versions are never pooled or averaged together: one call, one version. No answers: not
    computable. ValueError for an answer outside the version's scale.
    """
    answers = whole(scores, version.low, version.high)
    n = len(answers)
    share = None
    if version.favourable:
        share = wilson(sum(answer in version.favourable for answer in answers), n, level)
    mean = mean_t(answers, level, (version.low, version.high)) if version.by_mean else None
    return Ces(version, n, share, mean, median(answers), _distribution(answers, version.low, version.high))


def ces_version(key: str) -> CesVersion:
    """Return the version of that key; ValueError when there is none."""
    for version in CES_VERSIONS:
        if version.key == key:
            return version
    raise ValueError(f"there is no CES version {key!r}")


def ces2_index(scores: Iterable[int], level: float = 0.95) -> NetShare:
    """Return the share of answers 6-7 minus the share of answers 1-3 on the 1-7 version, in points.

    Some tools print this index instead of the share; it is an addition, never compared with the share.
    ValueError for an answer outside 1..7.
    """
    answers = whole(scores, CES2.low, CES2.high)
    easy = sum(answer in (6, 7) for answer in answers)
    hard = sum(answer in (1, 2, 3) for answer in answers)
    return net_share(easy, hard, len(answers), level)


def _distribution(answers: Iterable[int], low: int, high: int) -> tuple[int, ...]:
    seen = Counter(answers)
    return tuple(seen[answer] for answer in range(low, high + 1))
