# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Full-text search follows every write, undo and erasure, and knows Finnish letters."""

from pathlib import Path
from typing import Any

import pytest
import sqlcipher3.dbapi2 as sqlite
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cxfield.clock import ManualClock
from cxfield.model.capture import Entry
from cxfield.model.guide import Question
from cxfield.model.people import Participant
from cxfield.model.session import Session
from cxfield.model.study import Study
from cxfield.model.talk import Answer
from cxfield.services.guides import make_starter_guide
from cxfield.storage import Reader, StudyFile, UnitOfWork
from cxfield.storage.encryption import encrypted_copy
from cxfield.storage.search import matching, query_of


@pytest.fixture
def study(tmp_path: Path) -> StudyFile:
    return StudyFile.create(tmp_path / "a.cxf", clock=ManualClock(1_791_000_000_000))


def _session(uow: UnitOfWork, **values: Any) -> str:
    home = uow.all(Study) or [uow.add(Study(title={"fi": "Tutkimus"}))]
    return uow.add(Session(study_id=home[0].id, kind="observation", **values)).id


def found(file: StudyFile, asked: str) -> set[str]:
    def ask(reader: Reader) -> set[str]:
        query = matching(asked)
        return set() if query is None else {row[0] for row in reader.select(query)}

    return file.read(ask)


def test_words_are_found_by_their_beginnings_in_any_field(study: StudyFile) -> None:
    def write(uow: UnitOfWork) -> str:
        session = _session(uow)
        entry = Entry(
            session_id=session, t_ms=0, text="Kääntyi pois", interpretation="Ei löytänyt Äitienpäivää"
        )
        return uow.add(entry).id

    made = study.write(write, label="").result().value
    for asked in ("kääntyi", "KÄÄNT", "äiti", "löytän pois", "Ei ä"):
        assert found(study, asked) == {made}, asked
    for asked in ("kaantyi", "aiti", "ntyi", "kääntyi hyllylle", "", '"', "'; DROP", "* OR *"):
        assert found(study, asked) == set(), asked
    study.close()


def test_an_edit_a_deletion_and_undo_are_followed(study: StudyFile) -> None:
    made = (
        study.write(lambda uow: uow.add(Entry(session_id=_session(uow), t_ms=0, text="jono")).id, label="")
        .result()
        .value
    )
    study.write(lambda uow: uow.change(Entry, made, text="kassa"), label="Edit", scope="s").result()
    assert (found(study, "jono"), found(study, "kassa")) == (set(), {made})
    study.undo("s").result()
    assert (found(study, "jono"), found(study, "kassa")) == ({made}, set())
    study.write(lambda uow: uow.remove(Entry, made), label="Delete", scope="s").result()
    assert found(study, "jono") == set()
    study.undo("s").result()
    assert found(study, "jono") == {made}
    assert study.check() == []
    study.close()


def test_the_words_of_an_erased_person_leave_the_file(study: StudyFile) -> None:
    def write(uow: UnitOfWork) -> str:
        person = uow.add(Participant(code="P01"))
        session = _session(uow, participant_id=person.id)
        make_starter_guide(uow)
        question = uow.all(Question)[0].id
        uow.add(
            Answer(session_id=session, question_id=question, participant_id=person.id, text="salaisuuteni")
        )
        return person.id

    person = study.write(write, label="").result().value
    assert len(found(study, "salaisuu")) == 1
    study.write(lambda uow: uow.erase_person(person, "asked"), label="").result()
    assert found(study, "salaisuu") == set()
    study.close()
    assert b"salaisuu" not in study.path.read_bytes()


def test_an_encrypted_copy_is_searched_too(study: StudyFile, tmp_path: Path) -> None:
    study.write(lambda uow: uow.add(Entry(session_id=_session(uow), t_ms=0, text="jono")), label="").result()
    study.close()
    copy = StudyFile.open(encrypted_copy(study.path, tmp_path / "b.cxf", "secret"), passphrase="secret")
    assert len(found(copy, "jon")) == 1
    copy.write(lambda uow: uow.add(Entry(session_id=_session(uow), t_ms=1, text="jonot")), label="").result()
    assert len(found(copy, "jon")) == 2
    assert copy.check() == []
    copy.close()


@given(st.text(max_size=40))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_whatever_is_typed_is_a_question_the_index_understands(asked: str) -> None:
    index = sqlite.connect(":memory:")
    index.execute("CREATE VIRTUAL TABLE words USING fts5(text)")
    if query_of(asked):
        index.execute("SELECT * FROM words WHERE words MATCH ?", (query_of(asked),)).fetchall()
    index.close()
