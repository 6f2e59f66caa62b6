# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the team makes of it: the board, findings with their evidence, actions, reflections."""

from dataclasses import dataclass
from datetime import date

from cxfield.clock import Stamp, session_t, start_segment
from cxfield.errors import UserError
from cxfield.i18n import N_
from cxfield.ids import link_id
from cxfield.model.base import Record
from cxfield.model.debrief import (
    Action,
    ChapterText,
    Evidence,
    Finding,
    Note,
    NoteGroup,
    Reflection,
    Settlement,
)
from cxfield.model.enums import ActionKind, ActionState, SessionState
from cxfield.model.registry import kinds
from cxfield.model.session import Session
from cxfield.services.study_setup import next_order
from cxfield.storage import Reader, UnitOfWork
from cxfield.textclean import clean


@dataclass(frozen=True, slots=True)
class FindingDraft:
    """What a finding says; observation, interpretation and so-what are kept apart."""

    statement: str
    code: str = ""
    detail: str = ""
    observation: str = ""
    interpretation: str = ""
    so_what: str = ""
    theme: str = ""
    affected: int | None = None
    observed: int | None = None
    severity: int | None = None
    macro: bool = True
    confidence: str = ""
    issue: bool = False


@dataclass(frozen=True, slots=True)
class ActionDraft:
    """What is to be done, by whom and when (an ISO date)."""

    text: str
    code: str = ""
    owner: str = ""
    kind: ActionKind = ActionKind.CORRECTIVE
    due_on: str = ""
    metric_id: str | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """Something logged that a note or a finding points to."""

    kind: str
    id: str


def start_debrief(uow: UnitOfWork, *, session_id: str, stamp: Stamp) -> Session:
    """Open the planned debrief session."""
    session = uow.get(Session, session_id)
    if session.state != SessionState.PLANNED.value:
        raise UserError(N_("The debrief session has been started already."))
    return uow.change(
        Session,
        session_id,
        state=SessionState.RUNNING.value,
        started_at=stamp.utc_ms,
        offset_min=stamp.offset_min,
        clock=[start_segment(stamp)],
    )


def stop_debrief(uow: UnitOfWork, *, session_id: str, stamp: Stamp) -> Session:
    """Close the debrief session."""
    session = uow.get(Session, session_id)
    return uow.change(
        Session,
        session_id,
        state=SessionState.DONE.value,
        ended_at=stamp.utc_ms,
        length_ms=session_t(session.clock, stamp),
    )


def add_note_group(uow: UnitOfWork, *, header: str, session_id: str | None = None) -> NoteGroup:
    """Add a cluster of notes to the board."""
    order = next_order(uow, NoteGroup)
    return uow.add(NoteGroup(header=clean(header).strip(), session_id=session_id, order_key=order))


def add_note(
    uow: UnitOfWork,
    *,
    text: str,
    by_id: str | None = None,
    group_id: str | None = None,
    source: Source | None = None,
    mark: str = "",
) -> Note:
    """Put a note on the board: own words, or a pointer to something logged."""
    words = clean(text).strip()
    if not words and source is None:
        raise UserError(N_("The note is empty. Write it first."))
    if source is not None:
        _must_exist(uow, source)
    return uow.add(
        Note(
            text=words,
            by_id=by_id,
            group_id=group_id,
            source_kind=source.kind if source else "",
            source_id=source.id if source else "",
            mark=mark,
        )
    )


def move_note(uow: UnitOfWork, *, note_id: str, group_id: str | None) -> Note:
    """Move a note to a cluster, or out of all of them."""
    return uow.change(Note, note_id, group_id=group_id)


def vote(uow: UnitOfWork, *, note_id: str, member_id: str, on: bool = True) -> Note:
    """Give a note a team member's vote, or take it back; one vote each."""
    note = uow.get(Note, note_id)
    others = [voter for voter in note.votes if voter != member_id]
    return uow.change(Note, note_id, votes=[*others, member_id] if on else others)


def add_finding(uow: UnitOfWork, *, draft: FindingDraft) -> Finding:
    """Keep something the team has learnt."""
    statement = clean(draft.statement).strip()
    if not statement:
        raise UserError(N_("A finding needs a sentence. Write what you have learnt."))
    if draft.affected is not None and draft.observed is not None and draft.affected > draft.observed:
        raise UserError(
            N_("{affected} of {observed} cannot be right. Correct the counts."),
            affected=draft.affected,
            observed=draft.observed,
        )
    return uow.add(
        Finding(
            code=draft.code,
            statement=statement,
            detail=clean(draft.detail),
            observation=clean(draft.observation),
            interpretation=clean(draft.interpretation),
            so_what=clean(draft.so_what),
            theme=draft.theme,
            affected=draft.affected,
            observed=draft.observed,
            severity=draft.severity,
            macro=draft.macro,
            confidence=draft.confidence,
            issue=draft.issue,
            order_key=next_order(uow, Finding),
        )
    )


def link_evidence(uow: UnitOfWork, *, finding_id: str, source: Source, against: bool = False) -> Evidence:
    """Tie a finding to something logged, for it or against it; the same tie twice is one."""
    _must_exist(uow, source)
    key = link_id("evidence", finding_id, source.kind, source.id)
    if uow.find(Evidence, key) is not None:
        return uow.change(Evidence, key, against=against)
    return uow.add(
        Evidence(id=key, finding_id=finding_id, source_kind=source.kind, source_id=source.id, against=against)
    )


def source_record(reader: Reader, source_kind: str, source_id: str) -> Record | None:
    """The record that evidence points to; nothing when it has been withdrawn."""
    kind = kinds().get(source_kind)
    return reader.find(kind.cls, source_id) if kind is not None else None


def add_action(uow: UnitOfWork, *, draft: ActionDraft, finding_id: str | None = None) -> Action:
    """Decide what is to be done."""
    if not clean(draft.text).strip():
        raise UserError(N_("An action needs words. Write what is to be done."))
    return uow.add(
        Action(
            finding_id=finding_id,
            code=draft.code,
            text=clean(draft.text).strip(),
            owner=draft.owner,
            kind=draft.kind.value,
            due_on=_day(draft.due_on) if draft.due_on else "",
            metric_id=draft.metric_id,
            order_key=next_order(uow, Action),
        )
    )


def set_action_state(uow: UnitOfWork, *, action_id: str, state: ActionState) -> Action:
    """Say how far an action has come."""
    return uow.change(Action, action_id, state=state.value)


def add_reflection(uow: UnitOfWork, *, on: str, text: str, by_id: str | None = None) -> Reflection:
    """Keep an afterthought with its day (ISO)."""
    words = clean(text).strip()
    if not words:
        raise UserError(N_("The reflection is empty. Write it first."))
    order = next_order(uow, Reflection)
    return uow.add(Reflection(on=_day(on), text=words, by_id=by_id, order_key=order))


def settle(
    uow: UnitOfWork, *, source: Source, field: str, reason: str, by_id: str | None = None
) -> Settlement:
    """Keep why two codings of the same thing were settled the way they were; the codings stay."""
    _must_exist(uow, source)
    return uow.add(
        Settlement(
            record_kind=source.kind, record_id=source.id, field=field, by_id=by_id, reason=clean(reason)
        )
    )


def write_chapter(uow: UnitOfWork, *, chapter: str, language: str, text: str) -> ChapterText:
    """Keep the team's own words in a report chapter."""
    for row in uow.all(ChapterText, chapter=chapter):
        return uow.change(ChapterText, row.id, text={**row.text, language: clean(text)})
    return uow.add(ChapterText(chapter=chapter, text={language: clean(text)}))


def _day(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise UserError(N_("{text} is not a day. Choose one from the calendar."), text=text[:40]) from None


def _must_exist(uow: UnitOfWork, source: Source) -> None:
    if source_record(uow, source.kind, source.id) is None:
        raise UserError(N_("What this points to is not in the study any more. Choose something else."))
