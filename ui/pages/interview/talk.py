# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A running interview as the room sees it: what is shown, and every verb with its commit."""

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
from cxfield.services.interview_outline import Outline, OutlineItem
from ui.context import Ui
from ui.pages.interview.gate import Gate
from ui.pages.interview.keeper import Keeper
from ui.pages.interview.marking import Marking
from ui.pages.interview.shown import ANSWER, HEAD, KINDS, MOMENTS, OUTLINE, Shown
from ui.pages.interview.stopwatch import Stopwatch, kept_time
from ui.session import StudySession

PLACE_AFTER_MS = 400


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

    def __init__(
        self,
        ui: Ui,
        study: StudySession,
        session_id: str,
        clock: Clock | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.ui = ui
        self.study = study
        self.session_id = session_id
        self.clock: Clock = clock or SystemClock()
        self._shown = Shown(study, session_id)
        self.cursor = 0
        self._came_from = ""
        self._over = False
        self._left = False
        self.watch = Stopwatch(lambda: self.running, self.keep_place, self)
        self.marking = Marking(self)
        self.keeper = Keeper(self._send_words, self)
        self.keeper.trouble.connect(self.trouble)
        self._place = QTimer(self)
        self._place.setSingleShot(True)
        self._place.setInterval(PLACE_AFTER_MS)
        self._place.timeout.connect(self.keep_place)
        self.gate = Gate(ui, study, session_id, KINDS, self)
        self.gate.fresh.connect(self._reload)
        study.closed.connect(self._study_closed)

    # --- what is shown

    @property
    def outline(self) -> Outline:
        """The guide as this interview stands in it."""
        return self._shown.outline

    @property
    def head(self) -> views.Head:
        """Who is asked, where and what is allowed."""
        return self._shown.head

    @property
    def moments(self) -> tuple[views.MomentView, ...]:
        """The moments with how they felt."""
        return self._shown.moments

    @property
    def question(self) -> views.QuestionView | None:
        """The question in front."""
        return self._shown.question

    @property
    def running(self) -> bool:
        """Whether the interview is going on (not paused, not ended)."""
        return self.head.state is SessionState.RUNNING

    @property
    def read_only(self) -> bool:
        """Whether the study may only be looked at, or is closed already."""
        return self._over or self.study.read_only

    @property
    def gone(self) -> bool:
        """Whether nothing is shown of it any more: it was left, or the study is closed."""
        return self._over or self._left

    @property
    def settled(self) -> bool:
        """Whether every word typed is on the disk."""
        return self.keeper.settled

    @property
    def unsaved(self) -> bool:
        """Whether the disk has refused words that are still here."""
        return self.keeper.stuck

    def moved(self, cursor: int) -> None:
        """The cursor was moved: its place is kept when it rests."""
        if cursor != self.cursor:
            self.cursor = cursor
            self._place.start()

    def now(self) -> int:
        """The session clock in ms."""
        now = session_t(self.head.clock, self.clock.stamp())
        length = self.head.length_ms
        return now if length is None else min(now, length)

    def spent(self) -> int:
        """How long the question in front has been on the screen in all, in ms."""
        return self.watch.total()

    def allowed(self, item: ConsentItem) -> bool | None:
        """What was said to a consent item."""
        return dict(self.head.consents).get(item)

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
            item.id: item.follows_id for part in self._shown.parts for item in part.items if item.follows_id
        }
        fresh = [item.id for part, item in asked if part.theme and not item.answered and not item.skipped]
        first = asked[0][1].id if self.outline.done == 0 and asked else ""
        target = known.get(question_id) or first or next(iter(fresh), asked[0][1].id if asked else "")
        if not target:
            return
        kept = 0
        if self.question is not None:
            self.leave()
        else:
            kept = kept_time(self.study.file.place(), self.session_id, target)
        self.watch.enter(max(self._shown.bring(target).spent_ms, kept))
        self.cursor = cursor
        self.question_changed.emit()
        self._place.start()

    def jump(self, question_id: str) -> None:
        """Go to any question; the one that was in front is kept to come back to."""
        before = self.question.id if self.question else ""
        if question_id and question_id != before:
            self._came_from = before
            self.open_at(question_id)

    @property
    def came_from(self) -> OutlineItem | None:
        """The question from which a jump was made, until it is in front again."""
        here = self.question.id if self.question else ""
        return self._shown.item(self._came_from) if self._came_from not in ("", here) else None

    def come_back(self) -> None:
        """Return to where the jump was made."""
        item = self.came_from
        self._came_from = ""
        if item is not None:
            self.open_at(item.id)

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
        self.flush()
        self.keep_time()
        self.seal()

    def keep_time(self) -> None:
        """Keep how long the question in front took until now."""
        question = self.question
        if question is None or self.read_only:
            return
        spent = self.spent()
        if spent - question.spent_ms >= verbs.GLANCE_MS or question.value is not None:
            self.write(
                verbs.add_time,
                label=N_("Time on a question"),
                undoable=False,
                question_id=question.id,
                spent_ms=spent,
            )

    # --- answering

    def answer(self, value: Any) -> None:
        """Keep the value of the question in front."""
        question = self.question
        assert question is not None
        self.write(
            verbs.save_answer,
            label=N_("Answer"),
            question_id=question.id,
            value=value,
            spent_ms=self.spent(),
            failed=self.refuse,
        )

    def typed(self) -> None:
        """Something was typed: it goes to the writer within the throttle."""
        if self.question is not None:
            self.keeper.typed(self.question.words_id)
        self._place.start()

    def flush(self) -> None:
        """Send the words to the writer now."""
        self.keeper.flush(force=True)

    def words_of(self, question: views.QuestionView) -> tuple[str, tuple[int, ...]]:
        """Return the words of a question: those the disk has not taken yet go before those it has."""
        waiting = self.keeper.waiting(question.words_id)
        return (waiting.text, waiting.times) if waiting else (question.words, question.times)

    def _send_words(self, question_id: str, words: verbs.Words) -> None:
        self.write(
            verbs.type_answer,
            label=N_("Typing"),
            question_id=question_id,
            words=words,
            done=lambda committed: self._words_kept(question_id, words, committed),
            failed=self.keeper.refused,
        )

    def _words_kept(self, question_id: str, words: verbs.Words, committed: Any) -> None:
        self.gate.ignore(committed.change)
        self._shown.words_kept(question_id, committed.value.text, committed.value.times)
        self.keeper.kept(question_id, words)
        item = self._shown.item(question_id)
        other = item is not None and item.answered != bool(words.text.strip())
        if other and self._shown.weigh(committed.change.ids):
            self.outline_changed.emit()

    def skip(self, reason: str) -> None:
        """Leave the question in front out, and go on."""
        assert self.question is not None
        self.write(
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
        self.write(verbs.use_probe, label=N_("Probe"), question_id=question.id, index=index, used=used)

    def star(self) -> None:
        """Put a star on the answer, or take it off."""
        question = self.question
        assert question is not None
        self.write(verbs.star_answer, label=N_("Star"), question_id=question.words_id, star=not question.star)

    def valence(self, key: str, valence: int | None) -> None:
        """Keep how good or bad a moment felt."""
        self.write(picks.set_moment, label=N_("Valence"), key=key, valence=valence, failed=self.refuse)

    def emotions(self, key: str, emotions: list[dict[str, Any]]) -> None:
        """Keep the emotions of a moment."""
        self.write(picks.set_moment, label=N_("Emotions"), key=key, emotions=emotions, failed=self.refuse)

    # --- the interview as a whole

    def consent(self, item: ConsentItem, *, given: bool) -> None:
        """Write down the answer to a consent item."""
        self.write_plain(
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
            self.watch.hold()
            self.write(verbs.pause_interview, label=N_("Pause"))
        else:
            self.write(verbs.resume_interview, label=N_("Go on"))

    def resume(self) -> None:
        """Go on after a restart; an interview that was interrupted waits until the user continues it."""
        if self.running and not self.read_only:
            self.write(verbs.resume_interview, label=N_("Go on"), undoable=False)

    def stop(self, *, interrupted: bool) -> None:
        """End the interview, or leave it so that it can be continued."""
        self.leave()
        self.write(
            verbs.stop_interview,
            label=N_("End the interview"),
            interrupted=interrupted,
            undoable=False,
            done=lambda _committed: self.ended.emit(),
        )

    def speak(self, language: str) -> None:
        """Ask in another language; every answer, the place and the cursor stay."""
        known = language in self.head.languages and language != self.head.language
        if known and not self.read_only:
            self.write(verbs.use_language, label=N_("Language of the interview"), language=language)

    def place(self) -> dict[str, Any]:
        """Where the work is."""
        return {
            "session": self.session_id,
            "question": self.question.id if self.question else "",
            "cursor": self.cursor,
            "language": self.head.language,
            "spent_ms": self.spent(),
        }

    def seal(self) -> None:
        """The burst of typing ends: the focus left the box."""
        if not self.read_only:
            self.study.seal()

    def keep_place(self) -> None:
        """Remember where the work is on this device."""
        if self.question is not None and not self._over:
            self.study.keep_place(interview=self.place())

    def close(self) -> None:
        """Flush, listen no more, and go when the last write has landed."""
        self.leave()
        self._left = True
        self._place.stop()
        self.watch.stop()
        self.keep_place()
        self.gate.idle.connect(self.deleteLater)
        self.gate.close()

    def _study_closed(self) -> None:
        self._over = True
        self.keeper.stop()
        self.gate.stop()
        self.watch.stop()
        self._place.stop()

    # --- writing and hearing of changes

    def write(self, verb: Callable[..., Any], **values: Any) -> None:
        """Write something of this interview."""
        self.write_plain(verb, session_id=self.session_id, **values)

    def write_plain(self, verb: Callable[..., Any], **values: Any) -> None:
        """Write something that names its own record."""
        if self.read_only:
            self.refused.emit(UserError(N_("This window may only look. Close the other one to write.")))
        else:
            self.gate.send(verb, **values)

    def refuse(self, error: BaseException) -> None:
        """Say why, and show what is kept."""
        self.refused.emit(error)
        self._reload()

    def _reload(self, *changed: frozenset[str]) -> None:
        """Ask again for what has changed: kinds and ids, or everything."""
        running = self.running
        fresh = self._shown.again(*changed)
        if self.running and not running:
            self.watch.go_on()
        for part, signal in (
            (HEAD, self.head_changed),
            (OUTLINE, self.outline_changed),
            (MOMENTS, self.moments_changed),
            (ANSWER, self.answer_changed),
        ):
            if part in fresh:
                signal.emit()
