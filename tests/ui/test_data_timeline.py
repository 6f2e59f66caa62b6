# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from cxfield.services.attachments import add_picture
from cxfield.services.data import Key
from cxfield.services.data_filter import Filter
from cxfield.services.interview_audio import attach_file, wav
from tests.fixtures.pictures import small_picture
from tests.ui.rooms import enter, open_study
from tests.ui.voices import Ear
from ui.context import Ui
from ui.pages.data import DataPage


@pytest.fixture
def page(qtbot: QtBot, ui: Ui, made_demo: Callable[[str], Path], tmp_path: Path) -> Iterator[DataPage]:
    study = open_study(ui, made_demo("en"), tmp_path)
    page = enter(qtbot, ui, DataPage(ui), "data")
    qtbot.waitUntil(lambda: page.rows.rowCount() > 0 and bool(page.timeline.days))
    yield page
    page.left()
    qtbot.waitUntil(lambda: study.pending == 0)
    study.close()


def open_session(qtbot: QtBot, page: DataPage) -> str:
    session = page.timeline.days[1].blocks[1].session_id
    page.timeline.view.opened.emit(f"session:{session}")
    qtbot.waitUntil(lambda: page.timeline.line is not None and page.filter.session == session)
    return session


def test_the_days_are_shown_and_one_of_them_filters_the_rows(qtbot: QtBot, page: DataPage) -> None:
    assert [day.where for day in page.timeline.days][:3] == ["Tampere", "Espoo", "Oulu"]
    assert [len(day.blocks) for day in page.timeline.days[:3]] == [7, 7, 6]
    espoo = page.timeline.days[1]
    page.timeline.view.opened.emit(f"day:{espoo.iso}")
    qtbot.waitUntil(lambda: page.conditions.chips != [] and len(page.rows.head_of(0).group) > 0)  # type: ignore[union-attr]
    assert page.filter == Filter(day=espoo.iso)
    assert [chip.words for chip in page.conditions.chips] == ["day is Wed 8 Oct"]
    qtbot.waitUntil(lambda: "Wed 8 Oct" in page.rows.head_of(0).group.title)  # type: ignore[union-attr]
    page.timeline.back.click()
    qtbot.waitUntil(lambda: page.filter == Filter())


def test_a_session_shows_its_codes_as_rows_and_an_event_is_chosen_in_the_table(
    qtbot: QtBot, page: DataPage
) -> None:
    open_session(qtbot, page)
    line = page.timeline.line
    assert line is not None
    waits = next(lane for lane in line.lanes if lane.name == "Queues at checkout")
    assert all(event.end > event.start for event in waits.events)
    qtbot.waitUntil(lambda: page.conditions.count.words.startswith("13/"))
    assert sum(len(lane.events) for lane in line.lanes) == 13
    page.timeline.view.opened.emit(waits.events[0].ref)
    assert page.table.key() == Key("entry", waits.events[0].ref.partition(":")[2])


def test_it_zooms_by_key_and_a_drawn_stretch_is_a_condition(qtbot: QtBot, page: DataPage) -> None:
    session = open_session(qtbot, page)
    line, view = page.timeline.line, page.timeline.view
    assert line is not None
    view.setFocus()
    QTest.keyClicks(view, "+")
    qtbot.waitUntil(lambda: page.timeline.line is not None and page.timeline.line.end < line.end)
    nearer = page.timeline.line
    assert nearer is not None
    assert nearer.end - nearer.start < line.length
    page.timeline.wider.click()
    qtbot.waitUntil(lambda: page.timeline.line is not None and page.timeline.line.end == line.end)
    start, end = QPoint(300, 40), QPoint(700, 40)
    QTest.mousePress(view, Qt.MouseButton.LeftButton, pos=start)
    QTest.mouseMove(view, QPoint(500, 40))
    QTest.mouseMove(view, end)
    page.timeline.view.banded.emit(300.0, 700.0)
    qtbot.waitUntil(lambda: page.filter.between is not None)
    assert page.filter.session == session
    low, high = page.filter.between or (0, 0)
    assert 0 < low < high < line.length
    said = [chip.words for chip in page.conditions.chips]
    qtbot.waitUntil(lambda: len(page.conditions.chips) == 2)
    assert any(chip.words.startswith("time is 0:") for chip in page.conditions.chips), said


def test_where_there_is_little_room_it_waits_for_its_button(qtbot: QtBot, page: DataPage) -> None:
    page.set_compact(True)
    assert page.lines.isHidden()
    page.arranging.timeline.click()
    assert page.lines.isVisible()


def test_the_picture_of_an_entry_is_shown_and_the_sound_of_an_answer_is_heard(
    qtbot: QtBot, page: DataPage, tmp_path: Path
) -> None:
    study = page.ui.study
    assert study is not None
    entry = study.read(
        lambda reader: reader.sql("SELECT id FROM entry WHERE NOT retired ORDER BY id LIMIT 1")[0][0]
    )
    study.call(
        add_picture,
        picture=small_picture(),
        entry_id=entry,
        caption="The queue",
        label="Picture",
        scope="data",
    )
    answer, session, t_ms = study.read(
        lambda reader: reader.sql(
            "SELECT a.id, a.session_id, a.t_ms FROM answer a JOIN session s ON s.id = a.session_id "
            "JOIN participant p ON p.id = s.participant_id WHERE p.code = 'P01' AND a.text <> '' "
            "ORDER BY a.t_ms DESC LIMIT 1"
        )[0]
    )
    sound = tmp_path / "talk.wav"
    sound.write_bytes(wav(b"\0\0" * 16_000 * 2, 16_000))
    study.call(attach_file, session_id=session, path=sound, t_ms=t_ms - 500, label="Recording", scope="data")
    qtbot.waitUntil(lambda: study.pending == 0)
    page.take(Filter(session=session))
    qtbot.waitUntil(lambda: page.conditions.chips != [] and page.table.choose(Key("answer", answer)))
    media = page.panel.media
    speaker = Ear()
    media.player = speaker
    assert media.listen.isVisibleTo(page)
    media.listen.click()
    qtbot.waitUntil(lambda: speaker.played != [])
    assert speaker.played[0][2] == 500
    page.take(Filter())
    qtbot.waitUntil(lambda: page.conditions.chips == [] and page.table.choose(Key("entry", entry)))
    qtbot.waitUntil(lambda: [p.image is not None for p in media.previews] == [True])
    assert media.previews[0].accessibleName() == "The queue"
    assert not media.listen.isVisibleTo(page)
