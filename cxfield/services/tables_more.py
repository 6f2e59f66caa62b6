# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Further tables for other programs: feelings by moment, tracked shoppers, talk at the table, problems."""

import json

from cxfield.export.table_csv import Value
from cxfield.report.dataset import ReportData

MOMENTS = ("session", "kind", "site", "participant", "moment", "label", "valence", "emotions", "picks")
SHOPPERS = ("session", "site", "letter", "in_s", "out_s", "id")
SEATS = ("session", "participant", "moderator", "talk_s", "turns", "id")
ISSUES = ("code", "statement", "affected", "observed", "severity", "id")

Rows = tuple[tuple[Value, ...], ...]


def moments(data: ReportData) -> Rows:
    """How each moment felt to each person; emotions as JSON of key and intensity."""
    held = {s.participant: s for s in data.sessions if s.participant}
    return tuple(
        (
            held[m.participant].number if m.participant in held else None,
            held[m.participant].kind if m.participant in held else "",
            data.site_name(held[m.participant].site) if m.participant in held else "",
            m.participant,
            m.key,
            m.label,
            m.valence,
            json.dumps(dict(m.emotions), ensure_ascii=False),
            len(m.emotions),
        )
        for m in data.moments
    )


def shoppers(data: ReportData) -> Rows:
    """Every tracked shopper by session and letter."""
    sessions = data.session_by_id
    return tuple(
        (
            sessions[s.session_id].number,
            data.site_name(sessions[s.session_id].site),
            s.letter,
            None if s.in_t is None else s.in_t / 1000,
            None if s.out_t is None else s.out_t / 1000,
            s.id,
        )
        for s in data.shoppers
        if s.session_id in sessions
    )


def seats(data: ReportData) -> Rows:
    """How long and how often each seat of a group spoke."""
    sessions = data.session_by_id
    return tuple(
        (sessions[s.session_id].number, s.code, s.moderator, s.seconds, s.turns, s.id)
        for s in data.seats
        if s.session_id in sessions
    )


def issues(data: ReportData) -> Rows:
    """Every problem with how many it touched and how bad it is."""
    return tuple(
        (f.code, f.statement, f.affected, f.observed, f.severity, f.id) for f in data.findings if f.issue
    )
