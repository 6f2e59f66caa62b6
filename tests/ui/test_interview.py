# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The Interview room: what is pressed and typed is kept, shown, and found again."""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from cxfield.i18n import Texts
from cxfield.model.enums import ConsentItem
from cxfield.model.guide import GuideVersion, Question
from cxfield.model.talk import Extract
from cxfield.services import interview as verbs
from cxfield.services import interview_views as views
from cxfield.storage import UnitOfWork
from tests.ui.interview_room import CTRL, Key, Room, room

__all__ = ["room"]

ALT = Qt.KeyboardModifier.AltModifier


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
