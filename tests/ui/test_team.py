# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""As a team, in one go through the window: kit, three laptops, packages, meeting, days after, report."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLineEdit
from pytestqt.qtbot import QtBot

from cxfield.clock import ManualClock
from cxfield.document.telling import dump
from cxfield.i18n import Texts
from cxfield.ids import Ids
from cxfield.model.capture import Entry
from cxfield.model.codes import Code
from cxfield.model.debrief import Action, Evidence, Finding, Note, Reflection, Settlement
from cxfield.model.enums import ConsentItem
from cxfield.model.guide import GuideVersion, Question
from cxfield.model.meeting import AgendaPart, OwnView
from cxfield.model.people import Erasure, Participant
from cxfield.model.study import Site, TeamMember, Touchpoint
from cxfield.model.talk import Answer
from cxfield.services import interview, kit, observation, pooling
from cxfield.services.observation_shapes import Inherited, Start
from cxfield.services.plan_gaps import checklist
from cxfield.storage import StudyFile, UnitOfWork, connect
from tests.ui.observe_room import MINUTE, NOON, fill
from ui.context import Ui
from ui.pages.debrief import DebriefPage
from ui.pages.plan.kit_dialog import ask_kit
from ui.pages.report import ReportPage
from ui.session import StudySession
from ui.undo import Undo
from ui.widgets.buttons import Button
from ui.widgets.dialog import Dialog
from ui.widgets.field import TextField

SECRET = "kolme sanaa"
HOUR, DAY = 60 * MINUTE, 24 * 60 * MINUTE
NOTE, FINDING = "Waited six minutes", "Nobody tells how long the queue takes"
_LONG = 20_000


@dataclass
class Hands:
    """Somebody who answers dialogs: types the passphrase or the note that is asked, then says yes."""

    saves: Path = Path()

    def answer(self, dialog: Dialog) -> str:
        for field in dialog.findChildren(TextField):
            secret = field.input.echoMode() == QLineEdit.EchoMode.Password
            QTest.keyClicks(field.input, SECRET if secret else NOTE)
        return next(way for way in ("make", "open", "pool", "keep") if _has(dialog, way))


def _has(dialog: Dialog, way: str) -> bool:
    try:
        return dialog.button(way).isEnabled()
    except KeyError:
        return False


@pytest.fixture
def hands(monkeypatch: pytest.MonkeyPatch) -> Hands:
    made = Hands()

    def ask(dialog: Dialog) -> str:
        return made.answer(dialog)

    # How hard a passphrase is to guess is not what is tried here, and takes a third of a second each time.
    monkeypatch.setattr(connect, "_ROUNDS", 1000)
    monkeypatch.setattr(Dialog, "ask", ask)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a, **_k: (str(made.saves), ""))
    return made


@dataclass
class Desk:
    """One laptop with the Debrief room open."""

    qtbot: QtBot
    ui: Ui
    study: StudySession
    page: DebriefPage

    def settle(self) -> None:
        self.qtbot.waitUntil(
            lambda: self.study.pending == 0 and self.study.asked == 0 and self.ui.jobs.running == 0,
            timeout=_LONG,
        )

    def rows(self, cls: type[Any]) -> list[Any]:
        return list(self.study.read(lambda reader: reader.all(cls)))

    def until(self, what: Callable[[], object]) -> None:
        self.qtbot.waitUntil(lambda: bool(what()), timeout=_LONG)

    def tab(self, key: str) -> Any:
        self.page.show_tab(key)
        self.settle()
        return self.page.tab

    def press(self, words: str) -> None:
        self.until(lambda: self.offered(words))
        self.offered(words)[0].click()

    def offered(self, words: str) -> list[Button]:
        return [b for b in self.page.findChildren(Button) if b.words == words and b.isVisibleTo(self.page)]


@contextmanager
def laptop(qtbot: QtBot, ui: Ui, path: Path, who: str, clock: ManualClock) -> Iterator[Desk]:
    study = StudySession(StudyFile.open(path, author=who, clock=clock, ids=Ids(clock)), ui.bus)
    ui.study, ui.undo = study, Undo(study)
    ui.undo.scope = "debrief"
    page = DebriefPage(ui)
    page.desk._clock = clock
    qtbot.addWidget(page)
    page.resize(1356, 844)
    page.set_compact(False)
    # Painting every state that nobody looks at would take most of the time.
    page.setUpdatesEnabled(False)
    page.show()
    page.entered()
    desk = Desk(qtbot, ui, study, page)
    desk.settle()
    yield desk
    page.left()
    desk.settle()
    page.hide()
    ui.study = None
    study.close()


def observe(file: StudyFile, clock: ManualClock, who: str, keys: str) -> None:
    """Half an hour at the store: one event a minute, each by the key of its code."""

    def do(verb: Callable[[UnitOfWork], Any]) -> Any:
        return file.write(verb, label="").result(20).value

    member = next(m.id for m in file.read(lambda r: r.all(TeamMember)) if m.code == who)
    codes = {code.key: code.id for code in file.read(lambda r: r.all(Code)) if code.key}
    site = file.read(lambda r: r.all(Site))[0].id
    start = Start(site_id=site, roles={member: "lead"})
    session = do(lambda uow: observation.start_session(uow, start=start, stamp=uow.stamp()))
    place = Inherited(session.id, observer_id=member)
    for key in keys:
        clock.advance(MINUTE)
        do(lambda uow, key=key: observation.log_event(
            uow, inherited=place, code_id=codes[key], stamp=uow.stamp()))  # type: ignore[misc]  # fmt: skip
    clock.advance((30 - len(keys)) * MINUTE)
    do(lambda uow: observation.stop_session(uow, session_id=session.id, stamp=uow.stamp()))


def ask_two(file: StudyFile, clock: ManualClock) -> None:
    """Two interviews; the second person wants everything about them erased."""

    def do(verb: Callable[[UnitOfWork], Any]) -> Any:
        return file.write(verb, label="").result(20).value

    version = next(v.id for v in file.read(lambda r: r.all(GuideVersion)) if v.published_at is not None)
    question = next(q.id for q in file.read(lambda r: r.all(Question)) if q.type == "open")
    yes = {ConsentItem.PARTICIPATION: True}
    for code, words in (("P01", "I did not know how long it takes."), ("P02", "SECRET")):
        start = interview.InterviewStart(version, code=code, consents=yes)
        session = do(lambda uow, start=start: interview.start_interview(uow, start=start))
        clock.advance(20 * MINUTE)
        do(lambda uow, sid=session.id, words=words: interview.type_answer(
            uow, session_id=sid, question_id=question, words=interview.Words(words)))  # fmt: skip
        do(lambda uow, sid=session.id: interview.stop_interview(uow, session_id=sid))
    gone = next(p.id for p in file.read(lambda r: r.all(Participant)) if p.code == "P02")
    do(lambda uow: uow.erase_person(gone, "asked for it"))


def work(qtbot: QtBot, ui: Ui, hands: Hands, folder: Path, who: str) -> Path:
    """One laptop: its copy from the kit, its fieldwork and its package; H2 gives it through the window."""
    clock = ManualClock(NOON + (HOUR if who == "H2" else 0))
    path, package = folder / f"{who}.cxf", folder / f"{who}.cxpack"
    file = kit.open_kit(
        folder / "kit.cxpack", path, passphrase=SECRET, author=who, clock=clock, ids=Ids(clock)
    )
    point = file.read(lambda r: r.all(Touchpoint, order_by="order_key"))[0].id
    if who == "H3":
        ask_two(file, clock)
    else:
        observe(file, clock, who, "STLKSNSUSK" if who == "H1" else "STLKSKSUS")
        for field in ("name", "measures"):
            told = {field: {"en": f"{field} by {who}"}}
            file.write(lambda uow, told=told: uow.change(Touchpoint, point, **told), label="").result(20)
    if who != "H2":
        pooling.export_package(file, package, passphrase=SECRET, author=who)
        file.close()
        return package
    file.close()
    with laptop(qtbot, ui, path, who, clock) as desk:
        hands.saves = package
        desk.press("Give a package…")
        desk.until(package.exists)
    return package


def hold_the_meeting(desk: Desk) -> None:
    """The agenda: a part is turned to and talked through, everyone gives their view, something is parked."""
    tab = desk.tab("agenda")
    tab.begin.pressed.emit()
    desk.until(lambda: len(tab.parts) == 7)
    part = tab.parts[tab.view.parts[0].id]
    part.turn.click()
    desk.until(lambda: tab.view.parts[0].running_since is not None and part.notes.isVisible())
    QTest.keyClicks(part.notes.input, "The queue went round the checkout.")
    desk.until(lambda: any(p.notes.startswith("The queue went round") for p in desk.rows(AgendaPart)))
    for n, who in enumerate(("H1", "H2", "H3"), 1):
        desk.until(lambda who=who: _asked(tab, who))
        field = _asked(tab, who)
        assert field is not None
        QTest.keyClicks(field.input, f"{who} saw a queue")
        QTest.keyClick(field.input, Qt.Key.Key_Return)
        desk.until(lambda n=n: len(desk.rows(OwnView)) == n)
    desk.until(lambda: tab.view.shown)
    QTest.keyClicks(tab.aside.input, "What about the web shop?")
    QTest.keyClick(tab.aside.input, Qt.Key.Key_Return)
    desk.until(lambda: tab.view.parked)
    part.done.click()
    desk.until(lambda: tab.view.parts[0].done)


def _asked(tab: Any, who: str) -> TextField | None:
    fields = [f for f in tab.findChildren(TextField) if f.isVisibleTo(tab)]
    return next((f for f in fields if f.input.accessibleName().startswith(f"{who}: ")), None)


def settle_differences(desk: Desk) -> None:
    """The two logs are found though one clock is an hour wrong; both conflicting edits are settled."""
    tab = desk.tab("differences")
    desk.until(lambda: tab.coding.found.compared)
    assert not tab.coding.current.pair.linked
    desk.press("Count once")
    desk.until(lambda: tab.coding.found.compared and tab.coding.current.counts)
    assert tab.coding.current.matched.one_sided == 1
    first = next(row for row in tab.coding.current.rows if row.first and row.second and not row.same)
    tab.coding.list.choose("|".join(first.key))
    desk.until(tab.coding.talk.isVisible)
    next(iter(tab.coding.talk.buttons.values())).click()
    desk.until(lambda: desk.rows(Settlement))
    tab.open_target("changes")
    desk.until(lambda: len(desk.offered("Choose this")) == 4)
    for left in (2, 0):
        desk.press("Choose this")
        desk.until(lambda left=left: len(desk.offered("Choose this")) == left)


def agree(desk: Desk) -> None:
    """A note on the board is evidence of a finding, and something is done about it."""
    tab = desk.tab("findings")
    tab.add_new()
    desk.until(lambda: tab.current is not None)
    statement = tab.form.field("statement")
    statement.input.selectAll()
    QTest.keyClicks(statement.input, FINDING)
    desk.until(lambda: any(f.statement == FINDING for f in desk.rows(Finding)))
    board = desk.tab("board")
    board.canvas.setFocus()
    QTest.keyClick(board.canvas, Qt.Key.Key_N)
    desk.until(lambda: board.view.count == 1 and board.canvas.current == desk.rows(Note)[0].id)
    QTest.keyClick(board.canvas, Qt.Key.Key_E)
    desk.until(lambda: desk.rows(Evidence))
    desk.tab("findings")
    desk.until(lambda: tab.current is not None)
    desk.press("Add an action")
    desk.until(lambda: desk.rows(Action) and desk.page.tabs.current == "actions")


def think_on(desk: Desk, clock: ManualClock) -> None:
    """On two later days somebody comes back to it."""
    for words in ("It was not the length but not knowing.", "The screen is what we should try."):
        clock.advance(DAY)
        tab = desk.tab("reflections")
        desk.until(lambda tab=tab: tab.view is not None)
        QTest.keyClicks(tab.area, words)
        tab.send.click()
        desk.until(lambda words=words: any(r.text == words for r in desk.rows(Reflection)))
        desk.until(lambda tab=tab: not tab.area.toPlainText())
    assert len({row.on for row in desk.rows(Reflection)}) == 2


def reported(desk: Desk, *told: str) -> str:
    """What the Report room shows of it, once it shows all that is asked for."""
    page = ReportPage(desk.ui)
    page.go_to({"chapters": ["method", "findings", "agreement", "actions", "minutes", "reflections"]})
    desk.qtbot.addWidget(page)
    page.resize(1356, 844)
    page.show()
    page.entered()
    desk.until(lambda: page.charts.shown is not None and page.checked is not None)
    words = dump(page.charts.shown.document)  # type: ignore[union-attr]
    assert [one for one in told if one not in words] == []
    page.left()
    desk.settle()
    page.hide()
    return words


def test_a_team_goes_from_the_kit_to_the_report_through_the_window(
    qtbot: QtBot, ui: Ui, hands: Hands, tmp_path: Path
) -> None:
    clock = ManualClock(NOON - DAY)
    StudyFile.create(tmp_path / "plan.cxf", clock=clock, ids=Ids(clock)).close()
    with laptop(qtbot, ui, tmp_path / "plan.cxf", "H1", clock) as desk:
        desk.study.file.write(fill, label="x").result(20)
        desk.study.file.write(lambda uow: uow.add(TeamMember(code="H3", order_key="a3")), label="x").result(
            20
        )
        hands.saves = tmp_path / "kit.cxpack"
        ask_kit(desk.page.desk, desk.study.read(lambda r: checklist(r, Texts("en"))))
        desk.until(hands.saves.exists)
    packages = [work(qtbot, ui, hands, tmp_path, who) for who in ("H1", "H2", "H3")]
    clock.advance(DAY + 5 * HOUR)
    with laptop(qtbot, ui, tmp_path / "plan.cxf", "H1", clock) as desk:
        desk.page.take(packages)
        desk.until(lambda: len(desk.rows(Entry)) == 19 and not desk.page.pooler.busy)
        assert [len(desk.rows(kind)) for kind in (Erasure, Answer)] == [1, 1]
        hold_the_meeting(desk)
        settle_differences(desk)
        agree(desk)
        think_on(desk, clock)
        told = reported(
            desk, FINDING, NOTE, "8/9", "The queue went round the checkout.", "H2 saw a queue",
            "What about the web shop?", "New action", "It was not the length but not knowing.",
            "one of two values was chosen",
        )  # fmt: skip
    assert "SECRET" not in told
    file = StudyFile.open(tmp_path / "plan.cxf", read_only=True)
    assert file.check() == []
    file.close()
    assert b"SECRET" not in (tmp_path / "plan.cxf").read_bytes()
