# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Metrics and targets: NPS, CSAT and CES with intervals, expectations and what tracked customers did."""

from cxfield.analysis.proportion import Proportion
from cxfield.document.nodes import BulletItem, Bullets, Column, Heading, Node, Table, cell
from cxfield.i18n import N_, Texts
from cxfield.report import words
from cxfield.report.dataset import Warn
from cxfield.report.material import Chapter, Material
from cxfield.report.metric_lines import MetricLine, metric_lines, metric_table, small_sample_note
from cxfield.report.metric_plan import plan_nodes
from cxfield.report.metric_why import why_nodes
from cxfield.report.service_areas import area_nodes
from cxfield.report.trends import trend_nodes

_SCORES = ("nps", "csat", "ces", "expectation")


def build(material: Material, texts: Texts) -> list[Node]:
    """The chapter."""
    nodes: list[Node] = [Heading(1, texts.t("Metrics and targets"), numbered=True, key="metrics")]
    nodes += words.own_words(material.data.chapter_texts, "metrics")
    lines = metric_lines(material, texts)
    if lines:
        nodes.append(words.para(_against_target(lines, texts)))
        nodes.append(metric_table(lines, texts, small_sample_note(material.figures, texts)))
        nodes += _versions(material, texts)
    else:
        nodes.append(words.para(texts.t("No metric question has been answered.")))
    detail = _detail(material, texts)
    if detail:
        nodes.append(Bullets(tuple(BulletItem(words.labelled(label, text)) for label, text in detail)))
    nodes += area_nodes(material.data, texts)
    nodes += why_nodes(material, texts)
    nodes += trend_nodes(material.data, lines, texts)
    nodes += plan_nodes(material, lines, texts)
    if material.data.shoppers:
        nodes += [Heading(2, texts.t("Tracked customers")), *_tracked(material, texts)]
    return nodes


def _versions(material: Material, texts: Texts) -> list[Node]:
    """Which versions of a guide the metrics count together."""
    asked = [q for q in material.data.questions if q.type in _SCORES and q.versions]
    numbers = sorted({number for question in asked for number in question.versions})
    if len(numbers) < 2:
        return []
    listed = texts.listing(str(number) for number in numbers)
    return [words.small(texts.t("Metrics count the answers of versions {numbers} of the guide together.",
                                numbers=listed))]  # fmt: skip


def _against_target(lines: tuple[MetricLine, ...], texts: Texts) -> str:
    aimed = [line for line in lines if line.target is not None and line.value is not None]
    if not aimed:
        return texts.t("No targets have been set.")
    below = [line.name[0].text for line in aimed if (line.value or 0.0) < (line.target or 0.0)]
    unsure = [
        line
        for line in aimed
        if line.low is not None and line.low <= (line.target or 0.0) <= (line.high or 0.0)
    ]
    said = texts.t("All results reach their targets.")
    if below:
        said = texts.t(
            "Below target: {names} ({count}).",
            names=texts.listing(below),
            count=words.of(len(below), len(aimed), texts),
        )
    if unsure:
        said += " " + texts.tn(
            "In {n} of them the target lies within the interval, so the difference may be chance.",
            "In {n} of them the target lies within the interval, so the difference may be chance.",
            len(unsure),
        )
    return said


def _detail(material: Material, texts: Texts) -> list[tuple[str, str]]:
    result = material.figures
    found: list[tuple[str, str]] = []
    if result.nps.n:
        found.append((texts.t("NPS groups"), texts.t(
            "promoters {promoters}, passives {passives}, detractors {detractors} (n = {n}).",
            promoters=result.nps.promoters, passives=result.nps.passives,
            detractors=result.nps.detractors, n=texts.number(result.nps.n))))  # fmt: skip
    pooled = result.nps_pooled
    if pooled is not None and pooled.value is not None:
        found.append((texts.t("NPS with the focus group"), texts.t(
            "{value} (n = {n}, 95% interval {interval}).",
            value=words.trimmed(pooled.value, texts), n=texts.number(pooled.n),
            interval=words.points_interval(pooled.low, pooled.high, texts))))  # fmt: skip
    mean = result.csat.mean
    if mean.value is not None:
        found.append((texts.t("CSAT mean"), texts.t(
            "{value} on the scale 1–5 (95% interval {interval}, n = {n}).",
            value=texts.number(mean.value, 2), n=texts.number(mean.n),
            interval=words.points_interval(mean.low, mean.high, texts, 1))))  # fmt: skip
    net = result.expectation
    if net is not None:
        found.append((texts.t("Expectations"), texts.t(
            "exceeded {above}, met {met}, fell short {below} (n = {n}); net {net}.",
            above=net.exceeded, met=net.met, below=net.fell_short, n=texts.number(net.n),
            net=words.missing(net.reason, texts) if net.value is None else texts.signed(net.value),
        )))  # fmt: skip
    if result.recommended is not None:
        found.append((texts.t("Has already recommended"), words.share_full(result.recommended, texts) + "."))
    return found


def _tracked(material: Material, texts: Texts) -> list[Node]:
    columns = (
        Column(texts.t("Store"), 1.6),
        Column(texts.t("Tracked"), 0.9, "right"),
        Column(texts.t("Bought"), 1.9),
        Column(texts.t("Staff contact"), 1.9),
        Column(texts.t("Confused"), 1.9),
        Column(texts.t("Mean wait"), 1.2, "right"),
    )
    groups = [(material.data.site_name(site) or site, s) for site, s in material.figures.shoppers_by_site]
    groups.append((texts.t("All"), material.figures.shoppers))
    rows = tuple(
        (
            cell(label),
            cell(texts.number(s.tracked)),
            cell(_share(s.conversion, texts)),
            cell(_share(s.interception, texts)),
            cell(_share(s.confusion, texts)),
            cell(
                "–"
                if s.waits.mean.value is None
                else texts.t("{n} min", n=texts.number(s.waits.mean.value, 1))
            ),
        )
        for label, s in groups
    )
    every = material.figures.shoppers
    caption = texts.t(
        "Tracked customers by store. 95% intervals for all: bought {bought}, staff contact {staff}, "
        "confused {confused}.",
        bought=words.share_interval(every.conversion, texts),
        staff=words.share_interval(every.interception, texts),
        confused=words.share_interval(every.confusion, texts),
    )
    return [Table(columns, rows, caption, key="tracked")]


def _share(result: Proportion, texts: Texts) -> str:
    return "–" if result.share is None else words.share(result, texts)


def checks(material: Material, texts: Texts) -> list[Warn]:
    """A target nobody answered to cannot be judged."""
    lines = [line for line in metric_lines(material, texts) if line.target is not None and line.n == 0]
    if not lines:
        return []
    names = texts.listing(line.name[0].text for line in lines)
    reason = texts.t("There is a target but no answers: {names}.", names=names)
    return [Warn("metrics", texts.t("Metric without answers"), reason, chapter="metrics")]


CHAPTER = Chapter("metrics", N_("Metrics and targets"), build, checks)
