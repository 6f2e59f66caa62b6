# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The modifiers of a code: a card each, with name and choices in the languages of the study."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from cxfield.i18n import N_, pick
from cxfield.model.codes import Modifier
from cxfield.services.plan_codes import CodeRow
from cxfield.services.plan_modifiers import (
    add_modifier,
    chosen,
    name_modifier,
    remove_modifier,
    type_choices,
)
from ui.pages.plan.desk import ADD, REMOVE, Desk
from ui.pages.plan.fields import Bound
from ui.pages.plan.in_languages import in_language
from ui.pages.plan.reorder import Reorder
from ui.pages.plan.tab import arrange, by_language, clear, column, line
from ui.widgets.buttons import Button, IconButton
from ui.widgets.containers import Card, Glyph
from ui.widgets.label import Label


class ModifierList(QWidget):
    """`show_code(row)`; cards move by dragging and with Alt and the arrows."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk, self.ui, self.id = desk, desk.ui, ""
        self.cards: dict[str, ModifierCard] = {}
        self._wanted = ""
        self.order = Reorder(desk.ui, self, lambda mid, low, high: desk.move("modifier", mid, low, high))
        inner = column(self, gap=8)
        inner.addWidget(Label(desk.ui, lambda x: x.t("Modifiers"), "small", "text.secondary", weight=500))
        self.list = column(gap=8)
        inner.addLayout(self.list)
        self.add = Button(desk.ui, lambda x: x.t("Add a modifier"), icon_name="plus")
        self.add.clicked.connect(self.add_new)
        inner.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)

    def show_code(self, row: CodeRow) -> None:
        """Show the modifiers of a code; a card stays as long as its modifier does."""
        if row.code.id != self.id:
            self.id, self.cards = row.code.id, {}
            clear(self.list)
        mine = {modifier.id: modifier for modifier in row.modifiers}
        if list(mine) != list(self.cards):
            self.cards = arrange(
                self.list, self.cards, list(mine), lambda key: ModifierCard(self.desk, mine[key])
            )
            self.order.watch(dict(self.cards))
        for key, card in self.cards.items():
            card.show_modifier(mine[key])
        if self._wanted in self.cards:
            self.cards[self._wanted].focus_first()
            self._wanted = ""

    def add_new(self) -> None:
        """Another modifier."""

        def made(modifier: Modifier) -> None:
            self._wanted = modifier.id

        self.desk.write(add_modifier, label=ADD, code_id=self.id, done=made)


class ModifierCard(Card):
    """One modifier."""

    def __init__(self, desk: Desk, modifier: Modifier) -> None:
        super().__init__(desk.ui, fill="bg.subtle", radius="tile")
        self.desk, self.id = desk, modifier.id
        inner = column(self, margins=8, gap=8)
        handle = Glyph(desk.ui, "drag", 18, "text.tertiary")
        handle.setToolTip(desk.ui.texts.t("Drag, or Alt and the arrows"))
        self.names = {lang: Bound(desk, in_language(N_("Modifier"))(lang)) for lang in desk.languages}
        self.choices = {
            lang: Bound(desk, in_language(N_("Choices, one on each line"))(lang), rows=3)
            for lang in desk.languages
        }
        self.bin = IconButton(desk.ui, "close", lambda x: x.t("Remove the modifier"))
        self.bin.clicked.connect(self._remove)
        inner.addLayout(line(handle, by_language(*self.names.values()), self.bin, gap=8))
        inner.addLayout(by_language(*self.choices.values()))
        for language, field in self.names.items():
            field.bind(self._write_name(language), modifier.name.get(language, ""))
        for language, field in self.choices.items():
            field.bind(self._write_choices(language), _lines(modifier, language))

    def show_modifier(self, modifier: Modifier) -> None:
        """Show what the study holds now."""
        self._name = pick(modifier.name, self.ui.texts.locale) or self.ui.texts.t("(no name)")
        for language, field in self.names.items():
            field.show_text(modifier.name.get(language, ""))
        for language, field in self.choices.items():
            field.show_text(_lines(modifier, language))

    def focus_first(self) -> None:
        """Put the cursor in the first name."""
        next(iter(self.names.values())).focus()

    def _remove(self) -> None:
        count = sum(self.desk.read(chosen, self.id).values())
        texts = self.ui.texts
        where = texts.tn("{n} entry", "{n} entries", count) if count else ""
        if where and not self.desk.may_retire(self._name, where):
            return
        self.desk.write(remove_modifier, label=REMOVE, modifier_id=self.id)

    def _write_name(self, language: str) -> Callable[..., None]:
        def write(text: str, done: Any, failed: Any) -> None:
            self.desk.write(
                name_modifier, modifier_id=self.id, language=language, text=text, done=done, failed=failed
            )

        return write

    def _write_choices(self, language: str) -> Callable[..., None]:
        def write(text: str, done: Any, failed: Any) -> None:
            lines = text.split("\n")
            self.desk.write(
                type_choices, modifier_id=self.id, language=language, lines=lines, done=done, failed=failed
            )

        return write


def _lines(modifier: Modifier, language: str) -> str:
    return "\n".join(choice.get(language, "") for choice in modifier.choices).rstrip("\n")
