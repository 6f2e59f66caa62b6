# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Measured times by place: every one a dot, the mean a line, the target a dashed line."""

from collections.abc import Callable
from dataclasses import dataclass

from cxfield.charts.marks import BOX_FROM, box_horizontal, nice_step
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
from cxfield.i18n import Texts

_ROW, _FIRST, _FOOT, _RADIUS = 22.5, 15.0, 24.0, 3.4
_STACK = 6.75
_DASH = (3.0, 2.25)


@dataclass(frozen=True, slots=True)
class Wait:
    """One measured time, in the unit of the axis, and the entry behind it."""

    value: float
    ref: str = ""


@dataclass(frozen=True, slots=True)
class WaitRow:
    """The times of one place and their mean (None without times)."""

    label: str
    waits: tuple[Wait, ...]
    mean: float | None


def wait_dots(
    rows: tuple[WaitRow, ...],
    texts: Texts,
    *,
    unit: str,
    limit: float | None = None,
    digits: int = 1,
    width: float = PAGE_WIDTH,
) -> Scene:
    """A row of dots for each place on one axis from zero; a square is over the limit."""
    if not rows:
        raise ValueError("a chart of times needs a row")
    left = min(max(67.5, *(text_width(row.label, 9, bold=True) + 12 for row in rows)), width * 0.35)
    right = width - 62.0
    largest = max([wait.value for row in rows for wait in row.waits] + [limit or 0.0, 1.0])
    step = nice_step(largest)
    end = largest + step / 2

    def x(value: float) -> float:
        return left + max(value, 0.0) / end * (right - left)

    heights = tuple(_row_height(row) for row in rows)
    bottom = _FIRST - _ROW / 2 + sum(heights) + 1.5
    marks: list[Mark] = []
    ticks = [step * n for n in range(int(end / step) + 1)]
    tick_digits = 0 if step >= 1 else 1
    for tick in ticks:
        word = texts.number(tick, tick_digits)
        marks += [
            Line(x(tick), 3, x(tick), bottom, "chart.grid", 0.75),
            Text(x(tick), bottom + 12, word, colour="text.secondary", anchor="middle"),
        ]
        if tick == ticks[-1]:
            after = x(tick) + text_width(word, 9) / 2 + 2.5
            marks.append(Text(after, bottom + 12, unit, colour="text.secondary"))
    hits: list[Hit] = []
    top = _FIRST - _ROW / 2
    for row, height in zip(rows, heights, strict=True):
        y = top + height / 2
        marks += [
            Text(0, y + 3, fit(row.label, 9, left - 8, bold=True), bold=True),
            Line(left, y, right, y, "line.hairline", 0.75),
        ]
        _row_marks(row, y, x=x, limit=limit, marks=marks, hits=hits)
        if row.mean is not None:
            marks.append(Line(x(row.mean), y - 9, x(row.mean), y + 9, "text.primary", DATA_PEN))
        _row_numbers(row, y, x=right + 10, texts=texts, digits=digits, marks=marks)
        top += height
    if limit is not None:
        marks.append(Line(x(limit), 0, x(limit), bottom, "chart.target", INTERVAL_PEN, _DASH))
    return Scene(width, bottom + _FOOT - 6, tuple(marks), tuple(hits))


def _row_height(row: WaitRow) -> float:
    values = [wait.value for wait in row.waits]
    if len(values) > BOX_FROM or not values:
        return _ROW
    tallest = max(values.count(value) for value in set(values))
    return max(_ROW, tallest * _STACK + 4)


def _row_marks(
    row: WaitRow,
    y: float,
    *,
    x: Callable[[float], float],
    limit: float | None,
    marks: list[Mark],
    hits: list[Hit],
) -> None:
    refs = tuple(wait.ref for wait in row.waits if wait.ref)
    if refs:
        hits.append(Hit(0, y - _ROW / 2, x(0), _ROW, refs, row.label))
    if len(row.waits) > BOX_FROM:
        marks += box_horizontal(tuple(wait.value for wait in row.waits), y, x)
        return
    stacks: dict[float, list[Wait]] = {}
    for wait in row.waits:
        stacks.setdefault(wait.value, []).append(wait)
    for value, stack in stacks.items():
        for place, wait in enumerate(stack):
            at, dot_y = x(value), y + (place - (len(stack) - 1) / 2) * _STACK
            if limit is not None and value > limit:
                marks.append(
                    Rect(at - _RADIUS, dot_y - _RADIUS, 2 * _RADIUS, 2 * _RADIUS, fill="valence.negative")
                )
            else:
                marks.append(Circle(at, dot_y, _RADIUS, fill="seq.5"))
            if wait.ref:
                hits.append(Hit(at - 4.5, dot_y - 4.5, 9, 9, (wait.ref,), row.label))


def _row_numbers(row: WaitRow, y: float, *, x: float, texts: Texts, digits: int, marks: list[Mark]) -> None:
    if row.mean is None:
        marks.append(Text(x, y + 3, "–", colour="text.tertiary"))
        return
    number = texts.number(row.mean, digits)
    marks += [
        Text(x, y + 3, number, bold=True),
        Text(x + text_width(number + " ", 9, bold=True), y + 3, f"(n = {len(row.waits)})"),
    ]
