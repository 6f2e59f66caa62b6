# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Records an interview: with consent only, paused with it, on disk every second."""

from collections.abc import Callable
from enum import StrEnum
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from cxfield.errors import UserError
from cxfield.i18n import N_
from cxfield.services import interview_audio as audio
from ui.audio.devices import Microphone, Source

Write = Callable[..., object]


class Sound(StrEnum):
    """What the recorder does."""

    OFF = "off"
    RECORDING = "recording"
    PAUSED = "paused"


class Trouble(StrEnum):
    """What is wrong with the sound; it is shown until it is over or answered."""

    NONE = ""
    #: It ended by itself.
    CUT = "cut"
    #: Samples come, and not one of them is a sound: muted, or unplugged and replaced by nothing.
    QUIET = "quiet"


QUIET_MS = 5000
_QUIET_BYTES = QUIET_MS * audio.RATE // 1000 * audio.SAMPLE_BYTES
QUIET = N_(
    "No sound comes from the microphone. Check that it is connected and not muted; the recording goes on."
)


class Recorder(QObject):
    """`toggle()` starts and stops; `write(verb, label=, done=, failed=, …)` is how the interview writes.

    `begin` is the verb that begins a recording: it knows whose consent is needed.
    """

    changed = Signal()
    refused = Signal(object)

    def __init__(
        self,
        session_id: str,
        write: Write,
        now: Callable[[], int],
        source: Source | None = None,
        parent: QObject | None = None,
        *,
        begin: Callable[..., Any] = audio.start_recording,
    ) -> None:
        super().__init__(parent)
        self._session, self._write, self._now, self._begin = session_id, write, now, begin
        self._source: Source = source or Microphone()
        self._recording: Any = None
        self._buffer = bytearray()
        self._held_at: int | None = None
        self._kept = 0
        self.state = Sound.OFF
        self.why: UserError | None = None
        self.trouble = Trouble.NONE
        self._mute = 0
        self._timer = QTimer(self)
        self._timer.setInterval(audio.PIECE_MS)
        self._timer.timeout.connect(self.flush)

    @property
    def length_ms(self) -> int:
        """How much sound there is, in ms."""
        return (self._kept + len(self._buffer)) // audio.SAMPLE_BYTES * 1000 // audio.RATE

    @property
    def began_t(self) -> int:
        """The session clock at the first sound of what is being recorded."""
        return int(self._recording.t_ms) if self._recording is not None else 0

    @property
    def attachment_id(self) -> str:
        """The attachment that is being filled."""
        return str(self._recording.attachment_id) if self._recording is not None else ""

    def start(self) -> None:
        """Ask the study first (it knows the consent), then the microphone."""
        if self.state is not Sound.OFF:
            return
        self.trouble, self._mute = Trouble.NONE, 0
        self._write(
            self._begin,
            label=N_("Recording"),
            undoable=False,
            session_id=self._session,
            done=self._begun,
            failed=self._refuse,
        )

    def _begun(self, committed: Any) -> None:
        self._recording = committed.value
        self._buffer.clear()
        self._kept = 0
        try:
            self._source.start(self._heard, self._broke)
        except UserError as error:
            self._end()
            self._refuse(error)
            return
        self.why = None
        self._timer.start()
        self._become(Sound.RECORDING)

    def hold(self) -> None:
        """The interview pauses: nothing is listened to."""
        if self.state is Sound.RECORDING:
            self._source.stop()
            self.flush()
            self._held_at = self._now()
            self.trouble, self._mute = Trouble.NONE, 0
            self._become(Sound.PAUSED)

    def go_on(self) -> None:
        """The interview goes on."""
        if self.state is not Sound.PAUSED or self._held_at is None:
            return
        try:
            self._source.start(self._heard, self._broke)
        except UserError as error:
            self._broke(error)
            return
        self._write(
            audio.note_pause,
            label=N_("Recording"),
            undoable=False,
            recording_id=self._recording.id,
            from_t=self._held_at,
            to_t=self._now(),
        )
        self._held_at = None
        self._become(Sound.RECORDING)

    def stop(self) -> None:
        """End the recording."""
        self.trouble = Trouble.NONE
        if self.state is Sound.OFF:
            return
        self._source.stop()
        self.flush()
        self._end()
        self._become(Sound.OFF)

    def abandon(self) -> None:
        """The study is closed: listen no more; what was handed over is on the disk."""
        self._source.stop()
        self._timer.stop()
        self._recording = None
        self.state = Sound.OFF

    def toggle(self) -> None:
        """Start, or end."""
        if self.state is Sound.OFF:
            self.start()
        else:
            self.stop()

    def flush(self) -> None:
        """Hand what was heard to the study: at most a second of sound is in memory alone."""
        if not self._buffer or self._recording is None:
            return
        data = bytes(self._buffer)
        self._buffer.clear()
        self._kept += len(data)
        self._write(
            audio.add_sound,
            label=N_("Recording"),
            undoable=False,
            attachment_id=self._recording.attachment_id,
            data=data,
            failed=self._broke,
        )
        self.changed.emit()

    def _heard(self, data: bytes) -> None:
        if self.state is Sound.OFF:
            return
        self._buffer += data
        # Also a silent room has sounds: nothing but noughts is a fault.
        self._mute = 0 if any(data) else self._mute + len(data)
        if self._mute > _QUIET_BYTES and self.trouble is Trouble.NONE:
            self.trouble = Trouble.QUIET
            self._refuse(UserError(QUIET))
        elif not self._mute and self.trouble is Trouble.QUIET:
            self.trouble, self.why = Trouble.NONE, None
            self.changed.emit()

    def _broke(self, error: BaseException) -> None:
        """It cannot go on: keep what was heard, and say so."""
        if self.state is not Sound.OFF:
            self.stop()
            self.trouble = Trouble.CUT
        self._refuse(error)

    def _end(self) -> None:
        self._timer.stop()
        if self._recording is not None:
            self._write(
                audio.end_recording,
                label=N_("Recording"),
                undoable=False,
                recording_id=self._recording.id,
            )
        self._recording = None
        self._held_at = None

    def _refuse(self, error: BaseException) -> None:
        self.why = error if isinstance(error, UserError) else None
        self.refused.emit(error)
        self.changed.emit()

    def _become(self, state: Sound) -> None:
        self.state = state
        self.changed.emit()
