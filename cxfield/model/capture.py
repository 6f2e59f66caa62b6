# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What observers log."""

from sqlalchemy import Index
from sqlmodel import Field

from cxfield.model.base import Record, items, required, skeleton, soft, transient


class Shopper(Record, table=True):
    """A tracked shopper; the marker (clothing) is gone when the session ends. `gender` is a guess, if any."""

    session_id: str = required("session", belongs=True)
    letter: str = ""
    marker: str = transient()
    age_band: str = ""
    party: str = ""
    in_t: int | None = None
    out_t: int | None = None
    basket: str = ""
    gender: str = ""
    checkout: str = ""
    notes: str = ""
    participant_id: str | None = soft("participant", belongs=True, person=True)


class Visit(Record, table=True):
    """A tracked shopper's stay in a zone or at a touchpoint, in session ms; `out_t` None: is still there."""

    session_id: str = required("session", belongs=True)
    shopper_id: str = required("shopper", belongs=True)
    touchpoint_id: str | None = soft("touchpoint")
    zone_id: str | None = soft("zone")
    in_t: int = skeleton(0)
    out_t: int | None = skeleton(None)


class Distraction(Record, table=True):
    """What took the observer's own attention away: when, and what of the known kinds or in own words."""

    session_id: str = required("session", belongs=True)
    observer_id: str | None = soft("team_member")
    t_ms: int = skeleton(0)
    kind: str = skeleton("")
    text: str = ""


class Entry(Record, table=True):
    """One logged event or note.

    `t_ms` is the session clock at the first keystroke or tap, `end_t_ms` closes a state, `at` is UTC ms.
    `polarity` is -1, 0 or 1; `ordinariness` 1 (ordinary) to 5 (surprising), `chosen` if someone picked it.
    `modifiers` are "modifier id:place of the choice", `tags` "key of the set:key of the tag", `aspects` of
    feeling, attitude, response and behaviour, `causes` of the company's own factors; `sign` is the key of a
    good or bad sign that was ticked, `reaction_id` the normal reaction it was.
    """

    # The overview counts every entry, a search lists thousands: these hold all they need, no row is read.
    __table_args__ = (
        Index(
            "ix_entry_counted",
            "session_id",
            "retired",
            "phase",
            "settling",
            "ordinariness",
            "chosen",
            "t_ms",
        ),
        Index("ix_entry_coded", "code_id", "retired", "session_id", "t_ms"),
        Index("ix_entry_listed", "id", "retired", "session_id", "t_ms", "code_id"),
        Index(
            "ix_entry_seen",
            "shopper_id",
            "retired",
            "code_id",
            "phase",
            "settling",
            "session_id",
            "t_ms",
            "end_t_ms",
        ),
    )

    session_id: str = required("session", belongs=True, index=False)
    t_ms: int = skeleton(0)
    end_t_ms: int | None = skeleton(None)
    at: int = skeleton(0)
    offset_min: int = skeleton(0)
    observer_id: str | None = soft("team_member")
    code_id: str | None = soft("code")
    shopper_id: str | None = soft("shopper", belongs=True)
    touchpoint_id: str | None = soft("touchpoint")
    zone_id: str | None = soft("zone")
    phase: str = skeleton("during")
    text: str = ""
    how: str = ""
    interpretation: str = ""
    so_what: str = ""
    expected_instead: str = ""
    ordinariness: int = Field(default=1, ge=1, le=5)
    chosen: bool = False
    polarity: int = Field(default=0, ge=-1, le=1)
    emotion: str = ""
    marks: list[str] = items()
    modifiers: list[str] = items()
    causes: list[str] = items()
    aspects: list[str] = items()
    tags: list[str] = items()
    sign: str = skeleton("")
    reaction_id: str | None = soft("normal_reaction")
    star: bool = False
    settling: bool = False
    aware: bool = False
    closed_by_stop: bool = False
