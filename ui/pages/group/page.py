# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The Group room: groups to plan and start, the group that runs, its summary and its results."""

from typing import Any

from PySide6.QtCore import QPoint, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout

from cxfield.clock import Clock, Stamp, SystemClock
from cxfield.errors import UserError
from cxfield.model.enums import SessionState
from cxfield.model.group import GroupClock
from cxfield.model.session import Session
from cxfield.services.group_views import group_state
from cxfield.storage import Reader
from ui.audio.devices import Player, Source
from ui.context import Ui
from ui.pages.base import Page
from ui.pages.group.book import PLACE
from ui.pages.group.consents import ConsentDialog
from ui.pages.group.early import EarlyKeys
from ui.pages.group.home import HomeView
from ui.pages.group.log import Log
from ui.pages.group.room import BOTH, NOTES, VIEWS, RoomView
from ui.pages.group.screens import Screens
from ui.pages.group.sheets import CorrectDialog, MinutesDialog, StopDialog
from ui.pages.group.sound import GroupSound
from ui.session import StudySession
from ui.widgets.menu import Menu, MenuItem

_BEAT_MS = 20_000


class GroupPage(Page):
    """One page, four faces; `own_bar` while a group is on the screen."""

    def __init__(self, ui: Ui, *, clock: Clock | None = None) -> None:
        super().__init__(ui)
        study = ui.study
        assert study is not None
        self.study: StudySession = study
        self.clock: Clock = clock or SystemClock()
        self.view: RoomView | None = None
        self.second: RoomView | None = None
        self.after: Any = None
        self.log: Log | None = None
        self.sound: GroupSound | None = None
        #: Where sound comes from and goes to; without them the machine's own.
        self.source: Source | None = None
        self.player: Player | None = None
        self._kept: dict[str, Any] = {}
        self._early = EarlyKeys(self.clock)
        self.screens = Screens(self)
        self.home = HomeView(ui, study, self.clock)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.home)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.stack)
        self.home.opening.connect(self._wait_for_room)
        self.home.opened.connect(self._opened)
        self.home.not_opened.connect(self._not_opened)
        self.home.summary_wanted.connect(self.open_summary)
        self.home.results_wanted.connect(self.open_results)
        study.changed.connect(self._changed)
        study.closed.connect(self._let_go)
        self._beat = QTimer(self)
        self._beat.setInterval(_BEAT_MS)
        self._beat.timeout.connect(self._keep)

    @classmethod
    def preload(cls, place: object = None) -> None:  # noqa: ARG003 - all of it is small
        """The parts that are opened later."""
        import ui.pages.group.results
        import ui.pages.group.summary  # noqa: F401

    # --- what the shell asks

    def entered(self) -> None:
        """Go on with the group that runs, else show the groups."""
        if self.log is None and self.after is None:
            running = self.study.read(running_group, self.study.file.local(PLACE))
            if running is not None:
                self.open(*running, resume=True)
            else:
                self.home.refresh()
        elif self.after is not None:
            self.after.again()
        self._follow()
        if self.view is not None:
            self.view.take_focus()
        elif self.after is None:
            self.home.take_focus()

    def left(self) -> None:
        """Have what is being written survive."""
        if self.view is not None:
            self.view.statements.line.flush()
            self._keep()
        if self.sound is not None:
            self.sound.recorder.flush()
        if not self.study.read_only:
            self.study.seal()

    def set_compact(self, compact: bool) -> None:
        """The window became narrow or wide."""
        super().set_compact(compact)
        self.home.set_compact(compact)
        for part in (self.view, self.after):
            if part is not None and hasattr(part, "set_compact"):
                part.set_compact(compact)

    def unsaved(self) -> int:
        """Presses the disk has not taken."""
        return self.log.unsent if self.log is not None else 0

    def place(self) -> dict[str, Any]:
        """Which group is open."""
        return {"session": self.log.id if self.log is not None else ""}

    def take(self, target: object) -> None:
        """Another room opens a group."""
        if self.log is None and isinstance(target, dict) and target.get("session"):
            self.open_results(str(target["session"]))

    # --- a group on the screen

    def _wait_for_room(self) -> None:
        """Until the room is there, keys wait here: whoever has pressed Start logs at once."""
        self._early.wait()
        self.setFocus()

    def _opened(self, session_id: str, clock_id: str) -> None:
        self.open(session_id, clock_id)
        log, view = self.log, self.view
        if log is None or view is None:
            self._early.drop()
            return

        def moment(stamp: Stamp | None) -> None:
            log.pressed_at = stamp

        self._early.play(view, view.table.map, moment)

    def _not_opened(self) -> None:
        self._early.drop()
        self.home.take_focus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keep what is pressed while the room opens."""
        if self._early.waiting:
            self._early.keep(event)
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """While keys wait for the room the focus stays."""
        return self._early.waiting or super().focusNextPrevChild(forward)

    def open(self, session_id: str, clock_id: str = "", *, resume: bool = False) -> None:
        """Bring a group to the screen and go on with it."""
        self.close_view()
        try:
            # Of the study, not of the page: what was pressed lands even when the page goes.
            log = Log(self.ui, self.study, session_id, self.clock, clock_id, self.study)
        except UserError as error:
            self.ui.bus.failed.emit(error)
            return
        self.log = log
        self.sound = GroupSound(self.ui, log, self.source, self.player)
        kept = self.study.file.local(PLACE)
        self._kept = kept if isinstance(kept, dict) and kept.get("session") == session_id else {}
        if resume:
            log.recover(int(self._kept.get("seen_t") or 0))
        mode = str(self._kept.get("mode") or (NOTES if log.joined else BOTH))
        self.view = self._make_view(log, self.sound, mode if mode in dict(VIEWS) else BOTH)
        self.view.set_compact(self.compact)
        self.stack.addWidget(self.view)
        self.stack.setCurrentWidget(self.view)
        self.own_bar = True
        self.bar_changed.emit()
        self._follow()
        live = not self.study.read_only and not log.over
        self.ui.bus.capturing.emit("group" if live else "")
        self._beat.start()
        self._keep()
        self.view.take_focus()

    def _make_view(self, log: Log, sound: GroupSound, mode: str) -> RoomView:
        view = RoomView(self.ui, log, sound, mode)
        view.menu_wanted.connect(self.menu_wanted)
        view.stop_wanted.connect(self._ask_to_stop)
        view.correct_wanted.connect(lambda: self._correct(view))
        view.consent_wanted.connect(lambda: self._consents(view))
        view.minutes_wanted.connect(lambda: MinutesDialog(self.ui, log, view).ask())
        view.view_wanted.connect(self._choose_view)
        view.second_wanted.connect(self.open_second)
        view.card_wanted.connect(self.screens.show_card)
        view.rating_wanted.connect(self.screens.rate)
        view.ranking_wanted.connect(self.screens.rank)
        view.moded.connect(lambda _mode: self._keep())
        return view

    def open_second(self) -> None:
        """A window of its own for the other person, on the same group."""
        log, sound = self.log, self.sound
        if log is None or sound is None or self.view is None:
            return
        if self.second is not None:
            self.second.raise_()
            self.second.activateWindow()
            return
        mode = NOTES if self.view.mode != NOTES else BOTH
        second = self._make_view(log, sound, mode)
        second.setWindowTitle(self.ui.texts.t("CXField, second window"))
        second.setObjectName("second")
        second.bar.view.hide()
        second.resize(1100, 760)
        second.show()
        second.take_focus()  # keys log in it at once; Space must not press what happens to come first
        self.second = second

    def _choose_view(self, point: QPoint) -> None:
        if self.view is None:
            return
        items = [MenuItem(mode, words) for mode, words in VIEWS]
        items.append(MenuItem("second", lambda x: x.t("Second window"), icon_name=None, key="F4"))
        menu = Menu(self.ui, items, self.view)
        menu.chosen.connect(self._chosen_view)
        menu.popup(point, current=self.view.mode)

    def _chosen_view(self, value: str) -> None:
        if value == "second":
            self.open_second()
        elif self.view is not None:
            self.view.set_mode(value)

    def _correct(self, view: RoomView) -> None:
        if self.log is None:
            return
        if view.table.map.setting:
            view.table.set_setting(False)
        elif CorrectDialog(self.ui, self.log, view).ask() == "drag":
            view.table.set_setting(True)

    def _consents(self, view: RoomView) -> None:
        if self.log is not None and self.sound is not None:
            ConsentDialog(self.ui, self.log, self.sound, view).ask()

    # --- ending

    def _ask_to_stop(self) -> None:
        log = self.log
        if log is None:
            return
        if log.over or self.study.read_only:
            self.close_view(home=True)
            return
        if self.view is not None:
            self.view.statements.line.enter()
        if StopDialog(self.ui, log, self).ask() == "stop":
            log.stop(self._stopped)
        elif self.view is not None:
            self.view.take_focus()  # the keys go on logging turns

    def _stopped(self) -> None:
        log = self.log
        if log is None:
            return
        session_id, joined = log.id, log.joined
        self.close_view(home=True)
        if not joined:
            self.open_summary(session_id)

    def close_view(self, *, home: bool = False) -> None:
        """Back to the groups."""
        if self.after is not None:
            self.after.let_go()
        for view in (self.second, self.view, self.after):
            if view is not None:
                view.hide()
                self.stack.removeWidget(view)
                view.deleteLater()
        self.view = self.second = self.after = None
        self._beat.stop()
        if self.sound is not None:
            self.sound.leave()
            self.sound = None
        if self.log is not None:
            self.log.close()
            self.log = None
        if home:
            if not self.study.read_only:
                self.study.call(lambda uow: uow.keep_local(PLACE, None), undoable=False)
            self.ui.bus.capturing.emit("")
            self.own_bar = False
            self.bar_changed.emit()
            self.stack.setCurrentWidget(self.home)
            self.home.refresh()
            self.home.take_focus()
            self._follow()

    def open_summary(self, session_id: str) -> None:
        """The form of the same day."""
        from ui.pages.group.summary import SummaryView

        self._show_after(SummaryView(self.ui, self.study, session_id))

    def open_results(self, session_id: str) -> None:
        """Every figure of a group."""
        from ui.pages.group.results import ResultsView

        self._show_after(ResultsView(self.ui, self.study, session_id))

    def _show_after(self, view: Any) -> None:
        if self.after is not None:
            self.close_view(home=True)
        self.after = view
        view.closed.connect(lambda: self.close_view(home=True))
        view.summary_wanted.connect(self.open_summary)
        view.results_wanted.connect(self.open_results)
        view.room_wanted.connect(self._reopen)
        view.set_compact(self.compact)
        self.stack.addWidget(view)
        self.stack.setCurrentWidget(view)
        view.take_focus()
        self._follow()

    def _reopen(self, session_id: str) -> None:
        self.close_view()
        self.open(session_id)

    # --- keeping

    def _keep(self) -> None:
        log, view = self.log, self.view
        if log is None or view is None or self.study.read_only:
            return
        values = {"session": log.id, "clock": log.clock_id, "mode": view.mode, "seen_t": log.now()}
        if log.over:
            values = {}
        self.study.call(lambda uow: uow.keep_local(PLACE, values or None), undoable=False)

    def _follow(self) -> None:
        if self.ui.undo is not None:
            self.ui.undo.scope = self.log.id if self.log is not None else PLACE

    def _changed(self, change: Any) -> None:
        if self.log is None and self.after is None and self.isVisible() and change.kinds & _KINDS:
            self.home.refresh()

    def _let_go(self) -> None:
        self._beat.stop()
        if self.second is not None:
            self.second.hide()
            self.second.deleteLater()
            self.second = None


_KINDS = frozenset(
    (
        "session",
        "participant",
        "consent",
        "group_sheet",
        "group_series",
        "group_clock",
        "seat",
        "site",
        "guide_version",
    )
)


def running_group(reader: Reader, kept: object) -> tuple[str, str] | None:
    """The group that is open on this device, with its clock; or one that runs in the file."""
    place = kept if isinstance(kept, dict) else {}
    found = reader.find(Session, str(place.get("session") or "") or None)
    if found is not None:
        clock = reader.find(GroupClock, str(place.get("clock") or "") or None)
        joined = clock is not None and clock.role == "notes" and clock.ended_t is None
        if SessionState(found.state) in _OPEN or (joined and found.state == SessionState.PLANNED.value):
            return found.id, clock.id if clock is not None else ""
    for session in reader.all(Session, kind="group"):
        if SessionState(session.state) in _OPEN:
            clocks = [c for c in group_state(reader, session.id).clocks if c.role != "notes"]
            return session.id, clocks[0].id if clocks else ""
    return None


_OPEN = (SessionState.RUNNING, SessionState.PAUSED)
