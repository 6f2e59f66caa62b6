# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Before and after a group: the groups of the study, panels, and the one that is being put together."""

import datetime as dt
import time
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from cxfield.clock import Clock
from cxfield.errors import UserError
from cxfield.i18n import N_, Texts, pick
from cxfield.ids import Ids
from cxfield.model.enums import SessionState
from cxfield.report.dataset import local_time
from cxfield.services import group_plan as plan
from cxfield.services.group import join_group
from cxfield.services.group_panels import make_series, set_rhythm
from cxfield.services.group_plan import GroupRow, Home
from ui.context import Say, Ui
from ui.pages.group.compose import ComposeView
from ui.pages.group.lot import Adder
from ui.pages.group.panels import PanelRow
from ui.pages.group.sheets import JoinDialog
from ui.session import StudySession
from ui.widgets.buttons import Button, Kind
from ui.widgets.chips import Tag
from ui.widgets.containers import Card, EmptyState, Scroll
from ui.widgets.label import Label

#: From this text size on there is room for one column only.
_LARGE = 1.2
_STATES: dict[SessionState, tuple[str, str, str]] = {
    SessionState.PLANNED: (N_("planned"), "info.base", "info.subtle"),
    SessionState.RUNNING: (N_("running"), "live.base", "danger.subtle"),
    SessionState.PAUSED: (N_("paused"), "warning.base", "warning.subtle"),
    SessionState.INTERRUPTED: (N_("interrupted"), "warning.base", "warning.subtle"),
    SessionState.DONE: (N_("held"), "success.base", "success.subtle"),
}


class GroupCard(Card):
    """One group: what, when, how many, and what can be done with it."""

    def __init__(self, ui: Ui, row: GroupRow, *, chosen: bool, writable: bool) -> None:
        super().__init__(ui, line="accent.base" if chosen else "line.hairline", width=2 if chosen else 1)
        self.row = row
        word, ink, fill = _STATES[row.state]
        if row.joined:
            word, ink, fill = N_("taking notes"), "live.base", "danger.subtle"
        elif row.noted:  # on the note-taker's laptop it is planned until the files are pooled
            word, ink, fill = N_("notes taken"), "success.base", "success.subtle"
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(Label(ui, _title(row), "h2", wrap=True), 1)
        head.addWidget(Tag(ui, _said(word), ink=ink, fill=fill), 0, Qt.AlignmentFlag.AlignTop)
        self.buttons: dict[str, Button] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(6)
        column.addLayout(head)
        column.addWidget(Label(ui, _about(row), "small", "text.secondary", wrap=True))
        late = _summary(row)
        if late is not None:
            column.addWidget(Tag(ui, late[0], ink=late[1], fill=late[2], icon_name=late[3]))
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        for key, words, kind in _ways(row, chosen=chosen):
            button = Button(ui, words, kind=kind, touch=True)
            button.setEnabled(writable or key in {"results", "open"})
            buttons.addWidget(button)
            self.buttons[key] = button
        buttons.addStretch(1)
        column.addLayout(buttons)


def _said(msgid: str) -> Say:
    return lambda x: x.t(msgid)


def _day(planned_on: str, texts: Texts) -> str:
    try:
        return texts.day(dt.date.fromisoformat(planned_on))
    except ValueError:
        return planned_on


def _title(row: GroupRow) -> Say:
    def words(texts: Texts) -> str:
        return pick(row.name, texts.locale) or texts.t("Focus group {n}", n=row.number)

    return words


def _about(row: GroupRow) -> Say:
    def words(texts: Texts) -> str:
        parts = []
        if row.started_at is not None:
            when = local_time(row.started_at, row.offset_min)
            parts.append(f"{texts.day(when.date())} {texts.time(when)}")
        elif row.planned_on:
            parts.append(_day(row.planned_on, texts))
        parts.append(texts.tn("{n} participant", "{n} participants", row.people))
        if row.length_ms:
            parts.append(texts.t("{n} min", n=round(row.length_ms / 60_000)))
        if row.series:
            parts.append(texts.t("panel {name}", name=pick(row.series, texts.locale)))
        return " · ".join(parts)

    return words


def _summary(row: GroupRow) -> tuple[Say, str, str, str] | None:
    if row.state is not SessionState.DONE or (row.summary_due is None and not row.summary_done):
        return None
    if row.summary_done:
        return _said(N_("summary done")), "success.base", "success.subtle", "check"
    if row.summary_due is not None and row.summary_due < time.time() * 1000:
        return _said(N_("summary late")), "warning.base", "warning.subtle", "warning"
    return _said(N_("summary not done")), "warning.base", "warning.subtle", "timer"


def _ways(row: GroupRow, *, chosen: bool) -> list[tuple[str, Say, Kind]]:
    if row.state is SessionState.PLANNED and not row.joined:
        return [] if chosen else [("choose", _said(N_("Put together")), Kind.OUTLINE)]
    if row.state in (SessionState.RUNNING, SessionState.PAUSED) or row.joined:
        return [("open", _said(N_("Continue")), Kind.PRIMARY)]
    return [
        ("results", _said(N_("Results")), Kind.PRIMARY),
        ("summary", _said(N_("Summary of the day")), Kind.OUTLINE),
    ]


class HomeView(QWidget):
    """Groups at the left, the one that is put together at the right."""

    opening = Signal()
    opened = Signal(str, str)
    not_opened = Signal()
    summary_wanted = Signal(str)
    results_wanted = Signal(str)

    def __init__(self, ui: Ui, study: StudySession, clock: Clock) -> None:
        super().__init__()
        self.ui, self.study, self.clock = ui, study, clock
        self._ids = Ids(clock)
        self.found: Home | None = None
        self.chosen = ""
        self._compact = False
        self._focus_later = False
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.cards: dict[str, GroupCard] = {}
        self.panels: dict[str, PanelRow] = {}
        self.new = Button(ui, lambda x: x.t("New group"), kind=Kind.PRIMARY, icon_name="plus", touch=True)
        self.panel = Button(ui, lambda x: x.t("New panel"), icon_name="group", touch=True)
        self.panel_name = Adder(ui, lambda x: x.t("Name of the panel"), lambda x: x.t("Found it"))
        self.panel_name.hide()
        self.empty = EmptyState(
            ui, lambda x: x.t("No groups yet. Put one together: 5 to 8 people with something in common."),
            icon_name="group",
        )  # fmt: skip
        self.empty.hide()  # until it is known that there are none
        self.compose = ComposeView(ui, study)
        self.note = Label(ui, "", "body", "danger.base", wrap=True, icon_name="warning")
        self.note.hide()
        self._lay_out()
        self.new.clicked.connect(self._new)
        self.panel.clicked.connect(self._ask_panel)
        self.panel_name.added.connect(self._add_panel)
        self.panel_name.left.connect(self.panel_name.hide)
        self.compose.start_wanted.connect(self.start)
        self.compose.join_wanted.connect(self.join)
        self.compose.refused.connect(self._say)
        self.compose.settled.connect(self._settled)
        ui.texts_changed.connect(self.refresh)
        ui.theme_changed.connect(self._restyle)
        self._restyle()

    def _restyle(self) -> None:
        self.set_compact(self._compact)

    def _lay_out(self) -> None:
        ui = self.ui
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(Label(ui, lambda x: x.t("Focus groups"), "h1"))
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.new)
        row.addWidget(self.panel)
        row.addStretch(1)
        column.addLayout(row)
        column.addWidget(self.panel_name)
        column.addWidget(self.note)
        column.addWidget(self.empty)
        self._series = QVBoxLayout()
        self._series.setSpacing(6)
        column.addLayout(self._series)
        self._list = QVBoxLayout()
        self._list.setSpacing(10)
        column.addLayout(self._list)
        column.addStretch(1)
        content = QWidget()
        self._body = QHBoxLayout(content)
        self._body.setContentsMargins(24, 20, 24, 20)
        self._body.setSpacing(24)
        self._body.addWidget(left, 2)
        self._body.addWidget(self.compose, 3)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(0)
        page.addWidget(Scroll(ui, content), 1)
        page.addWidget(self.compose.bar)

    def set_compact(self, compact: bool) -> None:
        """Narrower margins; with very large text the form stands below the groups."""
        self._compact = compact
        large = self.ui.theme.scale > _LARGE
        self._body.setDirection(
            QBoxLayout.Direction.TopToBottom if large else QBoxLayout.Direction.LeftToRight
        )
        side = 14 if compact else 24
        self._body.setContentsMargins(side, 16, side, 16)
        self._body.setSpacing(14 if compact else 24)

    def take_focus(self) -> None:
        """The focus goes to what starts, else to what makes a group; until that is known, to neither."""
        if self.found is None or (self.chosen and self.compose.found is None):
            self._focus_later = True
            self.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        target = (
            self.compose.start
            if self.compose.start.isVisible() and self.compose.start.isEnabled()
            else self.new
        )
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    # --- showing

    def refresh(self) -> None:
        """Ask the study again."""
        self.study.ask(plan.home, done=self._show)

    def _show(self, found: Home) -> None:
        same = found == self.found and self.compose.session_id == self.chosen
        self.found = found
        planned = [row.id for row in found.groups if row.state is SessionState.PLANNED and not row.joined]
        if self.chosen not in planned:
            self.chosen = planned[0] if planned else ""
            same = False
        if not same:
            self._show_groups(found)
        self.empty.setVisible(not found.groups)
        writable = not self.study.read_only and found.has_study
        for button in (self.new, self.panel):
            button.setEnabled(writable)
        self.compose.show_group(self.chosen, found)
        if not self.chosen:
            self._settled()

    def _settled(self) -> None:
        if self._focus_later:
            self._focus_later = False
            if self.hasFocus():
                self.take_focus()

    def _show_groups(self, found: Home) -> None:
        paced = next((key for key, row in self.panels.items() if row.rhythm.hasFocus()), "")
        for layout in (self._list, self._series):
            while (item := layout.takeAt(0)) is not None:
                old = item.widget()
                if old is not None:
                    old.hide()
                    old.deleteLater()
        self.cards = {}
        writable = not self.study.read_only
        self.panels = {}
        for series_id, name, times in found.series:
            row = PanelRow(self.ui, series_id, name, times, writable=writable)
            row.met.connect(self.add_group)
            row.paced.connect(self._pace)
            self._series.addWidget(row)
            self.panels[series_id] = row
            if series_id == paced:
                row.rhythm.setFocus(Qt.FocusReason.OtherFocusReason)
        for group in reversed(found.groups):
            card = GroupCard(self.ui, group, chosen=group.id == self.chosen, writable=writable)
            for key, button in card.buttons.items():
                button.clicked.connect(lambda _on=False, of=group.id, way=key: self._do(way, of))
            self._list.addWidget(card)
            self.cards[group.id] = card

    def _do(self, way: str, session_id: str) -> None:
        if way == "choose":
            self.chosen = session_id
            self.found = None
            self.refresh()
        elif way == "open":
            self.opening.emit()
            self.study.ask(
                _clock_of, session_id, done=lambda clock: self.opened.emit(session_id, clock),
                failed=self._failed,
            )  # fmt: skip
        elif way == "summary":
            self.summary_wanted.emit(session_id)
        else:
            self.results_wanted.emit(session_id)

    # --- verbs

    def _new(self) -> None:
        self.add_group()

    def add_group(self, series_id: str | None = None) -> None:
        """Plan a group, in a panel or on its own."""

        def made(committed: Any) -> None:
            self.chosen = committed.value.id
            self.found = None
            self.refresh()

        self.study.call(
            plan.new_group, language=self.ui.texts.locale, series_id=series_id, label=N_("New group"),
            scope="group", done=made, failed=self._say,
        )  # fmt: skip

    def _ask_panel(self) -> None:
        self.panel_name.show()
        self.panel_name.begin()

    def _add_panel(self, name: str) -> None:
        self.panel_name.hide()

        def made(_committed: Any) -> None:
            self.found = None
            self.refresh()

        self.study.call(
            make_series, name=name, language=self.ui.texts.locale, label=N_("New panel"), scope="group",
            done=made, failed=self._say,
        )  # fmt: skip

    def _pace(self, series_id: str, times_a_month: float) -> None:
        self.study.call(
            set_rhythm, series_id=series_id, times_a_month=times_a_month, label=N_("Rhythm of the panel"),
            scope="group", failed=self._say,
        )  # fmt: skip

    def start(self, session_id: str) -> None:
        """Set the table and start the clock."""
        stamp, clock_id = self.clock.stamp(), self._ids.new()
        self._say(None)
        self.opening.emit()
        self.study.call(
            plan.begin, session_id=session_id, stamp=stamp, clock_id=clock_id, label=N_("Start the group"),
            scope=session_id, undoable=False, done=lambda _c: self.opened.emit(session_id, clock_id),
            failed=self._failed,
        )  # fmt: skip

    def join(self, session_id: str) -> None:
        """Take notes of a group that another laptop runs."""
        dialog = JoinDialog(self.ui, self)
        if dialog.ask() != "join":
            return
        stamp, clock_id = self.clock.stamp(), self._ids.new()
        shown = dialog.shown_ms() or 0

        def verb(uow: Any) -> Any:
            if not uow.all(_seat(), session_id=session_id):
                plan.set_table(uow, session_id=session_id)
            return join_group(uow, session_id=session_id, stamp=stamp, shown_ms=shown, clock_id=clock_id)

        self.opening.emit()
        self.study.call(
            verb, label=N_("Take notes"), scope=session_id, undoable=False,
            done=lambda _c: self.opened.emit(session_id, clock_id), failed=self._failed,
        )  # fmt: skip

    def _failed(self, error: BaseException) -> None:
        self.not_opened.emit()
        self._say(error)

    def _say(self, error: BaseException | None) -> None:
        self.note.setVisible(error is not None)
        if isinstance(error, UserError):
            self.note.set_words(error.say)
        elif error is not None:
            self.note.set_words(str(error))


def _seat() -> Any:
    from cxfield.model.talk import Seat

    return Seat


def _clock_of(reader: Any, session_id: str) -> str:
    from cxfield.model.group import GroupClock

    clocks = reader.all(GroupClock, session_id=session_id, order_by="started_at")
    own = [c for c in clocks if c.role != "notes"] or clocks
    return own[0].id if own else ""
