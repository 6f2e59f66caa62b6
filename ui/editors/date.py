# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The editor of a day: typed, today or yesterday in one press, or picked from a month."""

import calendar
import datetime as dt
import re
from typing import Any

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from cxfield.errors import UserError
from cxfield.i18n import N_, Texts, texts_of
from cxfield.methods.questions import CANNOT_SAY
from cxfield.methods.questions.date import DATE, day_of
from ui.context import Say, Ui
from ui.editors.base import Editor, EditorSpec
from ui.editors.choice import CANNOT_SAY_WORDS, choice_chip
from ui.widgets.base import Painted
from ui.widgets.buttons import Button, IconButton
from ui.widgets.field import LineInput
from ui.widgets.label import Label
from ui.widgets.paint import CENTER, box, text

_NO_DAY = N_("This is no day of the calendar. Write day, month and year.")
_WEEK, _ROWS = 7, 6
_CELL, _CELL_LEAST = 44, 48
_STEPS = {
    Qt.Key.Key_Left.value: -1,
    Qt.Key.Key_Right.value: 1,
    Qt.Key.Key_Up.value: -_WEEK,
    Qt.Key.Key_Down.value: _WEEK,
}
#: Monday first: 1 January 2024 was one.
_MONDAY = dt.date(2024, 1, 1)


def today() -> dt.date:
    """The day on this machine."""
    return dt.datetime.now().astimezone().date()


def read_day(words: str, now: dt.date) -> dt.date | None:
    """Return the day somebody typed: 22.11.2026, 22.11., 22/11/26 or 2026-11-22; None if none."""
    iso = day_of(words.strip())
    if iso is not None:
        return iso
    parts = [part for part in re.split(r"[.\-/ ]+", words.strip()) if part]
    if len(parts) not in (2, 3) or not all(part.isascii() and part.isdigit() for part in parts):
        return None
    day, month = int(parts[0]), int(parts[1])
    year = int(parts[2]) if len(parts) == 3 else now.year
    if len(parts) == 3 and len(parts[2]) <= 2:
        year += 2000
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


class DateEditor(Editor):
    """Typing, the buttons and the month show the same day; a sentence when it is none."""

    def __init__(self, ui: Ui, spec: EditorSpec) -> None:
        super().__init__(ui, spec)
        self._texts = texts_of(spec.language)
        self.field = LineInput(ui, placeholder=spec.words({}, N_("dd.mm.yyyy")), role="control")
        self.field.setAccessibleName(ui.say(spec.words({}, N_("Day, month and year"))))
        self.field.setMaximumWidth(ui.theme.px(220))
        self.field.setMinimumHeight(ui.theme.height(48, "control"))
        self.field.setMaxLength(20)
        self.field.textEdited.connect(lambda _words: self._edited())
        self.today = Button(ui, spec.words({}, N_("Today")), touch=True)
        self.yesterday = Button(ui, spec.words({}, N_("Yesterday")), touch=True)
        self.today.clicked.connect(lambda: self._pick(today()))
        self.yesterday.clicked.connect(lambda: self._pick(today() - dt.timedelta(days=1)))
        row = QHBoxLayout()
        row.setSpacing(8)
        for part in (self.field, self.today, self.yesterday):
            row.addWidget(part)
        row.addStretch(1)
        self.column.addLayout(row)
        self.note = Label(ui, "", "small", "danger.base", wrap=True)
        self.note.hide()
        self.column.addWidget(self.note)
        self.month = MonthPicker(ui, spec.language)
        self.month.picked.connect(self._pick)
        self.column.addWidget(self.month, 0, Qt.AlignmentFlag.AlignLeft)
        self.unsure = None
        if spec.asked.settings.get("cannot_say"):
            self.unsure = choice_chip(ui, spec.words({}, CANNOT_SAY_WORDS))
            self.unsure.clicked.connect(self._unsure)
            self.column.addWidget(self.unsure, 0, Qt.AlignmentFlag.AlignLeft)

    def set_value(self, value: Any) -> None:
        """Show a day; what is being typed and says the same is left as it is."""
        day = day_of(value)
        self.month.set_day(day)
        if read_day(self.field.text(), today()) != day and not self.note.isVisible():
            self.field.setText(self._texts.date(day) if day else "")
        if self.unsure is not None:
            self.unsure.setChecked(value == CANNOT_SAY)

    def fit(self, high: int) -> None:
        """All weeks are seen as long as a finger can tell the days apart."""
        self.month.grid.set_most(high - (self.sizeHint().height() - self.month.grid.sizeHint().height()))

    def focus_first(self) -> bool:
        """Focus the field."""
        self.field.setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def _edited(self) -> None:
        words = self.field.text().strip()
        day = read_day(words, today()) if words else None
        if words and day is None:
            self._say(lambda x: x.t(_NO_DAY))
            return
        self._take(day)

    def _pick(self, day: dt.date) -> None:
        self.field.setText(self._texts.date(day))
        self._take(day)

    def _take(self, day: dt.date | None) -> None:
        problem: UserError | None = DATE.validate(day.isoformat() if day else None, self.spec.asked)
        self._say(problem.say if problem is not None else "")
        if problem is None:
            self.month.set_day(day)
            if self.unsure is not None:
                self.unsure.setChecked(False)
            self.changed.emit(day.isoformat() if day else None)

    def _say(self, words: Say) -> None:
        self.note.set_words(words)
        self.note.setVisible(bool(words))
        self.field.set_error(bool(words))

    def _unsure(self) -> None:
        assert self.unsure is not None
        self._say("")
        self.field.clear()
        self.month.set_day(None)
        self.changed.emit(CANNOT_SAY if self.unsure.isChecked() else None)


class MonthPicker(QWidget):
    """A month with its name and two arrows; `picked(day)`."""

    picked = Signal(object)

    def __init__(self, ui: Ui, language: str) -> None:
        super().__init__()
        self.ui = ui
        self._texts = texts_of(language)
        first = today().replace(day=1)
        self.grid = _MonthGrid(ui, self._texts, first)
        self.grid.picked.connect(self.picked)
        self.grid.turned.connect(self._say)
        back = IconButton(ui, "chevron-left", lambda x: x.t("Previous month"), touch=True)
        on = IconButton(ui, "chevron-right", lambda x: x.t("Next month"), touch=True)
        back.clicked.connect(lambda: self.grid.turn(-1))
        on.clicked.connect(lambda: self.grid.turn(1))
        self._title = Label(ui, "", "control", weight=600, align=CENTER)
        head = QHBoxLayout()
        head.setSpacing(4)
        head.addWidget(back)
        head.addWidget(self._title, 1)
        head.addWidget(on)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(2)
        column.addLayout(head)
        column.addWidget(self.grid)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._say()

    def set_day(self, day: dt.date | None) -> None:
        """Show a day."""
        self.grid.set_day(day)
        self._say()

    def _say(self) -> None:
        first = self.grid.first
        self._title.set_words(f"{self._texts.t(MONTHS[first.month - 1])} {first.year}")


MONTHS: tuple[str, ...] = (
    N_("January"), N_("February"), N_("March"), N_("April"), N_("May"), N_("June"),
    N_("July"), N_("August"), N_("September"), N_("October"), N_("November"), N_("December"),
)  # fmt: skip


class _MonthGrid(Painted):
    """Six weeks; arrow keys move, Enter picks, Page Up and Down turn the month."""

    picked = Signal(object)
    turned = Signal()

    def __init__(self, ui: Ui, texts: Texts, first: dt.date) -> None:
        super().__init__(ui)
        self._texts = texts
        self.first = first
        self._day: dt.date | None = None
        self._cursor = today()
        self._most = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._name()

    def set_day(self, day: dt.date | None) -> None:
        """Mark a day and show its month."""
        self._day = day
        if day is not None:
            self._cursor = day
            self.first = day.replace(day=1)
        self._name()
        self.update()

    def set_most(self, high: int) -> None:
        """Be no higher than so many px, as long as a finger can tell the days apart."""
        if high != self._most:
            self._most = high
            self.updateGeometry()
            self.update()

    @property
    def _side(self) -> int:
        whole = self.theme.px(_CELL)
        least = min(whole, _CELL_LEAST)
        return min(whole, max(least, (self._most - self._head()) // _ROWS)) if self._most else whole

    def turn(self, step: int) -> None:
        """Show another month."""
        self._go_to(_moved(self._cursor, step))

    def sizeHint(self) -> QSize:
        """Seven columns, a head and six weeks of cells."""
        return QSize(_WEEK * self._side, self._head() + _ROWS * self._side)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move, turn or pick."""
        step = _STEPS.get(event.key(), 0)
        if step and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self._go_to(_clipped(self._cursor, step))
        elif event.key() in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self.turn(1 if event.key() == Qt.Key.Key_PageDown else -1)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._take(self._cursor)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Pick the pressed day."""
        super().mousePressEvent(event)
        side = self._side
        y = event.position().y() - self._head()
        column, row = int(event.position().x() // side), int(y // side)
        if y >= 0 and 0 <= column < _WEEK and row < _ROWS:
            event.accept()
            self._take(self._at(row, column))

    def draw(self, painter: QPainter) -> None:
        """Weekdays, days, today, the marked day, the day the keys are on."""
        theme = self.theme
        side = self._side
        for column in range(_WEEK):
            name = self._texts.day(_MONDAY + dt.timedelta(days=column)).split()[0]
            area = QRectF(column * side, 0, side, theme.line("small"))
            text(painter, area, name, theme.font("small"), theme.color("text.secondary"), CENTER)
        for row in range(_ROWS):
            for column in range(_WEEK):
                self._draw_day(painter, self._at(row, column), row, column)

    def _draw_day(self, painter: QPainter, day: dt.date, row: int, column: int) -> None:
        theme = self.theme
        color = theme.color
        side = self._side
        area = QRectF(column * side + 2, self._head() + row * side + 2, side - 4, side - 4)
        on = day == self._day
        if on:
            box(painter, area, theme.radius("control"), color("accent.base"))
        elif day == today():
            box(painter, area, theme.radius("control"), None, color("line.strong"))
        if self.hasFocus() and day == self._cursor and not on:
            box(painter, area, theme.radius("control"), None, color("focus.ring"), 2)
        inside = day.month == self.first.month
        ink = color("accent.on" if on else "text.primary" if inside else "text.tertiary")
        text(painter, area, str(day.day), theme.font("control", 600 if on else 500), ink, CENTER)

    def _head(self) -> int:
        return self.theme.line("small") + 6

    def _at(self, row: int, column: int) -> dt.date:
        start = self.first.toordinal() - self.first.weekday()
        return dt.date.fromordinal(max(1, start + row * _WEEK + column))

    def _take(self, day: dt.date) -> None:
        self.set_day(day)
        self.turned.emit()
        self.picked.emit(day)

    def _go_to(self, day: dt.date) -> None:
        self._cursor = day
        if day.replace(day=1) != self.first:
            self.first = day.replace(day=1)
            self.turned.emit()
        self._name()
        self.update()

    def _name(self) -> None:
        words = self.ui.texts.t("Calendar")
        self.setAccessibleName(f"{words}, {self._texts.date(self._cursor)}")


def _moved(day: dt.date, months: int) -> dt.date:
    """The same day of another month, or its last one."""
    index = max(12, min(9998 * 12, day.year * 12 + day.month - 1 + months))
    year, month = divmod(index, 12)
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _clipped(day: dt.date, days: int) -> dt.date:
    return dt.date.fromordinal(max(366, min(dt.date(9998, 12, 1).toordinal(), day.toordinal() + days)))
