# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every record kind, in an order in which required references come first."""

from dataclasses import dataclass
from functools import cache
from typing import Any, cast

from sqlalchemy import Table

from cxfield.model import (
    capture,
    codes,
    debrief,
    group,
    guide,
    listening,
    meeting,
    metrics,
    people,
    sampling,
    session,
    study,
    talk,
    themes,
)
from cxfield.model.base import Record

RECORDS: tuple[type[Record], ...] = (
    study.Study,
    study.Wave,
    study.Site,
    study.Quota,
    study.TagSet,
    study.Zone,
    study.Touchpoint,
    study.Stage,
    study.Channel,
    study.TeamMember,
    people.Participant,
    people.PersonKey,
    people.Consent,
    people.InfoSheet,
    people.Erasure,
    codes.CodeGroup,
    codes.Code,
    codes.Modifier,
    codes.CodeExclusion,
    codes.NormalReaction,
    guide.Guide,
    guide.GuideVersion,
    guide.Section,
    guide.Question,
    guide.Option,
    session.Session,
    capture.Shopper,
    capture.Visit,
    capture.Distraction,
    capture.Entry,
    sampling.SamplePlan,
    sampling.Sample,
    sampling.Tally,
    sampling.Timing,
    listening.Tag,
    listening.Expected,
    listening.SideNote,
    listening.Recording,
    listening.FollowUpTask,
    group.GroupSeries,
    group.GroupSheet,
    group.GroupClock,
    group.GuidePart,
    group.GroupMark,
    group.Stimulus,
    talk.Answer,
    talk.Moment,
    talk.Seat,
    group.StimulusRating,
    group.Parked,
    group.Idea,
    group.IdeaRanking,
    talk.Turn,
    talk.Statement,
    talk.Transcript,
    talk.Extract,
    talk.Attachment,
    metrics.Metric,
    metrics.Measurement,
    metrics.Target,
    debrief.Preconception,
    debrief.NoteGroup,
    debrief.Note,
    debrief.Finding,
    debrief.Evidence,
    debrief.Action,
    debrief.Reflection,
    debrief.Settlement,
    debrief.ChapterText,
    themes.Theme,
    meeting.AgendaPart,
    meeting.Attendee,
    meeting.OwnView,
    meeting.Arrangement,
    meeting.MetricVerdict,
)


@dataclass(frozen=True, slots=True)
class Ref:
    """A column that points to another kind."""

    field: str
    kind: str
    required: bool
    belongs: bool
    person: bool


@dataclass(frozen=True, slots=True)
class Kind:
    """A record kind as the journal sees it."""

    name: str
    cls: type[Record]
    table: Table
    fields: tuple[str, ...]
    refs: tuple[Ref, ...]
    skeleton: frozenset[str]
    transient: frozenset[str]
    tombstone: bool
    defaults: dict[str, Any]

    @property
    def required(self) -> tuple[Ref, ...]:
        """The references that must have arrived before a row can exist."""
        return tuple(ref for ref in self.refs if ref.required)


def table_of(cls: type[Record]) -> Table:
    """The table of a record class."""
    return cast("Table", cls.__table__)  # type: ignore[attr-defined]


def _kind(cls: type[Record]) -> Kind:
    table = table_of(cls)
    columns = [column for column in table.columns if column.name not in ("id", "retired")]
    fields = cls.model_fields
    return Kind(
        name=table.name,
        cls=cls,
        table=table,
        fields=tuple(column.name for column in columns),
        refs=tuple(
            Ref(
                c.name,
                c.info["ref"],
                c.info["required"],
                c.info["belongs"],
                c.info["person"],
            )
            for c in columns
            if "ref" in c.info
        ),
        skeleton=frozenset(c.name for c in columns if c.info.get("skeleton")),
        transient=frozenset(c.name for c in columns if c.info.get("transient")),
        tombstone=cls in (people.Participant, people.Erasure),
        defaults={
            c.name: fields[c.name].get_default(call_default_factory=True)
            for c in columns
            if not fields[c.name].is_required()
        },
    )


@cache
def kinds() -> dict[str, Kind]:
    """Every kind by the name the journal uses."""
    return {kind.name: kind for kind in map(_kind, RECORDS)}


def kind_of(cls: type[Record]) -> Kind:
    """The kind of a record class."""
    return kinds()[table_of(cls).name]


@cache
def referrers(name: str) -> tuple[tuple[Kind, Ref], ...]:
    """Who may point to this kind, and with which column."""
    return tuple((kind, ref) for kind in kinds().values() for ref in kind.refs if ref.kind == name)
