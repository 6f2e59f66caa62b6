# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Ordinary and surprising: how much of what was seen was ordinary, and what was not."""

from cxfield.analysis.ordinariness import SURPRISING_FROM, Ordinariness
from cxfield.charts.ordinary import Ordinariness as Bar
from cxfield.charts.ordinary import ordinary_bar
from cxfield.document.nodes import (
    BulletItem,
    Bullets,
    Column,
    Figure,
    FigureData,
    Heading,
    Node,
    Table,
    cell,
    spans,
)
from cxfield.i18n import N_, Texts
from cxfield.report import words
from cxfield.report.dataset import EntryRow, Warn
from cxfield.report.material import Chapter, Material

_MOST_SURPRISES = 8
_MOST_REACTIONS = 10


def build(material: Material, texts: Texts) -> list[Node]:
    """The chapter."""
    nodes: list[Node] = [Heading(1, texts.t("Ordinary and surprising"), numbered=True, key="ordinary")]
    nodes += words.own_words(material.data.chapter_texts, "ordinary")
    result = material.figures.ordinary
    if result.n == 0:
        return [*nodes, words.para(texts.t("No events have been logged."))]
    nodes += [words.para(_sentence(result, texts)), _figure(result, texts), _table(material, texts)]
    nodes += _reactions(material, texts)
    surprises = _surprises(material)
    if surprises:
        nodes.append(Heading(2, texts.t("What surprised")))
        nodes.append(Bullets(tuple(_surprise(entry, material, texts) for entry in surprises)))
    return nodes


def _reactions(material: Material, texts: Texts) -> list[Node]:
    """The reactions that observers marked as normal, the commonest first."""
    rows = material.data.ground.reactions[:_MOST_REACTIONS]
    if not rows:
        return []
    items = tuple(
        BulletItem(spans(f"{row.label}: {texts.tn('{n} time', '{n} times', row.n)}")) for row in rows
    )
    return [Heading(2, texts.t("Normal reactions")), Bullets(items)]


def _sentence(result: Ordinariness, texts: Texts) -> str:
    return texts.t(
        "{ordinary} of {n} events were ordinary, {chosen} of them chosen by an observer; for the others the "
        "default was left as it was. The share is {share} (95% interval {interval}). "
        "Surprising were {surprising}.",
        ordinary=texts.number(result.ordinary.count),
        n=texts.number(result.n),
        chosen=texts.number(result.ordinary_chosen),
        share=texts.percent(result.ordinary.share or 0.0),
        interval=words.share_interval(result.ordinary, texts),
        surprising=words.of(result.surprising, result.n, texts),
    )


def _figure(result: Ordinariness, texts: Texts) -> Figure:
    a, b, c, d, e = result.distribution
    scene = ordinary_bar(
        Bar((a, b, c, d, e), result.ordinary.share, result.ordinary.low, result.ordinary.high), texts
    )
    caption = texts.t(
        "Events by how ordinary or surprising they were, 1–5, n = {n}. Below: the share of 1–2 with Wilson's "
        "95% interval.",
        n=texts.number(result.n),
    )
    header = (texts.t("Rating"), texts.t("Events"))
    rows = tuple(
        (f"{n} {texts.t(word)}", texts.number(count))
        for n, (word, count) in enumerate(zip(words.ORDINARINESS, result.distribution, strict=True), start=1)
    )
    alt = caption + " " + "; ".join(f"{row[0]} {row[1]}" for row in rows) + "."
    return Figure(scene, caption, alt, FigureData(header, rows), key="ordinary")


def _table(material: Material, texts: Texts) -> Table:
    columns = (
        Column("", 1.6),
        Column(texts.t("Events"), 0.9, "right"),
        Column(texts.t("Ordinary 1–2"), 2.0),
        Column(texts.t("95% interval"), 1.3),
        Column(texts.t("In between 3"), 1.2, "right"),
        Column(texts.t("Surprising 4–5"), 1.3, "right"),
        Column(texts.t("Chosen"), 1.0, "right"),
    )
    groups = [
        (material.data.site_name(site or "") or texts.t("No store"), r)
        for site, r in material.figures.ordinary_by_site if r.n
    ] + [
        (words.phase(phase or "", texts), r) for phase, r in material.figures.ordinary_by_phase if r.n
    ]  # fmt: skip
    rows = tuple(
        (
            cell(label),
            cell(texts.number(r.n)),
            cell(words.share(r.ordinary, texts)),
            cell(words.share_interval(r.ordinary, texts)),
            cell(texts.number(r.middle)),
            cell(texts.number(r.surprising)),
            cell(texts.number(r.chosen)),
        )
        for label, r in groups
    )
    caption = texts.t(
        "Ordinary and surprising events by store and phase. Chosen: an observer gave the rating."
    )
    return Table(columns, rows, caption, key="ordinary-table")


def _surprises(material: Material) -> list[EntryRow]:
    found = [e for e in material.data.entries if e.ordinariness >= SURPRISING_FROM and (e.text or e.code)]
    # The most surprising first; of equals those somebody described.
    return sorted(found, key=lambda e: (-e.ordinariness, not e.text, e.at))[:_MOST_SURPRISES]


def _surprise(entry: EntryRow, material: Material, texts: Texts) -> BulletItem:
    session = material.data.session_by_id.get(entry.session_id)
    site = material.data.site_name(session.site) if session is not None else ""
    note = " · ".join(
        part
        for part in (
            site,
            entry.touchpoint,
            texts.t("Session {n}", n=session.number) if session is not None and session.number else "",
            texts.stopwatch(entry.t_ms),
            f"{entry.ordinariness} {texts.t(words.ORDINARINESS[entry.ordinariness - 1])}",
        )
        if part
    )
    said = ": ".join(part for part in (entry.code, entry.text) if part)
    if entry.expected_instead:
        said += " " + texts.t("Expected instead: {what}", what=entry.expected_instead)
    return BulletItem(spans(said), note)


def checks(material: Material, texts: Texts) -> list[Warn]:
    """Defaults say little; many of them should be known."""
    result = material.figures.ordinary
    if result.n == 0 or result.chosen:
        return []
    reason = texts.t("Every rating is the default; nobody has chosen one.")
    return [Warn("ordinary", texts.t("Ordinariness not rated"), reason, chapter="ordinary")]


CHAPTER = Chapter("ordinary", N_("Ordinary and surprising"), build, checks)
