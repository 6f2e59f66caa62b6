# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The summary of the same day: filled in from the marks, with its deadline, done or late."""

import time
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from cxfield.errors import UserError
from cxfield.i18n import N_, Texts
from cxfield.model.group import GroupSheet
from cxfield.report.dataset import local_time
from cxfield.services import group_summary as verbs
from cxfield.services.group_facts import SUMMARY, group_facts
from cxfield.services.group_views import GroupState, group_state
from cxfield.services.plan_personal import warning_of
from cxfield.storage import Reader
from ui.context import Say, Ui
from ui.pages.plan.fields import Area, Frame
from ui.session import StudySession
from ui.widgets.buttons import Button, Kind
from ui.widgets.chips import Tag
from ui.widgets.containers import Card, Scroll
from ui.widgets.label import Label
from ui.widgets.segment import Option, Segment

_KEEP_MS = 150
_PAD = 26
_ROWS = {"main": 4, "quotes": 3, "ideas": 3}


def _said(msgid: str) -> Say:
    return lambda x: x.t(msgid)


class SummaryField(QWidget):
    """One field: label, text that grows, a warning beside personal data."""

    typed = Signal(str, str)

    def __init__(self, ui: Ui, key: str, label: str) -> None:
        super().__init__()
        self.ui, self.key = ui, key
        self.area = Area(ui, rows=_ROWS.get(key, 2))
        self.area.setAccessibleName(ui.texts.t(label))
        self.warning = Label(ui, "", "small", "warning.base", wrap=True, icon_name="warning")
        self.warning.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(Label(ui, _said(label), "body", weight=600, wrap=True))
        column.addWidget(Frame(ui, self.area))
        column.addWidget(self.warning)
        self._keep = QTimer(self)
        self._keep.setSingleShot(True)
        self._keep.setInterval(_KEEP_MS)
        self._keep.timeout.connect(self.flush)
        self.area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.textChanged.connect(self._edited)
        self.area.document().documentLayout().documentSizeChanged.connect(self._grow)
        ui.theme_changed.connect(self._grow)
        self._known: str | None = ""

    def _grow(self, _size: object = None) -> None:
        """As high as its words: what was filled in is read without scrolling in the field."""
        lines = max(_ROWS.get(self.key, 2), round(self.area.document().size().height()))
        high = self.area.fontMetrics().lineSpacing() * lines + _PAD
        self.area.setMinimumHeight(max(high, self.ui.theme.line("body") * _ROWS.get(self.key, 2) + _PAD))

    def show_text(self, text: str) -> None:
        """What is on the disk, unless something else is being typed."""
        if not self._keep.isActive() and text != self.area.toPlainText():
            self._known = text
            self.area.setPlainText(text)
            self._check()
        self._known = text

    def flush(self) -> None:
        """Hand over what was typed."""
        self._keep.stop()
        words = self.area.toPlainText()
        if words != self._known:
            self._known = words
            self.typed.emit(self.key, words)

    def send_again(self) -> None:
        """The disk refused it: the next time it is handed over whatever it says."""
        self._known = None

    def _edited(self) -> None:
        if self.area.toPlainText() != self._known and not self._keep.isActive():
            self._keep.start()
        self._check()

    def _check(self) -> None:
        words = warning_of(self.area.toPlainText(), self.ui.texts)
        self.warning.set_words(words)
        self.warning.setVisible(bool(words))


class SummaryView(QWidget):
    """The form of one group."""

    closed = Signal()
    summary_wanted = Signal(str)
    results_wanted = Signal(str)
    room_wanted = Signal(str)

    def __init__(self, ui: Ui, study: StudySession, session_id: str) -> None:
        super().__init__()
        self.ui, self.study, self.id = ui, study, session_id
        self._gone = False
        self._open = 0
        self.sheet: GroupSheet | None = None
        self.state: GroupState | None = None
        self.title = Label(ui, lambda x: x.t("Summary of the day"), "h1")
        self.about = Label(ui, "", "body", "text.secondary", wrap=True)
        self.due = Tag(ui, "", ink="warning.base", fill="warning.subtle", icon_name="timer")
        self.fields = {key: SummaryField(ui, key, label) for key, label in SUMMARY}
        self.neutral = Segment(
            ui, [Option(str(n), str(n)) for n in range(1, 6)], touch=True, check=False,
            name=lambda x: x.t("Neutrality of the moderator"),
        )  # fmt: skip
        self.why = Area(ui, rows=1)
        finished = _said(N_("The summary is done"))
        self.done = Button(ui, finished, kind=Kind.PRIMARY, icon_name="check", touch=True)
        self.done.setEnabled(False)  # until the form is here
        self.results = Button(ui, lambda x: x.t("Results"), touch=True)
        self.back = Button(
            ui, lambda x: x.t("To the groups"), kind=Kind.GHOST, icon_name="chevron-left", touch=True
        )
        self.room = Button(ui, lambda x: x.t("Correct the group"), touch=True)
        self.note = Label(ui, "", "body", "danger.base", wrap=True, icon_name="warning")
        self.note.hide()
        self._why_timer = QTimer(self)
        self._why_timer.setSingleShot(True)
        self._why_timer.setInterval(_KEEP_MS)
        self._lay_out()
        self._connect()
        self.again()

    def _lay_out(self) -> None:
        ui = self.ui
        card = Card(ui)
        column = QVBoxLayout(card)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(12)
        for field in self.fields.values():
            column.addWidget(field)
        neutral = _said(N_("Neutrality of the moderator, 1 not at all, 5 entirely"))
        column.addWidget(Label(ui, neutral, "body", weight=600, wrap=True))
        row = QHBoxLayout()
        row.addWidget(self.neutral)
        row.addWidget(Frame(ui, self.why), 1)
        self.why.setAccessibleName(ui.texts.t("Why"))
        column.addLayout(row)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self.back)
        head.addWidget(self.title)
        head.addWidget(self.due)
        head.addStretch(1)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        for button in (self.done, self.results, self.room):
            foot.addWidget(button)
        foot.addStretch(1)
        content = QWidget()
        outer = QVBoxLayout(content)
        self._outer = outer
        outer.setContentsMargins(24, 16, 24, 20)
        outer.setSpacing(12)
        outer.addLayout(head)
        outer.addWidget(self.about)
        outer.addWidget(card)
        outer.addWidget(self.note)
        outer.addLayout(foot)
        outer.addStretch(1)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.addWidget(Scroll(ui, content))

    def _connect(self) -> None:
        for field in self.fields.values():
            field.typed.connect(self._typed)
            field.area.left.connect(self._left)
        self.neutral.chosen.connect(
            lambda value: self._write(verbs.rate_neutrality, N_("Neutrality"), value=int(str(value)))
        )
        self.why.textChanged.connect(self._why_edited)
        self._why_timer.timeout.connect(self._keep_why)
        self.done.clicked.connect(self._finish)
        self.results.clicked.connect(lambda: self.results_wanted.emit(self.id))
        self.room.clicked.connect(lambda: self.room_wanted.emit(self.id))
        self.back.clicked.connect(self.leave)
        self.study.changed.connect(self._changed)
        self.ui.texts_changed.connect(self.refresh)

    def set_compact(self, compact: bool) -> None:
        """Narrower margins."""
        side = 12 if compact else 24
        self._outer.setContentsMargins(side, 12, side, 16)

    def take_focus(self) -> None:
        """Where the writing begins."""
        self.fields["main"].area.setFocus()

    def let_go(self) -> None:
        """The page takes the form away: what is still on its way is not shown any more."""
        self._gone = True
        self._why_timer.stop()

    def leave(self) -> None:
        """Hand everything over and go."""
        self.flush()
        self.closed.emit()

    def flush(self) -> None:
        """What was typed goes to the writer."""
        for field in self.fields.values():
            field.flush()
        if self._why_timer.isActive():
            self._keep_why()

    # --- showing

    def again(self) -> None:
        """Fill in what the marks say now: the other laptop's may have come meanwhile."""
        self.study.ask(_with_draft, self.id, self.ui.texts, done=self._begin, failed=self._say)

    def _begin(self, found: tuple[GroupState, dict[str, str]]) -> None:
        if self._gone:
            return
        state, filled = found
        self.state = state
        if not self.study.read_only and state.sheet.done_at is None:
            self._write(verbs.open_summary, N_("Summary"), filled=filled)
        else:
            self.show_sheet(state.sheet)

    def show_sheet(self, sheet: GroupSheet) -> None:
        """The form as it is on the disk."""
        if self._gone:
            return
        self.sheet = sheet
        for key, field in self.fields.items():
            if not self._open:  # what was typed since is on its way: an older word must not take its place
                field.show_text(sheet.summary.get(key, ""))
            field.area.setReadOnly(self.study.read_only)
        self.neutral.set_value(str(sheet.neutrality) if sheet.neutrality else None)
        self.neutral.setEnabled(not self.study.read_only)
        same = self.why.toPlainText() == sheet.neutrality_note
        if not self._open and not self._why_timer.isActive() and not same:
            self.why.setPlainText(sheet.neutrality_note)
            self._why_timer.stop()
        self.refresh()

    def refresh(self) -> None:
        """Deadline and buttons."""
        sheet, texts = self.sheet, self.ui.texts
        if sheet is None:
            return
        words, ink, fill, sign = due_words(sheet, self._offset(), texts)
        self.due.set_words(words)
        self.due.set_tone(ink, fill, sign)
        self.about.set_words(
            texts.t(
                "Filled in from what was marked. Write what the marks do not say; it is saved as you type."
            )
        )
        self.done.set_words(texts.t("Open again") if sheet.done_at else texts.t("The summary is done"))
        self.done.setEnabled(not self.study.read_only)

    def _offset(self) -> int:
        return self.state.head.offset_min if self.state is not None else 0

    # --- verbs

    def _write(self, verb: Any, label: str, **values: Any) -> None:
        if self.study.read_only:
            return
        self._open += 1
        self.study.call(
            verb, session_id=self.id, label=label, scope=f"{self.id}/summary", failed=self._failed,
            done=self._written, **values,
        )  # fmt: skip

    def _written(self, committed: Any) -> None:
        self._open -= 1
        self.show_sheet(committed.value)

    def _failed(self, error: BaseException) -> None:
        self._open -= 1
        for field in self.fields.values():
            field.send_again()
        self._say(error)

    def _typed(self, key: str, words: str) -> None:
        self._write(verbs.write_summary, N_("Summary"), field=key, text=words)

    def _left(self) -> None:
        self.flush()
        if not self.study.read_only:
            self.study.seal()

    def _why_edited(self) -> None:
        if not self._why_timer.isActive():
            self._why_timer.start()

    def _keep_why(self) -> None:
        self._why_timer.stop()
        words = self.why.toPlainText()
        if self.sheet is not None and words != self.sheet.neutrality_note:
            self._write(verbs.note_neutrality, N_("Neutrality"), text=words)

    def _finish(self) -> None:
        self.flush()
        self.note.hide()
        if self.sheet is not None and self.sheet.done_at is not None:
            self._write(verbs.reopen_summary, N_("Summary"))
        else:
            self._write(verbs.finish_summary, N_("Summary"))

    def _say(self, error: BaseException) -> None:
        if self._gone:
            return
        self.note.set_words(error.say if isinstance(error, UserError) else str(error))
        self.note.show()

    def _changed(self, change: Any) -> None:
        if not self._gone and "group_sheet" in change.kinds and self.isVisible():
            self.study.ask(_sheet, self.id, done=self.show_sheet)


def due_words(sheet: GroupSheet, offset_min: int, texts: Texts) -> tuple[str, str, str, str]:
    """Words and tone of the deadline: due, late, done, done late."""
    good = ("success.base", "success.subtle", "check")
    bad = ("warning.base", "warning.subtle", "warning")
    if sheet.done_at is not None:
        when = texts.time(local_time(sheet.done_at, offset_min))
        late = sheet.due_at is not None and sheet.done_at > sheet.due_at
        day = texts.date(local_time(sheet.done_at, offset_min).date())
        if late:
            return texts.t("done late, {day} {time}", day=day, time=when), *bad
        return texts.t("done on the day at {time}", time=when), *good
    if sheet.due_at is None:
        return texts.t("not done"), *bad
    last = local_time(sheet.due_at - 1, offset_min)
    if sheet.due_at < time.time() * 1000:
        return texts.t("late: it was due {day}", day=texts.date(last.date())), *bad
    return texts.t("due today by {time}", time=texts.time(last)), "info.base", "info.subtle", "timer"


def _with_draft(reader: Reader, session_id: str, texts: Texts) -> tuple[GroupState, dict[str, str]]:
    state = group_state(reader, session_id)
    return state, verbs.draft(group_facts(state, texts), texts)


def _sheet(reader: Reader, session_id: str) -> GroupSheet:
    return group_state(reader, session_id).sheet
