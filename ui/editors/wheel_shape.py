# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where everything of the emotion wheel stands: radius, sectors, rings and labels for a size."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QPainterPath

from cxfield.i18n import Texts, pick
from cxfield.methods.questions.wheels import Emotion, Wheel
from ui.editors.spread import apart
from ui.theme import Theme

OUTER, INNER, CENTRE = 156.0, 48.0, 43.0
SMALLEST = 48.0
#: What the words of the centre need, in px at 100 % text; and the most that the centre takes of the radius.
_CENTRE_WORDS = 34.0
_CENTRE_MOST = 0.42
_GAP_DEG = 1.4
_LABEL_GAP = 11.0
_APART = 15.0
_AXIS_ROOM = 26.0


@dataclass(frozen=True, slots=True)
class WheelWords:
    """The words around the wheel, all in one language."""

    labels: Mapping[str, str]
    strong: str
    weak: str
    negative: str
    positive: str


def wheel_words(wheel: Wheel, texts: Texts) -> WheelWords:
    """Say the wheel in a language."""
    keys = (*(emotion.key for emotion in wheel.emotions), *wheel.centre)
    return WheelWords(
        {key: pick(wheel.words(key), texts.locale) for key in keys},
        texts.t("strong sense of control"),
        texts.t("weak sense of control"),
        texts.t("− negative"),
        texts.t("positive +"),
    )


@dataclass(frozen=True, slots=True)
class WheelShape:
    """The drawing for one size: centre and radii in px, and where each label stands."""

    centre: QPointF
    radius: float
    middle: float
    """Radius of the centre with its words."""
    top: float
    """Where the words of the sides stand; lower where they do not fit beside the words of the axis."""
    bottom: float
    wordy: bool
    """Whether the centre has room for its words."""
    rings: int
    sector: float
    """How many degrees a sector takes."""
    spots: Mapping[str, QRectF] = field(default_factory=dict)

    @property
    def inner(self) -> float:
        """Where the innermost ring begins."""
        return self.middle + self.radius * (INNER - CENTRE) / OUTER

    @property
    def step(self) -> float:
        """How wide a ring is."""
        return (self.radius - self.inner) / self.rings

    def point(self, angle: float, distance: float) -> QPointF:
        """The place at an angle (degrees clockwise from the top) and a distance from the centre."""
        turn = math.radians(angle)
        return self.centre + QPointF(distance * math.sin(turn), -distance * math.cos(turn))

    def distance(self, at: QPointF) -> float:
        """How far a place is from the centre."""
        away = at - self.centre
        return math.hypot(away.x(), away.y())

    def ring_at(self, distance: float) -> int:
        """The ring at a distance, from 1."""
        return max(1, min(self.rings, math.ceil((distance - self.inner) / self.step)))

    def emotion_at(self, at: QPointF, wheel: Wheel) -> Emotion | None:
        """The sector under a place, or the one whose label is there."""
        away = at - self.centre
        if self.distance(at) <= self.radius + 4:
            angle = math.degrees(math.atan2(away.x(), -away.y())) % 360
            return wheel.emotions[int(angle // self.sector) % len(wheel.emotions)]
        for key, spot in self.spots.items():
            if spot.adjusted(-6, -1, 6, 1).contains(at):
                return wheel.find(key)
        return None

    def cell(self, angle: float, near: float, far: float) -> QPainterPath:
        """One cell of a sector; the gap is as wide at the rim as near the centre."""
        gap = math.degrees(_GAP_DEG * math.pi / 180 * OUTER / 2)
        path = QPainterPath()
        half_far = self.sector / 2 - gap / far / 2
        half_near = self.sector / 2 - gap / near / 2
        x, y, start = self.centre.x(), self.centre.y(), 90 - angle
        outer = QRectF(x - far, y - far, 2 * far, 2 * far)
        inner = QRectF(x - near, y - near, 2 * near, 2 * near)
        path.arcMoveTo(outer, start + half_far)
        path.arcTo(outer, start + half_far, -2 * half_far)
        path.arcTo(inner, start - half_near, 2 * half_near)
        path.closeSubpath()
        return path


def shape(theme: Theme, wheel: Wheel, words: WheelWords, size: QSize) -> WheelShape:
    """Choose the largest wheel that fits into a size with all its labels."""
    second = _second_row(theme, words, size.width())
    wide = _radius_for_width(theme, wheel, words, size.width())
    radius = max(SMALLEST, min(wide, (size.height() - second) / 2 - _room(theme)))
    reach = _reach(theme, wheel, radius)
    needs = _CENTRE_WORDS * theme.scale
    middle = max(radius * CENTRE / OUTER, min(needs, radius * _CENTRE_MOST))
    centre = QPointF(size.width() / 2, second + reach)
    found = WheelShape(
        centre, radius, middle, second, centre.y() + reach, middle >= needs - 1, wheel.rings, wheel.sector
    )
    return replace(found, spots=_labels(theme, wheel, words, found))


def natural_height(theme: Theme, wheel: Wheel, words: WheelWords, width: int) -> int:
    """How high the wheel is drawn when the width alone decides."""
    radius = max(SMALLEST, _radius_for_width(theme, wheel, words, width))
    return math.ceil(2 * _reach(theme, wheel, radius) + _second_row(theme, words, width))


def least_size(theme: Theme, wheel: Wheel, words: WheelWords) -> QSize:
    """As small as the wheel can be pressed."""
    wide = max(_wide(theme, words, e) + (SMALLEST + _LABEL_GAP) * _across(e) for e in wheel.emotions)
    width = round(2 * wide) + 10
    return QSize(width, math.ceil(2 * _reach(theme, wheel, SMALLEST) + _second_row(theme, words, width)))


def _room(theme: Theme) -> float:
    """Above and below the circle: a row of labels, and the words of the axis."""
    return _AXIS_ROOM * theme.scale + theme.line("small")


def _reach(theme: Theme, wheel: Wheel, radius: float) -> float:
    """How far above and below the centre the drawing goes; small wheels with large labels go further."""
    labels = max(abs(y) for right in (True, False) for _, y in _middles(theme, wheel, radius, right=right))
    return max(radius + _room(theme), labels + theme.line("small") / 2 + theme.line("caption") + 8)


def _middles(theme: Theme, wheel: Wheel, radius: float, *, right: bool) -> list[tuple[Emotion, float]]:
    """How far below the centre each label of a side stands."""
    side = [emotion for emotion in wheel.emotions if emotion.right is right]
    side.sort(key=lambda emotion: -math.cos(math.radians(emotion.angle)))
    wanted = [-(radius + _LABEL_GAP) * math.cos(math.radians(emotion.angle)) for emotion in side]
    return list(zip(side, apart(wanted, _APART * theme.scale, 0), strict=True))


def _radius_for_width(theme: Theme, wheel: Wheel, words: WheelWords, width: int) -> float:
    radius = OUTER * max(1.0, theme.scale)
    for emotion in wheel.emotions:
        across = _across(emotion)
        if across > 0.3:
            radius = min(radius, (width / 2 - 4 - _wide(theme, words, emotion)) / across - _LABEL_GAP)
    return radius


def _second_row(theme: Theme, words: WheelWords, width: int) -> int:
    """How much lower the ends stand where they do not fit beside the words at the top."""
    said = (words.strong, words.negative, words.positive)
    taken = sum(theme.text_width("caption", word, 600) for word in said) + 48
    return theme.line("caption") + 8 if taken > width else 0


def _wide(theme: Theme, words: WheelWords, emotion: Emotion) -> float:
    return theme.text_width("small", words.labels[emotion.key], 600) + 2


def _across(emotion: Emotion) -> float:
    return abs(math.sin(math.radians(emotion.angle)))


def _labels(theme: Theme, wheel: Wheel, words: WheelWords, drawn: WheelShape) -> dict[str, QRectF]:
    high = float(theme.line("small"))
    spots: dict[str, QRectF] = {}
    for right in (True, False):
        for emotion, below in _middles(theme, wheel, drawn.radius, right=right):
            wide = _wide(theme, words, emotion)
            x = drawn.point(emotion.angle, drawn.radius + _LABEL_GAP).x()
            top = drawn.centre.y() + below - high / 2
            spots[emotion.key] = QRectF(x if right else x - wide, top, wide, high)
    return spots
