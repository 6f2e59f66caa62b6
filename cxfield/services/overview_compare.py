# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""How parts of the study differ (stores, segments, teams, channels, roles); how waves follow each other."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from cxfield.analysis.comparison import nps_difference, share_difference
from cxfield.analysis.nps import Nps, nps_of_counts
from cxfield.analysis.proportion import Proportion, wilson
from cxfield.i18n import Texts
from cxfield.model.enums import CodeMeaning, SessionKind
from cxfield.report import words
from cxfield.services.data_filter import ANSWER, ENTRY
from cxfield.services.overview_behind import metric_answers
from cxfield.services.overview_faces import face_name
from cxfield.services.overview_facts import Facts
from cxfield.services.overview_filter import with_value
from cxfield.services.overview_scope import Scoped, scoped
from cxfield.services.overview_tables import (
    NONE,
    Maker,
    Source,
    TableView,
    difference_cells,
    nps_cells,
    share_cells,
)
from cxfield.storage import Reader

_PERCENT = 100.0
_WEIGHT = 3


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the study under its name, with the figures of exactly that."""

    name: str
    found: Scoped


def comparisons(reader: Reader, found: Scoped, texts: Texts) -> tuple[TableView, ...]:
    """A table for each way the study can be divided in two parts or more."""
    meant: dict[str, tuple[str, ...]] = {}
    for key, meaning in reader.sql("SELECT id, meaning FROM code"):
        meant[meaning] = (*meant.get(meaning, ()), key)
    titles = {
        "site": texts.t("Stores"),
        "segment": texts.t("Segments"),
        "team": texts.t("Teams"),
        "department": texts.t("Departments"),
        "channel": texts.t("Channels"),
        "role": texts.t("Customers and others"),
        "valued": texts.t("Most valued customers"),
        "rival": texts.t("Own stores and competitors"),
    }
    tables = []
    for key, title in titles.items():
        parts = _parts(found, key, texts)
        if len(parts) > 1:
            tables.append(_table(key, title, parts, found, texts, meant))
    return tuple(tables)


def _parts(found: Scoped, key: str, texts: Texts) -> list[Part]:
    facts, scope = found.facts, found.scope
    if key in ("site", "segment", "team", "channel"):
        if getattr(scope, key):
            return []
        return [
            Part(name, scoped(facts, with_value(scope, key, value))) for value, name in facts.choices(key)
        ]
    if key == "valued":
        if scope.valued is not None or not any(p.valued for p in facts.people.values()):
            return []
        names = ((True, texts.t("Most valued")), (False, texts.t("Others")))
        return [Part(name, scoped(facts, replace(scope, valued=value))) for value, name in names]
    if key == "role":
        return _roles(found, texts)
    sets = _departments(facts) if key == "department" else _rivals(facts, texts)
    return [Part(name, scoped(_only_sessions(facts, ids), scope)) for name, ids in sets.items()]


def _only_sessions(facts: Facts, ids: frozenset[str]) -> Facts:
    return replace(facts, sessions=tuple(s for s in facts.sessions if s.id in ids))


def _departments(facts: Facts) -> dict[str, frozenset[str]]:
    names = sorted({name for link in facts.links.values() for name in link.departments})
    return {
        name: frozenset(key for key, link in facts.links.items() if name in link.departments)
        for name in names
    }


def _rivals(facts: Facts, texts: Texts) -> dict[str, frozenset[str]]:
    if not facts.rivals:
        return {}
    theirs = frozenset(s.id for s in facts.sessions if s.site in facts.rivals)
    ours = frozenset(s.id for s in facts.sessions) - theirs
    return {texts.t("Own stores"): ours, texts.t("Competitors"): theirs}


def _roles(found: Scoped, texts: Texts) -> list[Part]:
    """Customers, leads and employees apart: each role as a study of its own."""
    named = {"customer": texts.t("Customers"), "lead": texts.t("Leads"), "employee": texts.t("Employees")}
    used = dict.fromkeys(p.row.role for p in found.facts.people.values())
    parts = []
    for role in used if len(used) > 1 else ():
        # Everybody of the role counts as a customer here, or employees would be left out again.
        people = {
            key: replace(p, row=replace(p.row, role="customer"))
            for key, p in found.facts.people.items()
            if p.row.role == role
        }
        facts = replace(
            found.facts,
            people=people,
            answers=tuple(a for a in found.facts.answers if a.participant in people),
            felt=tuple(f for f in found.facts.felt if f.row.participant in people),
            tallies=(),
            shoppers={},
            waits={},
        )
        parts.append(Part(named.get(role, role), scoped(facts, found.scope)))
    return parts


def _table(  # noqa: PLR0917 - one table
    key: str, title: str, parts: list[Part], whole: Scoped, texts: Texts, meant: Mapping[str, tuple[str, ...]]
) -> TableView:
    columns = (
        texts.t("Part"),
        texts.t("Metric"),
        texts.t("Result"),
        texts.t("95% interval"),
        texts.t("Difference from the others"),
        "",
    )
    made = Maker(f"compare-{key}", title, columns, left=2)
    clear: list[str] = []
    for part in parts:
        for name, cells, apart, source in _figures(part, whole, texts, meant):
            told = apart[1] == texts.t("clear")
            made.row((part.name, name, *cells, *apart), source, strong=told)
            if told:
                clear.append(f"{part.name}, {name}: {apart[0]}")
    if key == "valued":
        _weighted(made, parts, texts)
    said = (
        texts.t("Clear differences: {list}.", list="; ".join(clear))
        if clear
        else texts.t("No part differs clearly from the others.")
    )
    if made.empty:
        said = texts.t("Nothing has been asked or observed in these parts.")
    return made.view(said, texts.t("difference = this part minus all others"))


Figure = tuple[str, tuple[str, str], tuple[str, str], Source]


def _figures(
    part: Part, whole: Scoped, texts: Texts, meant: Mapping[str, tuple[str, ...]]
) -> Iterable[Figure]:
    """NPS, CSAT, effort, ordinary entries and waits of one part; what nobody gave is left out."""
    mine, every = part.found.figures, whole.figures
    if mine.nps.n:
        rest = nps_of_counts(
            max(0, every.nps.promoters - mine.nps.promoters),
            max(0, every.nps.passives - mine.nps.passives),
            max(0, every.nps.detractors - mine.nps.detractors),
        )
        apart = difference_cells(nps_difference(mine.nps, rest), texts)
        yield "NPS", nps_cells(mine.nps, texts, part=True), apart, answers_behind(part, "nps")
    efforts = {c.version.key: c.share for c in every.ces if c.share is not None}
    shares: list[tuple[str, Proportion, Proportion, Source]] = [
        ("CSAT", mine.csat.top2, every.csat.top2, answers_behind(part, "csat"))
    ]
    shares += [
        (
            face_name(whole, c.version.key, texts),
            c.share,
            efforts[c.version.key],
            answers_behind(part, c.version.key),
        )
        for c in mine.ces
        if c.share is not None and c.version.key in efforts
    ]
    entries = frozenset(t.session_id for t in part.found.tallies)
    shares += [
        (texts.t("Ordinary events"), mine.ordinary.ordinary, every.ordinary.ordinary,
         Source(f"{part.name}", ENTRY, sessions=entries)),
        (texts.t("Waits over the limit"), mine.waits.over, every.waits.over,
         Source(f"{part.name}, {texts.t('Waits over the limit').lower()}", ENTRY, part.found.wait_ids)),
    ]  # fmt: skip
    shares += _tracked(part, whole, texts, meant)
    for name, own, total, source in shares:
        if own.n:
            rest_of = wilson(max(0, total.count - own.count), max(0, total.n - own.n))
            apart = difference_cells(share_difference(own, rest_of), texts, scale=_PERCENT)
            yield name, share_cells(own, texts), apart, source


def _tracked(
    part: Part, whole: Scoped, texts: Texts, meant: Mapping[str, tuple[str, ...]]
) -> list[tuple[str, Proportion, Proportion, Source]]:
    """Of the tracked shoppers: who bought, met staff, was confused."""
    mine, every = part.found.figures.shoppers, whole.figures.shoppers
    sessions = frozenset(s.id for s in part.found.sessions if s.kind == SessionKind.OBSERVATION)
    rows = (
        ("conversion", CodeMeaning.PURCHASE, mine.conversion, every.conversion),
        ("interception", CodeMeaning.STAFF_CONTACT, mine.interception, every.interception),
        ("confusion", CodeMeaning.CONFUSION, mine.confusion, every.confusion),
    )
    return [
        (
            face_name(whole, key, texts),
            own,
            total,
            Source(
                f"{part.name}, {face_name(whole, key, texts).lower()}",
                ENTRY,
                sessions=sessions,
                where=(("code_id", meant.get(str(meaning), ())), ("shopper_id", "*")),
            ),
        )
        for key, meaning, own, total in rows
    ]


def answers_behind(part: Part, key: str) -> Source:
    """The answers a metric of one part is computed from."""
    ids = tuple(a.id for a in metric_answers(part.found, key))
    return Source(f"{part.name}, {key.upper()}", ANSWER, ids)


def _weighted(made: Maker, parts: list[Part], texts: Texts) -> None:
    """What the NPS would be if each most valued customer counted three times."""
    most, others = (part.found.figures.nps for part in parts)
    if not most.n or not others.n:
        return
    score: Nps = nps_of_counts(
        _WEIGHT * most.promoters + others.promoters,
        _WEIGHT * most.passives + others.passives,
        _WEIGHT * most.detractors + others.detractors,
    )
    name = texts.t("Most valued counted {n} times", n=_WEIGHT)
    value = NONE if score.value is None else words.trimmed(score.value, texts)
    ids = tuple(a.id for part in parts for a in metric_answers(part.found, "nps"))
    source = Source(f"{name}, NPS", ANSWER, ids)
    made.row((name, "NPS", value, NONE, NONE, texts.t("a view, no result of its own")), source)
