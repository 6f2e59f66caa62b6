# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The machine's microphone and loudspeaker. Without them, or without a sound library, a sentence says why.

QtMultimedia is imported when sound is first asked for and never before: a machine whose sound libraries are
missing or broken starts the program all the same.
"""

from collections.abc import Callable
from typing import Any, Protocol

from cxfield.errors import UserError
from cxfield.i18n import N_
from cxfield.services.interview_audio import RATE, RecordingView

NO_LIBRARY = N_("This machine has no working sound library. The interview goes on without sound.")
NO_MICROPHONE = N_("No microphone was found. Connect one, or go on without sound.")
NO_SPEAKER = N_("No loudspeaker was found. The recording cannot be played here.")
BROKEN = N_("The microphone cannot be used: {reason}. The interview goes on without sound.")
GONE = N_("The microphone is gone: {name}. What was recorded is kept. Connect one and record again.")
#: When nothing has been heard for so long, there is no microphone any more. It is asked in parts of that, so
#: that a window which was busy for a moment is not taken for a silent microphone.
GONE_MS, _LOOKS = 3000, 3


class Source(Protocol):
    """Where sound comes from: samples of 16 bits, one channel, RATE a second."""

    def start(self, heard: Callable[[bytes], None], broken: Callable[[UserError], None]) -> None:
        """Listen from now on; UserError when it cannot be done. `broken` when it cannot go on."""
        ...

    def stop(self) -> None:
        """Listen no more."""
        ...


class Player(Protocol):
    """Where sound goes to."""

    def play(self, view: RecordingView, data: bytes, place_ms: int) -> None:
        """Play: samples from the place on, or a whole file to be begun at the place."""
        ...

    def stop(self) -> None:
        """Be silent."""
        ...


class Microphone:
    """The system's microphone. One that was unplugged may say nothing of it: its silence does.

    Some systems then go on with another source, which may be what the loudspeaker plays: so the list of
    microphones is watched too.
    """

    def __init__(self) -> None:
        self._input: Any = None
        self._device: Any = None
        self._watch: Any = None
        self._list: Any = None
        self._heard: Callable[[bytes], None] | None = None
        self._silent = 0

    def start(self, heard: Callable[[bytes], None], broken: Callable[[UserError], None]) -> None:
        """Listen; the library is imported here."""
        media = _library()
        found = media.QMediaDevices.defaultAudioInput()
        if found.isNull():
            raise UserError(NO_MICROPHONE)
        form = _format(media)
        if not found.isFormatSupported(form):
            raise UserError(BROKEN, reason=found.description())
        self._input = media.QAudioSource(found, form)
        self._device = self._input.start()
        if self._device is None or self._input.error() != media.QtAudio.Error.NoError:
            self.stop()
            raise UserError(BROKEN, reason=found.description())
        self._heard = heard
        self._device.readyRead.connect(self._read)
        # Without a parameter: the library cannot hand its state over to Python.
        self._input.stateChanged.connect(lambda: self._check(media, broken))
        self._guard(media, found, broken)

    def _read(self) -> None:
        """Hand on what has come."""
        if self._device is None or self._heard is None:
            return
        data = bytes(self._device.readAll().data())
        if data:
            self._silent = 0
            self._heard(data)

    def _guard(self, media: Any, found: Any, broken: Callable[[UserError], None]) -> None:
        """Also a silent room has samples: when none come, or it is on the list no more, it is gone."""
        from PySide6.QtCore import QTimer

        gone = UserError(GONE, name=found.description())

        def there() -> bool:
            return any(one.id() == found.id() for one in media.QMediaDevices.audioInputs())

        def look() -> None:
            self._silent += 1
            self._read()
            if self._silent >= _LOOKS:
                broken(gone)

        def listed() -> None:
            if self._input is not None and not there():
                broken(gone)

        self._silent = 0
        self._watch = QTimer()
        self._watch.setInterval(GONE_MS // _LOOKS)
        self._watch.timeout.connect(look)
        self._watch.start()
        if there():
            self._list = media.QMediaDevices()
            self._list.audioInputsChanged.connect(listed)

    def _check(self, media: Any, broken: Callable[[UserError], None]) -> None:
        if self._input is not None and self._input.error() != media.QtAudio.Error.NoError:
            broken(UserError(BROKEN, reason=self._input.error().name))

    def stop(self) -> None:
        """Let the microphone go; what it has heard until now is handed on first."""
        self._read()
        for part in (self._watch, self._input):
            if part is not None:
                part.stop()
        for part in (self._watch, self._input, self._list):
            if part is not None:
                part.deleteLater()  # it may be what is telling of it
        self._input = self._device = self._watch = self._list = self._heard = None


class Loudspeaker:
    """The system's loudspeaker: samples through a sink, files of other makers through its media player."""

    def __init__(self) -> None:
        self._playing: list[Any] = []

    def play(self, view: RecordingView, data: bytes, place_ms: int) -> None:
        """Play from memory: sound never leaves the study file for a file of its own."""
        self.stop()
        media = _library()
        from PySide6.QtCore import QBuffer, QByteArray, QUrl

        output = media.QMediaDevices.defaultAudioOutput()
        if output.isNull():
            raise UserError(NO_SPEAKER)
        buffer = QBuffer()
        buffer.setData(QByteArray(data))
        buffer.open(QBuffer.OpenModeFlag.ReadOnly)
        if view.media_type == "audio/l16":
            sink = media.QAudioSink(output, _format(media, view.rate))
            sink.start(buffer)
            self._playing = [sink, buffer]
            return
        player = media.QMediaPlayer()
        voice = media.QAudioOutput(output)
        player.setAudioOutput(voice)
        player.setSourceDevice(buffer, QUrl(view.name))
        player.setPosition(place_ms)
        player.play()
        self._playing = [player, voice, buffer]

    def stop(self) -> None:
        """Be silent."""
        if self._playing:
            self._playing[0].stop()
        self._playing = []


def _library() -> Any:
    try:
        from PySide6 import QtMultimedia
    except (ImportError, OSError) as error:
        raise UserError(NO_LIBRARY) from error
    return QtMultimedia


def _format(media: Any, rate: int = RATE) -> Any:
    form = media.QAudioFormat()
    form.setSampleRate(rate)
    form.setChannelCount(1)
    form.setSampleFormat(media.QAudioFormat.SampleFormat.Int16)
    return form
