# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The strip of tracked shoppers: a card each; F9 adds one."""

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.context import Ui
from ui.pages.observe.log import Log
from ui.pages.observe.shopper_card import AddCard, ShopperCard, card_state
from ui.shortcuts import keycap_of
from ui.widgets.buttons import IconButton, Kind

_GAP = 8
_SHOWN = 5


class ShopperStrip(QWidget):
    """`chosen(id or None)`, `given(id)`, `added()`; more than five cards scroll sideways by card."""

    chosen = Signal(object)
    given = Signal(str)
    added = Signal()

    def __init__(self, ui: Ui, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ui = ui
        self._log: Log | None = None
        self._cards: list[ShopperCard] = []
        self._first = 0
        self._compact = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.add = AddCard(ui, self)
        self.add.clicked.connect(self.added)
        self.on = IconButton(
            ui, "chevron-right", lambda x: x.t("More shoppers"), kind=Kind.OUTLINE, touch=True
        )
        self.on.setParent(self)
        self.on.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.on.clicked.connect(self._turn)
        ui.theme_changed.connect(self._restyle)
        ui.texts_changed.connect(self.tick)

    @property
    def cards(self) -> list[ShopperCard]:
        """The cards in use, by place."""
        return [card for card in self._cards if card.shopper is not None]

    def show_log(self, log: Log) -> None:
        """Show the shoppers of a session."""
        self._log = log
        self.refresh()

    def set_compact(self, compact: bool) -> None:
        """The tablet form."""
        self._compact = compact
        self.add.set_compact(compact)
        self.updateGeometry()
        self.refresh()

    def refresh(self) -> None:
        """Take cards and selection from the session."""
        log = self._log
        if log is None:
            return
        shown = [(n, shopper) for n, shopper in enumerate(log.followed.cards) if shopper is not None]
        while len(self._cards) < len(shown):
            self._cards.append(self._make())
        for card, (place, shopper) in zip(self._cards, shown, strict=False):
            key = keycap_of(f"observe.shopper.{place + 1}") if place < 8 else ""
            card.show_shopper(shopper, key, on=shopper.id == log.followed.selected, compact=self._compact)
        for card in self._cards[len(shown) :]:
            card.shopper = None
        self.add.setEnabled(not log.study.read_only)
        self._reveal()
        self._arrange()
        self.tick()

    def tick(self) -> None:
        """Once a second: the running times."""
        log = self._log
        if log is None or not log.followed.known:
            return
        now = log.now()
        for card in self._cards:
            if card.shopper is not None and not card.isHidden():
                card.show_state(card_state(log, card.shopper, now))

    def sizeHint(self) -> QSize:
        """As high as a card."""
        theme = self.ui.theme
        lines = theme.line("small") + theme.line("control") + theme.line("caption")
        return QSize(400, max(theme.px(84 if self._compact else 88), lines + 26))

    def minimumSizeHint(self) -> QSize:
        """Room for a card, the way on and the way in."""
        return QSize(400, self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the room."""
        super().resizeEvent(event)
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        """Follow a change of direction."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self._arrange()

    def _make(self) -> ShopperCard:
        card = ShopperCard(self.ui, self)
        card.clicked.connect(lambda: self._tapped(card))
        card.given.connect(lambda: self.given.emit(card.shopper.id if card.shopper else ""))
        return card

    def _tapped(self, card: ShopperCard) -> None:
        log, shopper = self._log, card.shopper
        if log is not None and shopper is not None:
            self.chosen.emit(None if log.followed.selected == shopper.id else shopper.id)

    def _fit(self) -> int:
        """How many cards fit side by side, with the way on where there are more."""
        step = self.ui.theme.px(200) + _GAP
        room = self.width() - self.add.sizeHint().width()
        if len(self.cards) > min(_SHOWN, room // step):
            room -= self.on.sizeHint().width() + _GAP
        return max(1, min(_SHOWN, room // step))

    def _turn(self) -> None:
        count = len(self.cards)
        self._first = self._first + 1 if self._first + self._fit() < count else 0
        self._arrange()
        self.tick()

    def _reveal(self) -> None:
        """The selected card is in sight."""
        for place, card in enumerate(self.cards):
            if card.isChecked():
                fit = self._fit()
                if not self._first <= place < self._first + fit:
                    self._first = max(0, place - fit + 1)

    def _restyle(self) -> None:
        self.updateGeometry()
        self._arrange()

    def _arrange(self) -> None:
        cards, fit = self.cards, self._fit()
        self._first = max(0, min(self._first, len(cards) - fit))
        high, last = self.height(), self.add.sizeHint().width()
        more = len(cards) > fit
        self.on.setVisible(more)
        side = self.on.sizeHint().width() if more else 0
        room = self.width() - last - _GAP - (side + _GAP if more else 0)
        columns = fit if self._compact or len(cards) >= fit else _SHOWN if fit == _SHOWN else fit
        wide = (room - _GAP * (columns - 1)) / columns
        for card in self._cards:
            place = cards.index(card) - self._first if card.shopper is not None else -1
            shown = 0 <= place < fit
            if shown:
                left = round(place * (wide + _GAP))
                card.setGeometry(left, 0, round(place * (wide + _GAP) + wide) - left, high)
            card.setVisible(shown)
        count = min(fit, max(0, len(cards) - self._first))
        left = round(count * (wide + _GAP))
        if more:
            self.on.setGeometry(left, (high - side) // 2, side, side)
            left += side + _GAP
        self.add.setGeometry(left, 0, last, high)
