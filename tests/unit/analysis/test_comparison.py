# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxfield.analysis.comparison import mean_difference, nps_difference, share_difference, subgroup_nps
from cxfield.analysis.nps import nps, nps_of_counts
from cxfield.analysis.outcome import NotComputable
from cxfield.analysis.proportion import wilson
from cxfield.analysis.trend import mean_trend, nps_trend, share_trend

# Newcombe 1998, Statistics in Medicine 17, table II, method 10.
PUBLISHED = [
    ((56, 70), (48, 80), 0.0524, 0.3339),
    ((9, 10), (3, 10), 0.1705, 0.8090),
    ((6, 7), (2, 7), 0.0582, 0.8062),
    ((5, 56), (0, 29), -0.0381, 0.1926),
    ((0, 10), (0, 20), -0.1611, 0.2775),
    ((10, 10), (0, 10), 0.6075, 1.0),
]


@pytest.mark.parametrize(("first", "second", "low", "high"), PUBLISHED)
def test_a_difference_of_shares_is_the_published_one(
    first: tuple[int, int], second: tuple[int, int], low: float, high: float
) -> None:
    found = share_difference(wilson(*first), wilson(*second))
    assert found.value == pytest.approx(first[0] / first[1] - second[0] / second[1])
    assert (round(found.low or 0, 4), round(found.high or 0, 4)) == (low, high)


def test_a_difference_of_means_is_welchs() -> None:
    a = [27.5, 21.0, 19.0, 23.6, 17.0, 17.9, 16.9, 20.1, 21.9, 22.6, 23.1, 19.6, 19.0, 21.7, 21.4]
    b = [27.1, 22.0, 20.8, 23.4, 23.4, 23.5, 25.8, 22.0, 24.8, 20.2, 21.9, 22.1, 22.9, 30.5, 24.4]
    found = mean_difference(a, b)
    assert found.value == pytest.approx(sum(a) / 15 - sum(b) / 15)
    # t = -2.98, 27 degrees of freedom or a little less: the interval leaves 0 out.
    assert found.clear
    assert mean_difference([1.0], [2.0, 3.0]).interval_reason is NotComputable.ONE_VALUE
    assert mean_difference([2.0, 2.0], [1.0, 1.0]).interval_reason is NotComputable.NO_SPREAD
    assert mean_difference([], [1.0]).reason is NotComputable.NO_DATA


def test_no_subgroup_nps_below_ten_answers() -> None:
    few, many = nps([9] * 9), nps([9] * 6 + [7] * 4 + [0] * 2)
    assert nps_difference(few, many).reason is NotComputable.TOO_FEW
    assert subgroup_nps(few) is NotComputable.TOO_FEW
    assert subgroup_nps(many) is None
    assert subgroup_nps(nps([])) is NotComputable.NO_DATA


@given(*(st.integers(0, 40) for _ in range(6)))
def test_an_nps_difference_is_bounded_and_turns_with_its_groups(
    a: int, b: int, c: int, d: int, e: int, f: int
) -> None:
    first, second = nps_of_counts(a, b, c), nps_of_counts(d, e, f)
    found, turned = nps_difference(first, second), nps_difference(second, first)
    if found.value is None:
        assert min(first.n, second.n) < 10
        return
    assert found.low is not None
    assert found.high is not None
    assert -200 <= found.low <= found.value <= found.high <= 200
    assert turned.value == pytest.approx(-found.value)
    assert turned.low == pytest.approx(-found.high)


def test_small_groups_put_the_counts_first() -> None:
    assert share_difference(wilson(6, 8), wilson(20, 40)).counts_first
    assert not share_difference(wilson(20, 40), wilson(20, 40)).counts_first
    assert share_difference(wilson(0, 0), wilson(1, 2)).reason is NotComputable.NO_DATA
    assert share_difference(wilson(0, 0), wilson(1, 2)).clear is None


def test_a_wave_is_compared_with_the_latest_that_has_data() -> None:
    found = share_trend([("1", 10, 40), ("2", 0, 0), ("3", 30, 40)])
    assert [point.value for point in found] == [0.25, None, 0.75]
    assert found[1].reason is NotComputable.NO_DATA
    assert found[2].against == "1"
    assert found[2].change is not None
    assert found[2].change.value == pytest.approx(0.5)
    assert found[2].change.clear
    assert found[0].change is None


def test_trends_of_means_and_nps_follow_the_same_rules() -> None:
    means = mean_trend([("1", [1.0, 2.0, 3.0]), ("2", [4.0, 5.0, 6.0])])
    assert means[1].change is not None
    assert means[1].change.value == pytest.approx(3.0)
    scores = nps_trend([("1", [9] * 12), ("2", [0] * 5)])
    assert scores[1].value == -100
    assert scores[1].change is not None
    assert scores[1].change.reason is NotComputable.TOO_FEW
