# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The strip of field days with their sessions, and a session's clock with codes as rows, states as bars."""

from collections.abc import Sequence
from dataclasses import dataclass

from cxfield.charts.scene import Scene
from cxfield.charts.sheet import Sheet

_LEFT, _TOP, _HIGH, _ROW = 92.0, 26.0, 24.0, 26.0
_HOUR = 60.0
_LANE_LEFT, _LANE_TOP = 170.0, 24.0
#: Steps of the clock's scale in ms: the first that leaves room for its words is taken.
_STEPS = (10_000, 30_000, 60_000, 120_000, 300_000, 600_000, 1_200_000, 1_800_000, 3_600_000, 7_200_000)
_LEAST_STEP = 74.0


@dataclass(frozen=True, slots=True)
class DayBlock:
    """A session: minutes of its day, observed or talked, (place of `bins`, how many) ticks."""

    ref: str
    label: str
    observed: bool
    group: bool
    start: float
    end: float
    ticks: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class DayPart:
    """A day with its name, its place and its sessions."""

    ref: str
    name: str
    where: str
    blocks: tuple[DayBlock, ...]
    label: str
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class LaneMark:
    """An event from start to end, 0..1 of the width; a point where they are equal."""

    ref: str
    label: str
    start: float
    end: float
    tone: int = 0


@dataclass(frozen=True, slots=True)
class LaneRow:
    """A row of events, or how dense they are."""

    name: str
    marks: tuple[LaneMark, ...]
    dense: tuple[tuple[int, int], ...] = ()


def day_strip(
    days: Sequence[DayPart], rows: tuple[str, str], clock: str, *, width: float, bins: int
) -> Scene:
    """Days beside each other, each over the hours in which anything happened; sizes in pixels."""
    sheet = Sheet()
    sheet.text(0, _TOP + 17, rows[0], 12, "source.observation", bold=True, room=_LEFT - 8)
    sheet.text(0, _TOP + _ROW + 17, rows[1], 12, "source.interview", bold=True, room=_LEFT - 8)
    bottom = _TOP + 2 * _ROW + 4
    sheet.text(0, bottom + 14, clock, 12, "text.tertiary")
    low, high = _hours(days)
    wide = (width - _LEFT) / max(1, len(days))
    for place, day in enumerate(days):
        left = _LEFT + place * wide
        if day.chosen:
            sheet.rect(left, 1, wide - 4, bottom + 20, "accent.subtle", stroke="accent.base", pen=2, radius=6)
        sheet.text(left + 8, 17, day.where or day.name, 13, bold=True, room=wide * 0.55)
        if day.where:
            sheet.text(left + wide - 12, 17, day.name, 12, "text.secondary", anchor="end", room=wide * 0.4)
        sheet.hit(left, 0, wide - 4, _TOP - 2, day.ref, day.label)
        scale = (wide - 24) / max(1.0, high - low)
        for block in day.blocks:
            _block(
                sheet,
                block,
                left + 8 + (block.start - low) * scale,
                max(6.0, (block.end - block.start) * scale),
                bins,
            )
        _axis(sheet, (low, high), left + 8, scale, bottom)
    return sheet.scene(width, bottom + 22)


def _hours(days: Sequence[DayPart]) -> tuple[float, float]:
    blocks = [block for day in days for block in day.blocks]
    if not blocks:
        return 8 * _HOUR, 18 * _HOUR
    low = min(block.start for block in blocks) // _HOUR * _HOUR
    high = -(-max(block.end for block in blocks) // _HOUR) * _HOUR
    return low, max(high, low + 2 * _HOUR)


def _block(sheet: Sheet, block: DayBlock, x: float, wide: float, bins: int) -> None:
    y = _TOP if block.observed else _TOP + _ROW
    tone = "source.observation" if block.observed else "source.group" if block.group else "source.interview"
    sheet.rect(x, y, wide, _HIGH - 2, "bg.surface", stroke=tone, pen=1, radius=3)
    most = max((n for _, n in block.ticks), default=1)
    for place, n in block.ticks:
        at = x + 2 + (wide - 4) * (place + 0.5) / bins
        high = (_HIGH - 10) * (0.4 + 0.6 * n / most)
        sheet.line(at, y + (_HIGH - 2 - high) / 2, at, y + (_HIGH - 2 + high) / 2, tone, 1.2)
    sheet.hit(x, y, wide, _HIGH - 2, block.ref, block.label)


def _axis(sheet: Sheet, hours: tuple[float, float], left: float, scale: float, bottom: float) -> None:
    low, high = hours
    step = next(s for s in (1, 2, 4, 8, 24) if s * _HOUR * scale >= 26 or s == 24)
    hour = int(low // _HOUR)
    while hour * _HOUR <= high:
        sheet.text(
            left + (hour * _HOUR - low) * scale,
            bottom + 14,
            str(hour % 24),
            12,
            "text.tertiary",
            anchor="middle",
        )
        hour += step


def session_lanes(
    lanes: Sequence[LaneRow],
    start: int,
    end: int,
    said: Sequence[tuple[int, str]],
    *,
    width: float,
    bins: int,
) -> Scene:
    """A session's clock: `said` are the times of the scale with their words."""
    sheet = Sheet()
    room = width - _LANE_LEFT - 8
    bottom = _LANE_TOP + max(1, len(lanes)) * _ROW
    for at, words in said:
        x = _LANE_LEFT + room * (at - start) / max(1, end - start)
        sheet.line(x, _LANE_TOP - 4, x, bottom, "chart.grid")
        sheet.text(x, 14, words, 12, "text.tertiary", anchor="middle")
    for place, lane in enumerate(lanes):
        top = _LANE_TOP + place * _ROW
        sheet.line(0, top, width, top, "line.hairline")
        sheet.text(0, top + 18, lane.name, 13, room=_LANE_LEFT - 12)
        most = max((n for _, n in lane.dense), default=1)
        for spot, n in lane.dense:
            step = min(7, 1 + round(6 * n / most))
            sheet.rect(_LANE_LEFT + room * spot / bins, top + 5, room / bins, _ROW - 10, f"seq.{step}")
        for mark in lane.marks:
            _mark(sheet, mark, top, room)
    return sheet.scene(width, bottom + 4)


def _mark(sheet: Sheet, mark: LaneMark, top: float, room: float) -> None:
    tone = {1: "valence.positive", -1: "valence.negative"}.get(mark.tone, "source.observation")
    left = _LANE_LEFT + room * max(0.0, mark.start)
    right = _LANE_LEFT + room * min(1.0, mark.end)
    if mark.end > mark.start:
        sheet.rect(left, top + 6, max(2.0, right - left), _ROW - 12, tone, radius=2)
        sheet.hit(left, top + 2, max(8.0, right - left), _ROW - 4, mark.ref, mark.label)
        return
    if mark.tone < 0:
        sheet.rect(left - 4, top + 9, 8, 8, tone)
    else:
        sheet.circle(left, top + 13, 4.2, tone)
    sheet.hit(left - 7, top + 2, 14, _ROW - 4, mark.ref, mark.label)


def scale_of(start: int, end: int, width: float) -> tuple[int, ...]:
    """The times of the scale in ms, as many as have room."""
    room = max(1.0, width - _LANE_LEFT - 8)
    step = next((s for s in _STEPS if s / max(1, end - start) * room >= _LEAST_STEP), _STEPS[-1])
    first = -(-start // step) * step
    return tuple(range(first, end + 1, step))


def time_at(x: float, width: float, start: int, end: int) -> int:
    """The time at a place of the lanes, in pixels of the chart."""
    share = (x - _LANE_LEFT) / max(1.0, width - _LANE_LEFT - 8)
    return round(start + min(1.0, max(0.0, share)) * (end - start))
