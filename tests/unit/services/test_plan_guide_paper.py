# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A guide on paper says when a question is asked and has room for every kind of answer."""

import datetime as dt
from pathlib import Path

from cxfield.document.nodes import Figure, Table
from cxfield.document.telling import dump
from cxfield.i18n import Texts
from cxfield.methods.questions import QUESTION_TYPES
from cxfield.model.guide import Question, Section
from cxfield.model.study import Study
from cxfield.services.plan_guides import add_question, add_section, follow, publish
from cxfield.services.plan_print import guide_paper
from cxfield.storage import StudyFile, UnitOfWork
from tests.fixtures.every_type import make_every_type


def _guide(uow: UnitOfWork) -> str:
    uow.add(Study(title={"fi": "T", "en": "S"}, languages=["fi", "en"]))
    version = make_every_type(uow, publish=False)
    section = add_section(uow, version_id=version.id)
    uow.change(Section, section.id, theme="closing")
    score = add_question(uow, section_id=section.id, kind="nps")
    after = add_question(uow, section_id=section.id, after_id=score.id)
    for question, words in ((score, "Suosittelisitko?"), (after, "Miksi?")):
        uow.change(Question, question.id, text={"fi": words, "en": f"{words} (en)"})
    follow(uow, question_id=after.id, follows_id=score.id)
    return publish(uow, version_id=version.id).id


def test_every_type_of_question_can_be_asked_from_paper(tmp_path: Path, english: Texts) -> None:
    file = StudyFile.create(tmp_path / "a.cxf")
    file.write(_guide, label="").result(30)
    made = file.read(lambda r: guide_paper(r, english, dt.date(2025, 10, 3)))
    finnish = file.read(lambda r: guide_paper(r, Texts("fi"), dt.date(2025, 10, 3)))
    file.close()
    assert made is not None
    assert finnish is not None
    said = dump(made).replace("\N{NO-BREAK SPACE}", "")
    for kind in QUESTION_TYPES:
        assert f"({english.t(kind.name)})" in said
    for wanted in (
        "Ask only if any of these holds: question 10: 0–5; question 14: On foot",  # joined conditions
        "question 27: 7–8 → ",  # a wording by the score
        "0 1 2 3 4 5 6 7 8 9 10",
        "☐Fell short",
        "____ Price",
        "☐Under 18 ☐18–24",
        "Circle at most three: ",
        "________________________ times",
        "Closing · 5 min",
    ):
        assert wanted in said, wanted
    assert "Kysytään vain, jos jokin näistä pätee: kysymys 10: 0–5" in dump(finnish)
    (matrix,) = [node for node in made.nodes if isinstance(node, Table)]
    assert [column.header for column in matrix.columns] == ["", "1", "2", "3", "4", "5", "Can't say"]
    assert len([node for node in made.nodes if isinstance(node, Figure)]) == 2
