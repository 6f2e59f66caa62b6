# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The newest statement, or a chosen one: who agrees, and what it is; everything with one tap."""

from collections.abc import Mapping

from PySide6.QtCore import QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPolygonF
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from cxfield.i18n import N_, pick
from cxfield.services.group_room import STATEMENT_MARKS
from cxfield.services.group_views import SeatView, StatementView
from ui.context import Say, Ui
from ui.editors.flow import FlowLayout
from ui.pages.group.log import Log
from ui.shortcuts import keycap_of
from ui.widgets.base import PaintedButton
from ui.widgets.buttons import Button, IconButton, Kind
from ui.widgets.containers import Panel
from ui.widgets.label import Label
from ui.widgets.paint import box, polarity_mark, text
from ui.widgets.ratings import MarkToggle

#: What a statement may be, in the order of the keys: mark, icon, colour.
MARKS: tuple[tuple[str, str, str], ...] = (
    ("habit", "tag", ""),
    ("star", "star", ""),
    ("suggestion", "action", ""),
    ("pain", "pain", "valence.negative"),
    ("pattern", "journey", ""),
    ("staff", "staff", ""),
    ("verbatim", "quote", ""),
    ("quote", "quote", ""),
)
_FIRST = 2
_IN_ROW = 6


def triangle(painter: QPainter, x: float, y: float, size: float, color: QColor, *, up: bool) -> None:
    """Agree points up, disagree down: the shape says it without the colour."""
    points = [(0, size), (size / 2, 0), (size, size)] if up else [(0, 0), (size, 0), (size / 2, size)]
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color)
    area = QRectF(x, y, size, size)
    shape = QPolygonF()
    for dx, dy in points:
        shape.append(area.topLeft() + QPoint(round(dx), round(dy)).toPointF())
    painter.drawPolygon(shape)


class SideChip(PaintedButton):
    """A seat at a statement: tap goes from nothing to agree, disagree and back; a swipe marks a row."""

    def __init__(self, ui: Ui, seat: SeatView, parent: "SideRow") -> None:
        super().__init__(ui, seat.code, parent)
        self.seat = seat
        self._side = 0
        self._own = False
        self._row = parent
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.retranslate()

    def show_side(self, side: int, *, own: bool) -> None:
        """Change what is shown."""
        if (side, own) != (self._side, self._own):
            self._side, self._own = side, own
            self.setEnabled(not own)
            self.retranslate()
            self.update()

    @property
    def side(self) -> int:
        """1 agrees, -1 disagrees, 0 showed nothing."""
        return self._side

    def retranslate(self) -> None:
        """Who and which side."""
        texts = self.ui.texts
        side = {1: texts.t("agrees"), -1: texts.t("disagrees"), 0: texts.t("no sign")}[
            getattr(self, "_side", 0)
        ]
        own = getattr(self, "_own", False)
        self.setAccessibleName(f"{self.words}, {texts.t('speaker') if own else side}")

    def sizeHint(self) -> QSize:
        """48 high."""
        return QSize(self.theme.px(54), self.theme.height(48, "control"))

    def draw(self, painter: QPainter) -> None:
        """Fill, outline, code and sign."""
        theme, color = self.theme, self.theme.color
        tone = {1: "valence.positive", -1: "valence.negative"}.get(self._side, "")
        if self._own:
            box(painter, self.rect(), 8, color("bg.hover"), color("line.strong"), dash=True)
            ink = color("text.secondary")
        elif tone:
            box(painter, self.rect(), 8, color(f"{tone}.subtle"), color(tone), 2)
            ink = color(tone)
        else:
            down = "bg.pressed" if self.isDown() else "bg.hover" if self.hovered() else "bg.surface"
            box(painter, self.rect(), 8, color(down), color("line.strong"))
            ink = color("text.primary")
        size = theme.px(12)
        words = self.words if self._own or self._side else f"{self.words} –"
        wide = theme.text_width("body", words, 600)
        both = wide + (size + 6 if self._side and not self._own else 0)
        left = (self.width() - both) / 2
        text(painter, QRectF(left, 0, wide + 2, self.height()), words, theme.font("body", 600), ink)
        if self._side and not self._own:
            triangle(painter, left + wide + 6, (self.height() - size) / 2, size, ink, up=self._side > 0)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """The first seat of a swipe decides the side for all that follow."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._row.begin(self)
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """The finger goes on over the neighbours."""
        self._row.over(self.mapToParent(event.position().toPoint()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """The gesture is done."""
        self._row.finish()
        event.accept()


class SideRow(QWidget):
    """All participants' chips, six in a row."""

    def __init__(self, ui: Ui, log: Log) -> None:
        super().__init__()
        self.ui, self.log = ui, log
        self.chips: dict[str, SideChip] = {}
        self._swiped: dict[str, int] = {}
        self._side = 0
        self.grid = QGridLayout(self)
        self.grid.setContentsMargins(0, 0, 0, 0)
        self.grid.setSpacing(6)
        self.setAccessibleName(ui.texts.t("Agreement"))

    def show_statement(self, said: StatementView | None) -> None:
        """The sides of a statement."""
        people = self.log.state.people
        if list(self.chips) != [seat.id for seat in people]:
            for chip in self.chips.values():
                chip.hide()
                chip.deleteLater()
            self.chips = {}
            for at, seat in enumerate(people):
                chip = SideChip(self.ui, seat, self)
                self.grid.addWidget(chip, at // _IN_ROW, at % _IN_ROW)
                self.chips[seat.id] = chip
                chip.clicked.connect(lambda _on=False, seat_id=seat.id: self.log.side(seat_id))
        for seat_id, chip in self.chips.items():
            side = (
                0 if said is None else 1 if seat_id in said.agree else -1 if seat_id in said.disagree else 0
            )
            chip.show_side(self._swiped.get(seat_id, side), own=said is not None and said.seat_id == seat_id)

    def begin(self, chip: SideChip) -> None:
        """A press begins a gesture of one seat."""
        self._side = {0: 1, 1: -1, -1: 0}[chip.side]
        self._swiped = {chip.seat.id: self._side}
        chip.show_side(self._side, own=False)

    def over(self, spot: QPoint) -> None:
        """Further seats take the same side."""
        chip = self.childAt(spot)
        if self._swiped and isinstance(chip, SideChip) and chip.isEnabled():
            self._swiped[chip.seat.id] = self._side
            chip.show_side(self._side, own=False)

    def finish(self) -> None:
        """One write for the whole gesture."""
        swiped, self._swiped = self._swiped, {}
        if swiped:
            self.log.sides(swiped)


class ToneToggle(PaintedButton):
    """How it sounds: minus or plus, 48 square; its sign is its key."""

    def __init__(self, ui: Ui, value: int) -> None:
        self.value = value
        super().__init__(ui, _said(N_("Negative")) if value < 0 else _said(N_("Positive")))
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.retranslate()
        self.setToolTip(self.words)

    def sizeHint(self) -> QSize:
        """A square."""
        side = self.theme.height(48, "control")
        return QSize(side, side)

    def draw(self, painter: QPainter) -> None:
        """Outline, and the sign of the tone."""
        theme, color = self.theme, self.theme.color
        tone = "valence.positive" if self.value > 0 else "valence.negative"
        if self.isChecked():
            box(painter, self.rect(), 8, color(f"{tone}.subtle"), color(tone), 2)
        else:
            down = "bg.pressed" if self.isDown() else "bg.hover" if self.hovered() else "bg.surface"
            box(painter, self.rect(), 8, color(down), color("line.strong"))
        side = theme.px(22)
        area = QRectF((self.width() - side) / 2, (self.height() - side) / 2, side, side)
        polarity_mark(painter, theme, area, self.value)


class Aimed(Panel):
    """Time, speaker, words, sides, marks; `more` opens the further marks and the topics."""

    def __init__(self, ui: Ui, log: Log) -> None:
        super().__init__(ui, "bg.selected", "top", "bottom")
        self.log = log
        self.time = Label(ui, "", "small", "text.secondary")
        self.who = Label(ui, "", "small", weight=600)
        self.reply = Label(ui, "", "small", "text.secondary", elide=True)
        self.marked = Label(ui, "", "small", "text.primary", weight=600, elide=True)
        self.words = Label(ui, "", "h2", weight=600, wrap=True)
        self.sides = SideRow(ui, log)
        self.toggles: dict[str, MarkToggle] = {}
        self.topics: dict[str, MarkToggle] = {}
        self.more = IconButton(ui, "more", lambda x: x.t("More marks"), kind=Kind.OUTLINE, touch=True)
        self.all = Button(ui, lambda x: x.t("All agree"), key="⇧0", touch=True)
        self.next_reply = Button(ui, lambda x: x.t("Reply to"), key=keycap_of("group.reply"), touch=True)
        self.edit = Button(ui, lambda x: x.t("Edit"), touch=True)
        self.bin = Button(ui, lambda x: x.t("Remove"), touch=True)
        self.listen = Button(ui, lambda x: x.t("Listen"), icon_name="play", touch=True)
        self.listen.hide()
        self._lay_out()
        self._connect()
        self.refresh()

    def _lay_out(self) -> None:
        ui = self.ui
        head = QHBoxLayout()
        head.setSpacing(8)
        for widget in (self.time, self.who):
            head.addWidget(widget)
        head.addWidget(self.reply, 1)
        head.addWidget(self.marked)
        names = dict(STATEMENT_MARKS) | {
            "star": N_("Star"), "staff": N_("About the staff"), "verbatim": N_("Word for word"),
            "quote": N_("Quote"),
        }  # fmt: skip
        self._first, self._rest = QWidget(), QWidget()
        first, rest = FlowLayout(self._first, 6), FlowLayout(self._rest, 6)
        for at, (mark, sign, tone) in enumerate(MARKS):
            toggle = MarkToggle(
                ui,
                _said(names[mark]),
                icon_name=sign,
                key=keycap_of(f"group.{mark}"),
                tone=tone,
                base_height=48,
            )
            toggle.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            toggle.clicked.connect(lambda _on=False, key=mark: self._toggle(key))
            self.toggles[mark] = toggle
            (first if at < _FIRST else rest).addWidget(toggle)
        self.minus = ToneToggle(ui, -1)
        self.plus = ToneToggle(ui, 1)
        for square in (self.minus, self.plus):
            square.clicked.connect(lambda _on=False, value=square.value: self.log.tone(value))
            first.addWidget(square)
        first.addWidget(self.more)
        for button in (self.listen, self.all, self.next_reply, self.edit, self.bin):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            rest.addWidget(button)
        self._flow = rest
        self._rest.hide()
        self.more.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 10, 14, 12)
        column.setSpacing(8)
        column.addLayout(head)
        for part in (self.words, self.sides, self._first, self._rest):
            column.addWidget(part)

    def _connect(self) -> None:
        log = self.log
        log.stated.connect(self.refresh)
        log.changed.connect(self.refresh)
        self.ui.texts_changed.connect(self.refresh)
        self.more.clicked.connect(self.toggle_more)
        self.all.clicked.connect(log.all_agree)
        self.next_reply.clicked.connect(log.reply)
        self.bin.clicked.connect(self._remove)

    def toggle_more(self) -> None:
        """Show the further marks and the topics, or put them away."""
        self._rest.setVisible(self._rest.isHidden())
        self.more.set_icon_name("more" if self._rest.isHidden() else "close")
        self.refresh()

    def refresh(self) -> None:
        """The statement in aim."""
        said, texts = self.log.aim, self.ui.texts
        self.setVisible(said is not None)
        if said is None:
            return
        self._topics()
        self.time.set_words(texts.stopwatch(said.t_ms))
        self.who.set_words(self.log.code(said.seat_id) if said.seat_id else texts.t("somebody"))
        answered = self.log.statement(said.reply_to)
        self.reply.set_words(
            texts.t("to {code}: {words}", code=self.log.code(answered.seat_id), words=answered.text)
            if answered is not None
            else ""
        )
        self.words.set_words(f"“{said.text}”" if said.verbatim else said.text)
        self.sides.show_statement(said)
        on = {*said.marks, *(["star"] if said.star else []), *(["staff"] if said.about_staff else [])}
        on |= {*(["verbatim"] if said.verbatim else []), *(["quote"] if said.quote else [])}
        writable = not self.log.study.read_only
        for mark, toggle in self.toggles.items():
            toggle.setChecked(mark in on)
            toggle.setEnabled(writable)
        for key, toggle in self.topics.items():
            toggle.setChecked(key in said.topics)
            toggle.setEnabled(writable)
        self.minus.setChecked(said.polarity < 0)
        self.plus.setChecked(said.polarity > 0)
        # What is on is told also while its toggle is put away: a key must be seen to have done something.
        every = (*self.toggles.values(), *self.topics.values())
        away = [toggle.words for toggle in every if toggle.isChecked() and not toggle.isVisibleTo(self)]
        self.marked.set_icon_name("quote" if said.quote and away else "tag" if away else None)
        self.marked.set_words(" · ".join(away))

    def _topics(self) -> None:
        wanted = self.log.state.topics
        if list(self.topics) == [key for key, _ in wanted]:
            return
        for old in self.topics.values():
            old.hide()
            old.deleteLater()
        self.topics = {}
        for key, name in wanted:
            toggle = MarkToggle(self.ui, _topic(name), icon_name="theme", base_height=48)
            toggle.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            toggle.clicked.connect(lambda _on=False, at=key: self.log.topic(at))
            self._flow.addWidget(toggle)
            self.topics[key] = toggle

    def _toggle(self, mark: str) -> None:
        self.log.toggle(mark)
        self.refresh()

    def _remove(self) -> None:
        said = self.log.aim
        if said is not None:
            self.log.remove(said.id)


def _topic(name: Mapping[str, str]) -> Say:
    return lambda x: "#" + pick(name, x.locale)


def _said(msgid: str) -> Say:
    return lambda x: x.t(msgid)
