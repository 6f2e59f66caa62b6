# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tags on the words of an answer as they are typed; the same tags as in transcripts, counted together."""

from cxfield.errors import UserError
from cxfield.i18n import N_
from cxfield.model.guide import Question, Section
from cxfield.model.session import Session
from cxfield.model.talk import Extract
from cxfield.services.interview import answer_for
from cxfield.services.interview_before import EMPLOYEE
from cxfield.services.interview_marks import last_sentence
from cxfield.services.transcripts import KEYWORD, THEME, code_stretch, make_tag, trimmed
from cxfield.storage import UnitOfWork


def tag_words(
    uow: UnitOfWork,
    *,
    session_id: str,
    question_id: str,
    start: int,
    end: int,
    tag_id: str,
    polarity: int | None = None,
) -> Extract:
    """Tag words of an answer; without a selection the sentence just typed is meant."""
    session = uow.get(Session, session_id)
    answer = answer_for(uow, session_id, question_id)
    start, end = trimmed(answer.text, start, end)
    if start >= end:
        start, end = last_sentence(answer.text, end)
    if start >= end:
        raise UserError(N_("There are no words to tag yet. Write the answer first."))
    theme = uow.get(Section, uow.get(Question, question_id).section_id).theme
    belongs = {"answer_id": answer.id, "theme": theme}
    return code_stretch(uow, session, answer.text, (start, end), belongs, tag_id=tag_id, polarity=polarity)


def tag_anew(
    uow: UnitOfWork,
    *,
    session_id: str,
    question_id: str,
    start: int,
    end: int,
    name: str,
    language: str,
    kind: str = THEME,
    polarity: int | None = None,
) -> Extract:
    """Make a tag (or find the one of that name) and tag words with it."""
    staff = uow.get(Session, session_id).party == EMPLOYEE
    tag = make_tag(uow, name=name, language=language, kind=kind, staff=staff)
    return tag_words(
        uow,
        session_id=session_id,
        question_id=question_id,
        start=start,
        end=end,
        tag_id=tag.id,
        polarity=polarity,
    )


def tag_keyword(
    uow: UnitOfWork, *, session_id: str, question_id: str, start: int, end: int, language: str
) -> Extract:
    """Tag selected words of an answer as a keyword of their own."""
    answer = answer_for(uow, session_id, question_id)
    start, end = trimmed(answer.text, start, end)
    if start >= end:
        raise UserError(N_("No words are selected. Select the words first."))
    return tag_anew(
        uow,
        session_id=session_id,
        question_id=question_id,
        start=start,
        end=end,
        name=answer.text[start:end],
        language=language,
        kind=KEYWORD,
    )
