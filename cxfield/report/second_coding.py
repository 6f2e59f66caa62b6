# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Sessions that two observers coded: how alike their logs are, before they were talked over."""

from collections.abc import Sequence
from dataclasses import dataclass

from cxfield.analysis.timed_agreement import EventAgreement, Logged, event_agreement
from cxfield.report.dataset import EntryRow, ReportData, SessionRow

TOLERANCE_S = 10


@dataclass(frozen=True, slots=True)
class Coded:
    """A session coded twice and how alike the two logs are."""

    session: SessionRow
    result: EventAgreement
    events: tuple[int, int]


def coded_twice(data: ReportData) -> tuple[Coded, ...]:
    """Every session that was coded a second time, with its agreement."""
    first, found = data.session_by_id, []
    for second in data.parallel_sessions:
        session = first.get(second.parallel_of)
        if session is None:
            continue
        ours = [e for e in data.entries if e.session_id == session.id]
        theirs = [e for e in data.coded_again if e.session_id == second.id]
        if ours and theirs:
            result = event_agreement(
                [_logged(e, 0) for e in ours],
                [_logged(e, second.shift_ms) for e in theirs],
                TOLERANCE_S * 1000,
            )
            found.append(Coded(session, result, (len(ours), len(theirs))))
    return tuple(found)


def _logged(entry: EntryRow, shift_ms: int) -> Logged:
    return Logged("", entry.code, entry.t_ms + shift_ms, entry.id)


def unsettled(pairs: Sequence[Coded], data: ReportData) -> int:
    """Pairs of events that were called differently and that nobody has settled."""
    done = {key for row in data.settlements for key in row.records}
    return sum(a.id not in done and b.id not in done for pair in pairs for a, b in pair.result.differing)
