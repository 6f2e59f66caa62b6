# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""One question: type, both languages, scale ends, choices, probes, routes, and how it will look."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from cxfield.i18n import N_, Texts, pick
from cxfield.methods.questions import QUESTION_TYPES
from cxfield.services.plan_guide_checks import STARTERS, QuestionRow, SectionRow
from cxfield.services.plan_guides import follow, move_question, set_probes, set_type, type_question
from cxfield.services.plan_reach import scale_of
from cxfield.services.plan_words import language_own
from ui.pages.plan.desk import Desk
from ui.pages.plan.fields import Bound
from ui.pages.plan.openings import OpeningList
from ui.pages.plan.question_preview import QuestionPreview
from ui.pages.plan.question_settings import SettingsPanel
from ui.pages.plan.routes import RouteList
from ui.pages.plan.tab import by_language, column, line, said
from ui.widgets.buttons import Button, IconButton, Kind
from ui.widgets.choicebox import ChoiceBox
from ui.widgets.containers import Line
from ui.widgets.label import Label
from ui.widgets.segment import Option


class QuestionForm(QWidget):
    """`show_question(row, sections, editable=...)`; everything is saved as it is typed."""

    removed = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk, self.ui, self.id = desk, desk.ui, ""
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
        self.settings = SettingsPanel(desk)
        self.openings = OpeningList(desk)
        self.section = ChoiceBox(ui, lambda x: x.t("Section"))
        self.section.chosen.connect(
            lambda value: desk.write(move_question, question_id=self.id, section_id=value)
        )
        self.follows = ChoiceBox(ui, lambda x: x.t("Wordings by the score of"))
        self.follows.chosen.connect(lambda value: desk.write(follow, question_id=self.id, follows_id=value))
        self.routes = RouteList(desk)
        self.preview = QuestionPreview(desk)
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
        self.settings.show_question(row)
        self._show_places(row, sections)
        self.routes.show_routes(row, editable=editable)
        self.openings.show_question(row, sections, editable=editable)
        self.opening_title.setVisible(self.openings.isVisibleTo(self))
        for part in (self.type, self.bin, self.section, self.follows, self.settings, self.starter_box):
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
        free = Option("", lambda x: x.t("one wording for everybody"))
        options = [free, *(Option(q.id, f"{q.number} {pick(q.text, locale)[:44]}") for q in earlier)]
        known = {option.value for option in options}
        if row.follows_id and row.follows_id not in known:
            options.append(Option(row.follows_id, lambda x: x.t("a question that is not before it")))
        self.follows.set_options(options, row.follows_id or "")
        self.route_box.setVisible(len(options) > 1 and not row.opening.parts)

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
        inner.addLayout(by_language(*self.texts.values(), gap=12))
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
        inner.addWidget(self.settings)
        inner.addLayout(by_language(*self.probes.values(), gap=12))
        self.route_box = QWidget()
        routes = column(self.route_box, gap=6)
        routes.addWidget(
            Label(ui, lambda x: x.t("Wordings by the score of"), "small", "text.secondary", weight=500)
        )
        routes.addWidget(self.follows)
        routes.addWidget(self.routes)
        inner.addWidget(self.route_box)
        self.opening_title = Label(
            ui, lambda x: x.t("Opens by the answer to"), "small", "text.secondary", weight=500
        )
        inner.addWidget(self.opening_title)
        inner.addWidget(self.openings)
        inner.addWidget(self.preview)
        inner.addWidget(Line(ui))
        inner.addLayout(by_language(*self.hints.values(), gap=12))
        inner.addWidget(Label(ui, lambda x: x.t("Section"), "small", "text.secondary", weight=500))
        inner.addWidget(self.section)


def _with_language(msgid: str, language: str) -> Callable[[Texts], str]:
    return lambda x: f"{x.t(msgid)} · {language_own(language)}"


def _starter(finnish: str, english: str) -> Callable[[Texts], str]:
    return lambda x: finnish if x.locale == "fi" else english
