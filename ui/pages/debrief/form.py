# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A form of one record whose every field is written by one verb: text, number, day, choice, tick."""

import re
from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtWidgets import QSizePolicy, QWidget

from cxfield.errors import UserError
from cxfield.i18n import N_, Texts
from cxfield.report.dataset import local_time
from cxfield.services.plan_personal import warning_of
from cxfield.services.plan_words import parse_date, written_date
from ui.context import Say
from ui.pages.debrief.desk import DebriefDesk
from ui.pages.plan.fields import Bound
from ui.pages.plan.tab import column, line, said
from ui.widgets.checks import CheckRow
from ui.widgets.choicebox import ChoiceBox
from ui.widgets.label import Label
from ui.widgets.segment import Option, Segment

_NO_YEAR = re.compile(r"(\d{1,2})[./](\d{1,2})\.?")
_NUMBER = N_("{text} is not a number. Write digits, such as 3 or 2.5.")
Verb = Callable[..., Any]


class Form(QWidget):
    """`Form(desk, verb, "finding_id")`; add fields, then `show_record(record)`."""

    def __init__(self, desk: DebriefDesk, verb: Verb, key: str) -> None:
        super().__init__()
        self.desk, self.ui = desk, desk.ui
        self.id = ""
        self._verb, self._key = verb, key
        self._texts: dict[str, Bound] = {}
        self._parsers: dict[str, Callable[[str], Any]] = {}
        self._sayers: dict[str, Callable[[str], str]] = {}
        self._choices: dict[str, ChoiceBox | Segment] = {}
        self._flags: dict[str, CheckRow] = {}
        self._labels: dict[str, Label] = {}
        self.column = column(self, gap=10)

    def text(self, name: str, words: str, *, rows: int = 1, help_words: str = "") -> Bound:
        """A text that is typed; what looks personal is warned of."""
        made = Bound(self.desk, said(words), rows=rows, help_words=said(help_words) if help_words else "")
        made.set_check(lambda text: warning_of(text, self.ui.texts))
        return self._typed(name, made, str)

    def named(
        self, name: str, words: str, *, say: Callable[[str], str], key: Callable[[str], str], help_words: str
    ) -> Bound:
        """A text that may name something known: `say` gives the words of a key, `key` the key of words."""
        made = self._typed(name, Bound(self.desk, said(words), help_words=said(help_words)), key)
        self._sayers[name] = say
        return made

    def number(self, name: str, words: str, *, whole: bool = False, help_words: str = "") -> Bound:
        """A number, or nothing."""
        made = Bound(self.desk, said(words), help_words=said(help_words) if help_words else "")
        return self._typed(name, made, _whole if whole else _number)

    def day(self, name: str, words: str) -> Bound:
        """A day as one writes it, or nothing; without a year it is the next such day."""
        help_words: Say = lambda x: x.t("such as 27.11. or 27.11.2026")  # noqa: E731 - words of a field
        made = self._typed(name, Bound(self.desk, said(words), help_words=help_words), self._day)
        self._sayers[name] = written_date
        return made

    def choice(self, name: str, words: str, options: Sequence[Option]) -> ChoiceBox:
        """One of several."""
        made = ChoiceBox(self.ui, said(words), options)
        made.chosen.connect(lambda value: self.put(name, value))
        made.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._choices[name] = made
        self._labels[name] = Label(self.ui, said(words), "small", "text.secondary", weight=500)
        self.column.addWidget(self._labels[name])
        self.column.addWidget(made)
        return made

    def segment(self, name: str, words: str, options: Sequence[Option]) -> Segment:
        """One of a few, all of them seen."""
        made = Segment(self.ui, options, name=said(words))
        made.chosen.connect(lambda value: self.put(name, str(value)))
        self._choices[name] = made
        self.column.addWidget(Label(self.ui, said(words), "small", "text.secondary", weight=500))
        self.column.addLayout(line(made, 1))
        return made

    def flag(self, name: str, words: str) -> CheckRow:
        """Yes or no."""
        made = CheckRow(self.ui, said(words))
        made.clicked.connect(lambda: self.put(name, made.isChecked()))
        self._flags[name] = made
        self.column.addWidget(made)
        return made

    def show_choice(self, name: str, *, on: bool) -> None:
        """Show a choice with its label, or neither."""
        self._choices[name].setVisible(on)
        self._labels[name].setVisible(on)

    def offer(self, name: str, options: Sequence[Option]) -> None:
        """Give a choice other options."""
        box = self._choices[name]
        if isinstance(box, ChoiceBox):
            box.set_options(options, box.value)

    def field(self, name: str) -> Bound:
        """A text that is typed."""
        return self._texts[name]

    def put(self, name: str, value: Any) -> None:
        """Keep one value of the record."""
        if self.id:
            self.desk.write(self._verb, **{self._key: self.id, name: value})

    def show_record(self, record: Any) -> None:
        """Show a record; texts are bound anew only when it is another one."""
        new = record.id != self.id
        self.id = record.id
        self.setEnabled(not self.desk.read_only)
        for name, part in self._texts.items():
            shown = _shown(getattr(record, name), self.ui.texts)
            if name in self._sayers:
                shown = self._sayers[name](shown)
            if new:
                part.bind(self._writer(name), shown)
            # What is typed already means what is stored ("Ease" for "Ease of doing business"): it stays.
            if new or name not in self._sayers or not self._means(name, part.value, getattr(record, name)):
                part.show_text(shown)
        for name, choice in self._choices.items():
            value = getattr(record, name)
            choice.set_value("" if value is None else str(value))
        for name, flag in self._flags.items():
            flag.setChecked(bool(getattr(record, name)))

    def focus_first(self) -> None:
        """Put the cursor in the first text; the next key replaces what stands there for a start."""
        for part in self._texts.values():
            part.focus()
            if (field := part.line or part.area) is not None:
                field.selectAll()
            return

    def _means(self, name: str, text: str, stored: Any) -> bool:
        try:
            return bool(self._parsers[name](text) == stored)
        except UserError:
            return False

    def _day(self, text: str) -> str:
        short = _NO_YEAR.fullmatch(text.strip())
        if short is None:
            return parse_date(text)
        stamp = self.desk.stamp()
        today = local_time(stamp.utc_ms, stamp.offset_min).date()
        day, month = int(short[1]), int(short[2])
        this = parse_date(f"{day}.{month}.{today.year}")
        return this if this >= today.isoformat() else parse_date(f"{day}.{month}.{today.year + 1}")

    def _typed(self, name: str, made: Bound, parse: Callable[[str], Any]) -> Bound:
        self._texts[name], self._parsers[name] = made, parse
        # As high as its sentence needs at the width there is; the form has room below it.
        made.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.column.addWidget(made)
        return made

    def _writer(self, name: str) -> Callable[[str, Any, Any], None]:
        record, parse = self.id, self._parsers[name]

        def write(text: str, done: Any, failed: Any) -> None:
            try:
                value = parse(text)
            except UserError as error:
                failed(error)
                return
            self.desk.write(self._verb, done=done, failed=failed, **{self._key: record, name: value})

        return write


def _number(text: str) -> float | None:
    words = text.strip().replace(",", ".").replace("\N{MINUS SIGN}", "-").replace("\N{NO-BREAK SPACE}", "")
    if not words:
        return None
    try:
        return float(words)
    except ValueError:
        raise UserError(_NUMBER, text=text[:40]) from None


def _whole(text: str) -> int | None:
    value = _number(text)
    if value is not None and value != int(value):
        raise UserError(_NUMBER, text=text[:40])
    return None if value is None else int(value)


def _shown(value: Any, texts: Texts) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return texts.number(value, 2).rstrip("0").rstrip(",.") if value != int(value) else str(int(value))
    return str(value)
