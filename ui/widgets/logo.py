# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The mark of the program."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QSizePolicy

from cxfield import paths
from ui.context import Ui
from ui.widgets.base import Painted, PaintedButton


class LogoButton(PaintedButton):
    """The mark of the program: back to the list of studies."""

    def __init__(self, ui: Ui, side: int = 40) -> None:
        super().__init__(ui, lambda texts: texts.t("All studies"))
        self._side = side
        self.focus_radius = side * 0.22
        self.set_tip(lambda texts: texts.t("All studies"))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """A square and a little air."""
        return QSize(self._side, self._side + 4)

    def draw(self, painter: QPainter) -> None:
        """Paint the mark."""
        draw_logo(painter, (self.width() - self._side) / 2, (self.height() - self._side) / 2, self._side)


class Logo(Painted):
    """The mark as decoration."""

    def __init__(self, ui: Ui, side: int = 44) -> None:
        super().__init__(ui)
        self._side = side
        self.setFixedSize(side, side)

    def draw(self, painter: QPainter) -> None:
        """Paint the mark."""
        draw_logo(painter, 0, 0, self._side)


def draw_logo(painter: QPainter, x: float, y: float, side: float) -> None:
    """The journey line that runs through an observed moment; its colours are the mark's own."""
    from PySide6.QtSvg import QSvgRenderer

    QSvgRenderer(str(paths.resource("look", "icon.svg"))).render(painter, QRectF(x, y, side, side))
