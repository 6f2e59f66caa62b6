# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A group: who sits where, who speaks, what is said, who agrees."""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxfield.clock import ManualClock
from cxfield.errors import UserError
from cxfield.ids import Ids
from cxfield.model.enums import ConsentItem, SessionKind
from cxfield.model.guide import Question, Section
from cxfield.model.talk import Answer, Extract, Seat, Turn
from cxfield.services import group as verbs
from cxfield.services.demo.discussing import split, turns_of
from cxfield.services.guides import make_starter_guide
from cxfield.services.people import add_participant, record_consents
from cxfield.services.study_setup import SessionPlan, StudyPlan, create_study, plan_session
from cxfield.storage import StudyFile


@dataclass
class Table:
    """A running group of three; F3 does not allow quotes."""

    study: StudyFile
    clock: ManualClock
    session_id: str = ""
    people: tuple[str, ...] = ()
    seats: tuple[str, ...] = ()

    def do(self, verb: Callable[..., Any], **values: Any) -> Any:
        return self.study.write(lambda uow: verb(uow, **values), label="test").result().value

    def rows(self, cls: type[Any], **equals: Any) -> list[Any]:
        return self.study.read(lambda reader: reader.all(cls, **equals))

    def say(self, seat: int, text: str, **values: Any) -> Any:
        stamp = self.clock.stamp()
        return self.do(
            verbs.log_statement,
            session_id=self.session_id,
            seat_id=self.seats[seat],
            text=text,
            stamp=stamp,
            **values,
        )


@pytest.fixture
def table(tmp_path: Path) -> Iterator[Table]:
    clock = ManualClock(1_759_730_400_000)
    study = StudyFile.create(tmp_path / "a.cxf", clock=clock, ids=Ids(clock, random.Random(1)), author="H2")
    made = Table(study, clock)
    made.do(create_study, plan=StudyPlan(title={"fi": "Kokeilu"}))
    made.session_id = made.do(plan_session, plan=SessionPlan(kind=SessionKind.GROUP)).id
    people = []
    for number in (1, 2, 3):
        person = made.do(add_participant, code=f"F{number}")
        consents = {ConsentItem.PARTICIPATION: True, ConsentItem.QUOTES: number != 3}
        made.do(record_consents, participant_id=person.id, answers=consents)
        people.append(person.id)
    made.people = tuple(people)
    made.do(verbs.start_group, session_id=made.session_id, stamp=clock.stamp())
    seats = made.do(verbs.seat_people, session_id=made.session_id, people=people)
    made.seats = tuple(seat.id for seat in seats if not seat.moderator)
    yield made
    study.close()


def test_the_table_has_a_moderator_and_a_key_for_each_participant(table: Table) -> None:
    seats = table.rows(Seat, order_by="angle")
    assert [(seat.moderator, seat.key, seat.angle) for seat in seats] == [
        (True, "M", 0.0),
        (False, "1", 90.0),
        (False, "2", 180.0),
        (False, "3", 270.0),
    ]


def test_who_has_not_agreed_gets_no_seat(table: Table) -> None:
    stranger = table.do(add_participant, code="F4")
    with pytest.raises(UserError, match="has not agreed"):
        table.do(verbs.seat_people, session_id=table.session_id, people=[stranger.id])


def test_a_new_speaker_ends_the_turn_before(table: Table) -> None:
    first = table.do(verbs.start_turn, session_id=table.session_id, seat_id=table.seats[0], t_ms=1000)
    second = table.do(verbs.start_turn, session_id=table.session_id, seat_id=table.seats[1], t_ms=5000)
    table.do(verbs.end_turn, turn_id=second.id, t_ms=9000)
    table.do(verbs.start_turn, session_id=table.session_id, seat_id=table.seats[2], t_ms=10_000)
    table.clock.advance(15_000)
    table.do(verbs.stop_group, session_id=table.session_id, stamp=table.clock.stamp())
    turns = {turn.seat_id: (turn.t_ms, turn.end_t_ms) for turn in table.rows(Turn)}
    assert first.seat_id == table.seats[0]
    spans = [(1000, 5000), (5000, 9000), (10_000, 15_000)]
    assert turns == dict(zip(table.seats, spans, strict=True))


def test_a_turn_does_not_end_before_it_begins(table: Table) -> None:
    with pytest.raises(UserError, match="cannot end before"):
        table.do(
            verbs.log_turn, session_id=table.session_id, seat_id=table.seats[0], t_ms=2000, end_t_ms=1000
        )


def test_a_statement_keeps_its_words_and_its_moment(table: Table) -> None:
    table.clock.advance(62_000)
    said = table.say(0, "  Noutopiste pitäisi nähdä jo ovelta. ", verbatim=True, polarity=-1)
    assert (said.text, said.t_ms, said.verbatim, said.polarity) == (
        "Noutopiste pitäisi nähdä jo ovelta.",
        62_000,
        True,
        -1,
    )
    with pytest.raises(UserError, match="is empty"):
        table.say(0, " ")


def test_agreement_is_one_mark_a_seat_and_never_the_speakers_own(table: Table) -> None:
    said = table.say(0, "Jonossa riittäisi tieto.")
    for seat, side in ((1, 1), (2, -1), (1, -1), (2, 0)):
        marked = table.do(verbs.mark_agreement, statement_id=said.id, seat_id=table.seats[seat], side=side)
    assert (marked.agree, marked.disagree) == ([], [table.seats[1]])
    with pytest.raises(UserError, match="own statement"):
        table.do(verbs.mark_agreement, statement_id=said.id, seat_id=table.seats[0], side=1)


def test_a_statement_is_quoted_only_when_its_speaker_allows_quotes(table: Table) -> None:
    allowed = table.do(verbs.quote_statement, statement_id=table.say(0, "Kyllä apua saa.").id)
    assert (allowed.text, allowed.quote, allowed.participant_id) == ("Kyllä apua saa.", True, table.people[0])
    with pytest.raises(UserError, match="has not allowed quotes"):
        table.do(verbs.quote_statement, statement_id=table.say(2, "En halua nimeäni.").id)
    assert len(table.rows(Extract)) == 1


def test_everyone_at_the_table_answers_the_same_question_once(table: Table) -> None:
    table.do(make_starter_guide)
    question = table.rows(Question, key="nps")[0]
    for person, score in zip((*table.people, table.people[0]), (10, 8, 5, 9), strict=True):
        table.do(
            verbs.answer_at_table,
            session_id=table.session_id,
            question_id=question.id,
            participant_id=person,
            value=score,
        )
    kept = {answer.participant_id: answer.value for answer in table.rows(Answer)}
    assert kept == dict(zip(table.people, (9, 8, 5), strict=True))
    with pytest.raises(UserError, match="not on the scale"):
        table.do(
            verbs.answer_at_table,
            session_id=table.session_id,
            question_id=question.id,
            participant_id=table.people[0],
            value=11,
        )


def test_the_discussion_guide_takes_ninety_minutes(table: Table) -> None:
    version = table.do(verbs.make_group_guide)
    minutes = [section.minutes for section in table.rows(Section, version_id=version.id)]
    assert sum(minutes) == 90
    assert version.published_at is not None


def test_only_a_planned_group_starts_and_only_a_running_one_takes_words(table: Table) -> None:
    with pytest.raises(UserError, match="cannot be started"):
        table.do(verbs.start_group, session_id=table.session_id, stamp=table.clock.stamp())
    table.do(verbs.stop_group, session_id=table.session_id, stamp=table.clock.stamp())
    with pytest.raises(UserError, match="is not running"):
        table.say(0, "Vielä yksi asia.")


@given(st.integers(1, 60), st.integers(0, 5), st.integers(0, 4000), st.integers())
def test_splitting_keeps_the_sum_and_the_least(parts: int, least: int, extra: int, seed: int) -> None:
    total = parts * least + extra
    made = split(total, parts, least, random.Random(seed))
    assert (len(made), sum(made)) == (parts, total)
    assert min(made) >= least


def test_shared_out_turns_never_overlap() -> None:
    turns = turns_of(("F1", "F2"), (20, 5), (400, 60), random.Random(3))
    assert all(before.end <= after.start for before, after in pairwise(turns))
    assert sum(turn.end - turn.start for turn in turns if turn.code == "F1") == 400
