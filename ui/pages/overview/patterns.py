# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The patterns tab: time and rate of codes, what follows what, how stores differ."""

from cxfield.charts.grid import GridRow, grid
from cxfield.charts.scene import Scene
from cxfield.charts.sheet import PT
from cxfield.services.overview_patterns import PatternsView
from ui.context import Ui
from ui.pages.overview.dashboard import nothing
from ui.pages.overview.sections import Rows, Section


class PatternsTab(Rows):
    """`opened(ref)` when a row is pressed."""

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self.ui = ui
        self.time = Section(ui, lambda x: x.t("Time and rate of each code"))
        self.steps = Section(ui, lambda x: x.t("What follows what"))
        self.sites = Section(ui, lambda x: x.t("Ordinary events by store"))
        for section in (self.time, self.steps, self.sites):
            section.chart.opened.connect(self.opened)
        self.arrange([[(self.time, 1)], [(self.steps, 1)], [(self.sites, 1)]])

    def show_patterns(self, found: PatternsView) -> None:
        """Show the figures of a scope."""
        texts = self.ui.texts
        side = texts.t("{n} h observed", n=texts.number(found.observed_min / 60.0, 1))
        self.time.show_chart(
            lambda w: _table(found.time_columns, found.time, found.time_alt, w), found.time_alt, side
        )
        small = texts.t("Some expected counts are below 5: read z as a hint, p is from shuffling the visits.")
        self.steps.show_chart(
            lambda w: _table(found.step_columns, found.steps, found.steps_alt, w, left=2),
            found.steps_alt,
            small if found.small and found.steps else "",
        )
        self.sites.show_chart(
            lambda w: _table(found.site_columns, found.sites, found.sites_alt, w),
            found.sites_alt,
            found.sites_alt if found.sites else "",
        )


def _table(
    columns: tuple[str, ...], rows: tuple[GridRow, ...], alt: str, width: float, left: int = 1
) -> Scene:
    return grid(columns, rows, width=width / PT, left=left) if rows else nothing(alt, width)
