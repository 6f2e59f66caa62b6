# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The statement line: what its words and inline tokens say, and whether a wording leads."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from cxfield.services.plan_guide_checks import wording_note

_WORD = re.compile(r"\S+")
_TONES = {":-": -1, ":\N{MINUS SIGN}": -1, ":0": 0, ":+": 1}
_QUOTES = '"“”»«'


@dataclass(frozen=True, slots=True)
class StatementLine:
    """What a line says: None and () where it says nothing."""

    text: str
    seat_id: str | None = None
    polarity: int | None = None
    topics: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()
    verbatim: bool = False


def parse(
    line: str,
    *,
    seats: Mapping[str, str],
    topics: Mapping[str, Iterable[str]],
    marks: Mapping[str, Iterable[str]],
) -> StatementLine:
    """Read a line: `&F3` names the speaker, `#price` a topic or `#habit` a mark, `:-` `:0` `:+` the tone.

    Words in quotation marks are verbatim. What is not understood stays in the text. `seats` maps codes to
    ids, `topics` and `marks` map keys to their names in any language.
    """
    found: dict[str, object] = {}
    chosen: dict[str, list[str]] = {"topics": [], "marks": []}
    cut: list[tuple[int, int]] = []
    codes = {code.casefold(): seat for code, seat in seats.items()}
    for word in _WORD.finditer(line):
        said, understood = word[0], False
        if said in _TONES and "polarity" not in found:
            found["polarity"], understood = _TONES[said], True
        elif said.startswith("&") and "seat_id" not in found:
            seat = codes.get(said[1:].rstrip(".,:;").casefold())
            if seat is not None:
                found["seat_id"], understood = seat, True
        elif said.startswith("#"):
            understood = _choose(said[1:].casefold(), {"topics": topics, "marks": marks}, chosen)
        if understood:
            cut.append(word.span())
    text = _without(line, cut)
    verbatim = len(text) > 1 and text[0] in _QUOTES and text[-1] in _QUOTES
    return StatementLine(
        text[1:-1].strip() if verbatim else text,
        seat_id=found.get("seat_id"),  # type: ignore[arg-type]
        polarity=found.get("polarity"),  # type: ignore[arg-type]
        topics=tuple(chosen["topics"]),
        marks=tuple(chosen["marks"]),
        verbatim=verbatim,
    )


def _choose(
    word: str, tables: Mapping[str, Mapping[str, Iterable[str]]], chosen: dict[str, list[str]]
) -> bool:
    for kind, table in tables.items():
        for key, names in table.items():
            if word and any(name.casefold().startswith(word) for name in (key, *names)):
                if key not in chosen[kind]:
                    chosen[kind].append(key)
                return True
    return False


def _without(line: str, spans: list[tuple[int, int]]) -> str:
    for start, end in reversed(spans):
        line = line[:start] + line[end:]
    return " ".join(line.split())


def leading_word(question: str, language: str) -> str:
    """The word that makes a question leading, or "": a hint for the moderator that blocks nothing."""
    note = wording_note("open", {language: question})
    return note[1] if note is not None and note[0] == "leading" else ""
