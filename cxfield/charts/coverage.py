# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The coverage grid: which phases were observed at which site, and how much."""

import math
from dataclasses import dataclass

from cxfield.charts.measure import fit, text_width
from cxfield.charts.scene import PAGE_WIDTH, Circle, Hit, Mark, Polygon, Rect, Scene, Text
from cxfield.i18n import N_, Texts

_ROW, _GAP, _HEAD = 39.0, 4.5, 18.0
_STEPS = ("seq.2", "seq.3", "seq.4")

MISSING = N_("missing")


@dataclass(frozen=True, slots=True)
class CoverageCell:
    """Sessions done and planned of one phase at one site, with what they gave."""

    done: int
    planned: int
    events: int = 0
    minutes: int = 0
    reactive: bool = False
    refs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CoverageRow:
    """A site and its cells, one for each phase."""

    label: str
    cells: tuple[CoverageCell, ...]


def coverage_grid(
    phases: tuple[str, ...], rows: tuple[CoverageRow, ...], texts: Texts, *, width: float = PAGE_WIDTH
) -> Scene:
    """Sites down, phases across; a dashed cell is planned but missing, an eye marks reactivity."""
    if not phases or any(len(row.cells) != len(phases) for row in rows):
        raise ValueError("every row of the coverage needs a cell for each phase")
    left = min(max([67.5, *(text_width(row.label, 9, bold=True) + 12 for row in rows)]), width * 0.3)
    cell_width = (width - left + _GAP) / len(phases) - _GAP
    largest = max([cell.events for row in rows for cell in row.cells] + [1])
    marks: list[Mark] = []
    hits: list[Hit] = []
    for column, phase in enumerate(phases):
        x = left + column * (cell_width + _GAP)
        marks.append(Text(x, 10, fit(phase, 9, cell_width, bold=True), 9, "text.secondary", bold=True))
    for place, row in enumerate(rows):
        y = _HEAD + place * (_ROW + _GAP)
        marks.append(Text(0, y + _ROW / 2 + 3, fit(row.label, 9, left - 8, bold=True), 9, bold=True))
        for column, cell in enumerate(row.cells):
            x = left + column * (cell_width + _GAP)
            _cell(cell, x, y, width=cell_width, largest=largest, texts=texts, marks=marks)
            if cell.refs:
                hits.append(Hit(x, y, cell_width, _ROW, cell.refs, f"{row.label}, {phases[column]}"))
    return Scene(width, _HEAD + len(rows) * (_ROW + _GAP), tuple(marks), tuple(hits))


def _cell(
    cell: CoverageCell, x: float, y: float, *, width: float, largest: int, texts: Texts, marks: list[Mark]
) -> None:
    if cell.done < cell.planned:
        marks.append(
            Rect(
                x + 0.75, y + 0.75, width - 1.5, _ROW - 1.5,
                fill="bg.surface", stroke="warning.base", pen=1.5, radius=4, dash=(4, 3),
            )
        )  # fmt: skip
        head = f"{cell.done}/{cell.planned} {texts.t(MISSING)}"
    elif cell.done == 0:
        marks.append(Rect(x, y, width, _ROW, fill="bg.subtle", radius=4))
        head = "–"
    else:
        step = min(int(cell.events / largest * len(_STEPS)), len(_STEPS) - 1)
        marks.append(Rect(x, y, width, _ROW, fill=_STEPS[step], radius=4))
        head = f"✓ {cell.done}/{cell.planned}"
    colour = "warning.base" if cell.done < cell.planned else "text.primary"
    marks.append(Text(x + 9, y + 16, fit(head, 9.75, width - 30, bold=True), 9.75, colour, bold=True))
    if cell.done:
        events = texts.tn("{n} event", "{n} events", cell.events)
        what = f"{events} · {texts.t('{n} min', n=texts.number(cell.minutes))}"
        marks.append(Text(x + 9, y + 29.5, fit(what, 9, width - 14), 9))
    if cell.reactive:
        marks += _eye(x + width - 14, y + 12.5)


def _eye(x: float, y: float) -> list[Mark]:
    """An eye as a lens and a pupil."""
    top = tuple((x + 6 * math.cos(a), y - 3.6 * math.sin(a)) for a in _angles(0, math.pi))
    low = tuple((x - 6 * math.cos(a), y + 3.6 * math.sin(a)) for a in _angles(0, math.pi))
    return [
        Polygon(top + low, stroke="text.primary", pen=0.9),
        Circle(x, y, 1.7, fill="text.primary"),
    ]


def _angles(first: float, last: float) -> tuple[float, ...]:
    return tuple(first + (last - first) * step / 12 for step in range(12))
