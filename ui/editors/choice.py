# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The editor of choices: one or several chips, a count after yes where it is asked."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from cxfield.i18n import N_
from cxfield.methods.questions import CANNOT_SAY, question_type
from cxfield.methods.questions.choice import ChoiceType
from ui.context import Say, Ui
from ui.editors.base import Editor, EditorSpec
from ui.editors.flow import FlowLayout
from ui.widgets.checks import Stepper
from ui.widgets.chips import Chip
from ui.widgets.label import Label

CANNOT_SAY_WORDS = N_("Can't say")
_HOW_MANY = N_("How many times")
MOST_COUNTED = 999
_MOST_KEYS = 9
_DIGITS = frozenset("123456789")


def choice_chip(ui: Ui, words: Say, key: str = "") -> Chip:
    """A chip that is on or off."""
    return Chip(ui, words, key=key, checkable=True)


class ChoiceEditor(Editor):
    """Chips 48 high; a second press on the chosen one takes the answer away."""

    def __init__(self, ui: Ui, spec: EditorSpec) -> None:
        super().__init__(ui, spec)
        kind = question_type(spec.type)
        assert isinstance(kind, ChoiceType)
        self.kind = kind
        self.chips: dict[str, Chip] = {}
        for choice in kind.choices(spec.asked):
            self.chips[choice.key] = self._chip(choice.key, spec.words(choice.name, choice.msgid))
        if spec.asked.settings.get("cannot_say"):
            self.chips[CANNOT_SAY] = self._chip(CANNOT_SAY, spec.words({}, CANNOT_SAY_WORDS))
        self._stand()
        self._value: Any = None
        self.count: Stepper | None = None
        if kind.counted:
            self._add_count()

    def _chip(self, key: str, words: Say) -> Chip:
        chip = self._make_chip(words)
        chip.clicked.connect(lambda: self._pressed(key))
        return chip

    def _make_chip(self, words: Say) -> Chip:
        number = len(self.chips) + 1
        return choice_chip(self.ui, words, str(number) if number <= _MOST_KEYS else "")

    def _stand(self) -> None:
        """Put the chips beside each other."""
        row = QWidget()
        flow = FlowLayout(row)
        for chip in self.chips.values():
            flow.addWidget(chip)
        self.column.addWidget(row)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A digit presses the chip that shows it."""
        number = int(event.text()) if event.text() in _DIGITS else 0
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if held or not 1 <= number <= len(self.chips):
            super().keyPressEvent(event)
            return
        key = list(self.chips)[number - 1]
        self.chips[key].setFocus(Qt.FocusReason.TabFocusReason)
        self._pressed(key)

    def _add_count(self) -> None:
        self._count_row = QWidget()
        line = QHBoxLayout(self._count_row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(12)
        words = self.spec.words({}, _HOW_MANY)
        self.count = Stepper(self.ui, high=MOST_COUNTED, name=words)
        self.count.changed.connect(self._counted)
        line.addWidget(Label(self.ui, words, "control", weight=500))
        line.addWidget(self.count)
        line.addStretch(1)
        middle = Qt.AlignmentFlag.AlignHCenter if self.spec.alone else Qt.AlignmentFlag(0)
        self.column.addWidget(self._count_row, 0, middle)

    def set_value(self, value: Any) -> None:
        """Show what was chosen."""
        self._value = value
        on = {CANNOT_SAY} if value == CANNOT_SAY else set(self.kind.picked(value))
        for key, chip in self.chips.items():
            chip.setChecked(key in on)
            chip.updateGeometry()
        if self.count is not None:
            counted = isinstance(value, dict) and value["choice"] == self.kind.counted
            self._count_row.setVisible(counted)
            self.count.set_value(int(value.get("count") or 0) if counted else 0)

    def focus_first(self) -> bool:
        """Focus the first chosen chip, or the first."""
        chosen = [chip for chip in self.chips.values() if chip.isChecked()] or list(self.chips.values())
        if chosen:
            chosen[0].setFocus(Qt.FocusReason.TabFocusReason)
        return bool(chosen)

    def _pressed(self, key: str) -> None:
        picked = list(self.kind.picked(self._value))
        if key == CANNOT_SAY:
            value: Any = None if self._value == CANNOT_SAY else CANNOT_SAY
        elif self.kind.several:
            value = [other for other in picked if other != key] if key in picked else [*picked, key]
        elif key in picked:
            value = None
        else:
            value = {"choice": key, "count": None} if self.kind.counted else key
        self.set_value(value or None)
        self.changed.emit(value or None)

    def _counted(self, count: int) -> None:
        value = {"choice": self.kind.counted, "count": count}
        self._value = value
        self.changed.emit(value)
