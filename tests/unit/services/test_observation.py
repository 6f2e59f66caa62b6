# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What an observer can rely on while logging."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import pytest

from cxfield.clock import ManualClock
from cxfield.errors import UserError
from cxfield.model.capture import Entry, Shopper
from cxfield.model.codes import Code, CodeExclusion, CodeGroup
from cxfield.model.enums import Mark, Phase, SessionState
from cxfield.model.session import Session
from cxfield.model.study import Site, Study, TeamMember, Touchpoint
from cxfield.services import observation as verbs
from cxfield.services import observation_shapes as shapes
from cxfield.services import observation_views as views
from cxfield.services.observation_start import open_session, start_options
from cxfield.services.quickline import Line, parse
from cxfield.storage import StudyFile, UnitOfWork

NOON = 1_791_200_000_000
MINUTE = 60_000
T = TypeVar("T")


@dataclass
class Field:
    """A small study that is being observed, and what does its verbs."""

    file: StudyFile
    clock: ManualClock
    site: str = ""
    session: str = ""
    browse: str = ""
    queue: str = ""
    wait: str = ""
    till: str = ""
    member: str = ""

    def do(self, verb: Any, **arguments: Any) -> Any:
        return self.file.write(lambda uow: verb(uow, **arguments), label="x", scope="").result().value

    @property
    def inherited(self) -> shapes.Inherited:
        return shapes.Inherited(self.session, self.member, self.till)

    def log(self, code: str = "", **more: Any) -> Entry:
        entry: Entry = self.do(
            verbs.log_event,
            inherited=self.inherited,
            code_id=code or self.browse,
            stamp=self.clock.stamp(),
            **more,
        )
        return entry

    def toggle(self, code: str) -> tuple[Entry, ...]:
        found: tuple[Entry, ...] = self.do(
            verbs.toggle_state, inherited=self.inherited, code_id=code, stamp=self.clock.stamp()
        )
        return found

    def note(self, line: Line) -> Entry:
        entry: Entry = self.do(verbs.log_note, inherited=self.inherited, line=line, stamp=self.clock.stamp())
        return entry

    def start(self, **more: Any) -> Session:
        choice = shapes.Start(**{"site_id": self.site, "roles": {self.member: "alone"}} | more)
        session: Session = self.do(verbs.start_session, start=choice, stamp=self.clock.stamp())
        self.session = session.id
        return session

    def stop(self, **closing: Any) -> Session:
        session: Session = self.do(
            verbs.stop_session,
            session_id=self.session,
            stamp=self.clock.stamp(),
            closing=shapes.Closing(**closing),
        )
        return session

    def row(self, entry_id: str) -> Entry:
        return self.file.read(lambda reader: reader.get(Entry, entry_id))

    def counts(self) -> shapes.Counts:
        return self.file.read(lambda reader: views.counts(reader, self.session))


def _study(uow: UnitOfWork) -> dict[str, str]:
    uow.add(Study(title={"en": "Stores"}))
    site = uow.add(Site(code="ESP", name={"en": "Espoo"}))
    other = uow.add(Site(code="OUL", name={"en": "Oulu"}))
    group = uow.add(CodeGroup(name={"en": "Action"}, family="action", order_key="a1"))
    browse = uow.add(Code(group_id=group.id, name={"en": "Browses"}, key="S", order_key="a1"))
    queue = uow.add(Code(group_id=group.id, name={"en": "Queues"}, key="J", kind="state", order_key="a2"))
    wait = uow.add(Code(group_id=group.id, name={"en": "Waits"}, key="O", kind="state", order_key="a3"))
    uow.add(CodeExclusion(code_id=queue.id, other_id=wait.id))
    till = uow.add(Touchpoint(name={"en": "Checkout"}, order_key="a1"))
    uow.add(Touchpoint(name={"en": "Elsewhere"}, site_id=other.id, order_key="a2"))
    member = uow.add(TeamMember(code="H1"))
    return {
        "site": site.id,
        "browse": browse.id,
        "queue": queue.id,
        "wait": wait.id,
        "till": till.id,
        "member": member.id,
    }


@pytest.fixture
def field(tmp_path: Path) -> Iterator[Field]:
    clock = ManualClock(NOON)
    file = StudyFile.create(tmp_path / "a.cxf", clock=clock)
    ids = file.write(_study, label="x").result().value
    made = Field(file, clock, **ids)
    made.start()
    yield made
    file.close()


def test_a_code_is_logged_at_the_moment_of_its_stamp_and_inherits_what_is_selected(field: Field) -> None:
    field.clock.advance(12 * MINUTE + 345)
    entry = field.log()
    assert (entry.t_ms, entry.at) == (12 * MINUTE + 345, NOON + 12 * MINUTE + 345)
    assert (entry.code_id, entry.touchpoint_id, entry.observer_id) == (field.browse, field.till, field.member)
    assert (entry.phase, entry.settling, entry.ordinariness, entry.chosen) == ("during", False, 1, False)


def test_an_entry_in_the_settling_in_time_is_marked(field: Field) -> None:
    field.clock.advance(10 * MINUTE - 1)
    early = field.log()
    field.clock.advance(1)
    assert (early.settling, field.log().settling) == (True, False)
    assert field.counts().settling == 1


def test_a_wall_clock_that_jumps_back_an_hour_moves_no_time(field: Field) -> None:
    field.clock.advance(5 * MINUTE)
    field.clock.set_utc(field.clock.utc_ms - 60 * MINUTE)
    field.clock.advance(MINUTE)
    assert field.log().t_ms == 6 * MINUTE


def test_a_state_runs_from_the_first_press_to_the_second(field: Field) -> None:
    field.clock.advance(MINUTE)
    (started,) = field.toggle(field.queue)
    field.clock.advance(MINUTE)
    (ended,) = field.toggle(field.queue)
    assert ended.id == started.id
    assert (ended.t_ms, ended.end_t_ms) == (MINUTE, 2 * MINUTE)
    assert field.file.read(lambda r: views.running_states(r, field.session)) == ()


def test_starting_a_state_ends_the_one_it_excludes(field: Field) -> None:
    (waiting,) = field.toggle(field.wait)
    field.clock.advance(MINUTE)
    started, ended = field.toggle(field.queue)
    assert (ended.id, ended.end_t_ms) == (waiting.id, MINUTE)
    running = field.file.read(lambda r: views.running_states(r, field.session))
    assert [row.id for row in running] == [started.id]


def test_a_note_keeps_what_its_tokens_say(field: Field) -> None:
    words = views.board
    vocabulary = field.file.read(lambda r: words(r, field.site)).vocabulary("en")
    entry = field.note(parse("Circles twice #browses !4 :- = looks for a price", vocabulary))
    assert (entry.text, entry.interpretation) == ("Circles twice", "looks for a price")
    assert (entry.code_id, entry.ordinariness, entry.chosen, entry.polarity) == (field.browse, 4, True, -1)


def test_a_note_on_a_state_starts_it_and_later_notes_are_moments_in_it(field: Field) -> None:
    first = field.note(Line(text="a queue forms", code_id=field.queue))
    field.clock.advance(MINUTE)
    second = field.note(Line(text="it grows", code_id=field.queue))
    assert (first.end_t_ms, second.end_t_ms) == (None, MINUTE)


@pytest.mark.parametrize("text", ["a\x00b", "a\ud800b", "a\x1bb"])
def test_a_note_with_characters_no_format_can_hold_is_kept_without_them(field: Field, text: str) -> None:
    assert field.row(field.note(Line(text=text)).id).text == "ab"


def test_a_very_long_note_is_kept_whole(field: Field) -> None:
    assert len(field.row(field.note(Line(text="ä" * 100_000)).id).text) == 100_000


def test_rating_remembers_that_it_was_chosen(field: Field) -> None:
    entry = field.log()
    assert field.do(verbs.rate_entry, entry_id=entry.id, ordinariness=1).chosen is True


def test_polarity_and_marks_change_the_entry_they_are_given_for(field: Field) -> None:
    entry = field.log()
    field.do(verbs.set_polarity, entry_id=entry.id, polarity=-1)
    field.do(verbs.set_mark, entry_id=entry.id, mark=Mark.PAIN, on=True)
    field.do(verbs.set_mark, entry_id=entry.id, mark=Mark.DELIGHT, on=True)
    field.do(verbs.set_mark, entry_id=entry.id, mark=Mark.PAIN, on=False)
    row = field.row(entry.id)
    assert (row.polarity, row.marks) == (-1, ["delight"])


def test_editing_an_entry_leaves_its_time(field: Field) -> None:
    entry = field.log()
    field.clock.advance(MINUTE)
    edited = field.do(verbs.rewrite_entry, entry_id=entry.id, line=Line(text="better said"))
    assert (edited.text, edited.t_ms, edited.code_id) == ("better said", entry.t_ms, None)
    with pytest.raises(ValueError, match="t_ms"):
        field.do(verbs.change_entry, entry_id=entry.id, t_ms=1)


def test_a_removed_entry_comes_back_with_undo(field: Field) -> None:
    entry = field.log()
    field.file.write(lambda u: verbs.remove_entry(u, entry_id=entry.id), label="x", scope="s").result()
    assert field.counts().total == 0
    field.file.undo("s").result()
    assert field.counts().total == 1


def test_counts_say_how_many_by_code_and_touchpoint_and_how_many_ordinary(field: Field) -> None:
    field.log()
    field.log()
    surprising = field.note(Line(text="odd", ordinariness=5))
    counts = field.counts()
    assert (counts.total, counts.ordinary) == (3, 2)
    assert dict(counts.by_code) == {field.browse: 2}
    assert dict(counts.by_touchpoint) == {field.till: 3}
    assert surprising.touchpoint_id == field.till


def test_on_a_long_day_entries_of_one_colour_on_one_tick_are_one_mark(field: Field) -> None:
    def sibling(uow: UnitOfWork) -> Code:
        group = uow.get(Code, field.browse).group_id
        return uow.add(Code(group_id=group, key="Z", name={"en": "Touches"}, order_key="zz"))

    for _ in range(4):
        field.log()
        field.clock.advance(1000)
    field.note(Line(text="odd", ordinariness=5))
    every = field.file.read(lambda r: views.moments(r, field.session))
    assert len(every) == 5
    field.clock.advance(-500)
    field.log(field.do(sibling).id)
    few = field.file.read(lambda r: views.moments(r, field.session, 2_000))
    assert [(one.id, one.t_ms, one.code_id) for one in few] == [
        (every[place].id, every[place].t_ms, every[place].code_id) for place in (0, 2, 4)
    ]
    assert few[-1].ordinariness == 5


def _page(field: Field, before: tuple[int, str] | None) -> tuple[shapes.EntryRow, ...]:
    return field.file.read(lambda r: views.entries_page(r, field.session, before=before, limit=3))


def test_pages_of_entries_go_back_in_time_without_a_gap_or_a_double(field: Field) -> None:
    for _ in range(7):
        field.log()
        field.log()
        field.clock.advance(1000)
    seen: list[shapes.EntryRow] = []
    before: tuple[int, str] | None = None
    while True:
        page = _page(field, before)
        seen += page
        if len(page) < 3:
            break
        before = (page[-1].t_ms, page[-1].id)
    assert len({row.id for row in seen}) == 14
    assert [row.t_ms for row in seen] == sorted((row.t_ms for row in seen), reverse=True)


def test_a_row_made_from_a_record_is_the_row_that_is_read(field: Field) -> None:
    entry = field.note(Line(text="x", interpretation="y", ordinariness=3, polarity=1))
    (read,) = field.file.read(lambda r: views.entry_rows(r, field.session, [entry.id]))
    assert views.row_of(entry) == read


def test_a_pause_holds_off_logging_and_is_listed(field: Field) -> None:
    field.clock.advance(MINUTE)
    field.do(verbs.pause, session_id=field.session, stamp=field.clock.stamp())
    field.clock.advance(MINUTE)
    with pytest.raises(UserError):
        field.log()
    session = field.do(verbs.resume, session_id=field.session, stamp=field.clock.stamp())
    assert session.pauses == [[MINUTE, 2 * MINUTE]]
    assert field.log().t_ms == 2 * MINUTE


def test_a_short_restart_runs_on_and_a_long_one_is_an_interruption(field: Field) -> None:
    field.clock.advance(MINUTE)
    arguments = {"session_id": field.session, "last_t": MINUTE}
    short = field.do(verbs.recover, stamp=field.clock.stamp(), **arguments)
    assert short.state == SessionState.RUNNING
    field.clock.advance(30 * MINUTE)
    long = field.do(verbs.recover, stamp=field.clock.stamp(), **arguments)
    assert (long.state, long.pauses) == (SessionState.INTERRUPTED, [[MINUTE, None]])
    on = field.do(verbs.resume, session_id=field.session, stamp=field.clock.stamp())
    assert (on.state, on.pauses) == (SessionState.RUNNING, [[MINUTE, 31 * MINUTE]])


def test_a_new_boot_of_the_machine_goes_on_where_the_wall_clock_says(field: Field) -> None:
    field.clock.advance(MINUTE)
    field.clock.boot, field.clock.mono_ms = "second", 0
    field.clock.utc_ms += MINUTE
    field.do(verbs.recover, session_id=field.session, stamp=field.clock.stamp(), last_t=MINUTE)
    field.clock.advance(1000)
    assert field.log().t_ms == 2 * MINUTE + 1000


def test_the_phase_goes_along_with_new_entries_only(field: Field) -> None:
    before = field.log()
    field.do(verbs.set_phase, session_id=field.session, phase=Phase.AFTER)
    assert (field.row(before.id).phase, field.log().phase) == ("during", "after")


def test_stopping_ends_running_states_and_says_so(field: Field) -> None:
    field.toggle(field.queue)
    point = field.log()
    field.clock.advance(MINUTE)
    session = field.stop(attention=4, notes=" a quiet hour ")
    assert (session.state, session.length_ms) == (SessionState.DONE, MINUTE)
    assert (session.attention, session.notes, session.ended_at) == (4, "a quiet hour", NOON + MINUTE)
    rows = field.file.read(lambda r: views.entries_page(r, field.session))
    assert {(row.end_t_ms, row.closed_by_stop) for row in rows} == {(MINUTE, True), (None, False)}
    assert field.row(point.id).end_t_ms is None


def test_stopping_erases_the_markers_of_shoppers_from_the_bytes_of_the_file(field: Field) -> None:
    marker = "a very red coat"
    field.file.write(
        lambda uow: uow.add(Shopper(session_id=field.session, letter="A", marker=marker)), label="x"
    ).result()
    field.stop()
    shoppers = field.file.read(lambda r: r.all(Shopper))
    assert [(s.letter, s.marker) for s in shoppers] == [("A", "")]
    field.file.close()
    assert marker.encode() not in field.file.path.read_bytes()


def test_nothing_is_logged_into_a_stopped_session(field: Field) -> None:
    field.stop()
    with pytest.raises(UserError):
        field.log()
    with pytest.raises(UserError):
        field.stop()


def test_only_one_session_is_open_at_a_time(field: Field) -> None:
    with pytest.raises(UserError):
        field.start()
    assert field.file.read(open_session) == field.session
    field.stop()
    assert field.file.read(open_session) is None
    assert field.start().number == 2


def test_a_planned_session_is_started_with_its_number(field: Field) -> None:
    field.stop()
    study = field.file.read(lambda r: r.all(Study))[0].id
    planned = field.do(
        lambda uow: uow.add(
            Session(study_id=study, number=5, site_id=field.site, phase="before", planned_on="2026-10-08")
        )
    )
    options = field.file.read(start_options)
    assert [(p.id, p.number, p.phase) for p in options.planned] == [(planned.id, 5, "before")]
    session = field.start(planned_id=planned.id, phase=Phase.BEFORE)
    assert (session.id, session.number, session.state) == (planned.id, 5, SessionState.RUNNING)


def test_the_start_form_offers_what_was_chosen_last(field: Field) -> None:
    field.stop()
    options = field.file.read(start_options)
    assert (options.last_site, options.last_phase) == (field.site, "during")
    assert dict(options.last_roles) == {field.member: "alone"}
    assert (options.number, options.total, options.codes) == (2, 1, 3)


def test_the_board_has_the_codes_in_order_and_the_touchpoints_of_the_site_only(field: Field) -> None:
    board = field.file.read(lambda r: views.board(r, field.site))
    assert [code.key for code in board.codes] == ["S", "J", "O"]
    assert [point.name["en"] for point in board.touchpoints] == ["Checkout"]


def test_the_session_bar_knows_number_site_and_roles(field: Field) -> None:
    view = field.file.read(lambda r: views.session_view(r, field.session))
    assert (view.number, view.total) == (1, 1)
    assert view.site is not None
    assert view.site.code == "ESP"
    assert [(code, role) for _, code, role in view.roles] == [("H1", "alone")]
