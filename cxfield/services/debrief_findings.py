# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Findings and actions in full: counted from their evidence, placed in the matrix, with a calendar."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from cxfield.analysis.prevalence import Prevalence, prevalence
from cxfield.errors import UserError
from cxfield.i18n import N_, Texts
from cxfield.model.capture import Entry, Shopper
from cxfield.model.debrief import Action, Evidence, Finding, Reflection
from cxfield.model.meeting import MetricVerdict
from cxfield.model.people import Participant
from cxfield.model.session import Session
from cxfield.model.study import TeamMember
from cxfield.report.dataset import local_time
from cxfield.services.debrief import source_record
from cxfield.services.debrief_board import Card, cards_of
from cxfield.storage import Reader, UnitOfWork
from cxfield.textclean import clean

CAUSES = ("", "employee", "policy")
REMEDIES = ("", "training", "explanation", "decision")
CONFIDENCES = ("", "low", "middle", "high")
#: So many letters of a finding stand in a list of choices.
SHORT = 60
VERDICTS = ("keep", "drop", "change", "challenge")
_TEXTS = frozenset(
    (
        *("statement", "detail", "observation", "interpretation", "so_what"),
        *("open_questions", "remedy_note", "theme", "contact"),
    )
)
_COUNTS = N_("{affected} of {observed} cannot be right. Correct the counts.")
_DAY = N_("{text} is not a day. Choose one from the calendar.")
_VERDICT = N_("Choose whether to keep, drop, change or challenge the metric.")


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    """A piece of evidence as a card; `gone` when what it points to was withdrawn."""

    id: str
    card: Card
    against: bool
    deviant: bool


@dataclass(frozen=True, slots=True)
class FindingView:
    """A finding with its evidence; `affected` of `observed` are counted from it unless they were entered."""

    record: Finding
    evidence: tuple[EvidenceRow, ...]
    affected: int
    observed: int
    counted: bool
    share: Prevalence | None
    actions: tuple[Action, ...]
    dissent: tuple[str, ...]

    @property
    def withdrawn(self) -> int:
        """How many pieces of evidence are gone."""
        return sum(row.card.gone for row in self.evidence)


@dataclass(frozen=True, slots=True)
class MatrixPoint:
    """Where a finding stands in the matrix: its number, share with interval, severity."""

    id: str
    number: int
    share: float
    low: float
    high: float
    severity: int


def findings_view(reader: Reader, texts: Texts) -> tuple[FindingView, ...]:
    """Every finding in order."""
    links: dict[str, list[Evidence]] = {}
    for link in reader.all(Evidence):
        links.setdefault(link.finding_id, []).append(link)
    everything = [link for its in links.values() for link in its]
    cards = cards_of(reader, texts, [(link.source_kind, link.source_id) for link in everything])
    actions: dict[str, list[Action]] = {}
    for action in reader.all(Action, order_by="order_key"):
        actions.setdefault(action.finding_id or "", []).append(action)
    members = {member.id: member.code for member in reader.all(TeamMember, retired=True)}
    counter = _Counter(reader)
    return tuple(
        _view(
            finding,
            links.get(finding.id, []),
            cards,
            actions=actions.get(finding.id, []),
            members=members,
            counter=counter,
        )
        for finding in reader.all(Finding, order_by="order_key")
    )


def matrix(views: Sequence[FindingView]) -> tuple[MatrixPoint, ...]:
    """The findings that have both a share and a severity."""
    return tuple(
        MatrixPoint(v.record.id, number, p.share.share, p.share.low or 0.0, p.share.high or 0.0, p.severity)
        for number, v in enumerate(views, 1)
        if (p := v.share) is not None and p.share.share is not None
    )


def change_finding(uow: UnitOfWork, *, finding_id: str, **values: Any) -> Finding:
    """Change what a finding says; words that are being typed become one change."""
    if set(values) <= _TEXTS and len(values) == 1:
        ((name, words),) = values.items()
        return uow.type_in(Finding, finding_id, **{name: clean(words)})
    finding = uow.get(Finding, finding_id)
    affected = values.get("affected", finding.affected)
    observed = values.get("observed", finding.observed)
    if affected is not None and observed is not None and affected > observed:
        raise UserError(_COUNTS, affected=affected, observed=observed)
    return uow.change(Finding, finding_id, **values)


def differ(uow: UnitOfWork, *, finding_id: str, member_id: str, on: bool = True) -> Finding:
    """Somebody sees a finding otherwise, or no longer does."""
    finding = uow.get(Finding, finding_id)
    others = [one for one in finding.dissent if one != member_id]
    return uow.change(Finding, finding_id, dissent=[*others, member_id] if on else others)


def change_evidence(uow: UnitOfWork, *, evidence_id: str, values: Mapping[str, bool]) -> Evidence:
    """For or against, a deviant case or not."""
    return uow.change(Evidence, evidence_id, **values)


def drop_evidence(uow: UnitOfWork, *, evidence_id: str) -> None:
    """Take a piece of evidence away."""
    uow.remove(Evidence, evidence_id)


def drop_finding(uow: UnitOfWork, *, finding_id: str) -> None:
    """Remove a finding with its evidence; its actions stay."""
    for link in uow.all(Evidence, finding_id=finding_id):
        uow.remove(Evidence, link.id)
    uow.remove(Finding, finding_id)


def drop_action(uow: UnitOfWork, *, action_id: str) -> None:
    """Remove an action."""
    uow.remove(Action, action_id)


def change_action(uow: UnitOfWork, *, action_id: str, **values: Any) -> Action:
    """Change an action; a day must be one of the calendar."""
    for name in ("due_on", "done_on", "reviewed_on"):
        if values.get(name):
            values[name] = _day(values[name])
    if set(values) == {"text"}:
        return uow.type_in(Action, action_id, text=clean(values["text"]))
    if values.get("state") == "done" and not uow.get(Action, action_id).done_on:
        now = uow.stamp()
        values.setdefault("done_on", local_time(now.utc_ms, now.offset_min).date().isoformat())
    return uow.change(Action, action_id, **values)


def roi(action: Action) -> float | None:
    """(gain - cost) / cost, or nothing without both."""
    if action.cost is None or action.gain is None or action.cost <= 0:
        return None
    return (action.gain - action.cost) / action.cost


def review_metric(
    uow: UnitOfWork, *, metric_id: str, verdict: str, reason: str = "", session_id: str | None = None
) -> MetricVerdict:
    """Say what becomes of a metric; the last word about it stands, earlier ones stay in the history."""
    if verdict not in VERDICTS:
        raise UserError(_VERDICT)
    values = {"verdict": verdict, "reason": clean(reason).strip(), "at": uow.stamp().utc_ms}
    for old in uow.all(MetricVerdict, metric_id=metric_id):
        return uow.change(MetricVerdict, old.id, **values)
    return uow.add(
        MetricVerdict(
            metric_id=metric_id,
            session_id=session_id,
            verdict=verdict,
            reason=str(values["reason"]),
            at=uow.stamp().utc_ms,
        )
    )


def calendar(actions: Sequence[Action], stamp_utc: str) -> str:
    """The actions that have a day as a calendar file (iCalendar, RFC 5545), one day-long entry each."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//CXField//Debrief//EN", "CALSCALE:GREGORIAN"]
    for action in actions:
        if not action.due_on:
            continue
        day = date.fromisoformat(action.due_on)
        lines += [
            "BEGIN:VEVENT",
            f"UID:{action.id}@cxfield",
            f"DTSTAMP:{stamp_utc}",
            f"DTSTART;VALUE=DATE:{day:%Y%m%d}",
            f"DTEND;VALUE=DATE:{day + timedelta(days=1):%Y%m%d}",
            f"SUMMARY:{_escaped(action.text)}",
            f"DESCRIPTION:{_escaped(action.owner)}",
            "TRANSP:TRANSPARENT",
            "END:VEVENT",
        ]
    lines.append("END:VCALENDAR")
    return "\r\n".join(part for line in lines for part in _folded(line)) + "\r\n"


def to_think_about(reader: Reader, today: str) -> tuple[str, str] | None:
    """A surprising entry nobody has made a finding of or reflected on; another one each day."""
    talked = {link.source_id for link in reader.all(Evidence)}
    talked |= {row.source_id for row in reader.all(Reflection)}
    second = {s.id for s in reader.all(Session) if s.parallel_of}
    left = [e for e in reader.all(Entry) if e.id not in talked and e.session_id not in second and e.text]
    if not left:
        return None
    left.sort(key=lambda e: (-(e.ordinariness + 2 * e.star + len(e.marks)), e.id))
    best = [e for e in left[:20] if e.ordinariness >= left[0].ordinariness - 1] or left[:1]
    return "entry", best[date.fromisoformat(today).toordinal() % len(best)].id


def short_name(number: int, statement: str) -> str:
    """A finding in a list of choices: its number and first words."""
    words = " ".join(statement.split())
    return f"{number} {words if len(words) <= SHORT else words[: SHORT - 1].rstrip() + '…'}"


class _Counter:
    """Counts the different people behind evidence: shoppers and participants are what is observed."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader
        second = {s.id for s in reader.all(Session) if s.parallel_of}
        self.shoppers = sum(s.session_id not in second for s in reader.all(Shopper))
        self.participants = len(reader.all(Participant))

    def count(self, links: Sequence[Evidence]) -> tuple[int, int]:
        """Affected and observed: of shoppers, of participants, or of both when both are among them."""
        people: set[tuple[str, str]] = set()
        for link in links:
            if not link.against:
                who = self._who(link)
                if who is not None:
                    people.add(who)
        kinds = {kind for kind, _ in people}
        observed = self.shoppers * ("shopper" in kinds) + self.participants * ("participant" in kinds)
        return len(people), max(observed, len(people))

    def _who(self, link: Evidence) -> tuple[str, str] | None:
        record: Any = source_record(self.reader, link.source_kind, link.source_id)
        if record is None or record.retired:
            return None
        if isinstance(record, Entry):
            return ("shopper", record.shopper_id) if record.shopper_id else None
        for name, kind in (("answer_id", "answer"), ("statement_id", "statement")):
            if not getattr(record, "participant_id", None) and getattr(record, name, None):
                record = source_record(self.reader, kind, getattr(record, name)) or record
        person = getattr(record, "participant_id", None)
        if not person and getattr(record, "seat_id", None):
            seat: Any = source_record(self.reader, "seat", record.seat_id)
            person = seat.participant_id if seat else None
        if not person and getattr(record, "session_id", None):
            session = self.reader.find(Session, record.session_id)
            person = session.participant_id if session else None
        return ("participant", person) if person else None


def _view(
    finding: Finding,
    links: Sequence[Evidence],
    cards: Mapping[tuple[str, str], Card],
    *,
    actions: Sequence[Action],
    members: Mapping[str, str],
    counter: _Counter,
) -> FindingView:
    rows = tuple(
        EvidenceRow(link.id, cards[link.source_kind, link.source_id], link.against, link.deviant)
        for link in links
    )
    entered = finding.affected is not None and finding.observed is not None
    affected, observed = (finding.affected or 0, finding.observed or 0) if entered else counter.count(links)
    share = None
    if finding.severity is not None and observed:
        share = prevalence(affected, observed, finding.severity)
    dissent = tuple(members.get(one, "–") for one in finding.dissent)
    return FindingView(finding, rows, affected, observed, not entered, share, tuple(actions), dissent)


def _day(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise UserError(_DAY, text=text[:40]) from None


def _escaped(text: str) -> str:
    words = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return words.replace("\r", "").replace("\n", "\\n")


def _folded(line: str) -> list[str]:
    """Lines of at most 75 bytes; what goes on begins with a space."""
    parts, rest = [], line
    while len(rest.encode()) > 74:  # noqa: PLR2004 - the limit of the format, with the space
        cut = 74
        while len(rest[:cut].encode()) > 74:  # noqa: PLR2004
            cut -= 1
        parts.append(rest[:cut])
        rest = " " + rest[cut:]
    return [*parts, rest]
