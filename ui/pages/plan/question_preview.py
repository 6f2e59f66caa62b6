# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""How a question looks in the interview: the same editor widgets, in either language."""

from PySide6.QtWidgets import QWidget

from cxfield.i18n import pick
from cxfield.methods.questions import Asked, Choice
from cxfield.services.plan_guide_checks import QuestionRow
from ui.editors.base import EditorSpec
from ui.editors.registry import make_editor
from ui.pages.plan.desk import Desk
from ui.pages.plan.tab import clear, column, line
from ui.widgets.containers import Card
from ui.widgets.label import Label
from ui.widgets.segment import Option, Segment


class QuestionPreview(Card):
    """`show_question(row)`; nothing that is pressed here is kept."""

    def __init__(self, desk: Desk, *, role: str = "h1") -> None:
        super().__init__(desk.ui, fill="bg.sunken")
        self.desk = desk
        self._row: QuestionRow | None = None
        self._shape: object = None
        inner = column(self, gap=10)
        # Eleven cells of an NPS fit at 1024 px only with narrow sides.
        inner.setContentsMargins(8, 12, 8, 12)
        self.language = Segment(
            desk.ui,
            [Option(lang, lang.upper()) for lang in desk.languages],
            name=lambda x: x.t("Language of the preview"),
            check=False,
            value=desk.ui.texts.locale if desk.ui.texts.locale in desk.languages else desk.languages[0],
        )
        self.language.chosen.connect(lambda _value: self._show())
        head = Label(desk.ui, lambda x: x.t("Preview"), "small", "text.secondary", weight=500)
        inner.addLayout(line(head, 1, self.language))
        self.question = Label(desk.ui, "", role, wrap=True)
        inner.addWidget(self.question)
        self.place = column(gap=0)
        inner.addLayout(self.place)
        self.editor: QWidget | None = None

    def show_question(self, row: QuestionRow) -> None:
        """Show a question as the interview will."""
        self._row = row
        self._show()

    def _show(self) -> None:
        row = self._row
        if row is None:
            return
        language = str(self.language.value)
        said = row.routes[0].text if row.routes else row.text
        words = pick(said, language).replace("{arvosana}", "6").replace("{score}", "6")
        self.question.set_words(words or (lambda x: x.t("(no text)")))
        shape = (row.type, dict(row.settings), row.options, dict(row.pictures), language)
        if shape == self._shape:
            return
        self._shape = shape
        clear(self.place)
        ends = row.settings.get("ends")
        choices = tuple(Choice(key, name, image_id=row.pictures.get(key, "")) for key, name in row.options)
        spec = EditorSpec(
            row.type,
            Asked(row.key, row.settings, choices),
            language,
            (ends[0], ends[1]) if ends else None,
        )
        self.editor = make_editor(self.ui, spec)
        self.place.addWidget(self.editor)
