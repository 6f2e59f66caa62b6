# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Breaking plain text into lines, in time that grows with its length only."""

from reportlab.pdfbase.ttfonts import TTFont

_REMEMBERED = 20_000
_SHORT = 40


class Wrapper:
    """Breaks text into lines of one face; remembers short texts, which repeat in logs."""

    def __init__(self, font: TTFont, size: float) -> None:
        self._widths: dict[int, float] = font.face.charWidths
        self._default: float = font.face.defaultWidth
        self._scale = size / 1000
        self._known: dict[tuple[str, float], list[str]] = {}
        self._words: dict[str, float] = {}

    def width(self, text: str) -> float:
        """Width in points."""
        widths, default = self._widths, self._default
        return self._scale * sum(widths.get(letter, default) for letter in map(ord, text))

    def lines(self, text: str, width: float) -> list[str]:
        """Lines no wider than the width; a newline breaks, a word too wide is cut."""
        if len(text) > _SHORT:
            return self._broken(text, width)
        found = self._known.get((text, width))
        if found is None:
            found = self._broken(text, width)
            if len(self._known) < _REMEMBERED:
                self._known[text, width] = found
        return found

    def _broken(self, text: str, width: float) -> list[str]:
        lines: list[str] = []
        for part in text.split("\n"):
            if self.width(part) <= width if len(part) < 200 else False:
                lines.append(part)
            else:
                lines += self._wrapped(part.replace("\t", " "), width)
        return lines or [""]

    def _wrapped(self, text: str, width: float) -> list[str]:
        space = self.width(" ")
        lines: list[str] = []
        line: list[str] = []
        used = 0.0
        for word in text.split(" "):
            wide = self._word(word)
            if line and used + space + wide > width:
                lines.append(" ".join(line))
                line, used = [], 0.0
            if wide > width:
                *whole, word = self._cut(word, width)  # noqa: PLW2901 - its last piece goes on
                lines += whole
                wide = self.width(word)
            used += wide + (space if line else 0.0)
            line.append(word)
        lines.append(" ".join(line))
        return lines

    def _word(self, word: str) -> float:
        if len(word) > _SHORT:
            return self.width(word)
        found = self._words.get(word)
        if found is None:
            found = self._words[word] = self.width(word)
            if len(self._words) > _REMEMBERED:
                self._words.clear()
        return found

    def _cut(self, word: str, width: float) -> list[str]:
        pieces: list[str] = []
        start, used = 0, 0.0
        for at, letter in enumerate(word):
            wide = self._scale * self._widths.get(ord(letter), self._default)
            if used + wide > width and at > start:
                pieces.append(word[start:at])
                start, used = at, 0.0
            used += wide
        pieces.append(word[start:])
        return pieces
