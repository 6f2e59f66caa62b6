# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Sound of an interview: with consent only, in sight, paused with it, heard again by an answer's time."""

import builtins
import io
import types
import wave
from collections.abc import Callable
from typing import Any
from unittest.mock import Mock

import pytest
from PySide6.QtCore import QByteArray, QObject, QPoint, Qt, Signal
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from cxfield.errors import UserError
from cxfield.model.enums import ConsentItem
from cxfield.model.listening import Recording
from cxfield.services import interview_audio as audio
from tests.ui.interview_room import Room, room
from tests.ui.test_respondent import give, touch, wait
from tests.ui.voices import SECOND, Ear, Voice
from ui.audio import devices
from ui.audio.devices import GONE, Loudspeaker, Microphone
from ui.audio.recorder import Sound

__all__ = ["room"]


@pytest.fixture
def loud(room: Callable[..., Room]) -> tuple[Room, Voice, Ear]:
    """An interview with a microphone."""
    r, voice, ear = room(), Voice(), Ear()
    r.page.source, r.page.player = voice, ear
    return r, voice, ear


def _recordings(r: Room) -> tuple[audio.RecordingView, ...]:
    session = r.view.talk.session_id
    return r.file.read(lambda reader: audio.recordings(reader, session))


def test_a_recording_pauses_with_the_interview_and_plays_from_an_answers_time(
    loud: tuple[Room, Voice, Ear],
) -> None:
    r, voice, ear = loud
    r.begin()
    r.to("highlights")
    r.press(Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier)
    r.settle()
    desk = r.view.sound
    assert desk.recorder.state == Sound.RECORDING.value, desk.button.toolTip()
    assert "Recording" in desk.button.accessibleName()
    voice.say(3)
    r.clock.advance(2000)
    r.type("Well")
    r.clock.advance(1000)
    r.view.talk.pause()
    r.settle()
    assert desk.recorder.state is Sound.PAUSED
    assert not voice.listening, "nothing is listened to in a pause"
    voice.say(5)
    r.clock.advance(60_000)
    r.view.talk.pause()
    r.settle()
    voice.say(2)
    r.clock.advance(2000)
    desk.recorder.stop()
    r.settle()
    (view,) = _recordings(r)
    assert (view.length_ms, view.whole, view.pauses) == (5000, True, ((3000, 63_000),))
    desk.hear(64_000)
    r.bot.waitUntil(lambda: bool(ear.played))
    assert ear.played == [(audio.PCM, len(SECOND), 4000)], "the fourth second of sound, one is left"
    box = r.box
    QTest.mouseClick(box.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(24, 26))
    r.bot.waitUntil(lambda: len(ear.played) > 1)
    assert ear.played[1][2] == 2000, "the time in front of the first paragraph"
    desk.hear(30_000)
    assert "Nothing was recorded" in r.view.toast.label.words


@pytest.mark.parametrize("told", [False, None])
def test_without_consent_nothing_is_recorded_and_the_reason_is_said(
    loud: tuple[Room, Voice, Ear], told: bool | None
) -> None:
    r, voice, _ = loud
    r.page.entered()
    r.begin()
    r.view.talk.consent(ConsentItem.AUDIO, given=False)
    r.settle()
    r.view.sound.button.click()
    r.settle()
    assert not voice.listening
    assert "not allowed" in r.view.sound.button.toolTip()
    assert _recordings(r) == ()


def test_taking_the_consent_back_ends_the_recording(loud: tuple[Room, Voice, Ear]) -> None:
    r, voice, _ = loud
    r.begin()
    r.view.sound.button.click()
    r.settle()
    voice.say(1)
    r.view.talk.consent(ConsentItem.AUDIO, given=False)
    r.settle()
    assert not voice.listening
    assert r.view.sound.recorder.state is Sound.OFF


def test_no_microphone_or_a_broken_one_never_stops_the_interview(loud: tuple[Room, Voice, Ear]) -> None:
    r, voice, _ = loud
    voice.why = UserError("No microphone was found.")
    r.begin()
    r.to("highlights")
    r.view.sound.button.click()
    r.settle()
    assert "No microphone" in r.view.sound.button.toolTip()
    assert _recordings(r) == (), "no empty recording is left behind"
    voice.why = None
    r.view.sound.button.click()
    r.settle()
    assert voice.listening, "connected meanwhile"


def test_a_microphone_that_goes_away_is_told_and_what_it_heard_is_kept(loud: tuple[Room, Voice, Ear]) -> None:
    r, voice, _ = loud
    r.begin()
    r.to("highlights")
    r.view.sound.button.click()
    r.settle()
    voice.say(2)
    voice.broken(UserError(GONE, name="USB"))
    button = r.view.sound.button
    assert (voice.listening, button.words) == (False, "The recording broke off")
    assert "The microphone is gone: USB. What was recorded is kept." in button.toolTip()
    assert button.toolTip() == r.view.toast.label.words
    r.type("Still here")
    r.settle()
    assert r.answer("highlights").text == "Still here"
    assert [(view.length_ms, view.whole) for view in _recordings(r)] == [(2000, True)]
    button.click()  # another one is connected
    r.settle()
    assert (voice.listening, button.words) == (True, "Recording 0:00")
    voice.say(1)
    r.view.sound.recorder.stop()
    r.settle()
    assert [view.length_ms for view in _recordings(r)] == [2000, 1000]


def test_a_muted_microphone_is_told_while_the_recording_goes_on(loud: tuple[Room, Voice, Ear]) -> None:
    r, voice, _ = loud
    r.begin()
    r.view.sound.button.click()
    r.settle()
    voice.keep_still(5)
    assert "Recording" in r.view.sound.button.words, "somebody may think for a while"
    voice.keep_still(1)
    assert r.view.sound.button.words == "No sound 0:06"
    assert "not muted" in r.view.toast.label.words
    voice.say(1)
    assert (r.view.sound.button.words, voice.listening) == ("Recording 0:07", True)


@pytest.mark.qt_log_ignore("propagateSizeHints")
def test_whoever_answers_on_a_screen_of_their_own_sees_that_sound_is_recorded(
    loud: tuple[Room, Voice, Ear],
) -> None:
    r, voice, _ = loud
    r.begin()
    r.to("csat")
    r.view.sound.button.click()
    r.settle()
    touch(r.view.pane.hand)
    screen = give(r)
    sign = screen.sound
    assert (sign.isVisible(), sign.accessibleName()) == (True, "Sound is recorded")
    touch(screen.next)
    r.settle()
    wait(lambda: not screen._busy, "the next question does not come")
    assert sign.isVisible(), "with every question"
    r.view.talk.pause()
    r.settle()
    assert (sign.isVisible(), sign.accessibleName()) == (True, "Recording paused")
    r.view.talk.pause()
    r.settle()
    voice.broken(UserError(GONE, name="USB"))
    r.settle()
    assert not sign.isVisible()
    screen._release()


class Library(types.SimpleNamespace):
    """The sound library with one microphone in it; `tell(n)` gives n bytes, `pull()` unplugs it."""

    def __init__(self) -> None:
        library = self

        class Lists(QObject):
            audioInputsChanged = Signal()  # noqa: N815 - as the library calls it

            def __init__(self) -> None:
                super().__init__()
                library.lists = self

            @staticmethod
            def defaultAudioInput() -> Any:
                return library.inputs[0]

            @staticmethod
            def audioInputs() -> list[Any]:
                return library.inputs

        class Stream(QObject):
            readyRead = Signal()  # noqa: N815
            stateChanged = Signal()  # noqa: N815

            def __init__(self, *_: object) -> None:
                super().__init__()
                library.stream = self
                self.waiting = b""

            def start(self) -> Any:
                return self

            def stop(self) -> None:
                self.waiting = b"late"

            def error(self) -> str:
                return "fine"

            def readAll(self) -> QByteArray:
                waiting, self.waiting = self.waiting, b""
                return QByteArray(waiting)

        super().__init__(
            QMediaDevices=Lists,
            QAudioSource=Stream,
            QAudioFormat=Mock(),
            QtAudio=types.SimpleNamespace(Error=types.SimpleNamespace(NoError="fine")),
        )
        self.inputs = [
            types.SimpleNamespace(
                id=lambda: b"usb",
                isNull=lambda: False,
                description=lambda: "USB",
                isFormatSupported=lambda _f: True,
            )
        ]


def _listen(monkeypatch: pytest.MonkeyPatch) -> tuple[Library, Microphone, list[bytes], list[UserError]]:
    library, microphone = Library(), Microphone()
    heard: list[bytes] = []
    told: list[UserError] = []

    def gone(error: UserError) -> None:
        told.append(error)
        microphone.stop()

    monkeypatch.setattr(devices, "_library", lambda: library)
    monkeypatch.setattr(devices, "GONE_MS", 30)
    microphone.start(heard.append, gone)
    return library, microphone, heard, told


def test_a_microphone_that_says_nothing_any_more_is_gone(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    library, _, heard, told = _listen(monkeypatch)
    library.stream.waiting = b"last"  # it came, and the window had no time to read it
    qtbot.waitUntil(lambda: bool(told))
    assert heard == [b"last"]
    assert "USB" in str(told[0])
    assert len(told) == 1


def test_a_microphone_off_the_list_is_gone_though_another_source_goes_on_for_it(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    library, microphone, heard, told = _listen(monkeypatch)
    library.lists.audioInputsChanged.emit()
    assert told == [], "another one came or went"
    library.stream.waiting = b"said"
    library.inputs = []
    library.lists.audioInputsChanged.emit()
    assert (heard, len(told)) == ([b"said"], 1)
    microphone.stop()


def test_what_a_crash_left_can_be_heard_to_the_last_piece(loud: tuple[Room, Voice, Ear]) -> None:
    r, voice, _ = loud
    r.begin()
    r.view.sound.button.click()
    r.settle()
    voice.say(7)
    r.view.sound.recorder.flush()
    voice.say(1)  # less than two seconds are in memory alone
    r.settle()
    r.view.sound.recorder.abandon()
    (view,) = _recordings(r)
    assert (view.length_ms, view.whole) == (7000, False)
    data = r.file.read(lambda reader: audio.sound_from(reader, view, 5000))
    with wave.open(io.BytesIO(audio.wav(data, view.rate))) as sound:
        assert (sound.getnframes(), sound.getframerate()) == (2 * audio.RATE, audio.RATE)
    session = r.view.talk.session_id
    r.page.open(session)
    r.settle()
    assert [one.whole for one in _recordings(r)] == [True], "the next opening closes it"


def test_no_sound_library_is_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    plain = builtins.__import__

    def missing(name: str, *args: Any, **more: Any) -> Any:
        names = more.get("fromlist") or (args[2] if len(args) > 2 else ())
        if name == "PySide6" and names and "QtMultimedia" in names:
            raise ImportError("libpulse.so.0: cannot open shared object file")
        return plain(name, *args, **more)

    monkeypatch.setattr(builtins, "__import__", missing)
    with pytest.raises(UserError, match="sound library"):
        Microphone().start(lambda _data: None, lambda _why: None)
    view = audio.RecordingView("r", "a", audio.PCM, "", 0, 10, audio.RATE, (), whole=True)
    with pytest.raises(UserError, match="sound library"):
        Loudspeaker().play(view, b"", 0)


def test_a_recording_from_elsewhere_is_attached_or_refused(
    loud: tuple[Room, Voice, Ear], tmp_path: Any
) -> None:
    r, _, ear = loud
    r.begin()
    session = r.view.talk.session_id
    meeting = tmp_path / "meeting.mp4"
    meeting.write_bytes(b"\0" * 3_000_000)
    r.page.study.call(audio.attach_file, session_id=session, path=meeting, t_ms=5000)
    r.settle()
    (view,) = _recordings(r)
    assert (view.name, view.media_type, view.t_ms, view.whole) == ("meeting.mp4", "video/mp4", 5000, True)
    r.view.sound.hear(9000)
    r.bot.waitUntil(lambda: bool(ear.played))
    assert ear.played == [("video/mp4", 3_000_000, 4000)]
    for path in (tmp_path / "gone.mp3", tmp_path / "notes.txt"):
        with pytest.raises(UserError):
            r.file.write(
                lambda uow, at=path: audio.attach_file(uow, session_id=session, path=at), label=""
            ).result()
    r.file.write(lambda uow: audio.drop_recording(uow, recording_id=view.id), label="").result()
    assert r.file.read(lambda reader: reader.all(Recording)) == []
    assert r.file.check() == []


def test_erasing_the_person_takes_the_sound_away(loud: tuple[Room, Voice, Ear]) -> None:
    r, voice, _ = loud
    r.begin()
    r.view.sound.button.click()
    r.settle()
    voice.say(1)
    r.view.sound.recorder.stop()
    r.view.talk.stop(interrupted=False)
    r.settle()
    session = r.file.read(lambda reader: reader.all(Recording))[0]
    person, sound = session.participant_id, session.attachment_id
    assert person is not None
    assert sound is not None
    r.file.write(lambda uow: uow.erase_person(person, ""), label="").result()
    assert r.file.read(lambda reader: reader.stored_size(sound)) == 0
