# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""One record in full: what, when, where, how; its editor and its history."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from cxfield.i18n import N_, Texts
from cxfield.services.data_filter import ENTRY, MOMENT, TONE_WORDS
from cxfield.services.data_rows import Detail
from cxfield.services.history import MARKS, Step
from ui.context import Say, Ui
from ui.pages.data.editor import Editor
from ui.pages.data.flow import Flow
from ui.pages.data.media import Media
from ui.pages.data.past import Past
from ui.pages.data.rowpaint import SOURCES
from ui.shortcuts import keycap_of
from ui.widgets.buttons import Button, IconButton, Kind
from ui.widgets.containers import Card, EmptyState, Glyph, Line, Scroll
from ui.widgets.label import Label


class RecordPanel(Card):
    """`show_record(detail, steps)`; signals for every change, `edit()` opens the editor."""

    changed = Signal(dict)
    sealed = Signal()
    starred = Signal()
    deleted = Signal()
    undone = Signal()
    restored = Signal(object)
    closed = Signal()

    def __init__(self, ui: Ui, parent: QWidget | None = None) -> None:
        super().__init__(ui, parent=parent)
        self.detail: Detail | None = None
        self.editing = False
        self._can_edit = True
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 12, 1, 14)
        column.setSpacing(10)
        column.addLayout(self._make_head())
        column.addWidget(Line(ui))
        self.body = QWidget()
        self._inside = QVBoxLayout(self.body)
        self._inside.setContentsMargins(16, 4, 16, 4)
        self._inside.setSpacing(8)
        self._facts = QWidget()
        self._grid = QGridLayout(self._facts)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(5)
        self._grid.setColumnStretch(1, 1)
        self.editor = Editor(ui)
        self.editor.changed.connect(self.changed)
        self.editor.sealed.connect(self.sealed)
        self.editor.escaped.connect(self.stop_editing)
        self.past = Past(ui)
        self.past.restored.connect(self.restored)
        self.media = Media(ui)
        for part in (self._facts, self.media, self.editor, self.past):
            self._inside.addWidget(part)
        self._inside.addStretch(1)
        self.column = Scroll(ui, self.body, fill="bg.surface")
        column.addWidget(self.column, 1)
        self.empty = EmptyState(ui, lambda x: x.t("Choose a row to see it in full."), icon_name="info")
        column.addWidget(self.empty, 1)
        column.addLayout(self._make_foot())
        ui.texts_changed.connect(self._show)
        self.show_record(None, [], editable=True)

    def _make_head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(16, 0, 16, 0)
        row.setSpacing(8)
        self._mark = Glyph(self.ui, "observe", 20)
        self._title = Label(self.ui, "", "h2", wrap=True)
        row.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._title, 1)
        return row

    def _make_foot(self) -> QHBoxLayout:
        ui = self.ui
        self.edit_button = Button(ui, self._edit_words, icon_name="note", key=keycap_of("data.edit"))
        self.undo_button = Button(ui, lambda x: x.t("Undo"), icon_name="undo", key=keycap_of("undo"))
        self.star = IconButton(ui, "star", lambda x: x.t("Star"), kind=Kind.OUTLINE)
        self.star.set_tip(lambda x: " · ".join((x.t("Star"), keycap_of("data.star"))))
        self.delete = Button(ui, lambda x: x.t("Delete"), kind=Kind.GHOST, key=keycap_of("data.delete"))
        self.edit_button.clicked.connect(self.turn_editing)
        self.undo_button.clicked.connect(self.undone)
        self.star.clicked.connect(self.starred)
        self.delete.clicked.connect(self.deleted)
        self._buttons = Flow()
        ui.theme_changed.connect(self._buttons.refresh)
        self._buttons.use_widgets([self.edit_button, self.star, self.undo_button, self.delete])
        row = QHBoxLayout()
        row.setContentsMargins(16, 0, 16, 0)
        row.addWidget(self._buttons)
        return row

    def _edit_words(self, texts: Texts) -> str:
        return texts.t("Done") if self.editing else texts.t("Edit")

    def show_record(self, detail: Detail | None, steps: list[Step], *, editable: bool) -> None:
        """Show a record, or that none is chosen; what is being typed in the same record stays."""
        same = detail is not None and self.detail is not None and detail.row.key == self.detail.row.key
        self._can_edit = editable
        if not same:
            self.editing = False
        self.detail = detail
        self._steps = steps
        self._show(keep_editor=same and self.editing)

    def turn_editing(self) -> None:
        """Open or close the editor."""
        if self.editing:
            self.stop_editing()
        else:
            self.edit()

    def edit(self) -> None:
        """Open the editor with the focus in its first field."""
        if self.detail is None or not self._can_edit:
            return
        self.editing = True
        self._show()
        self.editor.take_focus()

    def show_history(self) -> None:
        """Bring the history in sight, with the focus on its first way back."""
        self.stop_editing()
        if self.detail is None:
            return
        self.column.ensureWidgetVisible(self.past)
        button = next((step.button for step in self.past.steps if step.button is not None), None)
        if button is not None:
            button.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def stop_editing(self) -> None:
        """Close the editor; everything typed is saved already."""
        if not self.editing:
            return
        self.editing = False
        self.sealed.emit()
        self._show()
        self.closed.emit()

    def _show(self, *, keep_editor: bool = False) -> None:
        detail = self.detail
        shown = detail is not None
        for widget in (self.column, self.edit_button, self._mark, self._title):
            widget.setVisible(shown)
        self.empty.setVisible(not shown)
        self.star.setVisible(shown and detail is not None and detail.row.star is not None)
        self.delete.setVisible(shown)
        for button in (self.star, self.delete, self.edit_button, self.undo_button):
            button.setEnabled(self._can_edit)
        self.edit_button.set_words(self._edit_words)
        self._buttons.refresh()
        self._facts.setVisible(not self.editing)
        self.editor.setVisible(self.editing)
        self.media.show_record(None if self.editing else detail)
        if detail is None:
            return
        mark, tone = SOURCES.get(detail.session_kind, SOURCES["debrief"])
        self._mark.set_icon_name(mark, tone)
        self._title.set_words(detail.row.what)
        self.star.set_icon_name("star-filled" if detail.row.star else "star")
        self._show_facts(detail)
        if self.editing and not keep_editor:
            self.editor.show_record(detail)
        self.past.show_steps(self._steps, editable=self._can_edit)

    def _show_facts(self, detail: Detail) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for place, (label, words, italic) in enumerate(facts(detail, self.ui.texts)):
            name = Label(self.ui, _said(label), "body", "text.secondary")
            value = Label(self.ui, words, "body", wrap=True, weight=None)
            if italic:
                value.set_color("source.interview")
            self._grid.addWidget(name, place, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(value, place, 1)


def facts(detail: Detail, texts: Texts) -> list[tuple[str, str, bool]]:
    """What is known of a record: label, words, whether it is interpretation. Empty ones are left out."""
    row, fields = detail.row, detail.fields
    found: list[tuple[str, str, bool]] = [
        (N_("What"), row.text, False),
        (N_("Who"), row.who, False),
        (N_("When"), detail.when, False),
        (N_("Where"), _where(detail), False),
        (N_("How"), str(fields.get("how") or ""), False),
        (N_("Interpretation"), str(fields.get("interpretation") or ""), True),
        (N_("So what?"), str(fields.get("so_what") or ""), True),
        (N_("Expected instead"), str(fields.get("expected_instead") or ""), False),
    ]
    if row.key.kind == ENTRY and row.ordinariness is not None:
        said = str(row.ordinariness) if row.chosen else texts.t("{n} default", n=row.ordinariness)
        found.append((N_("Ordinariness"), said, False))
    if row.polarity is not None:
        found.append((N_("Polarity"), texts.t(TONE_WORDS[row.polarity]), False))
    if row.key.kind == MOMENT and row.valence is not None:
        found.append((N_("Valence"), texts.signed(row.valence), False))
    marks = ", ".join(texts.t(MARKS.get(mark, mark)) for mark in row.marks)
    found.append((N_("Mark"), marks, False))
    if row.settling:
        found.append((N_("Settling-in time"), texts.t("yes"), False))
    found.append((N_("By"), row.observer, False))
    return [fact for fact in found if fact[1]]


def _where(detail: Detail) -> str:
    return ", ".join(part for part in (detail.site, detail.place.lower()) if part)


def _said(msgid: str) -> Say:
    def words(texts: Texts) -> str:
        return texts.t(msgid)

    return words
