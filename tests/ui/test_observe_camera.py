# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A photograph by camera or file while the session runs: nothing is modal, nothing looks on unseen."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog

from cxfield.errors import UserError
from cxfield.model.talk import Attachment
from tests.ui.observe_room import Room
from ui.pages.observe import viewfinder
from ui.pages.observe.camera import NO_CAMERA, NO_LIBRARY
from ui.pages.observe.viewfinder import Viewfinder

pytestmark = pytest.mark.qt_log_ignore("does not support propagateSizeHints")


class Lens:
    """A camera of the test: one grey frame, one red picture."""

    def __init__(self, fault: str = "") -> None:
        self.fault, self.looking = fault, False

    def start(self, seen: Callable[[QImage], None], broken: Callable[[UserError], None]) -> None:
        self.looking = not self.fault
        if self.fault:
            broken(UserError(self.fault))
        else:
            seen(_picture(Qt.GlobalColor.gray))

    def take(self, taken: Callable[[QImage], None]) -> None:
        taken(_picture(Qt.GlobalColor.red))

    def stop(self) -> None:
        self.looking = False


def _picture(colour: Qt.GlobalColor) -> QImage:
    made = QImage(64, 48, QImage.Format.Format_RGB32)
    made.fill(colour)
    return made


@pytest.fixture
def lens(room: Room, monkeypatch: pytest.MonkeyPatch) -> Lens:
    made = Lens()
    monkeypatch.setattr(viewfinder, "library", lambda: None)
    room.page.capture.tracker.make_camera = lambda _media, _owner: made
    room.page.activateWindow()
    room.qtbot.waitUntil(room.page.isActiveWindow)
    room.key("s")
    room.settle()
    return made


def _open(room: Room) -> Viewfinder:
    room.page.capture.tracker.photograph("place", None)
    finder = room.page.capture.tracker.finder
    assert finder is not None
    room.qtbot.waitUntil(lambda: finder.take.isEnabled() or finder.trouble.isVisible())
    return finder


def _photos(room: Room) -> list[Attachment]:
    return room.file.read(lambda r: r.all(Attachment, session_id=room.log.id))


def test_a_picture_is_taken_by_key_for_the_entry_it_was_opened_for(room: Room, lens: Lens) -> None:
    first = room.entries()[0].id
    finder = _open(room)
    assert not finder.isModal()
    assert "Browses" in finder.title.words
    # The session goes on meanwhile: letters log, the camera looks.
    focus = QApplication.focusWidget()
    assert focus is finder.take
    QTest.keyClicks(finder.take, "t")
    room.settle()
    assert (room.shown(), lens.looking) == (["Touches product", "Browses"], True)
    QTest.keyClick(finder.take, Qt.Key.Key_Return)
    assert (finder.isVisible(), lens.looking) == (False, False)
    room.qtbot.waitUntil(lambda: bool(_photos(room)))
    (photo,) = _photos(room)
    assert (photo.entry_id, photo.subject, photo.width, photo.height) == (first, "place", 64, 48)


def test_escape_and_the_lock_let_the_camera_go(room: Room, lens: Lens) -> None:
    finder = _open(room)
    QTest.keyClick(finder.take, Qt.Key.Key_Escape)
    assert (finder.isVisible(), lens.looking) == (False, False)
    finder = _open(room)
    around = room.page.capture.around
    assert around is not None
    around.lock()
    assert (finder.isVisible(), lens.looking) == (False, False)
    assert _photos(room) == []


@pytest.mark.parametrize("fault", [NO_CAMERA, NO_LIBRARY])
def test_without_a_camera_it_is_said_and_a_file_will_do(
    room: Room, lens: Lens, fault: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if fault == NO_CAMERA:
        lens.fault = fault
    else:

        def none() -> None:
            raise UserError(NO_LIBRARY)

        monkeypatch.setattr(viewfinder, "library", none)
    finder = _open(room)
    assert finder.trouble.words == fault
    assert not finder.take.isVisible()
    finder.file.click()
    assert not finder.isVisible()
    (window,) = room.page.capture.findChildren(QFileDialog)
    assert not window.isModal()
    window.close()
