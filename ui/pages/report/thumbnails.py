# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The pages of the report side by side, small; each is drawn when there is time for it."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from ui.context import Ui
from ui.widgets.base import PaintedButton
from ui.widgets.containers import Panel, Scroll
from ui.widgets.paint import CENTER, text

if TYPE_CHECKING:
    from ui.pages.report.paper import Paper

_HIGH = 132
_MOST = 400


class Thumbnail(PaintedButton):
    """One page: a press shows it."""

    def __init__(self, ui: Ui, page: int) -> None:
        super().__init__(ui, lambda x: x.t("page {n}", n=page))
        self.page = page
        self.image = QImage()
        self.current = False
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """A small page and its number below."""
        return QSize(116, _HIGH + round(self.theme.height(24, "small")))

    def draw(self, painter: QPainter) -> None:
        """Paper, a rim where it is in front, and the number."""
        theme = self.theme
        wide = round(_HIGH * 0.707)
        left = (self.width() - wide) / 2
        area = QRectF(left, 4, wide, _HIGH - 4)
        painter.fillRect(area, Qt.GlobalColor.white)
        if not self.image.isNull():
            painter.drawImage(area, self.image)
        painter.setPen(theme.color("accent.base" if self.current else "line.hairline"))
        painter.drawRect(area)
        below = QRectF(0, _HIGH, self.width(), self.height() - _HIGH)
        ink = theme.color("accent.base" if self.current else "text.secondary")
        text(painter, below, str(self.page), theme.font("small", 600 if self.current else 400), ink, CENTER)


class Thumbnails(Panel):
    """`show_pages(paper)`; `picked(page)` from 1."""

    picked = Signal(int)

    def __init__(self, ui: Ui) -> None:
        super().__init__(ui, "bg.app", "right")
        self.pages: list[Thumbnail] = []
        self._paper: Paper | None = None
        self._next = 0
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._draw_one)
        inner = QWidget()
        self._list = QVBoxLayout(inner)
        self._list.setContentsMargins(4, 4, 4, 4)
        self._list.setSpacing(4)
        self._list.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 1, 0)
        self._scroll = Scroll(ui, inner, fill="bg.app")
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        outer.addWidget(self._scroll)
        self.setFixedWidth(140)

    def show_pages(self, paper: "Paper") -> None:
        """Show the pages of a report; of a very long one the first few hundred."""
        self._paper = paper
        count = min(paper.pages, _MOST)
        while len(self.pages) > count:
            page = self.pages.pop()
            self._list.removeWidget(page)
            page.hide()
            page.deleteLater()
        while len(self.pages) < count:
            page = Thumbnail(self.ui, len(self.pages) + 1)
            page.clicked.connect(lambda _on=False, n=page.page: self.picked.emit(n))
            self._list.insertWidget(len(self.pages), page)
            self.pages.append(page)
        self._next = 0
        self._timer.start()

    def show_current(self, number: int) -> None:
        """Mark the page in front and bring it into view."""
        for page in self.pages:
            if page.current != (page.page == number):
                page.current = page.page == number
                page.update()
            if page.current and self.isVisible():
                self._scroll.ensureWidgetVisible(page)

    def hideEvent(self, event: Any) -> None:
        """Nobody looks: nothing is drawn."""
        self._timer.stop()
        super().hideEvent(event)

    def _draw_one(self) -> None:
        if self._paper is None or self._next >= min(len(self.pages), self._paper.pages):
            self._timer.stop()
            return
        page = self.pages[self._next]
        ratio = self.devicePixelRatioF()
        size = QSize(round(_HIGH * 0.707 * ratio), round(_HIGH * ratio))
        page.image = self._paper.image(self._next + 1, size)
        page.update()
        self._next += 1
