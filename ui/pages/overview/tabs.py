# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The parts of the overview: joined cells, or one box to choose from where they do not fit."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QWidget

from ui.context import Say, Ui
from ui.widgets.choicebox import ChoiceBox
from ui.widgets.segment import Option, Segment


class Tabs(QWidget):
    """`chosen(value)`; `set_value` chooses without saying so."""

    chosen = Signal(object)

    def __init__(self, ui: Ui, options: tuple[Option, ...], *, name: Say) -> None:
        super().__init__()
        self.values = tuple(option.value for option in options)
        self.cells = Segment(ui, options, name=name, value=options[0].value)
        self.box = ChoiceBox(ui, name, options)
        self.box.set_value(options[0].value)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.cells, 0, Qt.AlignmentFlag.AlignLeft)
        row.addWidget(self.box)
        self.box.hide()
        self.cells.chosen.connect(self._picked)
        self.box.chosen.connect(self._picked)

    def set_value(self, value: str) -> None:
        """Show a part as chosen."""
        self.cells.set_value(value)
        self.box.set_value(value)

    def cell(self, value: str) -> QAbstractButton:
        """The cell of a part."""
        return self.cells.cell(value)

    def fit(self, room: int) -> None:
        """Show the cells where there is room for all of them."""
        wide = self.cells.sizeHint().width() <= room
        self.cells.setVisible(wide)
        self.box.setVisible(not wide)

    def _picked(self, value: object) -> None:
        self.set_value(str(value))
        self.chosen.emit(value)
