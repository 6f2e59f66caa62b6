# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The camera on the live screen: it stands over the entries, letters go on logging, nothing waits for it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QPainter
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from cxfield.errors import UserError
from cxfield.i18n import N_
from ui.context import Say, Ui
from ui.pages.observe.camera import Camera, library
from ui.widgets.base import Painted
from ui.widgets.buttons import Button, Kind
from ui.widgets.containers import Card
from ui.widgets.label import Label

#: Said to whoever answers alone.
NO_PICTURE = N_("No picture can be taken with this device. Go on to the next question.")
MakeCamera = Callable[[Any, QWidget], Camera]


class Finder(Painted):
    """What the camera sees, whole."""

    def __init__(self, ui: Ui, parent: QWidget | None = None) -> None:
        super().__init__(ui, parent)
        self._frame = QImage()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(ui.texts.t("What the camera sees"))

    def show_frame(self, frame: QImage) -> None:
        """The next frame."""
        self._frame = frame
        self.update()

    def retranslate(self) -> None:
        """The spoken name."""
        self.setAccessibleName(self.ui.texts.t("What the camera sees"))

    def minimumSizeHint(self) -> QSize:
        """Enough to aim by."""
        return QSize(160, 120)

    def sizeHint(self) -> QSize:
        """A picture of three to four."""
        return QSize(320, 240)

    def draw(self, painter: QPainter) -> None:
        """The frame in the middle of a dark ground."""
        painter.fillRect(self.rect(), self.theme.color("bg.sunken"))
        if self._frame.isNull():
            return
        size = QSize(self._frame.size()).scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        place = QRect(0, 0, size.width(), size.height())
        place.moveCenter(self.rect().center())
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(QRectF(place), self._frame)


class Viewfinder(Card):
    """`taken(QImage)` for a picture, `file_wanted` for one from a file; both close it, as Esc does."""

    taken = Signal(object)
    file_wanted = Signal()
    closed = Signal()

    def __init__(self, ui: Ui, parent: QWidget, make: MakeCamera, *, files: bool = True) -> None:
        super().__init__(ui, parent=parent)
        self._make = make
        self._files = files
        self._camera: Camera | None = None
        self.title = Label(ui, "", "body", weight=600, wrap=True)
        self.view = Finder(ui)
        self.trouble = Label(ui, "", "body", "danger.base", weight=600, wrap=True, icon_name="warning")
        self.take = Button(
            ui, lambda x: x.t("Take the picture"), kind=Kind.PRIMARY, icon_name="photo", key="⏎", touch=True
        )
        self.file = Button(ui, lambda x: x.t("Choose a file"), icon_name="folder", touch=True)
        self.back = Button(ui, lambda x: x.t("Close"), kind=Kind.GHOST, key="Esc", touch=True)
        self.take.clicked.connect(self._press)
        self.file.clicked.connect(self._file)
        self.back.clicked.connect(self.close_camera)
        if not files:
            self.file.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 12, 14, 12)
        column.setSpacing(8)
        for widget in (self.title, self.view, self.trouble, self.take):
            column.addWidget(widget, 100 if widget is self.view else 0)
        column.addStretch(1)
        row = QHBoxLayout()
        row.addWidget(self.file, 1)
        row.addWidget(self.back, 1)
        column.addLayout(row)
        self.setAccessibleName(ui.texts.t("Camera"))
        self.hide()

    def open_at(self, place: QRect, words: Say) -> None:
        """Stand there and look; the sentence says what the picture is for."""
        self.close_camera()
        self.title.set_words(words)
        self.trouble.hide()
        self.view.show_frame(QImage())
        self.view.show()
        self.take.setEnabled(False)
        self.take.show()
        self.setGeometry(place)
        self.show()
        self.raise_()
        self.back.setFocus(Qt.FocusReason.OtherFocusReason)
        study = self.ui.study
        if study is not None:
            study.ask(lambda _reader: library(), done=self._begin, failed=self._broken)

    @property
    def open(self) -> bool:
        """Whether it is shown."""
        return not self.isHidden()

    def close_camera(self) -> None:
        """Look no more."""
        camera, self._camera = self._camera, None
        if camera is not None:
            camera.stop()
        if self.open:
            self.hide()
            self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter takes the picture, Esc closes; letters go on to the tiles."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_camera()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.take.isEnabled():
            self._press()
        else:
            super().keyPressEvent(event)

    def _begin(self, media: Any) -> None:
        if self.open and self._camera is None:
            self._camera = self._make(media, self)
            self._camera.start(self._seen, self._broken)

    def _seen(self, frame: QImage) -> None:
        if self._camera is None:
            return
        self.view.show_frame(frame)
        if not self.take.isEnabled():
            self.take.setEnabled(True)
            self.take.setFocus(Qt.FocusReason.OtherFocusReason)

    def _broken(self, error: BaseException) -> None:
        """Why there is no picture; a file will do."""
        camera, self._camera = self._camera, None
        if camera is not None:
            camera.stop()
        said = error if isinstance(error, UserError) else UserError(str(error))
        if not self._files:
            said = UserError(NO_PICTURE)
        self.trouble.set_words(said.say)
        self.trouble.show()
        self.view.hide()
        self.take.hide()
        if self.open:
            first = self.file if self._files else self.back
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _press(self) -> None:
        if self._camera is not None:
            self.take.setEnabled(False)
            self._camera.take(self._got)

    def _got(self, picture: QImage) -> None:
        if self._camera is not None:
            self.close_camera()
            self.taken.emit(picture)

    def _file(self) -> None:
        self.close_camera()
        self.file_wanted.emit()
