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
    """A card on the debrief board: an own note or a pointer to something logged; `dots` were put on paper."""

    session_id: str | None = soft("session")
    group_id: str | None = soft("note_group")
    by_id: str | None = soft("team_member")
    text: str = ""
    source_kind: str = ""
    source_id: str = ""
    mark: str = ""
    votes: list[str] = items()
    dots: int = Field(default=0, ge=0)
    order_key: str = ""
    x: float = 0.0
    y: float = 0.0


class Finding(Record, table=True):
    """What the team agrees it has learnt; observation, interpretation and so-what apart.

    Without `affected` and `observed` they are counted from the evidence. A micro finding (one complaint) has
    a `cause` ("employee" or "policy") and a `remedy` ("training", "explanation", "decision"). `direction` is
    "preventive" or "corrective", `dissent` holds the team members who see it otherwise.
    """

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
    cause: str = ""
    remedy: str = ""
    remedy_note: str = ""
    contact: str = ""
    direction: str = ""
    productise: bool = False
    open_questions: str = ""
    dissent: list[str] = items()
    agreed: bool = False
    order_key: str = ""


class Evidence(Record, table=True):
    """A link from a finding to something logged; stays when the other end is withdrawn, and then says so."""

    finding_id: str = required("finding")
    source_kind: str = skeleton("")
    source_id: str = skeleton("")
    against: bool = False
    deviant: bool = False


class Action(Record, table=True):
    """Something to be done about a finding.

    `principle` is a principle or a goal it serves, in words; `cost` and `gain` are in euros a year. It
    should move `metric_id` to `target`; `before` and `after` were measured, `review_wave_id` is when.
    """

    finding_id: str | None = soft("finding")
    code: str = ""
    text: str = ""
    owner: str = ""
    kind: str = "corrective"
    state: str = "open"
    due_on: str = ""
    done_on: str = ""
    metric_id: str | None = soft("metric")
    target: float | None = None
    principle: str = ""
    cost: float | None = None
    gain: float | None = None
    review_wave_id: str | None = soft("wave")
    before: float | None = None
    after: float | None = None
    effect: str = ""
    reviewed_on: str = ""
    order_key: str = ""


class Reflection(Record, table=True):
    """A dated afterthought by one person, about something logged if `source_kind` says so."""

    by_id: str | None = soft("team_member")
    on: str = ""
    text: str = ""
    source_kind: str = ""
    source_id: str = ""
    order_key: str = ""


class Settlement(Record, table=True):
    """How and why a disagreement was settled; `other_id` is the second coding's entry, if there were two."""

    record_kind: str = ""
    record_id: str = ""
    other_id: str = ""
    field: str = ""
    outcome: str = ""
    at: int = 0
    by_id: str | None = soft("team_member")
    reason: str = ""


class ChapterText(Record, table=True):
    """The team's own words in a report chapter, by language."""

    __tablename__ = "chapter_text"

    chapter: str = ""
    text: Labels = labels()
