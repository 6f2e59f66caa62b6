# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Segment: one choice of a few, joined; the chosen part is solid with a check mark, arrow keys move."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.context import Say, Ui
from ui.widgets.choice import Cell, ChoiceRow
from ui.widgets.paint import fill_rect, icon, text, vline


@dataclass(frozen=True, slots=True)
class Option:
    """One choice: the value it stands for, its words, and a spoken name if the words are short."""

    value: str
    words: Say
    name: Say = ""


class Segment(ChoiceRow):
    """`Segment(ui, (Option("fi", "FI"), Option("en", "EN")), touch=False)`; 36 high, 48 in capture."""

    def __init__(
        self,
        ui: Ui,
        options: Sequence[Option],
        *,
        name: Say = "",
        value: str | None = None,
        touch: bool = False,
        check: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(ui, name=name, parent=parent)
        last = len(options) - 1
        cells = [
            _Part(ui, option, first=index == 0, last=index == last, touch=touch, check=check)
            for index, option in enumerate(options)
        ]
        self.use_cells(cells, stretch=False)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_value(value)


class _Part(Cell):
    """One cell of a segment."""

    def __init__(self, ui: Ui, option: Option, *, first: bool, last: bool, touch: bool, check: bool) -> None:
        super().__init__(ui, option.value, option.words, first=first, last=last, name=option.name)
        self._touch, self._check = touch, check

    def sizeHint(self) -> QSize:
        """The words in their bold form and room for the check mark, so that choosing moves no neighbour."""
        theme = self.theme
        pad = 16 if self._touch else 12
        width = theme.metrics(self._role(), 600).horizontalAdvance(self.words) + 2 * pad
        if self._check:
            width += self._mark() + 8
        height = theme.height(theme.size("control_touch" if self._touch else "control"), self._role())
        return QSize(round(width + 0.5), height)

    def draw(self, painter: QPainter) -> None:
        """Fill, outline, check mark, words."""
        theme = self.theme
        on = self.isChecked()
        fill = theme.color("accent.base" if self.isEnabled() else "bg.pressed") if on else self.surface()
        self.paint_cell(painter, fill)
        if not self._first and not on:
            fill_rect(painter, QRectF(0, 1, 1, self.height() - 2), fill)
        if not self._last:
            x = self.width() - 1
            fill_rect(painter, QRectF(x, 1, 1, self.height() - 2), fill)
            if not on:
                vline(painter, theme, x, 1, self.height() - 1)
        token = "text.tertiary" if not self.isEnabled() else "accent.on" if on else "text.primary"
        ink = theme.color(token)
        weight = 600 if on else 500
        width = theme.metrics(self._role(), weight).horizontalAdvance(self.words)
        mark = self._mark() if on and self._check else 0
        left = (self.width() - width - (mark + 8 if mark else 0)) / 2
        if mark:
            icon(painter, theme, "check", left, (self.height() - mark) / 2, mark, ink)
            left += mark + 8
        area = QRectF(left, 0, width + 2, self.height())
        text(painter, area, self.words, theme.font(self._role(), weight), ink)

    def _role(self) -> str:
        return "control" if self._touch else "body"

    def _mark(self) -> int:
        return self.theme.px(18 if self._touch else 16)
