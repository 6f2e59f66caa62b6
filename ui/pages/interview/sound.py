# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Sound of the interview on the screen: recording in sight all the time, hearing an answer by its time."""

from typing import Any

from PySide6.QtCore import QObject, Signal

from cxfield.errors import UserError
from cxfield.i18n import N_
from cxfield.model.enums import ConsentItem, SessionState
from cxfield.services import interview_audio as audio
from ui.audio.devices import Loudspeaker, Player, Source
from ui.audio.recorder import Recorder, Sound
from ui.context import Ui
from ui.pages.interview.talk import Talk
from ui.pages.interview.words import minutes
from ui.shortcuts import keycap_of
from ui.widgets.buttons import Button, Kind

#: So much is read at once to be heard: ten minutes of speech.
_HEARD_MS = 600_000


class SoundButton(Button):
    """What the recorder does, in words and colour; a tap starts or ends it."""

    def __init__(self, ui: Ui) -> None:
        super().__init__(ui, lambda x: x.t("Record"), icon_name="mic", touch=True)
        self._tight = False
        self._state, self._length, self._why = Sound.OFF, 0, ""

    def set_tight(self, tight: bool) -> None:
        """Signs and time only."""
        self._tight = tight
        self.show_state(self._state, self._length, self._why)

    def show_state(self, state: Sound, length_ms: int, why: str) -> None:
        """Show it; `why` is the reason when nothing is recorded."""
        self._state, self._length, self._why = state, length_ms, why
        texts, time = self.ui.texts, minutes(length_ms)
        said = {
            Sound.OFF: texts.t("Not recording"),
            Sound.RECORDING: texts.t("Recording {time}", time=time),
            Sound.PAUSED: texts.t("Recording paused {time}", time=time),
        }[state]
        if state is Sound.OFF:
            self.set_words("" if self._tight else texts.t("Record"))
        else:
            self.set_words(time if self._tight else said)
        self.set_icon_name({Sound.OFF: "mic", Sound.RECORDING: "record", Sound.PAUSED: "pause"}[state])
        self.set_kind(Kind.DANGER if state is Sound.RECORDING else Kind.OUTLINE)
        self.setAccessibleName(said)
        self.setToolTip(why or f"{said} ({keycap_of('interview.record')})")


class SoundDesk(QObject):
    """Recorder and player of one interview; `said` carries a sentence for the user."""

    said = Signal(object)

    def __init__(
        self, ui: Ui, talk: Talk, source: Source | None = None, player: Player | None = None
    ) -> None:
        super().__init__(talk)
        self.ui, self.talk = ui, talk
        self.button = SoundButton(ui)
        self.recorder = Recorder(talk.session_id, talk.write_plain, talk.now, source, self)
        self.player: Player = player or Loudspeaker()
        self.recorder.changed.connect(self.show_state)
        self.recorder.refused.connect(self.said)
        self.button.clicked.connect(self.toggle)
        talk.head_changed.connect(self._head_changed)
        talk.study.closed.connect(self.recorder.abandon)
        ui.texts_changed.connect(self.show_state)
        if not talk.read_only:
            talk.write(audio.close_broken, label=N_("Recording"), undoable=False)
        self.show_state()

    def toggle(self) -> None:
        """Start or end the recording; a sentence says why it cannot be started."""
        why = self._why_not()
        if why is not None and self.recorder.state is Sound.OFF:
            self.said.emit(why)
            return
        self.recorder.toggle()

    def _why_not(self) -> UserError | None:
        talk = self.talk
        if talk.allowed(ConsentItem.AUDIO) is not True:
            return UserError(
                N_("Audio recording is not allowed in the consent. The interview goes on without sound.")
            )
        if not talk.running:
            return UserError(N_("The interview is not running. Continue it first, then record."))
        return self.recorder.why

    def show_state(self) -> None:
        """Show what the recorder does."""
        if self.talk.gone:
            return
        why = self._why_not()
        recorder = self.recorder
        if self.button.parentWidget() is not None:  # without one it would be a window for a moment
            self.button.setVisible(self.talk.head.state is not SessionState.DONE)
        self.button.show_state(recorder.state, recorder.length_ms, why.say(self.ui.texts) if why else "")

    def _head_changed(self) -> None:
        """The recording pauses with the interview and ends with it, or when the consent is taken back."""
        talk, recorder = self.talk, self.recorder
        over = talk.head.state in (SessionState.DONE, SessionState.INTERRUPTED)
        if over or talk.allowed(ConsentItem.AUDIO) is not True:
            recorder.stop()
        elif talk.running:
            recorder.why = None
            recorder.go_on()
        else:
            recorder.hold()
        self.show_state()

    def hear(self, t_ms: int) -> None:
        """Play what was said at a moment of the session clock."""
        study = self.talk.study
        self.recorder.flush()
        view = audio.recording_at(study.read(audio.recordings, self.talk.session_id), t_ms)
        if view is None:
            time = self.ui.texts.stopwatch(t_ms)
            self.said.emit(UserError(N_("Nothing was recorded at {time}."), time=time))
            return
        place = view.place(t_ms)
        study.ask(
            load_sound, view, place, done=lambda data: self._play(view, data, place), failed=self.said.emit
        )

    def _play(self, view: audio.RecordingView, data: bytes, place: int) -> None:
        if self.talk.gone:
            return
        try:
            self.player.play(view, data, place)
        except UserError as error:
            self.said.emit(error)

    def leave(self) -> None:
        """The interview goes off the screen: end the recording, be silent."""
        self.recorder.stop()
        self.player.stop()


def load_sound(reader: Any, view: audio.RecordingView, place: int) -> bytes:
    """The sound from a place on: samples, or the whole file of another maker."""
    if view.media_type == audio.PCM:
        return audio.sound_from(reader, view, place, _HEARD_MS)
    data: bytes = reader.stored_bytes(view.attachment_id)
    return data
