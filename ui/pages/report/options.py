# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which report, about what, in which look and formats."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from cxfield.i18n import N_, Texts
from cxfield.services.report import DEBRIEF, OTHERS
from ui.context import Ui
from ui.pages.report.exporting import said
from ui.widgets.checks import CheckRow
from ui.widgets.choicebox import ChoiceBox
from ui.widgets.label import Label
from ui.widgets.segment import Option

NO_BRAND, OTHER_FILE, NEW_BRAND, EDIT_BRAND = "", "file", "new", "edit"
_DEBRIEF = N_("Debrief report")


class Options(QWidget):
    """`report_chosen()`, `about_chosen()`, `brand_chosen(str)`; the formats are those of the export."""

    report_chosen = Signal()
    about_chosen = Signal()
    brand_chosen = Signal(str)

    def __init__(self, ui: Ui, formats: Sequence[CheckRow]) -> None:
        super().__init__()
        self.ui = ui
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        kinds = [Option(DEBRIEF, said(_DEBRIEF)), *(Option(o.key, said(o.title)) for o in OTHERS)]
        self.report = ChoiceBox(ui, lambda x: x.t("Report"), kinds, DEBRIEF)
        self.about = ChoiceBox(ui, self._about_name)
        self.brand = ChoiceBox(ui, lambda x: x.t("Brand profile"))
        column.addWidget(Label(ui, lambda x: x.t("Report"), "h2"))
        column.addWidget(self.report)
        column.addWidget(self.about)
        column.addWidget(self.brand)
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(0)
        self._grid, self._formats = grid, tuple(formats)
        self.set_columns(2)
        column.addLayout(grid)
        self.about.hide()
        self.report.chosen.connect(lambda _value: self.report_chosen.emit())
        self.about.chosen.connect(lambda _value: self.about_chosen.emit())
        self.brand.chosen.connect(self.brand_chosen)
        self.show_brands([], "")

    def set_columns(self, columns: int) -> None:
        """The formats side by side, or one below the other where there is no room for two."""
        for number, check in enumerate(self._formats):
            self._grid.removeWidget(check)
            self._grid.addWidget(check, number // columns, number % columns)

    @property
    def kind(self) -> str:
        """The report that is chosen."""
        return self.report.value or DEBRIEF

    def show_subjects(self, subjects: Sequence[tuple[str, str]]) -> None:
        """What the chosen report can be about."""
        self.about.set_options(
            [Option(key, words) for key, words in subjects], subjects[0][0] if subjects else None
        )
        self.about.setVisible(bool(subjects))

    def show_brands(self, names: Sequence[str], chosen: str) -> None:
        """The profiles of this device, none, and a file."""
        options = [
            Option(NO_BRAND, lambda x: x.t("No brand profile")),
            *(Option(f"={name}", name) for name in names),
            *([Option(EDIT_BRAND, lambda x: x.t("Change the profile…"))] if chosen else []),
            Option(NEW_BRAND, lambda x: x.t("Make a new profile…")),
            Option(OTHER_FILE, lambda x: x.t("From a file…")),
        ]
        self.brand.set_options(options, f"={chosen}" if chosen else NO_BRAND)

    def _about_name(self, texts: Texts) -> str:
        asks = next((o.asks for o in OTHERS if o.key == self.kind), "")
        return texts.t(asks) if asks else texts.t("About")
