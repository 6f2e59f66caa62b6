# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The library's paragraph and font, which remember what they have measured."""

from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Paragraph as LibraryParagraph

_REMEMBERED = 50_000
_SHORT = 40
"""Longer texts are whole lines, each of them new."""


class Paragraph(LibraryParagraph):
    """A paragraph that breaks its lines once: a page asks for its height several times before it is drawn."""

    _broken: tuple[float, float] | None = None

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Width and height; the lines are kept while the width is the same."""
        # A split that comes to nothing throws the lines away.
        if self._broken is None or self._broken[0] != width or "blPara" not in vars(self):
            found: tuple[float, float] = super().wrap(width, height)
            if found[0] != width:
                return found
            self._broken = found
        return self._broken


class ReportFont(TTFont):
    """A font that remembers how wide the words are that it has met."""

    def __init__(self, name: str, file: str) -> None:
        super().__init__(name, file)
        self._known: dict[str, int] = {}

    def stringWidth(self, text: str, size: float, encoding: str = "utf8") -> float:  # noqa: ARG002, N802 - as the library has it
        """Width in points, as the library counts it."""
        units = self._known.get(text)
        if units is None:
            widths, usual = self.face.charWidths, self.face.defaultWidth
            units = sum([widths.get(sign, usual) for sign in map(ord, text)])
            if len(text) <= _SHORT and len(self._known) < _REMEMBERED:
                self._known[text] = units
        return 0.001 * size * units
