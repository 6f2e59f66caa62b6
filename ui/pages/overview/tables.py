# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tabs made of tables: comparisons, what people told, how fieldwork goes, and tables under other charts."""

from cxfield.charts.grid import grid
from cxfield.charts.sheet import PT
from cxfield.services.overview_tables import TableView
from ui.context import Ui
from ui.pages.overview.dashboard import nothing
from ui.pages.overview.sections import Rows, Section


class TableStack(Rows):
    """`show_tables(tables)`; `opened(ref)` when a row is pressed. A section is made once and kept."""

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self.ui = ui
        self.sections: dict[str, Section] = {}

    def show_tables(self, tables: tuple[TableView, ...]) -> None:
        """Show these tables, one below the other; those that are gone go."""
        keys = [table.key for table in tables]
        fresh = keys != list(self.sections)
        for key in [key for key in self.sections if key not in keys]:
            section = self.sections.pop(key)
            section.hide()
            section.deleteLater()
        for table in tables:
            if table.key not in self.sections:
                self.sections[table.key] = Section(self.ui, table.title)
                self.sections[table.key].chart.opened.connect(self.opened)
            self._show(self.sections[table.key], table)
        if fresh:
            self.sections = {key: self.sections[key] for key in keys}
            self.arrange([[(self.sections[key], 1)] for key in keys])

    @staticmethod
    def _show(section: Section, table: TableView) -> None:
        section.title.set_words(table.title)
        section.chart.setAccessibleName(table.title)
        section.show_chart(
            lambda w: (
                grid(table.columns, table.rows, width=w / PT, left=table.left)
                if table.rows
                else nothing(table.alt, w)
            ),
            table.alt,
            table.note if table.rows else "",
        )
