# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Agreement: how alike two observers logged the same session, and what became of their disagreements."""

from collections.abc import Sequence

from cxfield.document.nodes import BulletItem, Bullets, Column, Heading, Node, Table, bold, cell, spans
from cxfield.i18n import N_, Texts
from cxfield.report import words
from cxfield.report.dataset import ReportData, Warn
from cxfield.report.material import Chapter, Material
from cxfield.report.second_coding import TOLERANCE_S, Coded, unsettled

_MOST = 10


def build(material: Material, texts: Texts) -> list[Node]:
    """The chapter."""
    data = material.data
    nodes: list[Node] = [
        Heading(1, texts.t("Agreement between observers"), numbered=True, key="agreement"),
        *words.own_words(data.chapter_texts, "agreement"),
    ]
    pairs = material.figures.twice
    if not pairs:
        return [*nodes, words.para(texts.t("No session was coded by two observers."))]
    nodes += [words.para(_sentence(pairs, texts)), _table(pairs, texts)]
    nodes += _disagreements(pairs, data, texts)
    if data.settlements:
        nodes.append(Heading(2, texts.t("How disagreements were settled")))
        nodes.append(Bullets(tuple(_settled(data, texts))))
    return nodes


def _sentence(pairs: Sequence[Coded], texts: Texts) -> str:
    alike = sum(pair.result.agreement.count for pair in pairs)
    every = sum(pair.result.agreement.n for pair in pairs)
    counted = texts.tn(
        "{n} session was coded by two observers.", "{n} sessions were coded by two observers.", len(pairs)
    )
    alike_words = texts.t(
        "The same event was seen and called the same in {share}, counting events within {n} seconds of each "
        "other. The figures are those of the logs before they were talked over.",
        share=words.of(alike, every, texts),
        n=TOLERANCE_S,
    )
    return f"{counted} {alike_words}"


def _table(pairs: Sequence[Coded], texts: Texts) -> Table:
    columns = (
        Column(texts.t("Session"), 1.4),
        Column(texts.t("Events, both logs"), 1.5),
        Column(texts.t("Alike"), 1.7),
        Column(texts.t("95% interval"), 1.3),
        Column(texts.t("Cohen's kappa"), 1.2, "right"),
        Column(texts.t("Called differently"), 1.2, "right"),
        Column(texts.t("Seen by one only"), 1.2, "right"),
    )
    rows = tuple(
        (
            cell(bold(words.session_name(pair.session, texts))),
            cell(f"{pair.events[0]} + {pair.events[1]}"),
            cell(words.share(pair.result.agreement, texts)),
            cell(words.share_interval(pair.result.agreement, texts)),
            cell(_kappa(pair, texts)),
            cell(texts.number(len(pair.result.differing))),
            cell(texts.number(len(pair.result.only_first) + len(pair.result.only_second))),
        )
        for pair in pairs
    )
    caption = texts.t(
        "Agreement event by event. Kappa takes chance agreement out: 1 is full agreement, 0 is what chance "
        "gives."
    )
    return Table(columns, rows, caption, key="agreement")


def _kappa(pair: Coded, texts: Texts) -> str:
    value = pair.result.kappa.value
    return "–" if value is None else texts.number(value, 2)


def _disagreements(pairs: Sequence[Coded], data: ReportData, texts: Texts) -> list[Node]:
    by_id = {entry.id: entry for entry in (*data.entries, *data.coded_again)}
    listed = [(pair.session, a, b) for pair in pairs for a, b in pair.result.differing]
    if not listed:
        return []
    items = []
    for session, a, b in listed[:_MOST]:
        said = texts.t(
            "{session}, {time}: “{one}” or “{other}”",
            session=words.session_name(session, texts), time=texts.stopwatch(round(a.at)),
            one=by_id[a.id].code or "–", other=by_id[b.id].code or "–",
        )  # fmt: skip
        items.append(BulletItem(spans(said)))
    nodes: list[Node] = [Heading(2, texts.t("What was called differently")), Bullets(tuple(items))]
    if len(listed) > _MOST:
        more = len(listed) - _MOST
        nodes.append(words.small(texts.tn("{n} more in the study.", "{n} more in the study.", more)))
    return nodes


def _settled(data: ReportData, texts: Texts) -> list[BulletItem]:
    items = []
    for row in data.settlements:
        said = " – ".join(part for part in (row.outcome, row.reason) if part) or texts.t("settled")
        items.append(BulletItem(spans(said), row.by))
    return items


def checks(material: Material, texts: Texts) -> list[Warn]:
    """What two observers saw differently should be talked over."""
    left = unsettled(material.figures.twice, material.data)
    if not left:
        return []
    title = texts.tn("{n} disagreement not settled", "{n} disagreements not settled", left)
    reason = texts.t("Two observers called the same event differently. Settle it in the debrief.")
    return [Warn("unsettled", title, reason, chapter="agreement")]


CHAPTER = Chapter(
    "agreement", N_("Agreement between observers"), build, checks, empty=lambda m: not m.figures.twice
)
