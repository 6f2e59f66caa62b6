# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The two marks of an observation: ordinary–surprising 1 to 5 and polarity −, 0, +; and mark toggles."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from cxfield.i18n import N_, Texts
from ui.context import Say, Ui
from ui.widgets.base import PaintedButton
from ui.widgets.choice import Cell, ChoiceRow
from ui.widgets.paint import box, icon, keycap, keycap_size, polarity_mark, steps, steps_size, text

RATING_NAMES: tuple[str, ...] = (
    N_("completely ordinary"),
    N_("fairly ordinary"),
    N_("in between"),
    N_("fairly surprising"),
    N_("completely surprising"),
)
POLARITY_WORDS: tuple[tuple[int, str], ...] = (
    (-1, N_("Negative")),
    (0, N_("Neutral")),
    (1, N_("Positive")),
)


class RatingCells(ChoiceRow):
    """Five joined cells, 52 high; rising steps filled to the value plus the digit; keys 1 to 5."""

    def __init__(self, ui: Ui, *, parent: QWidget | None = None) -> None:
        super().__init__(ui, name=lambda x: x.t("Ordinary or surprising"), parent=parent)
        cells = [_RatingCell(ui, value) for value in range(1, 6)]
        self.use_cells(cells, stretch=True)

    def typed(self, event: QKeyEvent) -> bool:
        """Digits choose."""
        if event.text() in {"1", "2", "3", "4", "5"} and not _commands(event):
            self.choose(int(event.text()))
            return True
        return False


class _RatingCell(Cell):
    """Steps and digit; where the row is narrow the digit alone."""

    def __init__(self, ui: Ui, value: int) -> None:
        def spoken(texts: Texts) -> str:
            return f"{value}, {texts.t(RATING_NAMES[value - 1])}"

        super().__init__(ui, value, str(value), first=value == 1, last=value == 5, name=spoken)
        self._level = value
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """52 high; steps and digit."""
        theme = self.theme
        width, _ = steps_size(theme, 1.15)
        return QSize(round(width + theme.px(9) + theme.px(12) + 24), theme.height(52, "h2"))

    def minimumSizeHint(self) -> QSize:
        """Room for the digit, and for a finger."""
        return QSize(max(48, self.theme.px(12) + 24), self.sizeHint().height())

    def draw(self, painter: QPainter) -> None:
        """Steps filled to the value, the digit beside."""
        theme = self.theme
        on = self.isChecked()
        fill = theme.color("accent.subtle") if on else self.surface()
        self.paint_cell(painter, fill, inner="accent.base" if on else None)
        wide, high = steps_size(theme, 1.15)
        gap = theme.px(9)
        digit = theme.metrics("h2", 600).horizontalAdvance(self.words) * 18 / 16
        if wide + gap + digit > self.width() - 8:
            wide = gap = 0
        left = (self.width() - wide - gap - digit) / 2
        if wide:
            steps(painter, theme, left, (self.height() - high) / 2, self._level, 1.15)
        token = "accent.base" if on else "text.primary" if self.isEnabled() else "text.tertiary"
        area = QRectF(left + wide + gap, 0, digit + 6, self.height())
        text(painter, area, self.words, theme.font("h2", 600), theme.color(token))


class PolarityCells(ChoiceRow):
    """Three joined cells: orange square −, grey square 0, blue circle +; keys − 0 +."""

    def __init__(self, ui: Ui, *, parent: QWidget | None = None) -> None:
        super().__init__(ui, name=lambda x: x.t("Polarity"), parent=parent)
        cells = [_PolarityCell(ui, value, words) for value, words in POLARITY_WORDS]
        self.use_cells(cells, stretch=True)

    def typed(self, event: QKeyEvent) -> bool:
        """The signs choose."""
        value = {"-": -1, "\N{MINUS SIGN}": -1, "0": 0, "+": 1}.get(event.text())
        if value is None or _commands(event):
            return False
        self.choose(value)
        return True


class _PolarityCell(Cell):
    """One sign."""

    def __init__(self, ui: Ui, value: int, words: str) -> None:
        super().__init__(ui, value, lambda x: x.t(words), first=value == -1, last=value == 1)
        self._level = value

    def sizeHint(self) -> QSize:
        """52 high, at least 60 wide."""
        return QSize(self.theme.px(28) + 32, self.theme.height(52, "h2"))

    def draw(self, painter: QPainter) -> None:
        """The sign in its shape."""
        on = self.isChecked()
        fill = self.theme.color("accent.subtle") if on else self.surface()
        self.paint_cell(painter, fill, inner="accent.base" if on else None)
        side = self.theme.px(28)
        area = QRectF((self.width() - side) / 2, (self.height() - side) / 2, side, side)
        polarity_mark(painter, self.theme, area, self._level)


class MarkToggle(PaintedButton):
    """A mark that is on or off (pain point Q, delight W): icon, word, key cap; 52 high."""

    def __init__(
        self,
        ui: Ui,
        words: Say,
        *,
        icon_name: str,
        key: str = "",
        tone: str = "",
        base_height: int = 52,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(ui, words, parent)
        self._icon, self._key, self._tone, self._height = icon_name, key, tone, base_height
        self.focus_radius = ui.theme.radius("tile")
        self.setCheckable(True)
        self.retranslate()

    def sizeHint(self) -> QSize:
        """Icon, word and key cap in one line."""
        theme = self.theme
        width = theme.px(20) + 8 + theme.text_width("control", self.words, 600) + 24
        if self._key:
            width += 8 + keycap_size(theme, self._key)[0]
        return QSize(round(width + 0.5), theme.height(self._height, "control"))

    def draw(self, painter: QPainter) -> None:
        """On: its own subtle fill with a 2 px outline and a check mark for the icon's neighbour."""
        theme = self.theme
        color = theme.color
        on = self.isChecked()
        tone = self._tone or "accent"
        base = f"{tone}.base" if tone == "accent" else tone
        if on:
            box(painter, self.rect(), 8, color(f"{tone}.subtle"), color(base), 2)
        else:
            token = "bg.pressed" if self.isDown() else "bg.hover" if self.hovered() else "bg.surface"
            fill = color(token if self.isEnabled() else "bg.sunken")
            box(painter, self.rect(), 8, fill, color("line.strong"))
        ink = color(base if on else "text.primary" if self.isEnabled() else "text.tertiary")
        size = theme.px(20)
        width = theme.text_width("control", self.words, 600 if on else 500)
        cap = keycap_size(theme, self._key)[0] + 8 if self._key else 0
        gap = 8 if self.words or self._key else 0
        left = (self.width() - size - gap - width - cap) / 2
        icon(painter, theme, "check" if on else self._icon, left, (self.height() - size) / 2, size, ink)
        left += size + 8
        area = QRectF(left, 0, width + 2, self.height())
        text(painter, area, self.words, theme.font("control", 600 if on else 500), ink)
        if self._key:
            _, high = keycap_size(theme, self._key)
            keycap(painter, theme, left + width + 8, (self.height() - high) / 2, self._key)


def _commands(event: QKeyEvent) -> bool:
    """Whether Ctrl, Alt or Meta is held, which makes a key a command."""
    held = (
        Qt.KeyboardModifier.ControlModifier
        | Qt.KeyboardModifier.AltModifier
        | Qt.KeyboardModifier.MetaModifier
    )
    return bool(event.modifiers() & held)
