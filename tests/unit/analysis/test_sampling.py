# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Looks are due when they should be, and their shares have the right denominators."""

import pytest

from cxfield.analysis.outcome import NotComputable
from cxfield.analysis.sampling import (
    HOUR_MS,
    Look,
    Span,
    at_moment,
    due_times,
    latest_due,
    partial_interval,
    per_hour,
    summary,
    whole_interval,
)

MINUTE = 60_000


def test_looks_are_due_after_each_interval_and_not_in_a_pause() -> None:
    assert due_times(60, 0, 300) == (60, 120, 180, 240, 300)
    assert due_times(60, 0, 300, ((100, 180),)) == (60, 180, 240, 300)
    assert due_times(60, 0, 300, ((100, None),)) == (60,)
    assert due_times(60, 10, 69) == ()
    with pytest.raises(ValueError, match="closer"):
        due_times(0, 0, 10)


def test_the_latest_look_is_none_before_the_first_is_due() -> None:
    assert latest_due(60, 0, 59) is None
    assert latest_due(60, 0, 60) == 60
    assert latest_due(60, 10, 200) == 190


def test_partial_says_at_some_time_and_whole_says_all_the_time() -> None:
    spans = (
        Span("through", 0, None),
        Span("begun before", 0, 70),
        Span("moment", 80, 80),
        Span("on the start", 60, 60),
        Span("ended on the start", 0, 60),
        Span("later", 120, 130),
    )
    assert partial_interval(spans, 120, 60) == {"through", "begun before", "moment", "on the start"}
    assert whole_interval(spans, 120, 60) == {"through"}
    assert at_moment(spans, 120) == {"through", "later"}


def test_two_stretches_that_touch_are_a_whole_interval() -> None:
    assert whole_interval((Span("a", 50, 90), Span("a", 90, 140)), 120, 60) == {"a"}
    assert whole_interval((Span("a", 50, 90), Span("a", 91, 140)), 120, 60) == frozenset()


def test_shares_are_of_the_answered_looks_and_missed_ones_are_told() -> None:
    looks = (Look(60, {"a": 2, "b": 1}), Look(120, {}), Look(240, {"a": 1}))
    result = summary(looks, 4, ("a", "b", "c"))
    assert (result.answered.count, result.answered.n) == (3, 4)
    shares = {one.target: (one.seen.count, one.seen.n, one.mean.value) for one in result.targets}
    assert shares == {"a": (2, 3, 1.0), "b": (1, 3, pytest.approx(1 / 3)), "c": (0, 3, 0.0)}


def test_no_look_at_all_is_not_nought() -> None:
    result = summary((), 5, ("a",))
    assert result.answered.share == 0.0
    assert result.targets[0].seen.reason is NotComputable.NO_DATA
    assert result.targets[0].mean.value is None


def test_a_rate_is_of_the_running_time() -> None:
    assert per_hour(30, HOUR_MS // 2).value == 60.0
    assert per_hour(30, 0).reason is NotComputable.ZERO_BASE
