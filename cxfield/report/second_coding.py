# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Sessions that two observers coded: how alike their logs are, before they were talked over."""

from collections.abc import Sequence
from dataclasses import dataclass

from cxfield.analysis import coded_twice as rule
from cxfield.analysis.coded_twice import Act, Agreement, Matched
from cxfield.report.dataset import EntryRow, ReportData, SessionRow
from cxfield.report.rows import SettlementRow

#: The field of a settlement that tells what a talk about two logs came to.
FIELD = "code_id"


@dataclass(frozen=True, slots=True)
class Coded:
    """A session coded twice, and how the two logs go together; `training`: the first is a reference log."""

    session: SessionRow
    matched: Matched
    training: bool = False

    @property
    def result(self) -> Agreement:
        """The figures of this session alone."""
        return rule.agreement((self.matched,))


def coded_twice(data: ReportData, *, training: bool = False) -> tuple[Coded, ...]:
    """Every session marked as coded twice, with the two logs put together; lessons only when asked for."""
    first = data.session_by_id
    marked = [s for s in data.parallel_sessions if s.parallel_of in first]
    if not marked:
        return ()
    logs = _logs(data, {key for s in marked for key in (s.id, s.parallel_of)})
    codes = rule.codes_of(logs[s.id] for s in marked)
    found = []
    for second in marked:
        session = first[second.parallel_of]
        ours, theirs = logs[session.id], logs[second.id]
        apart = (second.started_at or 0) - (session.started_at or 0)
        shift = rule.shift_of(ours, theirs, set_ms=second.shift_ms, apart_ms=apart)
        found.append(Coded(session, rule.match(ours, theirs, shift, codes=codes), second.training))
    return tuple(one for one in found if one.matched.pairs and (training or not one.training))


def overlapping(data: ReportData) -> int:
    """How many pairs of sessions cover the same hours at one site and are not marked as coded twice."""
    held = [s for s in data.sessions if s.kind == "observation" and s.started_at and s.site]
    held.sort(key=lambda s: s.started_at or 0)
    said = {frozenset(row.records) for row in data.settlements if row.field == rule.APART}
    count = 0
    for place, one in enumerate(held):
        for other in held[place + 1 :]:
            if (other.started_at or 0) >= _hours(one)[1]:
                break
            both = one.site == other.site and rule.same_hours(_hours(one), _hours(other))
            two = {who for who, _ in one.roles} != {who for who, _ in other.roles}
            count += both and two and frozenset((one.id, other.id)) not in said
    return count


def settled(pair: tuple[str, str], data: ReportData) -> SettlementRow | None:
    """What the talk about a difference came to."""
    done = {_key(row): row for row in data.settlements if row.field == FIELD}
    key = rule.outcome_key(*pair, done)
    return done[key] if key else None


def unsettled(pairs: Sequence[Coded], data: ReportData) -> int:
    """Differences between two logs that nobody has settled: called differently, or seen by one only."""
    done = {_key(row) for row in data.settlements if row.field == FIELD}
    every = (key for pair in pairs for key in pair.matched.differences)
    return sum(rule.outcome_key(*key, done) is None for key in every)


def _key(row: SettlementRow) -> tuple[str, str]:
    return row.records[0], row.records[1] if len(row.records) > 1 else ""


def _logs(data: ReportData, sessions: set[str]) -> dict[str, list[Act]]:
    logs: dict[str, list[Act]] = {key: [] for key in sessions}
    for entry in (*data.entries, *data.coded_again):
        if entry.code and entry.session_id in logs:
            logs[entry.session_id].append(_act(entry))
    return logs


def _act(entry: EntryRow) -> Act:
    return Act(entry.id, entry.t_ms, entry.code, entry.ordinariness)


def _hours(session: SessionRow) -> tuple[int, int]:
    start = session.started_at or 0
    return start, start + (session.length_ms or 0)
