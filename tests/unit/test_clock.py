# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The session clock is right whatever happens to the machine's clocks."""

from hypothesis import given
from hypothesis import strategies as st

from cxfield.clock import ManualClock, SystemClock, resumed, running_ms, session_t, start_segment, utc_at

NOON = 1_759_827_600_000


def test_a_wall_clock_that_is_set_back_does_not_disturb_the_session() -> None:
    clock = ManualClock(NOON)
    segments = [start_segment(clock.stamp())]
    clock.advance(60_000)
    clock.set_utc(NOON - 3_600_000)
    clock.advance(5_000)
    assert session_t(segments, clock.stamp()) == 65_000


def test_after_a_restart_the_session_goes_on_where_the_wall_clock_says() -> None:
    clock = ManualClock(NOON, boot="one")
    segments = [start_segment(clock.stamp())]
    clock.advance(600_000)
    clock.boot, clock.mono_ms = "two", 4_000
    clock.utc_ms += 120_000
    segments = resumed(segments, clock.stamp(), last_t=590_000)
    clock.advance(1_000)
    assert session_t(segments, clock.stamp()) == 721_000


def test_after_a_restart_with_the_clock_set_back_time_never_goes_back() -> None:
    clock = ManualClock(NOON, boot="one")
    segments = [start_segment(clock.stamp())]
    clock.advance(600_000)
    clock.boot, clock.mono_ms, clock.utc_ms = "two", 4_000, NOON - 86_400_000
    segments = resumed(segments, clock.stamp(), last_t=600_000)
    assert session_t(segments, clock.stamp()) == 600_000
    clock.advance(2_500)
    assert session_t(segments, clock.stamp()) == 602_500


def test_resuming_within_one_boot_changes_nothing() -> None:
    clock = ManualClock(NOON)
    segments = [start_segment(clock.stamp())]
    clock.advance(10)
    assert resumed(segments, clock.stamp(), 10) == segments


def test_the_wall_time_of_a_moment_is_found_in_its_segment() -> None:
    clock = ManualClock(NOON, boot="one")
    segments = [start_segment(clock.stamp())]
    clock.advance(1_000)
    clock.boot, clock.mono_ms, clock.utc_ms = "two", 0, NOON + 50_000
    segments = resumed(segments, clock.stamp(), last_t=1_000)
    assert utc_at(segments, 500) == NOON + 500
    assert utc_at(segments, segments[-1]["t"] + 700) == NOON + 50_700
    assert utc_at([], 5) == 0


@given(st.lists(st.tuples(st.integers(0, 1000), st.one_of(st.none(), st.integers(0, 1000))), max_size=6))
def test_pauses_are_taken_off_once_however_they_overlap(pauses: list[tuple[int, int | None]]) -> None:
    paused = [any(start <= t < (1000 if end is None else end) for start, end in pauses) for t in range(1000)]
    assert running_ms(1000, pauses) == paused.count(False)


def test_the_system_clock_goes_forward() -> None:
    clock = SystemClock()
    first, second = clock.stamp(), clock.stamp()
    assert second.mono_ms >= first.mono_ms
    assert first.boot == second.boot != ""
