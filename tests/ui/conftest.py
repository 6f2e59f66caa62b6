# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The context of the window for tests: English, light, no settings file."""

import datetime as dt
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from cxfield.settings import Settings
from ui.context import Ui
from ui.making import make_ui


@pytest.fixture
def qtbot(qtbot: QtBot) -> Iterator[QtBot]:
    """What is shown lives until its study is closed, as in the program, also where only the test knew of it:
    an answer of the file may still be on its way when a test's last line has passed.
    """
    shown: list[QWidget] = []
    add = qtbot.addWidget

    def add_and_keep(widget: QWidget, **how: Any) -> None:
        shown.append(widget)
        add(widget, **how)

    qtbot.addWidget = add_and_keep  # type: ignore[method-assign]
    yield qtbot
    shown.clear()


@pytest.fixture
def ui(qtbot: QtBot) -> Iterator[Ui]:
    """A fresh context in English and light."""
    context = make_ui(Settings(language="en", theme="light"))
    yield context
    context.close()
    context.deleteLater()
    # What the test showed goes now, while Python is whole, and not in no order at its end.
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def plan_page(qtbot: QtBot, ui: Ui, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """The Plan room on a study four days before the field."""
    from tests.ui.plan_study import make
    from ui.bus import Bus
    from ui.pages.plan import PlanPage
    from ui.pages.plan import study as study_tab
    from ui.session import StudySession
    from ui.undo import Undo

    monkeypatch.setattr(study_tab, "today", lambda: dt.date(2025, 10, 3))
    ui._bus = Bus()
    session = StudySession(make(tmp_path / "plan.cxf"), ui.bus)
    ui.study = session
    ui.undo = Undo(session)
    ui.undo.scope = "plan"
    page = PlanPage(ui)
    qtbot.addWidget(page)
    page.resize(1356, 844)
    page.show()
    page.entered()
    yield page
    page.left()
    page.close()
    ui.study = None
    session.close()


@pytest.fixture(scope="session")
def made_study(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A study that is set up, made once for all tests of the Observe room."""
    from tests.ui.observe_room import make

    return make(tmp_path_factory.mktemp("made") / "a.cxf")


@pytest.fixture
def study_path(made_study: Path, tmp_path: Path) -> Path:
    """A copy of it of one's own."""
    return Path(shutil.copy(made_study, tmp_path / "a.cxf"))


@pytest.fixture
def idle_room(qtbot: QtBot, ui: Ui, study_path: Path) -> Iterator[Any]:
    """The Observe room of a study in which nothing runs."""
    from cxfield.clock import ManualClock
    from cxfield.storage import StudyFile
    from tests.ui.observe_room import NOON, open_room

    clock = ManualClock(NOON)
    yield open_room(qtbot, ui, StudyFile.open(study_path, clock=clock), clock)
    assert ui.study is not None
    ui.study.close()


@pytest.fixture
def room(idle_room: Any) -> Any:
    """The Observe room with a session that has been running for twelve minutes."""
    from tests.ui.observe_room import begin

    return begin(idle_room)
