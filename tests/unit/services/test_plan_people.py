# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""People by code: codes never meet, consents say who, when, how and which text; papers print no names."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from cxfield.document.telling import dump
from cxfield.errors import UserError
from cxfield.i18n import Texts
from cxfield.model.people import Consent, Participant, PersonKey
from cxfield.model.study import TeamMember
from cxfield.services import plan_people
from cxfield.services.people import keep_person_key, withdraw
from cxfield.services.plan_papers import make_papers
from cxfield.services.plan_print import PAPERS
from cxfield.services.plan_sheet import PARTS, fill_ready, publish_sheet, sheet_state, type_part
from cxfield.storage import StudyFile
from tests.ui.plan_study import make

DAY = dt.date(2025, 10, 3)


@pytest.fixture
def file(tmp_path: Path) -> Iterator[StudyFile]:
    made = make(tmp_path / "plan.cxf")
    yield made
    assert made.check() == []
    made.close()


def _person(file: StudyFile, code: str = "P03") -> Participant:
    return file.read(lambda r: r.all(Participant, code=code))[0]


def test_two_laptops_with_prefixes_never_make_the_same_code(file: StudyFile) -> None:
    member = file.read(lambda r: r.all(TeamMember, code="H1"))[0]
    file.write(lambda uow: uow.change(TeamMember, member.id, prefix="A"), label="x").result()
    codes = [file.write(plan_people.new_person, label="x").result().value.code for _ in range(2)]
    assert codes == ["AP01", "AP02"]


@pytest.mark.parametrize("code", ["Maija", "P-1", "", "P03456789"])
def test_a_name_is_refused_as_a_code(file: StudyFile, code: str) -> None:
    person = _person(file)
    if code == "Maija":
        file.write(
            lambda uow: plan_people.set_code(uow, participant_id=person.id, code="PX1"), label="x"
        ).result()
        return
    with pytest.raises(UserError, match="capitals and digits"):
        file.write(
            lambda uow: plan_people.set_code(uow, participant_id=person.id, code=code), label="x"
        ).result()


def test_a_taken_code_is_refused_with_the_next_free_one(file: StudyFile) -> None:
    person = _person(file)
    with pytest.raises(UserError, match="AP01"):
        file.write(
            lambda uow: plan_people.set_code(uow, participant_id=person.id, code="p04"), label="x"
        ).result()


def test_a_consent_keeps_who_when_how_and_the_text_that_was_given(file: StudyFile, english: Texts) -> None:
    person = _person(file)
    file.write(
        lambda uow: plan_people.give(uow, participant_id=person.id, item="audio", given=False), label="x"
    ).result()
    row = file.read(lambda r: r.all(Consent, participant_id=person.id))[0]
    assert (row.given, row.taken_by, row.text_version) == (False, "H1", "1")
    assert "Tietosuojavastaava" in row.text["fi"]
    card = file.read(lambda r: plan_people.person_card(r, person.id, english))
    assert card is not None
    assert card.consequence == "No to audio: recording is off in the interview of P03."


def test_a_signature_stays_with_the_agreement_and_goes_with_the_person(
    file: StudyFile, english: Texts
) -> None:
    person = _person(file)
    file.write(
        lambda uow: plan_people.sign(uow, participant_id=person.id, strokes=[[0.1, 0.2, 0.3, 0.4]]), label="x"
    ).result()
    card = file.read(lambda r: plan_people.person_card(r, person.id, english))
    assert card is not None
    assert card.signature == [[0.1, 0.2, 0.3, 0.4]]
    file.write(lambda uow: withdraw(uow, participant_id=person.id), label="x").result()
    assert file.read(lambda r: plan_people.person_card(r, person.id, english)) is None
    row = next(r for r in file.read(lambda r: plan_people.people_rows(r, english)) if r.code == "P03")
    assert row.withdrawn == "Fri 3 Oct at 10:00"
    assert row.by == "H1"


def test_the_code_key_is_apart_and_can_be_deleted_alone(file: StudyFile, english: Texts) -> None:
    person = _person(file)
    file.write(
        lambda uow: keep_person_key(uow, participant_id=person.id, name="=cmd", contact="x@y"), label="x"
    ).result()
    text = file.read(lambda r: plan_people.code_key_file(r, english))
    assert text.splitlines()[1] == "P03;'=cmd;x@y"
    assert file.write(plan_people.delete_code_key, label="x").result().value == 1
    assert file.read(lambda r: r.all(PersonKey)) == []
    assert _person(file).code == "P03"


def test_no_paper_prints_a_name(file: StudyFile, finnish: Texts) -> None:
    person = _person(file)
    file.write(
        lambda uow: keep_person_key(uow, participant_id=person.id, name="Maija Meikäläinen"), label="x"
    ).result()
    for _key, maker in PAPERS:
        document = file.read(lambda r, maker=maker: maker(r, finnish, DAY))  # type: ignore[misc]
        assert document is not None
        assert "Maija" not in dump(document)


def test_every_paper_is_made_as_pdf_and_word(file: StudyFile, english: Texts, tmp_path: Path) -> None:
    names = [(key, key) for key, _ in PAPERS]
    for form in ("pdf", "docx"):
        made = file.read(lambda r, form=form: make_papers(r, english, DAY, names, tmp_path, form=form))  # type: ignore[misc]
        assert len(made) == len(PAPERS)
        assert all(path.stat().st_size > 3000 for path in made)


def test_a_published_sheet_is_not_touched_by_later_typing(file: StudyFile) -> None:
    made = file.write(
        lambda uow: type_part(uow, key="rights", language="en", text="Ask us."), label="x"
    ).result()
    assert made.value.number == 2
    assert made.value.published_at is None


def test_the_usual_wording_fills_only_what_is_empty(file: StudyFile) -> None:
    file.write(lambda uow: fill_ready(uow, languages=("fi", "en")), label="x").result()
    missing = file.read(lambda r: sheet_state(r, ("fi", "en")))
    assert missing == {"fi": (), "en": ("controller",)}
    assert len(PARTS) == 12
    sheet = file.write(lambda uow: publish_sheet(uow, languages=("fi", "en")), label="x").result().value
    assert sheet.published_at is not None
