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
from cxfield.services.observation_shapes import ALONE, LEAD, SILENT, Named, Start
from cxfield.services.observation_start import PlannedView, StartOptions
from ui.context import Say, Ui
from ui.editors.flow import FlowLayout
from ui.pages.observe.words import PHASES, phase_options
from ui.widgets.base import PaintedButton
from ui.widgets.buttons import Button, Kind
from ui.widgets.chips import Chip
from ui.widgets.containers import Card, Panel, Scroll
from ui.widgets.label import Label
from ui.widgets.paint import box, elided, icon, text
from ui.widgets.segment import Option, Segment


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


class Chips(QWidget):
    """Large choices that wrap; at most one is on, none where `optional`."""

    chosen = Signal(object)

    def __init__(self, ui: Ui, name: Say, *, optional: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ui = ui
        self._optional = optional
        self._chips: dict[str, Chip] = {}
        self._flow = FlowLayout(self)
        self.value: str | None = None
        self.setAccessibleName(ui.say(name))

    @property
    def chips(self) -> dict[str, Chip]:
        """The chips by value."""
        return self._chips

    def offer(self, options: Iterable[tuple[str, Say]], value: str | None) -> None:
        """Offer these."""
        for chip in self._chips.values():
            self._flow.removeWidget(chip)
            chip.deleteLater()
        self._chips = {}
        for key, words in options:
            chip = Chip(self.ui, words, checkable=True)
            chip.nextCheckState = lambda: None  # type: ignore[method-assign]
            chip.clicked.connect(lambda _checked=False, k=key: self._pressed(k))
            self._chips[key] = chip
            self._flow.addWidget(chip)
        self.set_value(value)

    def set_value(self, value: str | None) -> None:
        """Choose without a signal."""
        self.value = value if value in self._chips else None
        for key, chip in self._chips.items():
            chip.setChecked(key == self.value)
            chip.updateGeometry()
        self._flow.invalidate()

    def _pressed(self, key: str) -> None:
        self.set_value(None if self._optional and key == self.value else key)
        self.chosen.emit(self.value)


class StartForm(QWidget):
    """`started(Start, observer id)`; Enter anywhere starts."""

    started = Signal(object, object)
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
        self.lead = Chips(ui, lambda x: x.t("Who leads"))
        self.silent_label = self._label(lambda x: x.t("Who is the silent observer"))
        self.silent = Chips(ui, lambda x: x.t("Who is the silent observer"))
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
        for choice in (self.site, self.channel):
            choice.chosen.connect(lambda _value: self._pick(None))
        self.phase.chosen.connect(lambda _value: self._pick(None))
        self._lay_out()
        ui.texts_changed.connect(self._say)

    def show_options(self, options: StartOptions) -> None:
        """Offer what the study has; the last choices are chosen."""
        self._options = options
        self._offer_plans(options.planned)
        self.site.offer(((s.id, _name(s)) for s in options.sites), options.last_site)
        self.channel.offer(((c.id, _name(c)) for c in options.channels), options.last_channel)
        roles = {role: member for member, role in options.last_roles.items()}
        first = options.team[0].id if options.team else None
        self.lead.offer(
            ((m.id, _member(m)) for m in options.team), roles.get(LEAD) or roles.get(ALONE) or first
        )
        self._offer_silent(roles.get(SILENT))
        self.phase.set_value(options.last_phase)
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
        roles: dict[str, str] = {}
        lead, silent = self.lead.value, self.silent.value
        if lead is not None:
            roles[lead] = LEAD if silent else ALONE
        if silent:
            roles[silent] = SILENT
        observer = silent if silent and self.me.value == SILENT else lead
        choice = Start(
            site_id=self.site.value,
            phase=Phase(str(self.phase.value or Phase.DURING.value)),
            channel_id=self.channel.value,
            roles=roles,
            planned_id=picked.id if picked is not None else None,
            language=self.ui.texts.locale,
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
        roles = {role: member for member, role in plan.roles.items()}
        if roles:
            self.lead.set_value(roles.get(LEAD) or roles.get(ALONE))
            self._offer_silent(roles.get(SILENT))
        self.go.setFocus(Qt.FocusReason.OtherFocusReason)

    def _offer_silent(self, value: str | None = None) -> None:
        team = self._options.team if self._options is not None else ()
        others = [(m.id, _member(m)) for m in team if m.id != self.lead.value]
        kept = value or self.silent.value or ""
        nobody: tuple[str, Say] = ("", lambda x: x.t("Nobody, I work alone"))
        self.silent.offer([nobody, *others], kept if kept in dict(others) else "")
        self._show_me()

    def _show_me(self) -> None:
        both = bool(self.silent.value)
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
        if options.settling_min:
            notes.append(
                texts.t("Entries of the first {n} minutes are marked as settling in.", n=options.settling_min)
            )
        self.note.set_words(" ".join(notes))

    def _label(self, words: Callable[[Texts], str]) -> Label:
        return Label(self.ui, words, "small", "text.secondary", weight=500)

    def _lay_out(self) -> None:
        card = Card(self.ui)
        card.setMaximumWidth(self.ui.theme.px(760))
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
        row.addWidget(self.note, 1, Qt.AlignmentFlag.AlignVCenter)
        across = QHBoxLayout(foot)
        across.setContentsMargins(16, 11, 16, 11)
        across.addStretch(1)
        across.addWidget(inner, 8)
        across.addStretch(1)
        return foot


def _name(named: Named) -> Say:
    return lambda x: pick(named.name, x.locale) or named.code


def _member(member: Named) -> Say:
    return lambda x: " · ".join(part for part in (member.code, pick(member.name, x.locale)) if part)


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
