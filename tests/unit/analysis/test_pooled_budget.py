# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Time budgets of several sessions put together are those of all their events."""

import math
import statistics

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cxfield.analysis.outcome import NotComputable
from cxfield.analysis.time_budget import pooled, time_budget

_HOUR = 3_600_000.0
_LENGTHS = st.lists(st.tuples(st.integers(1, 600_000), st.integers(0, 600_000)), max_size=12)


def _spans(steps: list[tuple[int, int]]) -> list[tuple[None, str, float, float]]:
    at, found = 0, []
    for gap, length in steps:
        found.append((None, "wait", float(at + gap), float(at + gap + length)))
        at += gap + length
    return found


@given(st.lists(_LENGTHS, min_size=1, max_size=5))
@settings(max_examples=80, deadline=None)
def test_the_pooled_figures_are_those_of_every_event(sessions: list[list[tuple[int, int]]]) -> None:
    parts = [
        (time_budget(_spans(steps), 4 * _HOUR, (None,), ("wait",))[None, "wait"], 4 * _HOUR)
        for steps in sessions
    ]
    together = pooled(parts)
    lengths = [length for steps in sessions for _, length in steps]
    gaps = [gap for steps in sessions for gap, _ in steps[1:]]
    assert together.n == together.durations == len(lengths)
    assert together.total == sum(lengths)
    for values, mean, sd in (
        (lengths, together.mean, together.sd),
        (gaps, together.interval_mean, together.interval_sd),
    ):
        if values:
            assert mean.value == pytest.approx(statistics.fmean(values))
        else:
            assert mean.reason is NotComputable.NO_DATA
        if len(values) > 1:
            assert sd.value is not None
            assert math.isclose(sd.value, statistics.stdev(values), rel_tol=1e-6, abs_tol=1e-3)
    if lengths:
        assert together.share.value == pytest.approx(sum(lengths) / (4 * _HOUR * len(sessions)))
        assert together.rate.value == pytest.approx(len(lengths) / (4 * len(sessions)))


def test_nothing_observed_is_not_computable() -> None:
    empty = pooled([])
    assert empty.n == 0
    assert empty.rate.reason is NotComputable.ZERO_BASE
    assert empty.share.reason is NotComputable.NO_DATA
