# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Net Promoter Score and net shares."""

import math
import statistics
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxfield.analysis.net import net_share
from cxfield.analysis.nps import NpsGroup, group, nps, nps_of_counts
from cxfield.analysis.outcome import NotComputable
from tests.reference.read import reference

TABLE = reference("nps")
CASES = TABLE["cases"]
answers = st.lists(st.integers(0, 10), min_size=1, max_size=200)


@pytest.mark.parametrize("case", CASES, ids=[str(c["n"]) for c in CASES])
def test_scores_and_intervals_are_the_reference_ones(case: dict[str, Any]) -> None:
    result = nps_of_counts(case["promoters"], case["passives"], case["detractors"])
    assert result.n == case["n"]
    assert result.value == pytest.approx(case["nps"], abs=5e-7)
    assert [result.low, result.high] == pytest.approx(case["adj_wald"]["ci95"], abs=5e-5)
    if "published" in case:
        assert result.value == pytest.approx(case["published"]["nps"], abs=5e-5)


@pytest.mark.parametrize("score", range(11))
def test_groups_are_the_customary_ones(score: int) -> None:
    names = {NpsGroup.DETRACTOR: "detractor", NpsGroup.PASSIVE: "passive", NpsGroup.PROMOTER: "promoter"}
    low, high = TABLE["classification"][names[group(score)]]
    assert low <= score <= high


@given(answers)
def test_the_interval_agrees_with_moments_of_plus_and_minus_ones(scores: list[int]) -> None:
    result = nps(scores)
    # Three more answers: 3/4 promoter, 3/4 detractor, the rest passive, in quarters of an answer.
    marks = [1] * (4 * result.promoters + 3) + [-1] * (4 * result.detractors + 3)
    marks += [0] * (4 * result.passives + 6)
    centre = 100 * statistics.fmean(marks)
    half = 1.959963985 * 100 * statistics.pstdev(marks) / math.sqrt(len(scores) + 3)
    assert result.value is not None
    assert result.low == pytest.approx(min(max(centre - half, -100), result.value), abs=1e-6)
    assert result.high == pytest.approx(max(min(centre + half, 100), result.value), abs=1e-6)


@given(answers)
def test_the_interval_holds_the_score_and_is_never_a_point(scores: list[int]) -> None:
    result = nps(scores)
    assert result.value is not None
    assert result.low is not None
    assert result.high is not None
    assert -100 <= result.low <= result.value <= result.high <= 100
    assert result.low < result.high


@given(st.lists(st.integers(0, 10), max_size=50).flatmap(lambda a: st.tuples(st.just(a), st.permutations(a))))
def test_the_order_of_answers_does_not_matter(lists: tuple[list[int], list[int]]) -> None:
    assert nps(lists[0]) == nps(lists[1])


@given(st.integers(0, 50), st.integers(0, 50), st.integers(1, 50))
def test_swapping_promoters_and_detractors_mirrors_the_score(p: int, d: int, passives: int) -> None:
    one, other = nps_of_counts(p, passives, d), nps_of_counts(d, passives, p)
    assert one.value == pytest.approx(-(other.value or 0.0))
    assert one.low == pytest.approx(-(other.high or 0.0))


def test_passives_count_in_the_denominator() -> None:
    assert nps([10, 8, 8, 8]).value == 25.0


def test_the_distribution_counts_each_answer() -> None:
    assert nps([9, 10, 7, 6, 8, 9, 3, 8]).distribution == (0, 0, 0, 1, 0, 0, 1, 1, 2, 2, 1)


def test_no_answers_is_not_a_score_of_zero() -> None:
    result = nps([])
    assert (result.value, result.low, result.high) == (None, None, None)
    assert result.reason is NotComputable.NO_DATA


@pytest.mark.parametrize("bad", [-1, 11])
def test_answers_off_the_scale_are_refused(bad: int) -> None:
    with pytest.raises(ValueError, match=r"0\.\.10"):
        nps([5, bad])


def test_impossible_counts_are_refused() -> None:
    with pytest.raises(ValueError, match="fewer"):
        nps_of_counts(-1, 3, 2)
    with pytest.raises(ValueError, match="fit"):
        net_share(3, 3, 5)
