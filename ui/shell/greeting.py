# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The first frame of the window, drawn without a single control; the page takes its place a moment later."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from ui.theme import Theme


def draw_greeting(window: QWidget, theme: Theme, words: str) -> None:
    """The name of the program where the start page has it, or one sentence in the middle."""
    painter = QPainter(window)
    if words:
        painter.setFont(theme.font("body"))
        painter.setPen(theme.color("text.secondary"))
        painter.drawText(QRectF(window.rect()), int(Qt.AlignmentFlag.AlignCenter.value), words)
    else:
        painter.setFont(theme.font("h1"))
        painter.setPen(theme.color("text.primary"))
        line = theme.line("h1")
        top = 22 + max(0.0, (44 - line - theme.line("small")) / 2)
        area = QRectF(96, top, window.width(), line)
        painter.drawText(area, int(Qt.AlignmentFlag.AlignVCenter.value), "CXField")
    painter.end()
