# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The hybrid logical clock that orders writes (Kulkarni et al. 2014), in one integer: ms, then a counter."""

_COUNTER_BITS = 16


class LogicalClock:
    """Ticks ahead of everything it has seen, however the wall clock jumps."""

    def __init__(self, last: int = 0) -> None:
        self.last = last

    def tick(self, utc_ms: int) -> int:
        """The next value: never below the wall, always above the last."""
        self.last = max(self.last + 1, utc_ms << _COUNTER_BITS)
        return self.last

    def seen(self, value: int) -> None:
        """Take note of a value that came from elsewhere."""
        self.last = max(self.last, value)
