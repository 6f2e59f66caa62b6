# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The centre: one question large enough for two, its editor, follow-up, probes and the answer box."""

from textwrap import shorten
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from cxfield.i18n import pick
from cxfield.services.interview_views import QuestionView, Route, fill_score
from cxfield.services.kiosk import ALONE
from ui.context import Ui
from ui.editors.base import Editor, EditorSpec
from ui.editors.flow import FlowLayout
from ui.editors.registry import make_editor
from ui.pages.interview.answer_card import AnswerCard
from ui.pages.interview.beside import Extras, NoteLine
from ui.pages.interview.handing import words_of_button
from ui.pages.interview.languages import LanguageChoice
from ui.pages.interview.photographing import Photographing
from ui.pages.interview.scroll import WideScroll
from ui.pages.interview.talk import Talk
from ui.pages.interview.words import minutes
from ui.shortcuts import keycap_of
from ui.widgets.buttons import Button, IconButton, Kind
from ui.widgets.chips import Chip, Tag
from ui.widgets.containers import Card, Glyph
from ui.widgets.label import Label

LONG_MS = 4 * 60_000
_LARGE = 1.5
#: A way back names its question in so many letters.
_TITLE = 36


class QuestionPane(QWidget):
    """Shows what `Talk` has in front; what the user does goes to `Talk`."""

    skip_wanted = Signal()
    language_wanted = Signal(object)

    def __init__(self, ui: Ui, talk: Talk) -> None:
        super().__init__()
        self.ui = ui
        self.talk = talk
        self._shown = ""
        self._tight = False
        self.editor: Editor | None = None
        self.probes: list[Chip] = []
        self.head = _Header(ui)
        self.back = Chip(ui, "", key=keycap_of("interview.back"), icon_name="undo", base_height=40)
        self.back.hide()
        self.text = Label(ui, "", "question", wrap=True)
        self.hint = Label(ui, "", "body", "text.secondary", wrap=True)
        self._editor_place = QVBoxLayout()
        self.follow = FollowUpCard(ui)
        self._probe_row = QWidget()
        self._flow = FlowLayout(self._probe_row)
        self.answer = AnswerCard(ui, talk)
        self.extras, self.note = Extras(ui, talk), NoteLine(ui, talk)
        self.previous = Button(ui, lambda x: x.t("Previous"), icon_name="chevron-left", touch=True)
        self.skip = Button(ui, lambda x: x.tc("question", "Skip"), touch=True)
        self.next = _next_button(ui)
        self.hand = IconButton(ui, "survey", words_of_button, kind=Kind.OUTLINE, touch=True)
        self.language = LanguageChoice(ui, lambda x: x.t("Language of the interview"), short=True)
        self.language.offer(talk.head.languages, talk.head.language)
        self._lay_out()
        self.photographing = Photographing(ui, self, files=True)
        talk.study.closed.connect(self.photographing.let_go)
        self.previous.clicked.connect(lambda: self.talk.go(-1))
        self.back.clicked.connect(talk.come_back)
        self.skip.clicked.connect(self.skip_wanted)
        self.language.chosen.connect(self.language_wanted)
        self.answer.note_tool.clicked.connect(self.note.begin)
        self.note.closed.connect(self._leave_note)
        ui.texts_changed.connect(self.retranslate)

    def _leave_note(self) -> None:
        """Back to the answer; a note that was begun stays in its line."""
        if not self.note.input.text():
            self.note.hide()
        self.answer.box.setFocus(Qt.FocusReason.OtherFocusReason)

    def _lay_out(self) -> None:
        content = QWidget()
        self._column = QVBoxLayout(content)
        self._column.setContentsMargins(24, 16, 24, 4)
        self._column.setSpacing(12)
        self._column.addWidget(self.head)
        self._column.addWidget(self.back, 0, Qt.AlignmentFlag.AlignLeft)
        self._column.addWidget(self.text)
        self._column.addWidget(self.hint)
        self._column.addLayout(self._editor_place)
        self._column.addWidget(self.follow)
        self._column.addWidget(self.extras)
        self._column.addWidget(self._probe_row)
        self._column.addWidget(self.answer, 1)
        self._column.addWidget(self.note)
        foot = QHBoxLayout()
        foot.setContentsMargins(24, 10, 24, 16)
        foot.setSpacing(6)
        foot.addWidget(self.previous)
        foot.addWidget(self.skip)
        foot.addWidget(self.hand)
        foot.addStretch(1)
        foot.addWidget(self.language)
        foot.addWidget(self.next)
        self._foot = foot
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(WideScroll(self.ui, content), 1)
        column.addLayout(foot)

    def set_compact(self, compact: bool) -> None:
        """On a tablet the header goes (the tabs say it) and margins shrink."""
        self._tight = compact
        side = 16 if compact else 24
        self._column.setSpacing(8 if compact else 12)
        self._column.setContentsMargins(side, 12 if compact else 16, side, 4)
        self._foot.setContentsMargins(side, 10, side, 12 if compact else 16)
        self.head.setVisible(not compact)
        self.answer.set_compact(compact)
        self.next.set_key("" if compact else keycap_of("interview.next"))
        self.previous.set_words("" if compact else (lambda x: x.t("Previous")))
        self._name_previous()

    def _name_previous(self) -> None:
        """Spoken also where it is only a sign."""
        words = self.ui.texts.t("Previous question")
        self.previous.setAccessibleName(words)
        self.previous.setToolTip(f"{words} ({keycap_of('interview.previous')})")

    def retranslate(self) -> None:
        """Say the parts that are composed here again."""
        self._name_previous()
        if self.talk.question is not None:
            self.show_question(focus=False)

    # --- showing

    def show_question(self, *, focus: bool = True) -> None:
        """Bring another question to the front, or the same one in another language."""
        view = self.talk.question
        assert view is not None
        language = self.talk.head.language
        same = self._shown == view.id
        self._shown = view.id
        self.text.set_words(pick(view.text, language))
        hint = pick(view.hint, language)
        self.hint.set_words(hint)
        self.hint.setVisible(bool(hint))
        self._make_editor(view, language)
        self._make_probes(view, language)
        if not same:
            words, times = self.talk.words_of(view)
            self.answer.load(view, words, times, self.talk.cursor)
        self.show_answer()
        last = self.talk.index() + 1 == len(self.talk.outline.asked)
        self.next.set_words(lambda x: x.t("To the end") if last else x.t("Next question"))
        self.previous.setEnabled(self.talk.index() > 0)
        self._show_back(language)
        if focus and not same:
            self._focus_first(view)

    def _show_back(self, language: str) -> None:
        """After a jump: the way back to the question that was left."""
        came = self.talk.came_from
        self.back.setVisible(came is not None)
        if came is not None:
            title = shorten(pick(came.title, language), _TITLE, placeholder="…")
            self.back.set_words(lambda x: x.t("Back: {question}", question=title))

    def _focus_first(self, view: QuestionView) -> None:
        answered = view.value is not None or bool(self.answer.box.document().characterCount() > 1)
        if self.editor is None or self.editor.beside or answered or not self.editor.focus_first():
            self.answer.box.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_answer(self) -> None:
        """The kept values changed; words being typed are left alone."""
        view = self.talk.question
        if view is None or view.id != self._shown:
            return
        if self.editor is not None:
            self.editor.set_value(view.value)
        for index, chip in enumerate(self.probes):
            chip.set_used(index in view.probes_used)
        route = view.follow_up.route(view.value) if view.follow_up else None
        self.follow.show_route(route, view.value, self.talk.head.language)
        self.answer.show_kept(view)
        self.head.show_where(self.talk)
        self.language.offer(self.talk.head.languages, self.talk.head.language)
        # With the largest text on a small screen there is no room for it; its key works all the same.
        roomy = not (self._tight and self.ui.theme.scale >= _LARGE)
        self.hand.setVisible(view.type in ALONE and roomy and not self.talk.read_only)
        for control in (self.skip, self.answer.box, *self.probes):
            control.setEnabled(not self.talk.read_only)

    def tick(self) -> None:
        """Once a second: the time on this question."""
        self.head.show_time(self.talk.spent())

    def _make_editor(self, view: QuestionView, language: str) -> None:
        ends = (dict(view.ends[0]), dict(view.ends[1])) if view.ends else None
        spec = EditorSpec(view.type, view.asked, language, ends)
        if self.editor is not None:
            if self.editor.spec == spec and self.editor.objectName() == view.id:
                return
            self._editor_place.removeWidget(self.editor)
            self.editor.hide()
            self.editor.deleteLater()
        self.editor = make_editor(self.ui, spec)
        self.editor.setObjectName(view.id)
        self.editor.use_owners(self.talk.session_id, self.talk.head.participant_id)
        self.editor.setEnabled(not self.talk.read_only)
        self.photographing.serve(self.editor)
        self.editor.changed.connect(self._answered)
        self.editor.set_value(view.value)
        if self.editor.beside:
            # Never shown, yet owned: Python's collector takes a tree of widgets without an owner apart in
            # the wrong order and ends the program.
            self.editor.setParent(self)
            self.editor.hide()
        else:
            self._editor_place.addWidget(self.editor)

    def _answered(self, value: Any) -> None:
        self.talk.answer(value)

    def _make_probes(self, view: QuestionView, language: str) -> None:
        while (item := self._flow.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.probes = []
        for index, words in enumerate(view.probes):
            chip = Chip(self.ui, pick(words, language), key=_probe_key(index))
            chip.clicked.connect(lambda _on=False, at=index: self.talk.probe(at))
            chip.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            chip.set_used(index in view.probes_used)
            self._flow.addWidget(chip)
            chip.show()
            self.probes.append(chip)
        self._probe_row.setVisible(bool(self.probes))
        self._probe_row.updateGeometry()


def _probe_key(index: int) -> str:
    return keycap_of(f"interview.probe.{index + 1}") if index < 9 else ""


def _next_button(ui: Ui) -> Button:
    key = keycap_of("interview.next")
    return Button(ui, lambda x: x.t("Next question"), kind=Kind.PRIMARY, key=key, touch=True)


class _Header(QWidget):
    """Theme n/m, its name, the time on this question."""

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self.ui = ui
        self.theme = Tag(ui, "", ink="accent.base", fill="bg.selected")
        self.name = Label(ui, "", "body", "text.secondary", weight=500, elide=True)
        self._sign = Glyph(ui, "timer", 18, "text.secondary")
        self.time = Label(ui, "", "body", "text.secondary")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.theme)
        row.addWidget(self.name, 1)
        row.addWidget(self._sign)
        row.addWidget(self.time)

    def show_where(self, talk: Talk) -> None:
        """Show the theme of the question in front."""
        outline, view = talk.outline, talk.question
        if view is None:
            return
        parts = outline.sections
        # By the question: themes that a study made itself may share a key.
        index = next((n for n, part in enumerate(parts, 1) if any(i.id == view.id for i in part.items)), 0)
        part = parts[index - 1] if index else outline.warmup
        said = {"n": index, "m": len(parts)}
        self.theme.set_words(lambda x: x.t("Theme {n}/{m}", **said) if index else x.t("Before the themes"))
        self.name.set_words(pick(part.name, talk.head.language) if part else "")
        self.show_time(talk.spent())

    def show_time(self, spent_ms: int) -> None:
        """The time turns amber after four minutes, silently."""
        token = "warning.base" if spent_ms > LONG_MS else "text.secondary"
        self.time.set_color(token)
        self._sign.set_icon_name("timer", token)
        words = minutes(spent_ms)
        self.time.set_words(lambda x: x.t("question {time}", time=words))


class FollowUpCard(Card):
    """The conditional follow-up, under the scale, without moving it."""

    def __init__(self, ui: Ui) -> None:
        super().__init__(ui, line="accent.line")
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 10, 16, 12)
        row.setSpacing(14)
        row.addWidget(Glyph(ui, "interview", 22, "accent.base"))
        column = QVBoxLayout()
        column.setSpacing(0)
        self.range = Label(ui, "", "small", "text.secondary")
        self.words = Label(ui, "", "answer", weight=600, wrap=True)
        column.addWidget(self.range)
        column.addWidget(self.words)
        row.addLayout(column, 1)
        self.hide()

    def show_route(self, route: Route | None, value: object, language: str) -> None:
        """Show the wording that the value opens."""
        self.setVisible(route is not None)
        if route is not None:
            low, high = route.low, route.high
            self.range.set_words(lambda x: x.t("Follow-up for the score {low}–{high}", low=low, high=high))
            self.words.set_words(fill_score(route.text, value, language))
