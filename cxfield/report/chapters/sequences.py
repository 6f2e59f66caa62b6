# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Sequences: what tends to follow what in the visits of tracked customers."""

from cxfield.analysis.sequences import LagAnalysis, Transition, lag_sequential
from cxfield.document.nodes import Column, Heading, Node, Table, cell
from cxfield.i18n import N_, Texts
from cxfield.report import words
from cxfield.report.dataset import ReportData
from cxfield.report.material import Chapter, Material

_MOST_CODES, _MOST_ROWS = 12, 10
_CLEAR = 1.96
_LEAST = 2


def build(material: Material, texts: Texts) -> list[Node]:
    """The chapter."""
    nodes: list[Node] = [Heading(1, texts.t("Sequences"), numbered=True, key="sequences")]
    nodes += words.own_words(material.data.chapter_texts, "sequences")
    result = transitions(material.data)
    told = [c for c in result.cells if c.count >= _LEAST and c.z is not None and c.z >= _CLEAR]
    told.sort(key=lambda c: -(c.z or 0.0))
    if not result.n:
        return [*nodes, words.para(texts.t("No customer was followed through two events or more."))]
    said = texts.t(
        "{n} steps from one event to the next were counted, each within one customer's visit.",
        n=texts.number(result.n),
    )
    if not told:
        return [
            *nodes,
            words.para(said + " " + texts.t("No step was clearly commoner than chance would make it.")),
        ]
    nodes += [words.para(said), _table(told[:_MOST_ROWS], texts)]
    if result.small:
        nodes.append(
            words.small(texts.t("Some expected counts are below 5: read the z values as hints only."))
        )
    return nodes


def transitions(data: ReportData) -> LagAnalysis:
    """From each event of a tracked customer to the next one; the commonest codes only."""
    visits: dict[str, list[tuple[int, str]]] = {}
    uses: dict[str, int] = {}
    for entry in data.entries:
        if entry.shopper_id and entry.code:
            visits.setdefault(entry.shopper_id, []).append((entry.t_ms, entry.code))
            uses[entry.code] = uses.get(entry.code, 0) + 1
    codes = sorted(uses, key=lambda code: (-uses[code], code))[:_MOST_CODES]
    kept = set(codes)
    sequences = [[code for _, code in sorted(steps) if code in kept] for steps in visits.values()]
    return lag_sequential(sequences, codes)


def _table(cells: list[Transition], texts: Texts) -> Table:
    columns = (
        Column(texts.t("First"), 2.6),
        Column(texts.t("Then"), 2.6),
        Column(texts.t("Times"), 0.9, "right"),
        Column(texts.t("By chance"), 1.0, "right"),
        Column(texts.t("Share of followers"), 1.4, "right"),
        Column("z", 0.8, "right"),
    )
    rows = tuple(
        (
            cell(str(c.given)),
            cell(str(c.target)),
            cell(texts.number(c.count)),
            cell(texts.number(c.expected, 1)),
            cell("–" if c.probability is None else texts.percent(c.probability)),
            cell("–" if c.z is None else texts.number(c.z, 1)),
        )
        for c in cells
    )
    caption = texts.t(
        "Steps that are clearly commoner than chance (z at least 1.96, at least twice). They tell what tends "
        "to follow, not what causes what."
    )
    return Table(columns, rows, caption, key="sequences")


CHAPTER = Chapter("sequences", N_("Sequences"), build, empty=lambda m: not transitions(m.data).n)
