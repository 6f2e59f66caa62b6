# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The figures that are followed from wave to wave, and their chart."""

from dataclasses import dataclass

from cxfield.analysis.trend import TrendPoint, nps_trend, share_trend
from cxfield.charts.trend import WavePoint, trend_chart
from cxfield.document.nodes import Figure, FigureData, Heading, Node
from cxfield.i18n import Texts
from cxfield.model.enums import CodeMeaning
from cxfield.report import words
from cxfield.report.dataset import ReportData
from cxfield.report.figures import scores, wait_minutes
from cxfield.report.metric_lines import MetricLine

_SATISFIED_FROM, _ORDINARY_UP_TO = 4, 2
_PERCENT = 100


@dataclass(frozen=True, slots=True)
class Trend:
    """One figure by wave; `share` says that it moves from 0 to 1, otherwise from −100 to 100."""

    title: str
    key: str
    points: tuple[TrendPoint, ...]
    share: bool


def held_waves(data: ReportData) -> list[tuple[str, str]]:
    """The waves in which fieldwork took place, as (id, name)."""
    return [(key, name) for key, name in data.waves if any(s.wave == key and s.done for s in data.sessions)]


def trend_nodes(data: ReportData, lines: tuple[MetricLine, ...], texts: Texts) -> list[Node]:
    """A chart of every figure that at least two waves have; one line of words where there is one wave."""
    waves = held_waves(data)
    if len(waves) < 2:
        said = texts.t("Fieldwork has been done in {n} wave: there is nothing to compare yet.", n=len(waves))
        return [Heading(2, texts.t("Trend by wave")), words.para(said)] if data.waves else []
    targets = {line.key: line.target for line in lines}
    nodes: list[Node] = [Heading(2, texts.t("Trend by wave"))]
    several = [
        trend
        for trend in trends(data, waves, texts)
        if sum(point.value is not None for point in trend.points) > 1
    ]
    return [*nodes, *(_figure(trend, targets.get(trend.key), texts) for trend in several)]


def _figure(trend: Trend, target: float | None, texts: Texts) -> Figure:
    scale = (0.0, 1.0) if trend.share else (-100.0, 100.0)
    ends = tuple(texts.percent(end) if trend.share else texts.signed(end) for end in scale)
    points = tuple(
        WavePoint(p.wave, p.value, p.low, p.high, _value(p, trend, texts), p.n) for p in trend.points
    )
    rows = tuple(
        (
            p.wave,
            _value(p, trend, texts),
            _interval(p, trend, texts),
            texts.number(p.n),
            _change(p, trend, texts),
        )
        for p in trend.points
    )
    caption = texts.t("{metric} by wave with 95% intervals; a dashed line is the target.", metric=trend.title)
    alt = caption + " " + "; ".join(f"{row[0]} {row[1]} (n = {row[3]})" for row in rows) + "."
    header = (texts.t("Wave"), texts.t("Result"), texts.t("95% interval"), "n", texts.t("Change"))
    scene = trend_chart(points, scale, (ends[0], ends[1]), target=target)
    return Figure(scene, caption, alt, FigureData(header, rows), key=f"trend-{trend.key}")


def _value(point: TrendPoint, trend: Trend, texts: Texts) -> str:
    if point.value is None:
        return words.missing(point.reason, texts)
    return texts.percent(point.value) if trend.share else words.trimmed(point.value, texts)


def _interval(point: TrendPoint, trend: Trend, texts: Texts) -> str:
    if point.low is None or point.high is None:
        return "–"
    if trend.share:
        return f"{texts.number(point.low * _PERCENT)}–{texts.percent(point.high)}"
    return words.points_interval(point.low, point.high, texts)


def _change(point: TrendPoint, trend: Trend, texts: Texts) -> str:
    if point.change is None or point.change.value is None:
        return "–"
    return texts.signed(point.change.value * (_PERCENT if trend.share else 1), 0 if trend.share else 1)


def trends(data: ReportData, waves: list[tuple[str, str]], texts: Texts) -> list[Trend]:
    """Each figure in each of these waves, with its change from the wave before."""
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
        Trend("NPS", "nps", nps_trend([(name, grades("nps", wave)) for wave, name in waves]), False),
        Trend("CSAT", "csat", share_trend(counted("csat")), True),
        Trend(texts.t("Checkout queue") + texts.t(" over {n} min", n=limit), "wait", share_trend(over), True),
        Trend(texts.t("Ordinary events"), "ordinary", share_trend(ordinary), True),
    ]
