# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What was photographed and recorded with a row: pictures to look at, sound from the moment of the row."""

from PySide6.QtCore import QRectF, QSize, Signal
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget
from shiboken6 import isValid

from cxfield.services.data_rows import Detail
from ui.audio.devices import Player
from ui.audio.hearing import Hearing
from ui.context import Ui
from ui.pictures import Pictures
from ui.widgets.base import Painted
from ui.widgets.buttons import Button
from ui.widgets.label import Label

_SIDE = 640


class Preview(Painted):
    """One picture as wide as the panel."""

    def __init__(self, ui: Ui, name: str) -> None:
        super().__init__(ui)
        self.image: QImage | None = None
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def use(self, image: QImage | None) -> None:
        """Show it; one that is not in the file leaves no gap."""
        if isValid(self):
            self.image = image
            self.setVisible(image is not None)
            self.updateGeometry()
            self.update()

    def sizeHint(self) -> QSize:
        """As high as the width asks for, at most half a window."""
        if self.image is None or not self.image.width():
            return QSize(200, 0)
        wide = max(200, self.width())
        return QSize(200, min(self.theme.px(300), round(self.image.height() * wide / self.image.width())))

    def draw(self, painter: QPainter) -> None:
        """The whole picture, in the middle."""
        if self.image is None:
            return
        room = QRectF(self.rect())
        scale = min(room.width() / self.image.width(), room.height() / self.image.height())
        wide, high = self.image.width() * scale, self.image.height() * scale
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(QRectF((room.width() - wide) / 2, 0, wide, high), self.image)


class Media(QWidget):
    """`show_record(detail)`; `said(error)` when there is nothing to hear after all."""

    said = Signal(object)

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self.ui = ui
        self.player: Player | None = None
        self.previews: list[Preview] = []
        self._pictures = Pictures(ui, self)
        self._hearing: Hearing | None = None
        self._detail: Detail | None = None
        self.listen = Button(ui, lambda x: x.t("Listen from here"), icon_name="play")
        self.listen.clicked.connect(self.hear)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)
        self._column.addWidget(self.listen)
        self._words: list[Label] = []
        self.show_record(None)

    def show_record(self, detail: Detail | None) -> None:
        """Pictures and sound of a row; the same row keeps what is heard."""
        before = self._detail
        self._detail = detail
        if detail is None or before is None or detail.row.key != before.row.key:
            self.silence()
        for widget in (*self.previews, *self._words):
            widget.hide()
            widget.deleteLater()
        self.previews, self._words = [], []
        for picture, caption in detail.pictures if detail is not None else ():
            name = caption or self.ui.texts.t("Picture")
            preview = Preview(self.ui, name)
            self.previews.append(preview)
            self._column.addWidget(preview)
            if caption:
                self._words.append(Label(self.ui, caption, "caption", "text.secondary", wrap=True))
                self._column.addWidget(self._words[-1])
            self._pictures.show(picture, _SIDE, preview.use)
        self.listen.setVisible(detail is not None and detail.heard)
        self.setVisible(detail is not None and (detail.heard or bool(detail.pictures)))

    def hear(self) -> None:
        """Play what was recorded at the moment of the row."""
        study, detail = self.ui.study, self._detail
        if study is None or detail is None or detail.row.t_ms is None:
            return
        self.silence()
        self._hearing = Hearing(self.ui, study, detail.row.session_id, self.player, self)
        self._hearing.said.connect(self.said)
        self._hearing.hear(detail.row.t_ms)

    def silence(self) -> None:
        """Stop playing."""
        if self._hearing is not None:
            self._hearing.leave()
            self._hearing.deleteLater()
            self._hearing = None
