# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Ordinary and surprising entries."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxfield.analysis.ordinariness import Rating, by_phase, by_site, ordinariness
from cxfield.analysis.outcome import NotComputable
from cxfield.analysis.proportion import wilson

ratings = st.lists(
    st.builds(
        Rating,
        st.integers(1, 5),
        st.booleans(),
        st.sampled_from([None, "before", "during", "after"]),
        st.sampled_from([None, "TRE", "ESP"]),
    ),
    max_size=60,
)


def test_chosen_and_default_ratings_are_told_apart() -> None:
    entries = [
        Rating(1, chosen=False),
        Rating(1, chosen=True),
        Rating(3, chosen=True),
        Rating(5, chosen=True),
    ]
    result = ordinariness(entries)
    assert (result.ordinary, result.middle, result.surprising) == (wilson(2, 4), 1, 1)
    assert (result.chosen, result.default, result.ordinary_chosen) == (3, 1, 1)
    assert result.distribution == (2, 0, 1, 0, 1)


@given(ratings)
def test_the_three_groups_add_up(entries: list[Rating]) -> None:
    result = ordinariness(entries)
    assert result.ordinary.count + result.middle + result.surprising == result.n == len(entries)
    assert result.chosen + result.default == result.n
    assert sum(result.distribution) == result.n
    assert result.ordinary_chosen <= min(result.chosen, result.ordinary.count)


@given(ratings)
def test_phases_and_sites_add_up_to_the_whole(entries: list[Rating]) -> None:
    whole = ordinariness(entries)
    for parts in (by_phase(entries), by_site(entries)):
        assert sum(part.n for _, part in parts) == whole.n
        assert sum(part.ordinary.count for _, part in parts) == whole.ordinary.count


@given(ratings)
def test_the_order_of_entries_does_not_matter(entries: list[Rating]) -> None:
    assert ordinariness(entries) == ordinariness(reversed(entries))


def test_phases_come_in_their_order_with_the_empty_ones() -> None:
    parts = by_phase([Rating(2, chosen=False, phase="after")], ("before", "during", "after"))
    assert [(phase, part.n, part.value) for phase, part in parts] == [
        ("before", 0, None),
        ("during", 0, None),
        ("after", 1, 1.0),
    ]


def test_no_entries_is_not_a_share_of_zero() -> None:
    assert ordinariness([]).reason is NotComputable.NO_DATA


@pytest.mark.parametrize("bad", [0, 6])
def test_ratings_off_the_scale_are_refused(bad: int) -> None:
    with pytest.raises(ValueError, match=r"1\.\.5"):
        ordinariness([Rating(bad, chosen=True)])
