# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""After a session: it is gone through, a sheet is typed in, a colleague's session is laid beside it."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from cxfield.clock import ManualClock
from cxfield.model.capture import Entry, Shopper
from cxfield.model.debrief import Finding
from cxfield.model.sampling import Tally
from cxfield.model.session import Session
from cxfield.services import observation as obs
from cxfield.services.observation_review import DoneSession
from cxfield.services.observation_shapes import Inherited, Start
from tests.ui.observe_room import MINUTE, NOON, Room
from ui.context import Ui
from ui.pages.observe.after import AfterView
from ui.pages.observe.beside import _offset_words
from ui.pages.observe.done_list import DoneList
from ui.pages.observe.paper import PaperView

pytestmark = pytest.mark.qt_log_ignore("does not support propagateSizeHints")


@pytest.fixture
def after(room: Room) -> AfterView:
    """The review of a session of three entries."""
    for key in "stl":
        room.key(key)
        room.clock.advance(7_000)
    room.settle()
    session = room.log.id
    _do(room, obs.stop_session, session_id=session, stamp=room.clock.stamp())
    page = room.page
    page.capture.drop_log()
    page._show_start()
    room.qtbot.waitUntil(lambda: session in page.start.done.buttons)
    page.start.done.buttons[session].click()
    view = page._after
    assert view is not None
    room.qtbot.waitUntil(lambda: view.review.row is not None)
    return view


def _do(room: Room, verb: Any, **arguments: Any) -> Any:
    study = room.ui.study
    assert study is not None
    study.call(lambda uow: verb(uow, **arguments), label="x")
    room.settle()


def test_a_session_is_gone_through_entry_by_entry_and_kept_as_it_is_typed(
    room: Room, after: AfterView
) -> None:
    review = after.review
    assert review.head.words.startswith("1 of 3 · 0:12:00 · Browses")
    assert review.lacks.words == "Missing: where, how"
    QTest.keyClicks(review.fields["interpretation"], "looks for a size")
    QTest.keyClick(review.fields["interpretation"], Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert review.place == 1
    QTest.keyClicks(review.fields["so_what"], "signs")
    review.issue.click()
    room.settle()
    room.qtbot.waitUntil(lambda: review.issue.words == "It is an issue")
    review.gap.click()
    assert review.place == 2
    room.settle()
    entries = sorted(room.file.read(lambda r: r.all(Entry)), key=lambda e: e.t_ms)
    assert [(e.interpretation, e.so_what) for e in entries] == [
        ("looks for a size", ""),
        ("", "signs"),
        ("", ""),
    ]
    (finding,) = room.file.read(lambda r: r.all(Finding))
    assert finding.so_what == "signs"
    assert "1 of 3 are interpreted" in review.whole.words


def test_the_companys_figures_are_entered_in_the_words_of_the_language(room: Room, after: AfterView) -> None:
    after.parts.choose("figures")
    field = after.figures.fields["sales"]
    QTest.keyClicks(field, "1 250,5")
    QTest.keyClick(field, Qt.Key.Key_Return)
    room.settle()
    assert [t.amount for t in room.file.read(lambda r: r.all(Tally))] == [1250.5]
    field.setText("many")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert after.figures.trouble.words == "Write a number. Nothing was changed."


def test_a_colleagues_session_is_found_moved_and_laid_beside(room: Room, after: AfterView) -> None:
    clock = room.clock
    assert isinstance(clock, ManualClock)
    first = after._session
    site = room.file.read(lambda r: r.get(Session, first)).site_id
    clock.advance(-3_000)
    started = Start(site_id=site)
    _do(room, obs.start_session, start=started, stamp=clock.stamp())
    second = next(s.id for s in room.file.read(lambda r: r.all(Session)) if s.id != first)
    own = {e.t_ms: e.code_id for e in room.file.read(lambda r: r.all(Entry))}
    for code in own.values():
        clock.advance(7_000)
        _do(room, obs.log_event, inherited=Inherited(second), code_id=code, stamp=clock.stamp())
    _do(room, obs.stop_session, session_id=second, stamp=clock.stamp())
    after.parts.choose("beside")
    view = after.beside
    room.qtbot.waitUntil(lambda: second in view.others.chips)
    view.others.chips[second].click()
    room.qtbot.waitUntil(lambda: view._laid is not None)
    assert view.fits.words.startswith("3 entries of the same code fall together")
    found = view._laid.shift_ms if view._laid is not None else 0
    assert found == 12 * MINUTE - 7_000
    view.moves[100].click()
    room.qtbot.waitUntil(lambda: view._laid is not None and view._laid.shift_ms == found + 100)
    view.join.click()
    room.settle()
    room.qtbot.waitUntil(view.part.isEnabled)
    session = room.file.read(lambda r: r.get(Session, second))
    assert (session.parallel_of, session.shift_ms) == (first, found + 100)


@pytest.mark.parametrize(
    ("shift", "said"), [(2_000, "2.0 s later"), (-2_000, "2.0 s earlier"), (0, "at the same moment")]
)
def test_the_offset_of_a_colleague_is_said_without_a_sign(ui: Ui, shift: int, said: str) -> None:
    assert said in _offset_words(shift, ui.texts)


def test_every_session_that_is_over_can_be_gone_through(ui: Ui, qtbot: QtBot) -> None:
    listed = DoneList(ui)
    qtbot.addWidget(listed)
    listed.show()
    listed.show_sessions(
        tuple(DoneSession(str(n), n, NOON, 120, {"en": "Espoo"}, 3, 0, False) for n in range(9))
    )
    assert (len(listed.buttons), listed.all.words) == (6, "All 9 sessions")
    listed.all.click()
    assert len(listed.buttons) == 9
    assert listed.all.isHidden()


def test_a_paper_sheet_is_typed_in_line_by_line(idle_room: Room) -> None:
    room = idle_room
    room.page.start.done.paper.click()
    view = room.page._paper
    assert isinstance(view, PaperView)
    view.day.setText("24.10.2026")
    view.go.click()
    room.settle()
    room.qtbot.waitUntil(lambda: bool(view._board.codes))
    QTest.keyClicks(view.line, "A 10:02-10:15 S T3")
    assert view.understood.words == "shopper A · Browses × 1 · Touches product × 3"
    QTest.keyClick(view.line, Qt.Key.Key_Return)
    room.settle()
    QTest.keyClicks(view.line, "A 10:99 S")
    QTest.keyClick(view.line, Qt.Key.Key_Return)
    assert view.line.text() == "A 10:99 S"
    assert view.understood.words == "10:99 is no time of the day."
    assert len(room.file.read(lambda r: r.all(Entry))) == 4
    assert [s.letter for s in room.file.read(lambda r: r.all(Shopper))] == ["A"]
    QTest.keyClick(view.line, Qt.Key.Key_Escape)
    assert room.page.start.isVisible()
