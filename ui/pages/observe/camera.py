# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The machine's camera. Without one, or without a library for it, a sentence says so and a file will do.

QtMultimedia is imported when the camera is first asked for, on a worker, and never before.
"""

from collections.abc import Callable
from typing import Any, Protocol

from PySide6.QtCore import QBuffer, QByteArray, QObject, Qt
from PySide6.QtGui import QImage

from cxfield.errors import UserError
from cxfield.i18n import N_

NO_LIBRARY = N_("This machine has no working camera library. Choose a picture file.")
NO_CAMERA = N_("No camera was found. Connect one, or choose a picture file.")
NOT_ALLOWED = N_("The system does not let CXField use the camera. Allow it there, or choose a picture file.")
BROKEN = N_("The camera cannot be used: {reason}. Choose a picture file.")
_QUALITY = 92


class Camera(Protocol):
    """What looks: frames come until `stop`."""

    def start(self, seen: Callable[[QImage], None], broken: Callable[[UserError], None]) -> None:
        """Look from now on."""
        ...

    def take(self, taken: Callable[[QImage], None]) -> None:
        """One whole picture."""
        ...

    def stop(self) -> None:
        """Let the camera go; its light goes out."""
        ...


def library() -> Any:
    """The library of cameras; slow the first time, so it is asked for on a worker."""
    try:
        from PySide6 import QtMultimedia
    except (ImportError, OSError) as error:
        raise UserError(NO_LIBRARY) from error
    return QtMultimedia


class MachineCamera:
    """The camera that looks away from the screen where there is one, else the first."""

    def __init__(self, media: Any, owner: QObject) -> None:
        self._media, self._owner = media, owner
        self._parts: tuple[Any, ...] = ()
        self._wanted = False

    def start(self, seen: Callable[[QImage], None], broken: Callable[[UserError], None]) -> None:
        """Ask the system for its leave where it wants to be asked, then look."""
        from PySide6.QtCore import QCameraPermission, QCoreApplication

        self._wanted = True
        program, leave = QCoreApplication.instance(), QCameraPermission()
        assert program is not None

        def told(_permission: object = None) -> None:
            if not self._wanted:
                return
            if program.checkPermission(leave) != Qt.PermissionStatus.Granted:
                broken(UserError(NOT_ALLOWED))
            else:
                self._look(seen, broken)

        if program.checkPermission(leave) == Qt.PermissionStatus.Undetermined:
            program.requestPermission(leave, self._owner, told)
        else:
            told()

    def _look(self, seen: Callable[[QImage], None], broken: Callable[[UserError], None]) -> None:
        media = self._media
        found = media.QMediaDevices.videoInputs()
        if not found:
            broken(UserError(NO_CAMERA))
            return
        away = media.QCameraDevice.Position.BackFace
        camera = media.QCamera(next((one for one in found if one.position() == away), found[0]), self._owner)
        session, sink = media.QMediaCaptureSession(self._owner), media.QVideoSink(self._owner)
        capture = media.QImageCapture(self._owner)
        session.setCamera(camera)
        session.setVideoSink(sink)
        session.setImageCapture(capture)
        sink.videoFrameChanged.connect(lambda frame: seen(frame.toImage()))
        camera.errorOccurred.connect(lambda _error, words: broken(UserError(BROKEN, reason=words)))
        capture.errorOccurred.connect(lambda _id, _error, words: broken(UserError(BROKEN, reason=words)))
        self._parts = (camera, session, sink, capture)
        camera.start()

    def take(self, taken: Callable[[QImage], None]) -> None:
        """A picture in the size the camera takes them."""
        if self._parts:
            capture = self._parts[-1]
            capture.imageCaptured.connect(
                lambda _id, picture: taken(picture), Qt.ConnectionType.SingleShotConnection
            )
            capture.capture()

    def stop(self) -> None:
        """Let the camera go."""
        self._wanted = False
        parts, self._parts = self._parts, ()
        if parts:
            parts[0].stop()
        for part in parts:
            part.deleteLater()


def jpeg(picture: QImage) -> bytes:
    """A picture as the bytes of a file; slow, for a worker."""
    kept = QByteArray()
    buffer = QBuffer(kept)
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    picture.save(buffer, "JPEG", _QUALITY)  # type: ignore[call-overload]
    return bytes(kept.data())
