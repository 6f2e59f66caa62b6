# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Cards of the overview: a heading, a quiet word beside it, and a chart whose marks open."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui.context import Say, Ui
from ui.widgets.chips import Tag
from ui.widgets.containers import Card
from ui.widgets.label import Label
from ui.widgets.scene_view import Maker, SceneView


class Section(Card):
    """`Section(ui, title, side).show_chart(maker, alt)`; `chart.opened(ref)`."""

    def __init__(self, ui: Ui, title: Say, side: Say = "", *, heading: str = "h2") -> None:
        super().__init__(ui)
        self.title = Label(ui, title, heading, weight=600, wrap=True)
        self.side = Label(ui, side, "caption", "text.secondary", wrap=True)
        self.chart = SceneView(ui, title)
        self.head = QHBoxLayout()
        self.head.setSpacing(8)
        self.head.addWidget(self.title, 1)
        self.head.addWidget(self.side, 0, Qt.AlignmentFlag.AlignVCenter)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(16, 12, 16, 10)
        self.column.setSpacing(6)
        self.column.addLayout(self.head)
        self.column.addWidget(self.chart)
        self.column.addStretch(1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

    def sizeHint(self) -> QSize:
        """The least size: the row gives it its share of the width."""
        return self.minimumSizeHint()

    def show_chart(self, maker: Maker, alt: str, side: Say | None = None) -> None:
        """Show a chart with its finding in words."""
        if side is not None:
            self.side.set_words(side)
        self.side.setVisible(bool(self.side.words))
        self.chart.show_scene(maker, alt)
        # Other words may break into other lines: the row asks again how high the card is.
        self.column.invalidate()
        self.updateGeometry()


class MetricCard(Section):
    """A metric: name, tag, value, interval and target."""

    def __init__(self, ui: Ui, title: Say = "") -> None:
        super().__init__(ui, title, heading="body")
        self.column.setContentsMargins(14, 12, 14, 6)
        self.column.setSpacing(2)
        self.tag = Tag(ui, "")
        self.head.addWidget(self.tag)
        self.side.hide()

    def show_metric(self, name: str, maker: Maker, alt: str) -> None:
        """Show a metric under its name."""
        self.title.set_words(name)
        self.chart.show_scene(maker, alt)
        self.side.hide()

    def show_tag(self, words: Say, tone: str = "warning", icon_name: str = "warning") -> None:
        """A small sample, or how many are over the limit; nothing where there are no words."""
        self.tag.setVisible(bool(words))
        if words:
            self.tag.set_words(words)
            self.tag.set_tone(f"{tone}.base", f"{tone}.subtle", icon_name)


class Across(QWidget):
    """Takes the width there is, so that charts are never laid out for a width it would like to have.

    It paints nothing itself: what stays in its place is not painted again when it grows.
    """

    def __init__(self) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_StaticContents)

    def sizeHint(self) -> QSize:
        """The least size."""
        return self.minimumSizeHint()


class Rows(Across):
    """Rows of cards with shares of the width; another arrangement takes the same cards.

    `opened(ref)` when a mark is pressed.
    """

    opened = Signal(str)

    def __init__(self, gap: int = 14) -> None:
        super().__init__()
        self._gap = gap
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(gap)
        self._rows: list[QHBoxLayout] = []
        self._cards: list[QWidget] = []

    def set_narrow(self, *, narrow: bool) -> None:
        """Arrange the cards for a narrow or a wide window."""

    def arrange(self, rows: list[list[tuple[QWidget, int]]]) -> None:
        """Put (card, share) rows below each other."""
        while self._column.count():
            self._column.takeAt(0)
        for row in self._rows:
            # Removed, not taken: an item that lives on keeps the next one from hearing that a card has grown.
            for card in self._cards:
                row.removeWidget(card)
            row.deleteLater()
        self._rows, self._cards = [], [card for cards in rows for card, _ in cards]
        for cards in rows:
            row = QHBoxLayout()
            row.setSpacing(self._gap)
            # A row that is not in the page yet would show its cards as windows of their own.
            self._column.addLayout(row)
            for card, share in cards:
                row.addWidget(card, share)
                card.show()
            self._rows.append(row)
        self._column.addStretch(1)
