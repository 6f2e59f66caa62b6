# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Times of the session clock as people write them."""

import re

_CLOCK = re.compile(r"(?:(\d{1,2})[:.])?(\d{1,3})[:.](\d{2})")
_BACK = re.compile(r"[-\N{MINUS SIGN}]\s*(\d{1,5})\s*(?:s|min|m)?", re.IGNORECASE)
_SIXTY = 60


def read_time(words: str, now_ms: int) -> int | None:
    """Read `0:12:30`, `12:30`, `12.30`, or `-90` and `-2 min` back from `now_ms`; None when it is neither.

    Returns session ms, never below zero. A time after the present one is read too: the caller judges it.
    """
    written = words.strip()
    back = _BACK.fullmatch(written)
    if back is not None:
        unit = _SIXTY if "m" in written.casefold() else 1
        return max(0, now_ms - int(back.group(1)) * unit * 1000)
    clock = _CLOCK.fullmatch(written)
    if clock is None:
        return None
    hours, minutes, seconds = (int(part or 0) for part in clock.groups())
    if seconds >= _SIXTY or (hours and minutes >= _SIXTY):
        return None
    return ((hours * _SIXTY + minutes) * _SIXTY + seconds) * 1000
