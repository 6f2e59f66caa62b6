# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The editor of a dropdown: a closed choice 48 high; arrow keys step, Space opens the list."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSizePolicy

from cxfield.i18n import N_
from cxfield.methods.questions import CANNOT_SAY
from ui.context import Ui
from ui.editors.base import Editor, EditorSpec
from ui.editors.choice import CANNOT_SAY_WORDS
from ui.widgets.choicebox import ChoiceBox
from ui.widgets.segment import Option

_WIDEST = 520
_NOTHING = N_("Choose")


class DropdownEditor(Editor):
    """One of many; the empty line takes the answer away."""

    def __init__(self, ui: Ui, spec: EditorSpec) -> None:
        super().__init__(ui, spec)
        options = [Option("", spec.words({}, _NOTHING))]
        options += [
            Option(choice.key, spec.words(choice.name, choice.msgid)) for choice in spec.asked.choices
        ]
        if spec.asked.settings.get("cannot_say"):
            options.append(Option(CANNOT_SAY, spec.words({}, CANNOT_SAY_WORDS)))
        self.box = ChoiceBox(ui, lambda x: x.t("Answer"), options, "", touch=True)
        self.box.setMaximumWidth(ui.theme.px(_WIDEST))
        self.box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.box.chosen.connect(lambda value: self.changed.emit(value or None))
        self.column.addWidget(self.box)

    def set_value(self, value: Any) -> None:
        """Show what was chosen."""
        self.box.set_value(value if isinstance(value, str) else "")

    def focus_first(self) -> bool:
        """Focus the box."""
        self.box.setFocus(Qt.FocusReason.TabFocusReason)
        return True
