# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Words in which somebody could be recognised: identity numbers, mail addresses, phones, known names."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

_IDENTITY = re.compile(
    r"(?<![0-9A-Za-z])(\d{6})[-+A-FYXWVU](\d{3})([0-9A-FHJ-NPR-Y])(?![0-9A-Za-z])", re.IGNORECASE
)
_CHECKS = "0123456789ABCDEFHJKLMNPRSTUVWXY"
_MAIL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]*\w")
_PHONE = re.compile(
    r"(?<![\w.,:/-])(?:\+\d{1,3}|00\d{1,3}|0(?:4|5)\d)[ -]?\d{2,4}[ -]?\d{2,4}[ -]?\d{0,4}(?![\w,:-])"
)
_LEAST_DIGITS = 8
_LEAST_LETTERS = 3


@dataclass(frozen=True, slots=True)
class Hit:
    """What was found: identity, mail, phone or name, and its start, shortened so as not to spread it."""

    kind: str
    words: str


def found_in(texts: Iterable[str], names: Iterable[str] = ()) -> tuple[Hit, ...]:
    """Every different mark of a person in the texts; `names` are those of the code key."""
    # No mark goes over a line end, so all texts are read as one: a search is slow to begin, not to go on.
    return tuple(dict.fromkeys(_in_text("\n".join(texts), _pattern(names))))


def _in_text(text: str, known: "re.Pattern[str] | None") -> Iterable[Hit]:
    for found in _IDENTITY.finditer(text):
        if _CHECKS[int(found[1] + found[2]) % len(_CHECKS)] == found[3].upper():
            yield Hit("identity", f"{found[0][:4]}…")
    for found in _PHONE.finditer(text):
        if sum(letter.isdigit() for letter in found[0]) >= _LEAST_DIGITS:
            yield Hit("phone", f"{found[0].strip()[:5]}…")
    if "@" in text:
        for found in _MAIL.finditer(text):
            yield Hit("mail", f"{found[0][:3]}…@…")
    if known is not None:
        for found in known.finditer(text):
            yield Hit("name", found[0])


def _pattern(names: Iterable[str]) -> "re.Pattern[str] | None":
    """Whole names, their first and last parts apart, with Finnish endings."""
    parts = {part for name in names for part in re.split(r"[\s,]+", name) if len(part) >= _LEAST_LETTERS}
    if not parts:
        return None
    either = "|".join(re.escape(part) for part in sorted(parts, key=lambda part: (-len(part), part)))
    return re.compile(rf"\b(?:{either})(?:n|a|ä|lla|llä|lle|lta|ltä|sta|stä|ssa|ssä)?\b")
