# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Transcripts are coded by key and tap; follow-ups are done and closed."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from cxfield.i18n import Texts
from cxfield.importing.transcripts import parse
from cxfield.model.listening import FollowUpTask, Recording, Tag
from cxfield.model.talk import Extract, Transcript
from tests.ui.fitting import problems
from tests.ui.interview_room import Room, room
from tests.ui.voices import Ear
from ui.pages.interview.tasks_view import TasksView
from ui.pages.interview.transcripts_view import TranscriptsView

__all__ = ["room"]
TEXT = "H: What happened?\nP01: The queue stood still. Nobody told how long it takes."


def _transcripts(r: Room) -> TranscriptsView:
    r.begin()
    r.page.close_view()
    r.page.start.transcripts.click()
    desk = r.page.desk
    assert isinstance(desk, TranscriptsView)
    desk.take(parse(TEXT, "a.txt"))
    r.bot.waitUntil(lambda: desk.view is not None and not r.page.study.pending)
    return desk


def _select(desk: TranscriptsView, words: str) -> None:
    assert desk.view is not None
    start = desk.view.text.index(words)
    desk.text.setTextCursor(desk.text.at(desk.view.text, start, start + len(words)))
    desk.text.setFocus()


def _settle(r: Room) -> None:
    r.bot.waitUntil(lambda: not r.page.study.pending)


def test_words_are_coded_with_keys_alone(room: Callable[..., Room]) -> None:
    r = room()
    desk = _transcripts(r)
    _select(desk, "The queue stood still.")
    QTest.keyClicks(desk.text, "-n")
    assert desk.side.new.input.hasFocus()
    QTest.keyClicks(desk.side.new.input, "queueing")
    QTest.keyClick(desk.side.new.input, Qt.Key.Key_Return)
    _settle(r)
    assert desk.text.hasFocus()
    _select(desk, "queue stood still. Nobody told")
    QTest.keyClicks(desk.text, "1")
    _settle(r)
    _select(desk, "how long it takes")
    QTest.keyClicks(desk.text, "v")
    _settle(r)
    QTest.keyClicks(desk.text, "q")
    _settle(r)
    assert [(tag.kind, tag.count) for tag in desk.side.tags] == [("theme", 2), ("in_vivo", 1)]
    rows = {x.text: (x.polarity, x.quote) for x in r.file.read(lambda reader: reader.all(Extract))}
    assert rows == {
        "The queue stood still.": (-1, False),
        "queue stood still. Nobody told": (-1, False),
        "how long it takes": (None, True),
    }
    QTest.keyClicks(desk.text, "x")
    _settle(r)
    assert len(r.file.read(lambda reader: reader.all(Extract))) == 2
    _select(desk, "queue")
    QTest.keyClicks(desk.text, "k")
    _settle(r)
    assert [(tag.kind, tag.count) for tag in desk.side.tags][-1] == ("keyword", 1)
    desk.back.click()
    assert r.page.desk is None
    assert r.page.start.isVisible()


def test_a_search_goes_to_the_words(room: Callable[..., Room]) -> None:
    r = room()
    desk = _transcripts(r)
    QTest.keyClicks(desk.query, "nobody")
    QTest.keyClick(desk.query, Qt.Key.Key_Return)
    r.bot.waitUntil(lambda: bool(desk.side.hits))
    desk.side.hit_pressed.emit(desk.side.hits[0])
    assert desk.text.textCursor().selectedText() == "Nobody"


def test_a_search_opens_the_answer_in_which_words_were_found(room: Callable[..., Room]) -> None:
    r = room()
    r.begin()
    r.to("highlights")
    r.type("Good staff, and a queue.")
    r.settle()
    r.page.close_view()
    r.page.start.transcripts.click()
    desk = r.page.desk
    assert isinstance(desk, TranscriptsView)
    QTest.keyClicks(desk.query, "queue")
    QTest.keyClick(desk.query, Qt.Key.Key_Return)
    r.bot.waitUntil(lambda: bool(desk.side.hits))
    desk.side.hit_pressed.emit(desk.side.hits[0])
    assert r.view.talk.question is not None
    assert r.view.talk.question.key == "highlights"
    assert r.box.cursor_place() == len("Good staff, and a ")


def test_spoken_names_follow_the_language(room: Callable[..., Room]) -> None:
    r = room()
    desk = _transcripts(r)
    r.ui.use_language(Texts("fi"))
    assert desk.query.accessibleName() == "Hae kaikista haastatteluista"
    assert desk.listening.begins.accessibleName() == r.ui.texts.t("Begins at 0:00:00")


def test_a_meetings_recording_is_attached_and_aligned_with_its_vtt(
    room: Callable[..., Room], tmp_path: Path
) -> None:
    r = room()
    desk = _transcripts(r)
    desk.listening.player = ear = Ear()
    desk.take(parse("WEBVTT\n\n00:00:02.000 --> 00:00:04.000\n<v P01>It was fine.\n", "meeting.vtt", "vtt"))
    r.bot.waitUntil(lambda: desk.view is not None and desk.view.name == "meeting.vtt")
    meeting = tmp_path / "meeting.mp4"
    meeting.write_bytes(b"\0" * 9000)
    desk.listening.take(meeting)
    _settle(r)
    desk.listening.begins.selectAll()
    QTest.keyClicks(desk.listening.begins, "0:01:00")
    QTest.keyClick(desk.listening.begins, Qt.Key.Key_Return)
    _settle(r)
    assert [row.t_ms for row in r.file.read(lambda reader: reader.all(Recording))] == [60_000]
    row = next(t for t in r.file.read(lambda reader: reader.all(Transcript)) if t.name == "meeting.vtt")
    assert row.turns[0]["t_ms"] == 62_000
    _select(desk, "fine")
    QTest.keyClicks(desk.text, "l")
    assert not desk.note.isVisible(), desk.note.words
    r.bot.waitUntil(lambda: bool(ear.played))
    assert ear.played == [("video/mp4", 9000, 2000)]
    wrong = tmp_path / "notes.pdf"
    desk.take_file(wrong)
    assert "not a transcript" in desk.note.words


def test_a_low_score_is_got_back_to_and_closed(room: Callable[..., Room]) -> None:
    r = room()
    r.begin()
    r.to("nps")
    r.view.talk.answer(2)
    r.settle()
    r.page.close_view()
    r.page.start.tasks.click()
    desk = r.page.desk
    assert isinstance(desk, TasksView)
    (card,) = desk.cards
    QTest.keyClicks(card.fields["owner"].input, "manager")
    QTest.keyClick(card.fields["owner"].input, Qt.Key.Key_Return)
    _settle(r)
    (card,) = desk.cards
    QTest.keyClicks(card.fields["due_on"].input, "x")
    QTest.keyClick(card.fields["due_on"].input, Qt.Key.Key_Return)
    _settle(r)
    assert "is not a day" in card.fields["due_on"].note.words
    card.close_task.click()
    _settle(r)
    (task,) = r.file.read(lambda reader: reader.all(FollowUpTask))
    assert (task.owner, task.state) == ("manager", "closed")


def test_nothing_is_cut_in_either_desk(room: Callable[..., Room]) -> None:
    r = room()
    desk = _transcripts(r)
    _select(desk, "The queue stood still.")
    desk.coding.code_vivo()
    _settle(r)
    assert r.file.read(lambda reader: reader.all(Tag))
    faults: list[str] = []
    for show in (r.page.show_transcripts, r.page.show_tasks):
        show()
        for locale, width, scale in (("fi", 1356, 1.0), ("en", 1024, 1.0), ("fi", 1356, 2.0)):
            r.ui.use_language(Texts(locale))
            r.ui.themes.use(scale=scale)
            r.page.resize(width, 800)
            for _ in range(4):
                QApplication.processEvents()
                _settle(r)
            r.page.grab()
            assert r.page.desk is not None
            faults += [
                f"{show.__name__} {locale} {width} {scale}: {fault}" for fault in problems(r.page.desk)
            ]
    assert faults == [], "\n".join(faults)
