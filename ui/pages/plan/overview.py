# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The first tab as one looks at it: what is missing, the calendar, the quotas, the study."""

import datetime as dt
from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from cxfield.i18n import pick
from cxfield.services.plan_overview import Overview, QuotaRow, overview
from cxfield.services.plan_state import Checklist, Gap
from ui.context import Ui
from ui.editors.flow import FlowLayout
from ui.pages.plan.cards import DayCell, QuotaLine, WaveButton
from ui.pages.plan.desk import Desk
from ui.pages.plan.fold import FlowBar, Fold
from ui.pages.plan.tab import clear, column, line
from ui.widgets.buttons import Button
from ui.widgets.chips import Tag
from ui.widgets.containers import Card, Glyph, Line, Scroll
from ui.widgets.label import Label

_ACROSS = 5
Today = Callable[[], dt.date]


class OverviewView(QWidget):
    """`wanted(gap)` is a gap somebody wants mended, `edit(form)` a form somebody wants to open."""

    wanted = Signal(object)
    edit = Signal(str)

    def __init__(self, desk: Desk, today: Today) -> None:
        super().__init__()
        self.desk, self.ui, self._today = desk, desk.ui, today
        self._wave = ""
        self.title = Label(self.ui, "", "h1", wrap=True)
        self.when = Label(self.ui, "", "small", "text.secondary", wrap=True)
        self.beside = QWidget()
        self._actions = FlowLayout(self.beside, gap=12)
        self._head = QWidget()
        words = column(gap=0)
        words.addWidget(self.title)
        words.addWidget(self.when)
        head = line(gap=12, parent=self._head)
        head.addLayout(words, 1)
        head.addWidget(self.beside)
        Fold(self.ui, self._head, head, 860)
        self.checks = CheckCard(self.ui, self.wanted.emit)
        self.calendar = CalendarCard(self.ui, self._choose_wave, lambda: self.edit.emit("waves"))
        self.quotas = QuotaCard(self.ui, lambda: self.edit.emit("quotas"))
        self.study = StudyCard(self.ui, self.edit.emit)
        self._columns = 0
        self._content = QWidget()
        self._body = column(self._content, margins=16, gap=14)
        outer = column(self, gap=0)
        outer.addWidget(Scroll(self.ui, self._content))
        self._lay_out(3)
        self.ui.theme_changed.connect(self._fit)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """One column when narrow or the text is large, two when wide."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        px, wide = self.ui.theme.px, self.width()
        self._lay_out(3 if wide >= px(1100) else 2 if wide >= px(680) else 1)

    def refresh(self) -> None:
        """Ask again."""
        found = self.desk.read(overview, self.ui.texts, self._today(), self._wave, self.ui.own_code)
        self.title.set_words(found.title)
        self.when.set_words(found.when)
        self.checks.show_list(found.checklist)
        self.calendar.show_plan(found, self._wave)
        self.quotas.show_rows(found.quotas)
        self.study.show_plan(found)

    def _choose_wave(self, wave_id: str) -> None:
        self._wave = wave_id
        self.refresh()

    def _lay_out(self, columns: int) -> None:
        if columns == self._columns:
            return
        self._columns = columns
        while self._body.count():
            item = self._body.takeAt(0)
            inner = item.layout() if item is not None else None
            if inner is not None:
                _release(inner)
        self._body.addWidget(self._head)
        if columns == 1:
            for part in (self.checks, self.calendar, self.quotas, self.study):
                self._body.addWidget(part)
            self._body.addStretch(1)
            return
        small: QHBoxLayout = line(gap=14)
        small.addWidget(self.quotas, 1)
        small.addWidget(self.study, 1)
        if columns == 2:
            for part in (self.checks, self.calendar):
                self._body.addWidget(part)
            self._body.addLayout(small)
            self._body.addStretch(1)
            return
        right = column(gap=14)
        right.addWidget(self.calendar)
        right.addLayout(small, 1)
        row = line(gap=14)
        row.addWidget(self.checks, 6)
        row.addLayout(right, 7)
        self._body.addLayout(row, 1)

    def add_action(self, button: Button) -> None:
        """A button beside the heading."""
        self._actions.addWidget(button)


def _release(layout: object) -> None:
    """Give the widgets of a layout back without deleting them."""
    assert isinstance(layout, QHBoxLayout | QVBoxLayout)
    while layout.count():
        item = layout.takeAt(0)
        inner = item.layout() if item is not None else None
        if inner is not None:
            _release(inner)


class CheckCard(Card):
    """What is missing first, each with the one button that mends it; then what is ready."""

    def __init__(self, ui: Ui, wanted: Callable[[Gap], object]) -> None:
        super().__init__(ui)
        self._wanted = wanted
        outer = column(self, gap=0)
        self.state = Tag(ui, "")
        head = QWidget()
        row = line(Label(ui, lambda x: x.t("Check before the field"), "h2"), 1, self.state, parent=head)
        row.setContentsMargins(16, 12, 16, 10)
        outer.addWidget(head)
        self.gaps = column(gap=0)
        outer.addLayout(self.gaps)
        self.ready_title = Label(ui, "", "body", weight=600)
        box = QWidget()
        inner = column(box, margins=16, gap=8)
        inner.setContentsMargins(16, 12, 16, 12)
        inner.addWidget(self.ready_title)
        self.ready = QGridLayout()
        self.ready.setHorizontalSpacing(16)
        self.ready.setVerticalSpacing(10)
        self.ready.setColumnStretch(0, 1)
        self.ready.setColumnStretch(1, 1)
        inner.addLayout(self.ready)
        outer.addWidget(Line(ui))
        outer.addWidget(box)
        outer.addStretch(1)
        self.buttons: dict[str, Button] = {}

    def show_list(self, found: Checklist) -> None:
        """Show the list; the button one used stays in place as long as its gap is there."""
        texts = self.ui.texts
        clear(self.gaps)
        clear(self.ready)
        self.buttons = {}
        for gap in found.gaps:
            self.gaps.addWidget(Line(self.ui))
            self.gaps.addWidget(self._gap(gap))
        if found.gaps:
            self.state.set_words(texts.t("{n} missing", n=len(found.gaps)))
            self.state.set_tone("warning.base", "warning.subtle", "warning")
        else:
            self.state.set_words(texts.t("all ready"))
            self.state.set_tone("success.base", "success.subtle", "check")
        self.ready_title.set_words(texts.t("Ready {n}", n=len(found.ready)))
        for at, item in enumerate(found.ready):
            label = Label(self.ui, item.title, "body", wrap=True)
            mark = Glyph(self.ui, "check", 18, "success.base")
            row = line(gap=8)
            row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
            row.addWidget(label, 1)
            self.ready.addLayout(row, at // 2, at % 2)

    def _gap(self, gap: Gap) -> QWidget:
        box = QWidget()
        row = line(gap=14, parent=box)
        row.setContentsMargins(16, 10, 16, 10)
        Fold(self.ui, box, row, 400)
        row.addWidget(Glyph(self.ui, gap.icon, 20, "warning.base"))
        words = column(gap=1)
        words.addWidget(Label(self.ui, gap.title, "control", weight=600, wrap=True))
        words.addWidget(Label(self.ui, gap.detail, "small", "text.secondary", wrap=True))
        row.addLayout(words, 1)
        button = Button(self.ui, gap.action)
        button.setMinimumWidth(self.ui.theme.px(128))
        button.setAccessibleDescription(f"{gap.title}. {gap.detail}")
        button.clicked.connect(lambda: self._wanted(gap))
        self.buttons[gap.key] = button
        row.addWidget(button)
        return box


class CalendarCard(Card):
    """The working days of a wave, five a row, and the waves below."""

    def __init__(self, ui: Ui, chosen: Callable[[str], None], edit: Callable[[], None]) -> None:
        super().__init__(ui)
        self._chosen = chosen
        inner = column(self, margins=16, gap=10)
        self.cadence = Label(ui, lambda x: x.t("twice a year"), "small", "success.base", icon_name="check")
        change = Button(ui, lambda x: x.t("Edit the schedule"))
        change.clicked.connect(edit)
        head = Label(ui, lambda x: x.t("Schedule and waves"), "h2")
        inner.addWidget(FlowBar((head,), (self.cadence, change), gap=14))
        self.days = QGridLayout()
        self.days.setSpacing(6)
        inner.addLayout(self.days)
        self.empty = Label(ui, lambda x: x.t("No wave is planned yet."), "body", "text.secondary", wrap=True)
        inner.addWidget(self.empty)
        self.waves = line(gap=8)
        inner.addLayout(self.waves)
        Fold(ui, self, self.waves, 480)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)

    def show_plan(self, found: Overview, wave_id: str) -> None:
        """Show the days of the chosen wave."""
        clear(self.days)
        clear(self.waves)
        self.cadence.setVisible(len(found.waves) > 1)
        self.empty.setVisible(not found.waves)
        for at, day in enumerate(found.calendar):
            self.days.addWidget(DayCell(self.ui, day), at // _ACROSS, at % _ACROSS)
        for at in range(_ACROSS):
            self.days.setColumnStretch(at, 1)
        shown = {day.date.isoformat() for day in found.calendar}
        for wave in found.waves:
            on = wave.id == wave_id or (not wave_id and wave.starts_on in shown)
            button = WaveButton(self.ui, pick(wave.name, self.ui.texts.locale), wave.words, on=on)
            button.clicked.connect(self._choose(wave.id))
            self.waves.addWidget(button, 1)

    def _choose(self, wave_id: str) -> Callable[[], None]:
        return lambda: self._chosen(wave_id)


class QuotaCard(Card):
    """Quotas: counts first, bar second, then whether it is full."""

    def __init__(self, ui: Ui, edit: Callable[[], None]) -> None:
        super().__init__(ui)
        inner = column(self, margins=16, gap=4)
        change = Button(ui, lambda x: x.t("Edit"))
        change.setAccessibleName(ui.texts.t("Edit the quotas"))
        change.clicked.connect(edit)
        side = Label(ui, lambda x: x.t("agreed/target"), "small", "text.secondary")
        inner.addWidget(FlowBar((Label(ui, lambda x: x.t("Quotas"), "h2"),), (side, change), gap=12))
        self.rows = column(gap=2)
        inner.addLayout(self.rows)
        self.empty = Label(
            ui, lambda x: x.t("No quotas are set for this wave yet."), "body", "text.secondary", wrap=True
        )
        inner.addWidget(self.empty)
        inner.addStretch(1)

    def show_rows(self, rows: tuple[QuotaRow, ...]) -> None:
        """Show the quotas under their headings."""
        clear(self.rows)
        self.empty.setVisible(not rows)
        group = ""
        for row in rows:
            if row.group != group:
                group = row.group
                self.rows.addWidget(Label(self.ui, group, "small", "text.secondary"))
            self.rows.addWidget(QuotaLine(self.ui, row))


class StudyCard(Card):
    """What is asked, for whom, and under which rules."""

    def __init__(self, ui: Ui, edit: Callable[[str], None]) -> None:
        super().__init__(ui)
        inner = column(self, margins=16, gap=8)
        change = Button(ui, lambda x: x.t("Edit"))
        change.setAccessibleName(ui.texts.t("Edit the study"))
        change.clicked.connect(lambda: edit("study"))
        inner.addLayout(line(Label(ui, lambda x: x.t("Study"), "h2"), 1, change))
        self.question = Label(ui, "", "control", weight=600, wrap=True)
        inner.addWidget(self.question)
        inner.addWidget(Line(ui))
        self.facts = QGridLayout()
        self.facts.setHorizontalSpacing(12)
        self.facts.setVerticalSpacing(4)
        self.facts.setColumnStretch(1, 1)
        inner.addLayout(self.facts)
        more = Button(ui, lambda x: x.t("Preconceptions"), icon_name="lock")
        more.clicked.connect(lambda: edit("preconceptions"))
        inner.addStretch(1)
        inner.addWidget(more, 0, Qt.AlignmentFlag.AlignLeft)

    def show_plan(self, found: Overview) -> None:
        """Show the question and the facts."""
        self.question.set_words(found.question or (lambda x: x.t("The study has no question yet.")))
        clear(self.facts)
        for at, (name, words) in enumerate(found.facts):
            label = Label(self.ui, name, "body", "text.secondary")
            self.facts.addWidget(label, at, 0, Qt.AlignmentFlag.AlignTop)
            self.facts.addWidget(Label(self.ui, words, "body", wrap=True), at, 1)
