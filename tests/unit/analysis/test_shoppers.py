# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tracked shoppers."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxfield.analysis.outcome import NotComputable
from cxfield.analysis.proportion import wilson
from cxfield.analysis.shoppers import Shopper, by_site, shopper_summary, waits

seen = st.sampled_from([True, False, None])
shopper_lists = st.lists(
    st.builds(
        Shopper,
        st.sampled_from(["TRE", "ESP"]),
        seen,
        seen,
        seen,
        st.lists(st.floats(0, 60), max_size=3).map(tuple),
    ),
    max_size=30,
)


def test_what_was_not_seen_counts_neither_way() -> None:
    group = [Shopper("TRE", bought=True), Shopper("TRE", bought=False), Shopper("TRE", staff_contact=True)]
    result = shopper_summary(group, 4)
    assert result.tracked == 3
    assert result.conversion == wilson(1, 2)
    assert result.interception == wilson(1, 1)
    assert result.confusion.reason is NotComputable.NO_DATA


def test_a_wait_of_exactly_the_limit_is_not_over_it() -> None:
    result = waits([4, 4.1, 2], 4)
    assert result.over == wilson(1, 3)
    assert (result.longest.value, result.median.value) == (4.1, 4.0)


def test_no_waits_is_not_a_wait_of_zero() -> None:
    result = waits([], 4)
    assert (result.mean.value, result.longest.value, result.over.value) == (None, None, None)


@pytest.mark.parametrize("bad", [-1.0, math.nan])
def test_impossible_waits_are_refused(bad: float) -> None:
    with pytest.raises(ValueError, match=r"negative|finite"):
        waits([bad], 4)


def test_sites_come_in_their_order_with_the_empty_ones() -> None:
    sites = by_site([Shopper("OUL", bought=True), Shopper("TRE", bought=False)], 4, ("TRE", "ESP"))
    assert [(site, result.tracked) for site, result in sites] == [("TRE", 1), ("ESP", 0), ("OUL", 1)]


@given(shopper_lists)
def test_sites_add_up_to_the_whole(group: list[Shopper]) -> None:
    whole = shopper_summary(group, 4)
    parts = [result for _, result in by_site(group, 4)]
    assert sum(part.tracked for part in parts) == whole.tracked
    assert sum(part.conversion.count for part in parts) == whole.conversion.count
    assert sum(part.waits.over.count for part in parts) == whole.waits.over.count
    assert sum(part.waits.n for part in parts) == whole.waits.n
