# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The journey curve: what was felt in each moment, every answer a mark, the mean a line."""

from dataclasses import dataclass

from cxfield.charts.marks import BOX_FROM, box_vertical, dot, dot_step
from cxfield.charts.measure import fit, text_width
from cxfield.charts.scene import (
    AXIS_PEN,
    DATA_PEN,
    GRID_PEN,
    PAGE_WIDTH,
    Circle,
    Hit,
    Line,
    Mark,
    Polyline,
    Rect,
    Scene,
    Text,
)
from cxfield.i18n import N_, Texts

_TOP, _BOTTOM, _LEFT = 13.5, 154.5, 81.0
_MIDDLE = (_TOP + _BOTTOM) / 2
_HEIGHT = 177.0
_SCALE = 5
_GRID = (-5, -3, -1, 1, 3, 5)
_LABELLED = (-5, -3, 0, 3, 5)

POSITIVE, NEGATIVE = N_("positive"), N_("negative")


@dataclass(frozen=True, slots=True)
class Answer:
    """One feeling −5…+5 and the entry it stands in."""

    value: float
    ref: str = ""


@dataclass(frozen=True, slots=True)
class Moment:
    """A moment of the journey: its answers and their mean (None without answers)."""

    label: str
    answers: tuple[Answer, ...]
    mean: float | None
    emphasis: bool = False


def _y(value: float) -> float:
    return _MIDDLE - value * (_BOTTOM - _TOP) / (2 * _SCALE)


def journey_curve(moments: tuple[Moment, ...], texts: Texts, *, width: float = PAGE_WIDTH) -> Scene:
    """The curve of means over the answers; moments with more than 30 answers show quartiles."""
    if not moments:
        raise ValueError("a journey needs a moment")
    right = width - 3.0
    step = (right - _LEFT) / len(moments)
    marks: list[Mark] = _frame(texts, right)
    hits: list[Hit] = []
    centres = tuple(_LEFT + step * (place + 0.5) for place in range(len(moments)))
    for moment, centre in zip(moments, centres, strict=True):
        _column(moment, centre, step, marks, hits)
    marks += _curve(moments, centres)
    for moment, centre in zip(moments, centres, strict=True):
        _mean(moment, centre, step, texts=texts, marks=marks, hits=hits)
    return Scene(width, _HEIGHT, tuple(marks), tuple(hits))


def _frame(texts: Texts, right: float) -> list[Mark]:
    marks: list[Mark] = [Line(_LEFT, _y(v), right, _y(v), "chart.grid", GRID_PEN) for v in _GRID]
    marks += [
        Text(_LEFT - 6, _y(v) + 3, texts.signed(v), colour="text.tertiary", anchor="end") for v in _LABELLED
    ]
    marks.append(Line(_LEFT, _y(0), right, _y(0), "chart.axis", AXIS_PEN))
    room = _LEFT - 26
    for value, msgid, colour in (
        (_SCALE, POSITIVE, "valence.positive"),
        (-_SCALE, NEGATIVE, "valence.negative"),
    ):
        word = fit(texts.t(msgid), 9, room, bold=True)
        marks.append(Text(0, _y(value) + 3, word, colour=colour, bold=True))
    return marks


def _column(moment: Moment, centre: float, step: float, marks: list[Mark], hits: list[Hit]) -> None:
    refs = tuple(answer.ref for answer in moment.answers if answer.ref)
    if refs:
        hits.append(Hit(centre - step / 2, 0, step, _HEIGHT, refs, moment.label))
    if len(moment.answers) > BOX_FROM:
        marks += box_vertical(tuple(answer.value for answer in moment.answers), centre, _y)
        return
    stacks: dict[float, list[Answer]] = {}
    for answer in moment.answers:
        stacks.setdefault(answer.value, []).append(answer)
    for value, stack in stacks.items():
        gap = dot_step(len(stack), step - 12)
        for place, answer in enumerate(stack):
            x = centre + (place - (len(stack) - 1) / 2) * gap
            marks.append(dot(value, x, _y(value)))
            if answer.ref:
                hits.append(Hit(x - 4.5, _y(value) - 4.5, 9, 9, (answer.ref,), moment.label))


def _curve(moments: tuple[Moment, ...], centres: tuple[float, ...]) -> list[Mark]:
    """The line through the means; a moment without a mean breaks it."""
    runs: list[list[tuple[float, float]]] = [[]]
    for moment, centre in zip(moments, centres, strict=True):
        if moment.mean is None:
            runs.append([])
        else:
            runs[-1].append((centre, _y(moment.mean)))
    return [Polyline(tuple(run), "text.primary", DATA_PEN) for run in runs if len(run) > 1]


def _mean(
    moment: Moment, centre: float, step: float, *, texts: Texts, marks: list[Mark], hits: list[Hit]
) -> None:
    label = fit(moment.label, 10.5, step - 4, bold=moment.emphasis)
    marks.append(Text(centre, _HEIGHT - 8.5, label, 10.5, bold=moment.emphasis, anchor="middle"))
    if moment.mean is None:
        marks.append(Text(centre, _MIDDLE - 4, "–", colour="text.tertiary", anchor="middle"))
        return
    y = _y(moment.mean)
    number = texts.signed(moment.mean, 1)
    box = text_width(number, 9.75, bold=True) + 8
    x = centre + 9.75
    marks += [
        Circle(centre, y, 4.1, fill="bg.surface", stroke="text.primary", pen=DATA_PEN),
        Rect(x, y - 7.5, box, 15, fill="bg.surface", stroke="line.strong", pen=0.75, radius=3),
        Text(x + box / 2, y + 3.5, number, 9.75, bold=True, anchor="middle"),
    ]
    refs = tuple(answer.ref for answer in moment.answers if answer.ref)
    if refs:
        hits.append(Hit(centre - 6, y - 7.5, box + 16, 15, refs, f"{moment.label} {number}"))
