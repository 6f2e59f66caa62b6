# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A column that scrolls down only and is never narrower than what it holds."""

from PySide6.QtCore import QEvent, QObject, QSize
from PySide6.QtWidgets import QScrollBar

from ui.widgets.containers import Scroll


class WideScroll(Scroll):
    """Asks for the width of its content, and asks again when the content changes."""

    def minimumSizeHint(self) -> QSize:
        """As wide as the content must be."""
        content = self.widget()
        wide = content.minimumSizeHint().width() if content is not None else 0
        return QSize(wide + self._bar(self.verticalScrollBar()), 120)

    def sizeHint(self) -> QSize:
        """As the content likes it."""
        content = self.widget()
        hint = content.sizeHint() if content is not None else QSize()
        return QSize(max(hint.width(), self.minimumSizeHint().width()), hint.height())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The content has other measures now."""
        done = super().eventFilter(watched, event)
        if event.type() == QEvent.Type.LayoutRequest and watched is self.widget():
            self.updateGeometry()
        return done

    @staticmethod
    def _bar(bar: QScrollBar) -> int:
        return bar.sizeHint().width()
