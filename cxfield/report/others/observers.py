# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""How each observer has developed: sessions, events, ratings chosen, notes, agreement with the others."""

from cxfield.document.nodes import Column, Heading, Node, Table, bold, cell
from cxfield.i18n import N_, Texts
from cxfield.report import words
from cxfield.report.dataset import EntryRow, ReportData
from cxfield.report.material import Material
from cxfield.report.others.base import OtherReport, title_block
from cxfield.report.second_coding import Coded, coded_twice


def build(material: Material, texts: Texts, _about: str) -> list[Node]:
    """The report."""
    data = material.data
    nodes: list[Node] = [title_block(material, texts, texts.t("Observer development"))]
    codes = [code for code, _ in data.observers if any(e.observer == code for e in data.entries)]
    if not codes:
        return [*nodes, words.para(texts.t("No events have been logged."))]
    for code in codes:
        nodes += [Heading(2, code), _table(code, data, texts)]
    pairs = coded_twice(data, training=True)
    if pairs:
        columns = (
            Column(texts.t("Session"), 2.0),
            Column(texts.t("Day"), 1.2),
            Column(texts.t("Called the same"), 2.0),
        )
        rows = tuple(
            (
                cell(_coded(pair, texts)),
                cell(texts.day(pair.session.day) if pair.session.day else "–"),
                cell(words.share_full(pair.result.percent, texts)),
            )
            for pair in pairs
        )
        nodes += [Heading(2, texts.t("Agreement between observers")), Table(columns, rows)]
    nodes.append(words.small(texts.t("This is for learning, not for ranking: sessions differ.")))
    return nodes


def _coded(pair: Coded, texts: Texts) -> str:
    name = words.session_name(pair.session, texts)
    return f"{name} · {texts.t('against a reference log')}" if pair.training else name


def _table(code: str, data: ReportData, texts: Texts) -> Table:
    columns = (
        Column(texts.t("Session"), 1.6), Column(texts.t("Day"), 1.2), Column(texts.t("Events"), 0.9, "right"),
        Column(texts.t("Events in an hour"), 1.2, "right"), Column(texts.t("With words"), 1.6),
        Column(texts.t("Rating chosen"), 1.6), Column(texts.t("Attentiveness 1–5"), 1.2, "right"),
    )  # fmt: skip
    rows = []
    for session in sorted(data.sessions, key=lambda s: s.started_at or 0):
        mine = [e for e in data.entries if e.session_id == session.id and e.observer == code]
        if not mine:
            continue
        ms = session.running_ms or session.length_ms or 0
        rows.append((
            cell(bold(words.session_name(session, texts))),
            cell(texts.day(session.day) if session.day else "–"),
            cell(texts.number(len(mine))),
            cell(texts.number(len(mine) * 3_600_000 / ms, 1) if ms else "–"),
            cell(_share(sum(bool(e.text.strip()) for e in mine), mine, texts)),
            cell(_share(sum(e.chosen for e in mine), mine, texts)),
            cell("–" if session.attention is None else texts.number(session.attention)),
        ))  # fmt: skip
    return Table(columns, tuple(rows))


def _share(count: int, rows: list[EntryRow], texts: Texts) -> str:
    return f"{words.of(count, len(rows), texts)}, {texts.percent(count / len(rows))}"


REPORT = OtherReport("observers", N_("Observer development"), build)
