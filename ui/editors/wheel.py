# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The emotion wheel: 20 sectors, five rings outwards; pressed, dragged, or turned with the arrow keys."""

import math
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QColor,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from cxfield.i18n import pick
from cxfield.methods.questions.wheels import INTENSITY_HIGH, NONE, OTHER, Emotion, Wheel, geneva
from ui.context import Ui
from ui.editors.spread import apart
from ui.widgets.base import Painted
from ui.widgets.paint import CENTER, box, text

OUTER, INNER, CENTRE = 156.0, 48.0, 43.0
SMALLEST = 48.0
_GAP_DEG = 1.4
_LABEL_GAP = 11.0
_APART = 15.0
_FIRST_PRESS = 3
_AXIS_ROOM = 26.0


class EmotionWheel(Painted):
    """`picked(key, intensity)` when a ring is chosen; `none_picked` and `other_picked` from the centre."""

    picked = Signal(str, int)
    removed = Signal(str)
    none_picked = Signal()
    other_picked = Signal()

    def __init__(self, ui: Ui, language: str = "", parent: QWidget | None = None) -> None:
        super().__init__(ui, parent)
        self.wheel: Wheel = geneva()
        self._language = language
        self._picks: dict[str, int] = {}
        self._at: int | None = None
        self._dragged: Emotion | None = None
        self._centre = QPointF()
        self._radius = OUTER
        self._spots: dict[str, QRectF] = {}
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setSizePolicy(policy)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.focus_radius = 8
        self._name()

    @property
    def radius(self) -> float:
        """The outer radius that fits now, in px."""
        return self._radius

    @property
    def focused(self) -> Emotion | None:
        """The sector the keys act on."""
        return None if self._at is None else self.wheel.emotions[self._at]

    def set_language(self, language: str) -> None:
        """Say the labels in another language; empty for the program's."""
        self._language = language
        self._measure()
        self._name()
        self.update()

    def set_picks(self, picks: Sequence[dict[str, Any]]) -> None:
        """Show what is chosen."""
        self._picks = {row["key"]: int(row.get("intensity") or 0) for row in picks}
        self._name()
        self.update()

    def spot(self, key: str, intensity: int) -> QPointF:
        """The middle of a ring of a sector, in own coordinates."""
        emotion = self.wheel.find(key)
        assert emotion is not None
        step = (self._radius - self._inner()) / INTENSITY_HIGH
        return self._point(emotion.angle, self._inner() + step * (intensity - 0.5))

    def retranslate(self) -> None:
        """The labels have other widths in another language."""
        self._measure()
        self._name()

    def restyle(self) -> None:
        """The labels have other widths at another text size."""
        self._measure()

    def sizeHint(self) -> QSize:
        """The size of the drawing."""
        return QSize(480, 446)

    def minimumSizeHint(self) -> QSize:
        """As small as the wheel can be pressed."""
        theme = self.theme
        rows = len(self.wheel.emotions) / 2 * _APART * theme.scale
        wide = max(
            self._label_width(emotion) + (SMALLEST + _LABEL_GAP) * self._across(emotion)
            for emotion in self.wheel.emotions
        )
        return QSize(round(2 * wide) + 10, round(max(3 * SMALLEST, rows) + 2 * _AXIS_ROOM * theme.scale + 44))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Choose the radius that fits."""
        super().resizeEvent(event)
        self._measure()

    # --- measures

    def _labels(self) -> str:
        return self._language or self.ui.texts.locale

    def _inner(self) -> float:
        return self._radius * INNER / OUTER

    def _point(self, angle: float, distance: float) -> QPointF:
        turn = math.radians(angle)
        return self._centre + QPointF(distance * math.sin(turn), -distance * math.cos(turn))

    def _measure(self) -> None:
        theme = self.theme
        second = self._second_row()
        half_wide, half_high = self.width() / 2, (self.height() - second) / 2
        self._centre = QPointF(half_wide, half_high + second)
        line = theme.line("small")
        radius = min(OUTER * max(1.0, theme.scale), half_high - _AXIS_ROOM * theme.scale - line)
        for emotion in self.wheel.emotions:
            words, across = self._label_width(emotion), self._across(emotion)
            if across > 0.3:
                radius = min(radius, (half_wide - 4 - words) / across - _LABEL_GAP)
        self._radius = max(SMALLEST, radius)
        self._spots = self._place_labels()

    def _label_width(self, emotion: Emotion) -> float:
        return self.theme.text_width("small", pick(emotion.name, self._labels()), 600) + 2

    @staticmethod
    def _across(emotion: Emotion) -> float:
        return abs(math.sin(math.radians(emotion.angle)))

    def _place_labels(self) -> dict[str, QRectF]:
        theme = self.theme
        high = float(theme.line("small"))
        spots: dict[str, QRectF] = {}
        for right in (True, False):
            side = [emotion for emotion in self.wheel.emotions if emotion.positive is right]
            side.sort(key=lambda emotion: self._point(emotion.angle, 1).y())
            middles = apart(
                [self._point(e.angle, self._radius + _LABEL_GAP).y() for e in side],
                _APART * theme.scale,
                self._centre.y(),
            )
            for emotion, middle in zip(side, middles, strict=True):
                wide = self._label_width(emotion)
                x = self._point(emotion.angle, self._radius + _LABEL_GAP).x()
                spots[emotion.key] = QRectF(x if right else x - wide, middle - high / 2, wide, high)
        return spots

    # --- drawing

    def draw(self, painter: QPainter) -> None:
        """Sectors, labels, axes, centre, the sector the keys act on."""
        for emotion in self.wheel.emotions:
            self._draw_sector(painter, emotion)
        self._draw_axes(painter)
        for emotion in self.wheel.emotions:
            self._draw_label(painter, emotion)
        self._draw_centre(painter)
        focused = self.focused
        if focused is not None and self.hasFocus():
            self._draw_focus(painter, focused)

    def _ring(self, angle: float, near: float, far: float) -> QPainterPath:
        """One cell of a sector; the gap is as wide at the rim as near the centre."""
        wide = 18.0
        gap = math.degrees(_GAP_DEG * math.pi / 180 * OUTER / 2)
        path = QPainterPath()
        half_far = wide / 2 - gap / far / 2
        half_near = wide / 2 - gap / near / 2
        outer = QRectF(self._centre.x() - far, self._centre.y() - far, 2 * far, 2 * far)
        inner = QRectF(self._centre.x() - near, self._centre.y() - near, 2 * near, 2 * near)
        start = 90 - angle
        path.arcMoveTo(outer, start + half_far)
        path.arcTo(outer, start + half_far, -2 * half_far)
        path.arcTo(inner, start - half_near, 2 * half_near)
        path.closeSubpath()
        return path

    def _draw_sector(self, painter: QPainter, emotion: Emotion) -> None:
        theme = self.theme
        side = "positive" if emotion.positive else "negative"
        tint = QColor(theme.color(f"valence.{side}.subtle"))
        tint.setAlphaF(0.95 if emotion.in_control else 0.55)
        edge = theme.step("diverging11", 7 if emotion.positive else 3)
        solid = theme.color(f"valence.{side}")
        chosen = self._picks.get(emotion.key, 0)
        step = (self._radius - self._inner()) / INTENSITY_HIGH
        for ring in range(INTENSITY_HIGH):
            near = self._inner() + ring * step + (1 if ring else 0)
            path = self._ring(emotion.angle, near, self._inner() + (ring + 1) * step)
            if ring < chosen:
                painter.fillPath(path, solid)
            else:
                painter.setPen(QPen(edge, 0.8))
                painter.setBrush(tint)
                painter.drawPath(path)
        if chosen:
            middle = self._point(emotion.angle, self._inner() + step * (chosen - 0.5))
            area = QRectF(middle.x() - 12, middle.y() - 10, 24, 20)
            painter.setPen(theme.color("bg.surface"))
            text(painter, area, str(chosen), theme.font("small", 600), theme.color("bg.surface"), CENTER)

    def _draw_label(self, painter: QPainter, emotion: Emotion) -> None:
        theme = self.theme
        on = emotion.key in self._picks
        align = Qt.AlignmentFlag.AlignLeft if emotion.positive else Qt.AlignmentFlag.AlignRight
        text(
            painter,
            self._spots[emotion.key],
            pick(emotion.name, self._labels()),
            theme.font("small", 600 if on else 400),
            theme.color("text.primary" if on else "text.secondary"),
            align | Qt.AlignmentFlag.AlignVCenter,
        )

    def _draw_axes(self, painter: QPainter) -> None:
        theme = self.theme
        x, y, near, far = self._centre.x(), self._centre.y(), self._inner(), self._radius
        painter.setPen(QPen(theme.color("line.strong"), 1))
        for sign in (-1, 1):
            painter.drawLine(QPointF(x, y + sign * near), QPointF(x, y + sign * far))
            painter.drawLine(QPointF(x + sign * near, y), QPointF(x + sign * far, y))
        high = theme.line("caption")
        font, ink = theme.font("caption", 600), theme.color("text.secondary")
        texts = self.ui.texts
        top = max(0.0, y - far - 3 * high - _AXIS_ROOM - self._second_row())
        across = QRectF(0, top + 2, self.width(), high)
        text(painter, across, texts.t("strong sense of control"), font, ink, CENTER)
        below = QRectF(0, min(self.height(), y + far + 3 * high + _AXIS_ROOM) - high - 2, self.width(), high)
        text(painter, below, texts.t("weak sense of control"), font, ink, CENTER)
        second = self._second_row()
        for side, word in zip(("negative", "positive"), self._ends(), strict=True):
            self._draw_end(painter, word, side, top + second)

    def _ends(self) -> tuple[str, str]:
        texts = self.ui.texts
        return texts.t("− negative"), texts.t("positive +")

    def _second_row(self) -> int:
        """How much lower the ends stand where they do not fit beside the words at the top."""
        theme = self.theme
        words = (self.ui.texts.t("strong sense of control"), *self._ends())
        taken = sum(theme.text_width("caption", word, 600) for word in words) + 48
        return theme.line("caption") + 8 if taken > self.width() else 0

    def _draw_end(self, painter: QPainter, words: str, side: str, top: float) -> None:
        theme = self.theme
        wide = theme.text_width("caption", words, 600) + 16
        left = self.width() - wide if side == "positive" else 0
        area = QRectF(left, top, wide, theme.line("caption") + 4)
        box(painter, area, 4, theme.color(f"valence.{side}.subtle"))
        text(painter, area, words, theme.font("caption", 600), theme.color(f"valence.{side}"), CENTER)

    def _draw_centre(self, painter: QPainter) -> None:
        theme = self.theme
        radius = self._radius * CENTRE / OUTER
        color = theme.color
        painter.setPen(QPen(color("line.strong"), 1))
        painter.setBrush(color("accent.subtle" if NONE in self._picks else "bg.surface"))
        painter.drawEllipse(self._centre, radius, radius)
        painter.setPen(QPen(color("line.hairline"), 1))
        painter.drawLine(self._centre - QPointF(radius, 0), self._centre + QPointF(radius, 0))
        if radius < 34 * theme.scale:  # the buttons below say the same
            return
        wide = 2 * radius - 8
        for key, top in ((NONE, -radius + 5), (OTHER, 2)):
            on = key in self._picks
            area = QRectF(self._centre.x() - wide / 2, self._centre.y() + top, wide, radius - 7)
            ink = color("text.primary" if on else "text.secondary")
            words = pick(self.wheel.words(key), self._labels()).replace(" ", "\n")
            painter.setFont(theme.font("caption", 600 if on else 500))
            painter.setPen(ink)
            painter.drawText(area, int(Qt.AlignmentFlag.AlignCenter.value), words)

    def _draw_focus(self, painter: QPainter, emotion: Emotion) -> None:
        path = self._ring(emotion.angle, self._inner() - 3, self._radius + 4)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        pen = QPen(self.theme.color("focus.ring"), 2.5)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        painter.drawPath(path)

    # --- pointer

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the ring under the pointer, or a word of the centre."""
        at = event.position()
        away = at - self._centre
        distance = math.hypot(away.x(), away.y())
        emotion = self._emotion_at(at)
        if distance < self._radius * CENTRE / OUTER:
            (self.none_picked if away.y() < 0 else self.other_picked).emit()
        elif emotion is not None:
            self._dragged = emotion
            self._at = self.wheel.emotions.index(emotion)
            inside = distance <= self._radius + 4
            self._pick(emotion, self._ring_at(distance) if inside else self._picks.get(emotion.key, 0))
        self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag outwards to raise, inwards to lower."""
        if self._dragged is None:
            return
        away = event.position() - self._centre
        intensity = self._ring_at(math.hypot(away.x(), away.y()))
        if self._picks.get(self._dragged.key) != intensity and self._dragged.key in self._picks:
            self.picked.emit(self._dragged.key, intensity)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """The drag is over."""
        self._dragged = None

    def _emotion_at(self, at: QPointF) -> Emotion | None:
        away = at - self._centre
        if math.hypot(away.x(), away.y()) <= self._radius + 4:
            angle = math.degrees(math.atan2(away.x(), -away.y())) % 360
            return self.wheel.emotions[int(angle // 18) % len(self.wheel.emotions)]
        for key, spot in self._spots.items():
            if spot.adjusted(-6, -1, 6, 1).contains(at):
                return self.wheel.find(key)
        return None

    def _ring_at(self, distance: float) -> int:
        step = (self._radius - self._inner()) / INTENSITY_HIGH
        return max(1, min(INTENSITY_HIGH, math.ceil((distance - self._inner()) / step)))

    def _pick(self, emotion: Emotion, intensity: int) -> None:
        self.picked.emit(emotion.key, intensity or _FIRST_PRESS)

    # --- keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows turn, + and − change, Space chooses, Delete takes away."""
        step = _TURNS.get(Qt.Key(event.key()), 0)
        if step:
            self._turn(step)
            return
        emotion = self.focused
        if emotion is None or event.modifiers() & ~_PLAIN:
            super().keyPressEvent(event)
            return
        now = self._picks.get(emotion.key, 0)
        if event.text() == "+" and now < INTENSITY_HIGH:
            self.picked.emit(emotion.key, now + 1)
        elif event.text() in ("-", "\N{MINUS SIGN}") and now > 0:
            if now > 1:
                self.picked.emit(emotion.key, now - 1)
            else:
                self.removed.emit(emotion.key)
        elif event.text() in {"1", "2", "3", "4", "5"}:
            self.picked.emit(emotion.key, int(event.text()))
        elif event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter) and not now:
            self.picked.emit(emotion.key, _FIRST_PRESS)
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and now:
            self.removed.emit(emotion.key)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The keys act on the strongest choice first, or on the first sector."""
        if self._at is None:
            chosen = [key for key in self._picks if self.wheel.find(key)]
            strongest = max(chosen, key=lambda key: self._picks[key], default="")
            found = self.wheel.find(strongest)
            self._at = self.wheel.emotions.index(found) if found else 0
        super().focusInEvent(event)
        self._name()

    def _turn(self, step: int) -> None:
        self._at = ((self._at or 0) + step) % len(self.wheel.emotions)
        self._name()
        self.update()

    def _name(self) -> None:
        texts = self.ui.texts
        words = [texts.t("Emotion wheel")]
        focused = self.focused
        if focused is not None:
            words.append(pick(focused.name, self._labels()))
            chosen = self._picks.get(focused.key)
            words.append(
                texts.t("{n} of {m}", n=chosen, m=INTENSITY_HIGH) if chosen else texts.t("not chosen")
            )
        self.setAccessibleName(", ".join(words))
        self.setAccessibleDescription(
            texts.t("Arrow keys turn, plus and minus change the strength, Delete takes the emotion away.")
        )
        if self.hasFocus():
            event = QAccessibleEvent(self, QAccessible.Event.NameChanged)
            QAccessible.updateAccessibility(event)


_TURNS = {
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Up: -1,
}
_PLAIN = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier
