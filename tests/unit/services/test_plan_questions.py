# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a question type needs is set in the draft; what opens a question is checked over the whole guide."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from cxfield.clock import ManualClock
from cxfield.errors import UserError
from cxfield.model.guide import GuideVersion, Option, Question
from cxfield.model.study import Study
from cxfield.services import plan_guides as guides
from cxfield.services import plan_questions as questions
from cxfield.services.attachments import picture_bytes, read_picture
from cxfield.services.plan_guide_checks import QuestionRow, read_version
from cxfield.services.plan_reach import (
    UNREACHED_CHOICE,
    UNREACHED_CIRCLE,
    UNREACHED_GONE,
    UNREACHED_LATER,
    UNREACHED_PARENT,
    UNREACHED_SCALE,
    UNREACHED_VALUES,
    Part,
    condition_of,
    opening_of,
)
from cxfield.services.plan_versions import begin_version
from cxfield.storage import StudyFile
from tests.fixtures.pictures import small_picture


class Desk:
    """A draft guide with two sections, one verb a call."""

    def __init__(self, file: StudyFile) -> None:
        self.file = file
        self.do(lambda uow: uow.add(Study(title={"fi": "Koe"}, languages=["fi", "en"])))
        self.version: GuideVersion = self.do(guides.add_guide)
        self.do(lambda uow: guides.add_section(uow, version_id=self.version.id))

    def do(self, verb: Callable[[Any], Any]) -> Any:
        return self.file.write(verb, label="x").result(10).value

    def ask(self, kind: str, section: int = 0, options: int = 0) -> Question:
        sections = self.file.read(lambda r: read_version(r, self.version.id, ("fi",)))
        made = self.do(lambda uow: guides.add_question(uow, section_id=sections[section].id, kind=kind))
        for n in range(options):
            option = self.do(lambda uow: guides.add_option(uow, question_id=made.id))
            self.do(
                lambda uow, o=option, n=n: guides.type_option(
                    uow, option_id=o.id, language="fi", text=f"Vaihtoehto {n}"
                )
            )
        return made

    def row(self, question: Question, version: GuideVersion | None = None) -> QuestionRow:
        wanted = version or self.version
        sections = self.file.read(lambda r: read_version(r, wanted.id, ("fi",)))
        return next(row for s in sections for row in s.questions if row.key == question.key)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    file = StudyFile.create(tmp_path / "plan.cxf", clock=ManualClock(1_759_474_800_000))
    yield Desk(file)
    assert file.check() == []
    file.close()


def test_choices_of_one_section_open_a_question_of_another(desk: Desk) -> None:
    first, later = desk.ask("single_choice", options=3), desk.ask("open", section=1)
    desk.do(lambda uow: questions.open_by(uow, question_id=later.id, of_id=first.id))
    options = [key for key, _ in desk.row(first).options]
    desk.do(lambda uow: questions.change_part(uow, question_id=later.id, at=0, values=tuple(options[1:])))
    row = desk.row(later)
    assert row.problem == ""
    assert row.opening.parts == (Part(first.key, values=tuple(options[1:])),)


def test_conditions_are_joined_by_all_or_any_and_taken_away_again(desk: Desk) -> None:
    nps, number, later = desk.ask("nps"), desk.ask("number"), desk.ask("open", section=1)
    for other in (nps, number):
        desk.do(lambda uow, o=other: questions.open_by(uow, question_id=later.id, of_id=o.id))
    desk.do(lambda uow: questions.join_parts(uow, question_id=later.id, join="any"))
    assert desk.row(later).opening.join == "any"
    assert [part.of for part in desk.row(later).opening.parts] == [nps.key, number.key]
    desk.do(lambda uow: questions.remove_part_of(uow, question_id=later.id, at=1))
    assert desk.row(later).opening.parts == (Part(nps.key, 0, 5),)
    desk.do(lambda uow: questions.set_free(uow, question_id=later.id))
    assert desk.row(later).opening.parts == ()


def test_a_new_version_opens_by_its_own_choices(desk: Desk) -> None:
    first, later = desk.ask("dropdown", options=2), desk.ask("open", section=1)
    for question in (first, later):
        desk.do(
            lambda uow, q=question: guides.type_question(
                uow, question_id=q.id, field="text", language="fi", text="Kysymys"
            )
        )
    desk.do(lambda uow: questions.open_by(uow, question_id=later.id, of_id=first.id))
    published = desk.do(lambda uow: guides.publish(uow, version_id=desk.version.id))
    draft = desk.do(lambda uow: begin_version(uow, guide_id=published.guide_id))
    copy = desk.row(first, draft)
    assert desk.row(later, draft).opening.parts == (Part(first.key, values=(copy.options[0][0],)),)
    assert desk.row(later, draft).problem == ""


def test_what_nobody_reaches_is_found_over_the_whole_guide(desk: Desk) -> None:
    nps, choice, text = desk.ask("nps"), desk.ask("single_choice", options=2), desk.ask("open")
    later, last = desk.ask("open", section=1), desk.ask("open", section=1)

    def problem(condition: Any, question: Question = later) -> str:
        desk.do(lambda uow: uow.change(Question, question.id, condition=condition))
        return desk.row(question).problem

    assert problem({"of": "not_there", "answered": True}) == UNREACHED_GONE
    assert problem({"of": last.key, "answered": True}) == UNREACHED_LATER
    assert problem({"of": later.key, "answered": True}) == UNREACHED_CIRCLE
    assert problem({"of": nps.key, "from": 11, "to": 12}) == UNREACHED_VALUES
    assert problem({"of": text.key, "from": 1, "to": 2}) == UNREACHED_SCALE
    assert problem({"of": choice.key, "is": ["gone"]}) == UNREACHED_CHOICE
    assert problem({"of": later.key, "answered": True}, last) == UNREACHED_PARENT
    some = [{"of": nps.key, "from": 11, "to": 12}, {"of": text.key, "answered": True}]
    assert problem({"any": some}) == ""
    assert problem({"all": some}) == UNREACHED_VALUES
    assert problem({"of": last.key, "answered": True}) == UNREACHED_CIRCLE
    assert problem(None) == ""


def test_a_condition_reads_back_as_it_was_written() -> None:
    for condition in (
        {"of": "a", "from": 0, "to": 6},
        {"any": [{"of": "a", "is": ["x"]}, {"of": "b", "answered": False}]},
    ):
        assert condition_of(opening_of(condition)) == condition
    assert not opening_of({"not": {"of": "a", "answered": True}}).plain


def test_pictures_and_areas_belong_to_the_draft_and_travel_as_shares(desk: Desk) -> None:
    click = desk.ask("click_map")
    picture = read_picture(small_picture())
    desk.do(lambda uow: questions.set_question_picture(uow, question_id=click.id, picture=picture))
    desk.do(lambda uow: questions.add_area(uow, question_id=click.id, at=[0.1, 0.1, 0.4, 0.4]))
    desk.do(lambda uow: questions.add_area(uow, question_id=click.id, at=[0.8, 0.8, 0.5, 0.5]))
    desk.do(
        lambda uow: questions.type_area(uow, question_id=click.id, key="area_1", language="fi", text="Hylly")
    )
    settings = desk.row(click).settings
    assert settings["areas"][1]["at"] == [0.8, 0.8, 0.2, 0.2]
    assert settings["areas"][0]["name"] == {"fi": "Hylly"}
    assert desk.file.read(lambda r: picture_bytes(r, settings["picture_id"])) == picture.data
    for wrong in ([1.2, 0, 0.1, 0.1], [0, 0, 0, 0.5]):
        with pytest.raises(UserError, match="inside the picture"):
            desk.do(lambda uow, at=wrong: questions.add_area(uow, question_id=click.id, at=at))
    desk.do(lambda uow: questions.remove_area(uow, question_id=click.id, key="area_1"))
    assert [area["key"] for area in desk.row(click).settings["areas"]] == ["area_2"]


def test_choices_have_pictures_and_an_order(desk: Desk) -> None:
    image = desk.ask("image_choice", options=3)
    first, second, _third = desk.file.read(
        lambda r: r.all(Option, order_by="order_key", question_id=image.id)
    )
    picture = read_picture(small_picture())
    desk.do(lambda uow: questions.set_option_picture(uow, option_id=first.id, picture=picture))
    assert set(desk.row(image).pictures) == {first.id}
    desk.do(lambda uow: questions.move_option(uow, option_id=second.id, step=-1))
    desk.do(lambda uow: questions.move_option(uow, option_id=second.id, step=-1))
    assert [key for key, _ in desk.row(image).options][:2] == [second.id, first.id]


def test_a_matrix_gets_two_columns_at_first_and_seven_at_most(desk: Desk) -> None:
    matrix = desk.ask("matrix", options=2)
    for wanted in (2, 3, 4, 5, 6, 7):
        desk.do(lambda uow: questions.add_column(uow, question_id=matrix.id))
        assert len(desk.row(matrix).settings["columns"]) == wanted
    with pytest.raises(UserError, match="2 to 7"):
        desk.do(lambda uow: questions.add_column(uow, question_id=matrix.id))
    for _ in range(6):
        desk.do(lambda uow: questions.remove_column(uow, question_id=matrix.id, at=0))
    assert "columns" not in desk.row(matrix).settings


def test_limits_are_numbers_and_days_that_go_together(desk: Desk) -> None:
    number, date = desk.ask("number"), desk.ask("date")

    def limit(name: str, text: str) -> None:
        desk.do(lambda uow: questions.set_limit(uow, question_id=number.id, name=name, text=text))

    limit("min", "0")
    limit("max", "10,5")
    with pytest.raises(UserError, match="greater"):
        limit("min", "11")
    with pytest.raises(UserError, match="not a number"):
        limit("min", "kolme")
    assert desk.row(number).settings == {"min": 0, "max": 10.5}
    limit("min", "")
    assert desk.row(number).settings == {"max": 10.5}
    desk.do(lambda uow: questions.set_day_limit(uow, question_id=date.id, name="first", text="1.9.2025"))
    assert desk.row(date).settings == {"first": "2025-09-01"}
    with pytest.raises(UserError, match="not a day"):
        desk.do(lambda uow: questions.set_day_limit(uow, question_id=date.id, name="last", text="31.2.2025"))


def test_seven_choices_are_the_most_for_a_ranking(desk: Desk) -> None:
    ranking = desk.ask("ranking", options=7)
    with pytest.raises(UserError, match="at most 7"):
        desk.do(lambda uow: guides.add_option(uow, question_id=ranking.id))


def test_at_least_one_fact_is_asked(desk: Desk) -> None:
    facts = desk.ask("demographic")
    desk.do(lambda uow: questions.set_facts(uow, question_id=facts.id, facts=["gender", "age_band"]))
    assert desk.row(facts).settings["facts"] == ["age_band", "gender"]
    with pytest.raises(UserError, match="At least one"):
        desk.do(lambda uow: questions.set_facts(uow, question_id=facts.id, facts=[]))
