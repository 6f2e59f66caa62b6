# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""An interview opened again and again leaves nothing behind that Python's collector could trip over."""

import gc
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication

from cxfield.i18n import Texts
from tests.ui.interview_room import Room, room

__all__ = ["room"]


def test_every_widget_of_an_interview_has_an_owner(room: Callable[..., Room]) -> None:
    """A tree of widgets without one ends the program when it is collected: PySide6 takes it apart twice."""
    others = set(QApplication.topLevelWidgets())  # of earlier tests, waiting to be collected
    r = room()
    r.begin()
    before = set(QApplication.topLevelWidgets())
    talk = r.view.talk
    for _, item in talk.outline.asked:
        talk.open_at(item.id)
    r.settle()
    ownerless = [w for w in QApplication.topLevelWidgets() if w not in before and not w.isWindow()]
    assert ownerless == []
    mine = {type(w).__name__ for w in QApplication.topLevelWidgets() if w not in others}
    assert mine <= {"InterviewPage", "QWidget"}


def test_opening_again_and_again_in_other_looks_is_steady(room: Callable[..., Room]) -> None:
    r = room()
    r.begin()
    session = r.view.talk.session_id
    asked = [item.id for _, item in r.view.talk.outline.asked]
    for number in range(3):
        r.page.open(session, asked[number % len(asked)])
        r.ui.use_language(Texts("en" if number % 2 else "fi"))
        r.page.retranslate()
        r.ui.themes.use(name="dark" if number % 3 else "light", scale=1.0)
        QApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        gc.collect()
    r.settle()
    views: list[Any] = [w for w in r.page.findChildren(type(r.view)) if w is not r.view]
    assert views == []
