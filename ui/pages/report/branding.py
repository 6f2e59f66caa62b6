# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The brand profile of the report: one of this device's, or a file."""

from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog

from cxfield.services.brands import SUFFIX, known_brands
from ui.context import Ui
from ui.pages.report.options import NO_BRAND, OTHER_FILE, Options


class Branding(QObject):
    """`path` is the chosen profile; `changed()` when another is chosen."""

    changed = Signal()

    def __init__(self, ui: Ui, options: Options) -> None:
        super().__init__(options)
        self.ui = ui
        self.path: Path | None = None
        self._options = options
        options.brand_chosen.connect(self._chosen)

    def show(self) -> None:
        """Show the profiles there are and which is chosen."""
        names = [path.stem for path in known_brands()]
        chosen = self.path.stem if self.path is not None else ""
        if chosen and chosen not in names:
            names.append(chosen)
        self._options.show_brands(names, chosen)

    def _chosen(self, value: str) -> None:
        if value == OTHER_FILE:
            title = self.ui.texts.t("Which brand profile?")
            name, _ = QFileDialog.getOpenFileName(self._options, title, "", f"*{SUFFIX} *.json")
            self.path = Path(name) if name else self.path
        elif value == NO_BRAND:
            self.path = None
        else:
            known = {path.stem: path for path in known_brands()}
            self.path = known.get(value.removeprefix("="), self.path)
        self.show()
        self.changed.emit()
