# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Counters, watches and sampled looks that run beside the log of an observation."""

from collections.abc import Mapping, Sequence

from cxfield.clock import Stamp, session_t
from cxfield.errors import UserError
from cxfield.i18n import N_
from cxfield.methods.instruments import Method, TimingKind, method_facts, tally_facts
from cxfield.model.enums import SessionState
from cxfield.model.sampling import Sample, SamplePlan, Tally, Timing
from cxfield.model.session import Session
from cxfield.storage import UnitOfWork
from cxfield.textclean import one_line

#: The shortest time between two looks.
SHORTEST_MS = 1_000
_WHOLE = 100
_OVER = N_("Session {n} has been stopped. Start a new one to log.")
_PAUSED = N_("Session {n} is paused. Continue it to log.")


def count(
    uow: UnitOfWork,
    *,
    session_id: str,
    key: str,
    stamp: Stamp,
    touchpoint_id: str | None = None,
    tally_id: str = "",
) -> Tally:
    """Press a counter once."""
    t_ms = _running_t(uow, session_id, stamp)
    return uow.add(
        Tally(
            id=tally_id,
            session_id=session_id,
            key=key,
            t_ms=t_ms,
            at=stamp.utc_ms,
            touchpoint_id=touchpoint_id,
        )
    )


def take_back(uow: UnitOfWork, *, session_id: str, key: str) -> Tally | None:
    """Take the latest press of a counter back; returns it, or None when there was none."""
    pressed = uow.all(Tally, session_id=session_id, key=key)
    if not pressed:
        return None
    last = max(pressed, key=lambda tally: (tally.t_ms, tally.id))
    uow.remove(Tally, last.id)
    return last


def enter_figure(uow: UnitOfWork, *, session_id: str, key: str, amount: float | None) -> Tally | None:
    """Enter a figure of the company's own for a session (visitors, sales); None takes it out."""
    facts = tally_facts(key)
    if facts is None or not facts.entered:
        raise ValueError(f"not a figure that is entered: {key}")
    if amount is not None and (amount < 0 or (facts.unit == "%" and amount > _WHOLE)):
        raise UserError(N_("A figure is 0 or more, a share at most 100 %. Nothing was changed."))
    known = uow.all(Tally, session_id=session_id, key=key)
    if amount is None:
        for tally in known:
            uow.remove(Tally, tally.id)
        return None
    if known:
        return uow.change(Tally, known[0].id, amount=amount)
    session = uow.get(Session, session_id)
    return uow.add(
        Tally(session_id=session_id, key=key, amount=amount, at=session.started_at or uow.stamp().utc_ms)
    )


def start_timing(
    uow: UnitOfWork,
    *,
    session_id: str,
    kind: TimingKind,
    stamp: Stamp,
    name: str = "",
    goal: str = "",
    touchpoint_id: str | None = None,
    shopper_id: str | None = None,
    timing_id: str = "",
) -> Timing:
    """Start the watch on a task or a contact; any number may run at once."""
    t_ms = _running_t(uow, session_id, stamp)
    session = uow.get(Session, session_id)
    return uow.add(
        Timing(
            id=timing_id,
            session_id=session_id,
            kind=kind.value,
            name=one_line(name),
            goal=one_line(goal),
            channel_id=session.channel_id,
            touchpoint_id=touchpoint_id,
            shopper_id=shopper_id,
            start_t=t_ms,
        )
    )


def respond(uow: UnitOfWork, *, timing_id: str, stamp: Stamp) -> Timing:
    """Somebody answered: a response, which is not yet a solution; only the first one counts."""
    timing = uow.get(Timing, timing_id)
    if timing.response_t is not None:
        return timing
    return uow.change(Timing, timing_id, response_t=max(timing.start_t, _t(uow, timing.session_id, stamp)))


def finish_timing(
    uow: UnitOfWork,
    *,
    timing_id: str,
    stamp: Stamp,
    reached: bool | None = None,
    first_contact: bool | None = None,
) -> Timing:
    """Stop the watch: was the goal reached, was it solved at the first contact?"""
    timing = uow.get(Timing, timing_id)
    end = timing.end_t if timing.end_t is not None else _t(uow, timing.session_id, stamp)
    return uow.change(
        Timing,
        timing_id,
        end_t=max(timing.start_t, end),
        reached=timing.reached if reached is None else reached,
        first_contact=timing.first_contact if first_contact is None else first_contact,
    )


def change_timing(uow: UnitOfWork, *, timing_id: str, **fields: object) -> Timing:
    """Change what a timing says; its times stay as they were measured."""
    unknown = set(fields) - {"name", "goal", "reached", "first_contact", "touchpoint_id", "shopper_id"}
    if unknown:
        raise ValueError(f"not to be edited: {sorted(unknown)}")
    return uow.change(Timing, timing_id, **fields)


def start_sampling(
    uow: UnitOfWork,
    *,
    session_id: str,
    method: Method,
    every_ms: int,
    targets: Sequence[str],
    stamp: Stamp,
) -> SamplePlan:
    """Start looking at even times; the clock and the log run on. The same method anew replaces the old."""
    if every_ms < SHORTEST_MS:
        raise UserError(N_("Looks cannot be closer than a second. Choose a longer time between them."))
    if not targets:
        raise UserError(N_("Choose at least one thing to look for."))
    t_ms = _running_t(uow, session_id, stamp)
    for plan in uow.all(SamplePlan, session_id=session_id, method=method.value, until_t=None):
        uow.change(SamplePlan, plan.id, until_t=t_ms)
    return uow.add(
        SamplePlan(
            session_id=session_id,
            method=method.value,
            every_ms=every_ms,
            targets=list(dict.fromkeys(targets)),
            from_t=t_ms,
        )
    )


def stop_sampling(uow: UnitOfWork, *, plan_id: str, stamp: Stamp) -> SamplePlan:
    """No more looks of this plan are due."""
    plan = uow.get(SamplePlan, plan_id)
    if plan.until_t is not None:
        return plan
    return uow.change(SamplePlan, plan_id, until_t=max(plan.from_t, _t(uow, plan.session_id, stamp)))


def answer_look(
    uow: UnitOfWork, *, plan_id: str, due_t: int, found: Mapping[str, int], stamp: Stamp
) -> tuple[Sample, ...]:
    """Write down what a look found; a second answer replaces the first, nothing found is one too."""
    plan = uow.get(SamplePlan, plan_id)
    t_ms = _running_t(uow, plan.session_id, stamp)
    if due_t <= plan.from_t or (due_t - plan.from_t) % plan.every_ms or due_t > t_ms:
        raise UserError(N_("No look was due then. Nothing was changed."))
    for old in uow.all(Sample, plan_id=plan_id, due_t=due_t):
        uow.remove(Sample, old.id)
    counts = method_facts(plan.method).counts
    seen = {target: n if counts else 1 for target, n in found.items() if n > 0 and target in plan.targets}
    rows = seen or {"": 0}
    return tuple(
        uow.add(
            Sample(session_id=plan.session_id, plan_id=plan_id, due_t=due_t, t_ms=t_ms, target_id=target, n=n)
        )
        for target, n in rows.items()
    )


def close_open(uow: UnitOfWork, *, session_id: str, t_ms: int) -> None:
    """The session stops: watches and looks that still run end with it, watches are marked so."""
    for timing in uow.all(Timing, session_id=session_id, end_t=None):
        uow.change(Timing, timing.id, end_t=max(t_ms, timing.start_t), closed_by_stop=True)
    for plan in uow.all(SamplePlan, session_id=session_id, until_t=None):
        uow.change(SamplePlan, plan.id, until_t=max(t_ms, plan.from_t))


def _running_t(uow: UnitOfWork, session_id: str, stamp: Stamp) -> int:
    session = uow.get(Session, session_id)
    if session.state in (SessionState.DONE.value, SessionState.PLANNED.value):
        raise UserError(_OVER, n=session.number)
    t_ms = session_t(session.clock, stamp)
    began = next((start for start, end in session.pauses if end is None and start is not None), None)
    # What was pressed before the pause may reach the file in it, when the disk was busy or full.
    if session.state != SessionState.RUNNING.value and not (began is not None and t_ms <= began):
        raise UserError(_PAUSED, n=session.number)
    return t_ms


def _t(uow: UnitOfWork, session_id: str, stamp: Stamp) -> int:
    return session_t(uow.get(Session, session_id).clock, stamp)
