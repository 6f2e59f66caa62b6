# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Stored pictures for the screen: read and decoded off the window's thread, kept while the study is open."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QSize, Qt
from PySide6.QtGui import QImage, QImageReader
from shiboken6 import isValid

from cxfield.errors import UserError
from ui.context import Ui

#: How many decoded pictures are kept; the oldest goes first.
_KEPT = 24
_FILTER = "(*.jpg *.jpeg *.png *.webp *.gif *.bmp *.JPG *.JPEG *.PNG)"

Shown = Callable[[QImage | None], None]
Failed = Callable[[BaseException], None]
Source = Path | Callable[[], bytes]


class Pictures(QObject):
    """`pictures.show(id, side, done)`: `done(image)`, or `done(None)` where the picture is not in the file.

    It belongs to a widget and dies with it: answers that come later are dropped.
    """

    def __init__(self, ui: Ui, parent: QObject) -> None:
        super().__init__(parent)
        self.ui = ui
        self._images: dict[tuple[str, int], QImage] = {}

    def show(self, attachment_id: str, side: int, done: Shown) -> None:
        """Hand over a picture whose longer side is at most `side` px."""
        study = self.ui.study
        found = self._images.get((attachment_id, side))
        if found is not None or study is None or not attachment_id:
            done(found)
            return

        def keep(image: QImage | None) -> None:
            if not isValid(self):
                return
            if image is not None:
                self._images[attachment_id, side] = image
                while len(self._images) > _KEPT:
                    self._images.pop(next(iter(self._images)))
            done(image)

        def gone(_error: BaseException) -> None:
            if isValid(self):
                done(None)

        study.ask(_decoded, attachment_id, side, done=keep, failed=gone)

    def read(self, source: Source, done: Callable[[Any], None], failed: Failed) -> None:
        """Read a picture file on a worker, or make one there; `done(picture)` has it ready to be stored."""
        study = self.ui.study
        if study is None or study.read_only:
            return

        def came(picture: Any) -> None:
            if isValid(self):
                done(picture)

        def refused(error: BaseException) -> None:
            if isValid(self):
                failed(error)

        study.ask(lambda _reader: _read(source), done=came, failed=refused)


def choose_file(ui: Ui, parent: Any) -> Path | None:
    """Ask for a picture file."""
    from PySide6.QtWidgets import QFileDialog

    title, kinds = ui.texts.t("Choose a picture"), ui.texts.t("Pictures")
    chosen, _kind = QFileDialog.getOpenFileName(parent, title, "", f"{kinds} {_FILTER}")
    return Path(chosen) if chosen else None


def _read(source: Source) -> Any:
    from cxfield.services.attachments import read_picture

    return read_picture(source if isinstance(source, Path) else source())


def _decoded(reader: Any, attachment_id: str, side: int) -> QImage | None:
    """Read and scale a picture; runs on the study's reading thread."""
    from PySide6.QtCore import QBuffer, QByteArray

    from cxfield.services.attachments import picture_bytes

    try:
        data = picture_bytes(reader, attachment_id)
    except UserError:
        return None
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    source = QImageReader(buffer)
    size = source.size()
    if max(size.width(), size.height()) > side:
        source.setScaledSize(size.scaled(QSize(side, side), Qt.AspectRatioMode.KeepAspectRatio))
    image = source.read()
    return None if image.isNull() else image
