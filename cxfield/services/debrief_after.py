# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""After the meeting: reflection, what changed since, detractors to get back to, how observers develop."""

import datetime as dt
from dataclasses import dataclass

from cxfield.i18n import Texts, pick
from cxfield.methods.rules.debrief import ENOUGH_REFLECTION_DAYS
from cxfield.model.capture import Entry
from cxfield.model.debrief import Reflection
from cxfield.model.listening import FollowUpTask
from cxfield.model.meeting import MetricVerdict
from cxfield.model.metrics import Metric
from cxfield.model.people import Consent, Participant
from cxfield.model.session import Session
from cxfield.model.study import TeamMember
from cxfield.report.dataset import local_time
from cxfield.services import double_coding
from cxfield.services.debrief_board import Card, cards_of
from cxfield.services.debrief_findings import to_think_about
from cxfield.services.debrief_meeting import meeting_session
from cxfield.storage import Reader, UnitOfWork

#: For so many days after the meeting a reflection is asked for when the study is opened.
REMINDED_DAYS = 3
_DAY_MS = 24 * 3_600_000
_CHANGES = ("finding", "action", "evidence", "note", "reflection", "entry", "settlement")


@dataclass(frozen=True, slots=True)
class ReflectionRow:
    """An afterthought: its day (ISO), who, what about."""

    id: str
    on: str
    by: str
    text: str
    about: str


@dataclass(frozen=True, slots=True)
class AfterView:
    """The days after; `due` when nobody has reflected today and the days are not enough yet."""

    met_on: str
    days: int
    due: bool
    prompt: Card | None
    rows: tuple[ReflectionRow, ...]
    changed: tuple[tuple[str, int], ...]

    @property
    def too_early(self) -> bool:
        """Whether calling the report final would be too early."""
        return self.days < ENOUGH_REFLECTION_DAYS


@dataclass(frozen=True, slots=True)
class LoopRow:
    """A detractor's task: whose, what, since how many days, and whether it is closed."""

    id: str
    code: str
    score: int | None
    text: str
    owner: str
    state: str
    days: int
    allowed: bool
    outcome: str


@dataclass(frozen=True, slots=True)
class MetricRow:
    """A metric and what the team makes of it."""

    id: str
    name: str
    verdict: str
    reason: str


@dataclass(frozen=True, slots=True)
class ObserverRow:
    """How an observer does: sessions, agreement with the other log by session, hints and completeness."""

    code: str
    sessions: int
    agreement: tuple[tuple[str, float, bool], ...]
    hints: float | None
    complete: float | None


def after_view(reader: Reader, texts: Texts, today: dt.date) -> AfterView:
    """The reflections, what to think about today and what changed since the meeting."""
    members = {member.id: member.code for member in reader.all(TeamMember, retired=True)}
    rows = reader.all(Reflection, order_by="on")
    days = {row.on for row in rows if row.text.strip()}
    meeting = meeting_session(reader)
    met_on = ""
    since = 0
    if meeting is not None and meeting.ended_at is not None:
        met_on = local_time(meeting.ended_at, meeting.offset_min).date().isoformat()
        since = meeting.ended_at
    think = to_think_about(reader, today.isoformat())
    about = [(row.source_kind, row.source_id) for row in rows if row.source_kind]
    cards = cards_of(reader, texts, [*about, *([think] if think else [])])
    due = bool(reflection_due(reader, today))
    return AfterView(
        met_on=met_on,
        days=len(days),
        due=due,
        prompt=cards[think] if think else None,
        rows=tuple(
            ReflectionRow(
                row.id,
                row.on,
                members.get(row.by_id or "", ""),
                row.text,
                cards[row.source_kind, row.source_id].text if row.source_kind else "",
            )
            for row in reversed(rows)
        ),
        changed=_changed_since(reader, since) if since else (),
    )


@dataclass(frozen=True, slots=True)
class ThinkToday:
    """What is said when a study is opened on the days after its debrief; it belongs to no wave."""

    wave_id: str = ""

    def say(self, texts: Texts) -> str:
        """Put it in words."""
        return texts.t("What do you think today of what you saw? A reflection takes a minute.")


def reflection_due(reader: Reader, today: dt.date) -> tuple[ThinkToday, ...]:
    """Whether to ask for a reflection today: after the meeting, on its first days, once a day."""
    meeting = meeting_session(reader)
    if meeting is None or meeting.ended_at is None:
        return ()
    met = local_time(meeting.ended_at, meeting.offset_min).date()
    days = {row.on for row in reader.all(Reflection) if row.text.strip()}
    late = today <= met or (today - met).days > REMINDED_DAYS
    if late or today.isoformat() in days:
        return ()
    return (ThinkToday(),)


def reflect(
    uow: UnitOfWork, *, text: str, by_id: str | None = None, about: tuple[str, str] | None = None
) -> Reflection:
    """Keep an afterthought of today, about something logged if it was what prompted it."""
    from cxfield.services.debrief import add_reflection

    now = uow.stamp()
    today = local_time(now.utc_ms, now.offset_min).date().isoformat()
    made = add_reflection(uow, on=today, text=text, by_id=by_id)
    if about is not None:
        return uow.change(Reflection, made.id, source_kind=about[0], source_id=about[1])
    return made


def loops(reader: Reader, now_ms: int) -> tuple[LoopRow, ...]:
    """Detractors to get back to, open ones first; only where contact was allowed."""
    people = {person.id: person.code for person in reader.all(Participant, retired=True)}
    sessions = {session.id: session for session in reader.all(Session, retired=True)}
    allowed = {c.participant_id: c.given for c in reader.all(Consent, item="contact", order_by="at")}
    rows = []
    for task in reader.all(FollowUpTask, order_by="opened_at"):
        session = sessions.get(task.session_id)
        person = task.participant_id or (session.participant_id if session else None) or ""
        end = task.closed_at or now_ms
        days = max(0, (end - task.opened_at) // _DAY_MS) if task.opened_at else 0
        rows.append(
            LoopRow(
                task.id,
                people.get(person, "–"),
                task.score,
                task.text,
                task.owner,
                task.state,
                days,
                bool(allowed.get(person)),
                task.outcome,
            )
        )
    return tuple(sorted(rows, key=lambda row: (row.state != "open", -row.days)))


def change_loop(uow: UnitOfWork, *, task_id: str, **values: str) -> FollowUpTask:
    """Who takes care of it, what came of it; closing keeps the moment."""
    fields: dict[str, object] = dict(values)
    if values.get("state") == "done":
        fields["closed_at"] = uow.stamp().utc_ms
    elif values.get("state") == "open":
        fields["closed_at"] = None
    return uow.change(FollowUpTask, task_id, **fields)


def metric_rows(reader: Reader, texts: Texts) -> tuple[MetricRow, ...]:
    """Every metric with what the team makes of it."""
    said = {row.metric_id: row for row in reader.all(MetricVerdict, order_by="at")}
    return tuple(
        MetricRow(
            metric.id,
            pick(metric.name, texts.locale) or metric.key,
            said[metric.id].verdict if metric.id in said else "",
            said[metric.id].reason if metric.id in said else "",
        )
        for metric in reader.all(Metric, order_by="order_key")
    )


def observers(reader: Reader, texts: Texts) -> tuple[ObserverRow, ...]:
    """Each observer over time: agreement in double codings, how often a reaction was seen, completeness.

    Hints: the share of sessions in which shoppers were not seen to notice the observer. Completeness: the
    share of entries that have a code, a touchpoint and a chosen rating.
    """
    members = reader.all(TeamMember, order_by="order_key")
    sessions = [s for s in reader.all(Session, kind="observation") if s.started_at]
    by_session: dict[str, list[Entry]] = {}
    for entry in reader.all(Entry):
        by_session.setdefault(entry.session_id, []).append(entry)
    compared = double_coding.compare_all(reader, double_coding.found_pairs(reader))
    rows = []
    for member in members:
        mine = [s for s in sessions if member.id in s.roles]
        entries = [
            entry
            for s in mine
            for entry in by_session.get(s.id, ())
            if entry.observer_id in (None, member.id)
        ]
        full = sum(bool(e.code_id and e.touchpoint_id and e.chosen) for e in entries)
        told = []
        for one in compared:
            if member.code in (one.pair.first.code, one.pair.second.code):
                pairs = [row for row in one.rows if row.first and row.second]
                if pairs and one.pair.started_at is not None:
                    day = local_time(one.pair.started_at, one.pair.offset_min).date()
                    share = sum(row.same for row in pairs) / len(pairs)
                    told.append((texts.day(day), share, one.pair.training))
        rows.append(
            ObserverRow(
                member.code,
                len(mine),
                tuple(told),
                sum(not s.reactivity for s in mine) / len(mine) if mine else None,
                full / len(entries) if entries else None,
            )
        )
    return tuple(rows)


def _changed_since(reader: Reader, since: int) -> tuple[tuple[str, int], ...]:
    """How many records of each kind were written after a moment."""
    marks = ", ".join("?" for _ in _CHANGES)
    query = (
        f"SELECT kind, COUNT(DISTINCT record) FROM journal WHERE at > ? AND kind IN ({marks}) GROUP BY kind"
    )
    found = reader.connection.exec_driver_sql(query, (since, *_CHANGES))
    counts = {row[0]: int(row[1]) for row in found}
    return tuple((kind, counts[kind]) for kind in _CHANGES if kind in counts)
