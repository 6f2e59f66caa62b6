# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Shares with Wilson's interval."""

import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxfield.analysis.outcome import NotComputable
from cxfield.analysis.proportion import Proportion, wilson, wilson_of
from cxfield.analysis.quantiles import z_for
from tests.reference.read import reference

CASES = reference("wilson_interval")["cases"]
samples = st.integers(1, 5000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))
levels = st.floats(0.5, 0.999)


def ends(result: Proportion) -> tuple[float, float]:
    assert result.low is not None
    assert result.high is not None
    return result.low, result.high


@pytest.mark.parametrize("case", CASES, ids=[f"{c['x']} of {c['n']}" for c in CASES])
def test_intervals_are_the_published_ones(case: dict[str, Any]) -> None:
    low, high = ends(wilson(case["x"], case["n"]))
    assert (low, high) == pytest.approx((case["lo"], case["hi"]), abs=5e-11)
    digits = [len(str(number).partition(".")[2]) for number in case["published"]]
    assert [round(low, digits[0]), round(high, digits[1])] == pytest.approx(case["published"], abs=1e-14)


def root(count: int, n: int, level: float, inside: float, outside: float) -> float:
    """Find by bisection the share at which the score test is exactly at its limit."""
    z = z_for(level)

    def excess(share: float) -> float:
        return abs(count / n - share) - z * math.sqrt(share * (1 - share) / n)

    for _ in range(200):
        middle = (inside + outside) / 2
        inside, outside = (middle, outside) if excess(middle) < 0 else (inside, middle)
    return inside


@given(samples, levels)
def test_the_ends_solve_the_score_equation(sample: tuple[int, int], level: float) -> None:
    count, n = sample
    low, high = ends(wilson(count, n, level))
    share = count / n
    if count > 0:
        assert low == pytest.approx(root(count, n, level, share, 0.0), abs=1e-9)
    if count < n:
        assert high == pytest.approx(root(count, n, level, share, 1.0), abs=1e-9)


@given(samples, levels)
def test_the_interval_holds_its_share_and_stays_within_0_and_1(sample: tuple[int, int], level: float) -> None:
    result = wilson(*sample, level)
    assert result.share is not None
    low, high = ends(result)
    assert 0.0 <= low <= result.share <= high <= 1.0
    assert low < high


@given(samples)
def test_counting_the_others_mirrors_the_interval(sample: tuple[int, int]) -> None:
    count, n = sample
    low, high = ends(wilson(count, n))
    mirror = ends(wilson(n - count, n))
    assert mirror == pytest.approx((1 - high, 1 - low), abs=1e-12)


def test_none_and_all_have_exact_ends() -> None:
    assert ends(wilson(0, 7))[0] == 0.0
    assert ends(wilson(7, 7))[1] == 1.0


def test_no_observations_is_not_a_share_of_zero() -> None:
    result = wilson(0, 0)
    assert (result.value, result.low, result.high) == (None, None, None)
    assert result.reason is NotComputable.NO_DATA


@pytest.mark.parametrize(("count", "n"), [(-1, 5), (6, 5), (0, -1)])
def test_impossible_counts_are_refused(count: int, n: int) -> None:
    with pytest.raises(ValueError, match="count"):
        wilson(count, n)


@pytest.mark.parametrize("level", [0.0, 1.0, 95.0, math.nan])
def test_impossible_levels_are_refused(level: float) -> None:
    with pytest.raises(ValueError, match="level"):
        wilson(1, 2, level)


def test_flags_are_counted() -> None:
    assert wilson_of([True, False, True]) == wilson(2, 3)
