# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The respondent's screen: one question, large targets, their language, nothing else in reach."""

import time
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from cxfield.errors import UserError
from cxfield.i18n import N_
from cxfield.services import kiosk
from cxfield.services.interview_guide import GuideQuestion, guide_book
from ui.audio.recorder import Sound
from ui.context import Ui
from ui.editors.base import Editor
from ui.pages.interview.respondent_pages import PlainPage, QuestionPage
from ui.pages.interview.respondent_parts import Logo, PinPad, Steps, kiosk_ui
from ui.session import StudySession
from ui.widgets.chips import Tag
from ui.widgets.label import Label

IDLE_MS = 60_000
THROTTLE_MS = 150
HOLD_MS = 2000
_FRAME = 56


@dataclass(frozen=True, slots=True)
class Handing:
    """What is handed over: one interview (`session_id`), or a round of respondents (`round_`)."""

    version_id: str
    language: str
    pin: str = ""
    session_id: str = ""
    round_: kiosk.Round | None = None
    first: str = ""
    idle_ms: int = IDLE_MS


class RespondentScreen(QWidget):
    """`left` when the interviewer took it back with the PIN; it cannot be closed in another way."""

    left = Signal()
    refused = Signal(object)

    def __init__(self, ui: Ui, study: StudySession, handing: Handing) -> None:
        super().__init__(None, Qt.WindowType.Window | Qt.WindowType.FramelessWindowHint)
        self.study, self.handing = study, handing
        self.look = study.read(kiosk.look, handing.version_id)
        self.ui = kiosk_ui(ui, handing.language, self.look.colour)
        self.ui.setParent(self)
        self.book = study.read(guide_book, handing.version_id)
        #: In a round people write themselves; in an interview the interviewer does.
        self._written = handing.round_ is not None
        questions = kiosk.alone(self.book, written=self._written)
        self.by_id: dict[str, GuideQuestion] = {q.row.id: q for q in questions}
        self.session_id = handing.session_id
        self.order: tuple[str, ...] = ()
        self.at = 0
        self.value: Any = None
        self._released = False
        self._busy = False
        self._before_pin: QWidget | None = None
        self._since = time.monotonic()
        self._lay_out()
        self._throttle = _once(self, THROTTLE_MS, self._write)
        self._idle = _once(self, handing.idle_ms, self._idle_over)
        self._hold = _once(self, HOLD_MS, self._ask_pin)
        self.logo.pressed.connect(self._hold.start)
        self.logo.released.connect(self._hold.stop)
        app = QApplication.instance()
        assert app is not None
        app.installEventFilter(self)
        study.closed.connect(self._gone)
        self.setWindowTitle(self.ui.texts.t("Questions"))
        if handing.round_ is not None:
            self._welcome()
        else:
            self._questions(handing.first)

    def _lay_out(self) -> None:
        ui = self.ui
        palette = ui.theme.palette()
        palette.setColor(palette.ColorRole.Window, ui.theme.color("bg.surface"))
        self.setPalette(palette)
        self.setAutoFillBackground(True)
        self.logo = Logo(self)
        self.logo.show_picture(self.study, self.look.logo_id)
        self.steps = Steps(ui)
        self.count = Label(ui, "", "body", "text.secondary", weight=600)
        self.sound = Tag(ui, "", ink="live.base", fill="live.subtle", icon_name="record")
        self.sound.hide()
        self.page, self.plain = QuestionPage(ui, self.handing.language), PlainPage(ui)
        self.back, self.next, self.begin = self.page.back, self.page.next, self.plain.begin
        self.page.chosen.connect(self._changed)
        self.page.worded.connect(self._typed)
        self.back.clicked.connect(lambda: self._go(-1))
        self.next.clicked.connect(lambda: self._go(1))
        self.begin.clicked.connect(self._begin)
        self.pad = PinPad(ui)
        self.pad.entered.connect(self._try_pin)
        self.pad.left.connect(self._back_from_pin)
        self.pages = QStackedWidget()
        for page in (self.page, self.plain, self.pad):
            self.pages.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(_FRAME, 28, _FRAME, 36)
        top = QHBoxLayout()
        top.addWidget(self.logo)
        top.addWidget(self.sound)
        top.addWidget(self.steps, 1)
        top.addWidget(self.count)
        top.setSpacing(20)
        column.addLayout(top)
        column.addWidget(self.pages, 1)

    @property
    def editor(self) -> Editor | None:
        """The editor of the question in front."""
        return self.page.editor

    def show_sound(self, state: Sound) -> None:
        """While there is a recording, whoever answers sees it all the time."""
        words = N_("Sound is recorded") if state is Sound.RECORDING else N_("Recording paused")
        self.sound.set_words(lambda x: x.t(words))
        self.sound.setVisible(state is not Sound.OFF)

    # --- pages

    def show_large(self) -> None:
        """Full screen: on the second screen where there is one."""
        screens = QGuiApplication.screens()
        other = next((s for s in screens if s is not QGuiApplication.primaryScreen()), None)
        if other is not None:
            self.setGeometry(other.geometry())
        else:
            self.setWindowModality(Qt.WindowModality.ApplicationModal)
        self.showFullScreen()

    def _say(self, title: str, words: str, *, begin: str = "") -> None:
        self._idle.stop()
        self.steps.hide()
        self.count.set_words("")
        self.plain.say(title, words, begin)
        self.pages.setCurrentWidget(self.plain)

    def _welcome(self) -> None:
        """The first page of a round; with a full quota nobody is asked any more."""
        assert self.handing.round_ is not None
        self.session_id = ""
        if self.study.read(kiosk.room_left, self.handing.round_).full:
            self._say(N_("Thank you!"), N_("Enough people have answered for now."))
            return
        self._say(
            N_("Tell us about your visit"),
            N_("Answering is voluntary and takes a few minutes. Your name is not asked."),
            begin=N_("Begin"),
        )

    def _begin(self) -> None:
        """One tap begins the next respondent."""
        if self._busy or self.handing.round_ is None:
            return
        self._busy = True
        self.study.call(
            kiosk.begin_respondent,
            round_=self.handing.round_,
            label=N_("Respondent"),
            undoable=False,
            done=self._begun,
            failed=self._trouble,
        )

    def _begun(self, committed: Any) -> None:
        self._busy = False
        self.session_id = committed.value.id
        self._questions("")

    def _questions(self, first: str) -> None:
        self.order = self.study.read(kiosk.open_now, self.book, self.session_id, written=self._written)
        self.at = self.order.index(first) if first in self.order else 0
        if not self.order:
            self._thanks()
            return
        self._show()

    def _show(self) -> None:
        question = self.by_id[self.order[self.at]]
        row = question.row
        self.steps.show()
        self.steps.show_step(self.at, len(self.order))
        self.count.set_words(f"{self.at + 1} / {len(self.order)}")
        given = self.study.read(kiosk.given, self.session_id, row.id)
        wording = self.study.read(kiosk.wording, self.session_id, question)
        self.value = given[0]
        self.page.show_question(question, wording, given, last=self.at + 1 == len(self.order))
        if self.editor is not None and row.type == "photo":
            self.editor.use_owners(self.session_id, self.study.read(kiosk.person_of, self.session_id))
        self.back.setEnabled(self.at > 0)
        self._since = time.monotonic()
        self.pages.setCurrentWidget(self.page)
        self.page.focus_first()
        self._wake()

    def _changed(self, value: Any) -> None:
        self.value = value
        self._keep()

    def _typed(self) -> None:
        """Words go to the disk within a quarter of a second."""
        if not self._throttle.isActive():
            self._throttle.start()

    def _write(self) -> None:
        self.study.call(
            kiosk.write,
            session_id=self.session_id,
            question_id=self.order[self.at],
            words=self.page.words,
            label=N_("Typing"),
            undoable=False,
            failed=self._trouble,
        )

    def _keep(self) -> None:
        """Every choice is kept at once: nothing is lost when the device dies."""
        self._throttle.stop()
        spent = round((time.monotonic() - self._since) * 1000)
        self.study.call(
            kiosk.give,
            session_id=self.session_id,
            question_id=self.order[self.at],
            value=self.value,
            words=self.page.words,
            spent_ms=spent,
            label=N_("Answer"),
            undoable=False,
            failed=self._trouble,
        )

    def _go(self, step: int) -> None:
        """Back keeps the answer; Next without a choice is kept as no answer."""
        if self._busy or self.page.photographing.working:
            return
        here = self.order[self.at]
        self._keep()
        self._busy = True
        # The answer decides what opens: ask after it is on the disk.
        self.study.call(_nothing, undoable=False, done=lambda _c: self._gone_on(here, step))

    def _gone_on(self, here: str, step: int) -> None:
        self._busy = False
        if self._released:
            return
        self.order = self.study.read(kiosk.open_now, self.book, self.session_id, written=self._written)
        at = (self.order.index(here) if here in self.order else self.at) + step
        if at >= len(self.order):
            self._thanks()
        else:
            self.at = max(0, at)
            self._show()

    def _thanks(self) -> None:
        if self.handing.round_ is None:
            self._say(N_("Thank you!"), N_("Please give the device back to the interviewer."))
            return
        self._end()
        self._say(N_("Thank you!"), N_("Your answers were saved."), begin=N_("Next respondent"))
        self.begin.clicked.disconnect()
        self.begin.clicked.connect(self._next_respondent)
        self._wake()

    def _next_respondent(self) -> None:
        self.begin.clicked.disconnect()
        self.begin.clicked.connect(self._begin)
        self._welcome()

    def _end(self) -> None:
        if self.session_id and self.handing.round_ is not None:
            self.study.call(
                kiosk.end_respondent, session_id=self.session_id, label=N_("Respondent"), undoable=False
            )
        self.session_id = "" if self.handing.round_ is not None else self.session_id

    # --- idle, PIN and the way out

    def _wake(self) -> None:
        if self.handing.round_ is not None:
            self._idle.start()

    def _idle_over(self) -> None:
        """Nobody is here: what was answered stays, and the first page returns."""
        if self.pages.currentWidget() is self.pad:
            self._back_from_pin()
        self._end()
        if self.begin.isVisible():
            self._next_respondent()
        else:
            self._welcome()

    def _ask_pin(self) -> None:
        if not self.handing.pin:
            self._release()
            return
        self.pad.begin()
        self._before_pin = self.pages.currentWidget()
        self.pages.setCurrentWidget(self.pad)

    def _back_from_pin(self) -> None:
        if self._before_pin is not None:
            self.pages.setCurrentWidget(self._before_pin)

    def _try_pin(self, digits: str) -> None:
        if digits == self.handing.pin:
            self._release()
        else:
            self.pad.refuse()

    def _release(self) -> None:
        """The interviewer has it back."""
        self._end()
        self._gone()
        self.left.emit()

    def _gone(self) -> None:
        self._released = True
        self.page.photographing.let_go()
        for timer in (self._throttle, self._idle, self._hold):
            timer.stop()
        app = QApplication.instance()
        if app is not None:
            app.removeEventFilter(self)
        self.close()

    def _trouble(self, error: BaseException) -> None:
        self._busy = False
        self.refused.emit(error)
        if isinstance(error, UserError):
            self.page.say(error.say)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Alt+F4 and the window manager do not close it."""
        if self._released:
            super().closeEvent(event)
        else:
            event.ignore()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc held for two seconds, or F11, asks for the PIN; nothing else goes further."""
        if event.key() == Qt.Key.Key_F11:
            self._ask_pin()
        elif event.key() == Qt.Key.Key_Escape and not event.isAutoRepeat():
            self._hold.start()

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """Esc was let go too soon."""
        if event.key() == Qt.Key.Key_Escape and not event.isAutoRepeat():
            self._hold.stop()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A touch anywhere shows that somebody is here."""
        wakes = event.type() in (QEvent.Type.MouseButtonPress, QEvent.Type.TouchBegin, QEvent.Type.KeyPress)
        if wakes and self._idle.isActive():
            self._idle.start()
        return False


def _nothing(_uow: object) -> None:
    """Comes back when everything before it is on the disk."""


def _once(parent: QObject, ms: int, slot: Any) -> QTimer:
    timer = QTimer(parent)
    timer.setSingleShot(True)
    timer.setInterval(ms)
    timer.timeout.connect(slot)
    return timer
