# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A scene drawn as vectors on a reportlab canvas."""

import io
from typing import assert_never, cast
from unicodedata import category

from reportlab.lib.colors import Color, HexColor
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase.pdfmetrics import getFont
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.pathobject import PDFPathObject

from cxfield.charts.palette import Palette
from cxfield.charts.scene import (
    Circle,
    Dash,
    Line,
    Mark,
    Picture,
    Point,
    Polygon,
    Polyline,
    Rect,
    Scene,
    Text,
)

FACES = {
    (False, False): "Inter",
    (True, False): "Inter-Bold",
    (False, True): "Inter-Italic",
    (True, True): "Inter-BoldItalic",
}
"""Names under which the caller has registered the report font."""


_BOX = "□"


def printable(text: str) -> str:
    """The text with a box for each sign that the report font lacks: a PDF would leave a blank."""
    if text.isascii():
        return text
    known = cast("TTFont", getFont(FACES[False, False])).face.charToGlyph
    missing = {ord(sign) for sign in set(text) if ord(sign) not in known} - {10, 9}
    if not missing:
        return text
    # Joiners and marks of direction have no shape of their own.
    return text.translate({code: "" if category(chr(code)) in {"Cf", "Mn"} else _BOX for code in missing})


def paint_pdf(scene: Scene, canvas: Canvas, x: float, y: float, palette: Palette) -> None:
    """Draw the scene with its lower left corner at x, y (points, y upwards)."""
    canvas.saveState()
    canvas.translate(x, y)
    canvas.setLineCap(0)
    canvas.setLineJoin(1)
    for mark in scene.marks:
        _mark(mark, canvas, scene.height, palette)
    canvas.restoreState()


def _colour(palette: Palette, name: str) -> Color:
    return HexColor(palette[name])


def _pens(
    canvas: Canvas, palette: Palette, fill: str | None, stroke: str | None, *, pen: float, dash: Dash = ()
) -> dict[str, int]:
    if fill:
        canvas.setFillColor(_colour(palette, fill))
    if stroke:
        canvas.setStrokeColor(_colour(palette, stroke))
        canvas.setLineWidth(pen)
        canvas.setDash(list(dash))
    return {"stroke": int(bool(stroke)), "fill": int(bool(fill))}


def _path(canvas: Canvas, points: tuple[Point, ...], height: float) -> PDFPathObject:
    path = canvas.beginPath()
    path.moveTo(points[0][0], height - points[0][1])
    for px, py in points[1:]:
        path.lineTo(px, height - py)
    return path


def _mark(mark: Mark, canvas: Canvas, height: float, palette: Palette) -> None:
    match mark:
        case Rect():
            pens = _pens(canvas, palette, mark.fill, mark.stroke, pen=mark.pen, dash=mark.dash)
            bottom = height - mark.y - mark.h
            if mark.radius:
                canvas.roundRect(mark.x, bottom, mark.w, mark.h, mark.radius, **pens)
            else:
                canvas.rect(mark.x, bottom, mark.w, mark.h, **pens)
        case Line():
            _pens(canvas, palette, None, mark.stroke, pen=mark.pen, dash=mark.dash)
            canvas.line(mark.x1, height - mark.y1, mark.x2, height - mark.y2)
        case Polyline():
            _pens(canvas, palette, None, mark.stroke, pen=mark.pen, dash=mark.dash)
            canvas.drawPath(_path(canvas, mark.points, height), stroke=1, fill=0)
        case Circle():
            pens = _pens(canvas, palette, mark.fill, mark.stroke, pen=mark.pen)
            canvas.circle(mark.cx, height - mark.cy, mark.r, **pens)
        case Polygon():
            pens = _pens(canvas, palette, mark.fill, mark.stroke, pen=mark.pen)
            path = _path(canvas, mark.points, height)
            path.close()
            canvas.drawPath(path, **pens)
        case Picture():
            image = ImageReader(io.BytesIO(mark.data))
            canvas.drawImage(image, mark.x, height - mark.y - mark.h, mark.w, mark.h, mask="auto")
        case Text():
            _text(mark, canvas, height, palette)
        case _:
            assert_never(mark)


def _text(mark: Text, canvas: Canvas, height: float, palette: Palette) -> None:
    canvas.setFillColor(_colour(palette, mark.colour))
    canvas.setFont(FACES[mark.bold, mark.italic], mark.size)
    at = (mark.x, height - mark.y, printable(mark.text))
    match mark.anchor:
        case "start":
            canvas.drawString(*at)
        case "middle":
            canvas.drawCentredString(*at)
        case "end":
            canvas.drawRightString(*at)
        case _:
            assert_never(mark.anchor)
