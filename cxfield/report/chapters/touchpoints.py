# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Touchpoints: how each felt in each phase, key encounters first, and the gap between channels."""

from collections import Counter

from cxfield.analysis.proportion import wilson
from cxfield.charts.heat import HeatCell, HeatRow, heat_map
from cxfield.document.nodes import Column, Figure, FigureData, Heading, Node, Table, bold, cell
from cxfield.i18n import N_, Texts
from cxfield.report import words
from cxfield.report.channel_gap import channel_expectations, expectation_nodes
from cxfield.report.dataset import TouchpointRow
from cxfield.report.figures import PHASES
from cxfield.report.material import Chapter, Material
from cxfield.report.places import followed_of, place_nodes

_WIDTH = 688.0
"""In the chart's own units: on paper it is made smaller so that its text is 8 to 10 points."""
_MOST = 14

Tones = dict[tuple[str, str], Counter[int]]


def build(material: Material, texts: Texts) -> list[Node]:
    """The chapter."""
    nodes: list[Node] = [Heading(1, texts.t("Touchpoints"), numbered=True, key="touchpoints")]
    nodes += words.own_words(material.data.chapter_texts, "touchpoints")
    tones = _tones(material)
    went = [*expectation_nodes(material.data, texts), *_went(material, texts)]
    if not tones:
        none = words.para(texts.t("No event has been logged at a touchpoint."))
        return [*nodes, none, *went]
    rows = _ordered(material, tones)
    nodes += [words.para(_sentence(rows, tones, texts)), _figure(rows, tones, texts)]
    return nodes + _channels(material, tones, texts) + went


def _went(material: Material, texts: Texts) -> list[Node]:
    """Where tracked shoppers went."""
    data = material.data
    sites = {session.id: session.site for session in data.sessions}
    followed = followed_of(
        ((shopper.id, shopper.session_id) for shopper in data.shoppers),
        sites,
        ((entry.shopper_id, entry.meaning) for entry in data.entries if entry.shopper_id),
    )
    named = [(site.id, site.short) for site in data.sites]
    return place_nodes(data.places, followed, named, texts)


def _tones(material: Material) -> Tones:
    found: Tones = {}
    counted = Counter((e.touchpoint, e.phase, e.polarity) for e in material.data.entries if e.touchpoint)
    for (touchpoint, phase, polarity), n in counted.items():
        found.setdefault((touchpoint, phase), Counter())[polarity] = n
    return found


def _sum(tones: Tones, name: str) -> Counter[int]:
    total: Counter[int] = Counter()
    for (touchpoint, _), count in tones.items():
        if touchpoint == name:
            total += count
    return total


def _ordered(material: Material, tones: Tones) -> list[TouchpointRow]:
    """Key encounters first, then those with most events; one that the plan no longer has keeps its name."""
    planned = {row.name: row for row in material.data.touchpoints}
    names = dict.fromkeys(name for name, _ in tones)
    rows = [planned.get(name, TouchpointRow(name)) for name in names]
    return sorted(rows, key=lambda row: (not row.key_encounter, -_sum(tones, row.name).total()))[:_MOST]


def _sentence(rows: list[TouchpointRow], tones: Tones, texts: Texts) -> str:
    counted = [(row, _sum(tones, row.name)) for row in rows]
    bad = max(counted, key=lambda one: one[1][-1])
    good = max(counted, key=lambda one: one[1][1])
    said = ""
    if good[1][1]:
        said = texts.t(
            "Most good events were at {touchpoint}: {share}.",
            touchpoint=good[0].name.lower(), share=words.of(good[1][1], good[1].total(), texts),
        )  # fmt: skip
    if bad[1][-1]:
        said += " " + texts.t(
            "Most bad ones were at {touchpoint}: {share}.",
            touchpoint=bad[0].name.lower(), share=words.of(bad[1][-1], bad[1].total(), texts),
        )  # fmt: skip
    return said.strip() or texts.t("Every event at the touchpoints was neutral.")


def _figure(rows: list[TouchpointRow], tones: Tones, texts: Texts) -> Figure:
    phases = tuple(words.phase(phase, texts) for phase in PHASES)
    drawn, told = [], []
    for row in rows:
        label = f"{row.name} ★" if row.key_encounter else row.name
        counts = [tones.get((row.name, phase), Counter()) for phase in PHASES]
        drawn.append(HeatRow(label, tuple(_cell(count, texts) for count in counts)))
        told.append((label, *(_told(count, texts) for count in counts)))
    caption = texts.t(
        "Events at touchpoints by phase: the number, then good (+) and bad (−) ones. Blue where good "
        "outweighs bad, orange where bad does. A star marks a key encounter; these stand first."
    )
    alt = caption + " " + "; ".join(": ".join((row[0], ", ".join(row[1:]))) for row in told) + "."
    data = FigureData((texts.t("Touchpoint"), *phases), tuple(told))
    return Figure(heat_map(phases, tuple(drawn), width=_WIDTH), caption, alt, data, key="touchpoint-heat")


def _cell(count: Counter[int], texts: Texts) -> HeatCell:
    said = texts.t("+{good} −{bad}", good=count[1], bad=count[-1])
    return HeatCell(count.total(), count[1], count[-1], said, "", said)


def _told(count: Counter[int], texts: Texts) -> str:
    if not count.total():
        return "–"
    said = texts.t("+{good} −{bad}", good=count[1], bad=count[-1])
    return f"{texts.number(count.total())} ({said})"


def _channels(material: Material, tones: Tones, texts: Texts) -> list[Node]:
    """The share of bad events on digital and other touchpoints, where both kinds were observed."""
    digital = {row.name for row in material.data.touchpoints if row.digital}
    sums: dict[bool, Counter[int]] = {True: Counter(), False: Counter()}
    for (name, _), count in tones.items():
        sums[name in digital] += count
    if not sums[True].total() or not sums[False].total():
        return []
    nodes: list[Node] = [Heading(2, texts.t("Gap between channels"))]
    columns = (
        Column(texts.t("Channel"), 2.0),
        Column(texts.t("Events"), 1.0, "right"),
        Column(texts.t("Good"), 1.8),
        Column(texts.t("Bad"), 1.8),
        Column(texts.t("95% interval of bad"), 1.8),
    )
    labels = ((True, texts.t("Digital touchpoints")), (False, texts.t("Other touchpoints")))
    rows = tuple(
        (
            cell(bold(label)),
            cell(texts.number(sums[key].total())),
            cell(words.share(wilson(sums[key][1], sums[key].total()), texts)),
            cell(words.share(wilson(sums[key][-1], sums[key].total()), texts)),
            cell(words.share_interval(wilson(sums[key][-1], sums[key].total()), texts)),
        )
        for key, label in labels
    )
    caption = texts.t("Events on digital and other touchpoints.")
    return [*nodes, Table(columns, rows, caption, key="channels")]


CHAPTER = Chapter(
    "touchpoints",
    N_("Touchpoints"),
    build,
    empty=lambda material: (
        not material.data.places.stays
        and not any(entry.touchpoint for entry in material.data.entries)
        and not channel_expectations(material.data)
    ),
)
