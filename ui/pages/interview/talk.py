# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A running interview as the room sees it: what is shown, and every verb with its commit."""

import time
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from cxfield.clock import Clock, SystemClock, session_t
from cxfield.errors import UserError
from cxfield.i18n import N_
from cxfield.model.enums import ConsentItem, SessionState
from cxfield.services import interview as verbs
from cxfield.services import interview_marks as picks
from cxfield.services import interview_views as views
from ui.context import Ui
from ui.editors.answer_box import Snapshot
from ui.session import StudySession

#: Words go to the writer at most this often, so that they are on disk within 250 ms.
THROTTLE_MS = 150
PLACE_AFTER_MS = 400
RETRY_MS = 2000
_KINDS = frozenset(("answer", "session", "consent", "participant", "moment", "extract", "question"))


class Talk(QObject):
    """One interview. Signals say what to show again; the words on the screen are never taken back."""

    head_changed = Signal()
    outline_changed = Signal()
    question_changed = Signal()
    answer_changed = Signal()
    moments_changed = Signal()
    refused = Signal(object)
    trouble = Signal(object)
    ended = Signal()

    def __init__(self, ui: Ui, study: StudySession, session_id: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.ui = ui
        self.study = study
        self.session_id = session_id
        self.clock: Clock = getattr(study.file, "clock", None) or SystemClock()
        self.head = study.read(views.head, session_id)
        self.outline = study.read(views.outline, session_id)
        self.moments = study.read(views.moments, session_id)
        self.question: views.QuestionView | None = None
        self.cursor = 0
        self._spent_ms = 0
        self._entered = time.monotonic()
        self._own: Any = None
        self._writing = False
        self._dirty = False
        self._unsaved: dict[str, verbs.Words] = {}
        self._words: Callable[[], Snapshot] | None = None
        self._flush = QTimer(self)
        self._flush.setSingleShot(True)
        self._flush.setInterval(THROTTLE_MS)
        self._flush.timeout.connect(self.flush)
        self._retry = QTimer(self)
        self._retry.setSingleShot(True)
        self._retry.setInterval(RETRY_MS)
        self._retry.timeout.connect(self._again)
        self._place = QTimer(self)
        self._place.setSingleShot(True)
        self._place.setInterval(PLACE_AFTER_MS)
        self._place.timeout.connect(self.keep_place)
        ui.bus.changed.connect(self._changed)

    # --- what is shown

    @property
    def running(self) -> bool:
        """Whether the interview is going on (not paused, not ended)."""
        return self.head.state is SessionState.RUNNING

    @property
    def read_only(self) -> bool:
        """Whether the study may only be looked at."""
        return self.study.read_only

    @property
    def settled(self) -> bool:
        """Whether every word typed is on the disk."""
        return not (self._dirty or self._writing or self._unsaved)

    @property
    def unsaved(self) -> bool:
        """Whether the disk has refused words that are still here."""
        return bool(self._unsaved) and self._retry.isActive()

    def moved(self, cursor: int) -> None:
        """The cursor was moved: its place is kept when it rests."""
        if cursor != self.cursor:
            self.cursor = cursor
            self._place.start()

    def now(self) -> int:
        """The session clock in ms."""
        return session_t(self.head.clock, self.clock.stamp())

    def head_length(self) -> int:
        """How long an ended interview was, in ms."""
        return self.head.length_ms or 0

    def spent(self) -> int:
        """How long the question in front has been on the screen in all, in ms."""
        running = (time.monotonic() - self._entered) * 1000 if self.running else 0
        return self._spent_ms + round(running)

    def allowed(self, item: ConsentItem) -> bool | None:
        """What was said to a consent item."""
        return dict(self.head.consents).get(item)

    def use_words(self, words: Callable[[], Snapshot]) -> None:
        """Where the words being typed are read from."""
        self._words = words

    def index(self) -> int:
        """Where the question in front stands among those with a page of their own."""
        wanted = self.question.id if self.question else ""
        asked = self.outline.asked
        return next((index for index, (_, item) in enumerate(asked) if item.id == wanted), 0)

    # --- going from question to question

    def open_at(self, question_id: str = "", cursor: int = 0) -> None:
        """Bring a question to the front; without one, the first that has no answer."""
        asked = self.outline.asked
        known = {item.id: item.id for _, item in asked}
        known |= {
            item.id: item.follows_id for part in self._parts() for item in part.items if item.follows_id
        }
        fresh = [item.id for part, item in asked if part.theme and not item.answered and not item.skipped]
        first = asked[0][1].id if self.outline.done == 0 and asked else ""
        target = known.get(question_id) or first or next(iter(fresh), asked[0][1].id if asked else "")
        if not target:
            return
        if self.question is not None:
            self.leave()
        self.question = self.study.read(views.question_view, self.session_id, target)
        self._spent_ms = self.question.spent_ms
        self._entered = time.monotonic()
        self.cursor = cursor
        self.question_changed.emit()
        self._place.start()

    def go(self, step: int) -> bool:
        """Go to the next or the previous question; false at the end."""
        asked = self.outline.asked
        index = self.index() + step
        if not 0 <= index < len(asked):
            return False
        self.open_at(asked[index][1].id)
        return True

    def leave(self) -> None:
        """Flush the words and keep the time before another question comes."""
        self.flush(force=True)
        self.keep_time()
        self.study.seal()

    def keep_time(self) -> None:
        """Keep how long the question in front took until now."""
        question = self.question
        if question is None or self.read_only:
            return
        spent = self.spent()
        if spent - question.spent_ms >= verbs.GLANCE_MS or question.value is not None:
            self._write(
                verbs.add_time,
                label=N_("Time on a question"),
                undoable=False,
                question_id=question.id,
                spent_ms=spent,
            )

    def _parts(self) -> tuple[views.OutlineSection, ...]:
        warmup = self.outline.warmup
        return (*((warmup,) if warmup else ()), *self.outline.sections)

    # --- answering

    def answer(self, value: Any) -> None:
        """Keep the value of the question in front."""
        question = self.question
        assert question is not None
        self._write(
            verbs.save_answer,
            label=N_("Answer"),
            question_id=question.id,
            value=value,
            spent_ms=self.spent(),
            failed=self._refuse,
        )

    def typed(self) -> None:
        """Something was typed: it goes to the writer within the throttle."""
        self._dirty = True
        if not self._flush.isActive():
            self._flush.start()
        self._place.start()

    def flush(self, *, force: bool = False) -> None:
        """Send the words to the writer; while one send is on its way, the latest words wait for it."""
        self._flush.stop()
        if not self._dirty or self._words is None or self.question is None or self.read_only:
            return
        if self._writing and not force:
            return
        self._dirty = False
        found = self._words()
        words = verbs.Words(found.text, found.times, found.marks)
        self._send_words(self.question.words_id, words)

    def words_of(self, question: views.QuestionView) -> tuple[str, tuple[int, ...]]:
        """Return the words of a question: those the disk has not taken yet go before those it has."""
        waiting = self._unsaved.get(question.words_id)
        return (waiting.text, waiting.times) if waiting else (question.words, question.times)

    def _send_words(self, question_id: str, words: verbs.Words) -> None:
        self._writing = True
        self._unsaved[question_id] = words
        self._write(
            verbs.type_answer,
            label=N_("Typing"),
            question_id=question_id,
            words=words,
            done=lambda committed: self._words_kept(question_id, words, committed),
            failed=self._words_refused,
        )

    def _words_kept(self, question_id: str, words: verbs.Words, committed: Any) -> None:
        self._writing = False
        self._own = committed.change
        if self._unsaved.get(question_id) is words:
            del self._unsaved[question_id]
        if not self._unsaved:
            self._retry.stop()
            self.trouble.emit(None)
        item = self._item(question_id)
        if item is not None and item.answered != bool(words.text.strip()):
            self._reload_outline()
        if self._dirty and not self._flush.isActive():
            self.flush()

    def _words_refused(self, error: BaseException) -> None:
        self._writing = False
        self._retry.start()
        self.trouble.emit(error)

    def _again(self) -> None:
        for question_id, words in list(self._unsaved.items()):
            self._send_words(question_id, words)

    def skip(self, reason: str) -> None:
        """Leave the question in front out, and go on."""
        assert self.question is not None
        self._write(
            verbs.skip_question,
            label=N_("Skip the question"),
            question_id=self.question.id,
            reason=reason,
            spent_ms=self.spent(),
        )
        self.go(1)

    def probe(self, index: int) -> None:
        """Note a probe as used, or as not used after all."""
        question = self.question
        if question is None or not 0 <= index < len(question.probes):
            return
        used = index not in question.probes_used
        self._write(verbs.use_probe, label=N_("Probe"), question_id=question.id, index=index, used=used)

    def star(self) -> None:
        """Put a star on the answer, or take it off."""
        question = self.question
        assert question is not None
        self._write(
            verbs.star_answer, label=N_("Star"), question_id=question.words_id, star=not question.star
        )

    def quote(self, start: int, end: int) -> None:
        """Mark words of the answer as a quote."""
        assert self.question is not None
        self.flush(force=True)
        self._write(
            picks.mark_quote,
            label=N_("Quote"),
            question_id=self.question.words_id,
            start=start,
            end=end,
            failed=self._refuse,
        )

    def unquote(self, extract_id: str) -> None:
        """Take a quote mark off."""
        self._write_plain(picks.unmark_quote, label=N_("Quote"), extract_id=extract_id)

    def valence(self, key: str, valence: int | None) -> None:
        """Keep how good or bad a moment felt."""
        self._write(picks.set_moment, label=N_("Valence"), key=key, valence=valence, failed=self._refuse)

    def emotions(self, key: str, emotions: list[dict[str, Any]]) -> None:
        """Keep the emotions of a moment."""
        self._write(picks.set_moment, label=N_("Emotions"), key=key, emotions=emotions, failed=self._refuse)

    # --- the interview as a whole

    def consent(self, item: ConsentItem, *, given: bool) -> None:
        """Write down the answer to a consent item."""
        self._write_plain(
            verbs.record_consent,
            label=N_("Consent"),
            participant_id=self.head.participant_id,
            item=item,
            given=given,
        )

    def pause(self) -> None:
        """Pause, or go on."""
        if self.running:
            self.keep_time()
            self._spent_ms = self.spent()
            self._write(verbs.pause_interview, label=N_("Pause"))
        else:
            self._write(verbs.resume_interview, label=N_("Go on"))

    def resume(self) -> None:
        """Go on after an interruption or a restart of the machine."""
        if self.head.state in (SessionState.RUNNING, SessionState.INTERRUPTED) and not self.read_only:
            self._write(verbs.resume_interview, label=N_("Go on"), undoable=False)

    def stop(self, *, interrupted: bool) -> None:
        """End the interview, or leave it so that it can be continued."""
        self.leave()
        self._write(
            verbs.stop_interview,
            label=N_("End the interview"),
            interrupted=interrupted,
            undoable=False,
            done=lambda _committed: self.ended.emit(),
        )

    def speak(self, language: str) -> None:
        """Ask in another language; every answer, the place and the cursor stay."""
        if language != self.head.language and not self.read_only:
            self._write(verbs.use_language, label=N_("Language of the interview"), language=language)

    def place(self) -> dict[str, Any]:
        """Where the work is."""
        return {
            "session": self.session_id,
            "question": self.question.id if self.question else "",
            "cursor": self.cursor,
            "language": self.head.language,
        }

    def keep_place(self) -> None:
        """Remember where the work is on this device."""
        if self.question is not None:
            self.study.keep_place(interview=self.place())

    def close(self) -> None:
        """Flush, and listen no more."""
        self.leave()
        self._place.stop()
        self.keep_place()
        self.ui.bus.changed.disconnect(self._changed)

    # --- writing and hearing of changes

    def _write(self, verb: Callable[..., Any], **values: Any) -> None:
        self._write_plain(verb, session_id=self.session_id, **values)

    def _write_plain(self, verb: Callable[..., Any], **values: Any) -> None:
        if self.read_only:
            self.refused.emit(UserError(N_("This window may only look. Close the other one to write.")))
            return
        self.study.call(verb, scope=self.session_id, **values)

    def _refuse(self, error: BaseException) -> None:
        self.refused.emit(error)
        self._reload()

    def _changed(self, change: Any) -> None:
        if change is self._own:
            self._own = None
            return
        if change.kinds & _KINDS:
            self._reload()

    def _reload(self) -> None:
        head = self.study.read(views.head, self.session_id)
        if head != self.head:
            started = head.state is SessionState.RUNNING and not self.running
            self.head = head
            if started:
                self._entered = time.monotonic()
            self.head_changed.emit()
        self._reload_outline()
        moments = self.study.read(views.moments, self.session_id)
        if moments != self.moments:
            self.moments = moments
            self.moments_changed.emit()
        if self.question is not None:
            question = self.study.read(views.question_view, self.session_id, self.question.id)
            if question != self.question:
                self.question = question
                self.answer_changed.emit()

    def _reload_outline(self) -> None:
        outline = self.study.read(views.outline, self.session_id)
        if outline != self.outline:
            self.outline = outline
            self.outline_changed.emit()

    def _item(self, question_id: str) -> views.OutlineItem | None:
        items = (item for part in self._parts() for item in part.items)
        return next((item for item in items if item.id == question_id), None)
