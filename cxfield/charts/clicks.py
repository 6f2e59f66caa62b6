# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Pictures in a report: the heat of clicks over a picture with its areas, and the pictures of a choice."""

import io
from collections.abc import Sequence
from dataclasses import dataclass

from cxfield.analysis.clicks import Area, Point, density
from cxfield.charts.measure import text_width
from cxfield.charts.scene import PAGE_WIDTH, Hit, Mark, Picture, Rect, Scene, Text
from cxfield.charts.wrap import lines_of

_MOST_HIGH = 330.0
_SIDE = 1000
_CELLS = 64
#: From cold to hot; the coldest leaves the picture as it is.
_RAMP = ((0, 60, 160), (0, 150, 190), (250, 220, 70), (240, 130, 30), (200, 20, 30))
_STRONGEST = 0.82
_THUMB_W, _THUMB_H, _GAP = 112.0, 84.0, 12.0


@dataclass(frozen=True, slots=True)
class AreaLabel:
    """A named area with what is said of it, and what it opens."""

    words: str
    area: Area
    ref: str = ""


def click_map(data: bytes, points: Sequence[Point], areas: Sequence[AreaLabel]) -> Scene:
    """The picture with the heat of its clicks and the outlines of its areas."""
    return heat_scene(*heat_picture(data, points), areas)


def heat_scene(
    heated: bytes, aspect: float, areas: Sequence[AreaLabel], *, width: float = PAGE_WIDTH, ref: str = ""
) -> Scene:
    """A picture that is heated already, with its areas; a press beside them opens `ref`."""
    height = width * aspect
    if height > _MOST_HIGH:
        width, height = _MOST_HIGH / aspect, _MOST_HIGH
    marks: list[Mark] = [Picture(0, 0, width, height, heated)]
    hits = [Hit(0, 0, width, height, (ref,), "")] if ref else []
    for label in areas:
        left, top, wide, high = label.area
        x, y = left * width, top * height
        marks.append(Rect(x, y, wide * width, high * height, None, "text.primary", 1.2))
        room = text_width(label.words, 8, bold=True) + 6
        marks.append(Rect(x, y, room, 12, "bg.surface"))
        marks.append(Text(x + 3, y + 9, label.words, 8, bold=True))
        if label.ref:
            hits.append(Hit(x, y, wide * width, high * height, (label.ref,), label.words))
    return Scene(width, height, tuple(marks), tuple(hits))


def heat_picture(data: bytes, points: Sequence[Point]) -> tuple[bytes, float]:
    """The picture, paler and warmed where people clicked, as JPEG; and its height by its width."""
    from PIL import Image

    with Image.open(io.BytesIO(data)) as opened:
        base = Image.new("RGB", opened.size, "#FFFFFF")
        clear = opened.convert("RGBA")
        base.paste(clear, mask=clear.getchannel("A"))
    base.thumbnail((_SIDE, _SIDE))
    aspect = base.height / base.width
    rows = max(1, round(_CELLS * aspect))
    grid = density(points, _CELLS, rows, aspect)
    heat = Image.new("RGB", (_CELLS, rows))
    veil = Image.new("L", (_CELLS, rows))
    for row, line in enumerate(grid):
        for column, warmth in enumerate(line):
            heat.putpixel((column, row), _colour(warmth))
            veil.putpixel((column, row), round(255 * _STRONGEST * min(1.0, warmth * 1.6)))
    pale = Image.blend(base, Image.new("RGB", base.size, "#FFFFFF"), 0.25)
    smooth = Image.Resampling.BICUBIC
    pale.paste(heat.resize(base.size, smooth), mask=veil.resize(base.size, smooth))
    return _jpeg(pale), aspect


def _colour(warmth: float) -> tuple[int, int, int]:
    place = warmth * (len(_RAMP) - 1)
    below = min(int(place), len(_RAMP) - 2)
    part = place - below
    low, high = _RAMP[below], _RAMP[below + 1]
    red, green, blue = (round(a + (b - a) * part) for a, b in zip(low, high, strict=True))
    return red, green, blue


def _jpeg(image: object) -> bytes:
    target = io.BytesIO()
    image.save(target, "JPEG", quality=85)  # type: ignore[attr-defined]
    return target.getvalue()


@dataclass(frozen=True, slots=True)
class Thumb:
    """A picture of a choice, its words, how many chose it, and what it opens."""

    data: "bytes | Small | None"
    words: str
    said: str
    ref: str = ""


@dataclass(frozen=True, slots=True)
class Small:
    """A picture made small already."""

    data: bytes
    wide: int
    high: int


def thumbnails(thumbs: Sequence[Thumb], missing: str, *, width: float = PAGE_WIDTH) -> Scene:
    """Small pictures in rows with words and count below; `missing` stands for one that is not here."""
    across = max(1, int((width + _GAP) // (_THUMB_W + _GAP)))
    rows = [thumbs[at : at + across] for at in range(0, len(thumbs), across)]
    marks: list[Mark] = []
    hits: list[Hit] = []
    top = 0.0
    for row in rows:
        deepest = 0.0
        for place, thumb in enumerate(row):
            x = place * (_THUMB_W + _GAP)
            marks += _picture(thumb.data, x, top, missing)
            y = top + _THUMB_H + 12
            for line in lines_of(thumb.words, 9, _THUMB_W, bold=True):
                marks.append(Text(x, y, line, 9, bold=True))
                y += 11
            marks.append(Text(x, y, thumb.said, 9, "text.secondary"))
            deepest = max(deepest, y + 4)
            if thumb.ref:
                hits.append(Hit(x, top, _THUMB_W, y + 4 - top, (thumb.ref,), f"{thumb.words}: {thumb.said}"))
        top = deepest + _GAP
    return Scene(width, max(1.0, top - _GAP), tuple(marks), tuple(hits))


def _picture(data: bytes | Small | None, x: float, y: float, missing: str) -> list[Mark]:
    frame = Rect(x, y, _THUMB_W, _THUMB_H, "bg.subtle")
    if data is None:
        return [frame, Text(x + 6, y + _THUMB_H / 2 + 3, missing, 8, "text.secondary")]
    small = data if isinstance(data, Small) else small_picture(data)
    scale = min(_THUMB_W / small.wide, _THUMB_H / small.high)
    w, h = small.wide * scale, small.high * scale
    return [frame, Picture(x + (_THUMB_W - w) / 2, y + (_THUMB_H - h) / 2, w, h, small.data)]


def small_picture(data: bytes) -> Small:
    """A picture as large as a thumbnail needs."""
    from PIL import Image

    with Image.open(io.BytesIO(data)) as opened:
        opened.draft("RGB", (480, 480))
        base = Image.new("RGB", opened.size, "#FFFFFF")
        clear = opened.convert("RGBA")
        base.paste(clear, mask=clear.getchannel("A"))
    base.thumbnail((480, 480))
    return Small(_jpeg(base), base.width, base.height)
