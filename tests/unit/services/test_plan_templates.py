# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every template gives a study that can be taken to the field, in both languages."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from cxfield.clock import ManualClock
from cxfield.errors import UserError
from cxfield.i18n import Texts
from cxfield.model.codes import Code
from cxfield.model.guide import Section
from cxfield.model.metrics import Metric
from cxfield.model.study import Channel, Stage, Study, TagSet, Touchpoint
from cxfield.services.plan_gaps import checklist
from cxfield.services.plan_guide_checks import guide_checks, read_version, versions_of
from cxfield.services.plan_guides import add_guide, guide_templates, question_bank
from cxfield.services.plan_templates import begin_study, study_templates, touchpoint_templates
from cxfield.storage import StudyFile
from ui.templates import TEMPLATES

NOON = 1_759_474_800_000


@pytest.fixture
def file(tmp_path: Path) -> Iterator[StudyFile]:
    made = StudyFile.create(tmp_path / "a.cxf", clock=ManualClock(NOON), author="H1")
    yield made
    made.close()


def test_the_start_page_offers_exactly_what_can_be_made() -> None:
    assert [row.id for row in TEMPLATES] == [row["key"] for row in study_templates()]


@pytest.mark.parametrize("key", [row["key"] for row in study_templates()])
def test_a_template_gives_a_whole_study(file: StudyFile, key: str) -> None:
    def begin(uow: object) -> None:
        begin_study(uow, template=key, title={"fi": "Kokeilu"})  # type: ignore[arg-type]

    file.write(begin, label="x").result()
    study = file.read(lambda r: r.all(Study))[0]
    assert set(study.purpose) == {"fi", "en"}
    assert study.cadence == ["half_year"]
    assert len(file.read(lambda r: r.all(Stage))) == 5
    assert len(file.read(lambda r: r.all(Channel))) == 10
    guides = file.read(lambda r: guide_checks(r, ("fi", "en")))
    assert guides
    assert all(g.published == 1 and not g.untranslated and not g.blocking for g in guides)
    facts = next(row for row in study_templates() if row["key"] == key)
    assert len(file.read(lambda r: r.all(Metric))) == len(facts["metrics"])
    assert bool(file.read(lambda r: r.all(Code))) == bool(facts.get("codes"))
    assert len(file.read(lambda r: r.all(TagSet))) == len(facts.get("tags", ()))
    points = file.read(lambda r: r.all(Touchpoint))
    assert len(points) >= len(facts.get("touchpoints", ()))
    for locale in ("fi", "en"):
        gaps = {gap.key for gap in file.read(lambda r, x=locale: checklist(r, Texts(x))).gaps}
        assert not gaps & {"guide", "publish", "translate", "routes", "keys", "guidance"}


def test_an_unknown_template_is_refused_and_makes_nothing(file: StudyFile) -> None:
    with pytest.raises(UserError, match="no template"):
        file.write(lambda uow: begin_study(uow, template="x", title={"fi": "A"}), label="x").result()
    assert file.read(lambda r: r.all(Study)) == []


def test_the_group_guide_has_its_seven_timings(file: StudyFile) -> None:
    file.write(lambda uow: begin_study(uow, template="employee", title={"fi": "A"}), label="x").result()
    made = file.write(lambda uow: add_guide(uow, template="focus_group"), label="x").result().value
    parts = file.read(lambda r: r.all(Section, order_by="order_key", version_id=made.id))
    assert [part.minutes for part in parts] == [7, 8, 10, 10, 40, 12, 3]
    asked = file.read(lambda r: read_version(r, versions_of(r, made.guide_id)[0].id, ("fi", "en")))  # type: ignore[union-attr]
    assert all(row.probes for part in asked if part.key == "key" for row in part.questions)


def test_everything_ready_is_in_both_languages() -> None:
    rows = [row for guide in guide_templates() for part in guide["sections"] for row in part["questions"]]
    rows += [row for group in question_bank() for row in group["questions"]]
    assert len(rows) > 60
    for row in rows:
        assert all(row["text"].get(lang) for lang in ("fi", "en")), row
    for point in touchpoint_templates():
        lines = [point["measures"][lang].split("\n") for lang in ("fi", "en")]
        assert len(lines[0]) == len(lines[1]) > 1
