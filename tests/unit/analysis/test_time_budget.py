# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
import math
import statistics

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxfield.analysis.outcome import NotComputable
from cxfield.analysis.time_budget import (
    Span,
    binned_shares,
    co_occurrence,
    latencies,
    merged,
    synthetic_budget,
    time_budget,
)

spans = st.lists(
    st.tuples(st.sampled_from("AB"), st.sampled_from("xyz"), st.integers(0, 5_000), st.integers(0, 800)).map(
        lambda s: (s[0], s[1], float(s[2]), float(min(s[2] + s[3], 6_000)))
    ),
    max_size=30,
)
OBSERVED = 6_000.0


def test_a_budget_by_hand() -> None:
    found = time_budget([("A", "x", 0, 10), ("A", "x", 20, 40), ("A", "x", 100, 130)], 200)["A", "x"]
    assert (found.n, found.total, found.mean.value) == (3, 60, 20)
    assert found.sd.value == pytest.approx(statistics.stdev([10, 20, 30]))
    assert found.share.value == pytest.approx(0.3)
    assert found.interval_mean.value == pytest.approx((10 + 60) / 2)
    assert found.interval_sd.value == pytest.approx(statistics.stdev([10, 60]))
    assert found.rate.value == pytest.approx(3 * 3_600_000 / 200)


def test_points_have_a_count_and_intervals_but_no_duration() -> None:
    found = time_budget([Span("A", "p", 5), Span("A", "p", 25), Span("A", "p", 35)], 100)["A", "p"]
    assert (found.n, found.durations, found.total) == (3, 0, 0)
    assert found.mean.reason is found.share.reason is NotComputable.NO_DATA
    assert found.interval_mean.value == 15


def test_a_stretch_logged_twice_is_not_more_than_all_of_the_time() -> None:
    found = time_budget([("A", "x", 0, 100), ("A", "x", 0, 100), ("A", "x", 50, 100)], 100)["A", "x"]
    assert (found.n, found.total, found.share.value) == (3, 250, 1.0)


def test_what_was_never_logged_is_not_computable_and_stands_in_the_table() -> None:
    found = time_budget([], 100, ["A"], ["x", "y"])
    assert list(found) == [("A", "x"), ("A", "y")]
    assert found["A", "x"].n == 0
    assert found["A", "x"].mean.reason is NotComputable.NO_DATA
    assert time_budget([("A", "x", 0, 0)], 0)["A", "x"].share.reason is NotComputable.ZERO_BASE


@pytest.mark.parametrize("wrong", [[("A", "x", 5.0, 4.0)]])
def test_an_end_before_its_start_is_refused(wrong: list[tuple[str, str, float, float]]) -> None:
    with pytest.raises(ValueError, match="before it starts"):
        time_budget(wrong, 10)
    with pytest.raises(ValueError, match="observed"):
        time_budget([], -1)


@given(spans, st.randoms(use_true_random=False))
def test_the_order_of_the_events_does_not_matter(
    rows: list[tuple[str, str, float, float]], rng: object
) -> None:
    shuffled = sorted(rows, key=lambda _: rng.random())  # type: ignore[attr-defined]
    one, other = time_budget(rows, OBSERVED), time_budget(shuffled, OBSERVED)
    assert one.keys() == other.keys()
    for key, budget in one.items():
        assert (budget.n, budget.total) == (other[key].n, other[key].total)
        assert budget.share.value == pytest.approx(other[key].share.value)


@given(spans)
def test_shares_are_bounded_and_equal_the_bins_together(rows: list[tuple[str, str, float, float]]) -> None:
    mine = [(code, start, end) for _, code, start, end in rows]
    bins = binned_shares(mine, OBSERVED, 700.0)
    whole = time_budget([("A", *span) for span in mine], OBSERVED)
    widths = [700.0] * 8 + [400.0]
    for code, shares in bins.items():
        assert all(-1e-12 <= share <= 1 + 1e-12 for share in shares)
        covered = math.fsum(share * width for share, width in zip(shares, widths, strict=True))
        assert covered / OBSERVED == pytest.approx(whole["A", code].share.value, abs=1e-9)


def test_windows_of_equal_length_are_averaged() -> None:
    (found,) = synthetic_budget([("x", 0, 50), ("x", 100, 200)], 300, 100)
    assert found.shares == pytest.approx((0.5, 1.0, 0.0))
    assert found.mean.value == pytest.approx(0.5)
    assert found.sd.value == pytest.approx(0.5)
    (none,) = synthetic_budget([("x", 0, 10)], 10, 100)
    assert none.mean.reason is NotComputable.NO_DATA


def test_latency_is_to_the_first_event_before_the_next_marker() -> None:
    mean, each = latencies([0, 100, 200], [30, 40, 250])
    assert each == (30, None, 50)
    assert (mean.value, mean.n) == (40, 2)
    assert latencies([0], [])[0].reason is NotComputable.NO_DATA
    assert latencies([0], [30], limit_ms=20)[1] == (None,)


def test_co_occurrence_is_the_time_both_were_on() -> None:
    found = co_occurrence([("x", 0, 100), ("y", 50, 150), ("x", 60, 120)])
    assert found["x", "y"] == 70
    assert found["x", "x"] == 120
    assert found["y", "y"] == 100


@given(spans)
def test_co_occurrence_is_at_most_either_alone(rows: list[tuple[str, str, float, float]]) -> None:
    found = co_occurrence([(code, start, end) for _, code, start, end in rows])
    for (a, b), time in found.items():
        assert time <= min(found[a, a], found[b, b]) + 1e-9


def test_stretches_that_touch_are_one() -> None:
    assert merged([(5, 6), (0, 2), (2, 4)]) == [(0, 4), (5, 6)]
