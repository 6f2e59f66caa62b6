# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The code tile: family stripe, key, count and name; a running duration shows shopper and time."""

from PySide6.QtCore import QRectF, QSize, QTimer, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPainterPath
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.context import Say, Ui
from ui.widgets.base import PaintedButton
from ui.widgets.paint import RIGHT, box, fill_rect, icon, keycap, keycap_size, text
from ui.widgets.paragraph import paragraph
from ui.widgets.shapes import draw_shape

_HELP_AFTER_MS = 500


class CodeTile(PaintedButton):
    """`CodeTile(ui, label, key="S", family="action")`; clicked logs, a long press asks for help."""

    help_wanted = Signal()

    def __init__(
        self,
        ui: Ui,
        words: Say,
        *,
        key: str = "",
        family: str = "action",
        count: int = 0,
        shape: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(ui, words, parent)
        self._key, self._family, self._count, self._shape = key, family, count, shape
        self._running: str | None = None
        #: The size of the name at a width, worked out once.
        self._fitted: tuple[tuple[str, int, float], str] = (("", 0, 0.0), "tile")
        self._flash = QTimer(self)
        self._flash.setSingleShot(True)
        self._flash.timeout.connect(self.update)
        self._hold = QTimer(self)
        self._hold.setSingleShot(True)
        self._hold.setInterval(_HELP_AFTER_MS)
        self._hold.timeout.connect(self._held)
        self.focus_radius = ui.theme.radius("tile")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.retranslate()

    @property
    def count(self) -> int:
        """The number on the tile."""
        return self._count

    @property
    def running(self) -> str | None:
        """The words of a running duration (`D 2:06`), or None."""
        return self._running

    def set_count(self, count: int) -> None:
        """Change the number."""
        if count != self._count:
            self._count = count
            self._name()
            self.update()

    def set_running(self, words: str | None) -> None:
        """Show a running duration, such as `D 2:06`; None stops showing it."""
        if words != self._running:
            if (words is None) != (self._running is None):
                self._running = words
                self._name()
            self._running = words
            self.update()

    def flash(self) -> None:
        """The 120 ms fill after a press."""
        self._flash.start(self.theme.duration("selection"))
        self.update()

    def retranslate(self) -> None:
        """The spoken name has key and count."""
        super().retranslate()
        self._name()

    def sizeHint(self) -> QSize:
        """181x81 at 100 %."""
        wide, high = self.theme.tokens.raw["size"]["tile_desktop"]
        return QSize(max(wide, self.minimumSizeHint().width()), self._high(high))

    def minimumSizeHint(self) -> QSize:
        """At least 140x72 and as wide as the longest word of the label."""
        wide, high = self.theme.tokens.raw["size"]["tile_min"]
        word = max((self.theme.text_width("tile", word) for word in self.words.split()), default=0.0) + 30
        return QSize(round(max(wide, word)), self._high(high))

    def high_at(self, width: int) -> int:
        """The least height at a width: a long label takes a second line rather than be cut."""
        lines = 1 if self.theme.text_width(self._role(width), self.words, 600) <= width - 28 else 2
        return self.minimumSizeHint().height() + (lines - 1) * self.theme.line("tile")

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A long press opens code help instead of logging."""
        self._hold.start()
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """The press ends."""
        self._hold.stop()
        super().mouseReleaseEvent(event)

    def draw(self, painter: QPainter) -> None:
        """Fill, stripe, key, running time, count, label."""
        theme = self.theme
        color = theme.color
        token, _ = theme.family(self._family)
        ink, subtle = color(token), color(f"{token}.subtle")
        radius = theme.radius("tile")
        running = self._running is not None
        if running:
            fill = subtle
        elif self._flash.isActive() or self.isDown():
            fill = color("bg.pressed")
        elif not self.isEnabled():
            fill = color("bg.sunken")
        else:
            fill = color("bg.hover" if self.hovered() else "bg.surface")
        area = QRectF(self.rect())
        box(painter, area, radius, fill)
        shape = QPainterPath()
        shape.addRoundedRect(area, radius, radius)
        painter.save()
        painter.setClipPath(shape)
        fill_rect(painter, QRectF(0, 0, theme.size("family_stripe"), self.height()), ink)
        painter.restore()
        box(painter, area, radius, None, ink if running else color("line.strong"), 2 if running else 1)
        self._draw_top(painter)
        label = paragraph(theme, self._role(self.width()), self.words, self.width() - 28, weight=600)
        ink = color("text.primary" if self.isEnabled() else "text.tertiary")
        label.draw(painter, 16, self.height() - 9 - label.height, ink)

    def _role(self, width: int) -> str:
        """A name a little too long is written one size smaller before it takes a second line."""
        key = (self.words, width, self.theme.scale)
        if key != self._fitted[0]:
            role = "tile" if self.theme.text_width("tile", self.words) <= width - 28 else "control"
            self._fitted = (key, role)
        return self._fitted[1]

    def _draw_top(self, painter: QPainter) -> None:
        theme = self.theme
        _, high = keycap_size(theme, self._key, large=True)
        if self._key:
            keycap(painter, theme, 16, 9, self._key, large=True)
        if self._shape and self._running is None:
            side = theme.px(11)
            beside = 16 + (keycap_size(theme, self._key, large=True)[0] + 8 if self._key else 0)
            area = QRectF(beside, 9 + (high - side) / 2, side, side)
            draw_shape(painter, area, self._shape, theme.color(theme.family(self._family)[0]))
        row = QRectF(16, 9, self.width() - 28, high)
        token = "text.primary" if self._count else "text.tertiary"
        font = theme.font("count", 600 if self._count else 400)
        text(painter, row, str(self._count), font, theme.color(token), RIGHT)
        if self._running is not None:
            ink = theme.color(theme.family(self._family)[0])
            size = theme.px(18)
            count = theme.text_width("count", str(self._count), 600)
            words = theme.metrics("tile", 600, tnum=True).horizontalAdvance(self._running)
            cap = keycap_size(theme, self._key, large=True)[0]
            room = row.width() - cap - count
            left = row.left() + cap + max(6.0, (room - size - 6 - words) / 2)
            icon(painter, theme, "timer", left, 9 + (high - size) / 2, size, ink)
            area = QRectF(left + size + 6, 9, words + 2, high)
            text(painter, area, self._running, theme.font("tile", 600, tnum=True), ink)

    def _high(self, base: int) -> int:
        theme = self.theme
        return round(base + (theme.px(24) - 24) + (theme.line("tile") - 20))

    def _name(self) -> None:
        words = f"{self.words}, {self._key}, {self._count}" if self._key else f"{self.words}, {self._count}"
        if self._running is not None:
            words += f", {self._running}"
        self.setAccessibleName(words)

    def _held(self) -> None:
        self.setDown(False)
        self.help_wanted.emit()
