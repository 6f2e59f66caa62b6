# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What people told, in tables: profiles, peak and end, reasons, struggles, service areas, groups."""

import statistics
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from cxfield.analysis.nps import NpsGroup, group, nps
from cxfield.analysis.peak_end import peak_end
from cxfield.analysis.satisfaction import Better, ces_version
from cxfield.i18n import Texts
from cxfield.methods.wording import without_score
from cxfield.report.figures import ces_key, questions_of_type, score, scores
from cxfield.report.service_areas import area_of, by_area
from cxfield.services.data_filter import ANSWER, MOMENT
from cxfield.services.overview_group import talk_tables
from cxfield.services.overview_said import customers, cut, said_tables, their_words
from cxfield.services.overview_scope import Scoped
from cxfield.services.overview_tables import NONE, Maker, Source, TableView, nps_cells, share_cells
from cxfield.storage import Reader

_STRUGGLE = 0.5
"""Effort answers on the wrong side of the middle of their scale are struggles."""


def people_tables(reader: Reader, found: Scoped, texts: Texts) -> tuple[TableView, ...]:
    """Every table of what was told in interviews, in the order they are read."""
    return (
        _profiles(found, texts),
        _peak_end(found, texts),
        _reasons(found, texts),
        _struggles(found, texts),
        _areas(found, texts),
        *said_tables(reader, found, texts),
        *talk_tables(reader, found, texts),
    )


def _profiles(found: Scoped, texts: Texts) -> TableView:
    """Who the people of each segment are, and how it went for them."""
    columns = (
        texts.t("Segment"),
        texts.t("People"),
        texts.t("Age and gender"),
        "NPS",
        texts.t("Mean feeling"),
        texts.t("Lowest moment"),
        texts.t("Their words"),
    )
    made = Maker("profiles", texts.t("Customer profiles"), columns)
    answers = customers(found)
    present = {a.participant for a in answers}
    segments = sorted({p.segment for code, p in found.facts.people.items() if code in present})
    data = found.material.data
    for segment in segments:
        codes = {c for c, p in found.facts.people.items() if p.segment == segment and c in present}
        mine = [a for a in answers if a.participant in codes]
        felt = [f for f in found.felt if f.row.participant in codes and f.row.valence is not None]
        result = nps(scores(data, mine, "nps"))
        about = segment or texts.t("no segment")
        made.row(
            (
                about,
                texts.number(len(codes)),
                _who(found, codes),
                nps_cells(result, texts, part=True)[0],
                _mean([f.row.valence or 0 for f in felt], texts),
                _lowest(felt, texts),
                their_words(found, mine),
            ),
            Source(about, ANSWER, tuple(a.id for a in mine)),
        )
    if made.empty:
        return made.view(texts.t("Nobody has been interviewed in this scope."))
    said = texts.tn("{n} segment has been heard.", "{n} segments have been heard.", len(segments))
    return made.view(said, texts.t("small groups: counts, no scores"))


def _who(found: Scoped, codes: set[str]) -> str:
    rows = [found.facts.people[code].row for code in codes]
    parts = []
    for values in ([r.age_band for r in rows], [r.gender for r in rows]):
        counted = Counter(value for value in values if value)
        parts.append(", ".join(f"{value} {n}" for value, n in sorted(counted.items())))
    return " · ".join(part for part in parts if part) or NONE


def _mean(values: Sequence[int], texts: Texts) -> str:
    return texts.signed(statistics.fmean(values), 1) if values else NONE


def _lowest(felt: Iterable[Any], texts: Texts) -> str:
    by_moment: dict[str, list[int]] = {}
    for one in felt:
        by_moment.setdefault(one.row.label, []).append(one.row.valence)
    if not by_moment:
        return NONE
    label, values = min(by_moment.items(), key=lambda pair: statistics.fmean(pair[1]))
    return f"{label.lower()} {texts.signed(statistics.fmean(values), 1)}"


def _peak_end(found: Scoped, texts: Texts) -> TableView:
    columns = (
        texts.t("Person"),
        texts.t("Strongest"),
        texts.t("End"),
        texts.t("Peak and end"),
        texts.t("Mean"),
        texts.t("Memory minus mean"),
        texts.t("Moments"),
    )
    made = Maker("peak-end", texts.t("Peak and end beside the mean"), columns)
    people: dict[str, list[Any]] = {}
    for one in found.felt:
        if one.row.valence is not None and one.row.participant not in found.material.data.employees:
            people.setdefault(one.row.participant, []).append(one)
    gaps = []
    for person in sorted(people):
        mine = people[person]
        result = peak_end([one.row.valence for one in mine])
        gaps.append((result.gap or 0.0, person))
        cells = (
            person,
            texts.signed(result.peak or 0.0),
            texts.signed(result.end or 0.0),
            texts.signed(result.value or 0.0, 1),
            texts.signed(result.mean or 0.0, 1),
            texts.signed(result.gap or 0.0, 1),
            texts.number(result.n),
        )
        made.row(cells, Source(person, MOMENT, tuple(one.id for one in mine)))
    if made.empty:
        return made.view(texts.t("Nobody has told yet how the moments of the journey felt."))
    gap, person = max(gaps, key=lambda pair: abs(pair[0]))
    said = texts.t("Memory and mean are furthest apart for {person}: {gap}.",
                   person=person, gap=texts.signed(gap, 1))  # fmt: skip
    return made.view(said, texts.t("strongest moment and last moment, of −5…+5"))


def _reasons(found: Scoped, texts: Texts) -> TableView:
    """The reasons people gave for their grade, by the group the grade puts them in."""
    columns = (texts.t("Group"), texts.t("People"), texts.t("Reasons"), texts.t("Commonest words"))
    made = Maker("reasons", texts.t("Reasons by NPS group"), columns)
    data, answers = found.material.data, customers(found)
    asked = {q.id for q in questions_of_type(data, "nps")}
    groups: dict[str, NpsGroup] = {}
    for a in answers:
        number = score(a.value) if a.question_id in asked and not a.skipped else None
        if number is not None:
            groups[a.participant] = group(number)
    names = {
        NpsGroup.PROMOTER: texts.t("Promoters"),
        NpsGroup.PASSIVE: texts.t("Passives"),
        NpsGroup.DETRACTOR: texts.t("Detractors"),
    }
    follow = {q.id for q in data.questions if q.follows_id in asked}
    for key, name in names.items():
        who = {person for person, mine in groups.items() if mine is key}
        reasons = [
            a
            for a in answers
            if a.participant in who and (a.question_id in follow or a.question_id in asked) and a.text.strip()
        ]
        if who:
            cells = (name, texts.number(len(who)), texts.number(len(reasons)), their_words(found, reasons))
            made.row(cells, Source(name, ANSWER, tuple(a.id for a in reasons)))
    if made.empty:
        return made.view(texts.t("Nobody has been asked whether they would recommend."))
    return made.view(texts.t("Read the reasons themselves: press a row."))


def _struggles(found: Scoped, texts: Texts) -> TableView:
    """Everyone whose effort answer is on the hard side of its own scale: who and where."""
    columns = (
        texts.t("Person"),
        texts.t("Where"),
        texts.t("Question"),
        texts.t("Grade"),
        texts.t("In own words"),
    )
    made = Maker("struggles", texts.t("Who found it hard, and where"), columns, left=3)
    data = found.material.data
    sites = {site.id: site.short for site in data.sites}
    places = {s.id: sites.get(s.site, NONE) for s in found.sessions}
    asked = 0
    for question in data.questions:
        key = ces_key(question)
        if not key:
            continue
        version = ces_version(key)
        middle = version.low + _STRUGGLE * (version.high - version.low)
        for a in customers(found):
            number = score(a.value) if a.question_id == question.id and not a.skipped else None
            if number is None:
                continue
            asked += 1
            hard = number < middle if version.better is Better.HIGH else number > middle
            if hard:
                grade = f"{number}/{version.high}"
                cells = (
                    a.participant,
                    places[a.session_id],
                    without_score(question.text),
                    grade,
                    cut(a.text) or NONE,
                )
                made.row(cells, Source(f"{a.participant}, CES", ANSWER, (a.id,)))
    if made.empty:
        return made.view(
            texts.t("Nobody found it hard.") if asked else texts.t("Nobody has been asked about effort.")
        )
    return made.view(texts.t("Ask what happened at that moment: press a row."), f"n = {asked}")


def _areas(found: Scoped, texts: Texts) -> TableView:
    """Satisfaction question by question: each asks about an area of the service."""
    columns = (
        texts.t("Service area"),
        texts.t("Satisfied (4–5)"),
        texts.t("95% interval"),
        texts.t("Mean"),
        "n",
    )
    made = Maker("areas", texts.t("Satisfaction by service area"), columns)
    data, answers = found.material.data, customers(found)
    lowest: tuple[float, str] | None = None
    for row in by_area(data, answers):
        result, mine = row.result, row.answers
        name = area_of(row.question, data.language) or without_score(row.question.text)
        mean = NONE if result.mean.value is None else texts.number(result.mean.value, 1)
        cells = (name, *share_cells(result.top2, texts), mean, texts.number(result.n))
        made.row(cells, Source(name, ANSWER, tuple(a.id for a in mine)))
        if lowest is None or (result.mean.value or 0.0) < lowest[0]:
            lowest = (result.mean.value or 0.0, name)
    if lowest is None:
        return made.view(texts.t("Nobody has been asked how satisfied they are."))
    return made.view(texts.t("The lowest: {area}.", area=lowest[1]))
