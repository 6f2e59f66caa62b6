# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the talk about one difference between two logs came to."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from cxfield.i18n import Texts
from cxfield.services import double_coding as verbs
from ui.editors.flow import FlowLayout
from ui.pages.debrief.desk import DebriefDesk
from ui.pages.plan.tab import clear, column
from ui.widgets.buttons import Button, Kind
from ui.widgets.choicebox import ChoiceBox
from ui.widgets.containers import Card
from ui.widgets.field import TextField
from ui.widgets.label import Label
from ui.widgets.segment import Option


class Talk(Card):
    """What was agreed on about one difference: keys 1 to 4, and a reason that is kept."""

    def __init__(self, desk: DebriefDesk, settle: Callable[[verbs.EventRow, str, str, str], None]) -> None:
        super().__init__(desk.ui, fill="accent.subtle", line="accent.base")
        self.desk, self.ui = desk, desk.ui
        self._settle = settle
        self._row: verbs.EventRow | None = None
        inner = column(self, margins=12, gap=8)
        inner.addWidget(Label(self.ui, lambda x: x.t("What do we agree on?"), "body", weight=600))
        held = QWidget()
        self.choices = FlowLayout(held)
        inner.addWidget(held)
        self.other = ChoiceBox(
            self.ui, lambda x: x.t("Another code"), placeholder=lambda x: x.t("Another code")
        )
        self.reason = TextField(self.ui, lambda x: x.t("Why? (kept with the choice)"))
        inner.addWidget(self.reason)
        self.other.chosen.connect(lambda code: self._tell(verbs.OTHER, code))
        self.buttons: dict[str, Button] = {}

    def show_row(self, row: verbs.EventRow, names: dict[str, str]) -> None:
        """Offer what fits this difference."""
        if self._row is not None and self._row.key != row.key:
            self.reason.set_value("")
        self._row = row
        if row.settled is not None and not self.reason.value:
            self.reason.set_value(row.settled.reason)
        self.other.setParent(None)
        clear(self.choices)
        self.buttons = {}
        for number, (outcome, words) in enumerate(_offers(row, names, self.ui.texts), 1):
            chosen = row.settled is not None and row.settled.outcome == outcome
            kind = Kind.PRIMARY if chosen else Kind.OUTLINE
            button = Button(self.ui, words, kind=kind, key=str(number), touch=True)
            button.setEnabled(not self.desk.read_only)
            button.clicked.connect(lambda _=False, outcome=outcome: self._tell(outcome, ""))
            self.buttons[outcome] = button
            self.choices.addWidget(button)
        if row.first and row.second:
            settled = row.settled.code_id if row.settled else ""
            self.other.set_options([Option(key, name) for key, name in names.items()], settled or None)
            self.other.setEnabled(not self.desk.read_only)
            self.choices.addWidget(self.other)

    def _tell(self, outcome: str, code: str) -> None:
        if self._row is not None:
            self._settle(self._row, outcome, code, self.reason.value)


def _offers(row: verbs.EventRow, names: dict[str, str], texts: Texts) -> list[tuple[str, str]]:
    if row.first and row.second:
        return [
            (verbs.FIRST, names.get(row.first.code_id, "–")),
            (verbs.SECOND, names.get(row.second.code_id, "–")),
            (verbs.BOTH, texts.t("Both")),
        ]
    return [(verbs.KEEP, texts.t("Keep it")), (verbs.DROP, texts.t("Leave it out"))]
