# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Keys: time-ordered ones for records, fixed ones for links, fractional ones for order."""

import random
import uuid
from itertools import count

from cxfield.clock import Clock, SystemClock

_LINKS = uuid.UUID("0d5d8a52-6f0a-5e5c-9c39-6d7d2b3a6f11")
_DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"


class Ids:
    """Mints UUIDv7 (RFC 9562): 48 bits of ms, a counter that keeps one maker's keys in order, chance."""

    def __init__(self, clock: Clock | None = None, rng: random.Random | None = None) -> None:
        self._clock = clock or SystemClock()
        self._rng = rng or random.SystemRandom()
        self._last_ms = 0
        self._counter = count()

    def new(self) -> str:
        """A key that sorts after every earlier one of this maker."""
        ms = max(self._clock.stamp().utc_ms, self._last_ms)
        if ms != self._last_ms:
            self._last_ms, self._counter = ms, count(self._rng.getrandbits(10))
        number = next(self._counter)
        if number >= 1 << 12:  # more than the counter holds in one ms: borrow the next one
            self._last_ms, self._counter = ms + 1, count()
            ms, number = ms + 1, next(self._counter)
        value = (ms << 80) | (0x7 << 76) | (number << 64) | (0b10 << 62) | self._rng.getrandbits(62)
        return str(uuid.UUID(int=value))


def link_id(kind: str, *parts: str) -> str:
    """The same key on every laptop for the same link."""
    return str(uuid.uuid5(_LINKS, "\x1f".join((kind, *parts))))


def order_between(before: str, after: str) -> str:
    """A short key that sorts between two others; an empty one stands for the end on its side."""
    if after and before >= after:
        raise ValueError(f"no key fits between {before!r} and {after!r}")
    key = ""
    position = 0
    bounded = bool(after)
    while True:
        low = _DIGITS.index(before[position]) if position < len(before) else 0
        high = _DIGITS.index(after[position]) if bounded and position < len(after) else len(_DIGITS)
        if high - low > 1:
            return key + _DIGITS[(low + high) // 2]
        key += _DIGITS[low]
        bounded = bounded and high == low
        position += 1


def order_after(last: str) -> str:
    """A key after the last one, for lists that grow at their end: its head says how many digits follow."""
    if not last or not "a" <= last[0] <= "z":
        return order_between(last, "") if last > "a1" else "a1"
    width = ord(last[0]) - ord("a") + 1
    whole = last[1 : width + 1].ljust(width, "0")
    number = sum(_DIGITS.index(digit) * 62**power for power, digit in enumerate(reversed(whole))) + 1
    if number >= 62**width:
        if last[0] == "z":
            return order_between(last, "")
        return chr(ord(last[0]) + 1) + "1".rjust(width + 1, "0")
    if number % 62 == 0:  # a key never ends in the lowest digit: nothing would fit before it
        number += 1
    digits = ""
    for _ in range(width):
        number, rest = divmod(number, 62)
        digits = _DIGITS[rest] + digits
    return last[0] + digits
