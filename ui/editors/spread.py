# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Positions pushed apart, so that labels never touch."""


def apart(wanted: list[float], gap: float, middle: float) -> list[float]:
    """Push positions apart, from the one nearest the middle towards both ends."""
    found = list(wanted)
    first = min(range(len(found)), key=lambda index: abs(found[index] - middle))
    for index in range(first + 1, len(found)):
        found[index] = max(found[index], found[index - 1] + gap)
    for index in range(first - 1, -1, -1):
        found[index] = min(found[index], found[index + 1] - gap)
    return found
