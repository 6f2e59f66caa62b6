# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A guide of every question type is published and walked by keyboard alone; pictures come and are missed."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from cxfield.clock import ManualClock
from cxfield.methods.questions import CANNOT_SAY, QUESTION_TYPES
from cxfield.model.enums import ConsentItem
from cxfield.model.guide import Option, Question
from cxfield.model.session import Session
from cxfield.model.study import Site, Study
from cxfield.model.talk import Answer, Attachment
from cxfield.services import kiosk
from cxfield.services.interview import InterviewStart, start_interview
from cxfield.services.plan_guides import set_setting
from cxfield.services.plan_versions import begin_version
from cxfield.storage import StudyFile, UnitOfWork
from tests.fixtures.every_type import make_every_type
from tests.fixtures.pictures import small_picture
from tests.ui.fitting import problems
from tests.ui.test_observe_camera import Lens
from tests.ui.test_respondent import touch, wait, write
from ui.context import Ui
from ui.editors.click_map import ClickMapEditor
from ui.editors.date import read_day, today
from ui.editors.image_choice import ImageChoiceEditor
from ui.editors.matrix import MatrixEditor
from ui.editors.number import NumberField, read_number
from ui.editors.photo import PhotoEditor
from ui.editors.ranking import RankingEditor
from ui.editors.wheel import EmotionWheel
from ui.pages.interview import InterviewPage
from ui.pages.interview.respondent import Handing, RespondentScreen
from ui.pages.observe import viewfinder
from ui.pages.observe.camera import NO_CAMERA
from ui.pages.observe.viewfinder import NO_PICTURE, Viewfinder
from ui.session import StudySession
from ui.widgets.base import PaintedButton

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")
Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
#: What is typed where the focus stands when a question of the type comes to the front.
TYPED: dict[str, tuple[Any, ...]] = {
    "open": ("Jono oli hidas",),
    "open_quote": ("Sanoin suoraan",),
    "open_suggestion": ("Kassoja auki", Key.Key_Return),
    "yes_no": ("1",),
    "yes_partly_no": ("2",),
    "yes_no_open": ("2",),
    "yes_no_count": ("1",),
    "likert": ("4",),
    "nps": ("9",),
    "csat": ("5",),
    "ces": ("4",),
    "expectation": ("3",),
    "single_choice": ("2",),
    "multiple_choice": ("1", "3"),
    "dropdown": (Key.Key_Down, Key.Key_Down),
    "matrix": ("5", "?", "3"),
    "ranking": (
        Key.Key_Space,
        Key.Key_Down,
        Key.Key_Space,
        Key.Key_Down,
        Key.Key_Space,
        Key.Key_Down,
        Key.Key_Space,
    ),
    "image_choice": ("2",),
    "click_map": (Key.Key_Left, Key.Key_Left, Key.Key_Up, Key.Key_Return),
    "number": ("12",),
    "number_text": ("3", Key.Key_Tab, Key.Key_Tab, "hei"),
    "duration": ("4", Key.Key_Tab, "30"),
    "date": ("7.10.2025",),
    "demographic": (Key.Key_Space,),
}


def _study(uow: UnitOfWork) -> str:
    uow.add(Study(title={"fi": "Tutkimus", "en": "Study"}, languages=["fi", "en"]))
    uow.add(Site(code="ESP", name={"fi": "Espoo", "en": "Espoo"}, order_key="a1"))
    version = make_every_type(uow)
    consents = {ConsentItem.PARTICIPATION: True, ConsentItem.QUOTES: True, ConsentItem.PHOTO: True}
    start_interview(uow, start=InterviewStart(guide_version_id=version.id, code="P01", consents=consents))
    return version.guide_id


@dataclass
class Walk:
    """An interview under way on the guide of every type."""

    bot: QtBot
    page: InterviewPage
    file: StudyFile
    guide_id: str

    @property
    def pane(self) -> Any:
        assert self.page.view is not None
        return self.page.view.pane

    def settle(self) -> None:
        study = self.page.study
        talk = self.page.view.talk  # type: ignore[union-attr]
        self.bot.waitUntil(lambda: talk.settled and talk.gate.quiet and not study.pending + study.asked)

    def open(self, kind: str) -> Any:
        self.settle()
        question = next(item for _, item in self.page.view.talk.outline.asked if item.type == kind)  # type: ignore[union-attr]
        self.page.view.talk.open_at(question.id)  # type: ignore[union-attr]
        self.settle()
        return self.pane.editor

    def front(self) -> str:
        """The type of the question in front."""
        return str(self.page.view.talk.question.type)  # type: ignore[union-attr]

    def focused(self) -> QWidget:
        found = QApplication.focusWidget() or self.page.window().focusWidget()
        assert found is not None
        return found

    def do(self, *steps: Any) -> None:
        for step in steps:
            target = self.focused()
            if isinstance(step, str):
                QTest.keyClicks(target, step)
            else:
                QTest.keyClick(target, step)

    def value(self, kind: str) -> Any:
        self.settle()
        questions = {row.id: row.type for row in self.file.read(lambda r: r.all(Question))}
        answers = self.file.read(lambda r: r.all(Answer))
        return next((row.value for row in answers if questions[row.question_id] == kind), None)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """The study, made once, and the id of its guide."""
    path = tmp_path_factory.mktemp("types") / "a.cxf"
    file = StudyFile.create(path, clock=ManualClock(1_791_000_000_000))
    guide_id = file.write(_study, label="").result(30).value
    file.close()
    return path, guide_id


@pytest.fixture
def walk(qtbot: QtBot, ui: Ui, tmp_path: Path, made: tuple[Path, str]) -> Iterator[Walk]:
    clock = ManualClock(1_791_000_000_000)
    file = StudyFile.open(Path(shutil.copy(made[0], tmp_path / "a.cxf")), clock=clock)
    ui.study = StudySession(file, ui.bus)
    page = InterviewPage(ui, clock)
    qtbot.addWidget(page)
    page.resize(1356, 900)
    page.show()
    qtbot.waitExposed(page)
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    page.entered()
    session = file.read(lambda r: r.all(Session))[0]
    page.go_to({"session": session.id})
    qtbot.waitUntil(lambda: page.view is not None)
    walked = Walk(qtbot, page, file, made[1])
    walked.settle()
    yield walked
    page.left()
    page.hide()
    assert file.check() == []
    page.study.close()
    qtbot.waitUntil(lambda: not page.study.pending)


def test_a_guide_of_every_type_is_walked_by_keyboard_alone(walk: Walk) -> None:
    walk.open("open")
    wanted = [
        kind.key for kind in QUESTION_TYPES if kind.key != "photo"
    ]  # after NPS 9 and by bus it stays shut
    seen: list[str] = []
    while len(seen) < len(wanted):
        kind = walk.front()
        seen.append(kind)
        walk.do(*TYPED.get(kind, ()))
        walk.settle()
        if len(seen) < len(wanted):
            QTest.keyClick(walk.focused(), Key.Key_Return, CTRL)
            walk.bot.waitUntil(lambda before=kind: walk.front() != before)  # type: ignore[misc]
            walk.settle()
    assert seen == wanted
    options = {row.id: row.name["en"] for row in walk.file.read(lambda r: r.all(Option))}
    assert walk.value("nps") == 9
    assert walk.value("csat") == 5
    assert options[walk.value("dropdown")] == "Espoo"
    assert [options[key] for key in walk.value("multiple_choice")] == ["Food", "Things for the home"]
    assert list(walk.value("matrix").values()) == [5, CANNOT_SAY, 3]
    assert sorted(options[key] for key in walk.value("ranking")["order"]) == [
        "Location", "Price", "Selection", "Service",
    ]  # fmt: skip
    assert options[walk.value("image_choice")] == "Brown shelf"
    assert walk.value("click_map") == {"x": 0.48, "y": 0.49}
    assert walk.value("number") == 12
    assert walk.value("number_text") == {"number": 3, "words": "hei"}
    assert walk.value("duration") == 270
    assert walk.value("date") == "2025-10-07"
    assert walk.value("demographic") == {"age_band": "-17"}


def test_a_question_opens_when_any_of_its_two_conditions_is_met(walk: Walk) -> None:
    walk.open("nps")
    walk.do("3")
    walk.settle()
    asked = [item.type for _, item in walk.page.view.talk.outline.asked]  # type: ignore[union-attr]
    assert asked[-1] == "photo"


def test_a_ranking_is_dragged_and_given_by_number(walk: Walk) -> None:
    editor = walk.open("ranking")
    assert isinstance(editor, RankingEditor)
    last = editor.list.shown()[-1]
    QTest.keyClick(last, Key.Key_1)
    assert list(editor.order) == [last.key]
    third = editor.list.shown()[2]
    QTest.mousePress(third, Qt.MouseButton.LeftButton, pos=QPoint(40, 20))
    QTest.mouseMove(third, QPoint(40, -30))
    QTest.mouseMove(third, QPoint(40, -160))
    QTest.mouseRelease(third, Qt.MouseButton.LeftButton, pos=QPoint(40, 20))
    assert list(editor.order) == [third.key, last.key]
    QTest.keyClick(third, Key.Key_Down, CTRL)
    assert list(editor.order) == [last.key, third.key]
    kept = walk.value("ranking")
    assert kept["order"] == [last.key, third.key]
    assert kept["ms"] >= 0


def test_a_matrix_is_pressed_and_pressed_again_to_take_it_back(walk: Walk) -> None:
    editor = walk.open("matrix")
    assert isinstance(editor, MatrixEditor)
    row = next(iter(editor.rows.values()))
    QTest.mouseClick(row.cell(2), Qt.MouseButton.LeftButton)
    assert list(walk.value("matrix").values()) == [2]
    QTest.mouseClick(row.cell(2), Qt.MouseButton.LeftButton)
    assert walk.value("matrix") is None


def test_a_click_beside_the_picture_is_said_and_keeps_the_answer(walk: Walk) -> None:
    editor = walk.open("click_map")
    assert isinstance(editor, ClickMapEditor)
    walk.bot.waitUntil(lambda: editor.picture._image is not None)
    area = editor.picture.area().toRect()
    QTest.mouseClick(editor.picture, Qt.MouseButton.LeftButton, pos=area.center())
    assert walk.value("click_map")["x"] == pytest.approx(0.5, abs=0.02)
    editor.picture.resize(editor.picture.width(), area.height() // 2)
    QTest.mouseClick(editor.picture, Qt.MouseButton.LeftButton, pos=QPoint(3, 3))
    assert "outside" in editor.note.words
    assert walk.value("click_map")["x"] == pytest.approx(0.5, abs=0.02)
    QTest.keyClick(editor.picture, Key.Key_Delete)
    assert walk.value("click_map") is None


def test_a_photograph_is_stored_with_its_person_and_can_be_taken_back(walk: Walk, tmp_path: Path) -> None:
    walk.open("nps")
    walk.do("3")
    editor = walk.open("photo")
    assert isinstance(editor, PhotoEditor)
    (tmp_path / "shelf.png").write_bytes(small_picture())
    (tmp_path / "bad.png").write_bytes(b"<svg/>")
    editor.take(tmp_path / "shelf.png")
    walk.bot.waitUntil(lambda: len(editor.photos) == 1)
    attachment = walk.file.read(lambda r: r.all(Attachment, id=walk.value("photo")[0]))[0]
    assert attachment.session_id
    assert attachment.participant_id
    editor.take(tmp_path / "bad.png")
    walk.bot.waitUntil(editor.note.isVisible)
    assert "drawing" in editor.note.words
    assert len(walk.value("photo")) == 1
    QTest.keyClick(editor.photos[0], Key.Key_Delete)
    assert walk.value("photo") is None


def test_a_picture_that_is_not_in_the_file_is_said_and_can_still_be_chosen(walk: Walk) -> None:
    def lose(uow: UnitOfWork) -> None:
        draft = begin_version(uow, guide_id=walk.guide_id)
        for option in uow.all(Option):
            if option.image_id:
                uow.change(Option, option.id, image_id="gone")
        assert draft.number == 2

    walk.page.study.call(lose, label="x")
    editor = walk.open("image_choice")
    assert isinstance(editor, ImageChoiceEditor)
    cards = list(editor.cards.values())
    walk.bot.waitUntil(lambda: not cards[0]._waits)
    assert cards[0]._image is None
    editor.grab()
    walk.do("1")
    assert walk.value("image_choice") is not None


def test_a_number_outside_its_limits_is_said_and_the_kept_one_stays(walk: Walk) -> None:
    editor = walk.open("number")
    walk.do("12")
    walk.do("0")
    walk.settle()
    assert "between 0 and 31" in editor.note.words
    assert walk.value("number") == 12


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("1 234,5", 1234.5),
        ("\N{MINUS SIGN}3", -3),
        ("2.50", 2.5),
        ("kolme", None),
        ("1e9", None),
        ("", None),
        ("nan", None),
    ],
)
def test_numbers_are_read_as_people_write_them(typed: str, number: float | None) -> None:
    assert read_number(typed) == number


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("7.10.2025", "2025-10-07"),
        ("2025-10-07", "2025-10-07"),
        ("7/10/25", "2025-10-07"),
        ("31.2.2025", None),
        ("eilen", None),
    ],
)
def test_days_are_read_as_people_write_them(typed: str, day: str | None) -> None:
    found = read_day(typed, today())
    assert (found.isoformat() if found else None) == day


def test_a_setting_of_a_published_question_cannot_be_changed(walk: Walk) -> None:
    question = next(row for row in walk.file.read(lambda r: r.all(Question)) if row.type == "matrix")
    change: Callable[[UnitOfWork], Any] = lambda uow: set_setting(  # noqa: E731
        uow, question_id=question.id, name="points", value=7
    )
    with pytest.raises(Exception, match="does not change"):
        walk.file.write(change, label="x").result(10)


def _stands(screen: RespondentScreen) -> bool:
    """Whether the question in front is laid out, with its picture, if it has one to press."""
    editor = screen.editor
    if editor is None or not editor.isVisible():
        return False
    if isinstance(editor, ClickMapEditor) and not editor.picture.loaded:
        return False
    return problems(screen) == []


def _tap_answer(screen: RespondentScreen, kind: str) -> None:
    """Answer the question in front with a finger."""
    editor = screen.editor
    assert editor is not None
    if kind in kiosk.WRITTEN and kind != "yes_no_open":
        write(screen, "Ok")
    elif kind == "open_wheel":
        wheel = editor.findChild(EmotionWheel)
        assert wheel is not None
        touch(wheel, wheel.spot("joy", 3).toPoint())
    elif isinstance(editor, ClickMapEditor):
        touch(editor.picture, editor.picture.area().center().toPoint())
    elif isinstance(editor, RankingEditor):
        for row in editor.list.shown():
            touch(row)
    elif isinstance(editor, PhotoEditor):
        touch(editor.empty)
        touch(editor.add)
        finder = screen.page.photographing.finder
        assert finder is not None
        touch(finder.take)
        wait(lambda: len(editor.photos) == 1, "the photograph is not in the answer")
    elif kind == "date":
        touch(editor.today)  # type: ignore[attr-defined]
    elif kind in ("number", "number_text", "duration"):
        field = editor.findChild(NumberField)
        assert field is not None
        touch(field)
        write(screen, "7")
    else:
        touch(next(w for w in editor.findChildren(PaintedButton) if w.isVisible()))


def _alone(walk: Walk, handing: Handing) -> RespondentScreen:
    """The respondent's screen on a small tablet."""
    screen = RespondentScreen(walk.page.ui, walk.page.study, handing)
    walk.bot.addWidget(screen)
    screen.resize(1024, 768)
    screen.show()
    return screen


@pytest.fixture
def lens(monkeypatch: pytest.MonkeyPatch) -> Lens:
    """A camera of the test."""
    monkeypatch.setattr(viewfinder, "library", lambda: None)
    return Lens()


def test_a_photograph_is_taken_by_camera_which_looks_no_longer_than_its_question_is_seen(
    walk: Walk, lens: Lens
) -> None:
    walk.open("nps")
    walk.do("3")
    editor = walk.open("photo")
    photographing = walk.pane.photographing
    photographing.make_camera = lambda _media, _owner: lens

    def begin() -> Viewfinder:
        editor.add.click()
        walk.bot.waitUntil(photographing.finder.take.isEnabled)
        return photographing.finder  # type: ignore[no-any-return]

    finder = begin()
    assert finder.file.isVisible(), "a file will do too"
    QTest.keyClick(finder.take, Key.Key_Return)
    walk.bot.waitUntil(lambda: len(editor.photos) == 1)
    assert len(walk.value("photo")) == 1
    begin()
    assert lens.looking
    walk.open("csat")
    assert (lens.looking, finder.isVisible()) == (False, False)


def test_without_a_camera_a_respondent_is_told_and_sees_no_files(walk: Walk, lens: Lens) -> None:
    walk.open("nps")
    walk.do("3")
    walk.open("photo")
    talk = walk.page.view.talk  # type: ignore[union-attr]
    assert talk.question is not None
    lens.fault = NO_CAMERA
    handing = Handing(talk.head.version_id, "en", "2580", session_id=talk.session_id, first=talk.question.id)
    screen = _alone(walk, handing)
    photographing = screen.page.photographing
    photographing.make_camera = lambda _media, _owner: lens
    assert isinstance(screen.editor, PhotoEditor)
    touch(screen.editor.add)
    walk.bot.waitUntil(lambda: photographing.finder is not None and photographing.finder.trouble.isVisible())
    assert photographing.finder is not None
    assert photographing.finder.trouble.words == NO_PICTURE
    assert not photographing.finder.file.isVisible()
    touch(photographing.finder.back)
    touch(screen.next)
    walk.bot.waitUntil(lambda: screen.pages.currentWidget() is screen.plain)
    screen._release()


def test_every_type_is_answered_by_touch_alone_on_the_respondents_screen(walk: Walk, lens: Lens) -> None:
    version = walk.page.view.talk.head.version_id  # type: ignore[union-attr]
    walk.page.close_view()
    walk.page.hide()
    screen = _alone(walk, Handing(version, "en", "2580", round_=kiosk.Round(version, "en")))
    screen.page.photographing.make_camera = lambda _media, _owner: lens

    def settled() -> bool:
        return not walk.page.study.pending and not screen._busy and not screen._throttle.isActive()

    touch(screen.begin)
    walk.bot.waitUntil(lambda: settled() and bool(screen.order))
    while screen.pages.currentWidget() is screen.page:
        kind = screen.by_id[screen.order[screen.at]].row.type
        walk.bot.waitUntil(lambda: _stands(screen))
        _tap_answer(screen, kind)
        touch(screen.next)
        walk.bot.waitUntil(settled)
    kinds = {row.id: row.type for row in walk.file.read(lambda r: r.all(Question))}
    answers = walk.file.read(lambda r: r.all(Answer, session_id=screen_session(walk)))
    told = {kinds[row.question_id] for row in answers if row.value is not None or row.text}
    assert told == {kind.key for kind in QUESTION_TYPES}
    order = next(row.value for row in answers if kinds[row.question_id] == "ranking")
    assert order["ms"] > 0, "a ranking keeps its time"
    screen._release()


def screen_session(walk: Walk) -> str:
    """The session of the respondent."""
    return next(s.id for s in walk.file.read(lambda r: r.all(Session)) if s.mode == kiosk.KIOSK)
