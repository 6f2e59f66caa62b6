# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""More patterns of what was observed: settling-in, places and stays, codes together, what comes how soon."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from cxfield.analysis.comparison import share_difference
from cxfield.analysis.means import mean_t
from cxfield.analysis.ordinariness import Ordinariness
from cxfield.analysis.proportion import Proportion, wilson
from cxfield.analysis.time_budget import binned_shares, co_occurrence, latencies, synthetic_budget
from cxfield.analysis.visits import Stay, places
from cxfield.i18n import Texts, pick
from cxfield.model.enums import SessionKind
from cxfield.report import words
from cxfield.services.data_filter import ENTRY
from cxfield.services.overview_patterns import Event
from cxfield.services.overview_scope import Scoped
from cxfield.services.overview_tables import (
    NONE,
    Maker,
    Source,
    TableView,
    difference_cells,
    share_cells,
)
from cxfield.storage import Reader

_PERCENT, _MINUTE, _SECOND = 100.0, 60_000, 1000.0
_WINDOW = 10 * _MINUTE
_MOST, _MOST_PAIRS = 8, 10


def watched_tables(
    reader: Reader, found: Scoped, events: Sequence[Event], times: Mapping[str, float], texts: Texts
) -> tuple[TableView, ...]:
    """Every further table of the patterns tab."""
    names = {
        row[0]: pick(json.loads(row[1]), texts.locale) for row in reader.sql("SELECT id, name FROM code")
    }
    return (
        _ordinary(found, texts),
        _places(reader, found, texts),
        _zones(reader, found, texts),
        _together(events, names, texts),
        _latency(events, names, texts),
        _over_time(events, times, names, texts),
    )


def _ordinary(found: Scoped, texts: Texts) -> TableView:
    """The ordinary share by phase, with the settling-in time and without, chosen and default apart."""
    columns = (
        texts.t("Entries"),
        texts.t("Ordinary (1–2)"),
        texts.t("95% interval"),
        texts.t("Rating chosen"),
        texts.t("Default"),
        texts.t("Difference from the others"),
        "",
    )
    made = Maker("ordinary", texts.t("Ordinary events by phase and settling-in"), columns)
    shown = found.figures
    sessions = frozenset(t.session_id for t in found.tallies)
    rows: list[tuple[str, Ordinariness, Ordinariness | None]] = [(texts.t("All"), shown.ordinary, None)]
    rows += [
        (words.phase(str(phase), texts), result, shown.ordinary)
        for phase, result in shown.ordinary_by_phase
        if result.ordinary.n
    ]
    parts = dict(found.settling)
    if parts[True].ordinary.n and parts[False].ordinary.n:
        rows += [
            (texts.t("Settling-in time"), parts[True], shown.ordinary),
            (texts.t("After settling-in"), parts[False], shown.ordinary),
        ]
    for name, result, whole in rows:
        if not result.ordinary.n:
            continue
        apart = ("", "")
        if whole is not None:
            rest = _rest(whole.ordinary, result.ordinary)
            apart = difference_cells(share_difference(result.ordinary, rest), texts, scale=_PERCENT)
        cells = (
            name,
            *share_cells(result.ordinary, texts),
            texts.number(result.chosen),
            texts.number(result.default),
            *apart,
        )
        made.row(cells, Source(name, ENTRY, sessions=sessions) if whole is None else None)
    if made.empty:
        return made.view(texts.t("Nothing has been observed."))
    return made.view(texts.t("How many ratings are chosen says how far the share can be trusted."))


def _rest(whole: Proportion, part: Proportion) -> Proportion:
    return wilson(max(0, whole.count - part.count), max(0, whole.n - part.n))


def _stays(reader: Reader, found: Scoped) -> list[tuple[str, str, int, int, str]]:
    sessions = {s.id for s in found.sessions if s.kind == SessionKind.OBSERVATION}
    rows = reader.sql(
        "SELECT session_id, shopper_id, coalesce(touchpoint_id, zone_id), in_t, out_t FROM visit "
        "WHERE NOT retired AND out_t IS NOT NULL AND out_t >= in_t"
    )
    return [(row[1], row[2], row[3], row[4], row[0]) for row in rows if row[0] in sessions and row[2]]


def _places(reader: Reader, found: Scoped, texts: Texts) -> TableView:
    """Where tracked shoppers went: how many of them, how often, how long."""
    columns = (
        texts.t("Place"),
        texts.t("Came there"),
        texts.t("95% interval"),
        texts.t("Visits"),
        texts.t("Mean stay, min"),
        texts.t("In all, min"),
    )
    made = Maker("places", texts.t("Where tracked shoppers went"), columns)
    stays = _stays(reader, found)
    names = _place_names(reader, texts)
    tracked = found.tracked
    rows = places(
        (Stay(who, place, a, b) for who, place, a, b, _ in stays), max(tracked, len({s[0] for s in stays}))
    )
    entries = _entries_of_shoppers(reader, {s[0] for s in stays})
    for row in sorted(rows, key=lambda r: -r.penetration.count):
        came = {who for who, place, *_ in stays if place == row.place}
        cells = (
            names.get(row.place, row.place),
            *share_cells(row.penetration, texts),
            texts.number(row.visits),
            NONE if row.dwell_min.value is None else texts.number(row.dwell_min.value, 1),
            texts.number(row.total_min, 1),
        )
        ids = tuple(id_ for who in came for id_ in entries.get(who, ()))
        made.row(cells, Source(cells[0], ENTRY, ids))
    if made.empty:
        return made.view(texts.t("No stay of a tracked shopper has been logged."))
    return made.view(texts.t("A row opens the entries of the shoppers who came there."))


def _place_names(reader: Reader, texts: Texts) -> dict[str, str]:
    rows = [*reader.sql("SELECT id, name FROM touchpoint"), *reader.sql("SELECT id, name FROM zone")]
    return {key: pick(json.loads(name), texts.locale) for key, name in rows}


def _entries_of_shoppers(reader: Reader, who: set[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    rows = reader.sql(
        "SELECT shopper_id, id FROM entry WHERE NOT retired "
        "AND shopper_id IN (SELECT value FROM json_each(?))",
        json.dumps(sorted(who)),
    )
    for shopper, id_ in rows:
        found.setdefault(shopper, []).append(id_)
    return found


def _zones(reader: Reader, found: Scoped, texts: Texts) -> TableView:
    """How much was logged in each zone, and an hour of observing at its store."""
    columns = (texts.t("Zone"), texts.t("Store"), texts.t("Events"), texts.t("An hour"), texts.t("Share"))
    made = Maker("zones", texts.t("Density of zones"), columns, left=2)
    scope = found.scope
    sessions = {s.id: s for s in found.sessions if s.kind == SessionKind.OBSERVATION}
    rows = reader.sql(
        "SELECT id, session_id, zone_id, phase, settling FROM entry WHERE NOT retired AND zone_id IS NOT NULL"
    )
    kept = [
        row
        for row in rows
        if row[1] in sessions and scope.phase in ("", row[3]) and scope.settling in (None, bool(row[4]))
    ]
    hours = Counter[str]()
    for session in sessions.values():
        hours[session.site] += (session.running_ms or 0) / (60 * _MINUTE)  # type: ignore[assignment]
    zones = {key: (pick(json.loads(name), texts.locale), site) for key, name, site in
             reader.sql("SELECT id, name, site_id FROM zone")}  # fmt: skip
    by_zone: dict[str, list[str]] = {}
    for row in kept:
        by_zone.setdefault(row[2], []).append(row[0])
    for zone, ids in sorted(by_zone.items(), key=lambda pair: -len(pair[1])):
        name, site = zones.get(zone, (zone, ""))
        rate = texts.number(len(ids) / hours[site], 1) if hours[site] else NONE
        share = texts.percent(len(ids) / len(kept))
        made.row(
            (name, found.facts.names.get(site, ""), texts.number(len(ids)), rate, share),
            Source(name, ENTRY, tuple(ids)),
        )
    if made.empty:
        return made.view(texts.t("No entry has been logged in a zone."))
    return made.view(texts.t("Most was logged in {zone}.", zone=made.first))


def _spans(events: Iterable[Event]) -> dict[str, list[tuple[str, float, float]]]:
    found: dict[str, list[tuple[str, float, float]]] = {}
    for event in events:
        if event.end is not None and event.end > event.start:
            found.setdefault(event.session, []).append((event.code, float(event.start), float(event.end)))
    return found


def _together(events: Sequence[Event], names: Mapping[str, str], texts: Texts) -> TableView:
    """Pairs of states that were on at the same time."""
    columns = (
        texts.t("Code"),
        texts.t("Together with"),
        texts.t("Time together"),
        texts.t("Of the first's time"),
    )
    made = Maker("together", texts.t("Codes at the same time"), columns, left=2)
    total: Counter[tuple[str, str]] = Counter()
    for spans in _spans(events).values():
        for pair, ms in co_occurrence(spans).items():
            first, second = (str(code) for code in pair)
            total[min(first, second), max(first, second)] += round(ms)
    pairs = [(pair, ms) for pair, ms in total.most_common() if pair[0] != pair[1] and ms]
    for (first, second), ms in pairs[:_MOST_PAIRS]:
        own = total[first, first]
        ids = tuple(e.id for e in events if e.code in (first, second) and e.end is not None)
        share = texts.percent(ms / own) if own else NONE
        name = names.get(first, first)
        made.row((name, names.get(second, second), texts.stopwatch(ms), share), Source(name, ENTRY, ids))
    if made.empty:
        return made.view(texts.t("No two codes with a length were on at the same time."))
    return made.view(texts.t("{pair} were on together longest.", pair=made.first))


def _latency(events: Sequence[Event], names: Mapping[str, str], texts: Texts) -> TableView:
    """How long after a shopper's first entry each code first came."""
    columns = (texts.t("Code"), texts.t("Shoppers"), texts.t("Mean"), texts.t("Shortest"), texts.t("Longest"))
    made = Maker("latency", texts.t("How soon after a shopper was first seen"), columns)
    by_shopper: dict[str, list[Event]] = {}
    for event in events:
        if event.shopper:
            by_shopper.setdefault(event.shopper, []).append(event)
    gaps: dict[str, list[tuple[float, str]]] = {}
    for mine in by_shopper.values():
        start = min(e.start for e in mine)
        for code in dict.fromkeys(e.code for e in mine):
            later = [e for e in mine if e.code == code and e.start > start]
            _, each = latencies([start], [e.start for e in later])
            if later and each[0] is not None:
                gaps.setdefault(code, []).append((each[0], min(later, key=lambda e: e.start).id))
    for code, found in sorted(gaps.items(), key=lambda pair: sum(g for g, _ in pair[1]) / len(pair[1]))[
        :_MOST
    ]:
        values = [gap for gap, _ in found]
        said = (texts.stopwatch(round(v)) for v in (sum(values) / len(values), min(values), max(values)))
        name = names.get(code, code)
        made.row(
            (name, texts.number(len(values)), *said), Source(name, ENTRY, tuple(id_ for _, id_ in found))
        )
    if made.empty:
        return made.view(texts.t("No customer was followed through two events or more."))
    return made.view(texts.t("Soonest came {code}.", code=made.first))


def _over_time(
    events: Sequence[Event], times: Mapping[str, float], names: Mapping[str, str], texts: Texts
) -> TableView:
    """Share of time of the longest states, ten minutes at a time, over all sessions together."""
    spans = _spans(events)
    totals: Counter[str] = Counter()
    for mine in spans.values():
        for code, start, end in mine:
            totals[code] += round(end - start)
    codes = [code for code, _ in totals.most_common(_MOST)]
    longest = max(times.values(), default=0.0)
    count = min(12, int(-(-longest // _WINDOW)))
    heads = tuple(f"{n * 10}–{n * 10 + 10}" for n in range(count))
    columns = (texts.t("Code"), *heads, texts.t("Minute by minute, mean ± sd"))
    made = Maker("over-time", texts.t("Share of time by ten minutes of a session"), columns)
    for code in codes:
        on, seen = [0.0] * count, [0.0] * count
        windows: list[float] = []
        for session, length in times.items():
            mine = [span for span in spans.get(session, ()) if span[0] == code]
            shares = binned_shares(mine, length, _WINDOW).get(code, ())
            for place in range(min(count, int(-(-length // _WINDOW)))):
                width = min(_WINDOW, length - place * _WINDOW)
                seen[place] += width
                share = shares[place] if place < len(shares) else 0.0
                on[place] += (share or 0.0) * width
            every = synthetic_budget(mine, length, _MINUTE)
            windows += every[0].shares if every else (0.0,) * round(length / _MINUTE)
        cells = [texts.percent(a / b) if b else NONE for a, b in zip(on, seen, strict=True)]
        spread = mean_t(windows)
        even = NONE if spread.value is None else texts.percent(spread.value, 1)
        if spread.sd is not None:
            even += f" ± {texts.number(spread.sd * _PERCENT, 1)}"
        ids = tuple(e.id for e in events if e.code == code and e.end is not None)
        name = names.get(code, code)
        made.row((name, *cells, even), Source(name, ENTRY, ids))
    if made.empty:
        return made.view(texts.t("No code with a length has been logged."))
    return made.view(texts.t("Columns are minutes of the session."))
