# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The card of a tracked shopper: place, time there and what waits; beside it the one that adds another."""

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QMouseEvent, QPainter
from PySide6.QtWidgets import QWidget

from cxfield.model.enums import CodeMeaning
from cxfield.services.capture_shapes import ShopperView
from ui.context import Ui
from ui.pages.observe.log import Log
from ui.pages.observe.words import minutes
from ui.shortcuts import keycap_of
from ui.widgets.base import PaintedButton
from ui.widgets.paint import CENTER, RIGHT, box, elided, icon, keycap, keycap_size, text

_HOLD_MS = 500
_WAITS = (CodeMeaning.WAIT.value, CodeMeaning.CHECKOUT_WAIT.value)


@dataclass(frozen=True, slots=True)
class CardState:
    """What a card says beside the shopper: place, seconds there and in all, and the wait, if any."""

    place: str = ""
    here: int | None = None
    total: int = 0
    waiting: bool = False
    over: float | None = None


def card_state(log: Log, shopper: ShopperView, now: int) -> CardState:
    """Work out what a card says now."""
    here = shopper.here
    waits = [
        (code, now - row.t_ms)
        for (code_id, whose), row in log.running.items()
        if whose == shopper.id and (code := log.codes.get(code_id)) is not None and code.meaning in _WAITS
    ]
    over = None
    for code, ms in waits:
        limit = code.limit_min if code.limit_min is not None else log.followed.extras.wait_limit_min
        if ms > limit * 60_000:
            over = limit
    return CardState(
        place=log.followed.place_name(here.place_id) if here is not None else "",
        here=(now - here.in_t) // 1000 if here is not None else None,
        total=shopper.total(now) // 1000,
        waiting=bool(waits),
        over=over,
    )


class ShopperCard(PaintedButton):
    """88 high: letter, clothing mark, key; place and time there; total or the wait.

    A tap selects; a tap held for half a second moves the latest entry to this shopper (`given`).
    """

    given = Signal()

    def __init__(self, ui: Ui, parent: QWidget) -> None:
        super().__init__(ui, "", parent)
        self.shopper: ShopperView | None = None
        self.state = CardState()
        self._key = ""
        self._compact = False
        self._was_held = False
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.focus_radius = ui.theme.radius("touch_control")
        self._hold = QTimer(self)
        self._hold.setSingleShot(True)
        self._hold.setInterval(_HOLD_MS)
        self._hold.timeout.connect(self._held)

    def show_shopper(self, shopper: ShopperView, key: str, *, on: bool, compact: bool) -> None:
        """Show another shopper, or the same one as it is now."""
        if (shopper, key, compact, on) != (self.shopper, self._key, self._compact, self.isChecked()):
            self.shopper, self._key, self._compact = shopper, key, compact
            self.setChecked(on)
            self._name()
            self.update()

    def show_state(self, state: CardState) -> None:
        """The running times; painted only when the seconds change."""
        if state != self.state:
            named = (state.place, state.waiting, state.over) != (
                self.state.place, self.state.waiting, self.state.over,
            )  # fmt: skip
            self.state = state
            if named:
                self._name()
            self.update()

    def nextCheckState(self) -> None:
        """The page says which one is selected."""

    def retranslate(self) -> None:
        """The spoken name says who, where and what waits."""
        super().retranslate()
        self._name()

    def sizeHint(self) -> QSize:
        """88 high (84 on a tablet)."""
        theme = self.theme
        lines = theme.line("small") + theme.line("control") + theme.line("caption")
        return QSize(theme.px(200), max(theme.px(84 if self._compact else 88), lines + 26))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A long press gives the latest entry to this shopper."""
        self._was_held = False
        self._hold.start()
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """The press ends; after a long one nothing is selected."""
        self._hold.stop()
        if self._was_held:
            self.setDown(False)
            event.accept()
            return
        super().mouseReleaseEvent(event)

    def _held(self) -> None:
        if self.isDown():
            self._was_held = True
            self.given.emit()

    def draw(self, painter: QPainter) -> None:
        """The card as in the pictures."""
        shopper, theme = self.shopper, self.theme
        if shopper is None:
            return
        color, on, late = theme.color, self.isChecked(), self.state.over is not None
        if on:
            box(painter, self.rect(), 8, color("accent.subtle"), color("accent.base"), 2)
        else:
            token = "bg.pressed" if self.isDown() else "bg.hover" if self.hovered() else "bg.surface"
            box(painter, self.rect(), 8, color(token), color("warning.base" if late else "line.hairline"))
        pad, side = 12, theme.px(26)
        badge = QRectF(pad, 9, side, side)
        box(painter, badge, 6, color("accent.base" if on else "bg.sunken"))
        ink = color("accent.on" if on else "text.primary")
        text(painter, badge, shopper.letter, theme.font("control", 600), ink, CENTER)
        right = self.width() - pad
        if self._key:
            wide, high = keycap_size(theme, self._key)
            keycap(painter, theme, right - wide, 9 + (side - high) / 2, self._key)
            right -= wide + 6
        area = QRectF(pad + side + 8, 9, right - pad - side - 8, side)
        words = elided(theme, "small", self._described(shopper), area.width(), 500)
        text(painter, area, words, theme.font("small", 500), color("text.primary"))
        self._draw_low(painter)

    def _draw_low(self, painter: QPainter) -> None:
        """Place, time there, and the total or the wait."""
        theme, state, pad = self.theme, self.state, 12
        color = theme.color
        late = state.over is not None
        bottom = self.height() - 9
        seconds = state.here if state.here is not None else state.total
        big = minutes(seconds)
        wide = theme.metrics("timer", 600, tnum=True).horizontalAdvance(big)
        high = theme.line("timer")
        area = QRectF(self.width() - pad - wide - 2, bottom - high, wide + 2, high)
        text(
            painter, area, big, theme.font("timer", 600, tnum=True),
            color("warning.base" if late else "text.primary"), RIGHT,
        )  # fmt: skip
        room = self.width() - 2 * pad - wide - 8
        low = theme.line("caption")
        zone = QRectF(pad, bottom - low - theme.line("body"), self.width() - 2 * pad, theme.line("body"))
        place = state.place or self.ui.texts.t("no place yet")
        ink = color("text.primary" if state.place else "text.tertiary")
        text(painter, zone, elided(theme, "body", place, room, 600), theme.font("body", 600), ink)
        words, sign = self._state_words()
        line = QRectF(pad, bottom - low, room, low)
        if sign:
            size = theme.px(14)
            icon(painter, theme, sign, pad, line.center().y() - size / 2, size, color("warning.base"))
            line.adjust(size + 5, 0, 0, 0)
        font, tone = theme.font("caption", 600 if sign else 400), "warning.base" if sign else "text.tertiary"
        text(painter, line, elided(theme, "caption", words, line.width()), font, color(tone))

    def _described(self, shopper: ShopperView) -> str:
        return shopper.marker or self.ui.texts.t("shopper {letter}", letter=shopper.letter)

    def _state_words(self) -> tuple[str, str]:
        texts, state = self.ui.texts, self.state
        if state.over is not None:
            digits = 0 if float(state.over).is_integer() else 1
            return texts.t("over {n} min", n=texts.number(state.over, digits)), "warning"
        if state.waiting:
            return texts.t("waits"), "timer"
        return texts.t("in all {time}", time=minutes(state.total)), ""

    def _name(self) -> None:
        shopper, texts = self.shopper, self.ui.texts
        if shopper is None:
            return
        parts = [texts.t("shopper {letter}", letter=shopper.letter), shopper.marker, self.state.place]
        if self.state.waiting or self.state.over is not None:
            parts.append(self._state_words()[0])
        self.setAccessibleName(", ".join(part for part in parts if part))


class AddCard(PaintedButton):
    """The dashed card that follows a new shopper."""

    def __init__(self, ui: Ui, parent: QWidget) -> None:
        super().__init__(ui, lambda x: x.tc("verb", "Follow"), parent)
        self._compact = False
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.focus_radius = ui.theme.radius("touch_control")
        self.retranslate()

    def retranslate(self) -> None:
        """The spoken name says what is followed."""
        super().retranslate()
        self.setAccessibleName(self.ui.texts.t("Follow a new shopper"))

    def set_compact(self, compact: bool) -> None:
        """Without the key on a tablet."""
        self._compact = compact
        self.update()

    def sizeHint(self) -> QSize:
        """92 wide (72 on a tablet)."""
        theme = self.theme
        wide = max(
            theme.px(72 if self._compact else 92), round(theme.text_width("small", self.words, 500)) + 20
        )
        return QSize(wide, theme.px(84))

    def draw(self, painter: QPainter) -> None:
        """Plus, word, key."""
        theme = self.theme
        fill = theme.color("bg.pressed" if self.isDown() else "bg.hover" if self.hovered() else "bg.app")
        box(painter, self.rect(), 8, fill, theme.color("line.strong"), dash=True)
        size, line = theme.px(20), theme.line("small")
        cap = "" if self._compact else keycap_of("observe.follow")
        wide, high = keycap_size(theme, cap) if cap else (0, 0)
        whole = size + 4 + line + (4 + high if cap else 0)
        top = (self.height() - whole) / 2
        ink = theme.color("text.primary" if self.isEnabled() else "text.tertiary")
        icon(painter, theme, "plus", (self.width() - size) / 2, top, size, ink)
        area = QRectF(0, top + size + 4, self.width(), line)
        text(painter, area, self.words, theme.font("small", 500), ink, CENTER)
        if cap:
            keycap(painter, theme, (self.width() - wide) / 2, top + whole - high, cap)
