# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The strip under the line: what, when and where it will say, and the interpretation apart from them."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from cxfield.methods.rules import FIELD_NAMES, Field
from ui.context import Ui
from ui.widgets.base import Painted
from ui.widgets.paint import elided, icon, text


class FieldStrip(Painted):
    """A check mark where a field is filled, a dash where it is not; time and place fill themselves."""

    def __init__(self, ui: Ui, parent: QWidget | None = None) -> None:
        super().__init__(ui, parent)
        self._values = ("", "", "", "")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_values(self, what: str, when: str, where: str, interpretation: str) -> None:
        """Show these."""
        values = (what, when, where, interpretation)
        if values != self._values:
            self._values = values
            spoken = (f"{name} {value}" for name, value in zip(self._names(), values, strict=True) if value)
            self.setAccessibleName(", ".join(spoken))
            self.update()

    def sizeHint(self) -> QSize:
        """34 high at 100 %."""
        return QSize(300, self.theme.height(34, "small"))

    def draw(self, painter: QPainter) -> None:
        """Sign, name, value."""
        theme = self.theme
        middle = self.height() / 2
        size = theme.px(16)
        x = 4.0
        for place, (name, value) in enumerate(zip(self._names(), self._values, strict=True)):
            if place == 3 and not value:
                return
            ink = "source.interview" if place == 3 else "success.base" if value else "text.tertiary"
            icon(painter, theme, "check" if value else "minus", x, middle - size / 2, size, theme.color(ink))
            x += size + 6
            wide = theme.text_width("small", name)
            quiet = theme.color("text.tertiary" if place < 3 else "source.interview")
            text(painter, QRectF(x, 0, wide + 2, self.height()), name, theme.font("small"), quiet)
            x += wide + 6
            room = max(0.0, min(self.width() - x, theme.px(240)))
            shown = elided(theme, "small", value, room, 600)
            wide = theme.text_width("small", shown, 600)
            color = theme.color("text.primary")
            text(painter, QRectF(x, 0, wide + 2, self.height()), shown, theme.font("small", 600), color)
            x += wide + 18 if value else 8

    def _names(self) -> tuple[str, str, str, str]:
        texts = self.ui.texts
        what, when, where = (texts.tc(*FIELD_NAMES[f]) for f in (Field.WHAT, Field.WHEN, Field.WHERE))
        return what, when, where, texts.t("Interpretation")
