# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The pages of a report as paper: several PDFs in a row, of which only new ones are opened."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, QSize, QSizeF
from PySide6.QtGui import QImage
from PySide6.QtPdf import QPdfDocument

from cxfield.services.report_desk import Leaves


@dataclass(frozen=True, slots=True)
class _Sheaf:
    """Some pages in a row, open for drawing."""

    leaves: Leaves
    content: QByteArray
    buffer: QBuffer
    document: QPdfDocument

    def close(self) -> None:
        """Let the document go, then what it reads."""
        self.document.close()
        self.document.deleteLater()
        self.buffer.deleteLater()


class Paper(QObject):
    """`put(leaves)`, then `size(page)` and `image(page, size)`, pages counted from 1."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._sheaves: list[_Sheaf] = []

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return sum(sheaf.document.pageCount() for sheaf in self._sheaves)

    def put(self, leaves: Sequence[Leaves]) -> None:
        """Show these; those that are shown already stay as they are."""
        open_now = {id(sheaf.leaves): sheaf for sheaf in self._sheaves}
        self._sheaves = [
            open_now.pop(id(each)) if id(each) in open_now else self._opened(each) for each in leaves
        ]
        for sheaf in open_now.values():
            sheaf.close()

    def size(self, page: int) -> QSizeF:
        """The size of a page in points."""
        document, index = self._place(page)
        return document.pagePointSize(index)

    def image(self, page: int, size: QSize) -> QImage:
        """A page as a picture."""
        document, index = self._place(page)
        return document.render(index, size)

    def _opened(self, leaves: Leaves) -> _Sheaf:
        content = QByteArray(leaves.content)
        buffer = QBuffer(content, self)
        buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        document = QPdfDocument(self)
        document.load(buffer)
        return _Sheaf(leaves, content, buffer, document)

    def _place(self, page: int) -> tuple[QPdfDocument, int]:
        index = page - 1
        for sheaf in self._sheaves:
            count = sheaf.document.pageCount()
            if index < count:
                return sheaf.document, index
            index -= count
        raise IndexError(page)
