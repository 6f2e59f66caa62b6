# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the study is about, in its languages."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt

from cxfield.i18n import N_
from cxfield.model.study import Study
from cxfield.services.plan_study import set_day, set_languages, set_number
from cxfield.services.plan_words import EXPERIENCES, LANGUAGES, LEVELS, language_own, written_date
from ui.pages.plan.desk import Desk
from ui.pages.plan.fields import Bound
from ui.pages.plan.fold import Fold
from ui.pages.plan.in_languages import Pair, in_language
from ui.pages.plan.tab import Checks, Editor, line, said

_TEXTS: tuple[tuple[str, str, int, str], ...] = (
    ("title", N_("Title"), 1, ""),
    ("client", N_("Client"), 1, ""),
    ("question", N_("Research question"), 2, N_("One question that the report answers on its first page.")),
    ("purpose", N_("Purpose"), 2, N_("What will be decided with the results.")),
    ("target_group", N_("Target group and scope"), 2, ""),
    ("vision", N_("Vision of the customer experience"), 2, ""),
    ("principles", N_("Guiding principles"), 3, N_("One on each line. Actions can be linked to them.")),
    ("conversion_goals", N_("Conversion goals"), 3, N_("One on each line: buying, newsletter, membership…")),
    ("legal_basis", N_("Legal basis"), 1, ""),
    ("retention", N_("Retention"), 1, N_("How long, and what happens then.")),
)


class StudyForm(Editor):
    """Every fact of the study, saved as it is typed."""

    def __init__(self, desk: Desk, back: Callable[[], None]) -> None:
        super().__init__(
            desk.ui,
            lambda x: x.t("Study"),
            lambda x: x.t("What is asked, for whom and why. Everything is saved as you type."),
            back,
        )
        self.desk = desk
        self._bound = ""
        self.pairs: dict[str, Pair] = {}
        self.levels = Checks(
            desk.ui,
            lambda x: x.t("Level of measurement"),
            [(key, said(words)) for key, words in LEVELS.items()],
            lambda values: self._choose(levels=values),
        )
        self.kinds = Checks(
            desk.ui,
            lambda x: x.t("Kind of experience"),
            [(key, said(words)) for key, words in EXPERIENCES.items()],
            lambda values: self._choose(experience_kinds=values),
        )
        self.languages = Checks(
            desk.ui,
            lambda x: x.t("Languages of the study"),
            [(key, language_own(key)) for key in LANGUAGES],
            self._set_languages,
        )
        self.until = Bound(desk, lambda x: x.t("Data are erased on"), placeholder="31.12.2027")
        self.settling = Bound(desk, lambda x: x.t("Settling-in, min"))
        self.waiting = Bound(desk, lambda x: x.t("Waiting is long from, min"))
        self._lay_out()
        self.setEnabled(not desk.read_only)

    def refresh(self) -> None:
        """Show what the study holds."""
        study = next(iter(self.desk.read(lambda reader: reader.all(Study))), None)
        if study is None:
            return
        first = self._bound != study.id
        self._bound = study.id
        for field, pair in self.pairs.items():
            labels = getattr(study, field)
            if first:
                pair.bind("study", study.id, field, labels)
            else:
                pair.show_labels(labels)
        self.levels.show_values(study.levels)
        self.kinds.show_values(study.experience_kinds)
        self.languages.show_values(study.languages)
        numbers = ((self.settling, "settling_min"), (self.waiting, "wait_limit_min"))
        for field_widget, field in numbers:
            shown = str(round(getattr(study, field)))
            if first:
                field_widget.bind(self._number(study.id, field), shown)
            field_widget.show_text(shown)
        if first:
            self.until.bind(self._day(study.id), written_date(study.retain_until))
        self.until.show_text(written_date(study.retain_until))

    def focus_first(self) -> None:
        """Begin with the title."""
        self.pairs["title"].focus()

    def _lay_out(self) -> None:
        for field, words, rows, help_words in _TEXTS:
            pair = Pair(
                self.desk, in_language(words), rows=rows, help_words=said(help_words) if help_words else ""
            )
            self.pairs[field] = pair
            self.form.addWidget(pair)
        numbers = line(gap=12)
        Fold(self.desk.ui, self.content, numbers, 520)
        for field_widget in (self.until, self.settling, self.waiting):
            numbers.addWidget(field_widget, 1, Qt.AlignmentFlag.AlignTop)
        self.form.addLayout(numbers)
        for checks in (self.levels, self.kinds, self.languages):
            self.form.addWidget(checks)
        self.finish()

    def _choose(self, **values: Any) -> None:
        self.desk.choose("study", self._bound, **values)

    def _set_languages(self, values: list[str]) -> None:
        def refused(error: BaseException) -> None:
            self.desk.refuse(error)
            self.refresh()

        self.desk.write(set_languages, languages=values, failed=refused)

    def _number(self, study_id: str, field: str) -> Any:
        def write(text: str, done: Any, failed: Any) -> None:
            self.desk.write(
                set_number, record=Study, record_id=study_id, field=field, text=text, done=done, failed=failed
            )

        return write

    def _day(self, study_id: str) -> Any:
        def write(text: str, done: Any, failed: Any) -> None:
            self.desk.write(
                set_day,
                record=Study,
                record_id=study_id,
                field="retain_until",
                text=text,
                done=done,
                failed=failed,
            )

        return write
