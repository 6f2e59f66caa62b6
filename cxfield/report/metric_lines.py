# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The metrics of a study as table rows: result, interval, bar and target, the same wherever they stand."""

from dataclasses import dataclass

from cxfield.analysis.means import Mean
from cxfield.analysis.proportion import Proportion
from cxfield.analysis.satisfaction import Ces
from cxfield.charts.small import Interval, interval_bar
from cxfield.document.nodes import Cell, Column, Spans, Table, bold, cell, spans
from cxfield.i18n import N_, Texts
from cxfield.report import words
from cxfield.report.figures import Figures
from cxfield.report.material import Material

NPS_SCALE = (-100.0, 100.0)
_SHARE_SCALE = (0.0, 1.0)

_CES_NAMES = {
    "ces1": N_(", effort 1–5, mean"),
    "ces_yesno": N_(", made it easy"),
    "ces2": N_(", grades 5–7"),
    "ces_ease": N_(", ease 4–5"),
}


@dataclass(frozen=True, slots=True)
class MetricLine:
    """One metric as printed; `value`, `low`, `high` and `target` are in the units of `scale`."""

    key: str
    name: Spans
    result: str
    interval: str
    scale: tuple[float, float]
    value: float | None
    low: float | None
    high: float | None
    target: float | None
    target_text: str
    n: int
    reason: str = ""


def metric_lines(material: Material, texts: Texts) -> tuple[MetricLine, ...]:
    """Every metric that the study asks about or has a target for."""
    result = material.figures
    lines = [_nps(material, texts)]
    if result.csat.n or _target(material, "csat") is not None:
        name = spans(bold("CSAT"), texts.t(", grades 4–5"))
        lines.append(_share("csat", name, result.csat.top2, _target(material, "csat"), texts))
    efforts = [ces for ces in result.ces if ces.n] or list(result.ces[:1])
    lines += [_ces(material, ces, texts) for ces in efforts]
    if result.waits.n:
        name = spans(
            bold(texts.t("Checkout queue")),
            texts.t(" over {n} min", n=words.trimmed(result.waits.limit_min, texts)),
        )
        lines.append(_share("wait", name, result.waits.over, None, texts))
    return tuple(line for line in lines if line.n or line.target is not None)


def _nps(material: Material, texts: Texts) -> MetricLine:
    result, target = material.figures.nps, _target(material, "nps", share=False)
    said = words.missing(result.reason, texts)
    if result.value is not None:
        said = f"{words.trimmed(result.value, texts)} (n = {texts.number(result.n)})"
    return MetricLine(
        "nps",
        spans(bold("NPS")),
        said,
        words.points_interval(result.low, result.high, texts),
        NPS_SCALE,
        result.value,
        result.low,
        result.high,
        target,
        "–" if target is None else words.trimmed(target, texts),
        result.n,
        "" if result.reason is None else texts.t(result.reason.text),
    )


def _share(key: str, name: Spans, result: Proportion, target: float | None, texts: Texts) -> MetricLine:
    return MetricLine(
        key,
        name,
        words.share(result, texts),
        words.share_interval(result, texts),
        _SHARE_SCALE,
        result.share,
        result.low,
        result.high,
        target,
        "–" if target is None else texts.percent(target),
        result.n,
        "" if result.reason is None else texts.t(result.reason.text),
    )


def _ces(material: Material, result: Ces, texts: Texts) -> MetricLine:
    name = spans(bold("CES"), texts.t(_CES_NAMES.get(result.version.key, "")))
    if result.share is not None:
        return _share(
            result.version.key, name, result.share, _effort_target(material, result.version.key), texts
        )
    target = _effort_target(material, result.version.key, share=False)
    mean = result.mean or Mean(None, 0, None, None, None)
    said = words.missing(mean.reason, texts)
    if mean.value is not None:
        said = f"{texts.number(mean.value, 1)} (n = {texts.number(result.n)})"
    return MetricLine(
        result.version.key,
        name,
        said,
        words.points_interval(mean.low, mean.high, texts, 1),
        (float(result.version.low), float(result.version.high)),
        mean.value,
        mean.low,
        mean.high,
        target,
        "–" if target is None else words.trimmed(target, texts),
        result.n,
    )


def _target(material: Material, kind: str, *, share: bool = True) -> float | None:
    aimed = [metric for metric in material.data.metrics if metric.target is not None]
    found = next((m for m in aimed if kind in (m.type, m.key.lower())), None)
    if found is None or found.target is None:
        return None
    # A share may have been entered as 0.85 or as 85.
    return found.target / 100 if share and found.target > 1 else found.target


def _effort_target(material: Material, version: str, *, share: bool = True) -> float | None:
    """The target of one version; a target of "CES" alone is that of the 2013 version."""
    found = _target(material, version, share=share)
    return _target(material, "ces", share=share) if found is None and version == "ces2" else found


def metric_table(lines: tuple[MetricLine, ...], texts: Texts, caption: str = "") -> Table:
    """The table of metrics with their intervals drawn."""
    columns = (
        Column(texts.t("Metric"), 2.6),
        Column(texts.t("Result"), 1.4),
        Column(texts.t("95% interval"), 1.7),
        Column(texts.t("Scale, dashed line = target"), 2.7),
        Column(texts.t("Target"), 0.9, "right"),
    )
    return Table(columns, tuple(_row(line, texts) for line in lines), caption)


def _row(line: MetricLine, texts: Texts) -> tuple[Cell, ...]:
    interval = Interval(line.value, line.low, line.high)
    scene = interval_bar(interval, line.scale, target=line.target)
    alt = texts.t("{result}, interval {interval}, target {target}",
                  result=line.result, interval=line.interval, target=line.target_text)  # fmt: skip
    return (
        Cell(line.name),
        cell(line.result),
        cell(line.interval),
        Cell(graphic=scene, alt=alt),
        cell(line.target_text),
    )


def small_sample_note(result: Figures, texts: Texts) -> str:
    """The sentence below a table of metrics."""
    n = result.nps.n or result.csat.n
    read = texts.t("The interval tells how much the result may vary by chance.")
    if n == 0:
        return read
    return texts.t("The sample is small (n = {n}). Read the counts first.", n=texts.number(n)) + " " + read
