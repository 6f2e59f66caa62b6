# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""How sampled looks are begun: which way, how often, what for; in place, nothing is blocked."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from cxfield.i18n import Texts, pick
from cxfield.methods.instruments import METHODS, Method, MethodFacts
from ui.context import Say, Ui
from ui.editors.flow import FlowLayout
from ui.pages.observe.gauges import Gauges
from ui.pages.observe.words import words
from ui.widgets.buttons import Button, Kind
from ui.widgets.chips import Chip
from ui.widgets.containers import Card
from ui.widgets.label import Label

_MINUTE = 60_000


def content(name: dict[str, str]) -> Say:
    """Content by language, for a widget."""
    return lambda x: pick(name, x.locale)


def every_words(every_ms: int, texts: Texts) -> str:
    """How often: every 30 s, every 5 min."""
    if every_ms % _MINUTE:
        return texts.t("every {n} s", n=every_ms // 1000)
    return texts.t("every {n} min", n=every_ms // _MINUTE)


class Setup(Card):
    """How a look is begun: which way, how often, what for."""

    begun = Signal(object, int, object)
    left = Signal()

    def __init__(self, ui: Ui, parent: QWidget | None = None) -> None:
        super().__init__(ui, line="line.strong", radius="control", parent=parent)
        self._gauges: Gauges | None = None
        self._facts: MethodFacts = METHODS[0]
        self._every = self._facts.usual
        self.methods = self._bar()
        self.meaning = Label(ui, "", "small", "text.secondary", wrap=True)
        self.often = self._bar()
        self.targets = self._bar()
        self.go = Button(ui, lambda x: x.tc("look", "Start"), kind=Kind.PRIMARY, icon_name="play", touch=True)
        self.back = Button(ui, lambda x: x.t("Cancel"), kind=Kind.GHOST, touch=True)
        self.go.clicked.connect(self._begin)
        self.back.clicked.connect(self.left)
        row = QHBoxLayout()
        row.setSpacing(8)
        for button in (self.go, self.back):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            row.addWidget(button)
        row.addStretch(1)
        self.trouble = Label(ui, "", "small", "danger.base", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(8)
        for widget in (self.methods, self.meaning, self.often, self.targets, self.trouble):
            column.addWidget(widget)
        column.addLayout(row)
        self.method_chips: dict[Method, Chip] = {}
        for facts in METHODS:
            chip = self._chip(self.methods, words(facts.name))
            chip.clicked.connect(partial(self._choose, facts))
            self.method_chips[facts.method] = chip
        self.often_chips: dict[int, Chip] = {}
        self.target_chips: dict[str, Chip] = {}

    def open(self, gauges: Gauges) -> None:
        """Offer what the session can be looked at for."""
        self._gauges = gauges
        self.trouble.hide()
        self._choose(self._facts)
        self.show()

    def _bar(self) -> QWidget:
        bar = QWidget()
        FlowLayout(bar, 6)
        return bar

    def _chip(self, bar: QWidget, words: Say) -> Chip:
        chip = Chip(self.ui, words, checkable=True)
        chip.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        layout = bar.layout()
        assert layout is not None
        layout.addWidget(chip)
        chip.show()
        return chip

    def _choose(self, facts: MethodFacts, _checked: bool = False) -> None:
        self._facts, self._every = facts, facts.usual
        for method, chip in self.method_chips.items():
            chip.setChecked(method is facts.method)
        self.meaning.set_words(words(facts.meaning))
        self._empty(self.often)
        self.often_chips = {}
        for every in facts.choices:
            chip = self._chip(self.often, partial(every_words, every))
            chip.clicked.connect(partial(self._choose_every, every))
            self.often_chips[every] = chip
        self._choose_every(self._every)
        self._offer_targets()

    def _choose_every(self, every: int, _checked: bool = False) -> None:
        self._every = every
        for other, chip in self.often_chips.items():
            chip.setChecked(other == every)

    def _offer_targets(self) -> None:
        gauges, facts = self._gauges, self._facts
        self._empty(self.targets)
        self.target_chips = {}
        if gauges is None:
            return
        running = next((p for p in gauges.state.plans if p.method == facts.method), None)
        offered = (
            [(zone.id, zone.name, True) for zone in gauges.state.zones]
            if facts.by_zone
            else [(code.id, code.short or code.name, code.state) for code in gauges.log.board.codes]
        )
        for target, name, usual in offered:
            chip = self._chip(self.targets, content(name))
            chip.setChecked(target in running.targets if running is not None else usual)
            self.target_chips[target] = chip
        if facts.by_zone and not offered:
            self.trouble.set_words(lambda x: x.t("The site has no zones yet. Add them in Plan."))
            self.trouble.show()
        self.go.setEnabled(bool(offered))

    def _empty(self, bar: QWidget) -> None:
        layout = bar.layout()
        assert layout is not None
        while (item := layout.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()

    def _begin(self) -> None:
        targets = [target for target, chip in self.target_chips.items() if chip.isChecked()]
        if not targets:
            self.trouble.set_words(lambda x: x.t("Choose at least one thing to look for."))
            self.trouble.show()
            return
        self.begun.emit(self._facts.method, self._every, targets)
