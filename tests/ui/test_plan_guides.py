# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Guides as a whole: removing one, its order, its routes drawn, its look, and one made of a question list."""

import io
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from cxfield.model.guide import Guide, Question, Section
from cxfield.services.brands import known_brands, read_brand
from cxfield.services.plan_guides import add_question, add_section, follow
from cxfield.services.plan_routes import route_map
from cxfield.services.plan_versions import begin_version
from tests.ui.settling import settle
from ui.pages.plan import PlanPage
from ui.pages.plan.guide_look import LookDialog
from ui.pages.plan.guides import GuidesTab
from ui.pages.plan.route_map import RoutePicture
from ui.widgets.dialog import Dialog

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


def _all(page: PlanPage, cls: Any, **equals: Any) -> list[Any]:
    found: list[Any] = page.desk.read(lambda reader: reader.all(cls, **equals))
    return found


def _tab(page: PlanPage) -> GuidesTab:
    page.show_tab("guides")
    tab = page.tab
    assert isinstance(tab, GuidesTab)
    return tab


def _draft(page: PlanPage, tab: GuidesTab) -> str:
    """Begin the next version; returns the id of its first section."""
    page.desk.session.file.write(lambda u: begin_version(u, guide_id=tab.guide_id), label="x").result()
    tab.refresh()
    assert tab.version is not None
    return tab.sections[0].id


def test_a_guide_that_was_asked_with_is_retired_and_says_where_it_is_used(
    qtbot: QtBot, plan_page: PlanPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    tab = _tab(plan_page)
    asked: list[str] = []

    def ask(self: Dialog) -> str:
        asked.append(self.facts.words)
        self.deleteLater()
        return "retire"

    monkeypatch.setattr(Dialog, "ask", ask)
    tab._do_more("remove")
    qtbot.waitUntil(lambda: not _all(plan_page, Guide))
    # Nothing was asked with it: its own questions and follow-ups are no use of it.
    assert asked == []
    qtbot.waitUntil(tab.empty_box.isVisible)


def test_a_question_that_others_follow_says_so_before_it_goes(
    qtbot: QtBot, plan_page: PlanPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    tab = _tab(plan_page)
    _draft(plan_page, tab)
    followed = next(r.follows_id for s in tab.sections for r in s.questions if r.follows_id)
    asked: list[str] = []

    def leave(self: Dialog) -> str:
        asked.append(self.facts.words)
        self.deleteLater()
        return "back"

    monkeypatch.setattr(Dialog, "ask", leave)
    tab.list.choose(str(followed))
    QTest.keyClick(tab.list, Qt.Key.Key_Delete)
    assert len(asked) == 1
    assert "1 question" in asked[0]
    assert plan_page.desk.read(lambda r: r.find(Question, followed)) is not None


def test_sections_move_with_alt_and_the_arrows_and_by_dragging(qtbot: QtBot, plan_page: PlanPage) -> None:
    tab = _tab(plan_page)
    _draft(plan_page, tab)
    before = list(tab.parts.cards)
    QTest.keyClick(tab.parts.cards[before[0]].title, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    wanted = [before[1], before[0], *before[2:]]
    qtbot.waitUntil(lambda: list(tab.parts.cards) == wanted)
    assert [s.id for s in tab.sections] == wanted
    card, last = tab.parts.cards[wanted[0]], tab.parts.cards[wanted[1]]
    settle(qtbot, card, last)
    below = _take(card, last)
    QTest.mouseRelease(card, Qt.MouseButton.LeftButton, pos=below)
    qtbot.waitUntil(lambda: list(tab.parts.cards) == before)


def _take(card: QWidget, beyond: QWidget) -> QPoint:
    """Drag a card by its ground to the foot of another one; returns where the mouse is now."""
    below = card.mapFromGlobal(beyond.mapToGlobal(beyond.rect().bottomLeft()))
    QTest.mousePress(card, Qt.MouseButton.LeftButton, pos=QPoint(0, 0))
    QTest.mouseMove(card, below / 2)
    QTest.mouseMove(card, below)
    return below


def test_a_section_being_dragged_stays_in_hand_when_the_list_changes(
    qtbot: QtBot, plan_page: PlanPage
) -> None:
    tab = _tab(plan_page)
    _draft(plan_page, tab)
    before = list(tab.parts.cards)
    card, other = tab.parts.cards[before[0]], tab.parts.cards[before[1]]
    settle(qtbot, card, other)
    below = _take(card, other)
    # Meanwhile a colleague's section comes in, and another one goes.
    plan_page.desk.write(add_section, version_id=tab.version.id)  # type: ignore[union-attr]
    plan_page.desk.write(lambda u: u.remove(Section, before[2]))
    qtbot.waitUntil(lambda: len(tab.parts.cards) == len(before) and before[2] not in tab.parts.cards)
    assert tab.parts.cards[before[0]] is card
    settle(qtbot, card, other)
    QTest.mouseRelease(card, Qt.MouseButton.LeftButton, pos=below)
    qtbot.waitUntil(lambda: list(tab.parts.cards)[:2] == [before[1], before[0]])


def test_a_click_after_the_dragged_section_was_removed_moves_nothing(
    qtbot: QtBot, plan_page: PlanPage
) -> None:
    tab = _tab(plan_page)
    _draft(plan_page, tab)
    before = list(tab.parts.cards)
    card, other = tab.parts.cards[before[0]], tab.parts.cards[before[1]]
    settle(qtbot, card, other)
    _take(card, other)
    plan_page.desk.write(lambda u: u.remove(Section, before[0]))
    qtbot.waitUntil(lambda: list(tab.parts.cards) == before[1:])
    QTest.mouseClick(tab.parts.cards[before[2]], Qt.MouseButton.LeftButton, pos=QPoint(0, 0))
    written: list[object] = []
    plan_page.desk.session.file.write(lambda u: written.append(0), label="x").result()
    assert written
    tab.refresh()
    assert list(tab.parts.cards) == before[1:]


def test_the_question_that_was_taken_is_the_one_that_moves_when_the_list_changes_meanwhile(
    qtbot: QtBot, plan_page: PlanPage
) -> None:
    tab = _tab(plan_page)
    _draft(plan_page, tab)
    number, section = max(enumerate(tab.sections), key=lambda found: len(found[1].questions))
    count = len(section.questions)
    first, last = section.questions[0].id, section.questions[-1].id
    settle(qtbot, tab.list)
    tab.list.show_row(f"section:{section.id}")
    middle = _row_of(tab, first)
    port = tab.list.viewport()
    QTest.mousePress(port, Qt.MouseButton.LeftButton, pos=middle)
    QTest.mouseMove(port, middle + QPoint(0, 30))
    # A colleague's question comes in above it.
    plan_page.desk.write(lambda u: u.add(replaced(u.get(Question, first))))
    qtbot.waitUntil(lambda: len(tab.sections[number].questions) == count + 1)
    below = _row_of(tab, last) + QPoint(0, 8)
    QTest.mouseMove(port, below)
    QTest.mouseRelease(port, Qt.MouseButton.LeftButton, pos=below)
    qtbot.waitUntil(lambda: tab.sections[number].questions[-1].id == first)


def replaced(question: Question) -> Question:
    """Another question like this one, at the top of its section."""
    return Question(**{**question.model_dump(), "id": "", "key": "before", "order_key": "A"})


def _row_of(tab: GuidesTab, question_id: str) -> QPoint:
    at = next(i for i, row in enumerate(tab.list.rows) if row.id == question_id)
    return tab.list.visualRect(tab.list.model().index(at, 0)).center()


def test_the_routes_are_drawn_with_what_opens_them(plan_page: PlanPage, qtbot: QtBot) -> None:
    tab = _tab(plan_page)
    section = _draft(plan_page, tab)
    routes = route_map(tab.sections, plan_page.ui.texts)
    assert {edge.when for edge in routes.edges} == {"0–6", "7–8", "9–10"}
    follower = next(node for node in routes.nodes if node.depth == 1)
    picture = RoutePicture(plan_page.ui, routes)
    qtbot.addWidget(picture)
    assert f"{follower.number} when" in picture.accessibleName()
    picture.grab()
    assert picture.width() > 600
    write = plan_page.desk.session.file.write
    made = write(lambda u: add_question(u, section_id=section), label="x").result().value
    scaled = next(r.id for s in tab.sections for r in s.questions if r.type == "nps")
    write(lambda u: follow(u, question_id=made.id, follows_id=scaled), label="x").result()
    tab.refresh()
    late = next(n for n in route_map(tab.sections, plan_page.ui.texts).nodes if n.id == made.id)
    assert late.problem == "It follows a question that comes later."


def test_logo_and_colour_are_kept_and_bad_ones_are_refused_in_a_sentence(
    qtbot: QtBot, plan_page: PlanPage, tmp_path: Path
) -> None:
    tab = _tab(plan_page)
    dialog = LookDialog(plan_page.desk, tab.guide_id)
    qtbot.addWidget(dialog)
    out = io.BytesIO()
    Image.new("RGB", (80, 40), "red").save(out, "PNG")
    (tmp_path / "logo.png").write_bytes(out.getvalue())
    (tmp_path / "bomb.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" width="99999" height="99999"/>'
    )
    dialog.use_file(tmp_path / "bomb.svg")
    qtbot.waitUntil(lambda: "drawing (SVG" in dialog.error.words)
    dialog.use_file(tmp_path / "logo.png")
    qtbot.waitUntil(lambda: bool(_all(plan_page, Guide)[0].logo_id))
    QTest.keyClicks(dialog.colour.input, "#FFFF99")
    dialog.colour.typing.flush()
    qtbot.waitUntil(lambda: "White text cannot be read" in dialog.colour.note.words)
    dialog.colour.line.selectAll()  # type: ignore[union-attr]
    QTest.keyClicks(dialog.colour.input, "#0B5D57")
    dialog.colour.typing.flush()
    qtbot.waitUntil(lambda: _all(plan_page, Guide)[0].colour == "#0B5D57")
    qtbot.waitUntil(dialog.reports.isEnabled)
    QTest.mouseClick(dialog.reports, Qt.MouseButton.LeftButton)
    (profile,) = known_brands()
    brand = read_brand(profile)
    assert (brand.name, brand.accent, brand.logo_size) == ("Pihlakko Oy", "#0B5D57", (80, 40))
    assert profile.stem in dialog.told.words
    dialog.close()


def test_a_pasted_list_becomes_a_guide_in_one_step(
    qtbot: QtBot, plan_page: PlanPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    from PySide6.QtWidgets import QPlainTextEdit

    from ui.pages.plan.guide_dialogs import ask_list

    def ask(self: Dialog) -> str:
        area = self.findChild(QPlainTextEdit)
        assert area is not None
        area.setPlainText(
            "1. How likely are you to recommend us?\n2. Did you find it?\n- Yes\n- No\n- Partly"
        )
        QApplication.processEvents()
        self.deleteLater()
        return "add"

    monkeypatch.setattr(Dialog, "ask", ask)
    tab = _tab(plan_page)
    ask_list(plan_page.desk, made=lambda version: tab.show_guide(version.guide_id))
    qtbot.waitUntil(lambda: len(_all(plan_page, Guide)) == 2)
    qtbot.waitUntil(lambda: [r.type for s in tab.sections for r in s.questions] == ["nps", "single_choice"])
    assert len(_all(plan_page, Section, version_id=tab.version.id)) == 1  # type: ignore[union-attr]
