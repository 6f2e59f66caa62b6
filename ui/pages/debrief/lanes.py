# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Two logs on one clock: a shape for each code, a line between pairs, a ring where the other has nothing."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPen, QPolygonF, QResizeEvent
from PySide6.QtWidgets import QSizePolicy

from cxfield.services.double_coding import Comparison, EventRow
from ui.context import Ui
from ui.widgets.base import Painted
from ui.widgets.paint import box, text

_SHAPES = ("circle", "square", "triangle", "diamond", "cross")
_LEFT = 64


class Lanes(Painted):
    """`show_rows(comparison, names)`; `chosen(id)` when a pair is pressed."""

    chosen = Signal(str)

    def __init__(self, ui: Ui) -> None:
        super().__init__(ui)
        self._one: Comparison | None = None
        self._codes: list[str] = []
        self._names: dict[str, str] = {}
        self._current = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_rows(self, one: Comparison, names: dict[str, str]) -> None:
        """Show a pair of logs."""
        self._one, self._names = one, names
        sides = [side for row in one.rows for side in (row.first, row.second) if side]
        self._codes = list(dict.fromkeys(side.code_id for side in sides))
        same = sum(row.same for row in one.rows)
        words = self.ui.texts.t("{n} events, {same} the same in both logs", n=len(one.rows), same=same)
        self.setAccessibleName(words)
        self.updateGeometry()
        self.update()

    def set_current(self, key: str) -> None:
        """Frame the pair under discussion."""
        self._current = key
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as there is room."""
        return QSize(400, self._high())

    def minimumSizeHint(self) -> QSize:
        """Never cut below."""
        return QSize(240, self._high())

    def draw(self, painter: QPainter) -> None:
        """Lanes, pairs, shapes, time below, codes at the foot."""
        one, theme = self._one, self.theme
        if one is None or not one.rows:
            return
        top, low = 24.0, 24.0 + theme.px(40)
        for y, coder in ((top, one.pair.first), (low, one.pair.second)):
            area = QRectF(0, y - 12, _LEFT - 8, 24)
            text(painter, area, coder.code, theme.font("small", 600), theme.color("text.primary"))
            painter.setPen(QPen(theme.color("line.strong"), 1.5))
            painter.drawLine(QPointF(_LEFT, y), QPointF(self.width() - 8, y))
        for row in one.rows:
            self._pair(painter, row, top, low)
        self._times(painter, low + theme.px(16))
        self._legend(painter, low + theme.px(36))

    def _x(self, t_ms: int) -> float:
        assert self._one is not None
        times = [row.t_ms for row in self._one.rows]
        first, last = min(times), max(times)
        room = self.width() - _LEFT - 24
        return _LEFT + 10 + room * (t_ms - first) / max(1, last - first)

    def _pair(self, painter: QPainter, row: EventRow, top: float, low: float) -> None:
        theme = self.theme
        a = QPointF(self._x(row.first.t_ms if row.first else row.t_ms), top)
        b = QPointF(self._x(row.second.t_ms if row.second else row.t_ms), low)
        key = "|".join(row.key)
        if not row.same:
            area = QRectF(min(a.x(), b.x()) - 11, top - 14, abs(a.x() - b.x()) + 22, low - top + 28)
            tone = "accent" if key == self._current else "success" if row.settled else "warning"
            box(painter, area, 6, theme.color(f"{tone}.subtle"), theme.color(f"{tone}.base"), 1.5)
        if row.first and row.second:
            style = Qt.PenStyle.SolidLine if row.same else Qt.PenStyle.DashLine
            painter.setPen(QPen(theme.color("text.secondary"), 1.2, style))
            painter.drawLine(a, b)
        for side, point in ((row.first, a), (row.second, b)):
            if side is None:
                painter.setPen(QPen(theme.color("warning.base"), 1.6, Qt.PenStyle.DashLine))
                painter.setBrush(theme.color("bg.surface"))
                painter.drawEllipse(point, 7, 7)
            else:
                self._shape(painter, side.code_id, point)

    def _shape(self, painter: QPainter, code: str, at: QPointF) -> None:
        place = self._codes.index(code)
        ink = QColor(self.theme.step("categorical8", place % 8))
        painter.setPen(QPen(ink, 2))
        painter.setBrush(ink)
        r, x, y = 6.0, at.x(), at.y()
        match _SHAPES[place % len(_SHAPES)]:
            case "circle":
                painter.drawEllipse(at, r, r)
            case "square":
                painter.drawRect(QRectF(x - r + 1, y - r + 1, 2 * r - 2, 2 * r - 2))
            case "triangle":
                painter.drawPolygon(
                    QPolygonF([QPointF(x, y - r), QPointF(x + r, y + r), QPointF(x - r, y + r)])
                )
            case "diamond":
                points = [
                    QPointF(x, y - r - 1),
                    QPointF(x + r + 1, y),
                    QPointF(x, y + r + 1),
                    QPointF(x - r - 1, y),
                ]
                painter.drawPolygon(QPolygonF(points))
            case _:
                painter.drawLine(QPointF(x - r, y - r), QPointF(x + r, y + r))
                painter.drawLine(QPointF(x - r, y + r), QPointF(x + r, y - r))

    def _times(self, painter: QPainter, y: float) -> None:
        assert self._one is not None
        times = [row.t_ms for row in self._one.rows]
        first, last = min(times), max(times)
        for step in range(5):
            t = first + (last - first) * step // 4
            x = self._x(t)
            words = self.ui.texts.stopwatch(t)
            area = QRectF(min(x - 30, self.width() - 62), y, 60, 18)
            align = Qt.AlignmentFlag.AlignHCenter
            text(painter, area, words, self.theme.font("caption"), self.theme.color("text.secondary"), align)

    def _legend(self, painter: QPainter, y: float) -> None:
        theme = self.theme
        for code, x, row in self._places():
            words, top = self._names.get(code, "–"), y + row * self._line()
            self._shape(painter, code, QPointF(x + 7, top + 9))
            area = QRectF(x + 20, top, self.width() - x - 20, 18)
            text(painter, area, words, theme.font("caption"), theme.color("text.secondary"))

    def _places(self) -> list[tuple[str, float, int]]:
        """Where each code stands in the legend: how far from the left, in which row."""
        found, x, row = [], float(_LEFT), 0
        for code in self._codes:
            wide = self.theme.text_width("caption", self._names.get(code, "–")) + 30
            if x > _LEFT and x + wide > self.width():
                x, row = float(_LEFT), row + 1
            found.append((code, x, row))
            x += wide + 8
        return found

    def _line(self) -> int:
        return max(20, self.theme.line("caption") + 4)

    def _high(self) -> int:
        places = self._places()
        return self.theme.px(104) + self._line() * (1 + (places[-1][2] if places else 0))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The legend takes as many rows as it needs."""
        super().resizeEvent(event)
        self.updateGeometry()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """The nearest pair."""
        if self._one is None or not self._one.rows:
            return
        x = event.position().x()
        near = min(self._one.rows, key=lambda row: abs(self._x(row.t_ms) - x))
        self.chosen.emit("|".join(near.key))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The list below has the keys."""
        event.ignore()
