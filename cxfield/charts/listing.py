# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Lists of the screen: problems by priority, and sessions with what comes next."""

from dataclasses import dataclass

from cxfield.charts.measure import text_width
from cxfield.charts.scene import Scene
from cxfield.charts.sheet import Sheet, wrap

_HEAD, _ROW, _SESSION = 20.0, 41.0, 40.0
_PIPS = 4


@dataclass(frozen=True, slots=True)
class IssueLine:
    """A problem: how common with its interval (shares 0–1), how severe 0–4, and its priority in words."""

    words: str
    count: str
    share: float | None
    low: float | None
    high: float | None
    severity: int
    priority: str
    ref: str
    label: str


def issue_list(lines: tuple[IssueLine, ...], heads: tuple[str, str, str, str], *, width: float) -> Scene:
    """Words, count and bar with whisker, pips and digit, priority; sizes in pixels."""
    sheet = Sheet()
    last = max(text_width(heads[3], 12), 40)
    pips = max(text_width(heads[2], 12), 58) + 16
    count = max([text_width(line.count, 14, bold=True) for line in lines] + [30]) + 8
    bar = min(92.0, width * 0.18)
    right = width - last
    middle = right - pips
    first = middle - count - bar - 12
    for x, head in ((0.0, heads[0]), (first, heads[1]), (middle, heads[2])):
        sheet.text(x, 12, head, colour="text.tertiary")
    sheet.text(width, 12, heads[3], colour="text.tertiary", anchor="end")
    for place, line in enumerate(lines):
        y = _HEAD + place * _ROW
        if place:
            sheet.line(0, y, width, y, "line.hairline")
        said = wrap(line.words, 14, first - 12)
        for number, part in enumerate(said):
            sheet.text(0, y + 25.5 + (number - (len(said) - 1) / 2) * 18, part, 14)
        sheet.text(first, y + 25.5, line.count, 14, bold=True)
        _bar(sheet, line, first + count, y + _ROW / 2, bar)
        for pip in range(_PIPS):
            fill = f"sev.{line.severity}" if pip < line.severity else None
            sheet.rect(middle + pip * 10.5, y + 15.5, 8, 10, fill, stroke="text.secondary", radius=1.5)
        sheet.text(middle + 47, y + 25.5, str(line.severity), 14, bold=True)
        sheet.text(width, y + 25.5, line.priority, 14, bold=True, anchor="end")
        sheet.hit(0, y, width, _ROW, line.ref, line.label)
    return sheet.scene(width, _HEAD + max(len(lines), 1) * _ROW)


def _bar(sheet: Sheet, line: IssueLine, x: float, y: float, wide: float) -> None:
    sheet.rect(x, y - 2, wide, 4, "bg.sunken", radius=2)
    if line.share is None or line.low is None or line.high is None:
        return
    sheet.rect(x, y - 4, wide * line.share, 8, "seq.5", radius=2)
    ends = (x + wide * line.low, x + wide * line.high)
    sheet.line(ends[0], y, ends[1], y, "text.primary", 1.3)
    for end in ends:
        sheet.line(end, y - 3.5, end, y + 3.5, "text.primary", 1.3)


@dataclass(frozen=True, slots=True)
class SessionLine:
    """A session: when, where, who and how many entries; `tag` stands in place of the entries."""

    when: str
    place: str
    rest: str
    who: str
    number: str
    unit: str
    tag: str
    ref: str
    label: str


def session_list(lines: tuple[SessionLine, ...], *, width: float) -> Scene:
    """One line each, hairlines between; sizes in pixels."""
    sheet = Sheet()
    when = max([text_width(line.when, 14) for line in lines] + [40]) + 12
    tags = max([_end_width(line) for line in lines] + [40]) + 10
    who = min(max([text_width(line.who, 14) for line in lines] + [0]), width * 0.25) + 8
    place = max(
        [text_width(f"{line.place} ", 14, bold=True) + text_width(line.rest, 14) for line in lines] + [0]
    )
    if width - when - tags - who < place + 8:
        who = 0.0
    room = width - when - tags - who
    for number, line in enumerate(lines):
        y = number * _SESSION
        if number:
            sheet.line(0, y, width, y, "line.hairline")
        sheet.text(0, y + 25, line.when, 14, "text.secondary")
        end = when + sheet.text(when, y + 25, line.place, 14, bold=True, room=room - 6)
        sheet.text(end + 4, y + 25, line.rest, 14, room=max(when + room - end - 10, 1))
        if who:
            sheet.text(when + room, y + 25, line.who, 14, "text.secondary", room=who - 8)
        if line.tag:
            wide = text_width(line.tag, 12, bold=True) + 14
            sheet.rect(width - wide, y + 9, wide, 22, "warning.subtle", radius=4)
            sheet.text(width - 7, y + 24, line.tag, 12, "warning.base", bold=True, anchor="end")
        else:
            unit = sheet.text(width, y + 25, line.unit, 12, "text.secondary", anchor="end")
            sheet.text(width - unit - 4, y + 25, line.number, 14, bold=True, anchor="end")
        sheet.hit(0, y, width, _SESSION, line.ref, line.label)
    return sheet.scene(width, max(len(lines), 1) * _SESSION)


def _end_width(line: SessionLine) -> float:
    if line.tag:
        return text_width(line.tag, 12, bold=True) + 14
    return text_width(line.unit, 12) + 4 + text_width(line.number, 14, bold=True)
