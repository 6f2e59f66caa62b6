# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The study that a window has open: what is asked, and what is asked too late."""

from pathlib import Path

from pytestqt.qtbot import QtBot

from cxfield.storage import StudyFile
from ui.context import Ui
from ui.session import StudySession


def test_a_question_is_answered_on_the_thread_of_the_window(ui: Ui, qtbot: QtBot, tmp_path: Path) -> None:
    answers: list[object] = []
    session = StudySession(StudyFile.create(tmp_path / "a.cxf"), ui.bus)
    session.ask(lambda reader: reader.rows("study"), done=answers.append)
    assert session.asked == 1
    qtbot.waitUntil(lambda: answers == [[]])
    assert session.asked == 0
    session.close()


def test_what_is_asked_of_a_study_that_was_closed_is_neither_answered_nor_an_error(
    ui: Ui, qtbot: QtBot, tmp_path: Path
) -> None:
    answers: list[object] = []
    session = StudySession(StudyFile.create(tmp_path / "a.cxf"), ui.bus)
    session.close()
    assert session.ask(lambda reader: reader.rows("study"), done=answers.append).cancelled()
    qtbot.wait(20)
    assert not answers
    assert session.asked == 0
