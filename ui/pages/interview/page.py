# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The Interview room: the start form, or the interview that goes on."""

from typing import Any

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout

from cxfield.clock import Clock
from cxfield.errors import UserError
from cxfield.model.enums import SessionState
from cxfield.services import interview_views as views
from ui.audio.devices import Player, Source
from ui.context import Ui
from ui.pages.base import Page
from ui.pages.interview.start import StartView
from ui.pages.interview.talk import Talk
from ui.pages.interview.talk_view import TalkView
from ui.pages.interview.tasks_view import TasksView
from ui.pages.interview.transcripts_view import TranscriptsView
from ui.session import StudySession


class InterviewPage(Page):
    """One page, two faces: `own_bar` while an interview is on the screen."""

    def __init__(self, ui: Ui, clock: Clock | None = None) -> None:
        super().__init__(ui)
        self._clock = clock
        study = ui.study
        assert study is not None
        self.study: StudySession = study
        self.view: TalkView | None = None
        self._locale = ui.texts.locale
        #: Where sound comes from and goes to; without them the machine's own.
        self.source: Source | None = None
        self.player: Player | None = None
        self.start = StartView(ui, study)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.start)
        self.desk: TasksView | TranscriptsView | None = None
        self.start.tasks_wanted.connect(self.show_tasks)
        self.start.transcripts_wanted.connect(self.show_transcripts)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.stack)
        self.start.started.connect(self.open)
        self.start.open_wanted.connect(self.open)
        study.changed.connect(self._changed)

    # --- what the shell asks

    def entered(self) -> None:
        """Ask again; the focus goes where the answer is written."""
        if self.desk is not None:
            self.desk.refresh()
            return
        if self.view is None:
            self.start.refresh()
            self.start.code.input.setFocus()
            return
        if self.ui.undo is not None:
            self.ui.undo.scope = self.view.talk.session_id
        self.view.pane.answer.box.setFocus()

    def left(self) -> None:
        """Flush and seal."""
        if self.view is not None:
            self.view.sound.recorder.flush()
            self.view.talk.leave()

    def set_compact(self, compact: bool) -> None:
        """The window became narrow or wide."""
        super().set_compact(compact)
        self.start.set_compact(compact)
        if self.view is not None:
            self.view.set_compact(compact)

    def place(self) -> dict[str, Any]:
        """Session, question, cursor and language; empty at the start form."""
        return self.view.talk.place() if self.view is not None else {"session": ""}

    def go_to(self, place: dict[str, Any]) -> None:
        """Return to the interview that was going on, at the same question and cursor."""
        session_id = place.get("session")
        if not isinstance(session_id, str) or not session_id:
            return
        try:
            head = self.study.read(views.head, session_id)
        except UserError:
            return
        if head.state is not SessionState.DONE:
            question, cursor = place.get("question"), place.get("cursor")
            self.open(
                session_id,
                question if isinstance(question, str) else "",
                cursor if isinstance(cursor, int) else 0,
            )

    def retranslate(self) -> None:
        """An interview held in the language of the window changes with it."""
        old, self._locale = self._locale, self.ui.texts.locale
        if self.view is not None and self.view.talk.head.language == old:
            self.view.talk.speak(self._locale)

    # --- going in and out

    def open(self, session_id: str, question: str = "", cursor: int = 0) -> None:
        """Bring an interview to the screen and go on with it."""
        self._leave_desk()
        self.close_view()
        talk = Talk(self.ui, self.study, session_id, self._clock, self)
        self.view = TalkView(self.ui, talk, self.source, self.player)
        self.view.closed.connect(self.close_view)
        self.view.menu_wanted.connect(self.menu_wanted)
        self.view.set_compact(self.compact)
        self.stack.addWidget(self.view)
        self.stack.setCurrentWidget(self.view)
        talk.resume()
        talk.open_at(question, cursor)
        self.own_bar = True
        self.bar_changed.emit()
        if self.ui.undo is not None:
            self.ui.undo.scope = session_id
        self.ui.bus.capturing.emit("interview" if talk.head.state is not SessionState.DONE else "")
        talk.keep_place()

    def show_tasks(self) -> None:
        """Bring the follow-ups to the front."""
        self._show_desk(TasksView(self.ui, self.study))

    def show_transcripts(self, session: str = "") -> None:
        """Bring the transcripts to the front; what is taken in belongs to the interview given."""
        desk = TranscriptsView(self.ui, self.study)
        desk.use_session(session)
        desk.answer_wanted.connect(self.open)
        self._show_desk(desk)

    def _show_desk(self, desk: TasksView | TranscriptsView) -> None:
        self._leave_desk()
        self.desk = desk
        desk.closed.connect(self._leave_desk)
        self.stack.addWidget(desk)
        self.stack.setCurrentWidget(desk)
        desk.refresh()
        desk.back.setFocus()

    def _leave_desk(self) -> None:
        desk, self.desk = self.desk, None
        if desk is not None:
            desk.leave()
            self.stack.setCurrentWidget(self.start)
            self.stack.removeWidget(desk)
            desk.hide()
            desk.deleteLater()
            self.start.refresh()

    def close_view(self) -> None:
        """Back to the start form."""
        view = self.view
        if view is None:
            return
        view.leave()
        self.view = None
        self.stack.removeWidget(view)
        view.hide()
        view.deleteLater()
        self.own_bar = False
        self.bar_changed.emit()
        self.ui.bus.capturing.emit("")
        self.study.keep_place(interview={"session": ""})
        self.stack.setCurrentWidget(self.start)
        self.start.refresh()

    def _changed(self, change: Any) -> None:
        if self.desk is not None and change.kinds & _DESK_KINDS:
            self.desk.refresh()
            return
        # While respondents have the screen nobody sees the list; it is asked again when they give it back.
        shown = self.isVisible() and self.start.screen_away is None
        if self.view is None and shown and change.kinds & _KINDS:
            self.start.refresh()


_DESK_KINDS = frozenset(("follow_up_task", "transcript", "extract", "tag", "consent"))
_KINDS = frozenset(("session", "participant", "site", "guide", "guide_version", "answer"))
