# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Around the live screen: counters, watches, looks, prompts, guide and lock; nothing takes the focus."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QScrollArea
from pytestqt.qtbot import QtBot

from cxfield.clock import ManualClock
from cxfield.errors import UserError
from cxfield.methods.instruments import Method
from cxfield.model.sampling import Sample, Tally, Timing
from cxfield.model.session import Session
from cxfield.storage import StudyFile
from tests.ui.observe_room import MINUTE, NOON, Room, again, begin, open_room
from ui.context import Ui
from ui.pages.observe.around import Around
from ui.pages.observe.lock import HOLD_MS, fits, seal
from ui.pages.observe.middle import GUIDE, SESSION

pytestmark = pytest.mark.qt_log_ignore("does not support propagateSizeHints")
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def around(room: Room) -> Around:
    room.page.activateWindow()
    room.qtbot.waitUntil(room.page.isActiveWindow)
    return _around(room)


def _around(room: Room) -> Around:
    view = room.page.capture
    room.qtbot.waitUntil(lambda: view.around is not None and view.around.gauges is not None)
    assert view.around is not None
    return view.around


def _all(room: Room, cls: Any) -> list[Any]:
    room.settle()
    return room.file.read(lambda r: r.all(cls))


def test_a_counter_counts_by_key_and_by_tap_and_takes_back(room: Room, around: Around) -> None:
    focus = QApplication.focusWidget()
    room.key(Qt.Key.Key_I, held=CTRL)
    room.key(Qt.Key.Key_I, held=CTRL)
    assert QApplication.focusWidget() is focus
    button = around.card.counters.buttons["door_in"]
    assert (button.count, button.isVisible()) == (2, True)
    button.click()
    around.card.counters.less["door_in"].click()
    assert button.count == 2
    assert [t.t_ms for t in _all(room, Tally)] == [12 * MINUTE] * 2
    room.key(Qt.Key.Key_Z, held=CTRL)
    room.qtbot.waitUntil(lambda: button.count == 3)


def test_an_answer_asked_while_a_stop_was_on_its_way_brings_nothing_back(
    room: Room, around: Around, monkeypatch: pytest.MonkeyPatch
) -> None:
    _sample(around, Method.SCAN, 30_000)
    looks, gauges, study = around.card.looks, around.gauges, room.ui.study
    room.qtbot.waitUntil(lambda: bool(looks.rows))
    assert gauges is not None
    assert study is not None
    before = gauges.state
    next(iter(looks.rows.values())).stop.click()
    assert study.pending
    late: list[Any] = []
    with monkeypatch.context() as slow:
        slow.setattr(study, "ask", lambda *_, done, **__: late.append(done))
        gauges.reload()
    room.settle()
    late[0](before)
    room.qtbot.waitUntil(lambda: study.asked == 0)
    assert not gauges.state.plans


def test_opened_instruments_move_neither_the_tiles_nor_the_prompts(room: Room, around: Around) -> None:
    view, looks = room.page.capture, around.card.looks
    scroll = next(area for area in room.page.findChildren(QScrollArea) if area.widget() is view)
    places = [part.mapTo(room.page, QPoint(0, 0)) for part in (view.grid, view.line, view.prompt)]
    for head in around.card.heads.values():
        head.click()
    looks.add.click()
    room.qtbot.waitUntil(lambda: around.card.shelf.verticalScrollBar().maximum() > 0)
    assert [part.mapTo(room.page, QPoint(0, 0)) for part in (view.grid, view.line, view.prompt)] == places
    assert scroll.verticalScrollBar().maximum() == 0
    assert view.panel.view.height() >= 62
    # What was opened last is in sight, whatever stands above it.
    room.qtbot.waitUntil(lambda: not looks.visibleRegion().isEmpty())


def test_a_count_that_the_disk_refuses_is_shown_said_and_tried_again(
    room: Room, around: Around, monkeypatch: pytest.MonkeyPatch
) -> None:
    refusing = True
    write = room.file.write

    def maybe(*args: Any, **kwargs: Any) -> Any:
        if refusing:
            raise UserError("The disk is full: {name} could not be saved.", name=room.file.path.name)
        return write(*args, **kwargs)

    monkeypatch.setattr(room.file, "write", maybe)
    room.key(Qt.Key.Key_I, held=CTRL)
    room.qtbot.waitUntil(room.page.capture.prompt.state.isVisible)
    assert around.card.counters.buttons["door_in"].count == 1
    assert room.page.unsaved() == 1
    refusing = False
    room.log._outbox.again()
    room.qtbot.waitUntil(lambda: not room.page.capture.prompt.state.isVisible())
    assert len(_all(room, Tally)) == 1


def test_a_contact_has_two_times_and_a_result(room: Room, around: Around) -> None:
    room.key(Qt.Key.Key_G, held=CTRL)
    (row,) = around.card.watches.rows.values()
    room.clock.advance(20_000)
    row.response.click()
    room.clock.advance(30_000)
    row.tick()
    assert row.time.words == "0:50"
    row.ends[1].click()
    (timing,) = _all(room, Timing)
    assert (timing.response_t - timing.start_t, timing.end_t - timing.start_t) == (20_000, 50_000)
    assert (timing.reached, timing.first_contact) == (True, False)
    assert around.card.watches.rows == {}
    assert around.card.watches.over.words == "Contact · answered in 0:20 · 0:50 · solved later"


def test_a_task_is_named_while_it_runs_and_survives_a_kill(room: Room, around: Around) -> None:
    room.key(Qt.Key.Key_T, held=CTRL)
    (row,) = around.card.watches.rows.values()
    row.name.setFocus()
    QTest.keyClicks(row.name, "Find a size")
    QTest.keyClick(row.name, Qt.Key.Key_Return)
    room.clock.advance(MINUTE)
    after = again(room)
    around = _around(after)
    (row,) = around.card.watches.rows.values()
    assert row.name.text() == "Find a size"
    row.tick()
    assert row.time.words == "1:00"
    row.ends[0].click()
    (timing,) = _all(after, Timing)
    assert (timing.name, timing.reached) == ("Find a size", True)


def _sample(around: Around, method: Method, every: int) -> None:
    looks = around.card.looks
    looks.add.click()
    looks.setup.method_chips[method].click()
    looks.setup.often_chips[every].click()
    looks.setup.go.click()


def test_a_scan_asks_in_place_at_its_time_and_the_log_goes_on(room: Room, around: Around) -> None:
    around.card.heads["looks"].click()
    room.grid.setFocus()
    _sample(around, Method.SCAN, 30_000)
    room.qtbot.waitUntil(lambda: bool(around.card.looks.rows))
    room.clock.advance(29_000)
    around.tick()
    assert not around.card.looks.waits
    focus = QApplication.focusWidget()
    room.clock.advance(1_000)
    around.tick()
    looks = around.card.looks
    assert looks.waits
    assert looks.due.title.words == "How many are doing this right now?"
    assert QApplication.focusWidget() is focus
    room.key("s")
    assert room.count("S") == 1
    room.key(Qt.Key.Key_L, held=CTRL)
    chip = next(iter(looks.due.chips.values()))
    assert QApplication.focusWidget() is chip
    QTest.keyClicks(chip, "+++-")
    assert chip.count == 2
    QTest.keyClick(chip, Qt.Key.Key_Return)
    room.qtbot.waitUntil(lambda: not looks.waits)
    (sample,) = _all(room, Sample)
    assert (sample.n, sample.due_t) == (2, 12 * MINUTE + 30_000)


def test_an_interval_begins_with_what_the_log_says(room: Room, around: Around) -> None:
    states = [code for code in room.log.board.codes if code.state]
    _sample(around, Method.PARTIAL, 30_000)
    room.qtbot.waitUntil(lambda: bool(around.card.looks.rows))
    room.page.capture.press(states[0])
    room.settle()
    room.clock.advance(30_000)
    around.tick()
    due = around.card.looks.due
    room.qtbot.waitUntil(lambda: due.chips[states[0].id].count == 1)
    due.done.click()
    samples = _all(room, Sample)
    assert [(s.target_id, s.n) for s in samples] == [(states[0].id, 1)]


def test_nothing_seen_is_an_answer_and_a_missed_look_makes_room_for_the_next(
    room: Room, around: Around
) -> None:
    _sample(around, Method.SCAN, 30_000)
    room.qtbot.waitUntil(lambda: bool(around.card.looks.rows))
    room.clock.advance(70_000)
    around.tick()
    looks = around.card.looks
    assert looks.due.due_t == 13 * MINUTE
    looks.due.nothing.click()
    assert not looks.waits
    assert [(s.target_id, s.n) for s in _all(room, Sample)] == [("", 0)]
    next(iter(looks.rows.values())).stop.click()
    room.settle()
    room.clock.advance(MINUTE)
    around.tick()
    assert not looks.waits
    assert looks.rows == {}


def test_the_prompt_after_a_silence_writes_a_note_and_goes_when_something_is_logged(
    room: Room, around: Around
) -> None:
    room.key("s")
    room.settle()
    room.qtbot.waitUntil(lambda: around.prompter is not None and around.prompter._watched is not None)
    room.clock.advance(5 * MINUTE)
    room.page.capture.tick()
    bar = room.page.capture.prompt
    assert bar.prompt is not None
    assert bar.sentence.words == "What is happening right now?"
    room.key("s")
    room.clock.advance(1_000)
    room.page.capture.tick()
    assert bar.prompt is None


def test_the_battery_is_said_in_the_bar_without_taking_the_focus(room: Room, around: Around) -> None:
    focus = QApplication.focusWidget()
    assert around.prompter is not None
    around.prompter.take_power(19)
    room.key("s")
    room.clock.advance(1_000)
    room.page.capture.tick()
    bar = room.page.capture.prompt
    assert bar.reason.words.startswith("19 % is left.")
    assert QApplication.focusWidget() is focus
    bar.action.click()
    assert bar.prompt is None


@pytest.fixture
def silent_room(qtbot: QtBot, ui: Ui, study_path: Path) -> Iterator[Room]:
    clock = ManualClock(NOON)
    room = open_room(qtbot, ui, StudyFile.open(study_path, clock=clock), clock)
    silent = next(chip for key, chip in room.page.start.silent.chips.items() if key != "alone")
    silent.click()
    room.page.start.me.choose("silent")
    yield begin(room)
    assert ui.study is not None
    ui.study.close()


def test_a_silent_observer_is_asked_nothing(silent_room: Room) -> None:
    around = _around(silent_room)
    silent_room.qtbot.waitUntil(lambda: around.prompter is not None and around.prompter._watched is not None)
    silent_room.clock.advance(15 * MINUTE)
    silent_room.page.capture.tick()
    assert silent_room.page.capture.prompt.prompt is None


def test_the_guide_shows_the_rules_and_the_frames(room: Room, around: Around) -> None:
    room.page.capture.middle.turn(GUIDE)
    room.qtbot.waitUntil(lambda: around.guide is not None and "rules" in around.guide.chips)
    assert around.guide is not None
    around.guide.chips["aeiou"].click()
    assert around.guide.sheet == "aeiou"
    room.key("s", room.page.capture.middle)
    assert room.count("S") == 1


def test_a_line_of_the_guide_begins_a_note_and_counts_what_is_about_it(room: Room, around: Around) -> None:
    room.page.capture.middle.turn(GUIDE)
    room.qtbot.waitUntil(lambda: around.guide is not None and "rules" in around.guide.chips)
    assert around.guide is not None
    around.guide.chips["aeiou"].click()
    line = around.guide.lines["Activities: ", "Toiminta: "]
    assert line.minimumHeight() >= 48
    room.clock.advance(4_000)
    QTest.keyClick(line, Qt.Key.Key_Space)
    field = room.page.capture.line
    assert field.text == "Activities: "
    room.clock.advance(9_000)
    QTest.keyClicks(field.input, "two carry bags")
    QTest.keyClick(field.input, Qt.Key.Key_Return)
    room.settle()
    (entry,) = room.entries()
    # The time is that of the tap.
    assert (entry.text, entry.t_ms) == ("Activities: two carry bags", 12 * MINUTE + 4_000)
    room.log.idle.emit()
    room.qtbot.waitUntil(lambda: line.accessibleDescription() == "1 note")
    # A tap while something is being written changes nothing of it.
    room.type("half")
    line.click()
    assert field.text == "half"


def test_what_was_left_open_at_the_start_is_filled_while_it_runs(room: Room, around: Around) -> None:
    room.page.capture.middle.turn(SESSION)
    room.qtbot.waitUntil(lambda: around.session_page is not None and bool(around.session_page.site.chips))
    page = around.session_page
    assert page is not None
    assert page.warning.words.startswith("Nobody observes silently.")
    oulu = next(chip for chip in page.site.chips.values() if chip.words == "Oulu")
    oulu.click()
    page.silent.chips["alone"].click()
    assert page.warning.isHidden()
    page.limits.times["planned_min"].chips["60"].click()
    page.limits.ticks["ordinary"].click()
    room.key("s")
    room.settle()
    session = room.file.read(lambda r: r.get(Session, room.log.id))
    assert (session.planned_min, session.checklist) == (60, ["ordinary"])
    assert list(session.roles.values()) == ["alone"]
    assert room.log.session.site is not None
    assert room.log.session.site.name["en"] == "Oulu"


@pytest.mark.parametrize("told", [True, False], ids=["the system tells", "only the silence tells"])
def test_the_time_the_machine_slept_is_a_break(room: Room, around: Around, told: bool) -> None:
    awake = 0
    around.awake = lambda: awake if told else None
    room.key("s")
    room.settle()
    around.tick()
    room.clock.advance(90 * MINUTE)
    awake += 1_000
    around.tick()
    room.settle()
    assert room.log.session.state == "interrupted"
    assert list(room.log.session.pauses[0]) == [12 * MINUTE, None]
    room.page.capture.bar.pause.click()
    room.settle()
    assert list(room.log.session.pauses[0]) == [12 * MINUTE, 102 * MINUTE]
    around.tick()
    assert room.log.live


def test_stopping_says_that_the_phase_after_is_missing(room: Room, around: Around) -> None:
    room.page.capture.bar.stop.click()
    closing = room.page.closing
    room.qtbot.waitUntil(closing.after.isVisible)
    assert closing.after.words == "The “after” phase has not been started"


def test_a_locked_screen_shows_nothing_and_the_session_goes_on(room: Room, around: Around) -> None:
    room.key(Qt.Key.Key_K, held=CTRL | Qt.KeyboardModifier.ShiftModifier)
    lock = around._lock
    assert lock is not None
    assert lock.isVisible()
    assert lock.geometry() == lock.window().rect()
    assert lock.window().windowTitle() == "CXField"
    QTest.keyClicks(lock, "s")
    QTest.keyClick(lock, Qt.Key.Key_Tab)
    room.clock.advance(MINUTE)
    assert room.log.now() == 13 * MINUTE
    assert _all(room, Sample) == []
    assert room.count("S") == 0
    QTest.mousePress(lock.hold, Qt.MouseButton.LeftButton)
    QTest.mouseRelease(lock.hold, Qt.MouseButton.LeftButton)
    assert lock.isVisible()
    QTest.mousePress(lock.hold, Qt.MouseButton.LeftButton)
    room.qtbot.waitUntil(lambda: not lock.isVisible(), timeout=HOLD_MS + 3_000)


def test_no_key_pressed_behind_the_lock_does_anything(room: Room, around: Around) -> None:
    room.type("half a no")
    around.lock()
    lock = around._lock
    assert lock is not None
    shift = Qt.KeyboardModifier.ShiftModifier
    for target in (lock, lock.hold, lock.window()):
        QTest.keyClicks(target, "s5+e")
        for key, held in (
            (Qt.Key.Key_F9, Qt.KeyboardModifier.NoModifier),
            (Qt.Key.Key_I, CTRL),
            (Qt.Key.Key_G, CTRL),
            (Qt.Key.Key_Z, CTRL),
            (Qt.Key.Key_P, CTRL),
            (Qt.Key.Key_S, CTRL | shift),
            (Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier),
        ):
            QTest.keyClick(target, key, held)
    room.settle()
    assert lock.isVisible()
    assert (room.log.total, room.entries(), room.log.followed.everybody) == (0, [], ())
    assert (_all(room, Tally), _all(room, Timing)) == ([], [])
    assert room.log.live
    lock.unlocked.emit()
    lock.hide()
    # What stood in the line before the lock is there after it, with its time.
    assert room.page.capture.line.text == "half a no"
    assert room.page.capture.line.frozen is not None


def test_a_pin_is_sealed_and_opens_by_pad_and_by_keys(
    room: Room, around: Around, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = seal("4711")
    assert "4711" not in kept
    assert fits("4711", kept)
    assert not fits("4712", kept)
    assert not fits("4711", "nonsense")
    monkeypatch.setattr(Around, "_pin", lambda _self: kept)
    around._lock = None
    around.lock()
    lock = around._lock
    assert lock is not None
    for sign in ("4", "7", "1", "2", "ok"):
        lock.keys[sign].click()
    assert lock.trouble.words == "Wrong PIN. Try again."
    QTest.keyClicks(lock, "4711")
    QTest.keyClick(lock, Qt.Key.Key_Return)
    assert not lock.isVisible()
