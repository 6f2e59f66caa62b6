# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The balance of talk: a bar for each person against the equal share, and one sentence on what to do."""

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QRegion, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout

from cxfield.analysis.talk_balance import TalkBalance, TalkFlag
from cxfield.i18n import Texts
from ui.context import Ui
from ui.pages.group.afterwards import Afterwards
from ui.pages.group.log import Log
from ui.pages.group.seats import clock_words
from ui.widgets.base import Painted
from ui.widgets.containers import Card
from ui.widgets.label import Label
from ui.widgets.paint import RIGHT, box, icon, text

_ROW = 30
_LOW = 23
_MANY = 7


class Bars(Painted):
    """One row per person: code, bar, share, time; the dashed line is the equal share."""

    def __init__(self, ui: Ui, log: Log) -> None:
        super().__init__(ui)
        self.log = log
        self._balance: TalkBalance = log.balance()
        self._shown: tuple[tuple[object, ...], ...] = ()
        self._scale: object = None
        self._columns: tuple[object, tuple[float, ...]] = ((), ())
        self._dirty = QRegion()
        self._silent: dict[str, int] = {}
        self._names = Afterwards(log, self._say, self)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    @property
    def balance(self) -> TalkBalance:
        """What is shown."""
        return self._balance

    def show_balance(self, balance: TalkBalance, now: int) -> None:
        """Change the figures; nothing is painted when no shown digit changes."""
        self._silent = self.log.silence(now) if not self.log.over else {}
        shown = tuple(
            (
                seat.seat,
                int(seat.seconds),
                round((seat.share or 0) * 1000),
                seat.flags,
                self._quiet(seat.seat),
            )
            for seat in balance.seats
        )
        if shown == self._shown:
            return
        before, self._shown = self._shown, shown
        grown = len(balance.seats) != len(self._balance.seats)
        self._balance = balance
        self._names.soon()
        if grown:
            self.updateGeometry()
        # Most presses change one row or two; the rest stands as it is unless the bars have another scale.
        scale, self._scale = self._scale, round(self._most() * 1000)
        if grown or scale != self._scale or len(before) != len(shown):
            self.update()
            return
        for place, (old, new) in enumerate(zip(before, shown, strict=True)):
            if old != new:
                self.update(self._row_area(place))

    def _say(self) -> None:
        texts = self.ui.texts
        found = []
        for seat in self._balance.seats:
            share = "–" if seat.share is None else texts.percent(seat.share, 1)
            flags = ", ".join(flag_words(flag, texts) for flag in seat.flags)
            said = f"{self.log.code(seat.seat)} {share}, {clock_words(round(seat.seconds * 1000))}"
            silent = self._quiet(seat.seat)
            quiet = texts.t("silent for {time}", time=silent)
            said = f"{said}, {quiet}" if silent else said
            found.append(f"{said}, {flags}" if flags else said)
        self.setAccessibleName("; ".join(found))

    def _quiet(self, seat_id: str) -> str:
        """How long somebody has been silent, in whole minutes; nothing under one."""
        minutes = self._silent.get(seat_id, 0) // 60_000
        return f"{minutes} min" if minutes else ""

    def _most(self) -> float:
        """What the end of the track means: twice the equal share, or the largest share."""
        seats = self._balance.seats
        return max([s.share or 0.0 for s in seats] + [2.0 / len(seats) if seats else 1.0, 0.01])

    def _row_area(self, place: int) -> QRect:
        high = self._row()
        return QRect(0, self.theme.line("caption") + place * high, self.width(), high)

    def _row(self) -> int:
        high = _LOW if len(self._balance.seats) > _MANY else _ROW
        return self.theme.height(high, "body")

    def sizeHint(self) -> QSize:
        """All rows and the words below."""
        rows = max(1, len(self._balance.seats))
        return QSize(self.theme.px(300), rows * self._row() + 2 * self.theme.line("caption") + 6)

    def minimumSizeHint(self) -> QSize:
        """Code, a short bar, share and time."""
        return QSize(self.theme.px(260), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Only the rows that have changed."""
        self._dirty = event.region()
        super().paintEvent(event)

    def _widths(self) -> tuple[float, ...]:
        """Of code, share, time and silence; measured once for these people in this language."""
        theme, texts = self.theme, self.ui.texts
        codes = [self.log.code(seat.seat) for seat in self._balance.seats]
        heads = texts.t("spoken"), texts.t("silent")
        key = (theme, theme.scale, heads, codes)
        if self._columns[0] != key:
            code = max([theme.text_width("control", words, 600) for words in codes] + [20.0]) + 12
            share = theme.text_width("control", texts.percent(0.999, 1), 600) + 10
            time = max(theme.text_width("small", "88:88"), theme.text_width("caption", heads[0])) + 12
            rest = max(theme.text_width("small", "88 min"), theme.text_width("caption", heads[1])) + 10
            self._columns = key, (code, share, time, rest)
        return self._columns[1]

    def draw(self, painter: QPainter) -> None:
        """Rows, then the line over them."""
        theme, texts = self.theme, self.ui.texts
        seats = self._balance.seats
        code_wide, share_wide, time_wide, rest_wide = self._widths()
        room = self.width() - code_wide - share_wide - time_wide - rest_wide - 4
        head = theme.line("caption")
        pale, small = theme.color("text.secondary"), theme.font("caption")
        left = code_wide + room + share_wide
        if self._dirty.intersects(QRect(0, 0, self.width(), head)):
            text(painter, QRectF(left, 0, time_wide, head), texts.t("spoken"), small, pale, RIGHT)
            text(painter, QRectF(left + time_wide, 0, rest_wide, head), texts.t("silent"), small, pale, RIGHT)
        most, high = self._most(), self._row()
        for place, seat in enumerate(seats):
            top = head + place * high
            if not self._dirty.intersects(QRect(0, top, self.width(), high)):
                continue
            area = QRectF(0, top, code_wide, high)
            ink = theme.color("text.primary")
            text(painter, area, self.log.code(seat.seat), theme.font("control", 600), ink)
            track = QRectF(code_wide, top + high / 2 - theme.px(8), room, theme.px(16))
            box(painter, track, 4, theme.color("bg.sunken"))
            self._bar(painter, track, (seat.share or 0.0) / most, seat.flags)
            share = "–" if seat.share is None else texts.percent(seat.share, 1)
            area = QRectF(track.right(), top, share_wide, high)
            text(painter, area, share, theme.font("control", 600, tnum=True), ink, RIGHT)
            area = QRectF(area.right(), top, time_wide, high)
            words = clock_words(round(seat.seconds * 1000))
            text(painter, area, words, theme.font("small", tnum=True), pale, RIGHT)
            area = QRectF(area.right(), top, rest_wide, high)
            text(painter, area, self._quiet(seat.seat), theme.font("small", tnum=True), pale, RIGHT)
        if seats:
            self._equal(painter, code_wide + room / len(seats) / most, head, head + len(seats) * high)

    def _bar(self, painter: QPainter, track: QRectF, share: float, flags: tuple[TalkFlag, ...]) -> None:
        theme = self.theme
        if share <= 0:
            return
        area = QRectF(track.left(), track.top(), max(6.0, track.width() * share), track.height())
        if TalkFlag.QUIET in flags or TalkFlag.DOMINANT in flags:
            box(painter, area, 4, theme.color("warning.fill"), theme.color("warning.base"), 1.5)
            if TalkFlag.DOMINANT in flags:
                size = theme.px(14)
                left, top = area.right() - size - 4, area.center().y() - size / 2
                icon(painter, theme, "warning", left, top, size, theme.color("text.primary"))
        else:
            box(painter, area, 4, theme.step("sequential7", 4))

    def _equal(self, painter: QPainter, x: float, top: float, bottom: float) -> None:
        theme, texts = self.theme, self.ui.texts
        pen = QPen(theme.color("text.primary"), 1.5)
        pen.setStyle(Qt.PenStyle.CustomDashLine)
        pen.setDashPattern([3.0, 2.0])
        painter.setPen(pen)
        painter.drawLine(round(x), round(top), round(x), round(bottom))
        below = QRectF(0, bottom, self.width(), self.height() - bottom)
        if not self._dirty.intersects(below.toAlignedRect()):
            return
        words = texts.t("even {share}", share=texts.percent(1 / len(self._balance.seats), 1))
        wide = theme.text_width("caption", words)
        left = min(max(0.0, x - wide / 2), self.width() - wide)
        area = QRectF(left, bottom + 2, wide + 2, theme.line("caption"))
        text(painter, area, words, theme.font("caption"), theme.color("text.secondary"))


def flag_words(flag: TalkFlag, texts: Texts) -> str:
    """A flag in words."""
    return {
        TalkFlag.DOMINANT: texts.t("over twice the equal share"),
        TalkFlag.QUIET: texts.t("under 5% of the talk"),
        TalkFlag.LONG_SILENT: texts.t("10 min silent"),
    }[flag]


def advice(balance: TalkBalance, log: Log, texts: Texts) -> str:
    """The one thing a moderator may want to do about it, or nothing."""
    talked = balance.total_seconds
    silent = [s for s in balance.seats if TalkFlag.LONG_SILENT in s.flags]
    quiet = [s for s in balance.seats if TalkFlag.QUIET in s.flags]
    dominant = [s for s in balance.seats if TalkFlag.DOMINANT in s.flags]
    if silent:
        codes = ", ".join(log.code(s.seat) for s in silent)
        return texts.t("{codes}: 10 minutes without a word. Ask next.", codes=codes)
    if quiet and talked:
        least = min(quiet, key=lambda s: s.share or 0.0)
        share = texts.percent(least.share or 0.0, 1)
        return texts.t("{code} spoke {share}. Ask next.", code=log.code(least.seat), share=share)
    if dominant:
        most = max(dominant, key=lambda s: s.share or 0.0)
        share = texts.percent(most.share or 0.0, 1)
        code = log.code(most.seat)
        return texts.t("{code} takes {share} of the talk. Give others the floor.", code=code, share=share)
    return ""


class BalanceCard(Card):
    """Heading with both figures, the bars, the advice."""

    def __init__(self, ui: Ui, log: Log) -> None:
        super().__init__(ui)
        self.log = log
        self._ready = False
        self.even = Label(ui, "", "body", weight=600)
        self.gini = Label(ui, "", "small", "text.secondary")
        self.bars = Bars(ui, log)
        self.advice = Label(
            ui, "", "body", "warning.base", weight=600, wrap=True, icon_name="warning", icon_size=18
        )
        self._note = Card(ui, fill="warning.subtle", line="warning.subtle", radius="control")
        inner = QVBoxLayout(self._note)
        inner.setContentsMargins(12, 8, 12, 8)
        inner.addWidget(self.advice)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(Label(ui, lambda x: x.t("Balance of talk"), "h2", elide=True), 1)
        head.addWidget(self.even)
        head.addWidget(self.gini)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(6)
        column.addLayout(head)
        column.addWidget(self.bars)
        column.addStretch(1)
        column.addWidget(self._note)
        policy = self._note.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self._note.setSizePolicy(policy)
        log.turned.connect(self.refresh)
        log.changed.connect(self.refresh)
        ui.texts_changed.connect(self.refresh)
        self.refresh()

    def showEvent(self, event: QShowEvent) -> None:
        """What was left out while it was hidden."""
        super().showEvent(event)
        self.refresh()

    def refresh(self) -> None:
        """The figures of this moment, while they are on the screen."""
        if not self.isVisible() and self._ready:
            return
        self._ready = True
        now, texts = self.log.now(), self.ui.texts
        balance = self.log.balance(now)
        self.bars.show_balance(balance, now)
        even, gini = balance.pielou, balance.gini_normalised
        if even.value is None or gini.value is None:
            reason = even.reason or gini.reason
            self.even.set_words("–")
            self.gini.set_words("")
            said = texts.t(reason.text) if reason is not None else ""
            self.even.setToolTip(said)
        else:
            said = texts.t("Pielou {even} (1 = even), Gini {gini} (0 = even)",
                           even=texts.number(even.value, 2), gini=texts.number(gini.value, 2))  # fmt: skip
            self.even.set_words(texts.number(even.value, 2))
            self.gini.set_words(texts.t("Gini {gini}", gini=texts.number(gini.value, 2)))
            self.even.setToolTip(said)
        words = said if even.value is None else advice(balance, self.log, texts)
        self.advice.set_words(words)
        self._note.setVisible(bool(words))
