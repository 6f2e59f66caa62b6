# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Closing the loop: low scores of people who may be contacted, who gets back to them and by when."""

import time
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from cxfield.errors import UserError
from cxfield.i18n import N_, pick
from cxfield.services import follow_up
from ui.context import Say, Ui
from ui.editors.flow import FlowLayout
from ui.session import StudySession
from ui.widgets.buttons import Button, Kind
from ui.widgets.chips import Tag
from ui.widgets.containers import Card, Scroll
from ui.widgets.field import TextField
from ui.widgets.label import Label


class TaskCard(Card):
    """One task: who and how low, what is done about it, by whom and by when."""

    def __init__(self, ui: Ui, study: StudySession, row: follow_up.TaskView) -> None:
        super().__init__(ui)
        self.study, self.row, self.gone = study, row, False
        done = row.state == follow_up.CLOSED
        score = "–" if row.score is None else str(row.score)
        name: Say = lambda x: f"{row.code} · {pick(row.question, x.locale)} · {score}"  # noqa: E731
        title = Label(ui, name, "control", weight=600, wrap=True)
        days = Tag(ui, _days(row))
        if row.late:
            days.set_tone("danger.base", "danger.subtle", "warning")
        elif done:
            days.set_tone("success.base", "success.subtle", "check")
        head = QHBoxLayout()
        head.addWidget(title, 1)
        head.addWidget(days, 0, Qt.AlignmentFlag.AlignTop)
        self.fields = {
            "text": TextField(ui, lambda x: x.t("What is done")),
            "owner": TextField(ui, lambda x: x.t("Who gets back")),
            "due_on": TextField(ui, lambda x: x.t("By the day")),
            "outcome": TextField(ui, lambda x: x.t("What came of it")),
        }
        holder = QWidget()
        flow = FlowLayout(holder, gap=12)
        for name, field in self.fields.items():
            field.set_value(getattr(row, name))
            field.input.setReadOnly(study.read_only)
            field.input.editingFinished.connect(partial(self._edited, name))
            field.setMinimumWidth(ui.theme.px(240))
            flow.addWidget(field)
        self.close_task = Button(
            ui,
            (lambda x: x.t("Open again")) if done else (lambda x: x.t("The loop is closed")),
            kind=Kind.OUTLINE if done else Kind.PRIMARY,
            touch=True,
        )
        self.close_task.setEnabled(not study.read_only)
        self.close_task.clicked.connect(self._toggle)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 14)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(holder)
        column.addWidget(self.close_task, 0, Qt.AlignmentFlag.AlignLeft)

    def _edited(self, name: str) -> None:
        field = self.fields[name]
        if not field.input.isModified():
            return
        field.input.setModified(False)
        task, words = self.row.id, field.value
        self.study.call(
            lambda uow: follow_up.edit_task(uow, task_id=task, **{name: words}),
            label=N_("Follow-up task"),
            failed=lambda error: self._refused(name, error),
        )

    def _refused(self, name: str, error: BaseException) -> None:
        if self.gone:
            return
        if isinstance(error, UserError):
            self.fields[name].set_error(error.say)
        else:
            raise error

    def _toggle(self) -> None:
        done = self.row.state == follow_up.CLOSED
        more: dict[str, Any] = {} if done else {"outcome": self.fields["outcome"].value}
        verb = follow_up.reopen_task if done else follow_up.close_task
        self.study.call(verb, task_id=self.row.id, label=N_("Follow-up task"), **more)


class TasksView(QWidget):
    """Every task; `closed` leads back."""

    closed = Signal()

    def __init__(self, ui: Ui, study: StudySession) -> None:
        super().__init__()
        self.ui, self.study = ui, study
        self.cards: list[TaskCard] = []
        self._shown: follow_up.Tasks | None = None
        self.back = Button(ui, lambda x: x.t("Interviews"), icon_name="chevron-left", touch=True)
        self.back.clicked.connect(self.closed)
        self.note = Label(ui, "", "body", "text.secondary", wrap=True)
        content = QWidget()
        self._list = QVBoxLayout(content)
        self._list.setContentsMargins(24, 16, 24, 24)
        self._list.setSpacing(12)
        top = QHBoxLayout()
        top.addWidget(self.back)
        top.addWidget(Label(ui, lambda x: x.t("Follow-ups"), "h2"), 1)
        self._list.addLayout(top)
        self._list.addWidget(self.note)
        self._list.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(Scroll(ui, content))

    def leave(self) -> None:
        """It goes off the screen."""
        for card in self.cards:
            card.gone = True

    def refresh(self) -> None:
        """Ask again; a field that is being written in keeps its words until it is left."""
        found = self.study.read(follow_up.tasks, round(time.time() * 1000))
        refused = found.without_permission
        self.note.set_words(lambda x: _sum(found, refused, x))
        if self._shown is not None and self._shown.rows == found.rows:
            return
        self._shown = found
        for card in self.cards:
            self._list.removeWidget(card)
            card.gone = True
            card.hide()
            card.deleteLater()
        self.cards = [TaskCard(self.ui, self.study, row) for row in found.rows]
        for index, card in enumerate(self.cards):
            self._list.insertWidget(index + 2, card)


def _days(row: follow_up.TaskView) -> Any:
    if row.state == follow_up.CLOSED:
        return lambda x: x.tn("closed in {n} day", "closed in {n} days", row.days)
    return lambda x: x.tn("open {n} day", "open {n} days", row.days)


def _sum(found: follow_up.Tasks, refused: int, x: Any) -> str:
    parts = [
        x.tn("{n} open task.", "{n} open tasks.", found.open)
        if found.rows
        else x.t("No low score of anybody who may be contacted. A task comes here by itself.")
    ]
    if refused:
        parts.append(
            x.tn(
                "{n} low score has no permission to contact: nobody gets back to it.",
                "{n} low scores have no permission to contact: nobody gets back to them.",
                refused,
            )
        )
    return " ".join(parts)
