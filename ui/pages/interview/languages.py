# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The language of an interview, out of those its guide has: side by side, or in a list when they are many."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from cxfield.services.plan_words import language_own
from ui.context import Say, Ui
from ui.widgets.choice import Cell
from ui.widgets.choicebox import ChoiceBox
from ui.widgets.segment import Option, Segment

#: More than these would not fit beside the buttons of a small screen.
_SIDE_BY_SIDE = 3


class LanguageChoice(QWidget):
    """`offer(languages)`, `value`; short are the codes alone. `watcher` sees the keys of every part."""

    chosen = Signal(object)

    def __init__(self, ui: Ui, name: Say, *, short: bool = False, watcher: QObject | None = None) -> None:
        super().__init__()
        self.ui, self._name, self._short, self._watcher = ui, name, short, watcher
        self.languages: tuple[str, ...] = ()
        self.control: Segment | ChoiceBox | None = None
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setAlignment(Qt.AlignmentFlag.AlignLeft)

    @property
    def value(self) -> str:
        """The chosen language."""
        return str(self.control.value or "") if self.control is not None else ""

    def offer(self, languages: Sequence[str], value: str) -> None:
        """Show these languages; nothing is shown where there is no choice."""
        if tuple(languages) != self.languages:
            self.languages = tuple(languages)
            self._make()
        if self.control is not None:
            self.control.set_value(value if value in self.languages else self.languages[0])
            # The part, not the whole: what has no place yet would be shown as a window of its own.
            self.control.setVisible(len(self.languages) > 1)

    def choose(self, language: str) -> None:
        """Choose as if the user had."""
        if self.control is not None and language != self.value:
            self.control.set_value(language)
            self.chosen.emit(language)

    def cell(self, language: str) -> Cell:
        """The part of a language where they stand side by side."""
        assert isinstance(self.control, Segment)
        return self.control.cell(language)

    def _make(self) -> None:
        if self.control is not None:
            self._row.removeWidget(self.control)
            self.control.hide()
            self.control.deleteLater()
        options = [self._option(language) for language in self.languages]
        if len(options) <= _SIDE_BY_SIDE:
            self.control = Segment(self.ui, options, name=self._name, touch=True, check=not self._short)
            if self._watcher is not None:
                for cell in self.control.cells:
                    cell.installEventFilter(self._watcher)
        else:
            self.control = ChoiceBox(self.ui, self._name, options, touch=True)
        self.control.chosen.connect(lambda value: self.chosen.emit(str(value)))
        self._row.addWidget(self.control)

    def _option(self, language: str) -> Option:
        own = language_own(language)
        return Option(language, language.upper(), own) if self._short else Option(language, own)
