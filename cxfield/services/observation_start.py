# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the start form of an observation offers."""

from collections.abc import Mapping
from dataclasses import dataclass

from cxfield.model.codes import Code
from cxfield.model.enums import SessionState
from cxfield.model.session import Session
from cxfield.model.study import Channel, Site, Study, TeamMember
from cxfield.services.observation_views import Named, observations, site_named
from cxfield.storage import Reader

#: How a team or a department says that its people are the client's, in either language.
_CLIENT = frozenset(("client", "asiakas"))


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


def start_options(reader: Reader) -> StartOptions:
    """What the start form offers."""
    sessions = observations(reader)
    sites = {site.id: site_named(site) for site in reader.all(Site, order_by="order_key")}
    studies = reader.all(Study)
    done = sorted((s for s in sessions if s.started_at), key=lambda s: s.started_at or 0)
    last = done[-1] if done else None
    planned = [s for s in sessions if s.state == SessionState.PLANNED.value]
    planned.sort(key=lambda s: (s.planned_on or "9999", s.number))
    return StartOptions(
        has_study=bool(studies),
        sites=tuple(sites.values()),
        channels=tuple(Named(c.id, c.name) for c in reader.all(Channel, order_by="order_key")),
        team=_team(reader),
        planned=tuple(_planned(s, sites) for s in planned),
        codes=len(reader.all(Code)),
        last_site=last.site_id if last and last.site_id in sites else next(iter(sites), None),
        last_phase=last.phase if last else "during",
        last_channel=last.channel_id if last else None,
        last_roles=dict(last.roles) if last else {},
        settling_min=studies[0].settling_min if studies else 10,
        number=max((s.number for s in sessions), default=0) + 1,
        total=len(sessions),
    )


def _team(reader: Reader) -> tuple[Named, ...]:
    members = reader.all(TeamMember, order_by="order_key")
    return tuple(Named(m.id, m.role, m.code) for m in members if not _of_client(m))


def _of_client(member: TeamMember) -> bool:
    """Whether somebody is in the team for the client, to decide and comment but not to observe."""
    return any(word.strip().casefold() in _CLIENT for word in (member.team, member.department))


def _planned(session: Session, sites: Mapping[str, Named]) -> PlannedView:
    return PlannedView(
        id=session.id,
        number=session.number,
        planned_on=session.planned_on,
        phase=session.phase,
        site=sites.get(session.site_id or ""),
        channel_id=session.channel_id,
        roles=dict(session.roles),
        minutes=session.planned_min,
    )
