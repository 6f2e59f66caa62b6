# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Who is asked: codes of two laptops, employees apart, the profile from answers, the text that was given."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from cxfield.clock import ManualClock
from cxfield.errors import UserError
from cxfield.i18n import Texts
from cxfield.model.enums import ConsentItem
from cxfield.model.guide import Question, Section
from cxfield.model.people import Consent, Participant
from cxfield.model.study import Quota, Study, TeamMember
from cxfield.model.talk import Attachment
from cxfield.services import interview, kit, plan_people, plan_sheet
from cxfield.services.answer_photos import add_answer_photo
from cxfield.services.copies import claim_codes
from cxfield.services.interview_before import EMPLOYEE
from cxfield.services.interview_list import start_choices
from cxfield.services.person_codes import is_staff_code
from cxfield.services.plan_gaps import checklist
from cxfield.services.plan_guides import add_guide, add_question, publish
from cxfield.services.plan_overview import quota_rows
from cxfield.services.study_setup import add_team_member
from cxfield.storage import StudyFile, UnitOfWork
from tests.fixtures.pictures import small_picture


@dataclass
class Work:
    """A study with a guide of every type; H1 writes, whose codes begin with A."""

    file: StudyFile
    version: str

    def do(self, verb: Callable[..., Any], **values: Any) -> Any:
        return self.file.write(lambda uow: verb(uow, **values), label="").result(30).value

    def start(self, *, party: str = "customer", photo: bool = True) -> Any:
        consents = {ConsentItem.PARTICIPATION: True, ConsentItem.PHOTO: photo}
        start = interview.InterviewStart(guide_version_id=self.version, consents=consents, party=party)
        return self.do(interview.start_interview, start=start)

    def tell(self, session_id: str, told: Mapping[str, str] | None) -> Participant:
        asked = self.file.read(lambda r: r.all(Question, type="demographic"))[0]
        self.do(interview.save_answer, session_id=session_id, question_id=asked.id, value=told)
        return self.people()[0]

    def people(self) -> list[Participant]:
        return self.file.read(lambda r: r.all(Participant, order_by="code"))


def _study(uow: UnitOfWork) -> str:
    uow.add(
        Study(
            title={"fi": "T"},
            purpose={"fi": "Oppia"},
            legal_basis={"fi": "suostumus"},
            languages=["fi", "sv"],
        )
    )
    uow.add(TeamMember(code="H1", prefix="A", order_key="a1"))
    uow.add(TeamMember(code="H2", prefix="T", order_key="a2"))
    version = add_guide(uow)
    section = uow.all(Section, version_id=version.id)[0]
    asked = add_question(uow, section_id=section.id, kind="demographic")
    uow.change(Question, asked.id, text={"fi": "Vielä hieman taustaa."})
    return publish(uow, version_id=version.id).id


@pytest.fixture
def work(tmp_path: Path) -> Iterator[Work]:
    file = StudyFile.create(tmp_path / "a.cxf", clock=ManualClock(1_791_000_000_000), author="H1")
    yield Work(file, file.write(_study, label="").result(30).value)
    assert file.check() == []
    file.close()


def test_an_interview_starts_with_a_code_of_its_own_laptop(work: Work) -> None:
    assert work.file.read(lambda r: start_choices(r, "H1")).next_code == "AP01"
    assert work.file.read(lambda r: start_choices(r, "H2")).next_staff_code == "TT01"
    work.start()
    work.start(party=EMPLOYEE)
    assert [(p.code, p.role) for p in work.people()] == [("AP01", "customer"), ("AT01", "employee")]


def test_a_prefix_is_not_taken_for_an_employee(work: Work) -> None:
    consents = {ConsentItem.PARTICIPATION: True}
    for code, party in (("TP05", "customer"), ("TT05", EMPLOYEE), ("T07", EMPLOYEE)):
        start = interview.InterviewStart(
            guide_version_id=work.version, consents=consents, code=code, party=party
        )
        work.do(interview.start_interview, start=start)
    assert {p.code: p.role for p in work.people()} == {"T07": EMPLOYEE, "TP05": "customer", "TT05": EMPLOYEE}


def test_an_employee_of_the_plan_gets_a_code_apart_until_met(work: Work) -> None:
    person = work.do(plan_people.new_person)
    changed = work.do(plan_people.set_party, participant_id=person.id, role=EMPLOYEE)
    assert (changed.code, changed.role) == ("AT01", EMPLOYEE)
    for code in ("P07", "AP07"):
        with pytest.raises(UserError, match="begins with T"):
            work.do(plan_people.set_code, participant_id=person.id, code=code)
    work.do(plan_people.set_code, participant_id=person.id, code="t09")
    work.start()
    met = next(p for p in work.people() if p.role == "customer")
    with pytest.raises(UserError, match="has data already"):
        work.do(plan_people.set_party, participant_id=met.id, role=EMPLOYEE)
    assert work.do(plan_people.set_party, participant_id=met.id, role="lead").role == "lead"


def test_guides_of_every_kind_that_one_person_is_asked_by_are_offered(work: Work) -> None:
    for template in ("employee", "exit_three", "focus_group"):
        made = work.do(add_guide, template=template)
        work.do(publish, version_id=made.id)
    names = [name["fi"] for _id, name, _n in work.file.read(start_choices).guides]
    assert names[1:] == ["Kolmen kysymyksen ovikysely", "Työntekijäkierros"]


def test_what_is_told_of_the_background_fills_the_profile_and_the_quota(work: Work, english: Texts) -> None:
    work.do(lambda uow: uow.add(Quota(counted="interview", field="age_band", value="35–44", target=4)))
    session = work.start().id
    person = work.tell(session, {"age_band": "35-44", "gender": "woman", "occupation": "rather_not"})
    assert (person.age_band, person.gender, person.occupation) == ("35-44", "nainen", "")
    assert work.file.read(lambda r: quota_rows(r, english))[0].have == 1
    person = work.tell(session, {"age_band": "25-34", "gender": "woman"})
    assert person.age_band == "25-34"
    work.do(lambda uow: uow.change(Participant, person.id, occupation="sairaanhoitaja"))
    person = work.tell(session, {"gender": "woman", "occupation": "employed"})
    assert (person.age_band, person.gender, person.occupation) == ("", "nainen", "sairaanhoitaja")
    assert work.tell(session, None).gender == ""


def test_a_consent_of_an_interview_names_the_text_that_was_given(work: Work) -> None:
    work.do(plan_sheet.fill_ready, languages=("fi",))
    work.do(plan_sheet.type_part, key="controller", language="fi", text="Pihlakko Oy")
    for key in ("officer", "retention"):
        work.do(plan_sheet.type_part, key=key, language="fi", text="Kerrotaan pyydettäessä")
    work.do(plan_sheet.type_part, key="controller", language="sv", text="Pihlakko Ab")
    work.do(plan_sheet.publish_sheet, languages=("fi",))
    work.start()
    given = work.file.read(lambda r: r.all(Consent))
    assert {row.text_version for row in given} == {"1"}
    assert "Pihlakko Oy" in given[0].text["fi"]
    assert given[0].text["sv"].endswith(": Pihlakko Ab")


def test_a_photograph_with_people_needs_their_consent(work: Work) -> None:
    session = work.start(photo=False)
    facts = {"picture": small_picture(), "session_id": session.id, "participant_id": session.participant_id}
    with pytest.raises(UserError, match="need their consent"):
        work.do(add_answer_photo, people=True, **facts)
    made = work.do(add_answer_photo, people=False, **facts)
    assert (made.subject, made.participant_id) == ("place", session.participant_id)
    allowed = work.start()
    facts |= {"session_id": allowed.id, "participant_id": allowed.participant_id}
    assert work.do(add_answer_photo, people=True, **facts).subject == "person"
    assert len(work.file.read(lambda r: r.all(Attachment, session_id=allowed.id))) == 1


def test_the_day_of_erasure_stands_on_the_information_sheet(work: Work) -> None:
    study = work.file.read(lambda r: r.all(Study))[0]
    work.do(lambda uow: uow.change(Study, study.id, retain_until="2027-12-31"))
    study = work.file.read(lambda r: r.all(Study))[0]
    said = plan_sheet.part_text(None, study, "retention", "fi")
    assert said == "Aineisto hävitetään viimeistään 31. joulukuuta 2027."
    work.do(lambda uow: uow.change(Study, study.id, retention={"fi": "12 kk"}))
    study = work.file.read(lambda r: r.all(Study))[0]
    assert plan_sheet.part_text(None, study, "retention", "fi").startswith("12 kk. Aineisto hävitetään")


def _kit_copy(work: Work, folder: Path, name: str, author: str) -> StudyFile:
    kit.make_kit(work.file, folder / "kit.cxpack")
    return kit.open_kit(folder / "kit.cxpack", folder / name, author=author)


def test_two_copies_of_a_kit_make_different_codes_though_nobody_says_who_they_are(
    work: Work, tmp_path: Path, english: Texts
) -> None:
    codes = [work.do(plan_people.new_person).code]
    for name in ("b.cxf", "c.cxf"):
        copy = _kit_copy(work, tmp_path, name, "")
        made = [copy.write(plan_people.new_person, label="").result(30).value for _ in range(2)]
        staff = copy.write(lambda uow: plan_people.new_person(uow, letter="T"), label="").result(30).value
        codes += [person.code for person in (*made, staff)]
        assert copy.read(lambda r, code=made[0].code: is_staff_code(r, code)) is False  # type: ignore[misc]
        assert copy.read(lambda r, code=staff.code: is_staff_code(r, code)) is True  # type: ignore[misc]
        said = {gap.key: gap for gap in copy.read(lambda r: checklist(r, english, "")).gaps}
        assert made[0].code[:4] in said["laptop"].detail
        copy.close()
    assert len(set(codes)) == 7
    assert codes[0] == "AP01"


def test_a_copy_of_a_kit_that_says_who_it_is_uses_the_letter_of_its_own(work: Work, tmp_path: Path) -> None:
    copy = _kit_copy(work, tmp_path, "b.cxf", "h2")
    assert copy.write(plan_people.new_person, label="").result(30).value.code == "TP01"
    said = copy.read(lambda r: checklist(r, Texts("en"), "h2")).gaps
    assert not {"laptop", "prefix"} & {gap.key for gap in said}
    copy.close()


def test_a_study_carried_to_another_device_makes_codes_of_its_own(tmp_path: Path) -> None:
    path = tmp_path / "a.cxf"
    made: list[str] = []
    for device in ("one", "one", "two", "two", "three"):
        file = StudyFile.open(path) if path.exists() else StudyFile.create(path)
        if not made:
            file.write(_study, label="").result(30)
        claim_codes(file, device)
        made.append(file.write(plan_people.new_person, label="").result(30).value.code)
        file.close()
    assert made[:2] == ["P01", "P02"]
    assert made[2][:4] == made[3][:4] != made[4][:4]
    assert [code[0] + code[4:] for code in made[2:]] == ["XP01", "XP02", "XP01"]


def test_the_checklist_names_colleagues_whose_codes_could_be_equal(work: Work, english: Texts) -> None:
    def gaps() -> dict[str, str]:
        return {gap.key: gap.detail for gap in work.file.read(lambda r: checklist(r, english)).gaps}

    assert "prefix" not in gaps()
    work.file.write(lambda uow: uow.add(TeamMember(code="H3", order_key="a3")), label="").result(30)
    assert gaps()["prefix"] == "H3: two laptops could make the same code, such as P01."


def test_a_new_colleague_gets_the_next_free_letter(work: Work) -> None:
    made = [work.do(add_team_member, code=code, role={}).prefix for code in ("H3", "H4")]
    assert made == ["B", "C"]
