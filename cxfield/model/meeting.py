# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a debrief meeting has beside its board: agenda, people, their own views, arrangements, verdicts."""

from typing import Any

from cxfield.model.base import Record, mapping, required, skeleton, soft


class AgendaPart(Record, table=True):
    """A part of a meeting: planned minutes, and the time it took (`running_since` in UTC ms)."""

    __tablename__ = "agenda_part"

    session_id: str = required("session", belongs=True)
    key: str = skeleton("")
    minutes: float = 4.0
    spent_ms: int = skeleton(0)
    running_since: int | None = skeleton(None)
    done: bool = False
    notes: str = ""
    order_key: str = skeleton("")


class Attendee(Record, table=True):
    """Somebody at the meeting, by code, with the function they stand for."""

    session_id: str = required("session", belongs=True)
    member_id: str | None = soft("team_member")
    code: str = ""
    function: str = ""
    present: bool = True
    order_key: str = skeleton("")


class OwnView(Record, table=True):
    """What one attendee thinks before the talk: hidden until everybody present has given theirs."""

    __tablename__ = "own_view"

    session_id: str = required("session", belongs=True)
    attendee_id: str = required("attendee", belongs=True)
    text: str = ""
    given_at: int | None = skeleton(None)


class Arrangement(Record, table=True):
    """How the board stood: `groups` by id as [header, order], `cards` by note id as [group id, order]."""

    session_id: str | None = soft("session")
    name: str = ""
    at: int = 0
    groups: dict[str, Any] = mapping()
    cards: dict[str, Any] = mapping()


class MetricVerdict(Record, table=True):
    """What the team makes of a metric: keep, drop, change or challenge it, and why."""

    __tablename__ = "metric_verdict"

    metric_id: str = required("metric")
    session_id: str | None = soft("session")
    verdict: str = "keep"
    reason: str = ""
    by_id: str | None = soft("team_member")
    at: int = 0
