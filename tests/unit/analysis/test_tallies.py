# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxfield.analysis.ordinariness import Rating, ordinariness
from cxfield.analysis.tallies import ordinariness_of_counts


@given(st.lists(st.tuples(st.integers(1, 5), st.booleans())))
def test_counts_give_what_the_ratings_give(ratings: list[tuple[int, bool]]) -> None:
    one_by_one = ordinariness(Rating(value, chosen) for value, chosen in ratings)
    assert ordinariness_of_counts(Counter(ratings)) == one_by_one


def test_a_rating_off_the_scale_is_refused() -> None:
    with pytest.raises(ValueError, match=r"1\.\.5"):
        ordinariness_of_counts({(6, True): 1})
