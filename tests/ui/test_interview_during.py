# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""During an interview: marks on the words just typed, notes, turns, signs, expectations, follow-ups."""

from collections.abc import Callable

from PySide6.QtCore import QMimeData, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from cxfield.i18n import Texts
from cxfield.model.listening import Expected, SideNote, Tag
from cxfield.model.talk import Answer, Extract, Moment
from cxfield.services.interview_marks import set_moment
from cxfield.storage import UnitOfWork
from tests.ui.interview_room import CTRL, Key, Room, room
from ui.widgets.menu import Menu

ALT = Qt.KeyboardModifier.AltModifier
__all__ = ["room"]


def test_the_sentence_just_typed_is_marked_by_a_key_and_typing_goes_on(room: Callable[..., Room]) -> None:
    r = room()
    r.begin()
    r.to("highlights")
    r.type("The queue stood still. Nobody told why. ")
    r.press(Key.Key_D, CTRL)
    r.settle()
    (extract,) = r.file.read(lambda reader: reader.all(Extract))
    assert (extract.text, extract.marks, extract.quote) == ("Nobody told why.", ["deviant"], False)
    r.type("So I left.")
    r.press(Key.Key_J, CTRL)
    r.press(Key.Key_L, CTRL)
    r.settle()
    found = {row.text: (row.marks, row.quote) for row in r.file.read(lambda reader: reader.all(Extract))}
    assert found == {"Nobody told why.": (["deviant"], False), "So I left.": (["follow_up"], True)}
    assert r.view.pane.answer.marks["follow_up"].isChecked()
    assert r.view.pane.answer.count.words == "1 quote"
    assert r.answer("highlights").text == "The queue stood still. Nobody told why. So I left."


def test_a_note_of_ones_own_never_mixes_with_the_answer(room: Callable[..., Room]) -> None:
    r = room()
    r.begin()
    r.to("highlights")
    r.type("Good")
    r.clock.advance(65_000)
    r.press(Key.Key_M, CTRL)
    line = r.view.pane.note
    assert line.isVisible()
    QTest.keyClicks(line.input, "looks away")
    QTest.keyClick(line.input, Key.Key_Return)
    r.settle()
    (note,) = r.file.read(lambda reader: reader.all(SideNote))
    assert (note.text, note.t_ms, line.input.text()) == ("looks away", 65_000, "")
    assert line.all.words == "1 note"
    QTest.keyClick(line.input, Key.Key_Escape)
    assert r.box.hasFocus()
    r.type(" service")
    r.settle()
    assert r.answer("highlights").text == "Good service"


def test_an_identity_number_in_an_answer_is_said_and_blocks_nothing(room: Callable[..., Room]) -> None:
    r = room()
    r.begin()
    r.to("highlights")
    r.type("Mine is 131052-308T")
    hint = r.view.pane.answer.personal
    r.bot.waitUntil(lambda: "national identity number" in hint.words and hint.isVisible())
    for _ in range(11):
        r.press(Key.Key_Backspace)
    r.bot.waitUntil(lambda: not hint.isVisible())
    r.settle()
    assert r.answer("highlights").text == "Mine is "


def test_turns_of_two_speakers_and_signs_in_brackets(room: Callable[..., Room]) -> None:
    r = room()
    r.begin()
    r.to("highlights")
    r.type("It was fine")
    r.press(Key.Key_Return, ALT)
    r.type("Why?")
    r.press(Key.Key_Return, ALT)
    r.type("Well")
    r.press(Key.Key_B, CTRL)
    r.press(Key.Key_Return)
    r.type("you know")
    r.settle()
    assert r.answer("highlights").text == "P01: It was fine\nI: Why?\nP01: Well [laughs] you know"


def test_with_whom_a_memory_was_shared_is_asked_after_a_yes(room: Callable[..., Room]) -> None:
    r = room()
    r.begin()
    r.to("shared")
    extras = r.view.pane.extras
    assert not extras.whom.isVisible()
    r.view.talk.answer("yes")
    r.settle()
    assert extras.whom.isVisible()
    extras.whom.chips["family"].click()
    extras.whom.chips["online"].click()
    r.settle()
    assert r.answer("shared").with_whom == ["family", "online"]


def test_what_was_expected_before_is_judged_in_the_theme_of_expectations(room: Callable[..., Room]) -> None:
    r = room()
    r.page.entered()
    QTest.keyClicks(r.page.start.expected.field.input, "No queue")
    r.begin()
    r.to("expectation")
    (row,) = r.view.pane.extras.rows
    assert "No queue" in row.words.words
    row.outcome.cell("below").click()
    r.settle()
    assert [e.outcome for e in r.file.read(lambda reader: reader.all(Expected))] == ["below"]
    r.to("highlights")
    assert not r.view.pane.extras.isVisible()


def test_words_typed_after_a_click_on_the_wheel_or_valence_are_in_the_answer(
    room: Callable[..., Room],
) -> None:
    r = room()
    r.begin()
    r.to("highlights")
    feelings = r.view.feelings
    for control in (feelings.editor.wheel, feelings.valence.cells[3], feelings.editor.none):
        control.setFocus()
        for letter in "told a neighbour ":
            QTest.keyClicks(QApplication.focusWidget() or r.page, letter)
        assert r.box.hasFocus()
    r.settle()
    # A question that was in front for a second has an answer too: with its time, and nothing in it.
    answers = r.file.read(lambda reader: reader.all(Answer))
    assert [answer.text for answer in answers if answer.text or answer.value is not None] == [
        "told a neighbour " * 3
    ]


def test_a_sentence_is_tagged_by_its_name_as_it_is_typed(room: Callable[..., Room]) -> None:
    r = room()
    r.begin()
    r.to("highlights")
    r.type("The queue stood still. #wait:-")
    hints = r.view.pane.answer.tagging.hints
    assert hints is not None
    assert [row.name for row in hints.rows] == ["wait"]
    r.press(Key.Key_Return)
    r.settle()
    r.type("Nobody told why. #wa")
    assert [(bool(row.tag_id), row.name) for row in hints.rows] == [(True, "wait"), (False, "wa")]
    r.press(Key.Key_Tab)
    r.settle()
    found = {x.text: (len(x.tag_ids), x.polarity) for x in r.file.read(lambda reader: reader.all(Extract))}
    assert found == {"The queue stood still.": (1, -1), "Nobody told why.": (1, None)}
    assert [tag.name for tag in r.file.read(lambda reader: reader.all(Tag))] == [{"en": "wait"}]
    assert r.view.pane.answer.tags.words == "wait"
    r.type("We are #1 they said. #")
    r.press(Key.Key_Escape)
    r.settle()
    assert not hints.isVisible()
    kept = "The queue stood still. Nobody told why. We are #1 they said. #"
    assert r.answer("highlights").text == kept, "what is not taken stays in the words"


def test_words_of_an_answer_are_tagged_from_the_menu(room: Callable[..., Room]) -> None:
    r = room()
    r.begin()
    r.to("highlights")
    r.type("Long queue")
    cursor = r.box.textCursor()
    cursor.setPosition(5)
    cursor.setPosition(10, cursor.MoveMode.KeepAnchor)
    r.box.setTextCursor(cursor)
    r.press(Key.Key_G, CTRL)
    r.press(Key.Key_K)
    r.settle()
    (extract,) = r.file.read(lambda reader: reader.all(Extract))
    (tag,) = r.file.read(lambda reader: reader.all(Tag))
    assert (extract.text, extract.tag_ids, tag.kind) == ("queue", [tag.id], "keyword")
    r.view.pane.answer.tag.click()
    r.press(Key.Key_Minus)
    r.settle()
    assert r.file.read(lambda reader: reader.all(Extract))[0].polarity == -1
    r.view.pane.answer.tag.click()
    r.press(Key.Key_X)
    r.settle()
    assert r.file.read(lambda reader: reader.all(Extract)) == []
    r.box.place_cursor(10)
    r.view.pane.answer.tag.click()
    r.press(Key.Key_N)
    r.bot.waitUntil(lambda: QApplication.activeModalWidget() is not None)
    r.bot.waitUntil(lambda: isinstance(QApplication.focusWidget(), QLineEdit))
    field = QApplication.focusWidget()
    assert isinstance(field, QLineEdit)
    QTest.keyClicks(field, "Waiting")
    r.press(Key.Key_Return)
    r.settle()
    assert {tag.name["en"] for tag in r.file.read(lambda reader: reader.all(Tag))} == {"queue", "Waiting"}
    assert r.file.read(lambda reader: reader.all(Extract))[0].text == "Long queue"


def test_a_jump_to_any_theme_leads_back_with_one_key(room: Callable[..., Room]) -> None:
    r = room()
    r.begin()
    r.to("highlights")
    r.type("Good")
    assert not r.view.pane.back.isVisible()
    r.view.outline.themes[0].click()
    r.settle()
    assert r.view.talk.question is not None
    assert r.view.talk.question.section_key == "expectations"
    assert r.view.pane.back.isVisible()
    assert r.view.pane.back.words.startswith("Back: ")
    r.press(Key.Key_Left, ALT)
    r.settle()
    assert r.view.talk.question.key == "highlights"
    assert r.box.toPlainText() == "Good"
    assert not r.view.pane.back.isVisible()


def test_any_question_of_any_theme_is_gone_to_from_a_list(room: Callable[..., Room]) -> None:
    r = room()
    r.begin()
    r.to("highlights")
    r.type("Good")

    def menu() -> Menu:
        (found,) = [w for w in r.page.findChildren(Menu) if w.isVisible()]
        return found

    r.press(Key.Key_E, CTRL)
    focused = QApplication.focusWidget()
    assert focused in menu().rows
    assert focused.accessibleName() == "4. Highlights", "it begins where one is"
    row = next(row for row in menu().rows if row.item.value == r.question("csat"))
    row.setFocus()
    QTest.keyClick(row, Key.Key_Return)
    r.settle()
    assert r.view.talk.question is not None
    assert (r.view.talk.question.key, r.view.pane.back.isVisible()) == ("csat", True)
    r.view.outline.list_wanted.emit(0, r.view.outline.mapToGlobal(QPoint(20, 80)))
    assert {row.item.value for row in menu().rows} == {
        item.id for item in r.view.talk.outline.sections[0].items if item.follows_id is None
    }
    r.press(Key.Key_Escape)
    assert r.box.hasFocus()
    r.press(Key.Key_Left, ALT)
    r.settle()
    assert r.view.talk.question.key == "highlights"


def test_a_theme_in_front_tapped_again_lists_its_questions(room: Callable[..., Room]) -> None:
    r = room(width=1024, height=768)
    r.begin()
    r.view.tabs.tabs[0].click()
    r.settle()
    assert not r.page.findChildren(Menu)
    r.view.tabs.tabs[0].click()
    (menu,) = r.page.findChildren(Menu)
    last = menu.rows[-1]
    QTest.mouseClick(last, Qt.MouseButton.LeftButton)
    r.settle()
    assert r.view.talk.question is not None
    assert r.view.talk.question.id == last.item.value


def test_words_on_the_screen_stay_when_the_interview_pauses_or_speaks_another_language(
    room: Callable[..., Room],
) -> None:
    r = room()
    r.begin()
    r.to("highlights")
    r.type("Well")
    r.settle()
    r.ui.use_language(Texts("fi"))
    assert r.box.toPlainText() == "Well"
    r.view.talk.pause()
    r.settle()
    assert r.box.toPlainText() == "Well"
    r.view.talk.pause()
    r.type(" done")
    r.settle()
    assert r.answer("highlights").text == "Well done"


def test_an_emotion_that_no_wheel_has_is_shown_refused_beside_others_and_taken_away(
    room: Callable[..., Room],
) -> None:
    r = room()
    r.begin()
    session = r.view.talk.session_id
    key = r.view.talk.moments[0].key

    def foreign(uow: UnitOfWork) -> None:
        moment = set_moment(uow, session_id=session, key=key, valence=2)
        uow.change(Moment, moment.id, emotions=[{"key": "frisson", "intensity": 9}])

    r.page.study.call(foreign)
    r.settle()
    r.view.feelings.go_to(key)
    editor = r.view.feelings.editor
    assert [row.key for row in editor.rows] == ["frisson"]
    editor.pick("joy", 3)
    r.settle()
    assert "frisson is not on this emotion wheel" in r.view.toast.label.words
    (kept,) = r.file.read(lambda reader: reader.all(Moment))
    assert kept.emotions == [{"key": "frisson", "intensity": 9}], "nothing is lost"
    editor.rows[0].cross.click()
    editor.pick("joy", 3)
    r.settle()
    (kept,) = r.file.read(lambda reader: reader.all(Moment))
    assert kept.emotions == [{"key": "joy", "intensity": 3}]


def test_a_megabyte_is_refused_in_a_sentence_and_the_answer_stays(room: Callable[..., Room]) -> None:
    r = room()
    r.begin()
    r.to("highlights")
    r.type("Good")
    pasted = QMimeData()
    pasted.setText("x" * 1_000_000)
    r.box.insertFromMimeData(pasted)
    assert "at most 200,000 characters" in r.view.pane.answer.note.words
    pasted.setText(" queue" * 30_000)
    r.box.insertFromMimeData(pasted)
    r.settle()
    kept = r.answer("highlights").text
    assert kept == "Good" + " queue" * 30_000
    assert not r.view.talk.unsaved
