# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the team makes of it: notes, findings, actions, reflections."""

from sqlmodel import Field

from cxfield.model.base import Labels, Record, items, labels, required, skeleton, soft


class Preconception(Record, table=True):
    """What the team expected before fieldwork, and what came of it."""

    text: str = ""
    by_id: str | None = soft("team_member")
    locked_at: int | None = None
    verdict: str = "open"
    comment: str = ""
    order_key: str = ""


class NoteGroup(Record, table=True):
    """A cluster of notes under one header."""

    __tablename__ = "note_group"

    session_id: str | None = soft("session")
    header: str = ""
    order_key: str = ""


class Note(Record, table=True):
    """A card on the debrief board: an own note or a pointer to something logged."""

    group_id: str | None = soft("note_group")
    by_id: str | None = soft("team_member")
    text: str = ""
    source_kind: str = ""
    source_id: str = ""
    mark: str = ""
    votes: list[str] = items()
    x: float = 0.0
    y: float = 0.0


class Finding(Record, table=True):
    """What the team agrees it has learnt; observation, interpretation and so-what apart."""

    code: str = ""
    statement: str = ""
    detail: str = ""
    observation: str = ""
    interpretation: str = ""
    so_what: str = ""
    theme: str = ""
    affected: int | None = Field(default=None, ge=0)
    observed: int | None = Field(default=None, ge=0)
    severity: int | None = Field(default=None, ge=0, le=4)
    macro: bool = True
    confidence: str = ""
    issue: bool = False
    order_key: str = ""


class Evidence(Record, table=True):
    """A link from a finding to something logged; stays when the other end is withdrawn, and then says so."""

    finding_id: str = required("finding")
    source_kind: str = skeleton("")
    source_id: str = skeleton("")
    against: bool = False


class Action(Record, table=True):
    """Something to be done about a finding."""

    finding_id: str | None = soft("finding")
    code: str = ""
    text: str = ""
    owner: str = ""
    kind: str = "corrective"
    state: str = "open"
    due_on: str = ""
    metric_id: str | None = soft("metric")
    order_key: str = ""


class Reflection(Record, table=True):
    """A dated afterthought by one person."""

    by_id: str | None = soft("team_member")
    on: str = ""
    text: str = ""
    order_key: str = ""


class Settlement(Record, table=True):
    """Why a disagreement was settled the way it was."""

    record_kind: str = ""
    record_id: str = ""
    field: str = ""
    by_id: str | None = soft("team_member")
    reason: str = ""


class ChapterText(Record, table=True):
    """The team's own words in a report chapter, by language."""

    __tablename__ = "chapter_text"

    chapter: str = ""
    text: Labels = labels()
