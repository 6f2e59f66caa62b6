# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The Interview room on a study, for tests that do in it what an interviewer does."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cxfield.clock import ManualClock
from cxfield.model.enums import ConsentItem
from cxfield.model.guide import Question
from cxfield.model.study import Site, Study
from cxfield.model.talk import Answer
from cxfield.services import interview_views as views
from cxfield.services.guides import make_starter_guide
from cxfield.storage import StudyFile, UnitOfWork
from tests.fixtures.once import copied
from ui.context import Ui
from ui.pages.interview import InterviewPage
from ui.pages.interview.talk_view import TalkView
from ui.session import StudySession
from ui.widgets.dialog import Dialog

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
START_MS = 1_791_000_000_000


def _study(uow: UnitOfWork) -> None:
    uow.add(Study(title={"fi": "Tutkimus", "en": "Study"}, languages=["fi", "en"]))
    uow.add(Site(code="ESP", name={"fi": "Espoo", "en": "Espoo"}, order_key="a1"))
    make_starter_guide(uow)


def _new(path: Path) -> StudyFile:
    file = StudyFile.create(path, clock=ManualClock(START_MS))
    file.write(_study, label="").result()
    return file


@dataclass
class Room:
    """The page on a study, with what a person does in it."""

    bot: QtBot
    ui: Ui
    path: Path
    file: StudyFile
    page: InterviewPage
    clock: ManualClock

    @property
    def view(self) -> TalkView:
        assert self.page.view is not None
        return self.page.view

    @property
    def box(self) -> Any:
        return self.view.pane.answer.box

    def begin(self, *, quotes: bool = True) -> None:
        self.page.entered()
        segments = self.page.start.consents.segments
        for item, segment in segments.items():
            segment.cell("yes" if quotes or item is not ConsentItem.QUOTES else "no").click()
        self.page.start.start.click()
        self.bot.waitUntil(lambda: self.page.view is not None)
        self.settle()

    def settle(self) -> None:
        study = self.page.study
        self.bot.waitUntil(lambda: not study.pending)
        if self.page.view is not None:
            talk = self.view.talk
            self.bot.waitUntil(lambda: talk.settled and talk.gate.quiet and not study.pending)

    def to(self, key: str) -> None:
        self.view.talk.open_at(self.question(key))
        self.settle()

    def question(self, key: str) -> str:
        return next(row.id for row in self.file.read(lambda r: r.all(Question)) if row.key == key)

    def answer(self, key: str) -> Answer:
        session, question = self.view.talk.session_id, self.question(key)
        found = self.file.read(lambda r: views.answer_of(r, session, question))
        assert found is not None
        return found

    def type(self, words: str) -> None:
        self.box.setFocus()
        QTest.keyClicks(self.box, words)

    def press(self, key: Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(QApplication.focusWidget() or self.page, key, held)

    def dialog(self) -> Dialog:
        found = [w for w in self.page.findChildren(Dialog) if w.isVisible()]
        assert len(found) == 1
        return found[0]


@pytest.fixture
def room(qtbot: QtBot, ui: Ui, tmp_path: Path) -> Iterator[Callable[..., Room]]:
    opened: list[Room] = []
    clock = ManualClock(START_MS)

    def make(*, width: int = 1356, height: int = 900, place: dict | None = None, **opening: Any) -> Room:
        path = tmp_path / "a.cxf"
        if not path.exists():
            copied(_new, path)
        file = StudyFile.open(path, clock=clock, **opening)
        ui.study = StudySession(file, ui.bus)
        page = InterviewPage(ui, clock)
        qtbot.addWidget(page)
        page.resize(width, height)
        page.set_compact(width < 1100)
        with qtbot.waitExposed(page):
            page.show()
        page.activateWindow()
        qtbot.waitUntil(page.isActiveWindow)
        if place is not None:
            page.go_to(place)
        made = Room(qtbot, ui, path, file, page, clock)
        opened.append(made)
        return made

    yield make
    last = opened[-1]
    last.page.left()
    last.page.hide()
    last.page.study.close()
    qtbot.waitUntil(lambda: not last.page.study.pending)
