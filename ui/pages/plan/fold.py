# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Rows that become columns where there is no room: narrow windows and large text."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QRect
from PySide6.QtWidgets import QBoxLayout, QLayoutItem, QSizePolicy, QWidget

from ui.context import Ui
from ui.editors.flow import FlowLayout

ACROSS, DOWN = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom


class Fold(QObject):
    """Turns a row into a column while its widget is narrower than `least` px at 100 % text."""

    def __init__(
        self,
        ui: Ui,
        widget: QWidget,
        row: QBoxLayout,
        least: int,
        told: Callable[[bool], None] | None = None,
    ) -> None:
        super().__init__(widget)
        self.ui, self._widget, self._row, self._least = ui, widget, row, least
        self._told = told
        # A row until its width is known: most windows have room for it.
        self.folded: bool | None = None if widget.isVisible() else False
        widget.installEventFilter(self)
        ui.theme_changed.connect(self.fit)
        if widget.isVisible():
            self.fit()
        elif told is not None:
            told(False)

    def fit(self) -> None:
        """Look at the width again."""
        folded = self._widget.width() < self.ui.theme.px(self._least)
        if folded == self.folded:
            return
        self.folded = folded
        self._row.setDirection(DOWN if folded else ACROSS)
        if self._told is not None:
            self._told(folded)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The width may have changed."""
        if event.type() == QEvent.Type.Resize:
            self.fit()
        return False


class FlowBar(QWidget):
    """Things at the left and things at the right; they go below each other when the width ends."""

    def __init__(self, left: tuple[QWidget, ...], right: tuple[QWidget, ...], *, gap: int = 10) -> None:
        super().__init__()
        self._sides = tuple(_Flow(parts, gap) for parts in (left, right))
        self._gap = gap
        self._row = QBoxLayout(ACROSS, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(gap)
        for at, side in enumerate(self._sides):
            self._row.addWidget(side, 1 if at == 0 else 0)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        for part in (*left, *right):
            part.installEventFilter(self)

    def set_margins(self, left: int, top: int, right: int, bottom: int) -> None:
        """Room around the bar."""
        self._row.setContentsMargins(left, top, right, bottom)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A part came, went or changed its size."""
        if event.type() in (QEvent.Type.ShowToParent, QEvent.Type.HideToParent, QEvent.Type.LayoutRequest):
            self._fit()
        return False

    def event(self, event: QEvent) -> bool:
        """Fit again when the width or what is inside has changed."""
        if event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest):
            self._fit()
        return super().event(event)

    def _fit(self) -> None:
        margins = self._row.contentsMargins()
        need = sum(side.sizeHint().width() for side in self._sides) + self._gap
        folded = need > self.width() - margins.left() - margins.right()
        wanted = DOWN if folded else ACROSS
        if self._row.direction() != wanted:
            self._row.setDirection(wanted)


class _Centred(FlowLayout):
    """What is lower than its line stands in the middle of it."""

    def setGeometry(self, rect: QRect) -> None:
        """Place the items, then centre each in its line."""
        super().setGeometry(rect)
        lines: dict[int, list[QLayoutItem]] = {}
        for at in range(self.count()):
            item = self.itemAt(at)
            if item is not None and not item.isEmpty():
                lines.setdefault(item.geometry().y(), []).append(item)
        for top, items in lines.items():
            high = max(item.geometry().height() for item in items)
            for item in items:
                area = item.geometry()
                area.moveTop(top + (high - area.height()) // 2)
                item.setGeometry(area)


class _Flow(QWidget):
    def __init__(self, parts: tuple[QWidget, ...], gap: int) -> None:
        super().__init__()
        flow = _Centred(self, gap)
        for part in parts:
            flow.addWidget(part)
