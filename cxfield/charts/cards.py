# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The inside of a metric card: value, what it is out of, interval and target on the scale."""

from dataclasses import dataclass

from cxfield.charts.measure import text_width
from cxfield.charts.scene import Scene
from cxfield.charts.sheet import Sheet

_HEIGHT = 84.0
_TRACK = 56.0
_PAD = 8.0


@dataclass(frozen=True, slots=True)
class MetricFace:
    """One metric in words and on its scale; None where it cannot be computed, `said` then tells why.

    `withheld` says that there are answers behind it, but too few for a figure: they open all the same.
    """

    key: str
    value: str
    beside: str
    said: str
    scale: tuple[float, float]
    ends: tuple[str, str]
    at: float | None = None
    low: float | None = None
    high: float | None = None
    target: float | None = None
    target_words: str = ""
    label: str = ""
    withheld: bool = False


def metric_face(face: MetricFace, *, width: float) -> Scene:
    """Value large, share small, track with band, caps, dot and target; sizes in pixels."""
    sheet = Sheet()
    big = 32.0 if face.at is not None else 16.0
    end = sheet.text(0, 30, face.value, big, bold=True, room=width)
    if face.beside:
        end += 8 + sheet.text(end + 8, 30, face.beside, 14, "text.secondary", bold=True)
    room = width - end - 14
    if text_width(face.said, 13) <= room:
        sheet.text(width, 30, face.said, 13, "text.secondary", anchor="end")
        top = 0.0
    else:
        sheet.text(0, 48, face.said, 13, "text.secondary", room=width)
        top = 16.0
    _track(sheet, face, width, _TRACK + top)
    sheet.hit(
        0,
        0,
        width,
        _HEIGHT + top,
        f"metric:{face.key}" if face.at is not None or face.withheld else "",
        face.label,
    )
    return sheet.scene(width, _HEIGHT + top)


def _track(sheet: Sheet, face: MetricFace, width: float, middle: float) -> None:
    first, last = face.scale
    left, right = _PAD, width - _PAD

    def x(value: float) -> float:
        return left + (min(max(value, first), last) - first) / (last - first) * (right - left)

    sheet.rect(left, middle - 2, right - left, 4, "bg.sunken", radius=2)
    if face.low is not None and face.high is not None:
        low, high = x(face.low), x(face.high)
        sheet.rect(low, middle - 5, max(high - low, 1), 10, "seq.4", radius=3)
        for end in (low, high):
            sheet.line(end, middle - 7, end, middle + 7, "accent.base", 1.5)
    if face.at is not None:
        sheet.circle(x(face.at), middle, 6, "accent.base", "bg.surface", 2)
    taken = (0.0, 0.0)
    if face.target is not None:
        at = x(face.target)
        sheet.line(at, middle - 11, at, middle + 11, "text.primary", 2)
        sheet.polygon(((at - 5, middle - 13), (at + 5, middle - 13), (at, middle - 7)), "text.primary")
        half = text_width(face.target_words, 12, bold=True) / 2
        centre = min(max(at, half), width - half)
        sheet.text(centre, middle + 24, face.target_words, bold=True, anchor="middle")
        taken = (centre - half - 8, centre + half + 8)
    # A label of an end disappears where the target's would touch it.
    if left + text_width(face.ends[0], 12) < taken[0] or face.target is None:
        sheet.text(left, middle + 24, face.ends[0], colour="text.tertiary")
    if right - text_width(face.ends[1], 12) > taken[1]:
        sheet.text(right, middle + 24, face.ends[1], colour="text.tertiary", anchor="end")
