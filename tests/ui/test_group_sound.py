# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Sound of a group: with everybody's consent only, stopped by a late refusal, erased when it is wanted."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from cxfield.clock import ManualClock
from cxfield.model.enums import ConsentItem
from cxfield.services import interview_audio as audio
from cxfield.services.people import record_consents
from tests.ui import group_room
from tests.ui.group_room import EVENING, SECOND, Room
from tests.ui.voices import Ear, Voice
from ui.audio.recorder import Sound
from ui.context import Ui
from ui.pages.group.consents import ConsentDialog
from ui.pages.group.sound import GroupSound
from ui.widgets.dialog import Dialog

pytestmark = pytest.mark.qt_log_ignore("does not support propagateSizeHints")

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    path = tmp_path_factory.mktemp("sound") / "a.cxf"
    return path, group_room.make(path, ("F1", "F2", "F3"))


@pytest.fixture
def loud(made: tuple[Path, str], qtbot: QtBot, ui: Ui, tmp_path: Path) -> Iterator[tuple[Room, Voice, Ear]]:
    """A group of three that has just begun, with a microphone on the table."""
    path = Path(shutil.copy(made[0], tmp_path / "a.cxf"))
    room = group_room.enter(qtbot, ui, path, ManualClock(EVENING), made[1])
    room.page.source, room.page.player = voice, ear = Voice(), Ear()
    yield group_room.start(room), voice, ear
    if ui.study is not None:
        ui.study.close()


def _sound(room: Room) -> GroupSound:
    assert room.page.sound is not None
    return room.page.sound


def _kept(room: Room) -> tuple[audio.RecordingView, ...]:
    room.settle()
    return room.file.read(lambda reader: audio.recordings(reader, room.id))


def _allow(room: Room, code: str, *, given: bool | None) -> None:
    """An answer that is written down somewhere else, in Plan."""
    person = room.log.seats[room.seat(code)].participant_id
    study = room.ui.study
    assert study is not None
    study.call(record_consents, participant_id=person, answers={ConsentItem.AUDIO: given})
    room.settle()


def _record(room: Room) -> None:
    room.key(Qt.Key.Key_R, held=CTRL)
    room.settle()


def test_a_recording_pauses_with_the_group_and_a_statement_is_heard_by_its_time(
    loud: tuple[Room, Voice, Ear],
) -> None:
    room, voice, ear = loud
    _record(room)
    button = room.view.bar.sound
    assert "Recording" in button.accessibleName()
    voice.say(8)
    room.clock.advance(8 * SECOND)
    room.key("1")
    room.say("The queue is long.")
    assert not room.view.statements.aimed.listen.isHidden()
    room.key(Qt.Key.Key_P, held=CTRL)
    room.settle()
    assert not voice.listening, "nothing is listened to in a pause"
    room.clock.advance(60 * SECOND)
    room.key(Qt.Key.Key_P, held=CTRL)
    room.settle()
    voice.say(1)
    _record(room)
    (view,) = _kept(room)
    assert (view.length_ms, view.whole, view.pauses) == (9000, True, ((8000, 68_000),))
    room.key(Qt.Key.Key_L, held=CTRL)
    room.qtbot.waitUntil(lambda: bool(ear.played))
    assert ear.played[0][2] == 3000, "five seconds before its first letter"
    assert "Not recording" in button.accessibleName()


def test_one_who_has_not_allowed_it_keeps_the_recording_from_starting(loud: tuple[Room, Voice, Ear]) -> None:
    room, voice, _ = loud
    _allow(room, "F2", given=None)
    _record(room)
    assert not voice.listening
    assert "F2" in room.view.toast.label.words
    assert "F2" in room.view.bar.sound.toolTip()
    assert _kept(room) == ()


def test_a_late_refusal_stops_the_recording_wherever_it_is_written_down(
    loud: tuple[Room, Voice, Ear],
) -> None:
    room, voice, _ = loud
    _record(room)
    voice.say(2)
    _allow(room, "F3", given=False)
    room.qtbot.waitUntil(lambda: not voice.listening)
    assert [view.whole for view in _kept(room)] == [True]
    assert room.state().sheet.audio == "stopped"


def test_the_one_who_refuses_is_offered_the_erasure_of_all_of_it(
    loud: tuple[Room, Voice, Ear], monkeypatch: pytest.MonkeyPatch
) -> None:
    room, voice, _ = loud
    _record(room)
    voice.say(2)
    sound = _sound(room)
    dialog = ConsentDialog(room.ui, room.log, sound, room.view)
    person = room.log.seats[room.seat("F1")].participant_id
    dialog.segments[person, ConsentItem.AUDIO].choose("no")
    room.qtbot.waitUntil(lambda: bool(sound.kept) and sound.kept[0].whole)
    assert not voice.listening
    assert "can be erased" in dialog.note.words
    assert not dialog.erase.isHidden()
    assert "0:02" in dialog.erase.words
    monkeypatch.setattr(Dialog, "ask", lambda _self: "keep")
    dialog.erase.click()
    assert len(_kept(room)) == 1, "asked first"
    monkeypatch.setattr(Dialog, "ask", lambda _self: "erase")
    dialog.erase.click()
    room.qtbot.waitUntil(lambda: not sound.kept)
    assert _kept(room) == ()
    assert dialog.erase.isHidden()
    assert room.file.check() == []
    dialog.audio.click()
    assert "F1" in dialog.note.words
    dialog.close()


def test_undo_takes_back_the_turn_and_never_the_recording(loud: tuple[Room, Voice, Ear]) -> None:
    room, voice, _ = loud
    room.key("1")
    _record(room)
    voice.say(1)
    room.key(Qt.Key.Key_Z, held=CTRL)
    room.qtbot.waitUntil(lambda: not room.log.open)
    assert voice.listening
    assert room.state().turns == ()


def test_what_a_crash_left_is_closed_and_heard_when_the_group_is_opened_again(
    loud: tuple[Room, Voice, Ear], qtbot: QtBot, ui: Ui
) -> None:
    room, voice, _ = loud
    _record(room)
    voice.say(3)
    sound = _sound(room)
    sound.recorder.flush()
    room.settle()
    sound.recorder.abandon()
    path = room.file.path
    assert ui.study is not None
    ui.study.close()
    room.page.hide()
    again = group_room.enter(qtbot, ui, path, room.clock, room.id)
    assert [(view.length_ms, view.whole) for view in _kept(again)] == [(3000, True)]
    assert again.state().sheet.audio == "stopped"
    assert _sound(again).recorder.state is Sound.OFF
    qtbot.waitUntil(lambda: bool(_sound(again).kept))
    group_room.leave(again)
