# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The fieldwork kit holds the plan and no data; opened, it is the same study; a newer one updates it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from cxfield.errors import UserError
from cxfield.i18n import Texts
from cxfield.model.base import Record
from cxfield.model.codes import Code
from cxfield.model.guide import Question
from cxfield.model.people import Consent, Participant, PersonKey
from cxfield.model.session import Session
from cxfield.model.study import Site, Study
from cxfield.services import kit
from cxfield.services.people import keep_person_key, record_consents
from cxfield.services.plan_gaps import checklist
from cxfield.services.study_setup import add_team_member, change_study
from cxfield.storage import StudyFile
from cxfield.storage.check import rows_of
from tests.ui.plan_study import make, make_another


@pytest.fixture
def file(tmp_path: Path) -> Iterator[StudyFile]:
    made = make(tmp_path / "plan.cxf")
    yield made
    made.close()


def _ids(file: StudyFile, cls: type[Record]) -> list[str]:
    return sorted(row.id for row in file.read(lambda r: r.all(cls)))


def test_a_kit_opens_as_the_same_study_without_any_person(file: StudyFile, tmp_path: Path) -> None:
    person = file.read(lambda r: r.all(Participant))[0]

    def secrets(uow: object) -> None:
        keep_person_key(uow, participant_id=person.id, name="Maija Meikäläinen")  # type: ignore[arg-type]
        record_consents(uow, participant_id=person.id, answers={})  # type: ignore[arg-type]

    file.write(secrets, label="x").result()
    path = tmp_path / "kit.cxpack"
    facts = kit.make_kit(file, path)
    assert b"Maija" not in path.read_bytes()
    copy = kit.open_kit(path, tmp_path / "mine.cxf", author="H2")
    plan: tuple[type[Record], ...] = (Study, Site, Code, Question, Session)
    people: tuple[type[Record], ...] = (Participant, Consent, PersonKey)
    assert [_ids(copy, cls) for cls in plan] == [_ids(file, cls) for cls in plan]
    assert [_ids(copy, cls) for cls in people] == [[], [], []]
    assert copy.check() == []
    assert facts.records > 100
    copy.close()


def test_the_gaps_travel_in_the_kit_as_the_same_sentences(
    file: StudyFile, tmp_path: Path, finnish: Texts, english: Texts
) -> None:
    path = tmp_path / "kit.cxpack"
    kit.make_kit(file, path)
    facts = kit.read_kit(path)
    for language, texts in (("fi", finnish), ("en", english)):
        here = [(gap.title, gap.detail) for gap in file.read(lambda r, t=texts: checklist(r, t)).gaps]  # type: ignore[misc]
        assert list(facts.gaps[language]) == here


def test_a_newer_kit_updates_the_plan_and_keeps_the_data(file: StudyFile, tmp_path: Path) -> None:
    path = tmp_path / "kit.cxpack"
    kit.make_kit(file, path)
    copy = kit.open_kit(path, tmp_path / "mine.cxf", author="H2")
    copy.write(lambda uow: uow.add(Participant(code="P77", order_key="P77")), label="x").result()
    file.write(lambda uow: change_study(uow, purpose={"fi": "Uusi tarkoitus"}), label="x").result()
    file.write(lambda uow: add_team_member(uow, code="H9", role={}), label="x").result()
    kit.make_kit(file, path)
    package = kit.load_kit(path)
    for _ in range(2):
        copy.write(
            lambda uow: kit.update_plan(uow, package=package, name=path.name), label="", undoable=False
        ).result()
    assert copy.read(lambda r: r.all(Study))[0].purpose == {"fi": "Uusi tarkoitus"}
    assert [row.code for row in copy.read(lambda r: r.all(Participant))] == ["P77"]
    plan = {
        key: row
        for key, row in file.read(lambda r: rows_of(r.connection)).items()
        if key[0] in kit.PLAN_KINDS
    }
    mine = {
        key: row
        for key, row in copy.read(lambda r: rows_of(r.connection)).items()
        if key[0] in kit.PLAN_KINDS
    }
    assert plan == mine
    assert copy.check() == []
    copy.close()


def test_a_session_that_has_begun_stays_at_home(file: StudyFile, tmp_path: Path) -> None:
    session = file.read(lambda r: r.all(Session))[0]
    file.write(lambda uow: uow.change(Session, session.id, state="running", started_at=1), label="x").result()
    kit.make_kit(file, tmp_path / "kit.cxpack")
    copy = kit.open_kit(tmp_path / "kit.cxpack", tmp_path / "mine.cxf")
    assert session.id not in _ids(copy, Session)
    copy.close()


def test_an_encrypted_kit_needs_its_passphrase(file: StudyFile, tmp_path: Path) -> None:
    path = tmp_path / "kit.cxpack"
    kit.make_kit(file, path, passphrase="hirvenjuoma")
    assert kit.is_locked(path)
    assert b"Pihlak" not in path.read_bytes()
    with pytest.raises(UserError, match="is encrypted"):
        kit.read_kit(path)
    with pytest.raises(UserError, match="passphrase does not open"):
        kit.read_kit(path, passphrase="väärä")
    assert kit.read_kit(path, passphrase="hirvenjuoma").title["fi"].startswith("Pihlakon")


def test_a_damaged_kit_is_refused_and_leaves_nothing(file: StudyFile, tmp_path: Path) -> None:
    path = tmp_path / "kit.cxpack"
    kit.make_kit(file, path)
    whole = path.read_bytes()
    at = whole.index(b"Pihlakon")
    path.write_bytes(whole[:at] + b"X" + whole[at + 1 :])
    with pytest.raises(UserError, match="damaged"):
        kit.open_kit(path, tmp_path / "mine.cxf")
    assert not (tmp_path / "mine.cxf").exists()


@pytest.mark.parametrize("bytes_", [b"", b"hello", b"x" * 5000, b"SQLite format 3\0" + b"\0" * 5000])
def test_other_files_are_no_kits(tmp_path: Path, bytes_: bytes) -> None:
    path = tmp_path / "kit.cxpack"
    path.write_bytes(bytes_)
    with pytest.raises(UserError):
        kit.read_kit(path)
    with pytest.raises(UserError):
        kit.read_kit(path, passphrase="x")


def test_a_kit_of_another_study_is_refused(file: StudyFile, tmp_path: Path) -> None:
    other = make_another(tmp_path / "other.cxf")
    kit.make_kit(other, tmp_path / "kit.cxpack")
    other.close()
    package = kit.load_kit(tmp_path / "kit.cxpack")
    with pytest.raises(UserError, match="another study"):
        file.write(
            lambda uow: kit.update_plan(uow, package=package, name="kit.cxpack"), label="", undoable=False
        ).result()
    assert file.check() == []
