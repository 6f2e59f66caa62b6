# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Ways in and out of an interview: starting, pausing, ending, breaking off, finding it again as it was."""

from collections.abc import Callable

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from cxfield.model.enums import ConsentItem, SessionState
from cxfield.model.people import Consent
from cxfield.model.session import Session
from tests.ui.interview_room import CTRL, Key, Room, room

__all__ = ["room"]


def test_an_interview_starts_with_a_code_a_site_and_consents(room: Callable[..., Room]) -> None:
    r = room()
    r.page.entered()
    start = r.page.start
    assert start.code.value == "P01"
    next(iter(start._sites.values())).click()
    r.begin()
    (session,) = r.file.read(lambda reader: reader.all(Session))
    assert (session.mode, session.state, session.language) == ("face_to_face", "running", "en")
    assert session.site_id is not None
    assert len(r.file.read(lambda reader: reader.all(Consent))) == len(ConsentItem)
    assert r.page.own_bar
    assert r.view.bar.who.words == "P01 · interview face to face"


def test_without_agreement_a_sentence_says_so_and_nothing_is_written(room: Callable[..., Room]) -> None:
    r = room()
    r.page.entered()
    r.page.start.start.click()
    r.settle()
    assert "has not agreed" in r.page.start.note.words
    assert r.page.start.note.isVisible()
    place = r.page.start.start.geometry()
    r.page.start.consents.segments[ConsentItem.PARTICIPATION].cell("yes").click()
    assert not r.page.start.note.isVisible(), "what was said is done"
    assert r.page.start.start.geometry() == place
    assert r.file.read(lambda reader: reader.all(Session)) == []


def test_pause_stops_the_time_of_the_question_and_is_listed(room: Callable[..., Room]) -> None:
    r = room()
    r.begin()
    r.to("csat")
    r.clock.advance(5_000)
    r.press(Key.Key_P, CTRL)
    r.settle()
    assert not r.view.talk.running
    assert r.view.bar.pause.words == "Continue"
    r.clock.advance(7_000)
    r.view.bar.pause.click()
    r.settle()
    (session,) = r.file.read(lambda reader: reader.all(Session))
    assert session.pauses == [[5_000, 12_000]]


def test_the_closing_form_says_what_is_open_and_back_changes_nothing(room: Callable[..., Room]) -> None:
    r = room()
    r.begin()
    r.view.stop()
    assert "0 of 17 questions are answered" in r.dialog().facts.words
    r.dialog().choose("back")
    r.settle()
    assert r.view.talk.running


@pytest.mark.parametrize(("way", "state"), [("end", SessionState.DONE), ("break", SessionState.INTERRUPTED)])
def test_an_interview_ends_or_is_left_to_be_continued(
    room: Callable[..., Room], way: str, state: SessionState
) -> None:
    r = room()
    r.begin()
    session_id = r.view.talk.session_id
    r.view.stop()
    r.dialog().choose(way)
    r.bot.waitUntil(lambda: r.page.view is None)
    r.settle()
    assert not r.page.own_bar
    assert r.file.read(lambda reader: reader.get(Session, session_id)).state == state.value
    r.page.open(session_id)
    r.settle()
    assert not r.view.talk.running, "looking at it does not go on with it"
    if state is SessionState.INTERRUPTED:
        r.view.bar.pause.click()
        r.settle()
        assert r.view.talk.running


def test_reopened_the_work_goes_on_where_it_was(room: Callable[..., Room]) -> None:
    first = room()
    first.begin()
    first.to("highlights")
    first.type("Good staff")
    first.box.place_cursor(4)
    first.page.left()
    first.view.talk.keep_place()
    first.settle()
    place = first.file.place()["interview"]
    first.page.study.close()
    again = room(place=place)
    again.settle()
    assert again.view.talk.question is not None
    assert again.view.talk.question.key == "highlights"
    assert again.box.toPlainText() == "Good staff"
    assert again.box.cursor_place() == 4


def test_a_study_opened_for_looking_takes_no_answers(room: Callable[..., Room]) -> None:
    first = room()
    first.begin()
    session_id = first.view.talk.session_id
    first.page.close_view()
    first.settle()
    first.page.study.close()
    r = room(read_only=True)
    r.page.entered()
    assert not r.page.start.start.isEnabled()
    r.page.open(session_id)
    assert not r.box.isEnabled()
    r.view.talk.answer(5)
    assert r.view.toast.isVisible()


def test_the_time_of_the_question_in_front_outlives_the_machine(
    room: Callable[..., Room], monkeypatch: pytest.MonkeyPatch
) -> None:
    now = [100.0]
    monkeypatch.setattr("ui.pages.interview.stopwatch.time.monotonic", lambda: now[0])
    first = room()
    first.begin()
    first.to("highlights")
    now[0] += 31
    first.view.talk.watch._timer.timeout.emit()
    first.settle()
    place = first.file.place()["interview"]
    assert place["spent_ms"] == 31_000
    # The machine dies: nothing is left, nothing is flushed.
    first.page.study.close()
    again = room(place=place)
    assert again.view.talk.spent() == 31_000
    again.view.next()
    again.settle()
    assert again.answer("highlights").spent_ms == 31_000


def test_an_ended_interview_is_gone_without_a_trace(room: Callable[..., Room]) -> None:
    r = room()
    r.begin()
    r.to("highlights")
    r.type("Words until the end")
    talk = r.view.talk
    gone: list[bool] = []
    talk.destroyed.connect(lambda: gone.append(True))
    r.view.stop()
    r.dialog().choose("end")
    r.bot.waitUntil(lambda: bool(gone))
    r.settle()
    QApplication.processEvents()
    assert r.page.view is None


def test_enter_in_the_code_starts_once(room: Callable[..., Room]) -> None:
    r = room()
    r.page.entered()
    for segment in r.page.start.consents.segments.values():
        segment.cell("yes").click()
    code = r.page.start.code.input
    QTest.keyClick(code, Key.Key_Return)
    QTest.keyClick(code, Key.Key_Return)
    r.bot.waitUntil(lambda: r.page.view is not None)
    r.settle()
    assert len(r.file.read(lambda reader: reader.all(Session))) == 1


def test_enter_after_the_last_consent_starts(room: Callable[..., Room]) -> None:
    r = room()
    r.page.entered()
    segments = list(r.page.start.consents.segments.values())
    for segment in segments[:-1]:
        segment.cell("yes").click()
    last = segments[-1].cell("yes")
    QTest.keyClick(last, Key.Key_Return)
    assert r.page.view is None, "the first Enter chooses"
    assert last.isChecked()
    QTest.keyClick(last, Key.Key_Return)
    r.bot.waitUntil(lambda: r.page.view is not None)
    r.settle()


def test_stray_letters_do_not_change_an_interview_that_has_ended(room: Callable[..., Room]) -> None:
    r = room()
    r.begin()
    session_id = r.view.talk.session_id
    r.view.talk.stop(interrupted=False)
    r.bot.waitUntil(lambda: r.page.view is None)
    r.page.open(session_id)
    r.to("highlights")
    r.view.feelings.editor.wheel.setFocus()
    QTest.keyClick(r.view.feelings.editor.wheel, Key.Key_A)
    assert r.box.toPlainText() == ""


@pytest.mark.parametrize(
    ("key", "state"), [(Key.Key_1, "interrupted"), (Key.Key_2, "done"), (Key.Key_Escape, "running")]
)
def test_every_way_out_of_an_interview_has_a_key(room: Callable[..., Room], key: Key, state: str) -> None:
    r = room()
    r.begin()
    session_id = r.view.talk.session_id
    r.view.stop()
    QTest.keyClick(r.dialog(), key)
    r.settle()
    QApplication.processEvents()
    r.settle()
    assert r.file.read(lambda reader: reader.get(Session, session_id)).state == state
