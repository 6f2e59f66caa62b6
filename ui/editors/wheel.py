# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The emotion wheel: 20 sectors, five rings outwards; pressed, dragged, or turned with the arrow keys."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QPointF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from cxfield.i18n import texts_of
from cxfield.methods.questions.wheels import Emotion, Wheel, wheel_named
from ui.context import Ui
from ui.editors.wheel_paint import WheelPainter
from ui.editors.wheel_shape import WheelShape, WheelWords, least_size, natural_height, shape, wheel_words
from ui.widgets.base import Painted


class EmotionWheel(Painted):
    """`picked(key, intensity)` when a ring is chosen; `none_picked` and `other_picked` from the centre."""

    picked = Signal(str, int)
    removed = Signal(str)
    none_picked = Signal()
    other_picked = Signal()

    def __init__(self, ui: Ui, language: str = "", parent: QWidget | None = None, *, wheel: str = "") -> None:
        super().__init__(ui, parent)
        self.wheel: Wheel = wheel_named(wheel)
        self._language = language
        self._words = self._say()
        self._picks: dict[str, int] = {}
        self._at: int | None = None
        self._dragged: Emotion | None = None
        self._shape = self._measured()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.focus_radius = 8
        self._name()

    @property
    def radius(self) -> float:
        """The outer radius that fits now, in px."""
        return self._shape.radius

    @property
    def shape(self) -> WheelShape:
        """Where everything stands now."""
        return self._shape

    @property
    def words(self) -> WheelWords:
        """The words of the wheel, in the language of the interview."""
        return self._words

    @property
    def focused(self) -> Emotion | None:
        """The sector the keys act on."""
        return None if self._at is None else self.wheel.emotions[self._at]

    def set_language(self, language: str) -> None:
        """Say the wheel in another language; empty for the program's."""
        self._language = language
        self.retranslate()
        self.updateGeometry()
        self.update()

    def set_wheel(self, key: str) -> None:
        """Draw another wheel; what was picked goes."""
        if wheel_named(key) is not self.wheel:
            self.wheel = wheel_named(key)
            self._at, self._picks = None, {}
            self.retranslate()
            self.updateGeometry()
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
        return self._shape.point(emotion.angle, self._shape.inner + self._shape.step * (intensity - 0.5))

    def retranslate(self) -> None:
        """The labels have other widths in another language."""
        self._words = self._say()
        self._shape = self._measured()
        self._name()

    def restyle(self) -> None:
        """The labels have other widths at another text size."""
        self._shape = self._measured()

    def sizeHint(self) -> QSize:
        """As high as the width asks for; more height would leave it empty."""
        wide = self.width() if self.testAttribute(Qt.WidgetAttribute.WA_Resized) else 480
        return QSize(480, natural_height(self.theme, self.wheel, self._words, wide))

    def minimumSizeHint(self) -> QSize:
        """As small as the wheel can be pressed."""
        return least_size(self.theme, self.wheel, self._words)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Choose the radius that fits."""
        super().resizeEvent(event)
        self._shape = self._measured()
        if event.oldSize().width() != event.size().width():
            self.updateGeometry()

    def draw(self, painter: QPainter) -> None:
        """Paint the wheel as it stands."""
        drawing = WheelPainter(painter, self.theme, self.wheel, self._shape, self._words, self._picks)
        drawing.paint(self.focused if self.hasFocus() else None)

    def _say(self) -> WheelWords:
        here = self.ui.texts
        texts = here if self._language in ("", here.locale) else texts_of(self._language)
        return wheel_words(self.wheel, texts)

    def _measured(self) -> WheelShape:
        return shape(self.theme, self.wheel, self._words, self.size())

    # --- pointer

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the ring under the pointer, or a word of the centre."""
        at, drawn = event.position(), self._shape
        distance = drawn.distance(at)
        emotion = drawn.emotion_at(at, self.wheel)
        if distance < drawn.middle:
            (self.none_picked if at.y() < drawn.centre.y() else self.other_picked).emit()
        elif emotion is not None:
            self._dragged = emotion
            self._at = self.wheel.emotions.index(emotion)
            inside = distance <= drawn.radius + 4
            intensity = drawn.ring_at(distance) if inside else self._picks.get(emotion.key, 0)
            self.picked.emit(emotion.key, intensity or self._first_press())
        self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag outwards to raise, inwards to lower."""
        if self._dragged is None:
            return
        intensity = self._shape.ring_at(self._shape.distance(event.position()))
        if self._picks.get(self._dragged.key) != intensity and self._dragged.key in self._picks:
            self.picked.emit(self._dragged.key, intensity)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """The drag is over."""
        self._dragged = None

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
        if event.text() == "+" and now < self.wheel.rings:
            self.picked.emit(emotion.key, now + 1)
        elif event.text() in ("-", "\N{MINUS SIGN}") and now > 0:
            if now > 1:
                self.picked.emit(emotion.key, now - 1)
            else:
                self.removed.emit(emotion.key)
        elif event.text() in _DIGITS[: self.wheel.rings]:
            self.picked.emit(emotion.key, int(event.text()))
        elif event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter) and not now:
            self.picked.emit(emotion.key, self._first_press())
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

    def _first_press(self) -> int:
        """The middle ring."""
        return (self.wheel.rings + 1) // 2

    def _turn(self, step: int) -> None:
        self._at = ((self._at or 0) + step) % len(self.wheel.emotions)
        self._name()
        self.update()

    def _name(self) -> None:
        texts = self.ui.texts
        words = [texts.t("Emotion wheel")]
        focused = self.focused
        if focused is not None:
            words.append(self._words.labels[focused.key])
            chosen = self._picks.get(focused.key)
            words.append(
                texts.t("{n} of {m}", n=chosen, m=self.wheel.rings) if chosen else texts.t("not chosen")
            )
        self.setAccessibleName(", ".join(words))
        self.setAccessibleDescription(
            texts.t("Arrow keys turn, plus and minus change the strength, Delete takes the emotion away.")
        )
        if self.hasFocus():
            event = QAccessibleEvent(self, QAccessible.Event.NameChanged)
            QAccessible.updateAccessibility(event)


_DIGITS = ("1", "2", "3", "4", "5")
_TURNS = {
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Up: -1,
}
_PLAIN = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier
