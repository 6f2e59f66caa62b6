# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The table and its mistakes: seats moved, keys changed, late arrivals, people who leave, seats mixed up."""

from typing import Any

from cxfield.errors import UserError
from cxfield.i18n import N_
from cxfield.ids import link_id
from cxfield.model.enums import ConsentItem
from cxfield.model.group import Idea, IdeaRanking, Parked, StimulusRating
from cxfield.model.talk import Seat, Statement, Turn
from cxfield.services.group import FULL_CIRCLE, MODERATOR_KEYS, SEAT_KEYS
from cxfield.services.interview_views import allowed
from cxfield.storage import UnitOfWork

MOST_SEATS = 12


def move_seat(uow: UnitOfWork, *, seat_id: str, angle: float) -> Seat:
    """Put a seat somewhere else at the table; 0 is at the top, clockwise."""
    return uow.change(Seat, seat_id, angle=round(angle % FULL_CIRCLE, 1))


def set_key(uow: UnitOfWork, *, seat_id: str, key: str) -> Seat:
    """Give a seat a key; whoever had it takes the other one in exchange, so no key has two seats."""
    wanted = key.strip().upper()
    if wanted not in (*SEAT_KEYS, *MODERATOR_KEYS):
        raise UserError(N_("{key} is no seat key. Use 1 to 9, Q, W, E, M or N."), key=wanted or "–")
    seat = uow.get(Seat, seat_id)
    for other in uow.all(Seat, session_id=seat.session_id, key=wanted):
        if other.id != seat_id:
            uow.change(Seat, other.id, key=seat.key)
    return uow.change(Seat, seat_id, key=wanted)


def settle_keys(uow: UnitOfWork, *, session_id: str) -> int:
    """Give every seat a key of its own again where two files gave one key to two people; how many changed."""
    taken: set[str] = set()
    changed = 0
    for seat in uow.all(Seat, session_id=session_id, order_by="angle"):
        if seat.key and seat.key not in taken:
            taken.add(seat.key)
            continue
        pool = MODERATOR_KEYS if seat.moderator else SEAT_KEYS
        used = taken | {other.key for other in uow.all(Seat, session_id=session_id) if other.id != seat.id}
        free = next((key for key in pool if key not in used), "")
        uow.change(Seat, seat.id, key=free)
        taken.add(free)
        changed += 1
    return changed


def arrive(uow: UnitOfWork, *, session_id: str, participant_id: str, t_ms: int) -> Seat:
    """Somebody comes late: a seat from now on. Who left and comes back takes the same seat again."""
    if allowed(uow, participant_id)[ConsentItem.PARTICIPATION] is not True:
        raise UserError(N_("Somebody at the table has not agreed to take part. Ask first."))
    seats = uow.all(Seat, session_id=session_id)
    for seat in seats:
        if seat.participant_id == participant_id:
            return come_back(uow, seat_id=seat.id, t_ms=t_ms)
    people = [seat for seat in seats if not seat.moderator]
    if len(people) >= MOST_SEATS:
        raise UserError(N_("The table is full: {n} people. A larger group needs two tables."), n=MOST_SEATS)
    used = {seat.key for seat in seats}
    return uow.add(
        Seat(
            id=link_id("seat", session_id, participant_id),
            session_id=session_id,
            participant_id=participant_id,
            key=next((key for key in SEAT_KEYS if key not in used), ""),
            angle=_widest_gap([seat.angle for seat in seats]),
            in_t=t_ms,
        )
    )


def leave_table(uow: UnitOfWork, *, seat_id: str, t_ms: int) -> Seat:
    """Somebody leaves: a turn that goes on ends, and the share is of the time before."""
    seat = uow.get(Seat, seat_id)
    for turn in uow.all(Turn, session_id=seat.session_id, seat_id=seat_id, end_t_ms=None):
        uow.change(Turn, turn.id, end_t_ms=max(t_ms, turn.t_ms))
    return uow.change(Seat, seat_id, out_t=t_ms)


def come_back(uow: UnitOfWork, *, seat_id: str, t_ms: int) -> Seat:
    """Who left is here again; the time between was away."""
    seat = uow.get(Seat, seat_id)
    if seat.out_t is None:
        return seat
    return uow.change(Seat, seat_id, out_t=None, away=[*seat.away, [seat.out_t, max(t_ms, seat.out_t)]])


def swap_people(uow: UnitOfWork, *, one_id: str, other_id: str, since_t: int | None = None) -> int:
    """Two seats were mixed up: what was logged for one since a moment (None: from the start) is the other's.

    Turns, statements, marks of agreement and parked matters change over; returns how many records did.
    """
    one, other = uow.get(Seat, one_id), uow.get(Seat, other_id)
    if one.session_id != other.session_id or one_id == other_id:
        raise UserError(N_("Choose two seats of the same table."))
    turn_over = {one_id: other_id, other_id: one_id}
    changed = 0
    kinds: tuple[type[Any], ...] = (Turn, Statement, Parked, Idea)
    for cls in kinds:
        for row in uow.all(cls, session_id=one.session_id):
            if row.t_ms < (since_t or 0):
                continue
            fields: dict[str, object] = {}
            if row.seat_id in turn_over:
                fields["seat_id"] = turn_over[row.seat_id]
            for name in ("agree", "disagree", "votes"):
                marked = getattr(row, name, None)
                if marked and not turn_over.keys().isdisjoint(marked):
                    fields[name] = [turn_over.get(seat, seat) for seat in marked]
            if fields:
                uow.change(cls, row.id, **fields)
                changed += 1
    if since_t is None:
        changed += _swap_sheets(uow, one.session_id, turn_over)
    return changed


def _swap_sheets(uow: UnitOfWork, session_id: str, turn_over: dict[str, str]) -> int:
    """What was given privately has an id by seat, so its values change over."""
    from cxfield.services.group_room import rank, rate_stimulus

    ratings = [r for r in uow.all(StimulusRating, session_id=session_id) if r.seat_id in turn_over]
    orders = [r for r in uow.all(IdeaRanking, session_id=session_id) if r.seat_id in turn_over]
    for row in (*ratings, *orders):
        uow.remove(type(row), row.id)
    for rating in ratings:
        rate_stimulus(
            uow, session_id=session_id, stimulus_id=rating.stimulus_id,
            seat_id=turn_over[rating.seat_id or ""], moment=rating.moment, value=rating.value,
            t_ms=rating.t_ms,
        )  # fmt: skip
    for order in orders:
        seat = turn_over[order.seat_id or ""]
        rank(uow, session_id=session_id, seat_id=seat, ideas=order.ideas, how=order.how)
    return len(ratings) + len(orders)


def _widest_gap(angles: list[float]) -> float:
    """The middle of the largest gap round the table."""
    if not angles:
        return 0.0
    ordered = sorted(angle % FULL_CIRCLE for angle in angles)
    gaps = [(b - a, a) for a, b in zip(ordered, [*ordered[1:], ordered[0] + FULL_CIRCLE], strict=True)]
    wide, start = max(gaps)
    return round((start + wide / 2) % FULL_CIRCLE, 1)
