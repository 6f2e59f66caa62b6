# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The eight marks of charts, painted in a square."""

import math

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF


def draw_shape(painter: QPainter, area: QRectF, shape: str, ink: QColor) -> None:
    """Paint a mark that fills the square."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ink)
    if shape == "circle":
        painter.drawEllipse(area)
    elif shape == "square":
        painter.drawRect(area.adjusted(1, 1, -1, -1))
    elif shape in _POLYGONS:
        points = [
            QPointF(area.left() + x * area.width(), area.top() + y * area.height())
            for x, y in _POLYGONS[shape]
        ]
        painter.drawPolygon(QPolygonF(points))
    elif shape == "cross":
        pen = QPen(ink, max(2.0, area.width() / 5))
        painter.setPen(pen)
        inner = area.adjusted(2, 2, -2, -2)
        painter.drawLine(inner.topLeft(), inner.bottomRight())
        painter.drawLine(inner.topRight(), inner.bottomLeft())
    else:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(ink, max(2.0, area.width() / 6)))
        painter.drawEllipse(area.adjusted(2, 2, -2, -2))


def _star() -> tuple[tuple[float, float], ...]:
    points = []
    for at in range(10):
        radius = 0.5 if at % 2 == 0 else 0.22
        angle = math.pi * (at / 5 - 0.5)
        points.append((0.5 + radius * math.cos(angle), 0.5 + radius * math.sin(angle)))
    return tuple(points)


_POLYGONS: dict[str, tuple[tuple[float, float], ...]] = {
    "triangle-up": ((0.5, 0.05), (1.0, 0.95), (0.0, 0.95)),
    "triangle-down": ((0.0, 0.05), (1.0, 0.05), (0.5, 0.95)),
    "diamond": ((0.5, 0.0), (1.0, 0.5), (0.5, 1.0), (0.0, 0.5)),
    "star": _star(),
}
