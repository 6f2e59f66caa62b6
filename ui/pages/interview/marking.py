# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is picked from the words of an answer: quotes, marks and tags, each with its commit."""

from collections.abc import Callable
from typing import Any, Protocol

from cxfield.i18n import N_
from cxfield.services import answer_tags
from cxfield.services import interview_marks as picks
from cxfield.services import transcripts as desk
from cxfield.services.interview_before import EMPLOYEE
from cxfield.services.interview_views import Head, QuestionView
from ui.session import StudySession


class Interview(Protocol):
    """The part of the running interview that marking needs."""

    study: StudySession
    ui: Any

    @property
    def head(self) -> Head:
        """Who is asked."""

    @property
    def question(self) -> QuestionView | None:
        """The question in front."""

    def flush(self) -> None:
        """Send the words to the writer now."""

    def write(self, verb: Callable[..., Any], **values: Any) -> None:
        """Write something of this interview."""

    def write_plain(self, verb: Callable[..., Any], **values: Any) -> None:
        """Write something that names its own record."""

    def refuse(self, error: BaseException) -> None:
        """Say why, and show what is kept."""


class Marking:
    """Places are characters of the answer; without a selection the sentence just typed is meant."""

    def __init__(self, talk: Interview) -> None:
        self._talk = talk

    def quote(self, start: int, end: int) -> None:
        """Mark words of the answer as a quote."""
        self._write(picks.mark_quote, N_("Quote"), start=start, end=end)

    def unquote(self, extract_id: str) -> None:
        """Take a quote mark off."""
        self._talk.write_plain(picks.unmark_quote, label=N_("Quote"), extract_id=extract_id)

    def words(self, start: int, end: int, mark: str) -> None:
        """Star words, keep them for a follow-up or mark them as a deviant case; again takes it off."""
        self._write(picks.mark_words, picks.WORD_MARKS[mark], start=start, end=end, mark=mark)

    def tags(self) -> tuple[desk.TagView, ...]:
        """The tags of this side; employees' are their own."""
        return self._talk.study.read(desk.tags, staff=self._talk.head.party == EMPLOYEE)

    def tag(self, start: int, end: int, tag_id: str, polarity: int | None = None) -> None:
        """Tag words of the answer."""
        self._write(answer_tags.tag_words, N_("Tag"), start=start, end=end, tag_id=tag_id, polarity=polarity)

    def tag_anew(
        self, start: int, end: int, name: str, polarity: int | None = None, kind: str = desk.THEME
    ) -> None:
        """Make a tag and tag words with it."""
        self._write(
            answer_tags.tag_anew,
            N_("Tag"),
            start=start,
            end=end,
            name=name,
            language=self._talk.ui.texts.locale,
            kind=kind,
            polarity=polarity,
        )

    def keyword(self, start: int, end: int) -> None:
        """The selected words are a keyword."""
        language = self._talk.ui.texts.locale
        self._write(answer_tags.tag_keyword, N_("Keyword"), start=start, end=end, language=language)

    def untag(self, extract_id: str, tag_id: str) -> None:
        """Take a tag off words."""
        self._talk.write_plain(desk.uncode, label=N_("Tag"), extract_id=extract_id, tag_id=tag_id)

    def tone(self, extract_id: str, polarity: int | None) -> None:
        """Say how tagged words sound."""
        self._talk.write_plain(desk.set_tone, label=N_("Tone"), extract_id=extract_id, polarity=polarity)

    def _write(self, verb: Callable[..., Any], label: str, **values: Any) -> None:
        question = self._talk.question
        if question is None:
            return
        self._talk.flush()
        self._talk.write(verb, label=label, question_id=question.words_id, failed=self._talk.refuse, **values)
