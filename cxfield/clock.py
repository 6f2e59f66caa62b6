# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Clocks: the wall, the machine and a session's own, which no clock change disturbs."""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from cxfield.timers import Timers, boot_id
from cxfield.timers import timers as machine_timers

#: A clock segment as kept in a session: {"boot", "utc", "mono", "t"}, the last three in ms.
Segment = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Stamp:
    """One moment: wall time in UTC ms, local offset in minutes, monotonic ms within a boot."""

    utc_ms: int
    offset_min: int
    mono_ms: int
    boot: str


class Clock(Protocol):
    """Whatever tells the time; injected, so that tests and the demo are deterministic."""

    def stamp(self) -> Stamp:
        """This moment."""
        ...


class SystemClock:
    """The machine's clocks; the monotonic one counts the time asleep."""

    def __init__(self, timers: Timers | None = None) -> None:
        self._boot = boot_id()
        self._timers = timers or machine_timers()

    def stamp(self) -> Stamp:
        """This moment."""
        utc = time.time_ns() // 1_000_000
        local = datetime.now().astimezone().utcoffset()
        offset = int(local.total_seconds() // 60) if local is not None else 0
        return Stamp(utc, offset, self._timers.through() // 1_000_000, self._boot)

    def awake_ms(self) -> int | None:
        """How long the machine has been awake; None where the system does not tell that from its clock."""
        awake = self._timers.awake
        return None if awake is None else awake() // 1_000_000


class ManualClock:
    """A clock that moves only when told to."""

    def __init__(self, utc_ms: int, offset_min: int = 180, boot: str = "manual") -> None:
        self.utc_ms = utc_ms
        self.offset_min = offset_min
        self.mono_ms = 0
        self.boot = boot

    def stamp(self) -> Stamp:
        """This moment."""
        return Stamp(self.utc_ms, self.offset_min, self.mono_ms, self.boot)

    def advance(self, ms: int) -> None:
        """Let time pass."""
        self.utc_ms += ms
        self.mono_ms += ms

    def set_utc(self, utc_ms: int) -> None:
        """Set the wall clock, as a person or the network does; the monotonic one goes on."""
        self.utc_ms = utc_ms


def start_segment(stamp: Stamp, t_ms: int = 0) -> Segment:
    """A clock segment on which the session clock stands at `t_ms` now."""
    return {"boot": stamp.boot, "utc": stamp.utc_ms, "mono": stamp.mono_ms, "t": t_ms}


def session_t(segments: Sequence[Segment], stamp: Stamp) -> int:
    """The session clock in ms at a moment.

    Within one boot the monotonic clock decides, so a changed wall clock does nothing. After a restart the
    wall clock bridges the gap; it never takes the session clock back behind the last segment's start.
    """
    if not segments:
        return 0
    for segment in reversed(segments):
        if segment["boot"] == stamp.boot and stamp.mono_ms >= segment["mono"]:
            return int(segment["t"] + stamp.mono_ms - segment["mono"])
    last = segments[-1]
    return int(last["t"] + max(0, stamp.utc_ms - last["utc"]))


def resumed(segments: Sequence[Segment], stamp: Stamp, last_t: int) -> list[Segment]:
    """The segments with one more when the machine was restarted since; never earlier than `last_t`."""
    if segments and segments[-1]["boot"] == stamp.boot and stamp.mono_ms >= segments[-1]["mono"]:
        return list(segments)
    return [*segments, start_segment(stamp, max(last_t, session_t(segments, stamp)))]


def utc_at(segments: Sequence[Segment], t_ms: int) -> int:
    """The wall time (UTC ms) at a moment of the session clock."""
    reached = [segment for segment in segments if segment["t"] <= t_ms] or list(segments[:1])
    return int(reached[-1]["utc"] + t_ms - reached[-1]["t"]) if reached else 0


def running_ms(length_ms: int, pauses: Sequence[Sequence[int | None]]) -> int:
    """Session time without its pauses: the true denominator of every rate."""
    spans = sorted(
        (max(0, start), min(length_ms, length_ms if end is None else end))
        for start, end in pauses
        if start is not None
    )
    total, reached = length_ms, 0
    for start, end in spans:
        total -= max(0, end - max(start, reached))
        reached = max(reached, end)
    return max(0, total)


def phase_at(first: str, changes: Sequence[Sequence[Any]], t_ms: int | None = None) -> str:
    """The phase of a session at a moment of its clock, or after all changes; changes are [t, phase]."""
    held = [str(phase) for t, phase in changes if t_ms is None or t <= t_ms]
    return held[-1] if held else first
