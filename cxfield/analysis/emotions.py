# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which emotions were picked, by how many people and how many times."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from cxfield.analysis.means import Mean, mean_t
from cxfield.analysis.proportion import Proportion, wilson


@dataclass(frozen=True, slots=True)
class EmotionPick:
    """One emotion picked by one person; intensity 1..5 when it was given."""

    emotion: str
    person: str
    intensity: float | None = None


@dataclass(frozen=True, slots=True)
class EmotionCount:
    """One emotion: people and picks counted apart, the share of people and the mean intensity."""

    emotion: str
    people: int
    picks: int
    share: Proportion
    intensity: Mean


@dataclass(frozen=True, slots=True)
class EmotionSummary:
    """All emotions of a sample; `people` is how many persons the shares are out of."""

    people: int
    picks: int
    counts: tuple[EmotionCount, ...]


def emotion_counts(
    picks: Iterable[EmotionPick],
    order: Sequence[str] = (),
    asked: int | None = None,
    level: float = 0.95,
) -> EmotionSummary:
    """Return the count of each emotion.

    Meaning: `people` answers "how many felt this at least once", `picks` "how many times it was named"; a
    talkative person adds to the picks only. Shares are of people: `asked` when given, else of those who
    picked anything; Wilson's interval. `order` lists the emotions to show first, also with 0.
    Intensity is a mean over picks that have one. ValueError when fewer were asked than picked.
    """
    found: dict[str, list[EmotionPick]] = {emotion: [] for emotion in order}
    for pick in picks:
        found.setdefault(pick.emotion, []).append(pick)
    pickers = {pick.person for group in found.values() for pick in group}
    base = len(pickers) if asked is None else asked
    if base < len(pickers):
        raise ValueError(f"{len(pickers)} people picked an emotion but only {base} were asked")
    counts = tuple(_count(emotion, group, base, level) for emotion, group in found.items())
    return EmotionSummary(base, sum(count.picks for count in counts), counts)


def _count(emotion: str, picks: Sequence[EmotionPick], base: int, level: float) -> EmotionCount:
    people = len({pick.person for pick in picks})
    intensity = mean_t((pick.intensity for pick in picks if pick.intensity is not None), level)
    return EmotionCount(emotion, people, len(picks), wilson(people, base, level), intensity)
