# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What an observer does in a session: start, log, rate, edit, pause, stop."""

from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import select

from cxfield.clock import Stamp, phase_at, resumed, session_t, start_segment
from cxfield.errors import UserError
from cxfield.i18n import N_
from cxfield.model.capture import Entry
from cxfield.model.codes import Code, CodeExclusion
from cxfield.model.enums import CodeKind, Mark, Phase, SessionKind, SessionState
from cxfield.model.registry import table_of
from cxfield.model.session import Session
from cxfield.model.study import Study
from cxfield.services import instruments
from cxfield.services.observation_shapes import Closing, Inherited, Start
from cxfield.services.quickline import Line
from cxfield.services.study_setup import lock_preconceptions
from cxfield.services.tracking import close_shoppers
from cxfield.storage import UnitOfWork
from cxfield.textclean import clean

#: A longer silence of the program than this is a break in the session, not a restart in the middle of it.
BREAK_MS = 120_000

_TEXTS = frozenset(("text", "how", "interpretation", "so_what", "expected_instead", "emotion"))
_EDITABLE = _TEXTS | {"code_id", "touchpoint_id", "shopper_id", "zone_id"}
_EDITABLE |= {"ordinariness", "chosen", "polarity", "star", "aware"}
_S = table_of(Session).c
_RUNNING = select(_S.clock, _S.state, _S.number, _S.phase, _S.settling_min, _S.pauses, _S.phases)
_OPEN = (SessionState.RUNNING.value, SessionState.PAUSED.value, SessionState.INTERRUPTED.value)


def start_session(uow: UnitOfWork, *, start: Start, stamp: Stamp) -> Session:
    """Start a new observation session, or the planned one that was picked.

    What the team expects is locked now: after the first look it would no longer be a preconception.
    """
    for other in uow.all(Session, kind=SessionKind.OBSERVATION.value):
        if other.state in _OPEN:
            raise UserError(N_("Session {n} is still open. Stop it before starting another."), n=other.number)
    study = _study(uow)
    values: dict[str, Any] = {
        "state": SessionState.RUNNING.value,
        "phase": start.phase.value,
        "site_id": start.site_id,
        "channel_id": start.channel_id,
        "roles": dict(start.roles),
        "started_at": stamp.utc_ms,
        "offset_min": stamp.offset_min,
        "clock": [start_segment(stamp)],
        "pauses": [],
        "checklist": list(start.checklist),
    }
    limits = ("settling_min", "planned_min", "quiet_min", "break_min")
    values |= {name: value for name in limits if (value := getattr(start, name)) is not None}
    lock_preconceptions(uow)
    if start.planned_id:
        planned = uow.get(Session, start.planned_id)
        if planned.state != SessionState.PLANNED.value:
            raise UserError(N_("Session {n} has been started already. Pick another one."), n=planned.number)
        number = planned.number or _next_number(uow)
        return uow.change(Session, planned.id, number=number, **values)
    return uow.add(
        Session(
            study_id=study.id,
            kind=SessionKind.OBSERVATION.value,
            number=_next_number(uow),
            wave_id=start.wave_id,
            language=start.language,
            **{"settling_min": study.settling_min, **values},
        )
    )


def log_event(
    uow: UnitOfWork, *, inherited: Inherited, code_id: str, stamp: Stamp, entry_id: str = ""
) -> Entry:
    """Log a moment with a code; `entry_id` is the key the screen already gave it, if any."""
    entry = _entry(uow, inherited, stamp, entry_id)
    entry.code_id = code_id
    return uow.add(entry)


def toggle_state(
    uow: UnitOfWork, *, inherited: Inherited, code_id: str, stamp: Stamp, entry_id: str = ""
) -> tuple[Entry, ...]:
    """End the running state of the code, or start it and end those that exclude it.

    Returns every entry that changed, the one that was started or ended first.
    """
    session = _open_session(uow, inherited.session_id, stamp)
    running = _running(uow, inherited, code_id)
    if running:
        t_ms = session_t(session.clock, stamp)
        return tuple(_end_state(uow, entry, t_ms) for entry in running)
    return start_state(uow, inherited=inherited, code_id=code_id, stamp=stamp, entry_id=entry_id)


def start_state(
    uow: UnitOfWork, *, inherited: Inherited, code_id: str, stamp: Stamp, entry_id: str = ""
) -> tuple[Entry, ...]:
    """Start a state and end those that exclude it, also one of the same code that the screen did not show.

    An undo may be on its way when the key is pressed: what the observer saw begin begins.
    """
    session = _open_session(uow, inherited.session_id, stamp)
    t_ms = session_t(session.clock, stamp)
    states = [code_id, *(code for code in _excluded(uow, code_id) if _is_state(uow, code))]
    before = [one for code in states for one in _running(uow, inherited, code)]
    entry = _entry(uow, inherited, stamp, entry_id)
    entry.code_id = code_id
    started = uow.add(entry)
    return started, *(_end_state(uow, other, t_ms) for other in before)


def end_state(uow: UnitOfWork, *, entry_id: str, stamp: Stamp) -> Entry:
    """End the state that the screen showed running; one that has ended meanwhile stays as it is."""
    entry = uow.find(Entry, entry_id)
    if entry is None or entry.retired:
        raise UserError(
            N_("The beginning of this was taken back meanwhile. Press the key again to begin anew.")
        )
    session = _open_session(uow, entry.session_id, stamp)
    return entry if entry.end_t_ms is not None else _end_state(uow, entry, session_t(session.clock, stamp))


def log_note(uow: UnitOfWork, *, inherited: Inherited, line: Line, stamp: Stamp, entry_id: str = "") -> Entry:
    """Log a note with what its tokens say; the time is that of its first keystroke.

    A state code in a note starts the state; if it is running already, the note is a moment in it.
    What was written is taken in a pause too: its time may be from before, and it must not get lost.
    """
    entry = _entry(uow, inherited, stamp, entry_id, in_pause=True)
    entry.text = clean(line.text).strip()
    entry.interpretation = clean(line.interpretation).strip()
    entry.how = clean(line.how).strip()
    entry.code_id = line.code_id
    entry.touchpoint_id = line.touchpoint_id or inherited.touchpoint_id
    entry.shopper_id = line.shopper_id or inherited.shopper_id
    if line.ordinariness is not None:
        entry.ordinariness, entry.chosen = line.ordinariness, True
    if line.polarity is not None:
        entry.polarity = line.polarity
    whose = replace(inherited, shopper_id=entry.shopper_id)
    if line.code_id and _is_state(uow, line.code_id) and _running(uow, whose, line.code_id):
        entry.end_t_ms = entry.t_ms
    return uow.add(entry)


def rewrite_entry(uow: UnitOfWork, *, entry_id: str, line: Line) -> Entry:
    """Replace what an entry says by an edited line; its time stays."""
    fields: dict[str, object] = {
        "text": line.text.strip(),
        "interpretation": line.interpretation.strip(),
        "code_id": line.code_id,
        "touchpoint_id": line.touchpoint_id,
        "shopper_id": line.shopper_id,
    }
    if line.how:
        fields["how"] = line.how.strip()
    if line.ordinariness is not None:
        fields.update(ordinariness=line.ordinariness, chosen=True)
    if line.polarity is not None:
        fields["polarity"] = line.polarity
    return change_entry(uow, entry_id=entry_id, **fields)


def change_entry(uow: UnitOfWork, *, entry_id: str, **fields: object) -> Entry:
    """Change fields of an entry that people may change; its time is not one of them."""
    unknown = set(fields) - _EDITABLE
    if unknown:
        raise ValueError(f"not to be edited: {sorted(unknown)}")
    cleaned = {name: clean(str(value)) if name in _TEXTS else value for name, value in fields.items()}
    return uow.change(Entry, entry_id, **cleaned)


def rate_entry(uow: UnitOfWork, *, entry_id: str, ordinariness: int) -> Entry:
    """Say how ordinary or surprising it was, 1 to 5; from then on the rating is a chosen one."""
    return change_entry(uow, entry_id=entry_id, ordinariness=ordinariness, chosen=True)


def set_polarity(uow: UnitOfWork, *, entry_id: str, polarity: int) -> Entry:
    """Say whether it was good or bad: -1, 0 or 1."""
    return change_entry(uow, entry_id=entry_id, polarity=polarity)


def set_mark(uow: UnitOfWork, *, entry_id: str, mark: Mark, on: bool) -> Entry:
    """Pin a mark on an entry or take it off."""
    entry = uow.get(Entry, entry_id)
    marks = [name for name in entry.marks if name != mark.value]
    return uow.change(Entry, entry_id, marks=[*marks, mark.value] if on else marks)


def remove_entry(uow: UnitOfWork, *, entry_id: str) -> str:
    """Take an entry out; undo brings it back."""
    uow.remove(Entry, entry_id)
    return entry_id


def set_phase(uow: UnitOfWork, *, session_id: str, phase: Phase, stamp: Stamp | None = None) -> Session:
    """Say that the service itself is ahead, going on or over; new entries take it along.

    The phase the session was planned for stays; the changes are kept with their times.
    """
    running = _open_session(uow, session_id)
    if phase_at(running.phase, running.phases) == phase.value:
        return uow.get(Session, session_id)
    t_ms = session_t(running.clock, stamp or uow.stamp())
    return uow.change(Session, session_id, phases=[*running.phases, [t_ms, phase.value]])


def pause(uow: UnitOfWork, *, session_id: str, stamp: Stamp) -> Session:
    """Take a break; it is left out of every rate."""
    _open_session(uow, session_id)
    session = uow.get(Session, session_id)
    return uow.change(
        Session,
        session_id,
        state=SessionState.PAUSED.value,
        pauses=[*session.pauses, [session_t(session.clock, stamp), None]],
    )


def resume(uow: UnitOfWork, *, session_id: str, stamp: Stamp) -> Session:
    """Go on after a break or an interruption."""
    session = uow.get(Session, session_id)
    if session.state == SessionState.RUNNING.value:
        return session
    _not_done(session)
    segments = resumed(session.clock, stamp, _last_t(session))
    return uow.change(
        Session,
        session_id,
        state=SessionState.RUNNING.value,
        clock=segments,
        pauses=_ended(session.pauses, session_t(segments, stamp)),
    )


def recover(uow: UnitOfWork, *, session_id: str, stamp: Stamp, last_t: int) -> Session:
    """Take up a session that the program left open; `last_t` is the last time it is known to have seen.

    After a short gap the session runs on. After a longer one it is interrupted: the time between is a break,
    which the observer ends by going on, or stops the session.
    """
    session = uow.get(Session, session_id)
    if session.state != SessionState.RUNNING.value:
        return session
    last_t = max(last_t, _last_t(session))
    segments = resumed(session.clock, stamp, last_t)
    if session_t(segments, stamp) - last_t <= BREAK_MS:
        return uow.change(Session, session_id, clock=segments)
    return uow.change(
        Session,
        session_id,
        clock=segments,
        state=SessionState.INTERRUPTED.value,
        pauses=[*session.pauses, [last_t, None]],
    )


def stop_session(
    uow: UnitOfWork, *, session_id: str, stamp: Stamp, closing: Closing | None = None
) -> Session:
    """Stop a session: running states end with it and are marked so, shoppers' markers are erased."""
    session = uow.get(Session, session_id)
    _not_done(session)
    answers = closing or Closing()
    t_ms = max(session_t(session.clock, stamp), _last_t(session))
    states = {code.id for code in uow.all(Code, retired=True) if code.kind == CodeKind.STATE.value}
    for entry in uow.all(Entry, session_id=session_id):
        if entry.end_t_ms is None and entry.code_id in states:
            uow.change(Entry, entry.id, end_t_ms=max(t_ms, entry.t_ms), closed_by_stop=True)
    instruments.close_open(uow, session_id=session_id, t_ms=t_ms)
    close_shoppers(uow, session_id=session_id, t_ms=t_ms)
    return uow.change(
        Session,
        session_id,
        state=SessionState.DONE.value,
        ended_at=stamp.utc_ms,
        length_ms=t_ms,
        pauses=_ended(session.pauses, t_ms),
        attention=answers.attention,
        notes=clean(answers.notes).strip(),
        reactivity=answers.reactivity or session.reactivity,
    )


@dataclass(frozen=True, slots=True)
class _Running:
    """The few columns of a session that an entry needs; reading no more keeps a key press quick."""

    clock: list[dict[str, Any]]
    state: str
    number: int
    phase: str
    settling_min: int
    pauses: list[list[int | None]]
    phases: list[list[Any]]


def _entry(
    uow: UnitOfWork, inherited: Inherited, stamp: Stamp, entry_id: str, *, in_pause: bool = False
) -> Entry:
    session = _open_session(uow, inherited.session_id, stamp, in_pause=in_pause)
    t_ms = session_t(session.clock, stamp)
    return Entry(
        id=entry_id,
        session_id=inherited.session_id,
        t_ms=t_ms,
        at=stamp.utc_ms,
        offset_min=stamp.offset_min,
        observer_id=inherited.observer_id,
        touchpoint_id=inherited.touchpoint_id,
        shopper_id=inherited.shopper_id,
        zone_id=inherited.zone_id,
        phase=phase_at(session.phase, session.phases or ()),
        settling=t_ms < session.settling_min * 60_000,
        # Said here, for working out defaults that are made anew each time takes longer than all the rest.
        marks=[],
        modifiers=[],
        causes=[],
        aspects=[],
        tags=[],
    )


def _open_session(
    uow: UnitOfWork, session_id: str, stamp: Stamp | None = None, *, in_pause: bool = False
) -> _Running:
    row = next(iter(uow.select(_RUNNING.where(_S.id == session_id))), None)
    if row is None:
        uow.get(Session, session_id)  # says what is wrong
    session = _Running(*(row or ()))
    _not_done(session)
    # What was pressed before the pause may reach the file in it, when the disk was busy or full.
    began = next((span[0] for span in session.pauses if span[1] is None), None)
    early = stamp is not None and began is not None and session_t(session.clock, stamp) <= began
    if session.state != SessionState.RUNNING.value and not (early or in_pause):
        raise UserError(N_("Session {n} is paused. Continue it to log."), n=session.number)
    return session


def _not_done(session: Session | _Running) -> None:
    if session.state not in _OPEN:
        raise UserError(N_("Session {n} has been stopped. Start a new one to log."), n=session.number)


def _running(uow: UnitOfWork, inherited: Inherited, code_id: str) -> list[Entry]:
    same = uow.all(Entry, session_id=inherited.session_id, code_id=code_id, end_t_ms=None)
    return [entry for entry in same if entry.shopper_id == inherited.shopper_id]


def _end_state(uow: UnitOfWork, entry: Entry, t_ms: int) -> Entry:
    return uow.change(Entry, entry.id, end_t_ms=max(entry.t_ms, t_ms))


def _is_state(uow: UnitOfWork, code_id: str) -> bool:
    code = uow.find(Code, code_id)
    return code is not None and code.kind == CodeKind.STATE.value


def _excluded(uow: UnitOfWork, code_id: str) -> list[str]:
    pairs = ((link.code_id, link.other_id) for link in uow.all(CodeExclusion))
    return [other if one == code_id else one for one, other in pairs if code_id in (one, other)]


def _last_t(session: Session) -> int:
    """The latest session time the session row itself knows of."""
    known = [int(segment["t"]) for segment in session.clock]
    known += [t for span in session.pauses for t in span if t is not None]
    return max(known, default=0)


def _ended(pauses: list[list[int | None]], t_ms: int) -> list[list[int | None]]:
    return [[start, t_ms if end is None else end] for start, end in pauses]


def _study(uow: UnitOfWork) -> Study:
    studies = uow.all(Study)
    if not studies:
        raise UserError(N_("The file has no study yet. Name the study in Plan first."))
    return studies[0]


def _next_number(uow: UnitOfWork) -> int:
    sessions = uow.all(Session, kind=SessionKind.OBSERVATION.value)
    return max((session.number for session in sessions), default=0) + 1
