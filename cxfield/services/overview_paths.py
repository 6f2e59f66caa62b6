# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The journey in tables: stage by touchpoint and phase, the gap between channels, the three levels."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from cxfield.analysis.comparison import share_difference
from cxfield.analysis.expectation import expectations_by_group
from cxfield.analysis.nps import nps
from cxfield.analysis.proportion import wilson
from cxfield.analysis.satisfaction import csat
from cxfield.i18n import Texts, pick
from cxfield.model.enums import SessionKind
from cxfield.report import words
from cxfield.report.figures import expectation_word, scores
from cxfield.services.data_filter import ANSWER, ENTRY
from cxfield.services.overview_behind import metric_answers
from cxfield.services.overview_said import customers
from cxfield.services.overview_scope import PHASES, Scoped
from cxfield.services.overview_tables import (
    NONE,
    Maker,
    Source,
    TableView,
    difference_cells,
    nps_cells,
    share_cells,
)
from cxfield.services.plan_words import LEVELS
from cxfield.storage import Reader

_PERCENT = 100.0


class Logged(NamedTuple):
    """So many entries of one session, place, phase and tone."""

    session: str
    touchpoint: str
    phase: str
    tone: int
    n: int


def path_tables(reader: Reader, found: Scoped, texts: Texts) -> tuple[TableView, ...]:
    """Every table of the journey tab."""
    events = _events(reader, found)
    return (
        _map(found, events, texts),
        _channels(found, events, texts),
        _expected(found, texts),
        _digital(reader, events, texts),
        _levels(reader, found, events, texts),
    )


def _events(reader: Reader, found: Scoped) -> list[Logged]:
    """The entries in scope, counted by the database."""
    sessions = {s.id for s in found.sessions if s.kind == SessionKind.OBSERVATION}
    scope = found.scope
    rows = reader.sql(
        "SELECT session_id, coalesce(touchpoint_id, ''), phase, polarity, count(*), settling FROM entry "
        "WHERE NOT retired GROUP BY 1, 2, 3, 4, 6"
    )
    return [
        Logged(*row[:5])
        for row in rows
        if row[0] in sessions and scope.phase in ("", row[2]) and scope.settling in (None, bool(row[5]))
    ]


def _count(events: Iterable[Logged]) -> Counter[int]:
    """How many entries of each tone."""
    counted: Counter[int] = Counter()
    for event in events:
        counted[event.tone] += event.n
    return counted


def _tone(events: Iterable[Logged], texts: Texts) -> str:
    counted = _count(events)
    if not counted:
        return NONE
    return f"{texts.number(counted.total())} (+{counted[1]} −{counted[-1]})"


def _map(found: Scoped, events: list[Logged], texts: Texts) -> TableView:
    """Each stage of the journey with its touchpoints, phase by phase, and how its moments felt."""
    columns = (
        texts.t("Stage"),
        texts.t("Touchpoint"),
        *(words.phase(phase, texts) for phase in PHASES),
        texts.t("Felt, mean"),
    )
    made = Maker("map", texts.t("Journey map"), columns, left=2)
    stages = dict(found.facts.stages)
    of_session = {s.id: found.facts.links[s.id].stage for s in found.sessions}
    by_place: dict[tuple[str, str], list[Logged]] = {}
    for event in events:
        if event.touchpoint:
            by_place.setdefault((of_session.get(event.session, ""), event.touchpoint), []).append(event)
    felt: dict[str, list[int]] = {}
    for one in found.felt:
        if one.touchpoint and one.row.valence is not None:
            felt.setdefault(one.touchpoint, []).append(one.row.valence)
    order = [*stages, ""]
    worst: tuple[float, str] | None = None
    for stage in order:
        for touchpoint, name in found.facts.touchpoints:
            mine = by_place.get((stage, touchpoint), [])
            if not mine:
                continue
            cells = [_tone((e for e in mine if e.phase == phase), texts) for phase in PHASES]
            values = felt.get(touchpoint, [])
            mean = texts.signed(sum(values) / len(values), 1) if values else NONE
            label = stages.get(stage, NONE)
            made.row((label, name, *cells, mean), _source(name, mine, touchpoint_id=touchpoint))
            counted = _count(mine)
            tone = (counted[1] - counted[-1]) / counted.total()
            worst = min(worst or (tone, name), (tone, name))
    if worst is None:
        return made.view(texts.t("No event has been logged at a touchpoint."))
    note = texts.t("events, good and bad among them")
    return made.view(texts.t("The weakest touchpoint: {name}.", name=worst[1]), note)


def _channels(found: Scoped, events: list[Logged], texts: Texts) -> TableView:
    """What was logged and asked in each channel, side by side."""
    columns = (
        texts.t("Channel"),
        texts.t("Events"),
        texts.t("Bad"),
        texts.t("95% interval"),
        texts.t("Satisfied (4–5)"),
        "NPS",
        texts.t("Difference from the others"),
        "",
    )
    made = Maker("channels", texts.t("Gap between channels"), columns)
    channel = {s.id: found.facts.links[s.id].channel for s in found.sessions}
    used = dict.fromkeys(channel.values())
    data = found.material.data
    for key in used:
        mine = [e for e in events if channel.get(e.session) == key]
        others = [e for e in events if channel.get(e.session) != key]
        answers = [a for a in customers(found) if channel.get(a.session_id) == key]
        if not mine and not answers:
            continue
        tones, rest = _count(mine), _count(others)
        bad = wilson(tones[-1], tones.total())
        apart = share_difference(bad, wilson(rest[-1], rest.total()))
        grade = csat(scores(data, answers, "csat")).top2
        name = found.facts.names.get(key, key) if key else texts.t("no channel")
        cells = (
            name,
            texts.number(tones.total()),
            *share_cells(bad, texts),
            share_cells(grade, texts)[0],
            nps_cells(nps(scores(data, answers, "nps")), texts, part=len(used) > 1)[0],
            *difference_cells(apart, texts, scale=_PERCENT),
        )
        source = _source(name, mine) if mine else Source(name, ANSWER, tuple(a.id for a in answers))
        made.row(cells, source, strong=bool(apart.clear))
    if len(used) < 2:  # noqa: PLR2004 - a gap needs two
        return made.view(texts.t("Only one channel has been studied: give sessions a channel to compare."))
    return made.view(texts.t("difference of the share of bad events, in percentage points"))


def _expected(found: Scoped, texts: Texts) -> TableView:
    """How far expectations were met, by the channel of the interview."""
    columns = (
        texts.t("Channel"),
        texts.t("Fell short"),
        texts.t("95% interval"),
        texts.t("Met"),
        texts.t("Exceeded"),
        texts.t("Net"),
        texts.t("Difference from the others"),
        "",
    )
    made = Maker("expectations", texts.t("Expectations by channel"), columns)
    channel = {s.id: found.facts.links[s.id].channel for s in found.sessions}
    told = [(a, word) for a in customers(found) if not a.skipped and (word := expectation_word(a))]
    rows = expectations_by_group((channel[a.session_id], word) for a, word in told)
    for row in rows:
        name = found.facts.names.get(row.group, row.group) if row.group else texts.t("no channel")
        result = row.result
        cells = (
            name,
            *share_cells(result.share_fell_short, texts),
            words.of(result.met, result.n, texts),
            share_cells(result.share_exceeded, texts)[0],
            NONE if result.value is None else texts.signed(result.value),
            *difference_cells(row.apart, texts, scale=_PERCENT),
        )
        behind = tuple(a.id for a, _ in told if channel[a.session_id] == row.group)
        made.row(cells, Source(name, ANSWER, behind), strong=bool(row.apart.clear))
    if len(rows) < 2:  # noqa: PLR2004 - a gap needs two
        return made.view(
            texts.t("Only one channel has been studied: give sessions a channel to compare.")
            if rows
            else texts.t("Nothing has been asked about expectations in this scope.")
        )
    return made.view(texts.t("difference of the share that fell short, in percentage points"))


def _digital(reader: Reader, events: list[Logged], texts: Texts) -> TableView:
    columns = (
        texts.t("Touchpoints"),
        texts.t("Events"),
        texts.t("Good"),
        texts.t("Bad"),
        texts.t("95% interval"),
    )
    made = Maker("digital", texts.t("Digital and other touchpoints"), columns)
    digital = {row[0]: bool(row[1]) for row in reader.sql("SELECT id, digital FROM touchpoint")}
    for wanted, name in ((True, texts.t("Digital touchpoints")), (False, texts.t("Other touchpoints"))):
        mine = [e for e in events if e.touchpoint and digital.get(e.touchpoint, False) is wanted]
        if not mine:
            continue
        tones = _count(mine)
        good, bad = (wilson(tones[tone], tones.total()) for tone in (1, -1))
        cells = (name, texts.number(tones.total()), share_cells(good, texts)[0], *share_cells(bad, texts))
        made.row(cells, _source(name, mine, touchpoint_id=tuple(k for k in digital if digital[k] is wanted)))
    if made.empty:
        return made.view(texts.t("No event has been logged at a touchpoint."))
    return made.view(texts.t("Events on digital and other touchpoints."))


def _source(about: str, events: Iterable[Logged], **where: object) -> Source:
    """The entries of these sessions whose columns have these values."""
    return Source(about, ENTRY, sessions=frozenset(e.session for e in events), where=tuple(where.items()))


def _levels(reader: Reader, found: Scoped, events: list[Logged], texts: Texts) -> TableView:
    """The figures of each level beside each other: a good encounter may be part of a bad relationship."""
    columns = (texts.t("Level"), texts.t("Metric"), texts.t("Result"), texts.t("95% interval"))
    made = Maker("levels", texts.t("Relationship, journey and interaction"), columns, left=2)
    figures = _level_figures(found, texts)
    named = _metrics(reader, texts)
    for level, msgid in LEVELS.items():
        for kind, name in named.get(level, ()):
            known = figures.get(kind)
            if known is not None:
                made.row((texts.t(msgid), name, *known[0]), known[1])
    tones = _count(events)
    good = wilson(tones[1], tones.total())
    if events:
        made.row(
            (texts.t(LEVELS["interaction"]), texts.t("Good events"), *share_cells(good, texts)),
            _source(texts.t("Good events"), events, polarity=1),
        )
    values = [f for f in found.felt if f.row.valence is not None]
    if values:
        mean = sum(f.row.valence or 0 for f in values) / len(values)
        made.row(
            (texts.t(LEVELS["journey"]), texts.t("Mean of moments, −5…+5"), texts.signed(mean, 1), NONE),
            Source(texts.t("Mean of moments, −5…+5"), "moment", tuple(f.id for f in values)),
        )
    if made.empty:
        return made.view(texts.t("Nothing has been asked or observed in this scope."))
    return made.view(texts.t("A metric's level is chosen in the plan."))


def _level_figures(found: Scoped, texts: Texts) -> Mapping[str, tuple[tuple[str, str], Source]]:
    shown = found.figures

    def source(key: str) -> Source:
        return Source(key.upper(), ANSWER, tuple(a.id for a in metric_answers(found, key)))

    known: dict[str, tuple[tuple[str, str], Source]] = {}
    if shown.nps.n:
        known["nps"] = (nps_cells(shown.nps, texts, part=not found.scope.empty), source("nps"))
    if shown.csat.n:
        known["csat"] = (share_cells(shown.csat.top2, texts), source("csat"))
    for effort in shown.ces:
        if effort.share is not None and effort.n:
            known[effort.version.key] = (share_cells(effort.share, texts), source(effort.version.key))
            known.setdefault("ces", known[effort.version.key])
    return known


def _metrics(reader: Reader, texts: Texts) -> dict[str, list[tuple[str, str]]]:
    """The study's metrics by level: their type and name."""
    found: dict[str, list[tuple[str, str]]] = {}
    rows = reader.sql("SELECT level, type, name FROM metric WHERE NOT retired ORDER BY order_key, id")
    for level, kind, name in rows:
        found.setdefault(level, []).append((kind, pick(json.loads(name), texts.locale) or kind.upper()))
    return found
