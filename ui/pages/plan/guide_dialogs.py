# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The question bank, bringing in a list, and walking through a guide as the interview will show it."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QFileDialog, QWidget

from cxfield.errors import UserError
from cxfield.i18n import N_, pick
from cxfield.importing.questions import Parsed, parse_text, read_questions
from cxfield.methods.questions import QUESTION_TYPES, question_type
from cxfield.services.plan_guide_checks import SectionRow
from cxfield.services.plan_guides import add_questions, question_bank
from cxfield.services.plan_templates import guide_of_list
from ui.pages.plan.desk import Desk, sentence
from ui.pages.plan.fields import Area, Frame
from ui.pages.plan.question_preview import QuestionPreview
from ui.pages.plan.tab import clear, column, line, said
from ui.widgets.buttons import Button, Kind
from ui.widgets.checks import CheckRow
from ui.widgets.choicebox import ChoiceBox
from ui.widgets.containers import Scroll
from ui.widgets.dialog import Dialog, Way
from ui.widgets.label import Label
from ui.widgets.segment import Option

FROM_BANK = N_("Add from the bank")
FROM_LIST = N_("Import a question list")


def ask_bank(desk: Desk, section_id: str) -> None:
    """Choose ready questions; they come in both languages."""
    ui = desk.ui
    dialog = _wide(
        Dialog(
            ui,
            lambda x: x.t("Question bank"),
            lambda x: x.t("Tick what to add. The questions come in both languages and can be edited."),
            (
                Way("add", lambda x: x.t("Add"), Kind.PRIMARY),
                Way("back", lambda x: x.t("Back"), Kind.OUTLINE, "Esc"),
            ),
            escape="back",
            parent=desk.ui_window(),
        )
    )
    content = QWidget()
    inner = column(content, margins=4, gap=2)
    checks: list[tuple[CheckRow, dict[str, Any]]] = []
    add = dialog.button("add")
    add.setEnabled(False)
    locale = ui.texts.locale
    for group in question_bank():
        inner.addWidget(Label(ui, pick(group["name"], locale), "body", weight=600))
        for row in group["questions"]:
            kind = ui.texts.t(question_type(row["type"]).name)
            check = CheckRow(ui, f"{pick(row['text'], locale)} · {kind}")
            check.toggled.connect(lambda _on: add.setEnabled(any(c.isChecked() for c, _ in checks)))
            checks.append((check, row))
            inner.addWidget(check)
    dialog.body.addWidget(_scroll(desk, content))
    checks[0][0].setFocus()
    if dialog.ask() == "add":
        chosen = [row for check, row in checks if check.isChecked()]
        if chosen:
            desk.write(add_questions, label=FROM_BANK, section_id=section_id, questions=chosen)


def ask_list(desk: Desk, section_id: str = "", *, made: Callable[[Any], None] | None = None) -> None:
    """Paste a list or choose a file; guessed types are shown and can be changed before anything is made.

    Without a section the list becomes a guide of its own; `made` is told its version.
    """
    ui = desk.ui
    dialog = _wide(
        Dialog(
            ui,
            lambda x: x.t("Import a question list"),
            lambda x: x.t(
                "Paste questions, one on each line, or choose a Word or Excel file. Choices are bulleted."
            ),
            (
                Way("add", lambda x: x.t("Add"), Kind.PRIMARY),
                Way("back", lambda x: x.t("Back"), Kind.OUTLINE, "Esc"),
            ),
            escape="back",
            parent=desk.ui_window(),
        )
    )
    add = dialog.button("add")
    found = _Understood(desk, add.setEnabled)
    area = Area(ui, rows=5)
    area.setAccessibleName(ui.texts.t("Questions"))
    area.textChanged.connect(lambda: found.understand(lambda: parse_text(area.toPlainText())))
    choose = Button(ui, lambda x: x.t("Choose a file"), icon_name="folder")
    choose.clicked.connect(lambda: _pick_file(desk, dialog, found))
    dialog.body.addWidget(Frame(ui, area))
    dialog.body.addLayout(line(choose, 1))
    dialog.body.addWidget(_scroll(desk, found, least=220))
    area.setFocus()
    if dialog.ask() == "add" and found.rows:
        language = ui.texts.locale if ui.texts.locale in desk.languages else desk.languages[0]
        questions = [_row(parsed, str(box.value), language) for parsed, box in found.rows]
        if section_id:
            desk.write(add_questions, label=FROM_LIST, section_id=section_id, questions=questions)
        else:
            name = {language: found.name} if found.name else {}
            desk.write(guide_of_list, label=FROM_LIST, name=name, questions=questions, done=made)


def _pick_file(desk: Desk, dialog: Dialog, found: "_Understood") -> None:
    texts = desk.ui.texts
    start = str(desk.session.path.parent)
    pattern = texts.t("Question lists") + " (*.docx *.xlsx *.txt)"
    name, _ = QFileDialog.getOpenFileName(dialog, texts.t("Choose a file"), start, pattern)
    if name:
        found.name = Path(name).stem
        found.understand(lambda: read_questions(Path(name)))


class _Understood(QWidget):
    """The questions that were understood, each with its guessed type; or why nothing was."""

    def __init__(self, desk: Desk, usable: Callable[[bool], None]) -> None:
        super().__init__()
        self.ui, self._usable = desk.ui, usable
        usable(False)
        self.rows: list[tuple[Parsed, ChoiceBox]] = []
        self.name = ""
        self._column = column(self, margins=4, gap=4)

    def understand(self, read: Callable[[], Sequence[Parsed]]) -> None:
        """Read questions and show them."""
        clear(self._column)
        self.rows.clear()
        self._usable(False)
        try:
            parsed = read()
        except UserError as error:
            self._column.addWidget(
                Label(self.ui, sentence(error, self.ui.texts), "body", "danger.base", wrap=True)
            )
            return
        kinds = [Option(kind.key, said(kind.name)) for kind in QUESTION_TYPES]
        for row in parsed:
            box = ChoiceBox(self.ui, row.text[:60], kinds, row.type)
            self.rows.append((row, box))
            words = row.text + (f"  ({', '.join(row.options)})" if row.options else "")
            self._column.addLayout(line(Label(self.ui, words, "body", wrap=True), box, gap=10))
        self._column.addStretch(1)
        self._usable(bool(self.rows))


def _row(parsed: Parsed, kind: str, language: str) -> dict[str, Any]:
    settings: dict[str, Any] = {}
    if kind == "likert":
        settings = {"points": parsed.points, "cannot_say": True}
    elif kind == "ces":
        settings = {"version": "ces_ease", "cannot_say": True}
    options = [{language: name} for name in parsed.options] if kind.endswith("_choice") else []
    return {"text": {language: parsed.text}, "type": kind, "settings": settings, "options": options}


def preview(desk: Desk, sections: Sequence[SectionRow], start: str) -> None:
    """Walk through the guide with the interview's own widgets; nothing is kept."""
    rows = [(section, row) for section in sections for row in section.questions]
    if not rows:
        return
    at = next((index for index, (_, row) in enumerate(rows) if row.id == start), 0)
    ui = desk.ui
    dialog = _wide(
        Dialog(
            ui,
            lambda x: x.t("Preview"),
            "",
            (Way("back", lambda x: x.t("Close"), Kind.OUTLINE, "Esc"),),
            escape="back",
            parent=desk.ui_window(),
        )
    )
    where = Label(ui, "", "small", "text.secondary")
    view = QuestionPreview(desk, whole=True)
    before = Button(ui, lambda x: x.t("Previous"), icon_name="chevron-left", touch=True)
    after = Button(
        ui, lambda x: x.t("Next question"), kind=Kind.PRIMARY, icon_name="chevron-right", touch=True
    )
    place = [at]

    def go(step: int) -> None:
        place[0] = min(len(rows) - 1, max(0, place[0] + step))
        section, row = rows[place[0]]
        name = pick(section.name, ui.texts.locale)
        where.set_words(f"{name} · {row.number}/{len(rows)}")
        view.show_question(row)
        before.setEnabled(place[0] > 0)
        after.setEnabled(place[0] < len(rows) - 1)
        (after if after.isEnabled() else before).setFocus()

    before.clicked.connect(lambda: go(-1))
    after.clicked.connect(lambda: go(1))
    dialog.body.addWidget(where)
    dialog.body.addWidget(_scroll(desk, view))
    dialog.body.addLayout(line(before, 1, after))
    go(0)
    dialog.ask()


def _wide(dialog: Dialog) -> Dialog:
    dialog.setMinimumWidth(dialog.ui.theme.px(720))
    return dialog


def _scroll(desk: Desk, content: QWidget, *, least: int = 0) -> Scroll:
    scroll = Scroll(desk.ui, content, fill="bg.surface")
    room = desk.ui_window()
    high = least or min(460, (room.height() if room is not None else 760) - 300)
    scroll.setMinimumSize(QSize(desk.ui.theme.px(680), max(220, high)))
    return scroll
