# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The metrics of the plan: level, goal, target, benchmark, the company's own figures, verdicts."""

from collections.abc import Iterable

from cxfield.analysis.business import deviation
from cxfield.document.nodes import BulletItem, Bullets, Heading, Node
from cxfield.i18n import N_, Texts
from cxfield.report import words
from cxfield.report.ground import AimFact, EnteredFact, MetricFact
from cxfield.report.material import Material
from cxfield.report.metric_lines import MetricLine
from cxfield.report.simple import Head, strong, table

PERSPECTIVES = {
    "satisfaction": N_("satisfaction"),
    "performance": N_("performance"),
    "finance": N_("finance"),
}
LEVELS = {
    "relationship": N_("relationship"),
    "journey": N_("customer journey"),
    "interaction": N_("interaction"),
}
VERDICTS = {
    "keep": N_("keep"),
    "drop": N_("drop"),
    "change": N_("change"),
    "challenge": N_("challenge"),
}
_PERCENT = 100


def plan_nodes(material: Material, lines: tuple[MetricLine, ...], texts: Texts) -> list[Node]:
    """Everything that the plan says of the metrics, beside their results."""
    metrics = material.data.ground.metrics
    if not metrics:
        return []
    results = {line.key: line for line in lines}
    ordered = sorted(metrics, key=lambda m: list(PERSPECTIVES).index(m.perspective)
                     if m.perspective in PERSPECTIVES else len(PERSPECTIVES))  # fmt: skip
    nodes: list[Node] = [Heading(2, texts.t("What the metrics are for")), _purposes(ordered, results, texts)]
    aims = list(_aims(ordered, results, texts))
    if aims:
        heads: tuple[Head, ...] = (
            (texts.t("Metric"), 2.2), (texts.t("Where and when"), 2.0), (texts.t("Result"), 1.0, "right"),
            (texts.t("Target or benchmark"), 1.9, "right"), (texts.t("Deviation"), 1.5, "right"),
            (texts.t("Source"), 1.4),
        )  # fmt: skip
        caption = texts.t("Targets and benchmarks with the deviation of the result: result − target.")
        nodes += [Heading(2, texts.t("Targets and deviations")), table(heads, aims, caption, "deviations")]
    nodes += _levels(ordered, results, texts) + _company(ordered, texts)
    return nodes + _reviewed(ordered, texts)


def _value(metric: MetricFact, results: dict[str, MetricLine]) -> float | None:
    """The computed result, or the latest figure entered for the whole study."""
    line = results.get(metric.type) or (results.get("ces2") if metric.type == "ces" else None)
    if line is not None and line.value is not None:
        return line.value
    whole = [e.value for e in metric.entered if e.value is not None and not e.site]
    return whole[-1] if whole else None


def _said(metric: MetricFact, value: float | None, texts: Texts) -> str:
    if value is None:
        return "–"
    if metric.share:
        share = value / _PERCENT if value > 1 else value
        return texts.percent(share, 0 if round(share * _PERCENT, 6).is_integer() else 1)
    return words.trimmed(value, texts)


def _purposes(metrics: list[MetricFact], results: dict[str, MetricLine], texts: Texts) -> Node:
    heads: tuple[Head, ...] = (
        (texts.t("Perspective"), 1.3), (texts.t("Metric"), 2.4), (texts.t("Level"), 1.4),
        (texts.t("About"), 1.5), (texts.t("Goal it serves"), 2.4), (texts.t("Result"), 1.0, "right"),
    )  # fmt: skip
    rows = (
        (
            words.named(PERSPECTIVES, m.perspective, texts),
            strong(m.name),
            words.named(LEVELS, m.level, texts),
            m.about.lower() or texts.t("the whole journey"),
            m.goal,
            _said(m, _value(m, results), texts),
        )
        for m in metrics
    )
    caption = texts.t("Metrics of the plan by perspective, with what each is about and which goal it serves.")
    return table(heads, rows, caption, "metric-plan")


def _aims(
    metrics: Iterable[MetricFact], results: dict[str, MetricLine], texts: Texts
) -> Iterable[tuple[str, ...]]:
    for metric in metrics:
        for aim in metric.aims:
            value = _of(metric, aim, results)
            result = deviation(value, _scaled(metric, aim.value))
            kind = texts.t("benchmark") if aim.benchmark else texts.t("target")
            yield (
                metric.name,
                _where(aim, texts),
                _said(metric, value, texts),
                f"{kind} {_said(metric, aim.value, texts)}",
                _difference(metric, result.value, texts),
                aim.source,
            )


def _of(metric: MetricFact, aim: AimFact, results: dict[str, MetricLine]) -> float | None:
    """The result that a target is about: of its wave and site where it names one."""
    if not (aim.wave or aim.site):
        return _value(metric, results)
    own = [e.value for e in metric.entered if (e.wave, e.site) == (aim.wave, aim.site)]
    return own[-1] if own else None


def _scaled(metric: MetricFact, value: float) -> float:
    # A share may have been entered as 0.85 or as 85.
    return value / _PERCENT if metric.share and value > 1 else value


def _difference(metric: MetricFact, value: float | None, texts: Texts) -> str:
    if value is None:
        return texts.t(words.NOT_COMPUTABLE)
    if metric.share:
        return texts.t("{n} percentage points", n=texts.signed(value * _PERCENT, 1))
    return texts.signed(value, 1)


def _where(fact: AimFact | EnteredFact, texts: Texts) -> str:
    return ", ".join(part for part in (fact.site, fact.wave) if part) or texts.t("the whole study")


def _levels(metrics: list[MetricFact], results: dict[str, MetricLine], texts: Texts) -> list[Node]:
    """The three levels of a customer's experience, each with its metrics."""
    items = []
    for key, name in LEVELS.items():
        said = [
            f"{m.name} {_said(m, _value(m, results), texts)}" + (f" ({m.about.lower()})" if m.about else "")
            for m in metrics
            if m.level == key
        ]
        text = "; ".join(said) or texts.t("no metric of its own.")
        items.append(BulletItem(words.labelled(texts.t(name).capitalize(), text)))
    return [Heading(2, texts.t("Three levels")), Bullets(tuple(items))]


def _company(metrics: Iterable[MetricFact], texts: Texts) -> list[Node]:
    rows = [
        (
            strong(m.name),
            _where(e, texts),
            _said(m, e.value, texts),
            e.counts,
            " · ".join(part for part in (m.formula, e.definition, e.denominator) if part),
            e.source,
        )
        for m in metrics
        for e in m.entered
    ]
    if not rows:
        return []
    heads: tuple[Head, ...] = (
        (texts.t("Metric"), 1.7), (texts.t("Where and when"), 1.4), (texts.t("Result"), 1.0, "right"),
        (texts.t("Counts"), 2.2), (texts.t("Definition"), 2.2), (texts.t("Source"), 1.2),
    )  # fmt: skip
    caption = texts.t("Figures of the company's own, entered by hand, with what they were computed from.")
    return [Heading(2, texts.t("Figures of the company")), table(heads, rows, caption, "company")]


def _reviewed(metrics: Iterable[MetricFact], texts: Texts) -> list[Node]:
    items = tuple(
        BulletItem(words.labelled(m.name, f"{words.named(VERDICTS, m.verdict, texts)}. {m.reason}".strip()))
        for m in metrics
        if m.verdict
    )
    return [Heading(2, texts.t("What becomes of the metrics")), Bullets(items)] if items else []
