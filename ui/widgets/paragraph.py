# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Text set with the line heights of the type table, for labels and for list delegates."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QTextLayout, QTextOption

from ui.theme import Theme

_UNBOUND = 1_000_000.0


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph broken into lines; `height` is exact, so nothing is ever cut."""

    layouts: tuple[QTextLayout, ...]
    width: float
    height: int

    def draw(self, painter: QPainter, x: float, y: float, color: QColor) -> None:
        """Paint the paragraph with its top left corner at (x, y)."""
        painter.setPen(color)
        for layout in self.layouts:
            layout.draw(painter, QPointF(x, y))


def paragraph(
    theme: Theme,
    role: str,
    words: str,
    width: float | None = None,
    *,
    weight: int | None = None,
    align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
) -> Paragraph:
    """Break text at `width` px (or at its line feeds only) with the role's line height."""
    line_height = theme.line(role)
    option = QTextOption(align)
    wrap = (
        QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere
        if width is not None
        else QTextOption.WrapMode.NoWrap
    )
    option.setWrapMode(wrap)
    layouts: list[QTextLayout] = []
    widest, top = 0.0, 0.0
    for block in words.split("\n"):
        layout = QTextLayout(block, theme.font(role, weight))
        layout.setTextOption(option)
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            line.setLineWidth(_UNBOUND if width is None else max(1.0, width))
            line.setPosition(QPointF(0, top + (line_height - line.height()) / 2))
            widest = max(widest, line.naturalTextWidth())
            top += line_height
        layout.endLayout()
        layouts.append(layout)
    return Paragraph(tuple(layouts), widest, round(top))
