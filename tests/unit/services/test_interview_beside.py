# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is kept beside the answers: who is asked, expectations, marks, notes, tasks and a shared clock."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from cxfield.clock import ManualClock, running_ms, session_t
from cxfield.errors import UserError
from cxfield.model.enums import ConsentItem
from cxfield.model.guide import Question
from cxfield.model.listening import FollowUpTask
from cxfield.model.people import Participant
from cxfield.model.session import Session
from cxfield.model.study import Site, Study
from cxfield.model.talk import Answer, Extract
from cxfield.services import dataset_more, follow_up
from cxfield.services import interview as verbs
from cxfield.services import interview_before as before
from cxfield.services import interview_marks as picks
from cxfield.services import interview_notes as beside
from cxfield.services import interview_views as views
from cxfield.services.guides import make_starter_guide
from cxfield.services.observation import start_session
from cxfield.services.observation_shapes import Start
from cxfield.storage import StudyFile, UnitOfWork

START_MS = 1_791_000_000_000


class Work:
    """A study with a guide; what is done is committed at once."""

    def __init__(self, path: Path) -> None:
        self.clock = ManualClock(START_MS)
        self.file = StudyFile.create(path, clock=self.clock)
        self.version = self.do(_study)
        self.session = ""

    def do(self, verb: Callable[..., Any], **values: Any) -> Any:
        return self.file.write(lambda uow: verb(uow, **values), label="").result().value

    def start(self, *, contact: bool = True, **more: Any) -> str:
        consents = dict.fromkeys(ConsentItem, True) | {ConsentItem.CONTACT: contact}
        start = verbs.InterviewStart(guide_version_id=self.version, consents=consents, **more)
        self.session = self.do(verbs.start_interview, start=start).id
        return self.session

    def question(self, key: str) -> str:
        return next(q.id for q in self.file.read(lambda r: r.all(Question)) if q.key == key)

    def say(self, key: str, value: Any) -> Answer:
        question = self.question(key)
        made: Answer = self.do(verbs.save_answer, session_id=self.session, question_id=question, value=value)
        return made

    def type(self, key: str, text: str) -> None:
        words = verbs.Words(text)
        self.do(verbs.type_answer, session_id=self.session, question_id=self.question(key), words=words)

    def all(self, cls: Any, **equals: Any) -> list[Any]:
        return self.file.read(lambda r: r.all(cls, **equals))

    def tasks(self) -> follow_up.Tasks:
        return self.file.read(lambda r: follow_up.tasks(r, self.clock.stamp().utc_ms))


def _study(uow: UnitOfWork) -> str:
    uow.add(Study(title={"fi": "T"}, languages=["fi", "en"]))
    uow.add(Site(code="ESP", name={"fi": "Espoo"}, order_key="a1"))
    return make_starter_guide(uow).id


@pytest.fixture
def work(tmp_path: Path) -> Iterator[Work]:
    made = Work(tmp_path / "a.cxf")
    yield made
    made.file.close()


# --- before


def test_the_profile_and_whether_one_is_a_lead_are_kept(work: Work) -> None:
    profile = {"gender": "nainen", "age_band": "35-44", "segment": "", "unknown": "x"}
    session = work.start(party=before.LEAD, profile=profile, mode="check_in")
    (person,) = work.all(Participant)
    assert (person.code, person.role, person.gender, person.age_band) == ("P01", "lead", "nainen", "35-44")
    head = work.file.read(lambda r: views.head(r, session))
    assert (head.party, head.mode) == ("lead", "check_in")


def test_employees_have_codes_of_their_own(work: Work) -> None:
    work.start(party=before.EMPLOYEE)
    assert [person.code for person in work.all(Participant)] == ["T01"]
    for code, party in (("P07", before.EMPLOYEE), ("T02", before.CUSTOMER), ("T01", before.CUSTOMER)):
        with pytest.raises(UserError, match="Codes of employees"):
            work.start(code=code, party=party)
    assert len(work.all(Session)) == 1


def test_expectations_are_written_down_before_and_judged_after(work: Work) -> None:
    session = work.start(expected=("Nopea kassa", "  ", "Apua löytyy"))
    first, second = work.file.read(lambda r: before.expected_of(r, session))
    assert (first.text, second.text, first.outcome) == ("Nopea kassa", "Apua löytyy", "")
    work.do(before.judge_expected, expected_id=first.id, outcome="below")
    assert work.file.read(lambda r: before.expected_of(r, session))[0].outcome == "below"
    work.do(before.judge_expected, expected_id=first.id, outcome="below")
    assert work.file.read(lambda r: before.expected_of(r, session))[0].outcome == ""
    with pytest.raises(UserError):
        work.do(before.judge_expected, expected_id=first.id, outcome="splendid")


def test_a_shop_along_runs_on_the_clock_of_the_observation(work: Work) -> None:
    site = work.all(Site)[0].id
    seen = work.do(lambda uow: start_session(uow, start=Start(site_id=site), stamp=uow.stamp())).id
    work.clock.advance(7 * 60_000)
    assert [live.session_id for live in work.file.read(before.live_sessions)] == [seen]
    session = work.start(linked_id=seen)
    work.clock.set_utc(START_MS)  # whatever the wall says, both go on together
    work.clock.advance(60_000)
    own, other = (work.file.read(lambda r, at=at: r.get(Session, at)) for at in (session, seen))
    assert session_t(own.clock, work.clock.stamp()) == session_t(other.clock, work.clock.stamp())
    assert own.linked_session_id == seen
    ended = work.do(verbs.stop_interview, session_id=session)
    assert running_ms(ended.length_ms, ended.pauses) == 60_000, "the walk before is not its length"


def test_an_ended_observation_cannot_be_linked(work: Work) -> None:
    with pytest.raises(UserError):
        work.start(linked_id="nothing")


# --- marks, notes, with whom


def test_the_sentence_just_typed_is_marked_without_selecting_it(work: Work) -> None:
    work.start()
    text = "Jono ei liikkunut. Kukaan ei kertonut, kauanko menee. "
    work.type("highlights", text)
    at = {"session_id": work.session, "question_id": work.question("highlights")}
    work.do(picks.mark_words, **at, start=len(text), end=len(text), mark="deviant")
    work.do(picks.mark_words, **at, start=len(text), end=len(text), mark="follow_up")
    (extract,) = work.all(Extract)
    assert (extract.text, extract.marks) == (
        "Kukaan ei kertonut, kauanko menee.",
        ["deviant", "follow_up"],
    )
    work.do(picks.mark_quote, **at, start=len(text), end=len(text))
    (extract,) = work.all(Extract)
    assert extract.quote
    work.do(picks.unmark_quote, extract_id=extract.id)
    (extract,) = work.all(Extract)
    assert not extract.quote, "the other marks stay"
    for mark in ("deviant", "follow_up"):
        work.do(picks.mark_words, **at, start=len(text), end=len(text), mark=mark)
    assert work.all(Extract) == []


@pytest.mark.parametrize(
    ("text", "at", "found"),
    [
        ("Yksi. Kaksi.", 12, "Kaksi."),
        ("Yksi. Kaksi", 11, "Kaksi"),
        ("Yksi. Kaksi. ", 5, "Yksi."),
        ("Yksi\nKaksi sanaa", 16, "Kaksi sanaa"),
        ("", 0, ""),
        ("Mitä?! Ai niin.", 6, "Mitä?!"),
    ],
)
def test_the_last_sentence_is_found(text: str, at: int, found: str) -> None:
    start, end = picks.last_sentence(text, at)
    assert text[start:end] == found


def test_a_note_is_kept_apart_from_the_answer_with_its_time(work: Work) -> None:
    session = work.start()
    work.clock.advance(90_000)
    work.type("highlights", "Hyvä.")
    note = work.do(
        beside.add_note, session_id=session, question_id=work.question("highlights"), text="Huokaa.\n"
    )
    (kept,) = work.file.read(lambda r: beside.notes(r, session))
    assert (kept.t_ms, kept.text, bool(kept.question)) == (90_000, "Huokaa.", True)
    assert work.all(Answer)[0].text == "Hyvä."
    work.do(beside.change_note, note_id=note.id, text="  ")
    assert work.file.read(lambda r: beside.notes(r, session)) == ()
    with pytest.raises(UserError):
        work.do(beside.add_note, session_id=session, question_id=None, text=" ")


def test_a_memory_is_kept_with_whom_it_was_shared(work: Work) -> None:
    session = work.start()
    work.say("shared", "yes")
    question = work.question("shared")
    work.do(beside.set_with_whom, session_id=session, question_id=question, whom=["online", "family"])
    view = work.file.read(lambda r: views.question_view(r, session, question))
    assert view.with_whom == ("family", "online")
    other = work.file.read(lambda r: views.question_view(r, session, work.question("highlights")))
    assert other.with_whom is None
    with pytest.raises(UserError):
        work.do(beside.set_with_whom, session_id=session, question_id=question, whom=["cat"])


# --- closing the loop


def test_a_low_score_with_permission_makes_a_task(work: Work) -> None:
    work.start()
    work.say("nps", 3)
    (task,) = work.tasks().rows
    assert (task.code, task.score, task.state, task.days) == ("P01", 3, "open", 0)
    work.say("nps", 5)
    assert [task.score for task in work.tasks().rows] == [5], "one task, with the last score"
    work.say("nps", 9)
    assert work.tasks().rows == (), "a slip of the finger leaves nothing behind"


@pytest.mark.parametrize(("key", "low", "good"), [("csat", 2, 3), ("ces2", 3, 4), ("nps", 6, 7)])
def test_what_counts_as_low(work: Work, key: str, low: int, good: int) -> None:
    work.start()
    work.say(key, good)
    assert work.tasks().rows == ()
    work.say(key, low)
    assert work.tasks().open == 1


def test_without_permission_there_is_no_task_until_it_is_given(work: Work) -> None:
    work.start(contact=False)
    work.say("nps", 0)
    assert (work.tasks().rows, work.tasks().without_permission) == ((), 1)
    person = work.all(Participant)[0].id
    work.do(verbs.record_consent, participant_id=person, item=ConsentItem.CONTACT, given=True)
    assert (work.tasks().open, work.tasks().without_permission) == (1, 0)
    work.do(verbs.record_consent, participant_id=person, item=ConsentItem.CONTACT, given=False)
    assert (work.tasks().rows, work.tasks().without_permission) == ((), 1)


def test_a_task_is_done_late_and_reopened(work: Work) -> None:
    work.start()
    work.say("nps", 0)
    task = work.all(FollowUpTask)[0].id
    work.do(follow_up.edit_task, task_id=task, owner="palvelupäällikkö", text="Soita.", due_on="2026-10-06")
    with pytest.raises(UserError, match="is not a day"):
        work.do(follow_up.edit_task, task_id=task, due_on="huomenna")
    work.clock.advance(4 * follow_up.DAY_MS)
    (row,) = work.tasks().rows
    assert (row.days, row.late, row.owner) == (4, True, "palvelupäällikkö")
    work.do(follow_up.close_task, task_id=task, outcome="Hyvitys annettu.")
    work.clock.advance(4 * follow_up.DAY_MS)
    (row,) = work.tasks().rows
    assert (row.state, row.days, row.outcome) == ("closed", 4, "Hyvitys annettu.")
    (told,) = work.file.read(lambda r: dataset_more.load(r, "fi"))["loops"]
    assert (told.state, told.days) == ("closed", 4), "the report says how long the loop was open"
    work.do(follow_up.reopen_task, task_id=task)
    assert work.tasks().open == 1


def test_erasing_the_person_takes_tasks_expectations_and_notes_away(work: Work) -> None:
    session = work.start(expected=("Nopea kassa",))
    work.say("nps", 0)
    work.do(beside.add_note, session_id=session, question_id=None, text="Itki.")
    person = work.all(Participant)[0].id
    work.do(lambda uow: uow.erase_person(person, "asked"))
    assert work.tasks().rows == ()
    assert work.file.read(lambda r: before.expected_of(r, session)) == ()
    assert work.file.check() == []


# --- after the end


def test_what_is_changed_after_the_end_says_so(work: Work) -> None:
    work.start()
    assert not work.say("nps", 9).late
    work.type("highlights", "Hyvä.")
    work.do(verbs.stop_interview, session_id=work.session)
    work.type("highlights", "Hyvä")
    late = {row.question_id: row.late for row in work.all(Answer)}
    assert late == {work.question("nps"): False, work.question("highlights"): True}
    answer = next(row for row in work.all(Answer) if row.late)
    assert any("text" in item.fields for item in work.file.history("answer", answer.id))
