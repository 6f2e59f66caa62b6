# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Large choices that wrap, of which one holds."""

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from ui.context import Say, Ui
from ui.editors.flow import FlowLayout
from ui.widgets.chips import Chip


class Chips(QWidget):
    """At most one is on, none where `optional`."""

    chosen = Signal(object)

    def __init__(self, ui: Ui, name: Say, *, optional: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ui = ui
        self._optional = optional
        self._chips: dict[str, Chip] = {}
        self._flow = FlowLayout(self)
        self.value: str | None = None
        self.setAccessibleName(ui.say(name))

    @property
    def chips(self) -> dict[str, Chip]:
        """The chips by value."""
        return self._chips

    def offer(self, options: Iterable[tuple[str, Say]], value: str | None) -> None:
        """Offer these."""
        for chip in self._chips.values():
            self._flow.removeWidget(chip)
            chip.deleteLater()
        self._chips = {}
        for key, words in options:
            chip = Chip(self.ui, words, checkable=True)
            chip.setFocusPolicy(
                Qt.FocusPolicy.TabFocus
            )  # a tap leaves the focus where Enter and letters work
            chip.nextCheckState = lambda: None  # type: ignore[method-assign]
            chip.clicked.connect(lambda _checked=False, k=key: self._pressed(k))
            self._chips[key] = chip
            self._flow.addWidget(chip)
        self.set_value(value)

    def set_value(self, value: str | None) -> None:
        """Choose without a signal."""
        self.value = value if value in self._chips else None
        for key, chip in self._chips.items():
            chip.setChecked(key == self.value)
            chip.updateGeometry()
        self._flow.invalidate()

    def _pressed(self, key: str) -> None:
        self.set_value(None if self._optional and key == self.value else key)
        self.chosen.emit(self.value)
