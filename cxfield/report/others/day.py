# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The day on one page: what was done, what was seen, what surprised, what is left."""

import datetime as dt
from collections import Counter
from collections.abc import Sequence

from cxfield.analysis.ordinariness import SURPRISING_FROM
from cxfield.document.nodes import (
    BulletItem,
    Bullets,
    Column,
    Fact,
    FactRow,
    Heading,
    Node,
    Table,
    cell,
    spans,
)
from cxfield.i18n import N_, Texts
from cxfield.model.enums import SessionKind
from cxfield.report import words
from cxfield.report.dataset import EntryRow, ReportData, SessionRow
from cxfield.report.material import Material
from cxfield.report.others.base import OtherReport, Subject, title_block

_MOST = 5
_NAMES = (
    (N_("observation session"), N_("observation sessions")),
    (N_("event"), N_("events")),
    (N_("interview"), N_("interviews")),
)


def days(data: ReportData, texts: Texts) -> Sequence[Subject]:
    """Every day of fieldwork, the latest first."""
    return [(day.isoformat(), words.full_day(day, texts)) for day in reversed(data.days)]


def of_days(data: ReportData, wanted: set[dt.date]) -> tuple[list[SessionRow], list[EntryRow]]:
    """The sessions of some days that were held, and their events."""
    held = [s for s in data.sessions if s.done and s.day in wanted and s.kind != SessionKind.DEBRIEF]
    keys = {session.id for session in held}
    return held, [entry for entry in data.entries if entry.session_id in keys]


def build(material: Material, texts: Texts, about: str) -> list[Node]:
    """The report."""
    day = dt.date.fromisoformat(about)
    name = words.full_day(day, texts)
    held, entries = of_days(material.data, {day})
    nodes: list[Node] = [title_block(material, texts, texts.t("Day summary"), name)]
    return (
        nodes + body(material, texts, held, entries) + _reflections(material.data, {day.isoformat()}, texts)
    )


def body(material: Material, texts: Texts, held: list[SessionRow], entries: list[EntryRow]) -> list[Node]:
    """What a stretch of days says."""
    if not held:
        return [words.para(texts.t("No fieldwork was done."))]
    nodes: list[Node] = [FactRow(_facts(held, entries, texts)), _sessions(held, material.data, texts)]
    codes = Counter(entry.code for entry in entries if entry.code).most_common(_MOST)
    if codes:
        said = texts.listing(f"{code} {texts.number(n)}" for code, n in codes)
        nodes += [Heading(2, texts.t("Seen most often")), words.para(f"{said}.")]
    surprising = sorted(
        (e for e in entries if e.ordinariness >= SURPRISING_FROM), key=lambda e: (-e.ordinariness, not e.text)
    )[:_MOST]
    if surprising:
        items = tuple(
            BulletItem(spans(": ".join(p for p in (e.code, e.text) if p) or "–")) for e in surprising
        )
        nodes += [Heading(2, texts.t("What surprised")), Bullets(items)]
    bad = Counter(e.touchpoint for e in entries if e.polarity < 0 and e.touchpoint).most_common(3)
    if bad:
        said = texts.listing(f"{place} {texts.number(n)}" for place, n in bad)
        nodes.append(words.para(texts.t("Bad events by touchpoint: {list}.", list=said)))
    return nodes


def _facts(held: list[SessionRow], entries: list[EntryRow], texts: Texts) -> tuple[Fact, ...]:
    kinds = Counter(session.kind for session in held)
    minutes = sum(s.running_ms or s.length_ms or 0 for s in held) / 60_000
    observed, asked = kinds[SessionKind.OBSERVATION], kinds[SessionKind.INTERVIEW]
    return (
        Fact(
            texts.number(observed),
            texts.t(_NAMES[0][observed != 1]),
        ),
        Fact(texts.number(len(entries)), texts.t(_NAMES[1][len(entries) != 1])),
        Fact(texts.number(asked), texts.t(_NAMES[2][asked != 1])),
        Fact(texts.number(minutes), texts.t("minutes")),
    )


def _sessions(held: list[SessionRow], data: ReportData, texts: Texts) -> Table:
    columns = (
        Column(texts.t("Session"), 1.4),
        Column(texts.t("Kind"), 1.4),
        Column(texts.t("Store"), 1.4),
        Column(texts.t("Starts"), 1.0),
        Column(texts.t("Length"), 1.0, "right"),
        Column(texts.t("Observers"), 1.6),
    )
    rows = tuple(
        (
            cell(words.session_name(s, texts)),
            cell(words.session_kind(s.kind, texts)),
            cell(data.site_name(s.site) or "–"),
            cell(texts.time(s.begins) if s.begins else "–"),
            cell(words.minutes(s.running_ms if s.running_ms is not None else s.length_ms, texts)),
            cell(", ".join(code for code, _ in s.roles) or "–"),
        )
        for s in sorted(held, key=lambda s: s.started_at or 0)
    )
    return Table(columns, rows)


def _reflections(data: ReportData, on: set[str], texts: Texts) -> list[Node]:
    rows = [row for row in data.reflections if row.on in on]
    if not rows:
        return []
    items = tuple(BulletItem(spans(f"{row.by}: {row.text}" if row.by else row.text)) for row in rows)
    return [Heading(2, texts.t("Reflections")), Bullets(items)]


REPORT = OtherReport("day", N_("Day summary"), build, N_("Day"), days)
