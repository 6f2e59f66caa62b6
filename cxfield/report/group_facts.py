# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A focus group as plain values with its labels in one language, and every figure computed from it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from cxfield.analysis.agenda import Agenda, Part, agenda
from cxfield.analysis.group_opinions import (
    Agreement,
    Said,
    Shift,
    Topics,
    agreement_map,
    shift,
    topic_by_person,
)
from cxfield.analysis.ranking import IdeaRanks, rank_ideas
from cxfield.analysis.talk_balance import TalkBalance, talk_balance
from cxfield.analysis.turn_taking import Follows, Span, Spoken, follows, talk_of


@dataclass(frozen=True, slots=True)
class SeatFact:
    """Who sat there, by code, and when."""

    code: str
    moderator: bool = False
    spans: tuple[Span, ...] = ()
    quotes: bool | None = None


@dataclass(frozen=True, slots=True)
class SaidFact:
    """A statement; people are codes, topics and marks are keys."""

    id: str
    t_ms: int
    code: str
    text: str
    verbatim: bool = False
    polarity: int = 0
    topics: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()
    agree: tuple[str, ...] = ()
    disagree: tuple[str, ...] = ()
    about_staff: bool = False
    star: bool = False
    reply_to: str = ""


@dataclass(frozen=True, slots=True)
class CardFact:
    """A stimulus card and its ratings by code."""

    id: str
    name: str
    low: int
    high: int
    before: Mapping[str, float]
    after: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class IdeaFact:
    """An idea, whose it was, and how many hands went up for it."""

    id: str
    text: str
    code: str = ""
    votes: int = 0


@dataclass(frozen=True, slots=True)
class GroupFacts:
    """One group that was held, or goes on (`now_ms` is then its clock)."""

    session_id: str
    title: str
    day: date | None = None
    now_ms: int = 0
    planned_min: float = 90
    ended: bool = True
    seats: tuple[SeatFact, ...] = ()
    turns: tuple[Spoken, ...] = ()
    said: tuple[SaidFact, ...] = ()
    topics: tuple[tuple[str, str], ...] = ()
    parts: tuple[tuple[str, str, float], ...] = ()
    visits: tuple[tuple[int, str], ...] = ()
    moved: Mapping[str, float] = field(default_factory=dict)
    pauses: tuple[Span, ...] = ()
    slips: tuple[tuple[int, str], ...] = ()
    laughs: int = 0
    parked: tuple[tuple[str, str, bool], ...] = ()
    cards: tuple[CardFact, ...] = ()
    ideas: tuple[IdeaFact, ...] = ()
    orders: tuple[tuple[str, ...], ...] = ()
    neutrality: int | None = None
    neutrality_note: str = ""
    summary: tuple[tuple[str, str], ...] = ()
    summary_done: str = ""
    summary_late: bool = False
    series_id: str = ""
    series: str = ""
    trait: str = ""

    @property
    def people(self) -> tuple[SeatFact, ...]:
        """The participants."""
        return tuple(seat for seat in self.seats if not seat.moderator)

    def marked(self, key: str) -> tuple[SaidFact, ...]:
        """The statements with a mark; "staff" are the remarks on the staff."""
        return tuple(s for s in self.said if (s.about_staff if key == "staff" else key in s.marks))


@dataclass(frozen=True, slots=True)
class GroupFigures:
    """Everything that is computed from a group; `timed` says whether the guide's sections were followed."""

    talk: TalkBalance
    follows: Follows
    agreement: Agreement
    topics: Topics
    shifts: tuple[tuple[CardFact, Shift], ...]
    ranks: IdeaRanks
    agenda: Agenda
    timed: bool


def group_figures(facts: GroupFacts) -> GroupFigures:
    """Compute every figure of a group."""
    codes = [seat.code for seat in facts.people]
    moderators = frozenset(seat.code for seat in facts.seats if seat.moderator)
    spans = {seat.code: seat.spans for seat in facts.seats}
    said = [_said(item) for item in facts.said]
    return GroupFigures(
        talk=talk_balance(talk_of(codes, facts.turns, spans, facts.now_ms)),
        follows=follows([seat.code for seat in _round(facts.seats)], facts.turns, moderators),
        agreement=agreement_map(codes, said),
        topics=topic_by_person(codes, [key for key, _ in facts.topics], said),
        shifts=tuple(
            (card, shift(card.before, card.after, low=card.low, high=card.high))
            for card in facts.cards
            if card.before or card.after
        ),
        ranks=rank_ideas(
            [idea.id for idea in facts.ideas], facts.orders, {idea.id: idea.votes for idea in facts.ideas}
        ),
        agenda=agenda(
            [Part(key, minutes) for key, _, minutes in facts.parts],
            facts.visits,
            facts.now_ms,
            pauses=facts.pauses,
            moved=facts.moved,
            total_min=facts.planned_min,
            ended=facts.ended,
        ),
        timed=bool(facts.visits) and bool(facts.parts),
    )


@dataclass(frozen=True, slots=True)
class TopicTrend:
    """One fixed topic over the meetings of a panel: (meeting, statements, net tone or None)."""

    key: str
    label: str
    points: tuple[tuple[str, int, float | None], ...]


def topic_trends(groups: Sequence[GroupFacts]) -> tuple[TopicTrend, ...]:
    """The topics of a recurring panel from meeting to meeting, in the order given."""
    labels: dict[str, str] = {}
    for group in groups:
        labels.update(dict(group.topics))
    found = []
    for key, label in labels.items():
        points = []
        for group in groups:
            tones = [s.polarity for s in group.said if key in s.topics]
            points.append((group.title, len(tones), sum(tones) / len(tones) if tones else None))
        found.append(TopicTrend(key, label, tuple(points)))
    return tuple(found)


def _said(item: SaidFact) -> Said:
    sides = frozenset(item.agree), frozenset(item.disagree)
    return Said(item.id, item.code, *sides, item.topics, item.polarity)


def _round(seats: Sequence[SeatFact]) -> list[SeatFact]:
    """The moderators first, then everybody by code."""
    return sorted((s for s in seats if s.code), key=lambda s: (not s.moderator, len(s.code), s.code))
