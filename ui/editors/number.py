# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The editors of numbers, numbers with words, and lengths of time."""

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from cxfield.i18n import N_, texts_of
from cxfield.methods.questions import CANNOT_SAY, question_type
from cxfield.methods.questions.number import LONGEST_WORDS, NumberType, decimals_of, limits_of
from ui.context import Say, Ui
from ui.editors.base import Editor, EditorSpec
from ui.editors.choice import CANNOT_SAY_WORDS, choice_chip
from ui.widgets.buttons import IconButton, Kind
from ui.widgets.field import LineInput
from ui.widgets.label import Label

_NOT_A_NUMBER = N_("The answer is a number. Write it with digits.")
_WORDS = N_("What was said or done")
_FIELD = 160
_SHORT_FIELD = 96


def read_number(words: str) -> float | int | None:
    """Return the number somebody typed, with comma or point and spaces between thousands; None if none."""
    plain = "".join(words.split()).replace("\N{MINUS SIGN}", "-").replace(",", ".")
    if (
        not plain
        or plain.lower().strip("+-") in ("nan", "inf", "infinity")
        or "_" in plain
        or "e" in plain.lower()
    ):
        return None
    try:
        number = float(plain)
    except ValueError:
        return None
    return int(number) if number.is_integer() else number


class NumberField(LineInput):
    """A field for a number; the up and down keys step it."""

    stepped = Signal(int)

    def __init__(self, ui: Ui, name: Say, *, width: int = _FIELD) -> None:
        super().__init__(ui, role="finding")
        self.setMaximumWidth(ui.theme.px(width))
        self.setMinimumHeight(ui.theme.height(56, "finding"))
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.setMaxLength(24)
        self.setAccessibleName(ui.say(name))
        self.setInputMethodHints(Qt.InputMethodHint.ImhFormattedNumbersOnly)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and down step."""
        step = {Qt.Key.Key_Up.value: 1, Qt.Key.Key_Down.value: -1}.get(event.key(), 0)
        if step and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self.stepped.emit(step)
            return
        super().keyPressEvent(event)


class NumberEditor(Editor):
    """A field with minus and plus, its unit, and words where asked; a sentence when it does not fit."""

    def __init__(self, ui: Ui, spec: EditorSpec) -> None:
        super().__init__(ui, spec)
        kind = question_type(spec.type)
        assert isinstance(kind, NumberType)
        self.kind = kind
        self._value: Any = None
        self.field = NumberField(ui, lambda x: x.t("Number"))
        self.less = IconButton(ui, "minus", lambda x: x.t("Less"), kind=Kind.OUTLINE, touch=True)
        self.more = IconButton(ui, "plus", lambda x: x.t("More"), kind=Kind.OUTLINE, touch=True)
        unit = spec.words(spec.asked.settings.get("unit") or {})
        row = QHBoxLayout()
        row.setSpacing(8)
        for part in (self.less, self.field, self.more):
            row.addWidget(part)
        row.addWidget(Label(ui, unit, "control", "text.secondary"))
        row.addStretch(1)
        self.column.addLayout(row)
        self.words = self._words_field() if kind.worded else None
        self.note = Label(ui, "", "small", "danger.base", wrap=True)
        self.note.hide()
        self.column.addWidget(self.note)
        self.unsure = None
        if spec.asked.settings.get("cannot_say"):
            self.unsure = choice_chip(ui, spec.words({}, CANNOT_SAY_WORDS))
            self.unsure.clicked.connect(self._unsure)
            self.column.addWidget(self.unsure, 0, Qt.AlignmentFlag.AlignLeft)
        self.field.textEdited.connect(lambda _words: self._edited())
        self.field.stepped.connect(self._step)
        self.less.clicked.connect(lambda: self._step(-1))
        self.more.clicked.connect(lambda: self._step(1))

    def _words_field(self) -> LineInput:
        said = self.spec.words({}, _WORDS)
        field = LineInput(self.ui, placeholder=said)
        field.setAccessibleName(self.ui.say(said))
        field.setMinimumHeight(self.ui.theme.height(48, "body"))
        field.setMaxLength(LONGEST_WORDS)
        field.textEdited.connect(lambda _words: self._edited())
        self.column.addWidget(field)
        return field

    def set_value(self, value: Any) -> None:
        """Show a number; what is being typed and says the same is left as it is."""
        self._value = value
        number = self.kind.number(value)
        if number == CANNOT_SAY:
            number = None
        shown = self._read()
        if shown != number and not (number is None and self.note.isVisible()):
            self.field.setText("" if number is None else self._written(number))
        if self.words is not None:
            words = value.get("words", "") if isinstance(value, dict) else ""
            if self.words.text().strip() != words:
                self.words.setText(words)
        if self.unsure is not None:
            self.unsure.setChecked(value == CANNOT_SAY)

    def focus_first(self) -> bool:
        """Focus the field."""
        self.field.setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def _written(self, number: float) -> str:
        digits = 0 if float(number).is_integer() else decimals_of(self.spec.asked)
        texts = texts_of(self.spec.language)
        return texts.number(number, digits).replace("\N{NO-BREAK SPACE}", " ")

    def _read(self) -> float | int | None:
        return read_number(self.field.text())

    def _step(self, step: int) -> None:
        low, high = limits_of(self.spec.asked)
        now = self._read()
        start = (
            now if now is not None else (low - step if low > -1e6 else 0)
        )  # the first step shows the least
        wanted = min(high, max(low, start + step))
        self.field.setText(self._written(int(wanted) if float(wanted).is_integer() else wanted))
        self._edited()

    def _edited(self) -> None:
        number, typed = self._read(), self.field.text().strip()
        words = self.words.text() if self.words is not None else ""
        if typed and number is None:
            self._say(lambda x: x.t(_NOT_A_NUMBER))
            return
        raw: Any = number
        if self.kind.worded:
            raw = {"number": number, "words": words} if number is not None or words.strip() else None
        problem = self.kind.validate(raw, self.spec.asked)
        if problem is not None:
            self._say(problem.say)
            return
        self._say("")
        if self.unsure is not None:
            self.unsure.setChecked(False)
        self._value = raw
        self.changed.emit(raw)

    def _say(self, words: Say) -> None:
        self.note.set_words(words)
        self.note.setVisible(bool(words))
        self.field.set_error(bool(words))

    def _unsure(self) -> None:
        assert self.unsure is not None
        self._say("")
        self.field.clear()
        value = CANNOT_SAY if self.unsure.isChecked() else None
        self._value = value
        self.changed.emit(value)


class DurationEditor(Editor):
    """Hours, minutes and, where the question asks for them, seconds."""

    def __init__(self, ui: Ui, spec: EditorSpec) -> None:
        super().__init__(ui, spec)
        fine = spec.asked.settings.get("unit") == "s"
        units = ((60, N_("min")), (1, N_("s"))) if fine else ((3600, N_("h")), (60, N_("min")))
        self.fields: list[tuple[int, NumberField]] = []
        row = QHBoxLayout()
        row.setSpacing(8)
        for seconds, unit in units:
            words = spec.words({}, unit)
            field = NumberField(ui, words, width=_SHORT_FIELD)
            field.textEdited.connect(lambda _words: self._edited())
            field.stepped.connect(lambda step, by=seconds: self._step(step * by))
            self.fields.append((seconds, field))
            row.addWidget(field)
            row.addWidget(Label(ui, words, "control", "text.secondary"))
        row.addStretch(1)
        self.column.addLayout(row)
        self.note = Label(ui, "", "small", "danger.base", wrap=True)
        self.note.hide()
        self.column.addWidget(self.note)
        self.unsure: QWidget | None = None
        if spec.asked.settings.get("cannot_say"):
            chip = choice_chip(ui, spec.words({}, CANNOT_SAY_WORDS))
            chip.clicked.connect(lambda: self._unsure(on=chip.isChecked()))
            self._chip = chip
            self.unsure = chip
            self.column.addWidget(chip, 0, Qt.AlignmentFlag.AlignLeft)

    def set_value(self, value: Any) -> None:
        """Show a length; fields that say the same are left as they are."""
        whole = isinstance(value, int) and not isinstance(value, bool)
        if whole and self._total() != value:
            self._show(int(value))
        elif not whole and not self.note.isVisible():
            for _seconds, field in self.fields:
                field.clear()
        if self.unsure is not None:
            self._chip.setChecked(value == CANNOT_SAY)

    def focus_first(self) -> bool:
        """Focus the first field."""
        self.fields[0][1].setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def _show(self, total: int) -> None:
        left = total
        for seconds, field in self.fields:
            part, left = divmod(left, seconds)
            field.setText(str(part))

    def _total(self) -> int | None:
        """The seconds in the fields; None when they are empty, ValueError when one holds no number."""
        typed = [(seconds, field.text().strip()) for seconds, field in self.fields]
        if not any(words for _, words in typed):
            return None
        total = 0.0
        for seconds, words in typed:
            number = read_number(words) if words else 0
            if number is None or number < 0:
                return -1
            total += number * seconds
        return round(total)

    def _step(self, step: int) -> None:
        self._show(max(0, max(0, self._total() or 0) + step))
        self._edited()

    def _edited(self) -> None:
        total = self._total()
        problem = question_type(self.spec.type).validate(total, self.spec.asked)
        if problem is not None:
            self.note.set_words(problem.say)
        self.note.setVisible(problem is not None)
        if problem is None:
            if self.unsure is not None:
                self._chip.setChecked(False)
            self.changed.emit(total)

    def _unsure(self, *, on: bool) -> None:
        self.note.hide()
        for _seconds, field in self.fields:
            field.clear()
        self.changed.emit(CANNOT_SAY if on else None)
