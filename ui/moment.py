# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""When an event happened, as opposed to when a busy window came to look at it."""

from dataclasses import replace

from PySide6.QtGui import QGuiApplication, QInputEvent

from cxfield.clock import Clock, Stamp

#: Events older than this are taken at their reading: the two clocks have parted, as after a sleep.
_OLDEST_MS = 2_000


class Moment:
    """`of(event, clock)`: the clock's stamp less the time the event waited in the queue.

    The window system stamps its events on a clock of its own. The smallest gap ever seen between that clock
    and ours is an event that did not wait; whatever an event has above it, it has waited.
    """

    __slots__ = ("_gap", "_real")

    def __init__(self) -> None:
        self._gap: int | None = None
        # Without a window system events are made by tests, with times that mean nothing.
        self._real = QGuiApplication.platformName() not in ("offscreen", "minimal", "")

    def of(self, event: QInputEvent, clock: Clock) -> Stamp:
        """The stamp of an event."""
        stamp = clock.stamp()
        waited = self.waited(int(event.timestamp()), stamp.mono_ms) if self._real else 0
        if not waited:
            return stamp
        return replace(stamp, utc_ms=stamp.utc_ms - waited, mono_ms=stamp.mono_ms - waited)

    def waited(self, event_ms: int, now_ms: int) -> int:
        """How long an event stamped `event_ms` has waited at `now_ms` of our clock."""
        if event_ms <= 0:
            return 0
        gap = now_ms - event_ms
        if self._gap is None or gap < self._gap or gap - self._gap > _OLDEST_MS:
            self._gap = gap
        return gap - self._gap
