# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A row of widgets that wraps to as many lines as it needs."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

_GAP = 8


class Flow(QWidget):
    """Widgets one after another, wrapped to as many lines as they need.

    A plain widget and not a layout: a layout's `itemAt` must return nothing at its end, and the bindings lose
    count of that nothing.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row: list[QWidget] = []
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def use_widgets(self, widgets: Sequence[QWidget]) -> None:
        """Show these, in this order; hidden ones take no room."""
        self._row = list(widgets)
        for widget in self._row:
            widget.setParent(self)
        self.updateGeometry()
        self._place(self.width(), move=True)

    def refresh(self) -> None:
        """Place the widgets again: some were shown, hidden or have other words."""
        self.updateGeometry()
        self._place(self.width(), move=True)

    def hasHeightForWidth(self) -> bool:
        """The height follows the width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Height of all lines."""
        return self._place(width, move=False)

    def sizeHint(self) -> QSize:
        """As high as its width asks for."""
        width = max(self.width(), 320)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """The largest widget."""
        size = QSize(0, 0)
        for widget in self._row:
            size = size.expandedTo(widget.sizeHint())
        return size

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place the widgets again."""
        super().resizeEvent(event)
        self._place(self.width(), move=True)

    def _place(self, width: int, *, move: bool) -> int:
        x, y, high = 0, 0, 0
        row: list[tuple[QWidget, int, QSize]] = []

        def settle() -> None:
            for widget, left, size in row if move else ():
                widget.setGeometry(QRect(QPoint(left, y + (high - size.height()) // 2), size))
            row.clear()

        for widget in self._row:
            if widget.isHidden():
                continue
            size = widget.sizeHint().expandedTo(widget.minimumSize())
            if row and x + size.width() > width:
                settle()
                x, y, high = 0, y + high + _GAP, 0
            row.append((widget, x, size))
            x += size.width() + _GAP
            high = max(high, size.height())
        settle()
        return y + high
