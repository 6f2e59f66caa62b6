# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A row of choices that opens in place at the foot: it covers the prompts only and stops no logging."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from ui.context import Ui
from ui.shortcuts import keycap_of
from ui.widgets.buttons import Button, IconButton, Kind
from ui.widgets.chips import Chip
from ui.widgets.containers import Panel
from ui.widgets.paint import elided, text

_GAP = 8
#: The keys of the choices: the digits that are no ratings.
FIRST, LAST = 6, 9


@dataclass(frozen=True, slots=True)
class Pick:
    """One choice: its key, its words, and whether it is on."""

    key: str
    words: str
    on: bool = False
    icon: str | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """A row: what it is about, its choices, and what a choice does.

    `act` returns the name of the row to show next: its own to stay, "" to close.
    """

    title: str
    picks: tuple[Pick, ...]
    act: Callable[[str], str]


class ChoiceBar(Panel):
    """Keys 6 to 9 take the four choices that wear them, `.` goes on to the next four, Esc closes."""

    picked = Signal(str)
    closed = Signal()

    def __init__(self, ui: Ui, parent: QWidget | None = None) -> None:
        super().__init__(ui, "bg.subtle", "top", parent=parent)
        self._title = ""
        self._picks: tuple[Pick, ...] = ()
        self._chips: list[Chip] = []
        self._first = 0
        self._group = 0
        self.more = IconButton(
            ui, "chevron-right", lambda x: x.t("More choices"), kind=Kind.OUTLINE, touch=True
        )
        self.away = Button(ui, lambda x: x.tc("verb", "Close"), kind=Kind.GHOST, key="Esc", touch=True)
        for button in (self.more, self.away):
            button.setParent(self)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.more.clicked.connect(self.go_on)
        self.away.clicked.connect(self.closed)
        self.hide()

    @property
    def shown(self) -> tuple[str, ...]:
        """The keys of the choices in sight."""
        return tuple(
            pick.key for pick, chip in zip(self._picks, self._chips, strict=False) if not chip.isHidden()
        )

    @property
    def title(self) -> str:
        """What the row is about."""
        return self._title

    @property
    def goes_on(self) -> bool:
        """Whether there are more choices than keys, or than there is room for."""
        return not self.more.isHidden()

    @property
    def picks(self) -> tuple[Pick, ...]:
        """Every choice of the row."""
        return self._picks

    def show_row(self, title: str, picks: Sequence[Pick], *, same: bool) -> None:
        """Show these choices; `same` keeps the place in the row."""
        self._title, self._picks = title, tuple(picks)
        if not same:
            self._first = self._group = 0
        self.setAccessibleName(title)
        while len(self._chips) < len(self._picks):
            self._chips.append(self._make(len(self._chips)))
        for pick, chip in zip(self._picks, self._chips, strict=False):
            chip.set_words(pick.words)
            chip.setChecked(pick.on)
        self._arrange()
        self.show()
        self.raise_()
        self.update()

    def take(self, number: int) -> None:
        """A key from 6 to 9."""
        place = self._first + self._group * 4 + number - FIRST
        if FIRST <= number <= LAST and place < len(self._picks) and self._keyed(place):
            self.picked.emit(self._picks[place].key)

    def go_on(self) -> None:
        """The keys go to the next four; after the last ones in sight the row turns."""
        seen = len(self.shown)
        if (self._group + 1) * 4 < seen:
            self._group += 1
        else:
            self._group = 0
            self._first = self._first + seen if self._first + seen < len(self._picks) else 0
        self._arrange()

    def sizeHint(self) -> QSize:
        """A touch control and its margins."""
        return QSize(400, self.ui.theme.height(48, "control") + 12)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the room."""
        super().resizeEvent(event)
        self._arrange()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The ground and the title."""
        super().paintEvent(event)
        painter, theme = QPainter(self), self.ui.theme
        area = QRectF(16, 0, self._title_width(), self.height())
        words = elided(theme, "control", self._title, area.width(), 600)
        text(painter, area, words, theme.font("control", 600), theme.color("text.primary"))
        painter.end()

    def _make(self, place: int) -> Chip:
        chip = Chip(self.ui, "", checkable=True, parent=self)
        chip.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        chip.nextCheckState = lambda: None  # type: ignore[method-assign]
        chip.clicked.connect(lambda: self._tapped(place))
        return chip

    def _tapped(self, place: int) -> None:
        if place < len(self._picks):
            self.picked.emit(self._picks[place].key)

    def _keyed(self, place: int) -> bool:
        return not self._chips[place].isHidden()

    def _title_width(self) -> float:
        theme = self.ui.theme
        return min(theme.text_width("control", self._title, 600) + 4, self.width() * 0.24)

    def _arrange(self) -> None:
        if not self._picks:
            return
        theme = self.ui.theme
        high = min(self.height() - 8, theme.height(48, "control"))
        top = (self.height() - high) // 2
        right = self.width() - 8 - self.away.sizeHint().width()
        self.away.setGeometry(right, top, self.away.sizeHint().width(), high)
        left = 16 + self._title_width() + 16
        for chip in self._chips:
            chip.set_key("")  # the width leaves room for the key, so that no place depends on who wears one
        wides = [chip.sizeHint().width() + theme.px(28) for chip in self._chips[: len(self._picks)]]
        total = sum(wides) + _GAP * (len(wides) - 1)
        fits = left + total <= right - _GAP
        self.more.setVisible(not fits or len(self._picks) > LAST - FIRST + 1)
        side = self.more.sizeHint().width() if not self.more.isHidden() else 0
        limit = right - _GAP - (side + _GAP if side else 0)
        x, shown = left, 0
        for place, chip in enumerate(self._chips):
            seen = self._first <= place < len(self._picks) and (x + wides[place] <= limit or shown == 0)
            if seen:
                number = place - self._first - self._group * 4
                chip.set_key(str(FIRST + number) if 0 <= number <= LAST - FIRST else "")
                chip.setGeometry(round(x), top, min(wides[place], round(limit - x)), high)
                x += wides[place] + _GAP
                shown += 1
            elif self._first <= place < len(self._picks):
                x = limit
            chip.setVisible(seen)
        self.more.setGeometry(right - _GAP - side, top, side, high)
        self.more.setToolTip(keycap_of("observe.more"))
