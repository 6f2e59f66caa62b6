# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Measured times on a small card: a row for each place, every time a dot, those over the limit squares."""

from collections.abc import Callable
from dataclasses import dataclass

from cxfield.charts.marks import BOX_FROM, quartiles
from cxfield.charts.measure import text_width
from cxfield.charts.scene import Scene
from cxfield.charts.sheet import Sheet
from cxfield.charts.waits import Wait
from cxfield.i18n import Texts

_ROW = 21.0
_STACKED = 3


@dataclass(frozen=True, slots=True)
class StripRow:
    """The times of one place: each a dot while they are few, else least, quartiles and greatest."""

    label: str
    n: int
    mean: float | None
    ref: str = ""
    waits: tuple[Wait, ...] = ()
    box: tuple[float, float, float, float, float] | None = None


def strip_row(label: str, ref: str, waits: tuple[tuple[float, str], ...]) -> StripRow:
    """A row of (time, id) pairs; a dot opens the reference of the row with its own id."""
    values = tuple(value for value, _ in waits)
    if not values:
        return StripRow(label, 0, None)
    mean = sum(values) / len(values)
    if len(values) > BOX_FROM:
        return StripRow(label, len(values), mean, ref, box=(min(values), *quartiles(values), max(values)))
    # Times that look alike on the axis are stacked.
    dots = tuple(Wait(round(value, 2), f"{ref}|{one}") for value, one in waits)
    return StripRow(label, len(values), mean, ref, dots)


def wait_strip(
    rows: tuple[StripRow, ...], texts: Texts, *, limit: float, limit_words: str, width: float
) -> Scene:
    """Rows of dots on one axis from zero to the longest time, the mean at the right; sizes in pixels."""
    sheet = Sheet()
    names = max([text_width(row.label, 12, bold=True) for row in rows] + [40])
    left, right = min(names + 12, width * 0.4), width - 40
    every = [wait.value for row in rows for wait in row.waits] + [row.box[-1] for row in rows if row.box]
    longest = max([*every, limit * 1.5])

    def x(value: float) -> float:
        return left + value / (longest * 1.06) * (right - left)

    at = x(limit)
    bottom = 12 + _ROW * len(rows)
    sheet.line(at, 6, at, bottom, "text.primary", 2)
    sheet.polygon(((at - 5, 2), (at + 5, 2), (at, 8)), "text.primary")
    half = text_width(limit_words, 12, bold=True) / 2
    sheet.text(min(max(at, half), width - half), bottom + 13, limit_words, bold=True, anchor="middle")
    for place, row in enumerate(rows):
        _row(sheet, row, 16 + _ROW * place, x=x, limit=limit, ends=(left, right, width), texts=texts)
    return sheet.scene(width, bottom + 18)


def _row(
    sheet: Sheet,
    row: StripRow,
    y: float,
    *,
    x: Callable[[float], float],
    limit: float,
    ends: tuple[float, float, float],
    texts: Texts,
) -> None:
    left, right, width = ends
    sheet.text(0, y + 4, row.label, colour="text.secondary", room=left - 6)
    sheet.line(left, y, right, y, "chart.grid")
    mean = "–" if row.mean is None else texts.number(row.mean, 1)
    sheet.text(width, y + 4, mean, bold=True, anchor="end")
    sheet.hit(0, y - _ROW / 2, width, _ROW, row.ref, f"{row.label}: {mean}, n = {texts.number(row.n)}")
    if row.box is not None:
        least, low, middle, high, most = row.box
        sheet.line(x(least), y, x(most), y, "text.secondary", 1.4)
        sheet.rect(x(low), y - 6, max(x(high) - x(low), 1), 12, "chart.band", stroke="text.secondary")
        sheet.line(x(middle), y - 6, x(middle), y + 6, "text.primary", 2.5)
        return
    seen: dict[float, int] = {}
    alike: dict[float, int] = {}
    for wait in row.waits:
        alike[wait.value] = alike.get(wait.value, 0) + 1
    for wait in row.waits:
        number = seen.get(wait.value, 0)
        seen[wait.value] = number + 1
        n = alike[wait.value]
        step = 6.0 if n <= _STACKED else 12.0 / (n - 1)
        dot_y = y + (number - (n - 1) / 2) * step
        at = x(wait.value)
        if wait.value > limit:
            sheet.rect(at - 4, dot_y - 4, 8, 8, "valence.negative")
        else:
            sheet.circle(at, dot_y, 4, "seq.5")
        words = f"{row.label}: {texts.number(wait.value, 1)} {texts.t('min')}"
        sheet.hit(at - 6, dot_y - 6, 12, 12, wait.ref, words)
