# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The seat map: people round a table, who speaks now in its middle, and the ways to press."""

import math
from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from cxfield.services.group_views import SeatView
from ui.context import Ui
from ui.pages.group.afterwards import Afterwards
from ui.pages.group.log import Log
from ui.pages.group.seats import SMALL_WIDE, WIDE, SeatButton, clock_words
from ui.shortcuts import keycap_of
from ui.widgets.base import Painted
from ui.widgets.buttons import Button, Kind
from ui.widgets.containers import Card
from ui.widgets.label import Label
from ui.widgets.paint import brush

_GAP = 8
_LARGE_TABLE = 8
_FULL = 360.0
#: A table is as round as the room allows; in a high column it does not become a stadium.
_ROUND = 1.05


def ring(n: int, area: QSize, seat: QSize) -> list[QPoint]:
    """The top left corners of n seats round an area, clockwise from the middle of the top; none overlap."""
    wide, high = area.width(), area.height()
    row = max(1, (wide + _GAP) // (seat.width() + _GAP))
    between = high - 2 * (seat.height() + _GAP)
    side = min(max(0, (between + _GAP) // (seat.height() + _GAP)), max(0, (n - 1) // 3))
    while n - 2 * side > 2 * row and side < n // 2:
        side += 1
    rest = n - 2 * side
    top = rest // 2 if rest > 1 else rest
    bottom = rest - top
    spots = [QPoint(x, 0) for x in _spread(top, wide, seat.width())]
    middle = len(spots) // 2
    first, last = spots[middle:], spots[:middle]
    ys = _column(side, high, seat.height())
    right = [QPoint(wide - seat.width(), y) for y in ys]
    low = [QPoint(x, high - seat.height()) for x in reversed(_spread(bottom, wide, seat.width()))]
    left = [QPoint(0, y) for y in reversed(ys)]
    return [*first, *right, *low, *left, *last]


def _spread(n: int, room: int, size: int) -> list[int]:
    """N places in a row, gathered in the middle."""
    if not n:
        return []
    gap = min(3 * _GAP, max(_GAP, (room - n * size) // max(1, n)))
    start = (room - n * size - (n - 1) * gap) // 2
    return [start + k * (size + gap) for k in range(n)]


def _column(n: int, high: int, size: int) -> list[int]:
    """N places down a side, between the rows at the top and the bottom."""
    start, room = size + _GAP, high - 2 * (size + _GAP)
    gap = (room - n * size) // (n + 1) if n else 0
    return [start + gap + k * (size + gap) for k in range(n)]


class SeatMap(QWidget):
    """Seats and the middle of the table; `setting` lets seats be dragged and logs nothing."""

    setting_done = Signal()
    moved = Signal(str, float)

    def __init__(self, ui: Ui, log: Log) -> None:
        super().__init__()
        self.ui, self.log = ui, log
        self.setting = False
        self.buttons: dict[str, SeatButton] = {}
        self.middle = _Middle(ui, log, self)
        self._names = Afterwards(log, self._say, self)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(ui.texts.t("Seats"))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        log.turned.connect(self.refresh)
        log.changed.connect(self.rebuild)
        ui.theme_changed.connect(self.rebuild)
        ui.texts_changed.connect(self._retranslate)
        self.rebuild()

    # -- shown

    def rebuild(self) -> None:
        """Other seats, other places."""
        seats = self._ordered()
        if set(self.buttons) != {seat.id for seat in seats}:
            for button in self.buttons.values():
                button.hide()
                button.deleteLater()
            self.buttons = {}
            for seat in seats:
                button = SeatButton(self.ui, seat, self)
                button.pressed_at.connect(self._pressed)
                button.dragged.connect(self._dropped)
                button.moved.connect(self._step)
                button.show()
                self.buttons[seat.id] = button
        self.middle.rebuild()
        self._place()
        self.refresh()
        self.updateGeometry()

    def refresh(self) -> None:
        """Times, turns, who speaks; once a second is enough, and after every press."""
        log = self.log
        now = log.now()
        totals = log.totals(now)
        flags = {seat.seat: seat.flags for seat in log.balance(now).seats}
        speaking = {seat.id for seat in log.speaking}
        for seat_id, button in self.buttons.items():
            seat = log.seats.get(seat_id)
            if seat is None:
                continue
            ms, turns = totals.get(seat_id, (0, 0))
            here = seat.moderator or seat.here(now) or log.over
            button.show_seat(seat, ms, turns, flags.get(seat_id, ()), speaks=seat_id in speaking, here=here)
        self.middle.refresh(now)
        self._names.soon()

    def _say(self) -> None:
        for button in self.buttons.values():
            button.say()

    def set_setting(self, setting: bool) -> None:
        """Let seats be dragged, or press them again."""
        self.setting = setting
        self.middle.rebuild()
        self.refresh()

    def _retranslate(self) -> None:
        self.setAccessibleName(self.ui.texts.t("Seats"))
        self.refresh()

    def _ordered(self) -> list[SeatView]:
        return sorted(self.log.state.seats, key=lambda seat: (seat.angle, seat.id))

    # -- places

    def sizeHint(self) -> QSize:
        """Room for the seats and the middle."""
        theme = self.ui.theme
        return QSize(theme.px(424), theme.px(380))

    def minimumSizeHint(self) -> QSize:
        """A full table's least."""
        seat = self._seat_size()
        n = len(self.buttons)
        middle = self.middle.minimumSizeHint()
        rows = 4 if n > _LARGE_TABLE else 3
        wide = max(2 * (seat.width() + _GAP) + middle.width(), -(-n // rows) * (seat.width() + _GAP) - _GAP)
        sides = max(2, (n - 1) // 3) if n > 3 else 1
        least = max(sides * (seat.height() + _GAP), middle.height() + _GAP)
        return QSize(wide, 2 * (seat.height() + _GAP) + least)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The places follow."""
        super().resizeEvent(event)
        self._place()

    def paintEvent(self, event: object) -> None:
        """The table."""
        painter = brush(self)
        theme = self.ui.theme
        area = QRectF(self._table())
        painter.setPen(QPen(theme.color("line.strong"), 1))
        painter.setBrush(theme.color("bg.subtle"))
        painter.drawEllipse(area)
        painter.end()

    def _seat_size(self) -> QSize:
        small = len(self.buttons) > _LARGE_TABLE
        for button in self.buttons.values():
            button.small = small
        found = next(iter(self.buttons.values()), None)
        return found.sizeHint() if found is not None else QSize(SMALL_WIDE, WIDE)

    def _place(self) -> None:
        size = self._seat_size()
        seats = self._ordered()
        area = self._area()
        for seat, spot in zip(seats, ring(len(seats), area.size(), size), strict=False):
            self.buttons[seat.id].setGeometry(QRect(area.topLeft() + spot, size))
        inner = self._table()
        hint = self.middle.sizeHint()
        wide = min(
            self.width() - 2 * (size.width() + _GAP), max(hint.width(), self.middle.minimumSizeHint().width())
        )
        place = QRect(0, 0, max(wide, self.middle.minimumSizeHint().width()), hint.height())
        place.moveCenter(inner.center())
        self.middle.setGeometry(place)
        self.middle.lower()
        self.update()

    def _area(self) -> QRect:
        """Where the seats stand: all of it, or its middle where it is much higher than wide."""
        high = max(self.minimumSizeHint().height(), round(self.width() * _ROUND))
        area = QRect(0, 0, self.width(), min(high, self.height()))
        area.moveCenter(self.rect().center())
        return area

    def _table(self) -> QRect:
        size = self._seat_size()
        return self._area().adjusted(
            round(size.width() * 0.75), round(size.height() * 0.75),
            -round(size.width() * 0.75), -round(size.height() * 0.75),
        )  # fmt: skip

    # -- pressed, dragged

    def _pressed(self, seat_id: str) -> None:
        seat = self.log.seats.get(seat_id)
        if seat is not None and not self.setting:
            self.log.press(seat)

    def _dropped(self, seat_id: str, spot: QPoint) -> None:
        middle = self.rect().center()
        angle = math.degrees(math.atan2(spot.x() - middle.x(), middle.y() - spot.y())) % _FULL
        order = [seat for seat in self._ordered() if seat.id != seat_id]
        self._put(seat_id, order, self._slot_at(spot, len(order)))
        if not order:
            self.moved.emit(seat_id, angle)

    def _slot_at(self, spot: QPoint, others: int) -> int:
        """Which place round the table a point is nearest to."""
        size = self._seat_size()
        half = QPoint(size.width() // 2, size.height() // 2)
        area = self._area()
        spots = [area.topLeft() + half + place for place in ring(others + 1, area.size(), size)]
        return min(range(len(spots)), key=lambda at: (spots[at] - spot).manhattanLength())

    def _step(self, seat_id: str, step: int) -> None:
        order = [seat.id for seat in self._ordered()]
        at = order.index(seat_id)
        others = [seat for seat in self._ordered() if seat.id != seat_id]
        self._put(seat_id, others, (at + step) % len(order))
        self.buttons[seat_id].setFocus(Qt.FocusReason.TabFocusReason)

    def _put(self, seat_id: str, others: Sequence[SeatView], at: int) -> None:
        """Give a seat an angle between those of its new neighbours."""
        if not others:
            return
        before = others[at - 1].angle if at > 0 else others[-1].angle - _FULL
        after = others[at].angle if at < len(others) else others[0].angle + _FULL
        angle = (before + after) / 2
        if at == 0 and angle < 0:
            angle = others[0].angle / 2
        if at == len(others) and angle >= _FULL:
            angle = (others[-1].angle + _FULL) / 2
        self.moved.emit(seat_id, angle)


class _Middle(QWidget):
    """Who speaks now, at the same time, everyone laughs."""

    def __init__(self, ui: Ui, log: Log, parent: QWidget) -> None:
        super().__init__(parent)
        self.ui, self.log = ui, log
        centre = Qt.AlignmentFlag.AlignHCenter
        self.caption = Label(ui, lambda x: x.t("Speaks now"), "small", "text.secondary", align=centre)
        self.who = Speaker(ui)
        self.together = Button(
            ui, lambda x: x.t("At once"), icon_name="group", key=keycap_of("group.together"), touch=True
        )
        self.laugh = Button(
            ui, lambda x: x.t("Laughter"), kind=Kind.GHOST, key=keycap_of("group.laugh"), touch=True
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addStretch(1)
        column.addWidget(self.caption)
        column.addWidget(self.who)
        column.addSpacing(4)
        column.addWidget(self.together, 0, centre)
        column.addWidget(self.laugh, 0, centre)
        column.addStretch(1)
        for button in (self.together, self.laugh):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.together.setCheckable(True)
        self._on = False
        self.together.clicked.connect(self._press_together)
        self.laugh.clicked.connect(log.laugh)

    def _press_together(self) -> None:
        self.log.toggle_together()

    def rebuild(self) -> None:
        """The buttons are there while something can be logged."""
        setting = bool(getattr(self.parentWidget(), "setting", False))
        self.caption.set_words(
            (lambda x: x.t("Drag the seats")) if setting else (lambda x: x.t("Speaks now"))
        )
        for button in (self.together, self.laugh):
            button.setVisible(not setting and not self.log.over)

    def refresh(self, now: int) -> None:
        """Who and for how long."""
        log = self.log
        open_turns = list(log.open.values())
        if open_turns:
            codes = " + ".join(log.code(turn.seat_id) for turn in open_turns[-3:])
            self.who.show_words(codes, clock_words(max(0, now - open_turns[-1].t_ms)))
        else:
            self.who.show_words("–", "")
        on = log.together
        if on == self.together.isChecked() and on == self._on:
            return
        self._on = on
        self.together.setChecked(on)
        self.together.set_kind(Kind.PRIMARY if on else Kind.OUTLINE)
        self.together.setAccessibleDescription(
            self.ui.texts.t("The next press overlaps: nobody's turn ends.") if on else ""
        )


class Speaker(Painted):
    """A code and its time, large."""

    def __init__(self, ui: Ui) -> None:
        super().__init__(ui)
        self._code, self._time = "–", ""
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    @property
    def words(self) -> str:
        """What is shown."""
        return f"{self._code} {self._time}".strip()

    def show_words(self, code: str, time: str) -> None:
        """Change it."""
        if (code, time) != (self._code, self._time):
            self._code, self._time = code, time
            self.setAccessibleName(self.words)
            self.update()

    def sizeHint(self) -> QSize:
        """One line."""
        return QSize(self.theme.px(150), self.theme.line("metric"))

    def draw(self, painter: QPainter) -> None:
        """In the middle, as large as fits."""
        role = "metric" if self.theme.text_width("metric", self.words, 600) <= self.width() else "h2"
        painter.setFont(self.theme.font(role, 600, tnum=True))
        painter.setPen(self.theme.color("text.primary"))
        painter.drawText(QRectF(self.rect()), int(Qt.AlignmentFlag.AlignCenter.value), self.words)


class TableCard(Card):
    """The seat map with its heading, and the button that lets the table be put right."""

    def __init__(self, ui: Ui, log: Log) -> None:
        super().__init__(ui)
        self.map = SeatMap(ui, log)
        self.log = log
        self.correct = Button(ui, lambda x: x.t("Correct"), kind=Kind.GHOST, key=keycap_of("group.correct"))
        head = QHBoxLayout()
        head.addWidget(Label(ui, lambda x: x.t("Seating"), "h2", elide=True), 1)
        head.addWidget(self.correct)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 8, 16, 12)
        column.setSpacing(6)
        column.addLayout(head)
        column.addWidget(self.map, 1)

    def set_setting(self, setting: bool) -> None:
        """Let the seats be dragged, until the same button says that it is done."""
        self.map.set_setting(setting)
        self.correct.set_words((lambda x: x.t("Done")) if setting else (lambda x: x.t("Correct")))
        self.correct.set_kind(Kind.PRIMARY if setting else Kind.GHOST)
