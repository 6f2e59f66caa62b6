# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""How the group of the sample study was led: the guide's times, cards, ideas, the lot, the summary."""

from collections.abc import Mapping
from typing import Any

from cxfield.i18n import Texts
from cxfield.model.session import Session
from cxfield.model.talk import Seat
from cxfield.services import group_room as room
from cxfield.services import group_summary as summary
from cxfield.services.demo.scenery import MINUTE, Scene
from cxfield.services.group_facts import group_facts
from cxfield.services.group_views import group_state, parts_of
from cxfield.storage import UnitOfWork

Row = Mapping[str, Any]


def lead(uow: UnitOfWork, scene: Scene, row: Row) -> None:
    """What the moderator did beside the talk."""
    session_id = scene.known.sessions["group"]
    seats = _seats(uow, scene, session_id)
    trait = row["trait"]
    people = [scene.known.people[code] for code in scene.method["focus_group"]["codes"]]
    room.change_sheet(
        uow,
        session_id=session_id,
        trait_field=trait["field"],
        trait_value=scene.say(trait["value"]),
        invited=people,
    )
    parts = parts_of(uow, uow.get(Session, session_id).guide_version_id)
    for part, minute in zip(parts, row["parts"], strict=True):
        room.go_to_part(uow, session_id=session_id, section_id=part.id, t_ms=minute * MINUTE)
    for slip in row["slips"]:
        room.mark_room(uow, session_id=session_id, kind=slip["kind"], t_ms=slip["minute"] * MINUTE)
    for parked in row["parked"]:
        text, t_ms = scene.say(parked["text"]), parked["minute"] * MINUTE
        room.park(uow, session_id=session_id, text=text, t_ms=t_ms, seat_id=seats[parked["seat"]])
    _cards(uow, scene, row, seats)
    _ideas(uow, scene, row, seats)


def _seats(uow: UnitOfWork, scene: Scene, session_id: str) -> dict[str, str]:
    codes = {person: code for code, person in scene.known.people.items()}
    found = uow.all(Seat, session_id=session_id)
    return {codes[seat.participant_id]: seat.id for seat in found if seat.participant_id in codes}


def _cards(uow: UnitOfWork, scene: Scene, row: Row, seats: Mapping[str, str]) -> None:
    session_id = scene.known.sessions["group"]
    for told in row["cards"]:
        name, text = scene.say(told["name"]), scene.say(told["text"])
        card = room.add_stimulus(uow, name=name, text=text, language=scene.language)
        for moment, minute in zip((room.BEFORE, room.AFTER), told["minute"], strict=True):
            for code, value in told[moment].items():
                room.rate_stimulus(
                    uow, session_id=session_id, stimulus_id=card.id, seat_id=seats[code], moment=moment,
                    value=value, t_ms=minute * MINUTE,
                )  # fmt: skip


def _ideas(uow: UnitOfWork, scene: Scene, row: Row, seats: Mapping[str, str]) -> None:
    session_id = scene.known.sessions["group"]
    made = []
    for told in row["ideas"]:
        text, t_ms = scene.say(told["text"]), told["minute"] * MINUTE
        idea = room.add_idea(uow, session_id=session_id, text=text, t_ms=t_ms, seat_id=seats[told["seat"]])
        made.append(idea.id)
        for code in told["votes"]:
            room.vote(uow, idea_id=idea.id, seat_id=seats[code], given=True)
    for code, order in row["orders"].items():
        room.rank(uow, session_id=session_id, seat_id=seats[code], ideas=[made[at] for at in order])


def sum_up(uow: UnitOfWork, scene: Scene, row: Row) -> None:
    """The summary of the same evening, filled in from the marks and finished by hand."""
    session_id = scene.known.sessions["group"]
    texts = Texts(scene.language)
    filled = summary.draft(group_facts(group_state(uow, session_id), texts), texts)
    own = {key: scene.say(row["summary"][key]) for key in ("main", "next")}
    summary.open_summary(uow, session_id=session_id, filled={**filled, **own})
    summary.rate_neutrality(uow, session_id=session_id, value=row["neutrality"]["value"])
    summary.note_neutrality(uow, session_id=session_id, text=scene.say(row["neutrality"]["note"]))
    uow.seal()
    summary.finish_summary(uow, session_id=session_id)
