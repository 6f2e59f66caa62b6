# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Around the tiles: finding, timeline, layouts of the device, photographs, zones without observation."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest

from cxfield.errors import UserError
from cxfield.model.capture import Visit
from cxfield.model.people import Consent, Participant
from cxfield.model.study import Site, Zone
from cxfield.model.talk import Attachment
from tests.ui.observe_room import MINUTE, Room, again
from ui.pages.observe.photo import read_photo

pytestmark = pytest.mark.qt_log_ignore("does not support propagateSizeHints")

CTRL = Qt.KeyboardModifier.ControlModifier


def listed(room: Room) -> list[str]:
    lines = room.page.capture.panel.view.lines
    assert lines is not None
    return [room.log.name_of(line.row) for n in range(lines.rowCount()) if (line := lines.at(n))]


def test_entries_are_found_by_word_code_and_star_while_logging_goes_on(room: Room) -> None:
    room.note("asks for the price")
    room.key("s")
    room.key("t")
    room.key("s")
    room.key(Qt.Key.Key_S, held=Qt.KeyboardModifier.AltModifier)
    room.settle()
    room.key(Qt.Key.Key_F, held=CTRL)
    finder = room.page.capture.panel.finder
    QTest.keyClicks(finder.input, "price")
    room.qtbot.waitUntil(lambda: listed(room) == ["asks for the price"])
    finder.input.setText("browses")
    finder.ask()
    room.qtbot.waitUntil(lambda: listed(room) == ["Browses", "Browses"])
    finder.input.clear()
    finder.star.click()
    room.qtbot.waitUntil(lambda: listed(room) == ["Browses"])
    room.key("l")
    room.key(Qt.Key.Key_Escape, finder.input)
    assert listed(room)[0] == "Reads sign"
    room.settle()


def test_the_timeline_has_a_mark_for_every_entry_and_opens_it(room: Room) -> None:
    room.key("s")
    room.clock.advance(2 * MINUTE)
    room.key("t")
    room.settle()
    line = room.page.capture.panel.timeline
    line.ask()
    room.qtbot.waitUntil(lambda: len(line.moments) == 2)
    x = round(12 * MINUTE / (14 * MINUTE) * line.width())
    QTest.mouseClick(line, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(x, 10))
    editing = room.page.capture.line.editing
    assert editing is not None
    assert editing.t_ms == 12 * MINUTE


def test_counters_run_by_code_touchpoint_and_phase(room: Room) -> None:
    room.key("s")
    room.page.capture.points.choose(1)
    room.key("s")
    room.key("3", held=Qt.KeyboardModifier.AltModifier)
    room.settle()
    room.key("t")
    assert (room.count("S"), room.count("T")) == (2, 1)
    assert room.log.by_touchpoint[room.log.board.touchpoints[0].id] == 2
    words = room.page.capture.panel.phases
    room.qtbot.waitUntil(lambda: words.words == "before 0 · during 2 · after 1")
    room.settle()


def test_the_layout_of_the_device_stays_with_it_and_every_tile_stays_in_reach(room: Room) -> None:
    view = room.page.capture
    everything = set(view.grid.tiles)
    usual = min(tile.height() for tile in view.grid.tiles.values())
    view.foot.show("layout")
    for key in ("large", "left"):
        view.foot.bar.picked.emit(key)
    assert all(tile.height() >= 1.5 * usual for tile in view.grid.tiles.values() if tile.isVisible())
    seen: set[str] = set()
    for _ in range(2):
        seen |= {key for key, tile in view.grid.tiles.items() if not tile.isHidden()}
        view.grid.turn(1)
    assert seen == everything
    room.qtbot.waitUntil(
        lambda: view.panel.mapTo(view, QPoint(0, 0)).x() < view.grid.mapTo(view, QPoint(0, 0)).x()
    )
    room = again(room)
    options = room.page.capture.arranger.options
    assert (options.large, options.left, options.sound) == (True, True, False)
    room.settle()


def test_another_page_is_two_taps_away_and_the_tiles_are_one(room: Room) -> None:
    view = room.page.capture
    room.qtbot.waitUntil(lambda: len(view.middle.names) > 2)
    view.turn.click()
    assert view.foot.name == "pages"
    room.key("7")
    assert (view.middle.page, view.foot.open) == ("guide", False)
    assert view.turn.words == "Back to the tiles"
    room.key("s")
    assert room.shown() == ["Browses"]
    view.turn.click()
    assert (view.middle.page, view.turn.words) == ("free", "Another page")


def test_two_tiles_change_places_and_log_nothing_meanwhile(room: Room) -> None:
    view = room.page.capture
    by_key = {tile.code.key: tile for tile in view.grid.tiles.values()}
    one, other = by_key["S"].geometry(), by_key["A"].geometry()
    view.foot.show("layout")
    view.foot.bar.picked.emit("swap")
    for key in "SA":
        QTest.mouseClick(by_key[key], Qt.MouseButton.LeftButton)
    assert (by_key["S"].geometry(), by_key["A"].geometry()) == (other, one)
    assert room.log.total == 0
    QTest.mouseClick(by_key["S"], Qt.MouseButton.LeftButton)
    assert room.shown() == ["Browses"]
    room.settle()


def test_a_keyboard_on_the_screen_never_covers_the_line(room: Room) -> None:
    view, page = room.page.capture, room.page
    page.stand_above(330)
    room.qtbot.waitUntil(
        lambda: view.line.mapTo(page, QPoint(0, view.line.height())).y() <= page.height() - 330
    )
    page.stand_above(0)
    room.qtbot.waitUntil(lambda: view.line.mapTo(page, QPoint(0, 0)).y() > page.height() - 330)


def test_in_a_fitting_room_only_the_time_is_kept(room: Room) -> None:
    def close_a_zone(uow: object) -> None:
        site = next(one for one in uow.all(Site) if one.id == room.log.session.site.id)  # type: ignore[attr-defined,union-attr]
        uow.add(Zone(site_id=site.id, name={"en": "Fitting room"}, no_observation=True))  # type: ignore[attr-defined]

    assert room.ui.study is not None
    room.ui.study.call(close_a_zone)
    room.qtbot.waitUntil(lambda: bool(room.log.board.closed))
    room.key(Qt.Key.Key_F9)
    chip = room.page.capture.points.chips[-1]
    chip.click()
    room.key("s")
    room.clock.advance(40_000)
    chip.click()
    room.key("s")
    room.settle()
    assert len(room.entries()) == 1
    (stay,) = room.file.read(lambda r: r.all(Visit, session_id=room.log.id))
    assert (stay.zone_id is not None, (stay.out_t or 0) - stay.in_t) == (True, 40_000)


def test_a_photograph_of_a_person_needs_consent_and_one_of_a_place_does_not(
    room: Room, tmp_path: Path
) -> None:
    def people(uow: object) -> tuple[str, str]:
        ids = []
        for code, given in (("P01", True), ("P02", False)):
            person = uow.add(Participant(code=code))  # type: ignore[attr-defined]
            uow.add(Consent(participant_id=person.id, item="photo", given=given))  # type: ignore[attr-defined]
            ids.append(person.id)
        return ids[0], ids[1]

    assert room.ui.study is not None
    yes, no = room.ui.study.call(people).result(30).value
    room.key("s")
    room.settle()
    room.qtbot.waitUntil(lambda: [one.id for one in room.log.followed.extras.pictured] == [yes])
    picture = tmp_path / "a.png"
    QImage(40, 30, QImage.Format.Format_RGB32).save(str(picture))
    told: list[object] = []
    room.log.said.connect(told.append)
    row = room.log.aim
    assert row is not None
    read: list[object] = []
    read_photo(room.ui, room.page, picture, read.append, told.append)
    room.qtbot.waitUntil(lambda: bool(read or told))
    details = room.page.capture.foot.details()
    for subject, person in (("place", None), ("person", yes), ("person", no), ("person", None)):
        details.keep_photo(row, read[0], subject, person)
    room.settle()
    kept = room.file.read(lambda r: r.all(Attachment, session_id=room.log.id))
    assert [(one.subject, one.participant_id, one.entry_id) for one in kept] == [
        ("place", None, row.id),
        ("person", yes, row.id),
    ]
    assert [isinstance(error, UserError) for error in told] == [True, True]
