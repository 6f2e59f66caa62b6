# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The camera over a question that asks for photographs; it looks no longer than the question is seen."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, QRect
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from ui.context import Ui
from ui.editors.base import Editor
from ui.editors.photo import PhotoEditor

if TYPE_CHECKING:
    from ui.pages.observe.camera import Camera
    from ui.pages.observe.viewfinder import Viewfinder

_AROUND = 12


def machine_camera(media: Any, owner: QWidget) -> "Camera":
    """The camera of the machine; tests bring their own."""
    from ui.pages.observe.camera import MachineCamera

    return MachineCamera(media, owner)


class Photographing(QObject):
    """`serve(editor)` with every editor that comes to the front.

    Without `files` there is the camera alone: whoever answers on a screen of their own sees no files.
    """

    def __init__(self, ui: Ui, over: QWidget, *, files: bool) -> None:
        super().__init__(over)
        self.ui, self._over, self._files = ui, over, files
        self.make_camera: Callable[[Any, QWidget], Camera] = machine_camera
        self.finder: Viewfinder | None = None
        self._editor: PhotoEditor | None = None
        over.installEventFilter(self)

    def serve(self, editor: Editor | None) -> None:
        """Another question is in front."""
        self.let_go()
        self._editor = editor if isinstance(editor, PhotoEditor) else None
        if self._editor is not None:
            self._editor.camera = self._open

    @property
    def working(self) -> bool:
        """Whether a photograph is on its way into the answer: leaving now would leave it behind."""
        return self._editor is not None and self._editor.working

    def let_go(self) -> None:
        """The question is not seen any more: neither does the camera see."""
        if self.finder is not None:
            self.finder.close_camera()

    def _open(self) -> None:
        if self.finder is None:
            from ui.pages.observe.viewfinder import Viewfinder

            self.finder = Viewfinder(self.ui, self._over, self.make_camera, files=self._files)
            self.finder.taken.connect(self._taken)
            self.finder.file_wanted.connect(self._choose)
        self.finder.open_at(self._place(), lambda x: x.t("Add a photograph"))

    def _place(self) -> QRect:
        return self._over.rect().adjusted(_AROUND, _AROUND, -_AROUND, -_AROUND)

    def _taken(self, picture: QImage) -> None:
        from ui.pages.observe.camera import jpeg

        if self._editor is not None:
            self._editor.take(lambda: jpeg(picture))

    def _choose(self) -> None:
        if self._editor is not None:
            self._editor.choose_file()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The camera stands over the whole question, and goes with it."""
        if event.type() == QEvent.Type.Hide:
            self.let_go()
        elif event.type() == QEvent.Type.Resize and self.finder is not None:
            self.finder.setGeometry(self._place())
        return False
