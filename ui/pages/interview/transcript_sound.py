# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The recording behind a transcript: attached, moved to the clock of the interview, heard at the cursor."""

from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QFileDialog

from cxfield.errors import UserError
from cxfield.i18n import N_
from cxfield.services import interview_audio as audio
from cxfield.services import transcripts as desk
from ui.audio.devices import Loudspeaker, Player
from ui.audio.hearing import load_sound
from ui.pages.interview.transcript_coding import Reading
from ui.widgets.buttons import Button
from ui.widgets.field import LineInput

_CLOCK_PARTS = 3


class Listening:
    """Attaches, aligns and plays; `session` is the interview to which a recording belongs."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self.session = ""
        self.gone = False
        self.player: Player = Loudspeaker()
        ui = reading.ui
        self.attach = Button(ui, lambda x: x.t("Attach a recording"), icon_name="mic", touch=True)
        self.listen = Button(ui, lambda x: x.t("Listen"), icon_name="play", key="L", touch=True)
        self.begins = LineInput(
            ui, placeholder=lambda x: x.t("Begins at 0:00:00"), name=lambda x: x.t("Begins at 0:00:00")
        )
        self.attach.clicked.connect(self._choose)
        self.listen.clicked.connect(self.hear)
        self.begins.editingFinished.connect(self._align)

    def enable(self, view: desk.TranscriptView | None, *, may: bool) -> None:
        """Only what has times can be heard and moved."""
        timed = view is not None and any(turn.get("t_ms") is not None for turn in view.turns)
        self.listen.setEnabled(timed)
        self.begins.setEnabled(timed and may)
        if view is not None:
            self.begins.setText(self._reading.ui.texts.stopwatch(view.shift_ms))
        self.attach.setEnabled(bool(self.session) and not self._reading.study.read_only)

    def leave(self) -> None:
        """It goes off the screen."""
        self.gone = True
        self.player.stop()

    def _choose(self) -> None:
        texts = self._reading.ui.texts
        kinds = texts.t("Recordings") + " (" + " ".join(f"*{end}" for end in audio.MEDIA) + ")"
        title = texts.t("Attach a recording")
        name, _ = QFileDialog.getOpenFileName(self.attach.window(), title, "", kinds)
        if name:
            self.take(Path(name))

    def take(self, path: Path) -> None:
        """Attach a meeting's recording; it begins where the transcript's times begin."""
        view = self._reading.view
        self._reading.study.call(
            audio.attach_file,
            session_id=self.session,
            path=path,
            t_ms=view.shift_ms if view is not None else 0,
            label=N_("Recording"),
            done=lambda _c: self._reading.say(None),
            failed=self._reading.say,
        )

    def _align(self) -> None:
        """Say where on the clock of the interview the transcript and its recording begin."""
        view = self._reading.view
        if view is None or not self.begins.isModified():
            return
        self.begins.setModified(False)
        shift = clock_of(self.begins.text())
        if shift is None:
            self._reading.say(UserError(N_("Write the time as 0:12:30.")))
            return

        def verb(uow: Any) -> None:
            desk.align(uow, transcript_id=view.id, shift_ms=shift)
            for row in audio.recordings(uow, view.session_id):
                if row.name:
                    audio.move_recording(uow, recording_id=row.id, t_ms=shift)

        reading = self._reading
        if not reading.study.read_only:
            reading.study.call(
                verb, label=N_("Recording"), done=lambda _c: reading.coded(), failed=reading.say
            )

    def hear(self) -> None:
        """Play what is said at the cursor."""
        reading, view = self._reading, self._reading.view
        if view is None:
            return
        at = reading.text.selected()[0]
        before = [t for t in view.turns if t["start"] <= at and t.get("t_ms") is not None]
        t_ms = before[-1]["t_ms"] if before else next((t["t_ms"] for t in view.turns if t.get("t_ms")), 0)
        found = audio.recording_at(reading.study.read(audio.recordings, view.session_id), t_ms)
        if found is None:
            time = reading.ui.texts.stopwatch(t_ms)
            reading.say(UserError(N_("Nothing was recorded at {time}."), time=time))
            return
        place = found.place(t_ms)
        reading.study.ask(
            load_sound, found, place, done=partial(self._play, found, place), failed=reading.say
        )

    def _play(self, found: audio.RecordingView, place: int, data: bytes) -> None:
        if self.gone:
            return
        try:
            self.player.play(found, data, place)
        except UserError as error:
            self._reading.say(error)


def clock_of(words: str) -> int | None:
    """`1:02:03` or `2:03` in ms."""
    parts = words.strip().split(":")
    if not all(part.isdecimal() for part in parts) or len(parts) > _CLOCK_PARTS:
        return None
    seconds = 0
    for part in parts:
        seconds = seconds * 60 + int(part)
    return seconds * 1000
