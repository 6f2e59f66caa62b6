# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tab follows the layout, also where widgets were made later than their neighbours."""

import itertools
from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QScrollArea, QTextEdit, QWidget


def chain_tabs(root: QWidget) -> None:
    """Put the widgets below `root` in the order in which its layouts hold them."""
    for before, after in itertools.pairwise(stops(root)):
        QWidget.setTabOrder(before, after)


def stops(root: QWidget) -> list[QWidget]:
    """The widgets below `root` that take the focus, in the order of its layouts."""
    return [widget for widget in _walk(root) if widget.focusPolicy() is not Qt.FocusPolicy.NoFocus]


def _walk(widget: QWidget) -> Iterator[QWidget]:
    inside = widget.widget() if isinstance(widget, QScrollArea) else None
    if inside is not None:
        yield from _walk(inside)
        return
    yield widget
    layout = widget.layout()
    if layout is not None and not isinstance(widget, QTextEdit):
        yield from _walk_layout(layout)


def _walk_layout(layout: QLayout) -> Iterator[QWidget]:
    for index in range(layout.count()):
        item = layout.itemAt(index)
        if item is None:
            continue
        child, below = item.widget(), item.layout()
        if child is not None:
            yield from _walk(child)
        elif below is not None:
            yield from _walk_layout(below)
