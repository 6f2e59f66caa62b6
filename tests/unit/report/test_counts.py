# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Counters, watches and looks come into the report with their denominators."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from cxfield.clock import ManualClock
from cxfield.i18n import Texts
from cxfield.methods.instruments import Method, TimingKind
from cxfield.methods.open_mind import OPEN_MIND
from cxfield.model.codes import Code
from cxfield.model.session import Session
from cxfield.report.assemble import assemble
from cxfield.services import instruments as verbs
from cxfield.services import observation as obs
from cxfield.services.dataset import load
from cxfield.services.observation_facts import change_session
from cxfield.services.observation_shapes import Closing, Inherited, Start
from cxfield.services.study_setup import StudyPlan, start_store_study
from cxfield.storage import StudyFile

NOON = 1_791_200_000_000
MINUTE = 60_000


@pytest.fixture
def study(tmp_path: Path) -> Iterator[tuple[StudyFile, ManualClock, str]]:
    clock = ManualClock(NOON)
    file = StudyFile.create(tmp_path / "a.cxf", clock=clock)
    _do(file, start_store_study, plan=StudyPlan(title={"en": "Stores"}))
    session: Session = _do(file, obs.start_session, start=Start(), stamp=clock.stamp())
    yield file, clock, session.id
    file.close()


def _do(file: StudyFile, verb: Any, **arguments: Any) -> Any:
    return file.write(lambda uow: verb(uow, **arguments), label="x").result(10).value


def _said(file: StudyFile, locale: str, chapter: str = "counts") -> str:
    import datetime as dt

    texts = Texts(locale)
    data = file.read(lambda r: load(r, texts, dt.date(2026, 10, 5)))
    return repr(assemble(data, texts, [chapter]).nodes)


def test_a_study_without_instruments_has_no_such_chapter(study: tuple[StudyFile, ManualClock, str]) -> None:
    assert "Counts and times" not in _said(study[0], "en")


def test_the_chapter_tells_rates_times_shares_and_missed_looks(
    study: tuple[StudyFile, ManualClock, str],
) -> None:
    file, clock, session = study
    code = file.read(lambda r: r.all(Code))[0].id

    def now(verb: Any, **arguments: Any) -> Any:
        return _do(file, verb, stamp=clock.stamp(), **arguments)

    plan = now(
        verbs.start_sampling, session_id=session, method=Method.SCAN, every_ms=5 * MINUTE, targets=(code,)
    )
    for _ in range(6):
        now(verbs.count, session_id=session, key="door_in")
    contact = now(verbs.start_timing, session_id=session, kind=TimingKind.CONTACT)
    task = now(verbs.start_timing, session_id=session, kind=TimingKind.TASK, name="Find a size", goal="Buy")
    clock.advance(20_000)
    now(verbs.respond, timing_id=contact.id)
    clock.advance(40_000)
    now(verbs.finish_timing, timing_id=contact.id, reached=True, first_contact=True)
    now(verbs.finish_timing, timing_id=task.id, reached=False)
    now(verbs.start_timing, session_id=session, kind=TimingKind.CONTACT)
    clock.advance(4 * MINUTE)
    now(verbs.answer_look, plan_id=plan.id, due_t=5 * MINUTE, found={code: 3})
    now(obs.pause, session_id=session)
    clock.advance(30 * MINUTE)
    now(obs.resume, session_id=session)
    clock.advance(25 * MINUTE)
    now(obs.stop_session, session_id=session)
    _do(file, verbs.enter_figure, session_id=session, key="visitors", amount=40.0)
    _do(file, verbs.enter_figure, session_id=session, key="buyers", amount=10.0)
    said = _said(file, "en")
    # Six in half an hour without the pause; one of seven looks, for none was due within the pause.
    for part in ("In at the door", "12.0", "0.5", "1/1 (100%", "0:20", "1:00", "Buy", "0/1", "10/40"):
        assert part in said, part
    assert "1/7" in said
    assert "Ovesta sisään" in _said(file, "fi")


def test_how_it_was_observed_tells_checklist_attention_and_settling_in(
    study: tuple[StudyFile, ManualClock, str],
) -> None:
    file, clock, session = study
    code = file.read(lambda r: next(c for c in r.all(Code) if c.kind == "point")).id
    for rating in (1, 5):
        inherited = Inherited(session)
        entry = _do(file, obs.log_event, inherited=inherited, code_id=code, stamp=clock.stamp())
        _do(file, obs.rate_entry, entry_id=entry.id, ordinariness=rating)
        clock.advance(11 * MINUTE)
    _do(file, change_session, session_id=session, checklist=[item.key for item in OPEN_MIND])
    closing = Closing(attention=2)
    _do(file, obs.stop_session, session_id=session, stamp=clock.stamp(), closing=closing)
    said = _said(file, "en", "observing")
    for part in (
        "1/1 sessions",
        "2.0 on average",
        "Low attention",
        "2/5",
        "1/2, 50%",
        "0/1, 0%",
        "1/1, 100%",
    ):
        assert part in said, part
    assert "Avoimen mielen" in _said(file, "fi", "observing")
