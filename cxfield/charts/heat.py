# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Two lists of the journey: how touchpoints felt in each phase, and the words people used."""

from dataclasses import dataclass

from cxfield.charts.measure import text_width
from cxfield.charts.scene import Scene
from cxfield.charts.sheet import Sheet

_HEAD, _ROW, _GAP = 22.0, 36.0, 4.0
_WORD = 30.0
# The strongest steps of the ramp are left out: words must stay readable on it in both themes.
_NEUTRAL, _STEPS = 5, 2


@dataclass(frozen=True, slots=True)
class HeatCell:
    """Entries of a touchpoint in a phase: how many, and how many of them were good and bad."""

    n: int
    positive: int
    negative: int
    words: str
    ref: str
    label: str

    @property
    def tone(self) -> float:
        """From -1 (all bad) to 1 (all good)."""
        return (self.positive - self.negative) / self.n if self.n else 0.0


@dataclass(frozen=True, slots=True)
class HeatRow:
    """A touchpoint and its cells."""

    label: str
    cells: tuple[HeatCell, ...]


def heat_map(columns: tuple[str, ...], rows: tuple[HeatRow, ...], *, width: float) -> Scene:
    """Blue where good outweighs bad, orange where bad does; the counts say it in words; sizes in pixels."""
    sheet = Sheet()
    left = min(max([text_width(row.label, 14) for row in rows] + [60]) + 14, width * 0.4)
    wide = (width - left) / max(len(columns), 1) - _GAP
    for place, name in enumerate(columns):
        sheet.text(left + place * (wide + _GAP), 13, name, colour="text.tertiary", room=wide)
    for line, row in enumerate(rows):
        top = _HEAD + line * (_ROW + _GAP)
        sheet.text(0, top + 23, row.label, 14, room=left - 10)
        for place, cell in enumerate(row.cells):
            x = left + place * (wide + _GAP)
            if not cell.n:
                sheet.rect(x, top, wide, _ROW, "bg.subtle", radius=6)
                sheet.text(x + 10, top + 23, "–", 13, "text.tertiary")
                continue
            step = _NEUTRAL + round(cell.tone * _STEPS)
            sheet.rect(x, top, wide, _ROW, f"div.{step}", radius=6)
            end = sheet.text(x + 10, top + 23, str(cell.n), 14, bold=True)
            sheet.text(x + 18 + end, top + 23, cell.words, 12, room=wide - 26 - end)
            sheet.hit(x, top, wide, _ROW, cell.ref, cell.label)
    return sheet.scene(width, _HEAD + max(len(rows), 1) * (_ROW + _GAP))


@dataclass(frozen=True, slots=True)
class WordLine:
    """A word or phrase, how often it was used and by how many people."""

    words: str
    n: int
    people: str
    ref: str
    label: str


def word_list(lines: tuple[WordLine, ...], *, width: float) -> Scene:
    """A bar from zero for each; sizes in pixels."""
    sheet = Sheet()
    left = min(max([text_width(line.words, 14) for line in lines] + [60]) + 14, width * 0.45)
    right = max([text_width(line.people, 12) for line in lines] + [40]) + 44
    most = max([line.n for line in lines] + [1])
    for place, line in enumerate(lines):
        y = place * _WORD
        sheet.text(0, y + 20, line.words, 14, room=left - 10)
        bar = (width - left - right) * line.n / most
        sheet.rect(left, y + 10, max(bar, 1), 10, "seq.5", radius=2)
        end = sheet.text(left + bar + 8, y + 20, str(line.n), 14, bold=True)
        sheet.text(left + bar + 14 + end, y + 20, line.people, 12, "text.secondary")
        sheet.hit(0, y, width, _WORD, line.ref, line.label)
    return sheet.scene(width, max(len(lines), 1) * _WORD)
