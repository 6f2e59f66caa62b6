# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""How parts of the study differ (stores, segments, teams, channels, roles); how waves follow each other."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from cxfield.analysis.comparison import nps_difference, share_difference
from cxfield.analysis.nps import Nps, nps_of_counts
from cxfield.analysis.ordinariness import Ordinariness
from cxfield.analysis.proportion import Proportion, wilson
from cxfield.analysis.trend import TrendPoint, nps_trend, share_trend
from cxfield.i18n import Texts
from cxfield.model.enums import CodeMeaning, SessionKind
from cxfield.report import words
from cxfield.report.figures import scores
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
            waits=(),
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
        yield "NPS", nps_cells(mine.nps, texts, part=True), apart, _answers(part, "nps")
    efforts = {c.version.key: c.share for c in every.ces if c.share is not None}
    shares: list[tuple[str, Proportion, Proportion, Source]] = [
        ("CSAT", mine.csat.top2, every.csat.top2, _answers(part, "csat"))
    ]
    shares += [
        (
            face_name(whole, c.version.key, texts),
            c.share,
            efforts[c.version.key],
            _answers(part, c.version.key),
        )
        for c in mine.ces
        if c.share is not None and c.version.key in efforts
    ]
    waits = tuple(wait.id for _, wait in part.found.waits)
    entries = frozenset(t.session_id for t in part.found.tallies)
    shares += [
        (texts.t("Ordinary events"), mine.ordinary.ordinary, every.ordinary.ordinary,
         Source(f"{part.name}", ENTRY, sessions=entries)),
        (texts.t("Waits over the limit"), mine.waits.over, every.waits.over,
         Source(f"{part.name}, {texts.t('Waits over the limit').lower()}", ENTRY, waits)),
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


def _answers(part: Part, key: str) -> Source:
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


def trends(found: Scoped, texts: Texts) -> TableView:
    """NPS, CSAT, effort, ordinary entries and waits wave by wave, each against the wave before."""
    facts = found.facts
    waves = [wave for wave in facts.waves if found.scope.wave in ("", wave.id)]
    parts = [(wave.name, scoped(facts, replace(found.scope, wave=wave.id))) for wave in waves]
    columns = (
        texts.t("Metric"),
        texts.t("Wave"),
        texts.t("Result"),
        texts.t("95% interval"),
        "n",
        texts.t("Change"),
        "",
    )
    made = Maker("trend", texts.t("Change from wave to wave"), columns, left=2)
    clear: list[str] = []
    for name, points, share, sources in _trends(parts, texts):
        if not any(p.n for p in points):
            continue
        for point, source in zip(points, sources, strict=True):
            change, told = _change(point, texts, share=share)
            made.row((name, point.wave, *_point(point, texts, share=share), change, told), source)
            if told == texts.t("clear"):
                clear.append(f"{name}, {point.wave}: {change}")
    done = sum(bool(part.entries or part.answers) for _, part in parts)
    if clear:
        said = texts.t("Clear changes: {list}.", list="; ".join(clear))
    elif done < 2:  # noqa: PLR2004 - a change needs two waves
        said = texts.t("Fieldwork has been done in {n} wave: there is nothing to compare yet.", n=done)
    else:
        said = texts.t("No figure has changed clearly.")
    return made.view(said, said)


def trend_points(found: Scoped, texts: Texts) -> tuple[tuple[str, tuple[TrendPoint, ...], bool], ...]:
    """The trends themselves, for a chart: name, points, whether it is a share."""
    facts = found.facts
    parts = [(w.name, scoped(facts, replace(found.scope, wave=w.id))) for w in facts.waves]
    return tuple((name, points, share) for name, points, share, _ in _trends(parts, texts))


Trend = tuple[str, tuple[TrendPoint, ...], bool, tuple[Source, ...]]


def _trends(parts: list[tuple[str, Scoped]], texts: Texts) -> Iterable[Trend]:
    names = [name for name, _ in parts]
    own = [_numbers(part, "nps") for _, part in parts]
    yield (
        "NPS",
        nps_trend(list(zip(names, own, strict=True))),
        False,
        tuple(_answers(Part(name, part), "nps") for name, part in parts),
    )
    shares: Mapping[str, list[Proportion]] = {
        "CSAT": [part.figures.csat.top2 for _, part in parts],
        "CES": [_effort(part) for _, part in parts],
        texts.t("Ordinary events"): [_ordinary(part.figures.ordinary) for _, part in parts],
        texts.t("Waits over the limit"): [part.figures.waits.over for _, part in parts],
    }
    for title, found in shares.items():
        points = share_trend([(n, p.count, p.n) for n, p in zip(names, found, strict=True)])
        yield title, points, True, tuple(_source(title, Part(n, p), texts) for n, p in parts)


def _source(title: str, part: Part, texts: Texts) -> Source:
    if title == "CSAT":
        return _answers(part, "csat")
    if title == "CES":
        return _answers(part, next((c.version.key for c in part.found.figures.ces if c.n), "ces2"))
    if title == texts.t("Ordinary events"):
        return Source(part.name, ENTRY, sessions=frozenset(t.session_id for t in part.found.tallies))
    return Source(f"{part.name}, {title.lower()}", ENTRY, tuple(wait.id for _, wait in part.found.waits))


def _numbers(part: Scoped, kind: str) -> tuple[int, ...]:
    talks = {s.id for s in part.sessions if s.kind == SessionKind.INTERVIEW and s.done}
    staff = part.material.data.employees
    mine = [a for a in part.answers if a.session_id in talks and a.participant not in staff]
    return scores(part.material.data, mine, kind)


def _effort(part: Scoped) -> Proportion:
    found = [c.share for c in part.figures.ces if c.share is not None and c.n]
    return found[0] if found else wilson(0, 0)


def _ordinary(result: Ordinariness) -> Proportion:
    return result.ordinary


def _point(point: TrendPoint, texts: Texts, *, share: bool) -> tuple[str, str, str]:
    if point.value is None:
        return NONE, NONE, texts.number(point.n)
    scale = _PERCENT if share else 1.0
    value = texts.percent(point.value) if share else words.trimmed(point.value, texts)
    low, high = (None if end is None else end * scale for end in (point.low, point.high))
    return value, words.points_interval(low, high, texts), texts.number(point.n)


def _change(point: TrendPoint, texts: Texts, *, share: bool) -> tuple[str, str]:
    if point.change is None:
        return NONE, ""
    return difference_cells(point.change, texts, scale=_PERCENT if share else 1.0)
