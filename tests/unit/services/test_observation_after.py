# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""After a session: review, promotion to an issue, a paper sheet, a colleague's session on the same clock."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from cxfield.clock import ManualClock
from cxfield.errors import UserError
from cxfield.methods.rules import Field as Told
from cxfield.model.capture import Entry, Shopper
from cxfield.model.codes import Code
from cxfield.model.debrief import Evidence, Finding
from cxfield.model.session import Session
from cxfield.model.study import Site, TeamMember, Touchpoint
from cxfield.services import observation as obs
from cxfield.services import observation_merge as merge
from cxfield.services import observation_review as after
from cxfield.services.observation_shapes import Inherited, Start
from cxfield.services.paper_line import PaperLine, parse_paper
from cxfield.services.paper_sheet import add_paper_line, start_paper
from cxfield.services.quickline import Line
from cxfield.services.study_setup import StudyPlan, start_store_study
from cxfield.storage import StudyFile, UnitOfWork

NOON = 1_791_200_000_000
MINUTE = 60_000


@dataclass
class Desk:
    """A store study, its clock and what is needed to log."""

    file: StudyFile
    clock: ManualClock
    site: str
    people: tuple[str, str]
    keys: dict[str, str]
    till: str

    def do(self, verb: Any, **arguments: Any) -> Any:
        return self.file.write(lambda uow: verb(uow, **arguments), label="x").result(10).value

    def start(self, person: int = 0) -> str:
        start = Start(site_id=self.site, roles={self.people[person]: "alone"})
        made: Session = self.do(obs.start_session, start=start, stamp=self.clock.stamp())
        return made.id

    def log(self, session: str, key: str) -> Entry:
        entry: Entry = self.do(
            obs.log_event, inherited=Inherited(session), code_id=self.keys[key], stamp=self.clock.stamp()
        )
        return entry

    def stop(self, session: str) -> None:
        self.do(obs.stop_session, session_id=session, stamp=self.clock.stamp())

    def all(self, cls: Any) -> list[Any]:
        return self.file.read(lambda r: r.all(cls))


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    clock = ManualClock(NOON)
    file = StudyFile.create(tmp_path / "a.cxf", clock=clock)

    def fill(uow: UnitOfWork) -> tuple[str, tuple[str, str], dict[str, str], str]:
        start_store_study(uow, plan=StudyPlan(title={"en": "Stores"}))
        site = uow.add(Site(code="ESP", name={"en": "Espoo"})).id
        people = tuple(uow.add(TeamMember(code=code)).id for code in ("H1", "H2"))
        keys = {code.key: code.id for code in uow.all(Code)}
        return site, (people[0], people[1]), keys, uow.all(Touchpoint)[0].id

    made = Desk(file, clock, *file.write(fill, label="x").result(10).value)
    yield made
    file.close()


def test_the_review_tells_what_an_entry_lacks_and_how_complete_the_session_is(desk: Desk) -> None:
    session = desk.start()
    desk.log(session, "S")
    line = Line(text="Waves a hand", touchpoint_id=desk.till)
    note = desk.do(obs.log_note, inherited=Inherited(session), line=line, stamp=desk.clock.stamp())
    desk.do(after.type_review, entry_id=note.id, field="how", text="twice")
    desk.do(after.type_review, entry_id=note.id, field="interpretation", text="looks for help")
    desk.stop(session)
    view = desk.file.read(lambda r: after.review(r, session))
    assert [row.missing for row in view.rows] == [(Told.WHERE, Told.HOW), ()]
    assert (view.completeness.complete.count, view.completeness.n) == (1, 2)
    (done,) = desk.file.read(after.done_sessions)
    assert (done.entries, done.interpreted, done.site) == (2, 1, {"en": "Espoo"})
    with pytest.raises(ValueError, match="t_ms"):
        desk.do(after.type_review, entry_id=note.id, field="t_ms", text="1")


def test_an_entry_becomes_one_issue_with_itself_as_evidence(desk: Desk) -> None:
    session = desk.start()
    entry = desk.log(session, "S")
    desk.do(after.type_review, entry_id=entry.id, field="interpretation", text="cannot find it")
    first = desk.do(after.promote, entry_id=entry.id, language="en")
    again = desk.do(after.promote, entry_id=entry.id, language="en")
    assert first.id == again.id
    (finding,) = desk.all(Finding)
    assert (finding.statement, finding.interpretation, finding.issue) == ("Browses", "cannot find it", True)
    assert [(e.source_kind, e.source_id) for e in desk.all(Evidence)] == [("entry", entry.id)]
    assert desk.file.read(lambda r: after.review(r, session)).rows[0].issue == finding.id


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("", "Begin with a time"),
        ("S3", "Begin with a time"),
        ("25:00 S", "no time"),
        ("10:15-10:02 S", "ends before"),
        ("10:02 S T@99:00", "no time"),
        ("10:02 9", ""),
        ("10:02 5 turns around", ""),
    ],
)
def test_a_line_that_is_not_understood_says_why(desk: Desk, line: str, problem: str) -> None:
    assert problem in parse_paper(line, desk.keys).problem
    assert bool(parse_paper(line, desk.keys).problem) == bool(problem)


def test_a_key_without_a_code_is_told_by_its_word(desk: Desk) -> None:
    found = parse_paper("10:02 S2 Ö", desk.keys)
    assert (found.problem, found.word) == ("{word} is not the key of a code.", "Ö")


def test_a_line_of_the_sheet_is_a_shopper_with_everything_it_did(desk: Desk) -> None:
    start = Start(site_id=desk.site, roles={desk.people[0]: "alone"})
    session = desk.do(start_paper, start=start, day="2026-10-24", began=600 * MINUTE, minutes=90)
    wait = next(code for code in desk.all(Code) if code.kind == "state" and code.meaning == "checkout_wait")
    line = parse_paper(f'A 10:02-10:15 S t3 {wait.key}4@10:10 "pays by card"', desk.keys)
    assert line.problem == ""
    made = desk.do(add_paper_line, session_id=session.id, line=line)
    assert len(made) == 6
    (shopper,) = desk.all(Shopper)
    assert (shopper.letter, shopper.in_t, shopper.out_t) == ("A", 2 * MINUTE, 15 * MINUTE)
    waits = [e for e in made if e.code_id == wait.id]
    assert [(e.t_ms, e.end_t_ms) for e in waits] == [(10 * MINUTE, 14 * MINUTE)]
    assert {e.shopper_id for e in made} == {shopper.id}
    assert made[-1].text == "pays by card"
    note = desk.do(add_paper_line, session_id=session.id, line=parse_paper("10:20 S looks up", desk.keys))
    assert [(e.text, e.t_ms) for e in note] == [("looks up", 20 * MINUTE)]
    again = desk.do(add_paper_line, session_id=session.id, line=parse_paper("A 10:30 S", desk.keys))
    assert {s.id: s.letter for s in desk.all(Shopper)}[again[0].shopper_id] == "B"
    with pytest.raises(UserError, match="outside"):
        desk.do(add_paper_line, session_id=session.id, line=PaperLine(start=12 * 60 * MINUTE))
    done = desk.all(Session)[0]
    assert (done.state, done.mode, done.length_ms) == ("done", "paper", 90 * MINUTE)


def test_a_paper_session_needs_a_day_of_the_calendar(desk: Desk) -> None:
    with pytest.raises(UserError, match="is not a date"):
        desk.do(start_paper, start=Start(), day="24.10.", began=0, minutes=60)


def test_a_colleagues_session_is_laid_on_the_same_clock(desk: Desk) -> None:
    first = desk.start()
    desk.clock.advance(30_000)
    times = [5_000, 17_000, 40_000, 71_000, 103_000]
    for n, (wait, key) in enumerate(zip(times, "STLVS", strict=True)):
        desk.clock.advance(wait - (times[n - 1] if n else 0))
        desk.log(first, key)
    desk.stop(first)
    desk.clock.set_utc(NOON)
    second = desk.start(1)
    for n, (wait, key) in enumerate(zip(times, "STLVS", strict=True)):
        desk.clock.advance(wait - (times[n - 1] if n else 0))
        desk.log(second, key)
    desk.stop(second)
    (found,) = desk.file.read(lambda r: merge.beside(r, first))
    assert (found.id, found.observers, found.entries, found.linked) == (second, "H2", 5, False)
    laid = desk.file.read(lambda r: merge.lay(r, first, second))
    assert (laid.shift_ms, laid.fitting) == (30_000, 5)
    moved = desk.file.read(lambda r: merge.lay(r, first, second, 90_000))
    assert (moved.shift_ms, moved.fitting) == (90_000, 0)
    desk.do(merge.join, session_id=first, other_id=second, shift_ms=29_500)
    assert desk.file.read(lambda r: merge.lay(r, first, second)).shift_ms == 29_500
    with pytest.raises(UserError, match="counts first"):
        desk.do(merge.join, session_id=second, other_id=first, shift_ms=0)
    desk.do(merge.part, other_id=second)
    assert desk.file.read(lambda r: merge.beside(r, first))[0].linked is False
