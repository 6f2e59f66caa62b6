# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A group beside its talk: composition, the guide's clock, mistakes, cards, ideas, two laptops."""

import random
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from cxfield.clock import ManualClock
from cxfield.errors import UserError
from cxfield.i18n import Texts
from cxfield.ids import Ids
from cxfield.model.enums import ConsentItem, SessionState
from cxfield.model.group import GroupSheet
from cxfield.model.listening import Recording
from cxfield.model.people import Participant
from cxfield.model.session import Session
from cxfield.model.study import Quota
from cxfield.model.talk import Attachment, Seat, Turn
from cxfield.report.group_facts import group_figures, topic_trends
from cxfield.services import group as verbs
from cxfield.services import group_panels as panels
from cxfield.services import group_plan as plan
from cxfield.services import group_room as room
from cxfield.services import group_seats as table_verbs
from cxfield.services import group_sound as sound
from cxfield.services import group_summary as summary
from cxfield.services import interview_audio as audio
from cxfield.services.group_facts import group_facts, groups_of
from cxfield.services.group_line import leading_word, parse
from cxfield.services.group_views import GroupState, group_state
from cxfield.services.people import Profile, add_participant, record_consents, what_goes, withdraw
from cxfield.services.pooling import look_into, pool_files
from cxfield.services.study_setup import StudyPlan, create_study
from cxfield.storage import StudyFile
from cxfield.storage.log import everything
from cxfield.storage.pool import absorb

MIN = 60_000
EN = Texts("en")


@dataclass
class Table:
    """A group of four on a real file."""

    study: StudyFile
    clock: ManualClock
    id: str = ""
    people: dict[str, str] = field(default_factory=dict)

    def do(self, verb: Callable[..., Any], **values: Any) -> Any:
        return self.study.write(lambda uow: verb(uow, **values), label="x").result().value

    def of(self, verb: Callable[..., Any], **values: Any) -> Any:
        return self.do(verb, session_id=self.id, **values)

    @property
    def state(self) -> GroupState:
        return self.study.read(lambda reader: group_state(reader, self.id))

    def seat(self, code: str) -> str:
        return next(seat.id for seat in self.state.seats if seat.code == code)

    def talk(self, code: str, start: float, end: float, **values: Any) -> Any:
        span = {"t_ms": round(start * MIN), "end_t_ms": round(end * MIN)}
        return self.of(verbs.log_turn, seat_id=self.seat(code), **span, **values)

    def say(self, code: str, text: str, at: float = 0, **values: Any) -> Any:
        stamp = self.clock.stamp()
        values["t_ms"] = round(at * MIN)
        return self.of(verbs.log_statement, seat_id=self.seat(code), text=text, stamp=stamp, **values)

    def start(self) -> None:
        self.of(plan.begin, stamp=self.clock.stamp(), clock_id=f"clock-a{self.id}")


def make(path: Path, seed: int = 1) -> Table:
    clock = ManualClock(1_759_730_400_000)
    made = Table(StudyFile.create(path, clock=clock, ids=Ids(clock, random.Random(seed)), author="H1"), clock)
    made.do(create_study, plan=StudyPlan(title={"en": "Trial"}))
    made.id = made.do(plan.new_group, language="en").id
    for n, gender in ((1, "woman"), (2, "man"), (3, "woman"), (4, "woman")):
        person = made.do(add_participant, code=f"F{n}", profile=Profile(gender=gender, segment="regular"))
        made.do(
            record_consents,
            participant_id=person.id,
            answers={ConsentItem.PARTICIPATION: True, ConsentItem.AUDIO: n != 4, ConsentItem.QUOTES: True},
        )
        made.people[f"F{n}"] = person.id
    made.of(plan.invite_by_trait, field_name="segment", value="regular")
    return made


@pytest.fixture
def table(tmp_path: Path) -> Iterator[Table]:
    made = make(tmp_path / "a.cxf")
    yield made
    made.study.close()


# Composition


def test_people_are_invited_by_what_they_have_in_common_and_the_mix_is_checked(table: Table) -> None:
    table.do(add_participant, code="F5", profile=Profile(segment="other"))
    table.of(plan.set_mix, wishes=[{"field": "gender", "value": "man", "least": 2, "most": None}])
    made = table.study.read(lambda reader: plan.composition(reader, table.id))
    assert [c.code for c in made.invited] == ["F1", "F2", "F3", "F4"]
    assert made.spread["gender"] == {"woman": 3, "man": 1}
    assert [(line.n, line.met) for line in made.mix] == [(1, False)]
    wanted = Quota(name={"en": "Women of groups"}, field="gender", value="woman", target=4, counted="group")
    everybody = Quota(name={"en": "People of groups"}, target=8, counted="group", order_key="b")
    other = Quota(name={"en": "Interviews"}, target=8, counted="session", order_key="c")
    table.do(lambda uow: [uow.add(quota) for quota in (wanted, everybody, other)])
    made = table.study.read(lambda reader: plan.composition(reader, table.id))
    assert [(n, target) for _, n, target in made.quotas] == [(3, 4), (4, 8)]
    assert any("at least {least}" in note for note, _ in made.notes)
    stranger = next(c.id for c in made.candidates if c.code == "F5")
    table.of(plan.invite, participant_id=stranger, invited=True)
    made = table.study.read(lambda reader: plan.composition(reader, table.id))
    assert made.strangers == ("F5",)
    assert not made.ready, "F5 was not asked yet"


def test_a_group_of_one_can_be_held_and_says_what_cannot_be_computed(table: Table) -> None:
    for code in ("F2", "F3", "F4"):
        table.of(plan.invite, participant_id=table.people[code], invited=False)
    table.start()
    table.talk("F1", 0, 1)
    figures = group_figures(group_facts(table.state, EN))
    assert figures.talk.gini_normalised.reason is not None
    assert figures.talk.max_share.value == 1.0


def test_nobody_spoke_is_said_and_not_zero(table: Table) -> None:
    table.start()
    figures = group_figures(group_facts(table.state, EN))
    assert figures.talk.gini.reason is not None
    assert all(seat.share is None for seat in figures.talk.seats)


def test_a_recording_needs_everybody_and_stops_at_a_late_refusal(table: Table) -> None:
    table.start()
    with pytest.raises(UserError, match="F4 has not allowed it"):
        table.of(sound.begin_sound)
    assert table.study.read(lambda r: sound.may_record(r, table.id)) == ("F4",)
    assert not table.of(plan.consent, participant_id=table.people["F4"], item=ConsentItem.AUDIO, given=True)
    _record(table)
    assert table.state.sheet.audio == "on"
    assert table.of(plan.consent, participant_id=table.people["F2"], item=ConsentItem.AUDIO, given=False)
    assert table.state.sheet.audio == "stopped"
    assert table.of(sound.erase_sound) == 1
    assert table.study.read(lambda r: (r.all(Recording), r.all(Attachment))) == ([], [])
    assert table.study.check() == []


def test_who_is_erased_takes_the_sound_of_their_group_along(tmp_path: Path) -> None:
    here = make(tmp_path / "a.cxf")
    here.start()
    here.of(plan.consent, participant_id=here.people["F4"], item=ConsentItem.AUDIO, given=True)
    here.study.close()
    shutil.copy(here.study.path, tmp_path / "b.cxf")
    there = Table(StudyFile.open(tmp_path / "b.cxf", clock=here.clock, author="H2"), here.clock, here.id)
    _record(there)
    there.study.close()
    here.study = StudyFile.open(here.study.path, clock=here.clock)
    kept = _record(here)
    person = here.people["F2"]
    assert here.study.read(lambda r: what_goes(r, person)).recordings == 1
    here.do(withdraw, participant_id=person)
    assert here.study.read(lambda r: r.stored_size(kept.attachment_id or "")) == 0
    here.do(pool_files, sources=[look_into(there.study.path)])
    assert here.study.read(lambda r: (r.all(Recording), r.all(Attachment))) == ([], [])
    assert here.study.check() == []
    here.study.close()


def _record(table: Table) -> Recording:
    made: Recording = table.of(sound.begin_sound)
    assert made.attachment_id is not None
    table.do(audio.add_sound, attachment_id=made.attachment_id, data=b"\0\1" * audio.RATE)
    table.do(audio.end_recording, recording_id=made.id)
    return made


def test_a_panel_keeps_its_topics_and_people_and_shows_a_trend(table: Table) -> None:
    series = table.do(panels.make_series, name="Twelve customers", language="en")
    ids = [table.do(plan.new_group, series_id=series.id, language="en").id for _ in range(2)]
    table.do(room.change_sheet, session_id=ids[0], invited=list(table.people.values()))
    third = table.do(plan.new_group, series_id=series.id, language="en")
    assert len(table.study.read(lambda r: group_state(r, third.id)).sheet.invited) == 4
    for session_id, tone in ((ids[0], -1), (ids[1], 1)):
        table.id = session_id
        table.do(room.change_sheet, session_id=session_id, invited=list(table.people.values()))
        table.start()
        table.say("F1", "The price.", polarity=tone, topics=["price"])
        table.of(verbs.stop_group, stamp=table.clock.stamp())
    groups = table.study.read(lambda reader: groups_of(reader, EN))
    trend = next(t for t in topic_trends(groups) if t.key == "price")
    assert [(n, tone) for _, n, tone in trend.points] == [(1, -1.0), (1, 1.0)]
    assert groups[0].series == "Twelve customers"
    table.do(panels.set_topics, session_id=third.id, names=["price", " Parking "], language="en")
    fourth = table.do(plan.new_group, series_id=series.id, language="en")
    assert [topic["key"] for topic in table.study.read(lambda r: group_state(r, fourth.id)).sheet.topics] == [
        "price",
        "topic1",
    ]
    assert fourth.name == {"en": "Twelve customers 4"}
    assert fourth.planned_on == "2025-10-21", "twice a month: fifteen days after the last"
    table.do(panels.set_rhythm, series_id=series.id, times_a_month=1.0)
    fifth = table.do(plan.new_group, series_id=series.id, language="en")
    assert fifth.planned_on == "2025-11-20", "once a month from now on"
    table.do(panels.set_rhythm, series_id=series.id, times_a_month=0.0)
    assert table.do(plan.new_group, series_id=series.id, language="en").planned_on == ""


# At the table


def test_the_next_press_is_the_next_turn_and_an_overlap_ends_nothing(table: Table) -> None:
    table.start()
    one, two, three = (table.seat(code) for code in ("F1", "F2", "F3"))
    first = table.of(verbs.start_turn, seat_id=one, t_ms=0)
    second = table.of(verbs.start_turn, seat_id=two, t_ms=1000, ends=[first.id])
    table.of(verbs.start_turn, seat_id=three, t_ms=2000, ends=[])
    table.of(verbs.end_turns, t_ms=5000)
    assert [(t.t_ms, t.end_t_ms) for t in table.state.turns] == [(0, 1000), (1000, 5000), (2000, 5000)]
    assert second.end_t_ms is None


def test_who_comes_late_leaves_and_comes_back_has_a_share_of_their_presence(table: Table) -> None:
    table.of(plan.invite, participant_id=table.people["F4"], invited=False)
    table.start()
    table.talk("F1", 0, 10)
    table.of(table_verbs.arrive, participant_id=table.people["F4"], t_ms=10 * MIN)
    table.talk("F4", 10, 15)
    table.talk("F2", 15, 20)
    table.do(table_verbs.leave_table, seat_id=table.seat("F4"), t_ms=20 * MIN)
    table.talk("F3", 20, 30)
    figures = group_figures(group_facts(table.state, EN, now_ms=30 * MIN))
    shares = {seat.seat: seat.share for seat in figures.talk.seats}
    assert shares["F4"] == pytest.approx(5 / 10)
    assert shares["F1"] == pytest.approx(10 / 30)
    table.of(table_verbs.arrive, participant_id=table.people["F4"], t_ms=30 * MIN)
    assert table.state.seat(table.seat("F4")).spans(40 * MIN) == ((10 * MIN, 20 * MIN), (30 * MIN, 40 * MIN))  # type: ignore[union-attr]


def test_seats_mixed_up_are_corrected_for_what_was_logged(table: Table) -> None:
    table.start()
    early = table.talk("F1", 0, 1)
    table.talk("F1", 10, 12)
    said = table.say("F2", "Mine.", at=11)
    table.do(verbs.mark_agreement, statement_id=said.id, seat_id=table.seat("F1"), side=1)
    one, other = table.seat("F1"), table.seat("F2")
    assert table.do(table_verbs.swap_people, one_id=one, other_id=other, since_t=5 * MIN) == 2
    state = table.state
    assert [t.seat_id for t in state.turns] == [one, other]
    assert (state.statements[0].seat_id, state.statements[0].agree) == (one, frozenset({other}))
    assert state.turns[0].id == early.id
    table.study.undo().result()
    assert [t.seat_id for t in table.state.turns] == [one, one]


def test_what_was_given_privately_changes_over_with_the_seat(table: Table) -> None:
    table.start()
    card = table.do(room.add_stimulus, name="New sign", language="en")
    one, other = table.seat("F1"), table.seat("F2")
    for seat, value in ((one, 1), (other, 5)):
        table.of(room.rate_stimulus, stimulus_id=card.id, seat_id=seat, moment="before", value=value)
    table.do(table_verbs.swap_people, one_id=one, other_id=other)
    assert {r.seat_id: r.value for r in table.state.ratings} == {one: 5, other: 1}


def test_a_key_has_one_seat(table: Table) -> None:
    table.start()
    table.do(table_verbs.set_key, seat_id=table.seat("F1"), key="q")
    table.do(table_verbs.set_key, seat_id=table.seat("F2"), key="Q")
    keys = {seat.code: seat.key for seat in table.state.people}
    assert keys == {"F1": "2", "F2": "Q", "F3": "3", "F4": "4"}
    with pytest.raises(UserError, match="no seat key"):
        table.do(table_verbs.set_key, seat_id=table.seat("F1"), key="X")
    table.study.write(lambda uow: uow.change(Seat, table.seat("F1"), key="Q"), label="x").result()
    assert table.of(table_verbs.settle_keys) == 1
    assert len({seat.key for seat in table.state.seats}) == 5


def test_a_table_has_twelve_seats(table: Table) -> None:
    table.start()
    for n in range(5, 14):
        person = table.do(add_participant, code=f"F{n}")
        table.do(record_consents, participant_id=person.id, answers={ConsentItem.PARTICIPATION: True})
        arrive = {"participant_id": person.id, "t_ms": 0}
        if n <= 12:
            table.of(table_verbs.arrive, **arrive)
        else:
            with pytest.raises(UserError, match="full"):
                table.of(table_verbs.arrive, **arrive)
    assert len({seat.key for seat in table.state.people}) == 12
    assert len({seat.angle for seat in table.state.seats}) == 13


def test_minutes_are_moved_between_sections(table: Table) -> None:
    table.start()
    parts = table.state.parts
    assert sum(part.minutes for part in parts) == 90
    table.of(room.move_minutes, source=parts[4].id, target=parts[1].id, minutes=5)
    for number, minute in ((0, 0), (1, 8), (2, 20)):
        table.of(room.go_to_part, section_id=parts[number].id, t_ms=minute * MIN)
    agenda = group_figures(group_facts(table.state, EN, now_ms=25 * MIN)).agenda
    assert [(p.planned_min, p.used_min) for p in agenda.parts[:3]] == [(7, 8), (13, 12), (10, 5)]
    assert agenda.planned_min == 90
    with pytest.raises(UserError):
        table.of(room.move_minutes, source=parts[1].id, target=parts[1].id, minutes=5)


def test_pauses_stop_the_turn_and_the_guide(table: Table) -> None:
    table.start()
    table.of(verbs.start_turn, seat_id=table.seat("F1"), t_ms=0)
    table.of(verbs.pause_group, t_ms=2 * MIN)
    table.clock.advance(5 * MIN)
    table.of(verbs.resume_group, stamp=table.clock.stamp())
    assert table.state.turns[0].end_t_ms == 2 * MIN
    assert table.state.head.pauses == ((2 * MIN, 5 * MIN),)
    used = group_figures(group_facts(table.state, EN, now_ms=6 * MIN)).agenda.used_min
    assert used == pytest.approx(3)


def test_cards_are_rated_before_and_after_and_ideas_are_ranked(table: Table) -> None:
    table.start()
    card = table.do(room.add_stimulus, name="New sign", language="en")
    for code, before, after in (("F1", 2, 4), ("F2", 3, 3), ("F3", 3, 4)):
        for moment, value in (("before", before), ("after", after)):
            seat = table.seat(code)
            table.of(room.rate_stimulus, stimulus_id=card.id, seat_id=seat, moment=moment, value=value)
    with pytest.raises(UserError, match="between"):
        table.of(room.rate_stimulus, stimulus_id=card.id, seat_id=table.seat("F1"), moment="after", value=9)
    ideas = [table.of(room.add_idea, text=text, t_ms=0).id for text in ("Sign", "Queue time")]
    table.do(room.vote, idea_id=ideas[1], seat_id=table.seat("F1"), given=True)
    table.of(room.rank, seat_id=table.seat("F1"), ideas=ideas)
    table.of(room.rank, seat_id=table.seat("F2"), ideas=ideas[::-1])
    table.of(room.rank, seat_id=table.seat("F2"), ideas=ideas, how="hands")
    figures = group_figures(group_facts(table.state, EN))
    ((_, shift),) = figures.shifts
    assert (shift.change.value, shift.up, shift.same) == (1.0, 2, 1)
    assert figures.ranks.concordance.value == 1.0
    assert [row.votes for row in figures.ranks.ideas] == [0, 1]
    with pytest.raises(UserError, match="twice"):
        table.of(room.rank, seat_id=table.seat("F1"), ideas=[ideas[0], ideas[0]])


def test_the_summary_is_filled_from_the_marks_and_late_after_the_day(table: Table) -> None:
    table.start()
    table.talk("F1", 0, 10)
    said = table.say("F1", "I always look for the price first.", marks=["habit"], about_staff=True)
    table.do(verbs.mark_agreement, statement_id=said.id, seat_id=table.seat("F2"), side=1)
    table.of(room.park, text="Return fees", t_ms=0, seat_id=table.seat("F2"))
    table.of(room.mark_room, kind="slip", t_ms=0)
    table.of(verbs.stop_group, stamp=table.clock.stamp())
    filled = summary.draft(group_facts(table.state, EN), EN)
    assert "F1: I always look" in filled["habits"]
    assert filled["staff"] == filled["habits"]
    assert filled["parked"] == "– Return fees (F2)"
    assert "F1 took 100" in filled["mood"]
    assert "1 slip" in filled["mood"]
    table.of(summary.open_summary, filled=filled)
    table.of(summary.write_summary, field="main", text="Prices.")
    later = {"main": "something else", "staff": "– F1: a note that was pooled"}
    table.of(summary.open_summary, filled=later)
    assert table.state.sheet.summary["main"] == "Prices."
    assert table.state.sheet.summary["staff"] == later["staff"], "nobody has changed it: it follows the marks"
    table.of(summary.write_summary, field="staff", text="")
    table.of(summary.write_summary, field="staff", text="Ours.")
    table.of(summary.open_summary, filled=filled)
    assert table.state.sheet.summary["staff"] == "Ours."
    assert table.of(summary.finish_summary).done_at < table.state.sheet.due_at
    table.of(summary.reopen_summary)
    table.clock.advance(24 * 60 * MIN)
    table.of(summary.finish_summary)
    assert group_facts(table.state, EN).summary_late


def test_erasing_a_person_takes_their_seat_words_ratings_and_ranking_out(table: Table) -> None:
    table.start()
    card = table.do(room.add_stimulus, name="Sign", language="en")
    seat = table.seat("F2")
    table.say("F2", "Mine.")
    table.talk("F2", 0, 1)
    table.of(room.rate_stimulus, stimulus_id=card.id, seat_id=seat, moment="before", value=3)
    idea = table.of(room.add_idea, text="Mine", t_ms=0, seat_id=seat).id
    table.of(room.rank, seat_id=seat, ideas=[idea])
    table.study.write(lambda uow: uow.erase_person(table.people["F2"], "asked"), label="x").result()
    state = table.state
    assert "F2" not in [s.code for s in state.people]
    facts = group_facts(state, EN)
    assert (facts.said, facts.turns, facts.orders) == ((), (), ())
    assert not facts.cards[0].before
    assert table.study.check() == []


# The statement line


def test_the_line_reads_speaker_topic_mark_tone_and_quotation_marks() -> None:
    known = {"F3": "s3"}
    line = parse(
        '&f3 #pri #tapa :- "Aina liian kallista." ',
        seats=known,
        topics={"price": ["Hinta", "Price"]},
        marks={"habit": ["Tapa", "Habit"]},
    )
    assert (line.text, line.verbatim) == ("Aina liian kallista.", True)
    assert (line.seat_id, line.polarity, line.topics, line.marks) == ("s3", -1, ("price",), ("habit",))
    plain = parse("F9 says #what &F9", seats=known, topics={}, marks={})
    assert (plain.text, plain.seat_id) == ("F9 says #what &F9", None)


def test_a_leading_question_is_noticed() -> None:
    assert leading_word("Don't you think the queue is too long?", "en")
    assert not leading_word("What happened in the queue?", "en")


# Two laptops


def test_two_laptops_are_pooled_onto_one_clock(tmp_path: Path) -> None:
    first = make(tmp_path / "a.cxf")
    first.of(plan.set_table)
    first.study.close()
    path = shutil.copy(tmp_path / "a.cxf", tmp_path / "b.cxf")
    one = Table(StudyFile.open(tmp_path / "a.cxf", clock=first.clock, author="H1"), first.clock, first.id)
    other_clock = ManualClock(first.clock.utc_ms + 2_000, boot="other")
    two = Table(StudyFile.open(Path(path), clock=other_clock, author="H2"), other_clock, first.id)
    one.start()
    first.clock.advance(30_000)
    other_clock.advance(30_000)
    two.of(verbs.join_group, stamp=two.clock.stamp(), shown_ms=25_000, clock_id="clock-b")
    assert two.state.head.state is SessionState.PLANNED
    for code, start in (("F1", 1), ("F2", 2)):
        two.talk(code, start, start + 1, clock_id="clock-b")
    two.say("F1", "On the other laptop.", at=1.5, clock_id="clock-b")
    one.talk("F3", 1, 2, clock_id=f"clock-a{one.id}")
    two.of(verbs.leave_group, clock_id="clock-b", t_ms=5 * MIN)
    one.of(verbs.stop_group, stamp=one.clock.stamp())
    came = two.study.read(lambda reader: list(everything(reader.connection)))
    one.study.write(lambda uow: absorb(uow, came), label="Pool").result()
    state = one.state
    assert [t.clock_id for t in state.turns] == ["clock-b", "clock-b"], "one laptop's turns count, not both"
    gap = one.study.read(lambda r: room.clock_gap(r, session_id=one.id, clock_id="clock-b"))
    assert gap == 7_000, "its wall clock is 2 s ahead, and it was told 5 s too few"
    assert one.do(room.shift_clock, clock_id="clock-b", by_ms=5_000) == 3
    assert one.state.turns[0].t_ms == 65_000
    assert one.state.statements[0].t_ms == 95_000
    assert one.study.read(lambda r: room.clock_gap(r, session_id=one.id, clock_id="clock-b")) == 2_000
    one.of(room.change_sheet, turns_from=f"clock-a{one.id}")
    assert [t.seat_id for t in one.state.turns] == [one.seat("F3")]
    disagreements = one.study.read(lambda r: [s.state for s in r.all(Session)])
    assert disagreements == ["done"]
    assert len(one.study.read(lambda r: r.all(Turn))) == 3
    assert len(one.study.read(lambda r: r.all(GroupSheet))) == 1
    assert len(one.study.read(lambda r: r.all(Participant))) == 4
    one.study.close()
    two.study.close()
