# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What stands around the live screen: instruments, prompts, guide, lock; loaded behind the first view."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from cxfield.clock import SystemClock
from cxfield.i18n import N_
from cxfield.methods.instruments import COUNTERS, TimingKind, method_facts
from cxfield.methods.rules import Prompt
from cxfield.model.enums import Phase
from ui.late import Late
from ui.pages.observe.gauges import Gauges
from ui.pages.observe.guide import GuidePage
from ui.pages.observe.instruments import InstrumentCard
from ui.pages.observe.lock import LockScreen
from ui.pages.observe.log import Log
from ui.pages.observe.middle import GUIDE, INSTRUMENTS, SESSION
from ui.pages.observe.prompting import Prompter
from ui.pages.observe.session_page import SessionPage
from ui.shortcuts import bind
from ui.widgets.containers import Scroll

if TYPE_CHECKING:
    from cxfield.services import instrument_views, observation_facts, observation_guide
    from ui.pages.observe.capture import CaptureView
else:
    instrument_views = Late("cxfield.services.instrument_views")
    observation_facts = Late("cxfield.services.observation_facts")
    observation_guide = Late("cxfield.services.observation_guide")


#: A longer sleep of the machine than this is a break, as after a longer silence of the program.
_SLEPT_MS = 120_000
_DUE, _ANSWER = N_("A look is due"), N_("Answer now")


class Around(QObject):
    """Follows one log at a time."""

    def __init__(self, view: "CaptureView", **acts: Callable[..., None]) -> None:
        super().__init__(view)
        self.view = view
        self._acts = acts
        self.ui = view.ui
        self.log: Log | None = None
        self.gauges: Gauges | None = None
        self.prompter: Prompter | None = None
        self.card = InstrumentCard(self.ui)
        self.card.hide()
        self.card.lock_wanted.connect(self.lock)
        view.instruments.put(self.card)
        self.guide: GuidePage | None = None
        self.session_page: SessionPage | None = None
        view.middle.add(GUIDE, self._make_guide)
        view.middle.add(SESSION, self._make_session_page)
        view.middle.turned.connect(self._turned)
        view.turn.setVisible(len(view.middle.names) > 1)
        self._lock: LockScreen | None = None
        self.awake: Callable[[], int | None] | None = None
        self._before: tuple[int, int | None, int] | None = None
        self._called = ""
        self._held: Prompt | None = None
        self._bind()

    def show_log(self, log: Log, *, silent: bool) -> None:
        """Follow a session."""
        self.drop()
        self.log = log
        self._before, self._called, self._held = None, "", None
        if isinstance(log.clock, SystemClock):
            self.awake = log.clock.awake_ms
        self.prompter = Prompter(log, silent=silent, parent=self)
        self.prompter.begin()
        log.changed.connect(self._session_changed)
        log.idle.connect(self._ask_notes)
        locale = self.ui.texts.locale
        log.study.ask(instrument_views.instruments, log.id, locale, done=lambda state: self._take(log, state))

    def drop(self) -> None:
        """The session is over or the study is closed."""
        if self.gauges is not None:
            self.gauges.close()
            self.gauges.deleteLater()
            self.gauges = None
        if self.prompter is not None:
            self.prompter.deleteLater()
            self.prompter = None
        if self.log is not None:
            self.log.changed.disconnect(self._session_changed)
            self.log.idle.disconnect(self._ask_notes)
            self.log = None
        self.card.hide()
        if self._lock is not None:
            self._lock.hide()

    def tick(self) -> None:
        """Once a second."""
        self._look_for_sleep()
        if self.gauges is not None:
            self.card.set_compact(self.view.tight)
            self.card.tick()
        self._look()

    def _look_for_sleep(self) -> None:
        """The lid was closed: the time asleep is a break, which the observer ends by going on."""
        log = self.log
        if log is None or self.awake is None:
            return
        stamp, awake = log.clock.stamp(), self.awake()
        before, self._before = self._before, (stamp.mono_ms, awake, log.at(stamp))
        if before is None or not log.live:
            return
        # Where nothing tells sleep apart, a silence of the program as long as that was one.
        active = 0 if awake is None or before[1] is None else awake - before[1]
        slept = (stamp.mono_ms - before[0]) - active
        if slept > _SLEPT_MS:
            log.recover(before[2], self._say_slept)

    def _say_slept(self) -> None:
        self.view.say(
            lambda x: x.t("The device was asleep. The time is a break; continue when you are ready.")
        )

    # -- prompts

    def take_prompt(self, prompt: Prompt) -> None:
        """Do what the prompt offers."""
        view = self.view
        if prompt.do in ("ordinary", "line"):
            view.line.begin()
            if prompt.do == "ordinary":
                view.line.input.insertPlainText("!1 ")
        elif prompt.do == "open":
            self._acts["open"](prompt.about)
        elif prompt.do == "phase_after":
            self._acts["phase"](Phase.AFTER)
        elif prompt.do in ("pause", "stop"):
            self._acts[prompt.do]()
        elif prompt.do == "look":
            self.look_focus()

    def _look(self) -> None:
        log, prompter, bar = self.log, self.prompter, self.view.prompt
        if log is None or prompter is None or not log.live:
            return
        if self.gauges is not None:
            prompter.last_t = max(prompter.last_t, self.gauges.last_t)
        due, shown = self._due(), bar.prompt
        if due is not None and due.about != self._called:
            self._called = due.about
            if shown is not None and shown.do != "look":
                self._held = shown
            bar.show_prompt(due)
            return
        if shown is not None:
            if due is not None if shown.do == "look" else prompter.stands(shown):
                return
            bar.show_prompt(None)
        held, self._held = self._held, None
        if held is None or not prompter.stands(held):
            held = prompter.look(typing=bool(self.view.line.text))
        if held is not None:
            bar.show_prompt(held)

    def _due(self) -> Prompt | None:
        """The look that waits for an answer where nobody sees it: on a tablet, behind another page."""
        plan = self.card.looks.due.plan
        hidden = self.view.tight and self.view.middle.page != INSTRUMENTS
        if plan is None or not hidden or not self.card.looks.waits:
            return None
        about = f"{plan.id} {self.card.looks.due.due_t}"
        return Prompt(
            "", _DUE, method_facts(plan.method).asks, _ANSWER, do="look", about=about, question=False
        )

    # -- keys

    def look_focus(self) -> None:
        """Go to the instruments, to the look that is due if there is one."""
        if self.view.tight:
            self.view.middle.turn(INSTRUMENTS)
        self.card.take_focus()

    def lock(self) -> None:
        """Cover the window."""
        if self.log is None:
            return
        if self._lock is None:
            self._lock = LockScreen(self.ui, self.view.window(), self._pin)
            self._lock.unlocked.connect(self.view.take_focus)
        self.view.tracker.let_go_camera()
        self._lock.lock()

    def _bind(self) -> None:
        view = self.view
        for number, facts in enumerate(COUNTERS, 1):
            bind(view, f"observe.count.{number}", partial(self._count, facts.key))
        bind(view, "observe.task", lambda: self._start(TimingKind.TASK))
        bind(view, "observe.contact", lambda: self._start(TimingKind.CONTACT))
        bind(view, "observe.look", self.look_focus)
        bind(view, "observe.lock", self.lock)

    def _count(self, key: str) -> None:
        if self.gauges is not None:
            self.gauges.press(key)
            self.card.open("counters")

    def _start(self, kind: TimingKind) -> None:
        if self.gauges is not None:
            self.gauges.start(kind)
            self.card.open("watches")

    # -- inside

    def _take(self, log: Log, state: Any) -> None:
        if log is not self.log:
            return
        self.gauges = Gauges(log, state, self)
        self.card.set_compact(self.view.tight)
        self.card.show_gauges(self.gauges)
        self.card.show()

    def _session_changed(self) -> None:
        if self.prompter is not None:
            self.prompter.begin()

    def _make_guide(self) -> GuidePage:
        self.guide = page = GuidePage(self.ui)
        page.line_chosen.connect(self.view.line.begin_with)
        log = self.log
        if log is not None:
            log.study.ask(observation_guide.sheets, done=page.show_sheets)
        return page

    def _make_session_page(self) -> Scroll:
        self.session_page = page = SessionPage(self.ui)
        page.changed.connect(self._change_session)
        return Scroll(self.ui, page, fill=None)

    def _turned(self, name: str) -> None:
        log, page = self.log, self.session_page
        if name == GUIDE:
            self._ask_notes()
        if name == INSTRUMENTS and not self.card.opened:
            self.card.open_all()  # the whole page is theirs
        if name == SESSION and log is not None and page is not None:
            page.setEnabled(not log.study.read_only)
            log.study.ask(observation_facts.session_facts, log.id, done=page.show_facts)

    def _ask_notes(self) -> None:
        """How many notes are about which line of the guide, while it is looked at."""
        log, page = self.log, self.guide
        if log is not None and page is not None and self.view.middle.page == GUIDE:
            log.study.ask(observation_guide.notes_of, log.id, done=page.show_notes)

    def _change_session(self, fields: dict[str, Any]) -> None:
        log = self.log
        if log is not None and not log.study.read_only:
            log.study.call(
                lambda uow: observation_facts.change_session(uow, session_id=log.id, **fields),
                label=N_("Change the session"),
                scope=log.id,
                failed=log.said.emit,
            )

    def _pin(self) -> str:
        settings = self.ui.settings
        return str(settings.now.lock) if settings is not None else ""
