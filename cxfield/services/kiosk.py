# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The respondent's own screen: which questions it can ask, one respondent after another, quotas."""

from dataclasses import dataclass
from typing import Any

from cxfield.model.enums import ConsentItem, SessionKind
from cxfield.model.guide import Guide, GuideVersion
from cxfield.model.session import Session
from cxfield.model.study import Quota
from cxfield.model.talk import Answer
from cxfield.services import interview as verbs
from cxfield.services.interview_guide import (
    NOTHING,
    GuideBook,
    GuideQuestion,
    answered,
    kept_answers,
    values_by_key,
)
from cxfield.services.interview_views import Labels, answer_of, follow_up_of
from cxfield.storage import Reader, UnitOfWork

KIOSK = "kiosk"
#: Types that a person answers alone by touch, also in the middle of an interview.
ALONE = frozenset(
    {
        "yes_no", "yes_partly_no", "yes_no_count", "likert", "nps", "csat", "ces", "expectation",
        "single_choice", "multiple_choice", "dropdown", "matrix", "ranking", "image_choice", "click_map",
        "open_wheel", "number", "number_text", "duration", "date", "demographic", "photo",
    }
)  # fmt: skip
#: Types answered in words: asked in a round of respondents; in an interview the interviewer writes them.
WRITTEN = frozenset({"open", "open_quote", "open_suggestion", "yes_no_open"})
NO_ANSWER = "no answer on the respondent's screen"


@dataclass(frozen=True, slots=True)
class Round:
    """What a round of respondents shares."""

    version_id: str
    language: str
    site_id: str | None = None
    wave_id: str | None = None


@dataclass(frozen=True, slots=True)
class Room:
    """How many more respondents are wanted; None without a quota."""

    target: int | None
    have: int

    @property
    def full(self) -> bool:
        """Whether enough have answered."""
        return self.target is not None and self.have >= self.target


@dataclass(frozen=True, slots=True)
class Look:
    """The study's own look: a colour as #RRGGBB and the attachment of a logo."""

    colour: str
    logo_id: str | None


def alone(book: GuideBook, *, written: bool = False) -> tuple[GuideQuestion, ...]:
    """The questions of a guide that can be answered alone, in order; with `written` also those in words."""
    types = ALONE | WRITTEN if written else ALONE
    return tuple(
        question for section in book.sections for question in section.questions if question.row.type in types
    )


def open_now(reader: Reader, book: GuideBook, session_id: str, *, written: bool = False) -> tuple[str, ...]:
    """The ids of those that are open after what has been answered."""
    kept = kept_answers(reader, session_id) if session_id else {}
    values = values_by_key(book, kept)
    return tuple(
        question.row.id
        for question in alone(book, written=written)
        if not question.conditional
        or question.opens(values)
        or answered(question, kept.get(question.row.id, NOTHING))
    )


def person_of(reader: Reader, session_id: str) -> str | None:
    """Whose answers they are: photographs of people need that person's yes."""
    return reader.get(Session, session_id).participant_id


def begin_respondent(uow: UnitOfWork, *, round_: Round) -> Session:
    """Begin the next respondent: taking part was agreed to by the tap that began."""
    start = verbs.InterviewStart(
        guide_version_id=round_.version_id,
        mode=KIOSK,
        site_id=round_.site_id,
        wave_id=round_.wave_id,
        language=round_.language,
        planned_min=5,
        consents={ConsentItem.PARTICIPATION: True},
        how="screen",
    )
    return verbs.start_interview(uow, start=start)


def write(uow: UnitOfWork, *, session_id: str, question_id: str, words: str) -> Answer:
    """Keep the words of an answer as they are typed."""
    return verbs.type_answer(uow, session_id=session_id, question_id=question_id, words=verbs.Words(words))


def give(
    uow: UnitOfWork, *, session_id: str, question_id: str, value: Any, spent_ms: int, words: str = ""
) -> Answer:
    """Keep what was answered; nothing chosen or written is kept as no answer, never as a value."""
    known = answer_of(uow, session_id, question_id)
    if words != (known.text if known is not None else ""):
        write(uow, session_id=session_id, question_id=question_id, words=words)
    if words.strip() and value in (None, [], {}):
        verbs.add_time(uow, session_id=session_id, question_id=question_id, spent_ms=spent_ms)
        return verbs.answer_for(uow, session_id, question_id)
    if value in (None, [], {}):
        before = answer_of(uow, session_id, question_id)
        if before is not None and before.value is not None:
            verbs.save_answer(
                uow, session_id=session_id, question_id=question_id, value=None, spent_ms=spent_ms
            )
        return verbs.skip_question(
            uow, session_id=session_id, question_id=question_id, reason=NO_ANSWER, spent_ms=spent_ms
        )
    return verbs.save_answer(
        uow, session_id=session_id, question_id=question_id, value=value, spent_ms=spent_ms
    )


def end_respondent(uow: UnitOfWork, *, session_id: str) -> Session:
    """End a respondent's round; whatever was answered stays."""
    return verbs.stop_interview(uow, session_id=session_id)


def room_left(reader: Reader, round_: Round) -> Room:
    """Count who has answered against the quota of interviews of the site and wave, if there is one."""
    targets = [
        quota.target
        for quota in reader.all(Quota)
        if quota.counted in (KIOSK, "interview")
        and not quota.field
        and quota.target
        and quota.site_id in (None, round_.site_id)
        and quota.wave_id in (None, round_.wave_id)
    ]
    have = sum(
        session.mode == KIOSK
        and session.site_id == round_.site_id
        and session.guide_version_id == round_.version_id
        for session in reader.all(Session, kind=SessionKind.INTERVIEW.value)
    )
    return Room(min(targets, default=None), have)


def look(reader: Reader, version_id: str) -> Look:
    """The colour and logo of the guide that is asked."""
    version = reader.find(GuideVersion, version_id)
    guide = reader.find(Guide, version.guide_id if version else None)
    return Look(guide.colour, guide.logo_id) if guide is not None else Look("", None)


def given(reader: Reader, session_id: str, question_id: str) -> tuple[Any, str]:
    """What has been answered to a question so far: the value and the words."""
    found = answer_of(reader, session_id, question_id)
    return (found.value, found.text) if found is not None else (None, "")


def wording(reader: Reader, session_id: str, question: GuideQuestion) -> tuple[Labels, Any]:
    """How a question is worded now, and the score that stands in it: a follow-up is worded by its score."""
    row = question.row
    if not row.follows_id:
        return row.text, None
    score, _words = given(reader, session_id, row.follows_id)
    route = follow_up_of(row).route(score)
    return (route.text if route is not None else row.text), score
