# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tabs made of tables: comparisons, what people told, how fieldwork goes, and tables under other charts."""

from PySide6.QtWidgets import QWidget

from cxfield.charts.grid import grid
from cxfield.charts.sheet import PT
from cxfield.services.overview_tables import TableView
from ui.context import Ui
from ui.pages.overview.dashboard import nothing
from ui.pages.overview.sections import Rows, Section


class TableStack(Rows):
    """`show_tables(tables)`; `opened(ref)` when a row is pressed. A section is made once and kept.

    The charts of a table stand above it, `across` of them in a row.
    """

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self.ui = ui
        self.across = 3
        self.sections: dict[str, Section] = {}
        self.charts: dict[str, Section] = {}
        self._fillers: list[QWidget] = []
        self._tables: tuple[TableView, ...] = ()

    def set_across(self, across: int) -> None:
        """So many charts in a row."""
        if across != self.across:
            self.across = across
            self._arrange()

    def show_tables(self, tables: tuple[TableView, ...]) -> None:
        """Show these tables with their charts, one below the other; those that are gone go."""
        before = (list(self.sections), list(self.charts))
        self._tables = tables
        drawn = {f"{table.key}/{chart.key}": chart for table in tables for chart in table.charts}
        self.sections = self._kept(self.sections, [table.key for table in tables])
        self.charts = self._kept(self.charts, list(drawn))
        for table in tables:
            self._show(self.sections[table.key], table)
        for key, chart in drawn.items():
            section = self.charts[key]
            section.title.set_words(chart.title)
            section.chart.setAccessibleName(chart.title)
            section.show_chart(chart.make, chart.alt)
        if before != (list(self.sections), list(self.charts)):
            self._arrange()

    def _kept(self, sections: dict[str, Section], keys: list[str]) -> dict[str, Section]:
        """The sections of these keys in this order; new ones are made, the others go."""
        for key in sections.keys() - set(keys):
            sections[key].hide()
            sections[key].deleteLater()
        kept = {}
        for key in keys:
            kept[key] = sections[key] if key in sections else Section(self.ui, "")
            if key not in sections:
                kept[key].chart.opened.connect(self.opened)
        return kept

    def _arrange(self) -> None:
        rows: list[list[tuple[QWidget, int]]] = []
        for filler in self._fillers:
            filler.deleteLater()
        self._fillers = []
        for table in self._tables:
            drawn: list[QWidget] = [self.charts[f"{table.key}/{chart.key}"] for chart in table.charts]
            # The last row keeps the width of the others.
            fillers = [QWidget() for _ in range(-len(drawn) % self.across if len(drawn) > self.across else 0)]
            self._fillers += fillers
            drawn += fillers
            rows += [
                [(section, 1) for section in drawn[at : at + self.across]]
                for at in range(0, len(drawn), self.across)
            ]
            rows.append([(self.sections[table.key], 1)])
        self.arrange(rows)

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
