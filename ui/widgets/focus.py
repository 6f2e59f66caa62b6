# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The focus ring: 2 px, 2 px outside the focused shape, drawn above its neighbours."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QEvent, QObject, QRect, QRectF, Qt
from PySide6.QtWidgets import QAbstractScrollArea, QScrollArea, QWidget
from shiboken6 import isValid

from ui.widgets.paint import box, brush

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from ui.context import Ui

_GAP = 2
_WIDTH = 2
_NAME = "cxfield-focus-ring"


class FocusRing(QWidget):
    """A see-through frame that follows one widget inside one container."""

    def __init__(self, ui: Ui, container: QWidget) -> None:
        super().__init__(container)
        self.setObjectName(_NAME)
        self.ui = ui
        self._target: QWidget | None = None
        self._around: list[QWidget] = []
        self._shape = QRect()
        self._radius = 6.0
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        ui.theme_changed.connect(self.update)

    @property
    def target(self) -> QWidget | None:
        """The widget that wears the ring."""
        return self._target

    def follow(self, target: QWidget, shape: QRect, radius: float) -> None:
        """Show the ring around `shape` of `target` and keep it there."""
        self.leave()
        self._target, self._shape, self._radius = target, shape, radius
        self._around = [target, *self._between(target)]
        for widget in self._around:
            widget.installEventFilter(self)
        self._place()
        self.show()
        self.raise_()

    def leave(self) -> None:
        """Hide the ring."""
        for widget in self._around:
            if isValid(widget):
                widget.removeEventFilter(self)
        self._target, self._around = None, []
        self.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Move with the target."""
        kind = event.type()
        if watched is self._target:
            if kind == QEvent.Type.Resize and self._target is not None:
                self._shape = QRect(self._shape.topLeft(), self._target.size())
                self._place()
            elif kind == QEvent.Type.Move:
                self._place()
        elif kind == QEvent.Type.Move and self._target is not None:
            self._place()  # what holds the target was laid out anew
        return False

    def _between(self, target: QWidget) -> list[QWidget]:
        """What holds the target, up to the container of the ring."""
        found, above = [], target.parentWidget()
        while above is not None and above is not self.parentWidget():
            found.append(above)
            above = above.parentWidget()
        return found

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the ring."""
        painter = brush(self)
        radius = self._radius + _GAP + _WIDTH
        box(painter, QRectF(self.rect()), radius, None, self.ui.theme.color("focus.ring"), _WIDTH)
        painter.end()

    def _place(self) -> None:
        target, container = self._target, self.parentWidget()
        if target is None or container is None or not container.isAncestorOf(target):
            return
        reach = _GAP + _WIDTH
        corner = target.mapTo(container, self._shape.topLeft())
        self.setGeometry(QRect(corner, self._shape.size()).adjusted(-reach, -reach, reach, reach))


def _container(widget: QWidget) -> QWidget:
    """The surface on which the ring may be drawn: a scrolled content or the window."""
    window = widget.window()
    below = widget
    above = widget.parentWidget()
    while above is not None and above is not window:
        outer = above.parentWidget()
        if isinstance(outer, QScrollArea) and above is outer.viewport() and below is not widget:
            return below
        if isinstance(outer, QAbstractScrollArea) and above is outer.viewport():
            return above
        below, above = above, outer
    return window


def show_ring(widget: QWidget, ui: Ui, shape: QRect, radius: float) -> None:
    """Draw the ring around a shape of a widget."""
    container = _container(widget)
    child = container.findChild(QWidget, _NAME, Qt.FindChildOption.FindDirectChildrenOnly)
    ring = cast("FocusRing", child) if child is not None else FocusRing(ui, container)
    ring.follow(widget, shape, radius)


def hide_ring(widget: QWidget) -> None:
    """Take the ring away if this widget wears it."""
    child = _container(widget).findChild(QWidget, _NAME, Qt.FindChildOption.FindDirectChildrenOnly)
    if child is not None and cast("FocusRing", child).target is widget:
        cast("FocusRing", child).leave()
