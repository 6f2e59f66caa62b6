# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Preconceptions: what the team expected before fieldwork, settled one by one at the meeting."""

from PySide6.QtWidgets import QWidget

from cxfield.model.enums import Verdict
from cxfield.model.study import TeamMember
from cxfield.services.plan_study import preconceptions
from ui.pages.debrief.desk import DebriefDesk
from ui.pages.plan.preconceptions import PreconceptionCard
from ui.pages.plan.tab import arrange, column
from ui.widgets.containers import EmptyState, Scroll
from ui.widgets.label import Label


class ExpectedPanel(QWidget):
    """One card for each, with what fieldwork said and what came of it."""

    def __init__(self, desk: DebriefDesk) -> None:
        super().__init__()
        self.desk, self.ui = desk, desk.ui
        self.cards: dict[str, PreconceptionCard] = {}
        self.left = Label(self.ui, "", "body", "text.secondary", wrap=True)
        self.empty = EmptyState(
            self.ui,
            lambda x: x.t("Nothing was expected before fieldwork: preconceptions are written in the plan."),
            icon_name="lock",
        )
        content = QWidget()
        outer = column(content, margins=16, gap=10)
        outer.addWidget(self.left)
        self.list = column(gap=10)
        outer.addLayout(self.list)
        outer.addWidget(self.empty)
        outer.addStretch(1)
        column(self, gap=0).addWidget(Scroll(self.ui, content))

    def refresh(self) -> None:
        """Show them; a card stays as long as its record and its lock do."""
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
        for row in rows:
            self.cards[row.id].show_row(row)
        unsettled = sum(row.verdict == Verdict.OPEN.value for row in rows)
        self.left.set_words(
            lambda x: x.t("{n} of {m} settled", n=len(rows) - unsettled, m=len(rows)) if rows else ""
        )
        self.left.setVisible(bool(rows))
        self.empty.setVisible(not rows)
