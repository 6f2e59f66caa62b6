# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The facts that a scope lets through, and the report's own figures of them."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from cxfield.analysis import coverage as cov
from cxfield.analysis.ordinariness import Ordinariness
from cxfield.analysis.shoppers import ShopperSummary
from cxfield.analysis.tallies import Alike, ordinariness_of_counts, shopper_summary_of_counts
from cxfield.model.enums import SessionKind, SessionState
from cxfield.report.dataset import AnswerRow, ReportData, SessionRow
from cxfield.report.figures import MINUTE, PHASES, Figures, figures
from cxfield.report.material import Material
from cxfield.services.overview_counts import MEANT, Seen, Tally, Waited, meant_by, sign_of
from cxfield.services.overview_facts import Facts, Felt
from cxfield.services.overview_filter import Scope

__all__ = ["MINUTE", "PHASES", "Scoped", "scoped"]

_EVERYTHING = Scope()


@dataclass(frozen=True, slots=True)
class Scoped:
    """What is left of the facts, with the figures of a report of exactly that."""

    facts: Facts
    scope: Scope
    material: Material
    sessions: tuple[SessionRow, ...]
    planned: tuple[SessionRow, ...]
    felt: tuple[Felt, ...]
    answers: tuple[AnswerRow, ...]
    waits: Mapping[str, tuple[Waited, ...]]
    entries: int
    by_session: Mapping[str, int]
    settling: tuple[tuple[bool, Ordinariness], ...]
    tracked: int
    tallies: tuple[Tally, ...] = ()

    @property
    def figures(self) -> Figures:
        """The figures."""
        return self.material.figures

    @property
    def wait_ids(self) -> tuple[str, ...]:
        """The entries in which a tracked shopper waited."""
        return tuple(wait.id for mine in self.waits.values() for wait in mine)


def scoped(facts: Facts, scope: Scope = _EVERYTHING) -> Scoped:
    """Apply the conditions to everything and compute; nothing is asked of the file."""
    sessions = tuple(s for s in facts.sessions if _session_in(facts, scope, s))
    observed = (
        frozenset(s.id for s in sessions if s.kind == SessionKind.OBSERVATION)
        if not scope.segment and scope.valued is None
        else frozenset()
    )
    talk = {s.id: s for s in sessions if s.kind != SessionKind.OBSERVATION and not _phase_only(scope)}
    tallies, by_session = _tallies(facts, scope, observed)
    answers = tuple(
        a for a in facts.answers if a.session_id in talk and _person_in(facts, scope, a.participant)
    )
    felt = tuple(
        f for f in facts.felt if f.session_id in talk and _person_in(facts, scope, f.row.participant)
    )
    places = {session.id: session.site for session in sessions}
    waits = _waits(facts, scope, {key: places[key] for key in observed})
    shown = tuple(s for s in sessions if s.id in observed or s.id in talk)
    data = _data(facts, scope, shown, answers, felt)
    minutes = {site: tuple(wait.minutes for wait in mine) for site, mine in waits.items()}
    shoppers = _Shoppers(places, _seen(facts, scope, observed), minutes)
    result = _filled(figures(data), data, by_session, shoppers, tallies)
    return Scoped(
        facts,
        scope,
        Material(data, result),
        shown,
        tuple(s for s in shown if s.state == SessionState.PLANNED),
        felt,
        answers,
        waits,
        sum(by_session.values()),
        by_session,
        tuple((part, _ordinary(t for t in tallies if t.settling is part)) for part in (False, True)),
        result.shoppers.tracked,
        tallies,
    )


def _tallies(
    facts: Facts, scope: Scope, observed: frozenset[str]
) -> tuple[tuple[Tally, ...], dict[str, int]]:
    """The entries in scope counted alike, and how many there are in each session."""
    tallies = tuple(
        t for t in facts.tallies if t.session_id in observed and _entry_in(scope, t.phase, t.settling)
    )
    by_session: dict[str, int] = {}
    for tally in tallies:
        by_session[tally.session_id] = by_session.get(tally.session_id, 0) + tally.n
    return tallies, by_session


def _waits(facts: Facts, scope: Scope, places: Mapping[str, str]) -> dict[str, tuple[Waited, ...]]:
    """The waits in scope of these sessions, by store."""
    found: dict[str, tuple[Waited, ...]] = {}
    for spell, mine in facts.waits.items():
        if spell.session_id in places and _entry_in(scope, spell.phase, bool(spell.settling)):
            site = places[spell.session_id]
            found[site] = (*found.get(site, ()), *mine)
    return found


def _data(
    facts: Facts,
    scope: Scope,
    sessions: tuple[SessionRow, ...],
    answers: tuple[AnswerRow, ...],
    felt: tuple[Felt, ...],
) -> ReportData:
    """What a report of the scope would be made of; entries and shoppers are counted already."""
    return ReportData(
        language=facts.locale,
        title=facts.title,
        created=dt.date.min,
        wait_limit_min=facts.wait_limit_min,
        sites=tuple(s for s in facts.sites if scope.site in ("", s.id)),
        sessions=sessions,
        people=tuple(person.row for person in facts.people.values()),
        questions=facts.questions,
        answers=answers,
        moments=tuple(f.row for f in felt),
        metrics=facts.metrics,
        findings=facts.findings,
    )


def spoken(found: Scoped) -> str:
    """The language that most of the interviews in scope were held in: words are counted in that."""
    talks = Counter(s.language for s in found.sessions if s.kind != SessionKind.OBSERVATION and s.done)
    known = [language for language, _ in talks.most_common() if language in ("fi", "en")]
    return known[0] if known else found.facts.locale


def _session_in(facts: Facts, scope: Scope, session: SessionRow) -> bool:
    link = facts.links[session.id]
    return (
        scope.site in ("", session.site)
        and scope.wave in ("", link.wave)
        and scope.channel in ("", link.channel)
        and (not scope.team or scope.team in link.teams)
    )


def _phase_only(scope: Scope) -> bool:
    return bool(scope.phase) or scope.settling is True


def _entry_in(scope: Scope, phase: str, settling: bool) -> bool:
    return scope.phase in ("", phase) and scope.settling in (None, settling)


def _person_in(facts: Facts, scope: Scope, person: str) -> bool:
    if not scope.segment and scope.valued is None:
        return True
    known = facts.people.get(person)
    if known is None:
        return False
    return scope.segment in ("", known.segment) and scope.valued in (None, known.valued)


def _ordinary(tallies: Iterable[Tally]) -> Ordinariness:
    counts: dict[tuple[int, bool], int] = {}
    for tally in tallies:
        key = (tally.ordinariness, bool(tally.chosen))
        counts[key] = counts.get(key, 0) + tally.n
    return ordinariness_of_counts(counts)


def _filled(
    found: Figures,
    data: ReportData,
    by_session: Mapping[str, int],
    shoppers: "_Shoppers",
    tallies: tuple[Tally, ...],
) -> Figures:
    sites = tuple(site.id for site in data.sites)
    where, limit = {s.id: s.site for s in data.sessions}, data.wait_limit_min
    return replace(
        found,
        ordinary=_ordinary(tallies),
        ordinary_by_site=tuple((k, _ordinary(t for t in tallies if where[t.session_id] == k)) for k in sites),
        ordinary_by_phase=tuple((k, _ordinary(t for t in tallies if t.phase == k)) for k in PHASES),
        coverage=cov.coverage(_coverage(data, by_session), sites, PHASES),
        shoppers=shoppers.summary(limit),
        shoppers_by_site=tuple((site, shoppers.summary(limit, site)) for site in sites),
        waits_by_site=tuple((site, shoppers.minutes(site)) for site in sites),
    )


def _coverage(data: ReportData, by_session: Mapping[str, int]) -> tuple[cov.CoverageSession, ...]:
    return tuple(
        cov.CoverageSession(
            s.site,
            s.phase,
            planned=bool(s.planned_on) or s.state == SessionState.PLANNED,
            done=s.done,
            entries=by_session.get(s.id, 0),
            minutes=(s.running_ms or s.length_ms or 0) / MINUTE,
        )
        for s in data.sessions
        if s.kind == SessionKind.OBSERVATION and s.site
    )


@dataclass(frozen=True, slots=True)
class _Shoppers:
    """The tracked shoppers and waits in scope."""

    places: Mapping[str, str]
    seen: Mapping[Seen, int]
    by_site: Mapping[str, tuple[float, ...]]

    def summary(self, limit_min: float, site: str = "") -> ShopperSummary:
        """Their figures, at one store or in all."""
        mine = (
            Alike(n, *meant_by(seen))
            for seen, n in self.seen.items()
            if site in ("", self.places[seen.session_id])
        )
        return shopper_summary_of_counts(mine, self.minutes(site), limit_min)

    def minutes(self, site: str = "") -> tuple[float, ...]:
        """Their waits."""
        if not site:
            return tuple(minutes for mine in self.by_site.values() for minutes in mine)
        return self.by_site.get(site, ())


def _seen(facts: Facts, scope: Scope, observed: frozenset[str]) -> dict[Seen, int]:
    """What was seen of shoppers in the phases in scope."""
    kept = "".join(
        sign_of(meaning, phase, settling)
        for meaning in MEANT
        for phase in PHASES
        for settling in (False, True)
        if _entry_in(scope, phase, settling)
    )
    found: dict[Seen, int] = {}
    for seen, n in facts.shoppers.items():
        if seen.session_id in observed:
            signs = "".join(sorted(set(seen.signs).intersection(kept)))
            key = seen._replace(signs=signs)
            found[key] = found.get(key, 0) + n
    return found
