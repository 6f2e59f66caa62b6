# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Choosing a photograph while a session runs: the file window is not modal, the picture is read elsewhere."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QFileDialog, QWidget
from shiboken6 import isValid

from ui.context import Ui


def choose_photo(
    ui: Ui,
    parent: QWidget,
    done: Callable[[object], None],
    failed: Callable[[BaseException], None],
) -> QFileDialog:
    """Show a file window that stops nothing; `done(picture)` once the chosen file is read."""
    window = QFileDialog(parent, ui.texts.t("Choose a picture"))
    window.setFileMode(QFileDialog.FileMode.ExistingFile)
    window.setNameFilter("*.jpg *.jpeg *.png *.webp *.heic *.bmp *.gif")
    window.setWindowModality(Qt.WindowModality.NonModal)
    window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    window.fileSelected.connect(lambda name: read_photo(ui, parent, Path(name), done, failed))
    window.show()
    return window


def read_photo(
    ui: Ui,
    owner: QWidget,
    source: Path | QImage,
    done: Callable[[object], None],
    failed: Callable[[BaseException], None],
) -> None:
    """Read and check a picture, a file or one the camera took, on the reading thread of the study."""
    study = ui.study
    if study is None:
        return

    def read(_reader: object) -> object:
        from cxfield.services.attachments import read_picture

        if isinstance(source, Path):
            return read_picture(source)
        from ui.pages.observe.camera import jpeg

        return read_picture(jpeg(source))

    def ready(picture: object) -> None:
        if isValid(owner):
            done(picture)

    study.ask(read, done=ready, failed=failed)
