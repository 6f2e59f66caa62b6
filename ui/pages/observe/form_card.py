# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The card of a form: at most so wide, which follows the text size."""

from PySide6.QtWidgets import QWidget

from ui.context import Ui
from ui.widgets.containers import Card


class FormCard(Card):
    """`FormCard(ui, 640)`: 640 px at 100 %."""

    def __init__(self, ui: Ui, base: int, parent: QWidget | None = None) -> None:
        super().__init__(ui, parent=parent)
        self._base = base
        self.restyle()

    def restyle(self) -> None:
        """Another text size, another width."""
        self.setMaximumWidth(self.theme.px(self._base))
