# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every page and dialog in both languages and themes, wide and narrow, at 100 and 200 %: nothing is cut."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from tests.ui.fitting import problems
from tests.ui.looks import LOOKS, TIGHT, Desk, desk, judge, said, study
from ui.context import Ui
from ui.pages.data import DataPage
from ui.pages.overview import OverviewPage
from ui.pages.plan.page import TABS, PlanPage
from ui.pages.report.brand_form import BrandForm
from ui.shell import asking
from ui.shell.help import HelpDialog

__all__ = ["desk", "study"]

ROOM_IDS = ("overview", "plan", "observe", "interview", "group", "data", "debrief", "report", "settings")


@pytest.mark.parametrize("room", ROOM_IDS)
def test_nothing_is_cut_in_a_room(room: str, desk: Desk, study: Path) -> None:
    desk.open(study)
    desk.go(room)
    desk.check(room)


def test_nothing_is_cut_in_the_frame_around_the_rooms(desk: Desk, study: Path) -> None:
    desk.open(study)
    desk.go("overview")
    view = desk.window.study
    desk.check("frame", lambda: view.rail, lambda: view.bar)


def test_nothing_is_cut_on_the_start_page_without_studies(desk: Desk) -> None:
    desk.check("start", lambda: desk.window.start)


def test_nothing_is_cut_on_the_start_page_with_studies(desk: Desk, study: Path) -> None:
    desk.open(study)
    desk.window.close_study()
    desk.check("start", lambda: desk.window.start)


@pytest.mark.parametrize("tab", range(2, len(TABS) + 1))
def test_nothing_is_cut_on_a_tab_of_the_plan(tab: int, desk: Desk, study: Path) -> None:
    desk.open(study)
    desk.go("plan")
    page = desk.page()
    assert isinstance(page, PlanPage)
    page.show_tab(TABS[tab - 1].key)
    desk.settle()
    desk.check(f"plan {tab}")


def test_nothing_is_cut_in_the_lists_and_forms_of_the_plan(desk: Desk, study: Path) -> None:
    desk.open(study)
    desk.go("plan")
    page = desk.page()
    assert isinstance(page, PlanPage)
    targets = [("study", form) for form in ("study", "waves", "quotas", "preconceptions")]
    targets += [("places", f"{key}/") for key in ("zone", "floor", "touchpoint", "stage", "normal_reaction")]
    targets += [("people", "team:"), ("people", "sheet:en")]
    faults: dict[str, str] = {}
    for look in TIGHT:
        desk.look(*look)
        for tab, target in targets:
            page.open_target(tab, target)
            desk.settle()
            for fault in desk.faults(desk.page):
                faults.setdefault(fault, f"{tab} {target}: {fault} ({said(look)})")
    judge("plan forms", list(faults.values()))


def test_nothing_is_cut_on_the_tabs_of_the_debrief(desk: Desk, study: Path) -> None:
    from ui.pages.debrief import DebriefPage
    from ui.pages.debrief.page import TABS as DEBRIEF_TABS

    desk.open(study)
    desk.go("debrief")
    page = desk.page()
    assert isinstance(page, DebriefPage)
    faults: dict[str, str] = {}
    for look in TIGHT:
        desk.look(*look)
        for entry in DEBRIEF_TABS[1:]:
            page.show_tab(entry.key)
            desk.settle()
            for fault in desk.faults(desk.page):
                faults.setdefault(fault, f"{entry.key}: {fault} ({said(look)})")
    judge("debrief tabs", list(faults.values()))


def test_nothing_is_cut_on_the_tabs_of_the_overview(desk: Desk, study: Path) -> None:
    desk.open(study)
    desk.go("overview")
    page = desk.page()
    assert isinstance(page, OverviewPage)
    faults: dict[str, str] = {}
    # Large text is looked at where there is most: charts and the longest tables.
    for look, tabs in ((LOOKS[1], page.tabs.values[1:]), (LOOKS[2], ("journey", "people"))):
        desk.look(*look)
        for tab in tabs:
            page.tabs.set_value(tab)
            page.show_tab(tab)
            desk.qtbot.waitUntil(lambda t=tab: page.shown is not None and page.shown.tab == t, timeout=20_000)  # type: ignore[misc]
            desk.settle()
            for fault in desk.faults(desk.page):
                faults.setdefault(fault, f"{tab}: {fault} ({said(look)})")
    judge("overview tabs", list(faults.values()))


@pytest.mark.parametrize("editing", [False, True], ids=["read", "edited"])
def test_nothing_is_cut_in_a_record(editing: bool, desk: Desk, study: Path) -> None:
    desk.open(study)
    desk.go("data")
    page = desk.page()
    assert isinstance(page, DataPage)
    desk.keys(Qt.Key.Key_Down)
    assert page.panel.detail is not None
    if editing:
        desk.keys(Qt.Key.Key_F2)
        assert page.panel.editing
    desk.check("record")


DIALOGS: dict[str, Callable[[Ui, QWidget], object]] = {
    "brand": lambda ui, parent: BrandForm(ui, None, parent).exec(),
    "help": lambda ui, parent: HelpDialog(ui, "observe", parent).exec(),
    "new": asking.new_name,
    "passphrase": lambda ui, parent: asking.passphrase(ui, "syksy.cxf", parent, wrong=True),
    "settings": asking.settings,
    "told": lambda ui, parent: asking.tell(ui, "x", "y" * 40, parent),
}


def test_nothing_is_cut_in_the_dialogs_of_the_window(desk: Desk) -> None:
    found: list[str] = []
    for look in LOOKS:
        desk.look(*look)
        for name, ask in DIALOGS.items():
            found += _faults_of_dialog(lambda asked=ask: asked(desk.ui, desk.window), look, name)
    judge("dialogs", found)


def _faults_of_dialog(ask: Callable[[], object], look: tuple[str, str, QSize, float], name: str) -> list[str]:
    """Ask, look at the question as soon as it is shown, and leave it."""
    found: list[str] = []
    turn = QTimer()

    def inspect() -> None:
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, QDialog) or not dialog.isVisible():
            return
        turn.stop()
        dialog.grab()
        found.extend(f"{name}: {fault} ({said(look)})" for fault in problems(dialog))
        if dialog.width() > look[2].width() or dialog.height() > look[2].height():
            found.append(f"{name}: the dialog is larger than the window ({said(look)})")
        dialog.reject()

    turn.timeout.connect(inspect)
    turn.start(0)
    ask()
    return found
