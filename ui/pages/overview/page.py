# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The Overview room: how we are doing, what is missing, where the experience rises and falls."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout

from cxfield.services.data_filter import Filter
from cxfield.services.overview import Dashboard, dashboard
from cxfield.services.overview_behind import answers_with, behind
from cxfield.services.overview_facts import Facts, load_facts
from cxfield.services.overview_filter import Scope, scope_of
from cxfield.services.overview_journey import JourneyView, journey
from cxfield.services.overview_patterns import PatternsView, patterns
from cxfield.services.overview_scope import Scoped, scoped
from cxfield.services.overview_tables import Source, TableView
from ui.context import Ui
from ui.pages.base import Page
from ui.pages.overview.dashboard import DashboardView
from ui.pages.overview.filters import FilterBar
from ui.pages.overview.journey import JourneyTab
from ui.pages.overview.metrics import MetricsView
from ui.pages.overview.patterns import PatternsTab
from ui.pages.overview.sections import Across, Rows
from ui.pages.overview.tables import TableStack
from ui.pages.overview.tabs import Tabs
from ui.widgets.buttons import Button, Kind
from ui.widgets.containers import Scroll
from ui.widgets.label import Label
from ui.widgets.segment import Option

_LATER_MS = 250
_WIDE, _TIGHT = 1180, 760
_WHOLE, _METRICS, _JOURNEY, _PATTERNS = "whole", "metrics", "journey", "patterns"
_COMPARE, _PEOPLE, _PROGRESS = "compare", "people", "progress"
_FIELDS = ("site", "phase", "wave", "segment", "team", "channel", "settling", "valued")


@dataclass(frozen=True, slots=True)
class Shown:
    """What was computed for a scope."""

    facts: Facts
    found: Scoped
    board: Dashboard
    journey: JourneyView | None = None
    patterns: PatternsView | None = None
    tab: str = _WHOLE
    tables: tuple[TableView, ...] = ()

    def source(self, ref: str) -> Source | None:
        """What a row of a table is made of."""
        return next((t.sources[ref] for t in self.tables if ref in t.sources), None)


class OverviewPage(Page):
    """Everything is asked and computed in the background; the window only shows what came of it."""

    def __init__(
        self, ui: Ui, today: Callable[[], dt.date] = lambda: dt.datetime.now().astimezone().date()
    ) -> None:
        super().__init__(ui)
        self._today = today
        self.scope = Scope()
        self.tab = _WHOLE
        self.shown: Shown | None = None
        self._asking = 0
        self._waiting = False
        self._stale = True
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_LATER_MS)
        self._later.timeout.connect(self.load)
        self.heading = Label(ui, lambda x: x.tc("room", "Overview"), "h1")
        middle = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        self.summary = Label(ui, "", "body", "text.secondary", wrap=True, align=middle)
        self.filter = Button(ui, lambda x: x.t("Filter"), icon_name="filter", touch=True)
        self.talk = Button(ui, lambda x: x.t("New interview"), icon_name="interview", touch=True)
        self.observe = Button(
            ui, lambda x: x.t("Start observing"), icon_name="observe", kind=Kind.PRIMARY, touch=True
        )
        self.bar = FilterBar(ui, self.filter)
        self._narrow = self._tight = False
        self._head, self._under = QHBoxLayout(), QHBoxLayout()
        self._actions, self._below = QHBoxLayout(), QHBoxLayout()
        self.tabs = Tabs(
            ui,
            (
                Option(_WHOLE, lambda x: x.tc("overview", "Whole")),
                Option(_METRICS, lambda x: x.tc("overview", "Metrics")),
                Option(_JOURNEY, lambda x: x.tc("overview", "Journey")),
                Option(_PATTERNS, lambda x: x.tc("overview", "Patterns")),
                Option(_COMPARE, lambda x: x.tc("overview", "Comparisons")),
                Option(_PEOPLE, lambda x: x.tc("overview", "Told")),
                Option(_PROGRESS, lambda x: x.tc("overview", "Progress")),
            ),
            name=lambda x: x.t("Part of the overview"),
        )
        self.board = DashboardView(ui)
        self.metrics = MetricsView(ui)
        self.path = JourneyTab(ui)
        self.patterns = PatternsTab(ui)
        self.views: dict[str, Rows] = {
            _WHOLE: self.board,
            _METRICS: self.metrics,
            _JOURNEY: self.path,
            _PATTERNS: self.patterns,
        }
        self.stack = TableStack(ui)
        self.stack.opened.connect(self.open)
        self._lay_out()
        self.tabs.chosen.connect(self.show_tab)
        self.bar.asked.connect(self.use_scope)
        for view in self.views.values():
            view.opened.connect(self.open)
        self.talk.clicked.connect(lambda: self.open("room:interview"))
        self.observe.clicked.connect(lambda: self.open("room:observe"))
        ui.bus.changed.connect(self._changed)

    def entered(self) -> None:
        """Ask again if something has changed meanwhile."""
        if self._stale:
            self.load()
        self.filter.setFocus(Qt.FocusReason.OtherFocusReason)

    def left(self) -> None:
        """An answer still on its way is asked for again on return: the page may be gone when it comes."""
        self._later.stop()
        if self._waiting:
            self._asking += 1
            self._waiting, self._stale = False, True

    def place(self) -> dict[str, Any]:
        """The conditions and the tab."""
        kept = {
            name: getattr(self.scope, name) for name in _FIELDS if getattr(self.scope, name) not in ("", None)
        }
        return kept if self.tab == _WHOLE else {**kept, "tab": self.tab}

    def go_to(self, place: dict[str, Any]) -> None:
        """Return to the conditions."""
        self.scope = scope_of(place)
        if place.get("tab") in self.tabs.values:
            self.tab = str(place["tab"])
            self.tabs.set_value(self.tab)

    def show_tab(self, tab: object) -> None:
        """Show a part of the overview."""
        if tab not in self.tabs.values:
            return
        self.tab = str(tab)
        if self.shown is None:
            return
        self._show_view()

    def retranslate(self) -> None:
        """Names come from the file in the new language."""
        self._stale = True
        if self.isVisible():
            self.load()

    def load(self) -> None:
        """Ask the file and compute, both in the background."""
        self._ask(None)

    def use_scope(self, scope: Scope) -> None:
        """Limit everything; what was asked of the file before is enough."""
        self.scope = scope
        if self.shown is not None and not self._stale:
            self._ask(self.shown.facts)
        else:
            self.load()

    def open(self, ref: str) -> None:
        """Open what is behind a mark, or the room where the next step is taken."""
        study, shown = self.ui.study, self.shown
        kind, _, rest = ref.partition(":")
        if kind == "room":
            self.ui.open(rest, Filter() if rest == "data" else None)
        elif kind == "start":
            site, _, phase = rest.partition(":")
            self.ui.open("observe", {"site": site, "phase": phase})
        elif kind == "word" and shown is not None and shown.journey is not None:
            word = shown.journey.counted[int(rest)]
            self.ui.open("data", answers_with(word.ids, word.words))
        elif kind == "table" and study is not None and shown is not None:
            source, found = shown.source(ref), shown.found
            if source is not None and source.room:
                tab, record = source.record
                self.ui.open(source.room, {"tab": tab, "at": record})
            elif source is not None:
                study.ask(lambda r: source.filter(r, found), done=lambda asked: self.ui.open("data", asked))
        elif study is not None and shown is not None:
            study.ask(behind, shown.found, ref, self.ui.texts, done=lambda asked: self.ui.open("data", asked))

    def _ask(self, facts: Facts | None) -> None:
        study = self.ui.study
        if study is None:
            return
        self._asking += 1
        self._waiting = True
        number, scope, texts, today = self._asking, self.scope, self.ui.texts, self._today()
        tab = self.tab
        if facts is None:
            self._stale = False

        def query(reader: Any) -> Shown:
            known = facts if facts is not None else load_facts(reader, texts)
            found = scoped(known, scope)
            path = journey(reader, found, texts) if tab == _JOURNEY else None
            repeated = patterns(reader, found, texts) if tab == _PATTERNS else None
            board = dashboard(found, texts, today)
            if tab == _WHOLE:
                return Shown(known, found, board)
            # What only the other tabs need is imported when one of them is opened.
            from cxfield.services.overview_tabs import tables_of

            tables = tables_of(tab, reader, found, texts, today)
            return Shown(known, found, board, path, repeated, tab, tables)

        study.ask(query, done=lambda answer: self._answered(number, answer))

    def _answered(self, number: int, answer: Shown) -> None:
        if number != self._asking:
            return
        self._waiting = False
        self.shown = answer
        board = answer.board
        self.heading.set_words(board.title)
        self.summary.set_words(board.summary)
        self.bar.show_scope(self.scope, answer.facts, board.conditions, board.left_out)
        self._show_view()
        self.talk.setEnabled(not self._looking)
        self.observe.setEnabled(not self._looking)

    def _show_view(self) -> None:
        """Fill the view in front; the others are filled when they come to the front."""
        shown = self.shown
        if shown is None:
            return
        if self.tab == _METRICS:
            self.metrics.show_metrics(shown.found)
        elif self.tab == _JOURNEY and shown.journey is not None:
            self.path.show_journey(shown.board.curve, shown.journey)
        elif self.tab == _PATTERNS and shown.patterns is not None:
            self.patterns.show_patterns(shown.patterns)
        elif self.tab == _WHOLE:
            self.board.show_board(shown.found, shown.board)
        ready = self.tab in (_WHOLE, shown.tab)
        self.stack.setVisible(self.tab != _WHOLE and ready)
        if not ready:
            self._ask(shown.facts)
        elif self.tab != _WHOLE:
            self.stack.show_tables(shown.tables)
        for tab, view in self.views.items():
            view.setVisible(tab == self.tab)

    @property
    def _looking(self) -> bool:
        return self.ui.study is None or self.ui.study.read_only

    def _changed(self, change: Any) -> None:
        self._stale = True
        if self.isVisible() and self.ui.study is not None:
            self._later.start()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Two columns or one."""
        super().resizeEvent(event)
        room = self.width() / self.ui.theme.scale
        narrow = room < _WIDE
        for view in self.views.values():
            view.set_narrow(narrow=narrow)
        self._narrow = narrow
        self.stack.set_across(1 if room < _TIGHT else 2 if narrow else 3)
        way = QBoxLayout.Direction
        self._under.setDirection(way.TopToBottom if narrow else way.LeftToRight)
        self.tabs.fit(self.width() - 48)
        if (room < _TIGHT) is not self._tight:
            self._tight = room < _TIGHT
            self._place_actions()

    def _place_actions(self) -> None:
        """The buttons stand beside the heading, and below it where large text leaves no room."""
        old, new = (self._actions, self._below) if self._tight else (self._below, self._actions)
        for place, button in enumerate((self.filter, self.talk, self.observe)):
            old.removeWidget(button)
            new.insertWidget(place, button, 0, Qt.AlignmentFlag.AlignVCenter)

    def _lay_out(self) -> None:
        self._head.setSpacing(20)
        self._head.addWidget(self.heading)
        first = QHBoxLayout()
        first.addLayout(self._head)
        first.addStretch(1)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addLayout(first)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addLayout(words, 1)
        head.addLayout(self._actions)
        for row in (self._actions, self._below):
            row.setSpacing(12)
        self._below.addStretch(1)
        self._place_actions()
        self._under.setSpacing(10)
        self._under.addWidget(self.tabs)
        self._under.addWidget(self.summary, 1)
        content = Across()
        column = QVBoxLayout(content)
        # With the place of the scroll bar the margins are 20 on both sides.
        column.setContentsMargins(20, 10, 8, 12)
        column.setSpacing(10)
        column.addLayout(head)
        column.addLayout(self._below)
        column.addLayout(self._under)
        column.addWidget(self.bar)
        for view in (*self.views.values(), self.stack):
            column.addWidget(view, 1)
            view.hide()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(Scroll(self.ui, content, steady=True))
