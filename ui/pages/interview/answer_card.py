# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The answer box in its frame, with quote and star below."""

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from cxfield.errors import UserError
from cxfield.i18n import N_, Texts
from cxfield.model.enums import ConsentItem
from cxfield.services.interview import LONGEST_ANSWER
from cxfield.services.interview_views import QuestionView
from ui.context import Say, Ui
from ui.editors.answer_box import AnswerBox
from ui.editors.flow import FlowLayout
from ui.pages.interview.beside import note_button
from ui.pages.interview.tagging import Tagging, look_of
from ui.pages.interview.talk import Talk
from ui.pages.interview.verbatim import next_turn, token_menu
from ui.pages.observe.personal import PersonalHint
from ui.shortcuts import keycap_of
from ui.widgets.buttons import Button, IconButton, Kind
from ui.widgets.containers import Line
from ui.widgets.label import Label
from ui.widgets.paint import box, brush, icon, keycap, keycap_size, text
from ui.widgets.ratings import MarkToggle

_BOX_ROWS = 3
#: How long after the last key the paragraph is looked at for personal data.
_LOOK_MS = 400
#: Marks on words: mark, name, icon, shortcut.
WORD_TOOLS = (
    ("follow_up", N_("Come back to this"), "flag", "interview.return"),
    ("deviant", N_("Deviant case"), "split", "interview.deviant"),
)


class AnswerCard(QWidget):
    """The answer box in its frame, with quote and star below; a sentence when something does not fit."""

    def __init__(self, ui: Ui, talk: Talk) -> None:
        super().__init__()
        self.ui = ui
        self.talk = talk
        self.box = AnswerBox(ui, now=talk.now, limit=LONGEST_ANSWER)
        self.box.set_placeholder(lambda x: x.t("The answer, in the words that were said"))
        self.note = Label(ui, "", "small", "danger.base", wrap=True)
        self.note.hide()
        self.personal = PersonalHint(ui)
        self._look = QTimer(self)
        self._look.setSingleShot(True)
        self._look.setInterval(_LOOK_MS)
        self._look.timeout.connect(lambda: self.personal.look(self.box.textCursor().block().text()))
        key = keycap_of("interview.quote")
        self.quote = QuoteButton(ui, lambda x: x.t("Quote"), icon_name="quote", key=key, touch=True)
        self.star = SignToggle(ui, N_("Star"), "star", "interview.star")
        self.marks = {mark: SignToggle(ui, *rest) for mark, *rest in WORD_TOOLS}
        self.sign = IconButton(ui, "more", lambda x: x.t("Sign in brackets"), kind=Kind.OUTLINE, touch=True)
        self.note_tool = note_button(ui)
        self.tag = IconButton(ui, "tag", _tag_words, kind=Kind.OUTLINE, touch=True)
        self.tagging = Tagging(ui, self.box, talk.marking)
        self.tags = Label(ui, "", "small", "source.observation", weight=600, elide=True)
        self.count = Label(ui, "", "small", "source.interview", weight=600)
        self._lay_out()
        self.box.edited.connect(self._edited)
        self.box.edited.connect(self._look.start)
        self.box.left.connect(self._left)
        self.box.entered.connect(self.update)
        self.box.moved.connect(self._moved)
        self.box.too_long.connect(self._too_long)
        self.box.cleaned.connect(self._cleaned)
        self.quote.clicked.connect(self.mark)
        self.star.clicked.connect(talk.star)
        for mark, toggle in self.marks.items():
            toggle.clicked.connect(lambda _on=False, of=mark: self.mark_words(of))
        self.sign.clicked.connect(self.put_sign)
        self.tag.clicked.connect(self.put_tag)
        self.tagging.shown.connect(self.tags.set_words)
        talk.trouble.connect(self._trouble)
        talk.keeper.use(self.box.snapshot)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(2, 2, 2, 2)
        column.setSpacing(0)
        column.addWidget(self.box, 1)
        note = QHBoxLayout()
        note.setContentsMargins(16, 0, 16, 4)
        note.addWidget(self.note, 1)
        note.addWidget(self.tags, 1)
        note.addStretch(0)
        note.addWidget(self.count)
        column.addLayout(note)
        hint = QHBoxLayout()
        hint.setContentsMargins(16, 0, 16, 4)
        hint.addWidget(self.personal)
        column.addLayout(hint)
        column.addWidget(Line(self.ui))
        holder = QWidget()
        tools = FlowLayout(holder, gap=5)
        controls = (self.quote, self.star, self.tag, *self.marks.values(), self.note_tool, self.sign)
        for control in controls:
            control.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            tools.addWidget(control)
        around = QHBoxLayout()
        around.setContentsMargins(6, 7, 6, 7)
        around.addWidget(holder)
        column.addLayout(around)
        theme = self.ui.theme
        self.box.setMinimumHeight(theme.line("answer") * _BOX_ROWS)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)

    def set_compact(self, compact: bool) -> None:
        """On a tablet the key goes, so that the tools stand in one row."""
        self.quote.set_key("" if compact else keycap_of("interview.quote"))

    def paintEvent(self, event: object) -> None:
        """The frame; the ring takes the place of its outline."""
        painter: QPainter = brush(self)
        theme = self.ui.theme
        focus = self.box.hasFocus()
        line = theme.color("focus.ring" if focus else "line.strong")
        area = QRectF(self.rect())
        box(painter, area, theme.radius("card"), theme.color("bg.surface"), line, 2 if focus else 1)
        painter.end()

    def load(self, view: QuestionView, words: str, times: tuple[int, ...], cursor: int) -> None:
        """Show the words of another question."""
        self.box.load(words, times)
        self._show_marks(view)
        self.box.place_cursor(cursor or len(words.encode("utf-16-le", "surrogatepass")) // 2)
        self._say(None)
        self._look.start()

    def show_kept(self, view: QuestionView) -> None:
        """Show marks and star; words are shown again only where they were changed elsewhere."""
        if view.words != self.box.toPlainText() and self.talk.settled:
            cursor = self.box.cursor_place()
            self.box.load(view.words, view.times)
            self.box.place_cursor(cursor)
        if self.talk.settled:
            self._show_marks(view)
        self.star.setChecked(view.star)
        self._allow(sum(mark.quote for mark in view.marks))
        self._show_tools()

    def _show_marks(self, view: QuestionView) -> None:
        looks = {mark.id: look_of(mark) for mark in view.marks}
        self.box.set_marks({mark.id: (mark.start, mark.end) for mark in view.marks}, looks)

    def _show_tools(self) -> None:
        """What the words at the cursor are marked as."""
        view, at = self.talk.question, self.box.marks_at_cursor()
        marked = [mark for mark in view.marks if mark.id in at and mark.marks] if view else []
        here = marked[0] if marked else None
        for mark, toggle in self.marks.items():
            toggle.setChecked(here is not None and mark in here.marks)
            toggle.setEnabled(not self.talk.read_only)
        for tool in (self.sign, self.note_tool, self.tag):
            tool.setEnabled(not self.talk.read_only)
        self.tagging.tell(view)

    def mark_words(self, mark: str) -> None:
        """Mark the selected words, or the sentence just typed."""
        self.talk.marking.words(*self.box.selected(), mark)

    def put_tag(self) -> None:
        """Offer the tags."""
        if self.box.isEnabled() and not self.talk.read_only:
            self.tagging.menu(self.talk.question, self.tag.mapToGlobal(QPoint(0, self.tag.height())))

    def put_sign(self) -> None:
        """Offer the signs in brackets."""
        if self.box.isEnabled() and not self.talk.read_only:
            place = self.sign.mapToGlobal(QPoint(0, self.sign.height()))
            token_menu(self.ui, self.box, self.change_turn, place)

    def change_turn(self) -> None:
        """Begin the other speaker's turn."""
        if self.box.isEnabled() and not self.talk.read_only:
            asker = self.ui.texts.tc("speaker", "I")
            next_turn(self.box, asker, self.talk.head.code or self.ui.texts.tc("speaker", "P"))
            self.box.setFocus(Qt.FocusReason.OtherFocusReason)

    def mark(self) -> None:
        """Mark the selected words as a quote; without a selection, take the mark at the cursor off."""
        if not self.quote.isEnabled():
            self._say(UserError(_no_consent(self.talk)))
            return
        start, end = self.box.selected()
        view, at = self.talk.question, self.box.marks_at_cursor()
        quoted = [mark.id for mark in view.marks if mark.id in at and mark.quote] if view else []
        if start == end and quoted:
            self.talk.marking.unquote(quoted[0])
        else:
            self.talk.marking.quote(start, end)
            cursor = self.box.textCursor()
            cursor.clearSelection()
            self.box.setTextCursor(cursor)

    def _allow(self, quotes: int) -> None:
        given = self.talk.allowed(ConsentItem.QUOTES) is True and not self.talk.read_only
        self.quote.setEnabled(given)
        self.quote.set_tip(
            (lambda x: f"{x.t('Quote')} ({keycap_of('interview.quote')})")
            if given
            else (lambda x: x.t(_no_consent(self.talk)))
        )
        self.star.setEnabled(not self.talk.read_only)
        if given:
            self.count.set_words(lambda x: x.tn("{n} quote", "{n} quotes", quotes) if quotes else "")
        else:
            self.count.set_words("" if self.talk.read_only else (lambda x: x.t("quotes not allowed")))
        self.count.set_color("source.interview" if given else "text.tertiary")

    def _edited(self) -> None:
        self.talk.cursor = self.box.cursor_place()
        self.talk.typed()
        if not self.note.isHidden() and not self.talk.unsaved:
            self._say(None)

    def _left(self) -> None:
        self.update()
        self.talk.flush()
        self.talk.seal()

    def _moved(self) -> None:
        self.talk.moved(self.box.cursor_place())
        if self.talk.question is not None and self.talk.question.marks:
            self._show_tools()

    def _too_long(self) -> None:
        most = self.ui.texts.number(LONGEST_ANSWER)
        self._show(lambda x: x.t("An answer holds at most {most} characters. Nothing was added.", most=most))

    def _cleaned(self) -> None:
        self._show(lambda x: x.t("Characters that no file can hold were left out of what was pasted."))

    def _trouble(self, error: BaseException | None) -> None:
        self._say(error)

    def _say(self, error: BaseException | None) -> None:
        if error is None:
            self.note.hide()
            return
        self._show(lambda x: error.say(x) if isinstance(error, UserError) else _unsaved(x))

    def _show(self, words: Say) -> None:
        self.note.set_words(words)
        self.note.show()


class QuoteButton(Button):
    """Outlined in the colour of interviews while quoting is allowed."""

    def draw(self, painter: QPainter) -> None:
        """Fill, outline, icon, word, key cap."""
        if not self.isEnabled():
            super().draw(painter)
            return
        theme = self.theme
        ink = theme.color("source.interview")
        fill = theme.color("bg.pressed" if self.isDown() else "bg.hover" if self.hovered() else "bg.surface")
        box(painter, self.rect(), theme.radius("control"), fill, ink)
        size = theme.px(20)
        words = theme.text_width("control", self.words, 500)
        cap, high = keycap_size(theme, self._key) if self._key else (-8, 0)
        left = (self.width() - size - 8 - words - 8 - cap) / 2
        icon(painter, theme, "quote", left, (self.height() - size) / 2, size, ink)
        left += size + 8
        area = QRectF(left, 0, words + 2, self.height())
        text(painter, area, self.words, theme.font("control", 500), ink)
        if self._key:
            keycap(painter, theme, left + words + 8, (self.height() - high) / 2, self._key)


class SignToggle(MarkToggle):
    """A mark of which only the sign is shown; its name is in the tooltip and spoken."""

    def __init__(self, ui: Ui, words: str, icon_name: str, shortcut: str) -> None:
        self._name = words
        super().__init__(ui, "", icon_name=icon_name, base_height=48)
        self.set_tip(lambda x: f"{x.t(words)} ({keycap_of(shortcut)})")

    def retranslate(self) -> None:
        """Spoken with its name."""
        super().retranslate()
        self.setAccessibleName(self.ui.texts.t(self._name))

    def sizeHint(self) -> QSize:
        """As wide as high."""
        high = super().sizeHint().height()
        return QSize(high, high)


def _tag_words(texts: Texts) -> str:
    return f"{texts.t('Tag')} ({keycap_of('interview.tag')}, #)"


def _unsaved(texts: Texts) -> str:
    return texts.t("The words are not saved yet. They stay here and saving is tried again.")


def _no_consent(talk: Talk) -> str:
    if talk.read_only:
        return N_("This window may only look. Close the other one to write.")
    return N_("Quoting is not allowed in the consent. A tap on the consent changes it.")
