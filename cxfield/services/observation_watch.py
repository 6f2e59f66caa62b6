# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the rules need to know of a session beside its entries."""

from dataclasses import dataclass

from cxfield.model.enums import SessionState
from cxfield.model.session import Session
from cxfield.services.observation_views import observations
from cxfield.storage import Reader


@dataclass(frozen=True, slots=True)
class Watched:
    """The phases begun at the session's site (this session included) and its limits in minutes."""

    phases: frozenset[str]
    planned_min: int
    quiet_min: int
    break_min: int


def watched(reader: Reader, session_id: str) -> Watched:
    """What the rules watch in a session."""
    session = reader.get(Session, session_id)
    begun = {phase for other in observations(reader) if _counts(other, session) for phase in _phases(other)}
    return Watched(
        frozenset(begun | set(_phases(session))),
        session.planned_min,
        session.quiet_min,
        session.break_min,
    )


def _counts(other: Session, session: Session) -> bool:
    return other.site_id == session.site_id and other.state != SessionState.PLANNED.value


def _phases(session: Session) -> tuple[str, ...]:
    return session.phase, *(str(phase) for _, phase in session.phases)
