# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The pages of the respondent's screen: one question with its keys, and the plain page around the round."""

from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from cxfield.i18n import pick
from cxfield.services.interview_guide import GuideQuestion
from cxfield.services.interview_views import Labels, fill_score
from cxfield.services.kiosk import WRITTEN
from ui.context import Say, Ui
from ui.editors.base import Editor, EditorSpec
from ui.pages.interview.photographing import Photographing
from ui.pages.interview.respondent_parts import large_editor
from ui.pages.interview.touch_keys import TouchKeys
from ui.widgets.buttons import Button, Kind
from ui.widgets.containers import Card, Scroll
from ui.widgets.field import TextArea
from ui.widgets.label import Label

_CENTRE = Qt.AlignmentFlag.AlignHCenter
_ROWS = 2
_ABOVE = 8
_ANY = 16_777_215
#: Their parts are of fixed width, and stand in the middle.
_NARROW = frozenset({"number", "duration", "date"})
_BUTTON_WIDE, _BUTTON_HIGH = 190, 72


class QuestionPage(QWidget):
    """`chosen(value)` at every choice, `worded()` while words are written; `words` holds them."""

    chosen = Signal(object)
    worded = Signal()

    def __init__(self, ui: Ui, language: str) -> None:
        super().__init__()
        self.ui, self._language = ui, language
        self.editor: Editor | None = None
        self._written = self._words_only = False
        self.text = Label(ui, "", "h1", wrap=True, align=_CENTRE)
        self.hint = Label(ui, "", "body", "text.secondary", wrap=True, align=_CENTRE)
        self.back = Button(ui, lambda x: x.t("Back"), icon_name="chevron-left", touch=True)
        self.next = Button(ui, lambda x: x.t("Next"), kind=Kind.PRIMARY, touch=True)
        for button in (self.back, self.next):
            button.setMinimumSize(_BUTTON_WIDE, _BUTTON_HIGH)
        self.area = TextArea(ui, placeholder=lambda x: x.t("Write in your own words"), role="h2", rows=_ROWS)
        self.area.setAccessibleName(ui.texts.t("Your answer"))
        self.area.textChanged.connect(self._typed)
        self.frame = Card(ui, line="line.strong")
        inside = QVBoxLayout(self.frame)
        inside.setContentsMargins(2, 2, 2, 2)
        inside.addWidget(self.area)
        self.keys = TouchKeys(ui, language)
        self.photographing = Photographing(ui, self, files=False)
        self._lay_out()
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._focus_moved)

    def _lay_out(self) -> None:
        content = self._content = QWidget()
        inner = QVBoxLayout(content)
        inner.setContentsMargins(0, 16, 0, 8)
        inner.setSpacing(14)
        inner.addStretch(1)
        inner.addWidget(self.text)
        inner.addWidget(self.hint)
        inner.addSpacing(_ABOVE)
        self._place = QVBoxLayout()
        inner.addLayout(self._place)
        inner.addWidget(self.frame)
        inner.addStretch(2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self._scroll = Scroll(self.ui, content, fill="bg.surface")
        self._scroll.viewport().installEventFilter(self)
        column.addWidget(self._scroll, 1)
        column.addWidget(self.keys)
        foot = QHBoxLayout()
        foot.setContentsMargins(0, 8, 0, 0)
        foot.addWidget(self.back)
        foot.addStretch(1)
        foot.addWidget(self.next)
        column.addLayout(foot)
        self.keys.hide()

    @property
    def words(self) -> str:
        """What was written; nothing where no words are asked."""
        return self.area.toPlainText() if self._written else ""

    def show_question(
        self, question: GuideQuestion, wording: tuple[Labels, Any], given: tuple[Any, str], *, last: bool
    ) -> None:
        """Bring a question to the front with what was answered so far."""
        row, language = question.row, self._language
        self.text.set_words(fill_score(*wording, language))
        hint = pick(row.hint, language)
        self.hint.set_words(hint)
        self.hint.setVisible(bool(hint))
        if self.editor is not None:
            self._place.removeWidget(self.editor)
            self.editor.hide()
            self.editor.deleteLater()
        ends = row.settings.get("ends")
        self._written = row.type in WRITTEN
        # Choosing first is for those who say yes or no; elsewhere the words are all there is.
        self._words_only = self._written and row.type != "yes_no_open"
        kind = "open" if self._words_only else row.type
        worded = (ends[0], ends[1]) if ends else None
        spec = EditorSpec(kind, question.asked, language, worded, alone=True)
        self.editor = large_editor(self.ui, spec)
        middle = _CENTRE if row.type in _NARROW else Qt.AlignmentFlag(0)
        self._place.addWidget(self.editor, 0, middle)
        value, words = given
        self.editor.set_value(value)
        self.photographing.serve(self.editor)
        self.editor.changed.connect(self.chosen)
        self.area.blockSignals(True)
        self.area.setPlainText(words)
        self.area.blockSignals(False)
        self.frame.setVisible(self._written)
        self._fit()
        self.next.set_words(lambda x: x.t("Done") if last else x.t("Next"))

    def focus_first(self) -> None:
        """Where only words are asked, the keys are there at once."""
        if self._words_only:
            self.area.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.setFocus(Qt.FocusReason.OtherFocusReason)
            self.keys.serve(None)

    def say(self, words: Say) -> None:
        """A sentence in the place of the hint."""
        self.hint.set_words(words)
        self.hint.show()

    def _typed(self) -> None:
        if self._written:
            self.worded.emit()

    def _focus_moved(self, _old: QWidget | None, new: QWidget | None) -> None:
        inside = new is not None and self.isAncestorOf(new)
        self.keys.serve(new if inside else None)
        self._bring()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keys that come, or a window of another size, leave another height for the question."""
        if event.type() == QEvent.Type.Resize and watched is self._scroll.viewport():
            self._fit()
            self._bring()
        return False

    def _fit(self) -> None:
        """What can be smaller is, so that all of the question is seen: with keys, what they write in."""
        if self.editor is None:
            return
        port, content = self._scroll.viewport(), self._content.layout()
        assert content is not None
        margins = content.contentsMargins()
        high = port.height() - margins.top() - margins.bottom() - content.spacing() * 3 - _ABOVE
        for label in (self.text, self.hint):
            if label.isVisibleTo(self):
                high -= label.heightForWidth(port.width()) + content.spacing()
        keys = self.keys.isVisibleTo(self)
        self.frame.setMaximumHeight(max(self.frame.minimumSizeHint().height(), high) if keys else _ANY)
        if not keys:
            self.editor.fit(high)

    def _bring(self) -> None:
        """What is being written in stands above the keys, all of it."""
        new = QApplication.focusWidget()
        if new is None or not self.isAncestorOf(new) or not self.keys.isVisibleTo(self):
            return
        layout = self._content.layout()
        if layout is not None:
            layout.activate()
        self._scroll.ensureWidgetVisible(self.frame if new is self.area else new, 0, 8)


class PlainPage(QWidget):
    """Welcome and thanks: a title, a sentence, and the tap that begins."""

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self.title = Label(ui, "", "h1", wrap=True, align=_CENTRE)
        self.words = Label(ui, "", "body", "text.secondary", wrap=True, align=_CENTRE)
        self.begin = Button(ui, lambda x: x.t("Begin"), kind=Kind.PRIMARY, touch=True)
        self.begin.setMinimumSize(_BUTTON_WIDE, _BUTTON_HIGH)
        column = QVBoxLayout(self)
        column.addStretch(2)
        column.addWidget(self.title)
        column.addSpacing(12)
        column.addWidget(self.words)
        column.addSpacing(32)
        column.addWidget(self.begin, 0, _CENTRE)
        column.addStretch(3)

    def say(self, title: str, words: str, begin: str) -> None:
        """Show a page; without words for it nothing begins here."""
        self.title.set_words(lambda x: x.t(title))
        self.words.set_words(lambda x: x.t(words))
        self.begin.setVisible(bool(begin))
        if begin:
            self.begin.set_words(lambda x: x.t(begin))
