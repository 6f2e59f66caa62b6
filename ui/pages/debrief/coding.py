# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Sessions coded twice: on one clock, event by event, with what the talk came to and the figures."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from cxfield.analysis.coded_twice import TOLERANCE_S
from cxfield.i18n import N_, Texts
from cxfield.report.dataset import local_time
from cxfield.services import double_coding as verbs
from cxfield.storage import Reader
from ui.editors.flow import FlowLayout
from ui.pages.debrief.board_words import COMPACT
from ui.pages.debrief.coding_figures import Figures
from ui.pages.debrief.coding_talk import Talk
from ui.pages.debrief.desk import DebriefDesk
from ui.pages.debrief.lanes import Lanes
from ui.pages.plan.rowlist import RowList
from ui.pages.plan.rowpaint import Cell, Column, Mark, Row
from ui.pages.plan.tab import clear, column, line, titled
from ui.shortcuts import bind
from ui.widgets.buttons import Button, Kind
from ui.widgets.containers import Card, EmptyState, Panel, Scroll
from ui.widgets.keep_focus import keeping_focus
from ui.widgets.label import Label
from ui.widgets.menu import Menu, MenuItem
from ui.widgets.segment import Option, Segment

SETTLE = N_("Settle a difference")
SETTLED = N_("settled")
KEEP_APART = N_("Keep two sessions apart")
COUNT_ONCE, TRAIN = N_("Count a session coded twice once"), N_("Compare with a reference log")
_NAMES = {
    verbs.BOTH: N_("both"),
    verbs.KEEP: N_("kept"),
    verbs.DROP: N_("left out"),
}


@dataclass(frozen=True, slots=True)
class Found:
    """What was read: pairs compared, and for each the figures it belongs to.

    Pairs that count have the figures over all of them; a lesson, or a pair not marked yet, has its own.
    """

    compared: tuple[verbs.Comparison, ...]
    figures: tuple[verbs.Agreement, ...]


def look(reader: Reader, locale: str) -> Found:
    """Find, compare, compute."""
    compared = tuple(verbs.compare_all(reader, verbs.found_pairs(reader, locale), locale))
    every = verbs.agreement(reader, [one for one in compared if one.counts], locale)
    figures = (every if one.counts else verbs.agreement(reader, [one], locale) for one in compared)
    return Found(compared, tuple(figures))


class CodingPanel(QWidget):
    """Session cards above, lanes, the events, and the figures at the side."""

    def __init__(self, desk: DebriefDesk) -> None:
        super().__init__()
        self.desk, self.ui = desk, desk.ui
        self.found = Found((), ())
        self._at = 0
        self._key = ("", "")
        self._number = 0
        self.strip = QWidget()
        self.cards = FlowLayout(self.strip)
        self.lanes = Lanes(self.ui)
        self.list = RowList(
            self.ui, (Column(0, 3), Column(0, 4), Column(40), Column(0, 4), Column(0, 4)),
            name=lambda x: x.t("Events of both logs"),
        )  # fmt: skip
        self.which = Segment(
            self.ui,
            (Option("open", lambda x: x.t("Only differences")), Option("all", lambda x: x.t("All"))),
            name=lambda x: x.t("Which events"),
            value="open",
        )
        self.talk = Talk(desk, self._settle)
        self.figures = Figures(self.ui)
        self.empty = EmptyState(
            self.ui,
            lambda x: x.t("No two sessions cover the same hours at the same site."),
            icon_name="split",
        )
        self._lay_out()
        self.which.chosen.connect(lambda _value: self._show_rows())
        self.list.chosen.connect(self._choose)
        self.lanes.chosen.connect(self._jump)
        for number in range(1, 4):
            bind(self, f"debrief.settle.{number}", self._presser(number))

    def _jump(self, key: str) -> None:
        self.list.choose(key)

    def _presser(self, number: int) -> Callable[[], None]:
        def press() -> None:
            buttons = list(self.talk.buttons.values())
            if self.talk.isVisible() and number <= len(buttons):
                buttons[number - 1].click()

        return press

    def refresh(self) -> None:
        """Ask in the background."""
        study = self.ui.study
        if study is None:
            return
        self._number += 1
        number = self._number
        study.ask(look, self.ui.texts.locale, done=lambda found: self._show(number, found))

    def set_compact(self, compact: bool) -> None:
        """The figures are narrower on a narrow window."""
        wanted = self.ui.theme.px(300 if compact else 372)
        self.side.setFixedWidth(min(wanted, max(280, round(self.width() * 0.36))))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The figures follow the width of the room."""
        super().resizeEvent(event)
        self.set_compact(self.width() < COMPACT)

    def _show(self, number: int, found: Found) -> None:
        if number != self._number or not isValid(self):
            return
        self.found = found
        self._at = min(self._at, max(0, len(found.compared) - 1))
        some = bool(found.compared)
        self.body.setVisible(some)
        self.empty.setVisible(not some)
        self._show_cards()
        self._show_rows()
        self._show_figures()

    def _show_cards(self) -> None:
        with keeping_focus(self.strip):
            self._fill_cards()

    def _fill_cards(self) -> None:
        clear(self.cards)
        for at, one in enumerate(self.found.compared):
            words = _card_words(one)
            kind = Kind.PRIMARY if at == self._at else Kind.OUTLINE
            icon_name = "check" if not one.open else "warning"
            button = Button(self.ui, words, kind=kind, icon_name=icon_name, touch=True)
            button.clicked.connect(self._turn(at))
            self.cards.addWidget(button)

    def _turn(self, at: int) -> Callable[[], None]:
        def turn() -> None:
            self._at = at
            self._show_cards()
            self._show_rows()
            self._show_figures()

        return turn

    @property
    def current(self) -> verbs.Comparison | None:
        """The pair in front."""
        return self.found.compared[self._at] if self.found.compared else None

    def _show_rows(self) -> None:
        one = self.current
        if one is None:
            return
        names = dict(self.found.figures[self._at].names)
        self.lanes.show_rows(one, names)
        rows = [row for row in one.rows if self.which.value == "all" or not row.same]
        self.list.show_rows([_row(row, names, self.ui.texts) for row in rows])
        for button in (self.link, self.apart):
            button.setVisible(not one.pair.linked and not self.desk.read_only)
        self.training.setVisible(not self.desk.read_only)
        self.align.set_words(lambda x: _aligned(one, x))
        if not self.list.current:
            self.list.choose_first()
        self._choose(self.list.current)

    def _choose(self, key: str) -> None:
        one = self.current
        row = next((r for r in one.rows if _id(r) == key), None) if one else None
        self.lanes.set_current(key)
        self.talk.setVisible(row is not None and not row.same)
        if row is not None and not row.same:
            self.talk.show_row(row, dict(self.found.figures[self._at].names))

    def _settle(self, row: verbs.EventRow, outcome: str, code_id: str, reason: str) -> None:
        first, second = row.key
        self.desk.write(
            verbs.settle_events,
            label=SETTLE,
            first_id=first,
            second_id=second,
            outcome=outcome,
            code_id=code_id,
            reason=reason,
        )
        # The next difference is an arrow key away.
        self.list.setFocus(Qt.FocusReason.TabFocusReason)

    def _link(self, first: verbs.Coder, second: verbs.Coder, *, training: bool = False) -> None:
        self.desk.write(
            verbs.count_once,
            label=TRAIN if training else COUNT_ONCE,
            first_id=first.session_id,
            second_id=second.session_id,
            training=training,
        )

    def _count_once(self) -> None:
        if self.current is not None:
            self._link(self.current.pair.first, self.current.pair.second)

    def _train(self) -> None:
        """Ask which of the two is the reference log."""
        one = self.current
        if one is None:
            return
        pair, sides = one.pair, {"first": one.pair.first, "second": one.pair.second}
        items = [MenuItem(key, _reference(coder), "check") for key, coder in sides.items()]
        if pair.training:
            items.append(MenuItem("none", lambda x: x.t("No training: two logs of equal worth"), "split"))
        menu = Menu(self.ui, items, self.training)

        def chosen(which: str) -> None:
            first, second = (pair.second, pair.first) if which == "second" else (pair.first, pair.second)
            self._link(first, second, training=which != "none")

        menu.chosen.connect(chosen)
        menu.popup(self.training.mapToGlobal(QPoint(0, self.training.height())))

    def _keep_apart(self) -> None:
        if self.current is not None:
            pair = self.current.pair
            self.desk.write(
                verbs.keep_apart,
                label=KEEP_APART,
                first_id=pair.first.session_id,
                second_id=pair.second.session_id,
            )

    def _show_figures(self) -> None:
        if self.current is not None:
            self.figures.show_pair(self.current, self.found.figures[self._at])

    def _lay_out(self) -> None:
        self.align = Label(self.ui, "", "small", "text.secondary", wrap=True)
        self.link = Button(self.ui, lambda x: x.t("Count once"), icon_name="link")
        self.link.set_tip(lambda x: x.t("Mark the second log as a second coding: counts leave it out."))
        self.link.clicked.connect(self._count_once)
        self.apart = Button(self.ui, lambda x: x.t("Not the same"), icon_name="split")
        self.apart.set_tip(lambda x: x.t("Each observer had customers of their own: two sessions."))
        self.apart.clicked.connect(self._keep_apart)
        self.training = Button(self.ui, lambda x: x.t("Training…"), icon_name="observe")
        self.training.set_tip(lambda x: x.t("One log is the reference the other observer learns from."))
        self.training.clicked.connect(self._train)
        lane_card = Card(self.ui)
        inner = column(lane_card, margins=12, gap=6)
        buttons = QWidget()
        flow = FlowLayout(buttons)
        flow.addWidget(self.link)
        flow.addWidget(self.apart)
        flow.addWidget(self.training)
        inner.addLayout(line(self.align, 1, buttons))
        inner.addWidget(self.lanes)
        events, rows = titled(self.ui, lambda x: x.t("Event by event"), self.which)
        rows.addWidget(self.list, 1)
        rows.addWidget(self.talk)
        self.body = QWidget()
        content = QWidget()
        left = column(content, gap=12)
        left.setContentsMargins(16, 12, 16, 12)
        self.list.setMinimumHeight(self.ui.theme.px(150))
        left.addWidget(self.strip)
        left.addWidget(lane_card)
        left.addWidget(events, 1)
        row = line(gap=0, parent=self.body)
        row.addWidget(Scroll(self.ui, content), 1)
        self.side = Panel(self.ui, "bg.surface", "left")
        column(self.side, gap=0).addWidget(Scroll(self.ui, self.figures, fill="bg.surface"))
        row.addWidget(self.side)
        outer = column(self, gap=0)
        outer.addWidget(self.body, 1)
        outer.addWidget(self.empty)
        self.set_compact(compact=False)


def _reference(coder: verbs.Coder) -> Callable[[Texts], str]:
    return lambda texts: texts.t("{who} is the reference log", who=coder.code)


def _id(row: verbs.EventRow) -> str:
    return "|".join(row.key)


def _card_words(one: verbs.Comparison) -> Callable[[Texts], str]:
    def words(texts: Texts) -> str:
        when = ""
        if one.pair.started_at is not None:
            moment = local_time(one.pair.started_at, one.pair.offset_min)
            when = f"{texts.day(moment.date())} {texts.time(moment)}"
        pairs = [row for row in one.rows if row.first and row.second]
        score = f"{sum(row.same for row in pairs)}/{len(pairs)}"
        state = texts.t("talked through") if not one.open else texts.t("{n} open", n=one.open)
        return f"{one.pair.site} {when}  {score}  {state}"

    return words


def _aligned(one: verbs.Comparison, texts: Texts) -> str:
    who = f"{one.pair.first.code} – {one.pair.second.code}"
    kind = texts.t("against a reference log") if one.pair.training else ""
    allowed = texts.t("allowed difference {n} s", n=TOLERANCE_S)
    parts = (who, _started(one, texts), _wrong_clock(one, texts), allowed, kind)
    return " · ".join(part for part in parts if part)


def _started(one: verbs.Comparison, texts: Texts) -> str:
    """Whose log began first, and by how much."""
    seconds = round(one.pair.shift_ms / 1000)
    if not seconds:
        return texts.t("clocks aligned, both began at once")
    first = one.pair.first if seconds > 0 else one.pair.second
    return texts.t("clocks aligned, {who} began {n} s earlier", who=first.code, n=texts.number(abs(seconds)))


def _wrong_clock(one: verbs.Comparison, texts: Texts) -> str:
    """A clock of a laptop that stood far from the other's."""
    minutes = round(one.pair.clock_ms / 60_000)
    if not minutes:
        return ""
    ahead = one.pair.second if minutes > 0 else one.pair.first
    return texts.t("the clock of {who} is {n} min ahead", who=ahead.code, n=texts.number(abs(minutes)))


def _row(row: verbs.EventRow, names: dict[str, str], texts: Texts) -> Row:
    def side(one: verbs.Side | None) -> Cell:
        if one is None:
            return Cell(texts.t("not logged"), icon="close", ink="warning.base")
        return Cell(names.get(one.code_id, "–"), sub=texts.stopwatch(one.t_ms), weight=600)

    place = (row.first or row.second).place if (row.first or row.second) else ""  # type: ignore[union-attr]
    state = Cell(marks=(Mark(texts.t("same"), "success.base", "success.subtle"),)) if row.same else Cell(
        marks=(Mark(texts.t("open")),)
    )  # fmt: skip
    if row.settled is not None and not row.same:
        state = Cell(marks=(Mark(_settled(row, names, texts), "success.base", "success.subtle", "check"),))
    sign = "=" if row.same else "≠"
    return Row(_id(row), (Cell(place, role="small"), side(row.first), Cell(sign), side(row.second), state))


def _settled(row: verbs.EventRow, names: dict[str, str], texts: Texts) -> str:
    settled = row.settled
    assert settled is not None
    code = {
        verbs.FIRST: row.first.code_id if row.first else "",
        verbs.SECOND: row.second.code_id if row.second else "",
        verbs.OTHER: settled.code_id,
    }.get(settled.outcome, "")
    words = names.get(code, "") or texts.t(_NAMES.get(settled.outcome, SETTLED))
    return texts.t("agreed: {what}", what=words)
