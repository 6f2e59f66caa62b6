# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The first tab of the Plan room: what is missing is said, mended by its button, and every form saves."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from cxfield.model.debrief import Preconception
from cxfield.model.session import Session
from cxfield.model.study import Channel, Quota, Study, Wave
from ui.pages.plan import PlanPage
from ui.pages.plan.study import StudyTab

# What the offscreen platform says of every window that has a smallest size.
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


@pytest.fixture
def page(plan_page: PlanPage) -> PlanPage:
    return plan_page


def _tab(page: PlanPage) -> StudyTab:
    tab = page.tab
    assert isinstance(tab, StudyTab)
    return tab


def _study(page: PlanPage) -> Study:
    found: Study = page.desk.read(lambda reader: reader.all(Study))[0]
    return found


def test_the_headline_counts_the_days_and_every_gap_has_one_button(page: PlanPage) -> None:
    view = _tab(page).view
    assert view.title.words == "Fieldwork starts in 4 days"
    assert "next session Tue 7 Oct, Tampere" in view.when.words
    assert list(view.checks.buttons) == ["roles", "phase", "sheet", "lock"]
    assert view.checks.buttons["phase"].accessibleDescription().startswith("Phase After is not planned: Oulu")


def test_locking_moves_the_gap_to_what_is_ready_and_undo_brings_it_back(qtbot: QtBot, page: PlanPage) -> None:
    view = _tab(page).view
    QTest.mouseClick(view.checks.buttons["lock"], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "lock" not in view.checks.buttons)
    assert page.ui.undo is not None
    page.ui.undo.undo()
    qtbot.waitUntil(lambda: "lock" in view.checks.buttons)


def test_a_missing_phase_is_planned_where_its_site_is_visited(qtbot: QtBot, page: PlanPage) -> None:
    tab = _tab(page)
    QTest.mouseClick(tab.view.checks.buttons["phase"], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: tab.place() == "waves")
    sessions = page.desk.read(lambda reader: reader.all(Session, phase="after", kind="observation"))
    made = max(sessions, key=lambda session: session.id)
    assert made.planned_on == "2025-10-09"
    editor = tab._forms["waves"].editor  # type: ignore[attr-defined]
    assert editor.id == made.id
    channel = page.desk.read(lambda reader: reader.all(Channel, order_by="order_key"))[0]
    QTest.keyClick(editor.channel, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: page.desk.read(lambda r: r.get(Session, made.id)).channel_id == channel.id)
    tab.close_form()
    qtbot.waitUntil(lambda: "phase" not in tab.view.checks.buttons)


def test_typing_is_saved_without_any_save_button(qtbot: QtBot, page: PlanPage) -> None:
    tab = _tab(page)
    tab.open_form("study")
    form = tab._forms["study"]
    field = form.pairs["vision"].fields["en"]  # type: ignore[attr-defined]
    field.focus()
    QTest.keyClicks(field.input, "Nobody waits in vain")
    qtbot.waitUntil(lambda: _study(page).vision == {"en": "Nobody waits in vain"})


def test_an_empty_title_is_refused_beside_the_field_and_nothing_is_lost(qtbot: QtBot, page: PlanPage) -> None:
    tab = _tab(page)
    tab.open_form("study")
    pair = tab._forms["study"].pairs["title"]  # type: ignore[attr-defined]
    for language in ("fi", "en"):
        field = pair.fields[language]
        field.line.selectAll()
        QTest.keyClick(field.line, Qt.Key.Key_Delete)
        field.typing.flush()
    qtbot.waitUntil(lambda: "cannot be empty" in pair.fields["en"].note.words)
    assert _study(page).title["en"] == "Pihlakko in-store experience, autumn"


def test_a_national_identity_number_is_flagged_wherever_it_is_typed(qtbot: QtBot, page: PlanPage) -> None:
    tab = _tab(page)
    tab.open_form("preconceptions")
    card = next(iter(tab._forms["preconceptions"].cards.values()))  # type: ignore[attr-defined]
    QTest.keyClicks(card.text.input, " 131052-308T ")
    assert "national identity number" in card.text.note.words


def test_a_wave_cannot_end_before_it_begins(qtbot: QtBot, page: PlanPage) -> None:
    tab = _tab(page)
    tab.open_form("waves")
    card = next(iter(tab._forms["waves"].cards.values()))  # type: ignore[attr-defined]
    card.end.line.setText("")
    QTest.keyClicks(card.end.line, "1.10.2025")
    card.end.typing.flush()
    qtbot.waitUntil(lambda: "before the first" in card.end.note.words)
    assert page.desk.read(lambda reader: reader.all(Wave))[0].ends_on == "2025-10-17"


def test_a_quota_is_added_and_its_target_typed(qtbot: QtBot, page: PlanPage) -> None:
    tab = _tab(page)
    tab.open_form("quotas")
    before = len(page.desk.read(lambda reader: reader.all(Quota)))
    tab.add_new()
    qtbot.waitUntil(lambda: len(page.desk.read(lambda reader: reader.all(Quota))) == before + 1)
    made = max(page.desk.read(lambda reader: reader.all(Quota)), key=lambda row: row.id)
    form = tab._forms["quotas"]
    qtbot.waitUntil(lambda: made.id in form.cards)  # type: ignore[attr-defined]
    field = form.cards[made.id].target  # type: ignore[attr-defined]
    field.line.selectAll()
    QTest.keyClicks(field.line, "12")
    qtbot.waitUntil(lambda: page.desk.read(lambda r: r.get(Quota, made.id)).target == 12)


def test_a_preconception_is_written_and_locked(qtbot: QtBot, page: PlanPage) -> None:
    tab = _tab(page)
    tab.open_form("preconceptions")
    tab.add_new()
    qtbot.waitUntil(lambda: len(page.desk.read(lambda r: r.all(Preconception))) == 4)
    form = tab._forms["preconceptions"]
    qtbot.waitUntil(lambda: len(form.cards) == 4)  # type: ignore[attr-defined]
    QTest.mouseClick(form.lock, Qt.MouseButton.LeftButton)  # type: ignore[attr-defined]
    qtbot.waitUntil(lambda: not form.lock.isEnabled())  # type: ignore[attr-defined]
    assert all(row.locked_at for row in page.desk.read(lambda r: r.all(Preconception)))


def test_alt_digits_and_escape_work_from_the_keyboard(qtbot: QtBot, page: PlanPage) -> None:
    QTest.keyClick(page, Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
    assert page.tabs.current == "study"
