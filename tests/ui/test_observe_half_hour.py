# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A double-coded half hour with six shoppers, its clock turned by hand, comes back exactly, killed twice.

At real speed, with a real window and keyboard: `python -m tests.e2e.half_hour_live`.
"""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from cxfield.clock import ManualClock
from cxfield.storage import StudyFile
from tests.e2e.half_hour import Step, differences, half_hour
from tests.ui.observe_room import NOON, Room, again, make, open_room
from ui.context import Ui

pytestmark = pytest.mark.qt_log_ignore("does not support propagateSizeHints")


def do(room: Room, step: Step) -> Room:
    """One step of the list, by key or by tap."""
    view = room.page.capture
    if step.kind == "kill":
        return again(room)
    if step.kind == "follow":
        room.key(Qt.Key.Key_F9)
    elif step.kind == "shopper":
        room.key(Qt.Key(Qt.Key.Key_F1 + int(step.value) - 1))
    elif step.kind == "place":
        view.points.choose(int(step.value))
    elif step.kind == "tap":
        tile = next(t for t in view.grid.tiles.values() if t.code.key == step.value)
        QTest.mouseClick(tile, Qt.MouseButton.LeftButton)
    elif step.kind == "note":
        room.type(step.value)
        room.clock.advance(3_000)
        room.key(Qt.Key.Key_Return, view.line.input)
        view.grid.setFocus()
    else:
        room.key(step.value.lower())
    return room


@pytest.mark.parametrize(("coder", "minutes"), [(1, 30), (2, 10)])
def test_half_an_hour_comes_back_to_the_millisecond_killed_twice(
    qtbot: QtBot, ui: Ui, tmp_path: Path, coder: int, minutes: int
) -> None:
    # The second pair of eyes does the same in ten minutes; at real speed both take the whole time.
    clock = ManualClock(NOON)
    file = StudyFile.open(make(tmp_path / "study.cxf"), clock=clock)
    room = open_room(qtbot, ui, file, clock)
    room.page.start.take_focus()
    room.key(Qt.Key.Key_Return, room.page.start.go)
    qtbot.waitUntil(lambda: room.page.log is not None)
    qtbot.waitUntil(lambda: room.log.followed.known)
    steps, kept = half_hour(coder, minutes)
    begun, now = clock.stamp().mono_ms, 0
    for step in steps:
        now = clock.stamp().mono_ms - begun
        clock.advance(max(0, step.t - now))
        room = do(room, step)
        if step.kind == "kill":
            qtbot.waitUntil(lambda r=room: r.log.followed.known)  # type: ignore[misc]
    room.settle()
    found = differences(room.file, room.log.id, kept)
    assert found.missing == []
    assert found.strange == []
    assert (found.worst_ms, found.worst_length_ms) == (0, 0)
    assert ui.study is not None
    ui.study.close()
