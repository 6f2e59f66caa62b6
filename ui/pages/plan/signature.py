# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A pad to sign on: strokes are kept as points from 0 to 1."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy

from ui.context import Ui
from ui.widgets.base import Painted
from ui.widgets.paint import CENTER, box, text

_REST_MS = 1200


class Signature(Painted):
    """`drawn(strokes)` when the pen has rested; each stroke is x, y, x, y … in shares of the pad."""

    drawn = Signal(object)

    def __init__(self, ui: Ui) -> None:
        super().__init__(ui)
        self._strokes: list[list[float]] = []
        self._drawing = False
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST_MS)
        self._rest.timeout.connect(lambda: self.drawn.emit([list(stroke) for stroke in self._strokes]))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.retranslate()

    @property
    def strokes(self) -> list[list[float]]:
        """What has been drawn."""
        return self._strokes

    def show_strokes(self, strokes: Sequence[Sequence[float]]) -> None:
        """Show a kept signature, unless one is being drawn."""
        if not self._drawing and not self._rest.isActive():
            self._strokes = [list(stroke) for stroke in strokes]
            self.update()

    def clear(self) -> None:
        """Empty the pad for another signature."""
        self._strokes = []
        self.update()

    def retranslate(self) -> None:
        """The spoken name says what it is."""
        self.setAccessibleName(self.ui.texts.t("Signature"))

    def sizeHint(self) -> QSize:
        """88 high."""
        return QSize(self.theme.px(300), self.theme.px(88))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A stroke begins."""
        self._rest.stop()
        self._drawing = True
        self._strokes.append([])
        self._point(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """The stroke goes on."""
        if self._drawing:
            self._point(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """The stroke ends; the signature is kept when no other follows."""
        self._drawing = False
        self._rest.start()

    def draw(self, painter: QPainter) -> None:
        """Frame, base line, strokes."""
        theme = self.theme
        box(painter, self.rect(), theme.radius("tile"), theme.color("bg.surface"), theme.color("line.strong"))
        base = self.height() * 0.78
        painter.fillRect(40, round(base), self.width() - 80, 1, theme.color("line.hairline"))
        if not self._strokes:
            words = self.ui.texts.t("Sign here")
            text(painter, self.rect(), words, theme.font("small"), theme.color("text.tertiary"), CENTER)
        painter.setPen(QPen(theme.color("text.primary"), 2.2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        for stroke in self._strokes:
            points = [
                QPointF(x * self.width(), y * self.height())
                for x, y in zip(stroke[::2], stroke[1::2], strict=False)
            ]
            painter.drawPolyline(QPolygonF(points))

    def _point(self, event: QMouseEvent) -> None:
        at = event.position()
        x = min(1.0, max(0.0, at.x() / max(1, self.width())))
        y = min(1.0, max(0.0, at.y() / max(1, self.height())))
        self._strokes[-1] += [round(x, 4), round(y, 4)]
        self.update()
