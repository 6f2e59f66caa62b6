# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a focus group has beside its talk: its plan, clocks, guide times, marks, stimuli and ideas."""

from typing import Any

from sqlmodel import Field

from cxfield.model.base import Labels, Record, items, labels, mapping, required, skeleton, soft


class GroupSeries(Record, table=True):
    """A panel that meets again and again; `topics` are its fixed topics as {key, name}."""

    __tablename__ = "group_series"

    name: Labels = labels()
    topics: list[dict[str, Any]] = items()
    times_a_month: float | None = None
    order_key: str = ""


class GroupSheet(Record, table=True):
    """One group's plan and summary; its id follows from the session's, so two laptops share it.

    `invited` are participants by id. `trait_field` and `trait_value` are what all of them have in common,
    `mix` is a list of {field, value, least, most}. `moved` gives a section of the guide more or fewer
    minutes. `turns_from` names the clock whose turns count when two laptops logged them.
    `audio` is "" (off), "on" or "stopped". `summary` holds the words of the same-day form by field.
    """

    __tablename__ = "group_sheet"

    session_id: str = required("session", belongs=True)
    series_id: str | None = soft("group_series")
    invited: list[str] = items()
    trait_field: str = ""
    trait_value: str = ""
    mix: list[dict[str, Any]] = items()
    topics: list[dict[str, Any]] = items()
    moved: dict[str, float] = mapping()
    turns_from: str = ""
    audio: str = ""
    neutrality: int | None = Field(default=None, ge=1, le=5)
    neutrality_note: str = ""
    summary: dict[str, str] = mapping()
    due_at: int | None = None
    done_at: int | None = None
    done_by: str = ""


class GroupClock(Record, table=True):
    """A laptop that logs a group: its own segments of the session clock, and how far it was shifted."""

    __tablename__ = "group_clock"

    session_id: str = required("session", belongs=True)
    role: str = ""
    author: str = ""
    clock: list[dict[str, Any]] = items()
    started_at: int = 0
    joined_t: int = 0
    shifted_ms: int = 0
    ended_t: int | None = None


class GuidePart(Record, table=True):
    """The discussion moved to a section of the guide at this moment."""

    __tablename__ = "guide_part"

    session_id: str = required("session", belongs=True)
    section_id: str | None = soft("section")
    clock_id: str | None = soft("group_clock")
    t_ms: int = skeleton(0)


class GroupMark(Record, table=True):
    """A moment of the whole room: laughter, or a slip of the moderator and of which kind."""

    __tablename__ = "group_mark"

    session_id: str = required("session", belongs=True)
    clock_id: str | None = soft("group_clock")
    kind: str = skeleton("laugh")
    t_ms: int = skeleton(0)
    text: str = ""


class Parked(Record, table=True):
    """Something put in the parking lot, and whether it was taken up in the end."""

    session_id: str = required("session", belongs=True)
    seat_id: str | None = soft("seat", belongs=True)
    t_ms: int = skeleton(0)
    text: str = ""
    taken_up: bool = False


class Stimulus(Record, table=True):
    """A card that is shown: a text, a picture or both, rated `low` to `high`; the same for every group."""

    name: Labels = labels()
    text: Labels = labels()
    image_id: str | None = soft("attachment")
    low: int = 1
    high: int = 5
    order_key: str = ""


class StimulusRating(Record, table=True):
    """How one person rated a card before or after it was talked about."""

    __tablename__ = "stimulus_rating"

    session_id: str = required("session", belongs=True)
    stimulus_id: str = required("stimulus")
    seat_id: str | None = soft("seat", belongs=True)
    moment: str = skeleton("before")
    value: int = 0
    t_ms: int = skeleton(0)


class Idea(Record, table=True):
    """An idea of the group; `votes` are seats."""

    session_id: str = required("session", belongs=True)
    seat_id: str | None = soft("seat", belongs=True)
    t_ms: int = skeleton(0)
    text: str = ""
    votes: list[str] = items()
    order_key: str = ""


class IdeaRanking(Record, table=True):
    """One person's order of the ideas, the best first; `how` is "private" or "hands"."""

    __tablename__ = "idea_ranking"

    session_id: str = required("session", belongs=True)
    seat_id: str | None = soft("seat", belongs=True)
    ideas: list[str] = items()
    how: str = "private"
