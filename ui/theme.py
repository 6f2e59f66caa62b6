# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Theme: every colour, font and measure of the window, read from the design tokens."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontMetricsF, QPalette

from ui.icons import Icons

LIGHT = "light"
DARK = "dark"
TEXT_SCALES: tuple[int, ...] = (100, 125, 150, 175, 200)

_FONT_FILES = ("Inter_400Regular.ttf", "Inter_500Medium.ttf", "Inter_600SemiBold.ttf")
_WEIGHTS: Mapping[int, QFont.Weight] = {
    400: QFont.Weight.Normal,
    500: QFont.Weight.Medium,
    600: QFont.Weight.DemiBold,
    700: QFont.Weight.Bold,
}


@dataclass(frozen=True, slots=True)
class TypeRole:
    """One line of the type table: size and line height in px at 100 %, weight and tracking."""

    px: float
    line: float
    weight: int
    tracking: float = 0.0
    tnum: bool = False


@dataclass(frozen=True, slots=True)
class Tokens:
    """The design tokens as read from the file; one object for both themes."""

    raw: Mapping[str, Any]
    roles: Mapping[str, TypeRole]

    @staticmethod
    def load(path: Path) -> "Tokens":
        """Read the token file."""
        raw = json.loads(path.read_text(encoding="utf-8"))
        roles = {
            name: TypeRole(
                px=row["px"],
                line=row["line"],
                weight=row["weight"],
                tracking=row.get("tracking", 0.0),
                tnum=row.get("tnum", False),
            )
            for name, row in raw["type"].items()
            if isinstance(row, dict) and "line" in row
        }
        return Tokens(raw=raw, roles=roles)


def load_fonts(folder: Path) -> None:
    """Register the three faces of the window; a missing file leaves the system font in its place."""
    for name in _FONT_FILES:
        QFontDatabase.addApplicationFont(str(folder / name))


@dataclass(frozen=True)
class Theme:
    """Colours by token name, fonts by role, sizes; immutable, so a change makes a new one."""

    name: str
    tokens: Tokens
    icons: Icons
    scale: float = 1.0
    reduce_motion: bool = False
    _colors: dict[str, QColor] = field(default_factory=dict, repr=False)
    _fonts: dict[tuple[str, int, bool], QFont] = field(default_factory=dict, repr=False)
    _metrics: dict[tuple[str, int, bool], QFontMetricsF] = field(default_factory=dict, repr=False)

    @property
    def dark(self) -> bool:
        """Whether this is the dark theme."""
        return self.name == DARK

    def color(self, token: str) -> QColor:
        """The colour of a token such as `bg.surface`."""
        found = self._colors.get(token)
        if found is None:
            found = QColor(self.tokens.raw["color"][self.name][token])
            self._colors[token] = found
        return found

    def step(self, palette: str, index: int) -> QColor:
        """Colour `index` of `ordinariness5`, `sequential7`, `diverging11`, `severity5` or `categorical8`."""
        key = f"{palette}:{index}"
        found = self._colors.get(key)
        if found is None:
            table = self.tokens.raw.get(palette) or self.tokens.raw["palette"][palette]
            found = QColor(table[self.name][index])
            self._colors[key] = found
        return found

    def font(self, role: str, weight: int | None = None, *, tnum: bool | None = None) -> QFont:
        """The font of a type role, optionally in another weight or with tabular figures."""
        return self._font_and_metrics(role, weight, tnum)[0]

    def metrics(self, role: str, weight: int | None = None, *, tnum: bool | None = None) -> QFontMetricsF:
        """Metrics of `font(...)` with the same arguments."""
        return self._font_and_metrics(role, weight, tnum)[1]

    def text_width(self, role: str, text: str, weight: int | None = None) -> float:
        """Width of one line of text in logical px."""
        return self.metrics(role, weight).horizontalAdvance(text)

    def line(self, role: str) -> int:
        """Line height of a role in px at the present text size."""
        return round(self.tokens.roles[role].line * self.scale)

    def px(self, length: float) -> int:
        """A length that follows the text size (icons, key caps, badges)."""
        return round(length * self.scale)

    def height(self, base: float, role: str = "body", lines: int = 1) -> int:
        """Height of a control: `base` at 100 %, grown by what the text grew."""
        return round(base + self.tokens.roles[role].line * (self.scale - 1.0) * lines)

    def space(self, step: int) -> int:
        """A step of the spacing scale (1 = 4 px … 10 = 40 px)."""
        return int(self.tokens.raw["space"][str(step)])

    def radius(self, name: str) -> float:
        """A corner radius by name (`control`, `tile`, `card` …)."""
        return float(self.tokens.raw["radius"][name])

    def size(self, name: str) -> int:
        """A plain size by name (`rail`, `topbar`, `control` …)."""
        return int(self.tokens.raw["size"][name])

    def duration(self, name: str) -> int:
        """A duration in ms; motion is 0 when the user asked for less of it."""
        still = self.reduce_motion and name in {"hover", "press", "selection", "panel", "undo_flash"}
        return 0 if still else int(self.tokens.raw["duration_ms"][name])

    def family(self, name: str) -> tuple[str, str]:
        """Colour token and icon of a code family (`action`, `staff`, `wait`, `reaction`, `outcome`)."""
        row = self.tokens.raw["code_family"].get(name, self.tokens.raw["code_family"]["outcome"])
        return str(row["color"]), str(row["icon"])

    def palette(self) -> QPalette:
        """The Qt palette, for the parts Qt paints itself."""
        palette = QPalette()
        for role, token in _PALETTE:
            palette.setColor(role, self.color(token))
        for role, token in _PALETTE_DISABLED:
            palette.setColor(QPalette.ColorGroup.Disabled, role, self.color(token))
        return palette

    def _font_and_metrics(
        self, role: str, weight: int | None, tnum: bool | None
    ) -> tuple[QFont, QFontMetricsF]:
        row = self.tokens.roles[role]
        key = (role, weight or row.weight, row.tnum if tnum is None else tnum)
        font = self._fonts.get(key)
        if font is None:
            font = self._make_font(row, key[1], key[2])
            self._fonts[key] = font
            self._metrics[key] = QFontMetricsF(font)
        return font, self._metrics[key]

    def _make_font(self, row: TypeRole, weight: int, tnum: bool) -> QFont:
        raw = self.tokens.raw["font"]
        font = QFont([raw["family"], *raw["fallback"]])
        font.setPixelSize(max(1, round(row.px * self.scale)))
        font.setWeight(_WEIGHTS[weight])
        if row.tracking:
            font.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, row.tracking * self.scale)
        if tnum:
            font.setFeature(QFont.Tag("tnum"), 1)
        return font


_PALETTE: tuple[tuple[QPalette.ColorRole, str], ...] = (
    (QPalette.ColorRole.Window, "bg.app"),
    (QPalette.ColorRole.WindowText, "text.primary"),
    (QPalette.ColorRole.Base, "bg.surface"),
    (QPalette.ColorRole.AlternateBase, "bg.subtle"),
    (QPalette.ColorRole.Text, "text.primary"),
    (QPalette.ColorRole.PlaceholderText, "text.tertiary"),
    (QPalette.ColorRole.Button, "bg.surface"),
    (QPalette.ColorRole.ButtonText, "text.primary"),
    (QPalette.ColorRole.Highlight, "accent.base"),
    (QPalette.ColorRole.HighlightedText, "accent.on"),
    (QPalette.ColorRole.Link, "accent.base"),
    (QPalette.ColorRole.ToolTipBase, "text.primary"),
    (QPalette.ColorRole.ToolTipText, "bg.surface"),
    (QPalette.ColorRole.Light, "bg.hover"),
    (QPalette.ColorRole.Midlight, "bg.hover"),
    (QPalette.ColorRole.Mid, "line.strong"),
    (QPalette.ColorRole.Dark, "line.strong"),
    (QPalette.ColorRole.Shadow, "line.strong"),
)
_PALETTE_DISABLED: tuple[tuple[QPalette.ColorRole, str], ...] = (
    (QPalette.ColorRole.Text, "text.tertiary"),
    (QPalette.ColorRole.WindowText, "text.tertiary"),
    (QPalette.ColorRole.ButtonText, "text.tertiary"),
    (QPalette.ColorRole.Base, "bg.sunken"),
)


class ThemeHolder(QObject):
    """Holds the present theme and tells when it is replaced."""

    changed = Signal()

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme

    @property
    def theme(self) -> Theme:
        """The theme to paint with now."""
        return self._theme

    def use(
        self, *, name: str | None = None, scale: float | None = None, reduce_motion: bool | None = None
    ) -> None:
        """Switch to the light or dark theme, another text size or less motion."""
        old = self._theme
        new = Theme(
            name=old.name if name is None else name,
            tokens=old.tokens,
            icons=old.icons,
            scale=old.scale if scale is None else min(2.0, max(1.0, scale)),
            reduce_motion=old.reduce_motion if reduce_motion is None else reduce_motion,
        )
        if (new.name, new.scale, new.reduce_motion) == (old.name, old.scale, old.reduce_motion):
            return
        self._theme = new
        self.changed.emit()
