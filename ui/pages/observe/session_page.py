# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What was left open at the start is filled while the session runs: site, roles, times, checklist."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from cxfield.i18n import N_, pick
from cxfield.services.observation_shapes import ALONE, LEAD, SILENT, Named
from ui.context import Say, Ui
from ui.pages.observe.limits import TIMES, Limits
from ui.pages.observe.pick import Chips
from ui.pages.observe.words import words
from ui.widgets.label import Label

if TYPE_CHECKING:
    from cxfield.services.observation_facts import SessionFacts


class SessionPage(QWidget):
    """`changed(fields)`: what to write at once."""

    changed = Signal(object)

    def __init__(self, ui: Ui, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ui = ui
        self.warning = Label(ui, "", "body", "warning.base", weight=600, wrap=True, icon_name="warning")
        self.site = Chips(ui, words(N_("Site")))
        self.channel = Chips(ui, lambda x: x.t("Channel (if it matters)"), optional=True)
        self.lead = Chips(ui, lambda x: x.t("Who leads"), optional=True)
        self.silent = Chips(ui, lambda x: x.t("Who is the silent observer"), optional=True)
        self.limits = Limits(ui)
        self.site.chosen.connect(lambda value: self.changed.emit({"site_id": value}))
        self.channel.chosen.connect(lambda value: self.changed.emit({"channel_id": value}))
        for choice in (self.lead, self.silent):
            choice.chosen.connect(lambda _value: self._roles_chosen())
        self.limits.changed.connect(lambda field, value: self.changed.emit({field: value}))
        column = QVBoxLayout(self)
        column.setContentsMargins(4, 4, 12, 4)
        column.setSpacing(6)
        column.addWidget(self.warning)
        for name, widget in (
            (N_("Site"), self.site),
            (N_("Channel (if it matters)"), self.channel),
            (N_("Who leads"), self.lead),
            (N_("Who is the silent observer"), self.silent),
        ):
            column.addWidget(Label(ui, words(name), "small", "text.secondary", weight=500))
            column.addWidget(widget)
            column.addSpacing(4)
        column.addWidget(self.limits)
        column.addStretch(1)

    def show_facts(self, facts: "SessionFacts") -> None:
        """Show what holds."""
        self.site.offer(((s.id, named(s)) for s in facts.sites), facts.site_id)
        self.channel.offer(((c.id, named(c)) for c in facts.channels), facts.channel_id)
        by_role = {role: member for member, role in facts.roles.items()}
        self.lead.offer(((m.id, member(m)) for m in facts.team), by_role.get(LEAD) or by_role.get(ALONE))
        alone: tuple[str, Say] = (ALONE, words(N_("Nobody, I work alone")))
        others = [(m.id, member(m)) for m in facts.team]
        value = ALONE if ALONE in by_role else by_role.get(SILENT)
        self.silent.offer([alone, *others], value)
        self.limits.show_values(facts.checklist, {field: getattr(facts, field) for field, _, _ in TIMES})
        self._warn()

    def _roles_chosen(self) -> None:
        self.changed.emit({"roles": roles_of(self.lead.value, self.silent.value)})
        self._warn()

    def _warn(self) -> None:
        roles = roles_of(self.lead.value, self.silent.value)
        said = role_warnings(roles)
        self.warning.set_words(lambda x: " ".join(x.t(one) for one in said))
        self.warning.setVisible(bool(said))


def roles_of(lead: str | None, silent: str | None) -> dict[str, str]:
    """The roles by member: whoever works without company is alone."""
    roles: dict[str, str] = {}
    if lead:
        roles[lead] = ALONE if silent == ALONE else LEAD
    if silent and silent not in (ALONE, lead):
        roles[silent] = SILENT
    return roles


def role_warnings(roles: dict[str, str]) -> tuple[str, ...]:
    """What is missing in the split of roles; one who works alone lacks nothing."""
    held = set(roles.values())
    if ALONE in held:
        return ()
    found = []
    if LEAD not in held:
        found.append(N_("Nobody leads. Choose who does, or that you work alone."))
    if SILENT not in held:
        found.append(N_("Nobody observes silently. Choose who does, or that you work alone."))
    return tuple(found)


def named(one: Named) -> Say:
    """A thing by its name, else its code."""
    return lambda x: pick(one.name, x.locale) or one.code


def member(one: Named) -> Say:
    """A colleague by code and role."""
    return lambda x: " · ".join(part for part in (one.code, pick(one.name, x.locale)) if part)
