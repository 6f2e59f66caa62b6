# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Waves compared: each metric in each wave with its interval, and the change with its own."""

from cxfield.analysis.trend import TrendPoint
from cxfield.document.nodes import Column, Heading, Node, Table, bold, cell
from cxfield.i18n import N_, Texts
from cxfield.report import words
from cxfield.report.material import Material
from cxfield.report.others.base import OtherReport, title_block
from cxfield.report.trends import held_waves, trends

_PERCENT = 100


def build(material: Material, texts: Texts, _about: str) -> list[Node]:
    """The report."""
    data = material.data
    nodes: list[Node] = [title_block(material, texts, texts.t("Wave comparison"))]
    waves = held_waves(data)
    if len(waves) < 2:
        said = texts.t("Fieldwork has been done in {n} wave: there is nothing to compare yet.", n=len(waves))
        return [*nodes, words.para(said)]
    nodes.append(words.para(texts.t(
        "Each figure with its 95% interval and n. A change is told against the wave before; it is clear "
        "where its own interval leaves zero out."
    )))  # fmt: skip
    for trend in trends(data, waves, texts):
        nodes += [Heading(2, trend.title), _table(trend.points, texts, share=trend.share)]
    return nodes


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
