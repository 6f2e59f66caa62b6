# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The codebook: groups at the left, codes in the middle, the chosen code at the right."""

from collections.abc import Callable, Mapping

from PySide6.QtWidgets import QSizePolicy, QWidget

from cxfield.i18n import pick
from cxfield.services.plan_codes import (
    LETTERS,
    Codebook,
    CodeRow,
    GroupRow,
    add_code,
    add_group,
    codebook,
    fill_codebook,
    free_keys,
    use_tag_set,
)
from ui.pages.plan.code_form import CodeForm
from ui.pages.plan.desk import ADD, Desk
from ui.pages.plan.fold import Fold
from ui.pages.plan.group_form import GroupForm
from ui.pages.plan.navbutton import NavButton
from ui.pages.plan.reorder import Reorder
from ui.pages.plan.rowlist import RowList
from ui.pages.plan.rowpaint import Cell, Column, Mark, Row
from ui.pages.plan.tab import Tab, arrange, clear, column, line
from ui.shortcuts import SHORTCUTS, key_taken, keycap_of
from ui.widgets.buttons import Button, Kind
from ui.widgets.checks import CheckRow
from ui.widgets.containers import EmptyState, Line, Panel, Scroll
from ui.widgets.field import LineInput
from ui.widgets.label import Label


def reserved_keys(texts_of: Callable[[str], str]) -> Mapping[str, str]:
    """The letters that a command has in Observe on the Finnish or the English layout, and what it does."""
    rows = {letter: key_taken(letter, SHORTCUTS) for letter in LETTERS}
    return {letter: texts_of(row.label) for letter, row in rows.items() if row is not None}


class CodesTab(Tab):
    """The group in front follows the scroll position; every change holds at once."""

    kinds = frozenset({"code", "code_group", "code_exclusion", "modifier", "tag_set", "study"})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.reserved = reserved_keys(lambda words: words)
        self._book = Codebook((), ())
        self._wanted = ""
        self._compact = self._tight = False
        self._filter = ""
        self.groups = column(gap=0)
        self.group_order = Reorder(
            desk.ui, self, lambda rid, low, high: desk.move("code_group", rid, low, high)
        )
        self.group_buttons: dict[str, NavButton] = {}
        self.sets = column(gap=0)
        self.set_rows: dict[str, CheckRow] = {}
        self.total = Label(self.ui, "", "small", "text.secondary")
        columns = (Column(56), Column(0, 5), Column(86), Column(0, 4), Column(44))
        self.list = RowList(self.ui, columns, name=lambda x: x.t("Codes"), movable=True)
        self.search = LineInput(self.ui, placeholder=lambda x: x.t("Find a code"), icon_name="search")
        self.search.setAccessibleName(self.ui.texts.t("Find a code"))
        self.add = Button(
            self.ui,
            lambda x: x.t("New code"),
            kind=Kind.PRIMARY,
            icon_name="plus",
            key=keycap_of("plan.add"),
        )
        self.free = Label(self.ui, "", "small", "text.secondary", icon_name="keyboard", wrap=True)
        self.clash = Label(self.ui, "", "small", "success.base", icon_name="check")
        self.empty = EmptyState(
            self.ui,
            lambda x: x.t("The codebook is empty. Begin with the twenty codes of a store, or add your own."),
            icon_name="tag",
            action=lambda x: x.t("Add the codes of a store"),
        )
        self.form = CodeForm(desk, self.reserved)
        self.group_form = GroupForm(desk)
        self._lay_out()
        self._connect()

    def refresh(self) -> None:
        """Ask again."""
        self._book = self.desk.read(codebook, self.desk.languages)
        self.form.reserved = reserved_keys(self.ui.texts.t)
        self._show_groups()
        self._show_sets()
        self.list.show_rows(self._rows())
        some = bool(self._book.codes)
        self.empty_box.setVisible(not some)
        self.list.setVisible(some or bool(self._book.groups))
        free = self.desk.read(free_keys, self.reserved)
        self.free.set_words(self.ui.texts.t("Free keys: {keys}", keys=" ".join(free) or "–"))
        twice = self._book.twice
        self.clash.set_icon_name("warning" if twice else "check")
        self.clash.set_color("warning.base" if twice else "success.base")
        self.clash.set_words(
            self.ui.texts.t("on several codes: {keys}", keys=", ".join(twice))
            if twice
            else self.ui.texts.t("no clashes")
        )
        if self._wanted and self.list.choose(self._wanted, tell=False):
            self._wanted = ""
            self._show_code()
            self.form.focus_first()
            return
        if not self.list.current:
            self.list.choose_first()
        self._show_code()

    def open_target(self, target: str) -> None:
        """Open a code: "guidance:<id>", or an id."""
        record = target.rpartition(":")[2]
        if record:
            self._wanted = record
            self.refresh()

    def add_new(self) -> None:
        """A code in the group of the chosen one."""
        row = self._book.find(self.list.current)
        groups = self._book.groups
        if not groups:
            self._add_group()
            return
        self.desk.write(
            add_code,
            label=ADD,
            group_id=row.group_id if row else groups[-1].id,
            reserved=self.reserved,
            done=lambda made: self.open_target(made.id),
        )

    def place(self) -> str:
        """The chosen code."""
        return self.list.current

    def _rows(self) -> list[Row]:
        rows: list[Row] = []
        texts = self.ui.texts
        for group in self._book.groups:
            shown = [row for row in group.codes if self._matches(row)]
            if not shown and self._filter:
                continue
            token, icon = self.ui.theme.family(group.family)
            name = pick(group.name, texts.locale) or texts.t("(no name)")
            rows.append(Row(f"group:{group.id}", (Cell(name, icon=icon, ink=token),), heading=True))
            rows += [self._row(row, group) for row in shown]
        return rows

    def _matches(self, row: CodeRow) -> bool:
        wanted = self._filter.lower()
        said = " ".join([*row.code.name.values(), *row.code.short.values(), row.code.key]).lower()
        return wanted in said

    def _row(self, row: CodeRow, group: GroupRow) -> Row:
        texts = self.ui.texts
        code = row.code
        state = code.kind == "state"
        name = pick(code.name, texts.locale) or texts.t("(no name)")
        missing = [lang for lang in self.desk.languages if not code.name.get(lang)]
        marks = tuple(Mark(texts.t("{language} missing", language=lang.upper())) for lang in missing)
        key = code.key.upper()
        apart = ", ".join(pick(other, texts.locale) for _, other in row.apart) or "–"
        guided = Cell(icon="check", ink="success.base", spoken=texts.t("has guidance"))
        bare = Cell(icon="minus", ink="warning.base", spoken=texts.t("no guidance"))
        return Row(
            code.id,
            (
                Cell(key, key=True),
                Cell(name, weight=600, stripe=group.family, marks=marks),
                Cell(
                    texts.tc("code", "Duration") if state else texts.tc("code", "Moment"),
                    icon="timer" if state else "record",
                    role="small",
                ),
                Cell(apart, role="small", ink="text.secondary"),
                guided if row.guided else bare,
            ),
            movable=not self._filter,
            section=group.id,
        )

    def _show_groups(self) -> None:
        texts = self.ui.texts
        self.total.set_words(texts.tn("{n} code", "{n} codes", len(self._book.codes)))
        if [group.id for group in self._book.groups] != list(self.group_buttons):
            wanted = [group.id for group in self._book.groups]
            self.group_buttons = arrange(self.groups, self.group_buttons, wanted, self._group_button)
            self.group_order.watch(dict(self.group_buttons))
        for group in self._book.groups:
            button = self.group_buttons[group.id]
            button.set_words(pick(group.name, texts.locale) or texts.t("(no name)"))
            button.set_family(group.family)
            button.set_count(str(len(group.codes)))

    def _group_button(self, group_id: str) -> NavButton:
        button = NavButton(self.ui, "")
        button.clicked.connect(self._open_group(group_id))
        return button

    def _show_sets(self) -> None:
        rows = self._book.tag_sets
        if [row.key for row in rows] != list(self.set_rows):
            clear(self.sets)
            self.set_rows = {}
            for row in rows:
                check = CheckRow(self.ui, "")
                check.clicked.connect(self._use_set(row.key, check))
                self.set_rows[row.key] = check
                self.sets.addWidget(check)
        for row in rows:
            check = self.set_rows[row.key]
            check.set_words(f"{pick(row.name, self.ui.texts.locale)} · {len(row.tags)}")
            check.set_tip(", ".join(pick(tag["name"], self.ui.texts.locale) for tag in row.tags))
            check.setChecked(row.used)
            check.setEnabled(not self.desk.read_only)

    def _use_set(self, key: str, check: CheckRow) -> Callable[[], None]:
        return lambda: self.desk.write(use_tag_set, key=key, use=check.isChecked())

    def _open_group(self, group_id: str) -> Callable[[], None]:
        def go() -> None:
            self.list.show_row(f"group:{group_id}")
            self._light(group_id)
            group = next((g for g in self._book.groups if g.id == group_id), None)
            if group is not None:
                self.form.hide()
                self.group_form.show_group(group)
                self.group_form.show()

        return go

    def _light(self, group_id: str) -> None:
        for name, button in self.group_buttons.items():
            button.setChecked(name == group_id)

    def _show_code(self) -> None:
        row = self._book.find(self.list.current)
        if row is None:
            self.form.hide()
            return
        self.group_form.hide()
        self.form.show_code(row, self._book)
        self.form.show()
        self._light(row.group_id)

    def _scrolled(self) -> None:
        """The group in front follows what is seen."""
        top = self.list.indexAt(self.list.viewport().rect().topLeft())
        if top.isValid():
            row = self.list.rows[top.row()]
            group = row.id.removeprefix("group:") if row.heading else row.section
            self._light(group)

    def _search(self, text: str) -> None:
        self._filter = text.strip()
        self.list.show_rows(self._rows())
        if not self.list.current:
            self.list.choose_first()

    def _add_group(self) -> None:
        self.desk.write(add_group, label=ADD, done=self._group_made)

    def _group_made(self, group: object) -> None:
        self.refresh()
        self._open_group(str(getattr(group, "id", "")))()
        self.group_form.focus_first()

    def _connect(self) -> None:
        self.list.chosen.connect(lambda _id: self._show_code())
        self.list.opened.connect(lambda _id: self.form.focus_first())
        self.list.delete_wanted.connect(lambda _id: self.form.remove())
        self.list.moved.connect(lambda rid, low, high: self.desk.move("code", rid, low, high))
        self.list.verticalScrollBar().valueChanged.connect(lambda _value: self._scrolled())
        self.search.textEdited.connect(self._search)
        self.add.clicked.connect(self.add_new)
        self.empty.pressed.connect(lambda: self.desk.write(fill_codebook, label=ADD))

    def _lay_out(self) -> None:
        row = line(gap=0, parent=self)
        self.left = self._left()
        row.addWidget(self.left)
        middle = Panel(self.ui, "bg.surface", "right")
        inner = column(middle, gap=0)
        head = line(self.search, self.add, gap=8)
        head.setContentsMargins(14, 10, 14, 10)
        inner.addLayout(head)
        inner.addWidget(Line(self.ui))
        self.empty_box = QWidget()
        column(self.empty_box, margins=14).addWidget(self.empty)
        inner.addWidget(self.empty_box)
        inner.addWidget(self.list, 1)
        inner.addStretch(0)
        inner.addWidget(Line(self.ui))
        foot = line(gap=12)
        foot.setContentsMargins(14, 8, 14, 8)
        foot.addWidget(self.free, 1)
        foot.addWidget(self.clash)
        inner.addLayout(foot)
        row.addWidget(middle, 5)
        Fold(self.ui, self, row, 800, self._folded)
        content = QWidget()
        fields = column(content, margins=16, gap=12)
        fields.addWidget(self.form)
        fields.addWidget(self.group_form)
        self.group_form.hide()
        fields.addStretch(1)
        self.side = Scroll(self.ui, content)
        row.addWidget(self.side, 5)

    def set_compact(self, compact: bool) -> None:
        """Narrow: the groups are headings in the list anyway."""
        self._compact = compact
        self.left.setVisible(not compact and not self._tight)

    def _folded(self, folded: bool) -> None:
        self._tight = folded
        self.left.setVisible(not self._compact and not folded)

    def _left(self) -> QWidget:
        left = Panel(self.ui, "bg.surface", "right")
        left.setFixedWidth(self.ui.theme.px(206))
        left.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        outer = column(left, gap=0)
        content = QWidget()
        inner = column(content, gap=0)
        inner.setContentsMargins(0, 0, 1, 8)
        head = line(Label(self.ui, lambda x: x.t("Groups"), "h2"), 1, self.total)
        head.setContentsMargins(14, 12, 14, 8)
        inner.addLayout(head)
        inner.addLayout(self.groups)
        title = Label(self.ui, lambda x: x.t("Tag sets"), "small", "text.secondary", weight=500)
        title.setContentsMargins(0, 0, 0, 0)
        box = column(gap=0)
        box.setContentsMargins(10, 14, 8, 4)
        box.addWidget(title)
        box.addLayout(self.sets)
        inner.addLayout(box)
        inner.addStretch(1)
        outer.addWidget(Scroll(self.ui, content, fill="bg.surface"), 1)
        outer.addWidget(Line(self.ui))
        foot = column(margins=12, gap=8)
        self.add_group = Button(self.ui, lambda x: x.t("New group"), icon_name="plus")
        self.add_group.setEnabled(not self.desk.read_only)
        self.add_group.clicked.connect(self._add_group)
        foot.addWidget(self.add_group)
        outer.addLayout(foot)
        return left
