# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""One question: type, both languages, scale ends, choices, probes, routes, and how it will look."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from cxfield.analysis.satisfaction import CES_VERSIONS
from cxfield.i18n import N_, Texts, pick
from cxfield.methods.questions import QUESTION_TYPES
from cxfield.services.plan_guide_checks import STARTERS, QuestionRow, SectionRow
from cxfield.services.plan_guides import (
    CHOICE_TYPES,
    add_option,
    follow,
    move_question,
    remove_part,
    set_probes,
    set_setting,
    set_type,
    type_end,
    type_option,
    type_question,
)
from cxfield.services.plan_reach import scale_of
from cxfield.services.plan_words import language_own
from ui.pages.plan.desk import ADD, REMOVE, Desk
from ui.pages.plan.fields import Bound
from ui.pages.plan.question_preview import QuestionPreview
from ui.pages.plan.routes import RouteList
from ui.pages.plan.tab import clear, column, line, said
from ui.widgets.buttons import Button, IconButton, Kind
from ui.widgets.checks import CheckRow
from ui.widgets.choicebox import ChoiceBox
from ui.widgets.containers import Line
from ui.widgets.label import Label
from ui.widgets.segment import Option, Segment

_CES_NAMES = {
    "ces1": N_("CES 1: own effort, 1–5, low is good"),
    "ces_yesno": N_("CES yes or no"),
    "ces2": N_("CES 2: made it easy, 1–7, high is good"),
    "ces_ease": N_("CES: difficult to easy, 1–7, high is good"),
}


class QuestionForm(QWidget):
    """`show_question(row, sections, editable=...)`; everything is saved as it is typed."""

    removed = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk, self.ui, self.id = desk, desk.ui, ""
        self._shape: tuple[object, ...] = ()
        ui = self.ui
        self.title = Label(ui, "", "h2")
        self.type = ChoiceBox(
            ui, lambda x: x.t("Type"), [Option(t.key, said(t.name)) for t in QUESTION_TYPES]
        )
        self.type.chosen.connect(lambda key: desk.write(set_type, question_id=self.id, kind=key))
        self.bin = IconButton(ui, "close", lambda x: x.t("Remove the question"))
        self.bin.clicked.connect(lambda: self.removed.emit(self.id))
        self.texts = {lang: Bound(desk, language_own(lang), rows=3) for lang in desk.languages}
        self.hints = {
            lang: Bound(desk, _with_language(N_("Hint for the interviewer"), lang)) for lang in desk.languages
        }
        self.probes = {
            lang: Bound(desk, _with_language(N_("Probes, one a line"), lang), rows=4)
            for lang in desk.languages
        }
        self.starters = line(gap=6)
        self.special = column(gap=8)
        self.section = ChoiceBox(ui, lambda x: x.t("Section"))
        self.section.chosen.connect(
            lambda value: desk.write(move_question, question_id=self.id, section_id=value)
        )
        self.follows = ChoiceBox(ui, lambda x: x.t("Opens by the answer to"))
        self.follows.chosen.connect(lambda value: desk.write(follow, question_id=self.id, follows_id=value))
        self.routes = RouteList(desk)
        self.preview = QuestionPreview(desk)
        self._options: dict[tuple[str, str], Bound] = {}
        self._ends: dict[tuple[int, str], Bound] = {}
        self._lay_out()

    def show_question(self, row: QuestionRow, sections: Sequence[SectionRow], *, editable: bool) -> None:
        """Show a question; fields are bound anew only when it is another one."""
        new = row.id != self.id
        self.id = row.id
        self.title.set_words(self.ui.texts.t("Question {n}", n=row.number))
        for language, field in self.texts.items():
            text = row.text.get(language, "")
            if new:
                field.bind(self._write_text("text", language), text)
            field.show_text(text)
            field.setEnabled(editable)
        for language, field in self.hints.items():
            text = row.hint.get(language, "")
            if new:
                field.bind(self._write_text("hint", language), text)
            field.show_text(text)
            field.setEnabled(editable)
        for language, field in self.probes.items():
            text = "\n".join(probe.get(language, "") for probe in row.probes).rstrip("\n")
            if new:
                field.bind(self._write_probes(language), text)
            field.show_text(text)
            field.setEnabled(editable)
        self.type.set_value(row.type)
        self._show_special(row)
        self._show_places(row, sections)
        self.routes.show_routes(row, editable=editable)
        for part in (self.type, self.bin, self.section, self.follows, self.special_box, self.starter_box):
            part.setEnabled(editable)
        self.starter_box.setVisible(row.type.startswith("open") and not any(row.text.values()))
        self.preview.show_question(row)

    def focus_first(self) -> None:
        """Put the cursor in the first language."""
        next(iter(self.texts.values())).focus()

    def _show_places(self, row: QuestionRow, sections: Sequence[SectionRow]) -> None:
        locale = self.ui.texts.locale
        self.section.set_options(
            [Option(s.id, pick(s.name, locale) or "–") for s in sections], row.section_id
        )
        earlier = [
            q
            for s in sections
            if s.id == row.section_id
            for q in s.questions
            if q.number < row.number and scale_of(q.type, q.settings) is not None and not q.follows_id
        ]
        free = Option("", lambda x: x.t("asked of everybody"))
        options = [free, *(Option(q.id, f"{q.number} {pick(q.text, locale)[:44]}") for q in earlier)]
        known = {option.value for option in options}
        if row.follows_id and row.follows_id not in known:
            options.append(Option(row.follows_id, lambda x: x.t("a question that is not before it")))
        self.follows.set_options(options, row.follows_id or "")
        self.route_box.setVisible(len(options) > 1)

    def _show_special(self, row: QuestionRow) -> None:
        shape = (row.id, row.type, row.settings.get("points"), row.settings.get("version"),
                 tuple(option for option, _ in row.options))  # fmt: skip
        if shape != self._shape:
            self._shape = shape
            clear(self.special)
            self._options, self._ends = {}, {}
            self._make_special(row)
        for (option, language), field in self._options.items():
            name = next((names for key, names in row.options if key == option), {})
            field.show_text(name.get(language, ""))
        ends = row.settings.get("ends", ({}, {}))
        for (end, language), field in self._ends.items():
            field.show_text(ends[end].get(language, ""))

    def _make_special(self, row: QuestionRow) -> None:
        if row.type == "likert":
            points = Segment(self.ui, (Option("5", "1–5"), Option("7", "1–7")), name=lambda x: x.t("Points"))
            points.set_value(str(row.settings.get("points", 5)))
            points.chosen.connect(lambda value: self._set("points", int(str(value))))
            self.special.addWidget(points, 0, Qt.AlignmentFlag.AlignLeft)
        if row.type == "ces":
            versions = [Option(v.key, said(_CES_NAMES[v.key])) for v in CES_VERSIONS if v.key in _CES_NAMES]
            version = ChoiceBox(
                self.ui, lambda x: x.t("Version of CES"), versions, row.settings.get("version", "ces2")
            )
            version.chosen.connect(lambda value: self._set("version", value))
            self.special.addWidget(version)
            note = Label(self.ui, _ces_note, "small", "text.secondary", wrap=True)
            self.special.addWidget(note)
        bounds = scale_of(row.type, row.settings)
        if bounds is not None:
            self._make_ends(row, bounds)
            unsure = CheckRow(
                self.ui, lambda x: x.t("”Can't say” is offered"), checked=bool(row.settings.get("cannot_say"))
            )
            unsure.clicked.connect(lambda: self._set("cannot_say", unsure.isChecked()))
            self.special.addWidget(unsure)
        if row.type in CHOICE_TYPES:
            self._make_options(row)

    def _make_ends(self, row: QuestionRow, bounds: tuple[int, int]) -> None:
        ends = row.settings.get("ends", ({}, {}))
        for end, number in enumerate(bounds):
            parts = line(Label(self.ui, str(number), "body", weight=600), gap=10)
            for language in self.desk.languages:
                field = Bound(self.desk, "")
                field.input.setAccessibleName(f"{number}, {language_own(language)}")
                field.bind(self._write_end(end, language), ends[end].get(language, ""))
                self._ends[end, language] = field
                parts.addWidget(field, 1)
            self.special.addLayout(parts)

    def _make_options(self, row: QuestionRow) -> None:
        for number, (option, names) in enumerate(row.options, start=1):
            parts = line(Label(self.ui, str(number), "body", "text.secondary"), gap=10)
            for language in self.desk.languages:
                field = Bound(self.desk, "")
                field.input.setAccessibleName(f"{number}, {language_own(language)}")
                field.bind(self._write_option(option, language), names.get(language, ""))
                self._options[option, language] = field
                parts.addWidget(field, 1)
            away = IconButton(self.ui, "close", lambda x: x.t("Remove the choice"))
            away.clicked.connect(self._remove_option(option))
            parts.addWidget(away)
            self.special.addLayout(parts)
        more = Button(self.ui, lambda x: x.t("Add a choice"), icon_name="plus")
        more.clicked.connect(lambda: self.desk.write(add_option, label=ADD, question_id=self.id))
        self.special.addWidget(more, 0, Qt.AlignmentFlag.AlignLeft)

    def _set(self, name: str, value: Any) -> None:
        self.desk.write(set_setting, question_id=self.id, name=name, value=value)

    def _remove_option(self, option: str) -> Callable[[], None]:
        return lambda: self.desk.write(remove_part, label=REMOVE, kind="option", record_id=option)

    def _write_text(self, field: str, language: str) -> Any:
        question_id = self.id

        def write(text: str, done: Any, failed: Any) -> None:
            self.desk.write(
                type_question,
                question_id=question_id,
                field=field,
                language=language,
                text=text,
                done=done,
                failed=failed,
            )

        return write

    def _write_probes(self, language: str) -> Any:
        question_id = self.id

        def write(text: str, done: Any, failed: Any) -> None:
            self.desk.write(
                set_probes,
                question_id=question_id,
                language=language,
                lines=text.split("\n"),
                done=done,
                failed=failed,
            )

        return write

    def _write_end(self, end: int, language: str) -> Any:
        question_id = self.id

        def write(text: str, done: Any, failed: Any) -> None:
            self.desk.write(
                type_end,
                question_id=question_id,
                end=end,
                language=language,
                text=text,
                done=done,
                failed=failed,
            )

        return write

    def _write_option(self, option: str, language: str) -> Any:
        def write(text: str, done: Any, failed: Any) -> None:
            self.desk.write(
                type_option, option_id=option, language=language, text=text, done=done, failed=failed
            )

        return write

    def _start_with(self, finnish: str, english: str) -> Callable[[], None]:
        def start() -> None:
            words = {"fi": finnish, "en": english}
            for language, field in self.texts.items():
                if field.area is not None and language in words:
                    field.area.setPlainText(words[language] + " ")
            self.focus_first()

        return start

    def _lay_out(self) -> None:
        ui = self.ui
        inner = column(self, gap=12)
        inner.addLayout(line(self.title, self.type, 1, self.bin, gap=12))
        inner.addLayout(line(*self.texts.values(), gap=12))
        self.starter_box = QWidget()
        starters = line(
            Label(ui, lambda x: x.t("Begin with"), "small", "text.secondary"), parent=self.starter_box
        )
        for finnish, english in STARTERS:
            button = Button(ui, _starter(finnish, english), kind=Kind.GHOST)
            button.clicked.connect(self._start_with(finnish, english))
            starters.addWidget(button)
        starters.addStretch(1)
        inner.addWidget(self.starter_box)
        self.special_box = QWidget()
        self.special_box.setLayout(self.special)
        inner.addWidget(self.special_box)
        inner.addLayout(line(*self.probes.values(), gap=12))
        self.route_box = QWidget()
        routes = column(self.route_box, gap=6)
        routes.addWidget(
            Label(ui, lambda x: x.t("Opens by the answer to"), "small", "text.secondary", weight=500)
        )
        routes.addWidget(self.follows)
        routes.addWidget(self.routes)
        inner.addWidget(self.route_box)
        inner.addWidget(self.preview)
        inner.addWidget(Line(ui))
        inner.addLayout(line(*self.hints.values(), gap=12))
        inner.addWidget(Label(ui, lambda x: x.t("Section"), "small", "text.secondary", weight=500))
        inner.addWidget(self.section)


def _with_language(msgid: str, language: str) -> Callable[[Texts], str]:
    return lambda x: f"{x.t(msgid)} · {language_own(language)}"


def _starter(finnish: str, english: str) -> Callable[[Texts], str]:
    return lambda x: finnish if x.locale == "fi" else english


def _ces_note(texts: Texts) -> str:
    return texts.t("Scale and direction belong to the version; versions are never pooled.")
