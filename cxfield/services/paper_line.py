# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""One line of a paper track sheet as it is typed: `A 10:02-10:15 T3 L O4 "words"`."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from cxfield.i18n import N_

_LETTER = re.compile(r"^[A-Z]$")
_TIME = re.compile(r"^(\d{1,2})[:.](\d{2})(?:[:.](\d{2}))?$")
_SPAN = re.compile(r"^(\d{1,2}[:.]\d{2}(?:[:.]\d{2})?)[-–](\d{1,2}[:.]\d{2}(?:[:.]\d{2})?)$")
_MARK = re.compile(r"^([^\W\d_])(\d{1,3})?(?:@(\d{1,2}[:.]\d{2}(?:[:.]\d{2})?))?$")
_MINUTE, _SECOND, _SIXTY = 60_000, 1_000, 60
_DAY_MIN = 24 * 60


@dataclass(frozen=True, slots=True)
class Marked:
    """A code of the line: how often, or for a state how many minutes; `at` is its own time of day in ms."""

    code_id: str
    n: int
    at: int | None


@dataclass(frozen=True, slots=True)
class PaperLine:
    """What a line says; times are of the day, in ms. `problem` is a msgid with its word, or empty."""

    letter: str = ""
    start: int | None = None
    end: int | None = None
    marks: tuple[Marked, ...] = ()
    text: str = ""
    problem: str = ""
    word: str = ""


def parse_paper(line: str, keys: Mapping[str, str]) -> PaperLine:
    """Read a line; `keys` gives the code of each key.

    A capital letter first is the shopper; then a time or a span; then codes by their keys, each with a count
    (or minutes for a state) and `@` a time of its own if it is known; the rest, or what stands in quotes, is
    words. Anything that cannot be understood is told, and nothing is guessed.
    """
    quoted = " ".join(re.findall(r'"([^"]*)"', line))
    words = re.sub(r'"[^"]*"?', " ", line).split()
    letter, place = "", 0
    if words and _LETTER.match(words[0]) and len(words) > 1 and _is_time(words[1]):
        letter, place = words[0], 1
    start = end = None
    if place < len(words) and (span := _SPAN.match(words[place])):
        start, end = _ms(span[1]), _ms(span[2])
        place += 1
    elif place < len(words) and _TIME.match(words[place]):
        start = _ms(words[place])
        place += 1
    else:
        return PaperLine(problem=N_("Begin with a time, such as 10:05, or a span, such as 10:02-10:15."))
    if start is None or (end is None and "-" in words[place - 1]):
        return PaperLine(problem=N_("{word} is no time of the day."), word=words[place - 1])
    if end is not None and end < start:
        return PaperLine(problem=N_("{word} ends before it begins."), word=words[place - 1])
    marks: list[Marked] = []
    while place < len(words) and (mark := _MARK.match(words[place])):
        code = keys.get(mark[1].upper())
        at = _ms(mark[3]) if mark[3] else None
        if code is None:
            return PaperLine(problem=N_("{word} is not the key of a code."), word=words[place])
        if mark[3] and at is None:
            return PaperLine(problem=N_("{word} is no time of the day."), word=words[place])
        marks.append(Marked(code, int(mark[2] or 1), at))
        place += 1
    text = " ".join(part for part in (" ".join(words[place:]), quoted) if part)
    return PaperLine(letter, start, end, tuple(marks), text)


def _is_time(word: str) -> bool:
    return bool(_TIME.match(word) or _SPAN.match(word))


def _ms(word: str) -> int | None:
    found = _TIME.match(word)
    if found is None:
        return None
    minutes = int(found[1]) * _SIXTY + int(found[2])
    seconds = int(found[3] or 0)
    if minutes >= _DAY_MIN or int(found[2]) >= _SIXTY or seconds >= _SIXTY:
        return None
    return minutes * _MINUTE + seconds * _SECOND
