# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The study and where it happens."""

from typing import Any

from cxfield.model.base import Labels, Record, items, labels, mapping, required, soft


class Study(Record, table=True):
    """The top-level unit; a file holds one."""

    title: Labels = labels()
    client: Labels = labels()
    question: Labels = labels()
    purpose: Labels = labels()
    levels: list[str] = items()
    languages: list[str] = items()
    legal_basis: Labels = labels()
    retention: Labels = labels()
    retain_until: str = ""
    experience_kinds: list[str] = items()
    conversion_goals: Labels = labels()
    vision: Labels = labels()
    principles: Labels = labels()
    target_group: Labels = labels()
    cadence: list[str] = items()
    settling_min: int = 10
    wait_limit_min: float = 4.0
    sample: bool = False


class Wave(Record, table=True):
    """One round of fieldwork, with its days as ISO dates; `after` is what it follows: a stage or the end."""

    name: Labels = labels()
    order_key: str = ""
    starts_on: str = ""
    ends_on: str = ""
    remind_on: str = ""
    after: str = ""
    stage_id: str | None = soft("stage")


class Quota(Record, table=True):
    """How many of a kind are wanted: `counted` is what is counted, `field` and `value` narrow it down."""

    wave_id: str | None = soft("wave")
    site_id: str | None = soft("site")
    counted: str = "interview"
    field: str = ""
    value: str = ""
    name: Labels = labels()
    target: int = 0
    order_key: str = ""


class TagSet(Record, table=True):
    """A set of side tags that entries may carry; `tags` are {key, name}."""

    __tablename__ = "tag_set"

    key: str = ""
    name: Labels = labels()
    tags: list[dict[str, Any]] = items()
    order_key: str = ""


class Site(Record, table=True):
    """A store or another place of service."""

    code: str = ""
    name: Labels = labels()
    kind: Labels = labels()
    order_key: str = ""
    competitor: bool = False
    floor_plan_id: str | None = soft("attachment")


class Zone(Record, table=True):
    """An area on a site's floor plan."""

    site_id: str = required("site")
    name: Labels = labels()
    order_key: str = ""
    no_observation: bool = False
    outline: list[list[float]] = items()


class Touchpoint(Record, table=True):
    """Where customer and company meet; without a site it is the same at all of them.

    `places` says where it is on the floor plans: site id to [x, y] from 0 to 1.
    """

    site_id: str | None = soft("site")
    name: Labels = labels()
    order_key: str = ""
    digital: bool = False
    key_encounter: bool = False
    measures: Labels = labels()
    places: dict[str, Any] = mapping()


class Stage(Record, table=True):
    """A stage of the customer journey."""

    key: str = ""
    name: Labels = labels()
    question: Labels = labels()
    measures: Labels = labels()
    order_key: str = ""


class Channel(Record, table=True):
    """How the customer reaches the company."""

    key: str = ""
    name: Labels = labels()
    order_key: str = ""


class TeamMember(Record, table=True):
    """A colleague in the field, by code."""

    __tablename__ = "team_member"

    code: str = ""
    role: Labels = labels()
    duty: str = ""
    team: str = ""
    department: str = ""
    prefix: str = ""
    order_key: str = ""
