# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The button of a recorder: what it does is in sight all the time, in words and colour."""

from ui.audio.recorder import Sound, Trouble
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
        self._state, self._length, self._why, self._trouble = Sound.OFF, 0, "", Trouble.NONE

    def set_tight(self, tight: bool) -> None:
        """Signs and time only."""
        self._tight = tight
        self.show_state(self._state, self._length, self._why, self._trouble)

    def show_state(self, state: Sound, length_ms: int, why: str, trouble: Trouble = Trouble.NONE) -> None:
        """Show it; `why` is the reason when nothing is recorded or heard."""
        self._state, self._length, self._why, self._trouble = state, length_ms, why, trouble
        cut, quiet = trouble is Trouble.CUT, trouble is Trouble.QUIET
        texts, time = self.ui.texts, sound_time(length_ms)
        said = {
            Sound.OFF: texts.t("The recording broke off") if cut else texts.t("Not recording"),
            Sound.RECORDING: texts.t("No sound {time}", time=time)
            if quiet
            else texts.t("Recording {time}", time=time),
            Sound.PAUSED: texts.t("Recording paused {time}", time=time),
        }[state]
        if state is Sound.OFF:
            self.set_words("" if self._tight else said if cut else texts.t("Record"))
        else:
            self.set_words(time if self._tight else said)
        icons = {Sound.OFF: "mic", Sound.RECORDING: "record", Sound.PAUSED: "pause"}
        self.set_icon_name("warning" if trouble is not Trouble.NONE else icons[state])
        self.set_kind(Kind.DANGER if state is Sound.RECORDING or cut else Kind.OUTLINE)
        self.setAccessibleName(said)
        self.setToolTip(why or f"{said} ({keycap_of(self._shortcut)})")
