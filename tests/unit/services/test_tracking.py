# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tracked shoppers on a real file: times, places, moving entries, and being forgotten."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from cxfield.clock import ManualClock
from cxfield.errors import UserError
from cxfield.model.capture import Entry, Shopper, Visit
from cxfield.model.session import Session
from cxfield.model.study import Site
from cxfield.services import capture_views, entry_detail, observation, tracking
from cxfield.services.observation_shapes import Inherited, Start
from cxfield.services.observation_views import board, entries_page
from cxfield.services.quickline import Line, completion, parse
from cxfield.services.study_setup import StudyPlan, start_store_study
from cxfield.storage import StudyFile, UnitOfWork

NOON = 1_791_200_000_000


class Field:
    """A running session on a file."""

    def __init__(self, file: StudyFile, clock: ManualClock) -> None:
        self.file, self.clock = file, clock

        def begin(uow: UnitOfWork) -> Session:
            start_store_study(uow, plan=StudyPlan(title={"en": "Stores"}))
            site = uow.add(Site(code="ESP", name={"en": "Espoo"}, order_key="a1"))
            return observation.start_session(uow, start=Start(site_id=site.id), stamp=clock.stamp())

        self.session = self.do(begin)
        self.board = file.read(lambda r: board(r, self.session.site_id))
        self.codes = {code.key: code.id for code in self.board.codes}
        self.points = [point.id for point in self.board.touchpoints]

    def do(self, verb: Any) -> Any:
        return self.file.write(verb, label="x").result(30).value

    def follow(self, marker: str = "", point: str | None = None) -> Shopper:
        stamp, session = self.clock.stamp(), self.session.id
        found: Shopper = self.do(
            lambda uow: tracking.follow_shopper(
                uow, session_id=session, stamp=stamp, marker=marker, touchpoint_id=point
            )
        )
        return found

    def inherited(self, shopper: str | None = None) -> Inherited:
        return Inherited(self.session.id, shopper_id=shopper)

    def all(self, cls: Any) -> list[Any]:
        return self.file.read(lambda r: r.all(cls, session_id=self.session.id))


@pytest.fixture
def field(tmp_path: Path) -> Iterator[Field]:
    clock = ManualClock(NOON)
    file = StudyFile.create(tmp_path / "a.cxf", clock=clock)
    yield Field(file, clock)
    file.close()


def test_moving_on_ends_one_stay_and_begins_the_next(field: Field) -> None:
    one = field.follow("red coat", field.points[0])
    field.clock.advance(31_000)
    for point in (field.points[1], field.points[1], None):
        stamp = field.clock.stamp()
        field.do(
            lambda uow, p=point, s=stamp: tracking.move_to(uow, shopper_id=one.id, stamp=s, touchpoint_id=p)
        )
        field.clock.advance(10_000)
    (view,) = field.file.read(lambda r: capture_views.shoppers(r, field.session.id))
    spans = [(visit.place_id, visit.in_t, visit.out_t) for visit in view.visits]
    assert spans == [(field.points[0], 0, 31_000), (field.points[1], 31_000, 51_000)]
    assert view.here is None
    assert view.total(60_000) == 60_000


def test_states_of_two_shoppers_run_side_by_side(field: Field) -> None:
    one, two = field.follow(), field.follow()
    assert (one.letter, two.letter) == ("A", "B")
    for shopper in (one, two, one):
        stamp = field.clock.stamp()
        inherited = field.inherited(shopper.id)
        field.do(
            lambda uow, i=inherited, s=stamp: observation.toggle_state(
                uow, inherited=i, code_id=field.codes["J"], stamp=s
            )
        )
        field.clock.advance(5_000)
    spans = {(entry.shopper_id, entry.t_ms, entry.end_t_ms) for entry in field.all(Entry)}
    assert spans == {(one.id, 0, 10_000), (two.id, 5_000, None)}


def test_an_entry_moves_to_another_shopper_of_the_session_only(field: Field) -> None:
    one = field.follow()
    stamp = field.clock.stamp()
    entry = field.do(
        lambda uow: observation.log_event(
            uow, inherited=field.inherited(), code_id=field.codes["S"], stamp=stamp
        )
    )
    field.do(lambda uow: tracking.give_entry(uow, entry_id=entry.id, shopper_id=one.id))
    (row,) = field.file.read(lambda r: entries_page(r, field.session.id))
    assert (row.shopper_id, row.letter) == (one.id, "A")

    def elsewhere(uow: UnitOfWork) -> str:
        other = uow.add(Session(study_id=field.session.study_id, number=9))
        return uow.add(Shopper(session_id=other.id, letter="A")).id

    stranger = field.do(elsewhere)
    with pytest.raises(UserError):
        field.do(lambda uow: tracking.give_entry(uow, entry_id=entry.id, shopper_id=stranger))


def test_who_asks_not_to_be_tracked_is_gone_from_the_bytes(field: Field) -> None:
    one, two = field.follow("turquoise-scarf"), field.follow("other")
    for shopper, words in ((one, "limps-slightly"), (two, "stays-here")):
        stamp, inherited = field.clock.stamp(), field.inherited(shopper.id)
        field.do(
            lambda uow, i=inherited, w=words, s=stamp: observation.log_note(
                uow, inherited=i, line=Line(text=w), stamp=s
            )
        )
    field.do(lambda uow: tracking.stop_tracking(uow, shopper_id=one.id))
    assert [shopper.letter for shopper in field.all(Shopper)] == ["B"]
    assert [entry.text for entry in field.all(Entry)] == ["stays-here"]
    path = field.file.path
    assert field.file.check() == []
    field.file.close()
    data = path.read_bytes()
    assert b"turquoise-scarf" not in data
    assert b"limps-slightly" not in data
    assert b"stays-here" in data
    field.file = StudyFile.open(path, clock=field.clock)
    field.file.close()


def test_the_stop_lets_everybody_go_and_forgets_the_clothing_marks(field: Field) -> None:
    field.follow("red coat", field.points[0])
    field.clock.advance(60_000)
    stamp = field.clock.stamp()
    field.do(lambda uow: observation.stop_session(uow, session_id=field.session.id, stamp=stamp))
    (shopper,), (visit,) = field.all(Shopper), field.all(Visit)
    assert (shopper.marker, shopper.out_t, visit.out_t) == ("", 60_000, 60_000)


def test_the_line_names_shoppers_by_letter_and_by_clothing_mark(field: Field) -> None:
    one, two = field.follow("red coat"), field.follow("blue trolley")
    views = field.file.read(lambda r: capture_views.shoppers(r, field.session.id))
    words = field.board.vocabulary("en", [view.term for view in views])
    assert parse("walks around &B #browses", words).shopper_id == two.id
    assert parse("&red walks", words).shopper_id == one.id
    assert parse("AT&T sign, Marks & Spencer", words).shopper_id is None
    found = completion("looks &", 7, words)
    assert found is not None
    assert [row.insert for row in found.suggestions] == ["&A", "&B"]


def test_details_are_switched_on_and_off_and_unknown_ones_refused(field: Field) -> None:
    stamp = field.clock.stamp()
    entry = field.do(
        lambda uow: observation.log_event(
            uow, inherited=field.inherited(), code_id=field.codes["S"], stamp=stamp
        )
    ).id
    field.do(lambda uow: entry_detail.switch(uow, entry_id=entry, field="aspects", key="feeling", on=True))
    field.do(lambda uow: entry_detail.switch(uow, entry_id=entry, field="causes", key="space", on=True))
    field.do(lambda uow: entry_detail.switch(uow, entry_id=entry, field="causes", key="space", on=False))
    field.do(lambda uow: entry_detail.set_surprise(uow, entry_id=entry, on=True))
    field.do(lambda uow: entry_detail.set_emotion(uow, entry_id=entry, emotion="relief"))
    (row,) = field.all(Entry)
    assert (row.aspects, row.causes, row.marks) == (["feeling"], [], ["surprise"])
    assert (row.ordinariness, row.chosen, row.emotion) == (4, True, "relief")
    with pytest.raises(ValueError, match="causes"):
        field.do(lambda uow: entry_detail.switch(uow, entry_id=entry, field="causes", key="moon", on=True))


def test_a_normal_reaction_joins_the_list_once_and_makes_the_entry_ordinary(field: Field) -> None:
    site = field.session.site_id
    first, second = (
        field.do(lambda uow, t=text: entry_detail.add_reaction(uow, site_id=site, text=t, language="en"))
        for text in ("Looks around at the door", "looks around at the door ")
    )
    assert first.id == second.id
    stamp = field.clock.stamp()
    entry = field.do(
        lambda uow: observation.log_note(uow, inherited=field.inherited(), line=Line(text="x"), stamp=stamp)
    ).id
    field.do(lambda uow: entry_detail.set_reaction(uow, entry_id=entry, reaction_id=first.id))
    (row,) = field.all(Entry)
    assert (row.marks, row.ordinariness, row.chosen) == (["normal"], 1, True)


def test_an_earlier_entry_has_the_given_time_and_halves_of_a_state_never_cross(field: Field) -> None:
    field.clock.advance(120_000)
    stamp = field.clock.stamp()
    inherited, line = field.inherited(), Line(text="came in", code_id=field.codes["S"])
    early = field.do(
        lambda uow: entry_detail.log_earlier(uow, inherited=inherited, line=line, t_ms=30_000, stamp=stamp)
    )
    assert (early.t_ms, early.at) == (30_000, NOON + 30_000)
    state = field.do(
        lambda uow: observation.toggle_state(uow, inherited=inherited, code_id=field.codes["J"], stamp=stamp)
    )[0]
    field.clock.advance(10_000)
    later = field.clock.stamp()
    field.do(
        lambda uow: observation.toggle_state(uow, inherited=inherited, code_id=field.codes["J"], stamp=later)
    )
    moved = field.do(lambda uow: entry_detail.retime(uow, entry_id=state.id, t_ms=100_000))
    assert (moved.t_ms, moved.end_t_ms) == (100_000, 130_000)
    with pytest.raises(UserError):
        field.do(lambda uow: entry_detail.retime(uow, entry_id=state.id, end_t_ms=90_000))


def test_a_sign_is_an_entry_of_its_own_and_a_distraction_is_not(field: Field) -> None:
    stamp = field.clock.stamp()
    field.do(
        lambda uow: entry_detail.tick_sign(uow, inherited=field.inherited(), sign="dead_end", stamp=stamp)
    )
    field.do(
        lambda uow: entry_detail.log_distraction(uow, session_id=field.session.id, kind="phone", stamp=stamp)
    )
    (entry,) = field.all(Entry)
    assert (entry.sign, entry.polarity) == ("dead_end", -1)
    assert field.file.read(lambda r: capture_views.distractions(r, field.session.id)) == ((0, "phone"),)
