# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Lists of cards are put in order by keys and by dragging, and back by undo."""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QWidget
from pytestqt.qtbot import QtBot

from cxfield.model.codes import Code, CodeGroup, Modifier
from cxfield.model.debrief import Preconception
from cxfield.model.study import Quota
from cxfield.services.plan_modifiers import add_modifier
from tests.ui.settling import settle
from ui.pages.plan import PlanPage

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")
Key, ALT = Qt.Key, Qt.KeyboardModifier.AltModifier


def _groups(page: PlanPage, _qtbot: QtBot) -> Callable[[], dict[str, QWidget]]:
    page.show_tab("codes")
    tab: Any = page.tab
    return lambda: dict(tab.group_buttons)


def _modifiers(page: PlanPage, qtbot: QtBot) -> Callable[[], dict[str, QWidget]]:
    page.show_tab("codes")
    tab: Any = page.tab
    code = page.desk.read(lambda r: r.all(Code, key="J"))[0]
    tab.list.choose(code.id)
    page.desk.write(add_modifier, code_id=code.id)
    qtbot.waitUntil(lambda: len(tab.form.modifiers.cards) == 2)
    return lambda: dict(tab.form.modifiers.cards)


def _form(name: str) -> Callable[[PlanPage, QtBot], Callable[[], dict[str, QWidget]]]:
    def opened(page: PlanPage, qtbot: QtBot) -> Callable[[], dict[str, QWidget]]:
        page.show_tab("study")
        tab: Any = page.tab
        tab.open_form(name)
        qtbot.waitUntil(lambda: len(tab._forms[name].cards) > 1)
        return lambda: dict(tab._forms[name].cards)

    return opened


LISTS: tuple[tuple[type[Any], Callable[[PlanPage, QtBot], Callable[[], dict[str, QWidget]]]], ...] = (
    (CodeGroup, _groups),
    (Modifier, _modifiers),
    (Quota, _form("quotas")),
    (Preconception, _form("preconceptions")),
)


def test_groups_modifiers_quotas_and_preconceptions_are_put_in_order(
    qtbot: QtBot, plan_page: PlanPage
) -> None:
    for kind, show in LISTS:
        cards = show(plan_page, qtbot)
        before = list(cards())
        moved = [before[1], before[0], *before[2:]]

        def stored(kind: type[Any] = kind, among: frozenset[str] = frozenset(before)) -> list[str]:
            rows = plan_page.desk.read(lambda r: r.all(kind, order_by="order_key"))
            return [row.id for row in rows if row.id in among]

        first = cards()[before[0]]
        held = first if isinstance(first, QAbstractButton) else first.findChildren(QAbstractButton)[0]
        QTest.keyClick(held, Key.Key_Down, ALT)
        qtbot.waitUntil(lambda cards=cards, moved=moved: list(cards()) == moved)  # type: ignore[misc]
        assert stored() == moved, kind.__name__
        assert plan_page.ui.undo is not None
        plan_page.ui.undo.undo()
        qtbot.waitUntil(lambda cards=cards, before=before: list(cards()) == before)  # type: ignore[misc]


def test_a_quota_is_dragged_below_another(qtbot: QtBot, plan_page: PlanPage) -> None:
    cards = _form("quotas")(plan_page, qtbot)
    before = list(cards())
    card, other = cards()[before[0]], cards()[before[1]]
    settle(qtbot, card, other)
    below = card.mapFromGlobal(other.mapToGlobal(other.rect().bottomLeft()))
    QTest.mousePress(card, Qt.MouseButton.LeftButton, pos=QPoint(1, 1))
    QTest.mouseMove(card, below / 2)
    QTest.mouseMove(card, below)
    QTest.mouseRelease(card, Qt.MouseButton.LeftButton, pos=below)
    qtbot.waitUntil(lambda: list(cards())[:2] == [before[1], before[0]])
