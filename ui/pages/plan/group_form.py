# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A group of codes: its name and its colour."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from cxfield.i18n import N_, pick
from cxfield.services.plan_codes import FAMILIES, GroupRow
from ui.pages.plan.desk import Desk
from ui.pages.plan.in_languages import Pair, in_language
from ui.pages.plan.navbutton import NavButton
from ui.pages.plan.tab import column, line, said
from ui.widgets.buttons import Button, Kind
from ui.widgets.label import Label

_FAMILY_NAMES = {
    "action": N_("Colour of action"),
    "staff": N_("Colour of staff"),
    "wait": N_("Colour of waiting"),
    "reaction": N_("Colour of reaction"),
    "outcome": N_("Colour of outcome"),
}


class GroupForm(QWidget):
    """`show_group(row)`; the colour is one of five, told apart for colour-blind people too."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk, self.ui, self.id = desk, desk.ui, ""
        inner = column(self, gap=12)
        inner.addWidget(Label(self.ui, lambda x: x.t("Group"), "h2"))
        self.name = Pair(desk, in_language(N_("Name")), stacked=True)
        inner.addWidget(self.name)
        inner.addWidget(Label(self.ui, lambda x: x.t("Colour"), "small", "text.secondary", weight=500))
        self.colours = {
            family: NavButton(self.ui, said(_FAMILY_NAMES[family]), family=family) for family in FAMILIES
        }
        for family, button in self.colours.items():
            button.clicked.connect(self._choose(family))
            inner.addWidget(button)
        self.bin = Button(self.ui, lambda x: x.t("Remove the group"), kind=Kind.DANGER)
        self.bin.clicked.connect(self._remove)
        inner.addLayout(line(self.bin, 1))
        inner.addStretch(1)
        self._name = ""

    def show_group(self, row: GroupRow) -> None:
        """Show a group."""
        if row.id != self.id:
            self.id = row.id
            self.name.bind("code_group", row.id, "name", row.name)
        self.name.show_labels(row.name)
        self._name = pick(row.name, self.ui.texts.locale)
        for family, button in self.colours.items():
            button.setChecked(family == row.family)
        self.setEnabled(not self.desk.read_only)

    def focus_first(self) -> None:
        """Put the cursor in the name."""
        self.name.focus()

    def _choose(self, family: str) -> Callable[[], None]:
        def choose() -> None:
            for name, button in self.colours.items():
                button.setChecked(name == family)
            self.desk.put("code_group", self.id, "family", family)

        return choose

    def _remove(self) -> None:
        self.desk.remove("code_group", self.id, self._name or "–", done=lambda _none: self.hide())
