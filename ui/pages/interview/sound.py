# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Sound of the interview on the screen: recording in sight all the time, hearing an answer by its time."""

from PySide6.QtCore import QObject, Signal

from cxfield.errors import UserError
from cxfield.i18n import N_
from cxfield.model.enums import ConsentItem, SessionState
from cxfield.services import interview_audio as audio
from ui.audio.button import SoundButton
from ui.audio.devices import Player, Source
from ui.audio.hearing import Hearing
from ui.audio.recorder import Recorder, Sound
from ui.context import Ui
from ui.pages.interview.talk import Talk


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
        self.hearing = Hearing(ui, talk.study, talk.session_id, player, self)
        self.hearing.said.connect(self.said)
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
        # What stopped it last time may be mended by now.
        if why is not None and why is not self.recorder.why and self.recorder.state is Sound.OFF:
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
        words = why.say(self.ui.texts) if why else ""
        self.button.show_state(recorder.state, recorder.length_ms, words, recorder.trouble)

    def _head_changed(self) -> None:
        """The recording pauses with the interview and ends with it, or when the consent is taken back."""
        talk, recorder = self.talk, self.recorder
        over = talk.head.state in (SessionState.DONE, SessionState.INTERRUPTED)
        if over or talk.allowed(ConsentItem.AUDIO) is not True:
            recorder.stop()
        elif talk.running:
            recorder.go_on()
        else:
            recorder.hold()
        self.show_state()

    def hear(self, t_ms: int) -> None:
        """Play what was said at a moment of the session clock."""
        self.recorder.flush()
        self.hearing.hear(t_ms)

    def leave(self) -> None:
        """The interview goes off the screen: end the recording, be silent."""
        self.recorder.stop()
        self.hearing.leave()
