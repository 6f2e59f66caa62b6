# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""One planned session: what, where, when, and who does what in it."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout

from cxfield.i18n import Texts, pick
from cxfield.model.enums import Phase
from cxfield.model.session import Session
from cxfield.model.study import Channel, Site, TeamMember, Wave
from cxfield.services import plan_edit
from cxfield.services.plan_state import short_site
from cxfield.services.plan_study import ROLE_NAMES, may_remove_session, set_day, set_number, set_role
from cxfield.services.plan_words import PHASES, SESSION_KINDS, written_date
from ui.context import Say
from ui.pages.plan.desk import Desk
from ui.pages.plan.fields import Bound
from ui.pages.plan.tab import clear, column, line, said
from ui.widgets.buttons import Button, Kind
from ui.widgets.choicebox import ChoiceBox
from ui.widgets.containers import Card
from ui.widgets.label import Label
from ui.widgets.segment import Option, Segment

_ROLES: dict[str, tuple[str, ...]] = {
    "observation": ("lead", "silent", "alone"),
    "interview": ("interviewer", "assistant"),
    "group": ("moderator", "assistant"),
    "debrief": ("lead", "participant"),
}


class SessionForm(Card):
    """`show_session(id)`; every choice holds at once."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.ui)
        self.desk, self.id = desk, ""
        ui = desk.ui
        self.title = Label(ui, lambda x: x.t("Session"), "h2")
        kinds = [Option(kind, said(name)) for kind, (name, _) in SESSION_KINDS.items()]
        self.kind = ChoiceBox(ui, lambda x: x.t("Kind"), kinds)
        self.site = ChoiceBox(ui, lambda x: x.t("Site"))
        self.wave = ChoiceBox(ui, lambda x: x.t("Wave"))
        self.channel = ChoiceBox(ui, lambda x: x.t("Channel"))
        self.channel_name = Label(ui, lambda x: x.t("Channel"), "small", "text.secondary", weight=500)
        self.phase = Segment(
            ui,
            [Option(phase.value, _phase(phase.value)) for phase in Phase],
            name=lambda x: x.t("Phase"),
        )
        self.day = Bound(desk, lambda x: x.t("Day"), placeholder="7.10.2026")
        self.minutes = Bound(desk, lambda x: x.t("Minutes"))
        self.roles = QGridLayout()
        self.roles.setHorizontalSpacing(12)
        self.roles.setVerticalSpacing(6)
        self.roles.setColumnStretch(1, 1)
        self.boxes: dict[str, ChoiceBox] = {}
        self._shape: tuple[str, ...] = ()
        self.bin = Button(ui, lambda x: x.t("Remove the session"), kind=Kind.DANGER)
        self.bin.clicked.connect(self.remove)
        self._lay_out()
        self.kind.chosen.connect(self._choose_kind)
        self.site.chosen.connect(lambda value: desk.choose("session", self.id, site_id=value or None))
        self.wave.chosen.connect(lambda value: desk.choose("session", self.id, wave_id=value or None))
        self.channel.chosen.connect(lambda value: desk.choose("session", self.id, channel_id=value or None))
        self.phase.chosen.connect(lambda value: desk.choose("session", self.id, phase=value))
        self.hide()

    def show_session(self, session_id: str) -> None:
        """Show a session, or nothing."""
        found = self.desk.read(lambda reader: reader.find(Session, session_id or None))
        self.setVisible(found is not None)
        if found is None:
            return
        if found.id != self.id:
            self.id = found.id
            self.day.bind(self._day(found.id), written_date(found.planned_on))
            self.minutes.bind(self._minutes(found.id), str(found.planned_min))
        self.day.show_text(written_date(found.planned_on))
        self.minutes.show_text(str(found.planned_min))
        locale = self.ui.texts.locale
        sites = self.desk.read(lambda reader: reader.all(Site, order_by="order_key"))
        waves = self.desk.read(lambda reader: reader.all(Wave, order_by="starts_on"))
        nowhere = Option("", lambda x: x.t("not chosen"))
        self.site.set_options(
            [nowhere, *(Option(site.id, short_site(site.name, locale)) for site in sites)],
            found.site_id or "",
        )
        self.wave.set_options(
            [nowhere, *(Option(wave.id, pick(wave.name, locale)) for wave in waves)], found.wave_id or ""
        )
        channels = self.desk.read(lambda reader: reader.all(Channel, order_by="order_key"))
        self.channel.set_options(
            [nowhere, *(Option(channel.id, pick(channel.name, locale)) for channel in channels)],
            found.channel_id or "",
        )
        self.channel.setVisible(bool(channels))
        self.channel_name.setVisible(bool(channels))
        self.kind.set_value(found.kind)
        self.phase.set_value(found.phase)
        self.phase.setVisible(found.kind == "observation")
        self._show_roles(found)
        self.setEnabled(not self.desk.read_only)
        planned = may_remove_session(found) and not self.desk.read_only
        for part in (self.kind, self.bin, self.day, self.minutes):
            part.setEnabled(planned)
        self.bin.set_tip("" if planned else lambda x: x.t("The session has begun; its data are in Data."))

    def focus(self) -> None:
        """Put the cursor where something is missing."""
        if not self.day.value:
            self.day.focus()
        elif self.boxes:
            next(iter(self.boxes.values())).setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.day.focus()

    def remove(self) -> None:
        """Take the session off the schedule."""
        if self.bin.isEnabled():
            self.desk.remove("session", self.id, self.title.words)

    def _show_roles(self, session: Session) -> None:
        team = self.desk.read(lambda reader: reader.all(TeamMember, order_by="order_key"))
        roles = _ROLES.get(session.kind, ())
        shape = (session.kind, *(f"{member.id}{member.code}" for member in team))
        if shape != self._shape:
            self._shape = shape
            clear(self.roles)
            self.boxes = {}
            for at, member in enumerate(team):
                box = ChoiceBox(
                    self.ui,
                    member.code,
                    [Option("", "–"), *(Option(role, said(ROLE_NAMES[role])) for role in roles)],
                )
                box.chosen.connect(self._role(member.id))
                self.boxes[member.id] = box
                self.roles.addWidget(Label(self.ui, member.code, "body", weight=600), at, 0)
                self.roles.addWidget(box, at, 1)
            if not team:
                words = Label(
                    self.ui,
                    lambda x: x.t("Name the team first, in People and consents."),
                    "small",
                    "text.secondary",
                    wrap=True,
                )
                self.roles.addWidget(words, 0, 0, 1, 2)
        for member_id, box in self.boxes.items():
            box.set_value(session.roles.get(member_id, ""))

    def _lay_out(self) -> None:
        inner = column(self, margins=16, gap=10)
        inner.addWidget(self.title)
        for box, name in ((self.kind, _kind), (self.site, _site), (self.wave, _wave)):
            inner.addWidget(Label(self.ui, name, "small", "text.secondary", weight=500))
            inner.addWidget(box)
        inner.addWidget(self.channel_name)
        inner.addWidget(self.channel)
        inner.addWidget(self.phase)
        inner.addLayout(line(self.day, self.minutes, gap=12))
        inner.addWidget(Label(self.ui, lambda x: x.t("Roles"), "small", "text.secondary", weight=500))
        inner.addLayout(self.roles)
        inner.addWidget(self.bin, 0, Qt.AlignmentFlag.AlignLeft)

    def _choose_kind(self, value: str) -> None:
        self.desk.write(
            plan_edit.choose, kind="session", record_id=self.id, values={"kind": value, "roles": {}}
        )

    def _role(self, member_id: str) -> Callable[[str], None]:
        def choose(role: str) -> None:
            self.desk.write(set_role, session_id=self.id, member_id=member_id, role=role)

        return choose

    def _day(self, session_id: str) -> Any:
        def write(text: str, done: Any, failed: Any) -> None:
            self.desk.write(
                set_day,
                record=Session,
                record_id=session_id,
                field="planned_on",
                text=text,
                done=done,
                failed=failed,
            )

        return write

    def _minutes(self, session_id: str) -> Any:
        def write(text: str, done: Any, failed: Any) -> None:
            self.desk.write(
                set_number,
                record=Session,
                record_id=session_id,
                field="planned_min",
                text=text,
                done=done,
                failed=failed,
            )

        return write


def _phase(value: str) -> Say:
    return lambda x: x.tc(*PHASES[value])


def _kind(texts: Texts) -> str:
    return texts.t("Kind")


def _site(texts: Texts) -> str:
    return texts.t("Site")


def _wave(texts: Texts) -> str:
    return texts.t("Wave")
