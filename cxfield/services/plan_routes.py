# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The routes of a guide as a map: which question opens which, by which answers, and what nobody reaches."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cxfield.i18n import Texts, pick
from cxfield.methods.questions import question_type
from cxfield.methods.questions.choice import ChoiceType
from cxfield.services.plan_guide_checks import QuestionRow, SectionRow
from cxfield.services.plan_reach import Part

Labels = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class RouteEdge:
    """From an earlier question to one that it opens: the answers in words, and the wording it then has."""

    source: str
    target: str
    when: str
    wording: str = ""


@dataclass(frozen=True, slots=True)
class RouteNode:
    """A question on the map: how deep it hangs from others, and why nobody reaches it, if so."""

    id: str
    number: int
    words: str
    section: str
    depth: int
    problem: str = ""


@dataclass(frozen=True, slots=True)
class RouteMap:
    """Every question in order; edges point only to questions on the map."""

    nodes: tuple[RouteNode, ...]
    edges: tuple[RouteEdge, ...]

    def into(self, question_id: str) -> tuple[RouteEdge, ...]:
        """What opens a question."""
        return tuple(edge for edge in self.edges if edge.target == question_id)


def route_map(sections: Sequence[SectionRow], texts: Texts) -> RouteMap:
    """Read the routes of a version; a circle or a gone question is drawn as a problem without an arrow."""
    rows = [(section, row) for section in sections for row in section.questions]
    by_key = {row.key: row.id for _, row in rows}
    place = {row.id: at for at, (_, row) in enumerate(rows)}
    by_id = {row.id: row for _, row in rows}
    depth: dict[str, int] = {}
    nodes: list[RouteNode] = []
    edges: list[RouteEdge] = []
    for section, row in rows:
        mine = [
            edge
            for edge in _edges(row, by_key, by_id, texts)
            if edge.source in place and place[edge.source] < place[row.id]
        ]
        edges += mine
        depth[row.id] = max((depth[edge.source] + 1 for edge in mine), default=0)
        words = pick(row.text, texts.locale) or (pick(row.routes[0].text, texts.locale) if row.routes else "")
        name = pick(section.name, texts.locale)
        nodes.append(RouteNode(row.id, row.number, words, name, depth[row.id], row.problem))
    return RouteMap(tuple(nodes), tuple(edges))


def _edges(
    row: QuestionRow, by_key: Mapping[str, str], by_id: Mapping[str, QuestionRow], texts: Texts
) -> list[RouteEdge]:
    if row.routes and row.follows_id:
        return [
            RouteEdge(row.follows_id, row.id, f"{route.low}–{route.high}", pick(route.text, texts.locale))
            for route in row.routes
        ]
    found = []
    for part in row.opening.parts:
        source = by_key.get(part.of, "")
        if source:
            found.append(RouteEdge(source, row.id, _when(part, by_id[source], texts)))
    return found


def _when(part: Part, asked: QuestionRow, texts: Texts) -> str:
    """The answers that open, in words."""
    if part.values is not None:
        kind = question_type(asked.type)
        fixed = kind.fixed if isinstance(kind, ChoiceType) else ()
        names = {choice.key: texts.t(choice.msgid) for choice in fixed}
        names |= {option: pick(name, texts.locale) for option, name in asked.options}
        said = [names.get(str(value)) or str(value) for value in part.values]
        return texts.listing(said)
    if part.answered is not None:
        return texts.t("answered") if part.answered else texts.t("not answered")
    low, high = part.low or 0, part.high or 0
    return f"{low:g}–{high:g}"
