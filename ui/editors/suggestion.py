# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The editor of suggestions: a line to write one, and the list of those written."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.context import Ui
from ui.editors.base import Editor, EditorSpec
from ui.editors.flow import FlowLayout
from ui.widgets.buttons import Button
from ui.widgets.chips import ConditionChip
from ui.widgets.field import LineInput


class SuggestionEditor(Editor):
    """Enter adds the line to the list; a chip is removed with its cross or Backspace."""

    def __init__(self, ui: Ui, spec: EditorSpec) -> None:
        super().__init__(ui, spec)
        self._items: list[str] = []
        row = QHBoxLayout()
        row.setSpacing(8)
        self.line = LineInput(ui, placeholder=lambda x: x.t("One suggestion, in the customer's words"))
        self.line.setAccessibleName(ui.texts.t("Suggestion"))
        self.line.setMinimumHeight(48)
        self.add = Button(ui, lambda x: x.t("Add suggestion"), icon_name="plus", touch=True)
        row.addWidget(self.line, 1)
        row.addWidget(self.add)
        self.column.addLayout(row)
        self._list = QWidget()
        self._flow = FlowLayout(self._list)
        self.column.addWidget(self._list)
        self.line.returnPressed.connect(self._add)
        self.add.clicked.connect(self._add)

    @property
    def items(self) -> tuple[str, ...]:
        """The suggestions in the list."""
        return tuple(self._items)

    def set_value(self, value: Any) -> None:
        """Show the suggestions."""
        items = [str(item) for item in value or ()]
        if items != self._items:
            self._items = items
            self._show()

    def focus_first(self) -> bool:
        """Focus the line."""
        self.line.setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def _add(self) -> None:
        words = self.line.text().strip()
        if not words:
            return
        self.line.clear()
        self._items.append(words)
        self._show()
        self.changed.emit(list(self._items))

    def _remove(self, index: int) -> None:
        self._items.pop(index)
        self._show()
        self.changed.emit(list(self._items))
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self) -> None:
        while (item := self._flow.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for index, words in enumerate(self._items):
            chip = ConditionChip(self.ui, words)
            chip.set_tip(lambda x: x.t("Remove this suggestion"))
            chip.removed.connect(lambda at=index: self._remove(at))
            self._flow.addWidget(chip)
            chip.show()
        self._list.setVisible(bool(self._items))
        self._list.updateGeometry()
