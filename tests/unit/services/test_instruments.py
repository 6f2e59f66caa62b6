# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Counters, watches and sampled looks beside the log of a session."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from cxfield.clock import ManualClock
from cxfield.errors import UserError
from cxfield.methods.instruments import COUNTERS, METHODS, TALLIES, Method, TimingKind
from cxfield.model.codes import Code
from cxfield.model.enums import Phase
from cxfield.model.sampling import Sample, SamplePlan, Tally, Timing
from cxfield.model.session import Session
from cxfield.model.study import Site, Zone
from cxfield.services import instrument_views as views
from cxfield.services import instruments as verbs
from cxfield.services import observation as obs
from cxfield.services import observation_shapes as shapes
from cxfield.services.instrument_shapes import Instruments
from cxfield.services.study_setup import StudyPlan, start_store_study
from cxfield.storage import StudyFile, UnitOfWork

NOON = 1_791_200_000_000
MINUTE = 60_000


@dataclass
class Field:
    """A session that runs, with two zones."""

    file: StudyFile
    clock: ManualClock
    session: str = ""
    codes: tuple[str, ...] = ()
    zones: tuple[str, ...] = ()
    queueing: str = ""

    def do(self, verb: Any, **arguments: Any) -> Any:
        return self.file.write(lambda uow: verb(uow, **arguments), label="x").result(10).value

    def now(self, verb: Any, **arguments: Any) -> Any:
        return self.do(verb, stamp=self.clock.stamp(), **arguments)

    def view(self) -> Instruments:
        return self.file.read(lambda r: views.instruments(r, self.session, "en"))

    def all(self, cls: Any) -> list[Any]:
        return self.file.read(lambda r: r.all(cls))


@pytest.fixture
def field(tmp_path: Path) -> Iterator[Field]:
    clock = ManualClock(NOON)
    file = StudyFile.create(tmp_path / "a.cxf", clock=clock)

    def fill(uow: UnitOfWork) -> tuple[str, tuple[str, ...]]:
        start_store_study(uow, plan=StudyPlan(title={"en": "Stores"}))
        site = uow.add(Site(code="ESP", name={"en": "Espoo"}))
        names = (("Shelves", False), ("Till", False), ("Fitting room", True))
        zones = [
            uow.add(Zone(site_id=site.id, name={"en": name}, order_key=f"a{n}", no_observation=off))
            for n, (name, off) in enumerate(names)
        ]
        return site.id, tuple(zone.id for zone in zones)

    site, zones = file.write(fill, label="x").result(10).value
    made = Field(file, clock, zones=zones)
    start = shapes.Start(site_id=site)
    made.session = made.now(obs.start_session, start=start).id
    codes = file.read(lambda r: r.all(Code, order_by="order_key"))
    made.codes = tuple(code.id for code in codes if code.kind == "point")
    made.queueing = next(code.id for code in codes if code.kind == "state")
    yield made
    file.close()


def test_a_counter_keeps_the_time_of_every_press_and_takes_the_last_one_back(field: Field) -> None:
    for _ in range(3):
        field.clock.advance(MINUTE)
        field.now(verbs.count, session_id=field.session, key="door_in")
    field.now(verbs.count, session_id=field.session, key="staff_question")
    assert field.view().tallies == {"door_in": 3, "staff_question": 1}
    assert sorted(t.t_ms for t in field.all(Tally) if t.key == "door_in") == [MINUTE, 2 * MINUTE, 3 * MINUTE]
    gone = field.do(verbs.take_back, session_id=field.session, key="door_in")
    assert gone.t_ms == 3 * MINUTE
    assert field.view().tallies["door_in"] == 2
    assert field.do(verbs.take_back, session_id=field.session, key="door_out") is None


def test_nothing_is_counted_in_a_pause_but_what_was_pressed_before_it_is(field: Field) -> None:
    field.clock.advance(1000)
    before = field.clock.stamp()
    field.clock.advance(1000)
    field.now(obs.pause, session_id=field.session)
    field.clock.advance(1)
    with pytest.raises(UserError, match="paused"):
        field.now(verbs.count, session_id=field.session, key="door_in")
    field.do(verbs.count, session_id=field.session, key="door_in", stamp=before)
    assert field.view().tallies == {"door_in": 1}


def test_a_contact_has_a_time_to_response_and_a_later_one_to_resolution(field: Field) -> None:
    contact = field.now(verbs.start_timing, session_id=field.session, kind=TimingKind.CONTACT)
    field.clock.advance(20_000)
    field.now(verbs.respond, timing_id=contact.id)
    field.clock.advance(5_000)
    field.now(verbs.respond, timing_id=contact.id)
    field.clock.advance(40_000)
    done = field.now(verbs.finish_timing, timing_id=contact.id, first_contact=True)
    assert (done.start_t, done.response_t, done.end_t) == (0, 20_000, 65_000)
    assert (done.first_contact, done.reached) == (True, None)
    field.clock.advance(5_000)
    later = field.now(verbs.finish_timing, timing_id=contact.id, first_contact=False)
    assert (later.end_t, later.first_contact) == (65_000, False)


def test_tasks_run_side_by_side_and_say_whether_the_goal_was_reached(field: Field) -> None:
    one = field.now(
        verbs.start_timing, session_id=field.session, kind=TimingKind.TASK, name="Find a size\n", goal="Buy"
    )
    field.clock.advance(10_000)
    field.now(verbs.start_timing, session_id=field.session, kind=TimingKind.TASK, name="Check stock")
    field.now(verbs.finish_timing, timing_id=one.id, reached=True)
    second, first = field.view().timings
    assert (first.name, first.goal, first.end_t, first.reached) == ("Find a size", "Buy", 10_000, True)
    assert (second.name, second.end_t) == ("Check stock", None)


def test_all_ways_of_sampling_run_at_once_and_a_new_plan_replaces_its_like(field: Field) -> None:
    for facts in METHODS:
        targets = field.zones[:2] if facts.by_zone else field.codes[:2]
        field.now(
            verbs.start_sampling,
            session_id=field.session,
            method=facts.method,
            every_ms=facts.usual,
            targets=targets,
        )
    assert {plan.method for plan in field.view().plans} == set(Method)
    field.clock.advance(MINUTE)
    often = field.codes[:1]
    field.now(
        verbs.start_sampling, session_id=field.session, method=Method.SCAN, every_ms=30_000, targets=often
    )
    plans = field.view().plans
    assert len(plans) == len(METHODS)
    assert next(p for p in plans if p.method == Method.SCAN).every_ms == 30_000
    assert sorted(p.until_t for p in field.all(SamplePlan) if p.until_t is not None) == [MINUTE]


def test_a_look_is_answered_once_and_nothing_seen_is_an_answer(field: Field) -> None:
    plan = field.now(
        verbs.start_sampling,
        session_id=field.session,
        method=Method.SCAN,
        every_ms=30_000,
        targets=field.codes[:2],
    )
    assert field.view().plans[0].due(29_999) is None
    field.clock.advance(31_000)
    assert field.view().plans[0].due(31_000) == 30_000
    with pytest.raises(UserError, match="No look was due"):
        field.now(verbs.answer_look, plan_id=plan.id, due_t=60_000, found={})
    field.now(verbs.answer_look, plan_id=plan.id, due_t=30_000, found={field.codes[0]: 3, field.codes[1]: 0})
    assert field.view().plans[0].due(31_000) is None
    assert [(s.target_id, s.n, s.t_ms) for s in field.all(Sample)] == [(field.codes[0], 3, 31_000)]
    field.now(verbs.answer_look, plan_id=plan.id, due_t=30_000, found={"another": 4})
    assert [(s.target_id, s.n) for s in field.all(Sample)] == [("", 0)]


def test_the_log_itself_begins_the_answer(field: Field) -> None:
    def log(code: str) -> None:
        inherited = shapes.Inherited(field.session)
        field.now(
            obs.toggle_state if code == field.queueing else obs.log_event, inherited=inherited, code_id=code
        )

    targets = (field.queueing, *field.codes[:2])
    for method in (Method.SCAN, Method.PARTIAL, Method.WHOLE):
        field.now(
            verbs.start_sampling, session_id=field.session, method=method, every_ms=30_000, targets=targets
        )
    field.clock.advance(1_000)
    log(field.queueing)
    log(field.codes[0])
    field.clock.advance(70_000)

    def seen(method: Method, due: int) -> frozenset[str]:
        plan = next(p for p in field.view().plans if p.method == method)
        return field.file.read(lambda r: views.seen_in_log(r, field.session, plan, due))

    assert seen(Method.PARTIAL, 30_000) == {field.queueing, field.codes[0]}
    assert seen(Method.WHOLE, 30_000) == frozenset()
    assert seen(Method.WHOLE, 60_000) == {field.queueing}
    assert seen(Method.SCAN, 60_000) == {field.queueing}


def test_stopping_ends_watches_and_looks_and_says_so(field: Field) -> None:
    field.now(verbs.start_timing, session_id=field.session, kind=TimingKind.TASK)
    field.now(
        verbs.start_sampling,
        session_id=field.session,
        method=Method.SCAN,
        every_ms=30_000,
        targets=field.codes[:1],
    )
    field.clock.advance(45_000)
    field.now(obs.stop_session, session_id=field.session)
    timing, plan = field.all(Timing)[0], field.all(SamplePlan)[0]
    assert (timing.end_t, timing.closed_by_stop) == (45_000, True)
    assert plan.until_t == 45_000
    with pytest.raises(UserError, match="stopped"):
        field.now(verbs.count, session_id=field.session, key="door_in")


def test_the_companys_figures_are_entered_changed_and_taken_out(field: Field) -> None:
    field.do(verbs.enter_figure, session_id=field.session, key="sales", amount=1250.5)
    field.do(verbs.enter_figure, session_id=field.session, key="sales", amount=1300.0)
    assert [t.amount for t in field.all(Tally)] == [1300.0]
    with pytest.raises(UserError, match="100 %"):
        field.do(verbs.enter_figure, session_id=field.session, key="bounce", amount=101.0)
    field.do(verbs.enter_figure, session_id=field.session, key="sales", amount=None)
    assert field.all(Tally) == []
    with pytest.raises(ValueError, match="door_in"):
        field.do(verbs.enter_figure, session_id=field.session, key="door_in", amount=1.0)


def test_zones_without_observation_are_not_offered(field: Field) -> None:
    assert [zone.id for zone in field.view().zones] == list(field.zones[:2])


def test_a_change_of_phase_keeps_the_phase_it_was_planned_for(field: Field) -> None:
    field.clock.advance(MINUTE)
    field.now(obs.set_phase, session_id=field.session, phase=Phase.AFTER)
    field.now(obs.set_phase, session_id=field.session, phase=Phase.AFTER)
    session = field.all(Session)[0]
    assert (session.phase, session.phases) == ("during", [[MINUTE, "after"]])
    entry = field.now(obs.log_event, inherited=shapes.Inherited(field.session), code_id=field.codes[0])
    assert entry.phase == "after"


def test_counters_of_the_strip_are_pressed_and_others_are_entered() -> None:
    assert [tally.key for tally in COUNTERS] == ["door_in", "door_out", "staff_question"]
    assert len({tally.key for tally in TALLIES}) == len(TALLIES)
