# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The group of the sample study: six people, ninety minutes, uneven talk."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from cxfield.clock import Stamp
from cxfield.model.session import Session
from cxfield.services.demo.interviewing import welcome
from cxfield.services.demo.leading import lead, sum_up
from cxfield.services.demo.scenery import MINUTE, SECOND, Hand, Scene, facts, utc_ms
from cxfield.services.group import (
    answer_at_table,
    log_statement,
    log_turn,
    mark_agreement,
    quote_statement,
    seat_people,
    start_group,
    stop_group,
)
from cxfield.storage import UnitOfWork

Row = Mapping[str, Any]

#: Talk begins after the rules and ends before the thanks, in minutes; no turn is shorter than this, in s.
FIRST_MIN, LAST_MIN, SHORTEST_S = 7, 88, 3
HANDS_UP_MIN = 88
WELCOME_MIN = 15


@dataclass(frozen=True, slots=True)
class Spoken:
    """One turn at the table, in seconds of the session."""

    code: str
    start: int
    end: int


def run_group(scene: Scene) -> None:
    """Run the group: consents on paper, seats, turns, statements, one question by hand."""
    row = facts("group")
    session_id = scene.known.sessions["group"]
    with scene.at("H2", row["date"], row["time"], early_min=WELCOME_MIN) as hand:
        hand.do(lambda uow: _welcome(uow, scene))
        hand.until(utc_ms(row["date"], row["time"]))
        guide = scene.known.group_guide
        hand.do(lambda uow: uow.change(Session, session_id, guide_version_id=guide))
        started = hand.do(lambda uow: start_group(uow, session_id=session_id, stamp=uow.stamp()))
        begins = started.started_at or hand.clock.utc_ms
        hand.do(lambda uow: _talk(uow, scene, hand, row, begins))
        hand.do(lambda uow: lead(uow, scene, row))
        hand.until(begins + HANDS_UP_MIN * MINUTE)
        hand.do(lambda uow: _hands_up(uow, scene, session_id))
        hand.until(begins + row["minutes"] * MINUTE)
        notes = scene.say(row["notes"])
        hand.do(lambda uow: stop_group(uow, session_id=session_id, stamp=uow.stamp(), notes=notes))
        hand.until(utc_ms(row["date"], row["summary"]["time"]))
        hand.do(lambda uow: sum_up(uow, scene, row))


def _welcome(uow: UnitOfWork, scene: Scene) -> None:
    for person in facts("interviews")["people"]:
        if person["code"].startswith("F"):
            welcome(uow, scene, person)


def _talk(uow: UnitOfWork, scene: Scene, hand: Hand, row: Row, begins: int) -> None:
    session_id = scene.known.sessions["group"]
    told = scene.method["focus_group"]
    people = [scene.known.people[code] for code in told["codes"]]
    made = seat_people(uow, session_id=session_id, people=people)
    seats = dict(zip(told["codes"], (seat.id for seat in made if not seat.moderator), strict=True))
    turns = turns_of(told["codes"], told["turns"], told["talk_seconds"], scene.rng)
    for turn in turns:
        hand.until(begins + turn.end * SECOND)
        log_turn(
            uow,
            session_id=session_id,
            seat_id=seats[turn.code],
            t_ms=turn.start * SECOND,
            end_t_ms=turn.end * SECOND,
        )
    for said, moment in zip(row["statements"], _moments(row["statements"], turns), strict=True):
        stamp = Stamp(begins + moment, hand.clock.offset_min, _mono(hand, begins, moment), hand.clock.boot)
        _state(uow, scene, seats, said, stamp)


def _mono(hand: Hand, begins: int, moment: int) -> int:
    return hand.clock.mono_ms - (hand.clock.utc_ms - begins) + moment


def _state(uow: UnitOfWork, scene: Scene, seats: Mapping[str, str], said: Row, stamp: Stamp) -> None:
    made = log_statement(
        uow,
        session_id=scene.known.sessions["group"],
        seat_id=seats[said["seat"]],
        text=scene.say(said["text"]),
        stamp=stamp,
        verbatim=said.get("verbatim", False),
        polarity=said["polarity"],
        about_staff=said.get("about_staff", False),
        topics=list(said.get("topics", ())),
        marks=list(said.get("marks", ())),
    )
    for side, codes in ((1, said["agree"]), (-1, said["disagree"])):
        for code in codes:
            mark_agreement(uow, statement_id=made.id, seat_id=seats[code], side=side)
    scene.known.statements.append((said["seat"], said["text"]["fi"], made.id))
    if said.get("quote"):
        scene.known.quotes[said["seat"]] = quote_statement(uow, statement_id=made.id).id


def _hands_up(uow: UnitOfWork, scene: Scene, session_id: str) -> None:
    told = scene.method["focus_group"]
    for code, score in zip(told["codes"], told["nps"], strict=True):
        answer_at_table(
            uow,
            session_id=session_id,
            question_id=scene.known.questions["nps"],
            participant_id=scene.known.people[code],
            value=score,
        )


def turns_of(
    codes: Sequence[str], counts: Sequence[int], seconds: Sequence[int], rng: random.Random
) -> tuple[Spoken, ...]:
    """Share the talk out into turns, one after another: exactly so many turns and seconds for each."""
    queue = [
        (code, length)
        for code, count, total in zip(codes, counts, seconds, strict=True)
        for length in split(total, count, SHORTEST_S, rng)
    ]
    rng.shuffle(queue)
    free = (LAST_MIN - FIRST_MIN) * 60 - sum(seconds)
    pauses = split(free, len(queue), 0, rng)
    made, now = [], FIRST_MIN * 60
    for (code, length), pause in zip(queue, pauses, strict=True):
        now += pause
        made.append(Spoken(code, now, now + length))
        now += length
    return tuple(made)


def split(total: int, parts: int, least: int, rng: random.Random) -> list[int]:
    """Split a whole number into parts of at least `least` that add up to it."""
    cuts = sorted(rng.randint(0, total - parts * least) for _ in range(parts - 1))
    edges = [0, *cuts, total - parts * least]
    return [after - before + least for before, after in pairwise(edges)]


def _moments(statements: Sequence[Row], turns: Sequence[Spoken]) -> list[int]:
    """The moment of each statement (ms): in the speaker's turn nearest to when it was said."""
    moments = []
    for said in statements:
        own = [turn for turn in turns if turn.code == said["seat"]]
        nearest = min(own, key=lambda turn: abs(turn.start * SECOND - said["t"]))
        moments.append((nearest.start + 1) * SECOND)
    return moments
