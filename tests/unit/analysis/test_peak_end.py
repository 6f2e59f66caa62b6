# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Peak, end and the emotional curve."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxfield.analysis.moments import MomentRating, moment_means
from cxfield.analysis.outcome import NotComputable
from cxfield.analysis.peak_end import peak_end
from tests.reference.read import reference

CASES = reference("peak_end")["cases"]
stories = st.lists(st.integers(-5, 5), min_size=1, max_size=20)


@pytest.mark.parametrize("case", CASES, ids=[str(c["valence"]) for c in CASES])
def test_peak_and_end_are_the_reference_ones(case: dict[str, Any]) -> None:
    result = peak_end(case["valence"])
    assert (result.peak, result.peak_index, result.end) == (case["peak"], case["peak_index"], case["end"])
    assert (result.best, result.worst) == (case["best"], case["worst"])
    assert (result.value, result.mean) == (case["peak_end"], case["mean"])
    assert result.gap == case["peak_end"] - case["mean"]


@given(stories)
def test_the_peak_is_the_strongest_moment_and_of_equals_the_later(story: list[int]) -> None:
    result = peak_end(story)
    assert result.peak_index is not None
    assert story[result.peak_index] == result.peak
    strongest = max(abs(valence) for valence in story)
    assert abs(story[result.peak_index]) == strongest
    assert all(abs(valence) < strongest for valence in story[result.peak_index + 1 :])


@given(stories)
def test_turning_the_scale_around_turns_the_result_around(story: list[int]) -> None:
    one, other = peak_end(story), peak_end([-valence for valence in story])
    assert one.value == -(other.value or 0.0)
    assert one.best == -(other.worst or 0.0)


@given(stories)
def test_peak_end_stays_on_the_scale(story: list[int]) -> None:
    value = peak_end(story).value
    assert value is not None
    assert -5 <= value <= 5


def test_no_moments_is_not_a_neutral_story() -> None:
    result = peak_end([])
    assert (result.value, result.gap, result.reason) == (None, None, NotComputable.NO_DATA)


def test_valence_off_the_scale_is_refused() -> None:
    with pytest.raises(ValueError, match=r"-5\.\.5"):
        peak_end([6])
    with pytest.raises(ValueError, match=r"-5\.\.5"):
        moment_means([MomentRating("checkout", "P01", -6)])


def test_moments_keep_the_journey_order_and_show_the_empty_ones() -> None:
    ratings = [MomentRating("checkout", "P01", -2), MomentRating("lift", "P01", 1)]
    means = moment_means(ratings, ("entry", "checkout"))
    assert [(m.moment, m.n, m.value) for m in means] == [
        ("entry", 0, None),
        ("checkout", 1, -2.0),
        ("lift", 1, 1.0),
    ]
    assert means[0].mean.reason is NotComputable.NO_DATA


def test_a_person_who_tells_twice_counts_once() -> None:
    ratings = [
        MomentRating("entry", "P01", 4),
        MomentRating("entry", "P01", 2),
        MomentRating("entry", "P02", -1),
    ]
    (entry,) = moment_means(ratings)
    assert (entry.n, entry.value) == (2, 1.0)
    assert entry.people == (("P01", 3.0), ("P02", -1.0))


@given(st.lists(st.tuples(st.sampled_from("ab"), st.sampled_from("PQR"), st.integers(-5, 5)), max_size=30))
def test_the_order_of_telling_does_not_change_the_means(rows: list[tuple[str, str, int]]) -> None:
    ratings = [MomentRating(*row) for row in rows]
    one, other = moment_means(ratings, "ab"), moment_means(reversed(ratings), "ab")
    for first, second in zip(one, other, strict=True):
        assert first.n == second.n
        if first.value is not None:
            assert first.value == pytest.approx(second.value, abs=1e-12)
