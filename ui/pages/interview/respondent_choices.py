# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Choices on the respondent's screen: one below the other, as wide as a hand, without keys on them."""

from typing import Any

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter

from cxfield.methods.questions import CANNOT_SAY, question_type
from cxfield.methods.questions.choice import ChoiceType
from ui.context import Say, Ui
from ui.editors.base import Editor, EditorSpec
from ui.editors.choice import CANNOT_SAY_WORDS
from ui.widgets.chips import Chip
from ui.widgets.paint import CENTER, box, icon, text, wrapped_height

#: Types whose choices are words alone; a count or pictures have editors of their own.
STACKED = frozenset(
    {
        "yes_no", "yes_partly_no", "yes_no_open", "expectation", "single_choice", "multiple_choice",
        "dropdown",
    }
)  # fmt: skip
_GAP = 12
_WIDE, _WIDEST, _HIGH = 560, 860, 72


class LargeChoices(Editor):
    """A second press on the chosen one takes it back."""

    def __init__(self, ui: Ui, spec: EditorSpec) -> None:
        super().__init__(ui, spec)
        kind = question_type(spec.type)
        assert isinstance(kind, ChoiceType)
        self.kind = kind
        self._value: Any = None
        self.column.setSpacing(_GAP)
        self.chips: dict[str, LargeChip] = {}
        for choice in kind.choices(spec.asked):
            self._add(choice.key, spec.words(choice.name, choice.msgid))
        if spec.asked.settings.get("cannot_say"):
            self._add(CANNOT_SAY, spec.words({}, CANNOT_SAY_WORDS))

    def _add(self, key: str, words: Say) -> None:
        chip = LargeChip(self.ui, words, checkable=True)
        chip.clicked.connect(lambda: self._pressed(key))
        self.chips[key] = chip
        self.column.addWidget(chip, 0, Qt.AlignmentFlag.AlignHCenter)

    def set_value(self, value: Any) -> None:
        """Show what was chosen."""
        self._value = value
        on = {CANNOT_SAY} if value == CANNOT_SAY else set(self.kind.picked(value))
        for key, chip in self.chips.items():
            chip.setChecked(key in on)

    def _pressed(self, key: str) -> None:
        picked = list(self.kind.picked(self._value))
        if key == CANNOT_SAY:
            value: Any = None if self._value == CANNOT_SAY else CANNOT_SAY
        elif self.kind.several:
            value = [other for other in picked if other != key] if key in picked else [*picked, key]
        else:
            value = None if key in picked else key
        self.set_value(value or None)
        self.changed.emit(value or None)


class LargeChip(Chip):
    """72 high, all of one width; long words take several lines."""

    def sizeHint(self) -> QSize:
        """As wide as its words need up to the widest; then as high."""
        theme = self.theme
        natural = round(theme.text_width("control", self.words, 600)) + 2 * self._side()
        wide = min(_WIDEST, max(_WIDE, natural))
        high = wrapped_height(theme, "control", self.words, wide - 2 * self._side(), 600)
        return QSize(wide, max(_HIGH, high + 32))

    def minimumSizeHint(self) -> QSize:
        """Never cut."""
        return self.sizeHint()

    def draw(self, painter: QPainter) -> None:
        """Fill, outline, check mark, words in the middle."""
        theme, on = self.theme, self.isChecked()
        color = theme.color
        fill = "accent.base" if on else "bg.pressed" if self.isDown() else "bg.surface"
        box(painter, self.rect(), 12, color(fill), color("accent.base" if on else "line.strong"), 2)
        ink = color("accent.on" if on else "text.primary")
        if on:
            size = theme.px(18)
            icon(painter, theme, "check", 20, (self.height() - size) / 2, size, ink)
        side = self._side()
        area = QRectF(side, 0, self.width() - 2 * side, self.height())
        text(painter, area, self.words, theme.font("control", 600 if on else 500), ink, CENTER, wrap=True)

    def _side(self) -> int:
        return 32 + self.theme.px(18)
