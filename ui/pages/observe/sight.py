# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""In a window so low that the live screen scrolls: what is being used is in sight."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QScrollArea, QWidget

if TYPE_CHECKING:
    from ui.pages.observe.capture import CaptureView


class Sight(QObject):
    """The line while somebody writes in it, the second line too; the tiles again when the writing is over."""

    def __init__(self, view: CaptureView) -> None:
        super().__init__(view)
        self._view = view
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._look)
        view.line.input.focused.connect(self._soon.start)
        view.foot.opened.connect(self._soon.start)

    def _look(self) -> None:
        view, area = self._view, _scroll_of(self._view)
        if area is None:
            return
        covered = view.foot.bar.height() if view.foot.open else 0  # by the row at the foot
        if view.foot.side.open:
            area.ensureWidgetVisible(view.foot.side, 0, covered + 8)
        elif view.line.input.hasFocus():
            area.ensureWidgetVisible(view.line, 0, covered + 8)
        elif view.middle.hasFocus() or view.grid.hasFocus():
            area.verticalScrollBar().setValue(0)


def _scroll_of(widget: QWidget) -> QScrollArea | None:
    above = widget.parentWidget()
    while above is not None and not isinstance(above, QScrollArea):
        above = above.parentWidget()
    return above
