# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Transcripts: taken in, read, coded by key or tap; searched and counted at once."""

from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from cxfield.errors import UserError
from cxfield.i18n import N_
from cxfield.importing.transcripts import ReadTranscript, parse, read_transcript
from cxfield.services import interview_audio as audio
from cxfield.services import transcripts as desk
from cxfield.services.interview_list import interviews
from ui.audio.devices import Loudspeaker, Player
from ui.audio.hearing import load_sound
from ui.context import Ui
from ui.editors.flow import FlowLayout
from ui.pages.interview.transcript_side import TranscriptSide
from ui.pages.interview.transcript_text import TranscriptText
from ui.session import StudySession
from ui.widgets.buttons import Button, Kind
from ui.widgets.chips import Chip
from ui.widgets.choicebox import ChoiceBox
from ui.widgets.containers import Card, Scroll
from ui.widgets.field import LineInput
from ui.widgets.label import Label
from ui.widgets.segment import Option

_CLOCK_PARTS = 3
_TONES = {"-": -1, "\N{MINUS SIGN}": -1, "0": 0, "+": 1}


class TranscriptsView(QWidget):
    """List, text and codes of the transcripts; `closed` leads back."""

    closed = Signal()

    def __init__(self, ui: Ui, study: StudySession) -> None:
        super().__init__()
        self.ui, self.study = ui, study
        self.view: desk.TranscriptView | None = None
        self.gone = False
        self.session = ""
        self.tone: int | None = None
        self.chips: dict[str, Chip] = {}
        self.text = TranscriptText(ui)
        self.text.pressed.connect(self._sign)
        self.side = TranscriptSide(ui)
        self.note = Label(ui, "", "body", "danger.base", wrap=True)
        self.note.hide()
        self.whose = ChoiceBox(
            ui, lambda x: x.t("Interview"), placeholder=lambda x: x.t("Interview"), touch=True
        )
        self.whose.chosen.connect(self._whose)
        self.begins = LineInput(ui, placeholder=lambda x: x.t("Begins at 0:00:00"))
        self.begins.setAccessibleName(ui.texts.t("Begins at 0:00:00"))
        self.begins.editingFinished.connect(self._align)
        self.player: Player = Loudspeaker()
        self._buttons()
        self.query = LineInput(ui, placeholder=lambda x: x.t("Search in all interviews"), icon_name="search")
        self.query.setAccessibleName(ui.texts.t("Search in all interviews"))
        self.query.returnPressed.connect(self.search)
        self._lay_out()
        self.side.tag_pressed.connect(self.code)
        self.side.named.connect(self.code_new)
        self.side.hit_pressed.connect(self._go)

    def _buttons(self) -> None:
        ui = self.ui
        self.back = Button(ui, lambda x: x.t("Interviews"), icon_name="chevron-left", touch=True)
        self.file = Button(ui, lambda x: x.t("Import a file"), icon_name="import", touch=True)
        self.paste = Button(ui, lambda x: x.t("Paste"), touch=True)
        self.vivo = Button(ui, lambda x: x.t("Own words as code"), key="V", touch=True)
        self.quote = Button(ui, lambda x: x.t("Quote"), icon_name="quote", key="Q", touch=True)
        self.off = Button(ui, lambda x: x.t("Take the code off"), key="X", touch=True)
        self.tones = {
            -1: Button(ui, lambda x: x.t("negative"), key="−", touch=True),
            0: Button(ui, lambda x: x.t("neutral"), key="0", touch=True),
            1: Button(ui, lambda x: x.t("positive"), key="+", touch=True),
        }
        self.sound = Button(ui, lambda x: x.t("Attach a recording"), icon_name="mic", touch=True)
        self.listen = Button(ui, lambda x: x.t("Listen"), icon_name="play", key="L", touch=True)
        self.sound.clicked.connect(self._choose_sound)
        self.listen.clicked.connect(self.hear)
        self.back.clicked.connect(self.closed)
        self.file.clicked.connect(self._choose)
        self.paste.clicked.connect(self._paste)
        self.vivo.clicked.connect(self.code_vivo)
        self.quote.clicked.connect(self.code_quote)
        self.off.clicked.connect(self.uncode)
        for tone, button in self.tones.items():
            button.clicked.connect(partial(self.set_tone, tone))

    def _lay_out(self) -> None:
        top = QWidget()
        flow = FlowLayout(top)
        for widget in (self.back, self.whose, self.file, self.paste, self.sound, self.listen, self.begins):
            flow.addWidget(widget)
        self._list_holder = QWidget()
        self._list = FlowLayout(self._list_holder)
        tools = QWidget()
        row = FlowLayout(tools)
        for widget in (*self.tones.values(), self.vivo, self.quote, self.off):
            row.addWidget(widget)
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
        self.player.stop()

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
        for button in (self.vivo, self.quote, self.off, *self.tones.values()):
            button.setEnabled(may)
        if self.view is not None and not self.view.quotes_allowed:
            self.quote.setEnabled(False)
            self.quote.set_tip(lambda x: x.t("The participant has not allowed quotes."))
        timed = self.view is not None and any(turn.get("t_ms") is not None for turn in self.view.turns)
        self.listen.setEnabled(timed)
        self.begins.setEnabled(timed and may)
        if self.view is not None:
            self.begins.setText(self.ui.texts.stopwatch(self.view.shift_ms))
        for button in (self.file, self.paste, self.sound):
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

    def _choose_sound(self) -> None:
        kinds = self.ui.texts.t("Recordings") + " (" + " ".join(f"*{end}" for end in audio.MEDIA) + ")"
        name, _ = QFileDialog.getOpenFileName(self, self.ui.texts.t("Attach a recording"), "", kinds)
        if name:
            self.take_sound(Path(name))

    def take_sound(self, path: Path) -> None:
        """Attach a meeting's recording; it begins where the transcript's times begin."""
        begins = self.view.shift_ms if self.view is not None else 0
        self.study.call(
            audio.attach_file,
            session_id=self.session,
            path=path,
            t_ms=begins,
            label=N_("Recording"),
            done=lambda _c: self.say(None),
            failed=self.say,
        )

    def _align(self) -> None:
        """Say where on the clock of the interview the transcript and its recording begin."""
        view = self.view
        if view is None or not self.begins.isModified():
            return
        self.begins.setModified(False)
        shift = _clock(self.begins.text())
        if shift is None:
            self.say(UserError(N_("Write the time as 0:12:30.")))
            return

        def verb(uow: Any) -> None:
            desk.align(uow, transcript_id=view.id, shift_ms=shift)
            for row in audio.recordings(uow, view.session_id):
                if row.name:
                    audio.move_recording(uow, recording_id=row.id, t_ms=shift)

        self._write(verb)

    def hear(self) -> None:
        """Play what is said at the cursor."""
        view = self.view
        if view is None:
            return
        at = self.text.selected()[0]
        before = [t for t in view.turns if t["start"] <= at and t.get("t_ms") is not None]
        t_ms = before[-1]["t_ms"] if before else next((t["t_ms"] for t in view.turns if t.get("t_ms")), 0)
        found = audio.recording_at(self.study.read(audio.recordings, view.session_id), t_ms)
        if found is None:
            self.say(UserError(N_("Nothing was recorded at {time}."), time=self.ui.texts.stopwatch(t_ms)))
            return
        place = found.place(t_ms)
        self.study.ask(load_sound, found, place, done=partial(self._play, found, place), failed=self.say)

    def _play(self, found: audio.RecordingView, place: int, data: bytes) -> None:
        if self.gone:
            return
        try:
            self.player.play(found, data, place)
        except UserError as error:
            self.say(error)

    def _sign(self, sign: str) -> None:
        if sign.isdigit() and sign != "0":
            self.side.press(int(sign))
        elif sign in _TONES:
            self.set_tone(_TONES[sign])
        else:
            does = {
                "v": self.code_vivo,
                "q": self.code_quote,
                "x": self.uncode,
                "n": self.side.begin,
                "l": self.hear,
            }
            does.get(sign.casefold(), lambda: None)()

    def _write(self, verb: Any, **values: Any) -> None:
        if self.view is None or self.study.read_only:
            return
        self.study.call(verb, label=N_("Coding"), done=lambda _c: self._coded(), failed=self.say, **values)

    def _coded(self) -> None:
        if self.gone:
            return
        self.say(None)
        if self.view is not None:
            self._show(self.view.id, again=True)

    def _stretch(self) -> dict[str, Any]:
        assert self.view is not None
        start, end = self.text.selected()
        return {"transcript_id": self.view.id, "start": start, "end": end}

    def code(self, tag_id: str) -> None:
        """Code the selected words with a tag, in the tone that is set."""
        if self.view is not None:
            self._write(desk.code_words, **self._stretch(), tag_id=tag_id, polarity=self.tone)

    def code_new(self, name: str) -> None:
        """Make a tag and code the selected words with it."""
        view = self.view
        if view is None:
            return
        stretch, tone, language = self._stretch(), self.tone, self.ui.texts.locale

        def verb(uow: Any) -> None:
            tag = desk.make_tag(uow, name=name, language=language, staff=view.staff)
            if stretch["start"] < stretch["end"]:
                desk.code_words(uow, **stretch, tag_id=tag.id, polarity=tone)

        self._write(verb)
        self.text.setFocus()

    def code_vivo(self) -> None:
        """The participant's own words become the code."""
        if self.view is not None:
            self._write(desk.in_vivo, **self._stretch(), language=self.ui.texts.locale)

    def code_quote(self) -> None:
        """The selected words are a quote."""
        if self.view is not None:
            self._write(desk.code_words, **self._stretch(), quote=True)

    def _here(self) -> desk.Coded | None:
        if self.view is None:
            return None
        start, end = self.text.selected()
        found = [c for c in self.view.coded if c.start <= start and end <= c.end]
        return min(found, key=lambda c: c.end - c.start, default=None)

    def uncode(self) -> None:
        """Take the innermost coding at the cursor off."""
        here = self._here()
        if here is not None:
            self._write(desk.uncode, extract_id=here.id)

    def set_tone(self, tone: int, *_more: object) -> None:
        """The tone of the coding at the cursor, and of those that follow; the same one again: none."""
        here = self._here()
        if here is not None and here.tag_ids:
            self._write(desk.set_tone, extract_id=here.id, polarity=None if here.polarity == tone else tone)
            return
        self.tone = None if self.tone == tone else tone
        for key, button in self.tones.items():
            button.set_kind(Kind.PRIMARY if key == self.tone else Kind.OUTLINE)

    def search(self) -> None:
        """Find words in all interviews."""
        words = self.query.text()
        self.study.ask(desk.search, words, done=self.side.show_hits)

    def _go(self, hit: desk.Hit) -> None:
        if hit.transcript_id and (self.view is None or self.view.id != hit.transcript_id):
            self.open(hit.transcript_id)
        if self.view is not None and hit.transcript_id == self.view.id:
            cursor = self.text.at(self.view.text, hit.start, hit.start + len(hit.found))
            self.text.setTextCursor(cursor)
            self.text.setFocus()


def _clock(words: str) -> int | None:
    """`1:02:03` or `2:03` in ms."""
    parts = words.strip().split(":")
    if not all(part.isdecimal() for part in parts) or len(parts) > _CLOCK_PARTS:
        return None
    seconds = 0
    for part in parts:
        seconds = seconds * 60 + int(part)
    return seconds * 1000
