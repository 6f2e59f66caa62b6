# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Graphics that fit a table row: interval with target, prevalence bar and severity pips."""

from dataclasses import dataclass

from cxfield.charts.scene import INTERVAL_PEN, TARGET_DASH, Circle, Hit, Line, Mark, Rect, Scene

_INTERVAL_WIDTH, _INTERVAL_HEIGHT = 126.0, 12.0
_PREVALENCE_WIDTH, _PREVALENCE_HEIGHT = 82.5, 10.5
_PIP_STEP, _PIP_WIDTH, _PIP_HEIGHT, _PIPS = 7.875, 6.0, 7.5, 4


@dataclass(frozen=True, slots=True)
class Interval:
    """A value with its 95 % interval, all in the units of the scale; None cannot be computed."""

    value: float | None
    low: float | None
    high: float | None


def _clamped(value: float, low: float, high: float) -> float:
    return min(max(value, low), high)


def interval_bar(
    interval: Interval,
    scale: tuple[float, float],
    *,
    target: float | None = None,
    refs: tuple[str, ...] = (),
    label: str = "",
    width: float = _INTERVAL_WIDTH,
) -> Scene:
    """Track from end to end of the scale, band with caps, dot for the value, dashed target line."""
    first, last = scale
    if last <= first:
        raise ValueError("the scale of an interval must rise")
    left, right, middle = 3.0, width - 3.0, _INTERVAL_HEIGHT / 2

    def x(value: float) -> float:
        return left + (_clamped(value, first, last) - first) / (last - first) * (right - left)

    marks: list[Mark] = [Line(left, middle, right, middle, "line.hairline", 0.75)]
    if interval.low is not None and interval.high is not None:
        low, high = x(interval.low), x(interval.high)
        marks += [
            Line(low, middle, high, middle, "text.primary", INTERVAL_PEN),
            Line(low, middle - 3, low, middle + 3, "text.primary", INTERVAL_PEN),
            Line(high, middle - 3, high, middle + 3, "text.primary", INTERVAL_PEN),
        ]
    if interval.value is not None:
        marks.append(Circle(x(interval.value), middle, 3.0, fill="accent.base"))
    if target is not None:
        at = x(target)
        marks.append(Line(at, 0.75, at, _INTERVAL_HEIGHT - 0.75, "chart.target", INTERVAL_PEN, TARGET_DASH))
    hits = (Hit(0, 0, width, _INTERVAL_HEIGHT, refs, label),) if refs else ()
    return Scene(width, _INTERVAL_HEIGHT, tuple(marks), hits)


def prevalence_bar(
    share: float,
    low: float,
    high: float,
    *,
    refs: tuple[str, ...] = (),
    label: str = "",
    width: float = _PREVALENCE_WIDTH,
) -> Scene:
    """Bar of a share 0–1 on a track of 0–100 %, with the whisker of its interval."""
    middle = _PREVALENCE_HEIGHT / 2
    bar, whisker = (width * _clamped(share, 0, 1)), tuple(width * _clamped(v, 0, 1) for v in (low, high))
    marks: list[Mark] = [Rect(0, middle - 1.5, width, 3, fill="bg.sunken", radius=1.5)]
    if bar > 0:
        marks.append(Rect(0, middle - 3, bar, 6, fill="seq.5", radius=min(1.5, bar / 2)))
    # The caps stay inside the picture at 0 and 100 %.
    ends = tuple(_clamped(end, 0.5, width - 0.5) for end in whisker)
    marks.append(Line(ends[0], middle, ends[1], middle, "text.primary", 1.0))
    marks += [Line(end, middle - 2.6, end, middle + 2.6, "text.primary", 1.0) for end in ends]
    hits = (Hit(0, 0, width, _PREVALENCE_HEIGHT, refs, label),) if refs else ()
    return Scene(width, _PREVALENCE_HEIGHT, tuple(marks), hits)


def severity_pips(severity: int, *, refs: tuple[str, ...] = (), label: str = "") -> Scene:
    """Four pips filled to the severity 0–4; the digit belongs beside them."""
    if not 0 <= severity <= _PIPS:
        raise ValueError("severity is 0–4")
    marks = tuple(
        Rect(
            0.5 + _PIP_STEP * step,
            0.75,
            _PIP_WIDTH,
            _PIP_HEIGHT,
            fill=f"sev.{severity}" if step < severity else None,
            stroke="text.secondary",
            pen=0.7,
            radius=1.1,
        )
        for step in range(_PIPS)
    )
    width = 1.0 + _PIP_STEP * (_PIPS - 1) + _PIP_WIDTH
    hits = (Hit(0, 0, width, _PIP_HEIGHT + 1.5, refs, label),) if refs else ()
    return Scene(width, _PIP_HEIGHT + 1.5, marks, hits)
