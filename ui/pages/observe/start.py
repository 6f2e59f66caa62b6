# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The start form: what was chosen the last time is chosen already, so Enter starts."""

import datetime as dt
from collections.abc import Callable, Iterable

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from cxfield.i18n import Texts, pick
from cxfield.model.enums import Phase
from cxfield.services.observation_shapes import ALONE, LEAD, SILENT, Start
from cxfield.services.observation_start import PlannedView, StartOptions
from ui.context import Say, Ui
from ui.pages.observe.done_list import DoneList
from ui.pages.observe.form_card import FormCard
from ui.pages.observe.limits import TIMES, Limits
from ui.pages.observe.lock_field import LockField
from ui.pages.observe.pick import Chips
from ui.pages.observe.session_page import member, named, role_warnings, roles_of
from ui.pages.observe.words import PHASES, phase_options
from ui.widgets.base import PaintedButton
from ui.widgets.buttons import Button, Kind
from ui.widgets.containers import Panel, Scroll
from ui.widgets.label import Label
from ui.widgets.paint import box, elided, icon, text
from ui.widgets.segment import Option, Segment

#: What holds while nobody has chosen: no planned end, a reminder after five minutes, a break after 45.
_USUAL = {"planned_min": 0, "quiet_min": 5, "break_min": 45}


class PlannedRow(PaintedButton):
    """A planned session: day, site, phase and number; a tap picks it."""

    def __init__(self, ui: Ui, plan: PlannedView, parent: QWidget | None = None) -> None:
        super().__init__(ui, lambda x: _planned_words(plan, x), parent)
        self.plan = plan
        self.focus_radius = ui.theme.radius("tile")
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.retranslate()

    def nextCheckState(self) -> None:
        """The form decides which one is picked."""

    def sizeHint(self) -> QSize:
        """One touch target high."""
        return QSize(320, self.theme.height(52, "control"))

    def draw(self, painter: QPainter) -> None:
        """Calendar, words, a check mark on the picked one."""
        theme, color = self.theme, self.theme.color
        on = self.isChecked()
        fill = "accent.subtle" if on else "bg.pressed" if self.isDown() else "bg.surface"
        line = "accent.base" if on else "line.strong"
        box(painter, self.rect(), theme.radius("tile"), color(fill), color(line), 2 if on else 1)
        size = theme.px(20)
        top = (self.height() - size) / 2
        ink = color("accent.base" if on else "text.secondary")
        icon(painter, theme, "check" if on else "calendar", 16, top, size, ink)
        room = self.width() - size - 44
        words = elided(theme, "control", self.words, room, 600 if on else 500)
        area = QRectF(28 + size, 0, room, self.height())
        text(painter, area, words, theme.font("control", 600 if on else 500), color("text.primary"))


class StartForm(QWidget):
    """`started(Start, observer id)`; Enter anywhere starts."""

    started = Signal(object, object)
    review_wanted = Signal(object)
    paper_wanted = Signal()
    room_wanted = Signal(str)

    def __init__(self, ui: Ui, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ui = ui
        self._options: StartOptions | None = None
        self._rows: list[PlannedRow] = []
        self.title = Label(ui, lambda x: x.t("Start an observation session"), "h1")
        self.summary = Label(ui, "", "body", "success.base", weight=600, icon_name="check", wrap=True)
        self.note = Label(ui, "", "small", "text.secondary", wrap=True)
        self.plans = QVBoxLayout()
        self.plans.setSpacing(8)
        self.plans_label = self._label(lambda x: x.t("Planned sessions"))
        self.site_label = self._label(lambda x: x.t("Site"))
        self.site = Chips(ui, lambda x: x.t("Site"))
        self.phase = Segment(ui, phase_options(), name=lambda x: x.t("Phase"), value="during", touch=True)
        self.channel_label = self._label(lambda x: x.t("Channel (if it matters)"))
        self.channel = Chips(ui, lambda x: x.t("Channel (if it matters)"), optional=True)
        self.lead_label = self._label(lambda x: x.t("Who leads"))
        self.lead = Chips(ui, lambda x: x.t("Who leads"), optional=True)
        self.silent_label = self._label(lambda x: x.t("Who is the silent observer"))
        self.silent = Chips(ui, lambda x: x.t("Who is the silent observer"), optional=True)
        self.limits = Limits(ui)
        self.limits.changed.connect(self._say)
        self.lock = LockField(ui)
        self.done = DoneList(ui)
        self.done.wanted.connect(self.review_wanted)
        self.done.paper_wanted.connect(self.paper_wanted)
        self.warning = Label(ui, "", "body", "warning.base", weight=600, wrap=True, icon_name="warning")
        self.me_label = self._label(lambda x: x.t("Whose entries are logged here"))
        self.me = Segment(
            ui,
            (
                Option(LEAD, lambda x: x.t("The lead's")),
                Option(SILENT, lambda x: x.t("The silent observer's")),
            ),
            name=lambda x: x.t("Whose entries are logged here"),
            value=LEAD,
            touch=True,
        )
        self.go = Button(
            ui,
            lambda x: x.t("Start the session"),
            kind=Kind.PRIMARY,
            icon_name="play",
            key="⏎",
            touch=True,
            base_height=54,
        )
        self.go.clicked.connect(self.start)
        self.lead.chosen.connect(lambda _value: self._offer_silent())
        self.silent.chosen.connect(lambda _value: self._show_me())
        for part in (self.phase, self.me, *self.limits.ticks.values()):
            part.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # Enter starts after a tap, too
        for choice in (self.site, self.channel):
            choice.chosen.connect(lambda _value: self._pick(None))
        self.phase.chosen.connect(lambda _value: self._pick(None))
        self._lay_out()
        ui.texts_changed.connect(self._say)

    def show_options(self, options: StartOptions) -> None:
        """Offer what the study has; the last choices are chosen."""
        self._options = options
        self._offer_plans(options.planned)
        self.site.offer(((s.id, named(s)) for s in options.sites), options.last_site)
        self.channel.offer(((c.id, named(c)) for c in options.channels), options.last_channel)
        roles = {role: member for member, role in options.last_roles.items()}
        first = options.team[0].id if options.team else None
        self.lead.offer(
            ((m.id, member(m)) for m in options.team), roles.get(LEAD) or roles.get(ALONE) or first
        )
        self._offer_silent(ALONE if ALONE in roles else roles.get(SILENT))
        self.phase.set_value(options.last_phase)
        self.limits.show_values((), {**_USUAL, "settling_min": options.settling_min, **options.last_times})
        for label, choice, shown in (
            (self.site_label, self.site, bool(options.sites)),
            (self.channel_label, self.channel, bool(options.channels)),
            (self.lead_label, self.lead, bool(options.team)),
            (self.silent_label, self.silent, len(options.team) > 1),
        ):
            label.setVisible(shown)
            choice.setVisible(shown)
        self.go.setEnabled(options.has_study and self._may_write())
        self._say()

    def prefill(self, site: str, phase: str) -> None:
        """Choose a site and a phase, and the session planned there if there is one."""
        planned = next(
            (
                row
                for row in self._rows
                if row.plan.site is not None and row.plan.site.id == site and row.plan.phase == phase
            ),
            None,
        )
        self._pick(planned)
        self.site.set_value(site)
        self.phase.set_value(phase)

    def show_summary(self, words: Say) -> None:
        """What became of the session before."""
        self.summary.set_words(words)
        self.summary.setVisible(bool(words))

    def take_focus(self) -> None:
        """The focus stands on Start."""
        self.go.setFocus(Qt.FocusReason.OtherFocusReason)

    def start(self) -> None:
        """Start with what is chosen."""
        if not self.go.isEnabled():
            return
        picked = next((row.plan for row in self._rows if row.isChecked()), None)
        roles = self.roles
        silent = next((who for who, role in roles.items() if role == SILENT), None)
        observer = silent if silent and self.me.value == SILENT else self.lead.value or silent
        choice = Start(
            site_id=self.site.value,
            phase=Phase(str(self.phase.value or Phase.DURING.value)),
            channel_id=self.channel.value,
            roles=roles,
            planned_id=picked.id if picked is not None else None,
            language=self.ui.texts.locale,
            checklist=self.limits.checklist,
            settling_min=self.limits.minutes("settling_min"),
            planned_min=self.limits.minutes("planned_min"),
            quiet_min=self.limits.minutes("quiet_min"),
            break_min=self.limits.minutes("break_min"),
        )
        self.started.emit(choice, observer)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter starts."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat():
            self.start()
            return
        super().keyPressEvent(event)

    def _may_write(self) -> bool:
        return self.ui.study is not None and not self.ui.study.read_only

    def _offer_plans(self, plans: Iterable[PlannedView]) -> None:
        for row in self._rows:
            row.deleteLater()
        self._rows = [PlannedRow(self.ui, plan) for plan in plans]
        for row in self._rows:
            self.plans.addWidget(row)
            row.clicked.connect(lambda _checked=False, r=row: self._pick(r))
        self.plans_label.setVisible(bool(self._rows))

    def _pick(self, picked: PlannedRow | None) -> None:
        for row in self._rows:
            row.setChecked(row is picked)
        if picked is None:
            return
        plan = picked.plan
        if plan.site is not None:
            self.site.set_value(plan.site.id)
        self.phase.set_value(plan.phase)
        self.channel.set_value(plan.channel_id)
        times = {field: self.limits.minutes(field) for field, _, _ in TIMES}
        times |= {"planned_min": plan.minutes, "settling_min": plan.settling_min}
        self.limits.show_values(self.limits.checklist, times)
        roles = {role: member for member, role in plan.roles.items()}
        if roles:
            self.lead.set_value(roles.get(LEAD) or roles.get(ALONE))
            self._offer_silent(ALONE if ALONE in roles else roles.get(SILENT))
        self.go.setFocus(Qt.FocusReason.OtherFocusReason)

    def _offer_silent(self, value: str | None = None) -> None:
        team = self._options.team if self._options is not None else ()
        others = [(m.id, member(m)) for m in team if m.id != self.lead.value]
        alone: tuple[str, Say] = (ALONE, lambda x: x.t("Nobody, I work alone"))
        # A team of one has nobody to choose from.
        kept = value or self.silent.value or (ALONE if not others else None)
        self.silent.offer([alone, *others], kept)
        self._show_me()

    @property
    def roles(self) -> dict[str, str]:
        """Who does what."""
        return roles_of(self.lead.value, self.silent.value)

    def _show_me(self) -> None:
        both = SILENT in self.roles.values()
        self._say()
        self.me_label.setVisible(both)
        self.me.setVisible(both)

    def _say(self) -> None:
        options, texts = self._options, self.ui.texts
        if options is None:
            return
        notes = []
        if not options.has_study:
            notes.append(texts.t("The file has no study yet. Name the study in Plan first."))
        if not options.sites:
            notes.append(texts.t("The study has no sites yet: the session starts without one."))
        if not options.codes:
            notes.append(texts.t("The study has no codes yet: notes can be written, but no tiles pressed."))
        settling = self.limits.minutes("settling_min")
        if settling:
            notes.append(texts.t("Entries of the first {n} minutes are marked as settling in.", n=settling))
        if options.expected:
            notes.append(
                texts.tn(
                    "{n} preconception is locked at the start.",
                    "{n} preconceptions are locked at the start.",
                    options.expected,
                )
            )
        self.note.set_words(" ".join(notes))
        said = role_warnings(self.roles) if options.team else ()
        self.warning.set_words(" ".join(texts.t(one) for one in said))
        self.warning.setVisible(bool(said))

    def _label(self, words: Callable[[Texts], str]) -> Label:
        return Label(self.ui, words, "small", "text.secondary", weight=500)

    def _lay_out(self) -> None:
        card = FormCard(self.ui, 760)
        column = QVBoxLayout(card)
        column.setContentsMargins(28, 24, 28, 24)
        column.setSpacing(8)
        column.addWidget(self.title)
        column.addWidget(self.summary)
        column.addSpacing(4)
        column.addWidget(self.plans_label)
        column.addLayout(self.plans)
        for label, widget in (
            (self.site_label, self.site),
            (self._label(lambda x: x.t("Phase")), self.phase),
            (self.channel_label, self.channel),
            (self.lead_label, self.lead),
            (self.silent_label, self.silent),
            (self.me_label, self.me),
        ):
            column.addSpacing(4)
            column.addWidget(label)
            column.addWidget(widget)
        column.addSpacing(12)
        column.addWidget(self.limits)
        column.addSpacing(8)
        column.addWidget(self.lock)
        column.addSpacing(12)
        column.addWidget(self.done)
        self.summary.hide()
        content = QWidget()
        outer = QVBoxLayout(content)
        outer.setContentsMargins(16, 24, 16, 24)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(card, 8)
        row.addStretch(1)
        outer.addLayout(row)
        outer.addStretch(1)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(0)
        page.addWidget(Scroll(self.ui, content), 1)
        page.addWidget(self._foot())

    def _foot(self) -> Panel:
        """Start is in reach however long the form is."""
        foot = Panel(self.ui, "bg.surface", "top")
        inner = QWidget()
        inner.setMaximumWidth(self.ui.theme.px(760))
        row = QHBoxLayout(inner)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        row.addWidget(self.go)
        said = QVBoxLayout()
        said.setSpacing(2)
        said.addStretch(1)
        said.addWidget(self.warning)
        said.addWidget(self.note)
        said.addStretch(1)
        row.addLayout(said, 1)
        across = QHBoxLayout(foot)
        across.setContentsMargins(16, 11, 16, 11)
        across.addStretch(1)
        across.addWidget(inner, 8)
        across.addStretch(1)
        return foot


def _planned_words(plan: PlannedView, texts: Texts) -> str:
    phase = dict(PHASES)[Phase(plan.phase)]
    parts = [
        texts.day(dt.date.fromisoformat(plan.planned_on)) if plan.planned_on else "",
        pick(plan.site.name, texts.locale) if plan.site is not None else "",
        texts.tc(*phase),
        texts.t("session {n}", n=plan.number) if plan.number else "",
        texts.t("{n} min", n=plan.minutes) if plan.minutes else "",
    ]
    return " · ".join(part for part in parts if part)
