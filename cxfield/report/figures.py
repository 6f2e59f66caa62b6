# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every figure of a report, computed once from its data; window and files print the same."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from cxfield.analysis import coverage as cov
from cxfield.analysis import ordinariness as ordi
from cxfield.analysis import shoppers as shop
from cxfield.analysis.emotions import EmotionPick, EmotionSummary, emotion_counts
from cxfield.analysis.expectation import Disconfirmation, net_disconfirmation
from cxfield.analysis.moments import MomentMean, MomentRating, moment_means
from cxfield.analysis.nps import Nps, nps
from cxfield.analysis.prevalence import Prevalence, prevalence
from cxfield.analysis.proportion import Proportion, wilson_of
from cxfield.analysis.satisfaction import Ces, Csat, ces, ces_version, csat
from cxfield.analysis.talk_balance import Talk, TalkBalance, talk_balance
from cxfield.model.enums import CodeMeaning, Expectation, Phase, SessionKind, SessionState
from cxfield.report.dataset import AnswerRow, EntryRow, FindingRow, QuestionRow, ReportData, ShopperRow
from cxfield.report.second_coding import Coded, coded_twice

MINUTE = 60_000
SMALL_SAMPLE = 30
PHASES = tuple(str(phase) for phase in Phase)
_EXPECTATIONS = frozenset(str(word) for word in Expectation)


@dataclass(frozen=True, slots=True)
class Issue:
    """A problem with its place in the order of importance."""

    finding: FindingRow
    result: Prevalence


@dataclass(frozen=True, slots=True)
class Figures:
    """The results that more than one chapter prints."""

    ordinary: ordi.Ordinariness
    ordinary_by_site: tuple[tuple[str | None, ordi.Ordinariness], ...]
    ordinary_by_phase: tuple[tuple[str | None, ordi.Ordinariness], ...]
    coverage: cov.Coverage
    shoppers: shop.ShopperSummary
    shoppers_by_site: tuple[tuple[str, shop.ShopperSummary], ...]
    waits_by_site: tuple[tuple[str, tuple[float, ...]], ...]
    moments: tuple[MomentMean, ...]
    moment_labels: dict[str, str]
    emotions: EmotionSummary
    nps: Nps
    nps_pooled: Nps | None
    csat: Csat
    ces: tuple[Ces, ...]
    expectation: Disconfirmation | None
    recommended: Proportion | None
    talk: TalkBalance | None
    issues: tuple[Issue, ...]
    twice: tuple[Coded, ...]

    @property
    def waits(self) -> shop.Waits:
        """All measured waits at the checkout."""
        return self.shoppers.waits

    @property
    def told(self) -> tuple[MomentMean, ...]:
        """The moments that somebody has told about."""
        return tuple(moment for moment in self.moments if moment.value is not None)


def figures(data: ReportData) -> Figures:
    """Compute every figure; entries of second codings and planned sessions are not there to begin with."""
    sites = tuple(site.id for site in data.sites)
    ratings = _ratings(data)
    shoppers = _shoppers(data)
    interviews = {session.id for session in data.customer_interviews}
    staff = {session.id for session in data.sessions if session.participant in data.employees}
    own = tuple(a for a in data.answers if a.session_id in interviews)
    group = tuple(a for a in data.answers if a.session_id not in interviews | staff)
    nps_own, nps_group = scores(data, own, "nps"), scores(data, group, "nps")
    told = tuple(m for m in data.moments if m.participant not in data.employees)
    labels = {moment.key: moment.label for moment in told}
    return Figures(
        ordinary=ordi.ordinariness(ratings),
        ordinary_by_site=ordi.by_site(ratings, sites),
        ordinary_by_phase=ordi.by_phase(ratings, PHASES),
        coverage=cov.coverage(_coverage_sessions(data), sites, PHASES),
        shoppers=shop.shopper_summary(shoppers, data.wait_limit_min),
        shoppers_by_site=shop.by_site(shoppers, data.wait_limit_min, sites),
        waits_by_site=tuple(
            (site, tuple(w for s in shoppers if s.site == site for w in s.waits_min)) for site in sites
        ),
        moments=moment_means(
            (MomentRating(m.key, m.participant, m.valence) for m in told if m.valence is not None),
            tuple(labels),
        ),
        moment_labels=labels,
        emotions=emotion_counts(
            EmotionPick(key, m.participant, intensity) for m in told for key, intensity in m.emotions
        ),
        nps=nps(nps_own),
        nps_pooled=nps((*nps_own, *nps_group)) if nps_group else None,
        csat=csat(scores(data, own, "csat")),
        ces=_ces(data, own),
        expectation=_expectation(own),
        recommended=_recommended(data, own),
        talk=_talk(data),
        issues=_issues(data.findings),
        twice=coded_twice(data),
    )


def score(value: Any) -> int | None:
    """The whole number in an answer, whichever way its type keeps it."""
    if isinstance(value, dict):
        value = value.get("value", value.get("score"))
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, int):
        return value
    return int(value) if isinstance(value, float) and value.is_integer() else None


def questions_of_type(data: ReportData, kind: str) -> tuple[QuestionRow, ...]:
    """The questions of one type; a type may have versions ("ces", "ces2")."""
    return tuple(q for q in data.questions if q.type == kind or q.settings.get("metric") == kind)


def scores(data: ReportData, answers: Iterable[AnswerRow], kind: str) -> tuple[int, ...]:
    """The numbers answered to questions of one type; skipped and "don't know" are no numbers."""
    wanted = {question.id for question in questions_of_type(data, kind)}
    found = (score(a.value) for a in answers if a.question_id in wanted and not a.skipped)
    return tuple(number for number in found if number is not None)


def _ratings(data: ReportData) -> tuple[ordi.Rating, ...]:
    places = {session.id: session.site for session in data.sessions}
    # Many entries, few kinds of them.
    made = lru_cache(maxsize=None)(ordi.Rating)
    return tuple(
        [made(e.ordinariness, e.chosen, e.phase, places.get(e.session_id) or None) for e in data.entries]
    )


def _coverage_sessions(data: ReportData) -> tuple[cov.CoverageSession, ...]:
    counted: dict[str, int] = {}
    for entry in data.entries:
        counted[entry.session_id] = counted.get(entry.session_id, 0) + 1
    return tuple(
        cov.CoverageSession(
            s.site,
            s.phase,
            planned=bool(s.planned_on) or s.state == SessionState.PLANNED,
            done=s.done,
            entries=counted.get(s.id, 0),
            minutes=(s.running_ms or s.length_ms or 0) / MINUTE,
        )
        for s in data.sessions
        if s.kind == SessionKind.OBSERVATION and s.site
    )


def _shoppers(data: ReportData) -> tuple[shop.Shopper, ...]:
    places = {session.id: session.site for session in data.sessions}
    events: dict[str, list[EntryRow]] = {}
    for entry in data.entries:
        if entry.shopper_id:
            events.setdefault(entry.shopper_id, []).append(entry)
    return tuple(_shopper(s, places.get(s.session_id, ""), events.get(s.id, ())) for s in data.shoppers)


def _shopper(shopper: ShopperRow, site: str, events: Iterable[EntryRow]) -> shop.Shopper:
    logged = tuple(events)
    meant = {entry.meaning for entry in logged}
    bought: bool | None = None
    if CodeMeaning.PURCHASE in meant:
        bought = True
    elif CodeMeaning.NO_PURCHASE in meant or shopper.out_t is not None:
        bought = False
    return shop.Shopper(
        site,
        bought,
        CodeMeaning.STAFF_CONTACT in meant,
        CodeMeaning.CONFUSION in meant,
        tuple(wait_minutes(e) for e in logged if e.meaning == CodeMeaning.CHECKOUT_WAIT and e.end_t_ms),
    )


def wait_minutes(entry: EntryRow) -> float:
    """The length of a wait in minutes."""
    return max(0, (entry.end_t_ms or entry.t_ms) - entry.t_ms) / MINUTE


def _ces(data: ReportData, answers: tuple[AnswerRow, ...]) -> tuple[Ces, ...]:
    found: dict[str, list[int]] = {}
    for question in data.questions:
        version = ces_key(question)
        if version:
            given = (score(a.value) for a in answers if a.question_id == question.id and not a.skipped)
            found.setdefault(version, []).extend(number for number in given if number is not None)
    return tuple(ces(numbers, ces_version(key)) for key, numbers in found.items())


def ces_key(question: QuestionRow) -> str:
    """The version of the effort question, or "" for another question."""
    if not question.type.startswith("ces"):
        return ""
    named = str(question.settings.get("version") or "")
    if named.isdigit():
        named = f"ces{named}"
    return named or (question.type if question.type != "ces" else "ces2")


def _expectation(answers: tuple[AnswerRow, ...]) -> Disconfirmation | None:
    known = [word for word in map(expectation_word, answers) if word]
    return net_disconfirmation(known) if known else None


def expectation_word(answer: AnswerRow) -> str:
    """How an expectation turned out, or "" for an answer about something else."""
    value = answer.value
    if isinstance(value, dict):
        value = value.get("value", value.get("choice"))
    return value if isinstance(value, str) and value in _EXPECTATIONS else ""


def _recommended(data: ReportData, answers: tuple[AnswerRow, ...]) -> Proportion | None:
    wanted = {q.id for q in data.questions if q.theme == "loyalty" and q.type.startswith("yes_no")}
    known = [yes for yes in (yes_no(a.value) for a in answers if a.question_id in wanted) if yes is not None]
    return wilson_of(known) if known else None


def yes_no(value: Any) -> bool | None:
    """A yes or no, whichever way it is kept."""
    if isinstance(value, dict):
        value = value.get("value", value.get("answer", value.get("choice")))
    if isinstance(value, bool):
        return value
    if value in ("yes", 1):
        return True
    return False if value in ("no", 0) else None


def _talk(data: ReportData) -> TalkBalance | None:
    seats = [seat for seat in data.seats if not seat.moderator and seat.code]
    if not seats:
        return None
    return talk_balance([Talk(seat.code, seat.seconds, seat.turns) for seat in seats])


def _issues(findings: Iterable[FindingRow]) -> tuple[Issue, ...]:
    found = [
        Issue(f, prevalence(min(f.affected, f.observed), f.observed, f.severity))
        for f in findings
        if f.issue and f.affected is not None and f.observed is not None and f.severity is not None
    ]
    # The most urgent first; what cannot be computed comes last.
    return tuple(sorted(found, key=lambda issue: -(issue.result.priority or 0.0)))
