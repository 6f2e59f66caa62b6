# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What was left open at the start of a session, filled while it runs."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from cxfield.model.capture import Entry
from cxfield.model.session import Session
from cxfield.services.observation_shapes import Named
from cxfield.services.observation_start import observing_team
from cxfield.storage import Reader, UnitOfWork

#: What of a session may be changed while it runs.
_OPEN = frozenset(
    ("site_id", "channel_id", "roles", "checklist", "settling_min", "planned_min", "quiet_min", "break_min")
)


@dataclass(frozen=True, slots=True)
class SessionFacts:
    """What of a running session may still be filled, and what there is to choose from."""

    sites: tuple[Named, ...]
    channels: tuple[Named, ...]
    team: tuple[Named, ...]
    site_id: str | None
    channel_id: str | None
    roles: Mapping[str, str]
    checklist: tuple[str, ...]
    settling_min: int
    planned_min: int
    quiet_min: int
    break_min: int


def session_facts(reader: Reader, session_id: str) -> SessionFacts:
    """What of a session may still be filled."""
    session = reader.get(Session, session_id)
    return SessionFacts(
        sites=tuple(Named(s.id, s.name, s.code) for s in reader.rows("site", order_by="order_key")),
        channels=tuple(Named(c.id, c.name) for c in reader.rows("channel", order_by="order_key")),
        team=observing_team(reader),
        site_id=session.site_id,
        channel_id=session.channel_id,
        roles=dict(session.roles),
        checklist=tuple(session.checklist),
        settling_min=session.settling_min,
        planned_min=session.planned_min,
        quiet_min=session.quiet_min,
        break_min=session.break_min,
    )


def change_session(uow: UnitOfWork, *, session_id: str, **fields: Any) -> Session:
    """Fill what was left open at the start; entries follow a changed settling-in time."""
    unknown = set(fields) - _OPEN
    if unknown:
        raise ValueError(f"not to be changed: {sorted(unknown)}")
    session = uow.change(Session, session_id, **fields)
    if "settling_min" in fields:
        end = session.settling_min * 60_000
        for entry in uow.all(Entry, session_id=session_id):
            if entry.settling != (entry.t_ms < end):
                uow.change(Entry, entry.id, settling=entry.t_ms < end)
    return session
