# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Metrics beside what was aimed at: targets, benchmarks, figures entered by hand, gain of actions."""

from typing import Any

from cxfield.analysis.business import deviation
from cxfield.analysis.means import mean_t, median, percentile
from cxfield.i18n import Texts, pick
from cxfield.report import words
from cxfield.report.dataset import ActionRow
from cxfield.services.data_filter import ANSWER
from cxfield.services.overview_behind import metric_answers
from cxfield.services.overview_scope import Scoped
from cxfield.services.overview_tables import NONE, Maker, Source, TableView, rows_of
from cxfield.services.overview_trends import trends
from cxfield.services.plan_metrics import share_of
from cxfield.services.plan_words import LEVELS
from cxfield.storage import Reader

_PERCENT, _P90 = 100.0, 0.9
_SECOND = 1000


def measure_tables(reader: Reader, found: Scoped, texts: Texts) -> tuple[TableView, ...]:
    """Every table of the metrics tab."""
    return (
        trends(found, texts),
        _targets(reader, found, texts),
        _entered(reader, texts),
        _contacts(reader, found, texts),
        _actions(reader, texts),
    )


def _values(found: Scoped) -> dict[str, float]:
    """What the study itself says, by type of metric, in the unit of its targets."""
    shown = found.figures
    known = {"nps": shown.nps.value, "csat": shown.csat.value, "wait": shown.waits.over.share}
    known["conversion"] = shown.shoppers.conversion.share
    for effort in shown.ces:
        if effort.n:
            known[effort.version.key] = effort.value
            known.setdefault("ces", effort.value)
    return {key: value for key, value in known.items() if value is not None}


def _targets(reader: Reader, found: Scoped, texts: Texts) -> TableView:
    """Each target and benchmark of the plan with the result and how far it is."""
    columns = (
        texts.t("Metric"),
        texts.t("For"),
        texts.t("Aim"),
        texts.t("Result"),
        texts.t("Deviation"),
        texts.t("Source"),
    )
    made = Maker("targets", texts.t("Targets and benchmarks"), columns, left=2)
    known = _values(found)
    names = found.facts.names
    metrics = {row.id: row for row in reader.rows("metric", order_by="order_key")}
    entered = {
        row.metric_id: row.value
        for row in reader.rows("measurement")
        if row.value is not None and _fits(found, row)
    }
    below: list[str] = []
    for target in reader.rows("target"):
        metric = metrics.get(target.metric_id)
        if metric is None or not _fits(found, target):
            continue
        name = pick(metric.name, texts.locale) or metric.type.upper()
        share = metric.type != "nps" and known.get(metric.type, 2.0) <= 1.0
        aim = target.value / _PERCENT if share and target.value > 1 else target.value
        value = known.get(metric.type, entered.get(metric.id))
        apart = deviation(value, aim)
        where = " · ".join(names[key] for key in (target.site_id, target.wave_id) if key in names)
        word = texts.t("benchmark") if target.benchmark else texts.t("target")
        misses = (
            apart.value is not None and (apart.value < 0) is bool(metric.higher_is_better) and apart.value
        )
        if misses and not target.benchmark:
            below.append(name)
        cells = (
            name,
            where or texts.t("the whole study"),
            f"{word} {_said(aim, texts, share=share)}",
            _said(value, texts, share=share),
            _apart(apart.value, texts, share=share),
            target.source or NONE,
        )
        ids = tuple(a.id for a in metric_answers(found, metric.type if metric.type != "ces" else "ces2"))
        # A figure that is entered by hand stands in the plan.
        source = (
            Source(name, ANSWER, ids) if ids else Source(name, room="plan", record=("metrics", metric.id))
        )
        made.row(cells, source, strong=bool(misses))
    if made.empty:
        return made.view(texts.t("No metric has a target or a benchmark in this scope."))
    said = (
        texts.t("Short of the target: {list}.", list=", ".join(dict.fromkeys(below)))
        if below
        else texts.t("Every target is met.")
    )
    return made.view(said, said)


def _fits(found: Scoped, target: Any) -> bool:
    scope = found.scope
    return (target.site_id or "") in ("", scope.site) and (target.wave_id or "") in ("", scope.wave)


def _said(value: float | None, texts: Texts, *, share: bool) -> str:
    if value is None:
        return NONE
    return texts.percent(value) if share else words.trimmed(value, texts)


def _apart(value: float | None, texts: Texts, *, share: bool) -> str:
    if value is None:
        return NONE
    return texts.t("{n} points", n=texts.signed(value * _PERCENT if share else value, 0 if share else 1))


def _entered(reader: Reader, texts: Texts) -> TableView:
    """Figures of the client's own systems: retention, churn, resolution, referral, with their definition."""
    columns = (
        texts.t("Metric"),
        texts.t("Level"),
        texts.t("Figure"),
        texts.t("Of what"),
        texts.t("Definition"),
        texts.t("Source"),
    )
    made = Maker("entered", texts.t("Figures entered"), columns, left=2)
    metrics = {row.id: row for row in reader.rows("metric", order_by="order_key")}
    for kept in reader.rows("measurement"):
        metric = metrics.get(kept.metric_id)
        if metric is None:
            continue
        share = share_of(metric.type, {k: int(v) for k, v in (kept.counts or {}).items() if v is not None})
        figure = texts.percent(share, 1) if share is not None else _said(kept.value, texts, share=False)
        counted = ", ".join(f"{texts.number(v)}" for v in (kept.counts or {}).values() if v is not None)
        level = texts.t(LEVELS[metric.level]) if metric.level in LEVELS else metric.level
        formula = pick(metric.formula, texts.locale)
        cells = (
            pick(metric.name, texts.locale) or metric.type,
            level,
            figure if figure != NONE else texts.t(words.NOT_COMPUTABLE),
            counted or kept.denominator or NONE,
            " · ".join(part for part in (kept.definition, formula) if part) or NONE,
            kept.source or NONE,
        )
        made.row(cells, Source(cells[0], room="plan", record=("metrics", metric.id)))
    if made.empty:
        return made.view(texts.t("No figure has been entered: that is done in the plan, under Metrics."))
    return made.view(texts.t("Each figure with the definition it was counted by."))


def _contacts(reader: Reader, found: Scoped, texts: Texts) -> TableView:
    """Timed contacts: response and resolution apart, and how many were solved at the first contact."""
    columns = (
        texts.t("Time"),
        "n",
        texts.t("Mean"),
        texts.t("Median"),
        "P90",
        texts.t("Solved at first contact"),
    )
    made = Maker("contacts", texts.t("Response and resolution"), columns)
    sessions = {s.id for s in found.sessions}
    rows = [row for row in reader.rows("timing") if row.session_id in sessions and row.kind == "contact"]
    solved = [row.first_contact for row in rows if row.first_contact is not None]
    first = words.of(sum(map(bool, solved)), len(solved), texts) if solved else NONE
    spans = (
        (texts.t("To response"), [(row, row.response_t) for row in rows if row.response_t is not None]),
        (texts.t("To resolution"), [(row, row.end_t) for row in rows if row.end_t is not None]),
    )
    for name, timed in spans:
        if timed:
            lengths = [end - row.start_t for row, end in timed]
            figures = (mean_t(lengths).value, median(lengths).value, percentile(lengths, _P90).value)
            said = (NONE if v is None else texts.stopwatch(round(v)) for v in figures)
            source = Source(
                name, ids=_during(reader, [(row.session_id, row.start_t, end) for row, end in timed])
            )
            made.row((name, texts.number(len(timed)), *said, first), source)
    if made.empty:
        return made.view(texts.t("No contact has been timed in this scope."))
    return made.view(texts.t("A response is not a resolution: they are timed apart."))


def _during(reader: Reader, spans: list[tuple[str, int, int]]) -> tuple[str, ...]:
    """What was logged during the contacts; where nothing was, everything of their sessions."""
    found = dict.fromkeys(
        row[0]
        for span in spans
        for row in reader.sql(
            "SELECT id FROM entry WHERE NOT retired AND session_id = ? "
            "AND coalesce(end_t_ms, t_ms) >= ? AND t_ms <= ?",
            *span,
        )
    )
    return tuple(found) or rows_of(reader, {session for session, _, _ in spans})


def _actions(reader: Reader, texts: Texts) -> TableView:
    """What actions cost and bring in a year."""
    columns = (texts.t("Action"), texts.t("Cost"), texts.t("Gain of a year"), texts.t("Return"))
    made = Maker("roi", texts.t("Return of actions"), columns)
    for row in reader.rows("action", order_by="order_key"):
        cost, gain = getattr(row, "cost", None), getattr(row, "gain", None)
        if cost is None and gain is None:
            continue
        roi = ActionRow(row.id, row.code, row.text, cost=cost, gain=gain).roi
        cells = (
            f"{row.code} {row.text}".strip(),
            NONE if cost is None else texts.number(cost),
            NONE if gain is None else texts.number(gain),
            texts.t(words.NOT_COMPUTABLE) if roi is None else texts.percent(roi),
        )
        made.row(cells, Source(cells[0], room="debrief", record=("actions", row.id)))
    if made.empty:
        return made.view(texts.t("No action has a cost and a gain yet."))
    return made.view(texts.t("(gain − cost) / cost, first year"))
