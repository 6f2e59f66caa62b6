# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A form made from a table of fields, and a list with such a form beside it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from cxfield.i18n import Texts, pick
from cxfield.model.base import Record
from cxfield.model.registry import kinds
from cxfield.storage import Reader
from ui.context import Say
from ui.editors.flow import FlowLayout
from ui.pages.plan.desk import Desk
from ui.pages.plan.fields import Bound
from ui.pages.plan.fold import FlowBar, Fold
from ui.pages.plan.in_languages import Pair, in_language
from ui.pages.plan.rowlist import RowList
from ui.pages.plan.rowpaint import Column, Row
from ui.pages.plan.tab import column, line, said
from ui.shortcuts import keycap_of
from ui.widgets.buttons import Button, Kind
from ui.widgets.checks import CheckRow
from ui.widgets.choicebox import ChoiceBox
from ui.widgets.containers import EmptyState, Panel, Scroll
from ui.widgets.label import Label
from ui.widgets.segment import Option

Options = Callable[[Desk], Sequence[Option]]
Shown = Callable[[Any], bool]


@dataclass(frozen=True, slots=True)
class Field:
    """A column of a record as it is edited. `form` is labels, text, flag, choice or number."""

    name: str
    words: str
    form: str = "labels"
    rows: int = 1
    help: str = ""
    options: Options | None = None
    shown: Shown | None = None
    empty: Any = None


class RecordForm(QWidget):
    """The fields of one record, below each other; `show_record(record)`."""

    def __init__(self, desk: Desk, kind: str, fields: Sequence[Field]) -> None:
        super().__init__()
        self.desk, self.ui, self.kind = desk, desk.ui, kind
        self.id = ""
        self.fields = tuple(fields)
        self.parts: dict[str, QWidget] = {}
        self.column = column(self, gap=12)
        for field in self.fields:
            self.parts[field.name] = self._make(field)
            self._place(field)

    def show_record(self, record: Any) -> None:
        """Show a record; its texts are bound anew only when it is another one."""
        new = record.id != self.id
        self.id = record.id
        self.setEnabled(not self.desk.read_only)
        for field in self.fields:
            part, value = self.parts[field.name], getattr(record, field.name)
            self._show(field, part, value, new=new)
            if field.shown is not None:
                part.setVisible(field.shown(record))

    def focus_first(self) -> None:
        """Put the cursor in the first field."""
        first = self.parts[self.fields[0].name]
        if isinstance(first, Bound | Pair):
            first.focus()
        else:
            first.setFocus(Qt.FocusReason.TabFocusReason)

    def _show(self, field: Field, part: QWidget, value: Any, *, new: bool) -> None:
        if isinstance(part, Pair):
            if new:
                part.bind(self.kind, self.id, field.name, value)
            part.show_labels(value)
        elif isinstance(part, Bound):
            shown = "" if value is None else str(value)
            if new:
                part.to_text(self.kind, self.id, field.name, shown)
            part.show_text(shown)
        elif isinstance(part, CheckRow):
            part.setChecked(bool(value))
        elif isinstance(part, ChoiceBox) and field.options is not None:
            part.set_options(field.options(self.desk), "" if value is None else str(value))

    def _make(self, field: Field) -> QWidget:
        if field.form == "labels":
            return Pair(
                self.desk,
                in_language(field.words),
                rows=field.rows,
                help_words=said(field.help) if field.help else "",
            )
        if field.form == "flag":
            check = CheckRow(self.ui, said(field.words))
            check.clicked.connect(lambda: self.desk.put(self.kind, self.id, field.name, check.isChecked()))
            return check
        if field.form == "choice":
            box = ChoiceBox(self.ui, said(field.words))
            box.chosen.connect(
                lambda value: self.desk.put(self.kind, self.id, field.name, value or field.empty)
            )
            return box
        return Bound(
            self.desk, said(field.words), rows=field.rows, help_words=said(field.help) if field.help else ""
        )

    def _place(self, field: Field) -> None:
        part = self.parts[field.name]
        if isinstance(part, ChoiceBox):
            self.column.addWidget(Label(self.ui, said(field.words), "small", "text.secondary", weight=500))
            self.column.setSpacing(8)
        self.column.addWidget(part)


@dataclass(frozen=True, slots=True)
class Shelf:
    """A kind of record as a list: how it is read, shown, named and begun."""

    kind: str
    name: str
    icon: str
    columns: tuple[Column, ...]
    fields: tuple[Field, ...]
    row: Callable[[Any, Texts, Reader], Row]
    begin: Callable[[Desk], dict[str, Any] | None]
    add: str
    nothing: str
    rows: Callable[[Reader, Texts], list[Row]] | None = None
    within: Callable[[Desk, dict[str, Any]], dict[str, Any]] | None = None


class ShelfPanel(QWidget):
    """List at the left, the chosen record's form at the right."""

    def __init__(self, desk: Desk, shelf: Shelf, *, extra: Sequence[QWidget] = ()) -> None:
        super().__init__()
        self.desk, self.ui, self.shelf = desk, desk.ui, shelf
        self.list = RowList(desk.ui, shelf.columns, name=said(shelf.name), movable=True)
        self.form = RecordForm(desk, shelf.kind, shelf.fields)
        self.add = Button(
            desk.ui, said(shelf.add), kind=Kind.PRIMARY, icon_name="plus", key=keycap_of("plan.add")
        )
        self.add.setEnabled(not desk.read_only)
        self.bin = Button(desk.ui, lambda x: x.t("Remove"), kind=Kind.DANGER)
        self.empty = EmptyState(desk.ui, said(shelf.nothing), icon_name=shelf.icon)
        self._wanted = ""
        self._lay_out(extra)
        self.add.clicked.connect(self.add_new)
        self.bin.clicked.connect(self.remove)
        self.list.chosen.connect(lambda _id: self._show_current())
        self.list.opened.connect(lambda _id: self.form.focus_first())
        self.list.delete_wanted.connect(lambda _id: self.remove())
        self.list.moved.connect(lambda rid, low, high: desk.move(shelf.kind, rid, low, high))

    def refresh(self) -> None:
        """Ask again."""
        rows = self.desk.read(self._rows)
        self.list.show_rows(rows)
        some = any(not row.heading for row in rows)
        self.list.setVisible(some)
        self.empty_box.setVisible(not some)
        if self._wanted and self.list.choose(self._wanted, tell=False):
            self._wanted = ""
            self._show_current()
            self.form.focus_first()
            return
        if not self.list.current:
            self.list.choose_first()
        self._show_current()

    def open_record(self, record_id: str) -> None:
        """Choose a record and put the cursor in it."""
        self._wanted = record_id
        self.refresh()

    def add_new(self) -> None:
        """Make another record."""
        values = self.shelf.begin(self.desk)
        if values is None:
            self.desk.said.emit(self.ui.texts.t(self.shelf.nothing))
            return
        chosen = self.current()
        if chosen is not None and "site_id" in values:
            values = {**values, "site_id": getattr(chosen, "site_id", values["site_id"])}
        within = self.shelf.within(self.desk, values) if self.shelf.within else None
        self.desk.add(self.shelf.kind, values, within=within, done=lambda made: self.open_record(made.id))

    def remove(self) -> None:
        """Remove the chosen record."""
        record = self.current()
        if record is not None:
            name = getattr(record, "name", None) or getattr(record, "text", None)
            words = pick(name, self.ui.texts.locale) if isinstance(name, dict) else str(name or "")
            self.desk.remove(self.shelf.kind, record.id, words or getattr(record, "code", "") or "–")

    def current(self) -> Record | None:
        """The chosen record."""
        cls = kinds()[self.shelf.kind].cls
        found: Record | None = self.desk.read(lambda reader: reader.find(cls, self.list.current or None))
        return found

    def _rows(self, reader: Reader) -> list[Row]:
        texts = self.ui.texts
        if self.shelf.rows is not None:
            return self.shelf.rows(reader, texts)
        records = reader.all(kinds()[self.shelf.kind].cls, order_by="order_key")
        return [self.shelf.row(record, texts, reader) for record in records]

    def _show_current(self) -> None:
        record = self.current()
        self.side.setVisible(record is not None)
        if record is not None:
            self.form.show_record(record)

    def _lay_out(self, extra: Sequence[QWidget]) -> None:
        row = line(gap=0, parent=self)
        Fold(self.ui, self, row, 700)
        middle = Panel(self.ui, "bg.surface", "right")
        inner = column(middle, gap=0)
        head = FlowBar((Label(self.ui, said(self.shelf.name), "h2"),), (self.add,))
        head.set_margins(16, 10, 16, 10)
        inner.addWidget(head)
        inner.addWidget(self.list, 1)
        self.empty_box = QWidget()
        column(self.empty_box, margins=16).addWidget(self.empty)
        inner.addWidget(self.empty_box)
        inner.addStretch(0)
        content = QWidget()
        fields = column(content, margins=16, gap=14)
        fields.addWidget(self.form)
        for widget in extra:
            fields.addWidget(widget)
        fields.addWidget(self.bin, 0, Qt.AlignmentFlag.AlignLeft)
        fields.addStretch(1)
        self.side = Scroll(self.ui, content, fill="bg.app")
        row.addWidget(middle, 1)
        row.addWidget(self.side, 1)
        middle.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)


class SideNav(Panel):
    """The parts of a tab at its left: name and count; one is in front."""

    def __init__(
        self, desk: Desk, parts: Sequence[tuple[str, Say, str]], chosen: Callable[[str], None]
    ) -> None:
        super().__init__(desk.ui, "bg.surface", "right")
        from ui.pages.plan.navbutton import NavButton

        self.buttons = {key: NavButton(desk.ui, words, icon) for key, words, icon in parts}
        inner: QVBoxLayout = column(self, gap=0)
        inner.setContentsMargins(0, 8, 1, 8)
        self._box = QWidget()
        flow = FlowLayout(self._box, gap=0)
        for key, button in self.buttons.items():
            flow.addWidget(button)
            button.clicked.connect(self._choose(chosen, key))
        inner.addWidget(self._box)
        inner.addStretch(1)
        self.foot = column(margins=12, gap=8)
        inner.addLayout(self.foot)
        self._across = False
        desk.ui.texts_changed.connect(self._fit)
        desk.ui.theme_changed.connect(self._fit)
        self._fit()

    def set_across(self, across: bool) -> None:
        """Side by side above the list, where there is no room beside it."""
        self._across = across
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The lines of buttons follow the width."""
        super().resizeEvent(event)
        self._grow()

    def _grow(self) -> None:
        flow = self._box.layout()
        if self._across and flow is not None:
            self._box.setFixedHeight(flow.heightForWidth(max(1, self.width() - 1)))
        else:
            self._box.setMinimumHeight(0)
            self._box.setMaximumHeight(16_777_215)

    def _fit(self) -> None:
        wide = max([self.ui.theme.px(190), *(b.sizeHint().width() for b in self.buttons.values())])
        vertical = QSizePolicy.Policy.Maximum if self._across else QSizePolicy.Policy.Expanding
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, vertical)
        policy.setHeightForWidth(self._across)
        self.setSizePolicy(policy)
        self.setMinimumWidth(0 if self._across else wide + 1)
        self.setMaximumWidth(16_777_215 if self._across else wide + 1)
        for button in self.buttons.values():
            button.setMinimumWidth(0 if self._across else wide)
        self._grow()

    def set_current(self, key: str) -> None:
        """Put a part in front."""
        for name, button in self.buttons.items():
            button.setChecked(name == key)

    @staticmethod
    def _choose(chosen: Callable[[str], None], key: str) -> Callable[[], None]:
        return lambda: chosen(key)
