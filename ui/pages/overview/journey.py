# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The journey tab: the curve, how touchpoints felt in each phase, and the words people used."""

from collections.abc import Callable

from cxfield.charts.heat import WordLine, heat_map, word_list
from cxfield.charts.journey import journey_curve
from cxfield.charts.scene import Scene
from cxfield.charts.sheet import PT
from cxfield.services.overview import CurveView
from cxfield.services.overview_journey import JourneyView
from ui.context import Ui
from ui.pages.overview.dashboard import nothing
from ui.pages.overview.sections import Rows, Section


class JourneyTab(Rows):
    """`opened(ref)` when a mark is pressed."""

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self.ui = ui
        self._narrow: bool | None = None
        self.curve = Section(ui, lambda x: x.t("Emotional curve of the journey"))
        self.heat = Section(
            ui, lambda x: x.t("Touchpoints by phase"), lambda x: x.t("events, good and bad among them")
        )
        self.words = Section(ui, lambda x: x.t("Words of the answers"))
        self.phrases = Section(ui, lambda x: x.t("Phrases of the answers"))
        for section in (self.curve, self.heat, self.words, self.phrases):
            section.chart.opened.connect(self.opened)
        self.set_narrow(narrow=False)

    def set_narrow(self, *, narrow: bool) -> None:
        """One column on a narrow window."""
        if narrow is self._narrow:
            return
        self._narrow = narrow
        if narrow:
            self.arrange([[(self.curve, 1)], [(self.heat, 1)], [(self.words, 1), (self.phrases, 1)]])
        else:
            self.arrange([[(self.curve, 1), (self.heat, 1)], [(self.words, 1), (self.phrases, 1)]])

    def show_journey(self, curve: CurveView, found: JourneyView) -> None:
        """Show the figures of a scope."""
        texts = self.ui.texts
        self.curve.show_chart(
            lambda w: (
                journey_curve(curve.moments, texts, width=w) if curve.moments else nothing(curve.alt, w)
            ),
            curve.alt,
        )
        self.heat.show_chart(
            lambda w: (
                heat_map(found.columns, found.rows, width=w / PT)
                if found.rows
                else nothing(found.heat_alt, w)
            ),
            found.heat_alt,
        )
        none = texts.t("Nothing has been said often enough to count.")
        side = texts.tn("{n} answer", "{n} answers", found.answers)
        for section, lines in ((self.words, found.words), (self.phrases, found.phrases)):
            said = "; ".join(f"{line.words} {line.n}" for line in lines)
            section.show_chart(_list(lines, none), said or none, side)


def _list(lines: tuple[WordLine, ...], none: str) -> Callable[[float], Scene]:
    return lambda w: word_list(lines, width=w / PT) if lines else nothing(none, w)
