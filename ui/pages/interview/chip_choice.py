# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""One of a few choices as chips that go on to the next line where the width ends."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.context import Say, Ui
from ui.editors.flow import FlowLayout
from ui.widgets.chips import Chip


class ChipChoice(QWidget):
    """`chosen(value)` by the user; with `several` each chip goes on and off and `chosen` carries the list."""

    chosen = Signal(object)

    def __init__(
        self,
        ui: Ui,
        options: Sequence[tuple[str, Say]],
        *,
        name: Say,
        value: str | None = None,
        several: bool = False,
    ) -> None:
        super().__init__()
        self.ui = ui
        self._several = several
        self._name = name
        self._flow = FlowLayout(self)
        self.chips: dict[str, Chip] = {}
        ui.texts_changed.connect(self.retranslate)
        self.set_options(options, value)

    def set_options(self, options: Sequence[tuple[str, Say]], value: str | None = None) -> None:
        """Offer other choices."""
        while (item := self._flow.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        self.chips = {}
        for key, words in options:
            chip = Chip(self.ui, words, checkable=True)
            chip.clicked.connect(lambda _on=False, at=key: self._clicked(at))
            self._flow.addWidget(chip)
            chip.show()
            self.chips[key] = chip
        self.set_values([value] if value is not None else [])
        self.retranslate()

    def retranslate(self) -> None:
        """Each chip is spoken with what it chooses."""
        name = self.ui.say(self._name)
        for chip in self.chips.values():
            chip.setAccessibleDescription(name)

    @property
    def value(self) -> str | None:
        """The chosen one, or the first of those chosen."""
        return next(iter(self.values), None)

    @property
    def values(self) -> list[str]:
        """All that are chosen, in the order shown."""
        return [key for key, chip in self.chips.items() if chip.isChecked()]

    def set_values(self, values: Sequence[str]) -> None:
        """Choose without a signal."""
        for key, chip in self.chips.items():
            chip.setChecked(key in values)
            chip.updateGeometry()

    def _clicked(self, key: str) -> None:
        self.set_values(self.values if self._several else [key])
        self.chosen.emit(self.values if self._several else key)
