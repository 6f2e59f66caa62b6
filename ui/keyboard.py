# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What Finnish and English keyboards have where: pure tables, used by the shortcut table and its test."""

from dataclasses import dataclass
from functools import cache

LAYOUTS: tuple[str, ...] = ("fi", "en")


@dataclass(frozen=True, slots=True)
class Chord:
    """A physical key (named by what the English layout prints on it) with the modifiers held."""

    key: str
    held: frozenset[str]


_SHIFT = frozenset({"Shift"})
_ALTGR = frozenset({"AltGr"})
_FI_SHIFTED = dict(zip('!"#¤%&/()=', "1234567890", strict=True))
_EN_SHIFTED = dict(zip("!@#$%^&*()", "1234567890", strict=True))
# sign -> (the key's English name, modifiers); only what differs from letters and digits
_SIGNS: dict[str, dict[str, tuple[str, frozenset[str]]]] = {
    "fi": {
        **{sign: (number, _SHIFT) for sign, number in _FI_SHIFTED.items()},
        "@": ("2", _ALTGR),
        "$": ("4", _ALTGR),
        "+": ("-", frozenset()),
        "?": ("-", _SHIFT),
        "Å": ("[", frozenset()),
        "Ö": (";", frozenset()),
        "Ä": ("'", frozenset()),
        "'": ("\\", frozenset()),
        "*": ("\\", _SHIFT),
        ",": (",", frozenset()),
        ";": (",", _SHIFT),
        ".": (".", frozenset()),
        ":": (".", _SHIFT),
        "-": ("/", frozenset()),
        "_": ("/", _SHIFT),
        "<": ("<", frozenset()),
        ">": ("<", _SHIFT),
        "§": ("`", frozenset()),
    },
    "en": {
        **{sign: (number, _SHIFT) for sign, number in _EN_SHIFTED.items()},
        "-": ("-", frozenset()),
        "_": ("-", _SHIFT),
        "=": ("=", frozenset()),
        "+": ("=", _SHIFT),
        "[": ("[", frozenset()),
        "]": ("]", frozenset()),
        ";": (";", frozenset()),
        ":": (";", _SHIFT),
        "'": ("'", frozenset()),
        '"': ("'", _SHIFT),
        "\\": ("\\", frozenset()),
        ",": (",", frozenset()),
        "<": (",", _SHIFT),
        ".": (".", frozenset()),
        ">": (".", _SHIFT),
        "/": ("/", frozenset()),
        "?": ("/", _SHIFT),
    },
}
# First to tenth digit key (1 … 9, 0) as the system numbers its keys.
_SCAN_CODES: dict[str, tuple[int, ...]] = {
    "xcb": tuple(range(10, 20)),
    "wayland": tuple(range(10, 20)),
    "windows": tuple(range(2, 12)),
}


@cache
def chord(key: str, layout: str) -> Chord | None:
    """The physical key and modifiers of `Ctrl+Shift+Z` or `/` on a layout; None where it cannot be typed."""
    held: set[str] = set()
    rest = key
    while "+" in rest[:-1] and rest.partition("+")[0] in {"Ctrl", "Shift", "Alt", "Meta"}:
        name, _, rest = rest.partition("+")
        held.add(name)
    sign = rest.upper() if len(rest) == 1 else rest
    if len(sign) > 1 or (sign.isascii() and sign.isalnum()):
        return Chord(sign, frozenset(held))
    found = _SIGNS[layout].get(sign)
    if found is None:
        return None
    return Chord(found[0], frozenset(held) | found[1])


def digit_of_scan_code(code: int, platform: str) -> int | None:
    """The digit on the main block's key with this scan code, or None."""
    codes = _SCAN_CODES.get(platform.partition("-")[0], ())
    return (codes.index(code) + 1) % 10 if code in codes else None


def digit_of_sign(sign: str, layout: str) -> int | None:
    """The digit on whose key a layout prints this sign with Shift, or None."""
    found = (_FI_SHIFTED if layout == "fi" else _EN_SHIFTED).get(sign)
    return None if found is None else int(found)
