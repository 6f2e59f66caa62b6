# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Issues: how common and how severe each problem is, the most urgent first."""

from cxfield.analysis.prevalence import Quadrant
from cxfield.charts.small import prevalence_bar, severity_pips
from cxfield.document.nodes import Cell, Column, Heading, Node, Table, bold, cell, spans
from cxfield.i18n import N_, Texts
from cxfield.report import words
from cxfield.report.chapters.findings import finding_nodes
from cxfield.report.chapters.summary import learnt
from cxfield.report.dataset import FindingRow
from cxfield.report.figures import Issue
from cxfield.report.material import Chapter, Material
from cxfield.report.simple import table

_QUADRANTS = {
    Quadrant.FIX_NOW: N_("fix now"),
    Quadrant.PREVENT: N_("prevent"),
    Quadrant.FIX_WHEN_POSSIBLE: N_("fix when possible"),
    Quadrant.WATCH: N_("watch"),
}

_CAUSES = {"employee": N_("an employee"), "policy": N_("a policy")}
_REMEDIES = {"training": N_("training"), "explanation": N_("explanation"), "decision": N_("decision")}


def build(material: Material, texts: Texts) -> list[Node]:
    """The chapter."""
    nodes: list[Node] = [Heading(1, texts.t("Issues and severity"), numbered=True, key="issues")]
    nodes += words.own_words(material.data.chapter_texts, "issues")
    issues = material.figures.issues
    if not issues:
        nodes.append(words.para(texts.t("No issue has been given a prevalence and a severity.")))
        return nodes + _micro(material, texts) + _one_by_one(material, texts)
    first = issues[0]
    nodes.append(words.para(texts.t(
        "The most urgent issue is “{issue}”: it met {share} of those observed, severity {severity}.",
        issue=first.finding.statement.rstrip("."), share=words.share_full(first.result.share, texts),
        severity=first.result.severity,
    )))  # fmt: skip
    nodes.append(Heading(2, texts.t("Issues: prevalence and severity")))
    nodes.append(_table(issues, texts))
    nodes.append(Heading(2, texts.t("So what?")))
    nodes += [words.para(line) for line in _follows(material, texts)]
    return nodes + _micro(material, texts) + _one_by_one(material, texts)


def _micro(material: Material, texts: Texts) -> list[Node]:
    """Single complaints: what caused each and how it was put right."""
    rows = [f for f in material.data.findings if f.issue and not f.macro and (f.cause or f.remedy)]
    if not rows:
        return []
    heads = (
        (texts.t("Complaint"), 3.4), (texts.t("Cause"), 1.3), (texts.t("Put right by"), 1.8),
        (texts.t("Contact person"), 1.6),
    )  # fmt: skip
    body = (
        (
            named(f),
            words.named(_CAUSES, f.cause, texts),
            words.named(_REMEDIES, f.remedy, texts),
            f.contact,
        )
        for f in rows
    )
    caption = texts.t("Single complaints with their cause and what was done about them.")
    return [Heading(2, texts.t("Single complaints")), table(heads, body, caption, "micro")]


def _one_by_one(material: Material, texts: Texts) -> list[Node]:
    """Every issue with what was seen: the urgent ones first, then those that nobody has judged."""
    judged = [issue.finding for issue in material.figures.issues]
    known = {finding.id for finding in judged}
    told = judged + [f for f in material.data.findings if f.issue and f.id not in known]
    # Where nothing but issues was written down, they are the findings of the report.
    if not told or learnt(material.data) == material.data.findings:
        return []
    nodes: list[Node] = [Heading(2, texts.t("Issues one by one"))]
    for finding in told:
        nodes.append(Heading(3, named(finding)))
        nodes += finding_nodes(finding, material.data, texts)
    return nodes


def named(finding: FindingRow) -> str:
    """An issue by its code and words."""
    statement = finding.statement.rstrip(".")
    return f"{finding.code} {statement}" if finding.code else statement


def _table(issues: tuple[Issue, ...], texts: Texts) -> Table:
    columns = (
        Column(texts.t("Issue"), 3.7),
        Column(texts.t("Observed"), 0.85),
        Column(texts.t("Prevalence, 95% interval"), 1.85),
        Column(texts.t("Severity 0–4"), 1.25),
        Column(texts.t("Priority"), 0.9, "right"),
    )
    caption = texts.t(
        "Priority = prevalence × severity. The line is Wilson's 95% confidence interval, scale 0–100%."
    )
    return Table(columns, tuple(_row(issue, texts) for issue in issues), caption, key="issues")


def _row(issue: Issue, texts: Texts) -> tuple[Cell, ...]:
    result = issue.result
    share = result.share
    bar: Cell = cell(texts.t(words.NOT_COMPUTABLE))
    if share.share is not None and share.low is not None and share.high is not None:
        alt = words.share_full(share, texts)
        bar = Cell(graphic=prevalence_bar(share.share, share.low, share.high), alt=alt)
    pips = severity_pips(result.severity)
    priority = texts.t(words.NOT_COMPUTABLE) if result.priority is None else texts.number(result.priority, 2)
    return (
        cell(named(issue.finding)),
        cell(words.of(result.affected, result.of, texts)),
        bar,
        Cell(spans(bold(f" {result.severity}")), pips, texts.t("severity {n}", n=result.severity)),
        cell(bold(priority)),
    )


def _follows(material: Material, texts: Texts) -> list[str]:
    lines = []
    for quadrant, word in _QUADRANTS.items():
        named = [
            i.finding.statement.rstrip(".") for i in material.figures.issues if i.result.quadrant is quadrant
        ]
        if named:
            lines.append(f"{texts.t(word).capitalize()}: {'; '.join(named)}.")
    where = material.numbers.get("actions")
    if where and material.data.actions:
        lines.append(texts.t("The actions are in chapter {n}.", n=where))
    return lines


CHAPTER = Chapter("issues", N_("Issues and severity"), build)
