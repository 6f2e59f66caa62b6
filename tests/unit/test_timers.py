# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Sleep is told apart from work on every system the program runs on; here each with clocks of its own."""

from types import SimpleNamespace
from typing import Any

import pytest

from cxfield.clock import SystemClock
from cxfield.timers import boot_id, timers

AWAKE_MS, ASLEEP_MS = 60_000, 5_400_000


class Machine:
    """A machine that was awake for a minute and asleep for an hour and a half."""

    def clocks(self, through: str, awake: str) -> Any:
        told = {through: AWAKE_MS + ASLEEP_MS, awake: AWAKE_MS}
        return SimpleNamespace(
            **{name: name for name in told}, clock_gettime_ns=lambda name: told[name] * 1_000_000
        )

    def kernel(self) -> Any:
        def put(ms: int) -> Any:
            def ask(place: Any) -> None:
                place._obj.value = ms * 10_000

            return ask

        return SimpleNamespace(
            QueryInterruptTimePrecise=put(AWAKE_MS + ASLEEP_MS),
            QueryUnbiasedInterruptTimePrecise=put(AWAKE_MS),
        )


@pytest.mark.parametrize(
    ("platform", "clocks", "kernel"),
    [
        ("linux", Machine().clocks("CLOCK_BOOTTIME", "CLOCK_MONOTONIC"), None),
        ("darwin", Machine().clocks("CLOCK_MONOTONIC_RAW", "CLOCK_UPTIME_RAW"), None),
        ("win32", None, Machine().kernel()),
    ],
)
def test_the_session_clock_counts_the_time_asleep_and_another_one_does_not(
    platform: str, clocks: Any, kernel: Any
) -> None:
    clock = SystemClock(timers(platform, clocks=clocks, kernel=kernel))
    assert clock.stamp().mono_ms == AWAKE_MS + ASLEEP_MS
    assert clock.awake_ms() == AWAKE_MS


@pytest.mark.parametrize("platform", ["linux", "darwin", "win32"])
def test_an_older_system_keeps_one_clock_and_says_so(platform: str) -> None:
    clocks = SimpleNamespace(monotonic_ns=lambda: 7_000_000)
    clock = SystemClock(timers(platform, clocks=clocks, kernel=SimpleNamespace()))
    assert (clock.stamp().mono_ms, clock.awake_ms()) == (7, None)


def test_this_machine_tells_its_starts_apart_the_same_way_each_time() -> None:
    assert boot_id() == boot_id() != ""


def test_a_system_that_names_no_start_is_known_by_the_time_it_started() -> None:
    clocks = SimpleNamespace(time=lambda: 1_000_500.0, monotonic=lambda: 500.0)
    assert boot_id("win32", clocks=clocks) == "boot-100000"
