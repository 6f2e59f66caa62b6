# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Dwell and penetration by hand-worked examples."""

import pytest

from cxfield.analysis.visits import Stay, dwell, places

STAYS = (
    Stay("a", "door", 0, 60_000),
    Stay("a", "till", 60_000, 240_000),
    Stay("a", "door", 240_000, 270_000),
    Stay("b", "door", 10_000, 40_000),
)


def test_dwell_is_the_sum_of_the_section_times() -> None:
    assert dwell(STAYS) == {"a": 270_000, "b": 30_000}


def test_overlapping_stays_count_once() -> None:
    assert dwell([Stay("a", "x", 0, 10), Stay("a", "y", 5, 20), Stay("a", "x", 30, 40)]) == {"a": 30}


def test_penetration_is_out_of_everybody_tracked_and_empty_places_stay() -> None:
    found = {place.place: place for place in places(STAYS, 4, ("door", "desk"))}
    assert list(found) == ["door", "desk", "till"]
    assert (found["door"].penetration.count, found["door"].penetration.n, found["door"].visits) == (2, 4, 3)
    assert found["door"].dwell_min.value == pytest.approx((1.5 + 0.5) / 2)
    assert found["till"].total_min == pytest.approx(3.0)
    assert found["desk"].penetration.count == 0


def test_a_stay_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(ValueError, match="before"):
        dwell([Stay("a", "x", 5, 4)])
