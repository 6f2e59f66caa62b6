# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The filter as a sentence: the count, a chip for each condition, and the menu that adds one."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtWidgets import QWidget

from cxfield.i18n import N_, NC_, Texts
from cxfield.services.data import Choices
from cxfield.services.data_filter import PHASE_WORDS, TONE_WORDS, WHERE, Filter, conditions, without
from ui.context import Say, Ui
from ui.pages.data.flow import Flow
from ui.widgets.buttons import Button, Kind
from ui.widgets.chips import ConditionChip
from ui.widgets.label import Label
from ui.widgets.menu import Menu, MenuItem

#: An answer that takes longer is said to be on its way.
_SLOW_MS = 500
_SPANS: tuple[tuple[tuple[int, int], str], ...] = (
    ((1, 2), N_("ordinary 1–2")),
    ((3, 3), N_("in between 3")),
    ((4, 5), N_("surprising 4–5")),
)
_WHAT: tuple[tuple[str, tuple[str, str]], ...] = (
    ("site", NC_("condition", "Store")),
    ("phase", NC_("condition", "Phase")),
    ("session", NC_("condition", "Session")),
    ("code", NC_("condition", "Code")),
    ("touchpoint", NC_("condition", "Touchpoint")),
    ("observer", NC_("condition", "Observer")),
    ("ordinariness", NC_("condition", "Ordinariness")),
    ("polarity", NC_("condition", "Polarity")),
)


class Conditions(Flow):
    """`show_found(shown, total, asked, choices)`; `asked(Filter)` when the user changes the conditions."""

    asked = Signal(object)

    def __init__(self, ui: Ui, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ui = ui
        self._filter = Filter()
        self._choices: Choices | None = None
        self._numbers = (0, 0)
        self._slow = QTimer(self)
        self._slow.setSingleShot(True)
        self._slow.setInterval(_SLOW_MS)
        self._slow.timeout.connect(self._say_looking)
        self.count = Label(ui, "", "body", weight=600)
        self.where = Label(ui, lambda x: x.tc(*WHERE), "body", "text.secondary")
        self.add = Button(ui, lambda x: x.t("Condition"), icon_name="plus")
        self.themes = Button(ui, lambda x: x.t("Themes"), icon_name="star")
        self.clear = Button(ui, lambda x: x.t("Clear"), kind=Kind.GHOST)
        self.chips: list[ConditionChip] = []
        self.add.clicked.connect(self._offer)
        self.clear.clicked.connect(lambda: self.asked.emit(Filter(kind=self._filter.kind)))
        ui.texts_changed.connect(self._say)
        ui.theme_changed.connect(self.refresh)
        self._say()

    def show_found(self, shown: int, total: int, asked: Filter, choices: Choices | None) -> None:
        """Say what is looked for and how much was found."""
        self.look(False)
        self._numbers = (shown, total)
        self._filter, self._choices = asked, choices
        self._say()

    def look(self, looking: bool) -> None:
        """Rows are being looked for, or no longer; said when it takes long."""
        if looking:
            self._slow.start()
        else:
            self._slow.stop()

    def _say_looking(self) -> None:
        self.count.set_words(lambda x: x.t("Looking for the rows…"))
        self.refresh()

    def _say(self) -> None:
        texts = self.ui.texts
        shown, total = self._numbers
        count = texts.number(total) if shown == total else f"{texts.number(shown)}/{texts.number(total)}"
        self.count.set_words(texts.t("{count} rows", count=count))
        names = self._choices.names if self._choices is not None else {}
        said = conditions(self._filter, names, texts)
        self.where.setVisible(bool(said))
        self.clear.setVisible(bool(said))
        self._show_chips([(condition.field, condition.words) for condition in said])

    def _show_chips(self, wanted: Sequence[tuple[str, str]]) -> None:
        focused = next((place for place, chip in enumerate(self.chips) if chip.hasFocus()), None)
        for chip in self.chips:
            chip.hide()
            chip.deleteLater()
        self.chips = []
        for field, words in wanted:
            chip = ConditionChip(self.ui, words, parent=self)
            chip.removed.connect(self._remover(field))
            chip.show()
            self.chips.append(chip)
        self.use_widgets([self.count, self.where, *self.chips, self.add, self.clear, self.themes])
        for one, other in pairwise((*self.chips, self.add, self.clear, self.themes)):
            QWidget.setTabOrder(one, other)
        if focused is not None:
            buttons: list[QWidget] = [*self.chips, self.add]
            buttons[min(focused, len(self.chips))].setFocus(Qt.FocusReason.TabFocusReason)

    def _remover(self, field: str) -> "_Remove":
        return _Remove(self, field)

    def remove(self, field: str) -> None:
        """Take one condition away."""
        self.asked.emit(without(self._filter, field))

    def _offer(self) -> None:
        items = [MenuItem(field, _named(words)) for field, words in _WHAT if self._values(field)]
        items += [
            MenuItem("settling", lambda x: x.t("Leave the settling-in time out")),
            MenuItem("uncoded", lambda x: x.t("Not coded yet")),
            MenuItem("star", lambda x: x.t("Has a star")),
            MenuItem("parallel", lambda x: x.t("Include second codings")),
        ]
        self._menu(items, self._offer_values)

    def _offer_values(self, field: str) -> None:
        if field == "settling":
            self.asked.emit(replace(self._filter, settling=False))
        elif field == "uncoded":
            self.asked.emit(replace(self._filter, uncoded=True))
        elif field == "star":
            self.asked.emit(replace(self._filter, star=True))
        elif field == "parallel":
            self.asked.emit(replace(self._filter, parallel=True))
        else:
            items = [MenuItem(value, words) for value, words in self._values(field)]
            self._menu(items, lambda value: self._choose(field, value))

    def _choose(self, field: str, value: str) -> None:
        if field == "ordinariness":
            low, high = (int(part) for part in value.split("-"))
            self.asked.emit(replace(self._filter, ordinariness=(low, high)))
        elif field == "polarity":
            self.asked.emit(replace(self._filter, polarity=int(value)))
        else:
            changed: dict[str, str] = {field: value}
            self.asked.emit(replace(self._filter, **changed))  # type: ignore[arg-type]

    def _values(self, field: str) -> list[tuple[str, Say]]:
        choices = self._choices
        if field == "phase":
            return [(key, _said(words)) for key, words in PHASE_WORDS.items()]
        if field == "ordinariness":
            return [(f"{low}-{high}", _said(words)) for (low, high), words in _SPANS]
        if field == "polarity":
            return [(str(value), _said(words)) for value, words in TONE_WORDS.items()]
        if choices is None:
            return []
        listed = {
            "site": choices.sites,
            "session": choices.sessions,
            "code": choices.codes,
            "touchpoint": choices.touchpoints,
            "observer": choices.observers,
        }[field]
        return [(key, name or "–") for key, name in listed]

    def _menu(self, items: Sequence[MenuItem], chosen: object) -> None:
        menu = Menu(self.ui, items, parent=self)
        menu.chosen.connect(chosen)
        menu.popup(self.add.mapToGlobal(QPoint(0, self.add.height() + 2)))


class _Remove:
    """Removes one condition; a small object, so that each chip keeps its own field."""

    def __init__(self, owner: Conditions, field: str) -> None:
        self._owner, self._field = owner, field

    def __call__(self) -> None:
        """Take it away."""
        self._owner.remove(self._field)


def _said(msgid: str) -> Say:
    def words(texts: Texts) -> str:
        return texts.t(msgid)

    return words


def _named(pair: tuple[str, str]) -> Say:
    def words(texts: Texts) -> str:
        return texts.tc(*pair)

    return words
