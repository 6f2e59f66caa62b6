# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Following single shoppers through a session."""

from cxfield.clock import Stamp, session_t
from cxfield.errors import UserError
from cxfield.i18n import N_
from cxfield.model.capture import Entry, Shopper, Visit
from cxfield.model.enums import SessionState
from cxfield.model.people import Participant
from cxfield.model.session import Session
from cxfield.storage import UnitOfWork
from cxfield.textclean import clean, one_line

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
#: What the track sheet keeps of a shopper beside the times.
FACTS = frozenset(("marker", "age_band", "gender", "party", "basket", "checkout", "notes"))
_ALL_TAKEN = N_("All letters from A to Z are in use. Start a new session to follow more shoppers.")


def follow_shopper(
    uow: UnitOfWork,
    *,
    session_id: str,
    stamp: Stamp,
    marker: str = "",
    age_band: str = "",
    party: str = "",
    basket: str = "",
    shopper_id: str = "",
    touchpoint_id: str | None = None,
) -> Shopper:
    """Start following a shopper, under the next free letter; the marker goes when the session ends.

    `shopper_id` is the key the screen already gave the card, `touchpoint_id` where the shopper is now.
    """
    session = uow.get(Session, session_id)
    if session.state != SessionState.RUNNING.value:
        raise UserError(N_("Session {n} is not running. Start it to follow shoppers."), n=session.number)
    taken = {shopper.letter for shopper in uow.all(Shopper, session_id=session_id, retired=True)}
    letter = next_letter(taken)
    if not letter:
        raise UserError(_ALL_TAKEN)
    t_ms = session_t(session.clock, stamp)
    shopper = uow.add(
        Shopper(
            id=shopper_id,
            session_id=session_id,
            letter=letter,
            marker=one_line(marker),
            age_band=age_band,
            party=party,
            basket=basket,
            in_t=t_ms,
        )
    )
    if touchpoint_id:
        uow.add(Visit(session_id=session_id, shopper_id=shopper.id, touchpoint_id=touchpoint_id, in_t=t_ms))
    return shopper


def next_letter(taken: set[str]) -> str:
    """The first letter that nobody has; "" when all are in use."""
    return next((letter for letter in LETTERS if letter not in taken), "")


def let_shopper_go(uow: UnitOfWork, *, shopper_id: str, stamp: Stamp) -> Shopper:
    """Stop following a shopper who has left or is lost from sight; the stay where they were ends too."""
    shopper = uow.get(Shopper, shopper_id)
    session = uow.get(Session, shopper.session_id)
    t_ms = session_t(session.clock, stamp)
    for visit in _open_visits(uow, shopper_id):
        uow.change(Visit, visit.id, out_t=max(visit.in_t, t_ms))
    return uow.change(Shopper, shopper_id, out_t=t_ms)


def move_to(
    uow: UnitOfWork,
    *,
    shopper_id: str,
    stamp: Stamp,
    touchpoint_id: str | None = None,
    zone_id: str | None = None,
    visit_id: str = "",
) -> Visit | None:
    """The shopper came to a touchpoint or a zone, and so left the one before; None: is nowhere in particular.

    A change that comes back to where the shopper is already does nothing.
    """
    shopper = uow.get(Shopper, shopper_id)
    session = uow.get(Session, shopper.session_id)
    t_ms = session_t(session.clock, stamp)
    now = _open_visits(uow, shopper_id)
    if now and (now[-1].touchpoint_id, now[-1].zone_id) == (touchpoint_id, zone_id):
        return now[-1]
    for visit in now:
        uow.change(Visit, visit.id, out_t=max(visit.in_t, t_ms))
    if touchpoint_id is None and zone_id is None:
        return None
    return uow.add(
        Visit(
            id=visit_id,
            session_id=session.id,
            shopper_id=shopper_id,
            touchpoint_id=touchpoint_id,
            zone_id=zone_id,
            in_t=t_ms,
        )
    )


def describe_shopper(uow: UnitOfWork, *, shopper_id: str, **facts: str) -> Shopper:
    """Note what the track sheet asks: marker, age band, group, basket …"""
    unknown = set(facts) - FACTS
    if unknown:
        raise ValueError(f"not on the track sheet: {sorted(unknown)}")
    cleaned = {
        name: clean(value).strip() if name == "notes" else one_line(value) for name, value in facts.items()
    }
    return uow.change(Shopper, shopper_id, **cleaned)


def link_interview(uow: UnitOfWork, *, shopper_id: str, participant_id: str | None) -> Shopper:
    """Say who the shopper is among the participants: the one who was interviewed after the visit, or None."""
    if participant_id:
        uow.get(Participant, participant_id)
    return uow.change(Shopper, shopper_id, participant_id=participant_id)


def give_entry(uow: UnitOfWork, *, entry_id: str, shopper_id: str | None) -> Entry:
    """Move an entry to another shopper (None: to nobody in particular)."""
    entry = uow.get(Entry, entry_id)
    if shopper_id is not None and uow.get(Shopper, shopper_id).session_id != entry.session_id:
        raise UserError(N_("The shopper belongs to another session. Choose one of this session."))
    return uow.change(Entry, entry_id, shopper_id=shopper_id)


def stop_tracking(uow: UnitOfWork, *, shopper_id: str) -> str:
    """A customer says: stop tracking me. Everything noted of them leaves the file for good; never undone."""
    uow.get(Shopper, shopper_id)
    uow.erase(Shopper, shopper_id)
    return shopper_id


def close_shoppers(uow: UnitOfWork, *, session_id: str, t_ms: int) -> None:
    """At the stop: who is followed leaves with the session, stays end, clothing marks are erased."""
    for visit in uow.all(Visit, session_id=session_id, out_t=None):
        uow.change(Visit, visit.id, out_t=max(visit.in_t, t_ms))
    shoppers = uow.all(Shopper, session_id=session_id)
    for shopper in shoppers:
        if shopper.out_t is None:
            uow.change(Shopper, shopper.id, out_t=max(shopper.in_t or 0, t_ms))
    marked = [shopper.id for shopper in shoppers if shopper.marker]
    if marked:
        uow.forget(marked)


def _open_visits(uow: UnitOfWork, shopper_id: str) -> list[Visit]:
    return sorted(uow.all(Visit, shopper_id=shopper_id, out_t=None), key=lambda visit: visit.in_t)
