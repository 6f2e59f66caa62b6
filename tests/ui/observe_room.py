# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The Observe room on a real file, for tests that press keys."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from cxfield.clock import ManualClock
from cxfield.model.capture import Entry
from cxfield.model.study import Site, TeamMember
from cxfield.services.study_setup import StudyPlan, start_store_study
from cxfield.storage import StudyFile, UnitOfWork
from ui.context import Ui
from ui.pages.observe import ObservePage
from ui.pages.observe.log import Log
from ui.session import StudySession

NOON = 1_791_200_000_000
MINUTE = 60_000


@dataclass
class Room:
    """The room on a real file, driven by keys."""

    qtbot: QtBot
    ui: Ui
    file: StudyFile
    clock: ManualClock
    page: ObservePage

    @property
    def log(self) -> Log:
        assert self.page.log is not None
        return self.page.log

    @property
    def grid(self) -> QWidget:
        return self.page.capture.grid

    def settle(self) -> None:
        study = self.ui.study
        assert study is not None
        self.qtbot.waitUntil(lambda: study.pending == 0)

    def key(self, key: str | Qt.Key, target: QWidget | None = None, **held: Any) -> None:
        place = target or self.grid
        if isinstance(key, Qt.Key):
            QTest.keyClick(place, key, held.get("held", Qt.KeyboardModifier.NoModifier))
        else:
            QTest.keyClicks(place, key, held.get("held", Qt.KeyboardModifier.NoModifier))

    def type(self, words: str) -> None:
        self.key(Qt.Key.Key_Space)
        QTest.keyClicks(self.page.capture.line.input, words)

    def note(self, words: str) -> None:
        self.type(words)
        self.key(Qt.Key.Key_Return, self.page.capture.line.input)
        self.settle()

    def shown(self) -> list[str]:
        rows = self.log.rows
        return [self.log.name_of(line.row) for n in range(rows.rowCount()) if (line := rows.at(n))]

    def entries(self) -> list[Entry]:
        found = self.file.read(lambda r: r.all(Entry, session_id=self.log.id))
        return sorted(found, key=lambda entry: (entry.t_ms, entry.id))

    def count(self, letter: str) -> int:
        tiles = self.page.capture.grid.tiles.values()
        return next(tile.count for tile in tiles if tile.code.key == letter)


def fill(uow: UnitOfWork) -> None:
    start_store_study(uow, plan=StudyPlan(title={"en": "Stores"}))
    uow.add(Site(code="ESP", name={"en": "Espoo", "fi": "Espoo"}, order_key="a1"))
    uow.add(Site(code="OUL", name={"en": "Oulu", "fi": "Oulu"}, order_key="a2"))
    uow.add(TeamMember(code="H1", order_key="a1"))
    uow.add(TeamMember(code="H2", order_key="a2"))


def open_room(qtbot: QtBot, ui: Ui, file: StudyFile, clock: ManualClock) -> Room:
    ui.study = StudySession(file, ui.bus)
    page = ObservePage(ui, clock=clock)
    qtbot.addWidget(page)
    page.resize(1356, 900)
    page.show()
    page.entered()
    room = Room(qtbot, ui, file, clock, page)
    room.settle()
    hold_still(room)
    return room


def hold_still(room: Room) -> None:
    """The screen looks at the clock when a test asks it to, never between two of its lines."""
    room.page.capture.ticking.stop()


def again(room: Room) -> Room:
    """The program is started anew on the same file, as after a kill: nothing was said goodbye to."""
    room.settle()
    assert room.ui.study is not None
    room.ui.study.close()
    room.page.hide()
    file = StudyFile.open(room.file.path, clock=room.clock)
    return open_room(room.qtbot, room.ui, file, room.clock)


def make(path: Path) -> Path:
    """A study that is set up, with two sites, two colleagues and the starter codes."""
    file = StudyFile.create(path, clock=ManualClock(NOON))
    file.write(fill, label="x").result()
    file.close()
    return file.path


def begin(room: Room) -> Room:
    """Start a session and let it run for twelve minutes."""
    room.page.start.take_focus()
    room.key(Qt.Key.Key_Return, room.page.start.go)
    room.qtbot.waitUntil(lambda: room.page.capture.around is not None and room.log.followed.known)
    hold_still(room)
    room.clock.advance(12 * MINUTE)
    room.settle()
    return room
