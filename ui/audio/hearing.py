# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Hearing what was said at a moment of the session clock."""

from typing import Any

from PySide6.QtCore import QObject, Signal

from cxfield.errors import UserError
from cxfield.i18n import N_
from cxfield.services import interview_audio as audio
from ui.audio.devices import Loudspeaker, Player
from ui.context import Ui
from ui.session import StudySession

#: So much is read at once to be heard: ten minutes of speech.
_HEARD_MS = 600_000


class Hearing(QObject):
    """The player of one session; `said` carries a sentence when there is nothing to hear."""

    said = Signal(object)

    def __init__(
        self, ui: Ui, study: StudySession, session_id: str, player: Player | None, parent: QObject
    ) -> None:
        super().__init__(parent)
        self.ui, self.study, self.id = ui, study, session_id
        self.player: Player = player or Loudspeaker()
        self._gone = False

    def hear(self, t_ms: int) -> None:
        """Play what was said at a moment of the session clock."""
        view = audio.recording_at(self.study.read(audio.recordings, self.id), t_ms)
        if view is None:
            time = self.ui.texts.stopwatch(t_ms)
            self.said.emit(UserError(N_("Nothing was recorded at {time}."), time=time))
            return
        place = view.place(t_ms)
        self.study.ask(
            load_sound, view, place, done=lambda data: self._play(view, data, place), failed=self.said.emit
        )

    def _play(self, view: audio.RecordingView, data: bytes, place: int) -> None:
        if self._gone:
            return
        try:
            self.player.play(view, data, place)
        except UserError as error:
            self.said.emit(error)

    def leave(self) -> None:
        """The session goes off the screen: be silent."""
        self._gone = True
        self.player.stop()


def load_sound(reader: Any, view: audio.RecordingView, place: int) -> bytes:
    """The sound from a place on: samples, or the whole file of another maker."""
    if view.media_type == audio.PCM:
        return audio.sound_from(reader, view, place, _HEARD_MS)
    data: bytes = reader.stored_bytes(view.attachment_id)
    return data
