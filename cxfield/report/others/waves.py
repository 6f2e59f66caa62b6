# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Waves compared: each metric in each wave with its interval, and the change with its own."""

from cxfield.analysis.trend import TrendPoint, nps_trend, share_trend
from cxfield.document.nodes import Column, Heading, Node, Table, bold, cell
from cxfield.i18n import N_, Texts
from cxfield.model.enums import CodeMeaning
from cxfield.report import words
from cxfield.report.dataset import ReportData
from cxfield.report.figures import scores, wait_minutes
from cxfield.report.material import Material
from cxfield.report.others.base import OtherReport, title_block

_SATISFIED_FROM, _ORDINARY_UP_TO = 4, 2
_PERCENT = 100


def build(material: Material, texts: Texts, _about: str) -> list[Node]:
    """The report."""
    data = material.data
    nodes: list[Node] = [title_block(material, texts, texts.t("Wave comparison"))]
    waves = [(key, name) for key, name in data.waves if any(s.wave == key and s.done for s in data.sessions)]
    if len(waves) < 2:
        said = texts.t("Fieldwork has been done in {n} wave: there is nothing to compare yet.", n=len(waves))
        return [*nodes, words.para(said)]
    nodes.append(words.para(texts.t(
        "Each figure with its 95% interval and n. A change is told against the wave before; it is clear "
        "where its own interval leaves zero out."
    )))  # fmt: skip
    for title, points, share in _trends(data, waves, texts):
        nodes += [Heading(2, title), _table(points, texts, share=share)]
    return nodes


def _trends(
    data: ReportData, waves: list[tuple[str, str]], texts: Texts
) -> list[tuple[str, tuple[TrendPoint, ...], bool]]:
    of = {session.id: session.wave for session in data.sessions}
    own = {s.id for s in data.customer_interviews}

    def grades(kind: str, wave: str) -> tuple[int, ...]:
        answers = [a for a in data.answers if a.session_id in own and of.get(a.session_id) == wave]
        return scores(data, answers, kind)

    def counted(kind: str) -> list[tuple[str, int, int]]:
        found = [(name, grades(kind, wave)) for wave, name in waves]
        return [(name, sum(g >= _SATISFIED_FROM for g in given), len(given)) for name, given in found]

    entries = {wave: [e for e in data.entries if of.get(e.session_id) == wave] for wave, _ in waves}
    ordinary = [
        (name, sum(e.ordinariness <= _ORDINARY_UP_TO for e in entries[wave]), len(entries[wave]))
        for wave, name in waves
    ]
    waits = {
        wave: [wait_minutes(e) for e in rows if e.meaning == CodeMeaning.CHECKOUT_WAIT and e.end_t_ms]
        for wave, rows in entries.items()
    }
    over = [
        (name, sum(wait > data.wait_limit_min for wait in waits[wave]), len(waits[wave]))
        for wave, name in waves
    ]
    limit = words.trimmed(data.wait_limit_min, texts)
    return [
        ("NPS", nps_trend([(name, grades("nps", wave)) for wave, name in waves]), False),
        ("CSAT", share_trend(counted("csat")), True),
        (texts.t("Checkout queue") + texts.t(" over {n} min", n=limit), share_trend(over), True),
        (texts.t("Ordinary events"), share_trend(ordinary), True),
    ]


def _table(points: tuple[TrendPoint, ...], texts: Texts, *, share: bool) -> Table:
    columns = (
        Column(texts.t("Wave"), 1.8),
        Column(texts.t("Result"), 1.2),
        Column(texts.t("95% interval"), 1.4),
        Column("n", 0.6, "right"),
        Column(texts.t("Change"), 1.0, "right"),
        Column(texts.t("95% interval"), 1.4),
        Column("", 1.6),
    )
    scale = _PERCENT if share else 1
    rows = []
    for p in points:
        change = p.change
        value = None if change is None else change.value
        clear = "" if change is None or value is None else _clear(change.clear, texts)
        rows.append((
            cell(bold(p.wave)),
            cell(words.missing(p.reason, texts) if p.value is None else _result(p.value, texts, share=share)),
            cell(words.points_interval(_times(p.low, scale), _times(p.high, scale), texts)),
            cell(texts.number(p.n)),
            cell("–" if value is None else texts.signed(value * scale, 0 if share else 1)),
            cell("–" if change is None else words.points_interval(
                _times(change.low, scale), _times(change.high, scale), texts)),
            cell(clear),
        ))  # fmt: skip
    return Table(columns, tuple(rows))


def _clear(clear: bool | None, texts: Texts) -> str:
    return texts.t("clear") if clear else texts.t("may be chance")


def _result(value: float, texts: Texts, *, share: bool) -> str:
    return texts.percent(value) if share else words.trimmed(value, texts)


def _times(value: float | None, scale: int) -> float | None:
    return None if value is None else value * scale


REPORT = OtherReport("waves", N_("Wave comparison"), build)
