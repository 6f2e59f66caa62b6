# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the team expects: written and locked before the field, judged after it."""

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget

from cxfield.i18n import N_
from cxfield.model.debrief import Preconception
from cxfield.model.enums import Verdict
from cxfield.model.study import TeamMember
from cxfield.services.plan_study import preconceptions, type_preconception
from cxfield.services.study_setup import add_preconception, lock_preconceptions, settle_preconception
from ui.pages.plan.desk import ADD, Desk
from ui.pages.plan.fields import Bound
from ui.pages.plan.reorder import Reorder
from ui.pages.plan.tab import Editor, arrange, column, line, said
from ui.widgets.buttons import Button, IconButton, Kind
from ui.widgets.chips import Tag
from ui.widgets.choicebox import ChoiceBox
from ui.widgets.containers import Card
from ui.widgets.label import Label
from ui.widgets.segment import Option, Segment

LOCK = N_("Lock the preconceptions")
_VERDICTS: tuple[tuple[Verdict, str], ...] = (
    (Verdict.OPEN, N_("open")),
    (Verdict.CONFIRMED, N_("confirmed")),
    (Verdict.PARTLY, N_("confirmed in part")),
    (Verdict.REFUTED, N_("refuted")),
)


class PreconceptionForm(Editor):
    """One card for each; locking is one press for all."""

    def __init__(self, desk: Desk, back: Callable[[], None]) -> None:
        super().__init__(
            desk.ui,
            lambda x: x.t("Preconceptions"),
            lambda x: x.t("Write what you expect to see, then lock it before the first session."),
            back,
        )
        self.desk = desk
        self.cards: dict[str, PreconceptionCard] = {}
        self.order = Reorder(desk.ui, self, lambda rid, low, high: desk.move("preconception", rid, low, high))
        self.add = Button(desk.ui, lambda x: x.t("Add a preconception"), icon_name="plus")
        self.lock = Button(desk.ui, lambda x: x.t("Lock"), kind=Kind.PRIMARY, icon_name="lock")
        self.add.setEnabled(not desk.read_only)
        self.side.addWidget(self.add)
        self.side.addWidget(self.lock)
        self.add.clicked.connect(self.add_new)
        self.lock.clicked.connect(lambda: desk.write(lock_preconceptions, label=LOCK))
        self.empty = Label(
            desk.ui, lambda x: x.t("Nothing is written yet."), "body", "text.secondary", wrap=True
        )
        self.form.addWidget(self.empty)
        self.list = column(gap=10)
        self.form.addLayout(self.list)
        self.finish()

    def refresh(self) -> None:
        """Show them; cards stay as long as their record and its lock do."""
        rows = self.desk.read(preconceptions)
        team = self.desk.read(lambda reader: reader.all(TeamMember, order_by="order_key"))
        shape = [(row.id, row.locked_at) for row in rows]
        if shape != [(key, card.locked_at) for key, card in self.cards.items()]:
            known = {(row.id, row.locked_at): row for row in rows}
            shown = {(key, card.locked_at): card for key, card in self.cards.items()}
            made = arrange(
                self.list, shown, shape, lambda key: PreconceptionCard(self.desk, known[key], team)
            )
            self.cards = {key: card for (key, _), card in made.items()}
            self.order.watch(dict(self.cards))
        for row in rows:
            self.cards[row.id].show_row(row)
        self.empty.setVisible(not rows)
        unlocked = any(row.locked_at is None for row in rows)
        self.lock.setEnabled(unlocked and not self.desk.read_only)
        self.lock.set_tip("" if unlocked else lambda x: x.t("Everything written is locked."))

    def add_new(self) -> None:
        """Another one, with the cursor in it."""
        self.desk.write(add_preconception, label=ADD, text="", done=lambda row: self.open_record(row.id))

    def open_record(self, record_id: str) -> None:
        """Put the cursor in one."""
        self.refresh()
        if record_id in self.cards:
            self.cards[record_id].text.focus()

    def focus_first(self) -> None:
        """Begin with the first, or with adding."""
        first = next(iter(self.cards.values()), None)
        target: QWidget = first.text.input if first is not None else self.add
        target.setFocus()


class PreconceptionCard(Card):
    """One expectation: worded until it is locked, settled after."""

    def __init__(self, desk: Desk, row: Preconception, team: list[TeamMember]) -> None:
        super().__init__(desk.ui)
        self.desk, self.id, self.locked_at = desk, row.id, row.locked_at
        locked = row.locked_at is not None
        inner = column(self, margins=14, gap=8)
        self.text = Bound(desk, lambda x: x.t("We expect that"), rows=2)
        self.text.setEnabled(not locked and not desk.read_only)
        inner.addWidget(self.text)
        options = [Option("", lambda x: x.t("nobody named")), *(Option(m.id, m.code) for m in team)]
        self.by = ChoiceBox(desk.ui, lambda x: x.t("Whose expectation"), options)
        self.by.chosen.connect(lambda value: desk.choose("preconception", self.id, by_id=value or None))
        foot = line(self.by, 1, gap=8)
        self.comment = Bound(desk, lambda x: x.t("What came of it"))
        self.verdict = Segment(
            desk.ui,
            [Option(verdict.value, said(words)) for verdict, words in _VERDICTS],
            name=lambda x: x.t("What fieldwork said"),
        )
        self.verdict.chosen.connect(self._settle)
        if locked:
            foot.addWidget(Tag(desk.ui, lambda x: x.t("locked"), icon_name="lock"))
            foot.addWidget(self.verdict)
        else:
            bin_button = IconButton(desk.ui, "close", lambda x: x.t("Remove"))
            bin_button.clicked.connect(self._remove)
            foot.addWidget(bin_button)
            self.verdict.hide()
        inner.addLayout(foot)
        if locked:
            inner.addWidget(self.comment)
        else:
            self.comment.hide()
        self.text.bind(self._write, row.text)
        self.comment.to_text("preconception", row.id, "comment", row.comment)
        self.setEnabled(not desk.read_only)

    def show_row(self, row: Preconception) -> None:
        """Show what it says now."""
        self.text.show_text(row.text)
        self.comment.show_text(row.comment)
        self.verdict.set_value(row.verdict)
        self.by.set_value(row.by_id or "")

    def _write(self, text: str, done: Any, failed: Any) -> None:
        self.desk.write(type_preconception, preconception_id=self.id, text=text, done=done, failed=failed)

    def _settle(self, value: object) -> None:
        self.desk.write(
            settle_preconception,
            preconception_id=self.id,
            verdict=Verdict(str(value)),
            comment=self.comment.value,
        )

    def _remove(self) -> None:
        self.desk.remove("preconception", self.id, self.text.value[:60])
