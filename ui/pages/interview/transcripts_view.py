# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Transcripts: taken in, read, coded by key or tap; searched and counted at once."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from cxfield.errors import UserError
from cxfield.i18n import N_
from cxfield.importing.transcripts import ReadTranscript, parse, read_transcript
from cxfield.services import transcripts as desk
from cxfield.services.interview_list import interviews
from ui.context import Say, Ui
from ui.editors.flow import FlowLayout
from ui.pages.interview.transcript_coding import Coding
from ui.pages.interview.transcript_side import TranscriptSide
from ui.pages.interview.transcript_sound import Listening
from ui.pages.interview.transcript_text import TranscriptText
from ui.session import StudySession
from ui.widgets.buttons import Button
from ui.widgets.chips import Chip
from ui.widgets.choicebox import ChoiceBox
from ui.widgets.containers import Card, Scroll
from ui.widgets.field import LineInput
from ui.widgets.label import Label
from ui.widgets.segment import Option

_TONES = {"-": -1, "\N{MINUS SIGN}": -1, "0": 0, "+": 1}


class TranscriptsView(QWidget):
    """List, text and codes of the transcripts; `closed` leads back.

    `answer_wanted(session, question, place)`: words were found in an answer.
    """

    closed = Signal()
    answer_wanted = Signal(str, str, int)

    def __init__(self, ui: Ui, study: StudySession) -> None:
        super().__init__()
        self.ui, self.study = ui, study
        self.view: desk.TranscriptView | None = None
        self.gone = False
        self.session = ""
        self.chips: dict[str, Chip] = {}
        self.text = TranscriptText(ui)
        self.text.pressed.connect(self._sign)
        self.side = TranscriptSide(ui)
        self.coding, self.listening = Coding(self), Listening(self)
        self.note = Label(ui, "", "body", "danger.base", wrap=True)
        self.note.hide()
        interview: Say = lambda x: x.t("Interview")  # noqa: E731 - one line reads better
        self.whose = ChoiceBox(ui, interview, placeholder=interview, touch=True)
        self.whose.chosen.connect(self._whose)
        self.back = Button(ui, lambda x: x.t("Interviews"), icon_name="chevron-left", touch=True)
        self.file = Button(ui, lambda x: x.t("Import a file"), icon_name="import", touch=True)
        self.paste = Button(ui, lambda x: x.t("Paste"), touch=True)
        self.back.clicked.connect(self.closed)
        self.file.clicked.connect(self._choose)
        self.paste.clicked.connect(self._paste)
        everywhere: Say = lambda x: x.t("Search in all interviews")  # noqa: E731 - one line reads better
        self.query = LineInput(ui, placeholder=everywhere, icon_name="search", name=everywhere)
        self.query.returnPressed.connect(self.search)
        self._lay_out()
        self.side.tag_pressed.connect(self.coding.code)
        self.side.named.connect(self.coding.code_new)
        self.side.hit_pressed.connect(self._go)

    def _lay_out(self) -> None:
        sound = self.listening
        top = QWidget()
        flow = FlowLayout(top)
        for widget in (
            self.back, self.whose, self.file, self.paste, sound.attach, sound.listen, sound.begins,
        ):  # fmt: skip
            flow.addWidget(widget)
        self._list_holder = QWidget()
        self._list = FlowLayout(self._list_holder)
        tools = QWidget()
        row = FlowLayout(tools)
        for button in self.coding.buttons:
            row.addWidget(button)
        card = Card(self.ui)
        inner = QVBoxLayout(card)
        inner.setContentsMargins(2, 2, 2, 8)
        inner.addWidget(self.text, 1)
        middle = QVBoxLayout()
        middle.setSpacing(10)
        middle.addWidget(top)
        middle.addWidget(self.query)
        middle.addWidget(self._list_holder)
        middle.addWidget(self.note)
        middle.addWidget(card, 1)
        middle.addWidget(tools)
        column = QHBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 16)
        column.setSpacing(20)
        column.addLayout(middle, 3)
        column.addWidget(Scroll(self.ui, self.side), 2)

    def leave(self) -> None:
        """It goes off the screen: what is still on its way finds nobody."""
        self.gone = self.side.gone = True
        self.listening.leave()

    # --- showing

    def refresh(self) -> None:
        """Ask for the transcripts again."""
        rows = self.study.read(desk.transcripts)
        if [row[0] for row in rows] != list(self.chips):
            while (item := self._list.takeAt(0)) is not None:
                old = item.widget()
                if old is not None:
                    old.hide()
                    old.deleteLater()
            self.chips = {}
            for key, _session, code, name in rows:
                chip = Chip(self.ui, " · ".join(part for part in (code, name) if part), checkable=True)
                chip.clicked.connect(partial(self.open, key))
                self._list.addWidget(chip)
                chip.show()
                self.chips[key] = chip
        if self.view is None and rows:
            self.open(rows[0][0])
        elif self.view is not None:
            self._show(self.view.id, again=True)
        self._enable()

    def _fill_sessions(self) -> None:
        held = [row for row in self.study.read(interviews) if row.started_at is not None]
        options = [Option(row.session_id, row.code or "–") for row in held]
        self.whose.set_options(
            options, self.session if any(o.value == self.session for o in options) else None
        )
        self.whose.setVisible(bool(options))

    def _whose(self, session: str) -> None:
        self.session = session
        self._enable()

    def use_session(self, session: str) -> None:
        """The interview to which what is taken in belongs."""
        self.session = session or self.session
        self._fill_sessions()

    def open(self, transcript_id: str, *_more: object) -> None:
        """Bring a transcript to the front."""
        self._show(transcript_id, again=False)
        self.text.setFocus()

    def _show(self, transcript_id: str, *, again: bool) -> None:
        try:
            view = self.study.read(desk.transcript_view, transcript_id)
        except UserError:
            self.view = None
            return
        if not again or self.view is None or self.view.text != view.text:
            self.text.setPlainText(view.text)
        self.view = view
        self.session = view.session_id
        for key, chip in self.chips.items():
            chip.setChecked(key == view.id)
        self.text.show_codes(view)
        self.side.show_codes(self.study, staff=view.staff, locale=self.ui.texts.locale)
        self._enable()

    def _enable(self) -> None:
        may = self.view is not None and not self.study.read_only
        self.coding.enable(may=may, quotes=self.view is None or self.view.quotes_allowed)
        self.listening.session = self.session
        self.listening.enable(self.view, may=may)
        for button in (self.file, self.paste):
            button.setEnabled(bool(self.session) and not self.study.read_only)

    def say(self, error: BaseException | None) -> None:
        """One sentence, or nothing."""
        if self.gone:
            return
        self.note.setVisible(error is not None)
        if isinstance(error, UserError):
            self.note.set_words(error.say)
        elif error is not None:
            raise error

    def _choose(self) -> None:
        kinds = self.ui.texts.t("Transcripts") + " (*.txt *.docx *.vtt *.srt)"
        name, _ = QFileDialog.getOpenFileName(self, self.ui.texts.t("Import a file"), "", kinds)
        if name:
            self.take_file(Path(name))

    def take_file(self, path: Path) -> None:
        """Take a file in; one sentence when it is none."""
        try:
            self.take(read_transcript(path))
        except UserError as error:
            self.say(error)

    def _paste(self) -> None:
        from PySide6.QtGui import QGuiApplication

        try:
            self.take(parse(QGuiApplication.clipboard().text(), self.ui.texts.t("pasted")))
        except UserError as error:
            self.say(error)

    def take(self, read: ReadTranscript) -> None:
        """Keep what was read with the interview."""
        self.say(UserError(read.note) if read.note else None)
        self.study.call(
            desk.keep_transcript,
            session_id=self.session,
            read=read,
            label=N_("Transcript"),
            done=lambda committed: self._kept(committed.value.id),
            failed=self.say,
        )

    def _kept(self, transcript_id: str) -> None:
        if self.gone:
            return
        self.view = None
        self.refresh()
        self.open(transcript_id)

    def _sign(self, sign: str) -> None:
        if sign.isdigit() and sign != "0":
            self.side.press(int(sign))
        elif sign in _TONES:
            self.coding.set_tone(_TONES[sign])
        else:
            does = {**self.coding.keys, "n": self.side.begin, "l": self.listening.hear}
            does.get(sign.casefold(), lambda: None)()

    def coded(self) -> None:
        """Show what was coded."""
        if self.gone:
            return
        self.say(None)
        if self.view is not None:
            self._show(self.view.id, again=True)

    def search(self) -> None:
        """Find words in all interviews."""
        words = self.query.text()
        self.study.ask(desk.search, words, done=self.side.show_hits)

    def _go(self, hit: desk.Hit) -> None:
        if hit.question_id:
            self.answer_wanted.emit(hit.session_id, hit.question_id, hit.start)
            return
        if self.view is None or self.view.id != hit.transcript_id:
            self.open(hit.transcript_id)
        if self.view is not None and hit.transcript_id == self.view.id:
            cursor = self.text.at(self.view.text, hit.start, hit.start + len(hit.found))
            self.text.setTextCursor(cursor)
            self.text.setFocus()
