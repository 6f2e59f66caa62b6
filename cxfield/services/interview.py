# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What an interviewer does: start, answer, type, skip, probe, pause, stop."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from cxfield.clock import Stamp, resumed, session_t, start_segment
from cxfield.errors import UserError
from cxfield.i18n import N_
from cxfield.methods.questions import question_type
from cxfield.methods.questions.demographic import DEMOGRAPHIC
from cxfield.model.enums import ConsentItem, SessionKind, SessionState
from cxfield.model.guide import GuideVersion, Question
from cxfield.model.people import Consent, Erasure, Participant
from cxfield.model.session import Session
from cxfield.model.study import Study
from cxfield.model.talk import Answer, Extract
from cxfield.services.follow_up import LOW_SCORES, contact_changed, score_given
from cxfield.services.interview_before import (
    CUSTOMER,
    add_expected,
    check_new_code,
    check_party,
    code_letter,
    describe_person,
    shared_clock,
)
from cxfield.services.interview_views import allowed, answer_of, asked
from cxfield.services.person_codes import next_code
from cxfield.services.plan_sheet import text_given
from cxfield.services.profile import tell_profile
from cxfield.storage import UnitOfWork
from cxfield.textclean import clean, one_line

#: The longest answer in characters; a whole hour of speech written down is about 60,000.
LONGEST_ANSWER = 200_000
PLANNED_MIN = 45
#: A question seen for a shorter time was only passed by.
GLANCE_MS = 1000
OPEN_STATES = (SessionState.RUNNING.value, SessionState.PAUSED.value, SessionState.INTERRUPTED.value)


@dataclass(frozen=True, slots=True)
class InterviewStart:
    """What is settled in front of the first question; `consents` has the answer to each item asked."""

    guide_version_id: str
    code: str = ""
    mode: str = "face_to_face"
    site_id: str | None = None
    wave_id: str | None = None
    language: str = "fi"
    planned_min: int = PLANNED_MIN
    consents: Mapping[ConsentItem, bool] = field(default_factory=dict)
    how: str = "spoken"
    planned_id: str | None = None
    party: str = CUSTOMER
    profile: Mapping[str, Any] = field(default_factory=dict)
    expected: Sequence[str] = ()
    linked_id: str | None = None


@dataclass(frozen=True, slots=True)
class Words:
    """The words of an answer as typed, the time of each paragraph (session ms), where its quotes are now."""

    text: str
    times: tuple[int, ...] = ()
    marks: Mapping[str, tuple[int, int]] = field(default_factory=dict)


def start_interview(uow: UnitOfWork, *, start: InterviewStart) -> Session:
    """Start an interview with a participant, known by code or new; consents are written down first."""
    study = next(iter(uow.all(Study)), None)
    if study is None:
        raise UserError(N_("The file holds no study yet. Fill in the study in Plan first."))
    version = uow.find(GuideVersion, start.guide_version_id)
    if version is None or version.published_at is None:
        raise UserError(N_("The interview has no published guide. Choose one in the start form."))
    person = _participant(uow, start.code, start.party)
    describe_person(uow, person, start.party, start.profile)
    for item, given in start.consents.items():
        record_consent(uow, participant_id=person.id, item=item, given=given, how=start.how)
    if allowed(uow, person.id)[ConsentItem.PARTICIPATION] is not True:
        raise UserError(
            N_("{code} has not agreed to take part. Ask, and choose Yes before starting."), code=person.code
        )
    stamp = uow.stamp()
    values: dict[str, Any] = {
        "state": SessionState.RUNNING.value,
        "site_id": start.site_id,
        "participant_id": person.id,
        "guide_version_id": version.id,
        "mode": start.mode,
        "party": start.party,
        "language": start.language,
        "planned_min": start.planned_min,
        "started_at": stamp.utc_ms,
        "offset_min": stamp.offset_min,
        "clock": [start_segment(stamp)],
    }
    if start.linked_id:
        values |= shared_clock(uow, start.linked_id, stamp)
    session = _begun(uow, study, start, values)
    for text in start.expected:
        add_expected(uow, session_id=session.id, text=text)
    return session


def _begun(uow: UnitOfWork, study: Study, start: InterviewStart, values: dict[str, Any]) -> Session:
    if start.planned_id:
        return _start_planned(uow, start.planned_id, values)
    number = max((s.number for s in uow.all(Session, kind=SessionKind.INTERVIEW.value)), default=0) + 1
    return uow.add(
        Session(
            study_id=study.id,
            kind=SessionKind.INTERVIEW.value,
            number=number,
            wave_id=start.wave_id,
            settling_min=0,
            **values,
        )
    )


def _start_planned(uow: UnitOfWork, planned_id: str, values: dict[str, Any]) -> Session:
    planned = uow.get(Session, planned_id)
    if planned.state != SessionState.PLANNED.value:
        raise UserError(N_("The planned interview has been started already. Open it in the list."))
    values["site_id"] = values["site_id"] or planned.site_id
    return uow.change(Session, planned_id, **values)


def _participant(uow: UnitOfWork, code: str, party: str) -> Participant:
    wanted = one_line(code).upper() or next_code(uow, code_letter(party), uow.author)
    found = uow.all(Participant, code=wanted)
    if not found:
        check_new_code(uow, wanted, party)
        return uow.add(Participant(code=wanted, order_key=wanted, role=party))
    person = found[0]
    check_party(person, party)
    if uow.all(Erasure, participant_id=person.id):
        raise UserError(N_("{code} has withdrawn from the study. Use another code."), code=wanted)
    for session in uow.all(Session, kind=SessionKind.INTERVIEW.value, participant_id=person.id):
        if session.state in OPEN_STATES:
            raise UserError(
                N_("The interview of {code} is still open. Continue it, or use another code."), code=wanted
            )
    return person


def record_consent(
    uow: UnitOfWork, *, participant_id: str, item: ConsentItem, given: bool, how: str = "spoken"
) -> Consent:
    """Write down the answer to one consent item; the earlier answers stay in the history."""
    stamp = uow.stamp()
    version, text = text_given(uow)
    made = uow.add(
        Consent(
            participant_id=participant_id,
            item=ConsentItem(item).value,
            given=given,
            at=stamp.utc_ms,
            offset_min=stamp.offset_min,
            taken_by=uow.author,
            how=how,
            text_version=version,
            text=text,
        )
    )
    if ConsentItem(item) is ConsentItem.CONTACT:
        contact_changed(uow, participant_id, given=given)
    return made


def save_answer(
    uow: UnitOfWork, *, session_id: str, question_id: str, value: Any, spent_ms: int | None = None
) -> Answer:
    """Keep the value of an answer; a sentence and no change when the question cannot take it."""
    question = uow.get(Question, question_id)
    encoded = question_type(question.type).encode(value, asked(uow, question))
    answer = _answer(uow, session_id, question_id)
    fields: dict[str, Any] = {"value": encoded}
    if encoded is not None:
        fields |= {"skipped": False, "skip_reason": ""}
    if encoded != answer.value:
        fields |= _late(uow, session_id)
        if question.type == DEMOGRAPHIC.key:
            person = uow.get(Session, session_id).participant_id
            tell_profile(uow, participant_id=person, before=answer.value or {}, told=encoded or {})
    changed = uow.change(Answer, answer.id, **fields, **_spent(answer, spent_ms))
    if question.type in LOW_SCORES:
        score_given(uow, session_id, question, encoded)
    return changed


def type_answer(
    uow: UnitOfWork, *, session_id: str, question_id: str, words: Words, spent_ms: int | None = None
) -> Answer:
    """Keep the words of an answer as they are typed; one burst of typing is one change in the history."""
    text = clean(words.text)
    if len(text) > LONGEST_ANSWER:
        raise UserError(
            N_("The answer is longer than {most} characters and is not saved. Shorten it."),
            most=f"{LONGEST_ANSWER:,}".replace(",", " "),
        )
    answer = _answer(uow, session_id, question_id)
    _move_marks(uow, answer, words, text)
    beside: dict[str, Any] = {"times": list(words.times)[: text.count("\n") + 1]}
    if text != answer.text:
        beside |= _late(uow, session_id)
    if answer.skipped and text.strip():
        beside |= {"skipped": False, "skip_reason": ""}
    if any(getattr(answer, name) != value for name, value in beside.items()):
        uow.change(Answer, answer.id, **beside, **_spent(answer, spent_ms))
    # A burst goes on only while the same fields are typed: the text, and nothing beside it.
    return uow.type_in(Answer, answer.id, text=text)


def _move_marks(uow: UnitOfWork, answer: Answer, words: Words, kept: str) -> None:
    shifted = words.text != kept
    for extract in uow.all(Extract, answer_id=answer.id) if words.marks else ():
        start, end = words.marks.get(extract.id, (extract.start, extract.end))
        if shifted:  # cleaning took characters away: count the clean ones in front
            start, end = len(clean(words.text[:start])), len(clean(words.text[:end]))
        text = kept[start:end]
        if text and (extract.start, extract.end, extract.text) != (start, end, text):
            uow.change(Extract, extract.id, start=start, end=end, text=text)


def skip_question(
    uow: UnitOfWork, *, session_id: str, question_id: str, reason: str = "", spent_ms: int | None = None
) -> Answer:
    """Leave a question out, with the reason; what was answered already stays."""
    answer = _answer(uow, session_id, question_id)
    fields = {"skipped": True, "skip_reason": one_line(reason)}
    return uow.change(Answer, answer.id, **fields, **_spent(answer, spent_ms))


def use_probe(uow: UnitOfWork, *, session_id: str, question_id: str, index: int, used: bool = True) -> Answer:
    """Note that a probe was asked (or that it was not)."""
    question = uow.get(Question, question_id)
    if not 0 <= index < len(question.probes):
        raise UserError(N_("The question has no probe {n}. Use one of those shown."), n=index + 1)
    answer = _answer(uow, session_id, question_id)
    others = [probe for probe in answer.probes_used if probe != index]
    return uow.change(Answer, answer.id, probes_used=[*others, index] if used else others)


def star_answer(uow: UnitOfWork, *, session_id: str, question_id: str, star: bool) -> Answer:
    """Put a star on an answer, or take it off."""
    answer = _answer(uow, session_id, question_id)
    return uow.change(Answer, answer.id, star=star)


def add_time(uow: UnitOfWork, *, session_id: str, question_id: str, spent_ms: int) -> Answer | None:
    """Keep how long a question has been on the screen; a glance under a second is not kept."""
    answer = answer_of(uow, session_id, question_id)
    if answer is None and spent_ms < GLANCE_MS:
        return None
    answer = answer or _answer(uow, session_id, question_id)
    return uow.change(Answer, answer.id, **_spent(answer, spent_ms))


def use_language(uow: UnitOfWork, *, session_id: str, language: str) -> Session:
    """Ask the rest of the interview in another language."""
    return uow.change(Session, session_id, language=language)


def pause_interview(uow: UnitOfWork, *, session_id: str) -> Session:
    """Pause: the clock goes on, the pause is listed."""
    session = uow.get(Session, session_id)
    if session.state != SessionState.RUNNING.value:
        return session
    now = session_t(session.clock, uow.stamp())
    pauses = [*session.pauses, [now, None]]
    return uow.change(Session, session_id, state=SessionState.PAUSED.value, pauses=pauses)


def resume_interview(uow: UnitOfWork, *, session_id: str) -> Session:
    """Go on after a pause, an interruption or a restart of the machine."""
    session = uow.get(Session, session_id)
    stamp = uow.stamp()
    clock = resumed(session.clock, stamp, _last_t(uow, session))
    now = session_t(clock, stamp)
    pauses = [[start, now if end is None else end] for start, end in session.pauses]
    return uow.change(
        Session,
        session_id,
        state=SessionState.RUNNING.value,
        clock=clock,
        pauses=pauses,
        ended_at=None,
        length_ms=None,
    )


def stop_interview(
    uow: UnitOfWork, *, session_id: str, interrupted: bool = False, notes: str | None = None
) -> Session:
    """End the interview, or leave it interrupted so that it can be continued; answers stay either way."""
    session = uow.get(Session, session_id)
    stamp = uow.stamp()
    if session.state == SessionState.INTERRUPTED.value:  # it ended when it was interrupted
        return session if interrupted else _end_interrupted(uow, session, notes)
    now = max(session_t(session.clock, stamp), _last_t(uow, session))
    pauses = [[start, now if end is None else end] for start, end in session.pauses]
    fields: dict[str, Any] = {"pauses": pauses, "length_ms": now, "ended_at": stamp.utc_ms}
    if interrupted:
        fields |= {"state": SessionState.INTERRUPTED.value, "pauses": [*pauses, [now, None]]}
    else:
        fields |= {"state": SessionState.DONE.value}
    if notes is not None:
        fields["notes"] = clean(notes)
    return uow.change(Session, session_id, **fields)


def _end_interrupted(uow: UnitOfWork, session: Session, notes: str | None) -> Session:
    pauses = [pause for pause in session.pauses if pause[1] is not None]
    fields: dict[str, Any] = {"state": SessionState.DONE.value, "pauses": pauses}
    if notes is not None:
        fields["notes"] = clean(notes)
    return uow.change(Session, session.id, **fields)


def answer_for(uow: UnitOfWork, session_id: str, question_id: str) -> Answer:
    """Return the answer to a question, made when it is not there yet."""
    return _answer(uow, session_id, question_id)


def _answer(uow: UnitOfWork, session_id: str, question_id: str) -> Answer:
    found = answer_of(uow, session_id, question_id)
    if found is not None:
        return found
    session = uow.get(Session, session_id)
    question = uow.get(Question, question_id)
    stamp = uow.stamp()
    return uow.add(
        Answer(
            session_id=session_id,
            question_id=question_id,
            follow_up=question.follows_id is not None,
            t_ms=_session_now(session, stamp),
            at=stamp.utc_ms,
            offset_min=stamp.offset_min,
        )
    )


def _session_now(session: Session, stamp: Stamp) -> int:
    """The session clock; what is written after the end belongs to the end."""
    now = session_t(session.clock, stamp)
    return now if session.length_ms is None else min(now, session.length_ms)


def _late(uow: UnitOfWork, session_id: str) -> dict[str, bool]:
    """What is changed after the end says so; the history keeps what it was."""
    return {"late": True} if uow.get(Session, session_id).state == SessionState.DONE.value else {}


def _spent(answer: Answer, spent_ms: int | None) -> dict[str, int]:
    return {} if spent_ms is None else {"spent_ms": max(answer.spent_ms, spent_ms)}


def _last_t(uow: UnitOfWork, session: Session) -> int:
    times = [max(answer.t_ms, *answer.times, 0) for answer in uow.all(Answer, session_id=session.id)]
    ends = [moment or 0 for pause in session.pauses for moment in pause]
    return max([*times, *ends, 0])
