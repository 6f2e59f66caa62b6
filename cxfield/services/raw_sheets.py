# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The raw data of a study as sheets of a workbook: one row a record, by code, never by name."""

from collections.abc import Iterator, Sequence
from functools import partial

from cxfield.export.table_csv import Value
from cxfield.export.xlsx import Sheet
from cxfield.i18n import Texts
from cxfield.report.dataset import ReportData
from cxfield.services.tables import answers_table, entries_table

SESSION_COLUMNS = (
    "number", "kind", "state", "site", "phase", "day", "planned_min", "minutes", "participant", "language",
    "mode", "reactivity", "attention", "parallel", "id",
)  # fmt: skip
MOMENT_COLUMNS = ("participant", "moment", "label", "valence", "emotion", "intensity")
STATEMENT_COLUMNS = ("session", "t_s", "speaker", "text", "polarity", "verbatim", "agree", "disagree", "id")
FINDING_COLUMNS = (
    "code", "statement", "observation", "interpretation", "so_what", "theme", "issue", "affected",
    "observed", "severity", "evidence", "id",
)  # fmt: skip
ACTION_COLUMNS = ("code", "text", "owner", "kind", "state", "due_on", "finding", "id")
_SECOND, _MINUTE = 1000, 60_000


def raw_sheets(data: ReportData, texts: Texts) -> list[Sheet]:
    """Sessions, events, answers, moments, statements, findings and actions; empty ones are left out."""
    entries, answers = entries_table(data), answers_table(data)
    found = [
        Sheet("sessions", texts.t("Raw data: every session"), SESSION_COLUMNS, partial(_sessions, data)),
        Sheet("events", texts.t("Raw data: every event"), entries.columns, lambda: entries.rows),
        Sheet("answers", texts.t("Raw data: every answer"), answers.columns, lambda: answers.rows),
        Sheet(
            "moments", texts.t("Raw data: every feeling at a moment"), MOMENT_COLUMNS, partial(_moments, data)
        ),
        Sheet(
            "statements",
            texts.t("Raw data: what was said in groups"),
            STATEMENT_COLUMNS,
            partial(_said, data),
        ),
        Sheet(
            "findings", texts.t("Raw data: findings and issues"), FINDING_COLUMNS, partial(_findings, data)
        ),
        Sheet("actions", texts.t("Raw data: actions"), ACTION_COLUMNS, partial(_actions, data)),
    ]
    return [sheet for sheet in found if next(iter(sheet.rows()), None) is not None]


def _sessions(data: ReportData) -> Iterator[Sequence[Value]]:
    for s in (*data.sessions, *data.parallel_sessions):
        length = s.running_ms if s.running_ms is not None else s.length_ms
        yield (
            s.number, s.kind, s.state, data.site_name(s.site), s.phase, s.day.isoformat() if s.day else "",
            s.planned_min or None, None if length is None else length / _MINUTE, s.participant, s.language,
            s.mode, s.reactivity, s.attention, s.parallel, s.id,
        )  # fmt: skip


def _moments(data: ReportData) -> Iterator[Sequence[Value]]:
    for m in data.moments:
        for emotion, intensity in m.emotions or (("", None),):
            yield m.participant, m.key, m.label, m.valence, emotion, intensity


def _said(data: ReportData) -> Iterator[Sequence[Value]]:
    sessions = data.session_by_id
    for s in data.statements:
        session = sessions.get(s.session_id)
        yield (
            session.number if session else None, s.t_ms / _SECOND, s.code, s.text, s.polarity, s.verbatim,
            s.agree, s.disagree, s.id,
        )  # fmt: skip


def _findings(data: ReportData) -> Iterator[Sequence[Value]]:
    for f in data.findings:
        yield (
            f.code, f.statement, f.observation, f.interpretation, f.so_what, f.theme, f.issue, f.affected,
            f.observed, f.severity, "; ".join(f.evidence), f.id,
        )  # fmt: skip


def _actions(data: ReportData) -> Iterator[Sequence[Value]]:
    codes = {finding.id: finding.code for finding in data.findings}
    for a in data.actions:
        yield a.code, a.text, a.owner, a.kind, a.state, a.due_on, codes.get(a.finding, ""), a.id
