# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The table put right, the guide's questions, cards and ideas of a group, by hand and by keys."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QModelIndex, QPoint, QRect, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from cxfield.clock import ManualClock
from cxfield.model.guide import Question
from cxfield.services.group import FULL_CIRCLE
from cxfield.services.group_views import StatementView
from cxfield.storage import UnitOfWork
from tests.ui import group_room
from tests.ui.group_room import EVENING, MINUTE, Room
from tests.ui.test_group import CTRL, SHIFT, made, room
from ui.context import Ui
from ui.pages.group.ideas import IdeaRow
from ui.pages.group.seats import SeatButton
from ui.pages.group.sheets import CorrectDialog, MinutesDialog, TopicsDialog
from ui.pages.group.statements import PAGE
from ui.widgets.chips import Chip

__all__ = ["made", "room"]
pytestmark = pytest.mark.qt_log_ignore("does not support propagateSizeHints")


def _round(room: Room) -> list[str]:
    """The codes round the table from the moderator on."""
    seats = sorted(room.state().seats, key=lambda seat: seat.angle)
    at = next(n for n, seat in enumerate(seats) if seat.moderator)
    return [seat.code for seat in [*seats[at + 1 :], *seats[:at]]]


def _seat(room: Room, code: str) -> SeatButton:
    """A seat that stands where it will stay."""
    seats = room.view.table.map

    def placed() -> bool:
        boxes = [button.geometry() for button in seats.buttons.values()]
        apart = all(not one.intersects(other) for n, one in enumerate(boxes) for other in boxes[:n])
        return apart and all(seats.rect().contains(box) for box in boxes)

    room.qtbot.waitUntil(placed)
    return seats.buttons[room.seat(code)]


def test_a_seat_is_dragged_beside_another_and_logs_nothing_meanwhile(room: Room) -> None:
    assert _round(room) == ["F1", "F2", "F3", "F4"]
    room.view.table.set_setting(True)
    one, target = _seat(room, "F1"), _seat(room, "F3").geometry().center()
    centre = one.rect().center()
    left = Qt.MouseButton.LeftButton
    QTest.mousePress(one, left, pos=centre)
    QTest.mouseMove(one, centre + QPoint(30, 30))
    spot = one.mapFromParent(target)
    QTest.mouseRelease(one, left, pos=spot)
    room.qtbot.waitUntil(lambda: not room.log.busy)
    assert _round(room) in (["F2", "F1", "F3", "F4"], ["F2", "F3", "F1", "F4"])
    assert all(0 <= seat.angle < FULL_CIRCLE for seat in room.log.state.seats)
    assert room.state().turns == ()
    room.view.table.set_setting(False)
    QTest.mouseClick(_seat(room, "F1"), left)
    assert len(room.state().turns) == 1, "a press speaks again"


def test_a_seat_moves_by_ctrl_and_an_arrow(room: Room) -> None:
    button = _seat(room, "F2")
    button.setFocus()
    room.key(Qt.Key.Key_Right, button, CTRL)
    assert _round(room) == ["F1", "F3", "F2", "F4"]
    room.key(Qt.Key.Key_Left, _seat(room, "F2"), CTRL)
    assert _round(room) == ["F1", "F2", "F3", "F4"]


def test_a_seat_takes_another_key_and_the_other_gets_its_own(room: Room) -> None:
    dialog = CorrectDialog(room.ui, room.log, room.view)
    dialog.who.set_value(room.seat("F2"))
    dialog.who.chosen.emit(room.seat("F2"))
    assert dialog.key.value == "2"
    dialog.key.set_value("Q")
    dialog.set_key.click()
    room.settle()
    room.say("Nobody yet.")
    room.key("q", held=SHIFT)
    room.key("1")
    state = room.state()
    assert state.statements[0].agree == {room.seat("F2")}, "Shift and a letter agrees, too"
    assert [turn.seat_id for turn in state.turns] == [room.seat("F1")]


def test_who_leaves_is_away_and_their_silence_is_counted_from_the_last_word(room: Room) -> None:
    room.key("1")
    room.clock.advance(2 * MINUTE)
    room.key("2")
    room.clock.advance(5 * MINUTE)
    room.tick()
    bars = room.view.balance.bars
    room.qtbot.waitUntil(lambda: "silent for 5 min" in bars.accessibleName().split(";")[0])
    said = bars.accessibleName()
    assert "silent" not in said.split(";")[1], "who speaks is not silent"
    assert "silent for 7 min" in said.split(";")[2]
    dialog = CorrectDialog(room.ui, room.log, room.view)
    dialog.who.set_value(room.seat("F3"))
    dialog.leave.click()
    room.settle()
    assert not room.log.seats[room.seat("F3")].here(room.log.now())
    assert "F3" not in {room.log.code(seat) for seat in room.log.silence(room.log.now())}


def test_minutes_go_from_the_longest_section_to_come_to_the_present_one(room: Room) -> None:
    room.key(Qt.Key.Key_Return, held=CTRL)
    parts = {part.id: part for part in room.log.state.parts}
    dialog = MinutesDialog(room.ui, room.log, room.view)
    source, target = parts[dialog.source.value or ""], parts[dialog.target.value or ""]
    assert (source.minutes, target.id) == (40, room.view.guide.current)
    dialog.choose("move")
    assert room.state().sheet.moved == {source.id: -5.0, target.id: 5.0}


def test_every_question_of_a_section_is_shown_with_its_own_probes(room: Room) -> None:
    section = room.log.state.parts[0].id
    asked = (("Do you like it?", "Why?"), ("What did you buy?", "Which one?"))

    def write(uow: UnitOfWork) -> None:
        for n, (words, probe) in enumerate(asked):
            fields: dict[str, Any] = {
                "key": f"q{n}",
                "text": {"en": words},
                "probes": [{"en": probe}],
                "order_key": f"a{n}",
            }
            uow.add(Question(section_id=section, type="open", **fields))

    room.file.write(write, label="x").result()
    room.log.reload()
    guide = room.view.guide
    room.key(Qt.Key.Key_Backspace, held=CTRL)
    room.qtbot.waitUntil(lambda: guide.question.words == "Do you like it?")
    if guide.current != section:
        room.log.go_to(section)
    assert [chip.words for chip in guide.probes] == ["Why?"]
    assert guide.turn.words == "1/2"
    room.key("1", held=Qt.KeyboardModifier.AltModifier)
    room.key(Qt.Key.Key_Down, held=CTRL)
    assert guide.question.words == "What did you buy?"
    assert [(chip.words, chip.used) for chip in guide.probes] == [("Which one?", False)]
    guide.turn.click()
    assert [(chip.words, chip.used) for chip in guide.probes] == [("Why?", True)]


def test_a_card_has_words_of_its_own_that_are_kept_as_they_are_typed(room: Room) -> None:
    cards = room.view.cards
    cards._add("New sign")
    room.settle()
    room.view.show_panel("cards")
    cards.refresh()
    QTest.keyClicks(cards.text, "Pick up 30 m.")

    def kept() -> Sequence[str]:
        return [card.text.get("en", "") for card in room.state().cards if card.text]

    room.qtbot.waitUntil(lambda: kept() == ["Pick up 30 m."])
    assert cards.words.words == "Pick up 30 m."


def test_hands_vote_for_ideas_and_make_an_order(room: Room) -> None:
    for words in ("A sign", "Queue time"):
        room.view.ideas._add(words)
        room.settle()
    first, second = (idea.id for idea in room.log.state.ideas)
    for idea, hands in ((first, 1), (second, 3)):
        for hand in range(hands):
            row = next(
                r for r in room.view.ideas.findChildren(IdeaRow) if r.idea.id == idea and not r.isHidden()
            )
            row.findChildren(Chip)[hand].click()
            room.settle()
    assert [len(idea.votes) for idea in room.state().ideas] == [1, 3]
    room.view.ideas.hands.click()
    orders = {order for _, order, how in room.state().orders if how == "hands"}
    assert orders == {(second, first), (second,)}


def test_the_topics_of_a_group_are_written_one_on_a_line(room: Room) -> None:
    dialog = TopicsDialog(room.ui, ["Price", "Service"], room.view)
    dialog.area.setPlainText("Price\n\n  Queue  \n")
    assert dialog.names() == ["Price", "  Queue  "]


def test_a_long_list_of_statements_is_laid_out_a_page_at_a_time(room: Room) -> None:
    log, rows = room.log, room.view.statements.list.rows
    said = [StatementView(str(n), room.seat("F1"), n * 1000, f"S {n}", False, 0, (), ()) for n in range(151)]
    log.statements[:] = said[:150]
    log.stated.emit()
    assert rows.rowCount() == PAGE
    rows.fetchMore(QModelIndex())
    assert rows.rowCount() == 2 * PAGE, "the next page comes when somebody scrolls down"
    log.statements.append(said[150])
    log.stated.emit()
    newest = rows.said(0)
    assert (rows.rowCount(), newest is not None and newest.text) == (PAGE, "S 149")


def test_in_a_large_group_the_line_stays_in_sight_and_the_focus_at_the_table(
    qtbot: QtBot, ui: Ui, tmp_path: Path
) -> None:
    group = group_room.make(tmp_path / "a.cxf", [f"F{n}" for n in range(1, 12)])
    room = group_room.start(group_room.enter(qtbot, ui, tmp_path / "a.cxf", ManualClock(EVENING), group))
    line, page = room.view.statements.line.submit, room.page
    whole = page.rect()
    qtbot.waitUntil(lambda: whole.contains(QRect(line.mapTo(page, QPoint()), line.size())))
    assert not room.view.balance.isVisible()
    qtbot.waitUntil(room.map.hasFocus)
    page.set_compact(True)
    page.resize(1024, 768)
    qtbot.waitUntil(room.map.hasFocus)
    room.view.show_panel("balance")
    qtbot.waitUntil(room.view.balance.isVisible)
    group_room.leave(room)
