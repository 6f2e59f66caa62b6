# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a guide can begin from, and what else can be done with one."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QWidget

from cxfield.i18n import pick
from cxfield.services.plan_guides import add_guide, guide_templates
from ui.pages.plan.desk import ADD, Desk
from ui.pages.plan.guide_dialogs import ask_list
from ui.widgets.menu import Menu, MenuItem

_LIST = "question_list"


def offer_templates(desk: Desk, parent: QWidget, anchor: QWidget, made: Callable[[Any], None]) -> None:
    """A new guide: from a template, from a question list, from nothing; `made` is told its version."""
    items = [
        MenuItem("five_themes", lambda x: x.t("Five themes, interview"), icon_name="interview"),
        *(
            MenuItem(row["key"], pick(row["name"], desk.ui.texts.locale), icon_name="template")
            for row in guide_templates()
        ),
        MenuItem(_LIST, lambda x: x.t("From a question list"), icon_name="import"),
        MenuItem("", lambda x: x.t("From nothing"), icon_name="plus"),
    ]

    def begin(key: str) -> None:
        if key == _LIST:
            ask_list(desk, made=made)
        else:
            desk.write(add_guide, label=ADD, template=key, done=made)

    _popup(desk, items, parent, anchor, begin)


def offer_more(desk: Desk, parent: QWidget, anchor: QWidget, chosen: Callable[[str], None]) -> None:
    """The picture of the routes, the look of the respondent's screen, and removing the guide."""
    items = [
        MenuItem("routes", lambda x: x.t("Picture of the routes"), icon_name="split"),
        MenuItem("look", lambda x: x.t("Logo and colour"), icon_name="photo"),
    ]
    if not desk.read_only:
        items.append(MenuItem("remove", lambda x: x.t("Remove the guide"), icon_name="close"))
    _popup(desk, items, parent, anchor, chosen)


def _popup(
    desk: Desk, items: list[MenuItem], parent: QWidget, anchor: QWidget, chosen: Callable[[str], None]
) -> None:
    menu = Menu(desk.ui, items, parent=parent)
    menu.chosen.connect(chosen)
    menu.popup(anchor.mapToGlobal(QPoint(0, anchor.height() + 2)))
