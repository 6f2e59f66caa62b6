# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The information sheet, part by part in every language, and its versions."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from cxfield.i18n import N_
from cxfield.model.study import Study
from cxfield.services.plan_sheet import (
    PARTS,
    current_sheet,
    fill_ready,
    part_text,
    publish_sheet,
    sheet_state,
    type_part,
)
from cxfield.services.plan_words import language_own
from ui.pages.plan.desk import Desk
from ui.pages.plan.fields import Bound
from ui.pages.plan.fold import FlowBar, Fold
from ui.pages.plan.papers import print_paper
from ui.pages.plan.tab import column, line, said
from ui.widgets.buttons import Button, Kind
from ui.widgets.chips import Tag
from ui.widgets.containers import Card, Scroll
from ui.widgets.label import Label


class SheetForm(QWidget):
    """Parts as cards; both languages side by side."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk, self.ui = desk, desk.ui
        ui = self.ui
        self.state = Tag(ui, "")
        self.count = Label(ui, "", "small", "text.secondary")
        self.fill = Button(ui, lambda x: x.t("Fill in the usual wording"), icon_name="template")
        self.notice = Button(ui, lambda x: x.t("Notice for the door"), icon_name="print")
        self.print = Button(ui, lambda x: x.t("Print"), icon_name="print")
        self.publish = Button(ui, lambda x: x.t("Publish"), kind=Kind.PRIMARY, icon_name="lock")
        self.fields: dict[tuple[str, str], Bound] = {}
        self._bound = False
        content = QWidget()
        body = column(content, margins=16, gap=10)
        for part in PARTS:
            card = Card(ui)
            inner = column(card, margins=14, gap=6)
            inner.addWidget(Label(ui, said(part.name), "control", weight=600, wrap=True))
            inner.addWidget(Label(ui, said(part.hint), "small", "text.secondary", wrap=True))
            for at, language in enumerate(desk.languages):
                if at % 2 == 0:
                    row = line(gap=12)
                    inner.addLayout(row)
                    Fold(ui, card, row, 420)
                field = Bound(desk, language_own(language), rows=2)
                self.fields[part.key, language] = field
                row.addWidget(field, 1, Qt.AlignmentFlag.AlignTop)
            body.addWidget(card)
        body.addStretch(1)
        outer = column(self, gap=0)
        head = FlowBar(
            (Label(ui, lambda x: x.t("Information sheet"), "h2"), self.state, self.count),
            (self.fill, self.notice, self.print, self.publish),
            gap=8,
        )
        head.set_margins(16, 0, 16, 10)
        outer.addWidget(head)
        outer.addWidget(Scroll(ui, content), 1)
        self.fill.clicked.connect(
            lambda: desk.write(fill_ready, label=N_("Fill in the usual wording"), languages=desk.languages)
        )
        self.publish.clicked.connect(
            lambda: desk.write(publish_sheet, label=N_("Publish the sheet"), languages=desk.languages)
        )
        self.print.clicked.connect(lambda: print_paper(desk, "sheet"))
        self.notice.clicked.connect(lambda: print_paper(desk, "notice"))

    def refresh(self) -> None:
        """Show the newest version."""
        texts = self.ui.texts
        sheet = self.desk.read(current_sheet)
        study = next(iter(self.desk.read(lambda reader: reader.all(Study))), None)
        for (key, language), field in self.fields.items():
            written = str((sheet.parts.get(key) or {}).get(language, "")) if sheet else ""
            if not self._bound:
                field.bind(self._write(key, language), written)
            field.show_text(written)
            own = part_text(sheet, study, key, language) if not written else ""
            if field.area is not None:
                field.area.setPlaceholderText(own)
        self._bound = True
        draft = sheet is None or sheet.published_at is None
        number = sheet.number if sheet else 1
        said_state = (
            texts.t("Draft, version {n}", n=number) if draft else texts.t("Version {n} in use", n=number)
        )
        self.state.set_words(said_state)
        tone = (
            ("warning.base", "warning.subtle", "note")
            if draft
            else ("success.base", "success.subtle", "check")
        )
        self.state.set_tone(*tone)
        missing = self.desk.read(sheet_state, self.desk.languages)
        parts = [f"{lang.upper()} {len(PARTS) - len(gone)}/{len(PARTS)}" for lang, gone in missing.items()]
        self.count.set_words("   ".join(parts))
        self.publish.setEnabled(draft and not self.desk.read_only)
        self.publish.set_tip(
            "" if draft else lambda x: x.t("This version is in use. Editing it begins a new draft.")
        )
        self.fill.setEnabled(not self.desk.read_only)

    def open_language(self, language: str) -> None:
        """Put the cursor in the first part that lacks a language."""
        missing = self.desk.read(sheet_state, self.desk.languages).get(language, ())
        if missing and (missing[0], language) in self.fields:
            self.fields[missing[0], language].focus()

    def _write(self, key: str, language: str) -> Any:
        def write(text: str, done: Any, failed: Any) -> None:
            self.desk.write(type_part, key=key, language=language, text=text, done=done, failed=failed)

        return write
