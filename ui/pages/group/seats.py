# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""One seat at the table: who, which key, how long and how often they spoke, and what is the matter."""

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QWidget

from cxfield.analysis.talk_balance import TalkFlag
from cxfield.services.group_views import SeatView
from ui.context import Ui
from ui.widgets.base import PaintedButton
from ui.widgets.paint import RIGHT, box, icon, keycap, keycap_size, text

WIDE, HIGH = 112, 78
SMALL_WIDE, SMALL_HIGH = 98, 62
_DRAG = 14


def clock_words(ms: int) -> str:
    """Minutes and seconds: 12:22."""
    return f"{ms // 60_000}:{ms // 1000 % 60:02}"


class SeatButton(PaintedButton):
    """Press: speaks now. Drag, or Ctrl with an arrow: sits elsewhere."""

    dragged = Signal(str, QPoint)
    moved = Signal(str, int)
    pressed_at = Signal(str)

    def __init__(self, ui: Ui, seat: SeatView, parent: QWidget) -> None:
        super().__init__(ui, "", parent)
        self.seat = seat
        self.small = False
        self._ms = self._turns = 0
        self._flags: tuple[TalkFlag, ...] = ()
        self._speaks = False
        self._here = True
        self._from: QPoint | None = None
        self._dragging = False
        self._unsaid = False
        self.focus_radius = ui.theme.radius("card")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.retranslate()

    def show_seat(
        self, seat: SeatView, ms: int, turns: int, flags: tuple[TalkFlag, ...], *, speaks: bool, here: bool
    ) -> None:
        """Change what is shown; nothing is painted when it is the same. `say` tells it to screen readers."""
        shown = (seat, ms // 1000, turns, flags, speaks, here)
        if shown == (self.seat, self._ms // 1000, self._turns, self._flags, self._speaks, self._here):
            return
        self.seat, self._ms, self._turns, self._flags = seat, ms, turns, flags
        self._speaks, self._here = speaks, here
        self._unsaid = True
        self.update()

    def say(self) -> None:
        """Bring the name and the tip up to what is shown."""
        if self._unsaid:
            self.retranslate()

    @property
    def turns(self) -> int:
        """The turns shown."""
        return self._turns

    @property
    def speaks(self) -> bool:
        """Whether it is shown as speaking."""
        return self._speaks

    def retranslate(self) -> None:
        """All of it in words."""
        texts = self.ui.texts
        seat = getattr(self, "seat", None)
        if seat is None:
            return
        self._unsaid = False
        code = seat.code or texts.t("moderator")
        parts = [code, texts.t("key {key}", key=seat.key or "–"), clock_words(self._ms)]
        parts.append(texts.tn("{n} turn", "{n} turns", self._turns))
        parts += [words for words in (self.state_words(),) if words]
        self.setAccessibleName(", ".join(parts))
        self.setToolTip(", ".join(parts))

    def state_words(self) -> str:
        """What is the matter, in a word or two."""
        texts = self.ui.texts
        if self._speaks:
            return texts.t("speaks")
        if not self._here:
            return texts.t("away")
        if TalkFlag.LONG_SILENT in self._flags:
            return texts.t("10 min silent")
        if TalkFlag.DOMINANT in self._flags:
            return texts.t("dominates")
        if TalkFlag.QUIET in self._flags:
            return texts.t("quiet")
        return ""

    def sizeHint(self) -> QSize:
        """Large round a small table, still over 48 px round a full one."""
        wide, high = (SMALL_WIDE, SMALL_HIGH) if self.small else (WIDE, HIGH)
        return QSize(self.theme.px(wide), self.theme.height(high, "caption", lines=2))

    def draw(self, painter: QPainter) -> None:
        """Solid while speaking, dashed when silent or away, a double line when dominant."""
        theme, color = self.theme, self.theme.color
        quiet = {TalkFlag.LONG_SILENT, TalkFlag.QUIET} & set(self._flags)
        dominant = TalkFlag.DOMINANT in self._flags
        ink, pale = color("text.primary"), color("text.secondary")
        fill = color("bg.pressed" if self.isDown() else "bg.hover" if self.hovered() else "bg.surface")
        line, width, dash = color("line.strong"), 1.0, False
        if self._speaks:
            fill = line = color("accent.base")
            ink = pale = color("accent.on")
        elif not self._here or self.seat.moderator:
            fill, dash = color("bg.subtle"), True
        elif quiet:
            line, width, dash = color("warning.base"), 2.0, True
        elif dominant:
            line, width = color("warning.base"), 2.0
        radius = theme.radius("card")
        box(painter, self.rect(), radius, fill, line, width, dash=dash)
        if dominant and not self._speaks:
            inner = QRectF(self.rect()).adjusted(4, 4, -4, -4)
            box(painter, inner, radius - 3, None, line, 1.0)
        self._draw_words(painter, ink, pale)

    def _draw_words(self, painter: QPainter, ink: QColor, pale: QColor) -> None:
        theme = self.theme
        pad = 8 if self.small else 10
        role = "h2" if self.small else "h1"
        code = self.seat.code or "–"
        high = theme.line(role)
        top = QRectF(pad, 5 if self.small else 7, self.width() - 2 * pad, high)
        text(painter, top, code, theme.font(role, 700), ink)
        if self.seat.key:
            wide, cap = keycap_size(theme, self.seat.key, large=not self.small)
            on = ink if self._speaks else None
            keycap(
                painter, theme, self.width() - pad - wide, top.center().y() - cap / 2, self.seat.key,
                large=not self.small, on=on,
            )  # fmt: skip
        low_high = theme.line("small")
        low = QRectF(
            pad, self.height() - low_high - (5 if self.small else 8), self.width() - 2 * pad, low_high
        )
        words = self.state_words()
        if words in {"", self.ui.texts.t("speaks"), self.ui.texts.t("quiet"), self.ui.texts.t("dominates")}:
            words = clock_words(self._ms)
        if self.seat.moderator and not self._turns:
            words = self.ui.texts.t("moderator")
        text(painter, low, words, theme.font("small", 600, tnum=True), ink)
        if words == clock_words(self._ms):
            count = str(self._turns)
            text(painter, low, count, theme.font("small", tnum=True), pale, RIGHT)
            size = theme.px(14)
            left = low.right() - theme.metrics("small", tnum=True).horizontalAdvance(count) - size - 4
            sign = "warning" if self._flags and not self._speaks else "interview"
            icon(painter, theme, sign, left, low.center().y() - size / 2, size, pale)

    # -- pressing and dragging

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A press logs at once: the moment counts, not the release."""
        self._from = event.position().toPoint()
        self._dragging = False
        if event.button() == Qt.MouseButton.LeftButton and not self.ui_locked():
            self.setDown(True)
            self.pressed_at.emit(self.seat.id)
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Only while the table is being set are seats dragged: a slip of the hand moves nobody."""
        if self._from is None or not self.ui_locked():
            return
        here = event.position().toPoint()
        if self._dragging or (here - self._from).manhattanLength() > _DRAG:
            self._dragging = True
            self.raise_()
            self.move(self.mapToParent(here - self._from))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Dropped where the pointer is."""
        self.setDown(False)
        if self._dragging:
            self.dragged.emit(self.seat.id, self.mapToParent(event.position().toPoint()))
        self._from, self._dragging = None, False

    def ui_locked(self) -> bool:
        """Whether the table is being set: presses log nothing then."""
        return bool(getattr(self.parentWidget(), "setting", False))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses; Ctrl with an arrow moves one place on."""
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if held == Qt.KeyboardModifier.ControlModifier and step is not None:
            self.moved.emit(self.seat.id, step)
            return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not held:
            if not event.isAutoRepeat():
                self.pressed_at.emit(self.seat.id)
            return
        event.ignore()
