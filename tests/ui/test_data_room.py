# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from cxfield.i18n import Texts
from cxfield.model.capture import Entry
from cxfield.services.data import Key
from cxfield.services.data_filter import Filter
from tests.ui.rooms import enter, open_study
from tests.unit.report.study import make_study
from ui.context import Ui
from ui.models.data_rows import Column, Head
from ui.pages.data import DataPage
from ui.widgets.dialog import Dialog
from ui.widgets.field import LineInput
from ui.widgets.menu import Menu


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("data-room") / "a.cxf"
    make_study(path).close()
    return path


@pytest.fixture
def page(qtbot: QtBot, ui: Ui, template: Path, tmp_path: Path) -> Iterator[DataPage]:
    study = open_study(ui, template, tmp_path)
    page = enter(qtbot, ui, DataPage(ui), "data")
    qtbot.waitUntil(lambda: page.rows.rowCount() > 0)
    yield page
    page.left()
    qtbot.waitUntil(lambda: study.pending == 0)
    study.close()


def entry(page: DataPage, key: Key | None = None) -> Entry:
    chosen = key or page.table.key()
    assert chosen is not None
    assert page.ui.study is not None
    return page.ui.study.read(lambda reader: reader.get(Entry, chosen.id))


def settled(qtbot: QtBot, page: DataPage) -> None:
    study = page.ui.study
    assert study is not None
    qtbot.waitUntil(lambda: study.pending == 0)


def shown(page: DataPage, column: Column) -> str:
    return str(page.rows.data(page.rows.index(page.table.currentIndex().row(), column)))


def press(page: DataPage, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(page.table, key, held)


def test_the_first_row_is_chosen_and_shown_in_full(page: DataPage) -> None:
    assert page.table.key() is not None
    assert page.panel.detail is not None
    assert page.panel.detail.row.text == "Katselee hyllyä 0"
    assert page.conditions.count.words == "91 rows"


def test_another_room_opens_one_record(qtbot: QtBot, page: DataPage) -> None:
    key = page.table.key()
    assert key is not None
    page.take({"record": key.id})
    qtbot.waitUntil(lambda: page.conditions.count.words == "1/91 rows")
    qtbot.waitUntil(lambda: page.table.key() == key)


def test_arrows_move_and_close_and_open_a_session(qtbot: QtBot, page: DataPage) -> None:
    press(page, Qt.Key.Key_Down)
    assert shown(page, Column.TIME) == "0:00:25"
    every = page.rows.rowCount()
    press(page, Qt.Key.Key_Left)
    assert isinstance(page.rows.line(page.table.currentIndex().row()), Head)
    assert page.rows.rowCount() < every
    press(page, Qt.Key.Key_Right)
    assert page.rows.rowCount() == every


def test_a_search_narrows_says_itself_and_escape_clears_it(qtbot: QtBot, page: DataPage) -> None:
    qtbot.keyClick(page, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    page.search.setFocus()
    qtbot.keyClicks(page.search, "HYLLYÄ 4")
    qtbot.waitUntil(lambda: page.conditions.count.words == "1/91 rows")
    assert [chip.words for chip in page.conditions.chips] == ["text has “HYLLYÄ 4”"]
    qtbot.keyClick(page.search, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: page.conditions.count.words == "91 rows")
    assert page.search.text() == ""


def test_a_kind_is_chosen_by_its_count(qtbot: QtBot, page: DataPage) -> None:
    moments = page.kinds.cell("moment")
    assert moments.words == "Feelings 20"
    qtbot.mouseClick(moments, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.conditions.count.words == "20/91 rows")


def test_a_condition_comes_from_the_menu_and_goes_with_its_cross(qtbot: QtBot, page: DataPage) -> None:
    page.conditions._choose("phase", "during")
    qtbot.waitUntil(lambda: len(page.conditions.chips) == 1)
    assert page.conditions.chips[0].words == "phase is during"
    qtbot.waitUntil(lambda: page.conditions.count.words != "91 rows")
    chip = page.conditions.chips[0]
    chip.setFocus()
    qtbot.keyClick(chip, Qt.Key.Key_Backspace)
    qtbot.waitUntil(lambda: page.conditions.count.words == "91 rows")


def test_nothing_found_says_what_to_do(qtbot: QtBot, page: DataPage) -> None:
    page.search.setFocus()
    qtbot.keyClicks(page.search, "zzzz")
    qtbot.waitUntil(page.empty.isVisible)
    assert page.empty.label.words == "No row meets these conditions. Remove one of them."


def test_words_are_edited_in_place_and_saved_as_they_are_typed(qtbot: QtBot, page: DataPage) -> None:
    press(page, Qt.Key.Key_Return)
    assert page.panel.editing
    area = page.panel.editor.texts["text"].area
    qtbot.keyClicks(area, " twice")
    settled(qtbot, page)
    assert entry(page).text == "Katselee hyllyä 0 twice"
    qtbot.keyClick(area, Qt.Key.Key_Escape)
    assert not page.panel.editing
    qtbot.waitUntil(lambda: "twice" in shown(page, Column.TEXT))
    assert page.panel.past.steps[0].step.lines[0].new == "Katselee hyllyä 0 twice"


def test_an_identity_number_is_warned_of_where_it_is_typed(qtbot: QtBot, page: DataPage) -> None:
    page.edit()
    editor = page.panel.editor
    area, hint = editor.texts["interpretation"].area, editor.hints["interpretation"]
    qtbot.keyClicks(area, "131052-308T")
    qtbot.waitUntil(hint.isVisible)
    assert hint.words.startswith("This looks like a national identity number.")
    assert not editor.hints["text"].isVisible()
    area.selectAll()
    qtbot.keyClicks(area, "A")
    qtbot.waitUntil(lambda: not hint.isVisible())
    settled(qtbot, page)


def test_a_rating_is_chosen_and_undo_takes_it_back(qtbot: QtBot, page: DataPage) -> None:
    page.edit()
    qtbot.mouseClick(page.panel.editor.rating.cell(5), Qt.MouseButton.LeftButton)
    settled(qtbot, page)
    assert (entry(page).ordinariness, entry(page).chosen) == (5, True)
    qtbot.mouseClick(page.panel.undo_button, Qt.MouseButton.LeftButton)
    settled(qtbot, page)
    assert entry(page).ordinariness == 1
    qtbot.waitUntil(lambda: shown(page, Column.ORDINARY) == "1")


def test_restore_brings_an_earlier_value_as_a_new_change(qtbot: QtBot, page: DataPage) -> None:
    page.edit()
    qtbot.mouseClick(page.panel.editor.polarity.cell(-1), Qt.MouseButton.LeftButton)
    settled(qtbot, page)
    qtbot.waitUntil(lambda: page.panel.past.steps[0].button is not None)
    button = page.panel.past.steps[0].button
    assert button is not None
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    settled(qtbot, page)
    assert entry(page).polarity == 0
    qtbot.waitUntil(lambda: len(page.panel.past.steps) == 3)


def test_a_row_is_deleted_and_comes_back(qtbot: QtBot, page: DataPage) -> None:
    key = page.table.key()
    assert key is not None
    press(page, Qt.Key.Key_Delete)
    qtbot.waitUntil(page.toast.isVisible)
    qtbot.waitUntil(lambda: page.conditions.count.words == "90 rows")
    assert page.table.key() != key
    qtbot.mouseClick(page.toast.button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.conditions.count.words == "91 rows")
    assert page.rows.place_of(key) > 0


def test_a_star_is_turned_by_a_click_and_by_a_key(qtbot: QtBot, page: DataPage) -> None:
    index = page.rows.index(page.table.currentIndex().row(), Column.STAR)
    where = page.table.visualRect(index).center()
    qtbot.mouseClick(page.table.viewport(), Qt.MouseButton.LeftButton, pos=where)
    settled(qtbot, page)
    assert entry(page).star
    press(page, Qt.Key.Key_Space)
    settled(qtbot, page)
    assert not entry(page).star


def test_the_room_speaks_finnish_after_a_switch(qtbot: QtBot, page: DataPage) -> None:
    page.ui.use_language(Texts("fi"))
    qtbot.waitUntil(lambda: page.conditions.count.words == "91 kirjausta")
    assert page.kinds.cell("entry").words == "Havainnot 34"
    assert page.rows.headerData(Column.TEXT, Qt.Orientation.Horizontal) == "Kirjaus"


def test_the_place_is_found_again(qtbot: QtBot, page: DataPage, ui: Ui) -> None:
    press(page, Qt.Key.Key_Down)
    page.conditions._choose("phase", "during")
    qtbot.waitUntil(lambda: len(page.conditions.chips) == 1)
    kept = page.place()
    again = DataPage(ui)
    qtbot.addWidget(again)
    again.go_to(kept)
    assert again.filter == page.filter
    assert again.place() == kept


def test_a_study_open_elsewhere_can_be_looked_at_only(
    qtbot: QtBot, ui: Ui, template: Path, tmp_path: Path
) -> None:
    first = open_study(ui, template, tmp_path)
    from cxfield.storage import StudyFile
    from ui.session import StudySession

    ui.study = StudySession(StudyFile.open(tmp_path / "a.cxf", author="H2"), ui.bus)
    assert ui.study.read_only
    page = enter(qtbot, ui, DataPage(ui), "data")
    qtbot.waitUntil(lambda: page.rows.rowCount() > 0)
    page.edit()
    assert not page.panel.editing
    assert not page.panel.edit_button.isEnabled()
    ui.study.close()
    first.close()


def test_a_table_that_is_painted_once_more_after_its_study_was_closed_is_quiet(
    qtbot: QtBot, ui: Ui, template: Path, tmp_path: Path
) -> None:
    study = open_study(ui, template, tmp_path)
    page = enter(qtbot, ui, DataPage(ui), "data")
    qtbot.waitUntil(lambda: page.rows.rowCount() > 0 and study.pending == 0)
    study.close()
    page.rows._rows.clear()
    page.grab()
    page.table.choose_first()


def _choose_three(page: DataPage) -> list[Key]:
    page.table.choose_first()
    page.table.setFocus()
    for _ in range(2):
        press(page, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    return page.table.chosen()


def test_several_rows_are_coded_at_once_and_one_undo_takes_it_back(qtbot: QtBot, page: DataPage) -> None:
    assert page.many.isHidden()
    keys = _choose_three(page)
    assert len(keys) == 3
    assert page.many.isVisible()
    assert page.many.count.words == "3 rows chosen"
    before = [entry(page, key).ordinariness for key in keys]
    page.many.rating.click()
    menu = page.window().findChild(Menu)
    assert menu is not None
    menu.rows[4].click()
    settled(qtbot, page)
    assert [entry(page, key).ordinariness for key in keys] == [5, 5, 5]
    assert page.ui.study is not None
    page.ui.study.undo("data")
    settled(qtbot, page)
    assert [entry(page, key).ordinariness for key in keys] == before


def test_chosen_rows_are_copied_as_a_table(qtbot: QtBot, page: DataPage) -> None:
    _choose_three(page)
    press(page, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    lines = QGuiApplication.clipboard().text().split("\n")
    assert len(lines) == 4
    assert lines[0].split("\t")[:4] == ["Time", "Who", "Code or question", "Logged"]
    assert lines[1].split("\t")[3] == "Katselee hyllyä 0"
    assert QGuiApplication.clipboard().mimeData().html().count("<tr>") == 4
    assert page.toast.label.words == "Copied 3 rows."


def test_several_rows_are_deleted_and_come_back(qtbot: QtBot, page: DataPage) -> None:
    _choose_three(page)
    press(page, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: page.conditions.count.words == "88 rows")
    assert page.ui.study is not None
    page.ui.study.undo("data")
    qtbot.waitUntil(lambda: page.conditions.count.words == "91 rows")


def test_a_filter_is_kept_as_a_theme_and_found_again(
    qtbot: QtBot, page: DataPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    page.use_filter(Filter(phase="during"))
    qtbot.waitUntil(lambda: len(page.conditions.chips) == 1)

    def answer(dialog: Dialog) -> str:
        field = dialog.findChild(LineInput)
        assert field is not None
        field.setText("In the store")
        return "keep"

    monkeypatch.setattr(Dialog, "ask", answer)
    menus = offered(qtbot, page)
    menus[-1].rows[-1].click()
    settled(qtbot, page)
    page.use_filter(Filter())
    qtbot.waitUntil(lambda: page.conditions.count.words == "91 rows")
    row = offered(qtbot, page)[-1].rows[0]
    assert row.words.startswith("In the store · ")
    row.click()
    assert page.filter == Filter(phase="during")


def offered(qtbot: QtBot, page: DataPage) -> list[Menu]:
    page.themes.menu = None
    page.conditions.themes.click()
    qtbot.waitUntil(lambda: page.themes.menu is not None)
    assert page.themes.menu is not None
    return [page.themes.menu]


def test_rows_stand_under_other_heads_and_in_one_list(qtbot: QtBot, page: DataPage) -> None:
    page.arranging.groups.chosen.emit("what")
    qtbot.waitUntil(lambda: "·" not in page.rows.head_of(0).group.title)  # type: ignore[union-attr]
    groups = [page.rows.head_of(place) for place in range(page.rows.rowCount()) if page.rows.is_head(place)]
    assert sum(len(head.group) for head in groups if head is not None) == 91
    page.arranging.groups.chosen.emit("none")
    qtbot.waitUntil(lambda: page.rows.rowCount() == 91)
    assert not page.rows.is_head(0)


def test_a_column_sorts_turns_and_is_kept(qtbot: QtBot, page: DataPage, ui: Ui) -> None:
    page.arranging.groups.chosen.emit("none")
    qtbot.waitUntil(lambda: page.rows.rowCount() == 91)
    page.table.sorted.emit("ordinariness")
    qtbot.waitUntil(lambda: page.rows.sorted_by == ("ordinariness", True))
    rated = [row.ordinariness for place in range(34) if (row := page.rows.row(place)) is not None]
    assert rated == sorted((r for r in rated if r is not None), reverse=True)
    assert "↓" in str(page.rows.headerData(Column.ORDINARY, Qt.Orientation.Horizontal))
    page.table.sorted.emit("ordinariness")
    qtbot.waitUntil(lambda: page.rows.sorted_by == ("ordinariness", False))
    page.arranging._picked("show:OBSERVER")
    assert page.table.isColumnHidden(Column.OBSERVER)
    kept = page.place()
    again = DataPage(ui)
    qtbot.addWidget(again)
    again.go_to(kept)
    assert (again.order, again.table.left_out) == (page.order, page.table.left_out)


def test_an_answer_that_takes_long_is_said_to_be_on_its_way(qtbot: QtBot, page: DataPage) -> None:
    gate, study = threading.Event(), page.ui.study
    assert study is not None
    study.ask(lambda _: gate.wait(20), done=lambda _: None)
    page.arranging.groups.chosen.emit("none")
    try:
        qtbot.waitUntil(lambda: page.conditions.count.words == "Looking for the rows…")
    finally:
        gate.set()
    qtbot.waitUntil(lambda: page.conditions.count.words == "91 rows")


def test_the_menu_of_columns_names_them_in_full(page: DataPage, ui: Ui) -> None:
    page.arranging.offer()
    assert page.arranging.menu is not None
    said = {row.item.words(ui.texts) for row in page.arranging.menu.rows if callable(row.item.words)}
    assert {"Show ordinariness", "Show observer", "Sort by ordinariness", "Sort by observer"} <= said


def test_all_rows_are_chosen_at_once_and_each_has_its_key(qtbot: QtBot, page: DataPage) -> None:
    page.table.selectAll()
    assert page.many.count.words == "91 rows chosen"
    assert len(set(page.table.chosen())) == 91
