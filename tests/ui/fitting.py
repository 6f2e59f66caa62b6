# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is wrong with a page as it stands: text without room, things over an edge, controls without names."""

from collections.abc import Iterator

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

from ui.widgets.base import Painted, PaintedButton
from ui.widgets.focus import FocusRing
from ui.widgets.label import Label

#: Rounding of layouts.
_LOOSE = 2
_INTERACTIVE = (QAbstractButton, QLineEdit, QPlainTextEdit, QTextEdit, QAbstractItemView)


def problems(page: QWidget) -> list[str]:
    """Every defect of a page, one line each; hidden things do not count."""
    found: list[str] = []
    for widget in _shown(page):
        found += _too_small(widget)
        found += _over_the_edge(widget, page)
        found += _nameless(widget)
    return found


def _shown(page: QWidget) -> Iterator[QWidget]:
    for widget in page.findChildren(QWidget):
        if widget.isVisibleTo(page) and not isinstance(widget, FocusRing) and not widget.size().isEmpty():
            yield widget


def _told(widget: QWidget) -> str:
    words = widget.text() if isinstance(widget, Label) else widget.accessibleName()
    return f"{type(widget).__name__} “{words[:40]}”"


def _too_small(widget: QWidget) -> list[str]:
    """A painted widget smaller than its own least size, a label smaller than its words."""
    if isinstance(widget, Label):
        return _short_label(widget)
    # What only holds others is judged by them.
    if not isinstance(widget, Painted | PaintedButton) or widget.layout() is not None:
        return []
    least, size = widget.minimumSizeHint(), widget.size()
    if not least.isValid():
        least = QSize(0, 0)
    if least.width() > size.width() + _LOOSE or least.height() > size.height() + _LOOSE:
        return [f"{_told(widget)} is {_size(size)} but needs {_size(least)}"]
    return []


def _short_label(label: Label) -> list[str]:
    if not label.text():
        return []
    size = label.size()
    if label.hasHeightForWidth():
        needs = label.heightForWidth(size.width())
        least = label.minimumSizeHint().width()
        if needs > size.height() + _LOOSE:
            return [f"{_told(label)} is {size.height()} high but its lines need {needs}"]
    else:
        least = label.minimumSizeHint().width()
    if least > size.width() + _LOOSE:
        return [f"{_told(label)} is {size.width()} wide but needs {least}"]
    return []


def _over_the_edge(widget: QWidget, page: QWidget) -> list[str]:
    """A widget that its parent cuts off, except what is scrolled upright."""
    parent = widget.parentWidget()
    if parent is None or widget is page:
        return []
    scroll = parent.parentWidget()
    in_scroll = isinstance(scroll, QAbstractScrollArea) and scroll.viewport() is parent
    rect, room = widget.geometry(), parent.rect()
    if in_scroll:
        assert isinstance(scroll, QAbstractScrollArea)
        never = scroll.horizontalScrollBarPolicy() == Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        if rect.width() > room.width() + _LOOSE and not isinstance(scroll, QAbstractItemView):
            how = "is cut at the side" if never else "must be scrolled sideways"
            return [f"the content of {_told(scroll)} is {rect.width()} wide in {room.width()} and {how}"]
        return []
    if isinstance(scroll, QAbstractItemView) or isinstance(parent, QAbstractItemView):
        return []
    if not _inside(rect, room):
        return [f"{_told(widget)} at {_rect(rect)} is cut by {_told(parent)} of {_size(room.size())}"]
    return []


def _inside(rect: QRect, room: QRect) -> bool:
    return room.adjusted(-_LOOSE, -_LOOSE, _LOOSE, _LOOSE).contains(rect)


def _nameless(widget: QWidget) -> list[str]:
    """Something that can be worked with and that a screen reader cannot name."""
    if not isinstance(widget, _INTERACTIVE) or not widget.isEnabled():
        return []
    if widget.focusPolicy() == Qt.FocusPolicy.NoFocus:
        return []
    face = QAccessible.queryAccessibleInterface(widget)
    if face is None or not face.text(QAccessible.Text.Name).strip():  # type: ignore[redundant-expr]
        return [f"{type(widget).__name__} of {type(widget.parentWidget()).__name__} has no name"]
    return []


def _size(size: QSize) -> str:
    return f"{size.width()} x {size.height()}"


def _rect(rect: QRect) -> str:
    return f"{rect.x()},{rect.y()} {_size(rect.size())}"
