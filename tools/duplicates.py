# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Finds passages of code that stand in two places."""

import io
import sys
import tokenize
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ("cxfield", "ui", "tools", "installer")
WINDOW = 90  # tokens: about nine full lines
_NOISE = {
    tokenize.COMMENT,
    tokenize.NL,
    tokenize.NEWLINE,
    tokenize.INDENT,
    tokenize.DEDENT,
    tokenize.ENCODING,
    tokenize.ENDMARKER,
}


def passages(root: Path, window: int = WINDOW) -> Iterator[tuple[str, str]]:
    """Yield pairs of places (file:line) where the same run of tokens begins."""
    seen: dict[tuple[str, ...], list[tuple[str, int, int]]] = defaultdict(list)
    for path in _files(root):
        words = list(_words(path.read_text("utf-8")))
        name = path.relative_to(root).as_posix()
        texts = [text for text, _ in words]
        for start in range(len(words) - window + 1):
            seen[tuple(texts[start : start + window])].append((name, words[start][1], start))
    reported: set[tuple[str, int, str, int]] = set()
    for places in seen.values():
        first = places[0]
        for other in places[1:]:
            if other[0] == first[0] and abs(other[2] - first[2]) < window:
                continue  # a table that repeats itself
            # The windows of one passage follow each other: report where it begins.
            key = (first[0], first[2], other[0], other[2])
            if (first[0], first[2] - 1, other[0], other[2] - 1) not in reported:
                yield f"{first[0]}:{first[1]}", f"{other[0]}:{other[1]}"
            reported.add(key)


def _files(root: Path) -> Iterator[Path]:
    for folder in SOURCES:
        yield from sorted(p for p in (root / folder).rglob("*.py") if "migrations" not in p.parts)


def _words(source: str) -> Iterator[tuple[str, int]]:
    importing = False
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type == tokenize.NEWLINE:
            importing = False
        if token.type in _NOISE:
            continue
        if token.string in {"import", "from"} and not token.line[: token.start[1]].strip():
            importing = True
        if not importing:
            yield token.string, token.start[0]


def main() -> int:
    """Print every passage that stands twice."""
    found = list(passages(ROOT))
    for first, second in found:
        print(f"{second} repeats {first}", file=sys.stderr)
    if not found:
        print("No passage stands in two places.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
