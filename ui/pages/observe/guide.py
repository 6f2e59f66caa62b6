# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The guide in the middle of the running session: what to look at, a tap away from the quick line."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from cxfield.i18n import Texts, pick
from ui.context import Say, Ui
from ui.editors.flow import FlowLayout
from ui.widgets.chips import Chip
from ui.widgets.containers import Scroll
from ui.widgets.label import Label

if TYPE_CHECKING:
    from cxfield.services.observation_guide import Sheet


class GuidePage(QWidget):
    """`show_sheets(sheets)`; `chosen` with the key of the page that is read."""

    chosen = Signal(str)

    def __init__(self, ui: Ui, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ui = ui
        self._sheets: dict[str, Sheet] = {}
        self.sheet = ""
        self.chips: dict[str, Chip] = {}
        self._bar = QWidget()
        self._tabs = FlowLayout(self._bar)
        self._body = QWidget()
        self._lines = QVBoxLayout(self._body)
        self._lines.setContentsMargins(4, 4, 12, 4)
        self._lines.setSpacing(4)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._bar)
        column.addWidget(Scroll(ui, self._body, fill=None), 1)

    def show_sheets(self, sheets: "tuple[Sheet, ...]", wanted: str = "") -> None:
        """Offer these pages and show one."""
        self._sheets = {sheet.key: sheet for sheet in sheets}
        while (item := self._tabs.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.deleteLater()
        self.chips = {}
        for sheet in sheets:
            chip = Chip(self.ui, _words(sheet.name), checkable=True)
            chip.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            chip.clicked.connect(partial(self.show_sheet, sheet.key))
            self._tabs.addWidget(chip)
            chip.show()
            self.chips[sheet.key] = chip
        self.show_sheet(wanted if wanted in self._sheets else next(iter(self._sheets), ""))

    def show_sheet(self, key: str, _checked: bool = False) -> None:
        """Show one page."""
        self.sheet = key
        for other, chip in self.chips.items():
            chip.setChecked(other == key)
        while (item := self._lines.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        sheet = self._sheets.get(key)
        heading: object = None
        for head, line in sheet.lines if sheet is not None else ():
            if head != heading:
                heading = head
                title = Label(self.ui, _words(head), "body", weight=600, wrap=True)
                title.setContentsMargins(0, 8, 0, 0)
                self._lines.addWidget(title)
            if line:
                self._lines.addWidget(Label(self.ui, _words(line), "body", wrap=True))
        self._lines.addStretch(1)
        self.chosen.emit(key)


def _words(words: str | dict[str, str]) -> Say:
    """A msgid, or content by language."""

    def say(texts: Texts) -> str:
        return pick(words, texts.locale) if isinstance(words, dict) else texts.t(words)

    return say
