# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The Group room on a real file, for tests that press keys."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from cxfield.clock import ManualClock
from cxfield.model.enums import ConsentItem
from cxfield.services import group_plan as plan
from cxfield.services.group_views import GroupState, group_state
from cxfield.services.people import Profile, add_participant, record_consents
from cxfield.services.study_setup import StudyPlan, create_study
from cxfield.storage import StudyFile, UnitOfWork
from ui.context import Ui
from ui.pages.group import GroupPage
from ui.pages.group.log import Log
from ui.pages.group.room import RoomView
from ui.session import StudySession
from ui.undo import Undo

EVENING = 1_760_104_800_000
SECOND = 1000
MINUTE = 60_000


@dataclass
class Room:
    """The room on a real file, driven by keys."""

    qtbot: QtBot
    ui: Ui
    file: StudyFile
    clock: ManualClock
    page: GroupPage
    id: str

    @property
    def log(self) -> Log:
        assert self.page.log is not None
        return self.page.log

    @property
    def view(self) -> RoomView:
        assert self.page.view is not None
        return self.page.view

    @property
    def map(self) -> QWidget:
        return self.view.table.map

    def settle(self) -> None:
        """Everything is on the disk, and what was asked again has come."""
        study, log = self.ui.study, self.page.log
        assert study is not None
        self.qtbot.waitUntil(lambda: study.pending == 0, timeout=10_000)
        if log is not None:
            self.qtbot.waitUntil(lambda: not log.busy and study.pending == 0, timeout=10_000)

    def tick(self) -> None:
        """A second goes by on the screen, which is painted a part at a time."""
        self.settle()
        for _part in ("clock and seats", "balance", "guide"):
            self.view.tick()

    def key(self, key: str | Qt.Key, target: QWidget | None = None, held: Any = None) -> None:
        place = target or self.map
        modifier = held if held is not None else Qt.KeyboardModifier.NoModifier
        if isinstance(key, Qt.Key):
            QTest.keyClick(place, key, modifier)
        else:
            QTest.keyClicks(place, key, modifier)

    def say(self, words: str) -> None:
        """Space, the words, Enter."""
        self.key(Qt.Key.Key_Space)
        line = self.view.statements.line.input
        QTest.keyClicks(line, words)
        self.key(Qt.Key.Key_Return, line)
        self.key(Qt.Key.Key_Escape, line)

    def state(self) -> GroupState:
        self.settle()
        return self.file.read(lambda reader: group_state(reader, self.id))

    def seat(self, code: str) -> str:
        return next(seat.id for seat in self.log.state.seats if seat.code == code)


def fill(uow: UnitOfWork, codes: Sequence[str], *, audio: bool = True) -> str:
    """A study with a planned group of these people, all of whom have agreed."""
    create_study(uow, plan=StudyPlan(title={"en": "Stores", "fi": "Kaupat"}))
    group = plan.new_group(uow, language="en", name="Evening group")
    for at, code in enumerate(codes):
        profile = Profile(segment="regular", gender="woman" if at % 2 else "man")
        person = add_participant(uow, code=code, profile=profile)
        answers: dict[ConsentItem, bool | None] = dict.fromkeys(
            (ConsentItem.PARTICIPATION, ConsentItem.QUOTES), True
        )
        answers[ConsentItem.AUDIO] = audio or at != 0
        record_consents(uow, participant_id=person.id, answers=answers)
        plan.invite(uow, session_id=group.id, participant_id=person.id, invited=True)
    plan.set_table(uow, session_id=group.id)
    return group.id


def make(path: Path, codes: Sequence[str], *, audio: bool = True) -> str:
    """Write the study; returns the id of its group."""
    file = StudyFile.create(path, clock=ManualClock(EVENING - 60 * MINUTE), author="H1")
    group: str = file.write(lambda uow: fill(uow, codes, audio=audio), label="x").result().value
    file.close()
    return group


def enter(qtbot: QtBot, ui: Ui, path: Path, clock: ManualClock, group: str, author: str = "H1") -> Room:
    """Open the study in the room, as the shell does."""
    file = StudyFile.open(path, clock=clock, author=author)
    ui.study = StudySession(file, ui.bus)
    ui.undo = Undo(ui.study)
    page = GroupPage(ui, clock=clock)
    qtbot.addWidget(page)
    page.resize(1356, 900)
    page.show()
    page.activateWindow()
    page.entered()
    room = Room(qtbot, ui, file, clock, page, group)
    room.settle()
    return room


def start(room: Room) -> Room:
    """Start the planned group."""
    button = room.page.home.compose.start
    room.qtbot.waitUntil(lambda: button.isVisible() and button.isEnabled())
    room.key(Qt.Key.Key_Return, button)
    room.qtbot.waitUntil(lambda: room.page.log is not None)
    room.settle()
    return room


def answer(kind: type[QWidget], act: Callable[[Any], object]) -> QTimer:
    """Once a dialog of this kind stands open, do something in it; keep the timer till then."""
    timer = QTimer()
    timer.setInterval(20)

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, kind) and dialog.isVisible():
            timer.stop()
            act(dialog)

    timer.timeout.connect(look)
    timer.start()
    return timer


def leave(room: Room) -> None:
    """Close the study when all work has landed."""
    room.settle()
    room.page.left()
    room.settle()
    room.page.close_view()
    assert room.ui.study is not None
    room.ui.study.close()
    room.ui.study = None
    room.page.hide()
