# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The Group room by its keys: turns, statements, agreement, the guide, mistakes, two laptops."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from cxfield import paths
from cxfield.analysis.talk_balance import TalkFlag
from cxfield.clock import ManualClock
from cxfield.i18n import Texts
from cxfield.model.enums import ConsentItem, SessionState
from cxfield.model.group import GroupSeries
from cxfield.report.group_facts import group_figures
from cxfield.services.demo.discussing import turns_of
from cxfield.services.group_facts import group_facts
from cxfield.services.group_panels import make_series
from cxfield.services.group_views import group_state
from cxfield.services.study_setup import add_team_member
from cxfield.storage import StudyFile
from tests.ui import group_room, rooms
from tests.ui.group_room import EVENING, MINUTE, SECOND, Room
from ui.context import Ui
from ui.moment import Moment
from ui.pages.debrief import DebriefPage
from ui.pages.debrief.pool_dialog import PreviewDialog
from ui.pages.group import GroupPage
from ui.pages.group.private import RankScreen, RateScreen
from ui.pages.group.results import ResultsView
from ui.pages.group.room import MODERATOR, NOTES
from ui.pages.group.sheets import JoinDialog, StopDialog, clock_ms
from ui.pages.group.summary import SummaryView
from ui.session import StudySession
from ui.undo import Undo
from ui.widgets.label import Label

pytestmark = pytest.mark.qt_log_ignore("does not support propagateSizeHints")

CODES = ("F1", "F2", "F3", "F4")
SHIFT = Qt.KeyboardModifier.ShiftModifier
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    path = tmp_path_factory.mktemp("group") / "a.cxf"
    return path, group_room.make(path, CODES)


@pytest.fixture
def room(made: tuple[Path, str], qtbot: QtBot, ui: Ui, tmp_path: Path) -> Iterator[Room]:
    """A group of four that has just begun."""
    path = Path(shutil.copy(made[0], tmp_path / "a.cxf"))
    entered = group_room.enter(qtbot, ui, path, ManualClock(EVENING), made[1])
    yield group_room.start(entered)
    if ui.study is not None:
        ui.study.close()


def test_return_starts_the_group_that_is_planned_as_soon_as_it_is_shown(
    made: tuple[Path, str], qtbot: QtBot, ui: Ui, tmp_path: Path
) -> None:
    path = Path(shutil.copy(made[0], tmp_path / "a.cxf"))
    room = group_room.enter(qtbot, ui, path, ManualClock(EVENING), made[1])
    start = room.page.home.compose.start
    qtbot.waitUntil(lambda: start.isEnabled() and room.page.focusWidget() is start)
    room.key(Qt.Key.Key_Return, room.page.focusWidget())
    qtbot.waitUntil(lambda: room.page.log is not None)
    group_room.leave(room)


def test_keys_pressed_before_the_room_is_there_log_at_the_moment_they_were_pressed(
    made: tuple[Path, str], qtbot: QtBot, ui: Ui, tmp_path: Path
) -> None:
    path = Path(shutil.copy(made[0], tmp_path / "a.cxf"))
    room = group_room.enter(qtbot, ui, path, ManualClock(EVENING), made[1])
    start = room.page.home.compose.start
    qtbot.waitUntil(lambda: start.isVisible() and start.isEnabled())
    room.key(Qt.Key.Key_Return, start)
    for key in ("1", "2", Qt.Key.Key_Space, "Till queue", Qt.Key.Key_Return, Qt.Key.Key_Escape, "3"):
        room.clock.advance(5 * SECOND)
        assert room.page.log is None
        assert not start.hasFocus()
        room.key(key, room.page)
    room.key(Qt.Key.Key_Return, room.page, CTRL)
    qtbot.waitUntil(lambda: room.page.log is not None and len(room.log.open) == 1)
    state = room.state()
    seats = [(room.log.code(turn.seat_id), turn.t_ms // SECOND) for turn in state.turns]
    assert seats == [("F1", 5), ("F2", 10), ("F3", 35)]
    said = state.statements[0]
    assert (said.text, said.t_ms // SECOND, room.log.code(said.seat_id)) == ("Till queue", 20, "F2")
    assert [t_ms // SECOND for t_ms, _ in state.visits] == [35], "a shortcut is not lost either"
    room.clock.advance(5 * SECOND)
    room.key("1")
    assert room.state().turns[-1].t_ms == 40 * SECOND, "from then on the clock is the clock"
    group_room.leave(room)


def test_who_moderates_and_how_often_a_panel_meets_is_chosen_where_the_group_is_put_together(
    made: tuple[Path, str], qtbot: QtBot, ui: Ui, tmp_path: Path
) -> None:
    path = Path(shutil.copy(made[0], tmp_path / "a.cxf"))
    file = StudyFile.open(path)
    for code in ("H1", "H2"):
        file.write(lambda uow, code=code: add_team_member(uow, code=code, role={}), label="x").result()
    series = file.write(lambda uow: make_series(uow, name="Twelve", language="en"), label="x").result().value
    file.close()
    room = group_room.enter(qtbot, ui, path, ManualClock(EVENING), made[1])
    home = room.page.home
    moderator, notes = home.compose.roles["moderator"], home.compose.roles["assistant"]
    qtbot.waitUntil(lambda: moderator.isVisible() and moderator.isEnabled())
    room.key(Qt.Key.Key_Down, moderator)
    qtbot.waitUntil(lambda: home.compose.found is not None and len(home.compose.found.roles) == 1)
    room.key(Qt.Key.Key_Down, notes)
    qtbot.waitUntil(lambda: moderator.value == "" and notes.shown() == "H1")
    room.key(Qt.Key.Key_Down, moderator)
    qtbot.waitUntil(lambda: moderator.shown() == "H1" and notes.value == "")
    room.key(Qt.Key.Key_Down, moderator)
    qtbot.waitUntil(lambda: moderator.shown() == "H2" and notes.value == "")
    room.key(Qt.Key.Key_Down, notes)
    qtbot.waitUntil(lambda: (moderator.shown(), notes.shown()) == ("H2", "H1"))
    room.key(Qt.Key.Key_Down, home.panels[series.id].rhythm)
    room.settle()
    qtbot.waitUntil(lambda: home.panels[series.id].rhythm.shown() == "once a month")
    assert room.file.read(lambda reader: reader.get(GroupSeries, series.id)).times_a_month == 1.0
    group_room.start(room)
    assert room.view.bar.about.words.endswith("H2 moderator, H1 note-taker")
    group_room.leave(room)


# Turns


def test_a_turn_begins_when_its_key_was_pressed_however_long_the_window_stood_still(room: Room) -> None:
    machine = [1_000]
    room.log.moment = moment = Moment(lambda: machine[0])
    pressed = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_1, Qt.KeyboardModifier.NoModifier, "1")
    pressed.setTimestamp(machine[0])
    machine[0] += 3 * SECOND
    room.clock.advance(10 * SECOND)
    moment.hear(pressed)
    room.key("1")
    moment.look()
    room.key("2")
    assert [turn.t_ms // SECOND for turn in room.state().turns] == [7, 10]


def test_a_key_is_a_turn_and_the_next_key_is_the_next_turn(room: Room) -> None:
    for key, seconds in (("1", 30), ("2", 10), ("m", 5), ("1", 20)):
        room.key(key)
        room.clock.advance(seconds * SECOND)
    room.key("1")
    turns = room.state().turns
    assert [(t.t_ms // SECOND, (t.end_t_ms or 0) // SECOND) for t in turns] == [
        (0, 30),
        (30, 40),
        (40, 45),
        (45, 65),
    ]
    assert room.log.speaking == ()
    assert room.view.table.map.buttons[room.seat("F1")].turns == 2
    shares = {room.log.code(s.seat): s.share for s in room.view.balance.bars.balance.seats}
    assert shares["F1"] == pytest.approx(50 / 60), "the moderator's own talk is not a participant's"


def test_zero_lets_the_next_press_overlap_and_laughter_is_a_mark(room: Room) -> None:
    room.key("1")
    room.clock.advance(5 * SECOND)
    room.key("02")
    assert [seat.code for seat in room.log.speaking] == ["F1", "F2"]
    assert "F1 + F2" in room.view.table.map.middle.who.words
    room.clock.advance(5 * SECOND)
    room.key("3l")
    assert [seat.code for seat in room.log.speaking] == ["F3"]
    state = room.state()
    assert [m[1] for m in state.marks] == ["laugh"]
    assert sum((t.end_t_ms or 10_000) - t.t_ms for t in state.turns) == 15 * SECOND


def test_a_tap_on_a_seat_is_the_same_as_its_key(room: Room) -> None:
    QTest.mouseClick(room.view.table.map.buttons[room.seat("F3")], Qt.MouseButton.LeftButton)
    assert [seat.code for seat in room.log.speaking] == ["F3"]
    assert room.view.table.map.buttons[room.seat("F3")].speaks


def test_who_dominates_and_who_is_silent_is_told_by_shape_and_words(room: Room) -> None:
    room.key("1")
    room.clock.advance(11 * MINUTE)
    room.tick()
    flags = {room.log.code(s.seat): s.flags for s in room.view.balance.bars.balance.seats}
    assert TalkFlag.DOMINANT in flags["F1"]
    assert TalkFlag.LONG_SILENT in flags["F2"]
    buttons = room.view.table.map.buttons
    room.qtbot.waitUntil(lambda: "10 min silent" in buttons[room.seat("F2")].accessibleName())
    room.qtbot.waitUntil(lambda: "speaks" in buttons[room.seat("F1")].accessibleName())
    assert "without a word" in room.view.balance.advice.words


def test_undo_takes_the_last_press_back(room: Room) -> None:
    room.key("1")
    room.clock.advance(5 * SECOND)
    room.key("2")
    room.settle()
    room.key(Qt.Key.Key_Z, held=CTRL)
    room.qtbot.waitUntil(lambda: [s.code for s in room.log.speaking] == ["F1"])
    assert len(room.state().turns) == 1


def test_a_key_of_two_people_logs_nobody_and_says_so(room: Room) -> None:
    from cxfield.model.talk import Seat

    seat = room.seat("F2")
    room.file.write(lambda uow: uow.change(Seat, seat, key="1"), label="x").result()
    room.log.reload()
    room.qtbot.waitUntil(lambda: len(room.log.with_key("1")) == 2)
    room.key("1")
    assert room.state().turns == ()
    assert "F1, F2" in room.view.toast.label.words


def test_a_pause_stops_turns_and_logging(room: Room) -> None:
    room.key("1")
    room.clock.advance(MINUTE)
    room.key(Qt.Key.Key_P, held=CTRL)
    room.settle()
    room.key("2")
    assert room.state().turns[0].end_t_ms == MINUTE
    assert len(room.state().turns) == 1
    assert "paused" in room.view.toast.label.words
    room.clock.advance(MINUTE)
    room.key(Qt.Key.Key_P, held=CTRL)
    room.settle()
    room.key("2")
    assert len(room.state().turns) == 2


# Statements


def test_a_statement_is_of_who_speaks_at_the_moment_of_its_first_letter(room: Room) -> None:
    room.key("3")
    room.clock.advance(10 * SECOND)
    room.key(Qt.Key.Key_Space)
    line = room.view.statements.line.input
    QTest.keyClicks(line, "T")
    room.clock.advance(20 * SECOND)
    QTest.keyClicks(line, "oo dear. #price :-")
    room.key(Qt.Key.Key_Return, line)
    (said,) = room.state().statements
    assert (said.text, said.t_ms, said.topics, said.polarity) == ("Too dear.", 10 * SECOND, ("price",), -1)
    assert room.log.code(said.seat_id) == "F3"


def test_marks_and_agreement_are_keys_on_the_newest_statement(room: Room) -> None:
    room.key("1")
    room.say('"I always ask."')
    room.key("h")
    room.key("s")
    room.key("+")
    room.key("2", held=SHIFT)
    room.key("3", held=SHIFT)
    room.key("3", held=SHIFT)
    room.key("c")
    assert room.view.statements.aimed.marked.words == "Word for word · Quote", "their toggles are put away"
    (said,) = room.state().statements
    assert (said.verbatim, said.marks, said.star, said.polarity, said.quote) == (
        True,
        ("habit",),
        True,
        1,
        True,
    )
    assert said.agree == {room.seat("F2")}
    assert said.disagree == {room.seat("F3")}
    room.key("0", held=SHIFT)
    assert room.state().statements[0].agree == {room.seat(code) for code in ("F2", "F3", "F4")}


def test_a_swipe_over_the_chips_marks_them_in_one_gesture(room: Room) -> None:
    room.key("1")
    room.say("We agree.")
    room.settle()
    row = room.view.statements.aimed.sides
    chips = [row.chips[room.seat(code)] for code in ("F2", "F3", "F4")]
    QTest.mousePress(chips[0], Qt.MouseButton.LeftButton)
    for chip in chips[1:]:
        QTest.mouseMove(chips[0], chips[0].mapFrom(row, chip.geometry().center()))
        row.over(chip.geometry().center())
    QTest.mouseRelease(chips[0], Qt.MouseButton.LeftButton, pos=QPoint(1, 1))
    before = len(room.file.history("statement", room.log.statements[0].id))
    assert room.state().statements[0].agree == {room.seat(code) for code in ("F2", "F3", "F4")}
    assert len(room.file.history("statement", room.log.statements[0].id)) <= before + 1


def test_a_reply_an_older_statement_and_a_removal(room: Room) -> None:
    room.key("1")
    room.say("The queue is long.")
    room.key("2")
    room.say("Not in the morning.")
    room.key("r")
    first, second = room.state().statements
    assert second.reply_to == first.id
    room.log.aim_at(first.id)
    room.key("k")
    assert room.state().statements[0].marks == ("suggestion",)
    room.log.remove(second.id)
    assert [s.id for s in room.state().statements] == [first.id]


def test_a_quote_needs_consent(room: Room) -> None:
    from cxfield.services.people import record_consents

    person = room.log.seats[room.seat("F1")].participant_id
    room.file.write(
        lambda uow: record_consents(uow, participant_id=person, answers={ConsentItem.QUOTES: False}),
        label="x",
    ).result()
    room.log.reload()
    room.qtbot.waitUntil(lambda: room.log.seats[room.seat("F1")].quotes is False)
    room.key("1")
    room.say("Mine.")
    room.key("c")
    assert not room.state().statements[0].quote
    assert "has not allowed quotes" in room.view.toast.label.words


# The guide, the lot, slips


def test_the_guide_runs_by_keys_and_says_early_what_does_not_fit(room: Room) -> None:
    room.clock.advance(9 * MINUTE)
    room.key(Qt.Key.Key_Return, held=CTRL)
    parts = room.log.state.parts
    assert room.view.guide.current == parts[1].id
    room.key(Qt.Key.Key_Return, held=CTRL)
    room.key(Qt.Key.Key_Backspace, held=CTRL)
    assert room.view.guide.current == parts[1].id
    room.view.guide.refresh()
    assert "2 min too little" in room.view.guide.short.words
    room.key("1", held=Qt.KeyboardModifier.AltModifier)
    room.key("x")
    state = room.state()
    assert [kind for _, kind, _, _ in state.marks] == ["probe", "slip"]
    assert room.view.guide.probes[0].used
    assert "1" in room.view.guide.slips.words
    room.view.guide._named("leading")
    assert [kind for _, kind, _, _ in room.state().marks] == ["probe", "leading"]


def test_something_is_parked_for_who_speaks(room: Room) -> None:
    room.key("2")
    room.key(Qt.Key.Key_B, held=CTRL)
    field = room.view.lot.field.input
    QTest.keyClicks(field, "Return fees")
    room.key(Qt.Key.Key_Return, field)
    (parked,) = room.state().parked
    assert (parked.text, room.log.code(parked.seat_id or "")) == ("Return fees", "F2")


# Cards and ideas, privately


def test_everybody_rates_a_card_alone_before_and_after(room: Room) -> None:
    room.view.cards._add("New sign")
    room.settle()
    room.view.show_panel("cards")
    room.view.cards.refresh()
    for moment, values in (("before", "2333"), ("after", "4344")):
        room.view.cards.rating_moment(moment)
        room.view.cards.private.click()
        screen = room.page.screens.shown
        assert isinstance(screen, RateScreen)
        for value in values:
            screen.next.click()
            assert not screen.next.isEnabled()
            assert screen.cells is not None
            screen.cells.choose(value)
            screen.next.click()
        room.settle()
    assert "Shift +1" in room.view.cards.shift.words
    assert len(room.state().ratings) == 8


def test_a_card_has_a_picture_that_is_shown_to_everybody(room: Room, root: Path) -> None:
    room.view.cards._add("New sign")
    room.settle()
    room.view.cards.take_picture(root / "resources" / "look" / "icon.png")
    room.settle()
    (card,) = room.state().cards
    assert card.image_id
    assert room.page.screens.picture(card.image_id).startswith(b"\x89PNG")
    room.page.screens.show_card(card.id)
    screen = room.page.screens.shown
    assert screen is not None
    screen.leave.click()
    assert room.page.screens.shown is None


def test_everybody_ranks_the_ideas_alone(room: Room) -> None:
    for words in ("A sign", "Queue time"):
        room.view.ideas._add(words)
        room.settle()
    first, second = (idea.id for idea in room.log.state.ideas)
    room.view.ideas.private.click()
    screen = room.page.screens.shown
    assert isinstance(screen, RankScreen)
    for number in range(4):
        screen.next.click()
        if screen.order[0] != first:
            screen.move_idea(first, -1)
        if number == 3:
            screen.move_idea(first, 1)
        screen.next.click()
    state = room.state()
    assert sorted(order for _, order, _ in state.orders) == sorted([(first, second)] * 3 + [(second, first)])
    assert "4 people have ranked" in room.view.ideas.result.words


# Views, ends, restarts


def test_two_windows_show_one_group(room: Room) -> None:
    room.view.set_mode(MODERATOR)
    room.page.open_second()
    second = room.page.second
    assert second is not None
    assert second.mode == NOTES
    room.qtbot.waitUntil(second.isVisible)
    assert second.focusWidget() is second.table.map, "Space writes in it, and presses no button"
    QTest.keyClicks(second.table.map, "2")
    assert [seat.code for seat in room.log.speaking] == ["F2"]
    assert room.view.table.map.buttons[room.seat("F2")].speaks
    second.close()


def test_the_room_opens_again_where_it_was(room: Room, qtbot: QtBot, ui: Ui) -> None:
    room.key("1")
    room.clock.advance(MINUTE)
    room.key(Qt.Key.Key_Space)
    QTest.keyClicks(room.view.statements.line.input, "Half a")
    room.view.statements.line.flush()
    room.settle()
    path = room.file.path
    assert ui.study is not None
    ui.study.close()
    room.page.hide()
    room.clock.advance(MINUTE)
    again = group_room.enter(qtbot, ui, path, room.clock, room.id)
    assert again.page.log is not None
    assert again.log.now() == 2 * MINUTE
    assert [seat.code for seat in again.log.speaking] == ["F1"]
    line = again.view.statements.line
    assert line.input.text() == "Half a"
    again.key(Qt.Key.Key_Return, line.input)
    (said,) = again.state().statements
    assert (said.text, said.t_ms) == ("Half a", MINUTE)


def test_what_is_typed_without_a_rest_is_on_the_disk_while_it_is_typed(room: Room) -> None:
    room.key("1")
    room.key(Qt.Key.Key_Space)
    line = room.view.statements.line.input

    def kept() -> bool:
        QTest.keyClicks(line, "a")
        draft = room.file.local("group.draft")
        return isinstance(draft, dict) and draft["text"].startswith("a")

    room.qtbot.waitUntil(kept, timeout=10_000)


def test_a_statement_that_is_being_edited_survives_a_kill(room: Room, qtbot: QtBot, ui: Ui) -> None:
    room.key("1")
    room.say("The queue is long.")
    room.view.statements.aimed.edit.click()
    QTest.keyClicks(room.view.statements.line.input, " In the morning.")
    room.view.statements.line.flush()
    room.settle()
    path = room.file.path
    assert ui.study is not None
    ui.study.close()
    room.page.hide()
    again = group_room.enter(qtbot, ui, path, room.clock, room.id)
    again.key(Qt.Key.Key_Return, again.view.statements.line.input)
    (said,) = again.state().statements
    assert said.text == "The queue is long. In the morning."
    assert again.file.local("group.draft") is None


def test_at_the_end_comes_the_summary_and_then_the_results(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    room.key("1")
    room.clock.advance(MINUTE)
    room.say("#habit I look first.")
    monkeypatch.setattr(StopDialog, "ask", lambda _self: "stop")
    room.key(Qt.Key.Key_S, held=CTRL | SHIFT)
    room.qtbot.waitUntil(lambda: isinstance(room.page.after, SummaryView))
    view = room.page.after
    assert isinstance(view, SummaryView)
    room.qtbot.waitUntil(lambda: view.sheet is not None and bool(view.sheet.due_at))
    assert "F1: I look first." in view.fields["habits"].area.toPlainText()
    view.fields["main"].area.setPlainText("They look first.")
    view.done.click()
    room.qtbot.waitUntil(lambda: view.sheet is not None and view.sheet.done_at is not None)
    assert "done on the day" in view.due.accessibleName()
    state = room.state()
    assert state.head.state is SessionState.DONE
    assert state.sheet.summary["main"] == "They look first."
    view.results.click()
    results = room.page.after
    assert isinstance(results, ResultsView)
    room.qtbot.waitUntil(lambda: "talk" in results.cards)


def test_a_clock_is_read_as_people_write_it() -> None:
    assert [clock_ms(words) for words in ("2:15", "1.02.15", "3", "x", "1:75")] == [
        135_000,
        3_735_000,
        180_000,
        None,
        None,
    ]


# Twelve people, and two laptops


def test_twelve_seats_have_48_px_on_a_small_screen(qtbot: QtBot, ui: Ui, tmp_path: Path) -> None:
    group = group_room.make(tmp_path / "a.cxf", [f"F{n}" for n in range(1, 13)])
    room = group_room.start(group_room.enter(qtbot, ui, tmp_path / "a.cxf", ManualClock(EVENING), group))
    room.page.set_compact(True)
    room.page.resize(1024, 768)
    room.settle()
    buttons = list(room.view.table.map.buttons.values())
    assert len(buttons) == 13
    boxes = [button.geometry() for button in buttons]
    assert all(box.width() >= 48 and box.height() >= 48 for box in boxes)
    assert all(not one.intersects(other) for n, one in enumerate(boxes) for other in boxes[:n])
    assert all(room.view.table.map.rect().contains(box) for box in boxes)
    for key in "123456789qwe":
        room.key(key)
        room.clock.advance(SECOND)
    assert len({turn.seat_id for turn in room.state().turns}) == 12
    group_room.leave(room)


def test_the_demo_group_logged_by_keys_on_two_laptops_gives_its_figures(
    qtbot: QtBot, ui: Ui, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Turns by keys on the note-taker's laptop, statements on the moderator's; pooled they are one group."""
    import random

    told = json.loads(paths.resource("method", "demo_study.json").read_text("utf-8"))["focus_group"]
    group = group_room.make(tmp_path / "a.cxf", told["codes"])
    shutil.copy(tmp_path / "a.cxf", tmp_path / "b.cxf")
    turns = turns_of(told["codes"], told["turns"], told["talk_seconds"], random.Random(7))
    first = ManualClock(EVENING)
    one = group_room.start(group_room.enter(qtbot, ui, tmp_path / "a.cxf", first, group, "H1"))
    for minute, key in ((10, "1"), (30, "3")):
        first.advance(minute * MINUTE - one.log.now())
        one.key(key)
        one.say(f"Statement of {key}")
        one.key("2", held=SHIFT)
        one.settle()
    first.advance(90 * MINUTE - one.log.now())
    one.log.stop(lambda: None)
    group_room.leave(one)

    other = ManualClock(EVENING + 3 * SECOND, boot="other")
    two = group_room.enter(qtbot, ui, tmp_path / "b.cxf", other, group, "H2")
    _join(two)
    for turn in turns:
        other.advance(turn.start * SECOND - two.log.now())
        two.key(turn.code[1:])
        other.advance(turn.end * SECOND - two.log.now())
        two.key(turn.code[1:])
    two.settle()
    assert len(two.log.done) == len(turns)
    group_room.leave(two)

    _pool_in_the_window(qtbot, ui, tmp_path, monkeypatch)
    pooled = StudyFile.open(tmp_path / "a.cxf", clock=first)
    state = pooled.read(lambda reader: group_state(reader, group))
    facts = group_facts(state, Texts("en"))
    balance = group_figures(facts).talk
    expected = told["expected"]
    assert balance.gini_normalised.value == pytest.approx(expected["gini_normalised"], abs=1e-6)
    assert balance.pielou.value == pytest.approx(expected["pielou"], abs=1e-6)
    assert balance.max_share.value == pytest.approx(expected["max_share"], abs=1e-6)
    assert [seat.turns for seat in balance.seats] == told["turns"]
    assert {s.seat: round((s.share or 0) * 100, 1) for s in balance.seats}["F6"] == 4.5
    assert [(s.text, len(s.agree)) for s in state.statements] == [
        ("Statement of 1", 1),
        ("Statement of 3", 1),
    ]
    assert state.head.state is SessionState.DONE
    assert pooled.check() == []
    pooled.close()


def _join(room: Room) -> None:
    """Take notes on the second laptop: the button, then the dialog that asks what the first clock shows."""
    button = room.page.home.compose.join
    room.qtbot.waitUntil(lambda: button.isVisible() and button.isEnabled())
    asked = group_room.answer(JoinDialog, lambda dialog: room.key(Qt.Key.Key_Return, dialog.field.input))
    room.key(Qt.Key.Key_Return, button)
    assert not asked.isActive()
    room.qtbot.waitUntil(lambda: room.page.log is not None)
    room.settle()
    assert room.log.joined
    assert room.view.mode == NOTES


def _pool_in_the_window(qtbot: QtBot, ui: Ui, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The moderator pools the note-taker's file in Debrief, and looks at the results of the group."""
    file = StudyFile.open(folder / "a.cxf", author="H1")
    study = ui.study = StudySession(file, ui.bus)
    ui.undo = Undo(study)
    debrief = rooms.enter(qtbot, ui, DebriefPage(ui), "debrief")
    chosen = ([str(folder / "b.cxf")], "")
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_all: chosen)
    asked = group_room.answer(
        PreviewDialog, lambda dialog: QTest.keyClick(dialog.button("pool"), Qt.Key.Key_Return)
    )
    qtbot.waitUntil(lambda: debrief.pool.isVisible() and debrief.pool.isEnabled())
    QTest.mouseClick(debrief.pool, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not asked.isActive() and not debrief.pooler.busy and not study.pending)
    debrief.left()
    debrief.hide()
    page = GroupPage(ui)
    qtbot.addWidget(page)
    page.show()
    page.entered()
    qtbot.waitUntil(lambda: any("results" in card.buttons for card in page.home.cards.values()))
    card = next(card for card in page.home.cards.values() if "results" in card.buttons)
    QTest.keyClick(card.buttons["results"], Qt.Key.Key_Return)

    def said() -> str:
        return "\n".join(label.words for label in page.findChildren(Label) if label.isVisibleTo(page))

    qtbot.waitUntil(lambda: "0.312" in said())
    page.close_view()
    qtbot.waitUntil(lambda: not study.pending and not study.asked)
    study.close()
    ui.study = None
    page.hide()
