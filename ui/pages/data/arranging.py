# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""How the rows are laid out: what they stand under, what they are sorted by, which columns are shown."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPoint

from cxfield.i18n import N_, Texts
from cxfield.services.data_order import COLUMNS, GROUPS, Order
from ui.models.data_rows import HEADERS, SORTS, Column
from ui.widgets.buttons import IconButton, Kind
from ui.widgets.choicebox import ChoiceBox
from ui.widgets.menu import Menu, MenuItem
from ui.widgets.segment import Option

if TYPE_CHECKING:
    from ui.pages.data.page import DataPage

#: The names that a head has room for only in short.
_IN_FULL = {Column.STAR: N_("Star"), Column.ORDINARY: N_("Ordinariness"), Column.OBSERVER: N_("Observer")}
_CHOICE = tuple(column for column in Column if column not in (Column.TIME, Column.TEXT))


class Arranging:
    """The box of groups, the menu of columns, the timeline's button, and the heads of columns that sort."""

    def __init__(self, page: "DataPage") -> None:
        self._page = page
        ui = page.ui
        options = [Option(key, _grouped(words)) for key, words in GROUPS.items()]
        self.groups = ChoiceBox(ui, lambda x: x.t("Group by"), options, value="session")
        self.columns = IconButton(ui, "menu", lambda x: x.t("Columns and order"), kind=Kind.OUTLINE)
        self.timeline = IconButton(ui, "clock", lambda x: x.t("Timeline"), kind=Kind.OUTLINE)
        self.menu: Menu | None = None
        self.groups.chosen.connect(self._group)
        self.columns.clicked.connect(self.offer)
        page.table.sorted.connect(self.sort)

    def place(self) -> dict[str, Any]:
        """The groups, the order and the columns left out, in plain values."""
        order, left = self._page.order, self._page.table.left_out
        return {
            "order": [order.group, order.column, order.descending],
            "left_out": sorted(column.name for column in left),
        }

    def go_to(self, place: Mapping[str, Any]) -> None:
        """Return to them; what no longer fits is left out."""
        kept = place.get("order")
        if isinstance(kept, list) and len(kept) == 3 and kept[0] in GROUPS and kept[1] in COLUMNS:
            self._page.order = Order(kept[0], kept[1], kept[2] is True)
            self.groups.set_value(kept[0])
        names = place.get("left_out")
        if isinstance(names, list):
            self._page.table.leave_out(frozenset(c for c in _CHOICE if c.name in names))

    def sort(self, column: str) -> None:
        """Sort by a column; once more turns the order, and a third time goes back to the time."""
        order = self._page.order
        if column != order.column:
            # The strongest first: that is what somebody looks for in figures.
            down = column not in ("", "who", "what", "text", "observer")
            self._page.arrange(replace(order, column=column, descending=down))
        else:
            self._page.arrange(replace(order, descending=not order.descending))

    def offer(self) -> None:
        """Which columns are shown, and what they sort by."""
        table, order = self._page.table, self._page.order
        items = [
            MenuItem(
                f"show:{column.name}",
                _column(column),
                icon_name=None if column in table.left_out else "check",
            )
            for column in _CHOICE
        ]
        items += [
            MenuItem(f"sort:{column.name}", _sorting(column), icon_name=_mark(column, order))
            for column in Column
        ]
        self.menu = Menu(self._page.ui, items, parent=self.columns)
        self.menu.chosen.connect(self._picked)
        self.menu.popup(self.columns.mapToGlobal(QPoint(0, self.columns.height() + 2)))

    def _picked(self, value: str) -> None:
        kind, _, name = value.partition(":")
        column = Column[name]
        if kind == "show":
            self._page.table.leave_out(self._page.table.left_out ^ {column})
        else:
            self.sort(SORTS[column])

    def _group(self, key: str) -> None:
        self._page.arrange(replace(self._page.order, group=key))


def _mark(column: Column, order: Order) -> str | None:
    return "check" if SORTS[column] == order.column else None


def _name(column: Column, texts: Texts) -> str:
    return texts.t(_IN_FULL.get(column, HEADERS[column]))


def _column(column: Column) -> Callable[[Texts], str]:
    return lambda texts: texts.t("Show {column}", column=_name(column, texts).lower())


def _sorting(column: Column) -> Callable[[Texts], str]:
    return lambda texts: texts.t("Sort by {column}", column=_name(column, texts).lower())


def _grouped(words: str) -> Callable[[Texts], str]:
    return lambda texts: texts.t("Group: {what}", what=texts.t(words).lower())
