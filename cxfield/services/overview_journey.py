# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The journey in figures: touchpoints by phase and tone, and the words of the answers."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import and_, func, select

from cxfield.analysis.keywords import Counted, Said, keywords, phrases
from cxfield.charts.heat import HeatCell, HeatRow, WordLine
from cxfield.i18n import Texts
from cxfield.model.capture import Entry
from cxfield.model.enums import SessionKind
from cxfield.model.registry import table_of
from cxfield.report import words
from cxfield.services.overview_scope import PHASES, Scoped, spoken
from cxfield.storage import Reader

_WORDS = 12


@dataclass(frozen=True, slots=True)
class JourneyView:
    """The heat map of touchpoints, and words and phrases with what they say together."""

    columns: tuple[str, ...]
    rows: tuple[HeatRow, ...]
    heat_alt: str
    words: tuple[WordLine, ...]
    phrases: tuple[WordLine, ...]
    counted: tuple[Counted, ...]
    answers: int


def journey(reader: Reader, found: Scoped, texts: Texts) -> JourneyView:
    """Ask for the tones of touchpoints and count the words of the answers in scope."""
    rows = _heat(reader, found, texts)
    said = [Said(a.id, a.participant, a.text) for a in found.answers if a.text.strip()]
    single = keywords(said, spoken(found), least=2)[:_WORDS]
    several = phrases(said, spoken(found))[:_WORDS]
    counted = (*single, *several)
    worst = min(
        (cell for row in rows for cell in row.cells if cell.n), key=lambda c: (c.tone, -c.n), default=None
    )
    return JourneyView(
        tuple(words.phase(phase, texts) for phase in _phases(found)),
        rows,
        texts.t("The weakest: {cell}.", cell=worst.label) if worst else texts.t("Nothing has been observed."),
        tuple(_word(row, place, texts) for place, row in enumerate(single)),
        tuple(_word(row, len(single) + place, texts) for place, row in enumerate(several)),
        counted,
        len(said),
    )


def _phases(found: Scoped) -> tuple[str, ...]:
    return tuple(phase for phase in PHASES if found.scope.phase in ("", phase))


def _heat(reader: Reader, found: Scoped, texts: Texts) -> tuple[HeatRow, ...]:
    table = table_of(Entry).c
    sessions = sorted(s.id for s in found.sessions if s.kind == SessionKind.OBSERVATION)
    tests = [table.retired.is_(False), table.touchpoint_id.is_not(None), table.session_id.in_(sessions)]
    if found.scope.settling is not None:
        tests.append(table.settling.is_(found.scope.settling))
    keys = (table.touchpoint_id, table.phase, table.polarity)
    query = select(*keys, func.count()).where(and_(*tests)).group_by(*keys)
    asked: Sequence[Any] = reader.select(query)
    tones: dict[tuple[str, str], list[int]] = {}
    for touchpoint, phase, polarity, n in asked:
        tones.setdefault((touchpoint, phase), [0, 0, 0])[polarity + 1] += n
    rows = []
    for key, name in found.facts.touchpoints:
        cells = tuple(
            _cell(key, name, phase, tones.get((key, phase), [0, 0, 0]), texts) for phase in _phases(found)
        )
        if any(cell.n for cell in cells):
            rows.append(HeatRow(name, cells))
    return tuple(rows)


def _cell(key: str, name: str, phase: str, tones: Sequence[int], texts: Texts) -> HeatCell:
    bad, _, good = tones
    said = texts.t("+{good} −{bad}", good=good, bad=bad)
    label = texts.t(
        "{touchpoint}, {phase}: {events}, {good} good, {bad} bad",
        touchpoint=name,
        phase=words.phase(phase, texts).lower(),
        events=texts.tn("{n} event", "{n} events", sum(tones)),
        good=good,
        bad=bad,
    )
    return HeatCell(sum(tones), good, bad, said, f"touchpoint:{key}:{phase}", label)


def _word(row: Counted, place: int, texts: Texts) -> WordLine:
    people = texts.tn("{n} person", "{n} people", row.people)
    forms = ", ".join(row.forms[:6])
    return WordLine(row.words, row.n, people, f"word:{place}", f"{forms}: {texts.number(row.n)}, {people}")
