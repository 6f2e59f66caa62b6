# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Key findings: what was seen, what it means and what follows, each kept apart, with its evidence."""

from cxfield.document.nodes import BulletItem, Bullets, Heading, Node, Paragraph, Span, spans
from cxfield.i18n import N_, Texts
from cxfield.methods.questions.themes import theme_words
from cxfield.report import words
from cxfield.report.chapters.summary import evidence_line, learnt
from cxfield.report.dataset import FindingRow, ReportData, Warn
from cxfield.report.material import Chapter, Material


def build(material: Material, texts: Texts) -> list[Node]:
    """The chapter."""
    nodes: list[Node] = [Heading(1, texts.t("Key findings"), numbered=True, key="findings")]
    nodes += words.own_words(material.data.chapter_texts, "findings")
    shown = learnt(material.data)
    if not shown:
        return [*nodes, words.para(texts.t("The team has not agreed on findings yet."))]
    for number, finding in enumerate(shown, start=1):
        nodes.append(Heading(2, f"{number}. {finding.statement}"))
        nodes += finding_nodes(finding, material.data, texts)
    where = material.numbers.get("issues")
    if where and material.figures.issues:
        nodes.append(words.small(texts.t("The issues are one by one in chapter {n}.", n=where)))
    return nodes


def finding_nodes(finding: FindingRow, data: ReportData, texts: Texts) -> list[Node]:
    """One finding below its heading: what it rests on in short, then the points one by one."""
    line = evidence_line(finding, texts)
    note = "; ".join(finding.refs)
    nodes: list[Node] = [Paragraph((Span(line, note=note),), "caption")] if line else []
    points = [
        (texts.t("Theme"), theme_words(finding.theme, texts)),
        (texts.tc("what was seen", "Observation"), finding.observation),
        (texts.t("Interpretation"), finding.interpretation),
        (texts.t("So what?"), finding.so_what),
    ]
    items = [BulletItem(words.labelled(label, text)) for label, text in points if text.strip()]
    if finding.evidence:
        items.append(BulletItem(words.labelled(texts.t("Evidence"), "; ".join(finding.evidence))))
    if finding.against:
        items.append(BulletItem(words.labelled(texts.t("Against"), "; ".join(finding.against))))
    if finding.gone:
        gone = texts.tn(
            "{n} piece of evidence has been withdrawn.",
            "{n} pieces of evidence have been withdrawn.",
            finding.gone,
        )
        items.append(BulletItem(spans(gone)))
    actions = [f"{a.code} {a.text}".strip() for a in data.actions if a.finding and a.finding == finding.id]
    if actions:
        items.append(BulletItem(words.labelled(texts.t("Actions"), "; ".join(actions))))
    if items:
        nodes.append(Bullets(tuple(items)))
    return nodes


def checks(material: Material, texts: Texts) -> list[Warn]:
    """A finding without evidence is an opinion."""
    data = material.data
    bare = [f for f in data.findings if not (f.evidence or f.detail or f.affected is not None)]
    if not data.findings:
        reason = texts.t("The report has no findings: agree on them in the debrief.")
        return [Warn("no-findings", texts.t("No findings yet"), reason, chapter="findings")]
    if not bare:
        return []
    title = texts.tn("{n} finding without evidence", "{n} findings without evidence", len(bare))
    return [Warn("bare-finding", title, "; ".join(f.statement for f in bare[:3]), chapter="findings")]


CHAPTER = Chapter("findings", N_("Key findings"), build, checks)
