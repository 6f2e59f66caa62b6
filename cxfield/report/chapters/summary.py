# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Page one holds the whole answer: question, amount of data, summary, findings, metrics, first actions."""

from cxfield.document.nodes import (
    BulletItem,
    Bullets,
    Column,
    Fact,
    FactRow,
    Heading,
    Node,
    Table,
    TitleBlock,
    bold,
    cell,
    spans,
)
from cxfield.i18n import N_, Texts
from cxfield.model.enums import SessionKind
from cxfield.report import words
from cxfield.report.dataset import ActionRow, FindingRow, ReportData, Warn
from cxfield.report.figures import SMALL_SAMPLE, Figures
from cxfield.report.material import Chapter, Material
from cxfield.report.metric_lines import metric_lines, metric_table, small_sample_note

_MOST_FINDINGS = 6
_MOST_ACTIONS = 3


def build(material: Material, texts: Texts) -> list[Node]:
    """The first page."""
    data = material.data
    right = texts.t("Debrief report") + " · " + words.full_day(data.created, texts)
    nodes: list[Node] = [
        TitleBlock(
            short_name(data.client), right, data.title.strip() or texts.t("Debrief report"), data.question
        ),
        FactRow(facts(data, texts)),
        Heading(1, texts.t("Summary"), key="summary"),
        *words.own_words(data.chapter_texts, "summary"),
        words.para(" ".join(sentences(material.figures, data, texts))),
    ]
    nodes += _findings(data, texts)
    every = metric_lines(material, texts)
    # Page one shows what the study aims at; the chapter of metrics has the others.
    lines = tuple(line for line in every if line.target is not None or line.key == "wait") or every
    if lines:
        nodes += [
            Heading(2, texts.t("Metrics and targets")),
            metric_table(lines, texts),
            words.small(small_sample_note(material.figures, texts)),
        ]
    return nodes + _actions(data.actions, texts)


def short_name(client: str) -> str:
    """A name without what stands after it in brackets."""
    return client.partition(" (")[0].strip()


def facts(data: ReportData, texts: Texts) -> tuple[Fact, ...]:
    """The amounts of data, each counted in its own unit."""
    groups = [seat for seat in data.seats if not seat.moderator]
    numbers = (
        (len(data.of_kind(SessionKind.OBSERVATION)), N_("observation session"), N_("observation sessions")),
        (len(data.entries), N_("event"), N_("events")),
        (len(data.shoppers), N_("tracked customer"), N_("tracked customers")),
        (len(data.of_kind(SessionKind.INTERVIEW)), N_("interview"), N_("interviews")),
        (len(groups), N_("in a group discussion"), N_("in group discussions")),
    )
    found = [Fact(texts.number(n), texts.t(one if n == 1 else many)) for n, one, many in numbers if n]
    return tuple(found) or (Fact("0", texts.t("events")),)


def sentences(result: Figures, data: ReportData, texts: Texts) -> list[str]:
    """What the data say in plain words; a figure that cannot be computed has no sentence."""
    said = [_moments(result, texts), _waits(result, data, texts), _ordinary(result, texts)]
    found = [sentence for sentence in said if sentence]
    return found or [texts.t("There is not enough data for a summary yet.")]


def _moments(result: Figures, texts: Texts) -> str:
    told = [(m.value, result.moment_labels.get(m.moment, m.moment), m.n) for m in result.moments]
    known = [(value, label, n) for value, label, n in told if value is not None]
    if len(known) < 2:
        return ""
    best, worst = max(known, key=lambda m: m[0]), min(known, key=lambda m: m[0])
    return texts.t(
        "The best moment of the journey is {best} ({high}), the weakest {worst} ({low}; n = {n}).",
        best=best[1].lower(),
        high=texts.signed(best[0], 1),
        worst=worst[1].lower(),
        low=texts.signed(worst[0], 1),
        n=texts.number(worst[2]),
    )


def _waits(result: Figures, data: ReportData, texts: Texts) -> str:
    known = [(sum(waits) / len(waits), site, len(waits)) for site, waits in result.waits_by_site if waits]
    if not known:
        return ""
    longest, shortest = max(known), min(known)
    over = words.of(result.waits.over.count, result.waits.n, texts)
    limit = words.trimmed(data.wait_limit_min, texts)
    if len(known) == 1:
        return texts.t(
            "The mean wait at the checkout was {long} minutes, and {over} waits took more than {limit}.",
            long=words.trimmed(longest[0], texts), over=over, limit=limit,
        )  # fmt: skip
    return texts.t(
        "Checkout waits were longest in {worst}, {long} minutes on average, and shortest in {best}, {short}; "
        "{over} waits took more than {limit} minutes.",
        worst=data.site_name(longest[1]),
        long=words.trimmed(longest[0], texts),
        best=data.site_name(shortest[1]),
        short=words.trimmed(shortest[0], texts),
        over=over,
        limit=limit,
    )


def _ordinary(result: Figures, texts: Texts) -> str:
    ordinary = result.ordinary
    if ordinary.ordinary.share is None:
        return ""
    head = N_("Most events were ordinary: {share}, {chosen} of these were rated so by an observer.")
    if ordinary.ordinary.share < 0.5:
        head = N_("Ordinary events were {share}, {chosen} of these were rated so by an observer.")
    return texts.t(
        head,
        share=words.share_full(ordinary.ordinary, texts),
        chosen=texts.number(ordinary.ordinary_chosen),
    )


def _findings(data: ReportData, texts: Texts) -> list[Node]:
    shown = learnt(data)[:_MOST_FINDINGS]
    if not shown:
        return []
    items = tuple(BulletItem(spans(finding.statement), _told(finding, data, texts)) for finding in shown)
    return [Heading(2, texts.t("Key findings")), Bullets(items, "finding")]


def _told(finding: FindingRow, data: ReportData, texts: Texts) -> str:
    """What a finding rests on, what follows from it and what is done about it: on page one in one line."""
    follows = finding.so_what.strip().rstrip(".")
    done = [action.code or action.text for action in data.actions if action.finding == finding.id]
    if done:
        follows = f"{follows} ({', '.join(done)})" if follows else ", ".join(done)
    return " → ".join(part for part in (evidence_line(finding, texts), follows) if part)


def learnt(data: ReportData) -> tuple[FindingRow, ...]:
    """What was learnt; issues stand in their own chapter, unless nothing else was written down."""
    return tuple(finding for finding in data.findings if not finding.issue) or data.findings


def evidence_line(finding: FindingRow, texts: Texts) -> str:
    """What a finding rests on, in one line: detail, sources and severity."""
    parts = [finding.detail] if finding.detail else list(finding.evidence[:4])
    if not finding.detail and finding.affected is not None and finding.observed:
        parts.insert(0, words.of(finding.affected, finding.observed, texts))
    if finding.severity is not None and not any("vakavuus" in p or "severity" in p for p in parts):
        parts.append(texts.t("severity {n}", n=finding.severity))
    return " · ".join(parts)


def _actions(actions: tuple[ActionRow, ...], texts: Texts) -> list[Node]:
    if not actions:
        return []
    first = sorted(actions, key=lambda a: (a.due_on or "9999", a.code))[:_MOST_ACTIONS]
    columns = (
        Column(texts.t("Action"), 3.6),
        Column(texts.t("Owner"), 2.3),
        Column(texts.t("Kind"), 1.2),
        Column(texts.t("Due date"), 1.0, "right"),
    )
    rows = tuple(
        (
            cell(action.text),
            cell(action.owner or "–"),
            cell(words.action_kind(action.kind, texts)),
            cell(bold(texts.day(action.due, weekday=False) if action.due else "–")),
        )
        for action in first
    )
    return [Heading(2, texts.t("First actions")), Table(columns, rows)]


def checks(material: Material, texts: Texts) -> list[Warn]:
    """A small sample is told, not hidden."""
    n = material.figures.nps.n or len({moment.participant for moment in material.data.moments})
    if not 0 < n < SMALL_SAMPLE:
        return []
    title = texts.t("Small sample, n = {n}", n=n)
    return [Warn("small", title, texts.t("Counts come first. NPS of subgroups is left out."))]


CHAPTER = Chapter("summary", N_("Summary"), build, checks, numbered=False)

__all__ = ["CHAPTER", "evidence_line", "facts", "learnt", "sentences"]
