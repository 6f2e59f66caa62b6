# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Buttons: primary, outline, danger and ghost, with icon, word and key cap; and square icon buttons."""

from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.context import Say, Ui
from ui.widgets.base import PaintedButton
from ui.widgets.paint import box, icon, keycap, keycap_size, text

_GAP = 8


class Kind(StrEnum):
    """How a button looks; one primary per area, danger only for what stops or destroys."""

    PRIMARY = "primary"
    OUTLINE = "outline"
    DANGER = "danger"
    GHOST = "ghost"


@dataclass(frozen=True, slots=True)
class Shades:
    """Fill, outline and ink of a control in its present state."""

    fill: QColor | None
    line: QColor | None
    ink: QColor


def shades(button: PaintedButton, kind: Kind) -> Shades:
    """Colours for a button kind and its state (normal, hover, pressed, disabled)."""
    color = button.theme.color
    down, over = button.isDown(), button.hovered()
    if not button.isEnabled():
        line = None if kind is Kind.GHOST else color("line.hairline")
        fill = None if kind is Kind.GHOST else color("bg.sunken")
        return Shades(fill, line, color("text.tertiary"))
    if kind is Kind.PRIMARY:
        token = "accent.pressed" if down else "accent.hover" if over else "accent.base"
        return Shades(color(token), color(token), color("accent.on"))
    fill = color("bg.pressed") if down else color("bg.hover") if over else None
    if kind is Kind.GHOST:
        return Shades(fill, None, color("text.secondary"))
    if kind is Kind.DANGER:
        return Shades(fill or color("bg.surface"), color("live.base"), color("live.base"))
    return Shades(fill or color("bg.surface"), color("line.strong"), color("text.primary"))


class Button(PaintedButton):
    """`Button(ui, words, kind=..., icon_name=..., key="Ctrl O", touch=True)`; 36 high, 48 for touch."""

    def __init__(
        self,
        ui: Ui,
        words: Say,
        *,
        kind: Kind = Kind.OUTLINE,
        icon_name: str | None = None,
        key: str = "",
        touch: bool = False,
        base_height: int | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(ui, words, parent)
        self._kind = kind
        self._icon = icon_name
        self._key = key
        self._touch = touch
        self._height = base_height or ui.theme.size("control_touch" if touch else "control")
        self.retranslate()

    @property
    def kind(self) -> Kind:
        """The look of the button."""
        return self._kind

    def set_kind(self, kind: Kind) -> None:
        """Change the look."""
        self._kind = kind
        self.updateGeometry()
        self.update()

    def set_icon_name(self, name: str | None) -> None:
        """Change the icon."""
        self._icon = name
        self.updateGeometry()
        self.update()

    def set_key(self, key: str) -> None:
        """Change the key hint."""
        self._key = key
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Wide enough for icon, word and key cap at the present text size."""
        role = "control" if self._touch else "body"
        return QSize(
            round(self._content_width() + 2 * (16 if self._touch else 14) + 0.5),
            self.theme.height(self._height, role),
        )

    def draw(self, painter: QPainter) -> None:
        """Fill, outline, icon, word, key cap; the group is centred."""
        theme = self.theme
        look = shades(self, self._kind)
        box(painter, self.rect(), theme.radius("control"), look.fill, look.line)
        left = (self.width() - self._content_width()) / 2
        middle = self.height() / 2
        if self._icon is not None:
            size = theme.px(20)
            icon(painter, theme, self._icon, left, middle - size / 2, size, look.ink)
            left += size + (_GAP if self.words or self._key else 0)
        if self.words:
            width = theme.metrics(*self._role()).horizontalAdvance(self.words)
            area = QRectF(left, 0, width + 2, self.height())
            text(painter, area, self.words, theme.font(*self._role()), look.ink)
            left += width + _GAP
        if self._key:
            _, high = keycap_size(theme, self._key)
            on = look.ink if self._kind is Kind.PRIMARY else None
            keycap(painter, theme, left, middle - high / 2, self._key, on=on)

    def _role(self) -> tuple[str, int]:
        weight = 600 if self._kind is Kind.PRIMARY else 500
        return ("control" if self._touch else "body"), weight

    def _content_width(self) -> float:
        theme = self.theme
        parts: list[float] = []
        if self._icon is not None:
            parts.append(theme.px(20))
        if self.words:
            parts.append(theme.metrics(*self._role()).horizontalAdvance(self.words))
        if self._key:
            parts.append(keycap_size(theme, self._key)[0])
        return sum(parts) + _GAP * max(0, len(parts) - 1)


class IconButton(PaintedButton):
    """A square button with an icon only; its name is spoken and shown as a tooltip."""

    def __init__(
        self,
        ui: Ui,
        icon_name: str,
        name: Say,
        *,
        kind: Kind = Kind.GHOST,
        touch: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(ui, name, parent)
        self._icon = icon_name
        self._kind = kind
        self._side = ui.theme.size("control_touch" if touch else "control")
        self.set_tip(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_icon_name(self, name: str) -> None:
        """Change the icon."""
        self._icon = name
        self.update()

    def sizeHint(self) -> QSize:
        """A square that follows the text size."""
        side = self.theme.height(self._side, "body")
        return QSize(side, side)

    def draw(self, painter: QPainter) -> None:
        """Fill, outline, icon."""
        theme = self.theme
        look = shades(self, self._kind)
        box(painter, self.rect(), theme.radius("control"), look.fill, look.line)
        size = theme.px(20)
        icon(
            painter, theme, self._icon, (self.width() - size) / 2, (self.height() - size) / 2, size, look.ink
        )
