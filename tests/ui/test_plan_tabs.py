# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The other tabs of the Plan room, by mouse and keyboard: places, guides, people, metrics, the kit."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from cxfield.i18n import Texts
from cxfield.model.guide import GuideVersion, Question
from cxfield.model.metrics import Metric, Target
from cxfield.model.people import Consent, Erasure, Participant
from cxfield.model.study import Site, Stage, TeamMember, Touchpoint
from cxfield.services import kit
from cxfield.services.plan_metrics import add_ready
from ui.pages.plan import PlanPage
from ui.pages.plan.guides import GuidesTab
from ui.pages.plan.kit_dialog import take_in
from ui.pages.plan.metrics import MetricsTab
from ui.pages.plan.page import TABS
from ui.pages.plan.people import PeopleTab
from ui.pages.plan.places import PlacesTab
from ui.pages.plan.question_preview import QuestionPreview
from ui.pages.plan.records import ShelfPanel
from ui.pages.plan.study import StudyTab
from ui.widgets.buttons import Button
from ui.widgets.dialog import Dialog

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


def _all(page: PlanPage, cls: Any, **equals: Any) -> list[Any]:
    found: list[Any] = page.desk.read(lambda reader: reader.all(cls, **equals))
    return found


def _click(button: Any) -> None:
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def _answer(monkeypatch: pytest.MonkeyPatch, way: str) -> list[str]:
    asked: list[str] = []

    def ask(self: Dialog) -> str:
        asked.append(f"{self.title.words}|{self.facts.words}")
        self.deleteLater()
        return way

    monkeypatch.setattr(Dialog, "ask", ask)
    return asked


def test_every_tab_opens_with_alt_and_its_number(qtbot: QtBot, plan_page: PlanPage) -> None:
    for number, entry in enumerate(TABS, start=1):
        QTest.keyClick(plan_page, Qt.Key(Qt.Key.Key_0 + number), Qt.KeyboardModifier.AltModifier)
        qtbot.waitUntil(lambda key=entry.key: plan_page.tabs.current == key)  # type: ignore[misc]
        assert plan_page.tab is not None


def test_the_tabs_count_what_the_card_counts(plan_page: PlanPage) -> None:
    found = plan_page.gaps()
    assert sum(found.missing(entry.key) for entry in TABS) == len(found.gaps)


def test_the_room_speaks_both_languages_and_keeps_its_place(qtbot: QtBot, plan_page: PlanPage) -> None:
    plan_page.show_tab("codes")
    place = plan_page.place()
    plan_page.ui.use_language(Texts("fi"))
    tab = plan_page.tab
    qtbot.waitUntil(lambda: any("Toiminta" in row.spoken() for row in tab.list.rows))  # type: ignore[union-attr]
    assert plan_page.place() == place
    plan_page.go_to(place)


def test_a_touchpoint_is_added_named_and_marked_as_key(qtbot: QtBot, plan_page: PlanPage) -> None:
    plan_page.open_target("places", "touchpoint")
    tab = plan_page.tab
    assert isinstance(tab, PlacesTab)
    panel = tab.panels["touchpoint"]
    assert isinstance(panel, ShelfPanel)
    _click(panel.add)
    qtbot.waitUntil(lambda: len(_all(plan_page, Touchpoint)) == 9)
    made = max(_all(plan_page, Touchpoint), key=lambda row: row.id)
    qtbot.waitUntil(lambda: panel.form.id == made.id)
    QTest.keyClicks(panel.form.parts["name"].fields["fi"].input, "Sovituskoppi")  # type: ignore[attr-defined,union-attr]
    _click(panel.form.parts["key_encounter"])
    qtbot.waitUntil(lambda: plan_page.desk.read(lambda r: r.get(Touchpoint, made.id)).key_encounter)
    qtbot.waitUntil(
        lambda: plan_page.desk.read(lambda r: r.get(Touchpoint, made.id)).name == {"fi": "Sovituskoppi"}
    )


def test_removing_a_site_in_use_says_where_and_can_be_left(
    qtbot: QtBot, plan_page: PlanPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan_page.show_tab("places")
    tab = plan_page.tab
    assert isinstance(tab, PlacesTab)
    asked = _answer(monkeypatch, "back")
    shelf = tab.panels["site"]
    assert isinstance(shelf, ShelfPanel)
    _click(shelf.bin)
    assert "8 sessions" in asked[0]
    assert len(_all(plan_page, Site)) == 3
    _answer(monkeypatch, "retire")
    _click(shelf.bin)
    qtbot.waitUntil(lambda: len(_all(plan_page, Site)) == 2)


def test_stages_are_reordered_by_keyboard_and_undone(qtbot: QtBot, plan_page: PlanPage) -> None:
    plan_page.open_target("places", "stage")
    tab = plan_page.tab
    assert isinstance(tab, PlacesTab)
    rows = tab.panels["stage"].list
    before = [row.id for row in rows.rows]
    rows.choose(before[2])
    QTest.keyClick(rows, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    wanted = [before[0], before[1], before[3], before[2], before[4]]
    qtbot.waitUntil(lambda: [row.id for row in rows.rows] == wanted)
    assert plan_page.ui.undo is not None
    plan_page.ui.undo.undo()
    qtbot.waitUntil(lambda: [row.id for row in rows.rows] == before)
    assert len(_all(plan_page, Stage)) == 5


def _guides(page: PlanPage) -> GuidesTab:
    page.show_tab("guides")
    tab = page.tab
    assert isinstance(tab, GuidesTab)
    return tab


def test_a_published_guide_is_read_only_until_the_next_version_begins(
    qtbot: QtBot, plan_page: PlanPage
) -> None:
    tab = _guides(plan_page)
    assert not tab.form.texts["fi"].isEnabled()
    assert not tab.add.isEnabled()
    _click(tab.publish)
    qtbot.waitUntil(lambda: tab.state._words == "Draft, version 2")
    qtbot.waitUntil(tab.form.texts["fi"].isEnabled)
    _click(tab.publish)
    qtbot.waitUntil(lambda: tab.state._words == "Version 2 published")


def test_a_question_is_added_typed_and_listed_as_untranslated(qtbot: QtBot, plan_page: PlanPage) -> None:
    tab = _guides(plan_page)
    _click(tab.publish)
    qtbot.waitUntil(tab.add.isEnabled)
    before = len(tab.list.rows)
    _click(tab.add)
    qtbot.waitUntil(lambda: len(tab.list.rows) == before + 1)
    qtbot.waitUntil(lambda: tab.form.texts["en"].value == "")
    QTest.keyClicks(tab.form.texts["en"].input, "What happened at the till?")
    question_id = tab.form.id
    qtbot.waitUntil(
        lambda: (
            plan_page.desk.read(lambda r: r.get(Question, question_id)).text
            == {"en": "What happened at the till?"}
        )
    )
    qtbot.waitUntil(lambda: plan_page.gaps().missing("guides") > 0)
    assert any(gap.title == "1 question is not in Finnish" for gap in plan_page.gaps().gaps)


def test_the_preview_is_walked_with_the_keyboard(qtbot: QtBot, plan_page: PlanPage) -> None:
    tab = _guides(plan_page)
    seen: list[str] = []
    probes: list[int] = []

    def walk() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, Dialog)
        shown = dialog.findChild(QuestionPreview)
        assert shown is not None
        assert not shown.answer.isHidden(), "as in the interview: words of the answer, hint and probes"
        for _ in range(4):
            probes.append(shown.probes.count())
            focus = dialog.focusWidget()
            assert isinstance(focus, Button)
            seen.append(focus.words)
            QTest.keyClick(focus, Qt.Key.Key_Return)
        QTest.keyClick(dialog, Qt.Key.Key_Escape)

    QTimer.singleShot(100, walk)
    _click(tab.preview)
    assert seen == ["Next question"] * 4
    asked = [row for part in tab.sections for row in part.questions]
    at = next(index for index, row in enumerate(asked) if row.id == tab.list.current)
    assert probes == [len(row.probes) for row in asked[at : at + 4]]


def _people(page: PlanPage) -> PeopleTab:
    page.show_tab("people")
    tab = page.tab
    assert isinstance(tab, PeopleTab)
    return tab


def test_a_consent_is_given_item_by_item(qtbot: QtBot, plan_page: PlanPage) -> None:
    tab = _people(plan_page)
    panel = tab.people.panel
    panel.answers["audio"].choose("no")
    qtbot.waitUntil(lambda: len(_all(plan_page, Consent)) == 1)
    qtbot.waitUntil(lambda: "No to audio" in panel.consequence.label.words)
    row = next(row for row in tab.people.list.rows if row.id == panel.id)
    assert "Audio: not given" in row.spoken()


def test_a_signature_is_drawn_and_kept(qtbot: QtBot, plan_page: PlanPage) -> None:
    pad = _people(plan_page).people.panel.signature
    pad.resize(300, 88)
    QTest.mousePress(pad, Qt.MouseButton.LeftButton, pos=pad.rect().center())
    QTest.mouseRelease(pad, Qt.MouseButton.LeftButton, pos=pad.rect().center())
    qtbot.waitUntil(lambda: bool(_all(plan_page, Consent)), timeout=4000)
    assert len(_all(plan_page, Consent)[0].signature) == 1


def test_a_withdrawal_lists_what_goes_and_leaves_one_grey_row(
    qtbot: QtBot, plan_page: PlanPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    tab = _people(plan_page)
    asked = _answer(monkeypatch, "erase")
    person = tab.people.panel.id
    tab.people.panel.ask_withdrawal()
    assert asked[0].startswith("Withdraw the consent of P01?|These are erased for good: 0 interviews")
    qtbot.waitUntil(lambda: [row.participant_id for row in _all(plan_page, Erasure)] == [person])
    qtbot.waitUntil(lambda: any("Consent withdrawn" in row.spoken() for row in tab.people.list.rows))


def test_a_new_participant_has_the_next_free_code(qtbot: QtBot, plan_page: PlanPage) -> None:
    tab = _people(plan_page)
    _click(tab.people.add)
    qtbot.waitUntil(lambda: len(_all(plan_page, Participant)) == 9)
    assert "AP01" in {row.code for row in _all(plan_page, Participant)}


def test_team_and_texts_are_views_of_the_same_tab(qtbot: QtBot, plan_page: PlanPage) -> None:
    tab = _people(plan_page)
    tab.show_view("team")
    _click(tab.team.add)
    qtbot.waitUntil(lambda: len(_all(plan_page, TeamMember)) == 4)
    tab.show_view("texts")
    field = tab.texts.fields["controller", "en"]
    QTest.keyClicks(field.input, "Pihlakko Oy")
    _click(tab.texts.fill)
    qtbot.waitUntil(lambda: "EN 12/12" in tab.texts.count.words)


def test_a_metric_gets_its_target(qtbot: QtBot, plan_page: PlanPage) -> None:
    plan_page.show_tab("metrics")
    tab = plan_page.tab
    assert isinstance(tab, MetricsTab)
    made = (
        plan_page.desk.session.file.write(lambda uow: add_ready(uow, kind="churn"), label="x").result().value
    )
    plan_page.open_target("metrics", made.id)
    target = next(button for button in tab.figures.findChildren(Button) if button.words == "Add a target")
    _click(target)
    qtbot.waitUntil(lambda: len(_all(plan_page, Target, metric_id=made.id)) == 1)
    qtbot.waitUntil(lambda: len(tab.figures.cards) == 1)
    card = next(iter(tab.figures.cards.values()))
    card.value.line.selectAll()  # type: ignore[union-attr]
    QTest.keyClicks(card.value.input, "12 %")
    qtbot.waitUntil(lambda: _all(plan_page, Target, metric_id=made.id)[0].value == 0.12)
    assert len(_all(plan_page, Metric)) == 5


def test_the_kit_is_made_with_ctrl_k_and_opens_in_a_second_copy(
    qtbot: QtBot, plan_page: PlanPage, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    asked = _answer(monkeypatch, "make")
    path = tmp_path / "kit.cxpack"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", _chosen(str(path)))
    tab = plan_page.tab
    assert isinstance(tab, StudyTab)
    tab.make_kit()
    qtbot.waitUntil(path.exists)
    assert asked[0].startswith("Make the fieldwork kit?")
    copy = kit.open_kit(path, tmp_path / "mine.cxf", author="H2")
    assert {row.id for row in copy.read(lambda r: r.all(Question))} == {
        row.id for row in _all(plan_page, Question)
    }
    assert copy.read(lambda r: r.all(Participant)) == []
    copy.close()
    take_in(plan_page.desk, path)
    qtbot.waitUntil(lambda: "up to date" in plan_page.toast.label.words)


def _chosen(name: str) -> Callable[..., tuple[str, str]]:
    return lambda *_args, **_more: (name, "")


def test_what_cannot_be_done_is_said_in_the_toast(qtbot: QtBot, plan_page: PlanPage, tmp_path: Path) -> None:
    (tmp_path / "bad.cxpack").write_bytes(b"SQLite format 3\0" + b"\0" * 200)
    take_in(plan_page.desk, tmp_path / "bad.cxpack")
    qtbot.waitUntil(lambda: "not a CXField package" in plan_page.toast.label.words)
    assert len(_all(plan_page, GuideVersion)) == 1


def test_another_language_of_the_study_gets_its_fields_everywhere(qtbot: QtBot, plan_page: PlanPage) -> None:
    tab = plan_page.tab
    assert isinstance(tab, StudyTab)
    tab.open_form("study")
    _click(tab._forms["study"].languages.rows["sv"])  # type: ignore[attr-defined]
    qtbot.waitUntil(lambda: plan_page.desk.languages == ("fi", "en", "sv"))
    qtbot.waitUntil(lambda: plan_page.tab is not tab)
    again = plan_page.tab
    assert isinstance(again, StudyTab)
    qtbot.waitUntil(lambda: again.place() == "study")
    assert "sv" in again._forms["study"].pairs["title"].fields  # type: ignore[attr-defined]
    assert any("Swedish" in gap.title for gap in plan_page.gaps().gaps)
