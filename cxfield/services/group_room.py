# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is done in a group beside the talk: the guide's clock, marks, parking lot, cards, ideas, clocks."""

from collections.abc import Sequence
from typing import Any

from cxfield.errors import UserError
from cxfield.i18n import N_
from cxfield.ids import link_id, order_after
from cxfield.model.base import Record
from cxfield.model.group import (
    GroupClock,
    GroupMark,
    GroupSheet,
    GuidePart,
    Idea,
    IdeaRanking,
    Parked,
    Stimulus,
    StimulusRating,
)
from cxfield.model.session import Session
from cxfield.model.talk import Statement, Turn
from cxfield.storage import UnitOfWork
from cxfield.textclean import clean

#: The fixed topics of a consumer panel.
TOPICS: tuple[tuple[str, str, str], ...] = (
    ("price", "Hinta", "Price"),
    ("quality", "Laatu", "Quality"),
    ("service", "Palvelu", "Service"),
    ("ads", "Mainonta", "Advertising"),
)
#: What a statement may be, besides what it is about.
STATEMENT_MARKS: tuple[tuple[str, str], ...] = (
    ("habit", N_("Habit")),
    ("pattern", N_("Pattern")),
    ("suggestion", N_("Suggestion")),
    ("pain", N_("Pain point")),
)
LAUGH = "laugh"
SLIPS: tuple[tuple[str, str], ...] = (
    ("slip", N_("Slip")),
    ("opinion", N_("Own opinion")),
    ("leading", N_("Leading question")),
    ("interrupted", N_("Interrupted somebody")),
    ("judged", N_("Judged an answer")),
)
BEFORE, AFTER = "before", "after"


def default_topics() -> list[dict[str, Any]]:
    """The topics of a group that has none of its own."""
    return [{"key": key, "name": {"fi": fi, "en": en}} for key, fi, en in TOPICS]


def sheet_of(uow: UnitOfWork, session_id: str) -> GroupSheet:
    """The group's sheet, made when there is none; the same record on every laptop."""
    key = link_id("group_sheet", session_id)
    found = uow.find(GroupSheet, key)
    if found is not None:
        return found
    return uow.add(GroupSheet(id=key, session_id=session_id, topics=default_topics()))


def change_sheet(uow: UnitOfWork, *, session_id: str, **fields: Any) -> GroupSheet:
    """Change the plan or the notes of a group."""
    return uow.change(GroupSheet, sheet_of(uow, session_id).id, **fields)


def go_to_part(
    uow: UnitOfWork,
    *,
    session_id: str,
    section_id: str,
    t_ms: int,
    part_id: str = "",
    clock_id: str | None = None,
) -> GuidePart:
    """The discussion moves to a section of the guide."""
    return uow.add(
        GuidePart(id=part_id, session_id=session_id, section_id=section_id, t_ms=t_ms, clock_id=clock_id)
    )


def move_minutes(uow: UnitOfWork, *, session_id: str, source: str, target: str, minutes: float) -> GroupSheet:
    """Take planned minutes from one section and give them to another; the total stays."""
    if source == target:
        raise UserError(N_("Choose another section: the minutes would stay where they are."))
    sheet = sheet_of(uow, session_id)
    moved = dict(sheet.moved)
    moved[source] = moved.get(source, 0.0) - minutes
    moved[target] = moved.get(target, 0.0) + minutes
    return uow.change(GroupSheet, sheet.id, moved={key: value for key, value in moved.items() if value})


def mark_room(
    uow: UnitOfWork,
    *,
    session_id: str,
    kind: str,
    t_ms: int,
    mark_id: str = "",
    clock_id: str | None = None,
    text: str = "",
) -> GroupMark:
    """Mark a moment of the whole room: everyone laughs, or the moderator slips."""
    return uow.add(
        GroupMark(
            id=mark_id,
            session_id=session_id,
            kind=kind,
            t_ms=t_ms,
            clock_id=clock_id,
            text=clean(text).strip(),
        )
    )


def change_mark(uow: UnitOfWork, *, mark_id: str, kind: str) -> GroupMark:
    """Say which slip it was."""
    return uow.change(GroupMark, mark_id, kind=kind)


def park(
    uow: UnitOfWork,
    *,
    session_id: str,
    text: str,
    t_ms: int,
    seat_id: str | None = None,
    parked_id: str = "",
) -> Parked:
    """Put something in the parking lot."""
    words = clean(text).strip()
    if not words:
        raise UserError(N_("Write what is put in the parking lot."))
    return uow.add(Parked(id=parked_id, session_id=session_id, seat_id=seat_id, t_ms=t_ms, text=words))


def take_up(uow: UnitOfWork, *, parked_id: str, taken_up: bool) -> Parked:
    """Say that something parked was taken up after all, or not."""
    return uow.change(Parked, parked_id, taken_up=taken_up)


def drop(uow: UnitOfWork, *, cls: type[Record], record_id: str) -> None:
    """Take out a mark, an idea, a parked matter or a card."""
    uow.remove(cls, record_id)


def add_stimulus(
    uow: UnitOfWork,
    *,
    name: str,
    text: str = "",
    image_id: str | None = None,
    language: str = "fi",
    high: int = 5,
) -> Stimulus:
    """Add a card that every group is shown."""
    words = clean(name).strip()
    if not words:
        raise UserError(N_("Give the card a name."))
    last = max((card.order_key for card in uow.all(Stimulus)), default="")
    said = clean(text).strip()
    return uow.add(
        Stimulus(
            name={language: words},
            text={language: said} if said else {},
            image_id=image_id,
            high=high,
            order_key=order_after(last),
        )
    )


def word_stimulus(uow: UnitOfWork, *, stimulus_id: str, text: str, language: str) -> Stimulus:
    """Write the text of a card, as it is typed."""
    card = uow.get(Stimulus, stimulus_id)
    return uow.type_in(Stimulus, stimulus_id, text={**card.text, language: clean(text)})


def picture_stimulus(uow: UnitOfWork, *, stimulus_id: str, picture: Any) -> Stimulus:
    """Put a picture on a card: a file, its bytes or one that was read already."""
    from cxfield.services.attachments import add_picture

    made = add_picture(uow, picture=picture, subject="paper")
    return uow.change(Stimulus, stimulus_id, image_id=made.id)


def rate_stimulus(
    uow: UnitOfWork,
    *,
    session_id: str,
    stimulus_id: str,
    seat_id: str,
    moment: str,
    value: int,
    t_ms: int = 0,
) -> StimulusRating:
    """Keep how one person rates a card before or after the discussion; the latest word counts."""
    card = uow.get(Stimulus, stimulus_id)
    if not card.low <= value <= card.high:
        raise UserError(
            N_("The rating {value} is not between {low} and {high}."),
            value=value,
            low=card.low,
            high=card.high,
        )
    key = link_id("stimulus_rating", session_id, stimulus_id, seat_id, moment)
    if uow.find(StimulusRating, key) is not None:
        return uow.change(StimulusRating, key, value=value, t_ms=t_ms)
    return uow.add(
        StimulusRating(
            id=key,
            session_id=session_id,
            stimulus_id=stimulus_id,
            seat_id=seat_id,
            moment=moment,
            value=value,
            t_ms=t_ms,
        )
    )


def add_idea(
    uow: UnitOfWork, *, session_id: str, text: str, t_ms: int, seat_id: str | None = None, idea_id: str = ""
) -> Idea:
    """Write down an idea that can be voted on and ranked."""
    words = clean(text).strip()
    if not words:
        raise UserError(N_("Write the idea first."))
    last = max((idea.order_key for idea in uow.all(Idea, session_id=session_id)), default="")
    return uow.add(
        Idea(
            id=idea_id,
            session_id=session_id,
            seat_id=seat_id,
            t_ms=t_ms,
            text=words,
            order_key=order_after(last),
        )
    )


def vote(uow: UnitOfWork, *, idea_id: str, seat_id: str, given: bool) -> Idea:
    """Count a raised hand for an idea, or take it back."""
    idea = uow.get(Idea, idea_id)
    votes = [seat for seat in idea.votes if seat != seat_id]
    return uow.change(Idea, idea_id, votes=[*votes, seat_id] if given else votes)


def rank(
    uow: UnitOfWork, *, session_id: str, seat_id: str, ideas: Sequence[str], how: str = "private"
) -> IdeaRanking:
    """Keep one person's order of the ideas, the best first; a later one replaces it."""
    known = {idea.id for idea in uow.all(Idea, session_id=session_id)}
    if not set(ideas) <= known or len(set(ideas)) != len(ideas):
        raise UserError(N_("The order names an idea twice or one that is gone. Rank them again."))
    key = link_id("idea_ranking", session_id, seat_id)
    if uow.find(IdeaRanking, key) is not None:
        return uow.change(IdeaRanking, key, ideas=list(ideas), how=how)
    return uow.add(IdeaRanking(id=key, session_id=session_id, seat_id=seat_id, ideas=list(ideas), how=how))


def clock_gap(uow: Any, *, session_id: str, clock_id: str) -> int:
    """How much the group's clock is ahead of a second laptop's, by the wall clocks of both (ms)."""
    session = uow.get(Session, session_id)
    other = uow.get(GroupClock, clock_id)
    if not session.clock or not other.clock:
        return 0
    own_zero = session.clock[0]["utc"] - session.clock[0]["t"]
    its_zero = other.clock[0]["utc"] - other.clock[0]["t"] - other.shifted_ms
    return int(its_zero - own_zero)


def shift_clock(uow: UnitOfWork, *, clock_id: str, by_ms: int) -> int:
    """Move everything that a second laptop logged on the group's clock; returns how many records."""
    clock = uow.get(GroupClock, clock_id)
    moved = 0
    kinds: tuple[type[Any], ...] = (Turn, Statement, GuidePart, GroupMark)
    for cls in kinds:
        for row in uow.all(cls, session_id=clock.session_id, clock_id=clock_id):
            fields = {"t_ms": max(0, row.t_ms + by_ms)}
            end = getattr(row, "end_t_ms", None)
            if end is not None:
                fields["end_t_ms"] = max(fields["t_ms"], end + by_ms)
            uow.change(cls, row.id, **fields)
            moved += 1
    uow.change(GroupClock, clock_id, shifted_ms=clock.shifted_ms + by_ms)
    return moved
