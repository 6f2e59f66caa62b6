# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Sampled looks beside the log: what runs, and the look that is due."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from cxfield.i18n import Texts, pick
from cxfield.methods.instruments import Method, method_facts
from cxfield.services.instrument_shapes import PlanView
from ui.context import Ui
from ui.editors.flow import FlowLayout
from ui.pages.observe.gauges import Gauges
from ui.pages.observe.looks_setup import Setup, every_words
from ui.pages.observe.words import minutes
from ui.widgets.buttons import Button, IconButton, Kind
from ui.widgets.chips import Chip
from ui.widgets.containers import Card
from ui.widgets.label import Label


class TargetChip(Chip):
    """Something that is looked for: on or off, or how many; plus and minus change the number too."""

    changed = Signal()

    def __init__(self, ui: Ui, name: dict[str, str], *, counts: bool) -> None:
        self.count = 0
        self._name, self._counts = name, counts
        super().__init__(ui, self._said, checkable=True)
        self.clicked.connect(self._pressed)

    def set_count(self, count: int) -> None:
        """Show a number."""
        self.count = max(0, count)
        self.setChecked(self.count > 0)
        self.retranslate()
        self.updateGeometry()
        self.changed.emit()

    def nextCheckState(self) -> None:
        """The number decides."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Plus and minus."""
        if event.text() == "+":
            self.set_count(self.count + 1)
        elif event.text() in ("-", "\N{MINUS SIGN}"):
            self.set_count(self.count - 1)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.ignore()  # it finishes the whole answer
        else:
            super().keyPressEvent(event)

    def _pressed(self) -> None:
        self.set_count(self.count + 1 if self._counts else 1 - self.count)

    def _said(self, texts: Texts) -> str:
        name = pick(self._name, texts.locale)
        return f"{name} {texts.number(self.count)}" if self._counts and self.count else name


class DueCard(Card):
    """The look that waits for an answer: in place, amber, nothing is blocked."""

    def __init__(self, ui: Ui, parent: QWidget | None = None) -> None:
        super().__init__(ui, fill="warning.subtle", line="warning.fill", radius="control", parent=parent)
        self.plan: PlanView | None = None
        self.due_t = 0
        self.chips: dict[str, TargetChip] = {}
        self.title = Label(ui, "", "body", weight=600, wrap=True)
        self.about = Label(ui, "", "small", "text.secondary", wrap=True)
        self._choices = QWidget()
        self._flow = FlowLayout(self._choices)
        self.done = Button(ui, lambda x: x.tc("look", "Done"), kind=Kind.PRIMARY, key="⏎", touch=True)
        self.nothing = Button(ui, lambda x: x.tc("look", "None of these"), touch=True)
        self.clear = Button(ui, lambda x: x.tc("look", "Clear"), kind=Kind.GHOST, touch=True)
        row = QWidget()
        ways = FlowLayout(row)
        for button in (self.done, self.nothing, self.clear):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            ways.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(6)
        for widget in (self.title, self.about, self._choices, row):
            column.addWidget(widget)
        self.clear.clicked.connect(self._clear)

    def ask(self, plan: PlanView, due_t: int, names: dict[str, dict[str, str]], texts: Texts) -> None:
        """Ask about a look; the answers of one before are gone."""
        facts = method_facts(plan.method)
        self.plan, self.due_t = plan, due_t
        while (item := self._flow.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        self.chips = {}
        for target in plan.targets:
            chip = TargetChip(self.ui, names.get(target, {}), counts=facts.counts)
            chip.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            self.chips[target] = chip
            self._flow.addWidget(chip)
            chip.show()
        self.say(texts)
        self._choices.updateGeometry()

    def say(self, texts: Texts) -> None:
        """What is asked, and of which moment."""
        if self.plan is None:
            return
        facts = method_facts(self.plan.method)
        self.title.set_words(texts.t(facts.asks))
        start = texts.stopwatch(max(0, self.due_t - self.plan.every_ms))
        moment = texts.stopwatch(self.due_t)
        spans = self.plan.method in (Method.PARTIAL, Method.WHOLE)
        self.about.set_words(
            f"{texts.t(facts.name)} · {start}\N{EN DASH}{moment}"
            if spans
            else f"{texts.t(facts.name)} · {moment}"
        )

    def begin_with(self, seen: frozenset[str]) -> None:
        """What the log says already; what was tapped meanwhile stays."""
        if any(chip.count for chip in self.chips.values()):
            return
        for target in seen & set(self.chips):
            self.chips[target].set_count(1)

    def found(self) -> dict[str, int]:
        """The answer."""
        return {target: chip.count for target, chip in self.chips.items() if chip.count}

    def _clear(self) -> None:
        for chip in self.chips.values():
            chip.set_count(0)


class PlanRow(QWidget):
    """A way of sampling that runs: how often, when next, a button that ends it."""

    def __init__(self, ui: Ui, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = Label(ui, "", "body", weight=600, elide=True)
        self.next = Label(ui, "", "small", "text.secondary")
        self.stop = IconButton(ui, "stop", lambda x: x.t("End these looks"), kind=Kind.OUTLINE, touch=True)
        self.stop.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.words)
        words.addWidget(self.next)
        row.addLayout(words, 1)
        row.addWidget(self.stop)


class Looks(QWidget):
    """`due_changed(waits)` when a look becomes due or is answered."""

    due_changed = Signal(bool)

    def __init__(self, ui: Ui, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ui = ui
        self._gauges: Gauges | None = None
        self.due = DueCard(ui)
        self.rows: dict[str, PlanRow] = {}
        self.add = Button(ui, lambda x: x.t("Begin looks"), icon_name="plus", touch=True)
        self.add.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setup = Setup(ui)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        for widget in (self.due, self.add, self.setup):
            self._column.addWidget(widget)
        self.due.hide()
        self.setup.hide()
        self.add.clicked.connect(self._open_setup)
        self.setup.left.connect(self._close_setup)
        self.setup.begun.connect(self._begin)
        self.due.done.clicked.connect(self.answer)
        self.due.nothing.clicked.connect(self._none)
        ui.texts_changed.connect(lambda: self.due.say(ui.texts))

    @property
    def waits(self) -> bool:
        """Whether a look waits for an answer."""
        return not self.due.isHidden()

    def show_gauges(self, gauges: Gauges) -> None:
        """Look in this session."""
        self._gauges = gauges
        self._close_setup()
        self._hide_due()

    def take_focus(self) -> None:
        """The first thing that is looked for."""
        target = next(iter(self.due.chips.values()), None)
        (target or self.due.done).setFocus(Qt.FocusReason.ShortcutFocusReason)

    def refresh(self) -> None:
        """Show what runs."""
        gauges = self._gauges
        if gauges is None:
            return
        plans = {plan.id: plan for plan in gauges.state.plans}
        for gone in [key for key in self.rows if key not in plans]:
            row = self.rows.pop(gone)
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        for key in plans:
            if key not in self.rows:
                row = PlanRow(self.ui)
                row.stop.clicked.connect(partial(self._stop, key))
                self.rows[key] = row
                self._column.insertWidget(1, row)
        self.add.setEnabled(not gauges.log.study.read_only)
        self.tick()

    def tick(self) -> None:
        """The time to the next looks, and the one that is due."""
        gauges = self._gauges
        if gauges is None:
            return
        texts, now = self.ui.texts, gauges.log.now()
        for plan in gauges.state.plans:
            row = self.rows.get(plan.id)
            if row is None:
                continue
            name = texts.t(method_facts(plan.method).name)
            row.words.set_words(f"{name}, {every_words(plan.every_ms, texts)}")
            row.next.set_words(
                texts.t("next in {time}", time=minutes(-(-plan.next_in(now) // 1000)))
                + " · "
                + texts.tn("{n} look answered", "{n} looks answered", len(plan.answered))
            )
        self._show_due(gauges)

    def answer(self) -> None:
        """The answer is done."""
        if self._gauges is not None and self.due.plan is not None and self.waits:
            self._gauges.answer(self.due.plan, self.due.due_t, self.due.found())
            self._show_due(self._gauges)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter in the answer finishes it, digits choose."""
        inside = self.waits and self.due.isAncestorOf(self.focusWidget())
        if inside and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat():
            self.answer()
            return
        super().keyPressEvent(event)

    def _none(self) -> None:
        if self._gauges is not None and self.due.plan is not None:
            self._gauges.answer(self.due.plan, self.due.due_t, {})
            self._show_due(self._gauges)

    def _show_due(self, gauges: Gauges) -> None:
        found = gauges.due()
        if found is None:
            self._hide_due()
            return
        plan, due_t = found
        if (
            self.waits
            and self.due.plan is not None
            and (self.due.plan.id, self.due.due_t) == (plan.id, due_t)
        ):
            return
        names = {code.id: code.short or code.name for code in gauges.log.board.codes}
        names |= {zone.id: zone.name for zone in gauges.state.zones}
        self.due.ask(plan, due_t, names, self.ui.texts)
        self.due.show()
        gauges.seen(plan, due_t, partial(self._seen, plan.id, due_t))
        self.due_changed.emit(True)

    def _seen(self, plan_id: str, due_t: int, found: frozenset[str]) -> None:
        if (
            self.waits
            and self.due.plan is not None
            and (self.due.plan.id, self.due.due_t) == (plan_id, due_t)
        ):
            self.due.begin_with(found)

    def _hide_due(self) -> None:
        if self.waits:
            self.due.hide()
            self.due.plan = None
            self.due_changed.emit(False)

    def _open_setup(self) -> None:
        if self._gauges is not None:
            self.add.hide()
            self.setup.open(self._gauges)

    def _close_setup(self) -> None:
        self.setup.hide()
        self.add.show()

    def _begin(self, method: Method, every_ms: int, targets: list[str]) -> None:
        if self._gauges is not None:
            self._gauges.sample(method, every_ms, targets)
        self._close_setup()

    def _stop(self, plan_id: str, _checked: bool = False) -> None:
        gauges = self._gauges
        plan = next((p for p in gauges.state.plans if p.id == plan_id), None) if gauges else None
        if gauges is not None and plan is not None:
            gauges.stop_sampling(plan)
