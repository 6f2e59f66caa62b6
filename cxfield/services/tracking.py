# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Following single shoppers through a session."""

from cxfield.clock import Stamp, session_t
from cxfield.errors import UserError
from cxfield.i18n import N_
from cxfield.model.capture import Shopper
from cxfield.model.enums import SessionState
from cxfield.model.session import Session
from cxfield.storage import UnitOfWork
from cxfield.textclean import one_line

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def follow_shopper(
    uow: UnitOfWork,
    *,
    session_id: str,
    stamp: Stamp,
    marker: str = "",
    age_band: str = "",
    party: str = "",
    basket: str = "",
) -> Shopper:
    """Start following a shopper, under the next free letter; the marker goes when the session ends."""
    session = uow.get(Session, session_id)
    if session.state != SessionState.RUNNING.value:
        raise UserError(N_("Session {n} is not running. Start it to follow shoppers."), n=session.number)
    taken = {shopper.letter for shopper in uow.all(Shopper, session_id=session_id, retired=True)}
    letter = next((letter for letter in LETTERS if letter not in taken), None)
    if letter is None:
        raise UserError(
            N_("All letters from A to Z are in use. Start a new session to follow more shoppers.")
        )
    return uow.add(
        Shopper(
            session_id=session_id,
            letter=letter,
            marker=one_line(marker),
            age_band=age_band,
            party=party,
            basket=basket,
            in_t=session_t(session.clock, stamp),
        )
    )


def let_shopper_go(uow: UnitOfWork, *, shopper_id: str, stamp: Stamp) -> Shopper:
    """Stop following a shopper who has left or is lost from sight."""
    shopper = uow.get(Shopper, shopper_id)
    session = uow.get(Session, shopper.session_id)
    return uow.change(Shopper, shopper_id, out_t=session_t(session.clock, stamp))
