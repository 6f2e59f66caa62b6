# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The bar of a group: which one, the clock against the plan, consents, recording, views, pause and stop."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from cxfield.i18n import Texts, pick
from cxfield.model.enums import SessionState
from cxfield.report.dataset import local_time
from cxfield.services.plan_study import ROLE_NAMES
from ui.audio.button import SoundButton
from ui.context import Ui
from ui.pages.group.log import Log
from ui.pages.group.seats import clock_words
from ui.shortcuts import keycap_of
from ui.widgets.buttons import Button, IconButton, Kind
from ui.widgets.chips import Tag
from ui.widgets.clock import BigClock
from ui.widgets.containers import Panel
from ui.widgets.label import Label
from ui.widgets.progress import ThinBar

_SOON_MS = 10 * 60_000


class GroupBar(Panel):
    """76 high, 64 on a tablet."""

    menu_wanted = Signal()
    pause_wanted = Signal()
    stop_wanted = Signal()
    consent_wanted = Signal()
    view_wanted = Signal()

    def __init__(self, ui: Ui, log: Log) -> None:
        super().__init__(ui, "bg.surface", "bottom")
        self.log = log
        self._tight = False
        self.menu = IconButton(ui, "menu", lambda x: x.t("Menu"), touch=True)
        self.menu.hide()
        self.name = Label(ui, "", "h2", elide=True)
        self.about = Label(ui, "", "small", "text.secondary", elide=True)
        self.clock = BigClock(ui)
        self.plan = Label(ui, "", "small", weight=500)
        self.share = ThinBar(ui, thickness=6)
        self.share.setFixedWidth(96)
        self.left = Tag(ui, "", ink="warning.base", fill="warning.subtle", icon_name="timer")
        self.sound = SoundButton(ui, "group.record")
        self.consent = Button(ui, "", icon_name="consent", touch=True)
        self.view = IconButton(ui, "split", lambda x: x.t("Views and windows"), kind=Kind.OUTLINE, touch=True)
        self.pause = Button(ui, lambda x: x.t("Pause"), icon_name="pause", touch=True)
        self.stop = Button(ui, lambda x: x.t("Stop"), kind=Kind.DANGER, icon_name="stop", touch=True)
        self._lay_out()
        for button in (self.menu, self.sound, self.consent, self.view, self.pause, self.stop):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.menu.clicked.connect(self.menu_wanted)
        self.consent.clicked.connect(self.consent_wanted)
        self.view.clicked.connect(self.view_wanted)
        self.pause.clicked.connect(self.pause_wanted)
        self.stop.clicked.connect(self.stop_wanted)
        log.changed.connect(self.refresh)
        ui.texts_changed.connect(self.refresh)
        ui.theme_changed.connect(self.refresh)
        self.set_compact(False)

    def _lay_out(self) -> None:
        titles = QWidget()
        column = QVBoxLayout(titles)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addStretch(1)
        column.addWidget(self.name)
        column.addWidget(self.about)
        column.addStretch(1)
        plan = QWidget()
        inner = QVBoxLayout(plan)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(3)
        inner.addStretch(1)
        inner.addWidget(self.plan)
        inner.addWidget(self.share)
        inner.addStretch(1)
        self.row = QHBoxLayout(self)
        self.row.addWidget(self.menu)
        self.row.addWidget(titles)
        self.row.addSpacing(16)
        for widget in (self.clock, plan, self.left):
            self.row.addWidget(widget)
        self.row.addStretch(1)
        for widget in (self.sound, self.consent, self.view, self.pause, self.stop):
            self.row.addWidget(widget)

    def set_compact(self, compact: bool, *, menu: bool = False) -> None:
        """The tablet form: signs without words."""
        self._tight = compact
        side = 12 if compact else 20
        self.row.setContentsMargins(side, 8, side, 8)
        self.row.setSpacing(8 if compact else 14)
        self.menu.setVisible(menu)
        self.clock.set_compact(compact)
        self.sound.set_tight(compact)
        self.setMinimumHeight(self.ui.theme.height(64 if compact else 76, "h2", lines=1))
        self.refresh()

    def refresh(self) -> None:
        """Which group, who leads it, who has agreed to what."""
        log, texts = self.log, self.ui.texts
        head = log.state.head
        people = len(log.state.people)
        title = pick(head.name, texts.locale) or texts.t("Focus group {n}", n=head.number)
        self.name.set_words(f"{title}, " + texts.tn("{n} participant", "{n} participants", people))
        self.about.set_words(self._about(texts))
        self.plan.set_words(f"/ {head.planned_min} min")
        agreed = sum(seat.agreed is True for seat in log.state.people)
        self.consent.set_words(
            f"{agreed}/{people}" if self._tight else texts.t("Consents {n}/{m}", n=agreed, m=people)
        )
        self.consent.setAccessibleName(texts.t("Consents {n}/{m}", n=agreed, m=people))
        self._buttons(texts)
        self.tick()

    def _about(self, texts: Texts) -> str:
        head, parts = self.log.state.head, []
        if head.started_at is not None:
            parts.append(texts.day(local_time(head.started_at, head.offset_min).date()))
        roles = [f"{code} {texts.t(ROLE_NAMES.get(role, role))}" for code, role in head.roles]
        if self.log.joined:
            parts.append(texts.t("second laptop"))
        return " · ".join([*parts, ", ".join(roles)]).strip(" ·")

    def _buttons(self, texts: Texts) -> None:
        log = self.log
        over = log.over
        running = log.state.head.state is SessionState.RUNNING
        words = texts.t("Pause") if running else texts.t("Continue")
        self.pause.set_words("" if self._tight else words)
        self.pause.setAccessibleName(words)
        self.pause.setToolTip(f"{words} ({keycap_of('group.pause')})")
        self.pause.set_icon_name("pause" if running else "play")
        self.pause.set_kind(Kind.OUTLINE if running else Kind.PRIMARY)
        self.pause.setVisible(not over and not log.joined)
        stop = texts.t("Close") if over else texts.t("Stop")
        self.stop.set_words("" if self._tight else stop)
        self.stop.setAccessibleName(stop)
        self.stop.setToolTip(f"{stop} ({keycap_of('group.stop')})")
        self.stop.set_kind(Kind.OUTLINE if over else Kind.DANGER)
        self.stop.set_icon_name("close" if over else "stop")
        for button in (self.pause, self.stop):
            button.setEnabled(over or not log.study.read_only)

    def tick(self) -> None:
        """Once a second."""
        log, texts = self.log, self.ui.texts
        now = log.now()
        planned = log.state.head.planned_min * 60_000
        self.clock.show_time(texts.stopwatch(now), running=log.live)
        self.share.set_share(now / max(1, planned))
        self.share.set_fill("warning.fill" if planned - now < _SOON_MS else "accent.base")
        left = planned - now
        self.left.setVisible(not log.over and left < _SOON_MS and not self._tight)
        if self.left.isHidden():
            return
        if left >= 0:
            self.left.set_words(texts.t("{time} left", time=clock_words(left)))
        else:
            self.left.set_words(texts.t("{time} over", time=clock_words(-left)))
