# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tracked shoppers and the details of entries on the live screen, by keys and by touch."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog

from cxfield.model.capture import Distraction, Entry, Shopper, Visit
from cxfield.model.enums import Mark
from tests.ui.observe_room import MINUTE, Room, again
from ui.models.entries import Kept

pytestmark = pytest.mark.qt_log_ignore("does not support propagateSizeHints")

ALT, CTRL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier


def shoppers(room: Room) -> list[Shopper]:
    return room.file.read(lambda r: r.all(Shopper, session_id=room.log.id, order_by="letter"))


def visits(room: Room) -> list[Visit]:
    return room.file.read(lambda r: r.all(Visit, session_id=room.log.id, order_by="in_t"))


def letters(room: Room) -> list[str]:
    return [line.row.letter for n in range(room.log.rows.rowCount()) if (line := room.log.rows.at(n))]


def follow(room: Room, count: int = 1) -> None:
    for _ in range(count):
        room.key(Qt.Key.Key_F9)
        room.clock.advance(1000)


def test_one_key_follows_a_shopper_and_the_next_entry_is_of_that_shopper(room: Room) -> None:
    room.key(Qt.Key.Key_F9)
    room.key("s")
    assert [card.shopper.letter for card in room.page.capture.shoppers.cards if card.shopper] == ["A"]
    assert letters(room) == ["A"]
    room.settle()
    (shopper,), (entry,) = shoppers(room), room.entries()
    assert (entry.shopper_id, shopper.in_t, entry.t_ms) == (shopper.id, 12 * MINUTE, 12 * MINUTE)


def test_function_keys_switch_between_shoppers_and_back_to_nobody(room: Room) -> None:
    follow(room, 2)
    room.key(Qt.Key.Key_F1)
    room.key("t")
    room.key(Qt.Key.Key_F2)
    room.key("l")
    room.key(Qt.Key.Key_F2)
    room.key("v")
    assert letters(room) == ["", "B", "A"]


def test_states_of_several_shoppers_run_side_by_side(room: Room) -> None:
    follow(room, 2)
    room.key("j")
    room.clock.advance(60_000)
    room.key(Qt.Key.Key_F1)
    room.key("j")
    room.clock.advance(6000)
    room.page.capture.tick()
    tile = next(t for t in room.page.capture.grid.tiles.values() if t.code.key == "J")
    assert tile.running == "A 0:06 +1"
    room.key("j")
    assert tile.running == "B 1:06"
    room.settle()
    spans = [(e.end_t_ms or 0) - e.t_ms for e in room.entries() if e.end_t_ms is not None]
    assert spans == [6000]


def test_an_exclusive_state_ends_the_other_at_once(room: Room) -> None:
    room.key("o")
    room.clock.advance(30_000)
    room.key("j")
    running = {code for code, _ in room.log.running}
    assert {room.log.codes[code].key for code in running} == {"J"}
    room.settle()
    first, second = room.entries()
    assert (first.end_t_ms, second.end_t_ms) == (second.t_ms, None)


def test_choosing_a_touchpoint_moves_the_shopper_and_each_keeps_its_place(room: Room) -> None:
    follow(room)
    room.page.capture.points.choose(1)
    room.clock.advance(31_000)
    room.page.capture.points.choose(2)
    room.clock.advance(9_000)
    follow(room)
    assert room.log.touchpoint is None
    room.key(Qt.Key.Key_F1)
    assert room.log.touchpoint == room.log.board.touchpoints[1].id
    room.page.capture.tick()
    (card, _) = room.page.capture.shoppers.cards
    assert (card.state.place, card.state.here, card.state.total) == ("Campaign table", 10, 42)
    room.settle()
    assert [(v.in_t, v.out_t) for v in visits(room)] == [
        (12 * MINUTE + 1000, 12 * MINUTE + 32_000),
        (12 * MINUTE + 32_000, None),
    ]


def test_a_long_wait_is_said_on_the_card_in_words(room: Room) -> None:
    follow(room)
    room.key("j")
    room.clock.advance(2 * MINUTE)
    room.page.capture.tick()
    (card,) = room.page.capture.shoppers.cards
    assert (card.state.waiting, card.state.over) == (True, None)
    room.clock.advance(3 * MINUTE)
    room.page.capture.tick()
    assert card.state.over == 4
    assert "over 4 min" in card.accessibleName()


def test_ctrl_and_the_key_gives_the_latest_entry_to_another_shopper(room: Room) -> None:
    follow(room, 2)
    room.key("s")
    room.key(Qt.Key.Key_F1, held=CTRL)
    assert letters(room) == ["A"]
    room.settle()
    assert room.entries()[0].shopper_id == shoppers(room)[0].id
    room.key(Qt.Key.Key_Z, held=CTRL)
    room.settle()
    room.qtbot.waitUntil(lambda: letters(room) == ["B"])


def test_a_long_press_on_a_card_gives_the_latest_entry_too(room: Room) -> None:
    follow(room, 2)
    room.key("s")
    card = room.page.capture.shoppers.cards[0]
    QTest.mousePress(card, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(20, 20))
    room.qtbot.waitUntil(lambda: letters(room) == ["A"])
    QTest.mouseRelease(card, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(20, 20))
    assert room.log.followed.letter(room.log.followed.selected) == "B", "a long press selects nobody"
    room.settle()


def test_the_clothing_mark_is_written_in_place_and_gone_after_the_stop(room: Room) -> None:
    follow(room)
    room.key("6")
    side = room.page.capture.foot.side
    assert side.open
    QTest.keyClicks(side.input, "turquoise hat")
    QTest.keyClick(side.input, Qt.Key.Key_Return)
    room.settle()
    assert shoppers(room)[0].marker == "turquoise hat"
    room.note("&turquoise stands still")
    assert letters(room) == ["A"]
    session = room.log.id
    room.page.capture._stop()
    room.page.closing.stop.click()
    room.qtbot.waitUntil(lambda: room.page.log is None)
    room.settle()
    (row,) = room.file.read(lambda r: r.all(Shopper, session_id=session))
    assert (row.marker, row.out_t is not None) == ("", True)


def test_stop_tracking_me_erases_the_shopper_with_two_taps(room: Room) -> None:
    follow(room, 2)
    room.key(Qt.Key.Key_F1)
    room.key("s")
    room.settle()
    room.page.capture.foot.show("forget")
    room.key("7")
    room.settle()
    assert [shopper.letter for shopper in shoppers(room)] == ["B"]
    assert room.entries() == []
    room.qtbot.waitUntil(lambda: room.shown() == [])


def test_a_shopper_that_left_frees_the_key_for_the_next_one(room: Room) -> None:
    follow(room, 2)
    room.key(Qt.Key.Key_F1)
    room.key(Qt.Key.Key_F9, held=CTRL)
    follow(room)
    cards = [card.shopper.letter for card in room.page.capture.shoppers.cards if card.shopper]
    assert cards == ["C", "B"]
    room.key(Qt.Key.Key_F1)
    room.key(Qt.Key.Key_F1)
    assert room.log.followed.letter(room.log.followed.selected) == "C"
    room.settle()


def test_after_a_kill_the_shoppers_stand_where_they_stood(room: Room) -> None:
    follow(room, 3)
    room.page.capture.points.choose(3)
    room = again(room)
    room.qtbot.waitUntil(lambda: room.log.followed.known)
    cards = [card.shopper for card in room.page.capture.shoppers.cards if card.shopper]
    assert [shopper.letter for shopper in cards] == ["A", "B", "C"]
    here = cards[2].here
    assert here is not None
    assert here.place_id == room.log.board.touchpoints[2].id


def test_modifiers_open_in_place_and_never_hold_up_the_next_event(room: Room) -> None:
    room.qtbot.waitUntil(lambda: bool(room.log.followed.extras.modifiers))
    room.key("j")
    foot = room.page.capture.foot
    assert foot.name == "modifiers"
    room.key("s")
    assert not foot.open
    assert room.shown() == ["Browses", "Queues at checkout"]
    room.key("o")
    room.key("j")
    room.key("7")
    room.settle()
    assert not foot.open
    (entry,) = [e for e in room.entries() if e.modifiers]
    assert entry.modifiers[0].endswith(":1")
    assert not room.page.findChildren(QDialog)


def test_the_key_of_the_row_leads_from_modifiers_on_to_everything_else(room: Room) -> None:
    room.qtbot.waitUntil(lambda: bool(room.log.followed.extras.modifiers))
    room.key("j")
    foot = room.page.capture.foot
    assert foot.name == "modifiers"
    room.key(".")
    assert foot.name == "more"
    # The keys go on to the next four, the choices in sight stay where they are.
    shown, places = foot.bar.shown, [chip.geometry() for chip in foot.bar._chips if chip.isVisible()]
    assert len(shown) > 4
    room.key(".")
    assert foot.bar.shown == shown
    assert [chip.geometry() for chip in foot.bar._chips if chip.isVisible()] == places


def test_every_detail_is_in_reach_of_the_keys_alone(room: Room) -> None:
    room.key("s")
    room.key(".")
    foot = room.page.capture.foot
    names = []
    for _ in range(12):
        shown = foot.bar.shown
        names += [name for name in shown if name not in names]
        if len(names) == len(foot.bar.picks):
            break
        room.key(".")
    assert names == [pick.key for pick in foot.bar.picks]
    room.key(Qt.Key.Key_Escape)
    foot.show("emotion")
    room.key("9")
    room.settle()
    assert room.entries()[0].emotion == "relief"


def test_details_are_shown_at_once_kept_and_undone(room: Room) -> None:
    room.key("s")
    foot = room.page.capture.foot
    for row, key in (("more", "aware"), ("more", "key"), ("aspects", "attitude"), ("causes", "space")):
        foot.show(row)
        foot.bar.picked.emit(key)
    foot.close()
    room.settle()
    (entry,) = room.entries()
    assert (entry.aware, entry.marks, entry.aspects, entry.causes) == (
        True, [Mark.KEY.value], ["attitude"], ["space"],
    )  # fmt: skip
    room.key(Qt.Key.Key_Z, held=CTRL)
    room.settle()
    assert room.entries()[0].causes == []


def test_a_surprise_asks_what_was_expected_without_a_dialog(room: Room) -> None:
    room.key("s")
    room.page.capture.foot.show("more")
    room.page.capture.foot.bar.picked.emit("surprise")
    side = room.page.capture.foot.side
    QTest.keyClicks(side.input, "a greeting")
    QTest.keyClick(side.input, Qt.Key.Key_Return)
    room.settle()
    (entry,) = room.entries()
    assert (entry.marks, entry.ordinariness, entry.expected_instead) == (["surprise"], 4, "a greeting")


def test_how_and_interpretation_are_written_apart_from_the_note(room: Room) -> None:
    room.type("goes round the table twice")
    view = room.page.capture
    for key, words in ((Qt.Key.Key_H, "slowly"), (Qt.Key.Key_I, "looks for the price")):
        room.key(key, view.line.input, held=ALT)
        QTest.keyClicks(view.foot.side.input, words)
        QTest.keyClick(view.foot.side.input, Qt.Key.Key_Return)
    assert view.fields.said.how == "slowly"
    room.key(Qt.Key.Key_Return, view.line.input)
    room.settle()
    (entry,) = room.entries()
    assert (entry.text, entry.how, entry.interpretation) == (
        "goes round the table twice", "slowly", "looks for the price",
    )  # fmt: skip


def test_what_was_written_apart_survives_a_kill_with_the_note(room: Room) -> None:
    room.type("waits")
    view = room.page.capture
    room.key(Qt.Key.Key_H, view.line.input, held=ALT)
    QTest.keyClicks(view.foot.side.input, "leaning on the cart")
    view.foot.side.flush()
    room = again(room)
    assert (room.page.capture.line.text, room.page.capture.line.more("how")) == (
        "waits",
        "leaning on the cart",
    )
    room.settle()


def test_a_note_is_put_in_at_an_earlier_time(room: Room) -> None:
    view = room.page.capture
    room.key(Qt.Key.Key_E, held=ALT)
    QTest.keyClicks(view.foot.side.input, "-90")
    QTest.keyClick(view.foot.side.input, Qt.Key.Key_Return)
    assert view.line.time_words() == "0:10:30"
    QTest.keyClicks(view.line.input, "came in with a pram")
    room.key(Qt.Key.Key_Return, view.line.input)
    room.key("s")
    room.settle()
    assert [(e.t_ms, e.text) for e in room.entries()] == [
        (10 * MINUTE + 30_000, "came in with a pram"),
        (12 * MINUTE, ""),
    ]
    assert room.shown() == ["Browses", "came in with a pram"]


def test_signs_and_distractions_are_ticked_as_they_happen(room: Room) -> None:
    foot = room.page.capture.foot
    foot.show("signs")
    room.key("6")
    room.key("8")
    foot.show("distractions")
    room.key("7")
    room.settle()
    assert [(e.sign, e.polarity) for e in room.entries()] == [("recognised", 1), ("waits", -1)]
    (found,) = room.file.read(lambda r: r.all(Distraction, session_id=room.log.id))
    assert found.kind == "phone"
    assert room.shown() == ["Has to wait", "Recognised as a customer"]


def test_a_judging_word_brings_a_neutral_alternative_and_blocks_nothing(room: Room) -> None:
    room.type("rude clerk")
    hint = room.page.capture.line.hint
    assert hint.isVisible()
    assert "does not greet" in hint.words
    room.key(Qt.Key.Key_Return, room.page.capture.line.input)
    room.settle()
    assert room.shown() == ["rude clerk"]
    assert not hint.isVisible()


def test_a_guess_brings_the_hint_but_not_in_the_interpretation(room: Room) -> None:
    hint = room.page.capture.line.hint
    room.type("seems lost")
    assert "what it was seen or heard from" in hint.words
    room.key(Qt.Key.Key_Return, room.page.capture.line.input)
    room.type("turns around = seems lost")
    assert not hint.isVisible()


def test_the_track_sheet_saves_what_is_tapped(room: Room) -> None:
    follow(room)
    view = room.page.capture
    room.key(Qt.Key.Key_6, held=ALT)
    assert view.middle.page == "sheet"
    sheet = view.tracker.sheet
    assert sheet is not None
    view.points.choose(7)
    room.clock.advance(60_000)
    sheet.refresh()
    assert sheet.session.words == "Checkout 1 of 1, on average 1:00"
    sheet.facts["party"].chips["family"].click()
    sheet.facts["basket"].chips["cart"].click()
    room.key("a")
    room.settle()
    (shopper,) = shoppers(room)
    assert (shopper.party, shopper.basket) == ("family", "cart")
    assert [e.shopper_id for e in room.entries()] == [shopper.id]
    room.key(Qt.Key.Key_5, held=ALT)
    assert view.middle.page == "free"


def test_undo_never_reaches_into_another_session(room: Room) -> None:
    room.key("s")
    room.settle()
    first = room.log.id
    room.page.capture._stop()
    room.page.closing.stop.click()
    room.qtbot.waitUntil(lambda: room.page.log is None)
    room.settle()
    room.key(Qt.Key.Key_Return, room.page.start.go)
    room.qtbot.waitUntil(lambda: room.page.log is not None)
    room.key(Qt.Key.Key_Z, held=CTRL)
    room.settle()
    assert len(room.file.read(lambda r: r.all(Entry, session_id=first))) == 1


def test_letting_a_state_be_corrected_keeps_the_pair(room: Room) -> None:
    room.key("j")
    room.clock.advance(60_000)
    room.key("j")
    view = room.page.capture
    view.foot.write("time")
    view.foot.side.input.setText("-5")
    QTest.keyClick(view.foot.side.input, Qt.Key.Key_Return)
    room.settle()
    (entry,) = room.entries()
    assert (entry.t_ms, entry.end_t_ms) == (12 * MINUTE - 5000, 13 * MINUTE)


def test_a_state_pressed_while_an_undo_is_on_its_way_is_in_the_file_as_it_was_shown(room: Room) -> None:
    room.key("e")
    room.clock.advance(5_000)
    room.key("e")
    room.settle()
    # The end is being taken back when the key is pressed a third time: on the screen nothing is running.
    room.log.undo()
    room.clock.advance(5_000)
    room.key("e")
    room.settle()
    first, second = room.entries()
    assert (first.t_ms, first.end_t_ms) == (12 * MINUTE, 12 * MINUTE + 10_000)
    assert (second.t_ms, second.end_t_ms) == (12 * MINUTE + 10_000, None)
    rows = [room.log.rows.at(n) for n in range(room.log.rows.rowCount())]
    assert [(line.row.id, line.kept) for line in rows if line] == [
        (second.id, Kept.SAVED),
        (first.id, Kept.SAVED),
    ]
    assert [row.id for row in room.log.running.values()] == [second.id]
    # Its beginning is being taken back when it is ended: that is said, and nothing stays on the screen.
    told: list[object] = []
    room.log.said.connect(told.append)
    room.log.undo()
    room.key("e")
    room.settle()
    room.qtbot.waitUntil(lambda: bool(told))
    room.qtbot.waitUntil(lambda: room.log.rows.rowCount() == len(room.entries()))


def test_an_identity_number_is_warned_of_wherever_something_is_written(room: Room) -> None:
    said = "This looks like a national identity number."
    view = room.page.capture
    room.type("121212-123F asks")
    assert view.line.hint.words.startswith(said)
    room.key(Qt.Key.Key_Return, view.line.input)
    room.key(Qt.Key.Key_Escape, view.line.input)
    # It is a warning: what was written is kept, and can be mended.
    room.settle()
    assert room.shown() == ["121212-123F asks"]
    room.key("h", held=ALT)
    QTest.keyClicks(view.foot.side.input, "with 121212-123F")
    assert view.foot.side.hint.words.startswith(said)
    view.foot.side.close_line()
    closing = room.page.closing
    closing.notes.setPlainText("He has diabetes")
    assert closing.personal.words.startswith("This may tell of health.")
    closing.notes.setPlainText("")
    assert closing.personal.isHidden()
