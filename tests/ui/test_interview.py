# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The Interview room: what is pressed and typed is kept, shown, and found again."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from cxfield.clock import ManualClock
from cxfield.i18n import Texts
from cxfield.model.enums import ConsentItem, SessionState
from cxfield.model.guide import GuideVersion, Question
from cxfield.model.people import Consent
from cxfield.model.session import Session
from cxfield.model.study import Site, Study
from cxfield.model.talk import Answer, Extract
from cxfield.services import interview as verbs
from cxfield.services import interview_views as views
from cxfield.services.guides import make_starter_guide
from cxfield.storage import StudyFile, UnitOfWork
from tests.fixtures.once import copied
from tests.ui.fitting import problems
from ui.context import Ui
from ui.pages.interview import InterviewPage
from ui.pages.interview.talk_view import TalkView
from ui.session import StudySession
from ui.widgets.dialog import Dialog

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier
START_MS = 1_791_000_000_000
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


def _study(uow: UnitOfWork) -> None:
    uow.add(Study(title={"fi": "Tutkimus", "en": "Study"}, languages=["fi", "en"]))
    uow.add(Site(code="ESP", name={"fi": "Espoo", "en": "Espoo"}, order_key="a1"))
    make_starter_guide(uow)


def _new(path: Path) -> StudyFile:
    file = StudyFile.create(path, clock=ManualClock(START_MS))
    file.write(_study, label="").result()
    return file


@dataclass
class Room:
    """The page on a study, with what a person does in it."""

    bot: QtBot
    ui: Ui
    path: Path
    file: StudyFile
    page: InterviewPage
    clock: ManualClock

    @property
    def view(self) -> TalkView:
        assert self.page.view is not None
        return self.page.view

    @property
    def box(self) -> Any:
        return self.view.pane.answer.box

    def begin(self, *, quotes: bool = True) -> None:
        self.page.entered()
        segments = self.page.start.consents.segments
        for item, segment in segments.items():
            segment.cell("yes" if quotes or item is not ConsentItem.QUOTES else "no").click()
        self.page.start.start.click()
        self.bot.waitUntil(lambda: self.page.view is not None)
        self.settle()

    def settle(self) -> None:
        study = self.page.study
        self.bot.waitUntil(lambda: not study.pending)
        if self.page.view is not None:
            talk = self.view.talk
            self.bot.waitUntil(lambda: talk.settled and talk.gate.quiet and not study.pending)

    def to(self, key: str) -> None:
        self.view.talk.open_at(self.question(key))
        self.settle()

    def question(self, key: str) -> str:
        return next(row.id for row in self.file.read(lambda r: r.all(Question)) if row.key == key)

    def answer(self, key: str) -> Answer:
        session, question = self.view.talk.session_id, self.question(key)
        found = self.file.read(lambda r: views.answer_of(r, session, question))
        assert found is not None
        return found

    def type(self, words: str) -> None:
        self.box.setFocus()
        QTest.keyClicks(self.box, words)

    def press(self, key: Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(QApplication.focusWidget() or self.page, key, held)

    def dialog(self) -> Dialog:
        found = [w for w in self.page.findChildren(Dialog) if w.isVisible()]
        assert len(found) == 1
        return found[0]


@pytest.fixture
def room(qtbot: QtBot, ui: Ui, tmp_path: Path) -> Iterator[Callable[..., Room]]:
    opened: list[Room] = []
    clock = ManualClock(START_MS)

    def make(*, width: int = 1356, height: int = 900, place: dict | None = None, **opening: Any) -> Room:
        path = tmp_path / "a.cxf"
        if not path.exists():
            copied(_new, path)
        file = StudyFile.open(path, clock=clock, **opening)
        ui.study = StudySession(file, ui.bus)
        page = InterviewPage(ui, clock)
        qtbot.addWidget(page)
        page.resize(width, height)
        page.set_compact(width < 1100)
        with qtbot.waitExposed(page):
            page.show()
        page.activateWindow()
        qtbot.waitUntil(page.isActiveWindow)
        if place is not None:
            page.go_to(place)
        made = Room(qtbot, ui, path, file, page, clock)
        opened.append(made)
        return made

    yield make
    last = opened[-1]
    last.page.left()
    last.page.hide()
    last.page.study.close()
    qtbot.waitUntil(lambda: not last.page.study.pending)


def test_an_interview_starts_with_a_code_a_site_and_consents(room: Callable[..., Room]) -> None:
    r = room()
    r.page.entered()
    start = r.page.start
    assert start.code.value == "P01"
    next(iter(start._sites.values())).click()
    r.begin()
    (session,) = r.file.read(lambda reader: reader.all(Session))
    assert (session.mode, session.state, session.language) == ("face_to_face", "running", "en")
    assert session.site_id is not None
    assert len(r.file.read(lambda reader: reader.all(Consent))) == len(ConsentItem)
    assert r.page.own_bar
    assert r.view.bar.who.words == "P01 · interview face to face"


def test_without_agreement_a_sentence_says_so_and_nothing_is_written(room: Callable[..., Room]) -> None:
    r = room()
    r.page.entered()
    r.page.start.start.click()
    r.settle()
    assert "has not agreed" in r.page.start.note.words
    assert r.page.start.note.isVisible()
    place = r.page.start.start.geometry()
    r.page.start.consents.segments[ConsentItem.PARTICIPATION].cell("yes").click()
    assert not r.page.start.note.isVisible(), "what was said is done"
    assert r.page.start.start.geometry() == place
    assert r.file.read(lambda reader: reader.all(Session)) == []


def test_no_key_is_dropped_and_the_words_are_on_disk(room: Callable[..., Room]) -> None:
    r = room()
    r.begin()
    r.to("highlights")
    words = "The staff helped at once, and the queue moved. " * 4
    r.type(words)
    r.settle()
    assert r.answer("highlights").text == words
    assert r.answer("highlights").times == [r.view.talk.now()]


def test_words_go_to_the_disk_without_leaving_the_box(room: Callable[..., Room]) -> None:
    r = room()
    r.begin()
    r.to("highlights")
    r.type("Good")
    r.bot.waitUntil(lambda: r.view.talk.settled, timeout=2000)
    assert r.answer("highlights").text == "Good"
    assert r.box.hasFocus()


def test_a_whole_question_by_keyboard_alone(room: Callable[..., Room]) -> None:
    r = room()
    r.begin()
    r.to("nps")
    editor = r.view.pane.editor
    assert editor is not None
    assert QApplication.focusWidget() is editor.cells.cell(0)  # type: ignore[attr-defined]
    r.press(Key.Key_3)
    r.settle()
    assert r.view.pane.follow.words.words == "What is the main reason for the score 3?"
    r.type("The queue did not move.")
    r.press(Key.Key_2, ALT)
    r.press(Key.Key_T, CTRL)
    r.settle()
    assert r.answer("nps").value == 3
    assert r.answer("nps_reason").text == "The queue did not move."
    assert r.answer("nps").probes_used == [1]
    assert r.view.pane.probes[1].used
    assert r.view.talk.question is not None
    assert r.view.talk.question.star
    r.press(Key.Key_Return, CTRL)
    r.settle()
    assert r.view.talk.question.key == "recommended"


def test_the_follow_up_does_not_move_the_scale(room: Callable[..., Room]) -> None:
    r = room()
    r.begin()
    r.to("nps")
    editor = r.view.pane.editor
    assert editor is not None
    before = editor.geometry()
    editor.cells.cell(8).click()  # type: ignore[attr-defined]
    r.settle()
    assert r.view.pane.follow.isVisible()
    assert editor.geometry() == before


def test_a_quote_is_marked_from_the_selection_and_taken_off_again(room: Callable[..., Room]) -> None:
    r = room()
    r.begin()
    r.to("highlights")
    r.type("Staff helped.")
    r.press(Key.Key_Home, Qt.KeyboardModifier.ShiftModifier)
    r.press(Key.Key_L, CTRL)
    r.settle()
    (quote,) = r.file.read(lambda reader: reader.all(Extract))
    assert quote.text == "Staff helped."
    assert r.view.pane.answer.count.words == "1 quote"
    r.press(Key.Key_L, CTRL)
    r.settle()
    assert r.file.read(lambda reader: reader.all(Extract)) == []


def test_quoting_without_consent_is_off_and_says_why(room: Callable[..., Room]) -> None:
    r = room()
    r.begin(quotes=False)
    r.to("highlights")
    card = r.view.pane.answer
    assert not card.quote.isEnabled()
    assert "not allowed" in card.quote.toolTip()
    assert card.count.words == "quotes not allowed"
    r.type("Staff helped.")
    r.press(Key.Key_L, CTRL)
    assert card.note.isVisible()
    r.settle()
    assert r.answer("highlights").text == "Staff helped."
    r.view.bar.consent.click()
    segments = r.dialog().findChildren(QWidget)
    assert segments
    r.view.talk.consent(ConsentItem.QUOTES, given=True)
    r.settle()
    assert card.quote.isEnabled()


def test_a_skipped_question_stays_amber_with_its_reason(room: Callable[..., Room]) -> None:
    r = room()
    r.begin()
    r.to("website")
    r.view.pane.skip.click()
    r.dialog().choose("has no internet")
    r.settle()
    assert r.answer("website").skip_reason == "has no internet"
    assert r.view.talk.question is not None
    assert r.view.talk.question.key == "ordering"
    row = next(q for part in r.view.outline._parts for q in part.questions if "Skipped" in q.words)
    assert row.words == "Skipped: Website navigation"
    r.to("nps")
    assert row.isVisible()


def test_coverage_and_time_grow_by_theme(room: Callable[..., Room]) -> None:
    r = room()
    r.begin()
    r.to("nps")
    r.view.talk.answer(9)
    r.settle()
    assert r.view.outline.count.words == "1/18"
    assert "1 of 3" in r.view.outline.themes[-1].accessibleName()


def test_moments_and_emotions_are_kept_by_moment(room: Callable[..., Room]) -> None:
    r = room()
    r.begin()
    feelings = r.view.feelings
    feelings.chips["checkout"].click()
    feelings.valence.cell(-4).click()
    feelings.editor.pick("anger", 4)
    r.settle()
    feelings.chips["arrival"].click()
    assert feelings.editor.picks == []
    feelings.chips["checkout"].click()
    assert feelings.editor.picks == [{"key": "anger", "intensity": 4}]
    moment = {m.key: m for m in r.view.talk.moments}["checkout"]
    assert (moment.valence, moment.emotions) == (-4, ({"key": "anger", "intensity": 4},))
    feelings.valence.cell(-4).click()
    r.settle()
    assert {m.key: m for m in r.view.talk.moments}["checkout"].valence is None


def test_a_question_about_feelings_has_the_wheel_of_its_own(room: Callable[..., Room]) -> None:
    r = room()
    r.begin()
    r.to("feeling_team")
    feelings = r.view.feelings
    assert feelings.target == ""
    feelings.editor.pick("joy", 2)
    r.settle()
    assert r.answer("feeling_team").value == [{"key": "joy", "intensity": 2}]
    r.to("nps")
    assert "" not in feelings.chips


@pytest.mark.parametrize("languages", [("fi", "en", "sv"), ("fi", "en", "sv", "ru")])
def test_an_interview_is_held_in_any_language_of_its_guide(
    room: Callable[..., Room], languages: tuple[str, ...]
) -> None:
    r = room()
    asked = r.question("highlights")

    def translate(uow: UnitOfWork) -> None:
        (version,) = uow.all(GuideVersion)
        uow.change(GuideVersion, version.id, languages=list(languages))
        text = uow.get(Question, asked).text
        uow.change(Question, asked, text={**text, "sv": "Vad var bäst?", "ru": "Что было лучше всего?"})

    r.file.write(translate, label="").result(30)
    r.page.entered()
    assert r.page.start.language.languages == languages
    r.page.start.language.choose("sv")
    r.begin()
    r.to("highlights")
    assert r.view.pane.text.words == "Vad var bäst?"
    r.type("Personalen")
    for language, words in (("en", "What were"), (languages[-1], {"sv": "Vad var", "ru": "Что было"})):
        r.view.pane.language.choose(language)
        r.bot.waitUntil(lambda want=language: r.view.talk.head.language == want)
        r.settle()
        wanted = words if isinstance(words, str) else words[language]
        assert r.view.pane.text.words.startswith(wanted)
        assert r.view.pane.language.value == language
    r.ui.use_language(Texts("fi"))
    r.settle()
    assert r.view.talk.head.language == languages[-1], "only an interview in the window's language follows it"
    assert r.answer("highlights").text == "Personalen"


def test_language_changes_and_every_answer_the_place_and_the_cursor_stay(room: Callable[..., Room]) -> None:
    r = room()
    r.begin()
    r.to("highlights")
    r.type("Good staff")
    r.box.place_cursor(4)
    r.ui.use_language(Texts("fi"))
    r.settle()
    assert r.view.pane.text.words == "Mitkä ovat kokemuksesi kohokohtia?"
    assert r.view.pane.next.words == "Seuraava kysymys"
    assert r.box.toPlainText() == "Good staff"
    assert r.box.cursor_place() == 4
    assert r.box.hasFocus()
    r.view.pane.language.cell("en").click()
    r.settle()
    assert r.view.pane.text.words == "What were the highlights of your experience?"
    assert r.view.pane.next.words == "Seuraava kysymys"
    assert r.answer("highlights").text == "Good staff"


def test_undo_takes_the_last_answer_back_on_the_screen_too(room: Callable[..., Room]) -> None:
    r = room()
    r.begin()
    r.to("csat")
    r.view.talk.answer(2)
    r.settle()
    r.page.study.undo(r.view.talk.session_id)
    r.settle()
    assert r.view.talk.question is not None
    assert r.view.talk.question.value is None
    assert r.view.pane.editor.scale.value is None  # type: ignore[union-attr]


def test_pause_stops_the_time_of_the_question_and_is_listed(room: Callable[..., Room]) -> None:
    r = room()
    r.begin()
    r.to("csat")
    r.clock.advance(5_000)
    r.press(Key.Key_P, CTRL)
    r.settle()
    assert not r.view.talk.running
    assert r.view.bar.pause.words == "Continue"
    r.clock.advance(7_000)
    r.view.bar.pause.click()
    r.settle()
    (session,) = r.file.read(lambda reader: reader.all(Session))
    assert session.pauses == [[5_000, 12_000]]


def test_the_closing_form_says_what_is_open_and_back_changes_nothing(room: Callable[..., Room]) -> None:
    r = room()
    r.begin()
    r.view.stop()
    assert "0 of 17 questions are answered" in r.dialog().facts.words
    r.dialog().choose("back")
    r.settle()
    assert r.view.talk.running


@pytest.mark.parametrize(("way", "state"), [("end", SessionState.DONE), ("break", SessionState.INTERRUPTED)])
def test_an_interview_ends_or_is_left_to_be_continued(
    room: Callable[..., Room], way: str, state: SessionState
) -> None:
    r = room()
    r.begin()
    session_id = r.view.talk.session_id
    r.view.stop()
    r.dialog().choose(way)
    r.bot.waitUntil(lambda: r.page.view is None)
    r.settle()
    assert not r.page.own_bar
    assert r.file.read(lambda reader: reader.get(Session, session_id)).state == state.value
    r.page.open(session_id)
    r.settle()
    assert not r.view.talk.running, "looking at it does not go on with it"
    if state is SessionState.INTERRUPTED:
        r.view.bar.pause.click()
        r.settle()
        assert r.view.talk.running


def test_reopened_the_work_goes_on_where_it_was(room: Callable[..., Room]) -> None:
    first = room()
    first.begin()
    first.to("highlights")
    first.type("Good staff")
    first.box.place_cursor(4)
    first.page.left()
    first.view.talk.keep_place()
    first.settle()
    place = first.file.place()["interview"]
    first.page.study.close()
    again = room(place=place)
    again.settle()
    assert again.view.talk.question is not None
    assert again.view.talk.question.key == "highlights"
    assert again.box.toPlainText() == "Good staff"
    assert again.box.cursor_place() == 4


def test_a_disk_that_refuses_keeps_the_words_and_tries_again(
    room: Callable[..., Room], monkeypatch: pytest.MonkeyPatch
) -> None:
    r = room()
    r.begin()
    r.to("highlights")
    whole = verbs.type_answer

    def full(*_args: Any, **_values: Any) -> Any:
        raise OSError("disk full")

    monkeypatch.setattr(verbs, "type_answer", full)
    r.type("Not lost")
    r.bot.waitUntil(r.view.pane.answer.note.isVisible)
    assert r.box.toPlainText() == "Not lost"
    monkeypatch.setattr(verbs, "type_answer", whole)
    r.view.talk.keeper.again()
    r.settle()
    assert r.answer("highlights").text == "Not lost"
    assert not r.view.pane.answer.note.isVisible()


def test_a_study_opened_for_looking_takes_no_answers(room: Callable[..., Room]) -> None:
    first = room()
    first.begin()
    session_id = first.view.talk.session_id
    first.page.close_view()
    first.settle()
    first.page.study.close()
    r = room(read_only=True)
    r.page.entered()
    assert not r.page.start.start.isEnabled()
    r.page.open(session_id)
    assert not r.box.isEnabled()
    r.view.talk.answer(5)
    assert r.view.toast.isVisible()


@pytest.mark.parametrize(
    ("width", "height", "language"), [(1356, 900, "fi"), (1024, 768, "fi"), (1024, 768, "en")]
)
def test_every_question_fits_the_width(
    room: Callable[..., Room], width: int, height: int, language: str
) -> None:
    r = room(width=width, height=height)
    r.ui.themes.use(name="dark" if language == "fi" else "light")
    r.begin()
    r.ui.use_language(Texts(language))
    r.settle()
    r.view.feelings.editor.pick("disappointment", 3)
    r.view.feelings.editor.pick("amusement", 3)
    r.settle()
    for _part, item in r.view.talk.outline.asked:
        r.view.talk.open_at(item.id)
        QApplication.processEvents()
        assert r.page.width() == width, item.key
        pane = r.view.pane
        assert pane.next.geometry().right() <= pane.width(), item.key
        assert r.view.feelings.geometry().right() < width, item.key
    r.settle()


def test_controls_of_the_interview_are_large_enough_for_a_finger(room: Callable[..., Room]) -> None:
    r = room(width=1024, height=768)
    r.begin()
    r.to("nps")
    view = r.view
    for control in (view.pane.next, view.pane.skip, view.pane.previous, view.bar.pause, view.bar.stop,
                    view.bar.consent, view.pane.answer.quote, view.pane.answer.star, *view.pane.probes,
                    *view.tabs.tabs, *view.feelings.chips.values()):  # fmt: skip
        assert control.height() >= 48, control


def test_words_typed_just_before_leaving_are_kept(room: Callable[..., Room]) -> None:
    r = room()
    r.begin()
    r.to("highlights")
    session_id, question = r.view.talk.session_id, r.question("highlights")
    r.type("Last words")
    r.page.close_view()
    r.bot.waitUntil(lambda: not r.page.study.pending)
    answer = r.file.read(lambda reader: views.answer_of(reader, session_id, question))
    assert answer is not None
    assert answer.text == "Last words"


def test_words_typed_after_a_press_elsewhere_go_to_the_answer(room: Callable[..., Room]) -> None:
    r = room()
    r.begin()
    r.to("highlights")
    feelings = r.view.feelings
    for place in (feelings.editor.wheel, feelings.valence.cell(-4), r.view.pane.language.cell("fi"),
                  feelings.chips["checkout"], r.view.bar.pause):  # fmt: skip
        place.setFocus()
        r.press(Key.Key_A)
        assert r.box.hasFocus(), place
    r.settle()
    assert r.answer("highlights").text == "a" * 5


def test_digits_on_a_scale_and_on_the_wheel_stay_there(room: Callable[..., Room]) -> None:
    r = room()
    r.begin()
    r.to("nps")
    r.press(Key.Key_7)
    r.view.feelings.editor.wheel.setFocus()
    r.press(Key.Key_2)
    r.settle()
    assert r.answer("nps").value == 7
    assert r.view.feelings.editor.picks != []
    assert r.box.toPlainText() == ""


def test_the_time_of_the_question_in_front_outlives_the_machine(
    room: Callable[..., Room], monkeypatch: pytest.MonkeyPatch
) -> None:
    now = [100.0]
    monkeypatch.setattr("ui.pages.interview.stopwatch.time.monotonic", lambda: now[0])
    first = room()
    first.begin()
    first.to("highlights")
    now[0] += 31
    first.view.talk.watch._timer.timeout.emit()
    first.settle()
    place = first.file.place()["interview"]
    assert place["spent_ms"] == 31_000
    # The machine dies: nothing is left, nothing is flushed.
    first.page.study.close()
    again = room(place=place)
    assert again.view.talk.spent() == 31_000
    again.view.next()
    again.settle()
    assert again.answer("highlights").spent_ms == 31_000


def test_an_ended_interview_is_gone_without_a_trace(room: Callable[..., Room]) -> None:
    r = room()
    r.begin()
    r.to("highlights")
    r.type("Words until the end")
    talk = r.view.talk
    gone: list[bool] = []
    talk.destroyed.connect(lambda: gone.append(True))
    r.view.stop()
    r.dialog().choose("end")
    r.bot.waitUntil(lambda: bool(gone))
    r.settle()
    QApplication.processEvents()
    assert r.page.view is None


def test_enter_in_the_code_starts_once(room: Callable[..., Room]) -> None:
    r = room()
    r.page.entered()
    for segment in r.page.start.consents.segments.values():
        segment.cell("yes").click()
    code = r.page.start.code.input
    QTest.keyClick(code, Key.Key_Return)
    QTest.keyClick(code, Key.Key_Return)
    r.bot.waitUntil(lambda: r.page.view is not None)
    r.settle()
    assert len(r.file.read(lambda reader: reader.all(Session))) == 1


def test_enter_after_the_last_consent_starts(room: Callable[..., Room]) -> None:
    r = room()
    r.page.entered()
    segments = list(r.page.start.consents.segments.values())
    for segment in segments[:-1]:
        segment.cell("yes").click()
    last = segments[-1].cell("yes")
    QTest.keyClick(last, Key.Key_Return)
    assert r.page.view is None, "the first Enter chooses"
    assert last.isChecked()
    QTest.keyClick(last, Key.Key_Return)
    r.bot.waitUntil(lambda: r.page.view is not None)
    r.settle()


def test_stray_letters_do_not_change_an_interview_that_has_ended(room: Callable[..., Room]) -> None:
    r = room()
    r.begin()
    session_id = r.view.talk.session_id
    r.view.talk.stop(interrupted=False)
    r.bot.waitUntil(lambda: r.page.view is None)
    r.page.open(session_id)
    r.to("highlights")
    r.view.feelings.editor.wheel.setFocus()
    QTest.keyClick(r.view.feelings.editor.wheel, Key.Key_A)
    assert r.box.toPlainText() == ""


def test_what_starts_stays_in_view_on_a_small_screen(room: Callable[..., Room]) -> None:
    r = room(width=1024, height=620)
    r.page.entered()
    start = r.page.start.start
    bottom = start.mapTo(r.page, start.rect().bottomLeft()).y()
    assert bottom < r.page.height()


def test_a_digit_says_why_a_question_is_left_out(room: Callable[..., Room]) -> None:
    r = room()
    r.begin()
    r.to("website")
    r.view.skip()
    QTest.keyClick(r.dialog(), Key.Key_3)
    r.settle()
    assert r.answer("website").skip_reason == "does not want to answer"


def test_own_words_say_why_a_question_is_left_out(room: Callable[..., Room]) -> None:
    r = room()
    r.begin()
    r.to("website")
    r.view.skip()
    sheet = r.dialog()
    QTest.keyClick(sheet, Key.Key_N)
    own = sheet.own  # type: ignore[attr-defined]
    QTest.keyClicks(own, "o 3G")
    QTest.keyClick(own, Key.Key_Return)
    r.settle()
    assert r.answer("website").skip_reason == "no 3G"


@pytest.mark.parametrize(
    ("key", "state"), [(Key.Key_1, "interrupted"), (Key.Key_2, "done"), (Key.Key_Escape, "running")]
)
def test_every_way_out_of_an_interview_has_a_key(room: Callable[..., Room], key: Key, state: str) -> None:
    r = room()
    r.begin()
    session_id = r.view.talk.session_id
    r.view.stop()
    QTest.keyClick(r.dialog(), key)
    r.settle()
    QApplication.processEvents()
    r.settle()
    assert r.file.read(lambda reader: reader.get(Session, session_id)).state == state


@pytest.mark.parametrize(("width", "height", "language"), [(1356, 900, "en"), (1280, 800, "fi")])
def test_text_twice_as_large_is_never_cut(
    room: Callable[..., Room], width: int, height: int, language: str
) -> None:
    r = room(width=width, height=height)
    r.ui.use_language(Texts(language))
    r.ui.themes.use(scale=2.0)
    r.page.entered()
    for _ in range(3):  # what wraps asks for its height after its width is known
        QApplication.sendPostedEvents()
        QApplication.processEvents()
    assert r.page.width() == width
    assert problems(r.page.start) == []
    r.begin()
    r.view.feelings.editor.pick("disappointment", 3)
    r.settle()
    for key in ("nps", "feeling_team", "website"):
        r.to(key)
        r.bot.waitUntil(lambda: problems(r.view) == [])
        assert r.page.width() == width, key
