# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Icons: one SVG file each, tinted once per colour and size and kept as a pixmap."""

from pathlib import Path

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer


class Icons:
    """Reads `<folder>/<name>.svg` and hands out tinted pixmaps."""

    __slots__ = ("_folder", "_pixmaps", "_sources")

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._sources: dict[str, bytes] = {}
        self._pixmaps: dict[tuple[str, int, int, int], QPixmap] = {}

    def pixmap(self, name: str, size: int, color: QColor, ratio: float = 1.0) -> QPixmap:
        """The icon `size` logical px square in one colour, sharp at the device pixel ratio."""
        key = (name, size, color.rgba(), round(ratio * 100))
        found = self._pixmaps.get(key)
        if found is None:
            found = self._render(self._source(name), size, color, ratio)
            self._pixmaps[key] = found
        return found

    def icon(self, name: str, size: int, color: QColor) -> QIcon:
        """The same as a QIcon, for the parts Qt paints itself."""
        return QIcon(self.pixmap(name, size, color))

    def _source(self, name: str) -> bytes:
        found = self._sources.get(name)
        if found is None:
            found = (self._folder / f"{name}.svg").read_bytes()
            self._sources[name] = found
        return found

    @staticmethod
    def _render(source: bytes, size: int, color: QColor, ratio: float) -> QPixmap:
        tinted = source.replace(b"currentColor", color.name().encode("ascii"))
        pixmap = QPixmap(QSize(round(size * ratio), round(size * ratio)))
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        QSvgRenderer(QByteArray(tinted)).render(painter, QRectF(pixmap.rect()))
        painter.end()
        pixmap.setDevicePixelRatio(ratio)
        return pixmap
