# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Prevalence × severity: every finding with its interval; the one in front is solid, a press turns."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPen

from cxfield.analysis.prevalence import PREVALENCE_CUT, SEVERITY_CUT
from cxfield.services.debrief_findings import MatrixPoint
from ui.context import Ui
from ui.widgets.base import Painted
from ui.widgets.paint import fill_rect, text

_LEFT, _TOP, _RIGHT, _FOOT = 34.0, 18.0, 14.0, 40.0
_MOST = 4


class MatrixView(Painted):
    """`show_points(points, current)`; `chosen(id)`."""

    chosen = Signal(str)

    def __init__(self, ui: Ui) -> None:
        super().__init__(ui)
        self._points: tuple[MatrixPoint, ...] = ()
        self._current = ""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(ui.texts.t("Prevalence × severity"))
        self.setMinimumHeight(ui.theme.height(210, "small"))

    def show_points(self, points: Sequence[MatrixPoint], current: str) -> None:
        """Show where findings stand."""
        self._points, self._current = tuple(points), current
        told = [f"{p.number}: {self.ui.texts.percent(p.share)}, {p.severity}" for p in points]
        self.setAccessibleDescription("; ".join(told))
        self.update()

    def sizeHint(self) -> QSize:
        """A panel's width."""
        return QSize(330, self.ui.theme.height(210, "small"))

    def minimumSizeHint(self) -> QSize:
        """Never cut below."""
        return QSize(220, self.ui.theme.height(210, "small"))

    @property
    def _end(self) -> float:
        """The share at the right edge: the widest interval and the cut fit."""
        ends = [point.high for point in self._points]
        return min(1.0, max([0.5, *(round(end + 0.05, 1) for end in ends)]))

    def _at(self, share: float, severity: float) -> QPointF:
        wide = self.width() - _LEFT - _RIGHT
        high = self.height() - _TOP - _FOOT
        return QPointF(_LEFT + wide * share / self._end, _TOP + high * (1 - severity / _MOST))

    def draw(self, painter: QPainter) -> None:
        """Fields, grid, intervals, numbers."""
        theme, texts = self.theme, self.ui.texts
        now, right = self._at(PREVALENCE_CUT, _MOST), self._at(self._end, SEVERITY_CUT - 0.5)
        fill_rect(painter, QRectF(now.x(), now.y() - 6, right.x() - now.x(), right.y() - now.y() + 6),
                  theme.color("warning.subtle"))  # fmt: skip
        small, quiet = theme.font("caption"), theme.color("text.secondary")
        for severity in range(_MOST + 1):
            left, end = self._at(0, severity), self._at(self._end, severity)
            painter.setPen(QPen(theme.color("line.hairline"), 1))
            painter.drawLine(left, end)
            text(painter, QRectF(0, left.y() - 9, _LEFT - 8, 18), str(severity), small, quiet,
                 Qt.AlignmentFlag.AlignRight)  # fmt: skip
        painter.setPen(QPen(quiet, 1, Qt.PenStyle.DashLine))
        painter.drawLine(self._at(PREVALENCE_CUT, 0), self._at(PREVALENCE_CUT, _MOST))
        for share in (0.0, PREVALENCE_CUT, self._end):
            place = self._at(share, 0)
            text(painter, QRectF(min(place.x() - 24, self.width() - 50), place.y() + 4, 48, 16),
                 texts.percent(share), small, quiet, Qt.AlignmentFlag.AlignHCenter)  # fmt: skip
        foot = self._at(self._end / 2, 0)
        text(painter, QRectF(foot.x() - 80, foot.y() + 20, 160, 18), texts.t("prevalence"), small, quiet,
             Qt.AlignmentFlag.AlignHCenter)  # fmt: skip
        for point in sorted(self._points, key=lambda p: p.id == self._current):
            self._point(painter, point)

    def _point(self, painter: QPainter, point: MatrixPoint) -> None:
        theme = self.theme
        at, on = self._at(point.share, point.severity), point.id == self._current
        if on:
            painter.setPen(QPen(theme.color("accent.base"), 2))
            low, high = self._at(point.low, point.severity), self._at(point.high, point.severity)
            painter.drawLine(low, high)
            for end in (low, high):
                painter.drawLine(QPointF(end.x(), end.y() - 5), QPointF(end.x(), end.y() + 5))
        painter.setPen(QPen(theme.color("accent.base" if on else "line.strong"), 1.5))
        painter.setBrush(theme.color("accent.base" if on else "bg.surface"))
        painter.drawEllipse(at, 11, 11)
        ink = theme.color("accent.on" if on else "text.primary")
        area = QRectF(at.x() - 11, at.y() - 11, 22, 22)
        align = Qt.AlignmentFlag.AlignCenter
        text(painter, area, str(point.number), theme.font("caption", 600), ink, align)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """The nearest finding."""
        if self._points:
            where = event.position()

            def far(point: MatrixPoint) -> float:
                gap = self._at(point.share, point.severity) - where
                return gap.x() ** 2 + gap.y() ** 2

            self.chosen.emit(min(self._points, key=far).id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows go from finding to finding."""
        step = {Qt.Key.Key_Left.value: -1, Qt.Key.Key_Right.value: 1}.get(event.key(), 0)
        ids = [point.id for point in self._points]
        if not step or not ids:
            super().keyPressEvent(event)
            return
        at = ids.index(self._current) if self._current in ids else 0
        self.chosen.emit(ids[(at + step) % len(ids)])
