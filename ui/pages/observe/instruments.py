# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The card of instruments: counters, watches and looks, each folded away until it is wanted."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from cxfield.i18n import NC_
from ui.context import Ui
from ui.pages.observe.counters import Counters
from ui.pages.observe.gauges import Gauges
from ui.pages.observe.looks import Looks
from ui.pages.observe.watches import Watches
from ui.pages.observe.words import in_context
from ui.widgets.buttons import IconButton, Kind
from ui.widgets.chips import Chip
from ui.widgets.containers import Card

_PARTS = (
    ("counters", NC_("instruments", "Counters")),
    ("watches", NC_("instruments", "Watches")),
    ("looks", NC_("instruments", "Looks")),
)


class InstrumentCard(Card):
    """`show_gauges(gauges)`, then `tick()` once a second; `folded(parts)` tells which parts are open."""

    folded = Signal(object)
    lock_wanted = Signal()

    def __init__(self, ui: Ui, parent: QWidget | None = None) -> None:
        super().__init__(ui, parent=parent)
        self._gauges: Gauges | None = None
        self.counters = Counters(ui)
        self.watches = Watches(ui)
        self.looks = Looks(ui)
        self._parts: dict[str, QWidget] = {
            "counters": self.counters,
            "watches": self.watches,
            "looks": self.looks,
        }
        self.heads = {key: Chip(ui, in_context(name), checkable=True, base_height=44) for key, name in _PARTS}
        self.lock = IconButton(ui, "lock", lambda x: x.t("Lock the screen"), kind=Kind.OUTLINE, touch=True)
        row = QHBoxLayout()
        row.setSpacing(6)
        for key, head in self.heads.items():
            head.toggled.connect(lambda on, k=key: self._fold(k, on=on))
            head.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            row.addWidget(head)
        row.addStretch(1)
        row.addWidget(self.lock)
        self.lock.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.lock.clicked.connect(self.lock_wanted)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(8)
        column.addLayout(row)
        for part in self._parts.values():
            column.addWidget(part)
            part.hide()
        self.looks.due_changed.connect(self._call)

    def show_gauges(self, gauges: Gauges) -> None:
        """Show the instruments of a session; what is in use is open."""
        self._gauges = gauges
        gauges.changed.connect(self.refresh)
        for part in (self.counters, self.watches, self.looks):
            part.show_gauges(gauges)
        state = gauges.state
        self.open("counters", on=any(state.tallies.values()))
        self.open("watches", on=any(row.end_t is None for row in state.timings))
        self.open("looks", on=bool(state.plans))
        self.refresh()

    def open(self, part: str, *, on: bool = True) -> None:
        """Open a part or fold it away."""
        self.heads[part].setChecked(on)

    @property
    def opened(self) -> tuple[str, ...]:
        """The parts that are open."""
        return tuple(key for key, head in self.heads.items() if head.isChecked())

    def refresh(self) -> None:
        """Paint again what is counted, timed and looked for."""
        for part in (self.counters, self.watches, self.looks):
            part.refresh()

    def tick(self) -> None:
        """Once a second: running watches and the time to the next look."""
        self.watches.tick()
        self.looks.tick()

    def take_focus(self) -> None:
        """The focus goes to what waits for an answer, else to the first part that is open."""
        if self.looks.waits:
            self.looks.take_focus()
            return
        first = next((part for part in self._parts.values() if not part.isHidden()), None)
        target: QWidget = next(iter(self.heads.values()))
        if isinstance(first, Counters):
            target = first.first()
        target.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _fold(self, part: str, *, on: bool) -> None:
        self._parts[part].setVisible(on)
        self.folded.emit(self.opened)

    def _call(self, waits: bool) -> None:
        """A look is due: its part opens by itself, without taking the focus."""
        if waits and not self.heads["looks"].isChecked():
            self.open("looks")
