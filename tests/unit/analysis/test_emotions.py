# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Counts of emotions."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxfield.analysis.emotions import EmotionPick, emotion_counts
from cxfield.analysis.proportion import wilson

picks = st.lists(
    st.builds(EmotionPick, st.sampled_from(["joy", "anger", "relief"]), st.sampled_from(["P1", "P2", "P3"])),
    max_size=40,
)


def test_people_and_picks_are_counted_apart() -> None:
    data = [EmotionPick("joy", "P1", 3), EmotionPick("joy", "P1", 5), EmotionPick("joy", "P2")]
    (joy,) = emotion_counts(data).counts
    assert (joy.people, joy.picks) == (2, 3)
    assert (joy.intensity.value, joy.intensity.n) == (4.0, 2)


def test_shares_are_of_the_people_asked() -> None:
    data = [EmotionPick("joy", "P1"), EmotionPick("anger", "P2")]
    assert emotion_counts(data).counts[0].share == wilson(1, 2)
    assert emotion_counts(data, asked=8).counts[0].share == wilson(1, 8)
    with pytest.raises(ValueError, match="asked"):
        emotion_counts(data, asked=1)


def test_emotions_nobody_picked_are_shown_in_their_place() -> None:
    summary = emotion_counts([EmotionPick("pride", "P1")], ("joy", "anger"), asked=2)
    assert [(c.emotion, c.picks) for c in summary.counts] == [("joy", 0), ("anger", 0), ("pride", 1)]
    assert summary.counts[0].intensity.value is None


def test_no_picks_has_no_share() -> None:
    assert emotion_counts([], ("joy",)).counts[0].share.value is None


@given(picks)
def test_counts_add_up(data: list[EmotionPick]) -> None:
    summary = emotion_counts(data)
    assert sum(count.picks for count in summary.counts) == summary.picks == len(data)
    assert all(count.people <= min(count.picks, summary.people) for count in summary.counts)
    assert summary.people == len({pick.person for pick in data})
