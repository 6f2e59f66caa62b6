# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A guide of every question type by keyboard: previewed in the plan, published, walked in an interview."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from cxfield.clock import ManualClock
from cxfield.methods.questions import QUESTION_TYPES
from cxfield.model.enums import ConsentItem
from cxfield.model.guide import GuideVersion
from cxfield.model.study import Study
from cxfield.services.interview import InterviewStart, start_interview
from cxfield.storage import StudyFile, UnitOfWork
from tests.fixtures.every_type import TEXTS, make_every_type
from ui.context import Ui
from ui.pages.interview import InterviewPage
from ui.pages.plan import PlanPage
from ui.pages.plan.guides import GuidesTab
from ui.session import StudySession

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")
Key = Qt.Key
CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


def _study(uow: UnitOfWork) -> str:
    uow.add(Study(title={"fi": "Tutkimus", "en": "Study"}, languages=["fi", "en"]))
    return make_every_type(uow, publish=False).id


@pytest.fixture
def file(ui: Ui, tmp_path: Path) -> Iterator[StudyFile]:
    made = StudyFile.create(tmp_path / "a.cxf", clock=ManualClock(1_791_000_000_000))
    made.write(_study, label="").result(30)
    ui.study = StudySession(made, ui.bus)
    yield made
    assert made.check() == []
    study, ui.study = ui.study, None
    study.close()


def _shown(qtbot: QtBot, page: QWidget) -> None:
    qtbot.addWidget(page)
    page.resize(1356, 900)
    with qtbot.waitExposed(page):
        page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)


def _focused(page: QWidget) -> QWidget:
    return QApplication.focusWidget() or page


def test_every_type_is_previewed_published_and_walked_by_keyboard(
    qtbot: QtBot, ui: Ui, file: StudyFile
) -> None:
    plan = PlanPage(ui)
    _shown(qtbot, plan)
    plan.entered()
    QTest.keyClick(_focused(plan), Key.Key_4, ALT)
    qtbot.waitUntil(lambda: isinstance(plan.tab, GuidesTab) and len(plan.tab.list.rows) > len(QUESTION_TYPES))
    tab: Any = plan.tab
    tab.list.setFocus()
    previewed: dict[str, tuple[str, str]] = {}
    for kind in QUESTION_TYPES:
        qtbot.waitUntil(lambda kind=kind: tab.form.type.value == kind.key)  # type: ignore[misc]
        preview = tab.form.preview
        previewed[kind.key] = (type(preview.editor).__name__, preview.question.words)
        QTest.keyClick(tab.list, Key.Key_Down)
    assert {kind: words for kind, (_editor, words) in previewed.items()} == {
        kind: words[1] for kind, words in TEXTS.items()
    }
    tab.publish.setFocus()
    QTest.keyClick(tab.publish, Key.Key_Space)
    versions = lambda: file.read(lambda r: r.all(GuideVersion))  # noqa: E731
    qtbot.waitUntil(lambda: versions()[0].published_at is not None)
    qtbot.waitUntil(lambda: not ui.study.pending and not tab.form.type.isEnabled())  # type: ignore[union-attr]
    plan.left()
    plan.hide()

    consents = {ConsentItem.PARTICIPATION: True, ConsentItem.PHOTO: True}
    start = InterviewStart(guide_version_id=versions()[0].id, code="P01", language="en", consents=consents)
    session = file.write(lambda uow: start_interview(uow, start=start), label="").result(30).value
    page = InterviewPage(ui, ManualClock(1_791_000_000_000))
    _shown(qtbot, page)
    page.entered()
    page.go_to({"session": session.id})
    qtbot.waitUntil(lambda: page.view is not None)
    walked: dict[str, tuple[str, str]] = {}
    view: Any = page.view
    while True:
        qtbot.waitUntil(lambda: not ui.study.pending and view.talk.settled and not ui.study.pending)  # type: ignore[union-attr]
        question = view.talk.question
        walked[question.type] = (type(view.pane.editor).__name__, question.text["en"])
        if len(walked) == len(QUESTION_TYPES) - 1:  # a photograph is asked only after a low score
            break
        QTest.keyClick(_focused(page), Key.Key_Return, CTRL)
        qtbot.waitUntil(lambda before=question.id: view.talk.question.id != before)  # type: ignore[misc]
    assert walked == {kind: shown for kind, shown in previewed.items() if kind != "photo"}
    page.left()
    page.hide()
