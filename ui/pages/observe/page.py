# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The Observe room: the start form, the running session, the closing form; it opens where the work was."""

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPoint, QTimer
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QStackedWidget, QVBoxLayout

from cxfield.clock import Clock, Stamp, SystemClock
from cxfield.i18n import N_
from cxfield.services import observation_shapes as shapes
from cxfield.services.observation_start import open_session, start_options
from ui.context import Ui
from ui.late import Late
from ui.pages.base import Page
from ui.pages.observe.capture import CaptureView
from ui.pages.observe.closing import ClosingForm
from ui.pages.observe.log import Log
from ui.pages.observe.memory import PLACE, Memory
from ui.pages.observe.start import StartForm
from ui.widgets.containers import Scroll

if TYPE_CHECKING:
    from cxfield.services import observation as verbs
    from cxfield.services import observation_review as reviews
    from cxfield.services import observation_views as views
    from cxfield.services.observation_review import DoneSession
    from ui.pages.observe.after import AfterView
    from ui.pages.observe.paper import PaperView
else:
    verbs = Late("cxfield.services.observation")
    reviews = Late("cxfield.services.observation_review")
    views = Late("cxfield.services.observation_views")

_BEAT_MS = 20_000
_SOON_MS = 400
_READY_MS = 200


@dataclass(frozen=True, slots=True)
class _Screens:
    """What a session is run on."""

    capture: CaptureView
    scroll: Scroll


class ObservePage(Page):
    """Made once an open study is there; `clock` is the machine's unless a test brings its own."""

    def __init__(self, ui: Ui, *, clock: Clock | None = None) -> None:
        super().__init__(ui)
        self.own_bar = False
        self._clock: Clock = clock or SystemClock()
        self._memory = Memory(ui)
        self._early: list[tuple[QKeyEvent, Stamp]] | None = None
        self.start = StartForm(ui)
        self._screens: _Screens | None = None
        self._closing: ClosingForm | None = None
        self._stack = QStackedWidget()
        self._stack.addWidget(self.start)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)
        self.start.started.connect(self._start)
        self.start.review_wanted.connect(self._review)
        self.start.paper_wanted.connect(self._type_paper)
        self._after: AfterView | None = None
        self._paper: PaperView | None = None
        if ui.study is not None:
            ui.study.closed.connect(self._let_go)
        if ui.undo is not None:
            ui.undo.undone.connect(self._turned)
            ui.undo.redone.connect(self._turned)
        keyboard = QGuiApplication.inputMethod()
        keyboard.keyboardRectangleChanged.connect(self._make_room)
        keyboard.visibleChanged.connect(self._make_room)
        self._beat = QTimer(self)
        self._beat.setInterval(_BEAT_MS)
        self._beat.timeout.connect(self._keep)

    @property
    def capture(self) -> CaptureView:
        """The screen of the running session."""
        return self._running().capture

    @property
    def closing(self) -> ClosingForm:
        """The form that ends a session."""
        if self._closing is None:
            made = self._closing = ClosingForm(self.ui)
            self._stack.addWidget(made)
            made.back.connect(self._back)
            made.stopped.connect(self._stop)
            made.kept.connect(self._keep_closing)
        return self._closing

    @property
    def log(self) -> Log | None:
        """The session on the screen."""
        return self._screens.capture.log if self._screens is not None else None

    def _running(self) -> "_Screens":
        """What a session needs, made once: in a turn of its own while the start form is looked at."""
        if self._screens is None:
            capture = CaptureView(self.ui)
            self._screens = _Screens(capture, Scroll(self.ui, capture))
            self._stack.addWidget(self._screens.scroll)
            if self.compact:
                capture.set_compact(True)
            capture.stop_wanted.connect(self._ask_to_stop)
            capture.menu_wanted.connect(self.menu_wanted)
            capture.drafted.connect(self._memory.keep_draft)
            capture.touchpoint_chosen.connect(self._keep)
        return self._screens

    def entered(self) -> None:
        """Open the session that is running, else the start form."""
        study = self.ui.study
        if study is None:
            return
        if self.log is None:
            running = study.read(open_session)
            if running is not None:
                self._take_up(running)
            else:
                self._show_start()
        self._follow()
        self._take_focus()

    def left(self) -> None:
        """Save what is being typed."""
        if self._screens is not None:
            self.capture.line.flush()
            self.capture.foot.side.flush()
            self._keep()

    def set_compact(self, compact: bool) -> None:
        """The tablet form."""
        if compact != self.compact:
            super().set_compact(compact)
            if self._screens is not None:
                self.capture.set_compact(compact)

    def unsaved(self) -> int:
        """Entries that wait for the disk."""
        return max(self.log.unsent, min(1, self.log.unwritten)) if self.log is not None else 0

    def title(self) -> str:
        """The name of the site while a session runs."""
        return ""

    def take(self, target: object) -> None:
        """The overview names a site and a phase to start at; a session that runs goes on."""
        if self.log is None and isinstance(target, dict):
            self.start.prefill(str(target.get("site", "")), str(target.get("phase", "")))

    def _make_room(self) -> None:
        """The keyboard on the screen came or went: it never covers the line."""
        method = QGuiApplication.inputMethod()
        covered = 0
        if method.isVisible() and self.isVisible():
            top = self.window().mapToGlobal(QPoint(0, 0)).y() + round(method.keyboardRectangle().top())
            covered = self.mapToGlobal(QPoint(0, self.height())).y() - top
        self.stand_above(covered)

    def stand_above(self, covered: int) -> None:
        """So many px of the lower edge are covered."""
        if self._screens is not None:
            self.capture.make_room(covered if 0 < covered < self.height() else 0)
            self._screens.scroll.ensureWidgetVisible(self.capture.line)

    # -- from one state to the next

    def _show_start(self) -> None:
        if self.ui.study is not None:
            self.start.show_options(self.ui.study.read(start_options))
            # What is over can wait until the form stands: it is read through the records.
            QTimer.singleShot(_SOON_MS, self, self._list_done)
            QTimer.singleShot(_READY_MS, self, self._make_ready)
        self._show(self.start)
        self.ui.bus.capturing.emit("")

    def _make_ready(self) -> None:
        """Make what a session needs while the start form is looked at, a turn of the event loop for each."""
        # The first text field of a process takes as long as a screen: the bindings make their types with it.
        turns = (lambda: QPlainTextEdit().viewport(), self._running, lambda: self.closing)

        def take(number: int) -> None:
            if self.ui.study is not None and number < len(turns):
                turns[number]()
                QTimer.singleShot(1, self, lambda: take(number + 1))

        take(0)

    def _list_done(self) -> None:
        if self.ui.study is not None and self.log is None:
            self.ui.study.ask(reviews.done_sessions, done=self.start.done.show_sessions)

    def _review(self, session: "DoneSession") -> None:
        """Go through a session that is over."""
        if self._after is None:
            from ui.pages.observe.after import AfterView

            self._after = AfterView(self.ui)
            self._after.left.connect(self._leave_after)
            self._stack.addWidget(self._after)
        from ui.pages.observe.done_list import done_words

        self._after.show_session(session.id, partial(done_words, session))
        self._show(self._after)

    def _type_paper(self) -> None:
        """Type in a sheet that was kept on paper."""
        if self.ui.study is None or self.ui.study.read_only:
            return
        if self._paper is None:
            from ui.pages.observe.paper import PaperView

            self._paper = PaperView(self.ui)
            self._paper.left.connect(self._leave_after)
            self._stack.addWidget(self._paper)
        self._show(self._paper)
        self._paper.begin(self.ui.study.read(start_options))

    def _leave_after(self) -> None:
        self._show_start()
        self.start.take_focus()

    def _start(self, choice: shapes.Start, observer: str | None) -> None:
        study = self.ui.study
        if study is None or self.log is not None:
            return
        stamp = self._clock.stamp()

        def begun(committed: Any) -> None:
            self._memory.begin(observer)
            self._open(committed.value.id)
            self._take_focus()
            self._keep()
            self._press_again()

        self.start.go.setEnabled(False)
        # Until the session is on the screen, keys wait here: whoever has started logs at once.
        self._early = []
        self.setFocus()
        study.call(
            lambda uow: verbs.start_session(uow, start=choice, stamp=stamp),
            label=N_("Start a session"),
            scope=f"{PLACE}/start",
            done=begun,
            failed=self._not_started,
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keep what is pressed while the session starts; it is logged at the time it was pressed."""
        if self._early is None:
            super().keyPressEvent(event)
        else:
            self._early.append((event.clone(), self.capture.moment.of(event, self._clock)))

    def _press_again(self) -> None:
        early, self._early = self._early or [], None
        moment = self.capture.moment
        for event, moment.known in early:
            QApplication.sendEvent(QApplication.focusWidget() or self.capture, event)
        moment.known = None

    def _not_started(self, error: BaseException) -> None:
        self._early = None
        self.start.go.setEnabled(True)
        self.ui.bus.failed.emit(error)

    def _open(self, session_id: str) -> None:
        study = self.ui.study
        assert study is not None
        log = Log(self.ui, study, session_id, self._clock, self)
        self._memory.choose_in(log)
        self.capture.show_log(log)
        self._show(self._running().scroll)
        self._beat.start()
        self.ui.bus.capturing.emit("observe" if not study.read_only else "")
        self._follow()

    def _take_up(self, session_id: str) -> None:
        """A session was open when the program ended: same place, same text, same choices."""
        study, memory = self.ui.study, self._memory
        assert study is not None
        memory.recall(session_id)
        self._open(session_id)
        log = self.log
        assert log is not None
        if study.read_only:
            return
        last_t = max(memory.seen_t, study.read(views.last_seen, session_id))
        log.recover(last_t, lambda: self._say_recovered(log))
        draft = memory.draft(session_id)
        if draft is not None:
            line = log.rows.line(draft.entry_id) if draft.entry_id else None
            if line is not None or not draft.entry_id:
                self.capture.line.take(draft, line.row if line is not None else None)
        if memory.closing is not None:
            self._ask_to_stop(*memory.closing)

    def _say_recovered(self, log: Log) -> None:
        if log.live:
            self.capture.say(lambda x: x.t("The session goes on at {time}.", time=x.stopwatch(log.now())))

    def _ask_to_stop(self, stamp: Stamp, answers: object = None) -> None:
        if self.log is None:
            return
        self.capture.line.flush()
        self.capture.line.suggestions.hide()
        self.closing.ask(self.log, stamp, answers, draft=self.capture.line.waiting)
        self._memory.close_at(stamp, answers)
        self._keep()
        self._show(self.closing)
        self.closing.take_focus()

    def _back(self) -> None:
        if self.log is not None:
            self.log.when_saved(lambda: None)
        self._memory.go_on()
        self._keep()
        self._show(self._running().scroll)
        self.capture.take_focus()

    def _stop(self, stamp: Stamp, answers: shapes.Closing) -> None:
        log = self.log
        if log is None:
            return
        self.capture.line.finish()
        log.when_saved(lambda: self._stop_saved(log, stamp, answers))
        self.closing.show_unsent(log.unsent)

    def _stop_saved(self, log: Log, stamp: Stamp, answers: shapes.Closing) -> None:
        """Everything is on the disk: the session may end."""
        number, entries = log.session.number, log.total
        length = log.at(stamp)

        def stopped() -> None:
            self.capture.line.clear()
            self._let_go()
            self._memory.forget()
            self.start.show_summary(
                lambda x: x.t(
                    "Session {n} ended: {entries}, {time}.",
                    n=number,
                    entries=x.tn("{n} entry", "{n} entries", entries),
                    time=x.stopwatch(length),
                )
            )
            self._show_start()
            self.start.take_focus()
            self._follow()

        log.stop(stamp, answers, stopped)

    def _turned(self, _label: str) -> None:
        """The window's own undo or redo was used."""
        if self.log is not None and self.ui.undo is not None and self.ui.undo.scope == self.log.id:
            self.log.turned(again=True)

    def _let_go(self) -> None:
        """The study was closed."""
        self._beat.stop()
        if self._screens is not None:
            self.capture.drop_log()

    def _show(self, widget: Any) -> None:
        self._stack.setCurrentWidget(widget)
        # A running session has a bar of its own; the forms stand under the window's.
        self.own_bar = self._screens is not None and widget is self._screens.scroll
        self.bar_changed.emit()

    def _take_focus(self) -> None:
        current, screens = self._stack.currentWidget(), self._screens
        if screens is not None and current is screens.scroll:
            self.capture.take_focus()
        elif self._closing is not None and current is self._closing:
            self.closing.take_focus()
        else:
            self.start.take_focus()

    def _follow(self) -> None:
        """Undo in this room takes back what was done in this session only."""
        if self.ui.undo is not None:
            self.ui.undo.scope = self.log.id if self.log is not None else PLACE

    # -- what this device remembers

    def _keep(self) -> None:
        if self.log is not None:
            self._memory.keep(self.log)

    def _keep_closing(self, answers: object) -> None:
        if self._memory.answer(answers):
            self._keep()
