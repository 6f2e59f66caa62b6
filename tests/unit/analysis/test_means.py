# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Means, medians, percentiles and the quantiles behind them."""

import math
import statistics

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxfield.analysis.means import mean_t, median, percentile
from cxfield.analysis.outcome import NotComputable
from cxfield.analysis.quantiles import t_for, z_for

numbers = st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=60)
# Printed tables of Student's t: two-sided level, degrees of freedom, quantile.
TABLE = (
    (0.95, 1, 12.706205), (0.95, 2, 4.302653), (0.95, 3, 3.182446), (0.95, 4, 2.776445),
    (0.95, 5, 2.570582), (0.95, 6, 2.446912), (0.95, 7, 2.364624), (0.95, 8, 2.306004),
    (0.95, 9, 2.262157), (0.95, 10, 2.228139), (0.95, 15, 2.131450), (0.95, 20, 2.085963),
    (0.95, 25, 2.059539), (0.95, 30, 2.042272), (0.95, 40, 2.021075), (0.95, 60, 2.000298),
    (0.95, 120, 1.979930), (0.99, 1, 63.656741), (0.99, 2, 9.924843), (0.99, 3, 5.840909),
    (0.99, 5, 4.032143), (0.99, 10, 3.169273), (0.99, 30, 2.749996), (0.9, 1, 6.313752),
    (0.9, 2, 2.919986), (0.9, 5, 2.015048), (0.9, 10, 1.812461), (0.9, 30, 1.697261),
)  # fmt: skip


@pytest.mark.parametrize(("level", "df", "t"), TABLE)
def test_t_is_the_one_in_printed_tables(level: float, df: int, t: float) -> None:
    assert t_for(level, df) == pytest.approx(t, abs=6e-7)


def inside(t: float, df: int) -> float:
    """Probability within ±t in closed form (Abramowitz & Stegun 26.7.3 and 26.7.4)."""
    angle = math.atan(t / math.sqrt(df))
    cos, sin = math.cos(angle), math.sin(angle)
    if df % 2 == 0:
        term, total = 1.0, 1.0
        for i in range(1, df // 2):
            term *= (2 * i - 1) / (2 * i) * cos * cos
            total += term
        return sin * total
    term, total = cos, (cos if df > 1 else 0.0)
    for i in range(1, (df - 1) // 2):
        term *= 2 * i / (2 * i + 1) * cos * cos
        total += term
    return 2 / math.pi * (angle + sin * total)


@given(st.integers(1, 400), st.floats(0.01, 0.9999))
def test_t_encloses_its_probability_by_the_closed_form(df: int, level: float) -> None:
    assert inside(t_for(level, df), df) == pytest.approx(level, abs=1e-11)


def test_t_comes_close_to_the_normal_distribution() -> None:
    assert z_for() == pytest.approx(1.959963984540054, abs=1e-14)
    assert t_for(0.95, 1e7) == pytest.approx(z_for(), abs=1e-6)


@pytest.mark.parametrize("df", [0, -1, math.inf, math.nan])
def test_t_without_degrees_of_freedom_is_refused(df: float) -> None:
    with pytest.raises(ValueError, match="degrees"):
        t_for(0.95, df)


def test_the_interval_is_the_textbook_one() -> None:
    # Student's own example (1908): extra hours of sleep with one drug.
    result = mean_t([1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4])
    assert result.value == pytest.approx(2.33)
    assert result.sd == pytest.approx(2.002249, abs=5e-7)
    assert [result.low, result.high] == pytest.approx([0.8976775, 3.7623225], abs=5e-8)


@given(numbers)
def test_the_mean_lies_among_its_values_and_in_its_interval(values: list[float]) -> None:
    result = mean_t(values)
    assert result.value is not None
    assert min(values) <= result.value <= max(values)
    if result.low is not None and result.high is not None:
        assert result.low <= result.value <= result.high


@given(st.lists(st.integers(-100, 100), min_size=2, max_size=40), st.integers(-50, 50))
def test_moving_all_values_moves_the_interval(values: list[int], by: int) -> None:
    one, moved = mean_t(values), mean_t([value + by for value in values])
    assert moved.value == pytest.approx((one.value or 0.0) + by, abs=1e-9)
    if one.low is not None:
        assert moved.low == pytest.approx(one.low + by, abs=1e-9)


def test_what_is_missing_has_its_own_reason() -> None:
    none, one, same = mean_t([]), mean_t([4]), mean_t([4, 4, 4])
    assert (none.value, none.reason) == (None, NotComputable.NO_DATA)
    assert (one.value, one.low, one.interval_reason) == (4.0, None, NotComputable.ONE_VALUE)
    assert (same.value, same.low, same.interval_reason) == (4.0, None, NotComputable.NO_SPREAD)


def test_the_interval_stays_on_the_scale() -> None:
    result = mean_t([5, 5, 5, 1], bounds=(1, 5))
    assert (result.low, result.high) == (1.0, 5.0)


@given(numbers)
def test_the_median_is_that_of_the_standard_library(values: list[float]) -> None:
    assert median(values).value == pytest.approx(statistics.median(values), abs=1e-9)


@given(st.lists(st.integers(-1000, 1000), min_size=2, max_size=50))
def test_quartiles_are_those_of_the_inclusive_method(values: list[int]) -> None:
    ours = [percentile(values, share).value for share in (0.25, 0.5, 0.75)]
    assert ours == pytest.approx(statistics.quantiles(values, n=4, method="inclusive"), abs=1e-9)


@given(numbers)
def test_the_ends_are_the_least_and_the_greatest(values: list[float]) -> None:
    assert percentile(values, 0).value == min(values)
    assert percentile(values, 1).value == max(values)


def test_percentiles_of_nothing_or_off_the_scale() -> None:
    assert percentile([], 0.5).reason is NotComputable.NO_DATA
    with pytest.raises(ValueError, match="share"):
        percentile([1], 95)
