# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The Observe room by keys and taps: what an observer sees is what is on the disk."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from cxfield.clock import ManualClock
from cxfield.errors import UserError
from cxfield.model.capture import Entry
from cxfield.model.session import Session
from cxfield.model.study import Site, Study, TeamMember
from cxfield.services.observation import Start, start_session
from cxfield.services.study_setup import StudyPlan, start_store_study
from cxfield.storage import StudyFile, UnitOfWork
from ui.context import Ui
from ui.models.entries import Kept
from ui.pages.observe import ObservePage
from ui.pages.observe.log import Log
from ui.session import StudySession

# The offscreen platform has no window manager to tell sizes to.
pytestmark = pytest.mark.qt_log_ignore("does not support propagateSizeHints")

NOON = 1_791_200_000_000
MINUTE = 60_000


@dataclass
class Room:
    """The room on a real file, driven by keys."""

    qtbot: QtBot
    ui: Ui
    file: StudyFile
    clock: ManualClock
    page: ObservePage

    @property
    def log(self) -> Log:
        assert self.page.log is not None
        return self.page.log

    @property
    def grid(self) -> QWidget:
        return self.page.capture.grid

    def settle(self) -> None:
        study = self.ui.study
        assert study is not None
        self.qtbot.waitUntil(lambda: study.pending == 0)

    def key(self, key: str | Qt.Key, target: QWidget | None = None, **held: Any) -> None:
        place = target or self.grid
        if isinstance(key, Qt.Key):
            QTest.keyClick(place, key, held.get("held", Qt.KeyboardModifier.NoModifier))
        else:
            QTest.keyClicks(place, key, held.get("held", Qt.KeyboardModifier.NoModifier))

    def type(self, words: str) -> None:
        self.key(Qt.Key.Key_Space)
        QTest.keyClicks(self.page.capture.line.input, words)

    def note(self, words: str) -> None:
        self.type(words)
        self.key(Qt.Key.Key_Return, self.page.capture.line.input)
        self.settle()

    def shown(self) -> list[str]:
        rows = self.log.rows
        return [self.log.name_of(line.row) for n in range(rows.rowCount()) if (line := rows.at(n))]

    def entries(self) -> list[Entry]:
        found = self.file.read(lambda r: r.all(Entry, session_id=self.log.id))
        return sorted(found, key=lambda entry: (entry.t_ms, entry.id))

    def count(self, letter: str) -> int:
        tiles = self.page.capture.grid.tiles.values()
        return next(tile.count for tile in tiles if tile.code.key == letter)


def fill(uow: UnitOfWork) -> None:
    start_store_study(uow, plan=StudyPlan(title={"en": "Stores"}))
    uow.add(Site(code="ESP", name={"en": "Espoo", "fi": "Espoo"}, order_key="a1"))
    uow.add(Site(code="OUL", name={"en": "Oulu", "fi": "Oulu"}, order_key="a2"))
    uow.add(TeamMember(code="H1", order_key="a1"))
    uow.add(TeamMember(code="H2", order_key="a2"))


def open_room(qtbot: QtBot, ui: Ui, file: StudyFile, clock: ManualClock) -> Room:
    ui.study = StudySession(file, ui.bus)
    page = ObservePage(ui, clock=clock)
    qtbot.addWidget(page)
    page.resize(1356, 900)
    page.show()
    page.entered()
    room = Room(qtbot, ui, file, clock, page)
    room.settle()
    return room


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A study that is set up, made once."""
    file = StudyFile.create(tmp_path_factory.mktemp("made") / "a.cxf", clock=ManualClock(NOON))
    file.write(fill, label="x").result()
    file.close()
    return file.path


@pytest.fixture
def study_path(made: Path, tmp_path: Path) -> Path:
    """A study of one's own."""
    return Path(shutil.copy(made, tmp_path / "a.cxf"))


@pytest.fixture
def idle_room(qtbot: QtBot, ui: Ui, study_path: Path) -> Iterator[Room]:
    """The room of a study in which nothing runs."""
    clock = ManualClock(NOON)
    room = open_room(qtbot, ui, StudyFile.open(study_path, clock=clock), clock)
    yield room
    assert ui.study is not None
    ui.study.close()


@pytest.fixture
def room(idle_room: Room) -> Room:
    """The room with a session that has been running for twelve minutes."""
    idle_room.page.start.take_focus()
    idle_room.key(Qt.Key.Key_Return, idle_room.page.start.go)
    idle_room.qtbot.waitUntil(lambda: idle_room.page.log is not None)
    idle_room.clock.advance(12 * MINUTE)
    idle_room.settle()
    return idle_room


def again(room: Room) -> Room:
    """The program is started anew on the same file, as after a kill: nothing was said goodbye to."""
    room.settle()
    assert room.ui.study is not None
    room.ui.study.close()
    room.page.hide()
    file = StudyFile.open(room.file.path, clock=room.clock)
    return open_room(room.qtbot, room.ui, file, room.clock)


def test_enter_starts_a_session_with_what_was_chosen_last(idle_room: Room) -> None:
    idle_room.page.start.take_focus()
    idle_room.key(Qt.Key.Key_Return, idle_room.page.start.go)
    idle_room.qtbot.waitUntil(lambda: idle_room.page.log is not None)
    view = idle_room.log.session
    assert view.site is not None
    assert (view.site.code, view.phase, view.state, view.number) == ("ESP", "during", "running", 1)
    assert [(code, role) for _, code, role in view.roles] == [("H1", "alone")]
    assert idle_room.page.capture.bar.clock.words == "0:00:00"


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
    room.page.capture._open(first.id)
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


def test_a_pause_holds_logging_off_and_says_so(room: Room) -> None:
    room.key(Qt.Key.Key_P, held=Qt.KeyboardModifier.ControlModifier)
    room.settle()
    room.key("s")
    room.settle()
    assert room.entries() == []
    assert not any(tile.isEnabled() for tile in room.page.capture.grid.tiles.values())
    assert room.page.capture.toast.label.words == "The session is paused. Continue it to log."
    room.page.capture.bar.pause.click()
    room.settle()
    room.key("s")
    room.settle()
    assert len(room.entries()) == 1


def test_after_a_kill_the_room_opens_on_the_session_with_the_unsent_text(room: Room) -> None:
    room.key("s")
    room.type("half a sente")
    room.qtbot.waitUntil(lambda: (room.file.local("observe.draft") or {}).get("text") == "half a sente")
    stamp = room.page.capture.line.frozen
    room.clock.advance(30_000)
    session = room.log.id
    after = again(room)
    assert after.log.id == session
    assert after.shown() == ["Browses"]
    line = after.page.capture.line
    assert (line.text, line.frozen, line.time_words()) == ("half a sente", stamp, "0:12:00")
    QTest.keyClicks(line.input, "nce")
    after.key(Qt.Key.Key_Return, line.input)
    after.settle()
    assert [(e.text, e.t_ms) for e in after.entries()][-1] == ("half a sentence", 12 * MINUTE)
    assert after.file.local("observe.draft") is None


def test_undo_still_works_after_a_restart(room: Room) -> None:
    room.key("s")
    room.key("t")
    after = again(room)
    assert after.shown() == ["Touches product", "Browses"]
    after.key(Qt.Key.Key_Z, held=Qt.KeyboardModifier.ControlModifier)
    after.qtbot.waitUntil(lambda: after.shown() == ["Browses"])


def test_a_long_break_is_an_interruption_that_the_observer_ends(room: Room) -> None:
    room.key("s")
    room.settle()
    room.clock.advance(30 * MINUTE)
    after = again(room)
    assert after.log.session.state == "interrupted"
    after.page.capture.bar.pause.click()
    after.settle()
    assert after.log.session.state == "running"
    assert after.log.session.pauses == ((12 * MINUTE, 42 * MINUTE),)


def test_stopping_asks_and_may_be_left_unanswered(room: Room) -> None:
    room.key("j")
    room.settle()
    room.clock.advance(MINUTE)
    session = room.log.id
    room.page.capture.bar.stop.click()
    assert room.page.closing.isVisible()
    assert room.page.closing.facts.words.startswith("0:13:00 · 1 entry · 1 running state ends now")
    room.clock.advance(MINUTE)
    room.page.closing.stop.click()
    room.qtbot.waitUntil(lambda: room.page.log is None)
    room.settle()
    kept = room.file.read(lambda r: r.get(Session, session))
    assert (kept.state, kept.attention, kept.length_ms) == ("done", None, 13 * MINUTE)
    assert room.page.start.summary.words == "Session 1 ended: 1 entry, 0:13:00."


def test_going_back_from_the_closing_form_goes_on(room: Room) -> None:
    room.page.capture.bar.stop.click()
    room.key(Qt.Key.Key_Escape, room.page.closing.stay)
    room.key("s")
    room.settle()
    assert room.shown() == ["Browses"]


def test_the_closing_form_survives_a_kill(room: Room) -> None:
    room.page.capture.bar.stop.click()
    room.key("4", room.page.closing.stay)
    QTest.keyClicks(room.page.closing.notes, "a loud announcement")
    room.qtbot.waitUntil(
        lambda: (
            (((room.file.local("observe") or {}).get("closing") or {}).get("answers") or {}).get("notes")
            == "a loud announcement"
        )
    )
    room.clock.advance(MINUTE)
    session = room.log.id
    after = again(room)
    assert after.page.closing.isVisible()
    after.key(Qt.Key.Key_Return, after.page.closing.stay, held=Qt.KeyboardModifier.ControlModifier)
    after.qtbot.waitUntil(lambda: after.page.log is None)
    after.settle()
    kept = after.file.read(lambda r: r.get(Session, session))
    assert (kept.attention, kept.notes, kept.length_ms) == (4, "a loud announcement", 12 * MINUTE)


def test_a_write_that_fails_is_said_kept_and_tried_again(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    study = room.ui.study
    assert study is not None
    real = study.file.write
    full = UserError("The disk is full: {name} could not be saved.", name=room.file.path.name)

    def refuse(verb: Any, **more: Any) -> Any:
        def fail(uow: UnitOfWork) -> None:
            raise full

        return real(fail, **more)

    monkeypatch.setattr(study.file, "write", refuse)
    room.key("s")
    room.key("4")
    room.settle()
    line = room.log.rows.at(0)
    assert line is not None
    assert (line.kept, line.row.ordinariness) == (Kept.UNSENT, 4)
    assert room.page.capture.prompt.state.words.startswith("The disk is full: a.cxf")
    assert room.page.capture.prompt.state.isVisible()
    monkeypatch.undo()
    room.log._outbox.again()
    room.qtbot.waitUntil(lambda: room.log.unsent == 0)
    (entry,) = room.entries()
    assert (entry.t_ms, entry.ordinariness) == (12 * MINUTE, 4)
    assert not room.page.capture.prompt.state.isVisible()


def test_what_another_window_part_changes_is_shown(room: Room) -> None:
    room.key("s")
    room.settle()
    (entry,) = room.entries()
    study = room.ui.study
    assert study is not None
    study.call(lambda uow: uow.change(Entry, entry.id, ordinariness=5), label="x")
    room.settle()
    row = room.log.rows.newest(1)[0]
    assert row.ordinariness == 5
    assert room.log.ordinary == 0


@pytest.mark.parametrize("text", ["a\x00b\x1b", "x" * 100_000])
def test_odd_and_endless_texts_are_kept(room: Room, text: str) -> None:
    room.key(Qt.Key.Key_Space)
    room.page.capture.line.input.insertPlainText(text)
    room.key(Qt.Key.Key_Return, room.page.capture.line.input)
    room.settle()
    (entry,) = room.entries()
    assert entry.text == text.replace("\x00", "").replace("\x1b", "")


def test_the_room_speaks_finnish_at_once(room: Room) -> None:
    from cxfield.i18n import Texts

    room.key("s")
    room.settle()
    room.ui.use_language(Texts("fi"))
    assert room.shown() == ["Selailee"]
    assert room.page.capture.grid.tiles[room.log.board.codes[0].id].words == "Selailee"


def test_a_tablet_shows_the_list_behind_its_button(room: Room) -> None:
    room.page.resize(1024, 768)
    room.page.set_compact(True)
    panel = room.page.capture.panel
    assert not panel.isVisible()
    room.page.capture.prompt.open.click()
    assert panel.isVisible()
    room.key("s")
    room.settle()
    assert room.page.capture.prompt.latest.words == "0:12:00 Browses"
    room.page.set_compact(False)
    assert panel.isVisible()


def test_a_study_open_for_looking_shows_the_session_and_logs_nothing(
    qtbot: QtBot, ui: Ui, study_path: Path
) -> None:
    clock = ManualClock(NOON)
    file = StudyFile.open(study_path, clock=clock)
    site = file.read(lambda r: r.all(Site))[0].id
    file.write(lambda u: start_session(u, start=Start(site_id=site), stamp=clock.stamp()), label="x").result()
    file.close()
    room = open_room(qtbot, ui, StudyFile.open(file.path, clock=clock, read_only=True), clock)
    room.key("s")
    room.type("text")
    room.key(Qt.Key.Key_Return, room.page.capture.line.input)
    room.page.capture.bar.stop.click()
    assert room.entries() == []
    assert not room.page.closing.isVisible()
    assert ui.study is not None
    ui.study.close()
