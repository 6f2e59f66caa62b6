# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The respondent's own screen: filled by touch alone, nothing else in reach, left with the PIN only."""

import time
from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

from cxfield.model.guide import Guide
from cxfield.model.session import Session
from cxfield.model.study import Quota
from cxfield.model.talk import Answer
from cxfield.services import kiosk
from tests.ui.fitting import problems
from tests.ui.interview_room import Room, room
from ui.pages.interview.handing import GIVE
from ui.pages.interview.respondent import RespondentScreen
from ui.pages.interview.respondent_parts import LargeScale
from ui.pages.interview.touch_keys import SHIFT, SPACE
from ui.widgets.dialog import Dialog
from ui.widgets.field import TextField

__all__ = ["room"]
PATIENCE_S = 30
FINGER = QTest.createTouchDevice()
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


def wait(condition: Callable[[], bool], otherwise: str) -> None:
    """Let the program go on until something is so."""
    until = time.monotonic() + PATIENCE_S
    while not condition():
        assert time.monotonic() < until, otherwise
        QApplication.processEvents()


def touch(widget: QWidget, place: QPoint | None = None) -> None:
    """A finger on a place, or in the middle: the screen sends touches, never a mouse."""
    window = widget.window()

    def middle() -> QPoint:
        return widget.mapTo(window, place or QPoint(widget.width() // 2, widget.height() // 2))

    def laid_out() -> bool:
        QApplication.processEvents()
        for area in _areas(widget):
            area.ensureWidgetVisible(widget)
        there = window.childAt(middle())
        found = there is not None and (there is widget or widget.isAncestorOf(there))
        return found and widget.isEnabled() and window.windowHandle() is not None

    wait(laid_out, "something covers what is touched")
    QTest.touchEvent(window.windowHandle(), FINGER).press(0, middle()).commit()
    QTest.touchEvent(window.windowHandle(), FINGER).release(0, middle()).commit()


def _areas(widget: QWidget) -> list[QScrollArea]:
    parents = []
    parent = widget.parentWidget()
    while parent is not None:
        if isinstance(parent, QScrollArea):
            parents.append(parent)
        parent = parent.parentWidget()
    return parents


def _screen(r: Room) -> RespondentScreen:
    found = [w for w in QApplication.topLevelWidgets() if isinstance(w, RespondentScreen) and w.isVisible()]
    assert len(found) == 1
    return found[0]


def give(r: Room, pin: str = "2580") -> RespondentScreen:
    dialog = next(w for w in r.page.findChildren(Dialog) if w.isVisible())
    (field,) = dialog.findChildren(TextField)
    assert not dialog.button(GIVE).isEnabled()
    QTest.keyClicks(field.input, pin)
    dialog.button(GIVE).click()
    return _screen(r)


def _take_back(r: Room, screen: RespondentScreen, pin: str = "2580") -> None:
    QTest.keyClick(screen, Qt.Key.Key_F11)
    for digit in pin:
        touch(screen.pad.keys[digit])
    touch(screen.pad.ok)
    r.settle()


def _round(r: Room, **more: Any) -> RespondentScreen:
    r.page.entered()
    touch(r.page.start.kiosk)
    return give(r, **more)


def write(screen: RespondentScreen, words: str) -> None:
    """Words by the keys on the screen."""
    keys = screen.page.keys
    wait(lambda: keys.isVisible() and _whole(QApplication.focusWidget()), "what is written in is covered")
    for sign in words:
        if sign.isupper():
            touch(keys.keys[SHIFT])
        touch(keys.keys[SPACE if sign == " " else sign.lower()])


def _whole(field: QWidget | None) -> bool:
    """Whether all of a field stands in what is seen of its page."""
    if field is None or not (areas := _areas(field)):
        return False
    port = areas[-1].viewport()
    return bool(port.rect().contains(QRect(field.mapTo(port, QPoint()), field.size())))


def _settle(r: Room, screen: RespondentScreen) -> None:
    r.bot.waitUntil(lambda: not r.page.study.pending and not screen._busy)


def test_a_round_of_two_respondents_by_touch_alone(room: Callable[..., Room]) -> None:
    r = room()
    screen = _round(r)
    assert r.file.read(lambda reader: reader.all(Session)) == [], "nothing before the first tap"
    asked: set[str] = set()
    for person in range(2):
        touch(screen.begin)
        _settle(r, screen)
        for _ in range(40):
            if screen.pages.currentWidget() is screen.plain:
                break
            question = screen.by_id[screen.order[screen.at]]
            asked.add(question.row.type)
            if question.row.key == "highlights":
                write(screen, "Good ")
            if isinstance(screen.editor, LargeScale):
                touch(screen.editor.cells[max(screen.editor.cells) - person])
            touch(screen.next)
            _settle(r, screen)
        assert screen.begin.words == "Next respondent"
        touch(screen.begin)
    _take_back(r, screen)
    sessions = r.file.read(lambda reader: reader.all(Session, order_by="number"))
    assert [(s.mode, s.state) for s in sessions] == [("kiosk", "done")] * 2
    assert {"nps", "csat", "ces", "likert", "open_wheel"} <= asked
    nps = r.question("nps")
    values = [a.value for a in r.file.read(lambda reader: reader.all(Answer, question_id=nps))]
    assert values == [10, 9]
    told = r.file.read(lambda reader: reader.all(Answer, question_id=r.question("highlights")))
    assert [a.text for a in told] == ["Good "] * 2
    none = r.file.read(lambda reader: reader.all(Answer, question_id=r.question("all_met")))
    assert [(a.value, a.skip_reason) for a in none] == [(None, kiosk.NO_ANSWER)] * 2


def test_only_the_pin_leads_out(room: Callable[..., Room]) -> None:
    r = room()
    screen = _round(r)
    screen.close()
    assert screen.isVisible()
    QTest.keyClick(screen, Qt.Key.Key_F11)
    for digit in "1111":
        touch(screen.pad.keys[digit])
    touch(screen.pad.ok)
    assert screen.isVisible()
    assert "not the PIN" in screen.pad.note.words
    QTest.keyClicks(screen.pad, "2580")
    QTest.keyClick(screen.pad, Qt.Key.Key_Return)
    assert not screen.isVisible()


def test_one_interview_is_answered_on_the_respondents_screen(room: Callable[..., Room]) -> None:
    r = room()
    r.begin()
    r.to("csat")
    touch(r.view.pane.hand)
    screen = give(r)
    assert screen.by_id[screen.order[screen.at]].row.key == "csat"
    assert "Hand" not in screen.windowTitle()
    touch(screen.editor.cells[4])  # type: ignore[union-attr]
    _settle(r, screen)
    assert r.answer("csat").value == 4, "on the disk with the tap"
    touch(screen.next)
    _settle(r, screen)
    touch(screen.back)
    _settle(r, screen)
    assert screen.editor.cells[4].isChecked()  # type: ignore[union-attr]
    _take_back(r, screen)
    assert r.view.talk.question is not None
    assert r.view.talk.question.value == 4
    assert r.view.talk.running


def test_after_a_while_without_a_touch_the_first_page_returns(room: Callable[..., Room]) -> None:
    r = room()
    screen = _round(r)
    touch(screen.begin)
    _settle(r, screen)
    touch(screen.next)
    _settle(r, screen)
    screen._idle.setInterval(30)
    screen._idle.start()
    r.bot.waitUntil(screen.begin.isVisible)
    _settle(r, screen)
    (session,) = r.file.read(lambda reader: reader.all(Session))
    assert session.state == "done"
    assert screen.session_id == ""
    _take_back(r, screen)


def test_a_full_quota_asks_nobody(room: Callable[..., Room]) -> None:
    r = room()
    r.file.write(lambda uow: uow.add(Quota(counted="interview", target=1)), label="").result()
    screen = _round(r)
    touch(screen.begin)
    _settle(r, screen)
    screen._idle_over()
    _settle(r, screen)
    assert not screen.begin.isVisible()
    assert "Enough people" in screen.plain.words.words
    _take_back(r, screen)


def test_the_look_of_the_study_and_large_targets(room: Callable[..., Room]) -> None:
    r = room()
    guide = r.file.read(lambda reader: reader.all(Guide))[0].id
    r.file.write(lambda uow: uow.change(Guide, guide, colour="#7A1FA2", logo_id="gone"), label="").result()
    screen = _round(r)
    screen.showNormal()
    screen.resize(1024, 768)
    assert screen.ui.theme.color("accent.base").name().upper() == "#7A1FA2"
    assert r.ui.theme.color("accent.base").name().upper() != "#7A1FA2"
    touch(screen.begin)
    _settle(r, screen)
    faults: list[str] = []
    for _ in range(30):
        if screen.pages.currentWidget() is screen.plain:
            break
        QApplication.processEvents()
        screen.grab()
        kind = screen.by_id[screen.order[screen.at]].row.type
        faults += [f"{kind}: {fault}" for fault in problems(screen)]
        if isinstance(screen.editor, LargeScale):
            assert min(min(c.width(), c.height()) for c in screen.editor.cells.values()) > 71
        touch(screen.next)
        _settle(r, screen)
    assert faults == [], "\n".join(faults)
    _take_back(r, screen)
