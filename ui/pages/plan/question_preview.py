# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""How a question looks in the interview: the same editor widgets, in either language."""

from PySide6.QtWidgets import QWidget

from cxfield.i18n import pick
from cxfield.methods.questions import Asked, Choice
from cxfield.services.plan_guide_checks import QuestionRow
from ui.editors.base import EditorSpec
from ui.editors.flow import FlowLayout
from ui.editors.registry import make_editor
from ui.pages.plan.desk import Desk
from ui.pages.plan.fields import Area, Frame
from ui.pages.plan.tab import clear, column, line
from ui.widgets.chips import Chip
from ui.widgets.containers import Card
from ui.widgets.label import Label
from ui.widgets.segment import Option, Segment


class QuestionPreview(Card):
    """`show_question(row)`; nothing that is pressed here is kept.

    The whole has hint, probes and the box of the answer too, as the interview does.
    """

    def __init__(self, desk: Desk, *, whole: bool = False) -> None:
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
        self.question = Label(desk.ui, "", "question" if whole else "h1", wrap=True)
        inner.addWidget(self.question)
        self.hint = Label(desk.ui, "", "body", "text.secondary", wrap=True)
        self.place = column(gap=0)
        self._probes = QWidget()
        self.probes = FlowLayout(self._probes)
        self.answer = Area(
            desk.ui, rows=5, placeholder=lambda x: x.t("The answer, in the words that were said")
        )
        self.answer.setAccessibleName(desk.ui.texts.t("Answer"))
        inner.addWidget(self.hint)
        inner.addLayout(self.place)
        box = Frame(desk.ui, self.answer)
        for part in (self._probes, box):
            inner.addWidget(part)
            part.setVisible(whole)
        if whole:
            inner.addStretch(1)
        self._whole = whole
        self.hint.setVisible(whole)
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
        if self._whole:
            self._show_around(row, language)
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

    def _show_around(self, row: QuestionRow, language: str) -> None:
        hint = pick(row.hint, language)
        self.hint.set_words(hint)
        self.hint.setVisible(bool(hint))
        while (item := self.probes.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        for words in row.probes:
            chip = Chip(self.ui, pick(words, language))
            self.probes.addWidget(chip)
            chip.show()
        self._probes.setVisible(bool(row.probes))
        self.answer.clear()
