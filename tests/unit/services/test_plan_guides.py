# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Guides: published versions do not change, what nobody reaches blocks, what is untranslated is listed."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from cxfield.errors import UserError
from cxfield.methods.questions import QUESTION_TYPES
from cxfield.model.guide import Guide, GuideVersion, Question, Section
from cxfield.services import plan_guides as guides
from cxfield.services.attachments import read_picture
from cxfield.services.plan_guide_checks import (
    SECONDS,
    QuestionRow,
    guide_checks,
    read_version,
    untranslated,
    wording_note,
)
from cxfield.services.plan_metrics import COUNTED, add_measurement, add_ready, parse_number, type_count
from cxfield.services.plan_questions import set_option_picture, set_question_picture
from cxfield.services.plan_reach import (
    UNREACHED_CIRCLE,
    UNREACHED_LATER,
    UNREACHED_SCALE,
    UNREACHED_VALUES,
)
from cxfield.services.plan_versions import begin_version
from cxfield.storage import StudyFile
from tests.fixtures.pictures import small_picture
from tests.ui.plan_study import make

BOTH = ("fi", "en")


@pytest.fixture
def file(tmp_path: Path) -> Iterator[StudyFile]:
    made = make(tmp_path / "plan.cxf")
    yield made
    assert made.check() == []
    made.close()


def _draft(file: StudyFile) -> GuideVersion:
    guide = file.read(lambda r: r.all(Guide))[0]
    return file.write(lambda uow: begin_version(uow, guide_id=guide.id), label="x").result().value


def _rows(file: StudyFile, version: GuideVersion) -> list[QuestionRow]:
    return [row for s in file.read(lambda r: read_version(r, version.id, BOTH)) for row in s.questions]


def test_a_new_version_is_a_copy_and_the_published_one_stays(file: StudyFile) -> None:
    guide = file.read(lambda r: r.all(Guide))[0]
    published = file.read(lambda r: r.all(GuideVersion, guide_id=guide.id))[0]
    before = _rows(file, published)
    draft = _draft(file)
    rows = _rows(file, draft)
    assert draft.number == 2
    assert [row.text for row in rows] == [row.text for row in before]
    assert not {row.id for row in rows} & {row.id for row in before}
    nps = next(row for row in rows if row.type == "nps")
    assert next(row for row in rows if row.routes).follows_id == nps.id
    with pytest.raises(UserError, match="does not change"):
        file.write(
            lambda uow: guides.type_question(
                uow, question_id=before[0].id, field="text", language="fi", text="Muu"
            ),
            label="x",
        ).result()
    assert _rows(file, published) == before


def test_the_shipped_guide_takes_about_what_is_planned_and_lacks_nothing(file: StudyFile) -> None:
    check = file.read(lambda r: guide_checks(r, BOTH))[0]
    assert 38 <= check.estimate_min <= 48
    assert check.untranslated == {}
    assert check.blocking == ()


def test_every_question_type_has_a_time() -> None:
    assert {kind.key for kind in QUESTION_TYPES} == set(SECONDS)


def test_a_guide_of_every_type_is_written_and_published(file: StudyFile) -> None:
    version = file.write(guides.add_guide, label="x").result().value
    section = file.read(lambda r: r.all(Section, version_id=version.id))[0]
    for kind in QUESTION_TYPES:
        made = (
            file.write(
                lambda uow, key=kind.key: guides.add_question(uow, section_id=section.id, kind=key),
                label="x",  # type: ignore[misc]
            )
            .result()
            .value
        )
        file.write(
            lambda uow, made=made, key=kind.key: guides.set_type(uow, question_id=made.id, kind=key),
            label="x",  # type: ignore[misc]
        ).result()
        for language in BOTH:
            file.write(
                lambda uow, made=made, language=language: guides.type_question(  # type: ignore[misc]
                    uow, question_id=made.id, field="text", language=language, text=f"Q {made.key}"
                ),
                label="x",
            ).result()
    with pytest.raises(UserError, match="two choices"):
        file.write(lambda uow: guides.publish(uow, version_id=version.id), label="x").result()
    for row in _rows(file, version):
        for option, _ in row.options:
            file.write(
                lambda uow, option=option: guides.type_option(
                    uow, option_id=option, language="fi", text="Kyllä"
                ),  # type: ignore[misc]
                label="x",
            ).result()
    with pytest.raises(UserError, match="lacks a picture"):
        file.write(lambda uow: guides.publish(uow, version_id=version.id), label="x").result()
    _add_pictures(file, version)
    done = file.write(lambda uow: guides.publish(uow, version_id=version.id), label="x").result().value
    assert done.published_at is not None
    assert [row.type for row in _rows(file, version)] == [kind.key for kind in QUESTION_TYPES]


def _add_pictures(file: StudyFile, version: GuideVersion) -> None:
    picture = read_picture(small_picture())
    for row in _rows(file, version):
        if row.type == "click_map":
            file.write(
                lambda uow, row=row: set_question_picture(uow, question_id=row.id, picture=picture),  # type: ignore[misc]
                label="x",
            ).result()
        for option, _ in row.options if row.type == "image_choice" else ():
            file.write(
                lambda uow, option=option: set_option_picture(uow, option_id=option, picture=picture),  # type: ignore[misc]
                label="x",
            ).result()


def test_what_nobody_reaches_is_said_and_blocks_publishing(file: StudyFile) -> None:
    draft = _draft(file)
    rows = _rows(file, draft)
    nps, reason = next(r for r in rows if r.type == "nps"), next(r for r in rows if r.routes)

    def problem() -> str:
        return next(row.problem for row in _rows(file, draft) if row.id == reason.id)

    def change(**fields: object) -> None:
        file.write(lambda uow: uow.change(Question, reason.id, **fields), label="x").result()

    change(condition={"of": "nps", "routes": [{"from": 11, "to": 12, "text": {}}]})
    assert problem() == UNREACHED_VALUES
    change(follows_id=reason.id)
    assert problem() == UNREACHED_CIRCLE
    story = next(r for r in rows if r.type == "open_quote")
    change(follows_id=story.id)
    assert problem() == UNREACHED_SCALE
    change(
        follows_id=nps.id,
        condition={"of": "nps", "routes": [{"from": 0, "to": 6, "text": {"fi": "x"}}]},
    )
    assert problem() == ""
    file.write(lambda uow: uow.change(Question, reason.id, order_key="A"), label="x").result()
    assert problem() == UNREACHED_LATER
    with pytest.raises(UserError, match="never reached"):
        file.write(lambda uow: guides.publish(uow, version_id=draft.id), label="x").result()


def test_a_follow_up_gets_the_customary_ranges(file: StudyFile) -> None:
    draft = _draft(file)
    rows = _rows(file, draft)
    nps = next(r for r in rows if r.type == "nps")
    last = [r for r in rows if r.section_id == nps.section_id][-1]
    file.write(lambda uow: guides.follow(uow, question_id=last.id, follows_id=nps.id), label="x").result()
    row = next(r for r in _rows(file, draft) if r.id == last.id)
    assert [(route.low, route.high) for route in row.routes] == [(0, 6), (7, 8), (9, 10)]
    file.write(
        lambda uow: guides.set_route(
            uow, question_id=last.id, at=1, language="en", text="What would lift it?"
        ),
        label="x",
    ).result()
    row = next(r for r in _rows(file, draft) if r.id == last.id)
    assert row.routes[1].text["en"] == "What would lift it?"


def test_what_lacks_a_language_is_listed_by_number(file: StudyFile) -> None:
    draft = _draft(file)
    row = _rows(file, draft)[3]
    file.write(
        lambda uow: guides.type_question(uow, question_id=row.id, field="text", language="en", text=""),
        label="x",
    ).result()
    sections = file.read(lambda r: read_version(r, draft.id, BOTH))
    assert untranslated(sections, BOTH) == {"en": (4,)}


def test_probes_keep_the_other_language_in_its_place(file: StudyFile) -> None:
    draft = _draft(file)
    row = _rows(file, draft)[0]
    file.write(
        lambda uow: guides.set_probes(uow, question_id=row.id, language="en", lines=["", "Why?"]), label="x"
    ).result()
    probes = _rows(file, draft)[0].probes
    assert probes[0] == {"fi": "Kerro lisää"}
    assert probes[1] == {"fi": "Mitä tapahtui juuri ennen?", "en": "Why?"}


@pytest.mark.parametrize(
    ("kind", "text", "note"),
    [
        ("likert", {"fi": "Onko sivusto helppo?"}, ("leading", "helppo")),
        ("ces", {"fi": "Kuinka helppoa tai vaikeaa se oli?"}, None),
        ("open", {"en": "Did you like it?"}, ("closed", "did")),
        ("open", {"fi": "Miten käynti sujui?"}, None),
    ],
)
def test_leading_and_closed_wordings_get_a_note(
    kind: str, text: dict[str, str], note: tuple[str, str] | None
) -> None:
    assert wording_note(kind, text) == note


def test_the_bank_and_every_template_are_in_both_languages_and_of_known_types(file: StudyFile) -> None:
    keys = {kind.key for kind in QUESTION_TYPES}
    for group in guides.question_bank():
        assert all(row["text"].keys() == set(BOTH) and row["type"] in keys for row in group["questions"])
    for row in guides.guide_templates():
        version = (
            file.write(lambda uow, key=row["key"]: guides.add_guide(uow, template=key), label="x")
            .result()
            .value
        )  # type: ignore[misc]
        assert version.published_at is None
        file.write(
            lambda uow, version=version: guides.publish(uow, version_id=version.id), label="x"
        ).result()  # type: ignore[misc]


def test_five_hundred_questions_are_read_in_a_few_queries(file: StudyFile) -> None:
    version = file.write(guides.add_guide, label="x").result().value
    section = file.read(lambda r: r.all(Section, version_id=version.id))[0]
    asked = [{"text": {"fi": f"Kysymys {n}?", "en": f"Question {n}?"}, "type": "open"} for n in range(40)]
    file.write(
        lambda uow: guides.add_questions(uow, section_id=section.id, questions=asked), label="x"
    ).result()
    assert len(_rows(file, version)) == 40


def test_counts_make_a_share_only_when_they_agree(file: StudyFile) -> None:
    for counted in COUNTED:
        metric = file.write(lambda uow, key=counted.key: add_ready(uow, kind=key), label="x").result().value  # type: ignore[misc]
        assert metric.formula.keys() == set(BOTH)
    metric = file.write(lambda uow: add_ready(uow, kind="churn"), label="x").result().value
    row = file.write(lambda uow: add_measurement(uow, metric_id=metric.id), label="x").result().value

    def count(name: str, text: str) -> float | None:
        return (
            file.write(lambda uow: type_count(uow, measurement_id=row.id, name=name, text=text), label="x")
            .result()
            .value.value
        )

    assert count("start", "200") is None
    assert count("lost", "30") == 0.15
    assert count("lost", "300") is None
    with pytest.raises(UserError, match="whole number"):
        count("lost", "-3")


def test_numbers_are_read_as_people_write_them() -> None:
    assert [parse_number(text) for text in ("40", "0,85", "85 %", "\N{MINUS SIGN}3")] == [40, 0.85, 0.85, -3]
    for text in ("", "nan", "paljon"):
        with pytest.raises(UserError):
            parse_number(text)
