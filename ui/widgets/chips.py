# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Chips: removable conditions, large choices, and the touchpoint chip of the observe room."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.context import Say, Ui
from ui.widgets.base import Painted, PaintedButton
from ui.widgets.paint import RIGHT, box, icon, keycap, keycap_size, tag, tag_size, text


class Tag(Painted):
    """A small coloured pill for information; colours by token (`ink="warning.base"`, `fill=...`)."""

    def __init__(
        self,
        ui: Ui,
        words: Say,
        *,
        ink: str = "text.secondary",
        fill: str = "bg.hover",
        icon_name: str | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(ui, parent)
        self._words, self._ink, self._fill, self._icon = words, ink, fill, icon_name
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.retranslate()

    def set_words(self, words: Say) -> None:
        """Change the words."""
        same = self.ui.say(words) == self.ui.say(self._words)
        self._words = words
        if not same:
            self._texts_changed()

    def set_tone(self, ink: str, fill: str, icon_name: str | None = None) -> None:
        """Change the colours and the icon."""
        if (ink, fill, icon_name) == (self._ink, self._fill, self._icon):
            return
        self._ink, self._fill, self._icon = ink, fill, icon_name
        self.updateGeometry()
        self.update()

    def retranslate(self) -> None:
        """The spoken name is the words."""
        self.setAccessibleName(self.ui.say(self._words))

    def sizeHint(self) -> QSize:
        """The size of the pill."""
        return QSize(*tag_size(self.theme, self.ui.say(self._words), self._icon))

    def draw(self, painter: QPainter) -> None:
        """Paint the pill."""
        words = self.ui.say(self._words)
        tag(painter, self.theme, 0, 0, words, ink=self._ink, fill=self._fill, icon_name=self._icon)


class Chip(PaintedButton):
    """A large tappable choice: 48 high, solid with a check mark when on, grey with one when used."""

    def __init__(
        self,
        ui: Ui,
        words: Say,
        *,
        key: str = "",
        icon_name: str | None = None,
        checkable: bool = False,
        base_height: int = 48,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(ui, words, parent)
        self._key, self._icon, self._height = key, icon_name, base_height
        self._used = False
        self.focus_radius = ui.theme.radius("touch_control")
        self.setCheckable(checkable)
        self.retranslate()

    @property
    def used(self) -> bool:
        """Whether it was tapped once and turned grey with a check mark."""
        return self._used

    def set_used(self, used: bool) -> None:
        """Turn it grey with a check mark; it can still be pressed."""
        if used != self._used:
            self._used = used
            self.updateGeometry()
            self.update()

    def set_key(self, key: str) -> None:
        """Change the key hint."""
        self._key = key
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Mark, words and key cap in one line; as wide in every state, so that no neighbour moves."""
        theme = self.theme
        sign = theme.px(18) + 6
        cap = keycap_size(theme, self._key)[0] + 8 if self._key else 0
        # A used chip has a check mark instead of its key; a chosen one has both.
        beside = sign + cap if self.isCheckable() or self._icon else max(sign, cap)
        wide = theme.text_width("control", self.words, 600) + beside
        return QSize(round(wide + 28.5), self.theme.height(self._height, "control"))

    def draw(self, painter: QPainter) -> None:
        """Fill, outline, mark, words, key cap."""
        theme = self.theme
        color = theme.color
        on = self.isChecked()
        if on:
            fill, line, ink = color("accent.base"), color("accent.base"), color("accent.on")
        elif not self.isEnabled() or self._used:
            fill, line, ink = color("bg.sunken"), color("line.hairline"), color("text.tertiary")
        else:
            token = "bg.pressed" if self.isDown() else "bg.hover" if self.hovered() else "bg.surface"
            fill, line, ink = color(token), color("line.strong"), color("text.primary")
        box(painter, self.rect(), theme.radius("touch_control"), fill, line)
        left = (self.width() - self._content()) / 2
        mark = self._mark()
        if mark is not None:
            size = theme.px(18)
            icon(painter, theme, mark, left, (self.height() - size) / 2, size, ink)
            left += size + 6
        width = theme.text_width("control", self.words, 600 if on else 500)
        area = QRectF(left, 0, width + 2, self.height())
        text(painter, area, self.words, theme.font("control", 600 if on else 500), ink)
        if self._key and not self._used:
            _, high = keycap_size(theme, self._key)
            top = (self.height() - high) / 2
            keycap(painter, theme, left + width + 8, top, self._key, on=ink if on else None)

    def _mark(self) -> str | None:
        return "check" if self.isChecked() or self._used else self._icon

    def _content(self) -> float:
        theme = self.theme
        width = theme.text_width("control", self.words, 600)
        if self._mark() is not None:
            width += theme.px(18) + 6
        if self._key and not self._used:
            width += keycap_size(theme, self._key)[0] + 8
        return width


class ConditionChip(PaintedButton):
    """A condition of a filter, 32 high; press, Backspace or Delete removes it (`removed`)."""

    removed = Signal()

    def __init__(self, ui: Ui, words: Say, *, parent: QWidget | None = None) -> None:
        super().__init__(ui, words, parent)
        self.focus_radius = 16
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_tip(lambda x: x.t("Remove this condition"))
        self.clicked.connect(self.removed)

    def sizeHint(self) -> QSize:
        """Words and a cross."""
        theme = self.theme
        return QSize(
            round(theme.text_width("small", self.words, 500) + theme.px(14) + 26.5), theme.height(32, "small")
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Backspace and Delete remove."""
        if event.key() in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete):
            self.removed.emit()
            return
        super().keyPressEvent(event)

    def draw(self, painter: QPainter) -> None:
        """A pill with a cross at the end."""
        theme = self.theme
        fill = theme.color("bg.pressed" if self.isDown() else "bg.hover" if self.hovered() else "bg.surface")
        box(painter, self.rect(), self.height() / 2, fill, theme.color("accent.line"))
        size = theme.px(14)
        area = QRectF(10, 0, self.width(), self.height())
        text(painter, area, self.words, theme.font("small", 500), theme.color("text.primary"))
        left = self.width() - 10 - size
        icon(painter, theme, "close", left, (self.height() - size) / 2, size, theme.color("text.secondary"))


class TouchpointChip(PaintedButton):
    """A touchpoint of the observe room: label, key hint ⇧1 to ⇧8 and its entry count; one is on."""

    def __init__(
        self, ui: Ui, words: Say, *, key: str = "", count: int = 0, parent: QWidget | None = None
    ) -> None:
        super().__init__(ui, words, parent)
        self._key, self._count = key, count
        self._compact = False
        self.focus_radius = ui.theme.radius("touch_control")
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.MinimumExpanding, QSizePolicy.Policy.Fixed)
        self.retranslate()

    def set_count(self, count: int) -> None:
        """Change the entry count."""
        if count != self._count:
            self._count = count
            self.retranslate()
            self.update()

    def set_compact(self, compact: bool) -> None:
        """One line, 48 high, as on a tablet."""
        self._compact = compact
        self.updateGeometry()
        self.update()

    def retranslate(self) -> None:
        """The spoken name has the count."""
        super().retranslate()
        count = self._count
        spoken = self.ui.texts.tn("{n} entry", "{n} entries", count)
        self.setAccessibleName(f"{self.words}, {spoken}")

    def nextCheckState(self) -> None:
        """The page decides which one is on."""

    def sizeHint(self) -> QSize:
        """54 high, wide enough for the label and for key and count below it."""
        theme = self.theme
        label = theme.text_width("body", self.words, 600)
        if self._compact:
            return QSize(round(label + 28.5), theme.height(48, "body"))
        below = theme.text_width("caption", f"{self._key}    {self._count}", 600)
        return QSize(round(max(label, below) + 22.5), theme.height(54, "small", lines=2))

    def draw(self, painter: QPainter) -> None:
        """Label above, key and count below; solid when on."""
        theme = self.theme
        color = theme.color
        on = self.isChecked()
        if on:
            fill, line = color("accent.base"), color("accent.base")
            ink = quiet = color("accent.on")
        else:
            token = "bg.pressed" if self.isDown() else "bg.hover" if self.hovered() else "bg.surface"
            fill, line = color(token if self.isEnabled() else "bg.sunken"), color("line.strong")
            ink, quiet = color("text.primary"), color("text.tertiary")
        box(painter, self.rect(), theme.radius("touch_control"), fill, line)
        font = theme.font("body", 600 if on else 500)
        if self._compact:
            area = QRectF(0, 0, self.width(), self.height())
            text(painter, area, self.words, font, ink, Qt.AlignmentFlag.AlignCenter)
            return
        top = QRectF(10, 6, self.width() - 20, theme.px(18))
        text(painter, top, self.words, font, ink)
        low = QRectF(10, self.height() - 6 - theme.px(16), self.width() - 20, theme.px(16))
        text(painter, low, self._key, theme.font("caption", 600), quiet)
        count = str(self._count) if self._count else "–"
        text(painter, low, count, theme.font("caption", 600, tnum=True), quiet, RIGHT)
