# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""During an interview: marks on the words just typed, notes, turns, signs, expectations, follow-ups."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from cxfield.model.listening import Expected, SideNote
from cxfield.model.talk import Answer, Extract
from tests.ui.test_interview import CTRL, Key, Room, room

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
    assert r.answer("highlights").text == "told a neighbour " * 3
    assert len(r.file.read(lambda reader: reader.all(Answer))) == 1
