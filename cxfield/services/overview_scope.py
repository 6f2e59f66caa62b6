# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The facts that a scope lets through, and the report's own figures of them."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from cxfield.analysis import coverage as cov
from cxfield.analysis import shoppers as shop
from cxfield.analysis.ordinariness import Ordinariness
from cxfield.analysis.tallies import ordinariness_of_counts
from cxfield.model.enums import CodeMeaning, SessionKind, SessionState
from cxfield.report.dataset import AnswerRow, ReportData, SessionRow
from cxfield.report.figures import MINUTE, PHASES, Figures, figures
from cxfield.report.material import Material
from cxfield.services.overview_facts import Event, Facts, Felt, Tally
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
    waits: tuple[tuple[str, Event], ...]
    entries: int
    by_session: Mapping[str, int]
    settling: tuple[tuple[bool, Ordinariness], ...]
    tracked: int

    @property
    def figures(self) -> Figures:
        """The figures."""
        return self.material.figures


def scoped(facts: Facts, scope: Scope = _EVERYTHING) -> Scoped:
    """Apply the conditions to everything and compute; nothing is asked of the file."""
    sessions = tuple(s for s in facts.sessions if _session_in(facts, scope, s))
    observed = (
        frozenset(s.id for s in sessions if s.kind == SessionKind.OBSERVATION)
        if not scope.segment
        else frozenset()
    )
    talk = {s.id: s for s in sessions if s.kind != SessionKind.OBSERVATION and not _phase_only(scope)}
    tallies = tuple(
        t for t in facts.tallies if t.session_id in observed and _entry_in(scope, t.phase, t.settling)
    )
    by_session: dict[str, int] = {}
    for tally in tallies:
        by_session[tally.session_id] = by_session.get(tally.session_id, 0) + tally.n
    answers = tuple(
        a for a in facts.answers if a.session_id in talk and _person_in(facts, scope, a.participant)
    )
    felt = tuple(
        f for f in facts.felt if f.session_id in talk and _person_in(facts, scope, f.row.participant)
    )
    events = tuple(
        e for e in facts.events if e.session_id in observed and _entry_in(scope, e.phase, e.settling)
    )
    tracked, waits = _shoppers(facts, events, observed)
    shown = tuple(s for s in sessions if s.id in observed or s.id in talk)
    data = ReportData(
        language=facts.locale,
        title=facts.title,
        created=dt.date.min,
        wait_limit_min=facts.wait_limit_min,
        sites=tuple(s for s in facts.sites if scope.site in ("", s.id)),
        sessions=shown,
        questions=facts.questions,
        answers=answers,
        moments=tuple(f.row for f in felt),
        metrics=facts.metrics,
        findings=facts.findings,
    )
    result = _filled(figures(data), data, by_session, tracked, tallies)
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
        len(tracked),
    )


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
    return not scope.segment or facts.segments.get(person) == scope.segment


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
    tracked: tuple[shop.Shopper, ...],
    tallies: tuple[Tally, ...],
) -> Figures:
    sites = tuple(site.id for site in data.sites)
    where = {s.id: s.site for s in data.sessions}
    return replace(
        found,
        ordinary=_ordinary(tallies),
        ordinary_by_site=tuple((k, _ordinary(t for t in tallies if where[t.session_id] == k)) for k in sites),
        ordinary_by_phase=tuple((k, _ordinary(t for t in tallies if t.phase == k)) for k in PHASES),
        coverage=cov.coverage(_coverage(data, by_session), sites, PHASES),
        shoppers=shop.shopper_summary(tracked, data.wait_limit_min),
        shoppers_by_site=shop.by_site(tracked, data.wait_limit_min, sites),
        waits_by_site=tuple(
            (site, tuple(w for s in tracked if s.site == site for w in s.waits_min)) for site in sites
        ),
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


def _shoppers(
    facts: Facts, events: tuple[Event, ...], observed: frozenset[str]
) -> tuple[tuple[shop.Shopper, ...], tuple[tuple[str, Event], ...]]:
    """The shoppers of these sessions, and every wait with its store."""
    places = {session.id: session.site for session in facts.sessions}
    logged: dict[str, list[Event]] = {}
    for event in events:
        logged.setdefault(event.shopper_id, []).append(event)
    found, waits = [], []
    for shopper_id, session_id, out_t in facts.shoppers:
        if session_id not in observed:
            continue
        mine = logged.get(shopper_id, [])
        site = places.get(session_id, "")
        queued = [e for e in mine if e.meaning == CodeMeaning.CHECKOUT_WAIT and e.end_t_ms]
        waits += [(site, event) for event in queued]
        found.append(_shopper(site, {e.meaning for e in mine}, out_t, tuple(map(wait_min, queued))))
    return tuple(found), tuple(waits)


def _shopper(site: str, meant: set[str], out_t: int | None, waits: tuple[float, ...]) -> shop.Shopper:
    bought: bool | None = None
    if CodeMeaning.PURCHASE in meant:
        bought = True
    elif CodeMeaning.NO_PURCHASE in meant or out_t is not None:
        bought = False
    return shop.Shopper(
        site, bought, CodeMeaning.STAFF_CONTACT in meant, CodeMeaning.CONFUSION in meant, waits
    )


def wait_min(event: Event) -> float:
    """The length of a wait in minutes."""
    return max(0, (event.end_t_ms or event.t_ms) - event.t_ms) / MINUTE
