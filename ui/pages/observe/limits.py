# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Checklist of an open mind and the times of a session; the same before the start and while it runs."""

from functools import partial

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from cxfield.i18n import N_, Texts
from cxfield.methods.open_mind import OPEN_MIND
from ui.context import Say, Ui
from ui.pages.observe.pick import Chips
from ui.pages.observe.words import words
from ui.widgets.checks import CheckRow
from ui.widgets.label import Label

#: The times that are offered, in minutes; 0 is none.
TIMES: tuple[tuple[str, str, tuple[int, ...]], ...] = (
    ("settling_min", N_("Settling in"), (0, 5, 10, 15, 20)),
    ("planned_min", N_("Planned end"), (0, 30, 60, 90, 120, 180, 240)),
    ("quiet_min", N_("Remind when nothing is logged"), (0, 3, 5, 10, 20)),
    ("break_min", N_("Remind of a break"), (0, 30, 45, 60, 90)),
)
_NONE = {
    "settling_min": N_("No settling in"),
    "planned_min": N_("No planned end"),
    "quiet_min": N_("Never"),
    "break_min": N_("Never"),
}


class Limits(QWidget):
    """`changed(field, value)` for each choice: checklist (a list of keys) or a time in minutes."""

    changed = Signal(str, object)

    def __init__(self, ui: Ui, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ui = ui
        self.ticks = {item.key: CheckRow(ui, words(item.words), touch=True) for item in OPEN_MIND}
        self.times: dict[str, Chips] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self._head(words(N_("Open mind"))))
        for row in self.ticks.values():
            row.toggled.connect(self._ticked)
            column.addWidget(row)
        for field, name, _ in TIMES:
            chips = Chips(ui, words(name))
            chips.chosen.connect(partial(self._timed, field))
            self.times[field] = chips
            column.addSpacing(8)
            column.addWidget(self._head(words(name)))
            column.addWidget(chips)

    def show_values(self, checklist: tuple[str, ...], times: dict[str, int]) -> None:
        """Show what holds; a time that is not offered is offered too."""
        for key, row in self.ticks.items():
            with QSignalBlocker(row):
                row.setChecked(key in checklist)
        for field, _, offered in TIMES:
            value = times.get(field, 0)
            choices = sorted({*offered, value})
            self.times[field].offer(
                ((str(n), partial(_minutes, n, _NONE[field])) for n in choices), str(value)
            )

    @property
    def checklist(self) -> tuple[str, ...]:
        """The keys that are ticked."""
        return tuple(key for key, row in self.ticks.items() if row.isChecked())

    def minutes(self, field: str) -> int:
        """A time."""
        return int(self.times[field].value or 0)

    def _ticked(self) -> None:
        self.changed.emit("checklist", list(self.checklist))

    def _timed(self, field: str, value: object) -> None:
        self.changed.emit(field, int(str(value or 0)))

    def _head(self, said: Say) -> Label:
        return Label(self.ui, said, "small", "text.secondary", weight=500)


def _minutes(n: int, none: str, texts: Texts) -> str:
    return texts.t("{n} min", n=n) if n else texts.t(none)
