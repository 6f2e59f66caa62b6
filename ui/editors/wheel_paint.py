# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""How the emotion wheel looks: sectors, labels, axes, centre, and the sector the keys act on."""

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from cxfield.methods.questions.wheels import NONE, OTHER, Emotion, Wheel
from ui.editors.wheel_shape import WheelShape, WheelWords
from ui.theme import Theme
from ui.widgets.paint import CENTER, box, text

#: A narrower ring has no room for its number; the row below says it.
_DIGIT_ROOM = 0.6
_SIDES = {True: "positive", False: "negative", None: "neutral"}


@dataclass(frozen=True, slots=True)
class WheelPainter:
    """Paints one state of the wheel; `picks` are the chosen keys with their strength."""

    painter: QPainter
    theme: Theme
    wheel: Wheel
    shape: WheelShape
    words: WheelWords
    picks: Mapping[str, int]

    def paint(self, focused: Emotion | None) -> None:
        """Paint the whole wheel."""
        for emotion in self.wheel.emotions:
            self._sector(emotion)
        if self.wheel.axes:
            self._axes()
        for emotion in self.wheel.emotions:
            self._label(emotion)
        self._centre()
        if focused is not None:
            self._focus(focused)

    def _sector(self, emotion: Emotion) -> None:
        theme, shape, painter = self.theme, self.shape, self.painter
        side = _SIDES[emotion.positive]
        tint = QColor(theme.color(f"valence.{side}.subtle"))
        tint.setAlphaF(0.95 if emotion.in_control else 0.55)
        edge = theme.color("line.strong")
        if emotion.positive is not None:
            edge = theme.step("diverging11", 7 if emotion.positive else 3)
        chosen = self.picks.get(emotion.key, 0)
        for ring in range(self.shape.rings):
            near = shape.inner + ring * shape.step + (1 if ring else 0)
            path = shape.cell(emotion.angle, near, shape.inner + (ring + 1) * shape.step)
            if ring < chosen:
                painter.fillPath(path, theme.color(f"valence.{side}"))
            else:
                painter.setPen(QPen(edge, 0.8))
                painter.setBrush(tint)
                painter.drawPath(path)
        if chosen and shape.step >= theme.line("small") * _DIGIT_ROOM:
            at = shape.point(emotion.angle, shape.inner + shape.step * (chosen - 0.5))
            area = QRectF(at.x() - 12, at.y() - 10, 24, 20)
            text(painter, area, str(chosen), theme.font("small", 600), theme.color("bg.surface"), CENTER)

    def _label(self, emotion: Emotion) -> None:
        theme = self.theme
        on = emotion.key in self.picks
        align = Qt.AlignmentFlag.AlignLeft if emotion.right else Qt.AlignmentFlag.AlignRight
        text(
            self.painter,
            self.shape.spots[emotion.key],
            self.words.labels[emotion.key],
            theme.font("small", 600 if on else 400),
            theme.color("text.primary" if on else "text.secondary"),
            align | Qt.AlignmentFlag.AlignVCenter,
        )

    def _axes(self) -> None:
        theme, painter, shape = self.theme, self.painter, self.shape
        x, y, near, far = shape.centre.x(), shape.centre.y(), shape.inner, shape.radius
        painter.setPen(QPen(theme.color("line.strong"), 1))
        for sign in (-1, 1):
            painter.drawLine(QPointF(x, y + sign * near), QPointF(x, y + sign * far))
            painter.drawLine(QPointF(x + sign * near, y), QPointF(x + sign * far, y))
        high = theme.line("caption")
        font, ink = theme.font("caption", 600), theme.color("text.secondary")
        text(painter, QRectF(0, 2, 2 * x, high), self.words.strong, font, ink, CENTER)
        text(painter, QRectF(0, shape.bottom - high - 2, 2 * x, high), self.words.weak, font, ink, CENTER)
        self._end(self.words.negative, "negative")
        self._end(self.words.positive, "positive")

    def _end(self, words: str, side: str) -> None:
        theme, shape = self.theme, self.shape
        wide = theme.text_width("caption", words, 600) + 16
        left = 2 * shape.centre.x() - wide if side == "positive" else 0
        area = QRectF(left, shape.top, wide, theme.line("caption") + 4)
        box(self.painter, area, 4, theme.color(f"valence.{side}.subtle"))
        text(self.painter, area, words, theme.font("caption", 600), theme.color(f"valence.{side}"), CENTER)

    def _centre(self) -> None:
        theme, painter, shape = self.theme, self.painter, self.shape
        radius, color = shape.middle, theme.color
        painter.setPen(QPen(color("line.strong"), 1))
        painter.setBrush(color("accent.subtle" if NONE in self.picks else "bg.surface"))
        painter.drawEllipse(shape.centre, radius, radius)
        painter.setPen(QPen(color("line.hairline"), 1))
        painter.drawLine(shape.centre - QPointF(radius, 0), shape.centre + QPointF(radius, 0))
        if not shape.wordy:  # the buttons below say the same
            return
        wide = 2 * radius - 8
        for key, top in ((NONE, -radius + 5), (OTHER, 2)):
            on = key in self.picks
            area = QRectF(shape.centre.x() - wide / 2, shape.centre.y() + top, wide, radius - 7)
            painter.setFont(theme.font("caption", 600 if on else 500))
            painter.setPen(color("text.primary" if on else "text.secondary"))
            words = self.words.labels[key].replace(" ", "\n")
            painter.drawText(area, int(Qt.AlignmentFlag.AlignCenter.value), words)

    def _focus(self, emotion: Emotion) -> None:
        path = self.shape.cell(emotion.angle, self.shape.inner - 3, self.shape.radius + 4)
        self.painter.setBrush(Qt.BrushStyle.NoBrush)
        pen = QPen(self.theme.color("focus.ring"), 2.5)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        self.painter.setPen(pen)
        self.painter.drawPath(path)
