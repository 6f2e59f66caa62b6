# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The warning below a free text: identity numbers, and words of the special categories."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from ui.context import Ui
from ui.late import Late
from ui.widgets.label import Label

if TYPE_CHECKING:
    from cxfield.services import plan_personal
else:
    plan_personal = Late("cxfield.services.plan_personal")


def warning_for(ui: Ui, said: str) -> str:
    """The sentence, or nothing."""
    return plan_personal.warning_of(said, ui.texts) if said.strip() else ""


class PersonalHint(Label):
    """Hidden until `look(said)` finds something; it blocks nothing."""

    def __init__(self, ui: Ui, parent: QWidget | None = None) -> None:
        super().__init__(ui, "", "small", "warning.base", wrap=True, icon_name="warning", parent=parent)
        self.hide()

    def look(self, said: str) -> None:
        """Look at what is typed."""
        words = warning_for(self.ui, said)
        if words != self.words:
            self.set_words(words)
        if self.isHidden() == bool(words):
            self.setVisible(bool(words))
