# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where tracked shoppers went comes into the report: penetration, dwell and heat maps, from the log."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from cxfield.clock import ManualClock
from cxfield.document.telling import dump
from cxfield.i18n import Texts
from cxfield.model.codes import Code
from cxfield.model.session import Session
from cxfield.model.study import Site, Touchpoint, Zone
from cxfield.report.assemble import assemble
from cxfield.services import observation as obs
from cxfield.services import plan_floor, tracking
from cxfield.services.dataset import load
from cxfield.services.observation_shapes import Closing, Inherited, Start
from cxfield.services.overview_facts import load_facts
from cxfield.services.overview_patterns import patterns
from cxfield.services.overview_scope import scoped
from cxfield.services.study_setup import StudyPlan, start_store_study
from cxfield.storage import StudyFile

NOON = 1_791_200_000_000
MINUTE = 60_000


@pytest.fixture
def study(tmp_path: Path) -> Iterator[tuple[StudyFile, ManualClock]]:
    clock = ManualClock(NOON)
    file = StudyFile.create(tmp_path / "a.cxf", clock=clock)
    _do(file, start_store_study, plan=StudyPlan(title={"en": "Stores"}))
    yield file, clock
    file.close()


def _do(file: StudyFile, verb: Any, **arguments: Any) -> Any:
    return file.write(lambda uow: verb(uow, **arguments), label="x").result(10).value


def _said(file: StudyFile, locale: str) -> str:
    texts = Texts(locale)
    data = file.read(lambda r: load(r, texts, dt.date(2026, 10, 5)))
    return dump(assemble(data, texts, ["touchpoints"]))


def test_penetration_and_dwell_are_counted_and_drawn_on_the_floor(
    study: tuple[StudyFile, ManualClock],
) -> None:
    file, clock = study
    site = file.write(lambda u: u.add(Site(code="ESP", name={"en": "Espoo"})), label="x").result(10).value
    zone = (
        file.write(
            lambda u: u.add(Zone(site_id=site.id, name={"en": "Lamps", "fi": "Valaisimet"})), label="x"
        )
        .result(10)
        .value
    )
    _do(file, plan_floor.outline_area, zone_id=zone.id, corners=[(0.1, 0.1), (0.5, 0.1), (0.5, 0.6)])
    points = file.read(lambda r: r.all(Touchpoint, order_by="order_key"))
    _do(file, plan_floor.place_touchpoint, touchpoint_id=points[1].id, site_id=site.id, at=(0.9, 0.8))
    session: Session = _do(file, obs.start_session, start=Start(site_id=site.id), stamp=clock.stamp())
    buys = next(c for c in file.read(lambda r: r.all(Code)) if c.meaning == "purchase")
    # Three shoppers: all at the second touchpoint for one, two and three minutes, the last one twice.
    for minutes in (1, 2, 3):
        shopper = _do(file, tracking.follow_shopper, session_id=session.id, stamp=clock.stamp())
        _do(file, tracking.move_to, shopper_id=shopper.id, touchpoint_id=points[1].id, stamp=clock.stamp())
        clock.advance(minutes * MINUTE)
        _do(
            file,
            tracking.move_to,
            shopper_id=shopper.id,
            zone_id=zone.id if minutes == 1 else None,
            stamp=clock.stamp(),
        )
        clock.advance(MINUTE)
        if minutes == 3:
            _do(
                file,
                obs.log_event,
                inherited=Inherited(session.id, shopper_id=shopper.id),
                code_id=buys.id,
                stamp=clock.stamp(),
            )
    _do(file, obs.stop_session, session_id=session.id, stamp=clock.stamp(), closing=Closing())
    told = _said(file, "en")
    assert "Where tracked shoppers went" in told
    assert "3/3, 100%" in told
    assert "1/3, 33%" in told
    assert "2.0 (0.0–4.5)" in told
    assert "The floor of Espoo" in told
    finnish = _said(file, "fi")
    assert "Valaisimet" in finnish
    assert "Missä seuratut asiakkaat kävivät" in finnish


def test_without_tracked_shoppers_nothing_is_said_of_places(study: tuple[StudyFile, ManualClock]) -> None:
    assert "tracked shoppers" not in _said(study[0], "en")


def test_a_state_without_an_end_and_a_session_left_open_never_stop_an_analysis(
    study: tuple[StudyFile, ManualClock],
) -> None:
    file, clock = study
    session: Session = _do(file, obs.start_session, start=Start(), stamp=clock.stamp())
    shopper = _do(file, tracking.follow_shopper, session_id=session.id, stamp=clock.stamp())
    inherited = Inherited(session.id, shopper_id=shopper.id)
    for code in file.read(lambda r: r.all(Code)):
        verb = obs.start_state if code.kind == "state" else obs.log_event
        _do(file, verb, inherited=inherited, code_id=code.id, stamp=clock.stamp())
        clock.advance(MINUTE)
    texts = Texts("en")
    data = file.read(lambda r: load(r, texts, dt.date(2026, 10, 5)))
    # One state ended another; those that go on have no end.
    assert sum(entry.end_t_ms is None for entry in data.entries) == len(data.entries) - 1
    assert "Queues at checkout" in dump(assemble(data, texts))
    facts = file.read(lambda r: load_facts(r, texts))
    found = file.read(lambda r: patterns(r, scoped(facts), texts))
    assert found.time_columns
