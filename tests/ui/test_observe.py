# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Logging in the Observe room: what an observer sees is what is on the disk."""

from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cxfield.clock import ManualClock
from cxfield.model.session import Session
from cxfield.model.study import Site, Study, TeamMember
from cxfield.storage import StudyFile, UnitOfWork
from tests.ui.observe_room import MINUTE, NOON, Room, open_room
from ui.context import Ui
from ui.models.entries import Kept

# The offscreen platform has no window manager to tell sizes to.
pytestmark = pytest.mark.qt_log_ignore("does not support propagateSizeHints")


def test_enter_starts_a_session_with_what_was_chosen_last(idle_room: Room) -> None:
    idle_room.page.start.take_focus()
    idle_room.key(Qt.Key.Key_Return, idle_room.page.start.go)
    idle_room.qtbot.waitUntil(lambda: idle_room.page.log is not None)
    view = idle_room.log.session
    assert view.site is not None
    assert (view.site.code, view.phase, view.state, view.number) == ("ESP", "during", "running", 1)
    assert [(code, role) for _, code, role in view.roles] == [("H1", "lead")]
    assert idle_room.page.capture.bar.clock.words == "0:00:00"


def test_keys_pressed_while_a_session_starts_are_logged_in_it(idle_room: Room) -> None:
    page = idle_room.page
    page.start.go.click()
    assert page.log is None
    for letter, ms in (("s", 100), ("t", 250)):
        idle_room.clock.advance(ms)
        QTest.keyClicks(QApplication.focusWidget() or page, letter)
    idle_room.clock.advance(500)
    idle_room.qtbot.waitUntil(lambda: page.log is not None)
    idle_room.qtbot.waitUntil(lambda: len(idle_room.entries()) == 2)
    assert [entry.t_ms for entry in idle_room.entries()] == [100, 350], "the times of the presses"
    assert (idle_room.count("S"), idle_room.count("T")) == (1, 1)


def test_a_planned_session_takes_two_taps(qtbot: QtBot, ui: Ui, study_path: Path) -> None:
    clock = ManualClock(NOON)
    file = StudyFile.open(study_path, clock=clock)

    def plan(uow: UnitOfWork) -> str:
        study, site = uow.all(Study)[0], uow.all(Site, order_by="order_key")[1]
        planned = Session(
            study_id=study.id, number=4, site_id=site.id, phase="after", planned_on="2026-10-08"
        )
        return uow.add(planned).id

    planned = file.write(plan, label="x").result().value
    room = open_room(qtbot, ui, file, clock)
    (row,) = room.page.start._rows
    assert row.words == "Thu 8 Oct · Oulu · After · session 4"
    row.click()
    room.page.start.go.click()
    qtbot.waitUntil(lambda: room.page.log is not None)
    assert (room.log.id, room.log.session.phase) == (planned, "after")
    room.settle()
    assert ui.study is not None
    ui.study.close()


def test_enter_starts_after_taps_on_the_choices(idle_room: Room) -> None:
    start = idle_room.page.start
    start.take_focus()
    tick = next(iter(start.limits.ticks.values()))
    for part in (next(iter(start.site.chips.values())), start.phase, tick):
        QTest.mouseClick(part, Qt.MouseButton.LeftButton, pos=QPoint(20, 20))
    assert tick.isChecked()
    assert start.go.hasFocus()


def test_the_start_says_how_long_the_chosen_settling_in_is(idle_room: Room) -> None:
    start = idle_room.page.start
    start.limits.times["settling_min"].chips["20"].click()
    assert "first 20 minutes" in start.note.words
    start.limits.times["settling_min"].chips["0"].click()
    assert "settling in" not in start.note.words


def test_one_key_is_one_entry_at_once_and_then_on_the_disk(room: Room) -> None:
    room.key("s")
    assert room.shown() == ["Browses"]
    assert room.count("S") == 1
    room.settle()
    (entry,) = room.entries()
    assert (entry.t_ms, entry.settling) == (12 * MINUTE, False)
    assert [line.kept for line in [room.log.rows.at(0)] if line] == [Kept.SAVED]


def test_a_held_key_counts_once(room: Room) -> None:
    room.key("s")
    for _ in range(5):
        held = QKeyEvent(QEvent.Type.KeyPress, 0x53, Qt.KeyboardModifier.NoModifier, "s", True)
        QApplication.sendEvent(room.grid, held)
    room.settle()
    assert len(room.entries()) == 1


def test_a_burst_of_keys_loses_and_swaps_nothing(room: Room) -> None:
    pressed = "stlvkmnhirca" * 2
    for letter in pressed:
        room.key(letter)
    room.settle()
    codes = {code.id: code.key.lower() for code in room.log.board.codes}
    assert [codes[entry.code_id or ""] for entry in room.entries()] == list(pressed)
    assert [codes[row.code_id or ""] for row in room.log.rows.newest(24)] == list(reversed(pressed))


def test_a_tap_logs_like_a_key(room: Room) -> None:
    tile = next(t for t in room.page.capture.grid.tiles.values() if t.code.key == "T")
    QTest.mouseClick(tile, Qt.MouseButton.LeftButton)
    room.settle()
    assert room.shown() == ["Touches product"]
    assert room.count("T") == 1


def test_arrow_keys_and_enter_log_from_the_grid(room: Room) -> None:
    room.key(Qt.Key.Key_Right)
    room.key(Qt.Key.Key_Down)
    room.key(Qt.Key.Key_Return)
    room.settle()
    assert room.shown() == ["Staff initiate"]


def test_a_second_return_at_the_start_logs_nothing(room: Room) -> None:
    room.key(Qt.Key.Key_Return)
    room.settle()
    assert room.entries() == []
    room.grid.clearFocus()
    room.grid.setFocus(Qt.FocusReason.TabFocusReason)
    room.key(Qt.Key.Key_Return)
    room.settle()
    assert room.shown() == ["Browses"]


def test_only_colleagues_who_observe_are_offered(qtbot: QtBot, ui: Ui, study_path: Path) -> None:
    clock = ManualClock(NOON)
    file = StudyFile.open(study_path, clock=clock)
    file.write(lambda uow: uow.add(TeamMember(code="C1", team="client", order_key="a3")), label="x").result()
    room = open_room(qtbot, ui, file, clock)
    assert len(room.page.start.lead.chips) == 2
    assert ui.study is not None
    ui.study.close()


def test_a_state_runs_from_the_first_press_to_the_second(room: Room) -> None:
    room.key("j")
    room.clock.advance(2 * MINUTE + 6000)
    room.page.capture.tick()
    tile = next(t for t in room.page.capture.grid.tiles.values() if t.code.key == "J")
    assert tile.running == "2:06"
    room.key("j")
    assert tile.running is None
    room.settle()
    (entry,) = room.entries()
    assert (entry.t_ms, entry.end_t_ms) == (12 * MINUTE, 14 * MINUTE + 6000)


def test_a_note_is_timed_by_its_first_keystroke_and_reads_its_tokens(room: Room) -> None:
    room.type("C")
    room.clock.advance(20_000)
    QTest.keyClicks(room.page.capture.line.input, "ircles twice #reads @checkout !4 :- = seeks the price ")
    assert room.page.capture.line.time_words() == "0:12:00"
    room.key(Qt.Key.Key_Return, room.page.capture.line.input)
    room.settle()
    (entry,) = room.entries()
    assert (entry.t_ms, entry.text, entry.interpretation) == (12 * MINUTE, "Circles twice", "seeks the price")
    assert (entry.ordinariness, entry.chosen, entry.polarity) == (4, True, -1)
    assert room.log.touchpoint_name(entry.touchpoint_id) == "Checkout"
    assert room.count("L") == 1
    assert room.page.capture.line.text == ""


def test_emptying_the_line_lets_the_time_go(room: Room) -> None:
    room.type("a")
    assert room.page.capture.line.frozen is not None
    room.key(Qt.Key.Key_Backspace, room.page.capture.line.input)
    assert room.page.capture.line.frozen is None


def test_escape_leaves_the_line_and_letters_log_again(room: Room) -> None:
    room.type("unfinished")
    room.key(Qt.Key.Key_Escape, room.page.capture.line.input)
    assert room.grid.hasFocus()
    room.key("s")
    room.settle()
    assert room.shown() == ["Browses"]
    assert room.page.capture.line.text == "unfinished"


def test_tab_takes_the_suggestion_for_an_unfinished_token(room: Room) -> None:
    room.type("looks #brow")
    line = room.page.capture.line
    assert line.suggestions.isVisible()
    room.key(Qt.Key.Key_Tab, line.input)
    assert line.text == "looks #browses "
    assert not line.suggestions.isVisible()


def test_digits_signs_and_marks_change_the_latest_entry(room: Room) -> None:
    for key in ("s", "4", "-", "q"):
        room.key(key)
    room.settle()
    (entry,) = room.entries()
    assert (entry.ordinariness, entry.chosen, entry.polarity, entry.marks) == (4, True, -1, ["pain"])
    assert room.page.capture.strip.ratings.value == 4
    assert room.page.capture.strip.ends.middle == "Ordinariness: 4 fairly surprising"


def test_choosing_the_default_makes_it_chosen(room: Room) -> None:
    room.key("s")
    QTest.mouseClick(room.page.capture.strip.ratings.cell(1), Qt.MouseButton.LeftButton)
    room.settle()
    assert room.entries()[0].chosen is True
    assert room.grid.hasFocus()


def test_the_touchpoint_is_inherited_until_another_is_chosen(room: Room) -> None:
    shifted = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_QuoteDbl, Qt.KeyboardModifier.ShiftModifier, '"')
    QApplication.sendEvent(room.grid, shifted)
    room.key("s")
    room.settle()
    second = room.log.board.touchpoints[1]
    assert room.entries()[0].touchpoint_id == second.id
    assert [chip.isChecked() for chip in room.page.capture.points.chips[:3]] == [False, True, False]


def test_the_phase_goes_along_with_new_entries(room: Room) -> None:
    room.key(Qt.Key.Key_3, held=Qt.KeyboardModifier.AltModifier)
    room.key("s")
    room.settle()
    assert room.entries()[0].phase == "after"
    assert room.page.capture.bar.phase.value == "after"


def test_a_row_opens_in_the_line_with_its_own_time(room: Room) -> None:
    room.note("first")
    room.clock.advance(MINUTE)
    room.note("second")
    view = room.page.capture.panel.view
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(40, 64 + 20))
    line = room.page.capture.line
    assert (line.text, line.time_words()) == ("first", "0:12:00")
    room.key(Qt.Key.Key_End, line.input)
    QTest.keyClicks(line.input, " corrected")
    room.key(Qt.Key.Key_Return, line.input)
    room.settle()
    first, _ = room.entries()
    assert (first.text, first.t_ms) == ("first corrected", 12 * MINUTE)
    room.key("5")
    room.settle()
    assert [entry.ordinariness for entry in room.entries()] == [1, 5]


def test_ratings_go_to_the_entry_being_edited(room: Room) -> None:
    room.note("first")
    room.note("second")
    first = room.entries()[0]
    room.page.capture.writing.open(first.id)
    QTest.mouseClick(room.page.capture.strip.ratings.cell(3), Qt.MouseButton.LeftButton)
    room.settle()
    assert [entry.ordinariness for entry in room.entries()] == [3, 1]
    assert room.page.capture.line.input.hasFocus()


def test_a_removed_entry_comes_back_with_undo(room: Room) -> None:
    room.key("s")
    room.settle()
    view = room.page.capture.panel.view
    view.setCurrentIndex(room.log.rows.index(0))
    room.key(Qt.Key.Key_Delete, view)
    room.settle()
    assert room.shown() == []
    assert room.count("S") == 0
    room.key(Qt.Key.Key_Z, held=Qt.KeyboardModifier.ControlModifier)
    room.qtbot.waitUntil(lambda: room.shown() == ["Browses"])
    assert room.count("S") == 1


def test_undo_and_redo_go_through_what_was_logged(room: Room) -> None:
    room.key("s")
    room.key("4")
    room.settle()
    for expected in ((1, 1), (0, 0)):
        room.page.capture.panel.undo.click()
        room.settle()
        assert (len(room.shown()), room.count("S")) == expected
    room.page.capture.panel.redo.click()
    room.qtbot.waitUntil(lambda: room.shown() == ["Browses"])


def test_letters_pass_through_the_list_and_the_buttons(room: Room) -> None:
    room.key("s", room.page.capture.panel.view)
    room.key("t", room.page.capture.bar.pause)
    room.settle()
    assert room.shown() == ["Touches product", "Browses"]


def test_undo_in_the_line_is_the_typing_first_and_the_session_when_there_is_none(room: Room) -> None:
    room.key("s")
    room.type("abc")
    line = room.page.capture.line
    room.key(Qt.Key.Key_Z, line.input, held=Qt.KeyboardModifier.ControlModifier)
    assert (line.text, room.shown()) == ("", ["Browses"])
    room.key(Qt.Key.Key_Z, line.input, held=Qt.KeyboardModifier.ControlModifier)
    room.qtbot.waitUntil(lambda: room.shown() == [])


def test_three_surprises_in_a_row_bring_a_gentle_prompt_that_can_be_skipped(room: Room) -> None:
    for _ in range(3):
        room.key("s")
        room.key("5")
        room.clock.advance(1000)
    room.settle()
    room.page.capture.tick()
    bar = room.page.capture.prompt
    assert (bar.sentence.words, bar.reason.words) == (
        "Log what was ordinary, too.",
        "Three surprising in a row",
    )
    room.key(Qt.Key.Key_Escape)
    assert bar.prompt is None
    room.clock.advance(1000)
    room.page.capture.tick()
    assert bar.prompt is None


def test_the_prompt_offers_to_log_something_ordinary(room: Room) -> None:
    for _ in range(3):
        room.key("s")
        room.key("4")
        room.clock.advance(1000)
    room.page.capture.tick()
    room.page.capture.prompt.action.click()
    QTest.keyClicks(room.page.capture.line.input, "walks past")
    room.key(Qt.Key.Key_Return, room.page.capture.line.input)
    room.settle()
    last = room.entries()[-1]
    assert (last.text, last.ordinariness, last.chosen) == ("walks past", 1, True)
