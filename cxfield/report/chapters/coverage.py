# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Coverage: what was observed in each phase at each store, and what is missing, by name."""

from cxfield.analysis.coverage import Cell as Covered
from cxfield.analysis.coverage import CellState
from cxfield.document.nodes import BulletItem, Bullets, Cell, Column, Heading, Node, Table, bold, cell, spans
from cxfield.i18n import N_, Texts
from cxfield.model.enums import SessionKind
from cxfield.report import words
from cxfield.report.dataset import Warn
from cxfield.report.material import Chapter, Material

_STATES = {
    CellState.NOT_PLANNED: N_("not planned"),
    CellState.NOT_STARTED: N_("planned, not done"),
    CellState.PARTLY: N_("done in part"),
    CellState.COVERED: N_("covered"),
}


def build(material: Material, texts: Texts) -> list[Node]:
    """The chapter."""
    nodes: list[Node] = [Heading(1, texts.t("Coverage"), numbered=True, key="coverage")]
    nodes += words.own_words(material.data.chapter_texts, "coverage")
    covered = material.figures.coverage
    if not covered.cells:
        return [*nodes, words.para(texts.t("No observation session has been planned or held."))]
    nodes.append(words.para(_sentence(material, texts)))
    nodes.append(_table(material, texts))
    holes = covered.holes
    if holes:
        nodes.append(Heading(2, texts.t("What is missing")))
        nodes.append(Bullets(tuple(BulletItem(spans(_hole(h, material, texts))) for h in holes)))
    return nodes


def _sentence(material: Material, texts: Texts) -> str:
    covered = material.figures.coverage
    full = len(covered.cells) - len(covered.holes)
    said = texts.t(
        "{done} sessions were held, {events} and {minutes} of observation. "
        "Of the phases at each store, {full} are covered.",
        done=texts.number(covered.done),
        events=texts.tn("{n} event", "{n} events", covered.entries),
        minutes=words.minutes(round(covered.minutes * 60_000), texts),
        full=words.of(full, len(covered.cells), texts),
    )
    reactive = [s for s in material.data.of_kind(SessionKind.OBSERVATION) if s.reactivity]
    if reactive:
        said += " " + texts.tn(
            "In {n} session people noticed the observer.",
            "In {n} sessions people noticed the observer.",
            len(reactive),
        )
    return said


def _table(material: Material, texts: Texts) -> Table:
    covered, data = material.figures.coverage, material.data
    reactive = {(s.phase, s.site) for s in data.of_kind(SessionKind.OBSERVATION) if s.reactivity}
    columns = (
        Column(texts.t("Store"), 1.0),
        *(Column(words.phase(phase, texts), 1.6) for phase in covered.phases),
    )
    rows = tuple(
        (
            cell(bold(data.site_name(site) or site)),
            *(_cell(covered.cell(p, site), texts, reactive=(p, site) in reactive) for p in covered.phases),
        )
        for site in covered.sites
    )
    caption = texts.t(
        "Observation by phase and store: sessions done/planned, events and minutes without pauses."
    )
    return Table(columns, rows, caption, key="coverage")


def _cell(covered: Covered, texts: Texts, *, reactive: bool) -> Cell:
    count = words.of(covered.done, max(covered.planned, covered.done), texts)
    if not covered.done:
        missing = bold(count + " " + texts.t("missing"))
        return cell(missing if covered.planned else texts.t("not planned"))
    events = words.joined(texts.tn("{n} event", "{n} events", covered.entries))
    minutes = words.minutes(round(covered.minutes * 60_000), texts)
    noticed = ", " + texts.t("observer noticed") if reactive else ""
    mark = "" if covered.is_hole else "✓ "
    return cell(bold(f"{mark}{count}"), f" · {events}, {minutes}{noticed}")


def _hole(hole: Covered, material: Material, texts: Texts) -> str:
    place = material.data.site_name(hole.site) or hole.site
    state = texts.t(_STATES[hole.state])
    count = f" ({hole.done}/{hole.planned})" if hole.planned else ""
    return f"{place}, {words.phase(hole.phase, texts).lower()}: {state}{count}."


def checks(material: Material, texts: Texts) -> list[Warn]:
    """A hole in the coverage is a reservation on the results."""
    holes = material.figures.coverage.holes
    if not holes:
        return []
    places = "; ".join(_hole(hole, material, texts).partition(":")[0] for hole in holes[:3])
    title = texts.tn("{n} hole in the coverage", "{n} holes in the coverage", len(holes))
    return [Warn("coverage", title, texts.t("Not observed: {places}.", places=places), chapter="coverage")]


CHAPTER = Chapter("coverage", N_("Coverage"), build, checks)
