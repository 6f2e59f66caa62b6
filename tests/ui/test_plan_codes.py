# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The codebook tab: what is typed is on the tile at once, a clash is said beside the field."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from cxfield.model.codes import Code
from ui.pages.plan import PlanPage
from ui.pages.plan.codes import CodesTab

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


def _open(page: PlanPage, key: str) -> CodesTab:
    page.show_tab("codes")
    tab = page.tab
    assert isinstance(tab, CodesTab)
    code = page.desk.read(lambda reader: reader.all(Code, key=key))[0]
    assert tab.list.choose(code.id)
    return tab


def _code(page: PlanPage, code_id: str) -> Code:
    found: Code = page.desk.read(lambda reader: reader.get(Code, code_id))
    return found


def test_the_name_is_seen_on_the_tile_while_it_is_typed(qtbot: QtBot, plan_page: PlanPage) -> None:
    tab = _open(plan_page, "J")
    field = tab.form.names["en"]
    field.focus()
    QTest.keyClicks(field.input, " now")
    assert tab.form.idle is not None
    assert tab.form.idle.words == "Queues at checkout now"
    assert field.count.words == "22/18"
    qtbot.waitUntil(lambda: _code(plan_page, tab.form.id).name["en"] == "Queues at checkout now")


def test_a_clashing_key_gets_its_sentence_and_the_old_key_stays(qtbot: QtBot, plan_page: PlanPage) -> None:
    tab = _open(plan_page, "J")
    line = tab.form.key.line
    assert line is not None
    line.selectAll()
    QTest.keyClicks(line, "o")
    qtbot.waitUntil(lambda: "already on the code" in tab.form.key.note.words)
    assert _code(plan_page, tab.form.id).key == "J"
    line.selectAll()
    QTest.keyClicks(line, "b")
    qtbot.waitUntil(lambda: _code(plan_page, tab.form.id).key == "B")
    qtbot.waitUntil(lambda: tab.form.key.note.words == "")


def test_rows_move_with_alt_and_arrows(qtbot: QtBot, plan_page: PlanPage) -> None:
    tab = _open(plan_page, "T")
    first = [row.id for row in tab.list.rows if not row.heading][:2]
    assert first[1] == tab.list.current
    QTest.keyClick(tab.list, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: [row.id for row in tab.list.rows if not row.heading][:2] == first[::-1])


def test_a_new_code_is_made_with_one_key_and_waits_for_its_name(qtbot: QtBot, plan_page: PlanPage) -> None:
    tab = _open(plan_page, "J")
    before = len(tab.list.rows)
    QTest.mouseClick(tab.add, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(tab.list.rows) == before + 1)
    qtbot.waitUntil(lambda: tab.form.names["fi"].value == "" and tab.form.key.value == "B")


def test_the_search_leaves_what_matches(plan_page: PlanPage) -> None:
    tab = _open(plan_page, "J")
    QTest.keyClicks(tab.search, "queue")
    assert [row.spoken().split(",")[1].strip() for row in tab.list.rows if not row.heading] == [
        "Queues at checkout"
    ]
