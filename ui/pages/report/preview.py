# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The real pages of the report, drawn from the PDF as it would be written; always light."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from cxfield.i18n import Texts
from cxfield.services.report_desk import Leaves
from ui.context import Ui
from ui.jobs import Progress
from ui.pages.report.thumbnails import Thumbnails
from ui.widgets.base import Painted
from ui.widgets.buttons import IconButton, Kind
from ui.widgets.containers import Panel, Scroll
from ui.widgets.label import Label
from ui.widgets.progress import ThinBar

if TYPE_CHECKING:
    from ui.pages.report.paper import Paper

Figures = tuple[tuple[int, int, tuple[float, float, float, float]], ...]
"""Charts as (index of the node, page, place on the page in points from below)."""

_ZOOMS = (0.5, 0.67, 0.8, 1.0, 1.25, 1.5, 2.0)
_POINT = 96 / 72
_MARGIN = 12
_LARGE = 1.2


class Preview(Panel):
    """`show_pages(leaves)`; `page_shown(page)` from 1; Page Up and Page Down turn, plus and minus zoom."""

    page_shown = Signal(int)
    figure_pressed = Signal(int)
    copy_wanted = Signal()
    behind_wanted = Signal()

    def __init__(self, ui: Ui, parent: QWidget | None = None) -> None:
        super().__init__(ui, "bg.sunken", parent=parent)
        self.page = 1
        self.pages = 0
        self._zoom: float | None = None
        self._paper: Paper | None = None
        self._figures: Figures = ()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._make_bar())
        self.bar = ThinBar(ui, thickness=3)
        self.bar.hide()
        column.addWidget(self.bar)
        self.note = Label(ui, lambda x: x.t("Making the preview…"), "body", "text.secondary")
        column.addWidget(self.note, 0, Qt.AlignmentFlag.AlignHCenter)
        self.sheet = _Sheet(ui, self)
        self.column = Scroll(ui, self.sheet, fill="bg.sunken")
        self.column.setWidgetResizable(False)
        self.column.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.thumbs = Thumbnails(ui)
        self.thumbs.picked.connect(self.go)
        self.thumbs.hide()
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.thumbs)
        middle.addWidget(self.column, 1)
        column.addLayout(middle, 1)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._say()
        ui.texts_changed.connect(self._say)

    def _make_bar(self) -> QVBoxLayout:
        ui = self.ui
        bar = QVBoxLayout()
        bar.setContentsMargins(20, 12, 20, 12)
        bar.setSpacing(8)
        self._upper, self._lower = QHBoxLayout(), QHBoxLayout()
        for row in (self._upper, self._lower):
            row.setSpacing(8)
            bar.addLayout(row)
        outline = Kind.OUTLINE
        self.back = IconButton(ui, "chevron-left", lambda x: x.t("Previous page"), kind=outline)
        self.number = Label(ui, self._number_words, "body", weight=600)
        self.next = IconButton(ui, "chevron-right", lambda x: x.t("Next page"), kind=outline)
        self.smaller = IconButton(ui, "minus", lambda x: x.t("Smaller"), kind=outline)
        self.percent = Label(ui, self._zoom_words, "body", "text.secondary")
        self.larger = IconButton(ui, "plus", lambda x: x.t("Larger"), kind=outline)
        self.overview = IconButton(ui, "overview", lambda x: x.t("Pages side by side"), kind=outline)
        self.copy = IconButton(ui, "export", lambda x: x.t("Copy the chart as a picture"), kind=outline)
        self.behind = IconButton(ui, "search", lambda x: x.t("Show the entries behind it"), kind=outline)
        self.overview.clicked.connect(self.turn_thumbnails)
        self.behind.clicked.connect(self.behind_wanted)
        self.copy.clicked.connect(self.copy_wanted)
        self._place_bar()
        ui.theme_changed.connect(self._place_bar)
        self.back.clicked.connect(lambda: self.go(self.page - 1))
        self.next.clicked.connect(lambda: self.go(self.page + 1))
        self.smaller.clicked.connect(lambda: self.zoom(-1))
        self.larger.clicked.connect(lambda: self.zoom(1))
        return bar

    def _place_bar(self) -> None:
        """One row, or two with large text."""
        for row in (self._upper, self._lower):
            while row.count():
                row.takeAt(0)
        for widget in (self.overview, self.back, self.number, self.next, self.copy, self.behind):
            self._upper.addWidget(widget)
        zoom = self._lower if self.ui.theme.scale > _LARGE else self._upper
        self._upper.addStretch(1)
        for widget in (self.smaller, self.percent, self.larger):
            zoom.addWidget(widget)
        if zoom is self._lower:
            zoom.addStretch(1)

    def show_progress(self, progress: Progress | None) -> None:
        """A thin bar while a preview is made; None takes it away."""
        self.bar.setVisible(progress is not None)
        if progress is not None:
            self.bar.set_share(progress.done / max(progress.total, 1))

    def show_pages(self, leaves: Sequence[Leaves], figures: Figures = ()) -> None:
        """Show pages in order, with the places of their charts."""
        from ui.pages.report.paper import Paper

        self._figures = figures
        if self._paper is None:
            self._paper = Paper(self)
        self._paper.put(leaves)
        self.pages = self._paper.pages
        self.note.setVisible(self.pages == 0)
        self.go(min(self.page, max(self.pages, 1)))
        if self.thumbs.isVisible():
            self.thumbs.show_pages(self._paper)

    def turn_thumbnails(self) -> None:
        """Show or hide the pages side by side."""
        self.thumbs.setVisible(not self.thumbs.isVisible())
        if self.thumbs.isVisible() and self._paper is not None:
            self.thumbs.show_pages(self._paper)
            self.thumbs.show_current(self.page)

    def figures_here(self) -> list[int]:
        """The charts of the page in front, by the index of their nodes."""
        return [index for index, page, _ in self._figures if page == self.page]

    def figure_at(self, at: QPointF) -> int | None:
        """The chart at a place of the sheet."""
        if self._paper is None or not self.pages:
            return None
        unit = self.scale() * _POINT
        high = self._paper.size(self.page).height()
        x, y = (at.x() - _MARGIN) / unit, high - (at.y() - _MARGIN) / unit
        for index, page, (left, bottom, wide, tall) in self._figures:
            if page == self.page and left <= x <= left + wide and bottom <= y <= bottom + tall:
                return index
        return None

    def go(self, page: int) -> None:
        """Show a page, counted from 1."""
        wanted = max(1, min(page, max(self.pages, 1)))
        moved = wanted != self.page
        self.page = wanted
        self._draw()
        if moved:
            self.column.verticalScrollBar().setValue(0)
        self.thumbs.show_current(self.page)
        self.page_shown.emit(self.page)

    def zoom(self, step: int) -> None:
        """Larger or smaller; the first size fits the page to the room."""
        now = self.scale()
        larger = [z for z in _ZOOMS if z > now + 0.02]
        smaller = [z for z in _ZOOMS if z < now - 0.02]
        if step > 0 and larger:
            self._zoom = larger[0]
        elif step < 0 and smaller:
            self._zoom = smaller[-1]
        self._draw()

    def scale(self) -> float:
        """How large a page is drawn; 1.0 is its size on paper."""
        if self._zoom is not None or self._paper is None or not self.pages:
            return self._zoom or 1.0
        size = self._paper.size(self.page)
        room = self.column.viewport().size()
        wide = (room.width() - 2 * _MARGIN) / (size.width() * _POINT)
        high = (room.height() - 2 * _MARGIN) / (size.height() * _POINT)
        # Small enough to see the whole page, but never too small to read.
        return float(min(max(min(wide, high), 0.62), 1.5, max(wide, 0.4)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Page keys turn pages, the signs zoom."""
        key = event.key()
        if key in (Qt.Key.Key_PageDown, Qt.Key.Key_Right):
            self.go(self.page + 1)
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_Left):
            self.go(self.page - 1)
        elif event.text() in ("+", "-", "\N{MINUS SIGN}"):
            self.zoom(1 if event.text() == "+" else -1)
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The page fits the new room."""
        super().resizeEvent(event)
        self._draw()

    def _draw(self) -> None:
        if self._paper is None or not self.pages:
            return
        ratio = self.devicePixelRatioF()
        size = self._paper.size(self.page) * (self.scale() * _POINT)
        image = self._paper.image(self.page, (size * ratio).toSize())
        image.setDevicePixelRatio(ratio)
        self.sheet.show_image(image, self.ui.texts.t("Page {n} of {m}", n=self.page, m=self.pages))
        self._say()

    def _say(self) -> None:
        self.number.set_words(self._number_words(self.ui.texts))
        self.percent.set_words(self._zoom_words(self.ui.texts))
        self.back.setEnabled(self.page > 1)
        self.next.setEnabled(self.page < self.pages)
        self.copy.setEnabled(bool(self.figures_here()))
        self.behind.setEnabled(bool(self.figures_here()))
        self.setAccessibleName(self.ui.texts.t("Preview of the report"))

    def _number_words(self, _texts: Texts) -> str:
        return f"{self.page} / {self.pages}" if self.pages else "–"

    def _zoom_words(self, texts: Texts) -> str:
        return texts.percent(self.scale()) if self.pages else ""


class _Sheet(Painted):
    """One page as an image with a hairline around it."""

    def __init__(self, ui: Ui, preview: Preview) -> None:
        super().__init__(ui)
        self._preview = preview
        self._image = QImage()
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_image(self, image: QImage, spoken: str) -> None:
        """Show a page."""
        self._image = image
        self.setAccessibleName(spoken)
        size = image.deviceIndependentSize().toSize()
        self.setFixedSize(size + QSize(2 * _MARGIN, 2 * _MARGIN))
        self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """A chart can be pressed."""
        over = self._preview.figure_at(event.position()) is not None
        self.setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Say which chart was pressed."""
        found = self._preview.figure_at(event.position())
        if found is not None:
            self._preview.figure_pressed.emit(found)

    def paintEvent(self, event: QPaintEvent) -> None:
        """White paper on the sunken ground."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self.theme.color("bg.sunken"))
        if not self._image.isNull():
            size = self._image.deviceIndependentSize().toSize()
            painter.fillRect(
                _MARGIN - 1,
                _MARGIN - 1,
                size.width() + 2,
                size.height() + 2,
                self.theme.color("line.hairline"),
            )
            painter.fillRect(_MARGIN, _MARGIN, size.width(), size.height(), Qt.GlobalColor.white)
            painter.drawImage(_MARGIN, _MARGIN, self._image)
        painter.end()
