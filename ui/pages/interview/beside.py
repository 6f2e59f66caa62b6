# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What stands beside an answer: with whom it was shared, what had been expected, the interviewer's notes."""

from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from cxfield.i18n import N_, pick
from cxfield.services import interview_before as before
from cxfield.services import interview_notes as notes
from cxfield.services.plan_personal import warning_of
from ui.context import Say, Ui
from ui.pages.interview.chip_choice import ChipChoice
from ui.pages.interview.talk import Talk
from ui.shortcuts import keycap_of
from ui.widgets.buttons import Button, IconButton, Kind
from ui.widgets.dialog import Dialog, Way
from ui.widgets.field import LineInput, TextField
from ui.widgets.label import Label
from ui.widgets.segment import Option, Segment


def said(msgid: str) -> Say:
    """A text of the catalogue."""
    return lambda x: x.t(msgid)


class Extras(QWidget):
    """Under the answer of some questions: with whom a memory was shared, and each expectation's outcome."""

    def __init__(self, ui: Ui, talk: Talk) -> None:
        super().__init__()
        self.ui = ui
        self.talk = talk
        names = [(key, said(name)) for key, name in notes.WITH_WHOM]
        self.whom_name = Label(ui, lambda x: x.t("With whom?"), "control", weight=600)
        self.whom = ChipChoice(ui, names, name=lambda x: x.t("With whom?"), several=True)
        self.expected = QVBoxLayout()
        self.expected.setSpacing(6)
        self.rows: list[ExpectedRow] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.whom_name)
        column.addWidget(self.whom)
        column.addLayout(self.expected)
        self.whom.chosen.connect(self._shared)
        talk.question_changed.connect(self.show_kept)
        talk.answer_changed.connect(self.show_kept)
        self.hide()

    def show_kept(self) -> None:
        """Show what belongs to the question in front."""
        view = self.talk.question
        if view is None:
            return
        asks = view.with_whom is not None and view.value == "yes"
        for part in (self.whom_name, self.whom):
            part.setVisible(asks)
            part.setEnabled(not self.talk.read_only)
        self.whom.set_values(view.with_whom or ())
        known: tuple[Any, ...] = ()
        if view.section_key == "expectations":
            known = self.talk.study.read(before.expected_of, self.talk.session_id)
        self._show_expected(known)
        self.setVisible(asks or bool(known))

    def _show_expected(self, known: tuple[before.ExpectedView, ...]) -> None:
        if [row.view.id for row in self.rows] != [view.id for view in known]:
            for old in self.rows:
                self.expected.removeWidget(old)
                old.hide()
                old.deleteLater()
            self.rows = [ExpectedRow(self.ui, view) for view in known]
            for row in self.rows:
                self.expected.addWidget(row)
                row.judged.connect(partial(self._judge, row.view.id))
        for row, view in zip(self.rows, known, strict=True):
            row.show_view(view)
            row.setEnabled(not self.talk.read_only)

    def _judge(self, expected_id: str, outcome: object) -> None:
        self.talk.write_plain(
            before.judge_expected,
            label=N_("Expectation"),
            expected_id=expected_id,
            outcome=outcome,
            done=lambda _committed: None if self.talk.gone else self.show_kept(),
        )

    def _shared(self, values: object) -> None:
        if self.talk.question is not None and isinstance(values, list):
            self.talk.write(
                notes.set_with_whom,
                label=N_("With whom it was shared"),
                question_id=self.talk.question.id,
                whom=values,
            )


class ExpectedRow(QWidget):
    """One expectation from before the visit, and how it turned out."""

    judged = Signal(object)

    def __init__(self, ui: Ui, view: before.ExpectedView) -> None:
        super().__init__()
        self.view = view
        self.words = Label(ui, view.text, "control", wrap=True)
        options = [Option(str(key), said(name)) for key, name in before.OUTCOMES]
        self.outcome = Segment(ui, options, name=lambda _x: view.text, touch=True)
        row = QVBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 4)
        row.setSpacing(2)
        row.addWidget(self.words)
        row.addWidget(self.outcome, 0, Qt.AlignmentFlag.AlignLeft)
        self.outcome.chosen.connect(self.judged)

    def show_view(self, view: before.ExpectedView) -> None:
        """Show what is kept."""
        self.view = view
        self.words.set_words(f"“{view.text}”")
        self.outcome.set_value(view.outcome or None)


class NoteLine(QWidget):
    """One's own note with its time, apart from the answer; Enter keeps it, Esc goes back to the answer."""

    closed = Signal()

    def __init__(self, ui: Ui, talk: Talk) -> None:
        super().__init__()
        self.ui = ui
        self.talk = talk
        words = said(N_("Your own note, kept apart from the answer"))
        self.input = LineInput(ui, placeholder=words, icon_name="note", name=words)
        self.input.setMaxLength(notes.LONGEST_NOTE)
        self.warning = Label(ui, "", "small", "warning.base", wrap=True)
        self.warning.hide()
        self.keep = Button(ui, lambda x: x.t("Keep"), key="⏎", touch=True)
        self.all = Button(ui, "", icon_name="note", touch=True)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.input, 1)
        row.addWidget(self.keep)
        row.addWidget(self.all)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(row)
        column.addWidget(self.warning)
        self.input.returnPressed.connect(self.take)
        self.input.escaped.connect(self.closed)
        self.input.textEdited.connect(self._warn)
        self.keep.clicked.connect(self.take)
        self.all.clicked.connect(self.show_all)
        ui.texts_changed.connect(self.count)
        self.count()
        self.hide()

    def begin(self) -> None:
        """Open the line, or close it when it is empty and in use."""
        if self.isVisible() and self.input.hasFocus() and not self.input.text():
            self.closed.emit()
            return
        self.setEnabled(not self.talk.read_only)
        self.show()
        self.count()
        self.input.setFocus(Qt.FocusReason.OtherFocusReason)

    def take(self) -> None:
        """Keep the note; the line is free for the next one."""
        words = self.input.text()
        if not words.strip():
            self.closed.emit()
            return
        question = self.talk.question.id if self.talk.question else None
        self.talk.write(
            notes.add_note,
            label=N_("Note"),
            question_id=question,
            text=words,
            done=lambda _committed: self._kept(words),
            failed=self.talk.refused.emit,
        )

    def _kept(self, words: str) -> None:
        """Only what is on the disk leaves the line."""
        if self.talk.gone:
            return
        if self.input.text() == words:
            self.input.clear()
            self.warning.hide()
        self.count()

    def _warn(self, words: str) -> None:
        said_now = warning_of(words, self.ui.texts)
        self.warning.set_words(said_now)
        self.warning.setVisible(bool(said_now))

    def count(self) -> None:
        """How many notes there are."""
        n = len(self.talk.study.read(notes.notes, self.talk.session_id)) if not self.talk.gone else 0
        self.all.set_words(lambda x: x.tn("{n} note", "{n} notes", n))
        self.all.setVisible(bool(n))

    def show_all(self) -> None:
        """Every note of the interview, to be read and mended."""
        ask_notes(self.ui, self.talk, self, self.count)


def ask_notes(ui: Ui, talk: Talk, parent: QWidget, done: Any) -> Dialog:
    """The notes with their times; an emptied one goes."""
    sheet = Dialog(
        ui,
        lambda x: x.t("Notes of the interview"),
        lambda x: x.t("They are yours and are never printed as an answer. An emptied note goes."),
        (Way("close", lambda x: x.t("Close"), Kind.PRIMARY, "Esc"),),
        escape="close",
        parent=parent.window(),
    )
    for row in talk.study.read(notes.notes, talk.session_id):
        place = ui.texts.stopwatch(row.t_ms)
        title = pick(row.question, talk.head.language)
        field = TextField(ui, f"{place} · {title}" if title else place)
        field.set_value(row.text)
        field.input.setReadOnly(talk.read_only)
        field.input.editingFinished.connect(partial(_change, talk, row.id, field))
        sheet.body.addWidget(field)
    sheet.finished.connect(lambda _code: done())
    sheet.finished.connect(sheet.deleteLater)
    sheet.open()
    return sheet


def _change(talk: Talk, note_id: str, field: TextField) -> None:
    if field.input.isModified():
        field.input.setModified(False)
        talk.write_plain(notes.change_note, label=N_("Note"), note_id=note_id, text=field.value)


def note_button(ui: Ui) -> IconButton:
    """The button that opens the note line."""
    name: Say = lambda x: f"{x.t('Note')} ({keycap_of('interview.note')})"  # noqa: E731 - reads better
    return IconButton(ui, "note", name, kind=Kind.OUTLINE, touch=True)
