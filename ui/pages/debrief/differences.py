# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Differences: sessions coded twice, what pooling left to decide, and what was expected beforehand."""

from PySide6.QtWidgets import QStackedWidget

from ui.pages.debrief.changes import ChangesPanel
from ui.pages.debrief.coding import CodingPanel
from ui.pages.debrief.desk import DebriefDesk
from ui.pages.debrief.expected import ExpectedPanel
from ui.pages.plan.tab import Tab, column, line
from ui.widgets.containers import Panel
from ui.widgets.segment import Option, Segment

CODING, CHANGES, EXPECTED = "coding", "changes", "expected"


class DifferencesTab(Tab):
    """Three views of one question: where do we differ, from each other and from what we expected?"""

    kinds = frozenset(
        (
            "entry",
            "session",
            "settlement",
            "participant",
            "code",
            "note",
            "finding",
            "answer",
            "statement",
            "preconception",
        )
    )

    def __init__(self, desk: DebriefDesk) -> None:
        super().__init__(desk)
        self.coding, self.changes, self.expected = CodingPanel(desk), ChangesPanel(desk), ExpectedPanel(desk)
        self.panels = {CODING: self.coding, CHANGES: self.changes, EXPECTED: self.expected}
        self.view = Segment(
            desk.ui,
            (
                Option(CODING, lambda x: x.t("Coded twice")),
                Option(CHANGES, lambda x: x.t("Changed twice")),
                Option(EXPECTED, lambda x: x.t("Preconceptions")),
            ),
            name=lambda x: x.t("Which differences"),
            value=CODING,
        )
        self.stack = QStackedWidget()
        for panel in self.panels.values():
            self.stack.addWidget(panel)
        head = Panel(desk.ui, "bg.surface", "bottom")
        row = line(self.view, 1, parent=head)
        row.setContentsMargins(16, 8, 16, 8)
        outer = column(self, gap=0)
        outer.addWidget(head)
        outer.addWidget(self.stack, 1)
        self.view.chosen.connect(lambda value: self.open_target(str(value)))

    def refresh(self) -> None:
        """Ask again, all of them."""
        for panel in (self.coding, self.changes, self.expected):
            panel.refresh()

    def open_target(self, target: str) -> None:
        """Show one of the three."""
        shown = target if target in self.panels else CODING
        self.view.set_value(shown)
        self.stack.setCurrentWidget(self.panels[shown])

    def set_compact(self, compact: bool) -> None:
        """The figures go below the events on a narrow window."""
        self.coding.set_compact(compact)

    def place(self) -> str:
        """Which of the three is in front."""
        return str(self.view.value or CODING)
