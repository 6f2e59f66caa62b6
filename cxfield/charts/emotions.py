# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Named emotions counted: bars from zero, the count first, shape and colour by how they felt."""

from dataclasses import dataclass

from cxfield.charts.marks import dot
from cxfield.charts.measure import fit, text_width
from cxfield.charts.scene import PAGE_WIDTH, Hit, Line, Mark, Rect, Scene, Text

_ROW = 18.0
_COLOURS = {1: "div.8", 0: "valence.neutral", -1: "div.2"}


@dataclass(frozen=True, slots=True)
class EmotionCount:
    """How often an emotion was named, and whether it is positive (1), neutral (0) or negative (−1)."""

    label: str
    count: int
    sign: int = 0
    note: str = ""
    refs: tuple[str, ...] = ()


def emotion_bars(counts: tuple[EmotionCount, ...], *, width: float = PAGE_WIDTH) -> Scene:
    """One bar an emotion in the order given; the note after the count tells by how many people."""
    if not counts:
        raise ValueError("a chart of emotions needs an emotion")
    left = min(max([67.5, *(text_width(item.label, 9) + 24 for item in counts)]), width * 0.4)
    notes = max(text_width(f"{item.count}  {item.note}", 9, bold=True) for item in counts) + 10
    largest = max([item.count for item in counts] + [1])
    room = width - left - notes
    height = _ROW * len(counts) + 4
    marks: list[Mark] = []
    hits: list[Hit] = []
    for place, item in enumerate(counts):
        y = 2 + _ROW * place + _ROW / 2
        sign = (item.sign > 0) - (item.sign < 0)
        bar = room * item.count / largest
        marks += [dot(sign, 4, y), Text(13, y + 3, fit(item.label, 9, left - 20), 9)]
        if bar:
            marks.append(Rect(left, y - 5, bar, 10, fill=_COLOURS[sign]))
        number = str(item.count)
        marks.append(Text(left + bar + 6, y + 3, number, 9, bold=True))
        if item.note:
            after = left + bar + 6 + text_width(number + " ", 9, bold=True)
            marks.append(Text(after, y + 3, item.note, 9, "text.secondary"))
        if item.refs:
            hits.append(Hit(0, y - _ROW / 2, width, _ROW, item.refs, f"{item.label}: {item.count}"))
    marks.append(Line(left, 0, left, height, "chart.axis", 0.75))
    return Scene(width, height, tuple(marks), tuple(hits))
