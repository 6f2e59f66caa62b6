# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Watches beside the log: a task that is tried, a contact that waits for an answer and a solution."""

from functools import partial

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from cxfield.i18n import Texts
from cxfield.methods.instruments import TimingKind
from cxfield.services.instrument_shapes import TimingView
from ui.context import Ui
from ui.editors.flow import FlowLayout
from ui.pages.observe.gauges import Gauges
from ui.pages.observe.words import minutes
from ui.shortcuts import keycap_of
from ui.widgets.buttons import Button
from ui.widgets.chips import Chip
from ui.widgets.containers import Card
from ui.widgets.field import LineInput
from ui.widgets.label import Label

#: So many that are over stay in sight.
_OVER = 3


class WatchRow(Card):
    """One running watch: what, how long, and what came of it."""

    def __init__(self, ui: Ui, gauges: Gauges, row: TimingView, parent: QWidget | None = None) -> None:
        super().__init__(ui, line="line.strong", radius="control", parent=parent)
        self._gauges = gauges
        self.row = row
        task = row.kind == TimingKind.TASK
        placeholder = (lambda x: x.t("What is tried?")) if task else (lambda x: x.t("What is asked?"))
        self.name = LineInput(ui, placeholder=placeholder)
        self.name.setAccessibleName(ui.say(placeholder))
        self.name.editingFinished.connect(lambda: gauges.name(self.row.id, self.name.text().strip()))
        self.time = Label(ui, "", "control", weight=600, icon_name="timer", icon_size=18)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.name, 1)
        head.addWidget(self.time)
        self.response = Button(ui, lambda x: x.t("Answered"), touch=True)
        self.response.clicked.connect(lambda: gauges.respond(self.row.id))
        grid = QGridLayout()
        grid.setSpacing(6)
        self.ends = [
            Button(ui, words, touch=True)
            for words in (
                (lambda x: x.t("Goal reached"), lambda x: x.t("Not reached"))
                if task
                else (
                    lambda x: x.t("Solved at once"),
                    lambda x: x.t("Solved later"),
                    lambda x: x.t("Not solved"),
                )
            )
        ]
        results = ((True, None), (False, None)) if task else ((True, True), (True, False), (False, False))
        for chip, (reached, first) in zip(self.ends, results, strict=True):
            chip.clicked.connect(partial(self._finish, reached, first))
        for place, chip in enumerate(self.ends if task else (self.response, *self.ends)):
            chip.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            grid.addWidget(chip, place // 2, place % 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(6)
        column.addLayout(head)
        column.addLayout(grid)
        self.show_row(row)

    def show_row(self, row: TimingView) -> None:
        """Show it as it is now."""
        self.row = row
        if not self.name.hasFocus():
            with QSignalBlocker(self.name):
                self.name.setText(row.name or row.goal)
        self.response.setEnabled(row.response_t is None)
        self.tick()

    def tick(self) -> None:
        """The running time."""
        words = minutes((self._gauges.log.now() - self.row.start_t) // 1000)
        if words != self.time.words:
            self.time.set_words(words)

    def _finish(self, reached: bool, first: bool | None, _checked: bool = False) -> None:
        self._gauges.name(self.row.id, self.name.text().strip())
        self._gauges.finish(self.row.id, reached=reached, first_contact=first)


class Watches(QWidget):
    """Start buttons, running watches, the latest results."""

    def __init__(self, ui: Ui, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ui = ui
        self._gauges: Gauges | None = None
        self.rows: dict[str, WatchRow] = {}
        self.task = Button(ui, lambda x: x.t("Task"), icon_name="timer", touch=True)
        self.contact = Button(ui, lambda x: x.t("Contact"), icon_name="timer", touch=True)
        self.task.set_tip(keycap_of("observe.task"))
        self.contact.set_tip(keycap_of("observe.contact"))
        self.task.clicked.connect(lambda: self.start(TimingKind.TASK))
        self.contact.clicked.connect(lambda: self.start(TimingKind.CONTACT))
        self.over = Label(ui, "", "small", "text.secondary", wrap=True)
        starts = QHBoxLayout()
        starts.setSpacing(8)
        for button in (self.task, self.contact):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            starts.addWidget(button, 1)
        self._goal_bar = QWidget()
        self._goals = FlowLayout(self._goal_bar)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self._column.addLayout(starts)
        self._column.addWidget(self._goal_bar)
        self._column.addWidget(self.over)
        self._offered: tuple[str, ...] = ()

    def show_gauges(self, gauges: Gauges) -> None:
        """Time for this session."""
        self._gauges = gauges
        self._offer(gauges.state.goals)

    def start(self, kind: TimingKind, goal: str = "") -> None:
        """Start the watch."""
        if self._gauges is not None:
            self._gauges.start(kind, goal)

    def refresh(self) -> None:
        """Show the watches."""
        gauges = self._gauges
        if gauges is None:
            return
        self._offer(gauges.state.goals)
        running = {row.id: row for row in gauges.state.timings if row.end_t is None}
        for gone in [key for key in self.rows if key not in running]:
            widget = self.rows.pop(gone)
            self._column.removeWidget(widget)
            widget.hide()
            widget.deleteLater()
        for key, row in reversed(running.items()):
            if key in self.rows:
                self.rows[key].show_row(row)
            else:
                self.rows[key] = WatchRow(self.ui, gauges, row)
                self._column.insertWidget(2, self.rows[key])
        texts = self.ui.texts
        over = [row for row in gauges.state.timings if row.end_t is not None][:_OVER]
        self.over.set_words("\n".join(timing_words(row, texts) for row in over))
        self.over.setVisible(bool(over))
        writable = not gauges.log.study.read_only
        for control in (self.task, self.contact, self._goal_bar):
            control.setEnabled(writable)

    def tick(self) -> None:
        """Running times."""
        for row in self.rows.values():
            row.tick()

    def _offer(self, goals: tuple[str, ...]) -> None:
        """The study's conversion goals: a press starts the watch on that one."""
        if goals == self._offered:
            self._goal_bar.setVisible(bool(goals))
            return
        self._offered = goals
        while (item := self._goals.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        for goal in goals:
            chip = Chip(self.ui, goal, icon_name="play")
            chip.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            chip.clicked.connect(lambda _on=False, words=goal: self.start(TimingKind.TASK, words))
            self._goals.addWidget(chip)
        self._goal_bar.setVisible(bool(goals))


def timing_words(row: TimingView, texts: Texts) -> str:
    """A watch that is over, in one line."""
    kind = texts.t("Task") if row.kind == TimingKind.TASK else texts.t("Contact")
    parts = [row.name or row.goal or kind]
    if row.response_t is not None:
        parts.append(texts.t("answered in {time}", time=minutes((row.response_t - row.start_t) // 1000)))
    parts.append(minutes(((row.end_t or row.start_t) - row.start_t) // 1000))
    parts.append(result_words(row.kind, row.reached, row.first_contact, texts))
    return " · ".join(part for part in parts if part)


def result_words(kind: str, reached: bool | None, first_contact: bool | None, texts: Texts) -> str:
    """What came of it; nothing while nobody has said."""
    if reached is None:
        return ""
    if kind == TimingKind.TASK:
        return texts.t("goal reached") if reached else texts.t("goal not reached")
    if not reached:
        return texts.t("not solved")
    return texts.t("solved at the first contact") if first_contact else texts.t("solved later")
