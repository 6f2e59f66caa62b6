# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A colleague's session of the same hours, laid on one clock: the offset is found, and may be adjusted."""

from dataclasses import dataclass

from cxfield.analysis.clock_offset import Event, Offset, clock_offset, pairs_at
from cxfield.errors import UserError
from cxfield.i18n import N_
from cxfield.model.capture import Entry
from cxfield.model.enums import SessionKind, SessionState
from cxfield.model.session import Session
from cxfield.model.study import TeamMember
from cxfield.storage import Reader, UnitOfWork

_NEAR_MS = 12 * 3_600_000
#: A note of this one word is a shared marker: both write it at the same moment.
MARKERS = frozenset(("sync", "synk", "merkki", "marker"))


@dataclass(frozen=True, slots=True)
class Beside:
    """A session that may be of the same hours: who, when, how many entries; `linked` if it is laid."""

    id: str
    number: int
    started_at: int
    offset_min: int
    observers: str
    entries: int
    linked: bool
    shift_ms: int | None


@dataclass(frozen=True, slots=True)
class Laid:
    """Both sessions on one clock at an offset: how many entries of the same code fit, out of how many."""

    shift_ms: int
    fitting: int
    first: int
    second: int
    found: Offset | None


def beside(reader: Reader, session_id: str) -> tuple[Beside, ...]:
    """The sessions at the same site within twelve hours, the nearest first."""
    session = reader.get(Session, session_id)
    codes = {member.id: member.code for member in reader.all(TeamMember, retired=True)}
    near = [
        other
        for other in reader.all(Session, kind=SessionKind.OBSERVATION.value)
        if other.id != session_id
        and other.state == SessionState.DONE.value
        and other.site_id == session.site_id
        and abs((other.started_at or 0) - (session.started_at or 0)) <= _NEAR_MS
    ]
    near.sort(key=lambda other: abs((other.started_at or 0) - (session.started_at or 0)))
    return tuple(
        Beside(
            other.id,
            other.number,
            other.started_at or 0,
            other.offset_min,
            ", ".join(sorted(codes[who] for who in other.roles if who in codes)),
            len(reader.all(Entry, session_id=other.id)),
            other.parallel_of == session_id,
            other.shift_ms,
        )
        for other in near
    )


def lay(reader: Reader, session_id: str, other_id: str, shift_ms: int | None = None) -> Laid:
    """Both on one clock: at the given offset, else at the one kept, else at the one that is found.

    The offset is how much later the other session's clock started.
    """
    first, second = events(reader, session_id), events(reader, other_id)
    found = clock_offset(first, second)
    other = reader.get(Session, other_id)
    kept = other.shift_ms if other.parallel_of == session_id else None
    wall = (other.started_at or 0) - (reader.get(Session, session_id).started_at or 0)
    shift = next(ms for ms in (shift_ms, kept, found.ms if found else None, wall) if ms is not None)
    return Laid(shift, len(pairs_at(first, second, shift)), len(first), len(second), found)


def events(reader: Reader, session_id: str) -> tuple[Event, ...]:
    """What of a session can be compared: coded entries and shared markers."""
    return tuple(
        Event(entry.t_ms, entry.code_id or "", entry.text.strip().casefold() in MARKERS)
        for entry in reader.all(Entry, session_id=session_id)
        if entry.code_id or entry.text.strip().casefold() in MARKERS
    )


def join(uow: UnitOfWork, *, session_id: str, other_id: str, shift_ms: int) -> Session:
    """Keep that the other session is a second coding of this one, and how far apart the clocks are."""
    session = uow.get(Session, session_id)
    if session_id == other_id or session.parallel_of:
        raise UserError(N_("Choose the session that counts first; the other is laid beside it."))
    return uow.change(Session, other_id, parallel_of=session_id, shift_ms=shift_ms)


def part(uow: UnitOfWork, *, other_id: str) -> Session:
    """Let a session stand for itself again."""
    return uow.change(Session, other_id, parallel_of=None, shift_ms=None)
