# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The editor of a matrix: a row of cells for each statement, a digit answers and goes to the next row."""

from typing import Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from cxfield.methods.questions import CANNOT_SAY
from cxfield.methods.questions.matrix import MATRIX, columns_of
from cxfield.methods.questions.scale import LIKERT
from ui.context import Say, Ui
from ui.editors.base import Editor, EditorSpec
from ui.editors.choice import CANNOT_SAY_WORDS
from ui.widgets.choice import Cell, ChoiceRow
from ui.widgets.label import Label
from ui.widgets.paint import CENTER, text

#: From this width on, the statement stands beside its cells.
_BESIDE = 700
_UNSURE = "?"
_ROW_STEPS = {Qt.Key.Key_Up.value: -1, Qt.Key.Key_Down.value: 1}


class MatrixEditor(Editor):
    """Left and right choose in a row, up and down change rows, a second press takes the answer away."""

    def __init__(self, ui: Ui, spec: EditorSpec) -> None:
        super().__init__(ui, spec)
        self._value: dict[str, Any] = {}
        self._unsure = bool(spec.asked.settings.get("cannot_say"))
        self.rows: dict[str, MatrixRow] = {}
        self._labels: list[Label] = []
        self._grid_place = QWidget()
        self._grid = QGridLayout(self._grid_place)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(6)
        self._head = _Head(ui, spec, unsure=self._unsure)
        for choice in spec.asked.choices:
            words = spec.words(choice.name, choice.msgid)
            side = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
            self._labels.append(Label(ui, words, "body", weight=500, wrap=True, align=side))
            self.rows[choice.key] = self._row(choice.key, words)
        self.column.addWidget(self._grid_place)
        self._beside: bool | None = None
        self._place(beside=False)

    def _row(self, key: str, words: Say) -> "MatrixRow":
        low, high = MATRIX.bounds(self.spec.asked)
        row = MatrixRow(self.ui, low, high, name=words, unsure=self._unsure, columns=self._head.said)
        row.chosen.connect(lambda value: self._chosen(key, value))
        row.taken.connect(lambda: self._chosen(key, None))
        row.moved.connect(lambda step: self._go(key, step))
        return row

    def set_value(self, value: Any) -> None:
        """Show the answered rows."""
        self._value = dict(value) if isinstance(value, dict) else {}
        for key, row in self.rows.items():
            row.set_value(self._value.get(key))

    def focus_first(self) -> bool:
        """Focus the first row without an answer, or the first."""
        open_rows = [row for key, row in self.rows.items() if key not in self._value]
        rows = open_rows or list(self.rows.values())
        if rows:
            rows[0].focus_here()
        return bool(rows)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Statements stand beside their cells where there is room."""
        super().resizeEvent(event)
        self._place(beside=event.size().width() >= self.ui.theme.px(_BESIDE))

    def _place(self, *, beside: bool) -> None:
        if beside is self._beside:
            return
        self._beside = beside
        while self._grid.takeAt(0) is not None:
            pass
        self._grid.setColumnStretch(0, 2 if beside else 1)
        self._grid.setColumnStretch(1, 3 if beside else 0)
        self._grid.addWidget(self._head, 0, 1 if beside else 0)
        for number, (label, row) in enumerate(zip(self._labels, self.rows.values(), strict=True), start=1):
            if beside:
                self._grid.addWidget(label, number, 0)
                self._grid.addWidget(row, number, 1)
            else:
                self._grid.addWidget(label, 2 * number - 1, 0)
                self._grid.addWidget(row, 2 * number, 0)

    def _chosen(self, key: str, value: Any) -> None:
        if value is None:
            self._value.pop(key, None)
        else:
            self._value[key] = value
        self.changed.emit(dict(self._value) or None)

    def _go(self, key: str, step: int) -> None:
        keys = list(self.rows)
        at = keys.index(key) + step
        if 0 <= at < len(keys):
            self.rows[keys[at]].focus_here()


class _Head(QWidget):
    """The words above the columns: each column's, or those of the two ends of a scale."""

    def __init__(self, ui: Ui, spec: EditorSpec, *, unsure: bool) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 2)
        row.setSpacing(10)
        named = [spec.words(dict(column)) for column in columns_of(spec.asked)]
        self.said: tuple[Say, ...] = tuple(named)
        low, high = MATRIX.bounds(spec.asked)
        if named:
            for words in named:
                label = Label(ui, words, "small", "text.secondary", wrap=True, align=CENTER)
                row.addWidget(label, 2)
        else:
            own = spec.ends or ({}, {})
            half = high - low + 1
            row.addWidget(
                Label(ui, spec.words(own[0], LIKERT.low_end), "small", "text.secondary", wrap=True), half
            )
            right = Qt.AlignmentFlag.AlignRight
            words = spec.words(own[1], LIKERT.high_end)
            row.addWidget(Label(ui, words, "small", "text.secondary", wrap=True, align=right), half)
        if unsure:
            words = spec.words({}, CANNOT_SAY_WORDS)
            row.addWidget(Label(ui, words, "small", "text.secondary", wrap=True, align=CENTER), 2)


class MatrixRow(ChoiceRow):
    """The cells of one statement."""

    taken = Signal()
    moved = Signal(int)

    def __init__(
        self, ui: Ui, low: int, high: int, *, name: Say, unsure: bool, columns: tuple[Say, ...]
    ) -> None:
        super().__init__(ui, name=name)
        values: list[object] = [*range(low, high + 1), *([CANNOT_SAY] if unsure else [])]
        cells = []
        for value in values:
            last = value == values[-1]
            words = str(value) if isinstance(value, int) else _UNSURE
            cell = _MatrixCell(ui, value, words, first=value == low, last=last)
            column = columns[value - 1] if isinstance(value, int) and columns else ""
            cell.set_name(_spoken(name, words, column))
            cells.append(cell)
        self.use_cells(cells, stretch=True)

    def pressed(self, cell: Cell) -> None:
        """A second press on the chosen cell takes the answer away."""
        if cell.value == self.value:
            self.set_value(None)
            self.taken.emit()
        else:
            self.choose(cell.value)

    def typed(self, event: QKeyEvent) -> bool:
        """A digit answers and goes on to the next statement; up and down only go."""
        step = _ROW_STEPS.get(event.key(), 0)
        if step:
            self.moved.emit(step)
            return True
        wanted: object = int(event.text()) if event.text() in set("1234567") else None
        if event.text() in ("?", "0"):
            wanted = CANNOT_SAY
        if all(cell.value != wanted for cell in self.cells):
            return False
        self.choose(wanted)
        self.focus_value(wanted)
        self.moved.emit(1)
        return True

    def focus_here(self) -> None:
        """Put the focus on the chosen cell, or the first."""
        value = self.value if self.value is not None else self.cells[0].value
        self.focus_value(value)


def _spoken(statement: Say, words: str, column: Say) -> Say:
    def say(texts: Any) -> str:
        parts = [part if isinstance(part, str) else part(texts) for part in (statement, words, column)]
        return ", ".join(part for part in parts if part)

    return say


class _MatrixCell(Cell):
    """A number, 48 high; solid when chosen. Up and down belong to the rows."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and down go to the neighbouring statement, the rest as in any row of choices."""
        row = self.parentWidget()
        if event.key() in _ROW_STEPS and not event.modifiers() and isinstance(row, ChoiceRow):
            row.typed(event)
            return
        super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        """48 square at 100 %."""
        return QSize(48, self.theme.height(48, "h2"))

    def draw(self, painter: QPainter) -> None:
        """Fill, outline, number."""
        theme = self.theme
        on = self.isChecked()
        self.paint_cell(painter, theme.color("accent.base") if on else self.surface())
        token = "accent.on" if on else "text.primary" if self.isEnabled() else "text.tertiary"
        text(painter, self.rect(), self.words, theme.font("h2", 600), theme.color(token), CENTER)
