# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""People and consents: participants by code, the team, and the texts people are given."""

from typing import Any

from PySide6.QtWidgets import QStackedWidget, QWidget

from cxfield.i18n import N_, Texts, pick
from cxfield.services.person_codes import free_prefix
from cxfield.services.plan_people import (
    ITEMS,
    PersonRow,
    new_person,
    people_rows,
)
from cxfield.services.plan_words import DUTIES
from cxfield.storage import Reader
from ui.pages.plan.code_key import ask_code_key
from ui.pages.plan.consent_panel import ConsentPanel
from ui.pages.plan.desk import ADD, Desk
from ui.pages.plan.fold import FlowBar, Fold
from ui.pages.plan.papers import print_paper
from ui.pages.plan.records import Field, Shelf, ShelfPanel
from ui.pages.plan.rowlist import RowList
from ui.pages.plan.rowpaint import Cell, Column, Row
from ui.pages.plan.sheet_form import SheetForm
from ui.pages.plan.tab import Tab, column, line, said
from ui.shortcuts import keycap_of
from ui.widgets.buttons import Button, Kind
from ui.widgets.containers import EmptyState, Scroll
from ui.widgets.label import Label
from ui.widgets.segment import Option, Segment

_SHORT = {"participation": N_("Taking part"), "audio": N_("Audio"), "photo": N_("Photograph"),
          "quotes": N_("Quotes"), "contact": N_("Contact"), "reuse": N_("Reuse")}  # fmt: skip


def _duties(desk: Desk) -> list[Option]:
    assert desk is not None
    return [
        Option("", lambda x: x.t("not chosen")),
        *(Option(key, said(words)) for key, words in DUTIES.items()),
    ]


def _member_row(member: Any, texts: Texts, _reader: Reader) -> Row:
    duty = texts.t(DUTIES[member.duty]) if member.duty in DUTIES else pick(member.role, texts.locale)
    return Row(
        member.id,
        (
            Cell(member.code or "–", weight=600),
            Cell(duty, sub=pick(member.role, texts.locale) if member.duty else ""),
            Cell(" · ".join(part for part in (member.team, member.department) if part), ink="text.secondary"),
            Cell(member.prefix, ink="text.secondary"),
        ),
        movable=True,
    )


TEAM = Shelf(
    "team_member",
    N_("Team"),
    "staff",
    (Column(76), Column(0, 3), Column(0, 3), Column(72)),
    (
        Field("code", N_("Code"), "text", help=N_("Short, such as H1. It stands in logs instead of a name.")),
        Field("duty", N_("Role in the field"), "choice", options=_duties, empty=""),
        Field("role", N_("In words")),
        Field("team", N_("Team"), "text"),
        Field("department", N_("Department"), "text"),
        Field(
            "prefix",
            N_("Prefix of participant codes"),
            "text",
            help=N_(
                "One letter of one's own, so that two laptops never make the same code. "
                "It goes with the code that stands in Settings as My code."
            ),
        ),
    ),
    _member_row,
    lambda desk: {"code": "", "prefix": desk.read(free_prefix)},
    N_("Add a colleague"),
    N_("Name the team by code: who leads, who observes, who takes notes."),
)


class PeopleTab(Tab):
    """Participants, team, texts: one at a time."""

    kinds = frozenset(
        {
            "participant",
            "consent",
            "erasure",
            "person_key",
            "session",
            "team_member",
            "info_sheet",
            "study",
            "seat",
        }
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        ui = self.ui
        self.view = Segment(
            ui,
            (
                Option("people", lambda x: x.t("Participants")),
                Option("team", lambda x: x.t("Team")),
                Option("texts", lambda x: x.t("Texts")),
            ),
            name=lambda x: x.t("What is shown"),
            value="people",
        )
        self.view.chosen.connect(lambda value: self.show_view(str(value)))
        self.people = _PeopleView(desk)
        self.team = ShelfPanel(desk, TEAM)
        self.texts = SheetForm(desk)
        self.stack = QStackedWidget()
        for part in (self.people, self.team, self.texts):
            self.stack.addWidget(part)
        outer = column(self, gap=0)
        head = FlowBar((self.view,), self.people.buttons)
        head.set_margins(16, 10, 16, 10)
        outer.addWidget(head)
        outer.addWidget(self.stack, 1)

    def refresh(self) -> None:
        """Ask again."""
        current = self.stack.currentWidget()
        if isinstance(current, _PeopleView | ShelfPanel | SheetForm):
            current.refresh()

    def show_view(self, name: str) -> None:
        """Put a view in front."""
        self.view.set_value(name)
        part = {"people": self.people, "team": self.team, "texts": self.texts}[name]
        self.stack.setCurrentWidget(part)
        for button in self.people.buttons:
            button.setVisible(name == "people")
        self.refresh()

    def open_target(self, target: str) -> None:
        """Open what a gap names, or a participant by id."""
        key, _, record = target.partition(":")
        if key == "sheet":
            self.show_view("texts")
            self.texts.open_language(record)
        elif key in ("team", "prefix", "laptop"):
            self.show_view("team")
            if record:
                self.team.open_record(record)
        elif key == "roles":
            self.desk.go.emit("study", f"waves/{record}")
        else:
            self.show_view("people")
            self.people.open_record(record or key)

    def set_compact(self, compact: bool) -> None:
        """Fewer columns when narrow."""
        self.people.set_compact(compact)

    def add_new(self) -> None:
        """Another participant or colleague."""
        if self.stack.currentWidget() is self.team:
            self.team.add_new()
        else:
            self.show_view("people")
            self.people.add_new()

    def place(self) -> str:
        """The chosen participant."""
        return self.people.list.current if self.stack.currentWidget() is self.people else ""


class _PeopleView(QWidget):
    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk, self.ui = desk, desk.ui
        ui = self.ui
        consents = _consent_columns(compact=False)
        columns = (Column(70), Column(0, 3), Column(0, 2), *consents, Column(0, 2))
        self.list = RowList(ui, columns, name=lambda x: x.t("Participants"))
        self.panel = ConsentPanel(desk)
        self.empty = EmptyState(
            ui,
            lambda x: x.t("Add the first participant. People are known here by code only."),
            icon_name="participants",
        )
        self.summary = Button(ui, lambda x: x.t("Consent summary"), icon_name="print")
        self.key = Button(ui, lambda x: x.t("Code key"), icon_name="lock")
        self.add = Button(
            ui, lambda x: x.t("Participant"), kind=Kind.PRIMARY, icon_name="plus", key=keycap_of("plan.add")
        )
        self.buttons = (self.summary, self.key, self.add)
        self._wanted = ""
        self._compact = self._narrow = self._tight = False
        self._head = RowList(ui, columns, name=lambda x: x.t("Columns"))
        self._head.setFocusPolicy(self._head.focusPolicy().NoFocus)
        self._head.setFixedHeight(ui.theme.px(46))
        self._lay_out()
        self.list.chosen.connect(self.panel.show_person)
        self.add.clicked.connect(self.add_new)
        self.summary.clicked.connect(lambda: print_paper(desk, "consents"))
        self.key.clicked.connect(lambda: ask_code_key(desk))

    def refresh(self) -> None:
        """Ask again."""
        texts = self.ui.texts
        found = self.desk.read(people_rows, texts)
        rows: list[Row] = []
        grouped = False
        for person in found:
            if person.group and not grouped:
                grouped = True
                rows.append(
                    Row(
                        "group",
                        (Cell(texts.t("Focus group"), icon="group", ink="source.group"),),
                        heading=True,
                    )
                )
            rows.append(self._row(person, texts))
        self._head.show_rows([Row("head", self._heads(texts), quiet=True)])
        self.list.show_rows(rows)
        self.empty_box.setVisible(not rows)
        self.table.setVisible(bool(rows))
        self.summary.setEnabled(bool(rows))
        self.add.setEnabled(not self.desk.read_only)
        if self._wanted and self.list.choose(self._wanted, tell=False):
            self._wanted = ""
        elif not self.list.current:
            self.list.choose_first()
        self.panel.show_person(self.list.current)

    def set_compact(self, compact: bool) -> None:
        """Narrow: the consents keep their columns, with icons above them; site and day are in the panel."""
        self._narrow = compact
        self._arrange()

    def _folded(self, folded: bool) -> None:
        self._tight = folded
        self._arrange()

    def _arrange(self) -> None:
        compact = self._compact = self._narrow or self._tight
        consents = _consent_columns(compact=compact)
        around = (
            ((Column(60), Column(0, 1)), ())
            if compact
            else ((Column(70), Column(0, 3), Column(0, 2)), (Column(0, 2),))
        )
        for part in (self.list, self._head):
            part.set_columns((*around[0], *consents, *around[1]))
        if self.ui.study is not None:
            self.refresh()

    def _heads(self, texts: Texts) -> tuple[Cell, ...]:
        def head(words: str) -> Cell:
            return Cell(words, role="caption", ink="text.secondary", weight=500)

        first = (head(texts.t("Code")), head(texts.t("Profile")))
        if self._compact:
            icons = (
                Cell(icon=icon, ink="text.secondary", spoken=texts.t(_SHORT[item]))
                for item, _, _, icon in ITEMS
            )
            return (*first, *icons)
        items = (head(texts.t(_SHORT[item])) for item, *_ in ITEMS)
        return (*first, head(texts.t("Site")), *items, head(texts.t("Given")))

    def open_record(self, record_id: str) -> None:
        """Choose a participant."""
        self._wanted = record_id
        self.refresh()

    def add_new(self) -> None:
        """Another participant, with the next free code."""
        self.desk.write(new_person, label=ADD, done=lambda made: self.open_record(made.id))

    def _row(self, person: PersonRow, texts: Texts) -> Row:
        if person.withdrawn:
            words = texts.t(
                "Consent withdrawn {when}. Data erased, only this row remains.", when=person.withdrawn
            )
            blank = tuple(Cell() for _ in range(len(ITEMS) + (0 if self._compact else 1)))
            return Row(
                person.id,
                (
                    Cell(person.code, weight=600, ink="text.tertiary"),
                    Cell(words, icon="consent", ink="text.secondary", role="small"),
                    *blank,
                    Cell(person.by, ink="text.secondary", role="small"),
                ),
                quiet=True,
            )
        marks = tuple(_mark(person.given.get(item), texts.t(_SHORT[item]), texts) for item, *_ in ITEMS)
        return Row(
            person.id,
            (
                Cell(person.code, weight=600),
                Cell(person.profile),
                *(() if self._compact else (Cell(person.place, ink="text.secondary"),)),
                *marks,
                Cell(f"{person.when} {person.how}".strip(), role="small", ink="text.secondary"),
            ),
        )

    def _lay_out(self) -> None:
        row = line(gap=0, parent=self)
        left = QWidget()
        inner = column(left, gap=0)
        inner.setContentsMargins(16, 0, 16, 10)
        self.table = QWidget()
        table = column(self.table, gap=0)
        table.addWidget(self._head)
        table.addWidget(self.list, 1)
        inner.addWidget(self.table, 1)
        self.empty_box = QWidget()
        column(self.empty_box).addWidget(self.empty)
        inner.addWidget(self.empty_box)
        foot = line(
            Label(self.ui, lambda x: x.t("✓ given   ✗ not given   – not asked"), "small", "text.secondary"),
            1,
            Label(
                self.ui,
                lambda x: x.t("Names are only in the code key."),
                "small",
                "text.secondary",
                icon_name="lock",
            ),
        )
        foot.setContentsMargins(0, 10, 0, 0)
        inner.addLayout(foot)
        row.addWidget(left, 5)
        self.side = Scroll(self.ui, self.panel)
        self.side.setMinimumWidth(self.ui.theme.px(330))
        row.addWidget(self.side, 2)
        Fold(self.ui, self, row, 800, self._folded)


def _consent_columns(*, compact: bool) -> list[Column]:
    """One for each item; the first has the longest word above it."""
    return [Column(40 if compact else 84 if at else 112) for at in range(len(ITEMS))]


def _mark(given: bool | None, name: str, texts: Texts) -> Cell:
    if given is None:
        return Cell("–", ink="text.tertiary", spoken=f"{name}: {texts.t('not asked')}")
    if given:
        return Cell(icon="check", ink="success.base", spoken=f"{name}: {texts.t('given')}")
    return Cell(icon="close", ink="danger.base", spoken=f"{name}: {texts.t('not given')}")
