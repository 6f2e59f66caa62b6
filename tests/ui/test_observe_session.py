# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Starting, pausing, restarting, stopping, and what happens when the disk refuses."""

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from cxfield.clock import ManualClock
from cxfield.errors import UserError
from cxfield.model.capture import Entry
from cxfield.model.session import Session
from cxfield.model.study import Site
from cxfield.services.observation import start_session
from cxfield.services.observation_shapes import Start
from cxfield.storage import StudyFile, UnitOfWork
from tests.ui.observe_room import MINUTE, NOON, Room, again, open_room
from ui.context import Ui
from ui.models.entries import Kept
from ui.pages.observe.draft import Draft
from ui.session import StudySession

# The offscreen platform has no window manager to tell sizes to.
pytestmark = pytest.mark.qt_log_ignore("does not support propagateSizeHints")


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


def test_keys_pressed_right_after_a_restart_know_shopper_and_exclusions(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    room.key(Qt.Key.Key_F9)
    room.key(Qt.Key.Key_F9)
    room.page.left()
    late: list[tuple[tuple[Any, ...], dict[str, Any]]] = []
    with monkeypatch.context() as slow:
        slow.setattr(StudySession, "ask", lambda *asked, **told: late.append((asked, told)))
        back = again(room)
        for state in "ojo":
            back.key(state)
            back.clock.advance(1_000)
        back.key(Qt.Key.Key_F1)
        back.key("s")
    for asked, told in late:
        StudySession.ask(*asked, **told)
    back.settle()
    back.qtbot.waitUntil(lambda: back.log.followed.known)
    t = 12 * MINUTE
    names = {code.id: code.key for code in back.log.board.codes}
    letter = back.log.followed.letter
    assert [(names[e.code_id or ""], letter(e.shopper_id), e.t_ms, e.end_t_ms) for e in back.entries()] == [
        ("O", "B", t, t + 1_000),
        ("J", "B", t + 1_000, t + 2_000),
        ("O", "B", t + 2_000, None),
        ("S", "A", t + 3_000, None),
    ]
    assert [names[code] for code, _ in back.log.running] == ["O"], "the screen says the same"


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


def refuse_all(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    """The disk takes nothing until the patch is undone."""
    study = room.ui.study
    assert study is not None
    real = study.file.write
    full = UserError("The disk is full: {name} could not be saved.", name=room.file.path.name)

    def fail(uow: UnitOfWork) -> None:
        raise full

    monkeypatch.setattr(study.file, "write", lambda verb, **more: real(fail, **more))


def stop(room: Room) -> None:
    """Through the closing form."""
    room.page.capture.bar.stop.click()
    room.page.closing.stop.click()


def test_a_note_that_was_begun_is_logged_with_its_time_when_the_session_is_stopped(room: Room) -> None:
    room.key("s")
    room.clock.advance(MINUTE)
    room.type("left the basket #bro")
    room.clock.advance(MINUTE)
    room.page.capture.bar.stop.click()
    assert room.page.closing.draft.isVisible()
    assert room.page.closing.draft.words == "The note you had begun is saved too."
    room.key(Qt.Key.Key_Escape, room.page.closing.stay)
    assert room.page.capture.line.text == "left the basket #bro"
    session = room.log.id
    stop(room)
    room.qtbot.waitUntil(lambda: room.page.log is None)
    room.settle()
    found = room.file.read(lambda r: r.all(Entry, session_id=session))
    assert sorted((e.t_ms, e.text) for e in found) == [
        (12 * MINUTE, ""),
        (13 * MINUTE, "left the basket"),
    ]
    assert room.file.local("observe.draft") is None
    assert room.page.capture.line.text == ""


def test_an_edited_entry_and_the_note_behind_it_are_both_saved_at_stop(room: Room) -> None:
    room.note("first words")
    room.type("a new note")
    room.page.capture.writing.open(room.entries()[0].id)
    QTest.keyClicks(room.page.capture.line.input, " and more")
    session = room.log.id
    stop(room)
    room.qtbot.waitUntil(lambda: room.page.log is None)
    found = room.file.read(lambda r: r.all(Entry, session_id=session))
    assert sorted(e.text for e in found) == ["a new note", "first words and more"]


def test_the_note_behind_an_edited_entry_is_kept_with_it_and_comes_back(room: Room) -> None:
    room.note("first words")
    room.type("a new note")
    room.page.capture.writing.open(room.entries()[0].id)
    kept = Draft.of(room.page.capture.line._now_draft().plain())
    assert kept is not None
    assert kept.aside is not None
    room.page.capture.line.take(kept, room.page.capture.line.editing)
    room.key(Qt.Key.Key_Escape, room.page.capture.line.input)
    assert room.page.capture.line.text == "a new note"
    room.settle()


def test_a_note_begun_before_a_pause_is_logged_at_stop(room: Room) -> None:
    room.type("before the pause")
    room.page.capture.bar.pause.click()
    room.settle()
    room.clock.advance(MINUTE)
    session = room.log.id
    stop(room)
    room.qtbot.waitUntil(lambda: room.page.log is None)
    (entry,) = room.file.read(lambda r: r.all(Entry, session_id=session))
    assert (entry.text, entry.t_ms) == ("before the pause", 12 * MINUTE)


def test_a_session_stops_only_when_the_disk_has_all_of_it(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    refuse_all(room, monkeypatch)
    room.key("s")
    room.settle()
    session = room.log.id
    stop(room)
    room.settle()
    assert room.page.closing.trouble.isVisible()
    assert room.page.closing.trouble.words.startswith("1 entry is not saved yet.")
    monkeypatch.undo()
    room.log._outbox.again()
    room.qtbot.waitUntil(lambda: room.page.log is None)
    kept = room.file.read(lambda r: r.get(Session, session))
    assert (kept.state, len(room.file.read(lambda r: r.all(Entry, session_id=session)))) == ("done", 1)


def test_the_room_tells_the_window_how_many_entries_wait_for_the_disk(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    refuse_all(room, monkeypatch)
    room.key("s")
    room.key("t")
    room.settle()
    assert room.page.unsaved() == 2
    monkeypatch.undo()
    room.log._outbox.again()
    room.qtbot.waitUntil(lambda: room.page.unsaved() == 0)


def test_what_was_pressed_before_a_pause_is_taken_in_it_when_the_disk_is_back(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    refuse_all(room, monkeypatch)
    room.key("s")
    room.settle()
    monkeypatch.undo()
    room.page.capture.bar.pause.click()
    room.settle()
    room.log._outbox.again()
    room.qtbot.waitUntil(lambda: room.log.unsent == 0)
    assert len(room.entries()) == 1


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
