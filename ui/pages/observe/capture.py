# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The running session on the screen: state, where, what, words; memory at the right."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from cxfield.clock import Stamp
from cxfield.errors import UserError
from cxfield.model.enums import Mark, Phase
from cxfield.services.observation_shapes import CodeView
from ui.context import Say, Ui
from ui.moment import Moment, Presses
from ui.pages.observe.arrange import Arranger
from ui.pages.observe.fields import Said
from ui.pages.observe.keys import Act, KeyMap
from ui.pages.observe.layout import CaptureLayout
from ui.pages.observe.log import Log
from ui.pages.observe.middle import PAGES
from ui.pages.observe.sight import Sight
from ui.pages.observe.tracker import Tracker
from ui.pages.observe.turning import PageTurner
from ui.pages.observe.words import code_help
from ui.pages.observe.writing import Writing
from ui.shortcuts import bind
from ui.widgets.toast import Toast

if TYPE_CHECKING:
    from ui.pages.observe.around import Around

_TICK_MS = 200
_LATER_MS = 90


class CaptureView(CaptureLayout):
    """Everything of a running session; keys work wherever the focus is, except in the line."""

    stop_wanted = Signal(object)
    menu_wanted = Signal()
    drafted = Signal(object)
    touchpoint_chosen = Signal()

    def __init__(self, ui: Ui, parent: QWidget | None = None) -> None:
        super().__init__(ui, parent)
        self.log: Log | None = None
        self._keys = KeyMap(())
        self._shown_second = -1
        self.moment = Moment()
        self.grid.moment = self.line.moment = self.moment
        self._presses = Presses(self.moment, self)
        self.toast = Toast(ui, self)
        self.toast.stand_in(self._quiet_corner)
        self.around: Around | None = None
        self._connect()
        self._bind()
        self._later = QTimer(self, singleShot=True, interval=_LATER_MS)
        self._later.timeout.connect(self._show_later)
        self.ticking = QTimer(self)
        self.ticking.setInterval(_TICK_MS)
        self.ticking.timeout.connect(self.tick)
        self.set_compact(False)

    # -- sessions

    def show_log(self, log: Log) -> None:
        """Show a session."""
        if self.log is not None:
            self.log.close()
        self.log = log
        log.moment = self.moment
        self._presses.listen(self.window().windowHandle())
        log.changed.connect(self._refresh)
        log.counted.connect(self._counted)
        log.aimed.connect(self._aimed)
        log.stuck.connect(self._stuck)
        log.flowing.connect(lambda: self.prompt.show_trouble(""))
        log.said.connect(self.say_error)
        self.tracker.show_log(log)
        self.arranger.show_log(log)
        log.idle.connect(self.panel.view.catch_up)
        self.line.show_log(log)
        self._refresh()
        self.ticking.start()
        QTimer.singleShot(0, self, self._surround)

    def drop_log(self) -> None:
        """The session is over or the study is closed."""
        self.ticking.stop()
        self._later.stop()
        self.foot.let_go()
        self.panel.finder.let_go()
        self.tracker.let_go_camera()
        self.line.let_go()
        self.prompt.show_prompt(None)
        if self.around is not None:
            self.around.drop()
        if self.log is not None:
            self.log.close()
            self.log = None

    def take_focus(self) -> None:
        """Letters log: the focus goes to the tiles, or to the line when there is unsent text."""
        if self.line.text:
            self.line.begin()
        else:
            self.middle.take_focus()

    # -- shown

    def tick(self) -> None:
        """Several times a second look at the clock; paint once a second."""
        log = self.log
        if log is None:
            return
        second = log.now() // 1000
        if second == self._shown_second:
            return
        self._shown_second = second
        self.bar.tick()
        self.shoppers.tick()
        self.line.set_now(self.ui.texts.stopwatch(second * 1000))
        if log.running:
            self.grid.tick()
        if self.line.frozen is None and self.line.editing is None:
            self.show_fields()
        if self.around is not None:
            self.around.tick()

    def toggle_list(self) -> None:
        """On a tablet: the entries over the tiles, or away."""
        if not self.tight:
            return
        shown = self.panel.isHidden()
        self.panel.setVisible(shown)
        if shown:
            self._place_panel()
            self.panel.raise_()

    def beside(self) -> QRect:
        """The room of the entries, on a tablet of the middle: for what opens over it and stops nothing."""
        part = self.middle if self.tight else self.panel
        return QRect(part.mapTo(self, QPoint(0, 0)), part.size())

    def _quiet_corner(self) -> QRect:
        """Where a notice covers neither the ratings nor the prompt: the entries, or the foot of the tiles."""
        part = self.grid if self.tight else self.panel
        return QRect(part.mapTo(self, QPoint(0, 0)), part.size())

    def say(self, words: Say) -> None:
        """A sentence that goes by itself."""
        self.toast.show_words(words)

    def say_error(self, error: BaseException) -> None:
        """Why something was not done."""
        said = error.say(self.ui.texts) if isinstance(error, UserError) else str(error)
        self.toast.show_words(said)

    # -- keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Letters log, digits rate, signs give the tone; a held key counts once."""
        log = self.log
        act = self._keys.find(event) if log is not None else None
        if log is None or act is None:
            super().keyPressEvent(event)
            return
        event.accept()
        if not event.isAutoRepeat():
            self._do(log, act, self.moment.of(event, log.clock))

    def _act(self, act: Act) -> None:
        if self.log is not None:
            self._do(self.log, act)

    def _do(self, log: Log, act: Act, stamp: Stamp | None = None) -> None:
        quiet = {"escape": self._escape, "line": self.line.begin, "more": self.foot.more}
        if act.kind in quiet:
            quiet[act.kind]()
        elif act.kind == "page":
            self.grid.turn(int(act.value))
        elif act.kind == "undo":
            self.toast.hide()
            log.undo()
        elif act.kind == "redo":
            log.redo()
        elif act.kind == "pick":
            self.foot.take(int(act.value))
        elif log.study.read_only:
            return
        elif act.kind == "code":
            self.press(log.codes[str(act.value)], stamp)
        elif act.kind == "rate":
            log.rate(int(act.value))
        elif act.kind == "tone":
            log.polarity(int(act.value))
        elif act.kind == "mark":
            log.mark(Mark(str(act.value)))
        elif act.kind == "touchpoint":
            self.points.choose(int(act.value))

    def press(self, code: CodeView, stamp: Stamp | None = None) -> None:
        """A code was pressed."""
        log = self.log
        if log is None:
            return
        if not log.live:
            if not log.study.read_only:
                self.say(lambda x: x.t("The session is paused. Continue it to log."))
            return
        closed = log.followed.closed_here
        if closed:
            self.say(
                lambda x: x.t("Nothing is observed in {zone}: only the time there is kept.", zone=closed)
            )
            return
        log.press(code, stamp)
        self.grid.flash(code.id)
        self.arranger.logged()
        self.foot.logged(code)

    def _escape(self) -> None:
        self.grid.end_swap()
        if self.tight and not self.panel.isHidden():
            self.panel.hide()
        elif self.foot.open:
            self.foot.close()
        elif self.prompt.prompt is not None:
            self._skip_prompt()
        elif self.line.editing is not None:
            self.line.clear()
        self.middle.take_focus()

    # -- what the parts tell

    def _refresh(self) -> None:
        log = self.log
        if log is None:
            return
        self._keys = KeyMap(log.board.codes)
        self.bar.show_log(log)
        self.points.show_log(log)
        self.shoppers.show_log(log)
        self.foot.show_log(log)
        self.grid.show_log(log)
        self.line.show_log(log)
        self.panel.show_log(log)
        self.prompt.show_log(log)
        self._aimed()

    def _counted(self) -> None:
        self.grid.refresh()
        self.points.refresh()
        self.panel.refresh()
        self.bar.tick()

    def _aimed(self) -> None:
        log = self.log
        if log is None:
            return
        # What the latest entry says can wait until no key waits for the screen.
        self._later.start()
        self.strip.aim(log.aim, editing=self.line.editing is not None, live=not log.study.read_only)
        self.panel.view.show_aim()
        if self.tight:
            self.prompt.refresh()

    def _stuck(self, error: BaseException) -> None:
        said = error.say(self.ui.texts) if isinstance(error, UserError) else str(error)
        self.prompt.show_trouble(said)

    def _choose_touchpoint(self, touchpoint_id: str | None) -> None:
        if self.log is not None:
            self.log.touchpoint = touchpoint_id
            if self.log.live:
                self.log.followed.go(touchpoint_id, self.log.stamp())
            self.points.refresh()
            self.show_fields()
            self.touchpoint_chosen.emit()

    def _choose_phase(self, phase: Phase) -> None:
        if self.log is not None and not self.log.study.read_only:
            self.log.set_phase(phase)

    def _pause(self) -> None:
        if self.log is not None and not self.log.study.read_only:
            self.log.pause_or_resume()

    def _stop(self) -> None:
        if self.log is not None and not self.log.study.read_only:
            self.stop_wanted.emit(self.log.stamp())

    def _help(self, code: CodeView) -> None:
        self.toast.show_words(partial(code_help, code))

    def _show_later(self) -> None:
        self.show_fields()
        self.panel.refresh_late()

    def show_fields(self) -> None:
        """What, when, where and how: of the latest entry, or of what is being written."""
        log = self.log
        if log is None:
            return
        if not self.line.text and self.line.earlier is None and log.aim is not None:
            self.fields.show_said(log.said_of(log.aim))
            return
        line = self.line.line
        code = log.codes.get(line.code_id or "")
        what = log.code_name(code) if code is not None else line.text.strip()
        where = log.touchpoint_name(line.touchpoint_id or log.touchpoint)
        self.fields.show_said(Said(what, self.line.time_words(), where, line.how, line.interpretation))

    # -- prompts

    def _surround(self) -> None:
        """What is not needed for the first view: instruments, prompts, the guide, the lock."""
        log = self.log
        if log is None:
            return
        if self.around is None:
            from ui.pages.observe.around import Around

            self.around = Around(
                self, open=self.writing.open, phase=self._choose_phase, pause=self._pause, stop=self._stop
            )
        self.around.show_log(log, silent=log.silent)

    def _skip_prompt(self) -> None:
        self.prompt.show_prompt(None)

    def _take_prompt(self) -> None:
        prompt = self.prompt.prompt
        self._skip_prompt()
        if prompt is not None and self.around is not None:
            self.around.take_prompt(prompt)

    # -- making

    def _connect(self) -> None:
        self.bar.menu_wanted.connect(self.menu_wanted)
        self.bar.pause_wanted.connect(self._pause)
        self.bar.stop_wanted.connect(self._stop)
        self.bar.phase_chosen.connect(self._choose_phase)
        self.points.chosen.connect(self._choose_touchpoint)
        self.grid.tapped.connect(self.press)
        self.grid.help_wanted.connect(self._help)
        self.strip.rated.connect(lambda value: self._act(Act("rate", value)))
        self.strip.toned.connect(lambda value: self._act(Act("tone", value)))
        self.strip.marked.connect(lambda mark: self._act(Act("mark", mark.value)))
        self.prompt.list_wanted.connect(self.toggle_list)
        self.prompt.skipped.connect(self._skip_prompt)
        self.prompt.taken.connect(self._take_prompt)
        self.writing = Writing(self)
        self.tracker = Tracker(self)
        self.arranger = Arranger(self)
        self.turner = PageTurner(self)
        self.sight = Sight(self)
        for button in (self.undo, self.panel.undo):
            button.clicked.connect(lambda: self._act(Act("undo")))
        self.panel.redo.clicked.connect(lambda: self._act(Act("redo")))

    def _bind(self) -> None:
        bind(self, "observe.pause", self._pause)
        bind(self, "observe.stop", self._stop)
        for number, phase in enumerate(Phase, 1):
            bind(self, f"observe.phase.{number}", partial(self._choose_phase, phase))
        for number, (name, _) in enumerate(PAGES, 5):
            bind(self, f"observe.page.{number}", partial(self.middle.turn, name))
