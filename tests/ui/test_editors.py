# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Editors answer to keys, mouse and touch alike; the answer box keeps words, times and quotes together."""

import itertools
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from cxfield.errors import UserError
from cxfield.i18n import Texts
from cxfield.methods.questions import CANNOT_SAY, QUESTION_TYPES, Asked, Choice
from ui.context import Ui
from ui.editors.answer_box import AnswerBox, to_characters, to_units
from ui.editors.base import Editor, EditorSpec
from ui.editors.choice import ChoiceEditor
from ui.editors.picks import WheelEditor
from ui.editors.registry import make_editor
from ui.editors.scale import ScaleEditor
from ui.editors.suggestion import SuggestionEditor

Key = Qt.Key
# The offscreen window system says so of every window with a smallest size.
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


def shown(qtbot: QtBot, ui: Ui, type_key: str, language: str = "en", **settings: Any) -> tuple[Editor, list]:
    """An editor on the screen, and the list of what it said."""
    choices = (Choice("a", {"en": "Alpha", "fi": "Alfa"}), Choice("b", {"en": "Beta", "fi": "Beeta"}))
    editor = make_editor(ui, EditorSpec(type_key, Asked("q", settings, choices), language))
    qtbot.addWidget(editor)
    editor.resize(560, 640)
    editor.show()
    qtbot.waitExposed(editor)
    said: list[Any] = []
    editor.changed.connect(said.append)
    return editor, said


@pytest.mark.parametrize("key", [kind.key for kind in QUESTION_TYPES])
def test_every_editor_shows_in_every_language_and_both_themes(qtbot: QtBot, ui: Ui, key: str) -> None:
    for language in ("fi", "en", "sv"):  # the program does not speak the last one: its own words are English
        editor, said = shown(qtbot, ui, key, language, cannot_say=True)
        editor.set_value(None)
        ui.themes.use(name="dark" if language == "fi" else "light")
        if language != "sv":
            editor.grab()
        assert said == []


def test_digits_choose_on_a_scale_and_one_then_zero_is_ten(qtbot: QtBot, ui: Ui) -> None:
    editor, said = shown(qtbot, ui, "nps")
    assert isinstance(editor, ScaleEditor)
    editor.focus_first()
    QTest.keyClicks(editor.cells.cell(0), "3")
    QTest.keyClicks(editor.cells.cell(3), "10")
    assert said == [3, 1, 10]
    assert editor.scale.middle.words == "10 · promoter"


def test_cannot_say_takes_the_number_away_and_a_number_takes_it_away(qtbot: QtBot, ui: Ui) -> None:
    editor, said = shown(qtbot, ui, "likert", cannot_say=True)
    assert isinstance(editor, ScaleEditor)
    editor.set_value(4)
    assert editor.unsure is not None
    editor.unsure.click()
    assert editor.scale.value is None
    editor.cells.cell(2).click()
    assert said == [CANNOT_SAY, 2]
    assert not editor.unsure.isChecked()


def test_ends_of_a_scale_are_said_in_the_language_of_the_interview(qtbot: QtBot, ui: Ui) -> None:
    editor, _said = shown(qtbot, ui, "ces", "fi", version="ces_ease")
    assert isinstance(editor, ScaleEditor)
    assert editor.scale.low.words == "erittäin vaikeaa"
    assert len(editor.cells.cells) == 5


def test_a_digit_presses_the_choice_that_shows_it_and_again_takes_it_back(qtbot: QtBot, ui: Ui) -> None:
    editor, said = shown(qtbot, ui, "expectation")
    assert isinstance(editor, ChoiceEditor)
    editor.focus_first()
    QTest.keyClicks(editor.chips["below"], "3")
    QTest.keyClicks(editor.chips["above"], "3")
    assert said == ["above", None]


def test_several_choices_add_up(qtbot: QtBot, ui: Ui) -> None:
    editor, said = shown(qtbot, ui, "multiple_choice")
    assert isinstance(editor, ChoiceEditor)
    editor.chips["a"].click()
    editor.chips["b"].click()
    editor.chips["a"].click()
    assert said == [["a"], ["a", "b"], ["b"]]


def test_a_count_is_asked_after_yes_only(qtbot: QtBot, ui: Ui) -> None:
    editor, said = shown(qtbot, ui, "yes_no_count")
    assert isinstance(editor, ChoiceEditor)
    assert editor.count is not None
    editor.set_value(None)
    assert not editor.count.isVisible()
    editor.chips["yes"].click()
    assert editor.count.isVisible()
    editor.count.setFocus()
    QTest.keyClicks(editor.count, "++")
    assert said[-1] == {"choice": "yes", "count": 2}
    editor.chips["no"].click()
    assert not editor.count.isVisible()


def test_suggestions_are_added_with_enter_and_removed_with_backspace(qtbot: QtBot, ui: Ui) -> None:
    editor, said = shown(qtbot, ui, "open_suggestion")
    assert isinstance(editor, SuggestionEditor)
    editor.focus_first()
    QTest.keyClicks(editor.line, "Second till")
    QTest.keyClick(editor.line, Key.Key_Return)
    QTest.keyClicks(editor.line, "Signs")
    QTest.keyClick(editor.line, Key.Key_Return)
    assert said[-1] == ["Second till", "Signs"]
    item = editor._flow.itemAt(0)
    chip = item.widget() if item is not None else None
    assert chip is not None
    QTest.keyClick(chip, Key.Key_Backspace)
    assert said[-1] == ["Signs"]


# --- the wheel


def wheel(qtbot: QtBot, ui: Ui) -> tuple[WheelEditor, list]:
    editor, said = shown(qtbot, ui, "open_wheel")
    assert isinstance(editor, WheelEditor)
    return editor, said


def press(editor: WheelEditor, key: str, intensity: int) -> None:
    at = editor.wheel.spot(key, intensity).toPoint()
    QTest.mouseClick(editor.wheel, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)


@pytest.mark.parametrize("intensity", [1, 2, 3, 4, 5])
@pytest.mark.parametrize("key", ["interest", "compassion", "sadness", "anger", "fear"])
def test_a_press_chooses_the_ring_under_it(qtbot: QtBot, ui: Ui, key: str, intensity: int) -> None:
    editor, said = wheel(qtbot, ui)
    press(editor, key, intensity)
    assert said == [[{"key": key, "intensity": intensity}]]


def test_a_press_on_the_word_chooses_the_middle_ring(qtbot: QtBot, ui: Ui) -> None:
    editor, said = wheel(qtbot, ui)
    at = editor.wheel.shape.spots["joy"].center().toPoint()
    QTest.mouseClick(editor.wheel, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)
    assert said == [[{"key": "joy", "intensity": 3}]]


def test_dragging_outwards_raises(qtbot: QtBot, ui: Ui) -> None:
    editor, said = wheel(qtbot, ui)
    start, end = (editor.wheel.spot("anger", ring).toPoint() for ring in (2, 5))
    QTest.mousePress(editor.wheel, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, start)
    QTest.mouseMove(editor.wheel, QPoint((start + end) / 2))
    QTest.mouseMove(editor.wheel, end)
    QTest.mouseRelease(editor.wheel, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, end)
    assert said[0] == [{"key": "anger", "intensity": 2}]
    assert said[-1] == [{"key": "anger", "intensity": 5}]


def test_arrows_turn_signs_change_and_delete_takes_away(qtbot: QtBot, ui: Ui) -> None:
    editor, said = wheel(qtbot, ui)
    editor.focus_first()
    QTest.keyClick(editor.wheel, Key.Key_Left)
    assert editor.wheel.focused is not None
    assert editor.wheel.focused.key == "anger"
    assert "anger, not chosen" in editor.wheel.accessibleName()
    QTest.keyClicks(editor.wheel, "++-")
    assert said[-1] == [{"key": "anger", "intensity": 1}]
    QTest.keyClick(editor.wheel, Key.Key_Delete)
    assert said[-1] == []


def test_the_stepper_rows_are_another_way_to_the_same(qtbot: QtBot, ui: Ui) -> None:
    editor, said = wheel(qtbot, ui)
    press(editor, "anger", 2)
    (row,) = editor.rows
    assert row.cells is not None
    row.cells.cell(4).click()
    assert said[-1] == [{"key": "anger", "intensity": 4}]
    row.cross.click()
    assert said[-1] == []
    assert editor.rows == ()


def test_a_fourth_emotion_is_refused_with_a_sentence_and_nothing_is_lost(qtbot: QtBot, ui: Ui) -> None:
    editor, said = wheel(qtbot, ui)
    refused: list[UserError] = []
    editor.refused.connect(refused.append)
    for key in ("anger", "fear", "joy", "love"):
        press(editor, key, 3)
    assert [row["key"] for row in said[-1]] == ["anger", "fear", "joy"]
    assert "at most 3 emotions" in str(refused[0])


def test_no_emotion_and_another_emotion(qtbot: QtBot, ui: Ui) -> None:
    editor, said = wheel(qtbot, ui)
    press(editor, "anger", 3)
    editor.none.click()
    assert said[-1] == [{"key": "none"}]
    editor.other.click()
    field = editor.rows[0].field
    assert field is not None
    QTest.keyClicks(field, "envy")
    assert said[-1] == [{"key": "other", "intensity": 3, "words": "envy"}]


@pytest.mark.parametrize("scale", [1.0, 2.0])
@pytest.mark.parametrize("language", ["fi", "en"])
def test_labels_of_the_wheel_stay_apart_and_inside(qtbot: QtBot, ui: Ui, language: str, scale: float) -> None:
    ui.themes.use(scale=scale)
    editor, _said = shown(qtbot, ui, "open_wheel", language)
    assert isinstance(editor, WheelEditor)
    editor.resize(editor.minimumSizeHint().expandedTo(editor.size()))
    spots = editor.wheel.shape.spots
    for key, spot in spots.items():
        assert spot.left() >= 0, key
        assert spot.right() <= editor.wheel.width(), key
    for side in (True, False):
        tops = sorted(spots[e.key].top() for e in editor.wheel.wheel.emotions if e.positive is side)
        assert min(b - a for a, b in itertools.pairwise(tops)) >= 14.9 * scale


# --- the answer box


@pytest.fixture
def box(qtbot: QtBot, ui: Ui) -> AnswerBox:
    times = iter(range(1000, 100_000, 1000))
    found = AnswerBox(ui, now=lambda: next(times), limit=2000)
    qtbot.addWidget(found)
    found.resize(500, 300)
    found.show()
    found.setFocus()
    return found


def test_each_paragraph_keeps_the_time_of_its_first_key(box: AnswerBox) -> None:
    QTest.keyClicks(box, "First.")
    QTest.keyClick(box, Key.Key_Return)
    QTest.keyClicks(box, "Second.")
    assert box.snapshot().text == "First.\nSecond."
    assert box.snapshot().times == (1000, 2000)


def test_a_paragraph_split_in_two_keeps_its_time(box: AnswerBox) -> None:
    QTest.keyClicks(box, "OneTwo")
    box.place_cursor(3)
    QTest.keyClick(box, Key.Key_Return)
    assert box.snapshot().times == (1000, 1000)


def test_shift_enter_is_a_new_paragraph_too(box: AnswerBox) -> None:
    QTest.keyClicks(box, "a")
    QTest.keyClick(box, Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClicks(box, "b")
    assert len(box.snapshot().times) == 2


def test_words_are_shown_with_their_times_and_loading_says_nothing(box: AnswerBox) -> None:
    said: list[int] = []
    box.edited.connect(lambda: said.append(1))
    box.load("One.\nTwo.", (5000, 9000))
    assert box.snapshot().times == (5000, 9000)
    assert said == []
    box.grab()


def test_a_quote_moves_with_its_words_and_does_not_grow(box: AnswerBox) -> None:
    box.load("Long queue.", (0,), {"q": (0, 10)})
    box.place_cursor(0)
    QTest.keyClicks(box, "A ")
    box.place_cursor(12)
    QTest.keyClicks(box, " indeed")
    assert box.snapshot().text == "A Long queue indeed."
    assert box.snapshot().marks == {"q": (2, 12)}


def test_positions_are_characters_also_behind_an_emoji(box: AnswerBox) -> None:
    words = "Hyvä 😀 palvelu"
    box.load(words, (), {"q": (7, 14)})
    assert box.snapshot().marks == {"q": (7, 14)}
    assert to_units(words, 7) == 8
    assert to_characters(words, 8) == 7


def test_pasting_too_much_is_refused_and_changes_nothing(box: AnswerBox) -> None:
    QTest.keyClicks(box, "kept")
    refused: list[int] = []
    box.too_long.connect(lambda: refused.append(1))
    data = QMimeData()
    data.setText("x" * 3000)
    box.insertFromMimeData(data)
    assert box.snapshot().text == "kept"
    assert refused == [1]


def test_pasting_what_no_file_can_hold_says_so_and_keeps_the_rest(box: AnswerBox) -> None:
    cleaned: list[int] = []
    box.cleaned.connect(lambda: cleaned.append(1))
    data = QMimeData()
    data.setText("good\x00 service\x0b.")
    box.insertFromMimeData(data)
    assert "good service" in box.snapshot().text
    assert cleaned == [1]


@pytest.mark.parametrize("window", ["fi", "en"])
def test_the_wheel_speaks_one_language_that_of_the_interview(qtbot: QtBot, ui: Ui, window: str) -> None:
    ui.use_language(Texts(window))
    editor, _said = shown(qtbot, ui, "open_wheel", "fi")
    assert isinstance(editor, WheelEditor)
    for language, said in (
        ("en", ("positive +", "joy", "No emotion")),
        ("fi", ("myönteinen +", "ilo", "Ei tunnetta")),
    ):
        editor.set_language(language)
        words = editor.wheel.words
        assert (words.positive, words.labels["joy"], editor.none.words) == said
        assert editor.wheel.shape.wordy, "the centre keeps its words"


def test_a_chosen_emotion_leaves_the_wheel_as_large_as_it_was(qtbot: QtBot, ui: Ui) -> None:
    editor, _said = shown(qtbot, ui, "open_wheel")
    assert isinstance(editor, WheelEditor)
    editor.resize(480, 640)
    editor.column.activate()
    before = editor.wheel.geometry()
    editor.pick("joy", 3)
    editor.pick("anger", 3)
    editor.column.activate()
    assert len(editor.rows) == 2
    assert editor.wheel.geometry() == before
