# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""An interview keeps every answer, its time and its permissions."""

import random
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from cxfield.clock import ManualClock, session_t
from cxfield.errors import UserError
from cxfield.ids import Ids
from cxfield.model.enums import ConsentItem, SessionState
from cxfield.model.guide import GuideVersion, Question
from cxfield.model.session import Session
from cxfield.model.study import Site, Study
from cxfield.model.talk import Answer, Extract
from cxfield.services import interview as verbs
from cxfield.services import interview_list as lists
from cxfield.services import interview_marks as picks
from cxfield.services import interview_views as views
from cxfield.services.guides import make_starter_guide
from cxfield.services.interview_outline import Outline, outline
from cxfield.services.person_codes import next_code
from cxfield.storage import StudyFile, UnitOfWork
from tests.fixtures.once import copied

START_MS = 1_791_000_000_000


@dataclass
class Field:
    """A study with one site, the starter guide and one running interview."""

    file: StudyFile
    clock: ManualClock
    session_id: str = ""
    questions: dict[str, str] = field(default_factory=dict)

    def do(self, verb: Callable[..., Any], *, undoable: bool = True, **values: Any) -> Any:
        written: Future[Any] = self.file.write(
            lambda uow: verb(uow, **values), label="test", undoable=undoable
        )
        return written.result().value

    def say(self, key: str, value: Any) -> Any:
        return self.do(
            verbs.save_answer, session_id=self.session_id, question_id=self.questions[key], value=value
        )

    def type(self, key: str, text: str, **words: Any) -> Any:
        return self.do(
            verbs.type_answer,
            session_id=self.session_id,
            question_id=self.questions[key],
            words=verbs.Words(text, **words),
        )

    def view(self, key: str) -> views.QuestionView:
        return self.file.read(lambda r: views.question_view(r, self.session_id, self.questions[key]))

    def outline(self) -> Outline:
        return self.file.read(lambda r: outline(r, self.session_id))

    def session(self) -> Session:
        return self.file.read(lambda r: r.get(Session, self.session_id))


def _study(uow: UnitOfWork) -> str:
    uow.add(Study(title={"fi": "Tutkimus", "en": "Study"}, languages=["fi", "en"]))
    uow.add(Site(code="ESP", name={"fi": "Espoo", "en": "Espoo"}, order_key="a1"))
    return make_starter_guide(uow).id


def _new(path: Path) -> StudyFile:
    clock = ManualClock(START_MS)
    file = StudyFile.create(path, clock=clock, ids=Ids(clock, random.Random(7)))
    file.write(_study, label="test").result()
    return file


def _start(version: str, **more: Any) -> verbs.InterviewStart:
    consents = dict.fromkeys(ConsentItem, True) | more.pop("consents", {})
    return verbs.InterviewStart(guide_version_id=version, consents=consents, **more)


@pytest.fixture
def work(tmp_path: Path) -> Iterator[Field]:
    clock = ManualClock(START_MS)
    path = copied(_new, tmp_path / "a.cxf")
    file = StudyFile.open(path, clock=clock, ids=Ids(clock, random.Random(8)))
    found = Field(file, clock)
    version = file.read(lambda r: r.all(GuideVersion))[0].id
    found.session_id = found.do(verbs.start_interview, start=_start(version)).id
    rows = file.read(lambda r: r.all(Question))
    found.questions = {row.key: row.id for row in rows}
    yield found
    file.close()


def test_the_starter_guide_has_the_five_themes_and_the_metric_questions(work: Field) -> None:
    outline = work.outline()
    assert [part.theme for part in outline.sections] == [
        "expectations", "emotions", "ease", "memories", "loyalty",
    ]  # fmt: skip
    assert outline.warmup is not None
    assert {"nps", "csat", "ces2", "expectation", "recommended"} <= set(work.questions)
    assert outline.planned == 17, "the follow-up opens with the score"
    assert outline.done == 0


def test_every_question_of_the_starter_guide_is_worded_in_both_languages(work: Field) -> None:
    for row in work.file.read(lambda r: r.all(Question)):
        for words in (row.text, row.settings["short"], *row.probes):
            assert words["fi"], row.key
            assert words["en"], row.key


def test_a_new_participant_gets_the_next_free_code(work: Field) -> None:
    assert work.file.read(next_code) == "P02"
    assert work.file.read(lambda r: views.head(r, work.session_id)).code == "P01"


def test_nobody_is_interviewed_without_having_agreed(work: Field) -> None:
    version = work.session().guide_version_id or ""
    start = _start(version, consents={ConsentItem.PARTICIPATION: False})
    with pytest.raises(UserError, match="has not agreed"):
        work.do(verbs.start_interview, start=start)
    assert work.file.read(next_code) == "P02", "a refused start leaves nothing behind"


def test_an_open_interview_is_not_started_twice(work: Field) -> None:
    version = work.session().guide_version_id or ""
    with pytest.raises(UserError, match="still open"):
        work.do(verbs.start_interview, start=_start(version, code="p01"))


def test_a_participant_who_withdrew_is_not_interviewed_again(work: Field) -> None:
    head = work.file.read(lambda r: views.head(r, work.session_id))
    work.do(lambda uow: uow.erase_person(head.participant_id or "", "asked"))
    with pytest.raises(UserError, match="P01 has withdrawn"):
        work.do(verbs.start_interview, start=_start(head.version_id, code="P01"))


def test_an_answer_off_the_scale_is_refused_and_nothing_changes(work: Field) -> None:
    work.say("nps", 3)
    with pytest.raises(UserError, match="not on the scale from 0 to 10"):
        work.say("nps", 11)
    assert work.view("nps").value == 3


def test_coverage_counts_answers_by_theme_and_skips_stay_visible(work: Field) -> None:
    work.say("nps", 3)
    work.type("nps_reason", "Jono ei liikkunut.")
    work.do(
        verbs.skip_question,
        session_id=work.session_id,
        question_id=work.questions["website"],
        reason="ei käytä",
    )
    outline = work.outline()
    loyalty = outline.sections[-1]
    assert (loyalty.done, loyalty.planned) == (2, 3)
    assert [item.key for item in outline.sections[2].skipped] == ["website"]
    work.say("website", 4)
    assert work.outline().sections[2].skipped == (), "an answer takes the skip away"


def test_the_follow_up_is_worded_by_the_score_and_keeps_its_words_when_the_score_changes(work: Field) -> None:
    work.say("nps", 3)
    work.type("nps_reason", "Jono.")
    view = work.view("nps")
    assert view.follow_up is not None
    route = view.follow_up.route(3)
    assert route is not None
    assert views.fill_score(route.text, 3, "fi") == "Mikä on tärkein syy arvosanaan 3?"
    high = view.follow_up.route(9)
    assert high is not None
    assert views.fill_score(high.text, 9, "en") == "What made you give the score 9?"
    assert view.follow_up.route(None) is None
    work.say("nps", 8)
    assert work.view("nps").words == "Jono."


def test_typing_is_one_change_that_undo_takes_back(work: Field) -> None:
    for length in range(1, 6):
        work.type("highlights", "Myyjä"[:length])
        work.clock.advance(100)
    assert work.view("highlights").words == "Myyjä"
    work.file.undo().result()
    assert work.view("highlights").words == ""


def test_lone_surrogates_and_controls_are_left_out_and_the_rest_is_kept(work: Field) -> None:
    work.type("highlights", "hyvä\ud800\x00 palvelu")
    assert work.view("highlights").words == "hyvä palvelu"


def test_a_megabyte_of_text_is_refused_with_a_sentence_and_the_saved_text_stays(work: Field) -> None:
    work.type("highlights", "lyhyt")
    with pytest.raises(UserError, match="longer than 200 000 characters"):
        work.type("highlights", "a" * 1_000_000)
    assert work.view("highlights").words == "lyhyt"


def test_a_quote_is_the_selected_words_and_follows_them_when_text_is_put_in_front(work: Field) -> None:
    work.type("highlights", "Jono oli pitkä. Myyjä auttoi heti.")
    quote = work.do(
        picks.mark_quote,
        session_id=work.session_id,
        question_id=work.questions["highlights"],
        start=15,
        end=34,
    )
    assert quote.text == "Myyjä auttoi heti."
    assert quote.theme == "memories"
    work.type("highlights", "No, jono oli pitkä. Myyjä auttoi heti.", marks={quote.id: (20, 38)})
    moved = work.file.read(lambda r: r.get(Extract, quote.id))
    assert (moved.start, moved.end, moved.text) == (20, 38, "Myyjä auttoi heti.")


def test_a_quote_is_refused_without_consent(work: Field) -> None:
    head = work.file.read(lambda r: views.head(r, work.session_id))
    work.do(verbs.record_consent, participant_id=head.participant_id, item=ConsentItem.QUOTES, given=False)
    work.type("highlights", "Myyjä auttoi.")
    with pytest.raises(UserError, match="not allowed quotes"):
        work.do(
            picks.mark_quote,
            session_id=work.session_id,
            question_id=work.questions["highlights"],
            start=0,
            end=5,
        )
    assert work.file.read(lambda r: r.all(Extract)) == []


def test_a_moment_keeps_its_valence_when_its_emotions_change(work: Field) -> None:
    work.do(picks.set_moment, session_id=work.session_id, key="checkout", valence=-4)
    work.do(
        picks.set_moment,
        session_id=work.session_id,
        key="checkout",
        emotions=[{"key": "anger", "intensity": 4}, {"key": "disappointment", "intensity": 3}],
    )
    moments = {m.key: m for m in work.file.read(lambda r: views.moments(r, work.session_id))}
    assert moments["checkout"].valence == -4
    assert [pick["key"] for pick in moments["checkout"].emotions] == ["anger", "disappointment"]
    assert moments["arrival"].valence is None


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"valence": 6}, "not on the scale"),
        ({"valence": True}, "not on the scale"),
        ({"emotions": [{"key": "serenity", "intensity": 2}]}, "not on this emotion wheel"),
        ({"emotions": [{"key": "joy", "intensity": 6}]}, "strength of an emotion"),
        ({"emotions": [{"key": k, "intensity": 1} for k in ("joy", "love", "pride", "fear")]}, "at most 3"),
        ({"key": "lunch", "valence": 1}, "no moment lunch"),
    ],
)
def test_a_moment_refuses_what_the_wheel_does_not_have(work: Field, values: dict, sentence: str) -> None:
    with pytest.raises(UserError, match=sentence):
        work.do(picks.set_moment, **{"session_id": work.session_id, "key": "checkout", **values})


def test_a_pause_is_listed_and_a_restart_of_the_machine_does_not_stop_the_clock(work: Field) -> None:
    work.clock.advance(60_000)
    work.do(verbs.pause_interview, session_id=work.session_id)
    work.clock.advance(30_000)
    work.do(verbs.resume_interview, session_id=work.session_id)
    assert work.session().pauses == [[60_000, 90_000]]
    work.clock.boot, work.clock.mono_ms = "after restart", 0
    work.clock.advance(10_000)
    work.do(verbs.resume_interview, session_id=work.session_id)
    session = work.session()
    assert len(session.clock) == 2
    assert session_t(session.clock, work.clock.stamp()) == 100_000


def test_an_interrupted_interview_can_be_continued_and_an_ended_one_keeps_its_length(work: Field) -> None:
    work.clock.advance(29 * 60_000)
    work.do(verbs.stop_interview, session_id=work.session_id, interrupted=True)
    assert work.session().state == SessionState.INTERRUPTED.value
    work.clock.advance(60_000)
    work.do(verbs.resume_interview, session_id=work.session_id)
    work.do(verbs.stop_interview, session_id=work.session_id)
    session = work.session()
    assert session.state == SessionState.DONE.value
    assert session.length_ms == 30 * 60_000
    assert session.pauses == [[29 * 60_000, 30 * 60_000]]


def test_time_on_a_question_only_grows_and_undo_takes_back_the_words(work: Field) -> None:
    ids: dict[str, Any] = {"session_id": work.session_id, "question_id": work.questions["highlights"]}
    assert work.do(verbs.add_time, **ids, undoable=False, spent_ms=400) is None
    work.type("highlights", "Hyvä.")
    work.do(verbs.add_time, **ids, undoable=False, spent_ms=9_000)
    work.do(verbs.add_time, **ids, undoable=False, spent_ms=8_000)
    assert work.view("highlights").spent_ms == 9_000
    work.file.undo().result()
    assert work.view("highlights").words == ""


def test_probes_and_stars_are_kept(work: Field) -> None:
    ids: dict[str, Any] = {"session_id": work.session_id, "question_id": work.questions["nps"]}
    work.do(verbs.use_probe, **ids, index=2)
    work.do(verbs.star_answer, **ids, star=True)
    view = work.view("nps")
    assert view.probes_used == (2,)
    assert view.star
    with pytest.raises(UserError, match="no probe 9"):
        work.do(verbs.use_probe, **ids, index=8)


def test_the_list_shows_the_state_and_coverage_of_each_interview(work: Field) -> None:
    work.say("csat", 2)
    (row,) = work.file.read(lists.interviews)
    assert (row.code, row.state, row.done, row.planned) == ("P01", SessionState.RUNNING, 1, 17)
    choices = work.file.read(lists.start_choices)
    assert choices.next_code == "P02"
    assert [name["fi"] for _, name in choices.sites] == ["Espoo"]
    assert len(choices.guides) == 1


def test_one_question_has_one_answer(work: Field) -> None:
    work.say("nps", 3)
    work.say("nps", 4)
    work.do(verbs.add_time, session_id=work.session_id, question_id=work.questions["nps"], spent_ms=2_000)
    assert len(work.file.read(lambda r: r.all(Answer, question_id=work.questions["nps"]))) == 1


def test_an_interrupted_interview_that_is_ended_later_keeps_the_length_it_had(work: Field) -> None:
    work.clock.advance(29 * 60_000)
    work.do(verbs.stop_interview, session_id=work.session_id, interrupted=True)
    work.clock.advance(3_600_000)
    work.do(verbs.stop_interview, session_id=work.session_id, interrupted=True)
    work.type("highlights", "Kirjattu jälkikäteen.")
    work.do(verbs.stop_interview, session_id=work.session_id)
    session = work.session()
    assert (session.state, session.length_ms, session.pauses) == ("done", 29 * 60_000, [])
    (answer,) = work.file.read(lambda r: r.all(Answer, question_id=work.questions["highlights"]))
    assert answer.t_ms == 29 * 60_000


def test_a_planned_interview_is_started_in_its_place(work: Field) -> None:
    planned = work.do(
        lambda uow: uow.add(
            Session(
                study_id=uow.all(Study)[0].id,
                kind="interview",
                state="planned",
                number=2,
                site_id=uow.all(Site)[0].id,
                planned_on="2026-10-09",
            )
        )
    )
    row = work.file.read(lists.interviews)[-1]
    assert (row.session_id, row.state, row.planned_on) == (planned.id, SessionState.PLANNED, "2026-10-09")
    version = work.session().guide_version_id or ""
    started = work.do(verbs.start_interview, start=_start(version, planned_id=planned.id))
    assert (started.id, started.state, started.number) == (planned.id, "running", 2)
    assert started.site_id is not None
    with pytest.raises(UserError, match="started already"):
        work.do(verbs.start_interview, start=_start(version, planned_id=planned.id))
