# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The running group: table and balance, statements, guide and lot; one view, or one for each of two."""

import time
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QPoint, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from cxfield.errors import UserError
from cxfield.i18n import N_
from cxfield.services.group_seats import move_seat
from ui.context import Say, Ui
from ui.moment import Presses
from ui.pages.group.balance import BalanceCard
from ui.pages.group.bar import GroupBar
from ui.pages.group.cards import CardsPanel
from ui.pages.group.guide import GuideCard
from ui.pages.group.ideas import IdeasPanel
from ui.pages.group.keys import Act, act_of
from ui.pages.group.log import Log
from ui.pages.group.lot import LotCard
from ui.pages.group.sound import GroupSound
from ui.pages.group.statements import StatementPanel
from ui.pages.group.table import TableCard
from ui.pages.group.tabs import PANELS, SIDE, tabs_of
from ui.shortcuts import bind, keycap_of
from ui.widgets.containers import Banner, Scroll
from ui.widgets.segment import Segment
from ui.widgets.toast import Toast

BOTH, MODERATOR, NOTES = "both", "moderator", "notes"
VIEWS: tuple[tuple[str, Say], ...] = (
    (BOTH, lambda x: x.t("All in one view")),
    (MODERATOR, lambda x: x.t("Moderator's view")),
    (NOTES, lambda x: x.t("Note-taker's view")),
)
_TICK_MS = 200
#: A press that is on its way to the disk comes before the clock, for so long at most.
_MOST_LATE_S = 1.0
_LARGE = 1.2
#: So many people's balance stands below their table only in a window of this height.
_MANY, _HIGH = 8, 1000


class RoomView(QWidget):
    """One window's view of the group; `mode` says which parts are shown and where."""

    stop_wanted = Signal()
    menu_wanted = Signal()
    correct_wanted = Signal()
    consent_wanted = Signal()
    view_wanted = Signal(QPoint)
    second_wanted = Signal()
    card_wanted = Signal(str)
    rating_wanted = Signal(str, str)
    ranking_wanted = Signal()
    minutes_wanted = Signal()
    moded = Signal(str)

    def __init__(self, ui: Ui, log: Log, sound: GroupSound, mode: str = BOTH) -> None:
        super().__init__()
        self.ui, self.log, self.sound, self.mode = ui, log, sound, mode
        self._compact = self._crowded = False
        self._presses = Presses(log.moment, self)
        self._second = -1
        self._ticked = 0.0
        self._due: list[Callable[[], None]] = []
        self.bar = GroupBar(ui, log)
        self.trouble = Banner(ui, "", tone="danger", icon_name="warning")
        self.trouble.hide()
        self.table = TableCard(ui, log)
        self.balance = BalanceCard(ui, log)
        self.statements = StatementPanel(ui, log)
        self.guide = GuideCard(ui, log)
        self.lot = LotCard(ui, log)
        self.cards = CardsPanel(ui, log)
        self.ideas = IdeasPanel(ui, log)
        self.panel = "statements"
        self._shown: tuple[str, ...] = ()
        self._lot_below = self._stacked = False
        self.tabs, self.side = tabs_of(ui, PANELS), tabs_of(ui, SIDE)
        self._pieces = {
            "statements": self.statements, "guide": self.guide, "balance": self.balance, "cards": self.cards,
            "ideas": self.ideas,
        }  # fmt: skip
        self.toast = Toast(ui, self)
        self._body = QHBoxLayout()
        root = QVBoxLayout(self)
        root.setContentsMargins(0, 0, 0, 0)
        root.setSpacing(0)
        root.addWidget(self.bar)
        root.addWidget(self.trouble)
        self._holder = QWidget()
        self._holder.setLayout(self._body)
        root.addWidget(Scroll(ui, self._holder), 1)
        self._connect()
        self._bind()
        self._tick = QTimer(self)
        self._tick.setInterval(_TICK_MS)
        self._tick.timeout.connect(self.tick)
        self._tick.start()
        self._show_sound()
        ui.theme_changed.connect(self.arrange)
        ui.texts_changed.connect(self._show_sound)
        self.arrange()

    # -- arrangement

    @property
    def tight(self) -> bool:
        """Whether there is room for two columns only."""
        return self._compact or self.ui.theme.scale > _LARGE

    def _crowd(self) -> bool:
        """Whether table and balance have no room below each other: the balance goes behind a tab."""
        return len(self.log.state.people) > _MANY and self.height() < self.ui.theme.px(_HIGH)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The height says how a large group is arranged."""
        super().resizeEvent(event)
        self._look()

    def _look(self) -> None:
        if self._crowd() != self._crowded:
            self.arrange()

    def set_compact(self, compact: bool) -> None:
        """The window became narrow or wide."""
        if compact != self._compact:
            self._compact = compact
            self.arrange()

    def set_mode(self, mode: str) -> None:
        """Show another person's view."""
        if mode != self.mode:
            self.mode = mode
            self.arrange()
            self.moded.emit(mode)
        self.take_focus()

    def arrange(self) -> None:
        """Put every part where this mode and this width want it; the focus stays with the view."""
        focus = QApplication.focusWidget()
        inside = focus is not None and self.isAncestorOf(focus)
        for part in (self.table, self.tabs, self.side, self.lot, *self._pieces.values()):
            part.setParent(None)
        while (item := self._body.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        tight = self.tight
        self._crowded = self._crowd()
        self._lot_below = False
        self.bar.set_compact(tight, menu=self._compact)
        px = self.ui.theme.px
        # With very large text the columns stand below each other; nothing is scrolled sideways.
        self._stacked = self.ui.theme.scale > _LARGE
        way = QBoxLayout.Direction.TopToBottom if self._stacked else QBoxLayout.Direction.LeftToRight
        self._body.setDirection(way)
        side = 10 if tight else 16
        self._body.setContentsMargins(side, side - 4, side, side - 2)
        self._body.setSpacing(10 if tight else 14)
        if self.mode == NOTES:
            self._column(self.table, width=px(476))
            self._column(self.statements, stretch=1)
        elif tight:
            keys = PANELS if self.mode == BOTH else PANELS[1:]
            self._column(self.table, width=px(456))
            self._column(self._tabbed(self.tabs, keys, lot=True), stretch=1)
        else:
            left = (self.table,) if self._crowded else (self.table, self.balance)
            tabs = self.tabs if self._crowded else self.side
            beside = self._tabbed(tabs, PANELS[1:] if self._crowded else SIDE)
            if self.mode == MODERATOR:
                self._column(*left, width=px(476))
                self._column(beside, stretch=1)
                self._column(self.lot, width=px(380))
            else:
                self._column(*left, width=px(456))
                self._column(self.statements, stretch=1)
                self._column(beside, self.lot, width=px(392))
        for part in (self.table, self.statements, self.lot):
            part.setVisible(part.parentWidget() is not None)
        self.show_panel(self.panel)
        if inside:  # a part that was moved has lost it, to whatever button came next
            self.take_focus()

    def _column(self, *parts: QWidget, width: int = 0, stretch: int = 0) -> None:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self._body.spacing())
        for part in parts:
            # The balance takes what it needs, the lot what is left; the others take the rest.
            grows = 0 if part is self.balance else 1 if part is self.lot else 3
            column.addWidget(part, grows)
            part.show()
        if width and not self._stacked:
            holder.setFixedWidth(width)
        self._body.addWidget(holder, stretch)

    def _tabbed(self, tabs: Segment, keys: tuple[str, ...], *, lot: bool = False) -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(tabs)
        tabs.show()
        for cell in tabs.cells:
            cell.setVisible(cell.value in keys)
        self._shown = keys
        for key in keys:
            column.addWidget(self._pieces[key], 2)
        self._lot_below = lot
        if lot:
            column.addWidget(self.lot, 1)
        if self.panel not in keys:
            self.panel = keys[0]
        return holder

    def show_panel(self, panel: str) -> None:
        """Bring a panel to the front where they share a place; the lot lies below the guide."""
        if self.mode == NOTES:
            return
        if panel in self._shown:
            self.panel = panel
            for key in self._shown:
                self._pieces[key].setVisible(key == panel)
            if self._lot_below:
                self.lot.setVisible(panel == "balance")
            self.tabs.set_value(panel)
            self.side.set_value(panel)

    def showEvent(self, event: QShowEvent) -> None:
        """Hear the presses of the window it stands in."""
        super().showEvent(event)
        self._presses.listen(self.window().windowHandle())

    def paintEvent(self, event: QPaintEvent) -> None:
        """The paper."""
        painter = QPainter(self)
        painter.fillRect(event.rect(), self.ui.theme.color("bg.app"))
        painter.end()

    # -- time and focus

    def tick(self) -> None:
        """Several times a second look at the clock; what tells of seconds is painted a part at a time."""
        if not self.isVisible() or self.log.over:
            return
        moment = time.monotonic()
        if self.log.unsent and moment - self._ticked < _MOST_LATE_S:
            return
        self._ticked = moment
        if self._due:
            self._due.pop()()
        elif (second := self.log.now() // 1000) != self._second:
            self._second = second
            self.bar.tick()
            self.table.map.refresh()
            self._due = [part.refresh for part in (self.guide, self.balance) if part.isVisible()]

    def take_focus(self) -> None:
        """The keys log: the focus goes to the table, or to what was being written."""
        target = self.statements.line.input if self.statements.line.input.text() else self.table.map
        if not target.isVisible():
            target = self.table.map
        target.setFocus()

    def say(self, words: Say, *, undo: bool = False) -> None:
        """A sentence that goes by itself."""
        if undo and self.ui.undo is not None:
            self.toast.show_words(
                words, action=lambda x: x.t("Undo"), key=keycap_of("undo"), pressed=self.ui.undo.undo
            )
        else:
            self.toast.show_words(words)

    # -- keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Letters and digits log; a held key counts once."""
        act = act_of(event)
        if act is None:
            super().keyPressEvent(event)
            return
        event.accept()
        if not event.isAutoRepeat():
            self.do(act)

    def do(self, act: Act) -> None:
        """What a key means."""
        log = self.log
        plain: dict[str, Callable[[], object]] = {
            "together": log.toggle_together,
            "laugh": log.laugh,
            "slip": self.guide.slip,
            "reply": log.reply,
            "write": self.write,
            "escape": self._escape,
            "undo": self._undo,
            "redo": self._redo,
        }
        if act.kind in plain:
            plain[act.kind]()
        elif act.kind == "seat":
            log.press_key(act.value)
        elif act.kind == "mark":
            log.toggle(act.value)
        elif act.kind == "tone":
            log.tone(act.number)
        elif act.kind == "agree":
            self._agree(act.value)

    def _agree(self, key: str) -> None:
        if key == "0":
            self.log.all_agree()
            return
        for seat in self.log.with_key(key):
            self.log.side(seat.id)

    def write(self) -> None:
        """Begin a statement."""
        if self.mode == MODERATOR:
            self.set_mode(BOTH)
        if self.tight and self.mode == BOTH:
            self.show_panel("statements")
        self.statements.line.begin()

    def _escape(self) -> None:
        if self.log.aimed:
            self.log.aim_at("")
        self.table.map.setFocus()

    def _undo(self) -> None:
        if self.ui.undo is not None:
            self.ui.undo.undo()

    def _redo(self) -> None:
        if self.ui.undo is not None:
            self.ui.undo.redo()

    def _park(self) -> None:
        if self.mode == NOTES:
            self.set_mode(BOTH)
        if self._lot_below:
            self.show_panel("balance")
        self.lot.begin()

    # -- making

    def _connect(self) -> None:
        log, bar = self.log, self.bar
        log.said.connect(self._say_error)
        log.stuck.connect(self._stuck)
        log.changed.connect(self._look)
        log.flowing.connect(self.trouble.hide)
        bar.menu_wanted.connect(self.menu_wanted)
        bar.pause_wanted.connect(log.pause_or_resume)
        bar.stop_wanted.connect(self.stop_wanted)
        bar.consent_wanted.connect(self.consent_wanted)
        bar.view_wanted.connect(self._ask_view)
        self.table.correct.clicked.connect(self.correct_wanted)
        bar.sound.clicked.connect(self.sound.toggle)
        self.statements.aimed.listen.clicked.connect(self._listen)
        self.sound.said.connect(self._say_error)
        self.sound.changed.connect(self._show_sound)
        log.stated.connect(self._show_listen)
        self.table.map.moved.connect(self._move)
        self.statements.line.left.connect(self.table.map.setFocus)
        self.lot.left.connect(self.table.map.setFocus)
        self.guide.shift.clicked.connect(self.minutes_wanted)
        self.cards.show_wanted.connect(self.card_wanted)
        self.cards.private_wanted.connect(self.rating_wanted)
        self.ideas.rank_wanted.connect(self.ranking_wanted)
        for tabs in (self.tabs, self.side):
            tabs.chosen.connect(lambda value: self.show_panel(str(value)))

    def _bind(self) -> None:
        bind(self, "group.next-part", lambda: self.guide.step(1))
        bind(self, "group.previous-part", lambda: self.guide.step(-1))
        bind(self, "group.next-question", lambda: self.guide.turn_question(1))
        bind(self, "group.previous-question", lambda: self.guide.turn_question(-1))
        bind(self, "group.park", self._park)
        bind(self, "group.pause", self.log.pause_or_resume)
        bind(self, "group.stop", self.stop_wanted.emit)
        bind(self, "group.correct", self.correct_wanted.emit)
        bind(self, "group.second", self.second_wanted.emit)
        bind(self, "group.view", self._next_view)
        bind(self, "group.record", self.sound.toggle)
        bind(self, "group.listen", self._listen)
        for number in range(1, 10):
            bind(self, f"group.probe.{number}", partial(self.guide.probe, number - 1))
        for number, panel in enumerate(PANELS, 5):
            bind(self, f"group.panel.{number}", partial(self.show_panel, panel))

    def _next_view(self) -> None:
        order = [mode for mode, _ in VIEWS]
        self.set_mode(order[(order.index(self.mode) + 1) % len(order)])

    def _ask_view(self) -> None:
        self.view_wanted.emit(self.bar.view.mapToGlobal(QPoint(0, self.bar.view.height())))

    def _move(self, seat_id: str, angle: float) -> None:
        self.log.do_to(move_seat, N_("Move the seat"), seat_id=seat_id, angle=angle)

    def _show_sound(self) -> None:
        self.sound.show_on(self.bar.sound)
        self._show_listen()

    def _show_listen(self) -> None:
        said = self.log.aim
        self.statements.aimed.listen.setVisible(said is not None and self.sound.heard_at(said.t_ms))

    def _listen(self) -> None:
        said = self.log.aim
        if said is not None:
            self.sound.hear(said.t_ms)

    def _say_error(self, error: BaseException) -> None:
        self.say(error.say if isinstance(error, UserError) else str(error))

    def _stuck(self, error: BaseException) -> None:
        self.trouble.set_words(error.say if isinstance(error, UserError) else str(error))
        self.trouble.show()
