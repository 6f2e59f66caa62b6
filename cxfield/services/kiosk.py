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
from cxfield.services.interview_views import answer_of
from cxfield.storage import Reader, UnitOfWork

KIOSK = "kiosk"
#: Types that a person answers alone by touch; words are asked by the interviewer.
ALONE = frozenset(
    {
        "yes_no", "yes_partly_no", "likert", "nps", "csat", "ces", "expectation", "single_choice",
        "multiple_choice", "dropdown", "matrix", "ranking", "image_choice", "click_map", "open_wheel",
        "number", "demographic",
    }
)  # fmt: skip
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


def alone(book: GuideBook) -> tuple[GuideQuestion, ...]:
    """The questions of a guide that can be answered alone, in order."""
    return tuple(
        question for section in book.sections for question in section.questions if question.row.type in ALONE
    )


def open_now(reader: Reader, book: GuideBook, session_id: str) -> tuple[str, ...]:
    """The ids of those that are open after what has been answered."""
    kept = kept_answers(reader, session_id) if session_id else {}
    values = values_by_key(book, kept)
    return tuple(
        question.row.id
        for question in alone(book)
        if not question.conditional
        or question.opens(values)
        or answered(question, kept.get(question.row.id, NOTHING))
    )


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


def give(uow: UnitOfWork, *, session_id: str, question_id: str, value: Any, spent_ms: int) -> Answer:
    """Keep what was answered; nothing chosen is kept as no answer, never as a value."""
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


def given(reader: Reader, session_id: str, question_id: str) -> Any:
    """What has been answered to a question so far."""
    found = answer_of(reader, session_id, question_id)
    return found.value if found is not None else None
