# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The metrics of a study as cards: count first, then the share, the interval and the target."""

from cxfield.analysis.comparison import subgroup_nps
from cxfield.analysis.nps import Nps
from cxfield.analysis.outcome import NotComputable
from cxfield.analysis.proportion import Proportion
from cxfield.charts.cards import MetricFace
from cxfield.i18n import N_, Texts
from cxfield.report import words
from cxfield.report.metric_lines import NPS_SCALE, MetricLine, metric_lines
from cxfield.services.overview_scope import Scoped

_SHARES = (0.0, 1.0)
_CES_TOP = {"ces2": "5–7", "ces_ease": "4–5"}
#: Names of the cards by key; the study's own name of a metric comes first.
NAMES = {
    "nps": N_("Net Promoter Score (NPS)"),
    "nps_pooled": N_("NPS with the focus group"),
    "csat": N_("Customer satisfaction (CSAT)"),
    "ces2": N_("Customer effort (CES)"),
    "ces1": N_("Customer effort (CES 1.0)"),
    "ces_yesno": N_("Made it easy"),
    "ces_ease": N_("Ease of the task (CES)"),
    "wait": N_("Waits over the limit"),
    "ordinary": N_("Ordinary entries"),
    "conversion": N_("Bought"),
    "interception": N_("Met staff"),
    "confusion": N_("Seen confused"),
    "recommended": N_("Has recommended already"),
}


def faces(found: Scoped, texts: Texts) -> tuple[MetricFace, ...]:
    """Every metric that the study asks about, has a target for or can be seen in what was logged."""
    asked = [_line(found, line, texts) for line in metric_lines(found.material, texts) if line.key != "wait"]
    seen = found.figures
    derived: list[tuple[str, Proportion]] = [("ordinary", seen.ordinary.ordinary)]
    if seen.shoppers.tracked:
        derived += [
            ("wait", seen.waits.over),
            ("conversion", seen.shoppers.conversion),
            ("interception", seen.shoppers.interception),
            ("confusion", seen.shoppers.confusion),
        ]
    if seen.recommended is not None:
        derived.append(("recommended", seen.recommended))
    pooled = [_pooled(found, nps, texts) for nps in (seen.nps_pooled,) if nps is not None and nps.n]
    return (*asked, *pooled, *(_share(found, key, result, texts) for key, result in derived))


def face_name(found: Scoped, key: str, texts: Texts) -> str:
    """The name of a card."""
    own = next((m.name for m in found.facts.metrics if key in (m.type, m.key.lower()) and m.name), "")
    return own or texts.t(NAMES.get(key, key))


def _line(found: Scoped, line: MetricLine, texts: Texts) -> MetricFace:
    name = face_name(found, line.key, texts)
    share = line.scale == _SHARES
    if (
        line.key == "nps"
        and not found.scope.empty
        and subgroup_nps(found.figures.nps) is NotComputable.TOO_FEW
    ):
        return _counts_only(line.key, found.figures.nps, line.scale, name, texts)
    if line.value is None:
        said = texts.t(line.reason) if line.reason else ""
        value, beside = texts.t(words.NOT_COMPUTABLE), ""
    elif line.key == "nps":
        nps = found.figures.nps
        value, beside = words.trimmed(line.value, texts), ""
        said = texts.t(
            "{up} recommend, {down} criticise, n = {n}", up=nps.promoters, down=nps.detractors, n=nps.n
        )
    elif share:
        count = round(line.value * line.n)
        value, beside = words.of(count, line.n, texts), texts.percent(line.value)
        said = _said(line, texts)
    else:
        value, beside = texts.number(line.value, 1), ""
        said = texts.t("mean, n = {n}", n=texts.number(line.n))
    ends = (
        (texts.percent(0), texts.percent(1))
        if share
        else (texts.number(line.scale[0]), texts.number(line.scale[1]))
    )
    target = texts.t("target {value}", value=line.target_text) if line.target is not None else ""
    label = ", ".join(
        part for part in (name, f"{value} {beside}".strip(), said, line.interval, target) if part
    )
    known = (line.value, line.low, line.high, line.target)
    return MetricFace(line.key, value, beside, said, line.scale, ends, *known, target, label)


def _pooled(found: Scoped, nps: Nps, texts: Texts) -> MetricFace:
    """The score of interviews and focus groups together."""
    key, name = "nps_pooled", face_name(found, "nps_pooled", texts)
    if nps.value is None or (not found.scope.empty and subgroup_nps(nps) is NotComputable.TOO_FEW):
        return _counts_only(key, nps, NPS_SCALE, name, texts)
    value = words.trimmed(nps.value, texts)
    said = texts.t(
        "{up} recommend, {down} criticise, n = {n}", up=nps.promoters, down=nps.detractors, n=nps.n
    )
    label = f"{name}, {value}, {said}, {words.points_interval(nps.low, nps.high, texts)}"
    ends = (texts.number(NPS_SCALE[0]), texts.number(NPS_SCALE[1]))
    return MetricFace(key, value, "", said, NPS_SCALE, ends, nps.value, nps.low, nps.high, label=label)


def _counts_only(key: str, nps: Nps, scale: tuple[float, float], name: str, texts: Texts) -> MetricFace:
    """No NPS of a part of the study with fewer than 10 answers: the counts are said instead."""
    value = texts.tn("{n} answer", "{n} answers", nps.n)
    said = texts.t("{up} recommend, {down} criticise", up=nps.promoters, down=nps.detractors)
    label = f"{name}, {value}, {said}. {texts.t(NotComputable.TOO_FEW.text)}"
    ends = (texts.number(scale[0]), texts.number(scale[1]))
    return MetricFace(key, value, "", said, scale, ends, label=label, withheld=True)


def _said(line: MetricLine, texts: Texts) -> str:
    n = texts.number(line.n)
    if line.key == "csat":
        return texts.t("satisfied 4–5, n = {n}", n=n)
    top = _CES_TOP.get(line.key)
    return texts.t("easy {top}, n = {n}", top=top, n=n) if top else f"n = {n}"


def _share(found: Scoped, key: str, result: Proportion, texts: Texts) -> MetricFace:
    name = face_name(found, key, texts)
    ends = (texts.percent(0), texts.percent(1))
    if result.share is None:
        reason = texts.t(result.reason.text) if result.reason is not None else ""
        return MetricFace(
            key, texts.t(words.NOT_COMPUTABLE), "", reason, _SHARES, ends, label=f"{name}: {reason}"
        )
    value, beside = words.of(result.count, result.n, texts), texts.percent(result.share)
    said = texts.t("95%: {interval}", interval=words.share_interval(result, texts))
    if key == "ordinary":
        said = texts.t(
            "{n} chosen, {m} default", n=found.figures.ordinary.chosen, m=found.figures.ordinary.default
        )
    label = f"{name}, {value} {beside}, {said}"
    return MetricFace(
        key, value, beside, said, _SHARES, ends, result.share, result.low, result.high, label=label
    )
