# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The consents of everybody at the table, the recording that hangs on them, and its erasure."""

from collections.abc import Sequence

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from cxfield.i18n import Texts
from cxfield.model.enums import ConsentItem
from cxfield.services.interview_views import allowed
from cxfield.storage import Reader
from ui.audio.button import SoundButton, sound_time
from ui.context import Say, Ui
from ui.pages.group.log import Log
from ui.pages.group.sheets import ITEMS, scrolled
from ui.pages.group.sound import GroupSound
from ui.widgets.buttons import Button, Kind
from ui.widgets.dialog import Dialog, Way
from ui.widgets.label import Label
from ui.widgets.segment import Option, Segment

_CLOSE = (Way("close", lambda x: x.t("Close"), Kind.PRIMARY, "Esc"),)
_ANSWERS = {"yes": True, "no": False}


class ConsentDialog(Dialog):
    """Everybody, item by item; a refusal of audio stops the recording, and its erasure is offered."""

    def __init__(self, ui: Ui, log: Log, sound: GroupSound, parent: QWidget) -> None:
        super().__init__(
            ui, lambda x: x.t("Consents of the group"),
            lambda x: x.t("A recording begins only when everybody has allowed it."), _CLOSE, escape="close",
            parent=parent.window(),
        )  # fmt: skip
        self.log, self.sound = log, sound
        self.segments: dict[tuple[str, ConsentItem], Segment] = {}
        scrolled(ui, self, self._grid(), 460)
        self.note = Label(ui, "", "body", "danger.base", wrap=True, icon_name="warning")
        self.note.hide()
        self.body.addWidget(self.note)
        self.audio = SoundButton(ui, "group.record")
        self.erase = Button(ui, self._erase_words, kind=Kind.DANGER, icon_name="close", touch=True)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.audio)
        row.addWidget(self.erase)
        row.addStretch(1)
        self.body.addLayout(row)
        self.audio.clicked.connect(self._record)
        self.erase.clicked.connect(self._ask_to_erase)
        sound.changed.connect(self.refresh)
        self.refresh()

    def _grid(self) -> QWidget:
        ui, log = self.ui, self.log
        content = QWidget()
        grid = QGridLayout(content)
        grid.setContentsMargins(0, 0, 12, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(6)
        for column, (_, name) in enumerate(ITEMS, 1):
            grid.addWidget(Label(ui, _said(name), "small", "text.secondary"), 0, column)
        given = log.study.read(_given, [seat.participant_id for seat in log.state.people])
        for row, seat in enumerate(log.state.people, 1):
            grid.addWidget(Label(ui, seat.code, "control", weight=600), row, 0)
            for column, (item, name) in enumerate(ITEMS, 1):
                segment = Segment(
                    ui, (Option("yes", _said("Yes")), Option("no", _said("No"))), touch=True,
                    value={True: "yes", False: "no", None: None}[given[seat.participant_id][item]],
                    name=_named(seat.code, name),
                )  # fmt: skip
                segment.setEnabled(not log.study.read_only)
                segment.chosen.connect(
                    lambda value, who=seat.participant_id, of=item: self._answer(who, of, str(value))
                )
                grid.addWidget(segment, row, column)
                self.segments[seat.participant_id, item] = segment
        return content

    def refresh(self) -> None:
        """What the recorder does, and what there is to erase."""
        sound = self.sound
        sound.show_on(self.audio)
        self.erase.set_words(self._erase_words)
        self.erase.setVisible(bool(sound.kept) and not self.log.study.read_only)

    def _erase_words(self, texts: Texts) -> str:
        if not hasattr(self, "sound"):
            return ""
        length = sound_time(sum(view.length_ms for view in self.sound.kept))
        return texts.t("Erase the recording ({time})", time=length)

    def _answer(self, participant_id: str, item: ConsentItem, value: str) -> None:
        recording = self.sound.recording
        self.log.consent(participant_id, item, _ANSWERS[value])
        if item is not ConsentItem.AUDIO:
            return
        if value == "no" and recording:
            self.sound.recorder.stop()
            self._tell(lambda x: x.t("The recording was stopped. What was recorded can be erased here."))
        elif value == "no" and self.sound.kept:
            self._tell(lambda x: x.t("What was recorded can be erased here."))
        else:
            self.note.hide()

    def _record(self) -> None:
        why = self.sound.why_not()
        if why is not None and not self.sound.recording:
            self._tell(why.say)
        self.sound.toggle()

    def _ask_to_erase(self) -> None:
        ways = (
            Way("keep", lambda x: x.t("Keep the recording"), Kind.PRIMARY, "Esc"),
            Way("erase", lambda x: x.t("Erase for good"), Kind.DANGER),
        )
        question = Dialog(
            self.ui, lambda x: x.t("Erase the recording of this group?"),
            lambda x: x.t("Everything that was recorded goes, everybody's voice, and it cannot be undone. "
                          "Turns and statements stay."),
            ways, escape="keep", parent=self,
        )  # fmt: skip
        if question.ask() == "erase":
            self.sound.erase()
            self.note.hide()

    def _tell(self, words: Say) -> None:
        self.note.set_words(words)
        self.note.show()


def _said(msgid: str) -> Say:
    return lambda x: x.t(msgid)


def _named(code: str, name: str) -> Say:
    return lambda x: f"{code}: {x.t(name)}"


def _given(reader: Reader, people: Sequence[str]) -> dict[str, dict[ConsentItem, bool | None]]:
    return {person: allowed(reader, person) for person in people}
