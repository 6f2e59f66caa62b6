# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The facilitator's view for a projector: one part at a time, large; arrow keys turn, Esc goes back."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from cxfield.services.debrief_meeting import MeetingView, PartView
from ui.pages.debrief.desk import DebriefDesk
from ui.pages.plan.tab import clear, column, line, said
from ui.widgets.buttons import Button, Kind
from ui.widgets.containers import Panel
from ui.widgets.label import Label

_STEPS = {
    Qt.Key.Key_Right: 1, Qt.Key.Key_PageDown: 1, Qt.Key.Key_Space: 1, Qt.Key.Key_Return: 1,
    Qt.Key.Key_Left: -1, Qt.Key.Key_PageUp: -1,
}  # fmt: skip


class Facilitator(Panel):
    """A window of its own: name of the part, its questions, its clock, what comes next."""

    def __init__(self, desk: DebriefDesk, turn: Callable[[str], None]) -> None:
        super().__init__(desk.ui, "bg.app", parent=desk.ui_window())
        self.setWindowFlag(Qt.WindowType.Window)
        self.desk, self.ui = desk, desk.ui
        self._turn = turn
        self.view: MeetingView | None = None
        self.name = Label(self.ui, "", "clock", weight=600, wrap=True)
        self.place = Label(self.ui, "", "h1", "text.secondary")
        self.clock = Label(self.ui, "", "clock", weight=600)
        self.next = Label(self.ui, "", "h1", "text.secondary", wrap=True)
        self.before = Button(self.ui, lambda x: x.t("Previous part"), key="←", touch=True)
        self.after = Button(self.ui, lambda x: x.t("Next part"), kind=Kind.PRIMARY, key="→", touch=True)
        self.close_it = Button(self.ui, lambda x: x.t("Close"), key="Esc", touch=True)
        outer = column(self, margins=64, gap=24)
        outer.addLayout(line(self.place, 1, self.clock))
        outer.addWidget(self.name)
        self.questions = column(gap=18)
        outer.addLayout(self.questions)
        outer.addStretch(1)
        outer.addWidget(self.next)
        outer.addLayout(line(self.before, self.after, 1, self.close_it))
        self.before.clicked.connect(lambda: self.step(-1))
        self.after.clicked.connect(lambda: self.step(1))
        self.close_it.clicked.connect(self.hide)
        # Every button has its key; with the focus on one of them a clicker would walk among the buttons.
        for button in (self.before, self.after, self.close_it):
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    @property
    def part(self) -> PartView | None:
        """The running part, or the first one not done."""
        if self.view is None:
            return None
        running = [part for part in self.view.parts if part.running_since is not None]
        left = [part for part in self.view.parts if not part.done]
        return (running or left or list(self.view.parts))[0]

    def show_meeting(self, view: MeetingView) -> None:
        """Show the meeting as it stands."""
        self.view = view
        part = self.part
        if part is None:
            return
        at = view.parts.index(part)
        self.name.set_words(said(part.name))
        self.place.set_words(lambda x: x.t("{n} of {m}", n=at + 1, m=len(view.parts)))
        clear(self.questions)
        for words in part.prompts:
            self.questions.addWidget(Label(self.ui, words, "question", weight=400, wrap=True))
        after = view.parts[at + 1] if at + 1 < len(view.parts) else None
        self.next.set_words(
            (lambda x: x.t("Next: {what}", what=x.t(after.name))) if after is not None else ""
        )
        self.show_clock(self.desk.stamp().utc_ms)

    def show_clock(self, now: int) -> None:
        """What is left of the part; below zero it counts on in amber."""
        part = self.part
        if part is None:
            return
        left = part.planned_ms - part.spent_at(now)
        self.clock.set_words(lambda x: ("+" if left < 0 else "") + x.stopwatch(abs(left)))
        self.clock.set_color("warning.base" if left < 0 else "text.primary")

    def step(self, by: int) -> None:
        """Turn to a neighbour."""
        part = self.part
        if self.view is None or part is None or self.desk.read_only:
            return
        at = self.view.parts.index(part) + (by if part.running_since is not None or by < 0 else 0)
        if 0 <= at < len(self.view.parts):
            self._turn(self.view.parts[at].id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows and Space turn, as on a clicker; Esc goes back."""
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
        elif event.key() in _STEPS:
            self.step(_STEPS[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)
