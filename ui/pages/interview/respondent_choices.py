# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Choices on the respondent's screen: one below the other, as wide as a hand, without keys on them."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter

from ui.context import Say
from ui.editors.choice import ChoiceEditor
from ui.widgets.chips import Chip
from ui.widgets.paint import CENTER, box, icon, text, wrapped_height

#: Types whose choices are words; pictures have an editor of their own.
STACKED = frozenset(
    {
        "yes_no", "yes_partly_no", "yes_no_open", "yes_no_count", "expectation", "single_choice",
        "multiple_choice", "dropdown",
    }
)  # fmt: skip
_GAP = 12
_WIDE, _WIDEST, _HIGH = 560, 860, 72


class LargeChoices(ChoiceEditor):
    """A second press on the chosen one takes it back."""

    def _make_chip(self, words: Say) -> Chip:
        return LargeChip(self.ui, words, checkable=True)

    def _stand(self) -> None:
        self.column.setSpacing(_GAP)
        for chip in self.chips.values():
            self.column.addWidget(chip, 0, Qt.AlignmentFlag.AlignHCenter)


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
