# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The editor of background facts: a line of chips for each, none of them required."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from cxfield.methods.questions.demographic import Fact, facts_of
from ui.context import Ui
from ui.editors.base import Editor, EditorSpec
from ui.editors.choice import choice_chip
from ui.editors.flow import FlowLayout
from ui.widgets.chips import Chip
from ui.widgets.label import Label


class DemographicEditor(Editor):
    """A press tells a fact, a second press takes it back."""

    def __init__(self, ui: Ui, spec: EditorSpec) -> None:
        super().__init__(ui, spec)
        self._value: dict[str, str] = {}
        self.chips: dict[tuple[str, str], Chip] = {}
        for fact in facts_of(spec.asked):
            self._add(fact)

    def _add(self, fact: Fact) -> None:
        name = self.spec.words({}, fact.name)
        self.column.addWidget(Label(self.ui, name, "small", "text.secondary", weight=600))
        row = QWidget()
        row.setAccessibleName(self.ui.say(name))
        flow = FlowLayout(row)
        for choice in fact.choices:
            words = self.spec.words({}, choice.msgid)
            chip = choice_chip(self.ui, words)
            chip.setAccessibleDescription(self.ui.say(name))
            chip.clicked.connect(lambda _on=False, key=choice.key: self._pressed(fact.key, key))
            self.chips[fact.key, choice.key] = chip
            flow.addWidget(chip)
        self.column.addWidget(row)

    def set_value(self, value: Any) -> None:
        """Show the facts told."""
        self._value = dict(value) if isinstance(value, dict) else {}
        for (fact, choice), chip in self.chips.items():
            chip.setChecked(self._value.get(fact) == choice)

    def focus_first(self) -> bool:
        """Focus the first chip."""
        first = next(iter(self.chips.values()), None)
        if first is not None:
            first.setFocus(Qt.FocusReason.TabFocusReason)
        return first is not None

    def _pressed(self, fact: str, choice: str) -> None:
        if self._value.get(fact) == choice:
            del self._value[fact]
        else:
            self._value[fact] = choice
        self.set_value(self._value)
        self.changed.emit(dict(self._value) or None)
