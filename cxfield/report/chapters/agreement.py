# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Agreement: how alike two observers logged the same session, and what became of their disagreements."""

from collections.abc import Sequence

from cxfield.analysis import coded_twice as rule
from cxfield.analysis.bootstrap import AlphaInterval
from cxfield.document.nodes import BulletItem, Bullets, Column, Heading, Node, Table, bold, cell, spans
from cxfield.i18n import N_, Texts
from cxfield.report import words
from cxfield.report.dataset import ReportData, Warn
from cxfield.report.material import Chapter, Material
from cxfield.report.rows import SettlementRow
from cxfield.report.second_coding import Coded, overlapping, settled, unsettled

_MOST = 20
_OUTCOMES = {"both": N_("both"), "keep": N_("kept"), "drop": N_("left out")}
_CHANGES = {
    "chosen": N_("{what}: one of two values was chosen"),
    "kept": N_("{what}: one had deleted it and another changed it; it was kept"),
    "deleted": N_("{what}: one had deleted it and another changed it; it was deleted"),
}


def build(material: Material, texts: Texts) -> list[Node]:
    """The chapter."""
    data = material.data
    nodes: list[Node] = [
        Heading(1, texts.t("Agreement between observers"), numbered=True, key="agreement"),
        *words.own_words(data.chapter_texts, "agreement"),
    ]
    pairs = material.figures.twice
    if pairs:
        nodes += [words.para(*_sentences(pairs, texts)), _table(pairs, texts), words.small(_rule(texts))]
        nodes += _differences(pairs, data, texts)
    else:
        nodes.append(words.para(texts.t("No session was coded by two observers.")))
    other = [row for row in data.settlements if row.outcome in _CHANGES]
    if other:
        nodes.append(Heading(2, texts.t("Changed by two people at once")))
        nodes.append(Bullets(tuple(_change(row, texts) for row in other)))
    return nodes


def _sentences(pairs: Sequence[Coded], texts: Texts) -> list[str]:
    found = rule.agreement(pair.matched for pair in pairs)
    counted = texts.tn(
        "{n} session was coded by two observers.", "{n} sessions were coded by two observers.", len(pairs)
    )
    alike = texts.t(
        "Of the events that both logged, {share} were called the same.",
        share=words.share_full(found.percent, texts),
    )
    alone = texts.tn(
        "{n} more event was logged by one of them only; of everything that either logged, {share} were seen "
        "and called the same by both.",
        "{n} more events were logged by one of them only; of everything that either logged, {share} were "
        "seen and called the same by both.",
        found.one_sided,
        share=words.share_full(found.either, texts),
    )
    return [f"{counted} {alike} {alone if found.one_sided else ''}".rstrip()]


def _rule(texts: Texts) -> str:
    return texts.t(
        "Two events are the same one when they are at most {n} seconds apart once the clocks are aligned; "
        "a code that no second observer used counts only where their log has an event without a partner. "
        "Kappa takes chance agreement out: 1 is full agreement, 0 is what chance gives. The figures are "
        "those of the logs before they were talked over.",
        n=rule.TOLERANCE_S,
    )


def _table(pairs: Sequence[Coded], texts: Texts) -> Table:
    columns = (
        Column(texts.t("Session"), 1.8),
        Column(texts.t("Called the same"), 1.6),
        Column(texts.t("95% interval"), 1.3),
        Column(texts.t("Cohen's kappa"), 1.6, "right"),
        Column(texts.t("Seen by one only"), 1.0, "right"),
    )
    every = rule.agreement(pair.matched for pair in pairs)
    rows = [(words.session_name(pair.session, texts), pair.result) for pair in pairs]
    if len(pairs) > 1:
        rows.append((texts.t("All together"), every))
    table = tuple(
        (
            cell(bold(name)),
            cell(words.share(result.percent, texts)),
            cell(words.share_interval(result.percent, texts)),
            cell(_between(result.kappa.value, result.kappa.low, result.kappa.high, texts)),
            cell(texts.number(result.one_sided)),
        )
        for name, result in rows
    )
    alphas = rule.alphas(pair.matched for pair in pairs)
    caption = texts.t(
        "Agreement event by event. Krippendorff's alpha: codes {codes}, how ordinary {ordinary}.",
        codes=_alpha(alphas.codes, texts),
        ordinary=_alpha(alphas.ordinariness, texts),
    )
    return Table(columns, table, caption, key="agreement")


def _alpha(found: AlphaInterval, texts: Texts) -> str:
    return _between(found.alpha.value, found.low, found.high, texts)


def _between(value: float | None, low: float | None, high: float | None, texts: Texts) -> str:
    if value is None:
        return texts.t("not computable")
    inner = f" ({words.points_interval(low, high, texts, 2)})" if low is not None else ""
    return texts.number(value, 2) + inner


def _differences(pairs: Sequence[Coded], data: ReportData, texts: Texts) -> list[Node]:
    by_id = {entry.id: entry for entry in (*data.entries, *data.coded_again)}
    listed = [
        (pair.session, key)
        for pair in pairs
        for key in sorted(pair.matched.differences, key=lambda key: by_id[key[0] or key[1]].t_ms)
    ]
    if not listed:
        return []
    columns = (
        Column(texts.t("Session"), 1.4), Column(texts.t("Time"), 0.9), Column(texts.t("First log"), 1.4),
        Column(texts.t("Second log"), 1.4), Column(texts.t("What was agreed"), 2.4),
    )  # fmt: skip
    none = texts.t("not logged")
    rows = []
    for session, (one, other) in listed[:_MOST]:
        names = [by_id[key].code if key else none for key in (one, other)]
        found = settled((one, other), data)
        rows.append((
            cell(words.session_name(session, texts)),
            cell(texts.stopwatch(by_id[one or other].t_ms)),
            cell(names[0]), cell(names[1]),
            cell(_agreed(found, names, texts) if found else texts.t("not settled yet")),
        ))  # fmt: skip
    nodes: list[Node] = [
        Heading(2, texts.t("What the two logs say differently")),
        Table(columns, tuple(rows), key="agreement-differences"),
    ]
    if len(listed) > _MOST:
        more = len(listed) - _MOST
        nodes.append(words.small(texts.tn("{n} more in the study.", "{n} more in the study.", more)))
    return nodes


def _agreed(row: SettlementRow, names: Sequence[str], texts: Texts) -> str:
    if row.outcome in ("first", "second"):
        what = names[row.outcome == "second"]
    elif row.outcome == "other":
        what = row.words
    else:
        what = texts.t(_OUTCOMES[row.outcome]) if row.outcome in _OUTCOMES else ""
    return " – ".join(part for part in (what, row.reason, row.by) if part) or texts.t("settled")


def _change(row: SettlementRow, texts: Texts) -> BulletItem:
    said = texts.t(_CHANGES[row.outcome], what=row.words or texts.t("A change"))
    return BulletItem(spans(" – ".join(part for part in (said, row.reason) if part)), row.by)


def checks(material: Material, texts: Texts) -> list[Warn]:
    """What two observers saw differently should be talked over, and what they both saw counted once."""
    found = []
    left = unsettled(material.figures.twice, material.data)
    if left:
        title = texts.tn("{n} disagreement not settled", "{n} disagreements not settled", left)
        reason = texts.t("Two logs of the same hours differ. Settle it in the debrief.")
        found.append(Warn("unsettled", title, reason, chapter="agreement"))
    both = overlapping(material.data)
    if both:
        title = texts.tn(
            "{n} pair of sessions covers the same hours", "{n} pairs of sessions cover the same hours", both
        )
        reason = texts.t(
            "Both are counted. If two observers coded the same, mark it under Differences in the debrief."
        )
        found.append(Warn("overlapping", title, reason, chapter="agreement"))
    return found


CHAPTER = Chapter(
    "agreement", N_("Agreement between observers"), build, checks, empty=lambda m: not m.figures.twice
)
