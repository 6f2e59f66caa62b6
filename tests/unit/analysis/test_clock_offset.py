# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Two sessions of the same hours are laid on one clock."""

import random

import pytest

from cxfield.analysis.clock_offset import Event, clock_offset, pairs_at


def _two(offset_ms: int, seed: int = 1, jitter: int = 600) -> tuple[list[Event], list[Event]]:
    rng = random.Random(seed)
    first = [Event(rng.randrange(3_600_000), rng.choice("abcdefgh")) for _ in range(200)]
    second = [
        Event(event.t_ms - offset_ms + rng.randint(-jitter, jitter), event.code)
        for event in first
        if rng.random() < 0.7
    ]
    second += [Event(rng.randrange(3_600_000), rng.choice("abcdefgh")) for _ in range(50)]
    return first, second


@pytest.mark.parametrize("offset", [0, 137_000, -412_345, 2_400_000])
def test_the_offset_is_found_among_events_that_only_partly_agree(offset: int) -> None:
    found = clock_offset(*_two(offset))
    assert found is not None
    assert abs(found.ms - offset) < 200
    assert found.pairs >= 130
    assert found.spread_ms < 600
    assert not found.by_markers


def test_one_shared_marker_is_enough() -> None:
    first = [Event(10_000, "x", marker=True), Event(20_000, "a")]
    second = [Event(3_000, "y", marker=True), Event(90_000, "b")]
    found = clock_offset(first, second)
    assert found is not None
    assert (found.ms, found.pairs, found.of, found.by_markers) == (7_000, 1, 1, True)


def test_of_several_markers_the_ones_that_agree_decide() -> None:
    first = [Event(t, "", marker=True) for t in (10_000, 500_000, 900_000)]
    second = [Event(t, "", marker=True) for t in (5_100, 494_900, 700_000)]
    found = clock_offset(first, second)
    assert found is not None
    assert found.pairs == 2
    assert abs(found.ms - 5_000) <= 200


def test_too_little_in_common_gives_no_offset() -> None:
    assert clock_offset([], []) is None
    assert clock_offset([Event(1, "a")], [Event(1, "b")]) is None
    assert clock_offset([Event(1, "a"), Event(9_000_000, "b")], [Event(1, "a")]) is None


def test_every_event_has_one_partner_at_most() -> None:
    first = [Event(1_000, "a"), Event(1_200, "a")]
    second = [Event(1_100, "a")]
    assert len(pairs_at(first, second, 0)) == 1
    assert [(a.t_ms, b.t_ms) for a, b in pairs_at(first, [*second, Event(1_300, "a")], 0)] == [
        (1_000, 1_100),
        (1_200, 1_300),
    ]


def test_the_offset_the_other_way_round_is_its_opposite() -> None:
    first, second = _two(55_000, seed=4)
    there, back = clock_offset(first, second), clock_offset(second, first)
    assert there is not None
    assert back is not None
    assert abs(there.ms + back.ms) <= 10
