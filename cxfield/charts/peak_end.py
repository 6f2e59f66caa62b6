# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Peak and end of each story on one line: what is remembered beside the mean of all moments."""

from dataclasses import dataclass

from cxfield.charts.marks import dot
from cxfield.charts.measure import fit, text_width
from cxfield.charts.scene import (
    AXIS_PEN,
    DATA_PEN,
    GRID_PEN,
    INTERVAL_PEN,
    PAGE_WIDTH,
    Circle,
    Hit,
    Line,
    Mark,
    Scene,
    Text,
)
from cxfield.i18n import N_, Texts

_HEAD, _ROW = 16.0, 16.0
_LOW, _HIGH = -5.0, 5.0
_TICKS = (-5, -3, 0, 3, 5)

MEAN, REMEMBERED = N_("mean"), N_("peak and end")


@dataclass(frozen=True, slots=True)
class Story:
    """One person's story: code, mean of the moments, and peak and end taken together."""

    code: str
    mean: float
    remembered: float
    refs: tuple[str, ...] = ()


def peak_end_lines(stories: tuple[Story, ...], texts: Texts, *, width: float = PAGE_WIDTH) -> Scene:
    """A row a person: an open circle at the mean, a mark at peak and end, a line between them."""
    if not stories:
        raise ValueError("a chart of stories needs a story")
    left = max([40.0, *(text_width(story.code, 9, bold=True) + 10 for story in stories)])
    right = width - 108.0
    height = _HEAD + _ROW * len(stories) + 14

    def x(value: float) -> float:
        return left + (min(max(value, _LOW), _HIGH) - _LOW) / (_HIGH - _LOW) * (right - left)

    bottom = _HEAD + _ROW * len(stories)
    marks: list[Mark] = [Line(x(t), _HEAD - 4, x(t), bottom, "chart.grid", GRID_PEN) for t in _TICKS if t]
    marks.append(Line(x(0), _HEAD - 4, x(0), bottom, "chart.axis", AXIS_PEN))
    marks += [Text(x(t), bottom + 11, texts.signed(t), 9, "text.tertiary", anchor="middle") for t in _TICKS]
    hits: list[Hit] = []
    for place, story in enumerate(stories):
        y = _HEAD + _ROW * (place + 0.5)
        mean, kept = x(story.mean), x(story.remembered)
        marks += [
            Text(0, y + 3, fit(story.code, 9, left - 8, bold=True), 9, bold=True),
            Line(mean, y, kept, y, "text.secondary", INTERVAL_PEN),
            Circle(mean, y, 3.2, fill="bg.surface", stroke="text.primary", pen=DATA_PEN),
            dot(story.remembered, kept, y),
        ]
        said = f"{texts.signed(story.remembered, 1)} ({texts.t(MEAN)} {texts.signed(story.mean, 1)})"
        marks.append(Text(right + 10, y + 3, said, 9))
        if story.refs:
            hits.append(Hit(0, y - _ROW / 2, width, _ROW, story.refs, f"{story.code}: {said}"))
    marks.append(Text(right + 10, _HEAD - 6, texts.t(REMEMBERED), 9, "text.secondary"))
    return Scene(width, height, tuple(marks), tuple(hits))
