# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The brand profile of the report: one of this device's, or a file."""

from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog

from cxfield.services.brands import SUFFIX, known_brands
from ui.context import Ui
from ui.pages.report.brand_form import BrandForm
from ui.pages.report.options import EDIT_BRAND, NEW_BRAND, NO_BRAND, OTHER_FILE, Options


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

    def edit(self, path: Path | None) -> BrandForm:
        """Open the form of a profile, or of a new one."""
        self.show()
        form = BrandForm(self.ui, path, self._options.window())
        form.kept.connect(self._use)
        form.removed.connect(lambda: self._use(None))
        form.finished.connect(form.deleteLater)
        form.open()
        return form

    def _use(self, path: Path | None) -> None:
        self.path = path
        self.show()
        self.changed.emit()

    def _chosen(self, value: str) -> None:
        if value == OTHER_FILE:
            title = self.ui.texts.t("Which brand profile?")
            name, _ = QFileDialog.getOpenFileName(self._options, title, "", f"*{SUFFIX} *.json")
            self.path = Path(name) if name else self.path
        elif value in {NEW_BRAND, EDIT_BRAND}:
            self.edit(self.path if value == EDIT_BRAND else None)
            return
        elif value == NO_BRAND:
            self.path = None
        else:
            known = {path.stem: path for path in known_brands()}
            self.path = known.get(value.removeprefix("="), self.path)
        self.show()
        self.changed.emit()
