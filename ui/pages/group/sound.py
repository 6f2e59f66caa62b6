# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Sound of a group: only while everybody at the table allows it, in sight in every window, heard by time."""

from functools import partial

from PySide6.QtCore import QObject, Signal

from cxfield.errors import UserError
from cxfield.i18n import N_
from cxfield.model.enums import SessionState
from cxfield.services import group_sound
from cxfield.services import interview_audio as audio
from ui.audio.button import SoundButton
from ui.audio.devices import Player, Source
from ui.audio.hearing import Hearing
from ui.audio.recorder import Recorder, Sound
from ui.context import Ui
from ui.pages.group.log import Log

#: A statement begins to be typed about this long after it began to be said.
LEAD_MS = 5_000


class GroupSound(QObject):
    """Recorder and player of one group; `said` carries a sentence, `changed` tells what to show again."""

    said = Signal(object)
    changed = Signal()

    def __init__(self, ui: Ui, log: Log, source: Source | None = None, player: Player | None = None) -> None:
        super().__init__(log)
        self.ui, self.log = ui, log
        self.kept: tuple[audio.RecordingView, ...] = ()
        begin = partial(group_sound.begin_sound, clock_id=log.clock_id)
        self.recorder = Recorder(log.id, log.study.call, log.now, source, self, begin=begin)
        self.hearing = Hearing(ui, log.study, log.id, player, self)
        self._gone = False
        self._was = Sound.OFF
        self.hearing.said.connect(self.said)
        self.recorder.refused.connect(self.said)
        self.recorder.changed.connect(self._recorded)
        log.changed.connect(self._follow)
        log.study.closed.connect(self.recorder.abandon)
        if log.study.read_only:
            self._look()
        else:
            self._close()

    @property
    def recording(self) -> bool:
        """Whether something is being recorded, or held in a pause."""
        return self.recorder.state is not Sound.OFF

    def refusers(self) -> tuple[str, ...]:
        """The codes of those at the table who have not allowed a recording."""
        return tuple(seat.code for seat in self.log.state.people if seat.audio is not True)

    def why_not(self) -> UserError | None:
        """The reason why nothing can be recorded now."""
        codes = self.refusers()
        if codes:
            return UserError(
                N_("No recording: {codes} has not allowed it. Everybody's consent is needed."),
                codes=", ".join(codes),
            )
        if not self.log.live:
            return UserError(N_("The group is not running. Continue it first, then record."))
        return self.recorder.why

    def toggle(self) -> None:
        """Start or end the recording; a sentence says why it cannot be started."""
        why = self.why_not()
        if not self.recording and why is not None and why is not self.recorder.why:
            self.said.emit(why)
            return
        self.recorder.toggle()

    def show_on(self, button: SoundButton) -> None:
        """Show on a window's button what the recorder does."""
        why = self.why_not()
        recorder = self.recorder
        button.setVisible(not self.log.over and not self.log.study.read_only)
        words = why.say(self.ui.texts) if why else ""
        button.show_state(recorder.state, recorder.length_ms, words, recorder.trouble)

    def heard_at(self, t_ms: int) -> bool:
        """Whether something can be heard of a moment."""
        if self.recording and self.recorder.began_t <= t_ms:
            return True
        return audio.recording_at(self.kept, t_ms) is not None

    def hear(self, t_ms: int) -> None:
        """Play what was said at a moment of the session clock, and a little before: hands follow ears."""
        self.recorder.flush()
        before = max(0, t_ms - LEAD_MS)
        self.hearing.hear(before if self.heard_at(before) else t_ms)

    def erase(self) -> None:
        """Take everything that was recorded out of the file for good."""
        self.recorder.stop()
        self.hearing.player.stop()
        self.log.study.call(
            group_sound.erase_sound, session_id=self.log.id, label=N_("Recording"), undoable=False,
            done=lambda _c: self._look(), failed=self.said.emit,
        )  # fmt: skip

    def leave(self) -> None:
        """The group goes off the screen: end the recording, be silent."""
        self._gone = True
        self.recorder.stop()
        self.hearing.leave()

    def _close(self) -> None:
        """End on the disk what does not go on, then see what there is."""
        self.log.study.call(
            group_sound.close_sound, session_id=self.log.id, label=N_("Recording"), undoable=False,
            done=lambda _c: self._look(),
        )  # fmt: skip

    def _look(self) -> None:
        if not self._gone:
            self.log.study.ask(audio.recordings, self.log.id, done=self._looked)

    def _looked(self, found: tuple[audio.RecordingView, ...]) -> None:
        if not self._gone:
            self.kept = found
            self.changed.emit()

    def _recorded(self) -> None:
        now = self.recorder.state
        if now is Sound.OFF and self._was is not Sound.OFF:
            self._close()
        self._was = now
        self.changed.emit()

    def _follow(self) -> None:
        """The recording pauses and ends with the group, and ends at the first who does not allow it."""
        recorder, log = self.recorder, self.log
        if not self.recording:
            pass
        elif self.refusers() or log.over:
            recorder.stop()
        elif log.live:
            recorder.go_on()
        elif log.state.head.state is SessionState.PAUSED:
            recorder.hold()
        self.changed.emit()
