# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The editor of an image choice: large pictures with their words; digits, arrows, a tap."""

from typing import Any

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QImage, QKeyEvent, QPainter
from PySide6.QtWidgets import QWidget

from cxfield.i18n import N_
from cxfield.methods.questions import CANNOT_SAY, Choice
from ui.context import Say, Ui
from ui.editors.base import Editor, EditorSpec
from ui.editors.choice import CANNOT_SAY_WORDS, choice_chip
from ui.editors.flow import FlowLayout
from ui.pictures import Pictures
from ui.widgets.base import PaintedButton
from ui.widgets.paint import CENTER, box, icon, keycap, text, wrapped_height

MISSING = N_("The picture is missing")
_WIDE, _HIGH = 208, 148
_SHARP = 3
_DIGITS = frozenset("123456789")
_STEPS = {
    Qt.Key.Key_Left.value: -1,
    Qt.Key.Key_Up.value: -1,
    Qt.Key.Key_Right.value: 1,
    Qt.Key.Key_Down.value: 1,
}


class ImageChoiceEditor(Editor):
    """One picture; a second press takes it back. A missing picture can still be chosen by its words."""

    def __init__(self, ui: Ui, spec: EditorSpec) -> None:
        super().__init__(ui, spec)
        self._value: Any = None
        self._pictures = Pictures(ui, self)
        place = QWidget()
        flow = FlowLayout(place, 12, centred=spec.alone)
        self.cards: dict[str, PictureCard] = {}
        for number, choice in enumerate(spec.asked.choices, start=1):
            card = self._card(choice, str(number) if number <= len(_DIGITS) and not spec.alone else "")
            self.cards[choice.key] = card
            flow.addWidget(card)
        self.column.addWidget(place)
        self.unsure = None
        if spec.asked.settings.get("cannot_say"):
            self.unsure = choice_chip(ui, spec.words({}, CANNOT_SAY_WORDS))
            self.unsure.clicked.connect(lambda: self._pressed(CANNOT_SAY))
            side = Qt.AlignmentFlag.AlignHCenter if spec.alone else Qt.AlignmentFlag.AlignLeft
            self.column.addWidget(self.unsure, 0, side)

    def _card(self, choice: Choice, key: str) -> "PictureCard":
        card = PictureCard(self.ui, self.spec.words(choice.name, choice.msgid), key)
        card.clicked.connect(lambda: self._pressed(choice.key))
        self._pictures.show(choice.image_id, self.ui.theme.px(_WIDE) * _SHARP, card.set_image)
        return card

    def set_value(self, value: Any) -> None:
        """Show what was chosen."""
        self._value = value
        for key, card in self.cards.items():
            card.setChecked(key == value)
        if self.unsure is not None:
            self.unsure.setChecked(value == CANNOT_SAY)

    def focus_first(self) -> bool:
        """Focus the chosen picture, or the first."""
        cards = [card for card in self.cards.values() if card.isChecked()] or list(self.cards.values())
        if cards:
            cards[0].setFocus(Qt.FocusReason.TabFocusReason)
        return bool(cards)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A digit chooses the picture that shows it, arrows go to the neighbour."""
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        cards = list(self.cards)
        step = _STEPS.get(event.key(), 0)
        at = next((n for n, key in enumerate(cards) if self.cards[key].hasFocus()), -1)
        if not held and event.text() in _DIGITS and 1 <= int(event.text()) <= len(cards):
            key = cards[int(event.text()) - 1]
            self.cards[key].setFocus(Qt.FocusReason.TabFocusReason)
            self._pressed(key)
        elif not held and step and 0 <= at + step < len(cards):
            self.cards[cards[at + step]].setFocus(Qt.FocusReason.TabFocusReason)
        else:
            super().keyPressEvent(event)

    def _pressed(self, key: str) -> None:
        value = None if self._value == key else key
        self.set_value(value)
        self.changed.emit(value)


class PictureCard(PaintedButton):
    """A picture with its words below; a ring and a check mark when chosen."""

    def __init__(self, ui: Ui, words: Say, key: str) -> None:
        super().__init__(ui, words)
        self._key = key
        self._image: QImage | None = None
        self._waits = True
        self.focus_radius = ui.theme.radius("touch_control")
        self.setCheckable(True)
        self.retranslate()

    def set_image(self, image: QImage | None) -> None:
        """Show the picture, or that it is missing."""
        self._image, self._waits = image, False
        self.update()

    def sizeHint(self) -> QSize:
        """The picture and the lines of its words."""
        theme = self.theme
        return QSize(theme.px(_WIDE), theme.px(_HIGH) + self._words_high() + 20)

    def _words_high(self) -> int:
        theme = self.theme
        return max(
            theme.line("control"),
            wrapped_height(theme, "control", self.words, theme.px(_WIDE) - 24, 600),
        )

    def draw(self, painter: QPainter) -> None:
        """Frame, picture, words, mark."""
        theme = self.theme
        color = theme.color
        on = self.isChecked()
        token = "bg.pressed" if self.isDown() else "bg.hover" if self.hovered() else "bg.surface"
        line = color("accent.base" if on else "line.strong")
        radius = theme.radius("touch_control")
        box(painter, self.rect(), radius, color(token), line, 3 if on else 1)
        area = QRectF(8, 8, self.width() - 16, theme.px(_HIGH) - 8)
        if self._image is not None:
            draw_fitting(painter, self._image, area)
        else:
            box(painter, area, theme.radius("control"), color("bg.sunken"))
            if not self._waits:
                words = self.ui.texts.t(MISSING)
                inner = area.adjusted(8, 0, -8, 0)
                text(painter, inner, words, theme.font("small"), color("text.secondary"), CENTER, wrap=True)
        below = QRectF(12, theme.px(_HIGH) + 6, self.width() - 24, self._words_high() + 8)
        font = theme.font("control", 600 if on else 500)
        text(painter, below, self.words, font, color("text.primary"), CENTER, wrap=True)
        if on:
            self._check(painter)
        elif self._key:
            keycap(painter, theme, 14, 14, self._key)

    def _check(self, painter: QPainter) -> None:
        theme = self.theme
        side = theme.px(28)
        circle = QRectF(self.width() - side - 14, 14, side, side)
        box(painter, circle, side / 2, theme.color("accent.base"))
        sign = theme.px(18)
        at = (side - sign) / 2
        icon(painter, theme, "check", circle.x() + at, circle.y() + at, sign, theme.color("accent.on"))


def draw_fitting(painter: QPainter, image: QImage, area: QRectF) -> QRectF:
    """Draw a picture whole into the middle of an area; returns where it lies."""
    size = image.size().scaled(area.size().toSize(), Qt.AspectRatioMode.KeepAspectRatio)
    x = area.x() + (area.width() - size.width()) / 2
    y = area.y() + (area.height() - size.height()) / 2
    target = QRectF(x, y, size.width(), size.height())
    painter.drawImage(target, image)
    return target
