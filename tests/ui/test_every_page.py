# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every page and dialog in both languages and themes, wide and narrow, at 100 and 200 %: nothing is cut."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from cxfield import paths
from cxfield.model.enums import ConsentItem
from cxfield.model.guide import GuideVersion, Question
from cxfield.model.session import Session
from cxfield.model.study import Site
from cxfield.model.talk import Seat
from cxfield.services.interview import InterviewStart, start_interview
from cxfield.services.observation import start_session
from cxfield.services.observation_shapes import Start
from cxfield.storage import StudyFile, UnitOfWork
from tests.ui.fitting import problems
from ui.context import Ui
from ui.opening import FileOpener
from ui.pages.data import DataPage
from ui.pages.group import GroupPage
from ui.pages.interview import InterviewPage
from ui.pages.observe import ObservePage
from ui.pages.overview import OverviewPage
from ui.pages.plan.page import TABS, PlanPage
from ui.pages.report.brand_form import BrandForm
from ui.preferences import Preferences
from ui.shell import asking
from ui.shell.help import HelpDialog
from ui.shell.window import MainWindow
from ui.widgets.buttons import Button

pytestmark = pytest.mark.qt_log_ignore("does not support propagateSizeHints")

WIDE, NARROW = QSize(1440, 900), QSize(1024, 768)
#: Language, theme, window, text. Themes have the same measures, so they take turns.
LOOKS = (
    ("fi", "light", WIDE, 1.0),
    ("fi", "dark", NARROW, 1.0),
    ("en", "dark", WIDE, 1.0),
    ("en", "light", NARROW, 1.0),
    ("fi", "dark", WIDE, 2.0),
    ("en", "light", WIDE, 2.0),
)
_LOOKED_AGAIN, _BETWEEN_MS = 4, 50
#: Questions of every type, in the looks where room is shortest.
TIGHT = (LOOKS[1], LOOKS[3], LOOKS[4])
ROOM_IDS = ("overview", "plan", "observe", "interview", "group", "data", "debrief", "report", "settings")


@dataclass
class Desk:
    """A window on a study, and the ways to change how it looks."""

    qtbot: QtBot
    ui: Ui
    window: MainWindow

    def open(self, path: Path) -> None:
        """Open a study and wait for its room."""
        self.window.open_study(path)
        self.qtbot.waitUntil(lambda: self.window.study.page is not None, timeout=20_000)
        self.settle()

    def settle(self) -> None:
        """Nothing is being read, written, laid out or painted any more."""
        study = self.ui.study
        self.qtbot.waitUntil(lambda: self.ui.jobs.running == 0, timeout=20_000)
        self.qtbot.waitUntil(lambda: study is None or study.pending + study.asked == 0, timeout=20_000)
        for _ in range(3):
            QApplication.sendPostedEvents()
            QApplication.processEvents()

    def go(self, room: str) -> None:
        """Enter a room."""
        self.window.study.go(room)
        self.settle()

    def keys(self, key: Qt.Key) -> None:
        """Press a key where the focus is."""
        focus = self.window.focusWidget() or self.window  # type: ignore[truthy-bool]
        QTest.keyClick(focus, key)
        self.settle()

    def page(self) -> QWidget:
        """The page in front, without the frame of the window."""
        page = self.window.study.page
        assert page is not None
        return page

    def check(self, name: str, *pages: Callable[[], QWidget]) -> None:
        """Nothing is wrong with the page in any look; each fault is told with the looks that have it."""
        found: dict[str, list[str]] = {}
        for look in LOOKS:
            self.look(*look)
            for page in pages or (self.page,):
                for fault in self.faults(page):
                    found.setdefault(fault, []).append(_said(look))
        self.look(*LOOKS[0])
        judge(name, [f"{fault} ({', '.join(looks)})" for fault, looks in found.items()])

    def faults(self, page: Callable[[], QWidget]) -> list[str]:
        """What is wrong with a page once it stands still: a card may still be on its way to its place."""
        found: list[str] = []
        for _ in range(_LOOKED_AGAIN):
            shown = page()
            shown.grab()
            found = problems(shown)
            if not found:
                break
            QTest.qWait(_BETWEEN_MS)
            self.settle()
        return found

    def look(self, locale: str, theme: str, size: QSize, scale: float) -> None:
        """Change language, theme, size of the window and of the text."""
        self.window.use_language(locale)
        self.ui.themes.use(name=theme, scale=scale)
        self.window.resize(size)
        self.settle()


@pytest.fixture
def desk(ui: Ui, qtbot: QtBot) -> Iterator[Desk]:
    """A window with nothing open."""
    ui.settings = Preferences(paths.settings_file())
    ui.settings.change(language="en", theme="light")
    window = MainWindow(ui, FileOpener)
    window.resize(WIDE)
    qtbot.addWidget(window)
    window.begin(None)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    made = Desk(qtbot, ui, window)
    made.settle()
    yield made
    window.close()
    made.settle()
    ui.settings.close()


@pytest.fixture
def study(made_demo: Callable[[str], Path], tmp_path: Path) -> Path:
    """A copy of the sample study, nothing going on."""
    return Path(shutil.copy(made_demo("fi"), tmp_path / "a.cxf"))


def _said(look: tuple[str, str, QSize, float]) -> str:
    locale, _, size, scale = look
    return f"{locale} {size.width()} {scale:.0%}"


def judge(name: str, faults: list[str]) -> None:
    """There are no faults; otherwise all of them are told."""
    assert not faults, "\n".join([name, *faults])


def write(path: Path, verb: Callable[[UnitOfWork], Any]) -> Any:
    """Do something to a study before it is opened."""
    file = StudyFile.open(path, author="H1")
    try:
        return file.write(verb, label="Prepare").result(10).value
    finally:
        file.close()


def observing(path: Path) -> None:
    """An observation is going on."""
    write(path, lambda uow: start_session(uow, start=Start(site_id=uow.all(Site)[0].id), stamp=uow.stamp()))


def interviewing(path: Path) -> Session:
    """An interview is going on."""

    def verb(uow: UnitOfWork) -> Session:
        version = next(v for v in uow.all(GuideVersion) if any(uow.all(Question)))
        consents = dict.fromkeys(ConsentItem, True)
        return start_interview(uow, start=InterviewStart(guide_version_id=version.id, consents=consents))

    made: Session = write(path, verb)
    return made


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
                faults.setdefault(fault, f"{tab} {target}: {fault} ({_said(look)})")
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
                faults.setdefault(fault, f"{entry.key}: {fault} ({_said(look)})")
    judge("debrief tabs", list(faults.values()))


def test_nothing_is_cut_on_the_tabs_of_the_overview(desk: Desk, study: Path) -> None:
    desk.open(study)
    desk.go("overview")
    page = desk.page()
    assert isinstance(page, OverviewPage)
    faults: dict[str, str] = {}
    # Large text is looked at where there is most: charts and the longest tables.
    for look, tabs in ((LOOKS[1], page.tabs.values[1:]), (LOOKS[4], ("journey", "people"))):
        desk.look(*look)
        for tab in tabs:
            page.tabs.set_value(tab)
            page.show_tab(tab)
            desk.qtbot.waitUntil(lambda t=tab: page.shown is not None and page.shown.tab == t, timeout=20_000)  # type: ignore[misc]
            desk.settle()
            for fault in desk.faults(desk.page):
                faults.setdefault(fault, f"{tab}: {fault} ({_said(look)})")
    judge("overview tabs", list(faults.values()))


def test_nothing_is_cut_while_observing(desk: Desk, study: Path) -> None:
    observing(study)
    desk.open(study)
    desk.go("observe")
    for key in (Qt.Key.Key_S, Qt.Key.Key_4, Qt.Key.Key_T):
        desk.keys(key)
    desk.check("observing")


def test_nothing_is_cut_with_shoppers_rows_and_the_track_sheet(desk: Desk, study: Path) -> None:
    observing(study)
    desk.open(study)
    desk.go("observe")
    page = desk.page()
    assert isinstance(page, ObservePage)
    for _ in range(6):
        desk.keys(Qt.Key.Key_F9)
    desk.keys(Qt.Key.Key_J)
    page.capture.foot.show("shopper")
    desk.check("shoppers")
    page.capture.foot.show("more")
    page.capture.middle.turn("sheet")
    desk.check("track sheet")
    page.capture.foot.close()
    page.capture.middle.turn("free")
    page.capture.foot.write("expected")
    desk.check("second line")


def test_nothing_is_cut_when_an_observation_is_closed(desk: Desk, study: Path) -> None:
    observing(study)
    desk.open(study)
    desk.go("observe")
    page = desk.page()
    assert isinstance(page, ObservePage)
    next(b for b in page.findChildren(Button) if b.isVisibleTo(page) and b.words == "Stop").click()
    desk.settle()
    assert page.closing.isVisible()
    desk.check("closing")


def test_nothing_is_cut_after_an_observation_and_in_a_paper_sheet(desk: Desk, study: Path) -> None:
    desk.open(study)
    desk.go("observe")
    page = desk.page()
    assert isinstance(page, ObservePage)
    desk.qtbot.waitUntil(lambda: bool(page.start.done.buttons), timeout=10_000)
    next(iter(page.start.done.buttons.values())).click()
    desk.settle()
    after = page._after
    assert after is not None
    desk.qtbot.waitUntil(lambda: after.review.row is not None)
    desk.check("review")
    after.left.emit()
    page.start.done.paper.click()
    desk.settle()
    desk.check("paper")


def test_nothing_is_cut_in_any_question_of_an_interview(desk: Desk, study: Path) -> None:
    interviewing(study)
    questions = _one_of_each_type(study)
    assert len(questions) > 5
    desk.open(study)
    desk.go("interview")
    page = desk.page()
    assert isinstance(page, InterviewPage)
    page.open(_running(study))
    faults: dict[str, str] = {}
    for look in TIGHT:
        desk.look(*look)
        for question in questions:
            assert page.view is not None
            page.view.talk.open_at(question.id, 0)
            desk.settle()
            for fault in desk.faults(desk.page):
                faults.setdefault(fault, f"{question.type}: {fault} ({_said(look)})")
    judge("interviewing", list(faults.values()))


def _running(path: Path) -> str:
    file = StudyFile.open(path, read_only=True)
    try:
        return next(s.id for s in file.read(lambda r: r.all(Session)) if s.state == "running")
    finally:
        file.close()


def _one_of_each_type(path: Path) -> list[Question]:
    file = StudyFile.open(path, read_only=True)
    try:
        session = file.read(lambda r: r.get(Session, _running(path)))
        asked = file.read(lambda r: r.all(Question))
    finally:
        file.close()
    of_guide = {q.type: q for q in asked if getattr(q, "guide_version_id", None) == session.guide_version_id}
    return list((of_guide or {q.type: q for q in asked}).values())


def discussing(uow: UnitOfWork) -> str:
    """A second group is going on, with a card, two ideas and a statement."""
    from cxfield.services import group, group_plan, group_room

    old = next(s for s in uow.all(Session, kind="group") if s.state == "done")
    made = group_plan.new_group(uow, language="fi", name="Toinen fokusryhmä")
    for seat in uow.all(Seat, session_id=old.id):
        if seat.participant_id:
            invite = {"session_id": made.id, "participant_id": seat.participant_id}
            group_plan.invite(uow, invited=True, **invite)
    group_plan.begin(uow, session_id=made.id, stamp=uow.stamp(), clock_id="clock")
    group_room.add_stimulus(uow, name="Uusi noutopiste", text="Noutopiste siirtyy pääoven viereen.")
    for words in ("Jonoajan näyttö noutopisteelle", "Opasteet lattiaan"):
        group_room.add_idea(uow, session_id=made.id, text=words, t_ms=0)
    words = "Kyllä täällä apua saa, jos uskaltaa pyytää."
    group.log_statement(uow, session_id=made.id, seat_id=None, text=words, stamp=uow.stamp(), t_ms=1000)
    return made.id


def test_nothing_is_cut_in_a_running_group(desk: Desk, study: Path) -> None:
    write(study, discussing)
    desk.open(study)
    desk.go("group")
    page = desk.page()
    assert isinstance(page, GroupPage)
    assert page.view is not None
    found: list[str] = []
    page.view.statements.aimed.toggle_more()
    for look in TIGHT:
        desk.look(*look)
        for panel in ("statements", "guide", "balance", "cards", "ideas"):
            page.view.show_panel(panel)
            desk.settle()
            found += [f"{panel}: {fault} ({_said(look)})" for fault in desk.faults(desk.page)]
        for mode in ("moderator", "notes", "both"):
            page.view.set_mode(mode)
            desk.settle()
            found += [f"{mode}: {fault} ({_said(look)})" for fault in desk.faults(desk.page)]
    judge("group running", found)


def test_nothing_is_cut_in_the_dialogs_and_private_screens_of_a_group(desk: Desk, study: Path) -> None:
    from ui.pages.group import sheets
    from ui.pages.group.consents import ConsentDialog

    write(study, discussing)
    desk.open(study)
    desk.go("group")
    page = desk.page()
    assert isinstance(page, GroupPage)
    log, view, sound, screens = page.log, page.view, page.sound, page.screens
    assert log is not None
    assert view is not None
    assert sound is not None
    card = log.state.cards[0].id
    found: list[str] = []
    for look in TIGHT:
        desk.look(*look)
        for cover in (lambda: screens.show_card(card), lambda: screens.rate(card, "after"), screens.rank):
            cover()
            screen = screens.shown
            assert screen is not None
            if hasattr(screen, "next"):
                screen.next.click()
            desk.settle()
            faults = desk.faults(lambda screen=screen: screen)
            found += [f"{type(screen).__name__}: {fault} ({_said(look)})" for fault in faults]
            screen.close_screen()
            desk.settle()
        for dialog in (
            ConsentDialog(desk.ui, log, sound, view),
            sheets.CorrectDialog(desk.ui, log, view),
            sheets.MinutesDialog(desk.ui, log, view),
            sheets.StopDialog(desk.ui, log, view),
            sheets.JoinDialog(desk.ui, page),
            sheets.TopicsDialog(desk.ui, ["Hinta", "Palvelu"], page),
        ):
            dialog.show()
            desk.settle()
            name = type(dialog).__name__
            faults = desk.faults(lambda dialog=dialog: dialog)
            found += [f"{name}: {fault} ({_said(look)})" for fault in faults]
            if dialog.width() > look[2].width() or dialog.height() > look[2].height():
                found.append(f"{name} is larger than the window ({_said(look)})")
            dialog.close()
            dialog.deleteLater()
    judge("group dialogs", found)


@pytest.mark.parametrize("view", ["summary", "results"])
def test_nothing_is_cut_after_a_group(view: str, desk: Desk, study: Path) -> None:
    desk.open(study)
    desk.go("group")
    page = desk.page()
    assert isinstance(page, GroupPage)
    desk.qtbot.waitUntil(lambda: any(view in card.buttons for card in page.home.cards.values()))
    next(card.buttons[view] for card in page.home.cards.values() if view in card.buttons).click()
    shown: dict[str, Callable[[Any], bool]] = {
        "summary": lambda form: form.sheet is not None,
        "results": lambda results: bool(results.cards),
    }
    desk.qtbot.waitUntil(lambda: page.after is not None and shown[view](page.after))
    desk.settle()
    desk.check(f"group {view}")


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
        found.extend(f"{name}: {fault} ({_said(look)})" for fault in problems(dialog))
        if dialog.width() > look[2].width() or dialog.height() > look[2].height():
            found.append(f"{name}: the dialog is larger than the window ({_said(look)})")
        dialog.reject()

    turn.timeout.connect(inspect)
    turn.start(0)
    ask()
    return found
