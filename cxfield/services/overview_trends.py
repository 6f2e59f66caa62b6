# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""How waves follow each other: each figure against the wave before, in a table and as a line."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from cxfield.analysis.proportion import Proportion, wilson
from cxfield.analysis.trend import TrendPoint, nps_trend, share_trend
from cxfield.charts.trend import WavePoint, trend_chart
from cxfield.i18n import Texts
from cxfield.model.enums import SessionKind
from cxfield.report import words
from cxfield.report.figures import scores
from cxfield.report.metric_lines import metric_lines
from cxfield.services.data_filter import ENTRY
from cxfield.services.overview_compare import Part, answers_behind
from cxfield.services.overview_faces import face_name
from cxfield.services.overview_scope import Scoped, scoped
from cxfield.services.overview_tables import NONE, ChartView, Maker, Source, TableView, difference_cells

_PERCENT = 100.0


def trends(found: Scoped, texts: Texts) -> TableView:
    """NPS, CSAT, each version of effort, ordinary entries and waits, each wave against the one before."""
    facts = found.facts
    waves = [wave for wave in facts.waves if found.scope.wave in ("", wave.id)]
    parts = [(wave.name, scoped(facts, replace(found.scope, wave=wave.id))) for wave in waves]
    columns = (
        texts.t("Metric"),
        texts.t("Wave"),
        texts.t("Result"),
        texts.t("95% interval"),
        "n",
        texts.t("Change"),
        "",
    )
    made = Maker("trend", texts.t("Change from wave to wave"), columns, left=2)
    clear: list[str] = []
    targets = _targets(found, texts)
    for name, points, share, sources in _trends(found, parts, texts):
        if not any(p.n for p in points):
            continue
        refs = []
        for point, source in zip(points, sources, strict=True):
            change, told = _change(point, texts, share=share)
            cells = (name, point.wave, *_point(point, texts, share=share), change, told)
            refs.append(made.row(cells, source))
            if told == texts.t("clear"):
                clear.append(f"{name}, {point.wave}: {change}")
        if sum(point.value is not None for point in points) > 1:
            made.charts.append(_line(name, points, refs, targets.get(name), texts, share=share))
    done = sum(bool(part.entries or part.answers) for _, part in parts)
    if clear:
        said = texts.t("Clear changes: {list}.", list="; ".join(clear))
    elif done < 2:  # noqa: PLR2004 - a change needs two waves
        said = texts.t("Fieldwork has been done in {n} wave: there is nothing to compare yet.", n=done)
    else:
        said = texts.t("No figure has changed clearly.")
    return made.view(said, said)


def _targets(found: Scoped, texts: Texts) -> dict[str, float | None]:
    """What is aimed at, by the name of the trend; an effort that is no share has no line here."""
    lines = metric_lines(found.material, texts)
    aims = {line.key.upper(): line.target for line in lines if line.key in ("nps", "csat")}
    efforts = (line for line in lines if line.key.startswith("ces") and line.scale == (0.0, 1.0))
    return aims | {face_name(found, line.key, texts): line.target for line in efforts}


def _line(
    name: str,
    points: Sequence[TrendPoint],
    refs: Sequence[str],
    target: float | None,
    texts: Texts,
    *,
    share: bool,
) -> ChartView:
    """The waves as points on a line, each with its interval, and opening what it is made of."""
    scale = (0.0, 1.0) if share else (-100.0, 100.0)
    ends = (texts.percent(0), texts.percent(1)) if share else (texts.signed(-100), texts.signed(100))
    marks = tuple(
        WavePoint(p.wave, p.value, p.low, p.high, _point(p, texts, share=share)[0], p.n, ref)
        for p, ref in zip(points, refs, strict=True)
    )
    said = "; ".join(f"{m.wave} {m.said} (n = {texts.number(m.n)})" for m in marks)
    title = texts.t("{metric} by wave", metric=name)
    return ChartView(
        name,
        title,
        lambda width: trend_chart(marks, scale, ends, target=target, width=width),
        f"{title}: {said}.",
    )


Trend = tuple[str, tuple[TrendPoint, ...], bool, tuple[Source, ...]]


def _trends(found: Scoped, parts: list[tuple[str, Scoped]], texts: Texts) -> Iterable[Trend]:
    waves = [Part(name, part) for name, part in parts]
    names = [wave.name for wave in waves]

    def answers(key: str) -> tuple[Source, ...]:
        return tuple(answers_behind(wave, key) for wave in waves)

    def shares(results: Iterable[Proportion]) -> tuple[TrendPoint, ...]:
        return share_trend([(n, p.count, p.n) for n, p in zip(names, results, strict=True)])

    own = [_numbers(part, "nps") for _, part in parts]
    yield "NPS", nps_trend(list(zip(names, own, strict=True))), False, answers("nps")
    yield "CSAT", shares(part.figures.csat.top2 for _, part in parts), True, answers("csat")
    # Versions of the effort question are never put on one line.
    for key in dict.fromkeys(c.version.key for _, part in parts for c in part.figures.ces if c.n):
        efforts = shares(_effort(part, key) for _, part in parts)
        yield face_name(found, key, texts), efforts, True, answers(key)
    ordinary = shares(part.figures.ordinary.ordinary for _, part in parts)
    sources = (
        Source(w.name, ENTRY, sessions=frozenset(t.session_id for t in w.found.tallies)) for w in waves
    )
    yield texts.t("Ordinary events"), ordinary, True, tuple(sources)
    title = texts.t("Waits over the limit")
    over = shares(part.figures.waits.over for _, part in parts)
    sources = (Source(f"{w.name}, {title.lower()}", ENTRY, w.found.wait_ids) for w in waves)
    yield title, over, True, tuple(sources)


def _numbers(part: Scoped, kind: str) -> tuple[int, ...]:
    talks = {s.id for s in part.sessions if s.kind == SessionKind.INTERVIEW and s.done}
    staff = part.material.data.employees
    mine = [a for a in part.answers if a.session_id in talks and a.participant not in staff]
    return scores(part.material.data, mine, kind)


def _effort(part: Scoped, key: str) -> Proportion:
    shares = (c.share for c in part.figures.ces if c.version.key == key and c.n)
    return next((share for share in shares if share is not None), wilson(0, 0))


def _point(point: TrendPoint, texts: Texts, *, share: bool) -> tuple[str, str, str]:
    if point.value is None:
        return NONE, NONE, texts.number(point.n)
    scale = _PERCENT if share else 1.0
    value = texts.percent(point.value) if share else words.trimmed(point.value, texts)
    low, high = (None if end is None else end * scale for end in (point.low, point.high))
    return value, words.points_interval(low, high, texts), texts.number(point.n)


def _change(point: TrendPoint, texts: Texts, *, share: bool) -> tuple[str, str]:
    if point.change is None:
        return NONE, ""
    return difference_cells(point.change, texts, scale=_PERCENT if share else 1.0)
