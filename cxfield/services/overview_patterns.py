# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Patterns of what was observed: time and rate of each code, what follows what, how stores differ."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from cxfield.analysis.comparison import COUNTS_FIRST, share_difference
from cxfield.analysis.outcome import Value
from cxfield.analysis.proportion import wilson
from cxfield.analysis.sequences import LagAnalysis, lag_sequential
from cxfield.analysis.tallies import ordinariness_of_counts
from cxfield.analysis.time_budget import Budget, pooled, time_budget
from cxfield.charts.grid import GridRow
from cxfield.i18n import Texts, pick
from cxfield.model.enums import SessionKind
from cxfield.report import words
from cxfield.services.overview_scope import Scoped
from cxfield.storage import Reader

_MOST_CODES, _MOST_STEPS, _CLEAR, _LEAST = 12, 10, 1.96, 2
_SHUFFLES = 200
_MS = 1000.0


class Event(NamedTuple):
    """An entry with a code: times in ms of the session clock, the end of a point is None."""

    id: str
    session: str
    shopper: str
    code: str
    start: int
    end: int | None


@dataclass(frozen=True, slots=True)
class PatternsView:
    """Three tables with what they say in words."""

    time_columns: tuple[str, ...]
    time: tuple[GridRow, ...]
    time_alt: str
    step_columns: tuple[str, ...]
    steps: tuple[GridRow, ...]
    steps_alt: str
    small: bool
    site_columns: tuple[str, ...]
    sites: tuple[GridRow, ...]
    sites_alt: str
    observed_min: float


def patterns(reader: Reader, found: Scoped, texts: Texts) -> PatternsView:
    """Ask for the coded entries in scope and compute."""
    names = {row.id: pick(row.name, texts.locale) for row in reader.rows("code")}
    times = observed_times(found)
    events = coded(reader, found, times)
    budgets = budgets_of(events, times)
    steps = steps_of(events)
    return PatternsView(
        _time_columns(texts),
        tuple(_time_row(code, budget, names, texts) for code, budget in budgets.items()),
        _time_alt(budgets, names, texts),
        _step_columns(texts),
        tuple(_step_rows(steps, names, texts)),
        _steps_alt(steps, names, texts),
        steps.small,
        _site_columns(texts),
        *_sites(found, texts),
        sum(times.values()) / 60_000.0,
    )


def observed_times(found: Scoped) -> dict[str, float]:
    """True session time in ms of every observation in scope, pauses left out; of the chosen phase only."""
    wanted = found.scope.phase
    return {
        s.id: float(s.running_ms)
        for s in found.sessions
        if s.kind == SessionKind.OBSERVATION and s.running_ms and wanted in ("", s.phase)
    }


def coded(reader: Reader, found: Scoped, times: Mapping[str, float]) -> list[Event]:
    """The coded entries of these sessions, in order; without settling-in where the scope leaves it out."""
    settling = found.scope.settling
    rows = reader.sql(
        "SELECT id, session_id, shopper_id, code_id, t_ms, end_t_ms, settling, phase FROM entry "
        "WHERE NOT retired AND code_id IS NOT NULL ORDER BY session_id, t_ms, id"
    )
    return [
        Event(id_, session, shopper or "", code, start, end)
        for id_, session, shopper, code, start, end, early, phase in rows
        if session in times
        and settling in (None, bool(early))
        and found.scope.phase in ("", phase)
        and (end is None or end >= start)
    ]


def budgets_of(events: Iterable[Event], times: Mapping[str, float]) -> dict[str, Budget]:
    """The budget of each code over all sessions, the most used first."""
    by_session: dict[str, list[Event]] = {session: [] for session in times}
    for event in events:
        by_session[event.session].append(event)
    codes = dict.fromkeys(event.code for mine in by_session.values() for event in mine)
    parts: dict[str, list[tuple[Budget, float]]] = {code: [] for code in codes}
    for session, mine in by_session.items():
        spans = ((None, event.code, event.start, event.end) for event in mine)
        budget = time_budget(spans, times[session], (None,), tuple(codes))
        for code in codes:
            parts[code].append((budget[None, code], times[session]))
    found = {code: pooled(mine) for code, mine in parts.items()}
    return dict(sorted(found.items(), key=lambda pair: -pair[1].n))


def steps_of(events: Iterable[Event]) -> LagAnalysis:
    """What follows what within one tracked shopper's visit, among the commonest codes."""
    visits: dict[str, list[str]] = {}
    uses: dict[str, int] = {}
    for event in events:
        if event.shopper:
            visits.setdefault(event.shopper, []).append(event.code)
            uses[event.code] = uses.get(event.code, 0) + 1
    codes = sorted(uses, key=lambda code: (-uses[code], code))[:_MOST_CODES]
    kept = set(codes)
    sequences = [[code for code in visit if code in kept] for visit in visits.values()]
    first = lag_sequential(sequences, codes)
    few = first.small and sum(map(len, sequences)) < _MOST_CODES * 100
    return lag_sequential(sequences, codes, permutations=_SHUFFLES) if few else first


def _time_columns(texts: Texts) -> tuple[str, ...]:
    return (
        texts.t("Code"),
        texts.t("n"),
        texts.t("per hour"),
        texts.t("in all"),
        texts.t("mean"),
        texts.t("sd"),
        texts.t("share of time"),
        texts.t("between"),
    )


def _time_row(code: str, budget: Budget, names: Mapping[str, str], texts: Texts) -> GridRow:
    name = names.get(code, code)
    share = budget.share.value
    cells = (
        name,
        texts.number(budget.n),
        "–" if budget.rate.value is None else texts.number(budget.rate.value, 1),
        texts.stopwatch(round(budget.total)) if budget.durations else "–",
        _seconds(budget.mean, texts),
        _seconds(budget.sd, texts),
        "–" if share is None else texts.percent(share, 1),
        _seconds(budget.interval_mean, texts),
    )
    pairs = zip(_time_columns(texts)[1:], cells[1:], strict=True)
    said = "; ".join(f"{column} {cell}" for column, cell in pairs)
    return GridRow(cells, f"code:{code}", f"{name}: {said}")


def _seconds(value: Value, texts: Texts) -> str:
    return "–" if value.value is None else texts.t("{n} s", n=texts.number(value.value / _MS, 1))


def _time_alt(budgets: Mapping[str, Budget], names: Mapping[str, str], texts: Texts) -> str:
    if not budgets:
        return texts.t("No coded entries in this scope.")
    most = next(iter(budgets))
    said = texts.t("{code} was logged most often, {n} times.", code=names.get(most, most), n=budgets[most].n)
    shares = [(budget.share.value or 0.0, code) for code, budget in budgets.items() if budget.durations]
    if shares:
        share, code = max(shares)
        name, told = names.get(code, code), texts.percent(share, 1)
        said += " " + texts.t("{code} took most of the time, {share}.", code=name, share=told)
    return said


def _step_columns(texts: Texts) -> tuple[str, ...]:
    return (
        texts.t("First"),
        texts.t("Then"),
        texts.t("Times"),
        texts.t("By chance"),
        texts.t("Share of followers"),
        "z",
        "p",
    )


def _step_rows(found: LagAnalysis, names: Mapping[str, str], texts: Texts) -> list[GridRow]:
    told = [c for c in found.cells if c.count >= _LEAST and c.z is not None and c.z >= _CLEAR]
    told.sort(key=lambda c: -(c.z or 0.0))
    rows = []
    for cell in told[:_MOST_STEPS]:
        first, then = (names.get(str(code), str(code)) for code in (cell.given, cell.target))
        cells = (
            first,
            then,
            texts.number(cell.count),
            texts.number(cell.expected, 1),
            "–" if cell.probability is None else texts.percent(cell.probability),
            "–" if cell.z is None else texts.number(cell.z, 1),
            "–" if cell.p is None else texts.number(cell.p, 3),
        )
        label = texts.t("{first}, then {then}: {n} times", first=first, then=then, n=cell.count)
        rows.append(GridRow(cells, f"code:{cell.target}", label))
    return rows


def _steps_alt(found: LagAnalysis, names: Mapping[str, str], texts: Texts) -> str:
    rows = _step_rows(found, names, texts)
    if not found.n:
        return texts.t("No customer was followed through two events or more.")
    if not rows:
        return texts.t("No step was clearly commoner than chance would make it.")
    return texts.t("The clearest step: {step}.", step=rows[0].label)


def _site_columns(texts: Texts) -> tuple[str, ...]:
    return (
        texts.t("Store"),
        texts.t("Ordinary"),
        texts.t("Share"),
        texts.t("95% interval"),
        texts.t("Difference from the others"),
    )


def _sites(found: Scoped, texts: Texts) -> tuple[tuple[GridRow, ...], str]:
    """The ordinary share of each store, and how it differs from all others together."""
    places = {session.id: session.site for session in found.sessions}
    counts: dict[str, dict[tuple[int, bool], int]] = {}
    for tally in found.tallies:
        mine = counts.setdefault(places.get(tally.session_id, ""), {})
        key = (tally.ordinariness, tally.chosen)
        mine[key] = mine.get(key, 0) + tally.n
    shares = {site: ordinariness_of_counts(mine).ordinary for site, mine in counts.items()}
    rows, clear = [], []
    for site in found.facts.sites:
        own = shares.get(site.id)
        if own is None:
            continue
        others = [share for key, share in shares.items() if key != site.id]
        rest = wilson(sum(s.count for s in others), sum(s.n for s in others))
        apart = share_difference(own, rest)
        told = "–"
        if apart.value is not None and apart.low is not None and apart.high is not None:
            points = words.points_interval(100 * apart.low, 100 * apart.high, texts)
            told = f"{texts.signed(100 * apart.value, 0)} ({points})"
        share = "–" if own.share is None or own.n < COUNTS_FIRST else texts.percent(own.share)
        interval = words.share_interval(own, texts)
        counted = words.of(own.count, own.n, texts)
        label = f"{site.short}: {counted}, {interval}; {told}"
        cells = (site.short, counted, share, interval, told)
        rows.append(GridRow(cells, f"cell:{site.id}:", label, strong=bool(apart.clear)))
        if apart.clear:
            clear.append(site.short)
    if not rows:
        return (), texts.t("Nothing has been observed.")
    if not clear:
        return tuple(rows), texts.t("No store differs clearly from the others.")
    return tuple(rows), texts.t("Differs clearly from the others: {stores}.", stores=", ".join(clear))
