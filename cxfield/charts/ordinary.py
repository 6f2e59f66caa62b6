# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""How ordinary or surprising the entries were: one bar of five steps and the interval of the share."""

from dataclasses import dataclass

from cxfield.charts.measure import fit, text_width
from cxfield.charts.scene import (
    DATA_PEN,
    INTERVAL_PEN,
    PAGE_WIDTH,
    Circle,
    Hit,
    Line,
    Mark,
    Rect,
    Scene,
    Text,
)
from cxfield.i18n import N_, Texts

STEPS = 5
_BAR_TOP, _BAR_HEIGHT = 14.0, 24.0
_LIGHT_STEPS = 3
"""Steps up to this one carry dark digits."""

ENDS = (N_("entirely ordinary"), N_("entirely surprising"))


@dataclass(frozen=True, slots=True)
class Ordinariness:
    """Entries by rating 1–5, and the share of ratings 1–2 with its interval (None without entries)."""

    counts: tuple[int, int, int, int, int]
    share: float | None
    low: float | None
    high: float | None
    refs: tuple[tuple[str, ...], ...] = ((), (), (), (), ())


def ordinary_bar(result: Ordinariness, texts: Texts, *, width: float = PAGE_WIDTH) -> Scene:
    """The stacked bar of the five steps with their counts, and below it the share that is ordinary."""
    total = sum(result.counts)
    marks: list[Mark] = [
        Text(0, 8.5, fit(f"1 {texts.t(ENDS[0])}", 8.5, width / 2 - 10), 8.5, "text.secondary"),
        Text(
            width, 8.5, fit(f"{texts.t(ENDS[1])} 5", 8.5, width / 2 - 10), 8.5, "text.secondary", anchor="end"
        ),
    ]
    hits: list[Hit] = []
    if total == 0:
        marks.append(Rect(0.25, _BAR_TOP, width - 0.5, _BAR_HEIGHT, stroke="line.strong", pen=0.5))
        return Scene(width, _BAR_TOP + _BAR_HEIGHT + 2, tuple(marks))
    x = 0.0
    for step, count in enumerate(result.counts, start=1):
        part = width * count / total
        if count:
            _step(step, count, (x, part, width), marks)
            if result.refs[step - 1]:
                hits.append(Hit(x, _BAR_TOP, part, _BAR_HEIGHT, result.refs[step - 1], f"{step}: {count}"))
        x += part
    bottom = _BAR_TOP + _BAR_HEIGHT
    if result.share is not None and result.low is not None and result.high is not None:
        _share(result.share, result.low, result.high, width=width, y=bottom + 13, texts=texts, marks=marks)
        bottom += 30
    return Scene(width, bottom + 8, tuple(marks), tuple(hits))


def _step(step: int, count: int, place: tuple[float, float, float], marks: list[Mark]) -> None:
    x, part, width = place
    colour = "text.primary" if step <= _LIGHT_STEPS else "text.inverse"
    marks.append(Rect(x, _BAR_TOP, part, _BAR_HEIGHT, fill=f"ord.{step}", stroke="bg.surface", pen=1.0))
    if part > text_width(str(count), 10.5, bold=True) + 6:
        y = _BAR_TOP + _BAR_HEIGHT / 2 + 3.7
        marks.append(Text(x + part / 2, y, str(count), 10.5, colour, bold=True, anchor="middle"))
    else:
        half = text_width(str(count), 8) / 2
        middle = min(max(x + part / 2, half), width - half)
        marks.append(Text(middle, _BAR_TOP + _BAR_HEIGHT + 8, str(count), 8, anchor="middle"))


def _share(
    share: float, low: float, high: float, *, width: float, y: float, texts: Texts, marks: list[Mark]
) -> None:
    marks += [
        Line(0, y, width, y, "line.hairline", 0.75),
        Line(width * low, y, width * high, y, "text.primary", INTERVAL_PEN),
        Line(width * low, y - 3, width * low, y + 3, "text.primary", INTERVAL_PEN),
        Line(width * high, y - 3, width * high, y + 3, "text.primary", INTERVAL_PEN),
        Circle(min(max(width * share, 3.4), width - 3.4), y, 3.4, fill="accent.base"),
    ]
    marks += [
        Line(width * tick, y - 1.5, width * tick, y + 1.5, "chart.axis", DATA_PEN / 3) for tick in (0, 0.5, 1)
    ]
    marks += [
        Text(0, y + 12, texts.percent(0), 8, "text.tertiary"),
        Text(width, y + 12, texts.percent(1), 8, "text.tertiary", anchor="end"),
    ]
    word = texts.percent(share)
    half = text_width(word, 9, bold=True) / 2
    at = min(max(width * share, half + 24), width - half - 34)
    marks.append(Text(at, y + 13, word, 9, bold=True, anchor="middle"))
