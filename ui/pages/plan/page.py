# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The Plan room: room tabs above, one tab at a time below."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QStackedWidget

from cxfield.i18n import N_
from cxfield.services.plan_gaps import checklist
from cxfield.services.plan_state import Checklist
from ui.context import Say, Ui
from ui.pages.base import Page
from ui.pages.plan.desk import Desk
from ui.pages.plan.tab import Tab, column
from ui.pages.plan.tabs import RoomTabs
from ui.shortcuts import bind, keycap_of
from ui.widgets.toast import Toast


@dataclass(frozen=True, slots=True)
class TabEntry:
    """A tab of the room: key, name (an msgid), icon, and how it is made."""

    key: str
    name: str
    icon: str
    load: Callable[[], type[Tab]]


def _study() -> type[Tab]:
    from ui.pages.plan.study import StudyTab

    return StudyTab


def _places() -> type[Tab]:
    from ui.pages.plan.places import PlacesTab

    return PlacesTab


def _codes() -> type[Tab]:
    from ui.pages.plan.codes import CodesTab

    return CodesTab


def _people() -> type[Tab]:
    from ui.pages.plan.people import PeopleTab

    return PeopleTab


def _guides() -> type[Tab]:
    from ui.pages.plan.guides import GuidesTab

    return GuidesTab


def _metrics() -> type[Tab]:
    from ui.pages.plan.metrics import MetricsTab

    return MetricsTab


TABS: tuple[TabEntry, ...] = (
    TabEntry("study", N_("Study"), "note", _study),
    TabEntry("places", N_("Places and journey"), "journey", _places),
    TabEntry("codes", N_("Codes"), "tag", _codes),
    TabEntry("guides", N_("Guides"), "interview", _guides),
    TabEntry("people", N_("People and consents"), "consent", _people),
    TabEntry("metrics", N_("Metrics"), "metric", _metrics),
)


class PlanPage(Page):
    """Each tab is made when it is first shown; the counts on the tabs come from one checklist."""

    @classmethod
    def preload(cls, place: object = None) -> None:
        """Import the tabs on a worker thread: all, or the one that is entered first."""
        wanted = place.get("tab", TABS[0].key) if isinstance(place, dict) else TABS[0].key
        for entry in TABS:
            if place is None or entry.key == wanted:
                entry.load()

    def __init__(self, ui: Ui) -> None:
        super().__init__(ui)
        self.desk = Desk(ui, self)
        self.tabs = RoomTabs(ui, [(entry.key, _name(entry.name), entry.icon) for entry in TABS])
        self.stack = QStackedWidget()
        self._made: dict[str, Tab] = {}
        self._stale: set[str] = set()
        self._languages: tuple[str, ...] = self.desk.languages
        self.toast = Toast(ui, self)
        outer = column(self, gap=0)
        outer.addWidget(self.tabs)
        outer.addWidget(self.stack, 1)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(60)
        self._later.timeout.connect(self._refresh)
        self.tabs.chosen.connect(self.show_tab)
        self.desk.said.connect(self._say)
        self.desk.noted.connect(self._say)
        self.desk.go.connect(self.open_target)
        study = ui.study
        assert study is not None
        study.changed.connect(self._changed)
        ui.texts_changed.connect(self._all_stale)
        self._bind_keys()
        self.tabs.set_current("study")

    @property
    def tab(self) -> Tab | None:
        """The tab in front."""
        return self._made.get(self.tabs.current)

    def title(self) -> str:
        """The last word of the breadcrumb is the room's name, as the tabs tell the rest."""
        return ""

    def entered(self) -> None:
        """Ask again and show the tab that was in front."""
        self.desk.look()
        if not self._made:
            self._languages = self.desk.languages
        self.show_tab(self.tabs.current or "study")
        focused = QApplication.focusWidget()
        if focused is None or not self.isAncestorOf(focused):  # the room's own keys work from inside it
            next(tab for tab in self.tabs.tabs if tab.key == self.tabs.current).setFocus()

    def left(self) -> None:
        """Send what is being typed."""
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
        """Another room opens a tab and a record."""
        if isinstance(target, dict):
            self.go_to(target)
            self.show_tab(self.tabs.current)

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
        if not any(entry.key == key for entry in TABS):
            return
        self.show_tab(key)
        self._make(key).open_target(target)

    def gaps(self) -> Checklist:
        """What is missing on the tabs there are."""
        return self.desk.read(checklist, self.ui.texts, self.ui.own_code)

    def _make(self, key: str) -> Tab:
        if key not in self._made:
            entry = next(entry for entry in TABS if entry.key == key)
            tab = entry.load()(self.desk)
            tab.set_compact(self.compact)
            self._made[key] = tab
            self.stack.addWidget(tab)
        return self._made[key]

    def _changed(self, change: Any) -> None:
        if self.ui.study is None:
            return
        for key, tab in self._made.items():
            if tab.kinds & change.kinds:
                self._stale.add(key)
        self._later.start()

    def _all_stale(self) -> None:
        self._stale |= set(self._made)
        if self.isVisible():
            self._later.start()

    def _refresh(self) -> None:
        if self.ui.study is None or not self._made:
            return
        self.desk.look()
        if self._languages != self.desk.languages:
            self._make_anew()
        current = self.tabs.current
        if current in self._stale and self.tab is not None:
            self._stale.discard(current)
            self.tab.refresh()
        found = self.gaps()
        for entry in TABS:
            self.tabs.set_missing(entry.key, found.missing(entry.key))
        if (
            QApplication.focusWidget() is None
            and self.isActiveWindow()
            and not QApplication.activeModalWidget()
        ):
            # What had the focus is gone: the room's keys work only from inside it.
            next(tab for tab in self.tabs.tabs if tab.key == current).setFocus()

    def _make_anew(self) -> None:
        """The study has other languages: every pair of fields is made again, the place stays."""
        self._languages = self.desk.languages
        current = self.tabs.current
        at = self.tab.place() if self.tab is not None else ""
        for tab in self._made.values():
            self.stack.removeWidget(tab)
            tab.deleteLater()
        self._made.clear()
        tab = self._make(current)
        self.stack.setCurrentWidget(tab)
        self._stale.add(current)
        if at:
            tab.open_target(at)

    def _bind_keys(self) -> None:
        for number, entry in enumerate(TABS, start=1):
            # In the whole window: after a press in the bar above, the focus is not in the room.
            bind(self, f"plan.tab.{number}", _go(self, entry.key), whole_window=True)
        add = lambda: self.tab.add_new() if self.tab is not None else None  # noqa: E731 - a slot
        bind(self, "plan.add", add, whole_window=True)

    def _say(self, words: Say) -> None:
        if callable(words):
            self.toast.show_words(
                words, action=lambda x: x.t("Undo"), key=keycap_of("undo"), pressed=self._undo
            )
        else:
            self.toast.show_words(words)

    def _undo(self) -> None:
        if self.ui.undo is not None:
            self.ui.undo.undo()


def _name(msgid: str) -> Say:
    return lambda x: x.t(msgid)


def _go(page: PlanPage, key: str) -> Callable[[], None]:
    def go() -> None:
        page.show_tab(key)
        tab = next(tab for tab in page.tabs.tabs if tab.key == key)
        tab.setFocus()

    return go
