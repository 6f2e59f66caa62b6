# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the interview room shows: one question with its answer, who is asked and what is allowed."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from cxfield.clock import Segment
from cxfield.i18n import N_, pick
from cxfield.methods.questions import CANNOT_SAY, Asked, question_type, takes_options
from cxfield.methods.wording import with_score
from cxfield.model.enums import ConsentItem, SessionState
from cxfield.model.guide import GuideVersion, Option, Question
from cxfield.model.people import Consent, Participant
from cxfield.model.session import Session
from cxfield.model.study import Site
from cxfield.model.talk import Answer, Extract, Moment
from cxfield.services.interview_guide import GuideBook, choice_of, guide_book
from cxfield.storage import Reader

Labels = Mapping[str, str]

#: What each consent item is called, in the order of the form (the item itself first, then a short word).
CONSENT_NAMES: dict[ConsentItem, tuple[str, str]] = {
    ConsentItem.PARTICIPATION: (N_("Taking part in the interview"), N_("taking part")),
    ConsentItem.AUDIO: (N_("Audio recording"), N_("audio")),
    ConsentItem.PHOTO: (N_("Photographs"), N_("photo")),
    ConsentItem.QUOTES: (N_("Anonymous quotes in the report"), N_("quotes")),
    ConsentItem.CONTACT: (N_("Contact about this feedback"), N_("contact")),
    ConsentItem.REUSE: (N_("Reuse of the data"), N_("reuse")),
}


@dataclass(frozen=True, slots=True)
class Mark:
    """Marked words of an answer; positions are characters. `quote`, `marks` and `tags` say what they are."""

    id: str
    start: int
    end: int
    quote: bool = True
    marks: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    polarity: int | None = None


@dataclass(frozen=True, slots=True)
class Route:
    """One wording of a follow-up and the values that open it."""

    low: int
    high: int
    text: Labels


@dataclass(frozen=True, slots=True)
class FollowUp:
    """The conditional follow-up of a question."""

    id: str
    routes: tuple[Route, ...]

    def route(self, value: Any) -> Route | None:
        """Return the wording that a value opens."""
        if not isinstance(value, int) or isinstance(value, bool):
            return None
        return next((route for route in self.routes if route.low <= value <= route.high), None)


@dataclass(frozen=True, slots=True)
class QuestionView:
    """One question with what has been answered; `words_id` is the question whose words the box holds."""

    id: str
    key: str
    type: str
    asked: Asked
    section_key: str
    text: Labels
    hint: Labels
    probes: tuple[Labels, ...]
    ends: tuple[Labels, Labels] | None
    value: Any
    words_id: str
    words: str
    times: tuple[int, ...]
    marks: tuple[Mark, ...]
    probes_used: tuple[int, ...]
    star: bool
    skipped: bool
    skip_reason: str
    spent_ms: int
    follow_up: FollowUp | None
    with_whom: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class MomentView:
    """How a moment felt."""

    key: str
    name: Labels
    valence: int | None
    emotions: tuple[dict[str, Any], ...]


@dataclass(frozen=True, slots=True)
class Head:
    """Who, where, when and in which state; the parts of the session clock come along."""

    session_id: str
    participant_id: str | None
    code: str
    mode: str
    site: Labels
    profile: tuple[str, ...]
    started_at: int | None
    offset_min: int
    planned_min: int
    state: SessionState
    language: str
    clock: list[Segment]
    pauses: list[list[int | None]]
    consents: tuple[tuple[ConsentItem, bool | None], ...]
    version_id: str
    length_ms: int | None
    party: str = "customer"
    linked_id: str | None = None
    #: The languages the guide can be asked in, that of the interview among them.
    languages: tuple[str, ...] = ("fi", "en")


def allowed(reader: Reader, participant_id: str | None) -> dict[ConsentItem, bool | None]:
    """Return the latest word on each consent item; None where nothing was asked."""
    latest: dict[str, Consent] = {}
    if participant_id:
        for consent in reader.all(Consent, participant_id=participant_id):
            known = latest.get(consent.item)
            if known is None or (consent.at, consent.id) >= (known.at, known.id):
                latest[consent.item] = consent
    return {item: latest[item.value].given if item.value in latest else None for item in ConsentItem}


def head(reader: Reader, session_id: str) -> Head:
    """Return who is interviewed, where, and what is allowed."""
    session = reader.get(Session, session_id)
    person = reader.find(Participant, session.participant_id)
    site = reader.find(Site, session.site_id)
    profile = (person.gender, person.age_band.replace("-", "–"), person.segment) if person else ()
    return Head(
        session_id=session.id,
        participant_id=session.participant_id,
        code=person.code if person else "",
        mode=session.mode,
        site=site.name if site else {},
        profile=tuple(word for word in profile if word),
        started_at=session.started_at,
        offset_min=session.offset_min,
        planned_min=session.planned_min,
        state=SessionState(session.state),
        language=session.language,
        clock=session.clock,
        pauses=session.pauses,
        consents=tuple(allowed(reader, session.participant_id).items()),
        version_id=session.guide_version_id or "",
        length_ms=session.length_ms,
        party=session.party,
        linked_id=session.linked_session_id,
        languages=spoken(reader, session.guide_version_id, session.language),
    )


def spoken(reader: Reader, version_id: str | None, language: str = "") -> tuple[str, ...]:
    """The languages a version of a guide was published in; `language` joins them."""
    version = reader.find(GuideVersion, version_id)
    known = tuple(version.languages) if version is not None and version.languages else ("fi", "en")
    return known if not language or language in known else (*known, language)


def asked(reader: Reader, question: Question) -> Asked:
    """Return what its type needs to know of a question."""
    kind = question_type(question.type)
    own = takes_options(kind)
    options = reader.all(Option, order_by="order_key", question_id=question.id) if own else []
    return Asked(question.key, question.settings, tuple(map(choice_of, options)))


def question_view(
    reader: Reader, session_id: str, question_id: str, book: GuideBook | None = None
) -> QuestionView:
    """Return a question with what this interview has answered to it; `book` saves reading the guide."""
    if book is None:
        book = guide_book(reader, reader.get(Session, session_id).guide_version_id)
    found = book.question(question_id)
    question, follow = found.row, book.follow_ups.get(question_id)
    words_id = follow.row.id if follow else question_id
    answer = answer_of(reader, session_id, question_id) or Answer(session_id="", question_id="")
    words = answer
    if follow:
        words = answer_of(reader, session_id, words_id) or Answer(session_id="", question_id="")
    ends = question.settings.get("ends")
    return QuestionView(
        id=question.id,
        key=question.key,
        type=question.type,
        asked=found.asked,
        section_key=book.section_of(question_id).key,
        text=question.text,
        hint=question.hint,
        probes=tuple(question.probes),
        ends=(ends[0], ends[1]) if ends else None,
        value=answer.value,
        words_id=words_id,
        words=words.text,
        times=tuple(words.times),
        marks=marks(reader, words.id),
        probes_used=tuple(answer.probes_used),
        star=answer.star or words.star,
        skipped=answer.skipped,
        skip_reason=answer.skip_reason,
        spent_ms=answer.spent_ms,
        follow_up=follow_up_of(follow.row) if follow else None,
        with_whom=tuple(answer.with_whom) if asks_with_whom(question) else None,
    )


def asks_with_whom(question: Any) -> bool:
    """Whether a yes is asked further: with whom was it shared."""
    return bool(question.settings.get("with_whom", question.key == "shared"))


def follow_up_of(question: Any) -> FollowUp:
    """The wordings of a follow-up with the scores that open them."""
    condition = question.condition if isinstance(question.condition, dict) else {}
    routes = tuple(Route(row["from"], row["to"], row["text"]) for row in condition.get("routes", ()))
    return FollowUp(question.id, routes)


def marks(reader: Reader, answer_id: str) -> tuple[Mark, ...]:
    """Return the words marked in an answer, in the order of the text."""
    found = reader.all(Extract, answer_id=answer_id) if answer_id else []
    spans = (
        Mark(row.id, row.start, row.end, row.quote, tuple(row.marks), tuple(row.tag_ids), row.polarity)
        for row in found
        if row.quote or row.marks or row.tag_ids
    )
    return tuple(sorted(spans, key=lambda mark: (mark.start, mark.end)))


def answer_of(reader: Reader, session_id: str, question_id: str) -> Answer | None:
    """Return the answer to a question in an interview."""
    return next(iter(reader.all(Answer, session_id=session_id, question_id=question_id)), None)


def moments(reader: Reader, session_id: str) -> tuple[MomentView, ...]:
    """Return the moments of the guide in order, with how they felt."""
    session = reader.get(Session, session_id)
    version = reader.find(GuideVersion, session.guide_version_id)
    felt = {moment.key: moment for moment in reader.all(Moment, session_id=session_id)}
    views = []
    for row in version.moments if version else ():
        moment = felt.get(row["key"])
        emotions = tuple(moment.emotions) if moment else ()
        views.append(MomentView(row["key"], row["name"], moment.valence if moment else None, emotions))
    return tuple(views)


def fill_score(text: Labels, value: Any, locale: str) -> str:
    """Return a wording with the score in place of {arvosana} or {score}."""
    shown = "" if value in (None, CANNOT_SAY) else str(value)
    return with_score(pick(text, locale), shown)
