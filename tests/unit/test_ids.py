# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Keys sort by time, links agree on every laptop, and there is always room between two rows."""

import random
import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxfield.clock import ManualClock
from cxfield.ids import Ids, link_id, order_after, order_between


def test_keys_are_uuid_seven_and_sort_in_the_order_they_were_made() -> None:
    clock = ManualClock(1_759_827_600_000)
    ids = Ids(clock, random.Random(1))
    made = []
    for number in range(9000):
        made.append(ids.new())
        if number == 4000:
            clock.set_utc(clock.utc_ms - 3_600_000)
    assert made == sorted(made)
    assert len(set(made)) == len(made)
    assert all(uuid.UUID(key).version == 7 for key in made[:50])


def test_the_same_seed_and_clock_give_the_same_keys() -> None:
    def run() -> list[str]:
        ids = Ids(ManualClock(5), random.Random(2))
        return [ids.new() for _ in range(5)]

    assert run() == run()


def test_a_link_has_the_same_key_everywhere() -> None:
    assert link_id("evidence", "a", "b") == link_id("evidence", "a", "b")
    assert link_id("evidence", "a", "b") != link_id("evidence", "ab", "")


@given(st.lists(st.integers(0, 60), max_size=60))
def test_a_row_can_be_put_anywhere_again_and_again(places: list[int]) -> None:
    keys: list[str] = []
    for place in places:
        at = place % (len(keys) + 1)
        before = keys[at - 1] if at else ""
        after = keys[at] if at < len(keys) else ""
        keys.insert(at, order_between(before, after) if after else order_after(before))
        assert keys == sorted(keys)
        assert len(set(keys)) == len(keys)


def test_appending_keeps_keys_short() -> None:
    key = ""
    for _ in range(10_000):
        key = order_after(key)
    assert len(key) <= 4


def test_there_is_nothing_between_a_key_and_itself() -> None:
    with pytest.raises(ValueError, match="no key fits"):
        order_between("b01", "b01")
