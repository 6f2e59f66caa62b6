# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is due is said when a study is opened, with the way to the schedule."""

import datetime as dt

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from ui.pages.plan import PlanPage
from ui.shell.reminder import ReminderBar

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


def test_the_wave_that_should_begin_is_said_and_opened(qtbot: QtBot, plan_page: PlanPage) -> None:
    opened: list[str] = []
    bar = ReminderBar(plan_page.ui, opened.append)
    qtbot.addWidget(bar)
    bar.ask(plan_page.desk.session, dt.date(2025, 7, 1))
    bar.ask(plan_page.desk.session, dt.date(2025, 10, 3))
    qtbot.waitUntil(lambda: not bar.isHidden())
    assert bar.words.words == "Wave 1, autumn 2025 should begin on Mon 6 Oct."
    QTest.mouseClick(bar.go, Qt.MouseButton.LeftButton)
    assert bar.isHidden()
    assert len(opened) == 1
    plan_page.go_to({"tab": "study", "at": f"waves/{opened[0]}"})
    tab = plan_page.tab
    assert tab is not None
    assert tab.place() == "waves"


def test_later_puts_it_away(qtbot: QtBot, plan_page: PlanPage) -> None:
    bar = ReminderBar(plan_page.ui, lambda _wave: None)
    qtbot.addWidget(bar)
    bar.ask(plan_page.desk.session, dt.date(2025, 10, 3))
    qtbot.waitUntil(lambda: not bar.isHidden())
    QTest.keyClick(bar.later, Qt.Key.Key_Space)
    assert bar.isHidden()
