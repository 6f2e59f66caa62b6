# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is shown of a running interview, and which part of it must be asked again after a change."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

from cxfield.services import interview_views as views
from cxfield.services.interview_guide import changed_answers, guide_book
from cxfield.services.interview_outline import Outline, OutlineItem, OutlineSection, standing
from ui.session import StudySession

HEAD, OUTLINE, MOMENTS, ANSWER = "head", "outline", "moments", "answer"
_HEAD_KINDS = frozenset(("session", "consent", "participant"))
_GUIDE_KINDS = frozenset(("question", "option", "section"))
_ANSWER_KINDS = frozenset(("answer", "extract"))
KINDS: frozenset[str] = _HEAD_KINDS | _GUIDE_KINDS | _ANSWER_KINDS | {"moment"}
#: So many at once come from a pooling: then everything is read again.
_MANY = 200


class Shown:
    """The interview as it was last read. The guide is read once; an answer weighs what it can touch."""

    def __init__(self, study: StudySession, session_id: str) -> None:
        self._study, self._session = study, session_id
        self.head = study.read(views.head, session_id)
        self.moments = study.read(views.moments, session_id)
        self.question: views.QuestionView | None = None
        self._book = study.read(guide_book, self.head.version_id)
        self._standing = study.read(standing, session_id, self._book)

    @property
    def outline(self) -> Outline:
        """The guide as the interview stands in it."""
        return self._standing.outline

    @property
    def parts(self) -> tuple[OutlineSection, ...]:
        """The warm-up and the themes."""
        warmup = self.outline.warmup
        return (*((warmup,) if warmup else ()), *self.outline.sections)

    def item(self, question_id: str) -> OutlineItem | None:
        """A question as it stands in the outline."""
        items = (item for part in self.parts for item in part.items)
        return next((item for item in items if item.id == question_id), None)

    def bring(self, question_id: str) -> views.QuestionView:
        """Bring a question to the front."""
        self.question = self._study.read(views.question_view, self._session, question_id, self._book)
        return self.question

    def again(self, kinds: AbstractSet[str] = KINDS, ids: AbstractSet[str] | None = None) -> frozenset[str]:
        """Ask again for what has changed, without `ids` for everything; returns what is another one now."""
        guide = bool(kinds & _GUIDE_KINDS)
        if ids is not None and (guide or len(ids) > _MANY):
            kinds, ids = KINDS, None
        if guide:
            self._book = self._study.read(guide_book, self.head.version_id)
        fresh = set()
        if kinds & _HEAD_KINDS and self._head_again():
            fresh.add(HEAD)
        if "answer" in kinds and self.weigh(ids):
            fresh.add(OUTLINE)
        if "moment" in kinds and self._moments_again():
            fresh.add(MOMENTS)
        # With another head the page shows its question again: never an older one than the disk has.
        if kinds & (_ANSWER_KINDS | _HEAD_KINDS) and self._question_again():
            fresh.add(ANSWER)
        return frozenset(fresh)

    def words_kept(self, question_id: str, text: str, times: Sequence[int]) -> None:
        """The disk has these words now: what is shown must never fall behind them."""
        question = self.question
        if question is not None and question.words_id == question_id:
            self.question = replace(question, words=text, times=tuple(times))

    def weigh(self, ids: AbstractSet[str] | None) -> bool:
        """Weigh the guide again: after an answer only what the answer can open or close."""
        before = self.outline
        if ids is None:
            self._standing = self._study.read(standing, self._session, self._book)
        else:
            known = self._standing.answers
            self._standing.change(self._study.read(changed_answers, self._session, ids, known))
        return self.outline != before

    def _head_again(self) -> bool:
        before, self.head = self.head, self._study.read(views.head, self._session)
        return self.head != before

    def _moments_again(self) -> bool:
        before, self.moments = self.moments, self._study.read(views.moments, self._session)
        return self.moments != before

    def _question_again(self) -> bool:
        before = self.question
        return before is not None and self.bring(before.id) != before
