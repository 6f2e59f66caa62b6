# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Quotas: what is counted, which of it, and how many are wanted."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt

from cxfield.i18n import N_, pick
from cxfield.model.people import Participant
from cxfield.model.study import Quota, Site, Wave
from cxfield.services.plan_overview import quota_rows
from cxfield.services.plan_state import short_site
from cxfield.services.plan_study import set_number
from ui.pages.plan.cards import QuotaLine
from ui.pages.plan.desk import Desk
from ui.pages.plan.fields import Bound
from ui.pages.plan.fold import FlowBar
from ui.pages.plan.reorder import Reorder
from ui.pages.plan.tab import Editor, arrange, clear, column, line, said
from ui.widgets.buttons import Button, IconButton
from ui.widgets.choicebox import ChoiceBox
from ui.widgets.containers import Card
from ui.widgets.label import Label
from ui.widgets.segment import Option

_COUNTED: tuple[tuple[str, str], ...] = (
    ("interview", N_("Interviews")),
    ("observation", N_("Observations")),
    ("group", N_("Focus groups")),
    ("participant", N_("Participants")),
)
_FIELDS: tuple[tuple[str, str], ...] = (
    ("", N_("all of them")),
    ("segment", N_("segment")),
    ("gender", N_("gender")),
    ("age_band", N_("age")),
    ("occupation", N_("occupation")),
    ("relationship", N_("relationship status")),
    ("role", N_("role")),
)


class QuotaForm(Editor):
    """One card a quota; the counter lives."""

    def __init__(self, desk: Desk, back: Callable[[], None]) -> None:
        super().__init__(
            desk.ui,
            lambda x: x.t("Quotas"),
            lambda x: x.t("Choose what is counted. A quota fills as sessions are planned and people agree."),
            back,
        )
        self.desk = desk
        self.cards: dict[str, _QuotaCard] = {}
        self.order = Reorder(desk.ui, self, lambda rid, low, high: desk.move("quota", rid, low, high))
        self.add = Button(desk.ui, lambda x: x.t("Add a quota"), icon_name="plus")
        self.add.setEnabled(not desk.read_only)
        self.add.clicked.connect(self.add_new)
        self.side.addWidget(self.add)
        self.empty = Label(desk.ui, lambda x: x.t("No quotas are set yet."), "body", "text.secondary")
        self.form.addWidget(self.empty)
        self.list = column(gap=10)
        self.form.addLayout(self.list)
        self.finish()

    def refresh(self) -> None:
        """Show the quotas with their counters."""
        rows = self.desk.read(lambda reader: reader.all(Quota, order_by="order_key"))
        if [row.id for row in rows] != list(self.cards):
            quotas = {row.id: row for row in rows}
            self.cards = arrange(
                self.list, self.cards, list(quotas), lambda key: _QuotaCard(self.desk, quotas[key])
            )
            self.order.watch(dict(self.cards))
        sites = self.desk.read(lambda reader: reader.all(Site, order_by="order_key"))
        waves = self.desk.read(lambda reader: reader.all(Wave, order_by="starts_on"))
        for row in rows:
            self.cards[row.id].show_quota(row, sites, waves)
        for counted in self.desk.read(quota_rows, self.ui.texts):
            if counted.id in self.cards:
                card = self.cards[counted.id]
                clear(card.live)
                card.live.addWidget(QuotaLine(self.ui, counted))
        self.empty.setVisible(not rows)

    def add_new(self) -> None:
        """Another quota."""
        self.desk.add(
            "quota", {"counted": "interview", "target": 3}, done=lambda row: self.open_record(row.id)
        )

    def open_record(self, record_id: str) -> None:
        """Put the cursor in one."""
        self.refresh()
        if record_id in self.cards:
            self.cards[record_id].target.focus()

    def focus_first(self) -> None:
        """Begin with adding when there is none."""
        if self.cards:
            next(iter(self.cards.values())).counted.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.add.setFocus()


class _QuotaCard(Card):
    def __init__(self, desk: Desk, row: Quota) -> None:
        super().__init__(desk.ui)
        self.desk, self.id = desk, row.id
        ui = desk.ui
        self.counted = ChoiceBox(
            ui, lambda x: x.t("What is counted"), [Option(key, said(words)) for key, words in _COUNTED]
        )
        self.site = ChoiceBox(ui, lambda x: x.t("Site"))
        self.wave = ChoiceBox(ui, lambda x: x.t("Wave"))
        self.field = ChoiceBox(ui, lambda x: x.t("By"), [Option(key, said(words)) for key, words in _FIELDS])
        self.value = Bound(desk, "")
        self.value.input.setAccessibleName(ui.texts.t("Which"))
        self.target = Bound(desk, "")
        self.target.input.setAccessibleName(ui.texts.t("Target"))
        self.target.setFixedWidth(ui.theme.px(96))
        bin_button = IconButton(ui, "close", lambda x: x.t("Remove the quota"))
        bin_button.clicked.connect(lambda: desk.remove("quota", self.id, ui.texts.t("the quota")))
        inner = column(self, margins=12, gap=8)
        first = line(FlowBar((self.counted, self.site, self.wave), (bin_button,)))
        second = line(self.field, self.value, Label(ui, lambda x: x.t("target"), "body"), self.target)
        self.live = column(gap=0)
        inner.addLayout(first)
        inner.addLayout(second)
        inner.addLayout(self.live)
        self.counted.chosen.connect(lambda key: desk.choose("quota", self.id, counted=key))
        self.site.chosen.connect(lambda key: desk.choose("quota", self.id, site_id=key or None))
        self.wave.chosen.connect(lambda key: desk.choose("quota", self.id, wave_id=key or None))
        self.field.chosen.connect(lambda key: desk.choose("quota", self.id, field=key))
        self.value.to_text("quota", row.id, "value", row.value)
        self.target.bind(self._target, str(row.target))
        self.setEnabled(not desk.read_only)

    def show_quota(self, row: Quota, sites: list[Site], waves: list[Wave]) -> None:
        """Show what the study holds."""
        locale = self.ui.texts.locale
        everywhere = Option("", lambda x: x.t("every site"))
        always = Option("", lambda x: x.t("every wave"))
        self.counted.set_value(row.counted)
        self.site.set_options(
            [everywhere, *(Option(s.id, short_site(s.name, locale)) for s in sites)], row.site_id or ""
        )
        self.wave.set_options(
            [always, *(Option(w.id, pick(w.name, locale)) for w in waves)], row.wave_id or ""
        )
        self.field.set_value(row.field)
        self.value.setVisible(bool(row.field))
        self.site.setVisible(row.counted != "participant")
        self.wave.setVisible(row.counted != "participant")
        self.value.show_text(row.value)
        self.target.show_text(str(row.target))
        people = self.desk.read(lambda reader: reader.all(Participant)) if row.field else []
        known = sorted({str(getattr(person, row.field, "")) for person in people} - {""})
        self.value.set_check(self._unknown(known))

    def _unknown(self, known: list[str]) -> Callable[[str], str]:
        def check(text: str) -> str:
            if not text or text.casefold() in {one.casefold() for one in known} or not known:
                return ""
            return self.ui.texts.t("Nobody has this yet. In use: {values}.", values=", ".join(known))

        return check

    def _target(self, text: str, done: Any, failed: Any) -> None:
        self.desk.write(
            set_number, record=Quota, record_id=self.id, field="target", text=text, done=done, failed=failed
        )
