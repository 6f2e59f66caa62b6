# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Everything that has a key while observing is in reach of a finger too, 48 px high, on both layouts."""

from collections.abc import Iterable

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QScrollArea, QWidget

from cxfield.methods.instruments import Method
from tests.ui.observe_room import Room
from ui.pages.observe.around import Around
from ui.pages.observe.middle import FREE, INSTRUMENTS
from ui.shortcuts import SHORTCUTS

pytestmark = pytest.mark.qt_log_ignore("does not support propagateSizeHints")

#: What is picked from a row at the foot, by the row that has it.
PICKED = {
    "observe.marker": ("shopper", "marker"),
    "observe.let-go": ("shopper", "leaves"),
    "observe.star": ("more", "star"),
    "observe.find": ("more", "find"),
    "observe.how": ("more", "how"),
    "observe.interpretation": ("more", "interpretation"),
    "observe.earlier": ("more", "earlier"),
}


@pytest.fixture(params=[False, True], ids=["wide", "tablet"])
def touched(room: Room, request: pytest.FixtureRequest) -> Room:
    if request.param:
        room.page.resize(948, 768)
        room.page.set_compact(True)
    view = room.page.capture
    room.qtbot.waitUntil(lambda: view.around is not None and view.around.gauges is not None)
    _tap(room, view.shoppers.add)
    _tap(room, next(t for t in view.grid.tiles.values() if t.code.key == "S"))
    room.settle()
    room.qtbot.waitUntil(view.shoppers.cards[0].isVisible)
    return room


def _tap(room: Room, widget: QWidget, at: QPoint | None = None) -> None:
    room.qtbot.waitUntil(lambda: widget.isVisible() and widget.height() > 0)
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton, pos=at or widget.rect().center())


def _widgets(room: Room, around: Around) -> dict[str, Iterable[QWidget]]:
    view, card = room.page.capture, around.card
    return {
        "observe.shopper": view.shoppers.cards[:1],
        "observe.give": view.shoppers.cards[:1],  # held for half a second
        "observe.follow": [view.shoppers.add],
        "observe.phase": [view.bar.phase],
        "observe.page": [view.turn],
        "observe.pause": [view.bar.pause],
        "observe.stop": [view.bar.stop],
        "observe.line": [view.line],
        "observe.log": [view.submit if view.tight else view.line.submit],
        "observe.rate": [view.strip.ratings],
        "observe.negative": [view.strip.tones],
        "observe.neutral": [view.strip.tones],
        "observe.positive": [view.strip.tones],
        "observe.pain": [view.strip.pain],
        "observe.delight": [view.strip.delight],
        "observe.touchpoint": [view.points],
        "observe.next-page": [view.grid],  # with more codes than tiles it has a button of its own
        "observe.previous-page": [view.grid],
        "observe.tiles": [view.grid],
        "observe.more": [view.strip.more if view.tight else view.fields.more],
        "observe.lock": [card.lock],
        "observe.look": [card.heads["looks"]],
        "observe.count": [card.heads["counters"]],
        "observe.task": [card.heads["watches"]],
        "observe.contact": [card.heads["watches"]],
    }


def test_every_key_of_observing_has_its_place_for_a_finger(touched: Room) -> None:
    view = touched.page.capture
    around = view.around
    assert around is not None
    found = _widgets(touched, around)
    for row in SHORTCUTS:
        if not row.scope.startswith("observe"):
            continue
        name = row.id.rpartition(".")[0] if row.id[-1].isdigit() else row.id
        if row.id in PICKED:
            opened, key = PICKED[row.id]
            view.foot.show(opened)
            assert key in [pick.key for pick in view.foot.bar.picks], row.id
        elif name == "observe.pick":
            assert all(chip.height() >= 48 for chip in view.foot.bar._chips if chip.isVisible())
        elif name == "observe.edit":
            if view.tight:
                view.toggle_list()
            assert view.panel.view.isVisible()
            assert view.panel.view.sizeHintForRow(0) >= 48
            if view.tight:
                view.toggle_list()
        else:
            beside = name in {
                "observe.lock",
                "observe.look",
                "observe.count",
                "observe.task",
                "observe.contact",
            }
            if view.tight and beside:
                view.middle.turn(INSTRUMENTS)
            for widget in found[name]:
                touched.qtbot.waitUntil(widget.isVisible)
                assert widget.height() >= 48, row.id
            view.middle.turn(FREE)


def test_an_observer_needs_no_keyboard(touched: Room) -> None:
    view = touched.page.capture
    _tap(touched, view.strip.pain)
    touched.settle()
    assert touched.entries()[0].marks == ["pain"]
    # Out of the row at the foot: find, and taking an entry out with the notice that brings it back.
    view.foot.show("more")
    view.foot.bar.picked.emit("find")
    touched.qtbot.waitUntil(view.panel.finder.isVisible)
    _tap(touched, view.panel.finder.away)
    view.foot.show("more")
    view.foot.bar.picked.emit("remove")
    touched.settle()
    assert touched.entries() == []
    _tap(touched, view.toast.button)
    touched.qtbot.waitUntil(lambda: len(touched.entries()) == 1)
    touched.settle()
    # The shopper left, the session is paused and goes on.
    view.foot.show("shopper")
    view.foot.bar.picked.emit("leaves")
    _tap(touched, view.bar.pause)
    touched.settle()
    assert not touched.log.live
    _tap(touched, view.bar.pause)
    touched.settle()
    assert touched.log.live


def test_a_session_ends_on_a_tablet_whose_instruments_were_looked_at(touched: Room) -> None:
    view = touched.page.capture
    view.middle.turn(INSTRUMENTS)
    view.bar.stop.click()
    touched.page.closing.confirm()
    touched.qtbot.waitUntil(lambda: touched.page.log is None)
    # The next session has them again, on the page as beside the entries.
    touched.page.start.start()
    touched.qtbot.waitUntil(lambda: touched.page.log is not None and view.instruments.wanted)
    view.middle.turn(INSTRUMENTS)
    assert view.around is not None
    touched.qtbot.waitUntil(view.around.card.heads["counters"].isVisible)


def test_a_look_that_is_due_is_said_over_the_tiles_of_a_tablet(touched: Room) -> None:
    view = touched.page.capture
    around = view.around
    assert around is not None
    assert around.gauges is not None
    looks, bar = around.card.looks, view.prompt
    around.gauges.sample(Method.SCAN, 30_000, [touched.log.board.codes[0].id])
    touched.qtbot.waitUntil(lambda: bool(looks.rows))
    around.gauges.press("door_in")
    touched.settle()
    around.card.open("counters")
    around.card.open("watches")
    touched.clock.advance(30_000)
    around.tick()
    assert looks.waits
    if not view.tight:
        # Beside the tiles it is in sight at once, whatever is open above it.
        assert bar.prompt is None
        touched.qtbot.waitUntil(lambda: _in_sight(looks.due.title))
        return
    assert bar.prompt is not None
    assert bar.prompt.do == "look"
    _tap(touched, bar.skip)
    around.tick()
    assert bar.prompt is None, "skipped once, the same look is not said again"
    touched.clock.advance(30_000)
    around.tick()
    touched.qtbot.waitUntil(lambda: bar.prompt is not None)
    _tap(touched, bar.action)
    touched.qtbot.waitUntil(lambda: _in_sight(looks.due.title))
    assert view.middle.page == INSTRUMENTS
    _tap(touched, looks.due.nothing)
    touched.settle()
    around.tick()
    assert bar.prompt is None


def _in_sight(widget: QWidget) -> bool:
    """Whether all of it is painted: no scrolled area cuts it."""
    return widget.isVisible() and widget.visibleRegion().boundingRect() == widget.rect()


def test_with_large_text_what_is_being_used_is_in_sight(room: Room) -> None:
    view = room.page.capture
    room.page.resize(1024, 720)
    room.page.set_compact(True)
    room.ui.themes.use(scale=1.5)
    area = next(area for area in room.page.findChildren(QScrollArea) if area.widget() is view)
    bar = area.verticalScrollBar()
    room.qtbot.waitUntil(lambda: bar.maximum() > 100)
    room.key("s")
    room.key(".")
    room.qtbot.waitUntil(lambda: _in_sight(view.foot.bar))
    room.key(Qt.Key.Key_Space)
    room.qtbot.waitUntil(lambda: _in_sight(view.line) and _in_sight(view.foot.bar))
    line, row = (QRect(part.mapTo(view, QPoint(0, 0)), part.size()) for part in (view.line, view.foot.bar))
    assert not line.intersects(row)
    room.key(Qt.Key.Key_Escape, view.line.input)
    room.qtbot.waitUntil(lambda: bar.value() == 0)
