# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The first look at a study in the Observe room: the session that is open, or what the start form offers.

Read through the driver alone, so that a study opens before SQLAlchemy and the records are imported.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from cxfield.model.enums import SessionKind, SessionState
from cxfield.services.observation_shapes import Named
from cxfield.storage import Reader

#: How a team or a department says that its people are the client's, in either language.
_CLIENT = frozenset(("client", "asiakas"))
_HELD = frozenset((SessionState.RUNNING.value, SessionState.PAUSED.value, SessionState.INTERRUPTED.value))


@dataclass(frozen=True, slots=True)
class PlannedView:
    """A planned session, ready to be started."""

    id: str
    number: int
    planned_on: str
    phase: str
    site: Named | None
    channel_id: str | None
    roles: Mapping[str, str]
    minutes: int
    settling_min: int = 10


@dataclass(frozen=True, slots=True)
class StartOptions:
    """What the start form offers, and what was chosen the last time."""

    has_study: bool
    sites: tuple[Named, ...]
    channels: tuple[Named, ...]
    team: tuple[Named, ...]
    planned: tuple[PlannedView, ...]
    codes: int
    last_site: str | None
    last_phase: str
    last_channel: str | None
    last_roles: Mapping[str, str]
    settling_min: int
    number: int
    total: int
    last_times: Mapping[str, int]
    expected: int


def open_session(reader: Reader) -> str | None:
    """The session that is running, paused or interrupted; the latest, should there be several."""
    held = [session for session in _observations(reader) if session.state in _HELD]
    held.sort(key=lambda session: session.started_at or 0)
    return str(held[-1].id) if held else None


def start_options(reader: Reader) -> StartOptions:
    """What the start form offers."""
    sessions = _observations(reader)
    sites = {s.id: Named(s.id, s.name, s.code) for s in reader.rows("site", order_by="order_key")}
    studies = reader.rows("study")
    done = sorted((s for s in sessions if s.started_at), key=lambda s: s.started_at or 0)
    last = done[-1] if done else None
    planned = [s for s in sessions if s.state == SessionState.PLANNED.value]
    planned.sort(key=lambda s: (s.planned_on or "9999", s.number))
    return StartOptions(
        has_study=bool(studies),
        sites=tuple(sites.values()),
        channels=tuple(Named(c.id, c.name) for c in reader.rows("channel", order_by="order_key")),
        team=observing_team(reader),
        planned=tuple(_planned(s, sites) for s in planned),
        codes=reader.sql("SELECT count(*) FROM code WHERE NOT retired")[0][0],
        last_site=last.site_id if last and last.site_id in sites else next(iter(sites), None),
        last_phase=last.phase if last else "during",
        last_channel=last.channel_id if last else None,
        last_roles=dict(last.roles) if last else {},
        settling_min=studies[0].settling_min if studies else 10,
        number=max((s.number for s in sessions), default=0) + 1,
        total=len(sessions),
        last_times={name: getattr(last, name) for name in ("quiet_min", "break_min")} if last else {},
        expected=sum(row.locked_at is None for row in reader.rows("preconception")),
    )


def observing_team(reader: Reader) -> tuple[Named, ...]:
    """Who of the team may observe."""
    members = reader.rows("team_member", order_by="order_key")
    return tuple(Named(m.id, m.role, m.code) for m in members if not _of_client(m))


def _of_client(member: Any) -> bool:
    """Whether somebody is in the team for the client, to decide and comment but not to observe."""
    return any(word.strip().casefold() in _CLIENT for word in (member.team, member.department))


def _planned(session: Any, sites: Mapping[str, Named]) -> PlannedView:
    return PlannedView(
        id=session.id,
        number=session.number,
        planned_on=session.planned_on,
        phase=session.phase,
        site=sites.get(session.site_id or ""),
        channel_id=session.channel_id,
        roles=dict(session.roles),
        minutes=session.planned_min,
        settling_min=session.settling_min,
    )


def _observations(reader: Reader) -> list[Any]:
    """The observation sessions that are not second codings."""
    sessions = reader.rows("session", kind=SessionKind.OBSERVATION.value)
    return [session for session in sessions if not session.parallel_of]
