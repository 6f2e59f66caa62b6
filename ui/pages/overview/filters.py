# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the overview is limited to, as a sentence of chips, and the button that adds a condition."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from cxfield.i18n import Texts
from cxfield.services.data_filter import PHASE_WORDS, WHERE, Condition
from cxfield.services.overview_facts import Facts
from cxfield.services.overview_filter import WHAT, Scope, with_value, without
from ui.context import Say, Ui
from ui.pages.data.flow import Flow
from ui.widgets.buttons import Button, Kind
from ui.widgets.chips import ConditionChip
from ui.widgets.label import Label
from ui.widgets.menu import Menu, MenuItem

_KEEP, _ONLY = "without", "only"
_VALUED = "valued"


class FilterBar(QWidget):
    """`asked(Scope)` when the conditions change; hidden while there are none."""

    asked = Signal(object)

    def __init__(self, ui: Ui, button: Button) -> None:
        super().__init__()
        self.ui = ui
        self._button = button
        self._scope = Scope()
        self._facts: Facts | None = None
        self.chips: list[ConditionChip] = []
        self._fields: tuple[str, ...] = ()
        self.where = Label(ui, lambda x: x.tc(*WHERE), "body", "text.secondary")
        self.clear = Button(ui, lambda x: x.t("Clear"), kind=Kind.GHOST)
        self.note = Label(ui, "", "small", "text.secondary", wrap=True, icon_name="info")
        self._flow = Flow()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self._flow)
        column.addWidget(self.note)
        self.clear.clicked.connect(lambda: self.asked.emit(Scope()))
        button.clicked.connect(self._offer)
        self.hide()

    def show_scope(self, scope: Scope, facts: Facts, said: Sequence[Condition], note: str) -> None:
        """Say what is shown."""
        self._scope, self._facts = scope, facts
        focused = any(chip.hasFocus() for chip in self.chips)
        self._fields = tuple(condition.field for condition in said)
        self._use_chips(len(said))
        for chip, condition in zip(self.chips, said, strict=True):
            chip.set_words(condition.words)
        self._flow.use_widgets([self.where, *self.chips, self.clear])
        self.note.set_words(note)
        self.note.setVisible(bool(note))
        self.setVisible(bool(said))
        if focused:
            (self.chips[0] if self.chips else self._button).setFocus()

    def _use_chips(self, number: int) -> None:
        """So many chips; those there are stay."""
        while len(self.chips) < number:
            chip = ConditionChip(self.ui, "", parent=self._flow)
            chip.removed.connect(self._remover(len(self.chips)))
            chip.show()
            self.chips.append(chip)
        for chip in self.chips[number:]:
            chip.hide()
            chip.deleteLater()
        del self.chips[number:]

    def _remover(self, place: int) -> Callable[[], None]:
        return lambda: self.asked.emit(without(self._scope, self._fields[place]))

    def _offer(self) -> None:
        if self._facts is None:
            return
        items = [MenuItem(field, _named(words)) for field, words, _ in WHAT if self._values(field)]
        items += [
            MenuItem(_KEEP, lambda x: x.t("Leave the settling-in time out")),
            MenuItem(_ONLY, lambda x: x.t("Only the settling-in time")),
        ]
        if any(person.valued for person in self._facts.people.values()):
            items.append(MenuItem(_VALUED, lambda x: x.t("Only the most valued customers")))
        self._menu(items, self._picked)

    def _picked(self, field: str) -> None:
        if field in (_KEEP, _ONLY):
            self.asked.emit(replace(self._scope, settling=field == _ONLY))
            return
        if field == _VALUED:
            self.asked.emit(replace(self._scope, valued=True))
            return
        items = [MenuItem(value, words) for value, words in self._values(field)]
        self._menu(items, lambda value: self.asked.emit(with_value(self._scope, field, value)))

    def _values(self, field: str) -> list[tuple[str, Say]]:
        if field == "phase":
            return [(key, _said(words)) for key, words in PHASE_WORDS.items()]
        return list(self._facts.choices(field)) if self._facts is not None else []

    def _menu(self, items: Sequence[MenuItem], chosen: object) -> None:
        menu = Menu(self.ui, items, parent=self._button)
        menu.chosen.connect(chosen)
        menu.popup(self._button.mapToGlobal(QPoint(0, self._button.height() + 2)))


def _said(msgid: str) -> Callable[[Texts], str]:
    return lambda texts: texts.t(msgid)


def _named(pair: tuple[str, str]) -> Callable[[Texts], str]:
    return lambda texts: texts.tc(*pair)
