# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Expectations met or not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxfield.analysis.expectation import net_disconfirmation, net_disconfirmation_of_counts
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
