# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A scene as an SVG string."""

import base64
from typing import assert_never
from xml.sax.saxutils import escape, quoteattr

from cxfield.charts.palette import Palette
from cxfield.charts.scene import Circle, Line, Mark, Picture, Point, Polygon, Polyline, Rect, Scene, Text


def paint_svg(scene: Scene, palette: Palette, *, alt: str) -> str:
    """The scene as one inline SVG element with its alternative text."""
    size = f"{_n(scene.width)} {_n(scene.height)}"
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size}" width="{_n(scene.width)}pt" '
        f'height="{_n(scene.height)}pt" role="img" font-family="Inter, sans-serif">'
        f"<title>{escape(alt)}</title>"
    )
    return head + "".join(_mark(mark, palette) for mark in scene.marks) + "</svg>"


def _n(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")


def _ink(
    palette: Palette, fill: str | None, stroke: str | None, pen: float, dash: tuple[float, ...] = ()
) -> str:
    parts = [f'fill="{palette[fill] if fill else "none"}"']
    if stroke:
        parts.append(f'stroke="{palette[stroke]}" stroke-width="{_n(pen)}"')
    if dash:
        parts.append(f'stroke-dasharray="{" ".join(_n(part) for part in dash)}"')
    return " ".join(parts)


def _points(points: tuple[Point, ...]) -> str:
    return " ".join(f"{_n(x)},{_n(y)}" for x, y in points)


def _mark(mark: Mark, palette: Palette) -> str:
    match mark:
        case Rect():
            ink = _ink(palette, mark.fill, mark.stroke, mark.pen, mark.dash)
            corner = f' rx="{_n(mark.radius)}"' if mark.radius else ""
            return (
                f'<rect x="{_n(mark.x)}" y="{_n(mark.y)}" width="{_n(mark.w)}" '
                f'height="{_n(mark.h)}"{corner} {ink}/>'
            )
        case Line():
            ink = _ink(palette, None, mark.stroke, mark.pen, mark.dash)
            return (
                f'<line x1="{_n(mark.x1)}" y1="{_n(mark.y1)}" x2="{_n(mark.x2)}" y2="{_n(mark.y2)}" {ink}/>'
            )
        case Polyline():
            ink = _ink(palette, None, mark.stroke, mark.pen, mark.dash)
            return f'<polyline points="{_points(mark.points)}" stroke-linejoin="round" {ink}/>'
        case Circle():
            ink = _ink(palette, mark.fill, mark.stroke, mark.pen)
            return f'<circle cx="{_n(mark.cx)}" cy="{_n(mark.cy)}" r="{_n(mark.r)}" {ink}/>'
        case Polygon():
            ink = _ink(palette, mark.fill, mark.stroke, mark.pen)
            return f'<polygon points="{_points(mark.points)}" {ink}/>'
        case Picture():
            kind = "png" if mark.data.startswith(b"\x89PNG") else "jpeg"
            data = base64.b64encode(mark.data).decode()
            return (
                f'<image x="{_n(mark.x)}" y="{_n(mark.y)}" width="{_n(mark.w)}" height="{_n(mark.h)}" '
                f'preserveAspectRatio="none" href="data:image/{kind};base64,{data}"/>'
            )
        case Text():
            face = (' font-weight="700"' if mark.bold else "") + (
                ' font-style="italic"' if mark.italic else ""
            )
            anchor = "" if mark.anchor == "start" else f" text-anchor={quoteattr(mark.anchor)}"
            return (
                f'<text x="{_n(mark.x)}" y="{_n(mark.y)}" font-size="{_n(mark.size)}"{face}{anchor} '
                f'fill="{palette[mark.colour]}">{escape(mark.text)}</text>'
            )
        case _:
            assert_never(mark)
