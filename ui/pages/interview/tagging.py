# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tagging an answer while it is typed: by `#name`, which leaves no trace in the words, or from the menu."""

from functools import partial

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QWidget

from cxfield.i18n import N_, pick
from cxfield.services.interview_views import Mark, QuestionView
from cxfield.services.transcripts import TagView
from ui.context import Say, Ui
from ui.editors.answer_box import AnswerBox
from ui.pages.interview.marking import Marking
from ui.pages.interview.tag_hints import SIGNS, Hint, TagHints, Token, hints_for, token_before
from ui.widgets.buttons import Kind
from ui.widgets.dialog import Dialog, Way
from ui.widgets.field import TextField
from ui.widgets.menu import Menu, MenuItem

_KEYS = 9
_LOOK_BACK = 64
_NEW, _KEYWORD = "new", "keyword"
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab)
_STEPS = {Qt.Key.Key_Up.value: -1, Qt.Key.Key_Down.value: 1}
_TONE_ROWS = ((-1, N_("negative")), (0, N_("neutral")), (1, N_("positive")))


class Tagging(QObject):
    """Watches the words for `#`; `shown(text)` says what the words at the cursor are tagged as."""

    shown = Signal(str)

    def __init__(self, ui: Ui, box: AnswerBox, marking: Marking) -> None:
        super().__init__(box)
        self.ui, self._box, self._marking = ui, box, marking
        self._tags: tuple[TagView, ...] = ()
        self._token: Token | None = None
        self.hints: TagHints | None = None
        box.installEventFilter(self)
        box.edited.connect(self._look)
        box.left.connect(self.close)

    # --- `#name` in the words

    @property
    def open(self) -> bool:
        """Whether rows are offered."""
        return self.hints is not None and self.hints.isVisible()

    def _look(self) -> None:
        cursor = self._box.textCursor()
        place = cursor.position()
        if self._token is None and str(self._box.document().characterAt(place - 1)) != "#":
            return  # nothing more is done for the keys of ordinary words
        before = QTextCursor(cursor)
        before.setPosition(
            max(cursor.block().position(), place - _LOOK_BACK), QTextCursor.MoveMode.KeepAnchor
        )
        token = token_before(before.selectedText())
        if token is None:
            self.close()
            return
        if self._token is None:
            self._tags = self._marking.tags()
        self._token = token
        rows = hints_for(token, self._tags, self.ui.texts.locale)
        if rows:
            self._offer(rows, token.polarity)
        elif self.hints is not None:
            self.hints.hide()

    def _offer(self, rows: tuple[Hint, ...], polarity: int | None) -> None:
        window = self._box.window()
        if self.hints is None or self.hints.parentWidget() is not window:
            self.hints = TagHints(self.ui, window)
            self.hints.picked.connect(self._take)
        line = self._box.cursorRect()
        corner = self._box.viewport().mapTo(window, line.topLeft())
        self.hints.show_hints(rows, polarity, QRect(corner, line.size()))

    def close(self) -> None:
        """Offer nothing any more; what was typed stays as it is."""
        self._token = None
        if self.hints is not None:
            self.hints.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """While rows are offered, arrows, Enter, Tab and Esc are theirs."""
        if event.type() != QEvent.Type.KeyPress or not self.open or not isinstance(event, QKeyEvent):
            return False
        assert self.hints is not None
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        if event.key() in _STEPS:
            self.hints.step(_STEPS[event.key()])
        elif event.key() in _ENTER:
            self._take(self.hints.current)
        elif event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            return False
        return True

    def _take(self, place: int) -> None:
        """The sign leaves the words, and the sentence before it has the tag."""
        token, hints = self._token, self.hints
        if token is None or hints is None:
            return
        row = hints.rows[place]
        self.close()
        cursor = self._box.textCursor()
        cursor.movePosition(QTextCursor.MoveOperation.Left, QTextCursor.MoveMode.KeepAnchor, token.length)
        cursor.removeSelectedText()
        self._box.setTextCursor(cursor)
        start, end = self._box.selected()
        if row.tag_id:
            self._marking.tag(start, end, row.tag_id, token.polarity)
        else:
            self._marking.tag_anew(start, end, row.name, token.polarity)

    # --- the menu

    def menu(self, view: QuestionView | None, at: QPoint) -> Menu:
        """Offer the tags for the selected words, or those at the cursor."""
        self._tags = self._marking.tags()
        here = self.here(view)
        items = [
            MenuItem(tag.id, pick(tag.name, self.ui.texts.locale), key=str(n + 1) if n < _KEYS else "")
            for n, tag in enumerate(self._tags)
        ]
        items.append(MenuItem(_NEW, _said(N_("New tag")), "plus", "N"))
        if self._box.textCursor().hasSelection():
            items.append(MenuItem(_KEYWORD, _said(N_("Keyword")), "search", "K"))
        if here is not None:
            items += self._of_marked(here)
        menu = Menu(self.ui, items, self._box)
        menu.chosen.connect(partial(self._chosen, here, self._box.selected()))
        menu.popup(at)
        return menu

    def _of_marked(self, here: Mark) -> list[MenuItem]:
        tones = [
            MenuItem(f"tone{tone}", _said(name), "check" if here.polarity == tone else None, SIGNS[tone])
            for tone, name in _TONE_ROWS
        ]
        names = self._names(here)
        off = [
            MenuItem(f"off{tag}", _off(names[tag]), "close", "X" if n == 0 else "")
            for n, tag in enumerate(here.tags)
            if tag in names
        ]
        return [*tones, *off]

    def _chosen(self, here: Mark | None, selected: tuple[int, int], value: str) -> None:
        start, end = selected
        if value == _NEW:
            ask_name(self.ui, self._box.window(), partial(self._marking.tag_anew, start, end))
        elif value == _KEYWORD:
            self._marking.keyword(start, end)
        elif here is not None and value.startswith("off"):
            self._marking.untag(here.id, value.removeprefix("off"))
        elif here is not None and value.startswith("tone"):
            tone = int(value.removeprefix("tone"))
            self._marking.tone(here.id, None if here.polarity == tone else tone)
        else:
            self._marking.tag(start, end, value)

    # --- what is tagged already

    def here(self, view: QuestionView | None) -> Mark | None:
        """The innermost tagged words at the cursor."""
        at = self._box.marks_at_cursor(over_space=True)
        found = [mark for mark in view.marks if mark.id in at and mark.tags] if view is not None else []
        return min(found, key=lambda mark: mark.end - mark.start, default=None)

    def tell(self, view: QuestionView | None) -> None:
        """Say what the words at the cursor are tagged as."""
        here = self.here(view)
        if here is not None and any(tag not in self._names(here) for tag in here.tags):
            self._tags = self._marking.tags()
        names = list(self._names(here).values()) if here is not None else []
        sign = SIGNS[here.polarity] if here is not None else ""
        self.shown.emit(" · ".join([*names, *([sign] if sign else [])]))

    def _names(self, mark: Mark) -> dict[str, str]:
        return {tag.id: pick(tag.name, self.ui.texts.locale) for tag in self._tags if tag.id in mark.tags}


def ask_name(ui: Ui, parent: QWidget, given: "partial[None]") -> Dialog:
    """Ask for the name of a new tag."""
    sheet = Dialog(
        ui,
        lambda x: x.t("New tag"),
        lambda x: x.t("The selected words get it, or the sentence just typed."),
        (
            Way("back", lambda x: x.t("Back"), key="Esc"),
            Way("keep", lambda x: x.t("Tag"), Kind.PRIMARY, "⏎"),
        ),
        escape="back",
        parent=parent,
    )
    field = TextField(ui, lambda x: x.t("Name of the tag"))
    button = sheet.button("keep")
    button.setEnabled(False)
    field.edited.connect(lambda words: button.setEnabled(bool(words.strip())))
    field.input.returnPressed.connect(button.click)
    sheet.body.addWidget(field)
    sheet.chosen.connect(lambda way: given(field.value) if way == "keep" else None)
    sheet.finished.connect(sheet.deleteLater)
    sheet.open()
    field.input.setFocus()
    return sheet


def look_of(mark: Mark) -> str:
    """The colour token of words that are no quote."""
    if mark.quote:
        return ""
    if mark.marks:
        return "warning.base"
    tone = {-1: "valence.negative", 0: "valence.neutral", 1: "valence.positive"}
    return tone.get(mark.polarity if mark.polarity is not None else 9, "source.observation")


def _said(msgid: str) -> Say:
    return lambda x: x.t(msgid)


def _off(name: str) -> Say:
    return lambda x: x.t("Take {name} off", name=name)
