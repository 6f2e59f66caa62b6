# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The answer scale: joined cells 0–10, 1–7 or 1–5 with worded ends and, for the interviewer, a group name."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.context import Say, Ui
from ui.widgets.choice import Cell, ChoiceRow
from ui.widgets.label import Label
from ui.widgets.paint import CENTER, text

_TWO_DIGITS_MS = 700


class ScaleCells(QWidget):
    """`ScaleCells(ui, 0, 10, low_label=..., high_label=...)`; `chosen(int)`; digits and arrows choose.

    `note(value)` gives the words under the middle (such as the NPS group), shown to the interviewer only.
    """

    chosen = Signal(int)

    def __init__(
        self,
        ui: Ui,
        low: int,
        high: int,
        *,
        low_label: Say = "",
        high_label: Say = "",
        name: Say = "",
        note: Callable[[int], Say] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.ui = ui
        self._note = note
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self.cells = _Scale(ui, low, high, name=name)
        self.cells.chosen.connect(self._chosen)
        column.addWidget(self.cells)
        ends = QHBoxLayout()
        ends.setSpacing(12)
        right = Qt.AlignmentFlag.AlignRight
        middle = Qt.AlignmentFlag.AlignHCenter
        self.low = Label(ui, low_label, "small", "text.secondary", wrap=True)
        self.middle = Label(ui, "", "small", weight=600, wrap=True, align=middle)
        self.high = Label(ui, high_label, "small", "text.secondary", wrap=True, align=right)
        for label in (self.low, self.middle, self.high):
            ends.addWidget(label, 1)
        column.addLayout(ends)
        for cell in self.cells.cells:
            edge = low_label if cell.value == low else high_label if cell.value == high else ""
            if edge:
                cell.set_name(_spoken(cell.words, edge))

    @property
    def value(self) -> int | None:
        """The chosen number, or None when nothing was chosen."""
        value = self.cells.value
        return value if isinstance(value, int) else None

    def set_value(self, value: int | None) -> None:
        """Choose without a signal."""
        self.cells.set_value(value)
        self._say_note()

    def _chosen(self, value: object) -> None:
        self._say_note()
        if isinstance(value, int):
            self.chosen.emit(value)

    def _say_note(self) -> None:
        value = self.value
        self.middle.set_words("" if value is None or self._note is None else self._note(value))


def _spoken(digit: str, edge: Say) -> Say:
    return lambda texts: f"{digit}, {edge if isinstance(edge, str) else edge(texts)}"


class _Scale(ChoiceRow):
    """The cells; a typed 1 waits a moment for a 0 where the scale has a ten."""

    def __init__(self, ui: Ui, low: int, high: int, *, name: Say) -> None:
        super().__init__(ui, name=name)
        self._low, self._high = low, high
        self._first_digit = ""
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(_TWO_DIGITS_MS)
        self._wait.timeout.connect(self._forget)
        cells = [_ScaleCell(ui, n, first=n == low, last=n == high) for n in range(low, high + 1)]
        self.use_cells(cells, stretch=True)

    def typed(self, event: QKeyEvent) -> bool:
        """Digits choose: 1 then 0 within a moment is ten."""
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if held or len(event.text()) != 1 or not event.text().isdecimal():
            return False
        both = int(self._first_digit + event.text())
        number = both if both <= self._high else int(event.text())
        if self._low <= number <= self._high:
            self.choose(number)
            self.focus_value(number)
            joined = self._first_digit != "" and number == both
            self._first_digit = "" if joined else event.text()
            self._wait.start()
        return True

    def _forget(self) -> None:
        self._first_digit = ""


class _ScaleCell(Cell):
    """A number, at least 48x56; solid when chosen."""

    def __init__(self, ui: Ui, number: int, *, first: bool, last: bool) -> None:
        super().__init__(ui, number, str(number), first=first, last=last)

    def sizeHint(self) -> QSize:
        """48x56 at 100 %."""
        theme = self.theme
        return QSize(
            max(48, round(theme.text_width("finding", self.words, 600)) + 16), theme.height(56, "finding")
        )

    def draw(self, painter: QPainter) -> None:
        """Fill, outline, number."""
        theme = self.theme
        on = self.isChecked()
        self.paint_cell(painter, theme.color("accent.base") if on else self.surface())
        token = "accent.on" if on else "text.primary" if self.isEnabled() else "text.tertiary"
        text(painter, self.rect(), self.words, theme.font("finding", 600), theme.color(token), CENTER)
