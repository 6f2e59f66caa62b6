# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A running interview on the screen: bar, guide, question, feelings."""

from functools import partial

from PySide6.QtCore import QEvent, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from cxfield.errors import UserError
from cxfield.model.enums import SessionState
from cxfield.services.kiosk import ALONE
from ui.audio.devices import Player, Source
from ui.context import Ui
from ui.pages.interview.bar import InterviewBar
from ui.pages.interview.feelings import QUESTION, FeelingsPanel
from ui.pages.interview.going import offer, rows_of
from ui.pages.interview.handing import ask_pin, hand_over
from ui.pages.interview.outline import OutlinePanel, ThemeTabs
from ui.pages.interview.question import QuestionPane
from ui.pages.interview.respondent import Handing, RespondentScreen
from ui.pages.interview.sheets import BREAK, END, ask_consents, ask_end, ask_skip
from ui.pages.interview.sound import SoundDesk
from ui.pages.interview.talk import Talk
from ui.shortcuts import bind
from ui.widgets.dialog import Dialog
from ui.widgets.tab_order import chain_tabs
from ui.widgets.toast import Toast

#: Below this width the guide becomes tabs.
NARROW = 1180
_SIDE = 516
_UNBOUND = 16_777_215
#: Modifiers with which a key still types a sign; AltGr is one of them.
_TYPING = (
    Qt.KeyboardModifier.ShiftModifier
    | Qt.KeyboardModifier.KeypadModifier
    | Qt.KeyboardModifier.GroupSwitchModifier
)


class TalkView(QWidget):
    """Shows one `Talk`; `closed` when the user leaves it."""

    closed = Signal()
    menu_wanted = Signal()

    def __init__(
        self, ui: Ui, talk: Talk, source: Source | None = None, player: Player | None = None
    ) -> None:
        super().__init__()
        self.ui = ui
        self.talk = talk
        self.bar = InterviewBar(ui)
        self.sound = SoundDesk(ui, talk, source, player)
        self.bar.use_sound(self.sound.button)
        self.tabs = ThemeTabs(ui)
        self.outline = OutlinePanel(ui)
        self.pane = QuestionPane(ui, talk)
        self.feelings = FeelingsPanel(ui, talk.head.language)
        self.toast = Toast(ui, self)
        self.screen_away: RespondentScreen | None = None
        self._narrow: bool | None = None
        self._compact = True
        self._lay_out()
        self._connect()
        self._keys()
        self._clock = QTimer(self)
        self._clock.setInterval(1000)
        self._clock.timeout.connect(self._tick)
        self._clock.start()
        self.bar.show_head(talk.head)
        self.feelings.show_moments(talk.moments)
        self._tick()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addWidget(self.tabs)
        self._sides = row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self.outline)
        row.addWidget(self.pane, 1)
        # Both at once would widen the window before its width is known.
        self.outline.hide()
        self.feelings.setMaximumWidth(round(_SIDE * max(1.0, self.ui.theme.scale)))
        row.addWidget(self.feelings, 50)
        column.addLayout(row, 1)

    def _connect(self) -> None:
        talk = self.talk
        talk.head_changed.connect(self._head_changed)
        talk.outline_changed.connect(self._show_outline)
        talk.question_changed.connect(self._question_changed)
        talk.answer_changed.connect(self._answer_changed)
        talk.moments_changed.connect(lambda: self.feelings.show_moments(talk.moments))
        talk.refused.connect(self._refused)
        talk.ended.connect(self.closed)
        self.bar.menu_wanted.connect(self.menu_wanted)
        self.bar.pause_wanted.connect(talk.pause)
        self.bar.stop_wanted.connect(self.stop)
        self.bar.consent_wanted.connect(self._consents)
        self.outline.question_wanted.connect(talk.jump)
        self.tabs.question_wanted.connect(talk.jump)
        self.outline.list_wanted.connect(self.list_questions)
        self.tabs.list_wanted.connect(self.list_questions)
        self.sound.said.connect(self._refused)
        self.sound.recorder.changed.connect(self._show_sound_away)
        self.pane.answer.box.time_clicked.connect(self.sound.hear)
        self.pane.skip_wanted.connect(self.skip)
        self.pane.hand.clicked.connect(self.hand)
        self.pane.language_wanted.connect(talk.speak)
        self.pane.next.clicked.connect(self.next)
        self.feelings.valence_chosen.connect(talk.valence)
        self.feelings.emotions_chosen.connect(self._emotions)
        self.feelings.refused.connect(self._refused)
        self.ui.texts_changed.connect(self._show_outline)
        self.ui.theme_changed.connect(self._fit)

    def _keys(self) -> None:
        for shortcut, slot in (
            ("interview.next", self.next),
            ("interview.previous", lambda: self.talk.go(-1)),
            ("interview.back", self.talk.come_back),
            ("interview.goto", self.list_questions),
            ("interview.skip", self.skip),
            ("interview.quote", self.pane.answer.mark),
            ("interview.star", self.talk.star),
            ("interview.return", partial(self.pane.answer.mark_words, "follow_up")),
            ("interview.deviant", partial(self.pane.answer.mark_words, "deviant")),
            ("interview.hand", self.hand),
            ("interview.record", self.sound.toggle),
            ("interview.note", self.pane.note.begin),
            ("interview.turn", self.pane.answer.change_turn),
            ("interview.sign", self.pane.answer.put_sign),
            ("interview.tag", self.pane.answer.put_tag),
            ("interview.pause", self.talk.pause),
            ("interview.stop", self.stop),
        ):
            bind(self, shortcut, slot)
        for number in range(1, 10):
            bind(self, f"interview.probe.{number}", partial(self.talk.probe, number - 1))

    def leave(self) -> None:
        """It goes off the screen for good."""
        self.sound.leave()
        self.talk.close()

    def set_compact(self, compact: bool) -> None:
        """The window became narrow or wide."""
        self._compact = compact
        self._narrow = None
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Tabs take the place of the guide on a narrow page."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        narrow = self.width() < NARROW * max(1.0, self.ui.theme.scale)
        self.bar.fit(self.width())
        if narrow != self._narrow:
            self.outline.setVisible(not narrow)
            self.tabs.setVisible(narrow)
            self._narrow = narrow
            self.bar.set_compact(self._compact, tight=narrow)
            self.pane.set_compact(narrow)
            self.feelings.set_compact(narrow)
        self._stack()

    def event(self, event: QEvent) -> bool:
        """A question may need more width than the one before."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._stack()
        return super().event(event)

    def _stack(self) -> None:
        """With large text on a small screen the feelings stand below the question."""
        needs = self.pane.minimumSizeHint().width() + self.feelings.minimumSizeHint().width()
        below = self._narrow is True and self.ui.theme.scale > 1 and needs > self.width()
        way = QBoxLayout.Direction.TopToBottom if below else QBoxLayout.Direction.LeftToRight
        wide = _UNBOUND if below else round(_SIDE * max(1.0, self.ui.theme.scale))
        if wide != self.feelings.maximumWidth():
            self.feelings.setMaximumWidth(wide)
        if self._sides.direction() is not way:
            self._sides.setDirection(way)
            self._sides.setStretchFactor(self.pane, 60 if below else 1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Words typed where no words belong go to the answer box; keys that mean something there stay."""
        box = self.pane.answer.box
        held = event.modifiers() & ~_TYPING
        said = event.text()
        ended = self.talk.head.state is SessionState.DONE
        words = bool(said.strip()) and said.isprintable() and not held
        if not words or ended or box.hasFocus() or not box.isEnabled():
            super().keyPressEvent(event)
            return
        box.setFocus(Qt.FocusReason.OtherFocusReason)
        QApplication.sendEvent(box, event)

    # --- verbs that need a question first

    def next(self) -> None:
        """Go on; after the last question, to the end."""
        if not self.talk.go(1):
            self.stop()

    def list_questions(self, theme: int | None = None, point: QPoint | None = None) -> None:
        """Every question of the guide, or of a theme, to go to at once."""
        talk = self.talk
        section = talk.outline.sections[theme] if theme is not None else None
        rows = rows_of(talk.outline, talk.head.language, section)
        current = talk.question.id if talk.question is not None else ""
        corner = point or self.pane.mapToGlobal(QPoint(0, 0))
        offer(self.ui, self.pane.answer.box, rows, current, corner, talk.jump)

    def skip(self) -> None:
        """Ask why, and go on."""
        if self.talk.read_only:
            return
        sheet = ask_skip(self.ui, self)
        sheet.chosen.connect(lambda why: self.talk.skip(why) if why not in ("", "back") else None)
        self._open(sheet)

    def hand(self) -> None:
        """Hand the screen over, from the question in front on."""
        talk, view = self.talk, self.talk.question
        if talk.read_only or view is None or view.type not in ALONE:
            return
        talk.leave()

        def give(pin: str) -> None:
            handing = Handing(
                talk.head.version_id, talk.head.language, pin, session_id=talk.session_id, first=view.id
            )
            self.screen_away = hand_over(self.ui, talk.study, handing, self._handed_back)
            self._show_sound_away()

        ask_pin(self.ui, self, give)

    def _show_sound_away(self) -> None:
        if self.screen_away is not None:
            self.screen_away.show_sound(self.sound.recorder.state)

    def _handed_back(self) -> None:
        self.screen_away = None
        self.pane.answer.box.setFocus()

    def stop(self) -> None:
        """Ask how it ends; an ended one is only closed."""
        if self.talk.head.state is SessionState.DONE or self.talk.read_only:
            self.talk.leave()
            self.closed.emit()
            return
        self.talk.flush()
        sheet = ask_end(self.ui, self.talk, self)
        sheet.chosen.connect(self._stopped)
        self._open(sheet)

    def _stopped(self, way: str) -> None:
        if way in (END, BREAK):
            self.talk.stop(interrupted=way == BREAK)

    def _consents(self) -> None:
        self._open(ask_consents(self.ui, self.talk, self))

    def _open(self, sheet: Dialog) -> None:
        sheet.finished.connect(sheet.deleteLater)
        sheet.open()

    def _emotions(self, target: str, picks: object) -> None:
        if target == QUESTION:
            self.talk.answer(picks)
        elif isinstance(picks, list):
            self.talk.emotions(target, picks)

    # --- showing

    def _head_changed(self) -> None:
        self.bar.show_head(self.talk.head)
        self.feelings.set_language(self.talk.head.language)
        self.pane.show_question(focus=False)
        self._show_outline()
        self._tick()

    def _question_changed(self) -> None:
        self.pane.show_question()
        self._show_side()
        self._show_outline()
        chain_tabs(self)

    def _answer_changed(self) -> None:
        self.pane.show_answer()
        self._show_side()

    def _show_side(self) -> None:
        view, editor = self.talk.question, self.pane.editor
        if view is not None and editor is not None:
            wheel = str(view.asked.settings.get("wheel", ""))
            self.feelings.use_question(view.value, asks=editor.beside, wheel=wheel)

    def _show_outline(self) -> None:
        talk = self.talk
        view = talk.question
        current = view.id if view else ""
        running = max(0, talk.spent() - (view.spent_ms if view else 0))
        for part in (self.outline, self.tabs):
            part.show_outline(talk.outline, current, talk.head.language, running)

    def _tick(self) -> None:
        talk = self.talk
        self.bar.tick(talk.now())
        self.pane.tick()
        self._show_outline()

    def _refused(self, error: BaseException) -> None:
        if isinstance(error, UserError):
            self.toast.show_words(error.say)
        else:
            raise error
