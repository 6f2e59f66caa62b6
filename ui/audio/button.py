# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The button of a recorder: what it does is in sight all the time, in words and colour."""

from ui.audio.recorder import Sound
from ui.context import Ui
from ui.shortcuts import keycap_of
from ui.widgets.buttons import Button, Kind


def sound_time(ms: int) -> str:
    """Minutes and seconds: 3:12."""
    seconds = ms // 1000
    return f"{seconds // 60}:{seconds % 60:02d}"


class SoundButton(Button):
    """What the recorder does; a tap starts or ends it, and so does the key of `shortcut`."""

    def __init__(self, ui: Ui, shortcut: str = "interview.record") -> None:
        super().__init__(ui, lambda x: x.t("Record"), icon_name="mic", touch=True)
        self._tight = False
        self._shortcut = shortcut
        self._state, self._length, self._why = Sound.OFF, 0, ""

    def set_tight(self, tight: bool) -> None:
        """Signs and time only."""
        self._tight = tight
        self.show_state(self._state, self._length, self._why)

    def show_state(self, state: Sound, length_ms: int, why: str) -> None:
        """Show it; `why` is the reason when nothing is recorded."""
        self._state, self._length, self._why = state, length_ms, why
        texts, time = self.ui.texts, sound_time(length_ms)
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
        self.setToolTip(why or f"{said} ({keycap_of(self._shortcut)})")
