# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The first tab: the overview, and the forms behind its buttons."""

import datetime as dt
from collections.abc import Callable

from PySide6.QtWidgets import QStackedWidget, QWidget

from cxfield.i18n import N_
from cxfield.services.plan_gaps import checklist
from cxfield.services.plan_state import Gap
from cxfield.services.plan_study import add_planned, name_study
from cxfield.services.plan_waves import plan_rhythm
from cxfield.services.study_setup import lock_preconceptions
from ui.pages.plan.desk import ADD, Desk, sentence
from ui.pages.plan.fields import Bound
from ui.pages.plan.kit_dialog import ask_kit
from ui.pages.plan.overview import OverviewView
from ui.pages.plan.papers import print_papers
from ui.pages.plan.preconceptions import PreconceptionForm
from ui.pages.plan.quotas import QuotaForm
from ui.pages.plan.study_form import StudyForm
from ui.pages.plan.tab import Editor, Tab, column
from ui.pages.plan.waves import WaveForm
from ui.shortcuts import bind, keycap_of
from ui.widgets.buttons import Button, Kind
from ui.widgets.containers import Card
from ui.widgets.label import Label

LOCK = N_("Lock the preconceptions")
FORMS: dict[str, Callable[[Desk, Callable[[], None]], Editor]] = {
    "study": StudyForm,
    "waves": WaveForm,
    "quotas": QuotaForm,
    "preconceptions": PreconceptionForm,
}
_FORM_OF_GAP = {
    "question": "study",
    "legal": "study",
    "waves": "waves",
    "preconceptions": "preconceptions",
    "quotas": "quotas",
}


def today() -> dt.date:
    """The day on this machine."""
    return dt.datetime.now().astimezone().date()


class StudyTab(Tab):
    """Overview and forms; the form that was open is remembered."""

    kinds = frozenset(
        {
            *("study", "wave", "site", "zone", "touchpoint", "stage", "quota", "team_member", "session"),
            *("participant", "code", "guide", "guide_version", "section", "question", "option", "metric"),
            *("target", "preconception", "info_sheet", "consent"),
        }
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.stack = QStackedWidget()
        self.view = OverviewView(desk, today)
        self.view.wanted.connect(self.mend)
        self.view.edit.connect(self.open_form)
        papers = Button(
            self.ui,
            lambda x: x.t("Print the field papers"),
            icon_name="print",
            key=keycap_of("plan.print"),
            base_height=44,
        )
        papers.clicked.connect(self.print)
        kit = Button(
            self.ui,
            lambda x: x.t("Make the fieldwork kit"),
            kind=Kind.PRIMARY,
            icon_name="package",
            key=keycap_of("plan.kit"),
            base_height=44,
        )
        kit.clicked.connect(self.make_kit)
        self.view.add_action(papers)
        self.view.add_action(kit)
        # In the whole window: the focus may be on the tabs above.
        bind(self, "plan.print", self.print, whole_window=True)
        bind(self, "plan.kit", self.make_kit, whole_window=True)
        self.first = _Beginning(desk)
        self.stack.addWidget(self.view)
        self.stack.addWidget(self.first)
        self._forms: dict[str, Editor] = {}
        self._shown = ""
        column(self, gap=0).addWidget(self.stack)

    def refresh(self) -> None:
        """Ask again."""
        if not self.desk.study_id:
            self.stack.setCurrentWidget(self.first)
            return
        if self.stack.currentWidget() is self.first:
            self.stack.setCurrentWidget(self.view)
        if self._shown:
            form = self._forms[self._shown]
            form.refresh()
        else:
            self.view.refresh()

    def place(self) -> str:
        """The form in front."""
        return self._shown

    def open_target(self, target: str) -> None:
        """Open a form, at a record of it: "waves/<id>"."""
        form, _, record = target.partition("/")
        if form in FORMS and self.desk.study_id:
            self.open_form(form)
            self._forms[form].open_record(record)

    def open_form(self, name: str) -> None:
        """Put a form in front."""
        if name not in self._forms:
            self._forms[name] = FORMS[name](self.desk, self.close_form)
            self.stack.addWidget(self._forms[name])
        self._shown = name
        form = self._forms[name]
        self.stack.setCurrentWidget(form)
        form.refresh()
        form.focus_first()

    def close_form(self) -> None:
        """Back to the overview."""
        self._shown = ""
        self.stack.setCurrentWidget(self.view)
        self.view.refresh()
        self.view.setFocus()

    def add_new(self) -> None:
        """A new record in the form in front."""
        if self._shown:
            self._forms[self._shown].add_new()

    def print(self) -> None:
        """Print what the field needs."""
        if self.desk.study_id:
            print_papers(self.desk)

    def make_kit(self) -> None:
        """Make the fieldwork kit."""
        if self.desk.study_id:
            ask_kit(self.desk, self.desk.read(checklist, self.ui.texts))

    def mend(self, gap: Gap) -> None:
        """Do what a gap's button says."""
        if gap.key == "lock":
            self.desk.write(
                lock_preconceptions,
                label=LOCK,
                done=lambda n: self.desk.note(
                    lambda x: x.tn("{n} preconception locked", "{n} preconceptions locked", n)
                ),
            )
        elif gap.key == "phase":
            site, _, phase = gap.target.partition("/")
            self.desk.write(
                add_planned,
                label=ADD,
                site_id=site,
                phase=phase,
                done=lambda session: self.open_target(f"waves/{session.id}"),
            )
        elif gap.key == "rhythm":
            self.desk.write(
                plan_rhythm,
                label=ADD,
                today=today(),
                done=lambda made: self.open_target(f"waves/{made[0].id}"),
            )
        elif gap.key == "roles":
            self.open_target(f"waves/{gap.target}")
        elif gap.key in _FORM_OF_GAP:
            self.open_form(_FORM_OF_GAP[gap.key])
        else:
            self.desk.go.emit(gap.tab, f"{gap.key}:{gap.target}")


class _Beginning(QWidget):
    """A file without a study asks for its name."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        outer = column(self, margins=24)
        card = Card(desk.ui)
        card.setMaximumWidth(desk.ui.theme.px(560))
        inner = column(card, margins=20, gap=12)
        inner.addWidget(Label(desk.ui, lambda x: x.t("Name the study"), "h1"))
        self.name = Bound(desk, lambda x: x.t("Title"))
        inner.addWidget(self.name)
        begin = Button(desk.ui, lambda x: x.t("Begin"), kind=Kind.PRIMARY)
        inner.addWidget(begin)
        outer.addWidget(card)
        outer.addStretch(1)

        def make() -> None:
            desk.write(
                name_study,
                label=ADD,
                title=self.name.value,
                language=desk.ui.texts.locale,
                failed=lambda error: self.name.set_error(sentence(error, desk.ui.texts)),
            )

        begin.clicked.connect(make)
