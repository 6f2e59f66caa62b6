# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a session starts with, what is filled later, and what the rules watch."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from cxfield.clock import ManualClock
from cxfield.methods.open_mind import OPEN_MIND, checklist_done
from cxfield.model.capture import Entry
from cxfield.model.codes import Code
from cxfield.model.debrief import Preconception
from cxfield.model.enums import Phase
from cxfield.model.session import Session
from cxfield.services import observation as obs
from cxfield.services.observation_facts import change_session, session_facts
from cxfield.services.observation_shapes import Inherited, Start
from cxfield.services.observation_start import start_options
from cxfield.services.observation_watch import watched
from cxfield.services.study_setup import StudyPlan, add_preconception, start_store_study
from cxfield.storage import StudyFile

NOON = 1_791_200_000_000
MINUTE = 60_000


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock(NOON)


@pytest.fixture
def file(tmp_path: Path, clock: ManualClock) -> Iterator[StudyFile]:
    made = StudyFile.create(tmp_path / "a.cxf", clock=clock)
    do(made, start_store_study, plan=StudyPlan(title={"en": "Stores"}))
    yield made
    made.close()


def do(file: StudyFile, verb: Any, **arguments: Any) -> Any:
    return file.write(lambda uow: verb(uow, **arguments), label="x").result(10).value


def start(file: StudyFile, clock: ManualClock, **more: Any) -> Session:
    session: Session = do(file, obs.start_session, start=Start(**more), stamp=clock.stamp())
    return session


def test_a_session_keeps_its_checklist_and_its_times(file: StudyFile, clock: ManualClock) -> None:
    ticked = tuple(item.key for item in OPEN_MIND)
    session = start(file, clock, checklist=ticked, settling_min=5, planned_min=90, quiet_min=3, break_min=0)
    assert checklist_done(session.checklist)
    assert not checklist_done(ticked[1:])
    assert (session.settling_min, session.planned_min, session.quiet_min, session.break_min) == (5, 90, 3, 0)


def test_preconceptions_are_locked_when_the_first_session_starts(file: StudyFile, clock: ManualClock) -> None:
    do(file, add_preconception, text="Queues are long")
    assert file.read(start_options).expected == 1
    start(file, clock)
    assert [row.locked_at for row in file.read(lambda r: r.all(Preconception))] == [NOON]
    assert file.read(start_options).expected == 0


def test_entries_follow_a_settling_in_time_that_is_changed_while_it_runs(
    file: StudyFile, clock: ManualClock
) -> None:
    session = start(file, clock)
    code = file.read(lambda r: next(c.id for c in r.all(Code) if c.kind == "point"))
    for _ in range(3):
        clock.advance(4 * MINUTE)
        do(file, obs.log_event, inherited=Inherited(session.id), code_id=code, stamp=clock.stamp())

    def settling() -> list[bool]:
        return [e.settling for e in file.read(lambda r: r.all(Entry, order_by="t_ms"))]

    assert settling() == [True, True, False]
    do(file, change_session, session_id=session.id, settling_min=5)
    assert settling() == [True, False, False]
    assert file.read(lambda r: session_facts(r, session.id)).settling_min == 5
    with pytest.raises(ValueError, match="clock"):
        do(file, change_session, session_id=session.id, clock=[])


def test_the_rules_watch_the_phases_of_the_site_and_the_limits(file: StudyFile, clock: ManualClock) -> None:
    first = start(file, clock, phase=Phase.BEFORE)
    do(file, obs.stop_session, session_id=first.id, stamp=clock.stamp())
    second = start(file, clock, planned_min=60)
    assert file.read(lambda r: watched(r, second.id)).phases == {"before", "during"}
    do(file, obs.set_phase, session_id=second.id, phase=Phase.AFTER, stamp=clock.stamp())
    found = file.read(lambda r: watched(r, second.id))
    assert found.phases == {"before", "during", "after"}
    assert (found.planned_min, found.quiet_min, found.break_min) == (60, 5, 45)
