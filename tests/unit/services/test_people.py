# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The people who take part: consent item by item, and everything taken back on request."""

import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from cxfield.clock import ManualClock
from cxfield.errors import UserError
from cxfield.ids import Ids
from cxfield.model.enums import ConsentItem
from cxfield.model.people import Consent, Erasure, Participant, PersonKey
from cxfield.services import people as verbs
from cxfield.services.demo.interviewing import WITHDRAWN
from cxfield.services.guides import make_starter_guide
from cxfield.services.interview import InterviewStart, Words, start_interview, type_answer
from cxfield.services.interview_marks import mark_quote, set_moment
from cxfield.services.interview_views import allowed
from cxfield.services.person_codes import next_code
from cxfield.services.study_setup import StudyPlan, create_study
from cxfield.storage import StudyFile

YES = dict.fromkeys(ConsentItem, True)


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock(1_759_730_400_000)


@pytest.fixture
def study(tmp_path: Path, clock: ManualClock) -> Iterator[StudyFile]:
    ids = Ids(clock, random.Random(1))
    file = StudyFile.create(tmp_path / "a.cxf", clock=clock, ids=ids, author="H2")
    yield file
    file.close()


def do(study: StudyFile, verb: Callable[..., Any], **values: Any) -> Any:
    return study.write(lambda uow: verb(uow, **values), label="test").result().value


def rows(study: StudyFile, cls: type[Any], **equals: Any) -> list[Any]:
    return study.read(lambda reader: reader.all(cls, **equals))


def test_the_next_free_code_is_given(study: StudyFile) -> None:
    made = [do(study, verbs.add_participant) for _ in range(2)]
    assert [person.code for person in made] == ["P01", "P02"]
    do(study, verbs.add_participant, code="f3")
    assert study.read(next_code) == "P03"
    with pytest.raises(UserError, match=r"P01 is taken.*P03"):
        do(study, verbs.add_participant, code="P01")


def test_the_latest_word_on_each_item_counts_and_the_earlier_ones_stay(
    study: StudyFile, clock: ManualClock
) -> None:
    person = do(study, verbs.add_participant)
    form = verbs.ConsentForm(how="paper", text_version="2", text={"fi": "Teksti"})
    do(study, verbs.record_consents, participant_id=person.id, answers=YES, form=form)
    clock.advance(60_000)
    do(study, verbs.record_consents, participant_id=person.id, answers={ConsentItem.AUDIO: False})
    latest = study.read(lambda reader: allowed(reader, person.id))
    assert latest[ConsentItem.AUDIO] is False
    assert latest[ConsentItem.QUOTES] is True
    kept = rows(study, Consent, participant_id=person.id, item="audio")
    assert [(row.given, row.how, row.text_version, row.taken_by) for row in kept] == [
        (True, "paper", "2", "H2"),
        (False, "spoken", "", "H2"),
    ]


def interviewed(study: StudyFile) -> Participant:
    """Somebody with a name, consent, an answer, a quote and a moment."""
    do(study, create_study, plan=StudyPlan(title={"fi": "Kokeilu"}))
    version = do(study, make_starter_guide)
    person: Participant = do(study, verbs.add_participant, profile=verbs.Profile(gender="nainen"))
    do(study, verbs.record_consents, participant_id=person.id, answers=YES)
    do(study, verbs.keep_person_key, participant_id=person.id, name="Salla Salainen", contact="040 123")
    start = InterviewStart(guide_version_id=version.id, code=person.code)
    session = do(study, start_interview, start=start)
    question = study.read(lambda reader: reader.all(_question(), key="warmup"))[0]
    target = {"session_id": session.id, "question_id": question.id}
    do(study, type_answer, words=Words("Tulin ostamaan kattilan."), **target)
    do(study, mark_quote, start=0, end=24, **target)
    do(study, set_moment, session_id=session.id, key="arrival", valence=2)
    return person


def _question() -> type[Any]:
    from cxfield.model.guide import Question

    return Question


def test_before_a_withdrawal_it_is_counted_what_goes(study: StudyFile) -> None:
    person = interviewed(study)
    found = study.read(lambda reader: verbs.what_goes(reader, person.id))
    assert found == verbs.Withdrawal(sessions=1, answers=1, quotes=1, moments=1, recordings=0, key_row=True)


def test_a_withdrawal_leaves_the_code_and_the_day_only(study: StudyFile, tmp_path: Path) -> None:
    person = interviewed(study)
    do(study, verbs.withdraw, participant_id=person.id)
    left = rows(study, Participant)
    assert [(row.code, row.gender) for row in left] == [("P01", "")]
    assert [(row.participant_id, row.by, row.reason) for row in rows(study, Erasure)] == [
        (person.id, "H2", "")
    ]
    assert rows(study, PersonKey) == []
    assert study.read(lambda reader: verbs.what_goes(reader, person.id)).answers == 0
    assert study.check() == []
    study.close()
    content = (tmp_path / "a.cxf").read_bytes()
    for gone in ("Salla", "040 123", "kattilan", "nainen"):
        assert gone.encode() not in content


def test_who_has_withdrawn_is_not_asked_again(study: StudyFile) -> None:
    person = interviewed(study)
    do(study, verbs.withdraw, participant_id=person.id)
    for verb, values in (
        (verbs.record_consents, {"answers": YES}),
        (verbs.keep_person_key, {"name": "Salla"}),
        (verbs.withdraw, {}),
    ):
        with pytest.raises(UserError, match="P01 has withdrawn"):
            do(study, verb, participant_id=person.id, **values)
    assert study.read(next_code) == "P02"


def test_the_name_behind_a_code_can_be_corrected(study: StudyFile) -> None:
    person = do(study, verbs.add_participant, code=WITHDRAWN)
    do(study, verbs.keep_person_key, participant_id=person.id, name="Sala")
    do(study, verbs.keep_person_key, participant_id=person.id, name="Salla", contact="040")
    assert [(row.name, row.contact) for row in rows(study, PersonKey)] == [("Salla", "040")]
