# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The metrics tab: every metric that is asked about or seen, with its interval; each opens its rows."""

from PySide6.QtWidgets import QWidget

from cxfield.services.overview_faces import face_name, faces
from cxfield.services.overview_scope import Scoped
from ui.context import Ui
from ui.pages.overview.dashboard import face_maker
from ui.pages.overview.sections import MetricCard, Rows

_ACROSS, _ACROSS_NARROW = 3, 2


class MetricsView(Rows):
    """`opened(ref)` when a metric is pressed."""

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self.ui = ui
        self._narrow = False
        self.cards: list[MetricCard] = []
        self._fillers: list[QWidget] = []

    def set_narrow(self, *, narrow: bool) -> None:
        """Two or three cards a row."""
        if narrow is not self._narrow:
            self._narrow = narrow
            self._arrange()

    def show_metrics(self, found: Scoped) -> None:
        """Show the figures of a scope; cards are made as they are needed and kept."""
        shown = faces(found, self.ui.texts)
        fresh = len(shown) != len(self.cards)
        while len(self.cards) < len(shown):
            card = MetricCard(self.ui)
            card.show_tag("")
            card.chart.opened.connect(self.opened)
            self.cards.append(card)
        for card in self.cards[len(shown) :]:
            card.hide()
            card.deleteLater()
        del self.cards[len(shown) :]
        for card, face in zip(self.cards, shown, strict=True):
            card.show_metric(face_name(found, face.key, self.ui.texts), face_maker(face), face.label)
        if fresh:
            self._arrange()

    def _arrange(self) -> None:
        across = _ACROSS_NARROW if self._narrow else _ACROSS
        for filler in self._fillers:
            filler.deleteLater()
        # The last row keeps the width of the others.
        self._fillers = [QWidget() for _ in range(-len(self.cards) % across)]
        every: list[QWidget] = [*self.cards, *self._fillers]
        self.arrange([[(c, 1) for c in every[at : at + across]] for at in range(0, len(every), across)])
