# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The Debrief room: tabs above with their counts, one at a time below; files can be dropped anywhere."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QStackedWidget
from shiboken6 import isValid

from cxfield.i18n import N_, Texts
from cxfield.services.debrief_counts import Counts, counts
from ui.context import Say, Ui
from ui.pages.base import Page
from ui.pages.debrief.desk import DebriefDesk
from ui.pages.debrief.package_dialog import give_package
from ui.pages.debrief.pool_dialog import Pooler
from ui.pages.plan.tab import Tab, column, line
from ui.pages.plan.tabs import RoomTabs
from ui.shortcuts import bind, keycap_of
from ui.widgets.buttons import Button, Kind
from ui.widgets.containers import Panel
from ui.widgets.toast import Toast


@dataclass(frozen=True, slots=True)
class TabEntry:
    """A tab of the room: key, name (an msgid), icon, and how it is made."""

    key: str
    name: str
    icon: str
    load: Callable[[], type[Tab]]


def _agenda() -> type[Tab]:
    from ui.pages.debrief.agenda import AgendaTab

    return AgendaTab


def _board() -> type[Tab]:
    from ui.pages.debrief.board import BoardTab

    return BoardTab


def _differences() -> type[Tab]:
    from ui.pages.debrief.differences import DifferencesTab

    return DifferencesTab


def _findings() -> type[Tab]:
    from ui.pages.debrief.findings import FindingsTab

    return FindingsTab


def _actions() -> type[Tab]:
    from ui.pages.debrief.actions import ActionsTab

    return ActionsTab


def _reflections() -> type[Tab]:
    from ui.pages.debrief.reflections import ReflectionsTab

    return ReflectionsTab


TABS: tuple[TabEntry, ...] = (
    TabEntry("agenda", N_("Agenda"), "agenda", _agenda),
    TabEntry("board", N_("Board"), "debrief", _board),
    TabEntry("differences", N_("Differences"), "split", _differences),
    TabEntry("findings", N_("Findings"), "finding", _findings),
    TabEntry("actions", N_("Actions"), "action", _actions),
    TabEntry("reflections", N_("Reflections"), "reflection", _reflections),
)
_WAIT_MS = 80


class DebriefPage(Page):
    """Each tab is made when it is first shown; counts come in the background."""

    @classmethod
    def preload(cls, place: object = None) -> None:
        """Import the tabs on a worker thread: all, or the one that is entered first."""
        wanted = place.get("tab", TABS[0].key) if isinstance(place, dict) else TABS[0].key
        for entry in TABS:
            if place is None or entry.key == wanted:
                entry.load()

    def __init__(self, ui: Ui) -> None:
        super().__init__(ui)
        self.desk = DebriefDesk(ui, self)
        self.counts: Counts | None = None
        self.pooler = Pooler(self.desk, self._pooled)
        self.tabs = RoomTabs(ui, [(one.key, self._name(one), one.icon) for one in TABS], lined=False)
        self.pool = Button(
            ui,
            lambda x: x.t("Pool files…"),
            kind=Kind.PRIMARY,
            icon_name="import",
            key=keycap_of("debrief.pool"),
        )
        self.give = Button(ui, lambda x: x.t("Give a package…"), icon_name="package")
        self.stack = QStackedWidget()
        self.toast = Toast(ui, self)
        self._made: dict[str, Tab] = {}
        self._stale: set[str] = set()
        self._number = 0
        self._lay_out()
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_WAIT_MS)
        self._later.timeout.connect(self._refresh)
        self._connect()
        self.tabs.set_current(TABS[0].key)

    @property
    def tab(self) -> Tab | None:
        """The tab in front."""
        return self._made.get(self.tabs.current)

    def entered(self) -> None:
        """Ask again; a reflection that is due is asked for."""
        self.desk.look()
        study = self.ui.study
        if study is not None:
            study.changed.connect(self._changed)
        for button in (self.pool, self.give):
            button.setEnabled(study is not None and (button is self.give or not study.read_only))
        self.show_tab(self.tabs.current)
        focused = QApplication.focusWidget()
        if focused is None or not self.isAncestorOf(focused):
            next(tab for tab in self.tabs.tabs if tab.key == self.tabs.current).setFocus()

    def left(self) -> None:
        """Send what is being typed."""
        if self.ui.study is not None:
            self.ui.study.changed.disconnect(self._changed)
        if self.tab is not None:
            self.tab.leave()
        focus = self.focusWidget()
        if focus is not None:
            focus.clearFocus()

    def set_compact(self, compact: bool) -> None:
        """Tabs lay themselves out anew."""
        super().set_compact(compact)
        for tab in self._made.values():
            tab.set_compact(compact)

    def place(self) -> dict[str, Any]:
        """The tab and its record."""
        return {"tab": self.tabs.current, "at": self.tab.place() if self.tab is not None else ""}

    def go_to(self, place: dict[str, Any]) -> None:
        """Return to a tab and its record."""
        tab, at = place.get("tab"), place.get("at")
        if isinstance(tab, str) and any(entry.key == tab for entry in TABS):
            self.tabs.set_current(tab)
            if isinstance(at, str) and at:
                self.desk.look()
                self._make(tab).open_target(at)

    def take(self, target: object) -> None:
        """Files dropped on the window are pooled; a tab and a record are opened."""
        if isinstance(target, list) and all(isinstance(one, Path) for one in target):
            self.pooler.take(target)
        elif isinstance(target, dict):
            self.go_to(target)
            self.show_tab(self.tabs.current)

    def retranslate(self) -> None:
        """Lists say themselves in the new language."""
        self._stale |= set(self._made)
        if self.isVisible():
            self._later.start()

    def show_tab(self, key: str) -> None:
        """Put a tab in front."""
        before = self.tab
        tab = self._make(key)
        if before is not None and before is not tab:
            before.leave()
        self.tabs.set_current(key)
        self.stack.setCurrentWidget(tab)
        self._stale.add(key)
        self._refresh()

    def open_target(self, key: str, target: str) -> None:
        """Go to a tab and a record on it."""
        if any(entry.key == key for entry in TABS):
            self.show_tab(key)
            self._make(key).open_target(target)

    def _make(self, key: str) -> Tab:
        if key not in self._made:
            entry = next(entry for entry in TABS if entry.key == key)
            tab = entry.load()(self.desk)
            tab.set_compact(self.compact)
            self._made[key] = tab
            self.stack.addWidget(tab)
        return self._made[key]

    def _changed(self, change: Any) -> None:
        for key, tab in self._made.items():
            if tab.kinds & change.kinds:
                self._stale.add(key)
        self._later.start()

    def _refresh(self) -> None:
        study = self.ui.study
        if study is None or not self._made:
            return
        current = self.tabs.current
        if current in self._stale and self.tab is not None:
            self._stale.discard(current)
            self.tab.refresh()
        self._number += 1
        number = self._number
        study.ask(counts, done=lambda found: self._show_counts(number, found))

    def _show_counts(self, number: int, found: Counts) -> None:
        if number != self._number or not isValid(self):
            return
        self.counts = found
        for tab in self.tabs.tabs:
            tab.retranslate()
            tab.updateGeometry()
            tab.update()

    def _name(self, entry: TabEntry) -> Say:
        def words(texts: Texts) -> str:
            said = texts.t(entry.name)
            shown = self.counts.shown(entry.key) if self.counts is not None else ""
            return f"{said} {shown}" if shown else said

        return words

    def _pooled(self, absorbed: Any) -> None:
        self._stale |= set(self._made)
        waiting = sum(absorbed.waiting.values())

        def words(texts: Texts) -> str:
            said = texts.tn("{n} new entry was pooled.", "{n} new entries were pooled.", absorbed.new)
            if waiting:
                said += " " + texts.tn(
                    "{n} record waits for something missing.",
                    "{n} records wait for something missing.",
                    waiting,
                )
            return said

        self.toast.show_words(words, action=lambda x: x.t("Undo"), key=keycap_of("undo"), pressed=self._undo)
        self._later.start()

    def _undo(self) -> None:
        if self.ui.undo is not None:
            self.ui.undo.undo()

    def _say(self, words: Say) -> None:
        self.toast.show_words(words)

    def _lay_out(self) -> None:
        bar = Panel(self.ui, "bg.surface", "bottom")
        row = line(self.tabs, gap=8, parent=bar)
        row.addWidget(self.give)
        row.addWidget(self.pool)
        row.setContentsMargins(0, 0, 12, 1)
        row.setStretch(0, 1)
        outer = column(self, gap=0)
        outer.addWidget(bar)
        outer.addWidget(self.stack, 1)

    def _connect(self) -> None:
        self.tabs.chosen.connect(self.show_tab)
        self.desk.said.connect(self._say)
        self.desk.noted.connect(self._say)
        self.desk.go.connect(self.open_target)
        self.pool.clicked.connect(self.pooler.choose)
        self.give.clicked.connect(self._give)
        for number, entry in enumerate(TABS, start=1):
            # In the whole window: after a press in the bar above, the focus is not in the room.
            bind(self, f"debrief.tab.{number}", _go(self, entry.key), whole_window=True)
        bind(self, "debrief.add", self._add, whole_window=True)
        bind(self, "debrief.pool", self.pool.click, whole_window=True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The keys of a tab hold from its header on: nobody has to press into it first."""
        if self.tab is None or not self.tab.take_key(event):
            super().keyPressEvent(event)

    def _add(self) -> None:
        if self.tab is not None:
            self.tab.add_new()

    def _give(self) -> None:
        give_package(self.desk, self.ui.own_code)


def _go(page: DebriefPage, key: str) -> Callable[[], None]:
    def go() -> None:
        page.show_tab(key)
        next(tab for tab in page.tabs.tabs if tab.key == key).setFocus()

    return go
