# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is due when a study is opened: a wave that should begin, or a reflection; with the way there."""

import datetime as dt
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout
from shiboken6 import isValid

from cxfield.i18n import Texts
from ui.context import Ui
from ui.widgets.buttons import Button, Kind
from ui.widgets.containers import Glyph, Panel
from ui.widgets.label import Label

if TYPE_CHECKING:
    from ui.session import StudySession


class ReminderBar(Panel):
    """Hidden while nothing is due; "Later" puts it away until the study is opened again."""

    def __init__(self, ui: Ui, open_schedule: Callable[[str], None]) -> None:
        super().__init__(ui, "bg.surface", "bottom")
        self._due: tuple[Any, ...] = ()
        self._open = open_schedule
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 8, 16, 8)
        row.setSpacing(12)
        middle = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        self.words = Label(ui, "", "body", weight=600, wrap=True, align=middle)
        self.go = Button(ui, lambda x: x.t("Open the schedule"), icon_name="calendar")
        self.go.clicked.connect(self._go)
        self.later = Button(ui, lambda x: x.t("Later"), kind=Kind.GHOST)
        self.later.clicked.connect(self.hide)
        row.addWidget(Glyph(ui, "calendar", 20, "accent.base"))
        row.addWidget(self.words, 1)
        row.addWidget(self.go)
        row.addWidget(self.later)
        self.hide()

    def ask(self, study: "StudySession", today: dt.date) -> None:
        """Look in the background whether something is due."""

        def query(reader: Any) -> Any:
            from cxfield.services.debrief_after import reflection_due
            from cxfield.services.plan_waves import reminders

            return (*reminders(reader, today), *reflection_due(reader, today))

        def show(due: Any) -> None:
            if isValid(self) and self.ui.study is study:
                self.show_due(due)

        study.ask(query, done=show, failed=lambda _error: None)

    def show_due(self, due: tuple[Any, ...]) -> None:
        """Say it, or be gone."""
        self._due = due
        reflecting = bool(due) and not due[0].wave_id
        self.go.set_words(
            (lambda x: x.t("Write a reflection")) if reflecting else (lambda x: x.t("Open the schedule"))
        )

        def words(texts: Texts) -> str:
            return " ".join(reminder.say(texts) for reminder in due)

        self.words.set_words(words)
        self.setVisible(bool(due))

    def _go(self) -> None:
        self.hide()
        if self._due:
            self._open(self._due[0].wave_id)
