# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a question's type asks to be set: points, ends, choices, columns, limits, pictures, facts."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from cxfield.analysis.satisfaction import CES_VERSIONS
from cxfield.i18n import N_, Texts
from cxfield.methods.questions.demographic import FACTS
from cxfield.methods.questions.wheels import WHEELS
from cxfield.services.plan_guide_checks import QuestionRow
from cxfield.services.plan_guides import CHOICE_TYPES, set_setting, type_end
from cxfield.services.plan_questions import (
    add_column,
    remove_column,
    set_day_limit,
    set_facts,
    set_limit,
    set_settings,
    type_column,
    type_service_area,
    type_unit,
)
from cxfield.services.plan_reach import scale_of
from cxfield.services.plan_words import language_own
from ui.pages.plan.area_editor import AreaPanel
from ui.pages.plan.desk import ADD, REMOVE, Desk
from ui.pages.plan.fields import Bound
from ui.pages.plan.option_list import OptionList, number_label
from ui.pages.plan.tab import Checks, by_language, clear, column, line, said
from ui.widgets.buttons import Button, IconButton
from ui.widgets.checks import CheckRow
from ui.widgets.choicebox import ChoiceBox
from ui.widgets.label import Label
from ui.widgets.segment import Option, Segment

_CES_NAMES = {
    "ces1": N_("CES 1: own effort, 1–5, low is good"),
    "ces_yesno": N_("CES yes or no"),
    "ces2": N_("CES 2: made it easy, 1–7, high is good"),
    "ces_ease": N_("CES: difficult to easy, 1–5, high is good"),
}
_WHEEL_NAMES = {
    "geneva": N_("20 families in a ring, five strengths"),
    "plutchik": N_("8 basic emotions, three strengths"),
}
_UNSURE = frozenset({
    "likert", "nps", "csat", "ces", "single_choice", "multiple_choice", "dropdown", "matrix", "image_choice",
    "click_map", "number", "number_text", "duration", "date", "yes_no", "yes_partly_no", "expectation",
})  # fmt: skip
_NUMBERS = ("number", "number_text")
_MAKERS: dict[str, tuple[str, ...]] = {
    "likert": ("points", "ends"),
    "nps": ("ends",),
    "csat": ("ends", "service_area"),
    "ces": ("version", "ends"),
    "open_wheel": ("wheel",),
    "matrix": ("grid",),
    "number": ("limits", "unit"),
    "number_text": ("limits", "unit"),
    "duration": ("fineness",),
    "date": ("days",),
    "demographic": ("facts",),
    "click_map": ("areas",),
}

Writer = Callable[[str, Any, Any], None]


class SettingsPanel(QWidget):
    """`show_question(row)`; made anew only when the type or the number of its parts changes."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk, self.ui, self.id = desk, desk.ui, ""
        self._shape: tuple[object, ...] = ()
        self._texts: list[tuple[Bound, Callable[[QuestionRow], str]]] = []
        self._parts: list[Any] = []
        self.body: QVBoxLayout = column(self, gap=8)

    def show_question(self, row: QuestionRow) -> None:
        """Show what is set; fields being typed in are left alone."""
        self.id = row.id
        settings = row.settings
        shape = (
            row.id, row.type, settings.get("points"), settings.get("version"), settings.get("wheel"),
            len(settings.get("columns") or ()), settings.get("unit") if row.type == "duration" else None,
            bool(settings.get("cannot_say")), settings.get("decimals"), str(settings.get("facts")),
        )  # fmt: skip
        if shape != self._shape:
            self._shape = shape
            clear(self.body)
            self._texts, self._parts = [], []
            self._make(row)
            self.setVisible(self.body.count() > 0)
        for field, read in self._texts:
            field.show_text(read(row))
        for part in self._parts:
            part.show_question(row)

    def _make(self, row: QuestionRow) -> None:
        for name in _MAKERS.get(row.type, ()):
            getattr(self, f"_make_{name}")(row)
        if row.type in CHOICE_TYPES:
            options = OptionList(self.desk)
            self._parts.append(options)
            self.body.addWidget(options)
        if row.type in _UNSURE:
            unsure = CheckRow(
                self.ui, lambda x: x.t("”Can't say” is offered"), checked=bool(row.settings.get("cannot_say"))
            )
            unsure.clicked.connect(lambda: self._set("cannot_say", unsure.isChecked()))
            self.body.addWidget(unsure)

    # --- one maker for each sort of setting

    def _make_points(self, row: QuestionRow) -> None:
        points = Segment(self.ui, (Option("5", "1–5"), Option("7", "1–7")), name=lambda x: x.t("Points"))
        points.set_value(str(row.settings.get("points", 5)))
        points.chosen.connect(lambda value: self._set("points", int(str(value))))
        self.body.addWidget(points, 0, Qt.AlignmentFlag.AlignLeft)

    def _make_version(self, row: QuestionRow) -> None:
        versions = [Option(v.key, said(_CES_NAMES[v.key])) for v in CES_VERSIONS if v.key in _CES_NAMES]
        value = str(row.settings.get("version", "ces2"))
        self._choice(lambda x: x.t("Version of CES"), versions, value, "version")
        self.body.addWidget(Label(self.ui, _ces_note, "small", "text.secondary", wrap=True))

    def _make_wheel(self, row: QuestionRow) -> None:
        wheels = [Option(key, said(_WHEEL_NAMES[key])) for key in WHEELS]
        value = str(row.settings.get("wheel", WHEELS[0]))
        self._choice(lambda x: x.t("Emotion wheel"), wheels, value, "wheel")

    def _make_ends(self, row: QuestionRow) -> None:
        bounds = scale_of(row.type, row.settings) or (1, row.settings.get("points", 5))
        for end, number in enumerate(bounds):
            parts, fields = line(number_label(self.ui, number, strong=True), gap=10), []
            for language in self.desk.languages:
                field = self._field(
                    self._writer(type_end, end=end, language=language),
                    lambda one, end=end, lang=language: _end(one, end, lang),  # type: ignore[misc]
                    row,
                )
                field.input.setAccessibleName(f"{number}, {language_own(language)}")
                fields.append(field)
            parts.addLayout(by_language(*fields, gap=10), 1)
            self.body.addLayout(parts)

    def _make_grid(self, row: QuestionRow) -> None:
        columns = row.settings.get("columns") or []
        kind = "named" if columns else str(row.settings.get("points", 5))
        options = (Option("5", "1–5"), Option("7", "1–7"), Option("named", lambda x: x.t("Named columns")))
        choice = Segment(self.ui, options, name=lambda x: x.t("Columns"))
        choice.set_value(kind)
        choice.chosen.connect(self._use_columns)
        self.body.addWidget(Label(self.ui, lambda x: x.t("Columns"), "small", "text.secondary", weight=500))
        self.body.addWidget(choice, 0, Qt.AlignmentFlag.AlignLeft)
        if not columns:
            self._make_ends(row)
        for at in range(len(columns)):
            self._column(at, row)
        if columns:
            more = Button(self.ui, lambda x: x.t("Add a column"), icon_name="plus")
            more.clicked.connect(lambda: self.desk.write(add_column, label=ADD, question_id=self.id))
            self.body.addWidget(more, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(Label(self.ui, lambda x: x.t("Rows"), "small", "text.secondary", weight=500))

    def _column(self, at: int, row: QuestionRow) -> None:
        parts, fields = line(number_label(self.ui, at + 1), gap=10), []
        for language in self.desk.languages:
            field = self._field(
                self._writer(type_column, at=at, language=language),
                lambda one, lang=language: _column_words(one, at, lang),  # type: ignore[misc]
                row,
            )
            field.input.setAccessibleName(f"{at + 1}, {language_own(language)}")
            fields.append(field)
        parts.addLayout(by_language(*fields, gap=10), 1)
        away = IconButton(self.ui, "close", lambda x: x.t("Remove the column"))
        away.clicked.connect(lambda: self.desk.write(remove_column, label=REMOVE, question_id=self.id, at=at))
        parts.addWidget(away)
        self.body.addLayout(parts)

    def _use_columns(self, value: object) -> None:
        if value == "named":
            self.desk.write(add_column, label=ADD, question_id=self.id)
        else:
            values = {"columns": None, "points": int(str(value))}
            self.desk.write(set_settings, question_id=self.id, values=values)

    def _make_limits(self, row: QuestionRow) -> None:
        parts = line(gap=10)
        for name, words in (("min", N_("Least")), ("max", N_("Greatest"))):
            write = self._writer(set_limit, name=name)
            field = self._field(write, self._reader(name), row, label=words)
            parts.addWidget(field, 1)
        digits = [Option(str(n), str(n)) for n in range(3)]
        places = Segment(self.ui, digits, name=lambda x: x.t("Decimals"))
        places.set_value(str(row.settings.get("decimals", 0)))
        places.chosen.connect(lambda value: self._set("decimals", int(str(value))))
        beside = column(gap=4)
        beside.addWidget(Label(self.ui, lambda x: x.t("Decimals"), "small", "text.secondary", weight=500))
        beside.addWidget(places)
        beside.addStretch(1)
        parts.addLayout(beside)
        self.body.addLayout(parts)

    def _make_unit(self, row: QuestionRow) -> None:
        self._make_words(row, "unit", N_("Unit"), type_unit)

    def _make_service_area(self, row: QuestionRow) -> None:
        self._make_words(row, "area", N_("Service area"), type_service_area)

    def _make_words(self, row: QuestionRow, name: str, title: str, verb: Callable[..., Any]) -> None:
        fields = []
        for language in self.desk.languages:
            field = self._field(
                self._writer(verb, language=language),
                lambda one, lang=language: _words_of(one, name, lang),  # type: ignore[misc]
                row,
                label=lambda x, lang=language: f"{x.t(title)} · {language_own(lang)}",
            )
            fields.append(field)
        self.body.addLayout(by_language(*fields, gap=10))

    def _make_fineness(self, row: QuestionRow) -> None:
        options = (
            Option("min", lambda x: x.t("Hours and minutes")),
            Option("s", lambda x: x.t("Minutes and seconds")),
        )
        unit = Segment(self.ui, options, name=lambda x: x.t("Unit"))
        unit.set_value("s" if row.settings.get("unit") == "s" else "min")
        unit.chosen.connect(lambda value: self._set("unit", value))
        self.body.addWidget(unit, 0, Qt.AlignmentFlag.AlignLeft)

    def _make_days(self, row: QuestionRow) -> None:
        parts = line(gap=10)
        for name, words in (("first", N_("First day")), ("last", N_("Last day"))):
            field = self._field(
                self._writer(set_day_limit, name=name),
                lambda one, name=name: str(one.settings.get(name) or ""),  # type: ignore[misc]
                row,
                label=words,
            )
            parts.addWidget(field, 1)
        self.body.addLayout(parts)

    def _make_facts(self, row: QuestionRow) -> None:
        options = [(fact.key, said(fact.name)) for fact in FACTS]

        def choose(keys: list[str]) -> None:
            self.desk.write(set_facts, question_id=self.id, facts=keys)

        checks = Checks(self.ui, lambda x: x.t("What is asked"), options, choose, across=False)
        checks.show_values(row.settings.get("facts") or [key for key, _ in options])
        self.body.addWidget(checks)
        note: Callable[[Texts], str] = lambda x: x.t("Nothing of it is required of anybody.")  # noqa: E731
        self.body.addWidget(Label(self.ui, note, "small", "text.secondary", wrap=True))

    def _make_areas(self, _row: QuestionRow) -> None:
        panel = AreaPanel(self.desk)
        self._parts.append(panel)
        self.body.addWidget(panel)

    def _reader(self, name: str) -> Callable[[QuestionRow], str]:
        return lambda row: _limit(row, name, self.ui.texts)

    # --- parts

    def _choice(self, name: Callable[[Texts], str], options: list[Option], value: str, setting: str) -> None:
        box = ChoiceBox(self.ui, name, options, value)
        box.chosen.connect(lambda chosen: self._set(setting, chosen))
        self.body.addWidget(box)

    def _field(
        self,
        write: Writer,
        read: Callable[[QuestionRow], str],
        row: QuestionRow,
        *,
        label: Any = "",
    ) -> Bound:
        field = Bound(self.desk, said(label) if isinstance(label, str) and label else label)
        field.bind(write, read(row))
        self._texts.append((field, read))
        return field

    def _set(self, name: str, value: Any) -> None:
        self.desk.write(set_setting, question_id=self.id, name=name, value=value)

    def _writer(self, verb: Callable[..., Any], **values: Any) -> Writer:
        question_id = self.id

        def write(text: str, done: Any, failed: Any) -> None:
            self.desk.write(verb, question_id=question_id, text=text, done=done, failed=failed, **values)

        return write


def _end(row: QuestionRow, end: int, language: str) -> str:
    ends: Any = row.settings.get("ends") or ({}, {})
    return str(ends[end].get(language, ""))


def _column_words(row: QuestionRow, at: int, language: str) -> str:
    columns = row.settings.get("columns") or []
    return str(columns[at].get(language, "")) if at < len(columns) else ""


def _limit(row: QuestionRow, name: str, texts: Texts) -> str:
    value = row.settings.get(name)
    if value is None:
        return ""
    return texts.number(value, 0 if float(value).is_integer() else 3).replace("\N{NO-BREAK SPACE}", "")


def _words_of(row: QuestionRow, name: str, language: str) -> str:
    known = row.settings.get(name)
    return str(known.get(language, "")) if isinstance(known, dict) else ""


def _ces_note(texts: Texts) -> str:
    return texts.t("Scale and direction belong to the version; versions are never pooled.")
