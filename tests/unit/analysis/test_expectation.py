# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Expectations met or not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxfield.analysis.expectation import (
    expectations_by_group,
    net_disconfirmation,
    net_disconfirmation_of_counts,
)
from cxfield.analysis.nps import nps_of_counts
from cxfield.analysis.outcome import NotComputable
from cxfield.analysis.proportion import wilson

counts = st.tuples(st.integers(0, 60), st.integers(0, 60), st.integers(0, 60))


def test_exceeded_minus_fell_short() -> None:
    result = net_disconfirmation(["above", "above", "met", "below"])
    assert (result.fell_short, result.met, result.exceeded, result.n) == (1, 1, 2, 4)
    assert result.value == 25.0
    assert result.share_exceeded == wilson(2, 4)
    assert result.share_fell_short == wilson(1, 4)


@given(counts)
def test_its_interval_is_that_of_any_net_share(given_counts: tuple[int, int, int]) -> None:
    below, met, above = given_counts
    result, score = net_disconfirmation_of_counts(below, met, above), nps_of_counts(above, met, below)
    assert (result.value, result.low, result.high) == (score.value, score.low, score.high)


def test_no_answers_is_not_zero() -> None:
    result = net_disconfirmation([])
    assert (result.value, result.reason) == (None, NotComputable.NO_DATA)


def test_other_words_and_negative_counts_are_refused() -> None:
    with pytest.raises(ValueError, match="maybe"):
        net_disconfirmation(["maybe"])
    with pytest.raises(ValueError, match="fewer"):
        net_disconfirmation_of_counts(-1, 0, 2)


def test_the_gap_between_channels_is_that_of_the_shares_fallen_short() -> None:
    # Newcombe 1998, table II, example (a): 56/70 against 48/80 gives 0.2000 (0.0524 to 0.3339) by method 10.
    store = [("Store", "below")] * 56 + [("Store", "met")] * 14
    web = [("Web", "below")] * 48 + [("Web", "above")] * 32
    first, second = expectations_by_group((*store, *web))
    assert (first.group, first.result.n, second.group, second.result.n) == ("Store", 70, "Web", 80)
    assert (first.apart.value, first.apart.low, first.apart.high) == pytest.approx(
        (0.2, 0.0524, 0.3339), abs=5e-5
    )
    assert first.apart.clear
    assert second.apart.value == pytest.approx(-0.2)
    assert second.result.value == 40.0 - 60.0


def test_one_channel_has_nothing_to_be_compared_with() -> None:
    (only,) = expectations_by_group([("Store", "met")])
    assert (only.apart.value, only.apart.reason) == (None, NotComputable.NO_DATA)
