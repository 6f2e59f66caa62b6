# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from cxfield.charts.scene import Hit, Rect, Scene
from cxfield.i18n import Texts
from cxfield.services.data import find
from cxfield.services.data_filter import Filter
from cxfield.services.overview_filter import Scope
from tests.ui.rooms import enter, open_study
from ui.context import Ui
from ui.pages.data import DataPage
from ui.pages.overview import OverviewPage
from ui.shell.study_view import StudyView
from ui.widgets.scene_view import SceneView, scene_color


@pytest.fixture
def page(qtbot: QtBot, ui: Ui, made_demo: Callable[[str], Path], tmp_path: Path) -> Iterator[OverviewPage]:
    study = open_study(ui, made_demo("en"), tmp_path)
    page = enter(qtbot, ui, OverviewPage(ui, today=lambda: dt.date(2025, 10, 9)), "overview")
    qtbot.waitUntil(lambda: page.shown is not None)
    yield page
    page.left()
    study.close()


def opened(qtbot: QtBot, ui: Ui, press: Callable[[], None]) -> Filter:
    with qtbot.waitSignal(ui.opened) as caught:
        press()
    room, target = caught.args or ("", None)
    assert room == "data"
    assert isinstance(target, Filter)
    return target


def test_it_opens_with_every_figure(page: OverviewPage) -> None:
    assert page.heading.words == "Fieldwork, day 3/4"
    words = page.board.cards[0].chart.scene.texts()
    assert "12.5" in words
    assert "target 40" in words
    assert "46" in page.board.coverage.chart.scene.texts()
    assert page.board.wheel.chart.accessibleDescription().startswith("8 people named 62 emotions")


def test_a_press_on_a_mark_opens_its_rows(qtbot: QtBot, ui: Ui, page: OverviewPage) -> None:
    chart = page.board.cards[0].chart
    asked = opened(qtbot, ui, lambda: QTest.mouseClick(chart, Qt.MouseButton.LeftButton, pos=QPoint(20, 20)))
    assert (asked.kind, len(asked.only)) == ("answer", 8)


def test_the_keyboard_reaches_every_mark_and_each_says_itself(
    qtbot: QtBot, ui: Ui, page: OverviewPage
) -> None:
    chart = page.board.coverage.chart
    chart.setFocus(Qt.FocusReason.TabFocusReason)
    assert chart.current is not None
    assert chart.accessibleDescription().startswith("Tampere, before: 1/1, 11 events, 48 min")
    QTest.keyClick(chart, Qt.Key.Key_Right)
    assert chart.current.label.startswith("Espoo, before")
    asked = opened(qtbot, ui, lambda: QTest.keyClick(chart, Qt.Key.Key_Return))
    assert (asked.kind, asked.phase) == ("entry", "before")
    QTest.keyClick(chart, Qt.Key.Key_End)
    assert chart.current is chart.scene.hits[-1]


def test_a_condition_is_said_and_taken_away_by_key(qtbot: QtBot, page: OverviewPage) -> None:
    assert page.bar.isHidden()
    assert page.shown is not None
    espoo = next(s.id for s in page.shown.facts.sites if s.code == "ESP")
    page.use_scope(Scope(site=espoo))
    qtbot.waitUntil(lambda: len(page.bar.chips) == 1)
    assert page.bar.chips[0].words == "store is Espoo"
    assert "3 answers" in page.board.cards[0].chart.scene.texts()
    assert page.place() == {"site": espoo}
    QTest.keyClick(page.bar.chips[0], Qt.Key.Key_Backspace)
    qtbot.waitUntil(page.bar.isHidden)
    assert page.scope == Scope()


def test_it_speaks_the_other_language_at_once(qtbot: QtBot, ui: Ui, page: OverviewPage) -> None:
    ui.use_language(Texts("fi"))
    qtbot.waitUntil(lambda: page.heading.words == "Kenttätyö, päivä 3/4")
    assert "12,5" in page.board.cards[0].chart.scene.texts()


def test_it_fits_a_narrow_window(qtbot: QtBot, page: OverviewPage) -> None:
    page.resize(1024, 712)
    qtbot.waitUntil(lambda: page.board.coverage.width() > 900 and page.board.cards[0].width() < 520)


@pytest.mark.parametrize("room", ["data", "observe"])
def test_the_shell_hands_over_what_to_open(
    qtbot: QtBot, ui: Ui, made_demo: Callable[[str], Path], tmp_path: Path, room: str
) -> None:
    study = open_study(ui, made_demo("en"), tmp_path)
    view = StudyView(ui)
    qtbot.addWidget(view)
    view.show_study("Study", {"room": "overview"})
    qtbot.waitUntil(lambda: view.room_id == "overview")
    site = study.read(lambda reader: reader.all(_site())[1].id)
    ui.open(room, Filter(star=True) if room == "data" else {"site": site, "phase": "after"})
    assert view.room_id == room
    if isinstance(view.page, DataPage):
        page = view.page
        qtbot.waitUntil(lambda: page.table.isVisibleTo(page) or page.empty.isVisibleTo(page))
        assert page.filter == Filter(star=True)
    else:
        start = view.page.start  # type: ignore[union-attr]
        assert (start.site.value, start.phase.value) == (site, "after")
    view.leave_all()
    view.drop_pages()
    qtbot.waitUntil(lambda: study.pending == 0)
    study.close()


def _site() -> type:
    from cxfield.model.study import Site

    return Site


def test_colours_of_a_scene_are_tokens_and_steps_of_ramps(ui: Ui) -> None:
    assert scene_color(ui.theme, "seq.5") == ui.theme.step("sequential7", 4)
    assert scene_color(ui.theme, "sev.0") == ui.theme.step("severity5", 0)
    assert scene_color(ui.theme, "text.primary") == ui.theme.color("text.primary")


def test_a_chart_grows_with_the_text(qtbot: QtBot, ui: Ui) -> None:
    view = SceneView(ui, "Chart")
    qtbot.addWidget(view)
    view.resize(400, 10)
    view.show_scene(
        lambda w: Scene(w, 30, (Rect(0, 0, w, 30, "seq.5"),), (Hit(0, 0, w, 30, ("a",), "A"),)), "Alt"
    )
    view.show()
    assert view.heightForWidth(400) == 40
    ui.themes.use(scale=2.0)
    assert view.heightForWidth(400) == 80
    assert view.scene.width == pytest.approx(400 / (4 / 3) / 2)


def test_the_metrics_tab_shows_every_metric_and_opens_its_rows(
    qtbot: QtBot, ui: Ui, page: OverviewPage
) -> None:
    page.tabs.set_value("metrics")
    page.show_tab("metrics")
    names = [card.title.words for card in page.metrics.cards]
    assert {"Ordinary entries", "Bought", "Has recommended already"} <= set(names)
    chart = page.metrics.cards[names.index("Ordinary entries")].chart
    assert "131/182" in chart.scene.texts()
    chart.setFocus()
    asked = opened(qtbot, ui, lambda: QTest.keyClick(chart, Qt.Key.Key_Return))
    assert asked == Filter(kind="entry")
    assert page.place()["tab"] == "metrics"
    pooled = page.metrics.cards[names.index("NPS with the focus group")].chart
    assert "21.4" in pooled.scene.texts()
    pooled.setFocus()
    asked = opened(qtbot, ui, lambda: QTest.keyClick(pooled, Qt.Key.Key_Return))
    assert (asked.kind, len(asked.only)) == ("answer", 14)


def test_the_journey_tab_opens_the_answers_with_a_word_and_the_entries_of_a_touchpoint(
    qtbot: QtBot, ui: Ui, page: OverviewPage
) -> None:
    page.tabs.set_value("journey")
    page.show_tab("journey")
    qtbot.waitUntil(lambda: page.shown is not None and page.shown.journey is not None)
    assert page.shown is not None
    told = page.shown.journey
    assert told is not None
    chart = page.path.words.chart
    chart.setFocus()
    asked = opened(qtbot, ui, lambda: QTest.keyClick(chart, Qt.Key.Key_Return))
    assert (asked.kind, asked.about, asked.only) == ("answer", told.counted[0].words, told.counted[0].ids)
    heat = page.path.heat.chart
    heat.setFocus()
    cell = next(cell for row in told.rows for cell in row.cells if cell.n)
    asked = opened(qtbot, ui, lambda: QTest.keyClick(heat, Qt.Key.Key_Return))
    assert (asked.kind, len(asked.only)) == ("entry", cell.n)


def test_patterns_show_time_steps_and_stores_and_open_their_entries(
    qtbot: QtBot, ui: Ui, page: OverviewPage
) -> None:
    page.tabs.cell("patterns").click()
    qtbot.waitUntil(lambda: page.shown is not None and page.shown.patterns is not None)
    assert page.shown is not None
    found = page.shown.patterns
    assert found is not None
    waits = next(row for row in found.time if row.cells[0] == "Queues at checkout")
    # Eleven timed waits of tracked shoppers and four of others: 57 minutes of 10.4 hours.
    assert waits.cells[1:4] == ("15", "1.4", "0:57:00")
    assert [row.cells[0] for row in found.sites] == ["Tampere", "Espoo", "Oulu"]
    asked = opened(qtbot, ui, lambda: page.patterns.time.chart.opened.emit(waits.ref))
    assert asked.kind == "entry"
    assert len(asked.only) == 15


def test_patterns_follow_the_filter(qtbot: QtBot, page: OverviewPage) -> None:
    page.tabs.cell("patterns").click()
    qtbot.waitUntil(lambda: page.shown is not None and page.shown.patterns is not None)
    assert page.shown is not None
    assert page.shown.patterns is not None
    everything = page.shown.patterns.observed_min
    page.use_scope(Scope(site=page.shown.facts.sites[0].id))
    qtbot.waitUntil(lambda: _less(page, everything))


def _less(page: OverviewPage, minutes: float) -> bool:
    shown = page.shown
    return shown is not None and shown.patterns is not None and shown.patterns.observed_min < minutes


@pytest.mark.parametrize("tab", ["metrics", "journey", "patterns", "compare", "people", "progress"])
def test_every_row_of_every_table_opens_what_it_is_made_of(
    qtbot: QtBot, ui: Ui, page: OverviewPage, tab: str
) -> None:
    page.tabs.cell(tab).click()
    qtbot.waitUntil(lambda: page.shown is not None and page.shown.tab == tab)
    assert page.shown is not None
    tables, found, study = page.shown.tables, page.shown.found, ui.study
    assert tables
    assert study is not None
    for table in tables:
        section = page.stack.sections[table.key]
        assert section.isVisibleTo(page)
        assert section.chart.accessibleDescription()
        assert [hit.refs[0] for hit in section.chart.scene.hits] == [row.ref for row in table.rows if row.ref]
        if table.key in ("targets", "quotas", "agreement"):
            assert all(row.ref for row in table.rows), table.title
        for source in table.sources.values():
            if source.room:
                assert (source.room, source.record[0]) in (
                    ("plan", "people"),
                    ("plan", "study"),
                    ("plan", "metrics"),
                )
                continue
            asked = study.read(lambda reader, s=source: s.filter(reader, found))  # type: ignore[misc]
            shown = study.read(lambda reader, a=asked: find(reader, a, ui.texts)).shown  # type: ignore[misc]
            assert shown == len(asked.only) > 0, (table.title, source)
    ref, source = next((ref, s) for table in tables for ref, s in table.sources.items() if not s.room)
    key = ref.split(":")[1]
    asked = opened(qtbot, ui, lambda: page.stack.sections[key].chart.opened.emit(ref))
    assert asked.about == source.about
